import { platforms } from '../shape.ts';
import { freeDomains, freeSocketNumber, takenDomains } from './domains.ts';
import { entryAfter, entryBefore, inserted, keyText, lineEnd, replaced } from './edit.ts';
import type { Subject } from './fix.ts';
import { chosen, type Fix, type FixAction, safe } from './fix-action.ts';
import { bdfMeant, deviceIdMeant, integersMeant } from './meant.ts';
import { stepsTo } from './tree.ts';

/** Fixes of the `shape` family. */
export function fixesOfShape(subject: Subject): readonly Fix[] {
  const { problem, text } = subject;
  const { span } = problem.place;
  const write = (value: string, make = chosen): Fix =>
    make({ kind: 'write', text: value }, replaced(span, value));
  switch (problem.code) {
    case 'shape/unknown-key':
      return problem.data.nearest === null ? [] : renameKey(subject, problem.data.nearest);
    case 'shape/missing-key':
      return addKey(subject, problem.data.key);
    case 'shape/not-an-integer':
      return problem.data.isQuoted
        ? unquote(subject)
        : integersMeant(text.slice(span.start, span.end)).map((value) => write(value));
    case 'shape/unit':
      return units(subject, problem.data.unit, problem.data.meant);
    case 'shape/malformed-bdf':
      return list(bdfMeant(text.slice(span.start, span.end))).map((value) => write(value));
    case 'shape/malformed-device-id':
      return list(deviceIdMeant(text.slice(span.start, span.end))).map((value) => write(value));
    case 'shape/wrong-type':
      return problem.data.expected === 'list' && !problem.data.item ? intoList(subject) : [];
    case 'shape/unsupported-version':
      return [write('1')];
    case 'shape/unsupported-page-size':
      return ['64 KiB', '4 KiB', '16 KiB'].map((value) => write(value));
    case 'shape/unknown-platform':
      return [write(problem.data.nearest ?? platforms[0]!)];
    default:
      return [];
  }
}

function list<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

function renameKey({ reading, text, problem }: Subject, key: string): readonly Fix[] {
  const { span } = problem.place;
  const step = stepsTo(reading, span.start).at(-1);
  if (!step || step.mapping.entries.some((entry) => entry.key.text === key)) return [];
  const quote = /^["']/.exec(text.slice(span.start, span.end))?.[0] ?? '';
  const by = quote ? `${quote}${key}${quote}` : keyText(key, step.mapping.flow);
  return [chosen({ kind: 'rename-key', key }, replaced(span, by))];
}

/** Only what can be told is added: a number that is free. */
function addKey({ reading, topology, text, problem }: Subject, key: string): readonly Fix[] {
  const { mapping, shape } = stepsTo(reading, problem.place.span.start).at(-1) ?? {};
  if (!mapping || !shape) return [];
  const inSocket = shape.keys.some((each) => each.key === 'gpus');
  const number = mapping.entries.find((entry) => entry.key.text === 'socket');
  const add = (value: string, edit = entryBefore(text, mapping, key, value)): readonly Fix[] => [
    chosen({ kind: 'add', key, text: value, from: 'free' }, edit),
  ];
  if (key === 'topology') return add('1');
  if (key === 'socket' && inSocket) return add(`${freeSocketNumber(topology)}`);
  if (key !== 'pxm' || !inSocket) return [];
  const usual = topology.sockets.find(
    ({ socket }) => socket && socket.place.span.start === number?.value.span.start,
  );
  const pxm = freeDomains(takenDomains(topology), usual?.socket?.value ?? 0n);
  return number ? add(`${pxm}`, entryAfter(text, mapping, number, key, `${pxm}`)) : add(`${pxm}`);
}

/** A value or a mapping where a list is meant: a list of it alone. */
function intoList({ reading, text, problem }: Subject): readonly Fix[] {
  const { start } = problem.place.span;
  const holder = stepsTo(reading, start).findLast(({ entry }) => entry.value.span.start === start);
  const value = holder?.entry.value;
  if (!value || value.kind === 'unreadable') return [];
  const { end } = value.span;
  if (value.kind !== 'mapping' || value.flow) {
    return [chosen({ kind: 'into-list' }, inserted(start, '['), inserted(end, ']'))];
  }
  const edits = [inserted(start, '- ')];
  for (let line = lineEnd(text, start); line < end; line = lineEnd(text, line)) {
    line = text.indexOf('\n', line) + 1;
    if (line === 0 || line >= end) break;
    if (text.slice(line, lineEnd(text, line)).trim() !== '') edits.push(inserted(line, '  '));
  }
  return [chosen({ kind: 'into-list' }, ...edits)];
}

function unquote({ text, problem }: Subject): readonly Fix[] {
  const { start, end } = problem.place.span;
  const written = text.slice(start, end);
  const bare = /^(["'])(.*)\1$/s.exec(written)?.[2];
  if (bare !== undefined) return [safe({ kind: 'unquote', text: bare }, replaced(problem.place.span, bare))];
  const tag = /!\S*\s+$/.exec(text.slice(Math.max(0, start - 256), start));
  return tag
    ? [safe({ kind: 'remove-tag' }, replaced({ start: start - tag[0].length, end: start }, ''))]
    : [];
}

const decimalUnits: Readonly<Record<string, bigint>> = {
  KiB: 10n ** 3n,
  MiB: 10n ** 6n,
  GiB: 10n ** 9n,
  TiB: 10n ** 12n,
};

/** The binary unit, as memory has it; and the decimal one in bytes, should it be meant. */
function units({ text, problem }: Subject, unit: string, meant: string | null): readonly Fix[] {
  if (meant === null) return [];
  const { span } = problem.place;
  const digits = /^[0-9_]+/.exec(text.slice(span.start, span.end))?.[0];
  if (digits === undefined) return [];
  const binary = `${digits} ${meant}`;
  const action: FixAction = { kind: 'write', text: binary };
  // `gib` can only be GiB; GB is what sellers of disks count in.
  const isBinary = unit.toLowerCase() === meant.toLowerCase();
  if (isBinary) return [safe(action, replaced(span, binary))];
  const bytes = `${BigInt(digits.replaceAll('_', '')) * (decimalUnits[meant] ?? 1n)}`;
  return [
    chosen(action, replaced(span, binary)),
    chosen({ kind: 'write-decimal-unit', text: bytes, unit: unit.slice(0, 8) }, replaced(span, bytes)),
  ];
}
