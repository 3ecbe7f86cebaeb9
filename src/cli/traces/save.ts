import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { savedTrace, type Trace, traceFileNames, traceOrigin, writeTrace } from '../../engine/index.ts';
import { isEmbedded } from '../driver.ts';
import type { FoundOn } from '../explored/search.ts';
import type { Json } from '../json.ts';
import { reason, Unreadable } from '../read-text.ts';
import { visible } from '../style.ts';

/** A trace with the file that it is written to. */
export interface SavedTrace {
  readonly file: string;
  readonly trace: Trace;
}

/** Makes the folder that traces go to, before anybody waits for a search. */
export function makeTraceFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Unreadable(`--traces ${folder}: ${reason(error)}`);
  }
}

/**
 * Writes a trace for each finding and race. Topology and driver are named as they are found from the folder, so
 * that all can be moved together.
 */
export function saveTraces(
  folder: string,
  { explored: { findings, races }, machine, driver }: FoundOn,
): SavedTrace[] {
  const origin = traceOrigin(machine, driver.source);
  const named = {
    ...origin,
    topology: { ...origin.topology, path: fromFolder(folder, machine.path) },
    driver: {
      ...origin.driver,
      name: isEmbedded(driver.name) ? driver.name : fromFolder(folder, driver.name),
    },
  };
  const traces = [...findings, ...races].map((found) => savedTrace(found, named));
  return traceFileNames(traces).map((name, index) => {
    const file = path.posix.join(folder.replaceAll(path.sep, '/'), name);
    const trace = traces[index]!;
    try {
      writeFileSync(file, writeTrace(trace));
    } catch (error) {
      throw new Unreadable(`${file}: cannot be written: ${reason(error)}`);
    }
    return { file, trace };
  });
}

/** The traces that were written, as a person is told. */
export function savedLines(saved: readonly SavedTrace[]): string[] {
  if (saved.length === 0) return [];
  const width = Math.max(...saved.map(({ file }) => file.length));
  return [
    '',
    '  Traces, for driver-model replay',
    ...saved.map(({ file, trace }) => `    ${visible(file.padEnd(width))}  ${visible(trace.message)}`),
  ];
}

export function savedEntry({ file, trace: { kind, cause, message } }: SavedTrace): Json {
  return { file, kind, cause, message };
}

/** A path as it is found from a folder, with `/`; one that is no name of a driver's. */
function fromFolder(folder: string, target: string): string {
  const relative = path.relative(folder, target).replaceAll(path.sep, '/');
  return relative.startsWith('../') || path.isAbsolute(relative) ? relative : `./${relative}`;
}
