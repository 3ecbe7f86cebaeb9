import type { FindingKind } from '../machine/finding.ts';
import type { ExploredFinding } from './explored.ts';

/** What corrupts memory, or ends in an Oops: whatever else is wrong may follow from it. */
const gravest: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'double-free',
  'use-after-free',
  'invalid-free',
  'null-dereference',
  'out-of-bounds',
  'list-corruption',
  'reference-underflow',
]);

/** The order in which findings are told: the gravest first; of either, those with the shortest traces, then with the fewest faults. */
export function toldFirst(one: ExploredFinding, other: ExploredFinding): number {
  const rank = ({ finding }: ExploredFinding): number => (gravest.has(finding.kind) ? 0 : 1);
  return (
    rank(one) - rank(other) ||
    one.trace.length - other.trace.length ||
    one.faults.length - other.faults.length
  );
}
