import type { Opaque } from '../csource/ast.ts';
import type { TokenCache } from '../csource/lex.ts';
import { type BuiltProgram, type LinkUnit, link } from '../csource/lower/link.ts';
import { restoreUnit, type StoredUnit } from '../csource/lower/stored.ts';
import { type Translation, translate } from '../csource/translate.ts';
import { machineIntrinsics } from '../machine/intrinsics.ts';
import type { CompiledModule } from './compiled-module.ts';
import { predefined } from './configuration.ts';
import { dependenciesOf, inLoadOrder, softDependenciesOf } from './dependencies.ts';
import type { DriverNotes, DriverSource, ModuleSource } from './driver.ts';
import { includeFor } from './include.ts';
import { kernelIntrinsicNames } from './intrinsics.ts';
import { isLibraryPlace, kernelHeaders } from './library.ts';
import { compiledLibrary } from './library-units.ts';
import { modulesOf } from './modules.ts';

/** A driver's C together with the kernel's library, ready to run on any topology of that page size. */
export interface CompiledDriver {
  readonly name: string;
  /** What it was made of. */
  readonly source: DriverSource;
  readonly notes: DriverNotes;
  readonly built: BuiltProgram;
  readonly modules: readonly CompiledModule[];
}

/**
 * Translates a driver for a kernel of that page size, in bytes, a piece at a time. Never throws for any
 * text: what is not translated is in the notes, and a finding only where a run reaches it. `stored` are the
 * driver's units where the build has translated them.
 */
export function* compile(
  source: DriverSource,
  pageSize: bigint,
  stored: readonly StoredUnit[] | null,
): Generator<undefined, CompiledDriver> {
  const { modules, assumed, missing, emptyDescription } = modulesOf(source);
  const library = compiledLibrary(pageSize);
  yield;
  const translated = stored
    ? restoreDriver(modules, stored)
    : yield* translateDriver(source, modules, pageSize, library.tokens);
  yield;
  const units: LinkUnit[] = [library.unit];
  for (const { module, unit } of translated) units.push({ unit, module, library: false });
  const built = withHeadersAsLibrary(link(units, intrinsicNames));
  const needs = dependenciesOf(built.program);
  const ordered = inLoadOrder(modules, needs, (name) => softDependenciesOf(built.program, name));
  return {
    name: source.name,
    source,
    notes: {
      modules,
      assumed,
      missingSources: missing,
      emptyDescription,
      untranslated: built.untranslated.filter(({ site }) => !isLibraryPlace(site.file)),
      missingHeaders: distinct(translated.flatMap((unit) => unit.missingHeaders)),
    },
    built,
    modules: ordered.map(({ name }) => ({
      name,
      needs: needs.get(name) ?? [],
      init: functionIn(built, name, '__module_init'),
      exit: functionIn(built, name, '__module_exit'),
    })),
  };
}

/** A source of a driver, translated. */
interface TranslatedSource extends Translation {
  readonly module: string;
}

/** Translates each source of a driver, in link order; `known` are tokens of headers read already. */
export function* translateDriver(
  source: DriverSource,
  modules: readonly ModuleSource[],
  pageSize: bigint,
  known: TokenCache,
): Generator<undefined, TranslatedSource[]> {
  const include = includeFor(source);
  const tokens: TokenCache = new Map(known);
  const translated: TranslatedSource[] = [];
  for (const module of modules) {
    const defines = predefined(pageSize, module.name);
    for (const path of module.sources) {
      const text = source.files.get(path) ?? '';
      const request = { file: source.place(path), text, defines, include, tokens, headers: kernelHeaders };
      translated.push({ module: module.name, ...(yield* translate(request)) });
      yield;
    }
  }
  return translated;
}

function restoreDriver(modules: readonly ModuleSource[], stored: readonly StoredUnit[]): TranslatedSource[] {
  const owners = modules.flatMap(({ name, sources }) => sources.map(() => name));
  return stored.map((unit, index) => ({
    module: owners[index] ?? '',
    unit: restoreUnit(unit),
    missingHeaders: [],
  }));
}

const intrinsicNames: ReadonlySet<string> = new Set([...machineIntrinsics.keys(), ...kernelIntrinsicNames]);

/** Inline functions of the library's headers are the library's, whichever unit they were compiled in. */
function withHeadersAsLibrary(built: BuiltProgram): BuiltProgram {
  const functions = built.program.functions.map((each) =>
    each.library || !isLibraryPlace(each.site.file) ? each : { ...each, library: true },
  );
  return { ...built, program: { ...built.program, functions } };
}

/** The function that a module's static pointer of that name holds. */
function functionIn(built: BuiltProgram, module: string, name: string): number | null {
  for (const found of built.statics(module, name)) {
    if (found.kind !== 'global') continue;
    const value = built.program.globals[found.index]?.addresses[0]?.value;
    if (value?.kind === 'function') return value.index;
  }
  return null;
}

type Missing = DriverNotes['missingHeaders'][number];

function distinct(headers: readonly Missing[]): Missing[] {
  const key = ({ header, site }: { header: string; site: Opaque['site'] }) =>
    `${header}\0${site.file}\0${site.line}`;
  return [...new Map(headers.map((each) => [key(each), each])).values()];
}
