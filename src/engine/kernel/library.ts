import { libraryTable } from './library-table.ts';

/** What files of the kernel's library are called in sites: they are opened by it, read-only. */
const scheme = 'driver-model:/kernel/';

export function libraryPlace(path: string): string {
  return scheme + path;
}

/** Whether a site's file is the library's, a header included in a driver too. */
export function isLibraryPlace(file: string): boolean {
  return file.startsWith(scheme);
}

/** The text behind a site's file of the kernel's library; null when it is none of its. */
export function librarySource(file: string): string | null {
  return isLibraryPlace(file) ? (libraryTable.get(file.slice(scheme.length)) ?? null) : null;
}

const includeFolder = 'include/';

/** Made once: a translation asks some hundred times. */
const headers: ReadonlyMap<string, { readonly file: string; readonly text: string }> = new Map(
  [...libraryTable].flatMap(([path, text]) =>
    path.startsWith(includeFolder)
      ? [[path.slice(includeFolder.length), { file: libraryPlace(path), text }] as const]
      : [],
  ),
);

/** A header of the library as `#include <linux/list.h>` names it. */
export function libraryHeader(header: string): { readonly file: string; readonly text: string } | null {
  return headers.get(header) ?? null;
}

/** Those that a driver may include, text by name. */
export const kernelHeaders: ReadonlyMap<string, string> = new Map(
  [...headers].flatMap(([name, { text }]) => (name.startsWith('linux/') ? [[name, text] as const] : [])),
);

/** The library's .c files as the one unit that includes them all. */
export const libraryUnit = 'kernel.c';
