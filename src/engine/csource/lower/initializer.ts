import type { Designator, Expression, Initializer, Site } from '../ast.ts';
import { type Aggregate, type Item, Items, type Slot, type Slots, slotsOf } from './aggregate.ts';
import type { Body } from './body.ts';
import { integerConstant } from './constant.ts';
import { value } from './expression.ts';
import { bodyOf, sizeOf } from './layout.ts';
import { type ArrayType, type Bits, type Member, type RecordType, type Type, typeName } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import { constant, type Value } from './value.ts';

/** Where the pieces of an initializer go. Offsets are in bytes from the object's start. */
export interface Sink {
  scalar(offset: number, type: Type, from: Value): void;
  bits(offset: number, type: Type, bits: Bits, from: Value): void;
  record(offset: number, type: RecordType, from: Value): void;
  /** A string literal into an array of characters: the first `size` of its bytes. */
  text(offset: number, literal: StringLiteral, size: number): void;
  /** Forgets what pieces before put there. */
  clear(offset: number, size: number): void;
}

export type StringLiteral = Extract<Expression, { kind: 'string' }>;

/** More pieces than this are refused: `[0 ... 1000000] = f()` is a program of its own. */
const PIECE_LIMIT = 200_000;

/** Walks an initializer as C 6.7.9 does; `type` may be an array without length. */
export class InitializerWalk {
  readonly #body: Body;
  readonly #sink: Sink;
  #pieces = 0;
  /** Where the furthest piece so far ends. */
  #end = 0;

  constructor(body: Body, sink: Sink) {
    this.#body = body;
    this.#sink = sink;
  }

  /** Sends every piece to the sink and gives the type, completed where it was an array without length. */
  run(type: Type, initializer: Initializer): Type {
    return this.#initialize(type, 0, initializer);
  }

