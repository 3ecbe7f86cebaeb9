import { describe, expect, it } from 'vitest';
import { scenarioName } from '../../src/engine/index.ts';
import { dsdt, mcfg } from './acpi.ts';
import { driverOf } from './drivers.ts';
import { normalise } from './normalise.ts';
import { planBoots } from './plan.ts';
import { readScenarios } from './scenarios.ts';
import { guestScript } from './script.ts';
import { faults, withFault } from './sharpness.ts';
import { Transcript } from './transcript.ts';
import { virtualRuns } from './virtual.ts';

const scenarios = readScenarios();
const named = (name: string) => scenarios.find((each) => scenarioName(each) === name)!;

describe('the comparison with a real kernel, without one', () => {
  it('has at least twenty scenarios, each of another name', () => {
    const names = new Set(scenarios.map(scenarioName));
    expect(names.size).toBe(scenarios.length);
    expect(names.size).toBeGreaterThanOrEqual(20);
  });

  it('has faults for scenarios and texts that there are', () => {
    for (const fault of faults) expect(withFault(driverOf(named(fault.scenario)), fault)).toBeDefined();
  });

  it('keeps every line but those that are listed, and the GPUs’ own addresses', () => {
    const lines = [
      "sysfs: cannot create duplicate filename '/bus/auxiliary/devices/a.egm.4'",
      'CPU: 0 UID: 0 PID: 184 Comm: init.sh Tainted: G OE 6.12 #1',
      ' dump_stack_lvl+0x64/0x80',
      ' ? bus_add_device+0x93/0x210 [a]',
      'BUG kmalloc-1k (Tainted: G OE ): Object already free',
      'Redzone  ff11000005961800: bb bb',
      'Modules linked in: b(OE+)',
      ' a(OE) vfio_stand_in(OE)',
      'a 0008:11:00.1: something that nobody has seen before',
    ];
    expect(normalise(lines, new Map([['0008:11:00.1', '0008:01:00.0']]))).toEqual({
      log: [lines[0], 'a 0008:01:00.0: something that nobody has seen before'],
      harm: ['double-free'],
    });
  });

  it('gives a harmed kernel a boot of its own, and every GPU an address of its own', () => {
    const harmful = named('a second GPU of a socket as first posted');
    const boots = planBoots(scenarios, (scenario) => scenario === harmful);
    expect(boots.flatMap(({ placed }) => placed)).toHaveLength(scenarios.length);
    expect(boots.at(-1)?.placed.map(({ scenario }) => scenario)).toEqual([harmful]);
    for (const { placed } of boots) {
      const addresses = placed.flatMap(({ gpus }) => gpus.map(({ bdf }) => bdf));
      expect(new Set(addresses).size).toBe(addresses.length);
    }
  });

  it('keeps the order of registration: scenarios that contradict it share no boot', () => {
    const life = named('a whole life of a GPU');
    const { machine } = life;
    const turned = { ...life, machine: { ...machine!, sockets: machine!.sockets.toReversed() } };
    const boots = planBoots([life, turned], () => false);
    expect(boots.map(({ bridges }) => bridges.map(({ domain }) => domain))).toEqual([
      [0x8, 0x9, 0x18, 0x19],
      [0x18, 0x19, 0x8, 0x9],
    ]);
  });

  it('writes the properties of the topology into tables of 64-bit integers', () => {
    const [boot] = planBoots([named('domains beyond 32 bits')], () => false);
    const text = dsdt(boot!);
    expect(text).toContain('"DSDT", 2,');
    expect(text).toContain('Package () { "nvidia,egm-pxm", 0x100000005 }');
    expect(text).toContain('Package () { "nvidia,egm-pxm", 0xffffffffffffffff }');
    expect(text).toContain('Name (_SEG, 0x000A)');
    expect(mcfg(boot!).match(/Segment Group Number/g)).toHaveLength(4);
  });

  it('takes a guest that did not end for dead, whatever it said before', () => {
    const scenario = named('a whole life of a GPU');
    const [boot] = planBoots([scenario], () => false);
    const lines = ['@ begin', '@ step 0 0', '@ answer 0 0', '@ gpu 0008:11:00.0 -', '@ step 0 1'];
    const console = [...lines, '@ answer 0 Device or resource busy', 'Kernel panic - not syncing: dead'];
    const said = new Transcript(console.map((line, at) => `[    1.00000${at}] ${line}`).join('\r\n'));
    expect(said.isWhole).toBe(false);
    const seen = said.seen(0, boot!.placed[0]!);
    expect(seen.map(({ answers }) => answers)).toEqual([['0'], ['-EBUSY']]);
    expect(seen[0]?.gpus).toEqual(['0008:01:00.0 unbound']);
    expect(seen[1]?.log).toEqual(['Kernel panic - not syncing: dead']);
    expect(new Transcript('[    1.000001] @ end').isWhole).toBe(true);
  });

  it('runs parallel lists in shells of their own, and in every order in the virtual kernel', () => {
    const scenario = named('two GPUs of a socket come and go at once');
    const [boot] = planBoots([scenario], () => false);
    expect(guestScript(boot!)).toContain(
      '( answer 0 bind 0008:11:00.0; answer 0 unbind 0008:11:00.0 ) &\n( answer 1 bind',
    );
    expect(virtualRuns(scenario, driverOf(scenario))).toHaveLength(6);
  });
});
