import type {
  Declaration,
  Expression,
  FunctionSyntax,
  Initializer,
  Statement,
  TranslationUnit,
  TypeSyntax,
} from '../../../src/engine/csource/ast.ts';
import { parseUnit } from '../../../src/engine/csource/parse.ts';

/** Reads one text that includes nothing but the given headers. */
export function read(text: string, headers: Readonly<Record<string, string>> = {}): TranslationUnit {
  return parseUnit({
    file: 'a.c',
    text,
    defines: new Map(),
    include: (header) => (headers[header] === undefined ? null : { file: header, text: headers[header] }),
  });
}

/** The unit in short: each item, then what was skipped. */
export function showUnit(unit: TranslationUnit): string[] {
  return [
    ...unit.items.map(showItem),
    ...unit.skipped.map(({ reason, site }) => `! ${site.line}:${site.column} ${reason}`),
  ];
}

function showItem(item: TranslationUnit['items'][number]): string {
  if (item.kind === 'declaration') return showDeclaration(item);
  const storage = item.storage === 'none' ? '' : `${item.storage} `;
  const head = `${storage}${item.name}: ${showType(item.type)}`;
  if (item.opaque !== null)
    return `${head} ? ${item.opaque.site.line}:${item.opaque.site.column} ${item.opaque.reason}`;
  return `${head} ${item.body!.statements.map(showStatement).join(' ')}`.trim();
}

export function showDeclaration(declaration: Declaration): string {
  const storage = declaration.storage === 'none' ? '' : `${declaration.storage} `;
  const constant = declaration.constant ? 'const ' : '';
  if (declaration.declarators.length === 0) return `${storage}${showType(declaration.base)}`;
  const shown = declaration.declarators.map(({ name, type, initializer, cleanup }) => {
    const value = initializer === null ? '' : ` = ${showInitializer(initializer)}`;
    return `${name}: ${constant}${showType(type)}${cleanup === null ? '' : ` cleanup ${cleanup}`}${value}`;
  });
  return `${storage}${shown.join(', ')}`;
}

export function showInitializer(initializer: Initializer): string {
  if (initializer.kind === 'value') return showExpression(initializer.value);
  const items = initializer.items.map(({ path, value }) => {
    const steps = path.map((step) => {
      if (step.kind === 'field') return `.${step.name}`;
      if (step.kind === 'index') return `[${showExpression(step.index)}]`;
      return `[${showExpression(step.first)} ... ${showExpression(step.last)}]`;
    });
    return steps.length === 0 ? showInitializer(value) : `${steps.join('')}=${showInitializer(value)}`;
  });
  return `{${items.join(', ')}}`;
}

export function showType(type: TypeSyntax): string {
  switch (type.kind) {
    case 'void':
    case 'auto':
      return type.kind;
    case 'integer':
    case 'named':
      return type.name;
    case 'record':
      return showRecord(type);
    case 'enum': {
      const constants = type.constants?.map(({ name, value }) =>
        value ? `${name}=${showExpression(value)}` : name,
      );
      return `enum ${type.tag ?? ''}${constants ? `{${constants.join(', ')}}` : ''}`;
    }
    case 'typeof':
      return `typeof(${type.isType ? showType(type.of as TypeSyntax) : showExpression(type.of as Expression)})`;
    case 'pointer':
      return `*${showType(type.to)}`;
    case 'array':
      return `[${type.length === null ? '' : showExpression(type.length)}]${showType(type.of)}`;
    case 'function':
      return showFunction(type);
    case 'unsupported':
      return `<${type.reason}>`;
  }
}

function showFunction(type: FunctionSyntax): string {
  const parameters = type.parameters.map(({ name, type: of }) =>
    name === null ? showType(of) : `${name} ${showType(of)}`,
  );
  if (type.variadic) parameters.push('...');
  return `(${parameters.join(', ')})${showType(type.result)}`;
}

function showRecord(type: Extract<TypeSyntax, { kind: 'record' }>): string {
  const head = `${type.record}${type.tag === null ? '' : ` ${type.tag}`}${type.packed ? ' packed' : ''}`;
  const aligned = type.aligned === null ? '' : ` aligned ${showExpression(type.aligned)}`;
  if (type.fields === null) return `${head}${aligned}`;
  const fields = type.fields.map(({ name, type: of, bits, aligned: to }) => {
    const width = bits === null ? '' : `:${showExpression(bits)}`;
    return `${name ?? '-'} ${showType(of)}${width}${to === null ? '' : ` aligned ${showExpression(to)}`}`;
  });
  return `${head}${aligned}{${fields.join('; ')}}`;
}

