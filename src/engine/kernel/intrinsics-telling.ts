import { highHalf, objectOf } from '../machine/address.ts';
import type { Intrinsic } from '../machine/intrinsic.ts';
import type { Surroundings } from './intrinsics.ts';

const minorBits = 20;

/** By REGION_NONE and so on, of library/include/linux/fwnode.h. */
const lost = [null, 'auxiliary', 'node'] as const;
const missing = -1;

/** How library/observe.c tells what exists. */
export function tellingIntrinsics({
  observation,
  cut,
  machine,
}: Pick<Surroundings, 'observation' | 'cut' | 'machine'>) {
  /** Global g is object g + 1. What a driver allocates is another thing each time. */
  const isGlobal = (address: bigint): boolean =>
    objectOf(highHalf(address)) <= machine().program.globals.length;
  return {
    __kernel_tell_auxiliary: (call) => {
      const [name, parent, references] = [call.text(0) ?? '', call.int(1), call.int(2)];
      const parentBound = call.int(4) !== 0;
      const [id, error, address] = [call.int(3) >>> 0, call.int(5), call.unsigned(6)];
      const region = call.int(7) >>> 0;
      observation().auxiliary.push({ name, parent, references, id, region, parentBound, error, address });
    },
    __kernel_tell_node: (call) => {
      const number = call.int(1) >>> 0;
      observation().nodes.push({
        name: call.text(0) ?? '',
        auxiliary: call.text(4) ?? '',
        major: number >>> minorBits,
        minor: number & ((1 << minorBits) - 1),
        mode: call.int(2),
        reserved: call.int(3) !== 0,
        address: call.unsigned(5),
        read: call.unsigned(6),
        write: call.unsigned(7),
        ioctl: call.unsigned(8),
        tried: call.int(9) !== 0,
        open: call.unsigned(10),
      });
    },
    __kernel_tell_pci: (call) => {
      observation().devices.set(call.int(0), {
        bound: call.int(1) !== 0,
        error: call.int(2),
        region: call.int(3) >>> 0,
        regionGone: lost[call.int(4)] ?? null,
        regionMissing: call.int(1) !== 0 && call.int(4) === missing,
        probe: call.unsigned(5),
        references: call.int(6),
        told: call.int(7),
        held: call.unsigned(8),
      });
    },
    __kernel_tell_module: (call) => {
      const [name, references, isHeld] = [call.text(0) ?? '', call.int(1), call.int(2) > 0];
      observation().modules.push({ name, references, isHeld, init: call.unsigned(3) });
    },
    __kernel_tell_file: (call) => {
      const [file, node] = [call.int(0), call.text(1) ?? ''];
      const [open, mmap, mapped] = [call.unsigned(3), call.unsigned(4), call.unsigned(5)];
      observation().files.push({ file, node, exists: call.int(2) !== 0, open, mmap, mapped });
    },
    __kernel_tell_power: (call) => {
      if (call.int(0) !== 0) observation().callable.push('model_shutdown');
      if (call.int(1) !== 0) observation().callable.push('model_sleep');
    },
    __kernel_tell_debugfs: () => {
      observation().callable.push('model_debugfs');
    },
    __kernel_tell_attribute: (call) => {
      const path = `/sys${call.text(0) ?? ''}`;
      const [show, store, attribute] = [call.unsigned(1), call.unsigned(2), call.unsigned(3)];
      const functions = [show, store, isGlobal(attribute) ? attribute : 0n].join();
      observation().attributes.push({ path, reads: show !== 0n, writes: store !== 0n, functions });
    },
    __kernel_tell_long: (call) => {
      cut({ kind: 'long', path: call.text(0) ?? '' });
    },
    __kernel_tell_scrub: (call) => {
      observation().scrubs.push({ base: call.unsigned(0), size: call.unsigned(1) });
    },
  } satisfies Record<string, Intrinsic>;
}
