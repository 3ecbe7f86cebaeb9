import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Located, Place } from '../../base/span.ts';
import type { MemoryKind, OwnedRange, ProblemCode } from '../catalogue.ts';
import type { Report } from '../report.ts';
import {
  isCopy,
  isSameSocket,
  type Survey,
  type SurveyedGpu,
  type SurveyedRegion,
  wrapAt,
} from '../survey.ts';
import type { MemoryRange, Socket } from '../topology.ts';
import { type Interval, overlappingPairs } from './sweep.ts';

/** Few words each, since there are many; what a Problem needs to know is found when there is one. */
type Claim = Interval & {
  /** Position in the document among claims of its kind: the later of two gets the Problem. */
  readonly order: number;
  readonly socket: Socket;
} & (
    | { readonly kind: 'egm'; readonly of: SurveyedRegion }
    | { readonly kind: 'gpu'; readonly of: SurveyedGpu }
    | { readonly kind: 'host'; readonly of: MemoryRange }
  );

/** Pairs looked at before the search is cut short: a copied file can hold millions. */
const pairLimit = 100_000;
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
    const data = {
      range: rangeOf(claim),
      memory: claim.kind,
      other: rangeOf(other),
      otherMemory: other.kind,
    };
    report.add(code, placeOf(claim), data, [report.related(other.kind, placeOf(other))]);
  }
  const last = claims.at(-1);
  if (looked >= pairLimit && last) {
    for (const code of cutShort) if (report.has(code)) report.cutShort(code, placeOf(last));
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
  if (claim.kind === 'gpu' && other.kind === 'gpu') return isCopy(claim.of, other.of);
  if (claim.kind === 'host') return claim.socket !== other.socket && isSameSocket(claim.socket, other.socket);
  return false;
}

/** Ranges that are complete; an empty or wrapping one has a Problem of its own. */
function* claimsOf({ topology, regions, gpus }: Survey): Steps<Claim[]> {
  const claims: Claim[] = [];
  yield* eachInSteps(regions, (region) => {
    const { egmBase: base, egmSize: size, socket } = region.lead;
    const end = endOf(base, size);
    if (base && end !== null)
      claims.push({ start: base.value, end, order: claims.length, socket, kind: 'egm', of: region });
  });
  for (const socket of topology.sockets) {
    yield* eachInSteps(socket.memory, (range) => {
      const { base, size } = range;
      const end = endOf(base, size);
      if (base && end !== null)
        claims.push({ start: base.value, end, order: claims.length, socket, kind: 'host', of: range });
    });
  }
  yield* eachInSteps(gpus, (gpu) => {
    const { memoryBase: base, memorySize: size, socket } = gpu;
    const end = endOf(base, size);
    if (base && end !== null)
      claims.push({ start: base.value, end, order: claims.length, socket, kind: 'gpu', of: gpu });
  });
  return claims;
}

function endOf(base: SurveyedGpu['egmBase'], size: SurveyedGpu['egmSize']): bigint | null {
  if (!base || !size || size.value === 0n) return null;
  const end = base.value + size.value;
  return end >= wrapAt ? null : end;
}

function baseOf(claim: Claim): Located<bigint> {
  switch (claim.kind) {
    case 'egm':
      return claim.of.lead.egmBase!;
    case 'gpu':
      return claim.of.memoryBase!;
    case 'host':
      return claim.of.base!;
  }
}

function placeOf(claim: Claim): Place {
  return baseOf(claim).place;
}

function rangeOf(claim: Claim): OwnedRange {
  const range = { base: claim.start, size: claim.end - claim.start };
  switch (claim.kind) {
    case 'egm':
      return { ...claim.of.lead.owner, pxm: claim.of.pxm.value, ...range };
    case 'gpu':
      return { ...claim.of.owner, pxm: null, ...range };
    case 'host':
      return { gpu: null, socket: claim.socket.socket?.value ?? null, pxm: null, ...range };
  }
}
