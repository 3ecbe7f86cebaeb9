import { bytesOf, Entry } from '../machine/watch.ts';

/** Bytes of a block, as a power of two: most accesses lie in one. */
const BLOCK_BITS = 6;
const BLOCKS = 2 ** 27;
/** Blocks of an access that is told apart by them. */
const MOST_BLOCKS = 4;

/** Accesses by where they are, so that those that may overlap one are found without looking at all. */
export class Places {
  readonly #blocks = new Map<number, number[]>();
  /** Of each object: those that reach over many blocks, and all. */
  readonly #wide = new Map<number, number[]>();
  readonly #all = new Map<number, number[]>();

  /** `number` stands for the access in `words` at `at`, an entry of a log. */
  add(words: Int32Array, at: number, number: number): void {
    const object = words[at + Entry.OBJECT]!;
    put(this.#all, object, number);
    const [first, last] = blocksOf(words, at);
    if (isWide(first, last)) put(this.#wide, object, number);
    else for (let block = first; block <= last; block++) put(this.#blocks, object * BLOCKS + block, number);
  }

  /** Those that may overlap an access, some twice. */
  *near(words: Int32Array, at: number): Generator<readonly number[]> {
    const object = words[at + Entry.OBJECT]!;
    const [first, last] = blocksOf(words, at);
    if (isWide(first, last)) {
      yield this.#all.get(object) ?? none;
      return;
    }
    for (let block = first; block <= last; block++) yield this.#blocks.get(object * BLOCKS + block) ?? none;
    yield this.#wide.get(object) ?? none;
  }
}

const none: readonly number[] = [];

/** One that begins before its object seems to end before it begins. */
function isWide(first: number, last: number): boolean {
  return last < first || last - first >= MOST_BLOCKS;
}

function blocksOf(words: Int32Array, at: number): readonly [number, number] {
  const offset = words[at + Entry.OFFSET]!;
  const end = offset + Math.max(1, bytesOf(words[at + Entry.SIZE]!)) - 1;
  return [(offset >>> 0) >>> BLOCK_BITS, (end >>> 0) >>> BLOCK_BITS];
}

function put(lists: Map<number, number[]>, key: number, number: number): void {
  const list = lists.get(key);
  if (list) list.push(number);
  else lists.set(key, [number]);
}
