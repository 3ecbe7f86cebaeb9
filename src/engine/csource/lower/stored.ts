import type { Site } from '../ast.ts';
import type { LoweredFunction, LoweredGlobal, LoweredUnit } from './lowered.ts';

/**
 * A lowered unit as JSON can hold it, so that C which never changes is translated when the product is
 * built. Numbers stay numbers; bytes become text, one character a byte.
 */
export interface StoredUnit extends Omit<LoweredUnit, 'functions' | 'globals' | 'sites'> {
  readonly functions: readonly StoredFunction[];
  readonly globals: readonly StoredGlobal[];
  readonly files: readonly string[];
  /** Of each site its file's index, line and column, in a row. */
  readonly sites: readonly number[];
}

type StoredFunction = Omit<LoweredFunction, 'code' | 'sites'> & {
  readonly code: readonly number[];
  readonly sites: readonly number[];
};

type StoredGlobal = Omit<LoweredGlobal, 'bytes'> & { readonly bytes: string };

export function storeUnit(unit: LoweredUnit): StoredUnit {
  const files = [...new Set(unit.sites.map(({ file }) => file))];
  const indices = new Map(files.map((file, index) => [file, index]));
  return {
    ...unit,
    functions: unit.functions.map((each) => ({ ...each, code: [...each.code], sites: [...each.sites] })),
    globals: unit.globals.map((each) => ({ ...each, bytes: String.fromCharCode(...each.bytes) })),
    files,
    sites: unit.sites.flatMap(({ file, line, column }) => [indices.get(file) ?? 0, line, column]),
  };
}

/** The unit that was stored: equal in all its parts. */
export function restoreUnit(stored: StoredUnit): LoweredUnit {
  const { files, ...rest } = stored;
  return {
    ...rest,
    functions: stored.functions.map((each) => ({
      ...each,
      code: Int32Array.from(each.code),
      sites: Int32Array.from(each.sites),
    })),
    globals: stored.globals.map((each) => ({
      ...each,
      bytes: Uint8Array.from(each.bytes, (character) => character.charCodeAt(0)),
    })),
    sites: restoreSites(files, stored.sites),
  };
}

function restoreSites(files: readonly string[], numbers: readonly number[]): Site[] {
  const sites: Site[] = [];
  for (let at = 0; at < numbers.length; at += 3) {
    sites.push({ file: files[numbers[at]!]!, line: numbers[at + 1]!, column: numbers[at + 2]! });
  }
  return sites;
}
