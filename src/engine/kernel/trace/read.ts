import type { ModuleSource } from '../driver.ts';
import type { Schedule } from '../explored.ts';
import type { Plan } from '../plan.ts';
import { readAction } from './read-action.ts';
import { type Malformed, ShapeReader } from './reader.ts';
import { type DriverPrint, type TopologyPrint, type Trace, traceVersion } from './trace.ts';

/** Bounds of what is followed; an exploration's traces stay far below them. */
const most = {
  /** Characters of a trace's text. */
  text: 1 << 22,
  files: 1000,
  modules: 100,
  phases: 1000,
  /** Lists of a phase, which run at once. */
  lists: 64,
  actions: 1000,
  faults: 1000,
  steps: 4000,
  /** Calls that may fail, of a step and of all. */
  choices: 20_000,
  operations: 1_000_000_000,
};

/** Why a text is no trace that can be followed. */
export type TraceFault =
  | { readonly kind: 'too-long'; readonly most: number }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'not-a-trace' }
  | { readonly kind: 'version'; readonly version: number }
  | ({ readonly kind: 'malformed' } & Malformed);

export type TraceReading =
  | { readonly trace: Trace; readonly fault: null }
  | { readonly trace: null; readonly fault: TraceFault };

/** Reads the text of a trace, which may come from anyone. Never throws. */
export function readTrace(text: string): TraceReading {
  if (text.length > most.text) return refused({ kind: 'too-long', most: most.text });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused({ kind: 'not-json' });
  }
  const read = new ShapeReader();
  const root = read.object(json, '');
  const [version] = root.of('trace');
  if (typeof version !== 'number') return refused({ kind: 'not-a-trace' });
  if (version !== traceVersion) return refused({ kind: 'version', version });
  const trace: Trace = {
    message: read.text(...root.of('message')),
    kind: read.text(...root.of('kind')),
    cause: read.text(...root.of('cause')),
    topology: readTopologyPrint(read, ...root.of('topology')),
    driver: readDriverPrint(read, ...root.of('driver')),
    kernel: read.hash(...root.of('kernel')),
    plan: readPlan(read, ...root.of('plan')),
    schedule: readSchedule(read, ...root.of('schedule')),
  };
  return read.fault ? refused({ kind: 'malformed', ...read.fault }) : { trace, fault: null };
}

function refused(fault: TraceFault): TraceReading {
  return { trace: null, fault };
}

function readTopologyPrint(read: ShapeReader, value: unknown, at: string): TopologyPrint {
  const fields = read.object(value, at);
  return {
    path: read.relative(...fields.of('path')),
    document: read.number(...fields.of('document'), 0, 1_000_000),
    hash: read.hash(...fields.of('hash')),
  };
}

function readDriverPrint(read: ShapeReader, value: unknown, at: string): DriverPrint {
  const fields = read.object(value, at);
  return {
    name: read.relative(...fields.of('name')),
    modules: read.list(...fields.of('modules'), most.modules, (item, place): ModuleSource => {
      const module = read.object(item, place);
      return {
        name: read.text(...module.of('name')),
        sources: read.list(...module.of('sources'), most.files, (path, where) => read.text(path, where)),
      };
    }),
    files: read.list(...fields.of('files'), most.files, (item, place) => {
      const file = read.object(item, place);
      return { path: read.text(...file.of('path')), hash: read.hash(...file.of('hash')) };
    }),
  };
}

function readPlan(read: ShapeReader, value: unknown, at: string): Plan {
  const fields = read.object(value, at);
  let left = most.actions;
  const phases = read.list(...fields.of('phases'), most.phases, (lists, place) =>
    read.list(lists, place, most.lists, (list, where) => {
      const actions = read.list(list, where, left, (action, here) => readAction(read, action, here));
      left -= actions.length;
      return actions;
    }),
  );
  return { faults: read.number(...fields.of('faults'), 0, most.faults), phases };
}

function readSchedule(read: ShapeReader, value: unknown, at: string): Schedule {
  let left = most.choices;
  return read.list(value, at, most.steps, (item, place) => {
    const fields = read.object(item, place);
    const choices = read.number(...fields.of('choices'), 0, left);
    left -= choices;
    // A call that may fail has its answer among those that there were.
    const answers = read.list(...fields.of('answers'), choices, (answer, where) =>
      read.number(answer, where, 0, 1000),
    );
    return {
      phase: read.number(...fields.of('phase'), 0, most.phases),
      task: read.number(...fields.of('task'), 0, most.lists),
      operations: read.number(...fields.of('operations'), 1, most.operations),
      choices,
      answers,
    };
  });
}
