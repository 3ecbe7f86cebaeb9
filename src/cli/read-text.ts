import { readFileSync } from 'node:fs';

/** An input that cannot be read, with the reason in words. It ends in exit status 2. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** The text of a UTF-8 file, without a byte order mark. */
export function readText(path: string): string {
  const bytes = readBytes(path);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new Unreadable(`${path}: the file is in UTF-16. Save it as UTF-8`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable(
      `${path}: the file is not UTF-8 text: see line ${firstBadLine(bytes)}. Save it as UTF-8`,
    );
  }
}

/** The text of a C file: kernel sources have a few Latin-1 names in comments. */
export function readSource(path: string): string {
  const bytes = readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Unreadable(`${path}: ${reason(error)}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EEXIST: 'a file of that name is there',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
};

/** What the system said, in words. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** The line, from 1, of the first byte that is not part of a well-formed character. */
function firstBadLine(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle + 1))) good = middle + 1;
    else bad = middle;
  }
  // A broken character may end with the line's end: whole characters before it tell its line.
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, good), { stream: true });
  return before.split('\n').length;
}

/** `stream` lets the last character be incomplete. */
function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
