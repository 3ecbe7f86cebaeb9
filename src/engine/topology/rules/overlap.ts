import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Place } from '../../base/span.ts';
import type { MemoryKind, OwnedRange, ProblemCode } from '../catalogue.ts';
import type { Report } from '../report.ts';
import { isCopy, isSameSocket, type Survey, type SurveyedGpu, type SurveyedRegion } from '../survey.ts';
import type { Socket } from '../topology.ts';
import { type Interval, overlappingPairs } from './sweep.ts';

type Claim = Interval & {
  readonly range: OwnedRange;
  readonly at: Place;
  /** Position in the document among claims of its kind: the later of two gets the Problem. */
  readonly order: number;
  readonly socket: Socket;
} & (
    | { readonly kind: 'egm'; readonly region: SurveyedRegion }
    | { readonly kind: 'gpu'; readonly gpu: SurveyedGpu }
    | { readonly kind: 'host' }
  );

/** Pairs looked at before the search is cut short: a copied file can hold millions. */
const pairLimit = 100_000;
const wrapAt = 1n << 64n;
/** The kind that a pair of two kinds is a Problem of comes first. */
const rank: Readonly<Record<MemoryKind, number>> = { egm: 0, gpu: 1, host: 2 };

/** EGM regions, host memory and GPU memory against each other; each pair once. */
export function* checkOverlaps(machine: Survey, report: Report): Steps<void> {
  const claims = yield* claimsOf(machine);
  yield;
  let looked = 0;
  for (const [a, b] of overlappingPairs(claims, () => looked >= pairLimit)) {
    if (++looked % 128 === 0) yield;
    const [claim, other] = isSubject(a, b) ? [a, b] : [b, a];
    if (isExplained(claim, other, machine)) continue;
    const code = codeOf(claim.kind, other.kind);
    const data = { range: claim.range, memory: claim.kind, other: other.range, otherMemory: other.kind };
    report.add(code, claim.at, data, [report.related(other.kind, other.at)]);
  }
  const last = claims.at(-1);
  if (looked >= pairLimit && last) {
    for (const code of cutShort) if (report.has(code)) report.cutShort(code, last.at);
  }
}

const cutShort: readonly ProblemCode[] = [
  'spa/overlaps-region',
  'spa/overlaps-host-memory',
  'spa/overlaps-gpu-memory',
  'spa/gpu-memory-overlap',
  'spa/host-memory-overlap',
];

function isSubject(a: Claim, b: Claim): boolean {
  return a.kind === b.kind ? a.order > b.order : rank[a.kind] < rank[b.kind];
}

function codeOf(kind: MemoryKind, other: MemoryKind) {
  if (kind === 'gpu') return 'spa/gpu-memory-overlap';
  if (kind === 'host') return 'spa/host-memory-overlap';
  if (other === 'egm') return 'spa/overlaps-region';
  return other === 'gpu' ? 'spa/overlaps-gpu-memory' : 'spa/overlaps-host-memory';
}

/** Whether the pair overlaps by design, or has a Problem that says it better. */
function isExplained(claim: Claim, other: Claim, machine: Survey): boolean {
  if (claim.kind === 'egm' && other.kind === 'egm') {
    // One range under two domains: pxm/split-region or pxm/truncation-collision.
    return claim.start === other.start && claim.end === other.end;
  }
  if (claim.kind === 'egm' && other.kind === 'host') {
    return machine.egmIsHostMemory(claim.socket) && isSameSocket(claim.socket, other.socket);
  }
  if (claim.kind === 'gpu' && other.kind === 'gpu') return isCopy(claim.gpu, other.gpu);
  if (claim.kind === 'host') return claim.socket !== other.socket && isSameSocket(claim.socket, other.socket);
  return false;
}

/** Ranges that are complete; an empty or wrapping one has a Problem of its own. */
function* claimsOf({ topology, regions, gpus }: Survey): Steps<Claim[]> {
  const claims: Claim[] = [];
  yield* eachInSteps(regions, (region) => {
    const { lead } = region;
    const owner = { ...lead.owner, pxm: region.pxm.value };
    const claim = claimOf(lead.egmBase, lead.egmSize, owner, lead.socket, claims.length);
    if (claim) claims.push({ ...claim, kind: 'egm', region });
  });
  for (const socket of topology.sockets) {
    const owner = { gpu: null, socket: socket.socket?.value ?? null, pxm: null };
    yield* eachInSteps(socket.memory, ({ base, size }) => {
      const claim = claimOf(base, size, owner, socket, claims.length);
      if (claim) claims.push({ ...claim, kind: 'host' });
    });
  }
  yield* eachInSteps(gpus, (gpu) => {
    const owner = { ...gpu.owner, pxm: null };
    const claim = claimOf(gpu.memoryBase, gpu.memorySize, owner, gpu.socket, claims.length);
    if (claim) claims.push({ ...claim, kind: 'gpu', gpu });
  });
  return claims;
}

function claimOf(
  base: SurveyedGpu['egmBase'],
  size: SurveyedGpu['egmSize'],
  owner: Omit<OwnedRange, 'base' | 'size'>,
  socket: Socket,
  order: number,
) {
  if (!base || !size) return null;
  const end = base.value + size.value;
  if (size.value === 0n || end >= wrapAt) return null;
  const range = { ...owner, base: base.value, size: size.value };
  return { start: base.value, end, range, at: base.place, order, socket };
}
