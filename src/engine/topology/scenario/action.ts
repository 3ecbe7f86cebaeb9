import type { Located, Span } from '../../base/span.ts';
import { clip } from '../fields.ts';
import { readInteger } from '../integer.ts';
import { nearest } from '../nearest.ts';
import type { OpenNames } from './open-names.ts';
import type { Action } from './scenario.ts';
import { ioctlRequest, type OperandKind, stepShape, stepTable, usageOf } from './step-table.ts';
import { located, malformed, readBdf, type Subject } from './subject.ts';
import { joinUnits, spanOfWords, type Word, wordsOf } from './words.ts';

/** Reads a step as one writes it, `bind 0008:01:00.0`; null, with a Problem, for what is none. */
export function readAction(value: string, span: Span, subject: Subject, names: OpenNames): Action | null {
  const [verb, ...rest] = wordsOf(value, span, subject.text);
  const shape = verb && stepShape(verb.text);
  if (!verb || !shape) {
    const text = clip(verb?.text ?? value);
    const known = stepTable.map((each) => each.verb);
    subject.report.add('scenario/unknown-step', verb?.span ?? span, { text, nearest: nearest(text, known) });
    return null;
  }
  const words = joinUnits(rest);
  const usage = usageOf(shape);
  if (words.length !== shape.operands.length) {
    const extra = words.slice(shape.operands.length);
    const at = extra.length > 0 ? spanOfWords(extra, span) : spanOfWords([verb, ...words], span);
    const data = { usage, given: words.length, wanted: shape.operands.length };
    subject.report.add('scenario/wrong-operands', at, data);
    return null;
  }
  const operands = new Map(shape.operands.map((operand, at) => [operand, words[at]!]));
  return new ActionReading(operands, usage, subject, names).read(shape.verb, span);
}

/** The operands of one step. */
class ActionReading {
  readonly #words: ReadonlyMap<OperandKind, Word>;
  readonly #usage: string;
  readonly #subject: Subject;
  readonly #names: OpenNames;

  constructor(words: ReadonlyMap<OperandKind, Word>, usage: string, subject: Subject, names: OpenNames) {
    this.#words = words;
    this.#usage = usage;
    this.#subject = subject;
    this.#names = names;
  }

  read(kind: Action['kind'], span: Span): Action | null {
    const place = { path: this.#subject.report.path, span };
    switch (kind) {
      case 'load':
      case 'unload': {
        const module = this.#module();
        return module && { kind, place, module };
      }
      case 'bind':
      case 'unbind':
      case 'unplug': {
        const bdf = this.#bdf();
        return bdf && { kind, place, bdf };
      }
      case 'override': {
        const [bdf, driver] = [this.#bdf(), this.#word('driver')];
        return bdf && { kind, place, bdf, driver };
      }
      case 'open':
        return this.#open(place);
      case 'mmap': {
        const [name, offset, length] = [this.#used('use'), this.#integer('offset'), this.#integer('length')];
        return name && offset && length && { kind, place, name, offset, length };
      }
      case 'ioctl':
        return this.#ioctl(place);
      case 'close': {
        const name = this.#used('close');
        return name && { kind, place, name };
      }
      case 'poison': {
        const address = this.#integer('address');
        return address && { kind, place, address };
      }
      case 'read': {
        const file = this.#file();
        return file && { kind, place, file };
      }
      case 'write': {
        const [file, text] = [this.#file(), this.#word('text')];
        return file && { kind, place, file, text };
      }
    }
  }

  #open(place: Action['place']): Action | null {
    const [node, as, name] = [this.#node(), this.#word('as'), this.#name('new-name')];
    if (as.value !== 'as') this.#malformed('as', as, 'as');
    if (name) this.#names.open(name);
    return node && name && as.value === 'as' ? { kind: 'open', place, node, name } : null;
  }

  #ioctl(place: Action['place']): Action | null {
    const [name, request, size] = [this.#used('use'), this.#word('request'), this.#integer('size')];
    const known = request.value === ioctlRequest;
    if (!known) this.#malformed('request', request, ioctlRequest);
    return name && size && known ? { kind: 'ioctl', place, name, request: ioctlRequest, size } : null;
  }

  #word(operand: OperandKind): Located<string> {
    const { text, span } = this.#words.get(operand)!;
    return located(this.#subject, text, span);
  }

  #malformed(operand: OperandKind, { value, place }: Located<string>, meant: string | null): null {
    malformed(operand, value, place.span, this.#subject, this.#usage, meant);
    return null;
  }

  /** The kernel takes `-` and `_` in the names of modules for the same. */
  #module(): Located<string> | null {
    const module = this.#word('module');
    if (!/^[A-Za-z0-9_-]+$/.test(module.value)) {
      const meant = /^([A-Za-z0-9_-]+)\.ko$/.exec(module.value)?.[1] ?? null;
      return this.#malformed('module', module, meant);
    }
    return { ...module, value: module.value.replaceAll('-', '_') };
  }

  #bdf(): Located<string> | null {
    const { text, span } = this.#words.get('bdf')!;
    return readBdf(text, span, this.#subject, this.#usage);
  }

  #node(): Located<string> | null {
    const node = this.#word('node');
    if (/^\/dev\/[^/\s]+(?:\/[^/\s]+)*$/.test(node.value)) return node;
    const meant = /^(?:dev\/)?([A-Za-z]\w*)$/.exec(node.value)?.[1];
    return this.#malformed('node', node, meant === undefined ? null : `/dev/${meant}`);
  }

  #file(): Located<string> | null {
    const file = this.#word('file');
    if (/^\/sys(?:\/[^/\s]+)+$/.test(file.value)) return file;
    const meant = /^(?:sys\/)?((?:bus|class|devices|kernel)(?:\/[^/\s]+)+)$/.exec(file.value)?.[1];
    return this.#malformed('file', file, meant === undefined ? null : `/sys/${meant}`);
  }

  #name(operand: 'name' | 'new-name'): Located<string> | null {
    const name = this.#word(operand);
    return /^[A-Za-z_][\w-]*$/.test(name.value) ? name : this.#malformed(operand, name, null);
  }

  #used(how: 'use' | 'close'): Located<string> | null {
    const name = this.#name('name');
    if (name) this.#names[how](name);
    return name;
  }

  #integer(operand: 'offset' | 'length' | 'size' | 'address'): Located<bigint> | null {
    const { value, place } = this.#word(operand);
    const reading = readInteger(value);
    if (reading.kind === 'integer') return { value: reading.value, place };
    const meant = reading.kind === 'unit' && reading.meant ? `${reading.digits} ${reading.meant}` : null;
    return this.#malformed(operand, { value, place }, meant);
  }
}
