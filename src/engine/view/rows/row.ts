import type { AuxiliaryDevice, Finding, GpuOutcome, Outcome } from '../../kernel/outcome.ts';
import type { Gpu, Region, Socket } from '../../topology/topology.ts';
import type { FaultIndex } from '../fault-index.ts';
import { count } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import type { RegionState } from '../region-state.ts';

/** What the rows of one machine are made from, indexed so that thousands of rows stay quick. */
export interface Machine {
  readonly outcome: Outcome | 'running' | null;
  /** Results by GPU of the topology; empty without an outcome. */
  readonly results: ReadonlyMap<Gpu, GpuOutcome>;
  readonly regions: ReadonlyMap<Socket, readonly Region[]>;
  readonly states: ReadonlyMap<Region, RegionState>;
  /** Of GPUs with one BDF the first, which is the one that Linux knows. */
  readonly registered: ReadonlyMap<string, Gpu>;
  readonly devices: ReadonlyMap<Gpu | undefined, readonly AuxiliaryDevice[]>;
  /** Findings by GPU; under `undefined` those of no GPU. */
  readonly findings: ReadonlyMap<Gpu | undefined, readonly Finding[]>;
  readonly faults: FaultIndex;
}

/** A row as its maker gives it: description and spoken text come from `parts`. */
export interface RowParts
  extends Omit<
    OutlineNode,
    'description' | 'spoken' | 'tooltip' | 'source' | 'copy' | 'children' | 'hasChildren'
  > {
  /** Pieces of the description, in order; empty ones are left out. */
  readonly parts: readonly string[];
  /** Markdown paragraphs or list lines. */
  readonly tooltip: readonly string[];
  readonly source?: OutlineNode['source'];
  readonly copy?: OutlineNode['copy'];
  /** Instead of what is made of `parts`. */
  readonly spoken?: OutlineNode['spoken'];
  /** Made when they are asked for: of a large machine few are ever seen. Absent where there are none. */
  readonly children?: (() => OutlineNode['children']) | null;
}

export function row({ parts, tooltip, children, ...rest }: RowParts): OutlineNode {
  const said = parts.filter((part) => part !== '');
  let made: OutlineNode['children'] | null = null;
  return {
    source: null,
    copy: {},
    spoken: [rest.label, ...said].join(', '),
    ...rest,
    description: said.join(' · '),
    tooltip: tooltip.filter((line) => line !== '').join('\n\n'),
    hasChildren: Boolean(children),
    get children() {
      made ??= children?.() ?? [];
      return made;
    },
  };
}

/** `2 problems`, or '' where there are none. */
export function problemCount(number: number): string {
  return number === 0 ? '' : count(number, 'problem');
}

/** The id, made different from those already given out under the same parent. */
export function uniqueId(id: string, taken: Set<string>): string {
  let unique = id;
  for (let copy = 2; taken.has(unique); copy++) unique = `${id}~${copy}`;
  taken.add(unique);
  return unique;
}
