import { expect, test } from 'vitest';
import { pickShown, picture, whyStale } from '../../src/editor/topology-file.ts';
import { compileDriver, embeddedDrivers, type Outcome, probe, readTopology } from '../../src/engine/index.ts';

const read = (text: string) => readTopology('tray.topology.yaml', text);
const good = read('topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n');
const other = read('topology: 1\nsockets:\n  - socket: 1\n    pxm: 1\n');
const broken = read('topology: 1\nsockets:\n  - socket: 0\n    pxm: {\n');
const bare = read('topology: 1\n');

test('the newest text is shown as long as it can be read', () => {
  expect(pickShown(good, other, false)).toBe(other);
  expect(pickShown(bare, bare, false)).toBe(bare);
});

test('what comes first is shown, whatever it is', () => {
  expect(pickShown(null, broken, false)).toBe(broken);
  expect(pickShown(null, bare, true)).toBe(bare);
});

test('the last good text stays over one that is not YAML, or has lost its sockets', () => {
  expect(broken.syntaxError).toBe(true);
  expect(pickShown(good, broken, false)).toBe(good);
  expect(pickShown(good, broken, true)).toBe(good);
  expect(pickShown(good, bare, false)).toBe(good);
  expect(whyStale({ reading: broken })).toBe('the text cannot be read');
  expect(whyStale({ reading: bare })).toBe('the text has no socket');
});

test('an empty text, and one saved without sockets, are meant so', () => {
  const empty = read(' \n');
  expect(pickShown(good, empty, false)).toBe(empty);
  expect(pickShown(good, bare, true)).toBe(bare);
});

function run(text: string, driver: string): { codes: string[] } {
  const reading = read(text);
  const source = embeddedDrivers().find(({ name }) => name === driver)!;
  const [topology] = reading.documents;
  const steps = probe(topology!, compileDriver(source, topology!.pageSize));
  let step = steps.next();
  while (!step.done) step = steps.next();
  const outcomes: Outcome[] = [step.value];
  const chosen = { name: driver, folder: null, source, trouble: null };
  const uri = {} as Parameters<typeof picture>[0]['uri'];
  const file = picture({
    uri,
    uris: new Map(),
    reading,
    shown: reading,
    driver: chosen,
    outcomes,
    bug: null,
    levels: new Map(),
  });
  return { codes: file.problems.map(({ code }) => code).filter((code) => code.startsWith('driver/')) };
}

const gpu = (bdf: string, comment: string) => `
      - bdf: ${bdf} # ${comment}
        device: 10de:2941
        properties:
          nvidia,gpu-mem-base-pa: 0x420000000000
          nvidia,gpu-mem-size: 184 GiB
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: 1 GiB
          nvidia,egm-pxm: 4`;
const twoGpus = (comment: string) =>
  `topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n    gpus:${gpu('0008:01:00.0', 'first')}${gpu('0009:01:00.0', comment)}\n`;

test('a comment silences what the driver did on its line', () => {
  expect(run(twoGpus('second'), 'rfc-v2-02').codes).toEqual(['driver/probe-failed', 'driver/double-free']);
  const silenced = run(twoGpus('driver-model-ignore: driver/double-free'), 'rfc-v2-02');
  expect(silenced.codes).toEqual(['driver/probe-failed']);
});
