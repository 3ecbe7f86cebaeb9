/** What stands in a trace's text in the place of something else. */
export interface Malformed {
  /** `schedule[3].task` */
  readonly at: string;
  readonly wanted: Wanted;
}

export type Wanted =
  | { readonly kind: 'object' | 'text' | 'path' | 'hash' | 'action' | 'address' }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'list'; readonly most: number };

/** The longest text that a trace has: a message, a path. */
const longestText = 16_384;

/**
 * Reads values that may be anything. The first that is not as wanted is kept as the fault; in its place, and
 * from then on, what is empty is given.
 */
export class ShapeReader {
  fault: Malformed | null = null;

  object(value: unknown, at: string): Fields {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) this.#malformed(at, { kind: 'object' });
    return new Fields(isObject ? value : {}, at);
  }

  /** At most `most` items, each read by `read`. */
  list<T>(value: unknown, at: string, most: number, read: (item: unknown, at: string) => T): T[] {
    if (!Array.isArray(value) || value.length > most) {
      this.#malformed(at, { kind: 'list', most });
      return [];
    }
    const items: T[] = [];
    for (let index = 0; index < value.length && !this.fault; index++)
      items.push(read(value[index], `${at}[${index}]`));
    return items;
  }

  text(value: unknown, at: string): string {
    if (typeof value === 'string' && value.length <= longestText) return value;
    this.#malformed(at, { kind: 'text' });
    return '';
  }

  /** A path from the trace, so that a trace from anyone names nothing by its place on a disk. */
  relative(value: unknown, at: string): string {
    const path = this.text(value, at);
    if (!/^([/\\]|[a-z]:)/i.test(path)) return path;
    this.#malformed(at, { kind: 'path' });
    return '';
  }

  /** A whole number. */
  number(value: unknown, at: string, least: number, most: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.#malformed(at, { kind: 'number', least, most });
    return least;
  }

  /** SHA-256 in hex. */
  hash(value: unknown, at: string): string {
    if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return value;
    this.#malformed(at, { kind: 'hash' });
    return '';
  }

  /** 64 bits in hex, as text. */
  address(value: unknown, at: string): bigint {
    if (typeof value === 'string' && /^0x[0-9a-f]{1,16}$/.test(value)) return BigInt(value);
    this.#malformed(at, { kind: 'address' });
    return 0n;
  }

  refuse(at: string, wanted: Wanted): void {
    this.#malformed(at, wanted);
  }

  #malformed(at: string, wanted: Wanted): void {
    this.fault ??= { at, wanted };
  }
}

/** The fields of an object: its own only. */
export class Fields {
  readonly #object: object;
  readonly #at: string;

  constructor(object: object, at: string) {
    this.#object = object;
    this.#at = at;
  }

  /** A field's value, and what it is called in a fault. */
  of(key: string): readonly [value: unknown, at: string] {
    const value = Object.hasOwn(this.#object, key) ? Reflect.get(this.#object, key) : undefined;
    return [value, this.#at === '' ? key : `${this.#at}.${key}`];
  }
}
