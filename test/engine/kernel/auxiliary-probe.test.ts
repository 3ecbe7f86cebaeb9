import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { outcomeProblems } from '../../../src/engine/view/outcome-problems.ts';
import { renamed } from './renamed.ts';
import { edited, embedded, machineOf, run, states } from './running.ts';

const register = '\treturn pci_register_driver(&nvgrace_driver);';
const machine = machineOf([{ bdf: '0008:01:00.0' }]);

/** The first driver, with one of its own for the auxiliary devices, whose probe ends so. */
function withDriverOf(end: string): DriverSource {
  const own = `
static int pick(void)
{
	${end}
}
static int region_probe(struct auxiliary_device *aux, const struct auxiliary_device_id *id)
{
	return pick();
}
static const struct auxiliary_device_id region_ids[] = { { .name = KBUILD_MODNAME ".egm" }, {} };
static struct auxiliary_driver region_driver = { .name = "region", .probe = region_probe, .id_table = region_ids };
`;
  const head = 'static int __init nvgrace_init(void)';
  return edited(embedded('rfc-v2-02'), 'main.c', [
    [head, `${own}${head}`],
    [register, `\tauxiliary_driver_register(&region_driver);\n${register}`],
    [
      '\tpci_unregister_driver(&nvgrace_driver);',
      '\tpci_unregister_driver(&nvgrace_driver);\n\tauxiliary_driver_unregister(&region_driver);',
    ],
  ]);
}

describe.each([
  ['as it is', (source: DriverSource) => source],
  ['with every name of its own replaced', renamed],
])("a driver of the auxiliary device's own, %s", (_, altered) => {
  test('whose probe fails leaves the GPU bound, and that is a Problem at the GPU, with the line of C', () => {
    const source = altered(withDriverOf('return -ENOSPC;'));
    const outcome = run(source, machine);
    expect(states(outcome)).toEqual(['bound']);
    const [device] = outcome.auxiliaryDevices;
    expect(device!.failure).toMatchObject({ errno: 28 });
    const [problem, ...others] = outcomeProblems(machine, outcome);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'driver/probe-failed', severity: 'error' });
    expect(problem!.message).toMatch(
      /^The probe of the auxiliary device \S+\.4 failed with -ENOSPC \(no space left\), which begins in \w+: the device stays without a driver\./,
    );
    expect(problem!.place).toEqual(machine.sockets[0]!.gpus[0]!.bdf!.place);
    const { line } = device!.failure!.origin!.site;
    expect(source.files.get('main.c')!.split('\n')[line - 1]!.trim()).toBe('return -ENOSPC;');
  });

  test.each(['return 0;', 'return -ENODEV;', 'return -ENXIO;'])('is no failure with %s', (end) => {
    const outcome = run(altered(withDriverOf(end)), machine);
    expect(states(outcome)).toEqual(['bound']);
    expect(outcome.auxiliaryDevices.map(({ failure }) => failure)).toEqual([null]);
    expect(outcomeProblems(machine, outcome)).toEqual([]);
  });
});
