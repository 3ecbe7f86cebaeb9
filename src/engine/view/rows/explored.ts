import type { Site } from '../../csource/ast.ts';
import type { ExploredFinding } from '../../kernel/explored.ts';
import type { Gpu } from '../../topology/topology.ts';
import { type ExploredMachine, leftOut } from '../explored-machine.ts';
import { count, markdown } from '../format.ts';
import { gpusOf, registeredGpus } from '../gpus.ts';
import { machineName } from '../machine-name.ts';
import type { OutlineIcon, OutlineNode } from '../outline.ts';
import { exploredMessage, fewerMayDoText, lengthText } from '../words/exploration.ts';
import {
  coveredTexts,
  exploredDuring,
  exploredTitle,
  exploredVerdict,
  foundText,
  partlyText,
} from '../words/explored.ts';
import { findingConsequence, findingHappening, objectText, shownSite } from '../words/finding.ts';
import { siteText } from '../words/site.ts';
import { locksRow } from './locks.ts';
import { row, uniqueId } from './row.ts';
import { swallowedRows } from './swallowed.ts';
import { opened, traceRows } from './trace.ts';

/** What an exploration came to: the verdict first, then a row for each cause, then the fields that need a lock, and what succeeds although a call fails. */
export function exploredRows(machine: ExploredMachine): readonly OutlineNode[] {
  const { findings, races, swallowed } = machine.explored;
  const registered = registeredGpus(gpusOf(machine.topology));
  const ids = new Set<string>();
  return [
    verdictRow(machine),
    ...findings.map((found) => causeRow(found, uniqueId(`cause:${found.cause}`, ids), registered)),
    ...(races.length > 0 ? [locksRow(races)] : []),
    ...swallowedRows(swallowed),
  ];
}

function verdictRow(machine: ExploredMachine): OutlineNode {
  const { topology, explored, gpus, faults } = machine;
  const covered = coveredTexts(explored, gpus, faults);
  const left = leftOut(machine);
  return row({
    id: 'verdict',
    kind: 'verdict',
    label: exploredVerdict(explored),
    parts: [
      foundText(explored),
      explored.driver,
      machineName(topology),
      explored.outcome === 'gave-up' ? (left[0] ?? '') : explored.limit === null ? '' : partlyText,
    ],
    tooltip: [...covered, ...left.map((text) => `Not looked at: ${text}`)].map(markdown),
    icon: explored.outcome,
    place: null,
    children: () => [
      ...covered.map((text, at) => coverageRow(text, `verdict/covered:${at}`, 'coverage')),
      ...left.map((text, at) => coverageRow(`Not looked at: ${text}`, `verdict/left:${at}`, 'left-out')),
    ],
  });
}

export function coverageRow(text: string, id: string, icon: OutlineIcon): OutlineNode {
  const label = `${text[0]!.toUpperCase()}${text.slice(1)}`;
  return row({ id, kind: 'coverage', label, parts: [], tooltip: [markdown(label)], icon, place: null });
}

/** A finding with the steps that lead to it. */
export function causeRow(
  found: ExploredFinding,
  id: string,
  registered: ReadonlyMap<string, Gpu>,
): OutlineNode {
  const { finding, trace, faults, fewerMayDo } = found;
  const site = shownSite(finding);
  const gpu = finding.gpu === null ? undefined : registered.get(finding.gpu);
  return row({
    id,
    kind: 'finding',
    label: exploredTitle(found),
    parts: [
      findingHappening(finding),
      exploredDuring(found),
      site.file === '' ? '' : siteText(site),
      lengthText(found),
      faults.length > 0 ? count(faults.length, 'fault') : '',
    ],
    tooltip: [
      markdown(exploredMessage(found)),
      markdown(findingConsequence(finding)),
      ...(fewerMayDo ? [fewerMayDoText] : []),
    ],
    icon: 'finding',
    place: gpu?.bdf?.place ?? null,
    ...opened(site),
    children: () => [...traceRows(trace, faults, id, site), ...siteRows(found, id)],
  });
}

/** Where the steps end, and where the object came from and went. */
function siteRows(found: ExploredFinding, id: string): readonly OutlineNode[] {
  const { finding } = found;
  const object = objectText(finding) ?? 'the object';
  const sites: readonly [what: string, text: string, site: Site | null, icon: OutlineIcon][] = [
    [exploredTitle(found), findingHappening(finding), shownSite(finding), 'finding'],
    ['Allocated', object, finding.allocated, 'site'],
    ['Freed', object, finding.freed, 'site'],
  ];
  return sites.flatMap(([what, text, site, icon], at) =>
    site === null || site.file === ''
      ? []
      : [
          row({
            id: `${id}/site:${at}`,
            kind: 'site',
            label: `${what} at ${siteText(site)}`,
            parts: [text],
            tooltip: [markdown(`${what} at ${siteText(site)}: ${text}`)],
            icon,
            place: null,
            ...opened(site),
          }),
        ],
  );
}
