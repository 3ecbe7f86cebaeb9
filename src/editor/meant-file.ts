import { Uri } from 'vscode';
import type { CurrentTopology } from './current.ts';
import type { Moves } from './moves.ts';
import type { TopologyStore } from './store.ts';
import type { TopologyFile } from './topology-file.ts';
import type { MachineTree } from './tree.ts';

/** Where a command looks for the topology that it is called on. */
export interface Meanings {
  readonly store: TopologyStore;
  readonly tree: MachineTree;
  readonly current: CurrentTopology;
  readonly moves: Moves;
}

/** The file that a command was called on: a row's, an editor's, or the current one. */
export function meantFile(
  argument: unknown,
  { store, tree, current }: Omit<Meanings, 'moves'>,
): TopologyFile | undefined {
  if (typeof argument === 'string') return tree.row(argument)?.file;
  return (argument instanceof Uri && store.file(argument)) || current.get();
}
