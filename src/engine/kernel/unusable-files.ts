import type { MachineState } from '../machine/state.ts';
import type { Observation } from './observation.ts';
import type { KernelRun } from './run.ts';

/** A file that is open and of which nothing can be mapped. */
export interface UnusableFile {
  /** Below /dev. */
  readonly node: string;
  /** Why a first page cannot be mapped; positive. */
  readonly errno: number;
  /** Address of its open. */
  readonly open: bigint;
}

/** Files whose node is still there and that cannot be mapped. What is mapped was of use, and may be so once at a time. */
export function* unusableFiles(
  run: KernelRun,
  state: MachineState,
  { files }: Observation,
): Generator<undefined, UnusableFile[]> {
  const found: UnusableFile[] = [];
  for (const { file, node, exists, mmap, open, mapped } of files) {
    const name = run.numbers.fileName(file);
    if (!exists || mmap === 0n || mapped > 0n || name === null) continue;
    const errno = yield* errnoAt(run, state, name, 0n);
    if (errno !== 0 && !(yield* isMappedElsewhere(run, state, name, node))) found.push({ node, errno, open });
  }
  return found;
}

/**
 * Why a first page cannot be mapped there, tried on a copy; 0 where it can be, or else as much as a region has: a driver
 * may give that as a whole alone.
 */
function* errnoAt(
  run: KernelRun,
  state: MachineState,
  file: string,
  offset: bigint,
): Generator<undefined, number> {
  let errno = 0;
  for (const length of [1n, ...run.regionSizes()]) {
    const result = yield* run.tryOn(state, { kind: 'mmap', file, offset, length });
    if (result === null || result >= 0) return 0;
    errno ||= -result;
  }
  return errno;
}

/**
 * A driver may well take offsets that it made up alone, and tell them by other means: each node may have its own. Once
 * none was found for a node none is looked for again.
 */
function* isMappedElsewhere(
  run: KernelRun,
  state: MachineState,
  file: string,
  node: string,
): Generator<undefined, boolean> {
  const known = run.usefulOffsets.get(node);
  for (const offset of known ?? likelyOffsets(run)) {
    if ((yield* errnoAt(run, state, file, offset)) !== 0) continue;
    run.usefulOffsets.set(node, [offset]);
    return true;
  }
  if (!known) run.usefulOffsets.set(node, []);
  return false;
}

/** PAGE_SHIFT for 4, 16 and 64 KiB. */
const pageShifts = [12n, 14n, 16n];
/** An offset is less, as a loff_t. */
const most = 1n << 63n;

/**
 * Numbers that the driver's C has, or the tables of its GPUs, as offsets in bytes or in pages; and those of the tables
 * shifted as numbers of the C say.
 */
function likelyOffsets(run: KernelRun): readonly bigint[] {
  const written = numbersOf(run);
  const told = run.numbersOfTables();
  const shifts = written.filter((number) => number >= pageShifts[0]! && number < 63n);
  const shifted = told.flatMap((number) => shifts.map((shift) => number << shift));
  const numbers = [...written, ...told, ...shifts.map((shift) => 1n << shift), ...shifted];
  const offsets = numbers.flatMap((number) => [number, ...pageShifts.map((shift) => number << shift)]);
  return [...new Set(offsets)].filter((offset) => offset > 0n && offset < most && offset % 4096n === 0n);
}

function numbersOf({ machine }: KernelRun): readonly bigint[] {
  const constants = machine.program.functions.flatMap(({ library, constants }) => (library ? [] : constants));
  const numbers = constants.flatMap((constant) =>
    constant.kind === 'value' && constant.high >= 0
      ? [(BigInt(constant.high) << 32n) | BigInt(constant.low >>> 0)]
      : [],
  );
  return [...new Set(numbers)];
}
