import type { EgmMode } from '../../topology/catalogue.ts';
import { addressRange, binarySize, hex } from '../format.ts';
import { capital, domain, memoryName, ownerName, type Wordings } from './wording.ts';

const modes: Readonly<Record<EgmMode, string>> = {
  normal: 'no EGM',
  'without-hypervisor': 'EGM without hypervisor',
  'with-hypervisor': 'EGM with hypervisor',
};

const step = 64n << 20n;

export const platformWords: Wordings<'platform'> = {
  'platform/socket-mismatch': {
    message: ({ owner, segment, expected }) =>
      `PCI segment ${segment.toString(16).padStart(4, '0')} belongs to socket ${expected} ((segment >> 4) & 0xf), but ${ownerName(owner)} stands under another. Move the GPU, or correct the segment.`,
  },
  'platform/egm-pxm-rule': {
    message: ({ owner, pxm }) =>
      `EGM PXM ${domain(pxm)} of ${ownerName(owner)}: Grace firmware gives 4 plus the socket with a hypervisor, here ${4n + (owner.socket ?? 0n)}, or the socket itself without one. Tools that expect /dev/egm${4n + (owner.socket ?? 0n)} would not find it.`,
  },
  'platform/spa-window': {
    message: ({ range, memory, window }) =>
      `${capital(memoryName(range, memory))} lies outside the window of its socket, ${addressRange(window, 1n << 44n)} (address bits 45 and 44 are the socket). Correct the base, or move it to the right socket.`,
  },
  'platform/too-many-sockets': {
    message: ({ sockets }) =>
      `${sockets} sockets: Grace has at most 4, since two address bits name the socket. From here on they do not exist.`,
  },
  'platform/mixed-modes': {
    message: ({ owner, mode, first, firstMode }) =>
      `${ownerName(owner)} shows “${modes[mode]}”, ${ownerName(first)} “${modes[firstMode]}”. Firmware decides the memory mode once for the whole machine. Are properties missing on one of them?`,
    related: { first: ({ firstMode }) => `“${modes[firstMode]}” here` },
  },
  'platform/egm-is-host-memory': {
    message: ({ pxm, owner }) =>
      `EGM PXM ${domain(pxm)} of ${ownerName(owner)} is the CPU's own domain: EGM without hypervisor, where the region is the memory the host runs on. The driver does not check this; opening the node would zero that memory. Set a hypervisor size in the firmware setup before using it.`,
  },
  'platform/size-step': {
    message: ({ owner, size }) =>
      `The EGM size ${hex(size)} of ${ownerName(owner)} is not a multiple of ${binarySize(step)}, the step of the firmware setup. The next multiple is ${hex(size - (size % step) + step)}.`,
  },
  'platform/pxm-range-rule': {
    message: ({ owner, start, count, lowest }) =>
      `${ownerName(owner)} has ${count} memory domains from ${domain(start)}. Grace firmware gives each GPU 8, from ${domain(lowest)} (4 plus the sockets) upwards.`,
  },
};
