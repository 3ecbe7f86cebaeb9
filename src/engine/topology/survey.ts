import { mapInSteps, type Steps } from '../base/in-steps.ts';
import type { Located, Place } from '../base/span.ts';
import type { OwnedRange, Owner } from './catalogue.ts';
import type { ReadTopology, Written } from './read.ts';
import { integerProperty, regionSteps } from './region.ts';
import type { Gpu, Region, Socket, Topology } from './topology.ts';

type Value = Located<bigint> | null;

/** The properties of a GPU by name; null is absent or not an integer. */
export interface SurveyedGpu {
  readonly gpu: Gpu;
  readonly socket: Socket;
  readonly owner: Owner;
  readonly memoryBase: Value;
  readonly memorySize: Value;
  readonly pxmStart: Value;
  readonly pxmCount: Value;
  readonly egmBase: Value;
  readonly egmSize: Value;
  readonly egmPxm: Value;
  readonly retired: Value;
  /** Where a property is missing that no other value needs: the key `properties`. */
  readonly missingAt: Place;
  /** Whether the key is there at all, be its value malformed. */
  writes(key: KnownProperty): boolean;
}

/** The properties that rules know: those of shape.ts. */
export type KnownProperty =
  | 'nvidia,gpu-mem-base-pa'
  | 'nvidia,gpu-mem-size'
  | 'nvidia,gpu-mem-pxm-start'
  | 'nvidia,gpu-mem-pxm-count'
  | 'nvidia,egm-base-pa'
  | 'nvidia,egm-size'
  | 'nvidia,egm-pxm'
  | 'nvidia,egm-retired-pages-data-base';

/** An EGM region with its GPUs as surveyed; `lead` is the one that gives base and size. */
export interface SurveyedRegion {
  readonly region: Region;
  readonly lead: SurveyedGpu;
  readonly pxm: Located<bigint>;
  readonly gpus: readonly SurveyedGpu[];
}

/** One pass over a topology, for all rules. */
export interface Survey {
  readonly topology: Topology;
  readonly gpus: readonly SurveyedGpu[];
  readonly regions: readonly SurveyedRegion[];
  readonly isGrace: boolean;
  /** Grace without a hypervisor: every egm-pxm of the socket is its CPU domain. The region is the host's memory. */
  egmIsHostMemory(socket: Socket): boolean;
}

export function* survey({ topology, written }: ReadTopology): Steps<Survey> {
  const seats = topology.sockets.flatMap((socket) => socket.gpus.map((gpu) => ({ gpu, socket })));
  yield;
  const gpus = yield* mapInSteps(seats, ({ gpu, socket }) =>
    surveyGpu(gpu, socket, written.get(gpu) ?? nothingWritten),
  );
  const byGpu = new Map(gpus.map((each) => [each.gpu, each]));
  yield;
  const regions = yield* mapInSteps(yield* regionSteps(topology), (region): SurveyedRegion => {
    const members = region.gpus.map((gpu) => byGpu.get(gpu)!);
    const lead = members[0]!;
    return { region, lead, pxm: lead.egmPxm!, gpus: members };
  });
  const isGrace = topology.platform?.value === 'nvidia-grace';
  const hostMode = new Set(isGrace ? hostModeSockets(gpus) : []);
  return { topology, gpus, regions, isGrace, egmIsHostMemory: (socket) => hostMode.has(socket) };
}

const nothingWritten: Written = { unread: [], at: null };

function surveyGpu(gpu: Gpu, socket: Socket, written: Written): SurveyedGpu {
  const value = (key: KnownProperty): Value => integerProperty(gpu, key);
  return {
    gpu,
    socket,
    owner: { gpu: gpu.bdf?.value ?? gpu.written ?? '', socket: socket.socket?.value ?? null },
    memoryBase: value('nvidia,gpu-mem-base-pa'),
    memorySize: value('nvidia,gpu-mem-size'),
    pxmStart: value('nvidia,gpu-mem-pxm-start'),
    pxmCount: value('nvidia,gpu-mem-pxm-count'),
    egmBase: value('nvidia,egm-base-pa'),
    egmSize: value('nvidia,egm-size'),
    egmPxm: value('nvidia,egm-pxm'),
    retired: value('nvidia,egm-retired-pages-data-base'),
    missingAt: written.at ?? gpu.bdf?.place ?? gpu.place,
    writes: (key) => written.unread.includes(key) || gpu.properties.some((property) => property.key === key),
  };
}

function hostModeSockets(gpus: readonly SurveyedGpu[]): Socket[] {
  const modes = new Map<Socket, boolean>();
  for (const { socket, egmPxm } of gpus) {
    if (!egmPxm) continue;
    modes.set(socket, (modes.get(socket) ?? true) && egmPxm.value === socket.pxm?.value);
  }
  return [...modes].flatMap(([socket, isHost]) => (isHost ? [socket] : []));
}

/** Whether two GPUs are one: a copied entry, which identity/duplicate-bdf names. */
export function isCopy(a: SurveyedGpu, b: SurveyedGpu): boolean {
  return a.gpu.bdf !== null && a.gpu.bdf.value === b.gpu.bdf?.value;
}

/** Whether two sockets have one number: identity/duplicate-socket names it. */
export function isSameSocket(a: Socket, b: Socket): boolean {
  return a === b || (a.socket !== null && a.socket.value === b.socket?.value);
}

/** The EGM range of a GPU, where it gives all of it. */
export function egmRange(gpu: SurveyedGpu): OwnedRange | null {
  if (!gpu.egmPxm || !gpu.egmBase || !gpu.egmSize) return null;
  return { ...gpu.owner, base: gpu.egmBase.value, size: gpu.egmSize.value, pxm: gpu.egmPxm.value };
}

/** One past the largest sum that 64 bits hold. */
export const wrapAt = 1n << 64n;

/** Physical address bits: of Grace, and the most that arm64 has. */
export function addressBits({ isGrace }: Pick<Survey, 'isGrace'>): number {
  return isGrace ? 48 : 52;
}

/** Whether no memory can be what the GPU gives as its EGM region: spa/zero-size, spa/wraps or spa/beyond-address-space. */
export function isImpossible({ egmBase, egmSize }: SurveyedGpu, machine: Survey): boolean {
  if (!egmSize) return false;
  const end = (egmBase?.value ?? 0n) + egmSize.value;
  return egmSize.value === 0n || end > 1n << BigInt(addressBits(machine));
}
