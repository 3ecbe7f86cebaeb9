import { describe, expect, it } from 'vitest';
import { finished } from '../../../../src/engine/base/steps.ts';
import { restoreUnit, type StoredUnit, storeUnit } from '../../../../src/engine/csource/lower/stored.ts';
import { embeddedDrivers } from '../../../../src/engine/drivers/embedded.ts';
import { unitsToStore } from '../../../../src/engine/drivers/units-to-store.ts';
import { translateDriver } from '../../../../src/engine/kernel/compile.ts';
import { translateLibrary } from '../../../../src/engine/kernel/library-units.ts';

const throughJson = (stored: StoredUnit): StoredUnit => JSON.parse(JSON.stringify(stored));

describe('a stored unit', () => {
  const library = translateLibrary(4096n, new Map());

  it('is the unit again, when it is the whole library', () => {
    expect(library.functions.length).toBeGreaterThan(100);
    expect(restoreUnit(throughJson(storeUnit(library)))).toEqual(library);
  });

  it.each(embeddedDrivers().map((source) => ({ name: source.name, source })))(
    'is the unit again, of each source of $name',
    ({ source }) => {
      const units = finished(translateDriver(source, source.modules ?? [], 65536n, new Map()));
      expect(units.length).toBeGreaterThan(1);
      for (const { unit } of units) expect(restoreUnit(throughJson(storeUnit(unit)))).toEqual(unit);
    },
  );

  it('exists for the library and each embedded driver, of each page size', () => {
    const names = ['kernel', ...embeddedDrivers().map(({ name }) => name)];
    const expected = ['4096', '16384', '65536'].flatMap((size) => names.map((name) => `${name}-${size}`));
    expect(unitsToStore().map(({ name, pageSize }) => `${name}-${pageSize}`)).toEqual(expected);
  });
});
