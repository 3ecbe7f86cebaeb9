import type { Uri } from 'vscode';
import {
  ignoredCodes,
  type Outcome,
  outcomeProblems,
  type RuleLevels,
  type ShownProblem,
  showProblem,
  type Topology,
  type TopologyReading,
  withLevels,
} from '../engine/index.ts';
import type { ChosenDriver } from './drivers.ts';

/** Above this many characters a file is read when the user calls for it only. */
export const largeText = 4 * 1024 * 1024;

/** What is known of a topology file: an immutable picture, replaced as a whole. */
export interface TopologyFile {
  readonly uri: Uri;
  /** Of every file that its machines are joined from, by the path that places name. */
  readonly uris: ReadonlyMap<string, Uri>;
  /** The newest text. */
  readonly reading: TopologyReading;
  /** What the tree shows: the newest reading, or the last good one. */
  readonly shown: TopologyReading;
  /** Whether `shown` is older than `reading`. */
  readonly stale: boolean;
  readonly driver: ChosenDriver;
  /** One for each YAML document of `shown`. */
  readonly machines: readonly Machine[];
  /**
   * All Problems of the newest text, those in included files too; those of the run, unless it was of an
   * older text.
   */
  readonly problems: readonly ShownProblem[];
  /** A fault of this extension met on the way, to be shown and reported; null as a rule. */
  readonly bug: string | null;
}

/** A machine and what the driver made of it. */
export interface Machine {
  readonly topology: Topology;
  readonly outcome: Outcome | 'running' | null;
  /** The Problems of the text it was read from that stand in it, and those of the run. */
  readonly problems: readonly ShownProblem[];
}

/** The parts of a picture that are not derived from others. */
export type Taken = Pick<TopologyFile, 'uri' | 'uris' | 'reading' | 'shown' | 'driver' | 'bug'> & {
  /** In the order of the documents; none means that nothing was run. */
  readonly outcomes: readonly Machine['outcome'][];
  readonly levels: RuleLevels;
};

export function picture({ outcomes, levels, ...taken }: Taken): TopologyFile {
  const stale = taken.shown !== taken.reading;
  const read = withLevels(shownProblems(taken.shown), levels);
  const ran = runProblems(taken.shown);
  const ofRun: typeof ran = (topology, outcome) => withLevels(ran(topology, outcome), levels);
  const machines = taken.shown.documents.map((topology, at) => {
    const outcome = outcomes[at] ?? null;
    return {
      topology,
      outcome,
      problems: [...inside(topology, taken.shown, read), ...ofRun(topology, outcome)],
    };
  });
  const driven = machines.flatMap(({ topology, outcome }) => ofRun(topology, outcome));
  const problems = stale ? withLevels(shownProblems(taken.reading), levels) : [...read, ...driven];
  return { ...taken, stale, machines, problems };
}

/** Those in included files stand last. */
function shownProblems({ problems, elsewhere }: TopologyReading): readonly ShownProblem[] {
  return [...problems, ...elsewhere].map(showProblem);
}

/** The Problems of a run, but for those that comments of the texts silence. */
function runProblems({ files }: TopologyReading) {
  const ignored = new Map(files.map(({ path, text }) => [path, ignoredCodes(text)]));
  return (topology: Topology, outcome: Machine['outcome']): readonly ShownProblem[] =>
    outcome === null || outcome === 'running'
      ? []
      : outcomeProblems(
          topology,
          outcome,
          (code, place) => ignored.get(place.path)?.(code, place.span.start) === true,
        );
}

/** Of a file with several documents, the Problems that stand in this one or in what it includes. */
function inside(
  topology: Topology,
  reading: TopologyReading,
  problems: readonly ShownProblem[],
): readonly ShownProblem[] {
  if (reading.documents.length < 2) return problems;
  const { start, end } = topology.place.span;
  return problems.filter(({ place }) =>
    place.path === reading.path
      ? place.span.start >= start && place.span.start < end
      : topology.includes.length > 0,
  );
}

/**
 * Which of two readings the tree shows: the newer, unless a half-typed text broke it. A text that is
 * empty, or that was saved without a socket, is meant so.
 */
export function pickShown(
  last: TopologyReading | null,
  newest: TopologyReading,
  saved: boolean,
): TopologyReading {
  if (last === null || newest.text.trim() === '') return newest;
  const sockets = countSockets(newest);
  if (saved && sockets === 0) return newest;
  const broken = newest.syntaxError || (sockets === 0 && countSockets(last) > 0);
  return broken ? last : newest;
}

/** What ails the newest text of a file whose tree is stale. */
export function whyStale({ reading }: Pick<TopologyFile, 'reading'>): string {
  return reading.syntaxError ? 'the text cannot be read' : 'the text has no socket';
}

function countSockets(reading: TopologyReading): number {
  return reading.documents.reduce((sum, document) => sum + document.sockets.length, 0);
}
