// An edit, to Problems, against the validation of yaml-language-server with the schema that is shipped, on the
// same texts in the same run. The pause after typing is in neither figure.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const version = '2.0.0';
/** As many edits for both: with each one more garbage may wait for its collection, which is memory too. */
const sizes = [
  { gpus: 72, edits: 100 },
  { gpus: 1000, edits: 25 },
  { gpus: 10_000, edits: 8 },
];

/** Installs the language server outside node_modules when it is not there yet; null when it cannot be had. */
function languageServer() {
  const home = process.env.DRIVER_MODEL_HOST || path.join(root, '.host');
  const place = path.join(home, `yaml-language-server-${version}`);
  if (existsSync(place)) return place;
  const partial = `${place}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(
    path.join(partial, 'package.json'),
    JSON.stringify({ private: true, dependencies: { 'yaml-language-server': version } }),
  );
  const options = ['--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['install', ...options], { cwd: partial, stdio: 'ignore', shell });
  if (status === 0 && !existsSync(place)) renameSync(partial, place);
  rmSync(partial, { recursive: true, force: true });
  return status === 0 ? place : null;
}

function child(...args) {
  const script = path.join(root, 'test/bench/edit-child.mjs');
  return JSON.parse(execFileSync(process.execPath, [script, ...args.map(String)], { encoding: 'utf8' }));
}

const at = (samples, part) =>
  samples.toSorted((a, b) => a - b)[Math.min(samples.length - 1, Math.floor(samples.length * part))];
const ms = (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

/** Prints the figures through `line(name, figure)`; `bundle` is that of measures.ts. */
export function benchEdits(bundle, line) {
  const server = languageServer();
  if (server === null) line('yaml-language-server', 'not compared: npm cannot install it here');
  for (const { gpus, edits } of sizes) {
    const own = child('ours', bundle, gpus, edits);
    const size = `${(own.size / 1e6).toFixed(own.size < 1e5 ? 2 : 1)} MB`;
    line(
      `an edit to Problems, ${gpus} GPUs (${size})`,
      `${ms(at(own.taken, 0.5))}, p95 ${ms(at(own.taken, 0.95))}; ${ms(at(own.processor, 0.5))} of processor; longest step ${ms(at(own.longest, 0.5))}; ${own.memory.toFixed(0)} MB`,
    );
    if (server === null) continue;
    const schema = path.join(root, 'schemas/topology.schema.json');
    const other = child('theirs', bundle, gpus, edits, server, schema);
    const ratio = (what, part) => (at(own[what], part) / at(other[what], part)).toFixed(2);
    line(
      `  yaml-language-server ${version}`,
      `${ms(at(other.taken, 0.5))}, p95 ${ms(at(other.taken, 0.95))}; ${ms(at(other.processor, 0.5))} of processor; ${other.memory.toFixed(0)} MB; ours takes ${ratio('taken', 0.5)} of its time, p95 ${ratio('taken', 0.95)}, ${ratio('processor', 0.5)} of its processor time, ${(own.memory / other.memory).toFixed(2)} of its memory`,
    );
  }
}
