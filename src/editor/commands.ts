import { commands, type Disposable, Uri } from 'vscode';
import { copyReport } from './copy-report.ts';
import { copyValue } from './copy-value.ts';
import type { CurrentTopology } from './current.ts';
import type { Drivers } from './drivers.ts';
import { showKernelLog } from './kernel-log.ts';
import { meantFile } from './meant-file.ts';
import { newFromTemplate } from './new-from-template.ts';
import { Owned } from './owned.ts';
import { openRow, revealInFile } from './reveal.ts';
import { selectDriver } from './select-driver.ts';
import type { TopologyStore } from './store.ts';
import type { TopologyFile } from './topology-file.ts';
import { type MachineTree, viewId } from './tree.ts';

/** What commands work on. */
export interface Means {
  readonly extension: Uri;
  readonly drivers: Drivers;
  readonly store: TopologyStore;
  readonly tree: MachineTree;
  readonly current: CurrentTopology;
}

export function registerCommands({ extension, drivers, store, tree, current }: Means): Disposable {
  const owned = new Owned();
  const on = (name: string, call: (argument: unknown) => Promise<unknown>) =>
    owned.own(commands.registerCommand(`driverModel.${name}`, call));
  const fileOf = (argument: unknown) => meantFile(argument, { store, tree, current });
  /** Where there is no topology, the view says how to get one. */
  const onFile = (name: string, call: (file: TopologyFile) => Promise<unknown>) =>
    on(name, async (argument) => {
      await store.ready;
      const file = fileOf(argument);
      return file ? call(file) : commands.executeCommand(`${viewId}.focus`);
    });
  const id = (argument: unknown) => (typeof argument === 'string' ? argument : undefined);

  onFile('runProbe', (file) => store.run(file.uri));
  onFile('showKernelLog', showKernelLog);
  onFile('copyReport', (file) => copyReport(file, drivers));
  on('selectDriver', (argument) => selectDriver(drivers, fileOf(argument)?.uri));
  on('newFromTemplate', newFromTemplate);
  on('refresh', () => store.refresh());
  on('openRow', async (argument) => openRow(tree, String(argument)));
  on('revealInFile', (argument) => revealInFile(tree, id(argument)));
  on('copyValue', (argument) => copyValue(tree, argument));
  on('openFormat', async () =>
    commands.executeCommand('markdown.showPreview', Uri.joinPath(extension, 'docs', 'format.md')),
  );
  return owned;
}
