import { Uri, window, workspace } from 'vscode';
import {
  readTrace,
  replayedReport,
  replayedRows,
  sentDriver,
  type Trace,
  traceFaultText,
} from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import type { TopologyStore } from '../store.ts';
import { currentText } from '../text.ts';
import type { TopologyFile } from '../topology-file.ts';
import { fileName } from '../topology-uri.ts';
import type { Found } from './findings.ts';
import type { Jobs } from './jobs.ts';

const pattern = /\.trace\.json$/;

/** How long a topology that is opened for a trace may take to be read, in milliseconds. */
const patience = 5000;

/** Replay Trace: follows a trace again, on the topology and the driver that it names, and gives what it shows. */
export async function replay(
  argument: unknown,
  store: TopologyStore,
  drivers: Drivers,
  jobs: Jobs,
): Promise<Found | undefined> {
  const uri = await traceFile(argument);
  const trace = uri && (await read(uri));
  if (!trace) return undefined;
  const file = await topologyOf(trace, uri, store);
  const machine = file?.machines.find(({ topology }) => topology.document === trace.topology.document);
  if (!file || !machine) return tell(`${trace.topology.path}, its topology, is not there`, uri);
  const { source, trouble } = await drivers.named(trace.driver.name, uri);
  if (source === null) return tell(trouble, uri);
  const { topology } = machine;
  const job = { kind: 'replay', topology, driver: sentDriver(source), trace } as const;
  const replayed = await jobs.run(`Replaying ${fileName(uri)}`, job);
  if (!replayed) return undefined;
  const { end } = replayed;
  return {
    file,
    source: null,
    rows: replayedRows(topology, trace, replayed),
    wrong: {
      topology,
      explored: {
        findings: end.kind === 'finding' ? [end.found] : [],
        races: end.kind === 'race' ? [end.found] : [],
      },
    },
    report: replayedReport(trace, replayed),
    search: null,
  };
}

/** The file that was clicked, the one that is open, or one that the user picks. */
async function traceFile(argument: unknown): Promise<Uri | undefined> {
  if (argument instanceof Uri) return argument;
  const open = window.activeTextEditor?.document.uri;
  if (open && pattern.test(open.path)) return open;
  const found = await workspace.findFiles('**/*.trace.json', '**/node_modules/**', 500);
  if (found.length > 0) {
    const items = found.map((uri) => ({
      label: fileName(uri),
      description: workspace.asRelativePath(uri),
      uri,
    }));
    return (await window.showQuickPick(items, { title: 'Replay Trace', placeHolder: 'Choose a trace' }))?.uri;
  }
  const picked = await window.showOpenDialog({
    title: 'Replay Trace',
    filters: { Traces: ['trace.json', 'json'] },
  });
  return picked?.[0];
}

async function read(uri: Uri): Promise<Trace | undefined> {
  const text = await currentText(uri).catch(() => null);
  if (text === null) return tell('it cannot be read', uri);
  const { trace, fault } = readTrace(text);
  return trace ?? tell(traceFaultText(fault), uri);
}

/** One that is not in the workspace is opened, and read then as every topology is. */
async function topologyOf(
  { topology }: Trace,
  trace: Uri,
  store: TopologyStore,
): Promise<TopologyFile | undefined> {
  const target = Uri.joinPath(trace, '..', topology.path);
  await store.ready;
  if (store.file(target)) return store.file(target);
  if (!(await workspace.openTextDocument(target).then(Boolean, () => false))) return undefined;
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      news.dispose();
      resolve(store.file(target));
    };
    const late = setTimeout(done, patience);
    const news = store.onDidChange(() => store.file(target) && done());
    if (store.file(target)) done();
  });
}

function tell(why: string, uri: Uri): undefined {
  void window.showErrorMessage(`${fileName(uri)}: ${why}`);
}
