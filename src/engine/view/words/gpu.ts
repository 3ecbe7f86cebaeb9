import { hexSize } from '../format.ts';
import { ownerName, type Wordings } from './wording.ts';

export const gpuWords: Wordings<'gpu'> = {
  'gpu/memory-missing': {
    message: ({ owner, what }) =>
      `${ownerName(owner)} has no ${what === 'base' ? 'nvidia,gpu-mem-base-pa' : 'nvidia,gpu-mem-size'}. The driver binds it as a plain PCI device: its memory is not mapped coherently, and no EGM device is made. ` +
      (what === 'size'
        ? 'Firmware leaves the size out when it is 0, as with the C2C link down.'
        : 'Firmware always writes the base: add it.'),
  },
  'gpu/memory-zero': {
    message: ({ owner }) =>
      `The memory of ${ownerName(owner)} has size 0, as with the C2C link down. The GPU still binds, as a plain PCI device: its memory is not mapped coherently, and no EGM device is made.`,
  },
  'gpu/memory-too-small': {
    message: ({ owner, device, size, errno }) =>
      `${ownerName(owner)} (${device}) has ${hexSize(size)} of memory. For this part the driver keeps 1 GiB apart and needs at least 512 MiB beside it: the probe fails with ${errno}. The least is 1.5 GiB.`,
  },
};
