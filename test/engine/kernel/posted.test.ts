import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder } from './posted.ts';
import { embedded, kinds, machineOf, pair, run, states } from './running.ts';

/**
 * The posted patches' own files are not ours to keep. Where DRIVER_SOURCES names a folder with a folder for
 * each revision (`rfc-v2-02`, `rfc-v2-03`), they must come to what the embedded models come to.
 */
const root = process.env['DRIVER_SOURCES'] ?? '';
const revisions = ['rfc-v2-02', 'rfc-v2-03'].filter((name) => root !== '' && existsSync(join(root, name)));

describe.skipIf(revisions.length === 0)('posted sources (skipped without DRIVER_SOURCES)', () => {
  test.each(revisions)('%s does what its model does', (name) => {
    const posted = folder(join(root, name));
    const gpus = [...pair, { bdf: '0018:01:00.0', pxm: '5' }, { bdf: '0019:01:00.0', pxm: '"5"' }];
    const machine = machineOf([...gpus, { bdf: '001a:01:00.0', pxm: '0x100000004', device: '10de:2342' }]);
    const expected = run(embedded(name), machine);
    const result = run(posted, machine);
    expect(states(result)).toEqual(states(expected));
    expect(result.auxiliaryDevices).toEqual(expected.auxiliaryDevices);
    expect(result.log).toEqual(expected.log);
    expect(kinds(result)).toEqual(kinds(expected));
    expect(result.gpus.map(({ call }) => call && [call.function, call.errno])).toEqual(
      expected.gpus.map(({ call }) => call && [call.function, call.errno]),
    );
    expect(result.stopped).toBeNull();
  });
});

test.skipIf(revisions.length > 0)('skipped: DRIVER_SOURCES names no folder of posted drivers', () => {
  expect(revisions).toEqual([]);
});
