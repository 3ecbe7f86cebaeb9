import type { Lvalue, View, Writer } from './writer.ts';

/** A function's body as it grows: what it can see, and its text. */
export interface Place {
  readonly view: View;
  /** Statements may have effects outside the function. */
  readonly effects: boolean;
  /** A loop is around, so `break` and `continue` mean something. */
  readonly inLoop: boolean;
  /** How a return statement begins its value: `return (short)`. Empty: no return here. */
  readonly result: string;
}

const compound = ['+=', '-=', '*=', '&=', '|=', '^='];

/** Writes statements into which no undefined behaviour comes; every loop is bounded. */
export class StatementWriter {
  readonly writer: Writer;
  readonly prefix: string;

  constructor(writer: Writer, prefix: string) {
    this.writer = writer;
    this.prefix = prefix;
  }

  block(place: Place, depth: number, count: number): string {
    const lines: string[] = [];
    let { view } = place;
    for (let at = 0; at < count; at++) {
      if (this.writer.chance(30)) {
        const local = this.#local(view);
        lines.push(local.text);
        view = withLocal(view, local.lvalue);
      }
      lines.push(this.#statement({ ...place, view }, depth));
    }
    return lines.join('\n');
  }

  #local(view: View): { text: string; lvalue: Lvalue } {
    const type = this.writer.type();
    const name = this.writer.fresh('v');
    const value = this.writer.expression(view, 2);
    // A variable whose address is taken is in memory, another in a register.
    const pin = this.writer.chance(40) ? ` (void)&${name};` : '';
    return { text: `${type} ${name} = ${value};${pin}`, lvalue: { text: name, type } };
  }

