import { Path } from '../../../src/engine/explore/path.ts';
import type { System, Violation } from '../../../src/engine/explore/system.ts';

/** What a trace shows when it is followed. `at` is the index of the label that cannot be followed. */
export type Replayed<V extends Violation> =
  | { readonly end: 'violation'; readonly violation: V }
  | { readonly end: 'state' }
  | { readonly end: 'refused'; readonly at: number; readonly why: 'no-such-step' | 'ended-before' };

/**
 * Follows the labels from the first state. `visit` is told each state, the first one with 0 steps behind it; the
 * words are its only until it returns.
 */
export function replay<V extends Violation>(
  system: System<V>,
  labels: readonly number[],
  visit: (words: Int32Array, length: number, steps: number) => void = () => {},
): Replayed<V> {
  const path = new Path(system);
  let led = path.start();
  for (const [at, label] of labels.entries()) {
    if (led !== 'state') return { end: 'refused', at, why: 'ended-before' };
    visit(path.words, path.length, at);
    led = path.take(label);
    if (led === 'none') return { end: 'refused', at, why: 'no-such-step' };
    if (led === 'stuck') return { end: 'refused', at, why: 'ended-before' };
  }
  if (led === 'state') {
    visit(path.words, path.length, labels.length);
    path.stuck();
  }
  return path.broken === null ? { end: 'state' } : { end: 'violation', violation: path.broken };
}
