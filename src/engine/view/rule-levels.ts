import type { Severity, ShownProblem } from '../base/problem.ts';
import { problemCodes } from '../topology/codes.ts';
import { findingWordings } from './words/finding-kinds.ts';
import { ruleMeanings } from './words/rule-meanings.ts';

/** What a user makes of a rule: another severity, or silence. */
export type RuleLevel = Severity | 'off';

/** By code, or by family: `pxm/*`. */
export type RuleLevels = ReadonlyMap<string, RuleLevel>;

const levels: readonly string[] = ['error', 'warning', 'information', 'off'];

/** Levels out of a setting of any content; what is no level of a rule is left out. */
export function ruleLevels(setting: unknown): RuleLevels {
  if (typeof setting !== 'object' || setting === null) return new Map();
  const isLevel = (value: unknown): value is RuleLevel => levels.some((level) => level === value);
  return new Map(Object.entries(setting).flatMap(([rule, level]) => (isLevel(level) ? [[rule, level]] : [])));
}

/** Problems with the severities that a user gave their rules; a code goes before its family. */
export function withLevels(problems: readonly ShownProblem[], given: RuleLevels): readonly ShownProblem[] {
  if (given.size === 0) return problems;
  return problems.flatMap((problem) => {
    const { code } = problem;
    const level = given.get(code) ?? given.get(`${code.slice(0, code.indexOf('/'))}/*`);
    if (level === 'off') return [];
    return [level === undefined ? problem : { ...problem, severity: level }];
  });
}

/** A rule with the severity that it has unless a user says otherwise. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** One line. */
  readonly meaning: string;
}

/** Every rule: of the text, of what a driver does, and of its C. */
export function allRules(): readonly Rule[] {
  const ofText = Object.entries(problemCodes).map(([code, entry]) => ({ code, ...entry }));
  const findings = Object.entries(findingWordings).map(
    ([kind, { title }]): Rule => ({
      code: `driver/${kind}`,
      severity: 'error',
      meaning: `Found in the driver: ${title}.`,
    }),
  );
  return [...ofText, ...findings, ...ruleMeanings];
}
