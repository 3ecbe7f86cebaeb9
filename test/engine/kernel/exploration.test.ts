import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileDriver, embeddedDrivers, readTopology } from '../../../src/engine/index.ts';
import type { UserAction } from '../../../src/engine/kernel/actions.ts';
import type { ExplorationOptions } from '../../../src/engine/kernel/exploration.ts';
import { exploreKernel } from '../../../src/engine/kernel/exploration.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import type { Plan } from '../../../src/engine/kernel/plan.ts';

const text = readFileSync(
  new URL('../../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url),
  'utf8',
);
const topology = readTopology('gb200.topology.yaml', text).documents[0]!;
const topologyGpus = ['0008:01:00.0', '0009:01:00.0', '0018:01:00.0', '0019:01:00.0'] as const;
const [first, second, other] = topologyGpus;

/** Modules are loaded, the lists run at once, and what is left is unbound and unloaded. */
function explored(
  name: string,
  faults: number,
  lists: readonly (readonly UserAction[])[],
  options: ExplorationOptions = {},
): Explored {
  const driver = compileDriver(embeddedDrivers().find((each) => each.name === name)!, 4096n);
  const modules = driver.modules.map((module) => module.name);
  const after: UserAction[] = [
    ...topologyGpus.map((bdf) => ({ kind: 'unbind', bdf }) as const),
    ...modules.toReversed().map((module) => ({ kind: 'unload', module }) as const),
  ];
  const load = modules.map((module) => ({ kind: 'load', module }) as const);
  const plan: Plan = { phases: [[load], lists, [after]], faults };
  const search = exploreKernel(topology, driver, plan, options);
  for (;;) {
    const next = search.next();
    if (next.done) return next.value;
  }
}

const bind = (bdf: string) => ({ kind: 'bind', bdf }) as const;
const unbind = (bdf: string) => ({ kind: 'unbind', bdf }) as const;
const bindUnbind = (bdf: string) => [bind(bdf), unbind(bdf)];
const kinds = ({ findings }: Explored) => [...new Set(findings.map(({ finding }) => finding.kind))].sort();

test('reviewed: two GPUs of a socket, bound and unbound at once, one call failing anywhere', () => {
  const result = explored('reviewed', 1, [bindUnbind(first), bindUnbind(second)]);
  expect(result.findings.map(({ cause }) => cause)).toEqual([]);
  expect(result.races).toEqual([]);
  expect(result.outcome).toBe('holds');
});

test('reviewed: four GPUs of two sockets, bound and unbound at once, one call failing anywhere', {
  timeout: 300_000,
}, () => {
  const result = explored('reviewed', 1, topologyGpus.map(bindUnbind));
  expect(result.findings.map(({ cause }) => cause)).toEqual([]);
  // Walks have taught it all before it began: it was not begun anew.
  expect(result).toMatchObject({ outcome: 'holds', limit: null, races: [], rounds: 1 });
  expect(result.states).toBeGreaterThan(20_000);
});

test('rfc-v2-02: a failed name or add of one GPU frees its record twice', () => {
  const result = explored('rfc-v2-02', 1, [bindUnbind(first)]);
  expect(result.outcome).toBe('violated');
  const [found] = result.findings.filter(({ finding }) => finding.kind === 'double-free');
  expect(found).toMatchObject({ finding: { gpu: first }, faults: [{ call: 'auxiliary_device_add' }] });
  expect(found!.trace.map(({ task }) => task)).toEqual([expect.stringMatching(/^load /), `probe ${first}`]);
});

test('a search that ends early says of a trace that fewer steps may do, unless there can be none', () => {
  const { limit, findings } = explored('rfc-v2-02', 1, topologyGpus.map(bindUnbind), { states: 2_000 });
  expect(limit).toBe('states');
  // Loading the module, and one probe: there is no shorter way.
  for (const { trace, fewerMayDo } of findings) expect(fewerMayDo).toBe(trace.length > 2);
  expect(new Set(findings.map(({ fewerMayDo }) => fewerMayDo))).toEqual(new Set([false, true]));
});

test('rfc-v2-02: two probes of different sockets corrupt the list, whose fields are named', () => {
  const result = explored('rfc-v2-02', 0, [[bind(first)], [bind(other)]]);
  expect(kinds(result)).toContain('list-corruption');
  const fields = [...new Set(result.races.map(({ field }) => field))].sort();
  expect(fields).toEqual(['egm_entries.next', 'egm_entries.prev', 'struct egm_entry.list.next']);
});

test('rfc-v2-02: a name that a service gives back lets another probe reach the list, before its entry has left it', () => {
  const result = explored('rfc-v2-02', 0, [bindUnbind(first), bindUnbind(second)]);
  expect(kinds(result)).toEqual(expect.arrayContaining(['double-free', 'list-corruption', 'use-after-free']));
});

test('rfc-v2-02: unbinding the second GPU takes away what the first one uses', () => {
  const result = explored('rfc-v2-02', 0, [[bind(first), bind(second), unbind(second)]]);
  expect(kinds(result)).toContain('double-free');
});

test('rfc-v2-03: an entry on the list is freed when the record of the second GPU cannot be allocated', () => {
  const result = explored('rfc-v2-03', 1, [[bind(first), bind(second), unbind(first)]]);
  const found = result.findings.find(({ finding }) => finding.kind === 'use-after-free');
  expect(found?.finding.object).toBe('struct egm_entry');
  expect(found?.faults).toMatchObject([{ errno: 12 }]);
});

test('rfc-v2-03: two probes of one PXM both scan and both create', () => {
  const result = explored('rfc-v2-03', 0, [[bind(first)], [bind(second)]]);
  const found = result.findings.find(({ finding }) => finding.kind === 'double-free');
  expect(found?.finding.object).toBe('struct egm_device');
  expect(result.races.length).toBeGreaterThan(0);
});

test('the same plan gives the same result, and a search that is stopped early says so', () => {
  const lists = [bindUnbind(first), bindUnbind(second)];
  const once = explored('rfc-v2-02', 0, lists);
  expect(explored('rfc-v2-02', 0, lists)).toEqual(once);
  const short = explored('reviewed', 0, lists, { states: 20 });
  expect(short).toMatchObject({ outcome: 'gave-up', limit: 'states', states: 20 });
});
