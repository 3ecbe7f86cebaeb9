import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { embeddedDrivers } from '../../../src/engine/drivers/embedded.ts';

import { libraryPlace, librarySource, libraryUnit } from '../../../src/engine/kernel/library.ts';
import { libraryTable } from '../../../src/engine/kernel/library-table.ts';
import { compiledLibrary } from '../../../src/engine/kernel/library-units.ts';
import { embedded, trial } from './running.ts';

const library = fileURLToPath(new URL('../../../src/engine/kernel/library/', import.meta.url));
const drivers = fileURLToPath(new URL('../../../src/engine/drivers/', import.meta.url));
const hasGcc = spawnSync('gcc', ['--version']).status === 0;

/** What gcc says of a C file with the library's headers, in the dialect of the kernel. */
function gcc(file: string, ...more: string[]): string {
  const flags =
    '-std=gnu11 -fsyntax-only -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Wno-type-limits';
  const settings = ['-nostdinc', '-ffreestanding', '-DKBUILD_MODNAME="trial"', '-DPAGE_SHIFT=16'];
  const result = spawnSync('gcc', [...flags.split(' '), ...settings, `-I${library}include`, ...more, file]);
  return result.stderr.toString();
}

describe.skipIf(!hasGcc)('gcc takes the C (skipped without gcc)', () => {
  test('the library', () => {
    expect(gcc(join(library, libraryUnit), '-Wno-missing-field-initializers')).toBe('');
  });

  test('each header on its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'headers-'));
    const headers = [...libraryTable.keys()].filter((path) => path.startsWith('include/linux/'));
    const wrong = headers.filter((path) => {
      const file = join(folder, 'one.c');
      writeFileSync(file, `#include <${path.slice('include/'.length)}>\n`);
      return gcc(file) !== '';
    });
    rmSync(folder, { recursive: true });
    expect(wrong).toEqual([]);
    expect(headers.length).toBeGreaterThan(60);
  });

  test.each(embeddedDrivers().map(({ name }) => name))('the driver %s', (name) => {
    for (const [file] of embedded(name).files) {
      if (!file.endsWith('.c')) continue;
      const path = join(drivers, file === 'gpu.c' ? 'nvgrace' : name, file);
      const places = [`-I${drivers}nvgrace`, `-I${drivers}${name}`, '-Wno-missing-field-initializers'];
      expect(gcc(path, '-DMODULE', ...places)).toBe('');
    }
  });
});

test('the table has every file, each with its licence', () => {
  for (const [path, text] of libraryTable) {
    expect([path, text.split('\n')[0]]).toEqual([path, '/* SPDX-License-Identifier: GPL-2.0-only OR MIT */']);
  }
  const unit = libraryTable.get(libraryUnit)!;
  const included = [...unit.matchAll(/#include "(.*)"/g)].map((match) => match[1]!);
  const units = [...libraryTable.keys()].filter((path) => path.endsWith('.c') && path !== libraryUnit);
  expect(included.toSorted()).toEqual(units.toSorted());
});

test('files are opened by what sites name them', () => {
  expect(librarySource(libraryPlace('list.c'))).toBe(libraryTable.get('list.c'));
  expect(librarySource('driver-model:/kernel/include/linux/list.h')).toContain('LIST_HEAD');
  expect(librarySource('driver-model:/reviewed/main.c')).toBeNull();
  expect(librarySource('driver-model:/kernel/none.c')).toBeNull();
});

test.each([0x1000n, 0x4000n, 0x10000n])(
  'all of the library is translated for pages of %s bytes',
  (pageSize) => {
    const { unit } = compiledLibrary(pageSize);
    expect(unit.unit.untranslated).toEqual([]);
    expect(compiledLibrary(pageSize)).toBe(compiledLibrary(pageSize));
  },
);

test("an inline function of a header is the library's in a driver too", () => {
  const { built } = compileDriver(
    trial('#include <linux/device.h>\nvoid *f(struct device *d) { return dev_get_drvdata(d); }\n'),
    0x1000n,
  );
  const inline = built.program.functions.filter(({ name }) => name === 'dev_get_drvdata');
  expect(inline.length).toBeGreaterThan(0);
  expect(inline.every((each) => each.library)).toBe(true);
  expect(built.program.functions.find(({ name }) => name === 'f')).toMatchObject({
    library: false,
    module: 'trial',
  });
});

// A real kernel took no driver with such a function: the preprocessor is there before the compiler.
test('names that Linux has as macros are no functions of a driver', () => {
  const text = embedded('reviewed').files.get('egm.c')!;
  const taken = text.replaceAll('free_region', 'release_region');
  const own = (file: string) => compileDriver(renamed(file), 4096n).notes.untranslated;
  const renamed = (file: string) => {
    const source = embedded('reviewed');
    return { ...source, files: new Map([...source.files, ['egm.c', file]]) };
  };
  expect(taken).not.toBe(text);
  expect(own(text)).toEqual([]);
  expect(own(taken).length).toBeGreaterThan(0);
});
