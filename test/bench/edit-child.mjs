// One process that takes edits of a large topology and says how long each took to Problems, and its memory:
// `node edit-child.mjs ours BUNDLE GPUS ROUNDS`, or `theirs BUNDLE GPUS ROUNDS LANGUAGE-SERVER SCHEMA`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [, , which, bundle, gpus, rounds, server, schemaFile] = process.argv;
const { manyGpus, problemsInSteps } = createRequire(import.meta.url)(bundle);
const text = manyGpus(Number(gpus));
/** A text that no cache knows. */
const edited = (round) => text.replace('name: many', `name: many ${round}`);

const edit = which === 'ours' ? ours() : await theirs();
const taken = [];
const longest = [];
/** Of all threads; unlike the time it does not depend on what else the machine does. */
const processor = [];
for (let round = 0; round < Number(rounds) + 1; round++) {
  const next = edited(round);
  const start = performance.now();
  const before = process.cpuUsage();
  const step = await edit(next);
  const { user, system } = process.cpuUsage(before);
  // The first one warms up.
  if (round === 0) continue;
  taken.push(performance.now() - start);
  longest.push(step);
  processor.push((user + system) / 1000);
}
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ taken, processor, longest, memory, size: text.length }));

function ours() {
  return (next) => problemsInSteps(next, () => performance.now());
}

async function theirs() {
  const load = (file) => import(pathToFileURL(path.join(server, 'node_modules', file)).href);
  const { getLanguageService } = await load('yaml-language-server/out/src/index.js');
  const { TextDocument } = await load('vscode-languageserver-textdocument/lib/esm/main.js');
  const service = getLanguageService({
    schemaRequestService: () => Promise.resolve('{}'),
    workspaceContext: { resolveRelativePath: (relative) => relative },
  });
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
  service.configure({
    validate: true,
    yamlVersion: '1.2',
    customTags: [],
    schemas: [{ uri: 'driver-model://topology', fileMatch: ['*'], schema }],
  });
  let version = 0;
  return async (next) => {
    const document = TextDocument.create('file:///many.topology.yaml', 'yaml', ++version, next);
    await service.doValidation(document, false);
    return 0;
  };
}
