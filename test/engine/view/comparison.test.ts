import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { embeddedDrivers } from '../../../src/engine/drivers/embedded.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { type Compared, compareDrivers } from '../../../src/engine/view/comparison/compare.ts';
import { comparisonPage } from '../../../src/engine/view/comparison/page.ts';
import {
  absent,
  type Comparison,
  type ComparisonCell,
  type ComparisonKind,
  detail,
  row,
} from '../../../src/engine/view/comparison/table.ts';
import { comparedCell, comparedRows } from '../../../src/engine/view/rows/compared.ts';
import { comparisonSummary, comparisonTitle } from '../../../src/engine/view/words/comparison.ts';
import { edited, embedded, machineOf, pair, run } from '../kernel/running.ts';

const machine = machineOf(pair);

const ran = (source: DriverSource): Compared => ({ outcome: run(source, machine), exploration: null });

function explored(source: DriverSource): Compared {
  const driver = compileDriver(source, machine.pageSize);
  const life = wholeLife(machine, driver, 0);
  const search = exploreLife(machine, driver, life);
  let next = search.next();
  while (!next.done) next = search.next();
  const result: Explored = next.value;
  return { outcome: run(source, machine), exploration: { explored: result, left: life.left } };
}

/** Each row as words: what it is about, and the texts of its cells. */
function texts({ rows }: Comparison, ...kinds: ComparisonKind[]): string[][] {
  return rows
    .filter(({ kind }) => kinds.includes(kind))
    .map((row) => [comparisonTitle(row), ...row.cells.map(({ text }) => text)]);
}

test('each driver has a column, and what differs is grouped by what it comes to', () => {
  const comparison = compareDrivers(embeddedDrivers().map(ran));
  expect(comparison.drivers).toEqual(['reviewed', 'rfc-v2-02', 'rfc-v2-03', 'rfc-v2']);
  const failed = 'failed with -EINVAL after auxiliary_device_add returned -EEXIST';
  // The machine has no table of retired pages, which the whole series asks for.
  const missing = 'failed with -EINVAL from device_property_read_u64';
  expect(texts(comparison, 'gpu', 'node')).toEqual([
    ['GPU 0008:01:00.0', 'bound', 'bound', 'bound', missing],
    ['GPU 0009:01:00.0', 'bound', failed, 'bound', missing],
    ['Node /dev/egm4', 'exists', 'absent', 'absent', 'absent'],
  ]);
  const rows = comparison.rows.filter(({ kind }) => kind === 'gpu');
  expect(rows.map(({ alike }) => alike)).toEqual([
    [[0, 1, 2], [3]],
    [[0, 2], [1], [3]],
  ]);
  const [call] = rows[1]!.cells[1]!.details;
  expect(call).toMatchObject({ text: 'auxiliary_device_add returned -EEXIST', found: null });
  expect(call!.place?.file).toBe('driver-model:/rfc-v2-02/egm.c');
});

test('findings are compared by what they are called, with the line of each', () => {
  const comparison = compareDrivers(['reviewed', 'rfc-v2-02'].map(embedded).map(ran));
  expect(texts(comparison, 'finding')).toEqual([['Double free in the run', 'none', '1 finding']]);
  const [row] = comparison.rows.filter(({ kind }) => kind === 'finding');
  expect(row!.cells.map(({ state }) => state)).toEqual(['absent', 'bad']);
  expect(row!.cells[1]!.details).toMatchObject([{ place: { file: 'driver-model:/rfc-v2-02/egm.c' } }]);
});

test('a change of the C that changes nothing is no difference, though its lines are others', () => {
  const source = embedded('rfc-v2-02');
  const other = edited(source, 'egm.c', [['#include', '\n\n#include']]);
  const comparison = compareDrivers([ran(source), ran({ ...other, name: 'moved' })]);
  expect(comparison.rows.filter(({ alike }) => alike.length > 1)).toEqual([]);
  expect(comparisonSummary(comparison)).toBe('the same in all that is compared');
});

test('a run that does not reach its end is a row', () => {
  const refused = edited(embedded('rfc-v2-02'), 'main.c', [
    ['\tINIT_LIST_HEAD(&egm_entries);\n', '\treturn -ENOSPC;\n'],
  ]);
  const comparison = compareDrivers([ran(embedded('reviewed')), ran(refused)]);
  const [row] = texts(comparison, 'run');
  expect(row).toEqual(['The run', 'reached its end', expect.stringContaining('ENOSPC')]);
  expect(comparisonSummary(comparison)).toMatch(/^2 GPUs, .* end of the run differ$/);
});

test('explored drivers have their verdicts, findings with traces and the fields that need a lock', () => {
  const comparison = compareDrivers(['reviewed', 'rfc-v2-03'].map(embedded).map(explored));
  expect(texts(comparison, 'verdict')).toEqual([['Every order', 'holds', 'violated']]);
  const order = comparison.rows.filter(({ kind }) => kind === 'order');
  expect(order.length).toBeGreaterThan(0);
  for (const { cells } of order) {
    expect(cells[0]).toEqual({ text: 'none', state: 'absent', details: [] });
    for (const { found } of cells[1]!.details) expect(found!.trace.length).toBeGreaterThan(0);
  }
  const races = comparison.rows.filter(({ kind }) => kind === 'race');
  expect(races.length).toBeGreaterThan(0);
  for (const { cells } of races) {
    expect(cells.map(({ text }) => text)).toEqual(['no race', 'needs a lock']);
    expect(cells[1]!.details.some(({ text }) => text.startsWith('written during '))).toBe(true);
  }
});

