import type { DriverSource } from '../engine/index.ts';
import { readSource, reason, Unreadable } from './read-text.ts';
import { pathKind, walk } from './walk.ts';

/** What says which modules there are. */
const descriptions: readonly string[] = ['driver.yaml', 'driver.yml', 'Kbuild', 'Makefile'];

/** A driver has a few files; a folder with more than this is likely not the one that was meant. */
const fileLimit = 5000;

/** Reads a folder of C as a driver. */
export function readDriverFolder(folder: string, module: string | null): DriverSource {
  const root = folder.replace(/\/+$/, '') || '/';
  if (kindOf(root) !== 'directory')
    throw new Unreadable(`${folder}: a driver is a folder, and this is a file`);
  const found = walk(root, (name) => /\.[ch]$/.test(name) || descriptions.includes(name));
  if (found.failures.length > 0) throw new Unreadable(found.failures.join('; '));
  if (found.files.length > fileLimit) {
    throw new Unreadable(`${folder}: it has more than ${fileLimit} C files: name the folder of one driver`);
  }
  if (!found.files.some((file) => file.endsWith('.c'))) throw new Unreadable(`${folder}: it has no .c file`);
  const prefix = root === '.' ? '' : root.endsWith('/') ? root : `${root}/`;
  return {
    name: folder,
    files: new Map(found.files.map((file) => [file.slice(prefix.length), readSource(file)])),
    place: (file) => `${prefix}${file}`,
    ...(module === null ? {} : { module }),
  };
}

function kindOf(path: string): ReturnType<typeof pathKind> {
  try {
    return pathKind(path);
  } catch (error) {
    throw new Unreadable(`${path}: ${reason(error)}`);
  }
}
