import {
  type Explored,
  type ExploredFault,
  type ExploredFinding,
  type ExploredRace,
  exploredMessage,
  returned,
  type Site,
  shownSite,
  stepText,
  type TraceStep,
  type WayThere,
} from '../../engine/index.ts';
import { type Json, siteEntry } from '../json.ts';
import type { Search } from './search.ts';

/** What an exploration came to, for programs. Keys are only ever added. */
export function exploredEntry({ explored, uncovered }: Search): { readonly [key: string]: Json } {
  const { outcome, orders, states, transitions, opened, findings, races, swallowed } = explored;
  return {
    outcome,
    orders: { ...orders },
    states,
    transitions,
    opened,
    findings: findings.map((found) => ({ ...foundEntry(found), shortest: !found.fewerMayDo })),
    races: raceEntries(races),
    swallowed: swallowedEntries(swallowed),
    uncovered,
  };
}

export function foundEntry(found: ExploredFinding): { readonly [key: string]: Json } {
  const { finding, cause } = found;
  return {
    kind: finding.kind,
    cause,
    message: exploredMessage(found),
    gpu: finding.gpu,
    source: place(shownSite(finding)),
    allocated: place(finding.allocated),
    freed: place(finding.freed),
    ...wayEntries(found),
  };
}

/** How something is reached. */
export function wayEntries({ faults, trace }: Pick<WayThere, 'faults' | 'trace'>): {
  readonly [key: string]: Json;
} {
  return { faults: faults.map(faultEntry), trace: trace.map(stepEntry) };
}

export function raceEntries(races: readonly ExploredRace[]): Json {
  return races.map(raceEntry);
}

export function raceEntry({ field, accesses }: ExploredRace): Json {
  return {
    field,
    accesses: accesses.map(({ task, write, source }) => ({ task, write, source: place(source) })),
  };
}

export function swallowedEntries(swallowed: Explored['swallowed']): Json {
  return swallowed.map((each) => ({ ...faultEntry(each), action: each.action }));
}

export function faultEntry({ call, errno, source }: Omit<ExploredFault, 'step'>): {
  readonly [key: string]: Json;
} {
  return { call, errno: errno === null ? null : returned(errno), source: place(source) };
}

export function stepEntry(step: TraceStep): { readonly [key: string]: Json } {
  return { task: step.task, step: stepText(step), source: place(step.from ?? step.to) };
}

function place(site: Site | null): Json {
  return site && siteEntry(site);
}
