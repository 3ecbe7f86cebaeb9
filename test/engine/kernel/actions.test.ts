import { describe, expect, test } from 'vitest';
import { actionTable } from '../../../src/engine/kernel/actions.ts';
import { libraryTable } from '../../../src/engine/kernel/library-table.ts';
import { Acting } from './acting.ts';
import { embedded, machineOf, pair, trial } from './running.ts';

const gpu = 'nvgrace-gpu-vfio-pci';
const [first, second] = ['0008:01:00.0', '0009:01:00.0'];

function reviewed(): Acting {
  return new Acting(embedded('reviewed'), machineOf(pair));
}

test('each action is a function of library/actions.c or sysfs_file.c, with as many parameters', () => {
  const text = ['actions.c', 'action_files.c', 'sysfs_file.c']
    .map((name) => libraryTable.get(name)!)
    .join('');
  for (const { function: name, arguments: parameters } of Object.values(actionTable)) {
    const list = new RegExp(`^int ${name}\\((.*)\\)$`, 'm').exec(text)?.[1];
    expect([name, list?.split(', ').filter((each) => each !== 'void').length]).toEqual([
      name,
      parameters.length,
    ]);
  }
});

describe('bind_store, unbind_store (drivers/base/bus.c)', () => {
  test('without a driver -ENODEV, bound already -EBUSY, unbound already -ENODEV', () => {
    const acting = reviewed();
    expect(acting.do(`bind ${first}`, `load ${gpu}`, `bind ${first}`, `bind ${first}`)).toEqual([
      -19, 0, 0, -16,
    ]);
    expect(acting.do(`unbind ${first}`, `unbind ${first}`, 'bind 00ff:00:00.0')).toEqual([0, -19, -19]);
    expect(acting.kinds()).toEqual([]);
  });

  test('the errno of the probe', () => {
    const acting = new Acting(embedded('reviewed'), machineOf([{ bdf: first, pxm: '"4"' }]));
    expect(acting.do(`load ${gpu}`, `bind ${first}`)).toEqual([0, -71]);
  });
});

describe('driver_override (drivers/pci/pci-sysfs.c)', () => {
  test('survives rmmod: the next load binds by itself, in the order of the devices', () => {
    const acting = reviewed();
    expect(
      acting.do(`load ${gpu}`, `bind ${second}`, `bind ${first}`, `unload ${gpu}`, `load ${gpu}`),
    ).toEqual([0, 0, 0, 0, 0]);
    const { auxiliary, devices } = acting.observe();
    expect([...devices.values()].map(({ bound }) => bound)).toEqual([true, true]);
    expect(auxiliary.map(({ name, parent }) => [name, parent])).toEqual([['nvgrace_gpu_vfio_pci.egm.4', 0]]);
    expect(acting.kinds()).toEqual([]);
  });

  test('another name keeps the driver away; an empty one lets it', () => {
    const acting = reviewed();
    expect(acting.do(`load ${gpu}`, `override ${first} other`, `bind ${first}`)).toEqual([0, 0, -19]);
    expect(acting.do(`override ${first}`, `bind ${first}`)).toEqual([0, 0]);
  });
});

describe('pci_stop_and_remove_bus_device (drivers/pci/remove.c)', () => {
  test('removes the driver first; the device is gone for every later write', () => {
    const acting = reviewed();
    acting.do(`load ${gpu}`, `bind ${first}`);
    expect(acting.do(`unplug ${first}`, `unplug ${first}`, `bind ${first}`, `unbind ${first}`)).toEqual([
      0, -2, -19, -19,
    ]);
    expect(acting.observe().auxiliary).toEqual([]);
    expect(acting.do(`unload ${gpu}`)).toEqual([0]);
    expect(acting.kinds()).toEqual([]);
  });

  test('a child that a driver left is below nothing, and can still be deleted', () => {
    const acting = new Acting(embedded('rfc-v2-03'), machineOf(pair));
    acting.do(`load ${gpu}`, `bind ${first}`, `bind ${second}`, `unplug ${first}`);
    expect(acting.observe().auxiliary).toMatchObject([
      { name: 'nvgrace_gpu_vfio_pci.egm.4', parentBound: false },
    ]);
    expect(acting.do(`unbind ${second}`, `unload ${gpu}`)).toEqual([0, 0]);
    expect(acting.observe().auxiliary).toEqual([]);
    expect(acting.kinds()).toEqual([]);
  });
});

test('rmmod detaches in the reverse order of binding (driver_detach, drivers/base/dd.c)', () => {
  const text = `#include <linux/pci.h>
static int trial_probe(struct pci_dev *pdev, const struct pci_device_id *id) { pci_info(pdev, "probe\\n"); return 0; }
static void trial_remove(struct pci_dev *pdev) { pci_info(pdev, "remove\\n"); }
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, { } };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = trial_probe, .remove = trial_remove };
module_pci_driver(driver);
`;
  const acting = new Acting(trial(text), machineOf(pair));
  acting.do('load trial', `bind ${second}`, `bind ${first}`, 'unload trial');
  expect(acting.log()).toEqual([
    `trial ${second}: probe`,
    `trial ${first}: probe`,
    `trial ${first}: remove`,
    `trial ${second}: remove`,
  ]);
});

test('PROBE_PREFER_ASYNCHRONOUS: the load goes on, and waits for the probes at its end (do_init_module)', () => {
  const text = `#include <linux/pci.h>
static int trial_probe(struct pci_dev *pdev, const struct pci_device_id *id) { pci_info(pdev, "probe\\n"); return 0; }
static const struct pci_device_id ids[] = { { PCI_DEVICE(0x10de, 0x2941) }, { } };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = trial_probe, .driver = { .probe_type = PROBE_PREFER_ASYNCHRONOUS } };
static int __init start(void) { int ret = pci_register_driver(&driver); pr_info("registered\\n"); return ret; }
module_init(start);
static void __exit stop(void) { pci_unregister_driver(&driver); }
module_exit(stop);
`;
  const acting = new Acting(trial(text), machineOf(pair));
  expect(acting.do('load trial')).toEqual([0]);
  expect(acting.log()).toEqual(['registered', `trial ${first}: probe`, `trial ${second}: probe`]);
  expect(acting.do('unload trial')).toEqual([0]);
  expect(acting.kinds()).toEqual([]);
});
