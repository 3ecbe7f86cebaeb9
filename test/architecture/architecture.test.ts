import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  barrels,
  cycles,
  dangling,
  folderFaults,
  importsOf,
  impurities,
  longFiles,
  type Sources,
} from './check.ts';
import { folderRules, recursiveFolders } from './rules.ts';

const root = path.resolve(import.meta.dirname, '../..');

function readSources(): Sources {
  const entries = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    [...files, path.join(root, 'package.json')].map((file) => [
      path.relative(root, file).split(path.sep).join('/'),
      readFileSync(file, 'utf8'),
    ]),
  );
}

describe('the source', () => {
  const sources = readSources();
  const knots = recursiveFolders.map(({ folder }) => folder);

  it('is there', () => expect(sources.size).toBeGreaterThan(10));
  it('imports only what its folder may', () => expect(folderFaults(sources, folderRules)).toEqual([]));
  it('imports only what exists', () => expect(dangling(sources)).toEqual([]));
  it('has no import cycle', () => expect(cycles(sources, knots)).toEqual([]));
  it('has one door and no other barrel', () => expect(barrels(sources)).toEqual([]));
  it('has no file that is too long', () => expect(longFiles(sources)).toEqual([]));
  it('has an engine without clock, dice, console or timer', () => expect(impurities(sources)).toEqual([]));
});

describe('ARCHITECTURE.md', () => {
  it('names every dependency of package.json', () => {
    const file = path.join(root, 'ARCHITECTURE.md');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
    );
    const names = Object.keys({ ...dependencies, ...devDependencies });
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the checks themselves', () => {
  const made = (files: Record<string, string>): Sources => new Map(Object.entries(files));
  const one = (file: string, text: string) => folderFaults(made({ [file]: text }), folderRules);

  it.each([
    ['src/engine/base/span.ts', "import { read } from '../topology/read.ts';"],
    ['src/engine/machine/step.ts', "import type { Outcome } from '../kernel/outcome.ts';"],
    ['src/engine/machine/step.ts', "import { parse } from '../csource/ast.ts';"],
    ['src/engine/explore/search.ts', "import { Topology } from '../topology/topology.ts';"],
    ['src/engine/topology/read.ts', "import { parse } from 'yaml';"],
    ['src/engine/view/tree.ts', "import type { Range } from 'vscode';"],
    ['src/engine/view/tree.ts', "const fs = await import('node:fs');"],
    ['src/editor/tree.ts', "import {\n  outline,\n} from '../engine/view/outline.ts';"],
    ['src/editor/tree.ts', "import path from 'node:path';"],
    ['src/cli/main.ts', "import 'vscode';"],
    ['src/cli/main.ts', "import { rows } from '../editor/rows.ts';"],
    ['src/engine/elsewhere/new.ts', ''],
  ])('%s may not hold: %s', (file, text) => expect(one(file, text)).toHaveLength(1));

  it.each([
    ['src/engine/topology/yaml/full-yaml.ts', "import { parseDocument } from 'yaml';"],
    ['src/engine/machine/step.ts', "import type { Type } from '../csource/ast.ts';"],
    ['src/engine/view/tree.ts', "// import { x } from 'vscode';\n/* import 'node:fs' */"],
    [
      'src/editor/tree.ts',
      "import * as vscode from 'vscode';\nimport { outline } from '../engine/index.ts';",
    ],
  ])('%s may hold: %s', (file, text) => expect(one(file, text)).toEqual([]));

  it('does not take types that speak of each other for a cycle', () => {
    const sources = made({
      'src/engine/base/a.ts': "import type { B } from './b.ts';",
      'src/engine/base/b.ts': "import { a } from './a.ts';",
    });
    expect(cycles(sources)).toEqual([]);
  });

  it('lets a cycle be only where it stays in a recursive folder', () => {
    const sources = made({
      'src/engine/csource/a.ts': "import { b } from './b.ts';",
      'src/engine/csource/b.ts': "import { a } from './a.ts';\nimport { c } from './lower/c.ts';",
      'src/engine/csource/lower/c.ts': "import { b } from '../b.ts';",
    });
    expect(cycles(sources, ['src/engine/csource', 'src/engine/csource/lower'])).toEqual([
      'src/engine/csource/b.ts -> src/engine/csource/lower/c.ts -> src/engine/csource/b.ts',
    ]);
  });

  it('reads every form of import', () => {
    const text =
      "import a from 'a';\nexport type { B } from 'b';\nimport 'c';\nvoid import('d');\nrequire('e');";
    expect(importsOf(text).map(({ specifier }) => specifier)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(importsOf(text).map(({ typeOnly }) => typeOnly)).toEqual([false, true, false, false, false]);
  });

  it('finds cycles, dangling imports, barrels and long files', () => {
    const sources = made({
      'src/engine/base/a.ts': "import { b } from './b.ts';",
      'src/engine/base/b.ts': "import { a } from './a.ts';\nexport { c } from './c.ts';",
      'src/engine/base/long.ts': 'let x = 1;\n'.repeat(301),
    });
    expect(cycles(sources)).toEqual(['src/engine/base/a.ts -> src/engine/base/b.ts -> src/engine/base/a.ts']);
    expect(dangling(sources)).toHaveLength(1);
    expect(barrels(sources)).toEqual(['src/engine/base/b.ts re-exports another file']);
    expect(longFiles(sources)).toEqual(['src/engine/base/long.ts has 301 lines, over 300']);
  });

  it('finds impurities, but not in words', () => {
    const impure = [
      'Math.random()',
      'Date.now()',
      'new Date()',
      'console.log(1)',
      'setTimeout(f)',
      'globalThis.x',
    ];
    const sources = impure.map(
      (code, at) => [`src/engine/base/${at}.ts`, `const f = () => ${code};`] as const,
    );
    expect(impurities(new Map(sources))).toHaveLength(impure.length);
    expect(
      impurities(made({ 'src/engine/base/a.ts': "// console.log\nconst a = 'Math.random()';" })),
    ).toEqual([]);
  });
});
