import type { TopologyCatalogue } from '../../topology/catalogue.ts';
import { binarySize, hex, hexSize } from '../format.ts';
import {
  capital,
  domain,
  memoryName,
  ownerName,
  rangeInWords,
  sharedRange,
  type Wording,
  type Wordings,
} from './wording.ts';

type Overlap = TopologyCatalogue['spa/overlaps-region'];

/** One form for all pairs: what overlaps what, where, and what comes of it. */
function overlap(consequence: string): Wording<Overlap> {
  return {
    message: ({ range, memory, other, otherMemory }) =>
      `${capital(memoryName(range, memory))} overlaps ${memoryName(other, otherMemory)}: ` +
      `both hold ${rangeInWords(sharedRange(range, other))}. ${consequence}`,
    related: {
      egm: ({ other }) => memoryName(other, 'egm'),
      host: ({ other }) => memoryName(other, 'host'),
      gpu: ({ other }) => memoryName(other, 'gpu'),
    },
  };
}

export const spaWords: Wordings<'spa'> = {
  'spa/missing-base': {
    message: ({ pxm, owner, sibling }) =>
      `${ownerName(owner)} names EGM PXM ${domain(pxm)} but has no nvidia,egm-base-pa. Reading it gives -EINVAL, and a driver that checks fails the probe of the GPU. ` +
      (sibling === null
        ? 'Add the base, or remove the egm properties.'
        : `Another GPU of this PXM has ${hex(sibling)}: add the same.`),
    related: { sibling: () => 'the base that another GPU of this PXM gives' },
  },
  'spa/missing-size': {
    message: ({ pxm, owner, sibling }) =>
      `${ownerName(owner)} names EGM PXM ${domain(pxm)} but has no nvidia,egm-size. Reading it gives -EINVAL, and a driver that checks fails the probe of the GPU. ` +
      (sibling === null
        ? 'Add the size, or remove the egm properties.'
        : `Another GPU of this PXM has ${hexSize(sibling)}: add the same.`),
    related: { sibling: () => 'the size that another GPU of this PXM gives' },
  },
  'spa/without-pxm': {
    message: ({ owner }) =>
      `${ownerName(owner)} gives an EGM range but no nvidia,egm-pxm. Without a domain the driver takes EGM as switched off: the GPU binds, and the region does not exist. Add nvidia,egm-pxm, or remove the other egm properties.`,
  },
  'spa/zero-size': {
    message: ({ owner, memory }) =>
      memory === 'egm'
        ? `The EGM size of ${ownerName(owner)} is 0. Firmware leaves all egm properties out when there is no EGM; a driver that checks fails the probe with -EINVAL. Give the size, or remove the properties.`
        : `This range of host memory of ${ownerName(owner)} is empty. Give its size, or remove it.`,
  },
  'spa/wraps': {
    message: ({ range, memory }) =>
      `${capital(memoryPlain(range, memory))}: base ${hex(range.base)} plus size ${hexSize(range.size)} does not fit in 64 bits; in the driver the sum becomes ${hex(BigInt.asUintN(64, range.base + range.size))}. ` +
      `No memory can lie there${memory === 'egm' ? ', and a driver that checks fails the probe with -EINVAL' : ''}. The base or the size is wrong.`,
    related: { base: () => 'its base' },
  },
  'spa/beyond-address-space': {
    message: ({ range, memory, bits }) =>
      `${capital(memoryName(range, memory))} ends above 2^${bits}, where ${bits === 48 ? 'Grace' : 'arm64'} has no physical addresses. Correct the base or the size.`,
    related: { base: () => 'its base', size: () => 'its size' },
  },
  'spa/unaligned': {
    message: ({ owner, what, value, pageSize }) => {
      const down = value - (value % pageSize);
      return (
        `The EGM ${what} ${hex(value)} of ${ownerName(owner)} is not a multiple of the kernel page, ${binarySize(pageSize)}. ` +
        `Memory is mapped in whole pages, so the ${what === 'base' ? 'mapping would begin elsewhere' : 'last page would reach past the region'}. ${nearestMultiples(down, pageSize)}${what === 'size' ? unitHint(value) : ''}`
      );
    },
  },
  'spa/overlaps-region': overlap(
    'Two nodes under /dev would hand out the same memory, to two virtual machines at once. Give each region a range of its own.',
  ),
  'spa/overlaps-host-memory': overlap(
    "Opening the node zeroes the region, and with it the host's own memory. Host memory must begin where the EGM region ends.",
  ),
  'spa/overlaps-gpu-memory': overlap(
    'An address is either EGM or GPU memory. Correct one of the bases or sizes.',
  ),
  'spa/gpu-memory-overlap': overlap(
    'Mapping one of them reaches into the other. Correct one of the bases or sizes.',
  ),
  'spa/host-memory-overlap': overlap(
    'The kernel would count the memory twice. Join the ranges, or correct one.',
  ),
};

/** The firmware setup has sizes in MiB, in steps of 64: a number that is one, written without its unit. */
function unitHint(size: bigint): string {
  if (size === 0n || size >= 1n << 26n || size % 64n !== 0n) return '';
  return ` Is the unit missing? ${size} MiB would be ${hex(size << 20n)}.`;
}

function nearestMultiples(down: bigint, pageSize: bigint): string {
  const up = hex(down + pageSize);
  return down === 0n ? `The next multiple is ${up}.` : `Nearest are ${hex(down)} and ${up}.`;
}

function memoryPlain(range: Overlap['range'], memory: Overlap['memory']): string {
  if (memory === 'egm') return `EGM PXM ${domain(range.pxm ?? 0n)} of ${ownerName(range)}`;
  return `${memory === 'host' ? 'host' : 'GPU'} memory of ${ownerName(range)}`;
}
