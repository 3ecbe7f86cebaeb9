import {
  type ExploredFinding,
  exploredMessage,
  exploredSummary,
  faultText,
  raceTexts,
  type Site,
  stepText,
  type WayThere,
} from '../../engine/index.ts';
import { type Style, visible } from '../style.ts';
import type { Search } from './search.ts';

/** What an exploration came to, as a person reads it. */
export function exploredLines({ explored, uncovered }: Search, style: Style): string[] {
  const { driver, findings, races } = explored;
  return [
    `  ${visible(driver)}: ${exploredSummary(explored)}`,
    ...uncovered.map((text) => `  Not looked at: ${visible(text)}`),
    ...findings.flatMap((found) => findingLines(found, style)),
    ...(races.length > 0 ? ['', '  Fields that need a lock'] : []),
    ...raceTexts(races).map((text) => `    ${visible(text)}`),
  ];
}

function findingLines(found: ExploredFinding, style: Style): string[] {
  const { finding, faults, trace } = found;
  const sites = [
    ...(finding.allocated ? [`allocated at ${siteText(finding.allocated)}`] : []),
    ...(finding.freed ? [`freed at ${siteText(finding.freed)}`] : []),
  ];
  return [
    '',
    `  ${siteText(finding.source)}: ${style.error(visible(exploredMessage(found)))}`,
    ...sites.map((text) => `    ${text}`),
    ...wayLines({ trace, faults }).map((line) => `    ${line}`),
  ];
}

/** The steps that lead to something, numbered, each with the calls that fail in it. */
export function wayLines({ trace, faults }: WayThere): string[] {
  return trace.flatMap((step, number) => [
    `${number + 1}. ${visible(stepText(step))}`,
    ...faults.filter((fault) => fault.step === number).map((fault) => `   ${visible(faultText(fault))}`),
  ]);
}

function siteText({ file, line }: Site): string {
  return visible(`${file}:${line}`);
}