export function showExpression(one: Expression): string {
  const show = showExpression;
  switch (one.kind) {
    case 'integer':
      return `${one.value}${one.unsigned ? 'u' : ''}${one.long ? 'l' : ''}${one.decimal ? '' : 'x'}`;
    case 'string':
      return JSON.stringify(one.text);
    case 'name':
      return one.name;
    case 'unary':
      return `(${one.operator}${show(one.operand)})`;
    case 'step': {
      const operator = one.by === 1 ? '++' : '--';
      return one.prefix ? `(${operator}${show(one.operand)})` : `(${show(one.operand)}${operator})`;
    }
    case 'binary':
      return `(${show(one.left)} ${one.operator} ${show(one.right)})`;
    case 'assign':
      return `(${show(one.left)} ${one.operator ?? ''}= ${show(one.right)})`;
    case 'conditional':
      return `(${show(one.test)} ? ${one.then === null ? '' : show(one.then)} : ${show(one.otherwise)})`;
    case 'comma':
      return `(${show(one.left)}, ${show(one.right)})`;
    case 'call':
      return `${show(one.callee)}(${one.args.map(show).join(', ')})`;
    case 'member':
      return `${show(one.object)}${one.arrow ? '->' : '.'}${one.name}`;
    case 'index':
      return `${show(one.object)}[${show(one.index)}]`;
    default:
      return showTyped(one);
  }
}

type Typed = Extract<
  Expression,
  { kind: 'cast' | 'compound' | 'sizeof' | 'alignof' | 'offsetof' | 'compatible' | 'block' }
>;

function showTyped(one: Typed): string {
  switch (one.kind) {
    case 'cast':
      return `<${showType(one.type)}>${showExpression(one.operand)}`;
    case 'compound':
      return `<${showType(one.type)}>${showInitializer(one.initializer)}`;
    case 'sizeof':
      return `sizeof ${one.isType ? `<${showType(one.of as TypeSyntax)}>` : showExpression(one.of as Expression)}`;
    case 'alignof':
      return `alignof <${showType(one.type)}>`;
    case 'offsetof': {
      const path = one.path.map((step) => (step.kind === 'field' ? `.${step.name}` : '[]'));
      return `offsetof(${showType(one.type)}, ${path.join('')})`;
    }
    case 'compatible':
      return `compatible(${showType(one.left)}, ${showType(one.right)})`;
    case 'block':
      return `({${one.body.statements.map(showStatement).join(' ')}})`;
  }
}

export function showStatement(one: Statement): string {
  switch (one.kind) {
    case 'block':
      return `{${one.statements.map(showStatement).join(' ')}}`;
    case 'expression':
      return `${showExpression(one.expression)};`;
    case 'declaration':
      return `${showDeclaration(one.declaration)};`;
    case 'if': {
      const otherwise = one.otherwise === null ? '' : ` else ${showStatement(one.otherwise)}`;
      return `if ${showExpression(one.test)} ${showStatement(one.then)}${otherwise}`;
    }
    case 'while':
      return `while ${showExpression(one.test)} ${showStatement(one.body)}`;
    case 'do':
      return `do ${showStatement(one.body)} while ${showExpression(one.test)};`;
    case 'for': {
      const start = one.start === null ? ';' : showStatement(one.start);
      const test = one.test === null ? '' : showExpression(one.test);
      return `for (${start} ${test}; ${one.step === null ? '' : showExpression(one.step)}) ${showStatement(one.body)}`;
    }
    case 'switch':
      return `switch ${showExpression(one.value)} ${showStatement(one.body)}`;
    case 'case':
      return `case ${showExpression(one.value)}${one.last === null ? '' : ` ... ${showExpression(one.last)}`}:`;
    case 'label':
      return `${one.name}:`;
    case 'goto':
      return `goto ${one.label};`;
    case 'return':
      return `return${one.value === null ? '' : ` ${showExpression(one.value)}`};`;
    case 'default':
      return 'default:';
    case 'break':
    case 'continue':
      return `${one.kind};`;
    case 'empty':
      return ';';
  }
}
