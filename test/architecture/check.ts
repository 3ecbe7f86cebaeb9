/** Reads imports out of source text and holds them against the rules. Knows no file system. */
import path from 'node:path';
import { type FolderRule, forbiddenInEngine, maxLines } from './rules.ts';

/** Path from the root, with `/`, to text. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const importForms: readonly RegExp[] = [
  /^(?:import|export)\s+(?<type>type\s)?[^;'"]*?\bfrom\s*['"](?<specifier>[^'"]+)['"]/gm,
  /^import\s*['"](?<specifier>[^'"]+)['"]/gm,
  /\b(?:import|require)\s*\(\s*['"](?<specifier>[^'"]+)['"]/g,
];

/** The code without comments, line breaks kept. */
function withoutComments(text: string): string {
  const tokens = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
  return text.replace(tokens, (token) => (token.startsWith('/') ? token.replace(/[^\n]/g, '') : token));
}

const withoutStrings = (code: string) => code.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''");

export function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  return importForms.flatMap((form) =>
    [...code.matchAll(form)].map(({ groups }) => ({
      specifier: groups?.['specifier'] ?? '',
      typeOnly: groups?.['type'] !== undefined,
    })),
  );
}

const within = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

/** The file of src that a relative specifier names. */
const target = (file: string, specifier: string) => path.posix.join(path.posix.dirname(file), specifier);

function importFault(file: string, { specifier, typeOnly }: Import, rule: FolderRule): string | undefined {
  if (!specifier.startsWith('.')) {
    const allowed = (rule.modules ?? []).some(
      (name) => specifier === name || (name.endsWith(':') && specifier.startsWith(name)),
    );
    return allowed ? undefined : `${file} imports ${specifier}`;
  }
  const imported = target(file, specifier);
  const places = [rule.folder, ...rule.imports, ...(typeOnly ? (rule.typesOf ?? []) : [])];
  return places.some((place) => within(imported, place)) ? undefined : `${file} imports ${imported}`;
}

/** Imports that the rules do not allow, and files that no rule covers. */
export function folderFaults(sources: Sources, rules: readonly FolderRule[]): string[] {
  const longestFirst = [...rules].sort((a, b) => b.folder.length - a.folder.length);
  return typescript(sources).flatMap(([file, text]) => {
    const rule = longestFirst.find(({ folder }) => within(file, folder));
    if (!rule) return [`${file} is in no folder that has a rule`];
    return importsOf(text).flatMap((one) => importFault(file, one, rule) ?? []);
  });
}

export function impurities(sources: Sources): string[] {
  return typescript(sources).flatMap(([file, text]) => {
    if (!within(file, 'src/engine')) return [];
    const code = withoutStrings(withoutComments(text));
    return forbiddenInEngine
      .filter(({ pattern }) => pattern.test(code))
      .map(({ name }) => `${file} uses ${name}`);
  });
}

/** Files that only hand on what others export. */
export function barrels(sources: Sources): string[] {
  return typescript(sources)
    .filter(
      ([file, text]) =>
        file !== 'src/engine/index.ts' && /^export\s[^;]*?\bfrom\s*['"]/m.test(withoutComments(text)),
    )
    .map(([file]) => `${file} re-exports another file`);
}

export function longFiles(sources: Sources): string[] {
  return [...sources]
    .filter(([file]) => file !== 'package.json')
    .map(([file, text]) => ({ file, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > maxLines)
    .map(({ file, lines }) => `${file} has ${lines} lines, over ${maxLines}`);
}

/**
 * A cycle of imports, as `a -> b -> a`; one for each way back that is met, but none that stays in one of the `recursive`
 * folders. Imports of types do not count: they are erased, and two types may well speak of each other.
 */
export function cycles(sources: Sources, recursive: readonly string[] = []): string[] {
  const found: (readonly string[])[] = [];
  const finished = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) found.push([...trail.slice(trail.indexOf(file)), file]);
    if (finished.has(file) || trail.includes(file)) return;
    for (const { specifier, typeOnly } of importsOf(sources.get(file) ?? ''))
      if (specifier.startsWith('.') && !typeOnly) visit(target(file, specifier), [...trail, file]);
    finished.add(file);
  };
  for (const [file] of typescript(sources)) visit(file, []);
  const stays = (cycle: readonly string[]) =>
    recursive.some((folder) => cycle.every((file) => path.posix.dirname(file) === folder));
  return found.filter((cycle) => !stays(cycle)).map((cycle) => cycle.join(' -> '));
}

/** Relative imports of files that are not there: without this a misspelt path would pass for a harmless one. */
export function dangling(sources: Sources): string[] {
  return typescript(sources).flatMap(([file, text]) =>
    importsOf(text)
      .filter(({ specifier }) => specifier.startsWith('.') && !sources.has(target(file, specifier)))
      .map(({ specifier }) => `${file} imports ${specifier}, which is not there`),
  );
}

const typescript = (sources: Sources) => [...sources].filter(([file]) => file.endsWith('.ts'));
