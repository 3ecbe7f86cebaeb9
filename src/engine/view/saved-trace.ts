import type { ExploredFinding, ExploredRace } from '../kernel/explored.ts';
import { type TraceOrigin, traceOf } from '../kernel/trace/make.ts';
import type { Trace } from '../kernel/trace/trace.ts';
import { exploredMessage, raceTexts } from './words/exploration.ts';

/** The trace of something that an exploration found, to be written to a file. */
export function savedTrace(found: ExploredFinding | ExploredRace, origin: TraceOrigin): Trace {
  const message = 'field' in found ? raceTexts([found]).join() : exploredMessage(found);
  return traceOf(found, origin, message);
}

/** Names of the files of one driver's traces, in their order: `rfc-v2-02.double-free.1.trace.json`. */
export function traceFileNames(traces: readonly Trace[]): readonly string[] {
  const numbers = new Map<string, number>();
  return traces.map(({ driver, kind }) => {
    const name = [driver.name.split('/').findLast((part) => /\w/.test(part)) ?? 'driver', kind]
      .map((part) => part.replace(/[^\w.-]+/g, '-'))
      .join('.');
    const number = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, number);
    return `${name}.${number}.trace.json`;
  });
}
