import {
  type ExploredRace,
  exploredMessage,
  returned,
  type Site,
  stepText,
  type WayThere,
} from '../../engine/index.ts';
import { type Json, siteEntry } from '../json.ts';
import type { Search } from './search.ts';

/** What an exploration came to, for programs. Keys are only ever added. */
export function exploredEntry({ explored, uncovered }: Search): { readonly [key: string]: Json } {
  const { outcome, states, transitions, findings, races } = explored;
  return {
    outcome,
    states,
    transitions,
    findings: findings.map((found) => ({
      kind: found.finding.kind,
      cause: found.cause,
      message: exploredMessage(found),
      gpu: found.finding.gpu,
      source: place(found.finding.source),
      allocated: place(found.finding.allocated),
      freed: place(found.finding.freed),
      ...wayEntries(found),
    })),
    races: raceEntries(races),
    uncovered,
  };
}

/** How something is reached. */
export function wayEntries({ faults, trace }: WayThere): { readonly [key: string]: Json } {
  return {
    faults: faults.map(({ call, errno, source }) => ({
      call,
      errno: errno === null ? null : returned(errno),
      source: place(source),
    })),
    trace: trace.map((step) => ({
      task: step.task,
      step: stepText(step),
      source: place(step.from ?? step.to),
    })),
  };
}

export function raceEntries(races: readonly ExploredRace[]): Json {
  return races.map(({ field, accesses }) => ({
    field,
    accesses: accesses.map(({ task, write, source }) => ({ task, write, source: place(source) })),
  }));
}

function place(site: Site | null): Json {
  return site && siteEntry(site);
}
