import { objectOf } from './address.ts';
import { Column, Life, ROW } from './object-table.ts';
import { STRIDE } from './program.ts';
import type { Run } from './run.ts';
import { FIRST_FRAME, Header, Status } from './task.ts';
import { forgetUses, use } from './used.ts';
import { Access, bytesOf, Role, type Watch } from './watch.ts';
import { note } from './watch-log.ts';

/* The operations of a watched task: where one begins, another task may run. */

/** At the end of the name of a lock that is held for reading. */
export const READING = 'r';

/**
 * Before the address of a counter, sections of sequence counters, among the locks held: what is read in the one is read
 * again where it was written in the other of the same counter meanwhile. They keep nobody out.
 */
export const LOOKING = '?';
export const CHANGING = '!';

/** Before a task runs on: an empty log, at the operation its frames are in. */
export function resumeWatch(watch: Watch, run: Run, stop: number): void {
  forgetUses(watch);
  watch.moment++;
  watch.entries = 0;
  watch.held.length = 0;
  watch.held.push(locksOf(run));
  watch.operations = 0;
  watch.begun.length = 0;
  watch.stop = stop;
  watch.inside = roleWithin(run, run.task.base);
  watch.place = run.task.pc;
  watch.resumedAt = run.task.pc;
  watch.changes = false;
  watch.own = watch.arena.first + run.task.id * watch.arena.size;
  // One that goes on within an operation, where it waited for a lock, is in its first.
  if (watch.inside !== Role.DRIVER) watch.operations = 1;
}

/** Operations, on as many words, that a task does before others may run, whatever is known of them; and objects that it makes. */
const LONGEST = 1000;

/** Calls that may fail, after which others may run: with each, all that comes after it is done once more. */
const MOST_CHOICES = 100;

/** So long that the task is interrupted, so that what it does next is a step of its own. */
function isLong(watch: Watch, { state }: Run): boolean {
  if (!watch.yields) return false;
  if (state.chosen.length >= MOST_CHOICES || watch.whole.length >= LONGEST) return true;
  return watch.operations >= LONGEST && watch.neededIn.length + watch.writtenIn.length >= LONGEST;
}

/** False: the task is interrupted before the operation at its pc. */
function begin(watch: Watch, run: Run, visible = false): boolean {
  const { task } = run;
  if (
    watch.operations > 0 &&
    (watch.operations >= watch.stop || visible || isLong(watch, run) || watch.visible[task.pc / STRIDE] === 1)
  ) {
    task.status = Status.PAUSED;
    return false;
  }
  if (watch.operations > 0) watch.begun.push(task.pc / STRIDE);
  watch.operations++;
  watch.moment++;
  watch.place = task.pc;
  watch.changes = false;
  return true;
}

/**
 * Before a task has to wait. An operation that has to is as if it had not begun: one that has changed something ends here,
 * and the wait is the next. False when the task is interrupted before that.
 */
export function noteWait(run: Run): boolean {
  const { watch } = run.state;
  return watch === null || !watch.changes || begin(watch, run);
}

/** An access by an instruction or an intrinsic, its size as entries of the log have it; false when the task is interrupted before it. */
export function noteAccess(run: Run, low: number, high: number, size: number, write: 0 | 1): boolean {
  const watch = run.state.watch!;
  const object = objectOf(high);
  if (watch.inside !== Role.DRIVER) {
    note(
      watch,
      run,
      (watch.inside === Role.ATOMIC ? Access.ATOMIC_READ : Access.SERVICE_READ) + write,
      low,
      high,
      bytesOf(size),
    );
    return true;
  }
  if (isOwnLocal(run, object)) return true;
  if (!begin(watch, run)) return false;
  note(watch, run, write, low, high, size);
  return true;
}

/** The same for a second access of one instruction, which goes with the first. */
export function noteMore(run: Run, low: number, high: number, size: number, write: 0 | 1): void {
  const watch = run.state.watch!;
  if (watch.inside === Role.DRIVER && isOwnLocal(run, objectOf(high))) return;
  const kinds = [Access.READ, Access.READ, Access.ATOMIC_READ, Access.SERVICE_READ];
  const kind = watch.inside === Role.SERVICE ? Access.SERVICE_READ : kinds[watch.inside]!;
  note(watch, run, kind + write, low, high, size);
}

/** A task's own locals are seen by no other, unless it hands out their address. */
function isOwnLocal(run: Run, object: number): boolean {
  const watch = run.state.watch!;
  const { arena } = watch;
  if (object < watch.own || object >= watch.own + arena.size) return false;
  // The access that follows depends on the object, too, but it may not come to that.
  if (run.state.objects[object * ROW + Column.LIFE] === Life.STACK) return true;
  use(watch, object);
  return false;
}

/** An object is freed: by the driver, or by a service of the kernel in the course of what it does. */
export function noteFree(run: Run, low: number, high: number, size: number): void {
  const watch = run.state.watch!;
  note(watch, run, watch.inside === Role.SERVICE ? Access.SERVICE_WRITE : Access.FREE, low, high, size);
}

/** After a lock was taken or given back, or a section entered or left. */
export function noteLocks(watch: Watch, run: Run): void {
  watch.moment++;
  watch.held.push(locksOf(run));
}

function locksOf(run: Run): readonly string[] {
  // A section that a task has entered keeps nobody out.
  return run.task.locks.flatMap(({ low, high, isShared, section }) => {
    if (section) return [`${section.mark}${section.counter}`];
    if (high === 0) return [];
    return [`${high}.${low}${isShared ? READING : ''}`];
  });
}

/** A service of the kernel lets others run, in the midst of what it does; false when the task is interrupted. */
export function noteYield(run: Run): boolean {
  const watch = run.state.watch!;
  const { task, machine } = run;
  if (watch.roles[machine.functionOf[task.pc / STRIDE]!] !== Role.SERVICE) return true;
  if (watch.resumedAt === task.pc) {
    watch.resumedAt = -1;
    return true;
  }
  return begin(watch, run, watch.yields);
}

/** Before a function is entered; false when the task is interrupted before that. */
export function noteEnter(run: Run, index: number): boolean {
  const watch = run.state.watch!;
  const role = watch.roles[index]!;
  if (role === Role.DRIVER) watch.inside = Role.DRIVER;
  else if (role !== Role.OPEN && watch.inside === Role.DRIVER) {
    if (!begin(watch, run)) return false;
    watch.inside = role;
  }
  return true;
}

/** Before a function returns to the frame at `caller`; false when the task is interrupted before that. */
export function noteLeave(run: Run, caller: number): boolean {
  const watch = run.state.watch!;
  const inside = roleWithin(run, caller);
  if (inside !== Role.DRIVER && watch.inside === Role.DRIVER && !begin(watch, run)) return false;
  watch.inside = inside;
  return true;
}

/** The role of the operation that a frame is in: that of the first function, from inside, which is not open. */
function roleWithin(run: Run, from: number): number {
  const { registers } = run.task;
  const { roles } = run.state.watch!;
  let outermost: number = Role.DRIVER;
  for (let base = from; base >= FIRST_FRAME; base = registers[base + Header.BASE]!) {
    const role = roles[registers[base + Header.FUNCTION]!]!;
    if (role === Role.DRIVER) return outermost;
    if (role !== Role.OPEN) outermost = role;
  }
  return outermost;
}
