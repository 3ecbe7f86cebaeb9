import { expect, test } from 'vitest';
import {
  changesSince,
  compileDriver,
  type DriverSource,
  readTopology,
  readTrace,
  replayKernel,
  replayText,
  type Topology,
  type Trace,
  writeTrace,
} from '../../../../src/engine/index.ts';
import { driver, explored, gb200, lifeOf, tracesOf, tray } from './tracing.ts';

const source = driver('rfc-v2-02');
const plan = lifeOf(tray, source, 1, 1);
const trace = readTrace(writeTrace(tracesOf(explored(tray, source, plan), tray, source)[0]!)).trace!;

/** The driver with files replaced, added, or (null) taken away. */
function withFiles(files: Readonly<Record<string, string | null>>): DriverSource {
  const changed = new Map(source.files);
  for (const [path, text] of Object.entries(files))
    if (text === null) changed.delete(path);
    else changed.set(path, text);
  return { ...source, files: changed };
}

/** The topology with a piece of its text replaced. */
function edited(from: string, to: string): Topology {
  expect(gb200).toContain(from);
  return readTopology('gb200.topology.yaml', gb200.replace(from, to)).documents[0]!;
}

function replayed(topology: Topology, of: DriverSource, what: Trace = trace) {
  return replayKernel(topology, compileDriver(of, topology.pageSize), what);
}

test('changed C is refused, with the file that has changed', () => {
  const egm = source.files.get('egm.c')!;
  const result = replayed(tray, withFiles({ 'egm.c': `${egm}\n` }));
  expect(result).toMatchObject({ steps: [], end: { kind: 'changed' } });
  expect(replayText(result, trace)).toBe(
    'The trace is not followed, since it would be another path: driver-model:/rfc-v2-02/egm.c has changed. Explore again, or go back to what it was found on.',
  );
});

test.each<[string, Readonly<Record<string, string | null>>, object[]]>([
  ['a header', { 'egm.h': '/* other */' }, [{ kind: 'changed', file: 'driver-model:/rfc-v2-02/egm.h' }]],
  ['a missing source', { 'gpu.c': null }, [{ kind: 'gone', file: 'driver-model:/rfc-v2-02/gpu.c' }]],
  [
    'a header that goes before the kernel’s',
    { 'include/linux/slab.h': '' },
    [{ kind: 'new', file: 'driver-model:/rfc-v2-02/include/linux/slab.h' }],
  ],
  ['a file that no module is made of', { 'other.c': 'int x;', 'other.h': '' }, []],
])('of the driver: %s', (_, files, changes) => {
  expect(changesSince(trace, tray, withFiles(files))).toEqual(changes);
});

test('modules that are put together otherwise are a change', () => {
  const modules = source.modules!.map((module) => ({ ...module, sources: module.sources.toReversed() }));
  expect(changesSince(trace, tray, { ...source, modules })).toEqual([{ kind: 'modules' }]);
});

test('another machine is refused; a comment, or another name of it, makes no other machine', () => {
  const other = edited('nvidia,egm-pxm: 4', 'nvidia,egm-pxm: 6');
  const result = replayed(other, source);
  expect(replayText(result, trace)).toContain('the machine in gb200.topology.yaml has changed');
  expect(changesSince(trace, edited('name: GB200 tray', 'name: another # and a comment'), source)).toEqual(
    [],
  );
});

test('the string of an integer’s digits makes another machine', () => {
  const quoted = edited('nvidia,egm-pxm: 4', 'nvidia,egm-pxm: "4"');
  expect(changesSince(trace, quoted, source)).toEqual([{ kind: 'topology', path: 'gb200.topology.yaml' }]);
});

test('the same driver at another place shows the same finding', () => {
  const moved: DriverSource = {
    name: './somewhere else',
    files: source.files,
    place: (file) => `./somewhere else/${file}`,
    modules: source.modules!,
  };
  const { end } = replayed(tray, moved);
  expect(end).toMatchObject({ kind: 'finding', expected: true });
});

test('where the virtual kernel has changed it is said only when the finding does not come', () => {
  const old = { ...trace, kernel: '0'.repeat(64) };
  const same = replayed(tray, source, old);
  expect(same).toMatchObject({ otherKernel: true, end: { expected: true } });
  expect(replayText(same, old)).not.toContain('virtual kernel');
  const short = { ...old, schedule: old.schedule.slice(0, 1) };
  const result = replayed(tray, source, short);
  expect(result.end).toEqual({ kind: 'nothing' });
  expect(replayText(result, short)).toMatch(
    /^Its step was taken.*The virtual kernel has changed since it was written\.$/,
  );
});

test('a finding that is not the one the trace is of is told as another', () => {
  const other = { ...trace, cause: 'leak egm.c:19', message: 'Leak of something.' };
  const result = replayed(tray, source, other);
  expect(result.end).toMatchObject({ kind: 'finding', expected: false });
  expect(replayText(result, other)).toContain('The trace is of “Leak of something.”');
});
