import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Report } from '../report.ts';
import {
  egmRange,
  isCopy,
  isImpossible,
  isSameSocket,
  type Survey,
  type SurveyedGpu,
  type SurveyedRegion,
} from '../survey.ts';
import type { Socket } from '../topology.ts';
import { eachRepeated } from './first.ts';

/** The low bits of an EGM domain that become the id of the auxiliary device (a u32). */
const idMask = 0xffff_ffffn;
/** The id is printed with %d: from here on as a negative number. */
const firstNegative = 0x8000_0000n;

/** Rules on proximity domains of CPUs and EGM regions. */
export function* checkPxm(machine: Survey, report: Report): Steps<void> {
  yield* checkSocketDomains(machine, report);
  const cpus = cpusByDomain(machine.topology.sockets);
  yield* eachInSteps(machine.regions, (region) => {
    checkMembers(region, machine, report);
    const socket = cpus.get(region.pxm.value);
    if (socket) checkAgainstCpu(region, socket, machine, report);
  });
  yield* checkIds(machine.regions, report);
  yield* checkSplit(machine.regions, report);
  yield* checkSocketsAgree(machine, report);
}

function* checkSocketDomains({ topology }: Survey, report: Report): Steps<void> {
  yield* eachRepeated(
    topology.sockets,
    (socket) => socket.pxm?.value,
    (first, other) => {
      if (isSameSocket(first, other)) return;
      const sockets = [first.socket?.value ?? null, other.socket?.value ?? null];
      const related = [report.related('first', first.pxm!.place)];
      report.add('pxm/duplicate-socket-pxm', other.pxm!.place, { pxm: other.pxm!.value, sockets }, related);
    },
  );
}

/** The GPUs of a region against the one that gives it its base, size and socket. */
function checkMembers({ lead, gpus, pxm }: SurveyedRegion, machine: Survey, report: Report): void {
  const isLeadImpossible = isImpossible(lead, machine);
  for (const gpu of gpus) {
    if (gpu === lead || isCopy(gpu, lead)) continue;
    if (!isSameSocket(gpu.socket, lead.socket)) {
      const data = { pxm: pxm.value, first: lead.owner, other: gpu.owner };
      const related = [report.related('first', pxm.place)];
      report.add('pxm/shared-across-sockets', gpu.egmPxm!.place, data, related);
    } else if (!isLeadImpossible && !isImpossible(gpu, machine)) {
      checkConflict(lead, gpu, pxm.value, report);
    }
  }
}

function checkConflict(lead: SurveyedGpu, gpu: SurveyedGpu, pxm: bigint, report: Report): void {
  const otherBase = differing(lead.egmBase, gpu.egmBase);
  const otherSize = differing(lead.egmSize, gpu.egmSize);
  const at = otherBase ?? otherSize;
  if (!at) return;
  const region = ({ owner, egmBase, egmSize }: SurveyedGpu) => ({
    ...owner,
    base: egmBase?.value ?? null,
    size: egmSize?.value ?? null,
  });
  const related = [];
  if (otherBase) related.push(report.related('first-base', lead.egmBase!.place));
  if (otherSize) related.push(report.related('first-size', lead.egmSize!.place));
  if (otherBase && otherSize) related.push(report.related('own-size', otherSize.place));
  const data = { pxm, first: region(lead), other: region(gpu) };
  report.add('pxm/conflicting-region', at.place, data, related);
}

function differing(first: SurveyedGpu['egmBase'], other: SurveyedGpu['egmBase']): SurveyedGpu['egmBase'] {
  return first && other && first.value !== other.value ? other : null;
}

/** The first socket of each domain. */
function cpusByDomain(sockets: readonly Socket[]): ReadonlyMap<bigint, Socket> {
  const cpus = new Map<bigint, Socket>();
  for (const socket of sockets) {
    if (socket.pxm && !cpus.has(socket.pxm.value)) cpus.set(socket.pxm.value, socket);
  }
  return cpus;
}

