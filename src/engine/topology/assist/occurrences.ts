import type { Span } from '../../base/span.ts';
import { readInteger } from '../integer.ts';
import type { TopologyReading } from '../reading.ts';
import { replaced, type TextEdit } from './edit.ts';
import { contains } from './tree.ts';
import { type Value, valuesOf } from './values.ts';

/** One thing that a machine names in several places. */
export interface Occurrences {
  readonly of: 'domain' | 'table' | 'bdf';
  /** The place under the cursor. */
  readonly here: Span;
  /** Where it is said what it is: the socket's domain, the first GPU of a region, the table's entry. */
  readonly definition: Span;
  /** All places of the same machine and file, in the order of the text, the definition among them. */
  readonly all: readonly Span[];
}

/** Everything that names what stands at an offset; null where nothing with a name does. */
export function occurrencesAt(reading: TopologyReading, offset: number): Occurrences | null {
  const machine = reading.documents.find(({ place }) => contains(place.span, offset));
  if (!machine) return null;
  const named = [...valuesOf(reading)].filter(({ span }) => contains(machine.place.span, span.start));
  const here = named.find(({ span }) => contains(span, offset));
  const of = here && kindOf(here);
  if (!here || !of) return null;
  const same = named.filter((each) => kindOf(each) === of && identity(each) === identity(here));
  const definition = same.find(({ key }) => key === 'pxm' || key === 'table') ?? ranked(same)[0] ?? here;
  return { of, here: here.span, definition: definition.span, all: same.map(({ span }) => span) };
}

/** A domain that no CPU has is defined by the first GPU whose region it is, before any GPU memory. */
function ranked(values: readonly Value[]): readonly Value[] {
  return [...values.filter(({ key }) => key === 'nvidia,egm-pxm'), ...values];
}

function kindOf({ kind, key, integer }: Value): Occurrences['of'] | null {
  if (kind === 'bdf') return 'bdf';
  if (integer === null) return null;
  if (kind === 'pxm') return 'domain';
  const isTable = key === 'table' || key === 'nvidia,egm-retired-pages-data-base';
  return isTable && integer !== 0n ? 'table' : null;
}

function identity({ integer, text }: Value): string {
  return integer === null ? text.toLowerCase() : `${integer}`;
}

/** Why a name cannot be taken for a domain or table. */
export type NameFault = 'not-a-number' | 'taken';

/**
 * Renames a domain or table everywhere in its machine. A number that another domain of the machine has
 * is refused: the two could not be told apart again.
 */
export function renameAt(
  reading: TopologyReading,
  offset: number,
  name: string,
): readonly TextEdit[] | NameFault | null {
  const found = occurrencesAt(reading, offset);
  if (!found || found.of === 'bdf') return null;
  const read = readInteger(name.trim());
  if (read.kind !== 'integer') return 'not-a-number';
  const others = [...valuesOf(reading)].filter(
    (each) => kindOf(each) === found.of && !found.all.some(({ start }) => start === each.span.start),
  );
  const machine = reading.documents.find(({ place }) => contains(place.span, offset));
  const isTaken = others.some(
    ({ integer, span }) => integer === read.value && machine && contains(machine.place.span, span.start),
  );
  return isTaken ? 'taken' : found.all.map((span) => replaced(span, name.trim()));
}

/** GPUs that are not the first of their region, with where its base is given. */
export function regionLinks(reading: TopologyReading): readonly { readonly at: Span; readonly to: Span }[] {
  const links: { at: Span; to: Span }[] = [];
  for (const { place: machine } of reading.documents) {
    const first = new Map<bigint, Span>();
    for (const { key, integer, span } of valuesOf(reading)) {
      if (key !== 'nvidia,egm-pxm' || integer === null || !contains(machine.span, span.start)) continue;
      const to = first.get(integer);
      if (to) links.push({ at: span, to });
      else first.set(integer, span);
    }
  }
  return links;
}
