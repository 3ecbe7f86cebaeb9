import { finished } from '../base/steps.ts';
import { type StoredUnit, storeUnit } from '../csource/lower/stored.ts';
import { translateDriver } from '../kernel/compile.ts';
import { translateLibrary } from '../kernel/library-units.ts';
import { embeddedDrivers } from './embedded.ts';

/** What the build stores, and what `storedUnits` gives back by name and page size. */
export interface UnitsToStore {
  readonly name: string;
  readonly pageSize: bigint;
  readonly units: readonly StoredUnit[];
}

/** The pages a kernel can have. */
const pageSizes = [4096n, 16384n, 65536n];

/** All C that comes with the product, translated for each page size. */
export function unitsToStore(): UnitsToStore[] {
  return pageSizes.flatMap((pageSize) => {
    const tokens = new Map();
    const library = { name: 'kernel', pageSize, units: [storeUnit(translateLibrary(pageSize, tokens))] };
    const drivers = embeddedDrivers().map((source) => ({
      name: source.name,
      pageSize,
      units: finished(translateDriver(source, source.modules ?? [], pageSize, tokens)).map(({ unit }) =>
        storeUnit(unit),
      ),
    }));
    return [library, ...drivers];
  });
}
