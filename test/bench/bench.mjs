// Figures of the built product. It asserts nothing: a figure depends on the machine, so where one can be
// compared it is given as a ratio within the run.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { benchEdits } from './edits.mjs';
import { benchExploration } from './exploration.mjs';
import { benchExplorer } from './explorer.mjs';
import { benchFiles } from './files.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sample = path.join(root, 'test/fixtures/sample-workspace/gb200.topology.yaml');

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
const bench = path.join(root, 'dist/bench.cjs');
await build({
  entryPoints: [path.join(root, 'test/bench/measures.ts')],
  outfile: bench,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.c': 'text', '.h': 'text' },
  logLevel: 'error',
});
const { manyGpus, measures } = createRequire(import.meta.url)(bench);

function median(samples) {
  return samples.toSorted((a, b) => a - b)[samples.length >> 1];
}

/** Median time of a piece of work, in milliseconds, after one run to warm up. */
function time(work, rounds) {
  work();
  return median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

const ms = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
const line = (name, figure) => console.log(`${name.padEnd(52)} ${figure}`);

function activation() {
  try {
    const { activation } = JSON.parse(readFileSync(path.join(root, 'test-results/activation.json'), 'utf8'));
    return activation
      .map(({ version, milliseconds }) => `${ms(milliseconds)} (VS Code ${version})`)
      .join(', ');
  } catch {
    return 'not measured: npm run test:host writes it';
  }
}

const kb = (file) => `${(statSync(path.join(root, file)).size / 1000).toFixed(0)} kB`;
line('extension bundle, minified', kb('dist/extension.js'));
line('command line bundle, minified', kb('dist/cli.js'));
line('activation', activation());

const process_ = (args) => () => spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
const bare = time(process_(['-e', '0']), 7);
const check = time(process_(['dist/cli.js', 'check', sample]), 7);
line('check of the sample, wall time', `${ms(check)} (${ms(bare)} of it is Node itself)`);

for (const { name, rounds, work, per } of measures(readFileSync(sample, 'utf8'))) {
  const taken = time(work, rounds);
  line(name, per ? `${ms(taken)} (${per(taken)})` : ms(taken));
}

benchEdits(bench, line);
benchFiles(path.join(root, 'dist/cli.js'), manyGpus, line);
benchExplorer(bench, line);
benchExploration(bench, line);
