import { integerTypes, type Lvalue, type Writer } from './writer.ts';

/** A struct type of a generated program, with the integers inside an object of it. */
export interface RecordShape {
  readonly tag: string;
  readonly definition: string;
  /** Paths to integers: `.f0`, `.f1[2]`, `.f2.f0`. */
  readonly leaves: readonly Lvalue[];
  /** Those an initializer may name together: one of each union. */
  readonly initial: readonly Lvalue[];
  /** Paths for offsetof. */
  readonly fields: readonly string[];
}

// Reading a byte that is neither 0 nor 1 as _Bool is undefined, so unions go without.
const unionTypes = integerTypes.filter((type) => type !== '_Bool');

/** A struct of integers, arrays, earlier structs and anonymous unions; some packed or aligned. */
export function writeRecord(writer: Writer, tag: string, earlier: readonly RecordShape[]): RecordShape {
  const lines: string[] = [];
  const leaves: Lvalue[] = [];
  const hidden = new Set<string>();
  const fields: string[] = [];
  const count = 2 + writer.random.below(4);
  for (let at = 0; at < count; at++) {
    const name = `f${at}`;
    fields.push(name);
    switch (writer.random.below(6)) {
      case 0:
        writeArray(writer, name, lines, leaves);
        break;
      case 1:
        if (earlier.length > 0) {
          const inner = writer.random.pick(earlier);
          lines.push(`struct ${inner.tag} ${name};`);
          for (const leaf of inner.leaves) {
            leaves.push({ text: `.${name}${leaf.text}`, type: leaf.type });
            if (!inner.initial.includes(leaf)) hidden.add(`.${name}${leaf.text}`);
          }
          break;
        }
        writeScalar(writer, name, lines, leaves);
        break;
      case 2:
        writeUnion(writer, name, lines, leaves);
        hidden.add(`.${name}a`).add(`.${name}b`);
        break;
      default:
        writeScalar(writer, name, lines, leaves);
    }
  }
  const attribute = attributes(writer);
  const definition = `struct ${tag} { ${lines.join(' ')} }${attribute};`;
  return { tag, definition, leaves, initial: leaves.filter(({ text }) => !hidden.has(text)), fields };
}

function attributes(writer: Writer): string {
  if (!writer.chance(25)) return '';
  return ` __attribute__((${writer.random.pick(['packed', 'aligned(16)', 'packed, aligned(4)'])}))`;
}

function writeScalar(writer: Writer, name: string, lines: string[], leaves: Lvalue[]): void {
  const type = writer.type();
  const aligned = writer.chance(10) ? ' __attribute__((aligned(8)))' : '';
  lines.push(`${type} ${name}${aligned};`);
  leaves.push({ text: `.${name}`, type });
}

function writeArray(writer: Writer, name: string, lines: string[], leaves: Lvalue[]): void {
  const type = writer.type();
  const length = 2 + writer.random.below(3);
  lines.push(`${type} ${name}[${length}];`);
  for (let at = 0; at < length; at++) leaves.push({ text: `.${name}[${at}]`, type });
}

function writeUnion(writer: Writer, name: string, lines: string[], leaves: Lvalue[]): void {
  const first = writer.random.pick(unionTypes);
  const second = writer.random.pick(unionTypes);
  lines.push(`union { ${first} ${name}; struct { ${second} ${name}a, ${name}b; }; };`);
  leaves.push({ text: `.${name}`, type: first }, { text: `.${name}a`, type: second });
  leaves.push({ text: `.${name}b`, type: second });
}
