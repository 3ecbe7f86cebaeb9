// Builds the extension and the command line into dist/. --production minifies; --watch rebuilds on change.
import { context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** What both bundles share. The embedded C is text: the engine carries it and reads no file. */
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

const builds = [
  { ...shared, entryPoints: ['src/editor/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  {
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

for (const build of builds) {
  const bundle = await context(build);
  if (watch) await bundle.watch();
  else await bundle.rebuild().finally(() => bundle.dispose());
}
