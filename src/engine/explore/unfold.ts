import { Bug } from '../base/bug.ts';
import { Path } from './path.ts';
import type { Symmetric } from './reducible.ts';
import type { Violation } from './system.ts';

/** The labels of a real path, from those of one whose every state was made canonical. */
export function unfold<V extends Violation>(system: Symmetric<V>, labels: readonly number[]): number[] {
  const path = new Path(system);
  const renamed = new Int32Array(system.tasks);
  let original = Int32Array.from(renamed, (_, task) => task);
  const follow = () => {
    path.length = system.canonical(path.words, path.length, renamed);
    const before = original;
    original = original.slice();
    for (const [task, to] of renamed.entries()) original[to] = before[task]!;
  };
  if (path.start() !== 'state') return [];
  follow();
  return labels.map((label) => {
    const real = system.relabel(label, original);
    const led = path.take(label);
    if (led === 'state') follow();
    else if (led !== 'violation') throw new Bug('a stored path cannot be followed');
    return real;
  });
}
