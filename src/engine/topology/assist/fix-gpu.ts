import { knownDevices } from '../device-ids.ts';
import { integerProperty } from '../region.ts';
import type { Gpu, Topology } from '../topology.ts';
import { gpuWithPropertyAt, type Housed, housedGpus } from './domains.ts';
import { entryAfter, replaced } from './edit.ts';
import type { Subject } from './fix.ts';
import { chosen, type Fix } from './fix-action.ts';
import { sourceOf } from './fix-pxm.ts';
import { suggestionsFor } from './suggest.ts';
import { freeGpuMemory } from './suggest-address.ts';
import { stepsTo } from './tree.ts';

const tableKey = 'nvidia,egm-retired-pages-data-base';

/** Fixes of what a GPU says of itself: its address, its memory, its table of retired pages. */
export function fixesOfGpus(subject: Subject): readonly Fix[] {
  const { problem } = subject;
  const write = (text: string): Fix => chosen({ kind: 'write', text }, replaced(problem.place.span, text));
  switch (problem.code) {
    case 'identity/duplicate-bdf':
      return freeAddresses(subject, problem.data.bdf).map(write);
    case 'identity/duplicate-retired-table':
      return problem.data.by === 'gpus' ? tables(subject).map(write) : unlisted(subject).map(write);
    case 'retired/table-zero':
      return tables(subject).map(write);
    case 'retired/unused-table':
      return unlisted(subject).map(write);
    case 'retired/property-absent':
      return tables(subject).flatMap((text) => added(subject, tableKey, text));
    case 'gpu/memory-missing':
      return missingMemory(subject, problem.data.what);
    case 'gpu/memory-zero':
    case 'gpu/memory-too-small':
      return memorySizes(subject, gpuOf(subject)).map(write);
    case 'platform/socket-mismatch':
      return ofSocket(subject, problem.data.segment, problem.data.owner.socket).map(write);
    default:
      return [];
  }
}

/** The GPU that the Problem stands in. */
function gpuOf({ topology, problem }: Subject): Housed | null {
  const { start } = problem.place.span;
  const before = housedGpus(topology).filter(
    ({ gpu: { place } }) => place.path === topology.path && place.span.start <= start,
  );
  return gpuWithPropertyAt(topology, start) ?? before.at(-1) ?? null;
}

function addressesOf(topology: Topology): ReadonlySet<string> {
  return new Set(housedGpus(topology).flatMap(({ gpu }) => gpu.bdf?.value ?? []));
}

/** The next segment that Grace gives the socket, else the next that is free at all. */
function freeAddresses(subject: Subject, bdf: string): readonly string[] {
  const { topology } = subject;
  const housed = gpuOf(subject);
  const wanted = { topology, socket: housed?.socket ?? null, gpu: null, within: 'gpus', key: 'bdf' };
  const usual = topology.platform?.value === 'nvidia-grace' ? suggestionsFor(wanted)[0]?.text : undefined;
  if (usual !== undefined) return [usual];
  const taken = addressesOf(topology);
  for (let segment = Number.parseInt(bdf.slice(0, 4), 16) + 1; segment <= 0xffff; segment++) {
    const next = `${segment.toString(16).padStart(4, '0')}${bdf.slice(4)}`;
    if (!taken.has(next)) return [next];
  }
  return [];
}

/** The segment with the bits of the socket that the GPU stands under. */
function ofSocket({ topology, problem, text }: Subject, segment: number, socket: bigint | null): string[] {
  if (socket === null || socket > 15n) return [];
  const bits = (segment & ~0xf0) | (Number(socket) << 4);
  const { start, end } = problem.place.span;
  const bdf = `${bits.toString(16).padStart(4, '0')}${text.slice(start + 4, end)}`;
  return addressesOf(topology).has(bdf.toLowerCase()) ? [] : [bdf];
}

/** A table that no GPU names, or an address behind the others. */
function tables({ topology }: Subject): readonly string[] {
  const wanted = { topology, socket: null, gpu: null, within: 'properties', key: tableKey };
  return suggestionsFor(wanted)
    .slice(0, 1)
    .map(({ text }) => text);
}

/** A table that a GPU names and nothing lists. */
function unlisted({ topology }: Subject): readonly string[] {
  const wanted = { topology, socket: null, gpu: null, within: 'retired-pages', key: 'table' };
  return suggestionsFor(wanted)
    .slice(0, 1)
    .map(({ text }) => text);
}

/** What GPUs of the same device have, else what is known of the device. */
function memorySizes({ topology, text }: Subject, housed: Housed | null): readonly string[] {
  const device = housed?.gpu.device?.value;
  if (!housed || device === undefined) return [];
  const own = integerProperty(housed.gpu, 'nvidia,gpu-mem-size')?.value;
  const isAlike = (gpu: Gpu): boolean => gpu !== housed.gpu && gpu.device?.value === device;
  const given = housedGpus(topology).flatMap(({ gpu }) => {
    const size = isAlike(gpu) ? integerProperty(gpu, 'nvidia,gpu-mem-size') : null;
    return size && size.value !== own && size.place.path === topology.path ? [sourceOf(size, text)] : [];
  });
  const known = knownDevices.filter(({ id }) => id === device).map(({ memory }) => memory);
  return [...given.slice(0, 1), ...known];
}

function missingMemory(subject: Subject, what: 'base' | 'size'): readonly Fix[] {
  const housed = gpuOf(subject);
  if (!housed) return [];
  if (what === 'size') {
    return memorySizes(subject, housed).flatMap((text) => added(subject, 'nvidia,gpu-mem-size', text));
  }
  const base = freeGpuMemory(subject.topology, (housed.socket.socket?.value ?? 0n) << 44n);
  return added(subject, 'nvidia,gpu-mem-base-pa', `0x${base.toString(16)}`);
}

/** Another property behind the one that the Problem stands at. */
function added({ reading, problem, text }: Subject, key: string, value: string): readonly Fix[] {
  const step = stepsTo(reading, problem.place.span.start).at(-1);
  if (!step?.shape.open) return [];
  const edit = entryAfter(text, step.mapping, step.entry, key, value);
  return [chosen({ kind: 'add', key, text: value, from: 'free' }, edit)];
}
