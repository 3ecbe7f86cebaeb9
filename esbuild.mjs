// Builds the extension and the command line into dist/. --production minifies; --watch rebuilds on change;
// --tests builds the tests that run inside VS Code, and only those.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** What all bundles share. The embedded C is text to the engine, which reads no file. */
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
  // A module that is elsewhere exports functions only.
  logOverride: { 'import-is-undefined': 'error' },
};

/**
 * What is shipped keeps the C beside the bundles, once for both: dist/c-sources.json. It is read when the
 * engine loads.
 */
const cSources = {
  name: 'c-sources',
  setup(build) {
    const texts = {};
    build.onLoad({ filter: /\.[ch]$/ }, ({ path }) => {
      const name = path.slice(import.meta.dirname.length + 1).replaceAll('\\', '/');
      texts[name] = readFileSync(path, 'utf8');
      return {
        contents: `import { texts } from 'c-sources'; export default texts[${JSON.stringify(name)}];`,
      };
    });
    build.onResolve({ filter: /^c-sources$/ }, ({ path }) => ({ path, namespace: 'c-sources' }));
    build.onLoad({ filter: /^/, namespace: 'c-sources' }, () => ({
      contents: `import { readFileSync } from 'node:fs';
        export const texts = JSON.parse(readFileSync(__dirname + '/c-sources.json', 'utf8'));`,
      resolveDir: import.meta.dirname,
    }));
    build.onEnd(() => {
      mkdirSync('dist', { recursive: true });
      writeFileSync('dist/c-sources.json', JSON.stringify(texts));
    });
  },
};

/** The ES modules of yaml, of which esbuild can leave out what is not used; Node would take its CommonJS. */
const yamlModules = { yaml: './node_modules/yaml/browser/index.js' };

/**
 * C that comes with the product is translated now, into dist/units/: a run on it need not. What is equal for
 * several page sizes is stored once.
 */
const unitsFolder = 'dist/units';

async function storeUnits() {
  const script = 'dist/units-to-store.mjs';
  const entryPoints = ['src/engine/drivers/units-to-store.ts'];
  await build({
    ...shared,
    alias: yamlModules,
    entryPoints,
    outfile: script,
    format: 'esm',
    sourcemap: false,
  });
  const { unitsToStore } = await import(`${pathToFileURL(script)}?${Date.now()}`);
  rmSync(script);
  rmSync(unitsFolder, { recursive: true, force: true });
  mkdirSync(unitsFolder, { recursive: true });
  const names = {};
  const fileOf = new Map();
  for (const { name, pageSize, units } of unitsToStore()) {
    const text = JSON.stringify(units);
    const file = fileOf.get(text) ?? `${name}-${pageSize}.json`;
    if (!fileOf.has(text)) writeFileSync(`${unitsFolder}/${file}`, text);
    fileOf.set(text, file);
    names[`${name}-${pageSize}`] = file;
  }
  return names;
}

let stored;

/** Once for both bundles. */
function storedNames() {
  stored ??= storeUnits();
  return stored;
}

const translatedC = {
  name: 'translated-c',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]kernel[\\/]stored-units\.ts$/ }, async () => ({
      contents: `import { readFileSync } from 'node:fs';
        const files = ${JSON.stringify(await storedNames())};
        export function storedUnits(name, pageSize) {
          const file = files[name + '-' + pageSize];
          return file ? JSON.parse(readFileSync(__dirname + '/units/' + file, 'utf8')) : null;
        }`,
      resolveDir: import.meta.dirname,
    }));
  },
};

/** The front end of C is a bundle of its own, loaded when C of the user's is translated: few sessions do. */
const frontEnd = {
  name: 'front-end',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]csource[\\/]translate\.ts$/ }, () => ({
      contents: `let loaded;
        export function translate(request) {
          loaded ??= require('./translate.js');
          return loaded.translate(request);
        }`,
      resolveDir: import.meta.dirname,
    }));
  },
};

/**
 * Modules of functions that the extension has in a bundle of their own, and loads when first it calls one: activating it
 * waits for none of them.
 */
