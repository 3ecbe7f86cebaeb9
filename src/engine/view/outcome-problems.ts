import type { ShownProblem, ShownRelated } from '../base/problem.ts';
import type { Place } from '../base/span.ts';
import type {
  AuxiliaryDevice,
  DeviceFailure,
  Finding,
  GpuOutcome,
  Origin,
  Outcome,
} from '../kernel/outcome.ts';
import type { FindingKind } from '../machine/finding.ts';
import { integerProperty } from '../topology/region.ts';
import type { Gpu, Topology } from '../topology/topology.ts';
import { auxiliaryId } from './format.ts';
import { gpuName, gpusOf, registeredGpus, resultsByGpu } from './gpus.ts';
import { devicesById } from './region-state.ts';
import { explained } from './words/errno.ts';
import { findingMessage, namedPlace, objectText, shownSite } from './words/finding.ts';
import { deviceProbeFailed, ownOrigin, probeFailed } from './words/outcome.ts';

type Devices = ReturnType<typeof devicesById>;

const EEXIST = 17;

/** Findings that may end a task: with one of these, the reason why a run is not whole is told already. */
const endsTask: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'null-dereference',
  'out-of-bounds',
  'invalid-free',
  'lock-misuse',
  'out-of-fuel',
  'opaque-reached',
]);

/**
 * What the driver did, as Problems of the topology: each at the BDF of its GPU, or at the document's
 * beginning where it concerns none, with the lines of C and the other GPU as related places.
 * `isIgnored` is what comments of the text at a place silence: see `ignoredCodes`.
 */
export function outcomeProblems(
  topology: Topology,
  outcome: Outcome,
  isIgnored: (code: string, place: Place) => boolean = () => false,
): readonly ShownProblem[] {
  const gpus = gpusOf(topology);
  const registered = registeredGpus(gpus);
  const holders = devicesById(outcome.auxiliaryDevices);
  const problems: ShownProblem[] = [];
  for (const [gpu, result] of resultsByGpu(gpus, outcome.gpus)) {
    if (result.state === 'failed') problems.push(failure(gpu, result, holders, registered));
  }
  for (const device of outcome.auxiliaryDevices) {
    if (device.failure) problems.push(deviceFailure(device, device.failure, topology, registered));
  }
  for (const finding of outcome.findings) {
    const gpu = finding.gpu === null ? undefined : registered.get(finding.gpu);
    problems.push(findingProblem(finding, gpu?.bdf?.place ?? beginning(topology.place)));
  }
  if (outcome.stopped !== null && !outcome.findings.some(({ kind }) => endsTask.has(kind))) {
    problems.push(stopped(outcome.stopped, beginning(topology.place)));
  }
  return problems.filter(({ code, place }) => !isIgnored(code, place));
}

/** What concerns the whole machine does not underline all of its text. */
export function beginning({ path, span }: Place): Place {
  return { path, span: { start: span.start, end: span.start } };
}

function failure(
  gpu: Gpu,
  result: GpuOutcome,
  holders: Devices,
  registered: ReadonlyMap<string, Gpu>,
): ShownProblem {
  const { call } = result;
  const related: ShownRelated[] = [];
  if (call)
    related.push({ message: `${call.function} returned ${explained(call.errno)} here`, place: call.site });
  const own = ownOrigin(result);
  if (own && result.errno !== null) related.push(beginsHere(result.errno, own));
  const holder = call?.errno === EEXIST ? nameHolder(gpu, holders) : null;
  const other = holder ? registered.get(holder.parent)?.bdf : null;
  if (holder && other && other !== gpu.bdf) {
    related.push({
      message: `${other.value} is the parent of ${holder.name}, which has the name already`,
      place: other.place,
    });
  }
  return {
    code: 'driver/probe-failed',
    severity: 'error',
    message: probeFailed(gpuName(gpu), result),
    place: gpu.bdf?.place ?? gpu.place,
    related,
  };
}

/** It stands at the GPU that the device is below. */
function deviceFailure(
  device: AuxiliaryDevice,
  failed: DeviceFailure,
  topology: Topology,
  registered: ReadonlyMap<string, Gpu>,
): ShownProblem {
  const { errno, origin } = failed;
  return {
    code: 'driver/probe-failed',
    severity: 'error',
    message: deviceProbeFailed(device, failed),
    place: registered.get(device.parent)?.bdf?.place ?? beginning(topology.place),
    related: origin ? [beginsHere(errno, origin)] : [],
  };
}

function beginsHere(errno: number, { function: name, site }: Origin): ShownRelated {
  return { message: `${explained(errno)} begins here, in ${name}`, place: site };
}

/** The device that has the name which the GPU's own device would get. */
function nameHolder(gpu: Gpu, holders: Devices): AuxiliaryDevice | null {
  const pxm = integerProperty(gpu, 'nvidia,egm-pxm');
  return pxm === null ? null : (holders.get(`${auxiliaryId(pxm.value)}`)?.[0] ?? null);
}

/** A finding as a Problem at a place of the topology. */
export function findingProblem(finding: Finding, place: Place): ShownProblem {
  const object = objectText(finding) ?? 'the object';
  const related: ShownRelated[] = [];
  const site = shownSite(finding);
  if (site.file !== '') related.push({ message: `it happens here${reportedFunction(finding)}`, place: site });
  const named = namedPlace(finding);
  if (named && site === finding.source)
    related.push({
      message: finding.kind === 'lock-misuse' ? 'it was taken here' : 'the line that is not modelled',
      place: named,
    });
  if (finding.allocated) related.push({ message: `${object} was allocated here`, place: finding.allocated });
  if (finding.freed) related.push({ message: `${object} was freed here`, place: finding.freed });
  return {
    code: `driver/${finding.kind}`,
    severity: 'error',
    message: findingMessage(finding),
    place,
    related,
  };
}

/** ` in create_device`: the function of the driver that the finding's line belongs to. */
function reportedFunction(finding: Finding): string {
  const { file, line } = shownSite(finding);
  const frame = finding.stack.find(({ site }) => site.file === file && site.line === line);
  return frame ? ` in ${frame.function}` : '';
}

function stopped(why: string, place: Place): ShownProblem {
  return {
    code: 'driver/stopped',
    severity: 'error',
    message: `The run of the driver is not whole: ${why} What is shown is true as far as it went.`,
    place,
    related: [],
  };
}
