import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Located, Place } from '../../base/span.ts';
import type { EgmMode, MemoryKind, OwnedRange } from '../catalogue.ts';
import type { Report } from '../report.ts';
import type { Survey, SurveyedGpu } from '../survey.ts';
import type { Socket } from '../topology.ts';
import { eachRepeated } from './first.ts';

/** Grace, as edk2-nvidia sets it up (TH500Definitions.h, NumaInfoLib.c, TH500ResourceConfig.c). */
const maxSockets = 4;
/** Bits 45:44 of an address are the socket of DRAM. */
const windowShift = 44n;
const sizeStep = 64n << 20n;
const domainsPerGpu = 8n;

/** What only Grace machines do; runs under `platform: nvidia-grace`. */
export function* checkPlatform(machine: Survey, report: Report): Steps<void> {
  const { sockets } = machine.topology;
  const beyond = sockets[maxSockets];
  if (beyond) {
    const at = beyond.socket?.place ?? beyond.place;
    report.add('platform/too-many-sockets', at, { sockets: sockets.length });
  }
  const repeated = yield* repeatedSockets(sockets);
  yield* eachInSteps(machine.gpus, (gpu) => {
    if (!repeated.has(gpu.socket)) checkSegment(gpu, report);
    checkPxmRange(gpu, sockets.length, report);
  });
  yield* checkRegions(machine, repeated, report);
  checkModes(machine, report);
  yield;
  for (const each of sockets) {
    if (repeated.has(each)) continue;
    const { memory, socket } = each;
    const owner = { gpu: null, socket: socket?.value ?? null, pxm: null };
    for (const { base, size } of memory) checkWindow('host', base, size, owner, report);
  }
}

/** Those with the number of an earlier one, which identity/duplicate-socket names: it says nothing of them. */
function* repeatedSockets(sockets: readonly Socket[]): Steps<ReadonlySet<Socket>> {
  const repeated = new Set<Socket>();
  yield* eachRepeated(
    sockets,
    ({ socket }) => socket?.value,
    (_, other) => repeated.add(other),
  );
  return repeated;
}

/** The socket of a GPU is in its PCI segment: (segment >> 4) & 0xF. */
function checkSegment({ gpu, owner }: SurveyedGpu, report: Report): void {
  if (!gpu.bdf || owner.socket === null) return;
  const segment = Number.parseInt(gpu.bdf.value.slice(0, 4), 16);
  const expected = BigInt((segment >> 4) & 0xf);
  if (expected === owner.socket) return;
  report.add('platform/socket-mismatch', gpu.bdf.place, { owner, segment, expected });
}

function checkPxmRange({ pxmStart, pxmCount, owner }: SurveyedGpu, sockets: number, report: Report): void {
  if (!pxmStart || !pxmCount) return;
  const lowest = 4n + BigInt(sockets);
  const data = { owner, start: pxmStart.value, count: pxmCount.value, lowest };
  if (pxmStart.value < lowest) report.add('platform/pxm-range-rule', pxmStart.place, data);
  else if (pxmCount.value !== domainsPerGpu) report.add('platform/pxm-range-rule', pxmCount.place, data);
}

function* checkRegions(machine: Survey, repeated: ReadonlySet<Socket>, report: Report): Steps<void> {
  yield* eachInSteps(machine.regions, ({ lead, pxm, region }) => {
    const { owner, egmBase, egmSize } = lead;
    const isRepeated = repeated.has(region.socket);
    if (machine.egmIsHostMemory(region.socket)) {
      report.add('platform/egm-is-host-memory', pxm.place, { pxm: pxm.value, owner });
    } else if (
      !isRepeated &&
      owner.socket !== null &&
      pxm.value !== owner.socket &&
      pxm.value !== owner.socket + 4n
    ) {
      report.add('platform/egm-pxm-rule', pxm.place, { owner, pxm: pxm.value });
    }
    if (!isRepeated) checkWindow('egm', egmBase, egmSize, { ...owner, pxm: pxm.value }, report);
    // One that is not in whole pages is spa/unaligned.
    const isWhole = egmSize !== null && egmSize.value % machine.topology.pageSize === 0n;
    if (isWhole && egmSize.value % sizeStep !== 0n) {
      report.add('platform/size-step', egmSize.place, { owner, size: egmSize.value });
    }
  });
}

function checkWindow(
  memory: MemoryKind,
  base: Located<bigint> | null,
  size: Located<bigint> | null,
  owner: Omit<OwnedRange, 'base' | 'size'>,
  report: Report,
): void {
  if (!base || !size || owner.socket === null || owner.socket >= BigInt(maxSockets)) return;
  const end = base.value + size.value;
  // Beyond the address space there is no window: spa/beyond-address-space or spa/wraps names it.
  if (size.value === 0n || end > 1n << 48n) return;
  const start = owner.socket << windowShift;
  const at = windowFault(base, size, start, start + (1n << windowShift));
  if (at) {
    const range = { ...owner, base: base.value, size: size.value };
    report.add('platform/spa-window', at, { range, memory, window: start });
  }
}

function windowFault(base: Located<bigint>, size: Located<bigint>, start: bigint, end: bigint): Place | null {
  if (base.value < start || base.value >= end) return base.place;
  return base.value + size.value > end ? size.place : null;
}

/** Firmware decides the memory mode once, from socket 0. */
function checkModes({ gpus }: Survey, report: Report): void {
  const first = gpus.find((gpu) => modeOf(gpu) !== null);
  if (!first) return;
  const firstMode = modeOf(first)!;
  for (const gpu of gpus) {
    const mode = modeOf(gpu);
    if (mode === null || mode === firstMode) continue;
    const at = (where: SurveyedGpu): Place => where.egmPxm?.place ?? where.missingAt;
    const data = { owner: gpu.owner, mode, first: first.owner, firstMode };
    report.add('platform/mixed-modes', at(gpu), data, [report.related('first', at(first))]);
  }
}

/** Null when the properties are absent altogether, partial or follow neither rule. */
function modeOf({ gpu, socket, egmPxm, egmBase, egmSize, writes }: SurveyedGpu): EgmMode | null {
  if (gpu.properties.length === 0) return null;
  if (egmPxm && socket.pxm && egmPxm.value === socket.pxm.value) return 'without-hypervisor';
  if (egmPxm && socket.socket && egmPxm.value === socket.socket.value + 4n) return 'with-hypervisor';
  const written = writes('nvidia,egm-pxm') || writes('nvidia,egm-base-pa') || writes('nvidia,egm-size');
  return egmPxm || egmBase || egmSize || written ? null : 'normal';
}
