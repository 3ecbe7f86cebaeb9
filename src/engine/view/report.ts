import type { ShownProblem } from '../base/problem.ts';
import type { Place, Position } from '../base/span.ts';
import type { DriverNotes } from '../kernel/driver.ts';
import type { Finding, GpuOutcome, Outcome } from '../kernel/outcome.ts';
import { regionsOf } from '../topology/region.ts';
import type { Region, Topology } from '../topology/topology.ts';
import { addressRange, count, hex, hexSize, listed } from './format.ts';
import { gpuName } from './gpus.ts';
import { machineName } from './machine-name.ts';
import { assumption } from './source-problems.ts';
import { outcomeSummary } from './status.ts';
import { cutShortTexts } from './words/cut-short.ts';
import { returned } from './words/errno.ts';
import { findingMessage, shownSite } from './words/finding.ts';
import { unboundReason } from './words/outcome.ts';
import { siteText } from './words/site.ts';
import { wrapped } from './wrap.ts';

export interface ReportInput {
  readonly topology: Topology;
  /** All that are shown for the machine, the driver's included. */
  readonly problems: readonly ShownProblem[];
  /** The driver selected, run or not. */
  readonly driver: string;
  readonly notes: DriverNotes | null;
  /** Null: the driver has not run. */
  readonly outcome: Outcome | null;
  /** Line and character of a place, for the list of Problems. */
  readonly position: (place: Place) => Position;
}

/**
 * The whole of what is known of a machine under a driver, as Markdown that is also readable as plain
 * text in a mail of 72 columns. Only log lines and names are longer, since they must not be broken.
 */
export function report(input: ReportInput): string {
  const { outcome, topology } = input;
  const sections = [
    [`# ${machineName(topology)}`],
    topologySection(topology),
    driverSection(input),
    ...(outcome ? [gpuSection(outcome), deviceSection(outcome), findingSection(outcome)] : []),
    problemSection(input),
    ...(outcome ? [logSection(outcome)] : []),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function topologySection(topology: Topology): readonly string[] {
  const regions = regionsOf(topology);
  const lines = ['## Topology', '', ...wrapped(topologyFacts(topology), '')];
  for (const socket of topology.sockets) {
    const number = socket.socket === null ? 'without a number' : `${socket.socket.value}`;
    lines.push('', `Socket ${number}, PXM ${socket.pxm?.value ?? 'not given'}`);
    for (const { base, size } of socket.memory) {
      lines.push(`- host memory ${base && size ? addressRange(base.value, size.value) : 'incomplete'}`);
    }
    for (const region of regions)
      if (region.socket === socket) lines.push(...wrapped(regionFacts(region), '- '));
    for (const gpu of socket.gpus)
      lines.push(`- GPU ${gpuName(gpu)} ${gpu.device?.value ?? 'without a device id'}`);
  }
  return lines;
}

function topologyFacts(topology: Topology): string {
  const platform = topology.platform ? `Platform ${topology.platform.value}; ` : '';
  const gpus = topology.sockets.reduce((sum, socket) => sum + socket.gpus.length, 0);
  return `${platform}${count(topology.sockets.length, 'socket')}, ${count(gpus, 'GPU')}; pages of ${topology.pageSize >> 10n} KiB.`;
}

function regionFacts(region: Region): string {
  const base = region.base === null ? 'no base' : `base ${hex(region.base)}`;
  const size = region.size === null ? 'no size' : `size ${hexSize(region.size)}`;
  return `EGM region PXM ${region.pxm}: ${base}, ${size}, for ${listed(region.gpus.map(gpuName))}`;
}

function driverSection({ driver, notes, outcome }: ReportInput): readonly string[] {
  const assumed = notes ? assumption(notes) : null;
  const untranslated = notes?.untranslated.length ?? 0;
  return [
    '## Driver',
    '',
    ...wrapped(`${driver}: ${outcome ? outcomeSummary(outcome) : 'not run'}.`),
    ...(assumed === null ? [] : wrapped(`${assumed}.`)),
    ...(untranslated === 0 ? [] : wrapped(`${count(untranslated, 'piece')} of its C are not modelled.`)),
    ...(outcome === null || outcome.stopped === null
      ? []
      : wrapped(`The run is not whole: ${outcome.stopped}`)),
    ...(outcome ? cutShortTexts(outcome.cutShort).flatMap((text) => wrapped(`Not looked at: ${text}.`)) : []),
  ];
}

function gpuSection(outcome: Outcome): readonly string[] {
  const rows = outcome.gpus.map((result) => [
    gpuName(result.gpu),
    result.state,
    result.errno === null ? '' : returned(result.errno),
    callText(result),
  ]);
  return ['## Outcome', '', ...table(['GPU', 'state', 'errno', 'call or reason'], rows)];
}

function callText({ call, reason }: GpuOutcome): string {
  if (call) return `${call.function}: ${returned(call.errno)}, ${siteText(call.site)}`;
  return reason ? unboundReason(reason) : '';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)];
}

function deviceSection(outcome: Outcome): readonly string[] {
  const lines = outcome.auxiliaryDevices.flatMap(({ name, parent, refcount, gpus }) =>
    wrapped(
      `${name}, child of ${parent}, ${count(refcount, 'reference')}, used by ${listed(gpus) || 'no bound GPU'}`,
      '- ',
    ),
  );
  const nodes = outcome.nodes.map((node) => `- ${node}`);
  return ['## Devices', '', ...(lines.length + nodes.length === 0 ? ['None.'] : [...lines, ...nodes])];
}

function findingSection(outcome: Outcome): readonly string[] {
  if (outcome.findings.length === 0) return ['## Findings', '', 'None.'];
  return [
    '## Findings',
    ...outcome.findings.flatMap((finding, index) => ['', ...findingLines(finding, index + 1)]),
  ];
}

function findingLines(finding: Finding, number: number): readonly string[] {
  const lines = [
    ...wrapped(findingMessage(finding), `${number}. `),
    `   - at ${siteText(shownSite(finding))}`,
  ];
  if (finding.allocated) lines.push(`   - allocated at ${siteText(finding.allocated)}`);
  if (finding.freed) lines.push(`   - freed at ${siteText(finding.freed)}`);
  for (const frame of finding.stack) lines.push(`   - in ${frame.function}, ${siteText(frame.site)}`);
  return lines;
}

/** What the driver did is told above already: here are the Problems of the topology. */
function problemSection({ problems, outcome, position }: ReportInput): readonly string[] {
  const left = outcome ? problems.filter(({ code }) => !code.startsWith('driver/')) : problems;
  const lines = left.flatMap(({ code, severity, message, place }) =>
    wrapped(`line ${position(place).line + 1}: ${severity}: ${code}: ${message}`, '- '),
  );
  return ['## Problems of the topology', '', ...(lines.length > 0 ? lines : ['None.'])];
}

function logSection(outcome: Outcome): readonly string[] {
  const log = outcome.log.length > 0 ? outcome.log : ['(empty)'];
  return ['## Kernel log', '', '```', ...log, '```'];
}
