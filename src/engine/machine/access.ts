import { hex, isDeviceMemory, isNullish, isUserMemory, offsetOf } from './address.ts';
import { Column, Life, ROW } from './object-table.ts';
import { objectAt } from './objects.ts';
import { kill, report } from './report.ts';
import type { Run } from './run.ts';

/** What memory is touched for; the `detail` of the finding if it must not be. */
export type Use = 'read' | 'write';

/**
 * Says what is wrong with an access that `locate` refused, or that writes what is read-only. The result
 * is where in memory the access goes on all the same (a freed object keeps its content), or -1 when it
 * reads zeros or is not done. The task may have ended.
 */
export function fault(run: Run, low: number, high: number, size: number, use: Use): number {
  const bytes = size > Number.MAX_SAFE_INTEGER ? `more than ${Number.MAX_SAFE_INTEGER}` : String(size);
  const values = { address: hex(low, high), size: bytes, access: use };
  if (isNullish(low, high)) {
    kill(run, 'null-dereference', use, values);
    return -1;
  }
  if (isDeviceMemory(high)) return -1;
  const id = objectAt(run.state, high);
  if (id === 0) {
    kill(run, 'out-of-bounds', isUserMemory(high) ? 'user' : 'wild', values);
    return -1;
  }
  const row = id * ROW;
  const { objects } = run.state;
  const offset = offsetOf(low);
  const held = objects[row + Column.SIZE]!;
  const inside = offset >= 0 && offset + size <= held;
  const life = objects[row + Column.LIFE]!;
  if (life === 0) {
    // An exploration has forgotten it, for nothing seemed to point to it: the rest of its row is of another state.
    report(run, 'use-after-free', use, { ...values, offset: String(offset) });
    return -1;
  }
  const where = { offset: String(offset), objectSize: String(held), size: values.size, access: use };
  if (use === 'write' && life > Life.GLOBAL) {
    kill(run, 'out-of-bounds', 'read-only', where, id);
    return -1;
  }
  if (life === Life.DEAD) report(run, 'use-after-free', 'stack', where, id);
  else if (life === Life.FREED) report(run, 'use-after-free', use, where, id);
  else if (!inside) report(run, 'out-of-bounds', use, where, id);
  return inside ? objects[row + Column.MEMORY]! + offset : -1;
}

/** Whether memory that can be read may be written as well. */
export function writable(run: Run, high: number): boolean {
  return run.state.objects[objectAt(run.state, high) * ROW + Column.LIFE]! <= Life.GLOBAL;
}
