import type { Program } from '../machine/program.ts';
import { Role } from '../machine/watch.ts';

/** Files of the library whose functions do no more than their caller would do itself. */
const open: ReadonlySet<string> = new Set([
  'list.c',
  'list_more.c',
  'hlist.c',
  'string.c',
  'string_more.c',
  'uaccess.c',
  'kernel.c',
  'bug.c',
]);
/** Files whose functions are atomic on memory of the driver's, kfree among them. */
const atomic: ReadonlySet<string> = new Set([
  'atomic.c',
  'bitops.c',
  'refcount.c',
  'percpu_ref.c',
  'llist.c',
  'kfifo.c',
  'slab.c',
  'xarray.c',
  'xarray_locked.c',
  'xarray_marks.c',
  'idr.c',
  'rcu.c',
  'srcu.c',
  'seqlock.c',
  'wait.c',
  'idr_pointers.c',
  'workqueue.c',
  'workqueue_flush.c',
  'workqueue_worker.c',
  'timer.c',
  'kthread.c',
  'kthread_sleep.c',
  'kthread_worker.c',
]);

/** Per function, what part it plays when interleavings are explored. Inline functions of headers are open. */
export function rolesOf(program: Program): Uint8Array {
  return Uint8Array.from(program.functions, ({ library, site }) => {
    if (!library) return Role.DRIVER;
    const file = site.file.slice(site.file.lastIndexOf('/') + 1);
    if (file.endsWith('.h') || open.has(file)) return Role.OPEN;
    return atomic.has(file) ? Role.ATOMIC : Role.SERVICE;
  });
}
