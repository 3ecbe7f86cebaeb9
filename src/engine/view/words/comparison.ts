import type { Explored, ExploredRace } from '../../kernel/explored.ts';
import type { AuxiliaryDevice, FailedCall, Origin } from '../../kernel/outcome.ts';
import type { Comparison, ComparisonKind, ComparisonRow } from '../comparison/table.ts';
import { count, listed } from '../format.ts';
import { returned } from './errno.ts';
import { partlyText } from './explored.ts';

/** What a row of a comparison is about: `GPU 0009:01:00.0`, `Double free in the run`. */
export function comparisonTitle({ kind, subject }: Pick<ComparisonRow, 'kind' | 'subject'>): string {
  return titles[kind](subject);
}

const titles: Readonly<Record<ComparisonKind, (subject: string) => string>> = {
  gpu: (bdf) => `GPU ${bdf}`,
  device: (name) => `Device ${name}`,
  node: (name) => `Node ${name}`,
  run: () => 'The run',
  finding: (title) => `${capital(title)} in the run`,
  verdict: () => 'Every order',
  order: (title) => `${capital(title)} in some order`,
  race: (field) => `Field ${field}`,
};

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `1 GPU, 2 nodes and 1 kind of finding differ`; `the same in all that is compared; not run: rfc-v2` */
export function comparisonSummary(comparison: Comparison): string {
  const { drivers, notRun } = comparison;
  const summary = drivers.length < 2 ? 'nothing beside it to compare it with' : differenceText(comparison);
  return notRun.length === 0 ? summary : `${summary}; not run: ${listed(notRun)}`;
}

function differenceText({ rows }: Comparison): string {
  const differing = rows.filter(({ alike }) => alike.length > 1).map(({ kind }) => kind);
  const counts = counted.flatMap(([kind, one, many]) => {
    const number = differing.filter((each) => each === kind).length;
    return number > 0 ? [count(number, one, many)] : [];
  });
  if (counts.length === 0) return 'the same in all that is compared';
  return `${listed(counts)} ${differing.length === 1 ? 'differs' : 'differ'}`;
}

const counted: readonly (readonly [kind: ComparisonKind, one: string, many: string])[] = [
  ['gpu', 'GPU', 'GPUs'],
  ['device', 'device', 'devices'],
  ['node', 'node', 'nodes'],
  ['run', 'end of the run', 'ends of the run'],
  ['finding', 'kind of finding', 'kinds of finding'],
  ['verdict', 'verdict', 'verdicts'],
  ['order', 'kind of finding in some order', 'kinds of finding in some order'],
  ['race', 'field without a lock', 'fields without a lock'],
];

/** What all drivers come to, each in a way of its own. */
export function inOtherWays(text: string): string {
  return `each ${text}, not in the same way`;
}

export const differsHead = 'What differs';

export const opensHint = 'Opens what it rests on in the view Findings';

/** Head of what differs in nothing. */
export function sameHead({ drivers }: Pick<Comparison, 'drivers'>): string {
  return drivers.length < 2 ? 'What it comes to' : 'The same under each driver';
}

/** `auxiliary_device_add returned -EEXIST` */
export function callText({ function: name, errno }: FailedCall): string {
  return `${name} returned ${returned(errno)}`;
}

/** `-EINVAL begins in validate_region` */
export function beginText(errno: number | null, { function: name }: Origin): string {
  return `${errno === null ? 'it' : returned(errno)} begins in ${name}`;
}

/** `child of 0008:01:00.0, used by 0008:01:00.0 and 0009:01:00.0`; null is a device that does not exist. */
export function deviceState(device: AuxiliaryDevice | null): string {
  if (!device) return 'absent';
  const users = device.gpus.length === 0 ? 'no bound GPU uses it' : `used by ${listed(device.gpus)}`;
  const failed = device.failure ? `, its probe failed with ${returned(device.failure.errno)}` : '';
  return `child of ${device.parent}, ${users}${failed}`;
}

export function nodeState(exists: boolean): string {
  return exists ? 'exists' : 'absent';
}

/** `stopped` is why a run did not reach its end; null where it did. */
export function runEnd(stopped: string | null): string {
  return stopped ?? 'reached its end';
}

/** `isWhole`: all was looked at. */
export function foundText(found: number, isWhole = true): string {
  return found > 0 ? count(found, 'finding') : `none${isWhole ? '' : untilThen}`;
}

const untilThen = ' in what was looked at';

export function verdictText({ outcome, limit }: Pick<Explored, 'outcome' | 'limit'>): string {
  if (outcome !== 'gave-up') return limit === null ? outcome : `${outcome}, ${partlyText}`;
  return `${limit === 'stopped' ? 'stopped' : 'gave up'}, nothing found until then`;
}

export function raceState(found: boolean, isWhole = true): string {
  return found ? 'needs a lock' : `no race${isWhole ? '' : untilThen}`;
}

/** `written during probe 0008:01:00.0` */
export function accessText({ task, write }: ExploredRace['accesses'][number]): string {
  return `${write ? 'written' : 'read'} during ${task}`;
}
