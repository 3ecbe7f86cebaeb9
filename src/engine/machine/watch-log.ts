import { objectOf, offsetOf } from './address.ts';
import { Column, ROW } from './object-table.ts';
import { STRIDE } from './program.ts';
import type { Run } from './run.ts';
import { Header } from './task.ts';
import { growWords } from './used.ts';
import { Access, ENTRY, Entry, Role, type Watch } from './watch.ts';

/* The log of what a watched task does: what an exploration compares with what other tasks do. */

const SERVED = 1;
/** In `shared` of a watch: what is done to the object is logged, whoever does it. */
export const LOGGED = 2;

/** An object is used by more than services, or waited for. */
export function share(watch: Watch, object: number): void {
  if (watch.shared[object] === SERVED) watch.missed.push(object);
  watch.shared[object] = LOGGED;
}

/** What is done to a lock, or an object as a whole. */
export function note(watch: Watch, run: Run, kind: number, low: number, high: number, size: number): void {
  if (isOver(run)) return;
  const object = objectOf(high);
  if (kind === Access.SERVICE_READ || kind === Access.SERVICE_WRITE) {
    if (watch.shared[object] !== LOGGED) {
      watch.shared[object] = SERVED;
      return;
    }
    if (isRepeated(watch, run.state, kind, object, offsetOf(low), size)) return;
  } else if (kind < Access.LOCK) share(watch, object);
  append(watch, run, kind, object, offsetOf(low), size);
}

/** A path ends where a rule is broken: what is done from there on to answer is not compared, and teaches nothing. */
export function isOver({ state }: Run): boolean {
  return state.findings.length > 0;
}

/**
 * A service does again what it did in the same operation, with the same locks: one entry tells it. True for accesses
 * of one size to one place, when they come again before one of another size does.
 */
function isRepeated(
  watch: Watch,
  { objects }: Run['state'],
  kind: number,
  object: number,
  offset: number,
  size: number,
): boolean {
  const row = object * ROW;
  // Memory of devices, and what lies outside of its object, has no words to remember it by.
  if (object === 0 || !(offset >= 0 && offset + size <= objects[row + Column.SIZE]!)) return false;
  const word = (objects[row + Column.MEMORY]! + offset) >> 2;
  if (size > LARGEST || (offset & 3) !== 0) return false;
  if (word >= watch.known.length) growWords(watch, word);
  const noted = kind === Access.SERVICE_READ ? watch.notedReads : watch.notedWrites;
  const key = watch.moment * (LARGEST + 1) + size;
  if (noted[word] === key) return true;
  noted[word] = key;
  return false;
}

/** Bytes of an access that is looked at for repetition. */
const LARGEST = 8;

/**
 * A service of the kernel looks for one of the things that an object has, or changes which there are: whatever else
 * services do to each other's data, what one of them finds depends on the order.
 */
export function noteMeeting(run: Run, high: number, thing: number, write: boolean): void {
  const kind = write ? Access.ATOMIC_WRITE : Access.ATOMIC_READ;
  // Things lie beyond all bytes of the object.
  if (run.state.watch && !isOver(run))
    append(run.state.watch, run, kind, objectOf(high), THINGS | (thing & (THINGS - 1)), 1);
}

const THINGS = 0x40000000;

function append(watch: Watch, run: Run, kind: number, object: number, offset: number, size: number): void {
  if ((watch.entries + 1) * ENTRY > watch.log.length) {
    const log = new Int32Array(watch.log.length * 2);
    log.set(watch.log);
    watch.log = log;
  }
  const at = watch.entries++ * ENTRY;
  const { log } = watch;
  log[at + Entry.KIND] = kind;
  log[at + Entry.OBJECT] = object;
  log[at + Entry.OFFSET] = offset;
  log[at + Entry.SIZE] = size;
  log[at + Entry.OPERATION] = watch.operations;
  log[at + Entry.PLACE] = watch.place;
  log[at + Entry.LINE] = driversPlace(run, watch);
  log[at + Entry.HELD] = watch.held.length - 1;
}

/** The driver's instruction that the present operation is put down to. */
function driversPlace(run: Run, watch: Watch): number {
  const { task, machine } = run;
  if (watch.roles[machine.functionOf[watch.place / STRIDE]!] === Role.DRIVER) return watch.place;
  for (let base = task.base; base > 0; ) {
    const { pc, caller } = callerOf(run, base);
    if (caller > 0 && watch.roles[task.registers[caller + Header.FUNCTION]!] === Role.DRIVER) return pc;
    base = caller;
  }
  return watch.place;
}

function callerOf(run: Run, base: number): { readonly pc: number; readonly caller: number } {
  const { registers } = run.task;
  return { pc: registers[base + Header.RETURN]! - STRIDE, caller: registers[base + Header.BASE]! };
}