/** A socket whose CPUs have the domain of the region. */
function checkAgainstCpu(
  { lead, pxm, gpus, region }: SurveyedRegion,
  socket: Socket,
  machine: Survey,
  report: Report,
): void {
  // Without a hypervisor the region is its own socket's memory, by design.
  if (machine.egmIsHostMemory(region.socket) && isSameSocket(socket, region.socket)) return;
  const data = { pxm: pxm.value, owner: lead.owner, cpuSocket: socket.socket?.value ?? null };
  const related = [report.related('cpu', socket.pxm!.place), ...alsoNamed(gpus, report)];
  report.add('pxm/collides-with-cpu', pxm.place, data, related);
}

/** What becomes of the domain as the id of an auxiliary device. */
function* checkIds(regions: readonly SurveyedRegion[], report: Report): Steps<void> {
  const firsts = new Map<bigint, SurveyedRegion>();
  const collided = new Set<SurveyedRegion>();
  yield* eachInSteps(regions, (region) => {
    const id = region.pxm.value & idMask;
    const first = firsts.get(id);
    if (!first) firsts.set(id, region);
    else {
      // The wide one is wrong, whichever is named first.
      const [wide, other] = region.pxm.value > idMask ? [region, first] : [first, region];
      collided.add(wide);
      const data = {
        pxm: wide.pxm.value,
        otherPxm: other.pxm.value,
        owner: wide.lead.owner,
        other: other.lead.owner,
      };
      const related = [report.related('other-domain', other.pxm.place), ...alsoNamed(wide.gpus, report)];
      report.add('pxm/truncation-collision', wide.pxm.place, data, related);
    }
  });
  yield* eachInSteps(regions, (region) => {
    const { pxm, lead, gpus } = region;
    const data = { pxm: pxm.value, owner: lead.owner };
    if (pxm.value > idMask) {
      if (!collided.has(region)) report.add('pxm/too-wide', pxm.place, data, alsoNamed(gpus, report));
    } else if (pxm.value >= firstNegative) {
      report.add('pxm/negative-name', pxm.place, data, alsoNamed(gpus, report));
    }
  });
}

function alsoNamed(gpus: readonly SurveyedGpu[], report: Report) {
  return gpus.slice(1, 9).map((gpu) => report.related('also', gpu.egmPxm!.place));
}

function* checkSplit(regions: readonly SurveyedRegion[], report: Report): Steps<void> {
  yield* eachRepeated(
    regions,
    ({ lead }) => rangeKey(lead),
    (first, other) => {
      if (isOneId(first, other)) return;
      const data = { first: egmRange(first.lead)!, other: egmRange(other.lead)! };
      const related = [report.related('first', first.pxm.place)];
      report.add('pxm/split-region', other.pxm.place, data, related);
    },
  );
}

/** A key for the exact range; null for one that has a Problem of its own. */
function rangeKey(gpu: SurveyedGpu): string | null {
  const range = egmRange(gpu);
  return range && range.size > 0n ? `${range.base}+${range.size}` : null;
}

/** A socket has one EGM region; overlapping ones are named by their overlap. */
function* checkSocketsAgree({ regions }: Survey, report: Report): Steps<void> {
  yield* eachRepeated(
    regions,
    ({ region }) => region.socket,
    (first, other) => {
      if (isOneId(first, other) || areOverlapping(first.lead, other.lead)) return;
      const { lead, pxm } = other;
      const data = { pxm: pxm.value, firstPxm: first.pxm.value, first: first.lead.owner, other: lead.owner };
      const related = [report.related('first', first.pxm.place)];
      report.add('pxm/differs-on-socket', pxm.place, data, related);
    },
  );
}

function areOverlapping(a: SurveyedGpu, b: SurveyedGpu): boolean {
  const [first, other] = [egmRange(a), egmRange(b)];
  if (!first || !other) return false;
  return first.base < other.base + other.size && other.base < first.base + first.size;
}

/** Whether two domains become one id: pxm/truncation-collision names the pair. */
export function isOneId(a: SurveyedRegion, b: SurveyedRegion): boolean {
  return (a.pxm.value & idMask) === (b.pxm.value & idMask);
}