  #initialize(type: Type, offset: number, initializer: Initializer): Type {
    if (initializer.kind === 'value') return this.#expression(type, offset, initializer.value);
    const { items } = initializer;
    if (type.kind !== 'array' && type.kind !== 'record') return this.#bracedScalar(type, offset, items);
    const only = items.length === 1 ? items[0]! : null;
    if (
      only !== null &&
      only.path.length === 0 &&
      only.value.kind === 'value' &&
      isText(type, only.value.value)
    ) {
      return this.#initialize(type, offset, only.value);
    }
    this.#body.descend();
    const filled = this.#fill(type, offset, new Items(items), true, []);
    this.#body.ascend();
    return type.kind === 'array' && type.length === null ? { ...type, length: filled } : type;
  }

  #bracedScalar(type: Type, offset: number, items: readonly Item[]): Type {
    const first = items[0];
    if (first === undefined) this.#sink.scalar(offset, type, constant(type, 0n));
    else this.#initialize(type, offset, first.value);
    return type;
  }

  #expression(type: Type, offset: number, node: Expression): Type {
    if (type.kind === 'array') {
      if (!isText(type, node))
        throw new Untranslatable('an array is initialized by an expression', node.site);
      return this.#text(type, offset, node);
    }
    this.#value(type, offset, this.#lower(node), node.site);
    return type;
  }

  #lower(node: Expression): Value {
    if (++this.#pieces > PIECE_LIMIT) throw new Untranslatable('an initializer is too large', node.site);
    return value(this.#body, node);
  }

  #value(type: Type, offset: number, from: Value, site: Site): void {
    this.#body.code.site = site;
    this.#end = Math.max(this.#end, offset + sizeOf(type));
    if (type.kind === 'record') this.#sink.record(offset, type, from);
    else this.#sink.scalar(offset, type, from);
  }

  #text(type: ArrayType, offset: number, literal: StringLiteral): Type {
    const bytes = literal.text.length + 1;
    const length = type.length ?? bytes;
    this.#override(offset, length);
    this.#end = Math.max(this.#end, offset + length);
    this.#sink.text(offset, literal, Math.min(bytes, length));
    return type.length === null ? { ...type, length } : type;
  }

  /** An initializer of a whole aggregate, named by a designator, replaces all that came before it (C 6.7.9p19). */
  #override(offset: number, size: number): void {
    if (offset < this.#end) this.#sink.clear(offset, size);
  }

  /**
   * Fills an aggregate from the items, from where `path` leads or its start. Without braces of its own it
   * leaves the items it does not need, and designated ones, to the aggregate around it. The result is the
   * number of elements an array without length needs.
   */
  #fill(type: Aggregate, offset: number, items: Items, braced: boolean, path: readonly Designator[]): number {
    const slots = slotsOf(type);
    let position = 0;
    let needed = 0;
    let start = path;
    for (;;) {
      if (start.length > 0) position = this.#designated(type, slots, offset, items, start);
      else {
        const item = items.peek();
        if (item === null) break;
        if (item.path.length > 0 && !items.designated && !items.hasPending) {
          if (!braced) break;
          start = item.path;
          continue;
        }
        if (position >= slots.count) {
          if (!braced) break;
          items.take(); // excess elements, which gcc warns of and drops
          continue;
        }
        this.#element(slots.at(position++), offset, items);
      }
      start = [];
      needed = Math.max(needed, position);
    }
    return needed;
  }

  /** One designated element; the result is the position after it. */
  #designated(
    type: Aggregate,
    slots: Slots,
    offset: number,
    items: Items,
    path: readonly Designator[],
  ): number {
    const range = this.#positions(type, slots, path[0]!, items);
    if (range === null) return slots.count;
    const mark = items.mark();
    for (let position = range.first; position <= range.last; position++) {
      items.restore(mark);
      items.designated = true;
      const slot = range.member ?? slots.at(position);
      if (path.length === 1) this.#element(slot, offset, items);
      else if (slot.type.kind === 'array' || slot.type.kind === 'record') {
        this.#fill(slot.type, offset + slot.offset, items, false, path.slice(1));
      } else throw new Untranslatable(`a designator into ${typeName(slot.type)}`);
    }
    return range.last + 1;
  }

  #positions(type: Aggregate, slots: Slots, part: Designator, items: Items): Range | null {
    if (part.kind === 'field') {
      if (type.kind !== 'record') throw new Untranslatable(`.${part.name} in ${typeName(type)}`);
      return this.#fieldPosition(type, slots, part.name, items);
    }
    if (type.kind !== 'array') throw new Untranslatable(`an index into ${typeName(type)}`);
    const of = (node: Expression): number => Number(integerConstant(this.#body, node, 'an index').value);
    const first = of(part.kind === 'index' ? part.index : part.first);
    const last = part.kind === 'index' ? first : of(part.last);
    if (first < 0 || last < first || last >= slots.count) throw new Untranslatable('an index out of range');
    return { first, last, member: null };
  }

  /** A member the type does not have is left out, with a note: the library's structs are slim. */
  #fieldPosition(type: RecordType, slots: Slots, name: string, items: Items): Range | null {
    const member = bodyOf(type).lookup.get(name);
    if (member === undefined) {
      const item = items.take();
      const reason = `${typeName(type)} has no member ${name} here; its initializer is left out`;
      this.#body.unit.untranslated.push({ reason, site: siteOf(item.value) });
      return null;
    }
    const position = slots.positionOf(member);
    return { first: position, last: position, member };
  }

  /** The next item into one element of an aggregate at `from`, with braces or without. */
  #element({ type, offset: within, bits }: Slot, from: number, items: Items): void {
    const offset = from + within;
    if (bits !== null) {
      this.#bitField(type, offset, bits, items);
      return;
    }
    const pending = items.takePending();
    if (pending !== null) {
      this.#settle(type, offset, items, pending.value, pending.site);
      return;
    }
    const { value: initializer } = items.peek()!;
    const aggregate = type.kind === 'array' || type.kind === 'record';
    if (initializer.kind === 'list') {
      items.take();
      if (aggregate && offset < this.#end) this.#override(offset, sizeOf(type));
      this.#initialize(type, offset, initializer);
    } else if (aggregate && initializer.value.kind === 'string') {
      this.#textElement(type, offset, items, initializer.value);
    } else {
      items.take();
      this.#settle(type, offset, items, this.#lower(initializer.value), initializer.value.site);
    }
  }

  #bitField(type: Type, offset: number, bits: Bits, items: Items): void {
    const given = items.takePending() ?? this.#only(items.take().value, type);
    this.#body.code.site = given.site;
    this.#end = Math.max(this.#end, offset + bits.unit);
    this.#sink.bits(offset, type, bits, given.value);
  }

  /** A scalar's value, which may have braces of its own. */
  #only(initializer: Initializer, type: Type): { readonly value: Value; readonly site: Site } {
    if (initializer.kind === 'value')
      return { value: this.#lower(initializer.value), site: initializer.value.site };
    const first = initializer.items[0];
    return first ? this.#only(first.value, type) : { value: constant(type, 0n), site: initializer.site };
  }

  /** A string is an array of characters, or the first thing inside an aggregate. */
  #textElement(type: Aggregate, offset: number, items: Items, literal: StringLiteral): void {
    if (type.kind === 'array' && isText(type, literal)) {
      items.take();
      this.#text(type, offset, literal);
      return;
    }
    this.#body.descend();
    if (slotsOf(type).count === 0) throw new Untranslatable(`${typeName(type)} has no place for a value`);
    this.#fill(type, offset, items, false, []);
    this.#body.ascend();
  }

  /** A value meets an element: it is that element's, or the first inside it where braces are left out. */
  #settle(type: Type, offset: number, items: Items, from: Value, site: Site): void {
    const whole = type.kind === 'record' && (from.kind === 'record' || from.type.kind === 'unknown');
    if (whole || (type.kind !== 'record' && type.kind !== 'array')) {
      this.#value(type, offset, from, site);
      return;
    }
    items.pend(from, site);
    this.#body.descend();
    this.#fill(type, offset, items, false, []);
    this.#body.ascend();
    if (items.hasPending) throw new Untranslatable(`${typeName(type)} has no place for a value`, site);
  }
}

interface Range {
  readonly first: number;
  readonly last: number;
  /** The member itself, which may be inside an anonymous one. */
  readonly member: Member | null;
}

/** Is the expression a string literal and the type an array of characters? */
function isText(type: Type, node: Expression): node is StringLiteral {
  return node.kind === 'string' && type.kind === 'array' && type.of.kind === 'integer' && type.of.size === 1;
}

function siteOf(initializer: Initializer): Site {
  return initializer.kind === 'list' ? initializer.site : initializer.value.site;
}
