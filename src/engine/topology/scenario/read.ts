import type { Located } from '../../base/span.ts';
import { clip, type Fields, type FieldValue, integerOf, itemsOf, textOf } from '../fields.ts';
import { nearest } from '../nearest.ts';
import { readAction } from './action.ts';
import { readExpectation } from './expectation.ts';
import { driverNames } from './names.ts';
import { OpenNames } from './open-names.ts';
import type { Action, Parallel, Scenario, Step } from './scenario.ts';
import type { Subject } from './subject.ts';

/** Reads a scenario from fields that its shape has checked. Whether it is `broken` is for the caller to say. */
export function readScenario(fields: Fields, index: number, subject: Subject): Scenario {
  const { report, machine } = subject;
  const { path } = report;
  const name = textOf(fields, 'name', path);
  const version = integerOf(fields, 'scenario', path);
  if (version && version.value !== 1n) {
    report.add('scenario/unsupported-version', version.place.span, { version: version.value });
  }
  const place = name?.place ?? { path, span: fields.head };
  return {
    path,
    index,
    place,
    whole: { path, span: fields.span },
    name,
    topology: textOf(fields, 'topology', path),
    machine,
    driver: readDriver(fields, subject),
    steps: readSteps(fields, subject),
    faults: integerOf(fields, 'faults', path)?.value ?? 0n,
    expect: readExpectation(fields, place, subject),
    broken: false,
  };
}

/** A name without a slash is an embedded driver's; a folder has one, `./mine`. */
function readDriver(fields: Fields, { report }: Subject): Located<string> | null {
  const driver = textOf(fields, 'driver', report.path);
  if (driver && !driver.value.includes('/') && !driverNames.includes(driver.value)) {
    const data = { driver: clip(driver.value), nearest: nearest(driver.value, driverNames) };
    report.add('scenario/unknown-driver', driver.place.span, data);
  }
  return driver;
}

function readSteps(fields: Fields, subject: Subject): readonly Step[] {
  const names = new OpenNames(subject.report);
  return itemsOf(fields, 'steps').flatMap((item): Step | readonly Step[] => {
    if (item.kind === 'mapping') return readParallel(item.fields, subject, names) ?? [];
    return readOne(item, subject, names);
  });
}

function readOne(item: FieldValue, subject: Subject, names: OpenNames): readonly Action[] {
  const action = item.kind === 'text' ? readAction(item.value, item.span, subject, names) : null;
  return action ? [action] : [];
}

function readParallel(fields: Fields, subject: Subject, names: OpenNames): Parallel | null {
  const value = fields.values.get('parallel');
  if (value?.kind !== 'list') return null;
  const at = fields.keys.get('parallel') ?? fields.head;
  const branches: OpenNames[] = [];
  const lists = value.items.map((item) => {
    const own = names.split();
    branches.push(own);
    if (item.kind !== 'list') return [];
    if (isEmpty(item, subject)) subject.report.add('scenario/empty-parallel', item.span, { lists: true });
    return item.items.flatMap((each) => readOne(each, subject, own));
  });
  names.join(branches);
  if (isEmpty(value, subject)) subject.report.add('scenario/empty-parallel', at, { lists: false });
  return { kind: 'parallel', place: { path: subject.report.path, span: at }, lists };
}

/** Whether a list is empty as written, and not for want of items that could be read. */
function isEmpty({ items, span }: FieldValue & { kind: 'list' }, { text }: Subject): boolean {
  return items.length === 0 && /^\[\s*\]$/.test(text.slice(span.start, span.end));
}
