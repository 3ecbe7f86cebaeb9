import { posix } from 'node:path';
import { type FileReading, readFile } from '../engine/index.ts';
import { readText, Unreadable } from './read-text.ts';

/** The file that an `include` of another stands for; null where it cannot be read. */
export function includedFile(from: string, path: string): FileReading | null {
  const joined = posix.join(posix.dirname(from), path);
  // Named as the file itself is, so that a circle is seen at once.
  const target = from.startsWith('./') ? `./${joined}` : joined;
  try {
    return readFile(target, readText(target));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
