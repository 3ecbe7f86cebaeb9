import { seeded } from '../../../../src/engine/base/random.ts';
import { auxiliary, numbers, works } from './buses.ts';
import { classes } from './classes.ts';
import { atomics, percpuReferences, references } from './counts.ts';
import { devices, devres, kobjects, links } from './devices.ts';
import { drivers } from './drivers.ts';
import { type Calls, callsOf, type Family } from './family.ts';
import { groups } from './groups.ts';
import { hashes, walks } from './hashes.ts';
import { math } from './math.ts';
import { devicesMemory, memory } from './memory.ts';
import { debugfs, nodes } from './nodes.ts';
import { byteOrders, sorts } from './orders.ts';
import { pci, properties } from './pci.ts';
import { pieces } from './pieces.ts';
import { lists, locks, notifiers, resources } from './plain.ts';
import { pointers, times } from './prints.ts';
import { heldUp, threads } from './queues.ts';
import { scans } from './scans.ts';
import { ida, idr, xarray } from './tables.ts';
import { formats, numbersRead, strings } from './texts.ts';
import { bits, fifos, trees } from './values.ts';
import { waits } from './waits.ts';

const families: readonly Family[] = [
  idr,
  ida,
  xarray,
  formats,
  strings,
  numbersRead,
  devices,
  kobjects,
  devres,
  links,
  lists,
  notifiers,
  resources,
  locks,
  auxiliary,
  numbers,
  works,
  bits,
  math,
  fifos,
  trees,
  atomics,
  references,
  percpuReferences,
  hashes,
  walks,
  pieces,
  memory,
  devicesMemory,
  groups,
  classes,
  waits,
  heldUp,
  threads,
  nodes,
  debugfs,
  pci,
  properties,
  scans,
  drivers,
  pointers,
  times,
  sorts,
  byteOrders,
];

/** Calls in one module. */
const COUNT = 60;

/** Random calls of each family: `each` modules, the first of that seed. */
export function randomCalls(first: number, each: number, named = ''): readonly Calls[] {
  return families
    .filter(({ name }) => named.split(',').some((part) => name.includes(part)))
    .flatMap((family) =>
      Array.from({ length: each }, (_, at) => {
        const seed = first + at;
        return { name: `${family.name}, seed ${seed}`, ...callsOf(family, seeded(seed), COUNT) };
      }),
    );
}
