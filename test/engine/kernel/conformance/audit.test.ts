import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileDriver } from '../../../../src/engine/drivers/compile-driver.ts';
import { embeddedDrivers } from '../../../../src/engine/drivers/embedded.ts';
import { libraryTable } from '../../../../src/engine/kernel/library-table.ts';
import { trial } from '../running.ts';

/*
 * Every function that the library offers to drivers is called by C of a test beside this one, which says what must
 * come of it, or by an embedded driver, which test/kernel holds to a real Linux.
 */

/** Declared in headers for other files of the library, or for what they generate: no driver calls them. */
const internal =
  /^(?:_|kernfs_|sysfs_(?:warn_dup|add_file|add_bin_file|create_dir|remove_dir)|bus_|device_(?:attach|driver_attach)$|driver_(?:attach|register|unregister)$|pci_match_id$|pfn_valid$)/;

test('every modelled function that a driver can call has a test', () => {
  const headers = [...libraryTable]
    .filter(([path]) => path.startsWith('include/linux/'))
    .map(([, text]) => text);
  const declared = new Set(
    headers.flatMap((text) => [...text.matchAll(/\b(\w+)\(/g)].map(([, name]) => name!)),
  );
  const { functions } = compileDriver(trial(''), 4096n).built.program;
  const offered = functions
    .filter(({ name, library, site }) => library && site.file.endsWith('.c') && declared.has(name))
    .map(({ name }) => name)
    .filter((name) => !internal.test(name));
  expect(offered.length).toBeGreaterThan(200);
  const c = [...textsBeside(), ...embeddedDrivers().flatMap(({ files }) => [...files.values()])].join('\n');
  const called = new Set([...c.matchAll(/\b\w+/g)].map(([name]) => name));
  expect(offered.filter((name) => !called.has(name))).toEqual([]);
});

function textsBeside(): string[] {
  const folder = new URL('../', import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('audit.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}