/** Rows of a page, each as the texts of its cells, with the cells that its links name. */
function drawnTable(html: string): { cells: string[]; links: string[] }[] {
  return [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => ({
    cells: [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!.replace(/<[^>]*>/g, ''),
    ),
    links: [...row!.matchAll(/href="([^"]*)"/g)].map(([, link]) => link!),
  }));
}

test('as a page it is a table: a column for each driver, what differs first, and cells that open their rows', () => {
  const comparison = compareDrivers(['reviewed', 'rfc-v2-02'].map(embedded).map(ran));
  const linkTo = (row: number, column: number) => `to:${row},${column}`;
  const html = comparisonPage(comparison, { title: 'a <b> & "c"', stale: null, linkTo });
  expect(html).toContain('<h1>a &lt;b&gt; &amp; &quot;c&quot;</h1>');
  expect(html).not.toMatch(/<script|class="stale"/);
  const table = drawnTable(html);
  expect(table[0]!.cells).toEqual(['', 'reviewed', 'rfc-v2-02']);
  expect(table[1]!.cells).toEqual(['What differs']);
  const failed = '✗ failed with -EINVAL after auxiliary_device_add returned -EEXIST';
  expect(table.map(({ cells }) => cells)).toContainEqual(['GPU 0009:01:00.0', '✓ bound', failed]);
  const same = table.findIndex(({ cells }) => cells[0] === 'The same under each driver');
  expect(table.slice(same + 1).every(({ cells }) => cells[1] === cells[2])).toBe(true);

  const rows = comparedRows(comparison);
  const linked = table.flatMap(({ cells, links }) =>
    links.map((link) => ({ title: cells[0]!, cells, link })),
  );
  expect(linked.length).toBeGreaterThan(1);
  for (const { title, cells, link } of linked) {
    const [row, column] = link.slice('to:'.length).split(',').map(Number);
    const path = comparedCell(rows, row!, column!);
    expect(path.at(-2)!.label).toBe(title);
    expect(path.at(-1)!.label).toBe(comparison.drivers[column!]);
    expect(path.at(-1)!.description).toBe(cells[column! + 1]!.replace(/^[✓✗] /, ''));
  }
});

test('who comes to the same is told together; where all do, in ways of their own, that is told', () => {
  const lock = (text: string) => ({
    text: 'needs a lock',
    state: 'bad' as const,
    details: [detail(text, null)],
  });
  const told = (...cells: readonly ComparisonCell[]) =>
    comparedRows({ drivers: ['a', 'b', 'c'], notRun: [], rows: [row('race', 'list.next', cells)] })[1]!
      .description;
  expect(told(lock('written'), absent('no race'), lock('read'))).toBe('a and c: needs a lock · b: no race');
  expect(told(lock('written'), lock('read'), lock('read'))).toBe('each needs a lock, not in the same way');
});

test('a page says what has changed since', () => {
  const comparison = compareDrivers(['reviewed', 'rfc-v2-02'].map(embedded).map(ran));
  const html = comparisonPage(comparison, { title: 'a', stale: 'Stale: so it is.', linkTo: () => '' });
  expect(html).toContain('<p class="stale" role="status">Stale: so it is.</p>');
});

test('one that was stopped says which drivers were not run, and of those that were what they come to', () => {
  const [reviewed, posted] = ['reviewed', 'rfc-v2-02'].map(embedded).map(ran);
  const two = compareDrivers([reviewed!, posted!], ['rfc-v2-03', 'rfc-v2']);
  expect(two.drivers).toEqual(['reviewed', 'rfc-v2-02']);
  expect(comparisonSummary(two)).toMatch(/ differ; not run: rfc-v2-03 and rfc-v2$/);
  expect(comparedRows(two)[0]!.description).toBe(comparisonSummary(two));
  const one = compareDrivers([reviewed!], ['rfc-v2-02']);
  expect(comparisonSummary(one)).toBe('nothing beside it to compare it with; not run: rfc-v2-02');
  expect(comparedRows(one).map(({ label }) => label)).toEqual(['reviewed', 'What it comes to']);
  const page = comparisonPage(one, { title: 'one', stale: null, linkTo: () => '' });
  expect(page).toContain('not run: rfc-v2-02.');
});

test('what was not wholly looked at has none of a finding only in what was', () => {
  const [reviewed, posted] = ['reviewed', 'rfc-v2-03'].map(embedded).map(explored);
  const { left, explored: whole } = reviewed!.exploration!;
  const stopped: Explored = { ...whole, outcome: 'gave-up', limit: 'stopped' };
  const comparison = compareDrivers([{ ...reviewed!, exploration: { left, explored: stopped } }, posted!]);
  expect(texts(comparison, 'verdict')).toEqual([
    ['Every order', 'stopped, nothing found until then', 'violated'],
  ]);
  const partly = compareDrivers([
    reviewed!,
    { ...posted!, exploration: { left, explored: { ...posted!.exploration!.explored, limit: 'states' } } },
  ]);
  expect(texts(partly, 'verdict')).toEqual([['Every order', 'holds', 'violated, not all looked at']]);
  for (const [, text] of texts(comparison, 'order')) expect(text).toBe('none in what was looked at');
  for (const [, text] of texts(comparison, 'race')) expect(text).toBe('no race in what was looked at');
});
