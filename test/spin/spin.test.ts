import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explore } from '../../src/engine/explore/breadth.ts';
import { causes } from '../engine/explore/egm/causes.ts';
import { changes, mutant } from '../engine/explore/egm/mutants.ts';
import { assemble, type DriverName, drivers } from '../engine/explore/egm/program.ts';
import { egmSystem, type Machine } from '../engine/explore/egm/system.ts';
import { finish } from '../engine/explore/graph.ts';
import { withBroken } from './broken.ts';
import { promela } from './promela.ts';
import { findSpin, type Verdict, verify } from './spin.ts';

const spin = findSpin(fileURLToPath(new URL('../../.spin', import.meta.url)));
const missing = 'missing' in spin ? spin.missing : null;
const command = 'command' in spin ? spin.command : '';
const template = readFileSync(new URL('egm.pml', import.meta.url), 'utf8');

const names: readonly string[] = causes;

function explored(machine: Machine): Verdict {
  const { states } = finish(explore(withBroken(egmSystem(machine))));
  const { violations } = finish(explore(egmSystem(machine)));
  const lengths = new Map(violations.map(({ violation, trace }) => [violation.cause, trace.length]));
  const deadlock = lengths.get('deadlock') ?? null;
  lengths.delete('deadlock');
  const numbers = [...lengths].map(([cause, length]) => [names.indexOf(cause), length] as const);
  return { states, causes: new Map(numbers.toSorted(([a], [b]) => a - b)), deadlock };
}

function spun(machine: Machine): Verdict {
  const verdict = verify(command, promela(template, machine));
  return { ...verdict, causes: new Map([...verdict.causes].toSorted(([a], [b]) => a - b)) };
}

const machines = (Object.keys(drivers) as DriverName[]).flatMap((driver) => [
  { driver, gpus: 2, sockets: 1 },
  { driver, gpus: 3, sockets: 2 },
]);
const seeds = Array.from({ length: 2 }, (_, index) => 400 + index);
const mutants = Object.keys(changes).flatMap((change) => seeds.map((seed) => ({ change, seed })));

it('every check fires on one of these machines', () => {
  const seen = new Set<string>();
  const all = [
    ...machines.map(({ driver, ...counts }) => ({ lines: assemble(drivers[driver]), ...counts })),
    ...mutants.map(({ change, seed }) => mutant(change, seed)),
  ];
  for (const machine of all)
    for (const { violation } of finish(explore(egmSystem(machine))).violations) seen.add(violation.cause);
  expect([...seen].toSorted()).toEqual([...causes.slice(1), 'deadlock'].toSorted());
});

describe.skipIf(missing !== null)(`Spin${missing === null ? '' : `: ${missing}`}`, () => {
  it.each(machines)('agrees on $driver, $gpus GPUs on $sockets sockets', ({ driver, gpus, sockets }) => {
    const machine = { lines: assemble(drivers[driver]), gpus, sockets };
    expect(explored(machine)).toEqual(spun(machine));
  });

  it.each(mutants)('agrees when $change (seed $seed)', ({ change, seed }) => {
    const machine = mutant(change, seed);
    expect(explored(machine)).toEqual(spun(machine));
  });
});
