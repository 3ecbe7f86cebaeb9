import type { AuxiliaryDevice, GpuOutcome, Outcome } from '../../kernel/outcome.ts';
import { gpuName } from '../gpus.ts';
import { beginText, callText, deviceState, nodeState, runEnd } from '../words/comparison.ts';
import { findingMessage, findingTitle, shownSite } from '../words/finding.ts';
import { gpuState, ownOrigin } from '../words/outcome.ts';
import { absent, type ComparisonCell, type ComparisonRow, detail, row } from './table.ts';
import { titledRows } from './titled-rows.ts';

/** What runs of several drivers on one machine came to: an outcome for each driver. */
export function runRows(outcomes: readonly Outcome[]): ComparisonRow[] {
  const stopped = outcomes.some((each) => each.stopped !== null);
  return [
    ...gpuRows(outcomes),
    ...deviceRows(outcomes),
    ...nodeRows(outcomes),
    ...(stopped ? [row('run', '', outcomes.map(runCell))] : []),
    ...findingRows(outcomes),
  ];
}

function gpuRows(outcomes: readonly Outcome[]): ComparisonRow[] {
  return (outcomes[0]?.gpus ?? []).map(({ gpu }, index) => {
    const results = outcomes.flatMap(({ gpus }) => gpus[index] ?? []);
    return row('gpu', gpuName(gpu), results.map(gpuCell));
  });
}

const states = { bound: 'good', failed: 'bad', unbound: 'plain' } as const;

function gpuCell(result: GpuOutcome): ComparisonCell {
  const { call } = result;
  const own = ownOrigin(result);
  const details = [
    ...(call ? [detail(callText(call), call.site)] : []),
    ...(own ? [detail(beginText(result.errno, own), own.site)] : []),
  ];
  return { text: gpuState(result), state: states[result.state], details };
}

function deviceRows(outcomes: readonly Outcome[]): ComparisonRow[] {
  const devices = outcomes.map((each) => each.auxiliaryDevices);
  const names = new Set(devices.flat().map(({ name }) => name));
  return [...names].map((name) =>
    row(
      'device',
      name,
      devices.map((each) => deviceCell(each.find((device) => device.name === name))),
    ),
  );
}

function deviceCell(device: AuxiliaryDevice | undefined): ComparisonCell {
  if (!device) return absent(deviceState(null));
  const { failure } = device;
  const details = failure?.origin
    ? [detail(beginText(failure.errno, failure.origin), failure.origin.site)]
    : [];
  return { text: deviceState(device), state: failure ? 'bad' : 'good', details };
}

function nodeRows(outcomes: readonly Outcome[]): ComparisonRow[] {
  const names = new Set(outcomes.flatMap(({ nodes }) => nodes));
  const cell = (exists: boolean): ComparisonCell =>
    exists ? { text: nodeState(true), state: 'good', details: [] } : absent(nodeState(false));
  return [...names].map((name) =>
    row(
      'node',
      name,
      outcomes.map(({ nodes }) => cell(nodes.includes(name))),
    ),
  );
}

function runCell({ stopped }: Outcome): ComparisonCell {
  return { text: runEnd(stopped), state: stopped === null ? 'good' : 'bad', details: [] };
}

function findingRows(outcomes: readonly Outcome[]): ComparisonRow[] {
  const told = outcomes.map(({ findings }) =>
    findings.map((finding) => ({
      title: findingTitle(finding),
      detail: detail(findingMessage(finding), shownSite(finding)),
    })),
  );
  return titledRows('finding', told);
}
