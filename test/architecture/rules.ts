/** What a folder may import. The longest matching folder decides; a file that no rule covers is a violation. */
export interface FolderRule {
  readonly folder: string;
  /** Folders and files of src it may import besides its own folder. */
  readonly imports: readonly string[];
  /** The same, but `import type` only. */
  readonly typesOf?: readonly string[];
  /** Modules from outside src; `node:` stands for every module of Node. */
  readonly modules?: readonly string[];
}

const door = 'src/engine/index.ts';
const engine = (folder: string, ...imports: string[]): FolderRule => ({
  folder: `src/engine/${folder}`,
  imports: imports.map((name) => `src/engine/${name}`),
});

export const folderRules: readonly FolderRule[] = [
  { ...engine('index.ts'), imports: ['src/engine'] },
  engine('embedded.d.ts'),
  engine('base'),
  engine('topology', 'base'),
  { ...engine('topology/yaml', 'base', 'topology'), modules: ['yaml'] },
  engine('csource', 'base', 'machine/program.ts', 'machine/intrinsic.ts'),
  { ...engine('machine', 'base'), typesOf: ['src/engine/csource/ast.ts'] },
  { ...engine('interleave', 'base', 'machine', 'explore'), typesOf: ['src/engine/csource/ast.ts'] },
  engine('kernel', 'base', 'topology', 'csource', 'machine', 'explore', 'interleave'),
  engine('drivers', 'base', 'csource', 'kernel'),
  engine('explore', 'base'),
  engine('scenario', 'base', 'topology', 'kernel', 'explore'),
  engine('job', 'base', 'topology', 'kernel', 'drivers', 'explore', 'scenario'),
  engine('view', 'base', 'topology', 'csource', 'machine', 'kernel', 'drivers', 'explore', 'scenario', 'job'),
  engine('exchange', 'base', 'topology', 'csource', 'machine', 'kernel', 'drivers', 'explore', 'view'),
  engine('debug', 'base', 'topology', 'csource', 'machine', 'kernel', 'drivers', 'explore', 'view'),
  { folder: 'src/editor', imports: [door], modules: ['vscode'] },
  // Long work runs in a thread, which the host may lack.
  {
    folder: 'src/editor/explore',
    imports: [door, 'src/editor'],
    modules: ['vscode', 'node:worker_threads', 'node:path'],
  },
  { folder: 'src/worker', imports: [door], modules: ['node:worker_threads'] },
  // The version it prints is package.json's.
  { folder: 'src/cli', imports: [door, 'package.json'], modules: ['node:'] },
  { folder: 'src/pages', imports: [door] },
];

/** What the engine does not say, for the same input has to give the same outcome everywhere. */
export const forbiddenInEngine: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'Math.random', pattern: /\bMath\s*\.\s*random\b/ },
  { name: 'a clock', pattern: /\bDate\s*\.\s*now\b|\bnew\s+Date\b|\bperformance\s*\.\s*now\b/ },
  { name: 'console', pattern: /\bconsole\s*\./ },
  { name: 'a timer', pattern: /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/ },
  // Named globals of a host are refused by tsconfig.engine.json.
  { name: 'globalThis', pattern: /\bglobalThis\b/ },
];

/** Lines of a source file. */
export const maxLines = 300;

/** Folders whose own files may import each other in a circle; no cycle may leave such a folder. */
export const recursiveFolders: readonly { readonly folder: string; readonly why: string }[] = [
  {
    folder: 'src/engine/csource',
    why: 'the grammar of C is recursive: declarators hold expressions, and these types',
  },
  { folder: 'src/engine/csource/lower', why: 'so is what is made of it' },
];
