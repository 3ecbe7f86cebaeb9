import { atomics } from './atomics.ts';
import { bars } from './bars.ts';
import { binaryFiles } from './binary-files.ts';
import { binding } from './binding.ts';
import { chance } from './chance.ts';
import { classes } from './classes.ts';
import { debug } from './debug.ts';
import { deviceLinks } from './device-links.ts';
import { devices } from './devices.ts';
import { files } from './files.ts';
import { lib } from './lib.ts';
import { locks } from './locks.ts';
import { managed } from './managed.ts';
import { more } from './more.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import { orders } from './orders.ts';
import { pages } from './pages.ts';
import { plain } from './plain.ts';
import { queues } from './queues.ts';
import { refusals } from './refusals.ts';
import type { Row } from './row.ts';
import { services } from './services.ts';
import { tables } from './tables.ts';
import { texts } from './texts.ts';
import { threadWorkers } from './thread-workers.ts';
import { threads } from './threads.ts';
import { users } from './users.ts';
import { variadic } from './variadic.ts';
import { waits } from './waits.ts';
import { works } from './works.ts';

/** All functions of Linux that are modelled, by what calls of them come to: here, and on a real Linux in test/kernel. */
export const rows: readonly Row[] = [
  ...atomics,
  ...lib,
  ...locks,
  ...tables,
  ...works,
  ...classes,
  ...devices,
  ...deviceLinks,
  ...texts,
  ...numbers,
  ...more,
  ...objects,
  ...orders,
  ...plain,
  ...users,
  ...files,
  ...binaryFiles,
  ...binding,
  ...bars,
  ...refusals,
  ...chance,
  ...services,
  ...debug,
  ...queues,
  ...threads,
  ...threadWorkers,
  ...variadic,
  ...pages,
  ...waits,
  ...managed,
];
