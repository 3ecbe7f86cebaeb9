import type { ShownRelated } from '../../base/problem.ts';
import type { Difference, Verdict, What } from '../../scenario/judge.ts';
import type { ScenarioResult, StopReason } from '../../scenario/result.ts';
import { returned } from './errno.ts';
import { exploredSummary, limitText } from './exploration.ts';
import { findingHappening, shownSite } from './finding.ts';
import { siteText } from './site.ts';

/** A difference in one sentence: what was expected, and what came. */
export function differenceMessage(difference: Difference): string {
  switch (difference.kind) {
    case 'found': {
      const { finding, expected } = difference;
      const wanted = expected.length === 0 ? 'nothing to be found' : `${expected.join(', ')} only`;
      const where = siteText(shownSite(finding));
      return `expected ${wanted}, got ${finding.kind}: ${findingHappening(finding)} (${where})`;
    }
    case 'not-found':
      return `expected ${difference.wanted} to be found, got ${listed(difference.found)}`;
    case 'errno':
      return `expected ${errnoWords(difference.wanted)} for ${difference.bdf}, got ${errnoWords(difference.got)}${often(difference)}`;
    case 'absent':
      return `expected ${words[difference.what].of(difference.name)}, got ${listed(difference.got)}${often(difference)}`;
    case 'extra':
      return `expected no other ${words[difference.what].one}, got ${difference.name}${often(difference)}`;
    case 'stopped':
      return stopMessage(difference.stop.why);
  }
}

const words: Readonly<Record<What, { readonly one: string; readonly of: (name: string) => string }>> = {
  bound: { one: 'GPU to be bound', of: (bdf) => `${bdf} to be bound` },
  device: { one: 'auxiliary device', of: (name) => `the auxiliary device ${name}` },
  node: { one: 'node', of: (name) => `the node ${name}` },
};

function often({ sometimes }: { readonly sometimes: boolean }): string {
  return sometimes ? ' in some schedules' : '';
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}

function errnoWords(errno: string | null): string {
  if (errno === null) return 'no bind';
  return errno === '0' ? '0 (success)' : errno;
}

/** Why a scenario did not reach its end. */
export function stopMessage(why: StopReason): string {
  switch (why.kind) {
    case 'no-module':
      return `the driver has no module ${why.module}: it has ${listed(why.known)}`;
    case 'no-init':
      return `nothing of ${why.module} is run: it has no module_init that can be, nor module_pci_driver or its like`;
    case 'no-room':
      return `the virtual kernel has room for ${why.room} PCI devices, and ${why.bdf} is not among them`;
    case 'stuck':
      return `the task “${why.task}” ${endings[why.end]}: the run ends here`;
    case 'limit':
      return `not everything was looked at: ${limitText(why.limit, why)}`;
    case 'faults':
      return `not everything was looked at: ${why.wanted} calls may fail, and in one exploration no more than ${why.most} do`;
    case 'no-end':
      return 'every order stops at a finding before the last step: what there would be at the end is not known';
  }
}

const endings = {
  killed: 'was ended by an Oops',
  blocked: 'waits for ever: nothing gives back the lock, or does what it waits for',
  fuel: 'used up its instructions',
} as const;

/** `passed`, `failed`, `gave up`. */
export function verdictWord({ kind }: Pick<Verdict, 'kind'>): string {
  return kind === 'gave-up' ? 'gave up' : kind;
}

/** `Passed`, for the head of what a scenario came to. */
export function verdictTitle(verdict: Pick<Verdict, 'kind'>): string {
  const word = verdictWord(verdict);
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
}

/** What a step was answered: `ok`, `-EINVAL`. */
export function answerText(value: number | null): string {
  if (value === null) return 'did not return';
  return value < 0 ? returned(-value) : 'ok';
}

/** That a scenario passed which did nothing: all its steps failed. Null where one succeeded. */
export function nothingDoneText({ steps, explored }: ScenarioResult): string | null {
  const failed = steps.length > 0 && steps.every(({ returned }) => returned !== null && returned < 0);
  const isNothing = failed || (explored !== null && explored.refused.length > 0);
  return isNothing ? 'nothing happened: not one of the steps succeeded' : null;
}

/** What a verdict rests on, a line each. */
export function testedTexts(verdict: Verdict, result: ScenarioResult): readonly string[] {
  const { explored } = result;
  const differences = verdict.kind === 'failed' ? verdict.differences.map(differenceMessage) : [];
  const stopped = verdict.kind === 'gave-up' && verdict.stop ? [stopMessage(verdict.stop.why)] : [];
  const nothing = nothingDoneText(result) ?? [];
  return [...differences, ...stopped, ...(explored ? [exploredSummary(explored)] : []), ...[nothing].flat()];
}

/** Lines of C that a difference is about. */
export function differenceRelated(difference: Difference): readonly ShownRelated[] {
  if (difference.kind !== 'found') return [];
  const { allocated, freed } = difference.finding;
  return [
    { message: 'found here', place: shownSite(difference.finding) },
    ...(allocated ? [{ message: 'allocated here', place: allocated }] : []),
    ...(freed ? [{ message: 'freed here', place: freed }] : []),
  ];
}
