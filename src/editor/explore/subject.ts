import { commands, window } from 'vscode';
import type { DriverSource, Topology } from '../../engine/index.ts';
import { type Meanings, meantFile } from '../meant-file.ts';
import type { Whereabouts } from '../moves.ts';
import { documentOf } from '../rows.ts';
import type { Machine, TopologyFile } from '../topology-file.ts';
import { fileName } from '../topology-uri.ts';
import { viewId } from '../tree.ts';
import { askMachine } from './ask.ts';

/** The machine and the driver that a command is about. */
export interface Subject {
  readonly file: TopologyFile;
  readonly topology: Topology;
  readonly source: DriverSource;
  readonly where: Whereabouts;
}

/** `gb200.topology.yaml under reviewed` */
export function aboutText({ file, source }: Pick<Subject, 'file' | 'source'>): string {
  return `${fileName(file.uri)} under ${source.name}`;
}

export const nothingToBind = 'The topology has no GPU with a proper address: there is nothing to bind.';

/** What a command was called on; undefined where there is nothing, and the user was told. */
export async function subjectOf(argument: unknown, meanings: Meanings): Promise<Subject | undefined> {
  await meanings.store.ready;
  const file = meantFile(argument, meanings);
  if (!file) {
    // The view says how to get a topology.
    await commands.executeCommand(`${viewId}.focus`);
    return undefined;
  }
  const where = meanings.moves.fromNow();
  const { source, trouble } = file.driver;
  if (source === null) {
    void tellTrouble(trouble, file);
    return undefined;
  }
  const machine = await askMachine(machinesOf(argument, file, meanings));
  if (machine === 'none') {
    void window.showInformationMessage(nothingToBind);
    return undefined;
  }
  return machine && { file, topology: machine.topology, source, where };
}

/** A driver that cannot be had, with the way to another. */
export async function tellTrouble(trouble: string, { uri }: TopologyFile): Promise<void> {
  const other = 'Select Driver…';
  if ((await window.showErrorMessage(trouble, other)) === other)
    await commands.executeCommand('driverModel.selectDriver', uri);
}

/** The machine whose row the command was called on, else all of the file. */
function machinesOf(argument: unknown, { machines }: TopologyFile, { tree }: Meanings): readonly Machine[] {
  const row = typeof argument === 'string' ? tree.row(argument) : undefined;
  return row ? machines.filter(({ topology }) => topology.document === documentOf(row)) : machines;
}
