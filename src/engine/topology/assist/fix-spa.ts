import type { Located } from '../../base/span.ts';
import { integerProperty } from '../region.ts';
import { egmMembers, freeEgmDomain, gpuWithPropertyAt, housedGpus } from './domains.ts';
import { columnOf, entryAfter, inserted, lineEnd, lineEnding, replaced, type TextEdit } from './edit.ts';
import type { Subject } from './fix.ts';
import { chosen, type Fix } from './fix-action.ts';
import { distinct, sourceOf } from './fix-pxm.ts';
import { likeWritten } from './like-written.ts';
import { stepsTo, treeOf } from './tree.ts';

const base = 'nvidia,egm-base-pa';
const size = 'nvidia,egm-size';
const pxmKey = 'nvidia,egm-pxm';
const sizeStep = 64n << 20n;
const window = 1n << 44n;

/** Fixes of addresses and sizes. */
export function fixesOfRanges(subject: Subject): readonly Fix[] {
  const { problem, text } = subject;
  const { span } = problem.place;
  switch (problem.code) {
    case 'spa/missing-base':
      return fromSibling(subject, base, problem.data.pxm);
    case 'spa/missing-size':
      return fromSibling(subject, size, problem.data.pxm);
    case 'spa/without-pxm':
      return addDomain(subject);
    case 'spa/unaligned':
      return aligned(subject, problem.data.value, problem.data.pageSize);
    case 'platform/size-step':
      return aligned(subject, problem.data.size, sizeStep);
    case 'retired/unaligned':
      return aligned(subject, problem.data.value, problem.data.alignment);
    case 'platform/spa-window':
      return moved(subject, problem.data.range.base, problem.data.window);
    case 'retired/table-missing':
      return addTable(subject, problem.data.table, text.slice(span.start, span.end));
    default:
      return [];
  }
}

/** What another GPU of the domain gives, on a line after the domain. */
function fromSibling(
  { reading, topology, problem, text }: Subject,
  key: string,
  pxm: bigint,
): readonly Fix[] {
  const step = stepsTo(reading, problem.place.span.start).at(-1);
  const given = egmMembers(topology, pxm)
    .map(({ gpu }) => integerProperty(gpu, key))
    .find((value) => value !== null);
  if (!step || !given) return [];
  const value = sourceOf(given, text);
  const edit = entryAfter(text, step.mapping, step.entry, key, value);
  return [chosen({ kind: 'add', key, text: value, from: 'sibling' }, edit)];
}

/** The domain of a GPU of the socket with the same range, or a free one. */
function addDomain({ reading, topology, problem, text }: Subject): readonly Fix[] {
  const step = stepsTo(reading, problem.place.span.start).at(-1);
  const housed = gpuWithPropertyAt(topology, problem.place.span.start);
  if (!step || !housed) return [];
  const sibling = housedGpus(topology).find(
    ({ gpu, socket }) =>
      socket === housed.socket &&
      integerProperty(gpu, pxmKey) !== null &&
      [base, size].every(
        (key) => integerProperty(gpu, key)?.value === integerProperty(housed.gpu, key)?.value,
      ),
  );
  const given = sibling && integerProperty(sibling.gpu, pxmKey);
  const value = given ? sourceOf(given, text) : `${freeEgmDomain(topology, housed.socket)}`;
  const edit = entryAfter(text, step.mapping, step.entry, pxmKey, value);
  return [chosen({ kind: 'add', key: pxmKey, text: value, from: given ? 'sibling' : 'free' }, edit)];
}

/** Down and up to a multiple, at every GPU of the region that gives the same value. */
function aligned(subject: Subject, value: bigint, alignment: bigint): readonly Fix[] {
  const down = value - (value % alignment);
  const to = (direction: 'up' | 'down', result: bigint): Fix =>
    chosen({ kind: 'align', direction, value: result, alignment }, ...everywhere(subject, value, result));
  return down === 0n ? [to('up', alignment)] : [to('down', down), to('up', down + alignment)];
}

function moved(subject: Subject, from: bigint, start: bigint): readonly Fix[] {
  const to = start + (from % window);
  return [chosen({ kind: 'move-to-window', base: to }, ...everywhere(subject, from, to))];
}

/** The value at the Problem, and where it is one of an EGM region, the same one of the region's other GPUs. */
function everywhere(
  { topology, problem, text, reading }: Subject,
  from: bigint,
  to: bigint,
): readonly TextEdit[] {
  const { span } = problem.place;
  const here = replaced(span, likeWritten(text.slice(span.start, span.end), to));
  const housed = gpuWithPropertyAt(topology, span.start);
  const key = stepsTo(reading, span.start).at(-1)?.entry.key.text ?? '';
  const pxm = housed && integerProperty(housed.gpu, pxmKey);
  if (!pxm || (key !== base && key !== size)) return [here];
  const others = egmMembers(topology, pxm.value).flatMap(({ gpu }): Located<bigint>[] => {
    const value = integerProperty(gpu, key);
    return value && value.value === from ? [value] : [];
  });
  return distinct([
    here,
    ...others.map(({ place }) =>
      replaced(place.span, likeWritten(text.slice(place.span.start, place.span.end), to)),
    ),
  ]);
}

/** An empty table under `retired-pages`, which is added at the end where there is none. */
function addTable({ reading, problem, text }: Subject, table: bigint, written: string): readonly Fix[] {
  const { start } = problem.place.span;
  const root = treeOf(reading).find(
    ({ root: each }) => each && each.span.start <= start && start <= each.span.end,
  )?.root;
  if (root?.kind !== 'mapping' || root.flow) return [];
  const address = /^0x/.test(written) ? written : `0x${table.toString(16)}`;
  const item = `- { table: ${address}, pages: [] }`;
  const action = { kind: 'add-table', table } as const;
  const tables = root.entries.find(({ key }) => key.text === 'retired-pages');
  if (!tables) {
    const end = lineEnd(text, root.span.end);
    return [chosen(action, inserted(end, `${lineEnding(text)}retired-pages:${lineEnding(text)}  ${item}`))];
  }
  const last = tables.value.kind === 'sequence' && !tables.value.flow ? tables.value.items.at(-1) : undefined;
  if (!last) return [];
  const dash = text.lastIndexOf('-', last.span.start);
  const indent = ' '.repeat(columnOf(text, dash));
  return [chosen(action, inserted(lineEnd(text, last.span.end), `${lineEnding(text)}${indent}${item}`))];
}
