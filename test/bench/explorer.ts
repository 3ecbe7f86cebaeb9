/** The explorer alone: the hand-written system of five GPUs, and the same for Spin. */
import { performance } from 'node:perf_hooks';
import { explore } from '../../src/engine/explore/breadth.ts';
import { assemble, drivers } from '../engine/explore/egm/program.ts';
import { egmSystem } from '../engine/explore/egm/system.ts';
import { promela } from '../spin/promela.ts';

export { compilePan, findSpin } from '../spin/spin.ts';

const machine = { lines: assemble(drivers.correct), gpus: 5, sockets: 1 };

/** Every state of it, without reductions. */
export function exploreFiveGpus() {
  const start = performance.now();
  const search = explore(egmSystem(machine));
  let next = search.next();
  while (!next.done) next = search.next();
  const { outcome, states, transitions, bytes } = next.value;
  return { outcome, states, transitions, bytes, milliseconds: performance.now() - start };
}

/** `template` is the text of egm.pml. */
export const fiveGpusInPromela = (template: string): string => `#define LEAN\n${promela(template, machine)}`;
