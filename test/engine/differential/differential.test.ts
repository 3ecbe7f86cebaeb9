import { beforeAll, describe, expect, it } from 'vitest';
import type { TranslationUnit } from '../../../src/engine/csource/ast.ts';
import { faults } from './faults.ts';
import { gccMissing, runOnMachine, runWithGcc } from './peers.ts';
import { type GeneratedProgram, generateProgram } from './program.ts';
import { rewriteExpressions, rewriteRecords } from './rewrite.ts';

const count = Number(process.env['DIFFERENTIAL_COUNT'] ?? 240);
const first = Number(process.env['DIFFERENTIAL_FIRST'] ?? 1);
/** Programs compiled by one run of gcc. */
const batch = 80;
const missing = gccMissing();
if (missing !== null) console.log(`differential test skipped: ${missing}`);

const keep = <Node>(node: Node): Node => node;

/** What tells the machine's output from gcc's, with the seed to try again; null for nothing. */
function difference(
  program: GeneratedProgram,
  wanted: readonly string[],
  given: readonly string[],
): string | null {
  const length = Math.max(wanted.length, given.length);
  for (let at = 0; at < length; at++) {
    if (wanted[at] === given[at]) continue;
    return `seed ${program.seed}, output ${at}: gcc ${wanted[at]}, machine ${given[at]}`;
  }
  return null;
}

describe.skipIf(missing !== null)('generated programs', () => {
  const programs = Array.from({ length: count }, (_, at) => generateProgram(first + at));
  const wanted = new Map<number, string[]>();

  beforeAll(() => {
    for (let from = 0; from < programs.length; from += batch) {
      for (const [seed, lines] of runWithGcc(programs.slice(from, from + batch))) wanted.set(seed, lines);
    }
  }, 600_000);

  it('give the same output on the machine as compiled by gcc', () => {
    const found = programs.map((each) => difference(each, wanted.get(each.seed)!, runOnMachine(each)));
    expect(found.filter((each) => each !== null)).toEqual([]);
    expect([...wanted.values()].every((lines) => lines.length > 30)).toBe(true);
  }, 600_000);

  it.each(faults)(
    'would not with the fault: $name',
    ({ seam }) => {
      const caught = programs.find(
        (each) => difference(each, wanted.get(each.seed)!, runOnMachine(each, seam)) !== null,
      );
      expect(caught).toBeDefined();
      // It is the output that differs: the faulty program is still a whole one.
      expect(runOnMachine(caught!, seam).filter((line) => line.startsWith('line '))).toEqual([]);
    },
    600_000,
  );
});

describe('a generated program', () => {
  it('says the same through seams that change nothing', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const program = generateProgram(seed);
      const same = {
        syntax: (unit: TranslationUnit) => rewriteRecords(rewriteExpressions(unit, keep), keep),
      };
      expect(runOnMachine(program, same)).toEqual(runOnMachine(program));
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(generateProgram(7).text).toBe(generateProgram(7).text);
    expect(generateProgram(7).text).not.toBe(generateProgram(8).text.replaceAll('p8_', 'p7_'));
  });
});
