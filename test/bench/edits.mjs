// An edit, to Problems, against the validation of yaml-language-server with the schema that is shipped, on the
// same texts in the same run. The pause after typing is in neither figure.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageServer, version } from '../yaml-language-server.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** As many edits for both: with each one more garbage may wait for its collection, which is memory too. */
const sizes = [
  { gpus: 72, edits: 100 },
  { gpus: 1000, edits: 25 },
  { gpus: 10_000, edits: 8 },
];

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
