import type { Finding } from '../../kernel/outcome.ts';

interface Wording {
  /** Heads the row in the tree: `double free`. */
  readonly title: string;
  /** What happened; `{object}` and the finding's own values are filled in. */
  readonly says: string;
  /** The same for one detail of the kind, where the general sentence would say too little. */
  readonly details?: Readonly<Record<string, string>>;
  /** What it leads to on a real machine. */
  readonly leads: string;
}

const wordings: Readonly<Record<string, Wording>> = {
  'double-free': {
    title: 'double free',
    says: '{object} is freed again',
    leads:
      'A kernel without slub_debug stops or corrupts its heap. This run ignores the second free and goes on.',
  },
  'use-after-free': {
    title: 'use after free',
    says: '{object} is used after it was freed',
    details: {
      read: '{object} is read after it was freed',
      write: '{object} is written after it was freed',
    },
    leads: 'On a real machine another owner may have the memory by then. This run uses the old content.',
  },
  'invalid-free': {
    title: 'invalid free',
    says: 'something is freed that cannot be freed',
    details: {
      interior: 'an address inside {object} is freed, not its start',
      live: '{object} is freed while it is still in use',
    },
    leads: 'The heap, or whoever still uses the object, is corrupted. This run ignores the free.',
  },
  'null-dereference': {
    title: 'NULL dereference',
    says: 'an address near NULL, or an errno pointer, is used as an object',
    leads: 'The kernel reports an Oops and ends the task: nothing that it held is released.',
  },
  'out-of-bounds': {
    title: 'out of bounds',
    says: 'an access goes past the end of {object}',
    details: { wild: 'an address is used that names no object' },
    leads: 'On a real machine it hits the memory of someone else, or ends the task with an Oops.',
  },
  'uninitialised-read': {
    title: 'uninitialised read',
    says: '{object} is read before anything was stored there',
    leads: 'The value is whatever was there before, and what follows is chance.',
  },
  'list-corruption': {
    title: 'list corruption',
    says: 'a list is not linked as it should be',
    leads:
      'With DEBUG_LIST the kernel reports it and leaves the list alone; without, the next walk goes astray.',
  },
  'reference-underflow': {
    title: 'reference underflow',
    says: 'a reference is dropped, or taken, of an object that has none left',
    leads: 'The object was released before, so whoever still uses it uses freed memory.',
  },
  warn: {
    title: 'WARN',
    says: 'the kernel warns',
    leads: 'With panic_on_warn the machine stops.',
  },
  'lock-misuse': {
    title: 'lock misuse',
    says: 'a lock is not used as it must be',
    details: { 'self-deadlock': 'a lock is taken that the same task already holds' },
    leads: 'Tasks wait for ever, or the lock no longer protects its data.',
  },
  leak: {
    title: 'leak',
    says: '{object} is never freed, and nothing refers to it after the module is unloaded',
    leads: 'Each load and unload loses that memory.',
  },
  'out-of-fuel': {
    title: 'no end in sight',
    says: 'the budget of instructions is used up',
    leads: 'An endless loop is likely; the rest of the run is not known.',
  },
  'opaque-reached': {
    title: 'not modelled',
    says: 'C is reached that is not modelled',
    leads: 'What follows in this task is not known.',
  },
};

const general: Wording = { title: 'finding', says: 'the kernel model reports a fault', leads: '' };

/** `double free`, for a row or a heading. */
export function findingTitle(finding: Finding): string {
  return wordings[finding.kind]?.title ?? finding.kind.replaceAll('-', ' ');
}

/** What happened, in one sentence without its full stop: `struct nvgrace_egm_dev is freed again`. */
export function findingHappening(finding: Finding): string {
  const wording = wordings[finding.kind] ?? general;
  const template = wording.details?.[finding.detail] ?? wording.says;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'object' ? (finding.object ?? 'an object') : (finding.values[name] ?? '?'),
  );
  const added = finding.values['text'];
  return added && !template.includes('{text}') ? `${text}: ${added}` : text;
}

/** What the finding means on a real machine; '' where nothing is known. */
export function findingConsequence(finding: Finding): string {
  return (wordings[finding.kind] ?? general).leads;
}

/** The whole message: `Double free in the probe of 0009:01:00.0: …. …` */
export function findingMessage(finding: Finding): string {
  const title = findingTitle(finding);
  const of = finding.gpu === null ? '' : ` of ${finding.gpu}`;
  const leads = findingConsequence(finding);
  return `${title[0]!.toUpperCase()}${title.slice(1)} during ${finding.during}${of}: ${findingHappening(finding)}.${leads && ` ${leads}`}`;
}

/** Kinds that have sentences of their own; each has a page under docs/rules. */
export const findingKinds: readonly string[] = Object.keys(wordings);
