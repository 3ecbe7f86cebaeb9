import { describe, expect, it } from 'vitest';
import { explore } from '../../../../src/engine/explore/breadth.ts';
import { finish } from '../graph.ts';
import { assemble, type DriverName, drivers } from './program.ts';
import { egmSystem } from './system.ts';

const machine = (driver: DriverName, gpus: number, sockets = 1) =>
  egmSystem({ lines: assemble(drivers[driver]), gpus, sockets });

describe('GPUs that probe and are removed at once', () => {
  it.each([
    { gpus: 1, states: 21 },
    { gpus: 2, states: 475 },
    { gpus: 3, states: 10_275 },
    { gpus: 4, states: 221_841 },
  ])('hold with the correct driver: $gpus GPUs have $states states', ({ gpus, states }) => {
    expect(finish(explore(machine('correct', gpus)))).toMatchObject({
      outcome: 'holds',
      complete: true,
      states,
      violations: [],
    });
  });

  it.each([2, 3, 4])('hold under one mutex (%i GPUs)', (gpus) => {
    expect(finish(explore(machine('mutex', gpus)))).toMatchObject({ outcome: 'holds', complete: true });
  });

  it.each([2, 3, 4])(
    'free a device twice after 12 steps as posted, after 16 with a lookup (%i GPUs)',
    (gpus) => {
      const first = (driver: DriverName) =>
        finish(explore(machine(driver, gpus), { depth: 17 })).violations[0]!;
      expect(first('posted')).toMatchObject({
        violation: { cause: 'double free of a device' },
        trace: { length: 12 },
      });
      expect(first('lookup')).toMatchObject({
        violation: { cause: 'double free of a device' },
        trace: { length: 16 },
      });
    },
  );

  it('refuse a machine that the packed rows have no room for', () => {
    expect(() => machine('posted', 16)).toThrow('no room');
  });
});
