import { embeddedDrivers } from '../../../src/engine/drivers/embedded.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { libraryTable } from '../../../src/engine/kernel/library-table.ts';

const token = /"(?:\\.|[^"\\])*"|\/\*[\s\S]*?\*\/|^\s*#\s*include.*$|\d\w*|[A-Za-z_]\w*|[\s\S]/gm;
const keywords =
  'auto break case char const continue default do double else enum extern float for goto if inline int long register return short signed sizeof static struct switch typedef union unsigned void volatile while define ifndef ifdef endif undef typeof';

/** Words that are the language's or the kernel's. */
const foreign = new Set([
  ...keywords.split(' '),
  ...[...libraryTable.values()].flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []),
  'KBUILD_MODNAME',
]);

/** The driver with every name of its own replaced: structs, fields, functions, variables, macros. */
export function renamed(source: DriverSource): DriverSource {
  const names = new Map<string, string>();
  const rename = (word: string): string => {
    if (!/^[A-Za-z_]/.test(word) || foreign.has(word)) return word;
    const known = names.get(word);
    if (known !== undefined) return known;
    const fresh = `quux${names.size}`;
    names.set(word, fresh);
    return fresh;
  };
  const files = [...source.files].map(([path, text]): [string, string] => [
    path,
    text.replace(token, (piece) => (/^["/\s#]/.test(piece) ? piece : rename(piece))),
  ]);
  return { ...source, files: new Map(files) };
}

/** How many names of its own a driver has that renaming replaces. */
export function ownNames(name: string): number {
  const source = embeddedDrivers().find((driver) => driver.name === name)!;
  const text = [...renamed(source).files.values()].join('\n');
  return new Set(text.match(/\bquux\d+\b/g)).size;
}
