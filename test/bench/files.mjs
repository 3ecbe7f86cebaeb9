// Whether the command line is linear in files and in GPUs: the time for ten times as much, over the time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

/** Milliseconds that a check of these texts takes, each in a file of its own. */
function check(cli, texts) {
  const folder = mkdtempSync(path.join(tmpdir(), 'driver-model-bench-'));
  try {
    // Some hundred files a folder, as people have them.
    for (const [at, text] of texts.entries()) {
      const inner = path.join(folder, `${Math.floor(at / 200)}`);
      if (at % 200 === 0) mkdirSync(inner);
      writeFileSync(path.join(inner, `${at}.topology.yaml`), text);
    }
    const start = performance.now();
    const { status } = spawnSync(process.execPath, [cli, 'check', folder], { stdio: 'ignore' });
    if (status === null || status > 1) throw new Error(`the check ended with ${status}`);
    return performance.now() - start;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Prints the figures through `line(name, figure)`. */
export function benchFiles(cli, manyGpus, line) {
  const pairs = [
    ['files of 1 GPU', (count) => Array.from({ length: count }, () => manyGpus(1))],
    ['GPUs in one file', (count) => [manyGpus(count)]],
  ];
  for (const [what, make] of pairs) {
    const few = check(cli, make(1000));
    const many = check(cli, make(10_000));
    line(
      `check of 1000 and 10000 ${what}`,
      `${seconds(few)}, ${seconds(many)}: ${(many / few).toFixed(1)} times for ten times as many`,
    );
  }
}
