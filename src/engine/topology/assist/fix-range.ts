import type { Located } from '../../base/span.ts';
import type { AddressRange, MemoryKind, OwnedRange } from '../catalogue.ts';
import { integerProperty } from '../region.ts';
import type { Topology } from '../topology.ts';
import { egmMembers, housedGpus } from './domains.ts';
import { replaced, type TextEdit } from './edit.ts';
import type { Subject } from './fix.ts';
import { chosen, type Fix } from './fix-action.ts';
import { distinct } from './fix-pxm.ts';
import { likeWritten } from './like-written.ts';

const graceBits = 48n;
const widestBits = 52n;
/** Bits 45:44 of an address are the socket of DRAM on Grace. */
const windowBits = 44n;
/** Free places begin at a multiple of this: the step of Grace's firmware setup, and of any page. */
const step = 64n << 20n;

/** Fixes of ranges that lie where they cannot: over another, or beyond the address space. */
export function fixesOfPlacing(subject: Subject): readonly Fix[] {
  const { problem } = subject;
  switch (problem.code) {
    case 'spa/wraps':
    case 'spa/beyond-address-space': {
      const { range, memory } = problem.data;
      const limit = 1n << limitBits(subject.topology);
      const isSizeWrong = range.base < limit;
      return [
        ...rangeOfRegion(subject, range, memory),
        ...sizeOfAnother(subject, range, memory),
        ...(isSizeWrong ? endAt(subject, range, memory, limit) : []),
        ...moveToFree(subject, range, memory),
      ];
    }
    case 'spa/overlaps-region':
    case 'spa/overlaps-host-memory':
    case 'spa/overlaps-gpu-memory':
    case 'spa/gpu-memory-overlap':
    case 'spa/host-memory-overlap': {
      const { range, memory, other, otherMemory } = problem.data;
      return [
        ...beginAfter(subject, other, otherMemory, range),
        ...(memory === 'host' ? beginAfter(subject, range, memory, other) : []),
        ...endAt(subject, range, memory, other.base),
        ...endAt(subject, other, otherMemory, range.base),
        ...moveToFree(subject, range, memory),
      ];
    }
    case 'spa/zero-size': {
      const at = problem.place.span.start;
      const { owner, memory } = problem.data;
      const zero = ranges(subject.topology).find((each) => each.size.place.span.start === at);
      const base = zero?.base.value ?? 0n;
      return sizeOfAnother(subject, { ...owner, base, size: 0n, pxm: zero?.pxm ?? null }, memory);
    }
    default:
      return [];
  }
}

function limitBits({ platform }: Topology): bigint {
  return platform?.value === 'nvidia-grace' ? graceBits : widestBits;
}

/** A range as it is written at one place; those of an EGM region are several. */
interface WrittenRange {
  readonly memory: MemoryKind;
  readonly base: Located<bigint>;
  readonly size: Located<bigint>;
  readonly pxm: bigint | null;
  readonly gpu: string | null;
  readonly socket: bigint | null;
}

function ranges(topology: Topology): readonly WrittenRange[] {
  const found: WrittenRange[] = [];
  for (const { memory, socket } of topology.sockets) {
    for (const { base, size } of memory) {
      if (base && size)
        found.push({ memory: 'host', base, size, pxm: null, gpu: null, socket: socket?.value ?? null });
    }
  }
  for (const { gpu, socket } of housedGpus(topology)) {
    const owner = { gpu: gpu.bdf?.value ?? gpu.written ?? '', socket: socket.socket?.value ?? null };
    const of = (key: string) => integerProperty(gpu, key);
    const [base, size] = [of('nvidia,gpu-mem-base-pa'), of('nvidia,gpu-mem-size')];
    if (base && size) found.push({ memory: 'gpu', base, size, pxm: null, ...owner });
    const [egmBase, egmSize, pxm] = [of('nvidia,egm-base-pa'), of('nvidia,egm-size'), of('nvidia,egm-pxm')];
    if (egmBase && egmSize && pxm)
      found.push({ memory: 'egm', base: egmBase, size: egmSize, pxm: pxm.value, ...owner });
  }
  return found;
}

/** Every place in the machine's own file where this very range is written. */
function writtenAs(topology: Topology, range: OwnedRange, memory: MemoryKind): readonly WrittenRange[] {
  return ranges(topology).filter(
    (each) =>
      each.memory === memory &&
      each.base.value === range.base &&
      each.size.value === range.size &&
      each.base.place.path === topology.path &&
      (memory === 'egm' ? each.pxm === range.pxm : each.gpu === range.gpu),
  );
}

