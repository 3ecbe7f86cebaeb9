import type { NotIncluded } from '../../topology/catalogue.ts';
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
  'identity/include-missing': { message: ({ path, why }) => notIncluded[why](path) },
  'identity/include-cycle': {
    message: ({ path }) =>
      `${path} is the file that this include belongs to, or one that leads to it: the files include each other in a circle. The file is joined once, this include of it adds nothing. Remove the include here, or the one that leads back.`,
    related: { way: () => 'the way back leads through this include' },
  },
};

const notIncluded: Readonly<Record<NotIncluded, (path: string) => string>> = {
  absent: (path) =>
    `${path} is not there or cannot be read, so its sockets are missing from the machine. The path counts from the folder of this file and may not leave the workspace folder: correct it, or create the file.`,
  'not-relative': (path) =>
    `${path} is not a relative path. Only files beside this one are joined, and this include is left out: write the path from the folder of this file, such as ../rack/tray.topology.yaml.`,
  backslash: (path) =>
    `${path} has a backslash, which not every system takes as a separator. This include is left out: write the path with /.`,
  name: (path) =>
    `${path} is not the name of a topology file. Only *.topology.yaml and *.topology.yml are joined, and this include is left out: name the file so, or correct the path.`,
  'too-many': (path) =>
    `${path} is more than is joined: 1000 files or 16 MiB of text for one file's machines. Its sockets are missing from the machine: leave parts out, or put several into one file.`,
  'too-deep': (path) =>
    `${path} is at the end of too long a chain of includes: 32 files deep is the most. Its sockets are missing from the machine: include it nearer to the beginning.`,
};
