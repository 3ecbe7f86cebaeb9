import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { defaultDriver, embeddedDrivers } from '../../../src/engine/drivers/embedded.ts';

import { probe } from '../../../src/engine/kernel/probe.ts';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import { regionsOf } from '../../../src/engine/topology/region.ts';
import { templates } from '../../../src/engine/view/templates/template.ts';

test('the machines that a new topology can begin with', () => {
  expect(templates().map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
    'GH200: 1 socket, 1 GPU',
    'GH200 x4: 4 sockets, 4 GPUs',
    'GB200 tray: 2 sockets, 4 GPUs',
    'GB300 tray: 2 sockets, 4 GPUs',
  ]);
});

test.each(templates())('$label reads without any Problem, and is commented', ({ fileName, text }) => {
  const { documents, problems } = readTopology(fileName, text);
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  expect(text.match(/ # /g)!.length).toBeGreaterThan(12);
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
});

test('the GB200 tray has the figures of a real one', () => {
  const { text } = templates().find(({ id }) => id === 'gb200')!;
  const [machine] = readTopology('t', text).documents;
  expect(machine!.sockets.flatMap(({ gpus }) => gpus.map(({ bdf }) => bdf?.value))).toEqual([
    '0008:01:00.0',
    '0009:01:00.0',
    '0018:01:00.0',
    '0019:01:00.0',
  ]);
  expect(regionsOf(machine!).map(({ pxm, base, size }) => ({ pxm, base, size }))).toEqual([
    { pxm: 4n, base: 0x80000000n, size: 0x6fc0000000n },
    { pxm: 5n, base: 0x100080000000n, size: 0x6fc0000000n },
  ]);
  expect(
    machine!.sockets.map(({ memory }) => memory.map(({ base, size }) => [base?.value, size?.value])),
  ).toEqual([[[0x7040000000n, 32n << 30n]], [[0x107040000000n, 32n << 30n]]]);
});

test('all GPUs of a template lie apart: addresses, domains and tables are their own', () => {
  for (const { text } of templates()) {
    const gpus = readTopology('t', text).documents[0]!.sockets.flatMap((socket) => socket.gpus);
    for (const key of [
      'nvidia,gpu-mem-base-pa',
      'nvidia,gpu-mem-pxm-start',
      'nvidia,egm-retired-pages-data-base',
    ]) {
      const values = gpus.map(({ properties }) => properties.find((each) => each.key === key)?.value.value);
      expect(new Set(values).size).toBe(gpus.length);
      expect(values).not.toContain(undefined);
    }
  }
});

test.each(['gb200', 'gh200'])('the sample workspace has the %s of the templates', (id) => {
  const { fileName, text } = templates().find((template) => template.id === id)!;
  const sample = new URL(`../../fixtures/sample-workspace/${fileName}`, import.meta.url);
  expect(readFileSync(sample, 'utf8')).toBe(text);
});

test.each(templates())(
  '$label: the default driver binds every GPU, without a finding',
  ({ fileName, text }) => {
    const { documents } = readTopology(fileName, text);
    const source = embeddedDrivers().find(({ name }) => name === defaultDriver)!;
    const steps = probe(documents[0]!, compileDriver(source, documents[0]!.pageSize));
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { gpus, findings, stopped, auxiliaryDevices } = step.value;
    expect(gpus.map(({ state }) => state)).toEqual(gpus.map(() => 'bound'));
    expect({ findings, stopped }).toEqual({ findings: [], stopped: null });
    expect(auxiliaryDevices.map(({ name }) => name.split('.').at(-1))).toEqual(
      documents[0]!.sockets.map((_, index) => `${4 + index}`),
    );
  },
);