const elsewhere = {
  /** What explores, and what shows and writes what was found: the thread's bundle has it. */
  'explore-worker': [
    'job/steps',
    'kernel/trace/make',
    'kernel/trace/read',
    'kernel/trace/write',
    'view/comparison/compare',
    'view/comparison/page',
    'view/explored-problems',
    'view/explored-report',
    'view/rows/compared',
    'view/rows/explored',
    'view/rows/injected',
    'view/rows/locks',
    'view/rows/replayed',
    'view/rows/tested',
    'view/saved-trace',
  ],
  /** What helps whoever writes a topology, once it is asked for. */
  assist: [
    'topology/assist/fix',
    'topology/assist/fix-ignore',
    'topology/assist/fix-scenario',
    'view/assist/complete',
    'view/assist/hover',
    'view/templates/template',
    'view/words/assist-fix',
  ],
};

/** In the extension they are the way to their bundle. */
function loadedFrom(name) {
  return {
    name: `loaded-from-${name}`,
    setup(bundle) {
      const modules = elsewhere[name].join('|').replaceAll('/', '[\\\\/]');
      const filter = new RegExp(`[\\\\/]engine[\\\\/](?:${modules})\\.ts$`);
      bundle.onLoad({ filter }, ({ path }) => ({
        contents: [...readFileSync(path, 'utf8').matchAll(/^export function\*? (\w+)/gm)]
          .map(
            ([, call]) => `export const ${call} = (...given) => require('./${name}.js').${call}(...given);`,
          )
          .join('\n'),
        resolveDir: import.meta.dirname,
      }));
    },
  };
}

/** The whole of some modules, for a bundle that has them. */
function exportsOf(name) {
  return elsewhere[name].map((module) => `export * from './src/engine/${module}.ts';`).join('\n');
}

/** The thread's bundle has its modules for whoever loads it as a module. */
const findingsHere = {
  name: 'findings-here',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]worker[\\/]explore-worker\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8') + exportsOf('explore-worker').replaceAll('./src/', '../'),
      loader: 'ts',
    }));
  },
};

/** What the engine takes of yaml. */
const yamlNames = ['Composer', 'Lexer', 'Parser', 'isAlias', 'isMap', 'isScalar', 'isSeq'];

/** So is the full parser of YAML: plain text, which is what files are, is read without it. */
const fullYaml = {
  name: 'full-yaml',
  setup(bundle) {
    bundle.onResolve({ filter: /^yaml$/ }, ({ path }) => ({ path, namespace: 'full-yaml' }));
    bundle.onLoad({ filter: /^/, namespace: 'full-yaml' }, () => ({
      contents: `let loaded;
        for (const name of ${JSON.stringify(yamlNames)})
          Object.defineProperty(exports, name, {
            enumerable: true,
            get: () => (loaded ??= require('./yaml.js'))[name],
          });`,
      resolveDir: import.meta.dirname,
    }));
  },
};

const product = {
  ...shared,
  plugins: [cSources, translatedC, frontEnd, fullYaml],
  external: ['vscode', './translate.js', './yaml.js', './explore-worker.js', './assist.js'],
};

const shipped = [
  {
    ...product,
    plugins: [...product.plugins, loadedFrom('explore-worker'), loadedFrom('assist')],
    entryPoints: ['src/editor/extension.ts'],
    outfile: 'dist/extension.js',
  },
  {
    ...product,
    plugins: [...product.plugins, findingsHere],
    entryPoints: ['src/worker/explore-worker.ts'],
    outfile: 'dist/explore-worker.js',
  },
  {
    ...product,
    stdin: { contents: exportsOf('assist'), resolveDir: import.meta.dirname },
    outfile: 'dist/assist.js',
  },
  {
    ...product,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

const parts = [
  ...shipped,
  { ...shared, entryPoints: ['src/engine/csource/translate.ts'], outfile: 'dist/translate.js' },
  {
    ...shared,
    alias: yamlModules,
    stdin: { contents: `export { ${yamlNames} } from 'yaml';`, resolveDir: import.meta.dirname },
    outfile: 'dist/yaml.js',
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

for (const build of tests ? [hostTests] : parts) {
  const bundle = await context(build);
  if (watch) {
    await bundle.watch();
    continue;
  }
  // esbuild has printed what is wrong.
  await bundle.rebuild().catch(() => process.exit(1));
  await bundle.dispose();
}
