import type { Exchanging } from '../../../../src/engine/explore/reducible.ts';
import type { Violation } from '../../../../src/engine/explore/system.ts';
import type { Footprints } from './footprints.ts';
import { canonical } from './likes.ts';

/** GPUs of a socket taken for each other. */
export function exchanges(footprints: Footprints, gpus: number, sockets: number): Exchanging<Violation> {
  const all = Array.from({ length: gpus }, (_, gpu) => gpu);
  /** By number: the task that each becomes. */
  const renamings: number[][] = [all];
  const numbers = new Map<string, number>([[all.join(), 0]]);
  const renamed = new Int32Array(gpus);
  const after = (exchange: number, task: number): number => renamings[exchange]![task]!;
  const before = (exchange: number, task: number): number => renamings[exchange]!.indexOf(task);
  return {
    canonical: (row, length) => {
      canonical(row.subarray(0, length), sockets, renamed);
      const key = renamed.join();
      const exchange = numbers.get(key) ?? renamings.push([...renamed]) - 1;
      numbers.set(key, exchange);
      return { row, length, exchange };
    },
    taskAfter: after,
    taskBefore: before,
    footprintAfter: (exchange, print) => footprints.renamed(print, (task) => after(exchange, task)),
    footprintBefore: (exchange, print) => footprints.renamed(print, (task) => before(exchange, task)),
    footprintsLike: (prints) => {
      const like = new Set(prints);
      for (const print of like)
        for (let one = 0; one + sockets < gpus; one++) {
          const two = one + sockets;
          like.add(footprints.renamed(print, (task) => (task === one ? two : task === two ? one : task)));
        }
      return [...like];
    },
    taskOf: (print) => footprints.taskOf(print),
    relabel: (label, tasks) => tasks[label - 1]! + 1,
    renamed: (violation) => violation,
  };
}
