// The driver's C under exploration, and Spin on a hand-written model of the same, in the same run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const median = (samples) => samples.toSorted((a, b) => a - b)[samples.length >> 1];
const ms = (value) => `${value.toFixed(0)} ms`;

/** What is explored: driver, GPUs on each socket, sockets, faults, and the limit of states. */
const subjects = [
  { driver: 'reviewed', gpus: 2, sockets: 1, faults: 1, rounds: 15, limit: 200_000 },
  { driver: 'reviewed', gpus: 2, sockets: 2, faults: 0, rounds: 3, limit: 200_000 },
  { driver: 'reviewed', gpus: 2, sockets: 2, faults: 1, rounds: 3, limit: 200_000 },
  { driver: 'reviewed', gpus: 4, sockets: 2, faults: 0, rounds: 3, limit: 200_000 },
  { driver: 'rfc-v2-02', gpus: 1, sockets: 1, faults: 1, rounds: 3, limit: 200_000 },
  { driver: 'rfc-v2-02', gpus: 1, sockets: 2, faults: 0, rounds: 3, limit: 200_000 },
  { driver: 'rfc-v2-03', gpus: 2, sockets: 1, faults: 0, rounds: 1, limit: 200_000 },
];

/** Prints the figures through `line(name, figure)`; `bundle` is that of measures.ts. */
export function benchExploration(bundle, line) {
  const bench = createRequire(import.meta.url)(bundle);
  for (const { driver, gpus, sockets, faults, rounds, limit } of subjects) {
    const runs = Array.from({ length: rounds }, () => bench.explored(driver, gpus, sockets, faults, limit));
    const what = `explore ${driver}: ${gpus} x ${sockets} GPUs, ${faults} fault${faults === 1 ? '' : 's'}`;
    line(what, figures(runs));
  }
  for (const { what, of } of questions) {
    const runs = Array.from({ length: 5 }, () => bench.untilMet(...of));
    line(`rfc-v2-02: ${what} is met`, runs.includes(null) ? 'never' : `${ms(median(runs))} from the C on`);
  }
  againstSpin(bench, line);
}

/** What a reviewer asks of the posted patch: driver, GPUs on each socket, sockets, faults, and what the cause begins with. */
const questions = [
  { what: 'the double free, one GPU and one fault,', of: ['rfc-v2-02', 1, 1, 1, 'double-free '] },
  { what: 'the race on the list, two sockets,', of: ['rfc-v2-02', 1, 2, 0, 'race egm_entries.'] },
];

function figures(runs) {
  const [{ outcome, states, transitions, bytes, causes }] = runs;
  const taken = median(runs.map(({ milliseconds }) => milliseconds));
  const found = causes.length > 0 ? `, ${causes.length} causes` : '';
  const rate = `${((states / taken) * 1000).toFixed(0)} states/s`;
  const reading = median(runs.map((run) => run.reading));
  return `${ms(taken)} from the C on, which takes ${ms(reading)} to read: ${outcome}${found}, ${states} states, ${transitions} transitions, ${rate}, ${(bytes / states).toFixed(0)} bytes a state`;
}

/** Each GPU more takes Spin ten times as long, and ten times the memory: 3 GB with these. */
const MOST_FOR_SPIN = 7;

/** GPUs of one socket under a mutex: the driver's C here, the model of it there, compiled and reduced. */
function againstSpin(bench, line) {
  const spin = bench.findSpin(path.join(root, '.spin'));
  const template = readFileSync(path.join(root, 'test/spin/egm.pml'), 'utf8');
  for (const gpus of [2, 3, 4, 5, 6, 7, 8]) {
    const runs = Array.from({ length: 3 }, () => bench.explored('reviewed', gpus, 1, 0, 200_000));
    const taken = median(runs.map(({ milliseconds }) => milliseconds));
    const isAsked = spin.command && gpus <= MOST_FOR_SPIN;
    const theirs = isAsked ? reduced(bench, spin.command, bench.underMutex(template, gpus)) : null;
    const ratio = theirs ? `; Spin ${ms(theirs)}, ${(theirs / taken).toFixed(2)} times that` : '';
    line(`explore reviewed: ${gpus} GPUs of one socket`, `${figures(runs)}${ratio}`);
  }
  if (!spin.command) line('  Spin', `not compared: ${spin.missing}`);
}

function reduced(bench, command, model) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-spin-'));
  try {
    const start = performance.now();
    const pan = bench.compilePan(command, model, folder, ['-O2'], []);
    execFileSync(pan, ['-m100000', '-w24'], { stdio: 'ignore' });
    return performance.now() - start;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
