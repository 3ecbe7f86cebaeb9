// Builds the extension and the command line into dist/. --production minifies; --watch rebuilds on change;
// --tests builds the tests that run inside VS Code, and only those.
import { readdirSync } from 'node:fs';
import { context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** What all bundles share. The embedded C is text: the engine carries it and reads no file. */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.c': 'text', '.h': 'text' },
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

const shipped = [
  { ...shared, entryPoints: ['src/editor/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  {
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

const suites = 'test/host/suite';
const hostTests = {
  ...shared,
  entryPoints: readdirSync(suites)
    .filter((file) => file.endsWith('.test.ts') || file === 'run.ts')
    .map((file) => `${suites}/${file}`),
  outdir: 'dist/test',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
};

for (const build of tests ? [hostTests] : shipped) {
  const bundle = await context(build);
  if (watch) {
    await bundle.watch();
    continue;
  }
  // esbuild has printed what is wrong.
  await bundle.rebuild().catch(() => process.exit(1));
  await bundle.dispose();
}
