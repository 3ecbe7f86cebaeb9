import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTopology } from '../../../../src/engine/index.ts';
import { findingMessage } from '../../../../src/engine/view/words/finding.ts';
import { explored, told } from '../exploring.ts';
import { edited, embedded } from '../running.ts';
import { charVariants } from './char.ts';
import { fileVariants } from './file.ts';
import { regionVariants } from './region.ts';

/*
 * Patches that nobody has posted: `reviewed` with one fault that a driver may well have. Each is found, and said in
 * words that fit, by an exploration that finds nothing in `reviewed` itself.
 */

const workspace = new URL('../../../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url);
const machine = readTopology('gb200.topology.yaml', readFileSync(workspace, 'utf8')).documents[0]!;
const variants = [...regionVariants, ...charVariants, ...fileVariants];

test.each(variants)('$name', ({ file, edits, phases, faults = 0, kind, says }) => {
  const result = explored(edited(embedded('reviewed'), file, edits), machine, phases, faults);
  const messages = result.findings
    .filter(({ finding }) => finding.kind === kind)
    .map(({ finding }) => findingMessage(finding));
  const races = kind === 'race' ? result.races.map(({ field }) => field) : [];
  expect(
    [...messages, ...races].filter((text) => says.test(text)),
    told(result).join('\n'),
  ).not.toEqual([]);
});

const plans = new Map(
  variants.map(({ phases, faults = 0 }) => [JSON.stringify([phases, faults]), { phases, faults }]),
);

test.each([...plans])('reviewed: %s', (_, { phases, faults }) => {
  expect(told(explored(embedded('reviewed'), machine, phases, faults))).toEqual([]);
});
