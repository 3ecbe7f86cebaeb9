import { describe, expect, test } from 'vitest';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import { Acting } from './acting.ts';
import { kinds, run, trial } from './running.ts';

const machine = readTopology(
  'test.topology.yaml',
  `topology: 1
page-size: 64 KiB
sockets:
  - socket: 0
    pxm: 0
    memory: [{ base: 0x7040000000, size: 32 GiB }]
    gpus: [{ bdf: 0008:01:00.0 }]
retired-pages:
  - { table: 0x7870001000, pages: [0x90000000, 0x2a00010000] }
`,
).documents[0]!;

function source(body: string) {
  return trial(`
#include <linux/io.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/string.h>
static int __init start(void)
{
	${body}
	return 0;
}
module_init(start);
static void __exit stop(void) { }
module_exit(stop);
`);
}

describe('memremap (kernel/iomem.c)', () => {
  test('reads the tables of the topology, and zeros where none is', () => {
    const { log, findings } = run(
      source(`u64 *t = memremap(0x7870001000, SZ_64K, MEMREMAP_WB), *n = memremap(0x7870000000, 0x1010, MEMREMAP_WB), *e = memremap(0x7880000000, 8, MEMREMAP_WB);
pr_info("%llu %llx %llx %llu\\n", t[0], t[1], t[2], t[3]); pr_info("%llu %llu %llx\\n", n[0], n[0x200], n[0x201]); pr_info("%llu\\n", *e);
memunmap(t); memunmap(n); memunmap(e);`),
      machine,
    );
    expect(log).toEqual(['2 90000000 2a00010000 0', '0 2 90000000', '0']);
    expect(findings).toEqual([]);
  });

  test('past its end is out of bounds, after memunmap freed', () => {
    const past = run(
      source('u64 *t = memremap(0x7870001000, 16, MEMREMAP_WB); pr_info("%llu\\n", t[2]); memunmap(t);'),
      machine,
    );
    expect(kinds(past)).toEqual(['out-of-bounds']);
    const after = run(
      source('u64 *t = memremap(0x7870001000, 16, MEMREMAP_WB); memunmap(t); pr_info("%llu\\n", t[0]);'),
      machine,
    );
    expect(kinds(after)).toEqual(['use-after-free']);
  });

  test('no flags, no size, a range that wraps, or one partly of the host: NULL', () => {
    const { log, findings } = run(
      source(`pr_info("%d%d%d", !memremap(0x1000, 8, 0), !memremap(0x1000, 0, MEMREMAP_WB), !memremap(~0ull, 2, MEMREMAP_WB));
pr_info("%d", !memremap(0x7030000000, SZ_512M, MEMREMAP_WB));`),
      machine,
    );
    expect(log).toEqual([
      '111',
      'memremap attempted on mixed range 0x0000007030000000 size: 0x20000000',
      '1',
    ]);
    expect(findings.map(({ kind }) => kind)).toEqual(['warn']);
  });

  test('a region of hundreds of GiB costs nothing; how far it was scrubbed is kept', () => {
    const acting = new Acting(
      source(`char *m = memremap(0x80000000, 447ull << 30, MEMREMAP_WB); unsigned long i;
for (i = 0; i < 447; i++) memset(m + (i << 30), 0, SZ_1G);
memunmap(m);`),
      machine,
    );
    acting.do('load trial');
    expect(acting.kinds()).toEqual([]);
    expect(acting.observe().scrubs).toEqual([{ base: 0x80000000n, size: 447n << 30n }]);
    const [task] = acting.run.state.tasks.slice(-1);
    expect(acting.run.state.limits.fuel - task!.fuel).toBeLessThan(447 * 120);
  });

  test('beyond the mapping, or after it, its memory must not be filled', () => {
    const { findings } = run(
      source(
        `char *m = memremap(0x80000000, SZ_2G, MEMREMAP_WB); memset(m + SZ_1G, 0, SZ_1G + 1); memunmap(m); memset(m, 0, 8);`,
      ),
      machine,
    );
    expect(findings.map(({ kind, detail }) => `${kind}/${detail}`)).toEqual([
      'out-of-bounds/mapping',
      'out-of-bounds/mapping',
    ]);
  });

  test('a mapping that is never unmapped, and one unmapped twice', () => {
    const lost = run(source('memremap(0x80000000, SZ_2G, MEMREMAP_WB);'), machine);
    expect(lost.findings).toMatchObject([
      { kind: 'leak', detail: 'mapping', source: { file: 'trial/main.c' } },
    ]);
    const twice = run(
      source('void *m = memremap(0x80000000, SZ_2G, MEMREMAP_WB); memunmap(m); memunmap(m);'),
      machine,
    );
    expect(twice.findings).toMatchObject([{ kind: 'warn' }]);
  });
});
