import type { DriverSource } from './driver.ts';
import { isLibraryPlace, libraryHeader, libraryPlace, librarySource } from './library.ts';

/** A header that was found: its text, and what sites name it by. */
export interface Included {
  readonly file: string;
  readonly text: string;
}

export type Include = (header: string, quoted: boolean, from: string) => Included | null;

/**
 * Finds headers as a kernel build of the driver would: quoted ones beside the file that includes them,
 * then in the folder; `<linux/x.h>` in include/ of the folder, in its include/uapi, in the folder itself,
 * and at last in the kernel's library.
 */
export function includeFor(source: DriverSource): Include {
  const paths = new Map([...source.files.keys()].map((path) => [source.place(path), path]));
  const own = (path: string | null): Included | null => {
    const text = path === null ? undefined : source.files.get(path);
    return text === undefined || path === null ? null : { file: source.place(path), text };
  };
  return (header, quoted, from) => {
    if (isLibraryPlace(from)) return quoted ? libraryBeside(header, from) : libraryHeader(header);
    if (quoted) {
      const found = own(beside(paths.get(from) ?? '', header)) ?? own(normalised(header));
      if (found) return found;
    }
    return (
      own(normalised(`include/${header}`)) ??
      own(normalised(`include/uapi/${header}`)) ??
      own(normalised(header)) ??
      libraryHeader(header)
    );
  };
}

/** Finds headers for the library's own files. */
export const libraryInclude: Include = (header, quoted, from) =>
  quoted ? libraryBeside(header, from) : libraryHeader(header);

function libraryBeside(header: string, from: string): Included | null {
  const path = beside(from.slice(libraryPlace('').length), header);
  const text = path === null ? null : librarySource(libraryPlace(path));
  return text === null || path === null ? libraryHeader(header) : { file: libraryPlace(path), text };
}

function beside(from: string, header: string): string | null {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  return normalised(folder + header);
}

/** Without `.` and `..`; null when it leaves the folder. */
function normalised(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
