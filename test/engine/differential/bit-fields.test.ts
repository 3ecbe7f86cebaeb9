import { beforeAll, describe, expect, it } from 'vitest';
import { bitFieldProgram } from './bit-fields.ts';
import { gccMissing, runOnMachine, runWithGcc } from './peers.ts';

const count = Number(process.env['DIFFERENTIAL_COUNT'] ?? 240);
const first = Number(process.env['DIFFERENTIAL_FIRST'] ?? 1);
const missing = gccMissing();

describe.skipIf(missing !== null)('records with bit-fields', () => {
  const programs = Array.from({ length: count }, (_, at) => bitFieldProgram(first + at));
  let wanted = new Map<number, string[]>();

  beforeAll(() => {
    wanted = runWithGcc(programs);
  }, 600_000);

  it('are laid out, read and written on the machine as compiled by gcc', () => {
    const different = programs.filter((each) => runOnMachine(each).join() !== wanted.get(each.seed)!.join());
    expect(different.map(({ seed, text }) => `seed ${seed}: ${text}`)).toEqual([]);
    expect([...wanted.values()].every((lines) => lines.length > 40)).toBe(true);
  }, 600_000);
});
