import { type ActionKind, actionTable, type UserAction } from '../actions.ts';
import type { ShapeReader } from './reader.ts';

/** A number may be left out. */
type Field = 'text' | 'address' | 'number' | 'switch';

/** The fields of each action beside its kind. */
const fieldsOf: Readonly<Record<ActionKind, Readonly<Record<string, Field>>>> = {
  load: { module: 'text' },
  unload: { module: 'text' },
  bind: { bdf: 'text' },
  unbind: { bdf: 'text' },
  unplug: { bdf: 'text' },
  override: { bdf: 'text', driver: 'text' },
  open: { node: 'text', file: 'text' },
  mmap: { file: 'text', offset: 'address', length: 'address', private: 'switch' },
  ioctl: { file: 'text', argsz: 'address', request: 'number', fill: 'number' },
  'read-at': { file: 'text', offset: 'address', length: 'address' },
  'write-at': { file: 'text', offset: 'address', length: 'address' },
  close: { file: 'text' },
  poison: { address: 'address' },
  read: { path: 'text' },
  write: { path: 'text', text: 'text' },
  'async-probe': {},
  worker: { number: 'address', again: 'switch' },
};

export function readAction(read: ShapeReader, value: unknown, at: string): UserAction {
  const fields = read.object(value, at);
  const [kind, place] = fields.of('kind');
  if (typeof kind !== 'string' || !Object.hasOwn(actionTable, kind)) {
    read.refuse(place, { kind: 'action' });
    return { kind: 'async-probe' };
  }
  const values: [string, string | bigint | boolean][] = [];
  for (const [key, field] of Object.entries(fieldsOf[kind as ActionKind])) {
    const [given, where] = fields.of(key);
    if (field === 'text') values.push([key, read.text(given, where)]);
    else if (field === 'address') values.push([key, read.address(given, where)]);
    else if (field === 'number' && given !== undefined) values.push([key, read.address(given, where)]);
    else if (given === true) values.push([key, true]);
  }
  // The table has the fields of each kind.
  return { kind, ...Object.fromEntries(values) } as UserAction;
}
