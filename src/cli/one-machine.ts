import { readTopology, type Topology } from '../engine/index.ts';
import { includedFile } from './included-file.ts';
import { readText, Unreadable } from './read-text.ts';

/** The machine of a topology file that has one. `doing` says what is done with it: `explored`. */
export function oneMachine(path: string, doing: string): Topology {
  const { documents } = readTopology(path, readText(path), includedFile);
  const machines = documents.filter(({ sockets }) => sockets.length > 0);
  const [machine] = machines;
  if (machine && machines.length === 1) return machine;
  const why = machine ? `several machines here, and one is ${doing}` : 'no machine here';
  throw new Unreadable(`${path}: ${why}`);
}
