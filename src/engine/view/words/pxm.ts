import { addressRange, auxiliaryId, hex } from '../format.ts';
import { capital, domain, ownerName, rangeInWords, type Wordings } from './wording.ts';

export const pxmWords: Wordings<'pxm'> = {
  'pxm/duplicate-socket-pxm': {
    message: ({ pxm, sockets: [first, other] }) =>
      `${capital(socketName(other))} has the CPU proximity domain ${domain(pxm)} of ${socketName(first)}. ` +
      'The kernel would take the CPUs and memory of both for one node. On Grace the domain is the number of the socket.',
    related: { first: ({ sockets: [first] }) => `the domain of ${socketName(first)}` },
  },
  'pxm/conflicting-region': {
    message: ({ pxm, first, other }) =>
      `${ownerName(other)} gives EGM PXM ${domain(pxm)} as ${given(other)}, but ${ownerName(first)} gives ${given(first)}. ` +
      `One PXM is one region. Whichever GPU is probed first decides: with ${gpuOnly(first)} first the region is ${given(first)} ` +
      `and a checking driver refuses ${gpuOnly(other)} with -EINVAL; with ${gpuOnly(other)} first it is ${given(other)} and ${gpuOnly(first)} is refused. ` +
      'A driver that only looks at the PXM takes the first silently. Make base and size the same.',
    related: {
      'first-base': ({ first }) => `the base that ${ownerName(first)} gives`,
      'first-size': ({ first }) => `the size that ${ownerName(first)} gives`,
      'own-size': () => 'the size differs as well',
    },
  },
  'pxm/shared-across-sockets': {
    message: ({ pxm, first, other }) =>
      `EGM PXM ${domain(pxm)} of ${ownerName(other)} is also that of ${ownerName(first)}. An EGM region is memory of one socket: ` +
      'a driver that looks regions up by PXM would give both GPUs the region of the GPU it probes first. Give each socket a domain of its own, on Grace 4 plus the socket.',
    related: { first: ({ first }) => `${ownerName(first)} names it first` },
  },
  'pxm/split-region': {
    message: ({ first, other }) =>
      `PXM ${domain(other.pxm ?? 0n)} (${ownerName(other)}) and PXM ${domain(first.pxm ?? 0n)} (${ownerName(first)}) are the same EGM range ${rangeInWords(other)}. ` +
      `The driver makes a device for each PXM, and two nodes under /dev would hand out the same memory. ${
        first.socket === other.socket
          ? 'Use one PXM for both.'
          : 'They stand under different sockets: give each the range of its own.'
      }`,
    related: { first: ({ first }) => `PXM ${domain(first.pxm ?? 0n)} has the same range` },
  },
  'pxm/differs-on-socket': {
    message: ({ pxm, firstPxm, first, other }) =>
      `${ownerName(other)} names EGM PXM ${domain(pxm)}, ${ownerName(first)} on the same socket names ${domain(firstPxm)}. ` +
      'Firmware carves out one EGM region per socket; the driver makes a device for each PXM. Use the same PXM, base and size for all GPUs of the socket.',
    related: { first: ({ firstPxm }) => `PXM ${domain(firstPxm)} on the same socket` },
  },
  'pxm/collides-with-cpu': {
    message: ({ pxm, owner, cpuSocket }) =>
      `EGM PXM ${domain(pxm)} of ${ownerName(owner)} is the CPU domain of ${socketName(cpuSocket)}. ` +
      'The region would be counted to the memory the host runs on. With a hypervisor the EGM domain is one of its own, on Grace 4 plus the socket.',
    related: {
      cpu: ({ cpuSocket }) => `the CPU domain of ${socketName(cpuSocket)}`,
      also: () => 'named here as well',
    },
  },
  'pxm/gpu-memory-overlap': {
    message: ({ owner, start, count, with: kind, other, from, to }) => {
      const claimed = from === to ? `Domain ${domain(from)}` : `Domains ${domain(from)} to ${domain(to)}`;
      const rival = {
        gpu: `memory of ${ownerName(other)}`,
        cpu: `the CPUs of ${ownerName(other)}`,
        egm: `EGM of ${ownerName(other)}`,
      };
      return (
        `${ownerName(owner)} gives its memory the domains ${domain(start)} to ${domain(start + count - 1n)}. ` +
        `${claimed} already ${from === to ? 'belongs' : 'belong'} to ${rival[kind]}. A domain has one owner: tools could not tell whose memory it is. Move nvidia,gpu-mem-pxm-start.`
      );
    },
    related: {
      gpu: ({ other }) => `the domains of ${ownerName(other)} begin here`,
      cpu: ({ other }) => `the CPU domain of ${ownerName(other)}`,
      egm: ({ other }) => `the EGM domain of ${ownerName(other)}`,
    },
  },
  'pxm/too-wide': {
    message: ({ pxm, owner }) =>
      `EGM PXM ${hex(pxm)} of ${ownerName(owner)} does not fit in 32 bits. The id of the auxiliary device is a u32, so its name would be egm.${auxiliaryId(pxm)}. ` +
      'ACPI proximity domains have 32 bits as well: correct the value.',
    related: { also: () => 'named here as well' },
  },
  'pxm/negative-name': {
    message: ({ pxm, owner }) =>
      `EGM PXM ${hex(pxm)} of ${ownerName(owner)} is 2^31 or more. The kernel prints the id of an auxiliary device signed, so it would be named egm.${auxiliaryId(pxm)}. Use a smaller domain.`,
    related: { also: () => 'named here as well' },
  },
  'pxm/truncation-collision': {
    message: ({ pxm, otherPxm, owner, other }) =>
      `EGM PXM ${hex(pxm)} of ${ownerName(owner)} and ${domain(otherPxm)} of ${ownerName(other)} are equal in their low 32 bits. ` +
      `To the driver they are two regions, but both devices would be named egm.${auxiliaryId(pxm)}: adding the second fails with -EEXIST (-17). Correct the wide value.`,
    related: {
      'other-domain': ({ otherPxm }) => `${domain(otherPxm)} becomes the same id`,
      also: () => 'named here as well',
    },
  },
};

function socketName(socket: bigint | null | undefined): string {
  return socket === null || socket === undefined ? 'a socket without number' : `socket ${socket}`;
}

function gpuOnly({ gpu, socket }: { gpu: string | null; socket: bigint | null }): string {
  return gpu ?? ownerName({ gpu, socket });
}

function given({ base, size }: { base: bigint | null; size: bigint | null }): string {
  if (base !== null && size !== null) return addressRange(base, size);
  return base === null ? `size ${hex(size ?? 0n)}` : `base ${hex(base)}`;
}
