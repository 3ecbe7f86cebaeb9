import { hex } from '../format.ts';
import type { Wordings } from './wording.ts';

export const identityWords: Wordings<'identity'> = {
  'identity/duplicate-socket': {
    message: ({ socket }) =>
      `Socket ${socket} is here a second time. Each socket has a number of its own: give this one the next free number, or join the two entries.`,
    related: { first: ({ socket }) => `socket ${socket} is first here` },
  },
  'identity/duplicate-bdf': {
    message: ({ bdf }) =>
      `GPU ${bdf} is here a second time. One PCI address is one device: only the first is registered, this one is left out. Correct the address, or remove one entry.`,
    related: { first: ({ bdf }) => `${bdf} is first here; this one is registered` },
  },
  'identity/duplicate-retired-table': {
    message: ({ table, by, gpu }) =>
      by === 'entries'
        ? `The table of retired pages at ${hex(table)} is described a second time. Only one table can be there: join the pages in one entry.`
        : `GPU ${gpu} names the table of retired pages at ${hex(table)} too. Firmware makes a copy per GPU, each at its own address. Correct one of the two.`,
    related: { first: ({ by }) => (by === 'entries' ? 'first described here' : 'first named here') },
  },
};