  #statement(place: Place, depth: number): string {
    const { random } = this.writer;
    if (depth <= 0) return this.#simple(place);
    switch (random.below(12)) {
      case 0:
      case 1:
        return this.#if(place, depth);
      case 2:
        return this.#for(place, depth);
      case 3:
        return this.#while(place, depth);
      case 4:
        return this.#switch(place, depth);
      case 5:
        return this.#goto(place, depth);
      case 6:
        return place.effects ? this.#cleanup(place, depth) : this.#simple(place);
      default:
        return this.#simple(place);
    }
  }

  #simple(place: Place): string {
    const { writer } = this;
    const { view } = place;
    if (place.effects && writer.chance(35)) return `emit((long)${writer.expression(view, 2)});`;
    if (place.inLoop && writer.chance(8)) {
      return `if (${writer.expression(view, 2)}) ${writer.random.pick(['break', 'continue'])};`;
    }
    if (place.result !== '' && writer.chance(5)) {
      return `if (${writer.expression(view, 2)} == 7) ${place.result}${writer.expression(view, 2)};`;
    }
    if (view.writable.length === 0) return ';';
    return this.#assignment(view, writer.random.pick(view.writable));
  }

  #assignment(view: View, target: Lvalue): string {
    const { writer } = this;
    const { text } = target;
    const value = writer.expression(view, 3);
    switch (writer.random.below(9)) {
      case 0:
      case 1:
        return `${text} ${writer.random.pick(compound)} ${value};`;
      case 2:
        return `${text} ${writer.random.pick(['<<=', '>>='])} ${value} & 31;`;
      case 3:
        return `${text} ${writer.random.pick(['/=', '%='])} ${writer.divisor(view, 2)};`;
      case 4:
        return target.type === '_Bool'
          ? `${text} = ${value};`
          : `${writer.random.pick([`${text}++`, `--${text}`])};`;
      case 5:
        return this.#chained(view, target, value);
      case 6: {
        if (target.type === '_Bool') return `${text} = ${value};`;
        const sum = writer.fresh('o');
        const operation = writer.random.pick(['add', 'sub', 'mul']);
        const call = `__builtin_${operation}_overflow(${value}, ${writer.expression(view, 1)}, &${sum})`;
        return `{ ${target.type} ${sum}; if (${call}) ${sum} ^= 5; ${text} = ${sum}; }`;
      }
      default:
        return `${text} = ${value};`;
    }
  }

  /** The value of an assignment or step, which has the type of its left side. */
  #chained(view: View, target: Lvalue, value: string): string {
    const other = this.writer.random.pick(view.writable);
    const same = other.text === target.text;
    if (same || sharesMemory(other.text, target.text)) return `${target.text} = ${value};`;
    const step = other.type === '_Bool' ? `(${other.text} = 1)` : `${other.text}++`;
    const given = [
      `(${other.text} = ${value})`,
      `(${other.text} += ${value})`,
      step,
      `(${step}, ${other.text})`,
    ];
    const inner = this.writer.random.pick(given);
    return `${target.text} = ${inner};`;
  }

  #if(place: Place, depth: number): string {
    const test = this.#test(place.view);
    const then = this.block(place, depth - 1, 1);
    const otherwise = this.writer.chance(50) ? ` else {\n${this.block(place, depth - 1, 1)}\n}` : '';
    return `if (${test}) {\n${then}\n}${otherwise}`;
  }

  /** A condition; some assign. */
  #test(view: View): string {
    const value = this.writer.expression(view, 2);
    if (view.writable.length === 0 || !this.writer.chance(30)) return value;
    const { text } = this.writer.random.pick(view.writable);
    return this.writer.random.pick([`(${text} = ${value})`, `!(${text} = !${value})`, `(${text} += 3) > 4`]);
  }

  #for(place: Place, depth: number): string {
    const name = this.writer.fresh('i');
    const type = this.writer.random.pick(['int', 'unsigned char', 'unsigned long']);
    const inner = { ...place, inLoop: true, view: withCounter(place.view, { text: name, type }) };
    const bound = 2 + this.writer.random.below(5);
    return `for (${type} ${name} = 0; ${name} < ${bound}; ${name}++) {\n${this.block(inner, depth - 1, 2)}\n}`;
  }

  #while(place: Place, depth: number): string {
    const name = this.writer.fresh('n');
    const inner = { ...place, inLoop: true, view: withCounter(place.view, { text: name, type: 'int' }) };
    const body = this.block(inner, depth - 1, 2);
    const start = `{ int ${name} = ${1 + this.writer.random.below(5)};\n`;
    if (this.writer.chance(50)) {
      return `${start}while (${name}-- > 0 && ${this.writer.expression(place.view, 1)} != 77) {\n${body}\n} }`;
    }
    return `${start}do {\n${body}\n} while (--${name} > 0); }`;
  }

  #switch(place: Place, depth: number): string {
    const { random } = this.writer;
    const inner = { ...place, inLoop: false };
    const body = (): string => this.block(inner, depth - 1, 1);
    const type = this.writer.type();
    const mask = type === '_Bool' ? 1 : 15;
    const leave = (): string => (random.below(3) === 0 ? '' : 'break;');
    const base = random.below(3);
    const cases = [`case ${base}: {\n${body()}\n} ${leave()}`];
    cases.push(`case ${base + 1} ... ${base + 4}: {\n${body()}\n} ${leave()}`);
    cases.push(`default: {\n${body()}\n} ${leave()}`, `case 12: {\n${body()}\n}`);
    return `switch ((${type})${this.writer.expression(place.view, 2)} & ${mask}) {\n${cases.join('\n')}\n}`;
  }

  /** Back a few times, out of a block, and over code. */
  #goto(place: Place, depth: number): string {
    const label = this.writer.fresh('l');
    const count = this.writer.fresh('n');
    const inner = { ...place, inLoop: false };
    const test = this.writer.expression(place.view, 2);
    const body = this.block(inner, depth - 1, 1);
    const skipped = this.block(inner, depth - 1, 1);
    return `{ int ${count} = 0;
again_${label}:
{ ${body}
if (++${count} < 3) goto again_${label};
if (${test}) goto out_${label}; }
${skipped}
out_${label}: ; }`;
  }

  #cleanup(place: Place, depth: number): string {
    const name = this.writer.fresh('c');
    const value = this.writer.expression(place.view, 2);
    const attribute = `__attribute__((cleanup(${this.prefix}note)))`;
    const inner = { ...place, view: withCounter(place.view, { text: name, type: 'int' }) };
    return `{ int ${name} ${attribute} = ${value};\n${this.block(inner, depth - 1, 2)}\n}`;
  }
}

/** Could two lvalues overlap? Members of one object can, by a union. */
function sharesMemory(left: string, right: string): boolean {
  const root = (text: string): string => text.split(/[.[\-*]/).filter((part) => part !== '')[0]!;
  return (
    root(left) === root(right) ||
    left.includes('*') ||
    right.includes('*') ||
    left.includes('->') ||
    right.includes('->')
  );
}

function withLocal(view: View, local: Lvalue): View {
  return { ...view, readable: [...view.readable, local, local], writable: [...view.writable, local, local] };
}

function withCounter(view: View, counter: Lvalue): View {
  return { ...view, readable: [...view.readable, counter] };
}
