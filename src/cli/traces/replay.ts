import path from 'node:path';
import {
  accessText,
  changeText,
  machineName,
  type Replayed,
  readTopology,
  readTrace,
  replayKernel,
  replayText,
  shownSite,
  type Topology,
  type Trace,
  traceFaultText,
} from '../../engine/index.ts';
import type { ReplayRequest } from '../arguments.ts';
import { complaint, type Result, unreadable } from '../check.ts';
import { type ChosenDriver, chooseDriver, isEmbedded } from '../driver.ts';
import { faultEntry, foundEntry, raceEntry, stepEntry } from '../explored/json.ts';
import { notTranslated } from '../explored/search.ts';
import { assumedLines, siteLines, siteText, stepLines } from '../explored/text.ts';
import { includedFile } from '../included-file.ts';
import { type Json, written } from '../json.ts';
import { type FoundMachine, topologyRemarks } from '../one-machine.ts';
import { readText, Unreadable } from '../read-text.ts';
import { type Style, visible } from '../style.ts';

/** Follows a trace again, on the topology and the driver that it names, and tells what it shows. */
export function replay(request: ReplayRequest, style: Style): Result {
  try {
    const trace = traceIn(request.path);
    const driver = driverOf(trace, request.path);
    const { machine: topology, remarks } = topologyOf(trace, request.path);
    const replayed = replayKernel(topology, driver.compiled(topology.pageSize), trace);
    const text = replayText(replayed, trace);
    const isRefused = replayed.end.kind === 'changed' || replayed.end.kind === 'refused';
    const output =
      request.format === 'json'
        ? `${written(json(topology, driver, replayed, text), '')}\n`
        : textOf(request.path, topology, driver, replayed, text, style);
    return {
      output,
      errors: complaint([...remarks, ...(isRefused ? [`${request.path}: ${text}`] : [])]),
      status: isRefused ? 2 : replayed.end.kind === 'nothing' ? 0 : 1,
    };
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
}

function traceIn(file: string): Trace {
  const { trace, fault } = readTrace(readText(file));
  if (trace) return trace;
  throw new Unreadable(`${file}: ${traceFaultText(fault)}`);
}

function topologyOf({ topology }: Trace, file: string): FoundMachine {
  const found = beside(file, topology.path);
  const said = `${file}: its topology`;
  const reading = readTopology(found, readNamed(found, said), includedFile);
  const machine = reading.documents[topology.document];
  if (machine) return { machine, remarks: topologyRemarks(reading) };
  throw new Unreadable(`${said}: ${found} has no document ${topology.document + 1}`);
}

function readNamed(file: string, said: string): string {
  try {
    return readText(file);
  } catch (error) {
    throw new Unreadable(`${said}: ${unreadable(error)}`);
  }
}

/** The module's name, where it was given on the command line, is in the trace. */
function driverOf({ driver: { name, modules } }: Trace, file: string): ChosenDriver {
  if (isEmbedded(name)) return chooseDriver(name, null);
  const folder = beside(file, name);
  const [module, ...more] = modules.map((each) => each.name);
  const known = module !== undefined && more.length === 0 && /^\w+$/.test(module) ? module : null;
  return chooseDriver(isEmbedded(folder) ? `./${folder}` : folder, known, `${file}: its driver ${folder}`);
}

/** What a trace names by its path from the trace. */
function beside(file: string, named: string): string {
  return path.posix.join(path.posix.dirname(file.replaceAll(path.sep, '/')), named);
}

function textOf(
  file: string,
  topology: Topology,
  driver: ChosenDriver,
  { end, steps, faults }: Replayed,
  text: string,
  style: Style,
): string {
  if (end.kind === 'changed') return '';
  const shown = steps.flatMap(({ log }, number) => [
    ...stepLines({ trace: steps, faults }, number),
    ...log.map((line) => `   log: ${visible(line)}`),
  ]);
  const lines = [
    `${style.bold(visible(file))}: ${visible(machineName(topology))} under ${visible(driver.name)}`,
    ...assumedLines(driver),
    ...notTranslated(driver.compiled(topology.pageSize)).map((each) => `  Not run: ${visible(each)}`),
    ...shown.map((line) => `  ${line}`),
    ...(end.kind === 'refused' ? [] : endLines(end, text, style).map((line) => `  ${line}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function endLines(end: Replayed['end'], text: string, style: Style): string[] {
  if (end.kind === 'race')
    return [
      style.error(visible(text)),
      ...end.found.accesses.map((access) => `  ${siteText(access.source)}: ${visible(accessText(access))}`),
    ];
  if (end.kind !== 'finding') return [visible(text)];
  const { finding } = end.found;
  const head = `${siteText(shownSite(finding))}: ${style.error(visible(text))}`;
  return [head, ...siteLines(finding).map((site) => `  ${site}`)];
}

function json(
  topology: Topology,
  driver: ChosenDriver,
  { end, steps, faults, otherKernel }: Replayed,
  text: string,
): Json {
  return {
    version: 1,
    path: topology.path,
    document: topology.document,
    driver: driver.name,
    outcome: end.kind,
    expected: 'expected' in end && end.expected,
    message: text,
    otherKernel,
    steps: steps.map((step, number) => ({
      ...stepEntry(step),
      log: step.log,
      faults: faults.filter((fault) => fault.step === number).map(faultEntry),
    })),
    finding: end.kind === 'finding' ? foundEntry(end.found) : null,
    race: end.kind === 'race' ? raceEntry(end.found) : null,
    changes: end.kind === 'changed' ? end.changes.map((change) => changeText(change)) : [],
  };
}
