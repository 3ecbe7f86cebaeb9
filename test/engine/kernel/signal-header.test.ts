import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { trial } from './running.ts';

test('signals are asked for through the header that Linux has them in', () => {
  const text = `#include <linux/module.h>
#include <linux/sched/signal.h>
static int start(void) { return fatal_signal_pending(current) || signal_pending(current) ? -EINTR : 0; }
module_init(start);`;
  expect(compileDriver(trial(text), 4096n).notes).toMatchObject({ untranslated: [], missingHeaders: [] });
});
