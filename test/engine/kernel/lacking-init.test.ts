import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { lacksInit, someLacksInit } from '../../../src/engine/kernel/lacking-init.ts';

const caller = `#include <linux/module.h>
int helped(void);
static int __init begin(void) { return helped(); }
module_init(begin);
MODULE_LICENSE("GPL");
`;
const helper = `#include <linux/module.h>
int helped(void) { return 0; }
EXPORT_SYMBOL_GPL(helped);
MODULE_LICENSE("GPL");
`;
const description =
  'modules: [{ name: caller, sources: [caller.c] }, { name: helper, sources: [helper.c] }]\n';

function driver(files: Readonly<Record<string, string>>) {
  const source: DriverSource = {
    name: 'mine',
    files: new Map(Object.entries(files)),
    place: (file) => `mine/${file}`,
  };
  return compileDriver(source, 4096n);
}

test('a module that only others call is whole, though it has no module_init', () => {
  const whole = driver({ 'driver.yaml': description, 'caller.c': caller, 'helper.c': helper });
  expect(lacksInit(whole, 'helper')).toBe(false);
  expect(someLacksInit(whole)).toBe(false);
});

test('one of which something is not translated may have one that is not seen', () => {
  const broken = driver({
    'driver.yaml': description,
    'caller.c': caller,
    'helper.c': `${helper}int f( {\n`,
  });
  expect(lacksInit(broken, 'helper')).toBe(true);
  expect(lacksInit(broken, 'caller')).toBe(false);
  expect(someLacksInit(broken)).toBe(true);
});

test('a driver without any does nothing', () => {
  const nothing = driver({ 'helper.c': helper });
  expect(someLacksInit(nothing)).toBe(true);
});
