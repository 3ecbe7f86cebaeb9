import type { SourcePlace } from '../../base/problem.ts';
import { isLibraryPlace } from '../../kernel/library.ts';
import type { Finding } from '../../kernel/outcome.ts';
import { findingWordings, otherFinding } from './finding-kinds.ts';
import { siteText } from './site.ts';

/** Kinds that have sentences of their own; each has a page under docs/rules. */
export const findingKinds: readonly string[] = Object.keys(findingWordings);

/** `double free`, for a row or a heading. */
export function findingTitle(finding: Finding): string {
  return findingWordings[finding.kind]?.title ?? finding.kind.replaceAll('-', ' ');
}

/** What happened, in one sentence without its full stop: `struct nvgrace_egm_dev is freed again`. */
export function findingHappening(finding: Finding): string {
  const wording = findingWordings[finding.kind] ?? otherFinding;
  const detailed = wording.details?.[finding.detail];
  const text = filled(detailed ?? wording.says, finding);
  const added = detailed === undefined ? finding.values['text'] : undefined;
  // Texts of the kernel's own end as they like.
  return (added ? `${text}: ${added}` : text).replace(/[.!]$/, '');
}

/** What the finding means on a real machine; '' where nothing is known. */
export function findingConsequence(finding: Finding): string {
  const { leads, detailLeads } = findingWordings[finding.kind] ?? otherFinding;
  return detailLeads?.[finding.detail] ?? leads;
}

/** The whole message: `Double free during probe of 0009:01:00.0: …. …` */
export function findingMessage(finding: Finding): string {
  const title = findingTitle(finding);
  // What is lost when a module goes was made for a GPU; the unload is of none.
  const link = finding.during === 'unload' ? ', of what was made for' : ' of';
  const of = finding.gpu === null ? '' : `${link} ${finding.gpu}`;
  const leads = findingConsequence(finding);
  const during = finding.during === '' ? '' : ` during ${finding.during}${of}`;
  const what = `${title[0]!.toUpperCase()}${title.slice(1)}${during}`;
  return `${what}: ${findingHappening(finding)}.${leads === '' ? '' : ` ${leads}`}`;
}

/** The line of C that a finding's values name beside the line where it happened; null for most. */
export function namedPlace({ values }: Finding): SourcePlace | null {
  const line = Number(values['line']);
  return values['file'] && line > 0 ? { file: values['file'], line, column: 1 } : null;
}

/**
 * The line that a finding is shown at. Where the kernel itself calls C of the driver that is not modelled,
 * that is the driver's line, not the kernel's.
 */
export function shownSite(finding: Finding): SourcePlace {
  return (isLibraryPlace(finding.source.file) ? namedPlace(finding) : null) ?? finding.source;
}

function filled(template: string, finding: Finding): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'object') return objectText(finding) ?? 'an object';
    if (name === 'lock') return lockText(finding);
    if (name === 'at') {
      const place = namedPlace(finding);
      return place ? siteText(place) : 'an unknown line';
    }
    return finding.values[name] || '?';
  });
}

/** The object concerned, as a sentence names it: a piece of memory without a type is `an allocation of 16 bytes`. */
export function objectText({ object }: Finding): string | null {
  return object !== null && /^\d+ bytes$/.test(object) ? `an allocation of ${object}` : object;
}

/** `the mutex egm_lock` for a variable, `the mutex in struct egm_region` for a piece of the heap. */
function lockText(finding: Finding): string {
  const lock = finding.values['lock'] || 'lock';
  const object = objectText(finding);
  if (object === null) return `a ${lock}`;
  return finding.allocated ? `the ${lock} in ${object}` : `the ${lock} ${object}`;
}
