// The explorer alone against Spin, both breadth first and without reductions, on the same system in the same run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const self = fileURLToPath(import.meta.url);
const rounds = 3;
const expected = 4_972_149;

const median = (samples) => samples.toSorted((a, b) => a - b)[samples.length >> 1];
const millions = (rate) => `${(rate / 1e6).toFixed(2)} M states/s`;

/** In a process of its own, so that each round begins with an empty heap. */
const ours = (bundle) =>
  JSON.parse(execFileSync(process.execPath, [self, bundle], { encoding: 'utf8', maxBuffer: 1 << 20 }));

function theirs(pan) {
  const said = execFileSync(pan, ['-m100000', '-w24'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const figure = (pattern) => Number(pattern.exec(said)?.[1]);
  return {
    states: figure(/(\d+) states, stored/),
    seconds: figure(/elapsed time ([\d.]+) seconds/),
    megabytes: figure(/([\d.]+)\s+total actual memory usage/),
  };
}

/** Prints the figures through `line(name, figure)`; `bundle` is that of measures.ts. */
export function benchExplorer(bundle, line) {
  const { compilePan, fiveGpusInPromela, findSpin } = createRequire(import.meta.url)(bundle);
  const spin = findSpin(path.join(root, '.spin'));
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-spin-'));
  try {
    const model = fiveGpusInPromela(readFileSync(path.join(root, 'test/spin/egm.pml'), 'utf8'));
    const pan = spin.command ? compilePan(spin.command, model, folder, ['-O2']) : null;
    const own = [];
    const other = [];
    for (let round = 0; round < rounds; round++) {
      own.push(ours(bundle));
      if (pan) other.push(theirs(pan));
    }
    const { states, transitions, bytes, outcome } = own[0];
    const rate = median(own.map((one) => (one.states / one.milliseconds) * 1000));
    const right = states === expected ? '' : `, WRONG: ${expected} are right`;
    line(
      'the explorer alone, 5 GPUs, no reduction',
      `${outcome}, ${states} states${right}, ${transitions} transitions, ${millions(rate)}, ${(bytes / states).toFixed(1)} bytes a state`,
    );
    if (pan === null) {
      line('  Spin', `not compared: ${spin.missing}`);
      return;
    }
    const same = other[0].states === states ? 'the same' : `OTHER: ${other[0].states}`;
    const spins = median(other.map((one) => one.states / one.seconds));
    line(
      '  Spin, breadth first, no reduction',
      `${same} states, ${millions(spins)}, ${((other[0].megabytes * 2 ** 20) / other[0].states).toFixed(1)} bytes a state; ours has ${(rate / spins).toFixed(2)} times its rate`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === self)
  console.log(JSON.stringify(createRequire(import.meta.url)(process.argv[2]).exploreFiveGpus()));
