import type { Site } from '../csource/ast.ts';
import type { Violation } from '../explore/system.ts';
import { type Frame, type MachineFinding, reportedFrame } from '../machine/finding.ts';
import type { Machine } from '../machine/machine.ts';
import { type FieldPlace, STRIDE } from '../machine/program.ts';
import { frameOf } from '../machine/stacks.ts';
import { bitsOf, Entry } from '../machine/watch.ts';
import type { Locking } from './circle.ts';
import type { Conflict } from './conflicts.ts';
import type { Stuck } from './consequences.ts';

/** What is wrong at the end of a path through the interleavings of a machine. */
export type MachineViolation = Violation &
  (
    | { readonly kind: 'finding'; readonly finding: MachineFinding }
    | { readonly kind: 'race'; readonly race: Race }
    /** Tasks that wait for locks which none will give back. */
    | { readonly kind: 'deadlock'; readonly waiting: readonly Waiting[] }
    /** All is done, and what there is then is not what it should be. */
    | { readonly kind: 'end' }
  );

export interface Waiting {
  readonly task: number;
  /** The action of its list that it is in. */
  readonly action: number;
  /** The driver's line where it waits; null for one that is the kernel's. */
  readonly site: Site | null;
  readonly locking: Locking;
}

/** Two accesses to one place in memory that nothing orders, of which one writes. */
export interface Race {
  /** `egm_dev_list.next`, `struct egm_entry.list.prev`, or an offset where the fields are not known. */
  readonly field: string;
  readonly accesses: readonly [RaceAccess, RaceAccess];
}

export interface RaceAccess {
  readonly task: number;
  readonly write: boolean;
  readonly site: Site;
}

/** What an object is called. */
export type NameOf = (id: number) => { readonly label: string; readonly type: string };

/** One fault of the driver's, however many places it shows at, is told by where its object comes from and goes. */
export function ofFinding(finding: MachineFinding): MachineViolation {
  const { kind, object, stack, values, detail } = finding;
  // Where the numbers of a task end depends on what was looked at before.
  if (detail === 'objects') return { cause: `${kind} ${detail}`, kind: 'finding', finding };
  const other = kind === 'warn' ? warnedAt(stack) : (values['errno'] ?? values['what'] ?? '');
  const parts = object?.freed
    ? [siteOf(object.allocated), siteOf(object.freed)]
    : [siteOf(stack), object?.name ?? '', other];
  return { cause: [kind, ...parts].join(' '), kind: 'finding', finding };
}

/** A service warns of several things. What it says of one may have a number or an address in it, which tells nothing apart. */
function warnedAt(stack: readonly Frame[]): string {
  const reported = reportedFrame(stack);
  const within = stack.slice(0, reported ? stack.indexOf(reported) : stack.length);
  return within.map(({ site }) => `${site.file}:${site.line}`).join(' ');
}

export function ofDeadlock(waiting: readonly Waiting[]): MachineViolation {
  const places = waiting.map(({ site }) => `lock ${lineOf(site)}`);
  return { cause: ['deadlock', ...places.sort()].join(' '), kind: 'deadlock', waiting };
}

/** The tasks of a deadlock, as others are compared with it; none of what is none. */
export function stuckIn(violation: MachineViolation): readonly Stuck[] {
  if (violation.kind !== 'deadlock') return [];
  return violation.waiting.map(({ site, locking }) => ({ place: lineOf(site), ...locking }));
}

/** `wrong` tells what is not as it should be from all else. */
export function ofEnd(wrong: string): MachineViolation {
  return { cause: `end ${wrong}`, kind: 'end' };
}

function siteOf(frames: readonly Frame[] | null): string {
  const found = frames === null ? null : reportedFrame(frames)?.site;
  return lineOf(found ?? null);
}

function lineOf(site: Site | null): string {
  return site ? `${site.file}:${site.line}` : '';
}

/** A field with a pair of lines. */
export function raceCause(field: string, accesses: readonly Omit<RaceAccess, 'task'>[]): string {
  const places = accesses.map(({ site, write }) => `${site.file}:${site.line}${write ? 'w' : 'r'}`).sort();
  return `race ${field} ${places.join(' ')}`;
}

/** Where two accesses meet. */
export function placeOf({ first, second }: Conflict): { readonly object: number; readonly offset: number } {
  return { object: first[Entry.OBJECT]!, offset: Math.max(first[Entry.OFFSET]!, second[Entry.OFFSET]!) };
}

/** Races met so far: each field with each pair of lines once. */
export class Races {
  readonly #machine: Machine;
  readonly #known = new Set<string>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Null for one that is known. */
  of(conflict: Conflict, tasks: readonly [number, number], nameOf: NameOf): MachineViolation | null {
    const a = this.#access(conflict.first, tasks[0]);
    const b = this.#access(conflict.second, tasks[1]);
    const field = this.#fieldIn(conflict, nameOf(placeOf(conflict).object));
    const cause = raceCause(field, [a, b]);
    if (this.#known.has(cause)) return null;
    this.#known.add(cause);
    return { cause, kind: 'race', race: { field, accesses: [a, b] } };
  }

  #access(entry: Int32Array, task: number): RaceAccess {
    const { site } = frameOf(this.#machine, entry[Entry.LINE]! / STRIDE);
    return { task, write: (entry[Entry.KIND]! & 1) === 1, site };
  }

  /** What a place in an object is called. */
  fieldOf({ label, type }: ReturnType<NameOf>, offset: number): string {
    const known = this.#machine.program.fields.get(type);
    const field = known?.findLast((each) => each.offset <= offset && offset < each.offset + each.size);
    // What has no name of its own, as an element of an array, goes by that of the whole: the lines tell the rest.
    return `${label || type || 'memory'}${field ? `.${field.name}` : ''}`;
  }

  /** Bit-fields of one unit may be in conflict with each other. */
  #fieldIn(conflict: Conflict, name: ReturnType<NameOf>): string {
    const names = [conflict.first, conflict.second].flatMap((entry) => this.#bitField(entry, name.type));
    const [one, other] = [...new Set(names)].sort();
    if (one === undefined) return this.fieldOf(name, placeOf(conflict).offset);
    const whole = `${name.label || name.type}.${one}`;
    return other === undefined ? whole : `${whole} and ${other} (bits that are written together)`;
  }

  /** The name of the bit-field that an entry is about. */
  #bitField(entry: Int32Array, type: string): string[] {
    const [offset, size] = [entry[Entry.OFFSET]!, entry[Entry.SIZE]!];
    if (size >= 0) return [];
    const { first, end } = bitsOf(offset, size);
    const isIt = (each: FieldPlace): boolean =>
      each.first !== undefined && each.offset * 8 + each.first === first && first + each.width! === end;
    return (this.#machine.program.fields.get(type) ?? [])
      .filter(isIt)
      .slice(0, 1)
      .map(({ name }) => name);
  }
}
