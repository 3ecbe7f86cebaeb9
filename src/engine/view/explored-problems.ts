import { grouped } from '../base/grouped.ts';
import type { ShownProblem, ShownRelated, SourceProblem } from '../base/problem.ts';
import type { Place } from '../base/span.ts';
import type { Explored, ExploredFault, ExploredFinding, ExploredRace } from '../kernel/explored.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Gpu, Topology } from '../topology/topology.ts';
import { gpusOf, registeredGpus } from './gpus.ts';
import { beginning, findingProblem } from './outcome-problems.ts';
import { exploredMessage, faultText } from './words/exploration.ts';
import { accessText, type FoundBy, foundBy, raceMessage } from './words/explored.ts';
import { shownSite } from './words/finding.ts';

/** What an exploration found, as Problems: at the GPUs of the topology, and at the lines of C. */
export interface ExploredProblems {
  readonly topology: readonly ShownProblem[];
  readonly source: readonly SourceProblem[];
}

/** A machine with what is wrong on it, however it was come by. */
export interface WrongMachine {
  readonly topology: Topology;
  readonly explored: Pick<Explored, 'findings' | 'races'>;
  /** How it was come by; by exploring unless it says otherwise. */
  readonly by?: FoundBy;
}

interface Where {
  readonly topology: Topology;
  readonly registered: ReadonlyMap<string, Gpu>;
  readonly isIgnored: (code: string, place: Place) => boolean;
  readonly by: FoundBy;
}

/**
 * Each finding at its GPU and at its line of C, each field that needs a lock at the line that writes it. What
 * `ran` tells at the GPU already is told in the C only; what a comment at the GPU silences is told nowhere.
 */
export function exploredProblems(
  { topology, explored, by = 'exploring' }: WrongMachine,
  ran: Outcome | null,
  isIgnored: Where['isIgnored'] = () => false,
): ExploredProblems {
  const where = { topology, registered: registeredGpus(gpusOf(topology)), isIgnored, by };
  const known = new Set(ran?.findings.map((finding) => keyOf({ finding })));
  const fields = [...grouped(explored.races, ({ field }) => field).values()];
  const pairs = [
    ...explored.findings.map((found) => ({ ...ofFinding(found, where), told: known.has(keyOf(found)) })),
    ...fields.map((races) => ({ ...ofRace(races, where), told: false })),
  ].filter(({ atGpu }) => !isIgnored(atGpu.code, atGpu.place));
  return {
    topology: pairs.flatMap(({ atGpu, told }) => (told ? [] : [atGpu])),
    source: pairs.flatMap(({ inSource }) => inSource ?? []),
  };
}

interface Pair {
  readonly atGpu: ShownProblem;
  /** Null where it is at no line of C. */
  readonly inSource: SourceProblem | null;
}

function keyOf({ finding }: Pick<ExploredFinding, 'finding'>): string {
  const { kind, gpu, during, source } = finding;
  return JSON.stringify([kind, gpu, during, source.file, source.line]);
}

function ofFinding(found: ExploredFinding, where: Where): Pair {
  const { finding, faults } = found;
  const atGpu = findingProblem(finding, gpuPlace(finding.gpu, where));
  const message = `${exploredMessage(found)} ${foundBy(found, where.by)}`;
  const failing = faults.flatMap(failingHere);
  const site = shownSite(finding);
  const others = atGpu.related.filter(({ place }) => place !== site);
  const related = [...others, ...failing, ...ofGpu(finding.gpu, where)];
  return {
    atGpu: { ...atGpu, message, related: [...atGpu.related, ...failing] },
    inSource: site.file === '' ? null : { ...atGpu, message, place: site, related },
  };
}

function failingHere(fault: ExploredFault): ShownRelated[] {
  return fault.source ? [{ message: `${faultText(fault)} here`, place: fault.source }] : [];
}

/** All races on one field are one Problem: one lock mends them. */
function ofRace(races: readonly ExploredRace[], where: Where): Pair {
  const [race] = races;
  const accesses = races.flatMap((each) => each.accesses);
  const site = accesses.find(({ write }) => write)!.source;
  const gpus = [...new Set(accesses.flatMap(({ task }) => gpuOf(task, where) ?? []))];
  const lines = new Map(
    accesses.map((access) => [accessText(access), { message: accessText(access), place: access.source }]),
  );
  const problem = { code: 'driver/race', severity: 'error', message: raceMessage(race!) } as const;
  const uses = [...lines.values()];
  return {
    atGpu: {
      ...problem,
      place: gpuPlace(gpus[0] ?? null, where),
      related: [...uses, ...gpus.slice(1).flatMap((gpu) => ofGpu(gpu, where))],
    },
    inSource: {
      ...problem,
      place: site,
      related: [...uses.filter(({ place }) => place !== site), ...gpus.flatMap((gpu) => ofGpu(gpu, where))],
    },
  };
}

/** The GPU that a task is about: `probe 0008:01:00.0`. */
function gpuOf(task: string, { registered }: Where): string | undefined {
  return task.split(/[ ,]+/).find((word) => registered.has(word));
}

function gpuPlace(gpu: string | null, { registered, topology }: Where): Place {
  const known = gpu === null ? undefined : registered.get(gpu);
  return known?.bdf?.place ?? beginning(topology.place);
}

function ofGpu(gpu: string | null, { registered }: Where): ShownRelated[] {
  const bdf = gpu === null ? undefined : registered.get(gpu)?.bdf;
  return bdf ? [{ message: `for GPU ${bdf.value}`, place: bdf.place }] : [];
}
