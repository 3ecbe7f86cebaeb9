import type { Rule } from '../rule-levels.ts';

/** The rules that are neither of the text nor a kind of finding. */
export const ruleMeanings: readonly Rule[] = [
  { code: 'driver/probe-failed', severity: 'error', meaning: 'The driver fails the probe of a GPU.' },
  { code: 'driver/stopped', severity: 'error', meaning: 'The run of the driver did not reach its end.' },
  {
    code: 'c/missing-header',
    severity: 'warning',
    meaning: 'A header that the driver includes is not there.',
  },
  {
    code: 'c/not-translated',
    severity: 'information',
    meaning: 'C of the driver that is not run, since the tool does not model it.',
  },
];
