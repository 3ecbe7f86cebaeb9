import type {
  Declaration,
  Declarator,
  EnumSyntax,
  FunctionDefinition,
  RecordSyntax,
  TypeSyntax,
} from '../ast.ts';
import { constantBody } from './body.ts';
import { attempt, declareFunction, declareOne } from './file-scope.ts';
import type { OnDemand } from './scope.ts';
import { resolveType } from './type-syntax.ts';
import type { UnitBuilder } from './unit-builder.ts';
import { Untranslatable } from './untranslatable.ts';

/** Declarations that need each other in a chain longer than this are refused. */
const CHAIN_LIMIT = 120;

type Said =
  | { readonly kind: 'function'; readonly definition: FunctionDefinition }
  | { readonly kind: 'declarator'; readonly declaration: Declaration; readonly declarator: Declarator }
  | { readonly kind: 'enum'; readonly syntax: EnumSyntax };

/**
 * What a file says at file scope, by name. A unit uses few of the declarations its headers bring, so each
 * is looked at when its name is asked for; all that is said of a name is then said in order.
 */
export class FileItems implements OnDemand {
  readonly #unit: UnitBuilder;
  readonly #names = new Map<string, Said[]>();
  readonly #tags = new Map<string, RecordSyntax | EnumSyntax>();
  /** Names of what the unit itself defines, in order. */
  readonly #roots: string[] = [];
  #chain = 0;

  constructor(unit: UnitBuilder, file: string, items: readonly (FunctionDefinition | Declaration)[]) {
    this.#unit = unit;
    for (const item of items) {
      if (item.kind === 'function') this.#function(item, file);
      else this.#declaration(item, file);
    }
  }

  /** Declares what the unit defines for others, and what its own file defines. */
  declareRoots(): void {
    for (const name of this.#roots) this.name(name);
  }

  name(name: string): boolean {
    const said = this.#names.get(name);
    if (said === undefined) return false;
    this.#names.delete(name);
    this.#chained(() => {
      for (const each of said) this.#say(each);
    });
    return true;
  }

  tag(name: string): boolean {
    const syntax = this.#tags.get(name);
    if (syntax === undefined) return false;
    this.#tags.delete(name);
    this.#chained(() => this.#resolve(syntax));
    return true;
  }

  #chained(work: () => void): void {
    const unit = this.#unit;
    const { typeDepth } = unit;
    if (this.#chain >= CHAIN_LIMIT) throw new Untranslatable('declarations depend on each other too deeply');
    this.#chain++;
    unit.typeDepth = 0;
    try {
      work();
    } finally {
      this.#chain--;
      unit.typeDepth = typeDepth;
    }
  }

  #say(said: Said): void {
    if (said.kind === 'enum') {
      this.#resolve(said.syntax);
      return;
    }
    const { site } = said.kind === 'function' ? said.definition : said.declarator;
    attempt(this.#unit, site, () => {
      if (said.kind === 'function') declareFunction(this.#unit, said.definition);
      else declareOne(this.#unit, said.declaration, said.declarator);
    });
  }

  #resolve(syntax: RecordSyntax | EnumSyntax): void {
    attempt(this.#unit, syntax.site, () => {
      resolveType(constantBody(this.#unit, this.#unit.scope, syntax.site), syntax);
    });
  }

  #function(definition: FunctionDefinition, file: string): void {
    this.#add(definition.name, { kind: 'function', definition });
    if (definition.storage !== 'static' || definition.site.file === file) this.#roots.push(definition.name);
    this.#types(definition.type.result);
  }

  #declaration(declaration: Declaration, file: string): void {
    const { storage } = declaration;
    this.#types(declaration.base);
    for (const declarator of declaration.declarators) {
      const { name, type, site, initializer } = declarator;
      this.#add(name, { kind: 'declarator', declaration, declarator });
      if (storage === 'typedef' || type.kind === 'function') continue;
      if (storage === 'extern' && initializer === null) continue;
      if (storage !== 'static' || site.file === file) this.#roots.push(name);
    }
  }

  #add(name: string, said: Said): void {
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, [said]);
    else known.push(said);
  }

  /** Tags and enumerators that a type defines, those inside records included: C has one scope for all. */
  #types(type: TypeSyntax): void {
    let inner = type;
    while (inner.kind === 'pointer' || inner.kind === 'array')
      inner = inner.kind === 'array' ? inner.of : inner.to;
    if (inner.kind === 'enum' && inner.constants !== null) this.#enumeration(inner);
    else if (inner.kind === 'record' && inner.fields !== null) this.#record(inner);
  }

  #record(syntax: RecordSyntax): void {
    if (syntax.tag !== null && !this.#tags.has(syntax.tag)) this.#tags.set(syntax.tag, syntax);
    for (const field of syntax.fields ?? []) this.#types(field.type);
  }

  #enumeration(syntax: EnumSyntax): void {
    if (syntax.tag !== null && !this.#tags.has(syntax.tag)) this.#tags.set(syntax.tag, syntax);
    for (const constant of syntax.constants ?? []) this.#add(constant.name, { kind: 'enum', syntax });
  }
}
