import { seeded } from '../../../../src/engine/base/random.ts';
import { devices, devres, kobjects } from './devices.ts';
import { type Calls, callsOf, type Family } from './family.ts';
import { lists, locks, notifiers, resources } from './plain.ts';
import { ida, idr, xarray } from './tables.ts';
import { formats, numbersRead, strings } from './texts.ts';

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
  lists,
  notifiers,
  resources,
  locks,
];

/** Calls in one module. */
const COUNT = 40;

/** Random calls of each family: `each` modules, the first of that seed. */
export function randomCalls(first: number, each: number): readonly Calls[] {
  return families.flatMap((family) =>
    Array.from({ length: each }, (_, at) => {
      const seed = first + at;
      return { name: `${family.name}, seed ${seed}`, ...callsOf(family, seeded(seed), COUNT) };
    }),
  );
}
