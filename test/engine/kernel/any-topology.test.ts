import { expect, test } from 'vitest';
import { type Random, seeded } from '../../../src/engine/base/random.ts';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { embedded } from './running.ts';

/*
 * Whatever firmware publishes, strings, zeros, what overflows and what differs between the GPUs of a socket included, the
 * driver as reviewed does nothing wrong.
 */

const usually = (random: Random, usual: string, others: readonly (string | null)[]): string | null =>
  random.below(3) > 0 ? usual : random.pick(others);

function drawnGpu(random: Random, socket: number, number: number): string {
  const domain = (8 + socket * 16 + number).toString(16).padStart(4, '0');
  const properties: readonly (readonly [string, string | null])[] = [
    ['gpu-mem-base-pa', usually(random, `0x4${socket}${number}000000000`, [null, '"x"', '0'])],
    ['gpu-mem-size', usually(random, '4 GiB', ['0', null, '0x1001'])],
    ['egm-base-pa', usually(random, `0x10${socket}00000000`, [null, '"y"', '0', '0xffffffffffff0000'])],
    ['egm-size', usually(random, '2 GiB', [null, '0', '0xfffffffffffff000', '1 GiB'])],
    [
      'egm-pxm',
      usually(random, `${4 + socket}`, [null, '4', '0', '0x100000004', '0xffffffff', '"z"', '300']),
    ],
    ['egm-retired-pages-data-base', usually(random, '0x40000000', [null, '"q"', '0'])],
  ];
  const written = properties.filter(([, value]) => value !== null);
  return [
    `      - bdf: ${domain}:01:00.0`,
    '        device: 10de:2941',
    written.length === 0 ? '        properties: {}' : '        properties:',
    ...written.map(([key, value]) => `          nvidia,${key}: ${value}`),
  ].join('\n');
}

function drawn(random: Random): Topology {
  const sockets = Array.from({ length: 1 + random.below(2) }, (_, socket) => {
    const gpus = Array.from({ length: 1 + random.below(2) }, (_, number) => drawnGpu(random, socket, number));
    return `  - socket: ${socket}\n    pxm: ${socket}\n    gpus:\n${gpus.join('\n')}\n`;
  });
  return readTopology('drawn.topology.yaml', `topology: 1\nsockets:\n${sockets.join('')}`).documents[0]!;
}

function explored(topology: Topology, faults: number): Explored {
  const driver = compileDriver(embedded('reviewed'), topology.pageSize);
  const search = exploreLife(topology, driver, wholeLife(topology, driver, faults), { states: 4000 });
  for (;;) {
    const next = search.next();
    if (next.done) return next.value;
  }
}

test.each(Array.from({ length: 24 }, (_, seed) => seed))('seed %i', (seed) => {
  const { findings, races, states } = explored(drawn(seeded(seed)), seed % 3 === 0 ? 1 : 0);
  expect(findings.map(({ finding }) => findingMessage(finding))).toEqual([]);
  expect(races).toEqual([]);
  expect(states).toBeGreaterThan(1);
});
