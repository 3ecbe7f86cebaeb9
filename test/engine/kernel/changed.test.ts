import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { ownNames, renamed } from './renamed.ts';
import { edited, embedded, kinds, machineOf, pair, run, states } from './running.ts';

const machine = machineOf(pair);
const first = embedded('rfc-v2-02');

/** A change of the C, and what must come of it. */
interface Change {
  readonly says: string;
  readonly source: DriverSource;
  readonly states: readonly string[];
  readonly kinds: readonly string[];
}

const uninitThenFree = '\t\tauxiliary_device_uninit(&egm->aux);\n\t\tgoto free;\n';

const changes: readonly Change[] = [
  {
    says: 'nothing changed',
    source: first,
    states: ['bound', 'failed 22'],
    kinds: ['double-free'],
  },
  {
    says: 'the second free is dropped: the finding goes',
    source: edited(first, 'egm.c', [
      [uninitThenFree, '\t\tauxiliary_device_uninit(&egm->aux);\n\t\treturn NULL;\n'],
    ]),
    states: ['bound', 'failed 22'],
    kinds: [],
  },
  {
    says: 'a look-up is added: the second GPU binds',
    source: edited(first, 'main.c', [
      [
        '\tentry = kzalloc(',
        '\tlist_for_each_entry(entry, &egm_entries, list)\n\t\tif (entry->egm->pxm == pxm)\n\t\t\treturn 0;\n\tentry = kzalloc(',
      ],
    ]),
    states: ['bound', 'bound'],
    kinds: [],
  },
  {
    says: 'it frees before it drops the reference: freeing a live device, then using it',
    source: edited(first, 'egm.c', [
      [uninitThenFree, '\t\tkvfree(egm);\n\t\tauxiliary_device_uninit(&egm->aux);\n\t\treturn NULL;\n'],
    ]),
    states: ['bound', 'failed 22'],
    kinds: ['invalid-free'],
  },
  {
    says: 'it never drops the reference: the device stays behind',
    source: edited(first, 'egm.c', [[uninitThenFree, '\t\treturn NULL;\n']]),
    states: ['bound', 'failed 22'],
    kinds: ['leak'],
  },
  {
    says: 'another errno is returned: it is shown',
    source: edited(first, 'main.c', [['return -EINVAL;', 'return -EBUSY;']]),
    states: ['bound', 'failed 16'],
    kinds: ['double-free'],
  },
  {
    says: 'the probe returns -ENODEV: it fails without a word',
    source: edited(first, 'main.c', [['return -EINVAL;', 'return -ENODEV;']]),
    states: ['bound', 'failed 19'],
    kinds: ['double-free'],
  },
  {
    says: 'the entry is used after it is freed',
    source: edited(first, 'main.c', [
      ['\t\tlist_del(&entry->list);\n\t\tkvfree(entry);', '\t\tkvfree(entry);\n\t\tlist_del(&entry->list);'],
    ]),
    states: ['bound', 'failed 22'],
    kinds: ['double-free', 'use-after-free'],
  },
  {
    says: 'the release function is forgotten: the kernel warns, and the memory is lost',
    source: edited(first, 'egm.c', [
      ['\tegm->aux.dev.release = release_egm;\n', ''],
      ['static void release_egm', '__maybe_unused static void release_egm'],
      [uninitThenFree, '\t\tauxiliary_device_uninit(&egm->aux);\n\t\treturn NULL;\n'],
    ]),
    states: ['bound', 'failed 22'],
    kinds: ['warn', 'warn', 'leak', 'leak'],
  },
  {
    says: 'the entries are never linked: the device outlives its driver',
    source: edited(first, 'main.c', [['\tlist_add_tail(&entry->list, &egm_entries);\n', '']]),
    states: ['bound', 'failed 22'],
    kinds: ['double-free', 'leak', 'leak'],
  },
  {
    says: 'the list is never initialised: NULL is written through',
    source: edited(first, 'main.c', [['\tINIT_LIST_HEAD(&egm_entries);\n', '']]),
    states: ['bound', 'failed 22'],
    kinds: ['list-corruption', 'double-free', 'null-dereference'],
  },
];

describe.each([
  ['as it is', (source: DriverSource) => source],
  ['with every name of its own replaced', renamed],
])('a changed driver, %s', (_, altered) => {
  test.each(changes)('$says', (change) => {
    const result = run(altered(change.source), machine);
    expect(states(result)).toEqual(change.states);
    expect(kinds(result)).toEqual(change.kinds);
  });
});

test('the names that are replaced are those of the driver', () => {
  expect(ownNames('rfc-v2-02')).toBeGreaterThan(20);
});

test.each(['reviewed', 'rfc-v2-03'])('%s with other names comes to the same', (name) => {
  const plain = run(embedded(name), machine);
  const other = run(renamed(embedded(name)), machine);
  expect(states(other)).toEqual(states(plain));
  expect(other.auxiliaryDevices).toEqual(plain.auxiliaryDevices);
  expect(other.log).toEqual(plain.log);
  expect(other.findings).toEqual([]);
});

test('-ENODEV from a probe leaves no line in the log', () => {
  const quiet = edited(first, 'main.c', [['return -EINVAL;', 'return -ENODEV;']]);
  expect(run(quiet, machine).log.filter((line) => line.includes('probe with driver'))).toEqual([]);
});
