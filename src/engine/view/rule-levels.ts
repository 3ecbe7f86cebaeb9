import type { Severity, ShownProblem, SourceProblem } from '../base/problem.ts';
import { problemCodes } from '../topology/codes.ts';
import { findingWordings } from './words/finding-kinds.ts';
import { ruleMeanings } from './words/rule-meanings.ts';

/** What a user makes of a rule: another severity, or silence. */
export type RuleLevel = Severity | 'off';

/** By code, or by family: `pxm/*`. */
export type RuleLevels = ReadonlyMap<string, RuleLevel>;

export const ruleLevelNames: readonly RuleLevel[] = ['error', 'warning', 'information', 'off'];

/** The level of that name; null for what is none. */
export function ruleLevel(name: unknown): RuleLevel | null {
  return ruleLevelNames.find((level) => level === name) ?? null;
}

/** Levels out of a setting of any content; what is no level of a rule is left out. */
export function ruleLevels(setting: unknown): RuleLevels {
  if (typeof setting !== 'object' || setting === null) return new Map();
  return new Map(
    Object.entries(setting).flatMap(([rule, name]): [string, RuleLevel][] => {
      const level = ruleLevel(name);
      return level === null ? [] : [[rule, level]];
    }),
  );
}

/** Problems with the severities that a user gave their rules; a code goes before its family. */
export function withLevels<P extends ShownProblem | SourceProblem>(
  problems: readonly P[],
  given: RuleLevels,
): readonly P[] {
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

/** Whether a rule or a family of rules is called so: `spa/unaligned`, `platform/*`. */
export function isRule(name: string): boolean {
  const family = name.endsWith('/*') ? name.slice(0, -1) : null;
  return allRules().some(({ code }) => (family === null ? code === name : code.startsWith(family)));
}
