import { seeded } from '../../../src/engine/base/random.ts';
import { type RecordShape, writeRecord } from './records.ts';
import { type Place, StatementWriter } from './statements.ts';
import { type Lvalue, type View, Writer } from './writer.ts';

/** A program of the subset: `entry` is a `void f(void)`; all it says goes through `void emit(long)`. */
export interface GeneratedProgram {
  readonly seed: number;
  readonly entry: string;
  readonly text: string;
}

/** The program of a seed. Names begin with the seed's, so that many share one file. */
export function generateProgram(seed: number): GeneratedProgram {
  return new ProgramWriter(seed).run();
}

class ProgramWriter {
  readonly #seed: number;
  readonly #prefix: string;
  readonly #writer: Writer;
  readonly #statements: StatementWriter;
  readonly #lines: string[] = [];
  readonly #globals: Lvalue[] = [];
  readonly #pointers: Lvalue[] = [];
  readonly #pure: { name: string; parameters: number }[] = [];
  readonly #records: RecordShape[] = [];
  /** Statements of the entry function. */
  readonly #main: string[] = [];

  constructor(seed: number) {
    this.#seed = seed;
    this.#prefix = `p${seed}_`;
    this.#writer = new Writer(seeded(seed));
    this.#statements = new StatementWriter(this.#writer, this.#prefix);
  }

  run(): GeneratedProgram {
    this.#enumeration();
    for (let at = 0; at < 3; at++) this.#record(at);
    for (let at = 0; at < 5; at++) this.#global(at);
    this.#array();
    this.#noteFunction();
    for (let at = 0; at < 2; at++) this.#pureFunction(at);
    this.#table();
    this.#list();
    this.#byValue();
    for (let at = 0; at < 2; at++) this.#procedure(at);
    for (const { text } of this.#globals) this.#main.push(`emit((long)${text});`);
    const entry = `${this.#prefix}run`;
    this.#lines.push(`void ${entry}(void)\n{\n${this.#main.join('\n')}\n}`);
    return { seed: this.#seed, entry, text: this.#lines.join('\n') };
  }

  #view(writable: readonly Lvalue[] = []): View {
    return { readable: [...this.#globals, ...this.#pointers], writable, pure: this.#pure };
  }

  #enumeration(): void {
    const { random } = this.#writer;
    const name = (letter: string): string => `${this.#prefix}${letter}`;
    const first = random.pick(['-3', '0', '7', '0x7fffffff', '0xfffffffe']);
    const second = random.pick(['', ' = 5', ' = -1']);
    this.#lines.push(
      `enum ${name('kind')} { ${name('A')} = ${first}, ${name('B')}${second || ' = 9'}, ${name('C')} };`,
    );
    const enumeration = `enum ${name('kind')}`;
    this.#main.push(
      `emit((${enumeration})-1 < 0); emit(sizeof(${enumeration})); emit(sizeof(${name('A')}));`,
    );
    for (const letter of ['A', 'C']) this.#globals.push({ text: name(letter), type: 'int' });
  }

  #record(at: number): void {
    const shape = writeRecord(this.#writer, `${this.#prefix}s${at}`, this.#records);
    this.#records.push(shape);
    const type = `struct ${shape.tag}`;
    this.#lines.push(shape.definition);
    this.#main.push(`emit(sizeof(${type})); emit(_Alignof(${type}));`);
    for (const field of shape.fields) this.#main.push(`emit(__builtin_offsetof(${type}, ${field}));`);
    const name = `${this.#prefix}r${at}`;
    const values = shape.initial.filter(() => this.#writer.chance(40));
    const designated = values.map((leaf) => `${leaf.text} = ${this.#writer.literal()}`);
    this.#lines.push(`static ${type} ${name} = { ${designated.join(', ')} };`);
    this.#lines.push(`static ${type} *${name}p = &${name};`);
    for (const leaf of shape.leaves) {
      const text = this.#writer.chance(50) ? `${name}${leaf.text}` : `${name}p->${leaf.text.slice(1)}`;
      this.#globals.push({ text, type: leaf.type });
    }
  }

  #global(at: number): void {
    const type = this.#writer.type();
    const name = `${this.#prefix}g${at}`;
    const value = this.#writer.expression({ readable: [], writable: [], pure: [] }, 0);
    this.#lines.push(`static ${type} ${name} = ${value};`);
    this.#globals.push({ text: name, type });
  }

