import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode';
import { machineName } from '../engine/index.ts';
import { Owned } from './owned.ts';
import type { TopologyStore } from './store.ts';
import type { TopologyFile } from './topology-file.ts';
import { fileName } from './topology-uri.ts';

/** A log is addressed by its topology: `driver-model-log:/tray.log?file%3A%2F%2F…`. */
const scheme = 'driver-model-log';

/** The log of the virtual kernel, as a read-only document that follows the run. */
export function registerKernelLog(store: TopologyStore): Disposable {
  const owned = new Owned();
  const changed = owned.own(new EventEmitter<Uri>());
  owned.own(
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (address) => logText(store.file(Uri.parse(address.query))),
    }),
  );
  owned.own(store.onDidChange((uri) => changed.fire(logAddress(uri))));
  return owned;
}

export async function showKernelLog(file: TopologyFile): Promise<void> {
  await commands.executeCommand('vscode.open', logAddress(file.uri), { preview: false });
}

function logAddress(topology: Uri): Uri {
  const name = fileName(topology).replace(/\.topology\.ya?ml$/, '.log');
  return Uri.from({ scheme, path: `/${name}`, query: topology.toString() });
}

function logText(file: TopologyFile | undefined): string {
  if (!file) return 'The topology is gone.\n';
  const several = file.machines.length > 1;
  const logs = file.machines.map(({ topology, outcome }) => {
    const lines = outcome === null || outcome === 'running' ? [notRun(outcome)] : written(outcome.log);
    return [...(several ? [`# ${machineName(topology)}`] : []), ...lines].join('\n');
  });
  return `${logs.join('\n\n')}\n`;
}

/** An empty document would look like one that failed to load. */
function written(log: readonly string[]): readonly string[] {
  return log.length > 0 ? log : ['# The run left nothing in the log.'];
}

function notRun(outcome: 'running' | null): string {
  return outcome === null ? '# The driver has not run.' : '# The driver is running…';
}
