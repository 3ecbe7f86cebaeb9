import {
  readTopology,
  severitySummary,
  showProblem,
  type Topology,
  type TopologyReading,
} from '../engine/index.ts';
import { includedFile } from './included-file.ts';
import { readText, Unreadable } from './read-text.ts';

/** A machine, and for the stream of errors what is wrong with its topology. */
export interface FoundMachine {
  readonly machine: Topology;
  readonly remarks: readonly string[];
}

/** That a topology has errors, in a sentence; none where it has none. What is wrong is told by check. */
export function topologyRemarks({ path, problems, elsewhere }: TopologyReading): readonly string[] {
  const errors = [...problems, ...elsewhere].map(showProblem).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return [];
  return [`${path}: ${severitySummary(errors)} in the topology: see driver-model check`];
}

/** The machine of a topology file that has one. `doing` says what is done with it: `explored`. */
export function oneMachine(path: string, doing: string): FoundMachine {
  const reading = readTopology(path, readText(path), includedFile);
  const machines = reading.documents.filter(({ sockets }) => sockets.length > 0);
  const [machine] = machines;
  if (machine && machines.length === 1) return { machine, remarks: topologyRemarks(reading) };
  const why = machine ? `several machines here, and one is ${doing}` : 'no machine here';
  throw new Unreadable(`${path}: ${why}`);
}