  /** An array of 8 with a pointer into it, and reads by either. */
  #array(): void {
    const { random } = this.#writer;
    const type = random.pick(['char', 'unsigned char', 'short', 'unsigned int', 'long', 'int']);
    const name = `${this.#prefix}a`;
    const at = random.below(8);
    const values = Array.from({ length: 5 }, () => this.#writer.literal()).join(', ');
    this.#lines.push(`static ${type} ${name}[8] = { ${values}, [6 ... 7] = ${this.#writer.literal()} };`);
    this.#lines.push(`static ${type} *${name}p = ${random.pick([`&${name}[${at}]`, `${name} + ${at}`])};`);
    for (let index = 0; index < 8; index += 3) this.#globals.push({ text: `${name}[${index}]`, type });
    this.#pointers.push({ text: `*${name}p`, type }, { text: `${name}p[${3 - at}]`, type });
    this.#pointers.push({ text: `(${name}p - ${name})`, type: 'long' });
    this.#pointers.push({ text: `${name}[(unsigned char)${this.#globals[0]!.text} & 7]`, type });
    this.#pointers.push({ text: `*(${name} + (${this.#globals[1]!.text} & 7))`, type });
    this.#pointers.push({ text: `(&${name}[5] > ${name}p)`, type: 'int' });
    const text = `"a\\x80z"`;
    this.#pointers.push(
      { text: `${text}[${random.below(4)}]`, type: 'char' },
      { text: `sizeof(${text})`, type: 'int' },
    );
  }

  #noteFunction(): void {
    this.#lines.push(`static long ${this.#prefix}noted;`);
    const update = `${this.#prefix}noted = ${this.#prefix}noted * 31 + *value;`;
    this.#lines.push(`static void ${this.#prefix}note(int *value)\n{\n${update}\n}`);
  }

  /** Reads what it likes and writes its own variables only. */
  #pureFunction(at: number): void {
    const name = `${this.#prefix}f${at}`;
    const parameters = [0, 1].map((each) => ({ text: `x${each}`, type: this.#writer.type() }));
    const result = this.#writer.type();
    const base = this.#view(parameters);
    const view = { ...base, readable: [...base.readable, ...parameters, ...parameters] };
    const place: Place = { view, effects: false, inLoop: false, result: 'return ' };
    const body = this.#statements.block(place, 1, 3);
    const list = parameters.map((each) => `${each.type} ${each.text}`).join(', ');
    const value = this.#writer.expression(view, 3);
    this.#lines.push(`static ${result} ${name}(${list})\n{\n${body}\nreturn ${value};\n}`);
    this.#pure.push({ name, parameters: 2 });
  }

  /** Function pointers of one type, called by index. */
  #table(): void {
    const name = `${this.#prefix}t`;
    const [first, second] = [this.#writer.type(), this.#writer.type()];
    const result = this.#writer.type();
    for (const suffix of ['x', 'y']) {
      const view = {
        readable: [
          { text: 'x', type: first },
          { text: 'y', type: second },
        ],
        writable: [],
        pure: [],
      };
      const value = this.#writer.expression(view, 3);
      this.#lines.push(`static ${result} ${name}${suffix}(${first} x, ${second} y)\n{\nreturn ${value};\n}`);
    }
    this.#lines.push(`static ${result} (*const ${name}[])(${first}, ${second}) = { ${name}x, &${name}y };`);
    this.#pure.push({ name: `${name}[${this.#globals[2]!.text} & 1]`, parameters: 2 });
    this.#pure.push({ name: `(*${name}[1])`, parameters: 2 });
    this.#main.push(`emit(sizeof(${name}) / sizeof(${name}[0]));`);
  }

  /** A chain through an array of nodes, walked by its links, owners found by their members. */
  #list(): void {
    const name = `${this.#prefix}n`;
    const type = this.#writer.type();
    const step = this.#writer.random.pick([1, 3, 5, 7]);
    this.#lines.push(`struct ${name} { ${type} key; struct ${name}l { struct ${name}l *next; } link; };
static struct ${name} ${name}[8];
static long ${name}sum(void)
{
struct ${name}l head = { 0 }, **tail = &head.next;
long sum = 0;
for (int i = 0, at = 0; i < 8; i++, at = (at + ${step}) % 8) {
${name}[at].key = ${this.#writer.literal()} + i;
*tail = &${name}[at].link;
tail = &(*tail)->next;
}
*tail = 0;
for (struct ${name}l *each = head.next; each; each = each->next) {
struct ${name} *node = (struct ${name} *)((char *)each - __builtin_offsetof(struct ${name}, link));
sum = sum * 7 + node->key + (node - ${name});
}
return sum;
}`);
    this.#main.push(`emit(${name}sum());`);
  }

  /** Structs passed, changed, returned and assigned. */
  #byValue(): void {
    const shape = this.#writer.random.pick(this.#records);
    const type = `struct ${shape.tag}`;
    const name = `${this.#prefix}b`;
    const [one, other] = [this.#writer.random.pick(shape.leaves), this.#writer.random.pick(shape.leaves)];
    const argument = this.#writer.expression(this.#view(), 2);
    this.#lines.push(`static ${type} ${name}(${type} given, long x)
{
${type} copy = given;
given${one.text} = x;
copy${other.text} += given${one.text};
return x & 1 ? given : copy;
}`);
    this.#main.push(
      `{ ${type} made = ${name}(${name}(${this.#prefix}r${this.#records.indexOf(shape)}, ${argument}), 3);`,
    );
    for (const leaf of shape.leaves) this.#main.push(`emit((long)made${leaf.text});`);
    this.#main.push(`emit((long)${name}((${type}){ ${one.text} = 9 }, 2)${one.text}); }`);
  }

  #procedure(at: number): void {
    const name = `${this.#prefix}q${at}`;
    const counter = { text: 'calls', type: this.#writer.type() };
    const given = { text: 'x', type: this.#writer.type() };
    const own = this.#globals.filter((each) => /[gr]\d/.test(each.text.slice(this.#prefix.length)));
    const array = { text: `${this.#prefix}a[3]`, type: 'int' };
    const view = this.#view([...own, given, array]);
    const place: Place = {
      view: { ...view, readable: [...view.readable, given, counter] },
      effects: true,
      inLoop: false,
      result: 'return ',
    };
    const body = this.#statements.block(place, 2, 2);
    const result = this.#writer.type();
    const step = counter.type === '_Bool' ? 'calls = 1;' : 'calls += 3;';
    this.#lines.push(
      `static ${result} ${name}(${given.type} x)\n{\nstatic ${counter.type} calls = ${this.#writer.literal()};\n${step}\n${body}\nreturn ${this.#writer.expression(place.view, 2)};\n}`,
    );
    for (let call = 0; call < 2; call++) this.#main.push(`emit((long)${name}(${this.#writer.literal()}));`);
    this.#main.push(`emit(${this.#prefix}noted);`);
  }
}
