import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Place } from '../../base/span.ts';
import type { Owner } from '../catalogue.ts';
import type { Report } from '../report.ts';
import { isCopy, type Survey, type SurveyedGpu } from '../survey.ts';
import { type Interval, overlappingPairs, shared } from './sweep.ts';

type Claim = Interval & { readonly at: Place; readonly owner: Owner; readonly order: number } & (
    | { readonly kind: 'gpu'; readonly gpu: SurveyedGpu }
    | { readonly kind: 'cpu' | 'egm' }
  );

const code = 'pxm/gpu-memory-overlap';
/** Pairs looked at before the search is cut short. */
const pairLimit = 100_000;

/** The domains of GPU memory (start, count) against each other, the CPUs' and the EGM regions'. */
export function* checkPxmRanges(machine: Survey, report: Report): Steps<void> {
  const claims = yield* claimsOf(machine);
  yield;
  let looked = 0;
  const isEnough = () => looked >= pairLimit || report.isFull(code);
  for (const pair of overlappingPairs(claims, isEnough)) {
    if (++looked % 128 === 0) yield;
    const [other, claim] = pair[0].order < pair[1].order ? pair : [pair[1], pair[0]];
    if (claim.kind !== 'gpu' || (other.kind === 'gpu' && isCopy(claim.gpu, other.gpu))) continue;
    const both = shared(claim, other);
    const data = {
      owner: claim.owner,
      start: claim.start,
      count: claim.end - claim.start,
      with: other.kind,
      other: other.owner,
      from: both.start,
      to: both.end - 1n,
    };
    report.add(code, claim.at, data, [report.related(other.kind, other.at)]);
  }
  if (looked >= pairLimit) report.cutShort(code, claims.at(-1)!.at);
}

/** CPUs and EGM first: of a pair the later one, which is a GPU's, gets the Problem. */
function* claimsOf({ topology, regions, gpus }: Survey): Steps<Claim[]> {
  const claims: Claim[] = [];
  const single = (kind: 'cpu' | 'egm', start: bigint, at: Place, owner: Owner) =>
    claims.push({ kind, start, end: start + 1n, at, owner, order: claims.length });
  yield* eachInSteps(topology.sockets, ({ pxm, socket }) => {
    if (pxm) single('cpu', pxm.value, pxm.place, { gpu: null, socket: socket?.value ?? null });
  });
  yield* eachInSteps(regions, ({ pxm, lead }) => single('egm', pxm.value, pxm.place, lead.owner));
  yield* eachInSteps(gpus, (gpu) => {
    if (!gpu.pxmStart || !gpu.pxmCount) return;
    const { value: start, place } = gpu.pxmStart;
    const end = start + gpu.pxmCount.value;
    claims.push({ kind: 'gpu', gpu, start, end, at: place, owner: gpu.owner, order: claims.length });
  });
  return claims;
}
