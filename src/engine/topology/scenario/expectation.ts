import type { Located, Place } from '../../base/span.ts';
import { clip, type Fields, type FieldValue, itemsOf } from '../fields.ts';
import { nearest } from '../nearest.ts';
import { findingKindNames, usualErrnos } from './names.ts';
import type { Expectation, ExpectedErrno, Listed } from './scenario.ts';
import { located, readBdf, type Subject } from './subject.ts';

/** The word for: nothing is found. */
export const holds = 'holds';

/** Reads `expect`; absent, it is `holds`. */
export function readExpectation(fields: Fields, place: Place, subject: Subject): Expectation {
  const value = fields.values.get('expect');
  const at = value ? { path: place.path, span: fields.keys.get('expect') ?? value.span } : place;
  const nothing = { place: at, findings: [], errno: [], bound: null, devices: null, nodes: null };
  if (value?.kind === 'text') {
    if (value.value !== holds) {
      const data = { text: clip(value.value), nearest: nearest(value.value, [holds]) };
      subject.report.add('scenario/unknown-expectation', value.span, data);
    }
    return { ...nothing, place: { path: place.path, span: value.span } };
  }
  if (value?.kind !== 'mapping') return nothing;
  const inner = value.fields;
  return {
    place: at,
    findings: findings(inner, subject),
    errno: errnos(inner, subject),
    bound: listed(inner, 'bound', subject, ({ value: text, span }) => readBdf(text, span, subject)),
    devices: listed(inner, 'devices', subject, plain(subject)),
    nodes: listed(inner, 'nodes', subject, plain(subject)),
  };
}

type Text = Extract<FieldValue, { kind: 'text' }>;

function plain(subject: Subject): (text: Text) => Located<string> {
  return ({ value, span }) => located(subject, value, span);
}

function listed(
  fields: Fields,
  key: string,
  subject: Subject,
  read: (text: Text) => Located<string> | null,
): Listed | null {
  const value = fields.values.get(key);
  if (value?.kind !== 'list') return null;
  const items = value.items.flatMap((item) => (item.kind === 'text' ? (read(item) ?? []) : []));
  return { place: { path: subject.report.path, span: fields.keys.get(key) ?? value.span }, items };
}

function findings(fields: Fields, subject: Subject): readonly Located<string>[] {
  return itemsOf(fields, 'findings').flatMap((item) => {
    if (item.kind !== 'text') return [];
    if (findingKindNames.includes(item.value)) return [located(subject, item.value, item.span)];
    const data = { kind: clip(item.value), nearest: nearest(item.value, findingKindNames) };
    subject.report.add('scenario/unknown-finding', item.span, data);
    return [];
  });
}

function errnos(fields: Fields, subject: Subject): readonly ExpectedErrno[] {
  const value = fields.values.get('errno');
  if (value?.kind !== 'mapping') return [];
  return [...value.fields.values].flatMap(([key, each]) => {
    if (each.kind !== 'text') return [];
    const bdf = readBdf(key, value.fields.keys.get(key) ?? each.span, subject);
    const errno = readErrno(each, subject);
    return bdf && errno ? [{ bdf, errno }] : [];
  });
}

function readErrno({ value, span }: Text, subject: Subject): Located<string> | null {
  if (value === '0' || /^-E[A-Z0-9]+$/.test(value)) return located(subject, value, span);
  const written = value.startsWith('-') ? value : `-${value}`;
  const known = usualErrnos.map((name) => name.toLowerCase());
  const near = nearest(written, known)?.toUpperCase() ?? null;
  subject.report.add('scenario/malformed-errno', span, { text: clip(value), nearest: near });
  return null;
}
