import { expect, test } from 'vitest';
import { hoverAt, type Outcomes, readTopology } from '../../../../src/engine/index.ts';
import { embedded, run } from '../../kernel/running.ts';
import { fixtures, machine } from '../../topology/fixture.ts';

const text = machine('gb200-egm-hypervisor');

function hover(on: string, outcomes: Outcomes = [null], at = 0): string {
  const offset = text.indexOf(on);
  expect(offset).toBeGreaterThan(0);
  return hoverAt(readTopology('t', text), offset + at, outcomes)?.markdown.replaceAll('\\', '') ?? '';
}

test('a key says what it means, in what unit, and when firmware writes it', () => {
  expect(hover('nvidia,egm-size')).toMatchInlineSnapshot(`
    "**nvidia,egm-size** Size of the EGM region.

    A size: decimal or 0x hex, or decimal with KiB, MiB, GiB or TiB, in bytes.

    Grace firmware writes it with EGM on."
  `);
  expect(hover('pxm: 0')).toMatchInlineSnapshot(`
    "**pxm** Proximity domain of the CPUs and their memory.

    A proximity domain. Required."
  `);
});

test('beside another extension what a key means is left to it, and the rest is told', () => {
  const alone = (on: string, at = 0) =>
    hoverAt(readTopology('t', text), text.indexOf(on) + at, [null], false)?.markdown ?? null;
  expect(alone('nvidia,egm-size')).toBeNull();
  expect(alone('name: ', 8)).toBeNull();
  expect(alone('bdf: 0008')).toMatch(/^\*\*GPU 0008/);
  expect(alone('page-size: 64 KiB', 11)).toBe('**0x10000 (64 KiB)**');
});

test('an EGM base says its range and what lies around it', () => {
  expect(hover('nvidia,egm-base-pa: 0x80000000', [null], 22)).toMatchInlineSnapshot(`
    "**0x80000000-0x703fffffff** 0x6fc0000000 (447 GiB)

    EGM region of PXM 4, as GPU 0008:01:00.0 (socket 0) gives it.

    It begins in the window of socket 0, 0x0-0xfffffffffff (address bits 45 and 44).

    - Nothing lies before it.
    - After it: host memory of socket 0 (0x7040000000-0x783fffffff, 32 GiB), without a gap."
  `);
});

test('host memory begins where EGM ends', () => {
  expect(hover('0x7040000000')).toContain('without a gap');
});

test('memory of a GPU has no window', () => {
  expect(hover('0x520000000000')).not.toContain('window');
});

test('a domain says who uses it, and its device and node', () => {
  expect(hover('nvidia,egm-pxm: 4', [null], 16)).toMatchInlineSnapshot(`
    "**Proximity domain 4**

    - EGM region, named by GPU 0008:01:00.0 (socket 0)
    - EGM region, named by GPU 0009:01:00.0 (socket 0)

    The driver's auxiliary device: \`egm.4\`, after its module’s name. The node: \`/dev/egm4\`."
  `);
  expect(hover('nvidia,gpu-mem-pxm-start: 8', [null], 26)).toContain('domains 8 to 15');
});

test('a GPU says what became of it', () => {
  const [topology] = readTopology('t', text).documents;
  const outcome = run(embedded('reviewed'), topology!);
  expect(hover('0008:01:00.0', [outcome])).toMatchInlineSnapshot(`
    "**GPU 0008:01:00.0** 10de:2941

    Under reviewed: bound.

    - EGM device: nvgrace_gpu_vfio_pci.egm.4"
  `);
  expect(hover('0008:01:00.0', ['running'])).toContain('running');
  expect(hover('bdf', [null])).toContain('has not run');
});

test('at every offset of every fixture there is an answer or none, and no word of ours in it', () => {
  for (const { name, text: each } of fixtures('problems')) {
    const reading = readTopology(name, each);
    for (let offset = 0; offset <= each.length; offset += 3) {
      const found = hoverAt(reading, offset, []);
      if (!found) continue;
      expect(found.markdown).not.toMatch(/undefined|null|NaN|\[object/);
      expect(found.span.start).toBeLessThanOrEqual(offset);
    }
  }
});
