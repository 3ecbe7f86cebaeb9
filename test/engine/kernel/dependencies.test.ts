import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { Acting } from './acting.ts';
import { machineOf, pair, run } from './running.ts';

/* Two modules, of which one calls the other, as they are listed: the caller first. */

const module = (body: string) => `#include <linux/module.h>\n${body}\nMODULE_LICENSE("GPL");\n`;
const source: DriverSource = {
  name: 'pair',
  files: new Map([
    [
      'driver.yaml',
      'modules:\n  - { name: user, sources: [user.c] }\n  - { name: provider, sources: [provider.c] }\n',
    ],
    [
      'user.c',
      module(`int provide(int n);
extern int provided;
static int __init user_init(void) { pr_info("user %d %d\\n", provide(3), provided); return 0; }
static void __exit user_exit(void) { provide(0); }
module_init(user_init); module_exit(user_exit);`),
    ],
    [
      'provider.c',
      module(`int provided;
int provide(int n) { provided += n; return n; }
EXPORT_SYMBOL_GPL(provide); EXPORT_SYMBOL_GPL(provided);
static int __init provider_init(void) { pr_info("provider\\n"); return 0; }
static void __exit provider_exit(void) { pr_info("provider gone\\n"); }
module_init(provider_init); module_exit(provider_exit);`),
    ],
  ]),
  place: (file) => `pair/${file}`,
};

test('insmod wants what a module needs to be there, and rmmod leaves it there', () => {
  const acting = new Acting(source, machineOf(pair));
  expect(acting.do('load user')).toEqual([-2]);
  expect(acting.log()).toEqual(['user: Unknown symbol provide (err -2)']);
  expect(
    acting.do('load provider', 'load user', 'unload provider', 'unload user', 'unload provider'),
  ).toEqual([0, 0, -11, 0, 0]);
  expect(acting.log()).toEqual(['provider', 'user 3 3', 'provider gone']);
});

test('a run loads them as modprobe does', () => {
  expect(run(source, machineOf([])).log).toEqual(['provider', 'user 3 3']);
});

describe('MODULE_SOFTDEP', () => {
  const softly = (user: string, provider = '') => {
    const files = new Map(source.files);
    const says = (name: string) =>
      `static int __init begin(void) { pr_info("${name}\\n"); return 0; }\nmodule_init(begin);\n`;
    files.set('user.c', module(says('user') + user));
    files.set('provider.c', module(says('provider') + provider));
    return run({ ...source, files }, machineOf([])).log;
  };

  test.each([
    ['is not there: as they are listed', '', '', ['user', 'provider']],
    ['pre: before it', 'MODULE_SOFTDEP("pre: provider");', '', ['provider', 'user']],
    ['post: after it', 'MODULE_SOFTDEP("post: provider");', '', ['user', 'provider']],
    [
      'several, and one that is not there',
      'MODULE_SOFTDEP("pre: no-such post: other");\nMODULE_SOFTDEP("pre: provider");',
      '',
      ['provider', 'user'],
    ],
    [
      'each before the other: as they are met',
      'MODULE_SOFTDEP("pre: provider");',
      'MODULE_SOFTDEP("pre: user");',
      ['provider', 'user'],
    ],
  ])('%s', (_, user, provider, order) => {
    expect(softly(user, provider)).toEqual(order);
  });
});
