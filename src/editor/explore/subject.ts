import { commands, window } from 'vscode';
import type { DriverSource, Topology } from '../../engine/index.ts';
import { type Meanings, meantFile } from '../meant-file.ts';
import type { TopologyFile } from '../topology-file.ts';
import { viewId } from '../tree.ts';
import { askMachine } from './ask.ts';

/** The machine and the driver that a command is about. */
export interface Subject {
  readonly file: TopologyFile;
  readonly topology: Topology;
  readonly source: DriverSource;
}

/** What a command was called on; undefined where there is nothing, and the user was told. */
export async function subjectOf(argument: unknown, meanings: Meanings): Promise<Subject | undefined> {
  await meanings.store.ready;
  const file = meantFile(argument, meanings);
  if (!file) {
    // The view says how to get a topology.
    await commands.executeCommand(`${viewId}.focus`);
    return undefined;
  }
  const { source, trouble } = file.driver;
  if (source === null) {
    void window.showErrorMessage(trouble);
    return undefined;
  }
  const machine = await askMachine(file);
  if (machine === 'none') {
    void window.showInformationMessage(
      'The topology has no GPU with a proper address: there is nothing to bind.',
    );
    return undefined;
  }
  return machine && { file, topology: machine.topology, source };
}