function edits(places: readonly Located<bigint>[], value: bigint, text: string): readonly TextEdit[] {
  return distinct(
    places.map(({ place: { span } }) => replaced(span, likeWritten(text.slice(span.start, span.end), value))),
  );
}

/** A range that begins within another begins where that ends, and keeps its own end. */
function beginAfter(
  { topology, text }: Subject,
  range: OwnedRange,
  memory: MemoryKind,
  before: AddressRange,
): readonly Fix[] {
  const base = before.base + before.size;
  const size = range.base + range.size - base;
  // Of an EGM region or GPU memory base and size are the hardware's: only host memory is given what is left.
  if (memory !== 'host' || range.base < before.base || size <= 0n) return [];
  if (base % topology.pageSize !== 0n) return [];
  const own = writtenAs(topology, range, memory);
  const changed = [
    ...edits(
      own.map((each) => each.base),
      base,
      text,
    ),
    ...edits(
      own.map((each) => each.size),
      size,
      text,
    ),
  ];
  return own.length === 0 ? [] : [chosen({ kind: 'begin-after', base, size }, ...changed)];
}

/** A range that begins before an address ends there. */
function endAt(
  { topology, text }: Subject,
  range: OwnedRange,
  memory: MemoryKind,
  end: bigint,
): readonly Fix[] {
  const size = end - range.base;
  if (size <= 0n || size >= range.size || size % topology.pageSize !== 0n) return [];
  const own = writtenAs(topology, range, memory);
  if (own.length === 0) return [];
  const changed = edits(
    own.map((each) => each.size),
    size,
    text,
  );
  return [chosen({ kind: 'end-at', memory, end, size }, ...changed)];
}

/** The whole range after all memory of its kind: of its socket's window on Grace. */
function moveToFree({ topology, text }: Subject, range: OwnedRange, memory: MemoryKind): readonly Fix[] {
  const own = writtenAs(topology, range, memory);
  if (own.length === 0) return [];
  const isGrace = topology.platform?.value === 'nvidia-grace';
  const start = isGrace ? (range.socket ?? 0n) << windowBits : 0n;
  const end = isGrace && memory !== 'gpu' ? start + (1n << windowBits) : 1n << limitBits(topology);
  let base = start + step;
  for (const each of ranges(topology)) {
    const last = each.base.value + each.size.value;
    const isOwn = own.some((mine) => mine.base.place.span.start === each.base.place.span.start);
    if (!isOwn && each.base.value >= start && last <= end && last > base) base = last;
  }
  base = ((base + step - 1n) / step) * step;
  if (base === range.base || base + range.size > end) return [];
  return [
    chosen(
      { kind: 'move-to-free', base },
      ...edits(
        own.map((each) => each.base),
        base,
        text,
      ),
    ),
  ];
}

/** Base and size as another GPU of the region has them. */
function rangeOfRegion({ topology, text }: Subject, range: OwnedRange, memory: MemoryKind): readonly Fix[] {
  const limit = 1n << limitBits(topology);
  const other = ranges(topology).find(
    ({ memory: kind, pxm, base, size }) =>
      kind === 'egm' && pxm === range.pxm && size.value > 0n && base.value + size.value <= limit,
  );
  const own = writtenAs(topology, range, memory);
  if (memory !== 'egm' || !other || own.length === 0) return [];
  const changed = (['base', 'size'] as const).flatMap((key) => {
    const places = own.map((each) => each[key]).filter(({ value }) => value !== other[key].value);
    return edits(places, other[key].value, text);
  });
  const from = { gpu: other.gpu, socket: other.socket };
  return [chosen({ kind: 'take-region', from, what: 'range' }, ...changed)];
}

/** The size that another of its kind has. */
function sizeOfAnother({ topology, text }: Subject, range: OwnedRange, memory: MemoryKind): readonly Fix[] {
  const own =
    memory === 'egm' && range.pxm !== null && range.size === 0n
      ? egmMembers(topology, range.pxm).flatMap(({ gpu }) => integerProperty(gpu, 'nvidia,egm-size') ?? [])
      : writtenAs(topology, range, memory).map((each) => each.size);
  const places = own.filter(({ value }) => value === range.size);
  const limit = 1n << limitBits(topology);
  const other = ranges(topology).find(
    (each) =>
      each.memory === memory &&
      each.size.value !== 0n &&
      each.size.value !== range.size &&
      each.base.value + each.size.value <= limit,
  );
  if (!other || places.length === 0) return [];
  const from = { gpu: other.gpu, socket: other.socket };
  const size = other.size.value;
  return [chosen({ kind: 'size-of', size, from }, ...edits(places, size, text))];
}
