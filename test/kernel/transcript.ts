import { errnoSymbol } from '../../src/engine/kernel/errno-symbol.ts';
import { normalise, translated } from './normalise.ts';
import type { Placed } from './plan.ts';
import { ordered, type Seen } from './seen.ts';

/** Words of errnos as a shell prints them. */
const errnos: Readonly<Record<string, string>> = {
  'Operation not permitted': '-EPERM',
  'No such file or directory': '-ENOENT',
  // As the shell says it of a file to be written.
  'nonexistent directory': '-ENOENT',
  'Input/output error': '-EIO',
  'Resource temporarily unavailable': '-EAGAIN',
  'Cannot allocate memory': '-ENOMEM',
  'Permission denied': '-EACCES',
  'Bad address': '-EFAULT',
  'Device or resource busy': '-EBUSY',
  'File exists': '-EEXIST',
  'No such device': '-ENODEV',
  'Invalid argument': '-EINVAL',
  'Numerical result out of range': '-ERANGE',
  'Timer expired': '-ETIME',
  'Protocol error': '-EPROTO',
  'Value too large for defined data type': '-EOVERFLOW',
};

/** What the shell says of it, or guest/user.c by its number. */
function errnoOf(words: string): string {
  const number = /^errno (\d+)$/.exec(words)?.[1];
  return number === undefined ? (errnos[words] ?? words) : (errnoSymbol(-BigInt(number)) ?? words);
}

/** What a guest's console tells of a step. */
interface Told {
  readonly answers: (readonly [list: number, words: string])[];
  readonly gpus: string[];
  readonly devices: string[];
  readonly nodes: string[];
  readonly lines: string[];
}

/** A guest's console. A kernel that died says so by what it never printed, for QEMU ends with 0 all the same. */
export class Transcript {
  /** It came to the end of its script. */
  readonly isWhole: boolean;
  readonly #console: string;
  readonly #steps = new Map<string, Told>();

  constructor(console: string) {
    this.#console = console;
    let current: Told | null = null;
    let isWhole = false;
    for (const text of linesOf(console)) {
      const [mark, what = '', ...rest] = text.split(' ');
      if (mark === 'grace_gpu:') throw new Error(`the guest's hardware could not be set up: ${text}`);
      if (mark !== '@') current?.lines.push(text);
      else if (what === 'end') isWhole = true;
      else if (what === 'step') {
        current = { answers: [], gpus: [], devices: [], nodes: [], lines: [] };
        this.#steps.set(rest.join(' '), current);
      } else if (what === 'answer') current?.answers.push([Number(rest[0]), rest.slice(1).join(' ')]);
      else if (what === 'gpu') current?.gpus.push(`${rest[0]} ${rest[1] === '-' ? 'unbound' : 'bound'}`);
      else if (what === 'node') current?.nodes.push(rest.join(' '));
      else if (what === 'auxiliary') current?.devices.push(`${rest[0]} at ${rest[1]}`);
    }
    this.isWhole = isWhole;
  }

  /** The end of what the console said, for a guest that did not come to its own. */
  get ending(): string {
    return this.#console.slice(-3000);
  }

  /** What was seen in each step of a boot's scenario of that number; shorter where the guest died. */
  seen(number: number, { scenario, gpus }: Placed): readonly Seen[] {
    const bdfs = new Map(gpus.map(({ bdf, gpu }) => [bdf, gpu.bdf]));
    const found: Seen[] = [];
    for (const [index, step] of scenario.steps.entries()) {
      const told = this.#steps.get(`${number} ${index}`);
      if (!told) break;
      const { log, harm } = normalise(told.lines, bdfs);
      found.push({
        answers: told.answers.toSorted(([a], [b]) => a - b).map(([, words]) => errnoOf(words)),
        log: ordered(step, log),
        harm,
        gpus: told.gpus.map((line) => translated(line, bdfs)),
        devices: told.devices.map((line) => translated(line, bdfs)).toSorted(),
        nodes: told.nodes.toSorted(),
      });
    }
    return found;
  }
}

/** What modules said that were loaded one after the other. */
export interface ModuleLines {
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** How the guest's console ends. */
  readonly ending: string;
}

/** What a guest's console has between `@ module NAME` and the next. */
export function moduleLines(console: string): ModuleLines {
  const lines = new Map<string, string[]>();
  let current: string[] = [];
  for (const text of linesOf(console)) {
    const name = /^@ module (\S+)$/.exec(text)?.[1];
    if (name === undefined) {
      if (!text.startsWith('@ ')) current.push(text);
      continue;
    }
    current = [];
    lines.set(name, current);
  }
  return { lines, ending: console.slice(-3000) };
}

/** Lines of a console without the time that the kernel puts before them; others are not the kernel's. */
function linesOf(console: string): readonly string[] {
  return console.split(/\r?\n/).flatMap((line) => /^\[ *\d+\.\d+\] (.*)$/.exec(line)?.[1] ?? []);
}
