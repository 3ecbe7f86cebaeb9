import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/engine/kernel/outcome.ts';
import { outcomeProblems } from '../../../src/engine/view/outcome-problems.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { gpuState, probeFailed } from '../../../src/engine/view/words/outcome.ts';
import { inKernel, kinds, machineOf, pair, run, states, trial } from './running.ts';

/** A driver whose ids need no driver_override, so that loading binds; `init` and `exit` are bodies. */
function loaded(init: string, exit: string, probe = 'return 0;'): Outcome {
  const text = `
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
static int calls;
static int trial_probe(struct pci_dev *pdev, const struct pci_device_id *id) { ${probe} }
static const struct pci_device_id ids[] = { { PCI_DEVICE(0x10de, 0x2941) }, { } };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = trial_probe };
static int __init trial_init(void)
{
	${init}
}
module_init(trial_init);
static void __exit trial_exit(void) { ${exit} }
module_exit(trial_exit);
`;
  return run(trial(text), machineOf(pair));
}

const register = 'return pci_register_driver(&driver);';
const unregister = 'pci_unregister_driver(&driver);';

describe('loading', () => {
  test('a driver that is registered and unregistered leaves nothing', () => {
    const outcome = loaded(register, unregister);
    expect(states(outcome)).toEqual(['bound', 'bound']);
    expect(outcome.findings).toEqual([]);
    expect(outcome.stopped).toBeNull();
  });

  test('a driver never unregistered is told where it was registered', () => {
    const outcome = loaded(register, '');
    expect(outcome.findings).toMatchObject([{ kind: 'leak', detail: 'driver', source: { line: 11 } }]);
    expect(findingMessage(outcome.findings[0]!)).toContain('still registered when its module is gone');
  });

  test('a module_init that fails is told with its errno; what it left registered, too', () => {
    const early = loaded('return -ENOSPC;', unregister);
    expect(states(early)).toEqual(['unbound', 'unbound']);
    expect(early.gpus.map(({ reason }) => reason)).toEqual(['not-loaded', 'not-loaded']);
    expect(early.findings).toEqual([]);
    expect(outcomeProblems(machineOf(pair), early).map(({ message }) => message)).toEqual([
      'The run of the driver is not whole: The module_init of trial returned -ENOSPC: the module is not loaded. What is shown is true as far as it went.',
    ]);
    const late = loaded('pci_register_driver(&driver); return -ENOSPC;', unregister);
    expect(late.findings).toMatchObject([{ kind: 'leak', detail: 'driver' }]);
  });

  test('without a module_init nothing runs, and that is said', () => {
    const outcome = run(trial('int x;\n'), machineOf(pair));
    expect(outcome.stopped).toContain('nothing of the driver is');
  });

  test('what happens while loading binds a device is put down to that device', () => {
    const probe = `void *p = kmalloc(8, GFP_KERNEL);
	u64 value;
	int ret = device_property_read_u64(&pdev->dev, "none", &value);
	kfree(p);
	kfree(p);
	p = kmalloc(16, GFP_KERNEL);
	return ret;`;
    const outcome = loaded(`${register}`, unregister, probe);
    expect(states(outcome)).toEqual(['failed 22', 'failed 22']);
    expect(outcome.gpus.map(({ call }) => call?.function)).toEqual(Array(2).fill('device_property_read_u64'));
    expect(outcome.findings.map(({ kind, during, gpu }) => `${kind} ${during} ${gpu}`)).toEqual(
      ['double-free probe', 'leak unload'].flatMap((what) => pair.map(({ bdf }) => `${what} ${bdf}`)),
    );
  });

  test('a probe that loading began and that never came back has failed; the next was not begun', () => {
    const outcome = loaded(register, unregister, 'for (;;) ;');
    expect(outcome.findings).toMatchObject([{ kind: 'out-of-fuel', during: 'probe', gpu: '0008:01:00.0' }]);
    expect(outcome.gpus).toMatchObject([
      { state: 'failed', errno: null },
      { state: 'unbound', reason: 'not-loaded' },
    ]);
    expect(gpuState(outcome.gpus[0]!)).toBe('failed: its probe never returned');
    expect(probeFailed('0008:01:00.0', outcome.gpus[0]!)).toContain('is not known');
  });

  test('a deferred device is tried again after another was bound', () => {
    const defer = 'return calls++ ? 0 : -EPROBE_DEFER;';
    expect(states(loaded(register, unregister, defer))).toEqual(['bound', 'bound']);
    const always = 'return -EPROBE_DEFER;';
    expect(states(loaded(register, unregister, always))).toEqual(['failed 517', 'failed 517']);
  });
});

describe('what the kernel prints', () => {
  test('a warning is told without its level and newline', () => {
    const outcome = inKernel('WARN(1, KERN_ERR "odd %d.\\n", 5);');
    expect(outcome.findings[0]?.values['text']).toBe('odd 5.');
    expect(findingMessage(outcome.findings[0]!)).toContain('the kernel warns: odd 5. With');
    expect(outcome.log).toEqual(['odd 5.']);
  });

  test('dev_err_probe names the errno, and says nothing of a deferral', () => {
    const probe =
      'dev_err_probe(&pdev->dev, -EINVAL, "no\\n"); return dev_err_probe(&pdev->dev, -EPROBE_DEFER, "x\\n");';
    expect(loaded(register, unregister, probe).log).toEqual([
      'trial 0008:01:00.0: error -EINVAL: no',
      'trial 0009:01:00.0: error -EINVAL: no',
    ]);
  });
});

describe('locks', () => {
  test('a lock taken twice is named, with the line of the first time', () => {
    const outcome = inKernel(
      'mutex_lock(&guarding);\n\tmutex_lock(&guarding);',
      'static DEFINE_MUTEX(guarding);',
    );
    expect(kinds(outcome)).toEqual(['lock-misuse']);
    const [finding] = outcome.findings;
    expect(findingMessage(finding!)).toContain(
      'the mutex guarding is taken by the task that already holds it',
    );
    const [problem] = outcomeProblems(machineOf([]), outcome);
    const places = problem?.related.map(({ message, place }) => [message, 'line' in place && place.line]);
    const line = finding!.source.line;
    expect(places).toEqual([
      ['it happens here in trial_init', line],
      ['it was taken here', line - 1],
    ]);
  });
});
