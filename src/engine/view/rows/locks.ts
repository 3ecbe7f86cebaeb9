import { grouped } from '../../base/grouped.ts';
import type { ExploredRace } from '../../kernel/explored.ts';
import { count, markdown } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import { fewerMayDoText, lengthText } from '../words/exploration.ts';
import { accessText, raceMessage } from '../words/explored.ts';
import { siteText } from '../words/site.ts';
import { row } from './row.ts';
import { opened, traceRows } from './trace.ts';

/** The race whose steps a row of these, or a row below it, shows; undefined for rows of anything else. */
export function raceOfRow(races: readonly ExploredRace[], { id }: OutlineNode): ExploredRace | undefined {
  return races.find(({ field }) => id === idOf(field) || id.startsWith(`${idOf(field)}/`));
}

const idOf = (field: string): string => `locks/${field}`;

/** The fields that need a lock, each with its accesses and how they meet. */
export function locksRow(races: readonly ExploredRace[]): OutlineNode {
  const fields = [...grouped(races, ({ field }) => field)];
  return row({
    id: 'locks',
    kind: 'locks',
    label: 'Fields that need a lock',
    parts: [count(fields.length, 'field')],
    tooltip: [
      'Used by several tasks at the same time, one of which writes, with no lock that all of them hold.',
    ],
    icon: 'locks',
    place: null,
    children: () => fields.map(([field, of]) => fieldRow(field, of)),
  });
}

function fieldRow(field: string, races: readonly ExploredRace[]): OutlineNode {
  const id = idOf(field);
  const accesses = distinct(races);
  const [shortest] = races;
  return row({
    id,
    kind: 'field',
    label: field,
    parts: [usedText(accesses)],
    tooltip: shortest ? [markdown(raceMessage(shortest))] : [],
    icon: 'locks',
    place: null,
    ...opened(accesses[0]?.access.source ?? null),
    children: () => [
      ...accesses.map(({ access, tasks }, at) => accessRow(access, tasks, `${id}/access:${at}`)),
      ...(shortest ? [meetingRow(shortest, `${id}/trace`)] : []),
    ],
  });
}

function usedText(accesses: readonly { readonly access: Access }[]): string {
  const writes = accesses.filter(({ access }) => access.write).length;
  const reads = accesses.length - writes;
  return `written in ${count(writes, 'place')}${reads > 0 ? `, read in ${count(reads, 'place')}` : ''}`;
}

type Access = ExploredRace['accesses'][number];

/** Each line with each way of use once, writes first, with the tasks that use it so. */
function distinct(races: readonly ExploredRace[]): readonly { access: Access; tasks: readonly string[] }[] {
  const all = races.flatMap(({ accesses }) => accesses);
  const same = grouped(all, ({ write, source }) => `${write ? 0 : 1} ${source.file}:${source.line}`);
  return [...same]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, of]) => ({ access: of[0]!, tasks: [...new Set(of.map(({ task }) => task))] }));
}

function accessRow(access: Access, tasks: readonly string[], id: string): OutlineNode {
  return row({
    id,
    kind: 'access',
    label: `${access.write ? 'Written' : 'Read'} at ${siteText(access.source)}`,
    parts: tasks,
    tooltip: [markdown(`${accessText(access)} by ${tasks.join(', ')}`)],
    icon: access.write ? 'write' : 'read',
    place: null,
    ...opened(access.source),
  });
}

function meetingRow(race: ExploredRace, id: string): OutlineNode {
  return row({
    id,
    kind: 'meeting',
    label: 'How they meet',
    parts: [lengthText(race), race.faults.length > 0 ? count(race.faults.length, 'fault') : ''],
    tooltip: [
      `${race.fewerMayDo ? 'A short' : 'The shortest'} way to two accesses at the same time.`,
      ...(race.fewerMayDo ? [fewerMayDoText] : []),
    ],
    icon: 'coverage',
    place: null,
    children: () => traceRows(race.trace, race.faults, id),
  });
}
