import { Uri, window, workspace } from 'vscode';
import {
  type DriverSource,
  readTrace,
  replayedReport,
  replayedRows,
  sentDriver,
  type Topology,
  type Trace,
  traceFaultText,
} from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import type { Meanings } from '../meant-file.ts';
import type { TopologyStore } from '../store.ts';
import { currentText } from '../text.ts';
import { topologyAt } from '../topology-at.ts';
import type { TopologyFile } from '../topology-file.ts';
import { fileName, isTopology } from '../topology-uri.ts';
import type { Found } from './found.ts';
import type { Jobs } from './jobs.ts';
import { tracedDriver } from './traced-driver.ts';

const pattern = /\.trace\.json$/;

/** Replay Trace: follows a trace again, on the topology and the driver that it names, and gives what it shows. */
export async function replay(
  argument: unknown,
  { store, moves }: Pick<Meanings, 'store' | 'moves'>,
  drivers: Drivers,
  jobs: Jobs,
): Promise<Found | undefined> {
  const uri = await traceFile(argument);
  const trace = uri && (await read(uri));
  if (!trace) return undefined;
  const found = await machineOf(trace, uri, store);
  if (!found) return undefined;
  const { file, topology } = found;
  const where = moves.fromNow();
  const driver = await tracedDriver(trace, uri, drivers);
  if (!driver) return undefined;
  const source = driver.folder ? withModule(driver.source, trace) : driver.source;
  const job = { kind: 'replay', topology, driver: sentDriver(source), trace } as const;
  const replayed = await jobs.run(`Replaying ${fileName(uri)}`, job);
  if (!replayed) return undefined;
  const { end } = replayed;
  return {
    file,
    where,
    source: null,
    used: [driver],
    rows: replayedRows(topology, trace, replayed),
    wrong: {
      topology,
      explored: {
        findings: end.kind === 'finding' ? [end.found] : [],
        races: end.kind === 'race' ? [end.found] : [],
      },
      by: 'replaying',
    },
    report: replayedReport(trace, replayed),
    search: null,
    origin: null,
  };
}

/** The name that its only module was given when the trace was written; where files of the driver have one, they say. */
function withModule(source: DriverSource, { driver }: Trace): DriverSource {
  const [only, ...more] = driver.modules;
  return only && more.length === 0 && /^\w+$/.test(only.name) ? { ...source, module: only.name } : source;
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

/** What a trace is of; undefined where it is not there, and the user was told. */
async function machineOf(
  { topology: { path, document } }: Trace,
  trace: Uri,
  store: TopologyStore,
): Promise<{ readonly file: TopologyFile; readonly topology: Topology } | undefined> {
  const target = Uri.joinPath(trace, '..', path);
  if (!isTopology(target)) {
    return tell(
      `its topology is ${path}, and names that end in .topology.yaml are all that the editor reads. Use driver-model replay.`,
      trace,
    );
  }
  const file = await topologyAt(target, store);
  if (!file) return tell(`${path}, its topology, is not there`, trace);
  const machine = file.machines.find(({ topology }) => topology.document === document);
  return machine
    ? { file, topology: machine.topology }
    : tell(`${path}, its topology, has no document ${document + 1}`, trace);
}

function tell(why: string, uri: Uri): undefined {
  void window.showErrorMessage(`${fileName(uri)}: ${why.replace(/\.?$/, '.')}`);
}
