import { type Random, seeded } from '../../../src/engine/base/random.ts';
import type { GeneratedProgram } from './program.ts';

/** A member of a generated record: the path to it, and what it may hold. */
interface Leaf {
  readonly path: string;
  readonly isBool: boolean;
}

const types = ['unsigned int', 'int', 'unsigned char', 'signed char', 'unsigned short', 'short', 'char'];
const wide = ['unsigned long', 'long'];
const operators = ['+', '-', '*', '&', '|', '^'];

/** A program that says how gcc lays bit-fields out, and what comes of reading and writing them. */
export function bitFieldProgram(seed: number): GeneratedProgram {
  const random = seeded(seed);
  const prefix = `b${seed}_`;
  const leaves: Leaf[] = [];
  const kind = random.pick(['struct', 'struct', 'struct', 'union']);
  const body = members(random, leaves, 'f', 3 + random.below(6), true);
  const attribute = random.pick(['', '', '', ' __attribute__((packed))', ' __attribute__((aligned(16)))']);
  const type = `${kind} ${prefix}s`;
  const given = kind === 'union' ? leaves.slice(0, 1) : leaves;
  const values = given.map(() => literal(random));
  const designated = given.filter(() => random.below(2) === 0);
  const lines = [
    // Reading a byte that is neither 0 nor 1 as _Bool is undefined, so unions go without.
    `${type} { ${kind === 'union' ? body.replace(/_Bool (\w+);/g, 'char $1;') : body} }${attribute};`,
    `static ${type} ${prefix}a = { ${values.join(', ')} };`,
    `static ${type} ${prefix}b = { ${designated.map(({ path }) => `.${path} = ${literal(random)}`).join(', ')} };`,
    `static ${type} ${prefix}c[2], *${prefix}p = &${prefix}c[1];`,
    `static void ${prefix}show(${type} *x)
{
for (unsigned long i = 0; i < sizeof(*x); i++) emit(((unsigned char *)x)[i]);
${leaves.map(({ path }) => `emit((long)x->${path});`).join(' ')}
}`,
  ];
  const main = [
    `emit(sizeof(${type})); emit(_Alignof(${type}));`,
    `${prefix}show(&${prefix}a); ${prefix}show(&${prefix}b);`,
    `{ ${type} local = { ${values.join(', ')} }; ${given.map(({ path }) => `emit((long)local.${path});`).join(' ')}`,
    `${type} copy = local; ${given.map(({ path }) => `emit((long)copy.${path});`).join(' ')} }`,
  ];
  for (let at = 0; at < 30; at++)
    main.push(statement(random, `${prefix}p->`, leaves), at % 6 === 5 ? `${prefix}show(${prefix}p);` : '');
  lines.push(`void ${prefix}run(void)\n{\n${main.join('\n')}\n}`);
  return { seed, entry: `${prefix}run`, text: lines.join('\n') };
}

function members(random: Random, leaves: Leaf[], prefix: string, count: number, nested: boolean): string {
  const lines: string[] = [];
  for (let at = 0; at < count; at++) {
    const name = `${prefix}${at}`;
    const kind = random.below(12);
    if (kind === 0) lines.push(`${random.pick([...types, ...wide])} : ${random.pick(['0', '0', '3', '5'])};`);
    else if (kind === 1) {
      const type = random.pick([...types, ...wide, '_Bool']);
      lines.push(`${type} ${name};`);
      leaves.push({ path: name, isBool: type === '_Bool' });
    } else if (kind === 2 && nested)
      lines.push(`struct { ${members(random, leaves, `${name}_`, 1 + random.below(3), false)} };`);
    else if (kind === 3) {
      lines.push(`_Bool ${name} : 1;`);
      leaves.push({ path: name, isBool: true });
    } else {
      const type = random.pick([...types, ...types, ...wide, 'unsigned int', 'unsigned int']);
      lines.push(`${type} ${name} : ${widthOf(random, type)};`);
      leaves.push({ path: name, isBool: false });
    }
  }
  // A record of nothing but what has no name is not one of C's.
  if (!leaves.some(({ path }) => path.startsWith(prefix))) {
    lines.push(`int ${prefix}z : 7;`);
    leaves.push({ path: `${prefix}z`, isBool: false });
  }
  return lines.join(' ');
}

function widthOf(random: Random, type: string): number {
  const most = type.includes('long') ? 57 : type.includes('char') ? 8 : type.includes('short') ? 16 : 32;
  return random.below(2) === 0 ? 1 + random.below(Math.min(most, 7)) : 1 + random.below(most);
}

function literal(random: Random): string {
  return random.pick([
    String(random.below(4)),
    `(-${1 + random.below(300)})`,
    `0x${random.next().toString(16)}`,
    `0x${random.wide().toString(16)}UL`,
  ]);
}

function statement(random: Random, object: string, leaves: readonly Leaf[]): string {
  const leaf = random.pick(leaves);
  const target = `${object}${leaf.path}`;
  const read = (): string => `${object}${random.pick(leaves).path}`;
  const other = random.pick(leaves);
  switch (random.below(9)) {
    case 0:
    case 1:
      return `${target} = ${random.below(2) === 0 ? literal(random) : `${read()} ${random.pick(operators)} ${literal(random)}`};`;
    case 2:
      return `${target} ${random.pick(operators)}= ${read()};`;
    case 3:
      return leaf.isBool
        ? `${target} = !${target};`
        : `emit((long)${random.pick([`${target}++`, `--${target}`])});`;
    case 4:
      return `emit((${target} = ${literal(random)}) ${random.pick(['-', '<', '>=', '+'])} 8);`;
    case 5:
      return `emit((${target} ${random.pick(operators)}= ${literal(random)}) < 0); emit((long)${target});`;
    case 6:
      return `emit(${target} - 1 < 0); emit(~${target} < 0); emit(${target} > -1);`;
    case 7:
      return `emit(${target} ${random.pick(operators)} ${read()}); emit(-${target}); emit(${target} << ${random.below(8)}); emit(${target} >> 2);`;
    default:
      // One after the other: what two of a record are assigned in one expression may come in any order.
      return `if (${target} && !${object}${other.path}) ${object}${other.path} = ${target} ? ${target} : ${literal(random)}; else emit(${target} == ${object}${other.path});`;
  }
}
