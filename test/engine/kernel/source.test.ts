import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';

import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { modulesOf } from '../../../src/engine/kernel/modules.ts';
import { inKernel, machineOf, run } from './running.ts';

function folder(files: Readonly<Record<string, string>>, module?: string): DriverSource {
  const source = {
    name: 'folder',
    files: new Map(Object.entries(files)),
    place: (file: string) => `folder/${file}`,
  };
  return module === undefined ? source : { ...source, module };
}

describe('modules of a folder', () => {
  test('as driver.yaml says', () => {
    const source = folder({
      'driver.yaml':
        'modules:\n  - { name: nvgrace-egm, sources: [egm.c] }\n  - name: other\n    sources: [main.c, none.c]\n',
      Makefile: 'obj-m += main.o\n',
      'egm.c': '',
      'main.c': '',
    });
    expect(modulesOf(source)).toEqual({
      assumed: 'driver.yaml',
      emptyDescription: false,
      modules: [
        { name: 'nvgrace_egm', sources: ['egm.c'] },
        { name: 'other', sources: ['main.c'] },
      ],
      missing: ['none.c'],
    });
  });

  test.each(['modules', 'modules: 4', 'modules: [{ name: x }]', '{', ''])(
    'a driver.yaml of %j says nothing',
    (text) => {
      expect(modulesOf(folder({ 'driver.yaml': text, 'a.c': '' }))).toMatchObject({
        assumed: 'single-module',
        emptyDescription: true,
      });
    },
  );

  test('as Kbuild lines say, in a folder of a kernel tree too', () => {
    const makefile = `# SPDX-License-Identifier: GPL-2.0-only
obj-$(CONFIG_NVGRACE_GPU_VFIO_PCI) += nvgrace-gpu-vfio-pci.o # the driver
nvgrace-gpu-vfio-pci-y := main.o \\
	egm_dev.o
obj-m += nvgrace-egm.o missing.o
nvgrace-egm-objs := egm.o
`;
    const at = 'drivers/vfio/pci/nvgrace-gpu/';
    const source = folder({
      [`${at}Makefile`]: makefile,
      [`${at}main.c`]: '',
      [`${at}egm_dev.c`]: '',
      [`${at}egm.c`]: '',
    });
    expect(modulesOf(source)).toEqual({
      assumed: 'kbuild',
      modules: [
        { name: 'nvgrace_gpu_vfio_pci', sources: [`${at}main.c`, `${at}egm_dev.c`] },
        { name: 'nvgrace_egm', sources: [`${at}egm.c`] },
      ],
      missing: [],
      emptyDescription: false,
    });
  });

  test('a driver.yaml whose sources are all missing decides nothing, and that is said', () => {
    const text = 'modules: [{ name: x, sources: [none.c] }]';
    expect(modulesOf(folder({ 'driver.yaml': text, 'a.c': '' }))).toMatchObject({
      assumed: 'single-module',
      missing: ['none.c'],
    });
  });

  test('else all of it is one module, whose name can be told', () => {
    const files = { 'b.c': '', 'a.c': '', 'a.h': '' };
    expect(modulesOf(folder(files)).modules).toEqual([
      { name: 'nvgrace_gpu_vfio_pci', sources: ['a.c', 'b.c'] },
    ]);
    expect(modulesOf(folder(files, 'mine')).modules[0]!.name).toBe('mine');
  });

  test('two modules: statics of one name, a function of the other, loading in order', () => {
    const text = (name: string) => `#include <linux/module.h>
int shared(void);
static int mine(void) { return ${name.length}; }
static int __init start(void) { pr_info("%s %d %d\\n", KBUILD_MODNAME, mine(), shared()); return 0; }
module_init(start);
`;
    const source = folder({
      'driver.yaml': 'modules: [{ name: first, sources: [a.c] }, { name: other, sources: [b.c] }]',
      'a.c': `${text('one')}int shared(void) { return 7; }\n`,
      'b.c': text('three'),
    });
    expect(run(source, machineOf([])).log).toEqual(['first 3 7', 'other 5 7']);
  });
});

describe('headers', () => {
  const value = (files: Readonly<Record<string, string>>) => {
    const main = `#include <linux/module.h>\n${files['main.c']}\nstatic int __init start(void) { pr_info("%d\\n", VALUE); return 0; }\nmodule_init(start);\n`;
    return run(folder({ ...files, 'main.c': main }), machineOf([])).log;
  };

  test.each<[string, Record<string, string>, string]>([
    [
      '<linux/x.h> of include/linux first',
      {
        'main.c': '#include <linux/x.h>',
        'include/linux/x.h': '#define VALUE 1',
        'linux/x.h': '#define VALUE 2',
      },
      '1',
    ],
    [
      '<linux/x.h> then of the folder',
      { 'main.c': '#include <linux/x.h>', 'linux/x.h': '#define VALUE 2' },
      '2',
    ],
    [
      'the folder stands before the library',
      {
        'main.c': '#include <linux/sizes.h>\n#define VALUE SZ_1K',
        'include/linux/sizes.h': '#define SZ_1K 5',
      },
      '5',
    ],
    ['the library at last', { 'main.c': '#include <linux/sizes.h>\n#define VALUE SZ_1K' }, '1024'],
    [
      'quoted beside the includer',
      {
        'main.c': '#include "sub/y.h"',
        'sub/y.h': '#include "z.h"',
        'sub/z.h': '#define VALUE 3',
        'z.h': '#define VALUE 4',
      },
      '3',
    ],
    [
      'quoted then of the folder',
      { 'main.c': '#include "sub/y.h"', 'sub/y.h': '#include "z.h"', 'z.h': '#define VALUE 4' },
      '4',
    ],
    [
      'upwards',
      { 'main.c': '#include "sub/y.h"', 'sub/y.h': '#include "../z.h"', 'z.h': '#define VALUE 6' },
      '6',
    ],
  ])('%s', (_, files, expected) => {
    expect(value(files)).toEqual([expected]);
  });

  test('one that is nowhere is noted at its line; what does not need it still runs', () => {
    const source = folder({
      'main.c':
        '#include <linux/module.h>\n#include <linux/none.h>\n#include "../../outside.h"\nstatic int __init start(void) { pr_info("here\\n"); return 0; }\nmodule_init(start);\n',
    });
    const compiled = compileDriver(source, 0x1000n);
    expect(compiled.notes.missingHeaders.map(({ header, site }) => [header, site.line])).toEqual([
      ['linux/none.h', 2],
      ['../../outside.h', 3],
    ]);
    expect(run(source, machineOf([])).log).toEqual(['here']);
  });
});

test('what is not modelled is noted at its line, and a finding where it is reached', () => {
  const result = inKernel('pr_info("before");\n__vfio_pci_memory_enabled(NULL);\npr_info("after");');
  expect(result.log).toEqual(['before']);
  expect(result.findings).toMatchObject([
    { kind: 'opaque-reached', during: 'load', source: { file: 'trial/main.c' } },
  ]);
  expect(result.stopped).toContain('load trial');
});

test('C that means nothing is noted and does no harm', () => {
  const source = folder({ 'main.c': 'int x = @@@;\nint f(void) { asm("nop"); return 0; }\n}}}} )( struct' });
  const compiled = compileDriver(source, 0x1000n);
  expect(compiled.notes.untranslated.length).toBeGreaterThan(0);
  expect(run(source, machineOf([{ bdf: '0008:01:00.0' }])).gpus[0]).toMatchObject({
    state: 'unbound',
    reason: 'no-match',
  });
});
