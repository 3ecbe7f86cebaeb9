import {
  type ExploredFinding,
  exploredMessage,
  exploredSummary,
  type Finding,
  faultText,
  fewerMayDoText,
  raceTexts,
  type Site,
  shownSite,
  stepText,
  swallowedTexts,
  swallowedTitle,
  type WayThere,
} from '../../engine/index.ts';
import type { ChosenDriver } from '../driver.ts';
import { type Style, visible } from '../style.ts';
import type { Search } from './search.ts';

/** What an exploration came to, as a person reads it. */
export function exploredLines({ explored, uncovered }: Search, style: Style): string[] {
  const { driver, findings, races, swallowed } = explored;
  return [
    `  ${visible(driver)}: ${exploredSummary(explored)}`,
    ...uncovered.map((text) => `  Not looked at: ${visible(text)}`),
    ...findings.flatMap((found) => findingLines(found, style)),
    ...(races.length > 0 ? ['', '  Fields that need a lock'] : []),
    ...raceTexts(races).map((text) => `    ${visible(text)}`),
    ...(swallowed.length > 0 ? ['', `  ${swallowedTitle} (no finding: it may be meant)`] : []),
    ...swallowedTexts(swallowed).map((text) => `    ${visible(text)}`),
  ];
}

/** What was assumed of a folder's modules, in a line under a head. */
export function assumedLines(driver: ChosenDriver): string[] {
  const assumed = driver.assumption();
  return assumed === null ? [] : [`  ${visible(driver.name)}: ${visible(assumed)}`];
}

function findingLines(found: ExploredFinding, style: Style): string[] {
  const { finding } = found;
  return [
    '',
    `  ${siteText(shownSite(finding))}: ${style.error(visible(exploredMessage(found)))}`,
    ...siteLines(finding).map((line) => `    ${line}`),
    ...wayLines(found).map((line) => `    ${line}`),
  ];
}

/** Where the object of a finding comes from and goes. */
export function siteLines({ allocated, freed }: Finding): string[] {
  return [
    ...(allocated ? [`allocated at ${siteText(allocated)}`] : []),
    ...(freed ? [`freed at ${siteText(freed)}`] : []),
  ];
}

/** The steps that lead to something, numbered, each with the calls that fail in it; and whether fewer may. */
export function wayLines({ trace, faults, fewerMayDo }: WayThere): string[] {
  const steps = trace.flatMap((_, number) => stepLines({ trace, faults }, number));
  return fewerMayDo ? [...steps, fewerMayDoText] : steps;
}

/** A step of them, as it is told. */
export function stepLines({ trace, faults }: Pick<WayThere, 'trace' | 'faults'>, number: number): string[] {
  return [
    `${number + 1}. ${visible(stepText(trace[number]!))}`,
    ...faults.filter((fault) => fault.step === number).map((fault) => `   ${visible(faultText(fault))}`),
  ];
}

export function siteText({ file, line }: Site): string {
  return file === '' ? 'no line of C' : visible(`${file}:${line}`);
}
