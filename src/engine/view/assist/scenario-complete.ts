import type { Span } from '../../base/span.ts';
import { embeddedDrivers } from '../../drivers/embedded.ts';
import { integerProperty } from '../../topology/region.ts';
import { findingKindNames, usualErrnos } from '../../topology/scenario/names.ts';
import type { Action, Scenario } from '../../topology/scenario/scenario.ts';
import {
  ioctlRequest,
  type OperandKind,
  stepShape,
  stepTable,
  usageOf,
} from '../../topology/scenario/step-table.ts';
import type { TextShape } from '../../topology/shape.ts';
import type { Topology } from '../../topology/topology.ts';
import { auxiliaryId } from '../format.ts';
import { gpusOf } from '../gpus.ts';
import { scenarioDetails } from '../words/assist-scenario.ts';
import { findingWordings } from '../words/finding-kinds.ts';
import type { Completion } from './complete.ts';

/** What completion in a scenario draws from. */
export interface Scene {
  readonly scenario: Scenario | null;
  readonly machine: Topology | null;
  /** Topology files that a scenario file may name, as it would write them. */
  readonly files: readonly string[];
}

/** A text that is being written: all of it up to the cursor, and the span of what may be replaced. */
export interface Typed {
  readonly before: string;
  readonly span: Span;
  readonly offset: number;
}

/** Values of a text of that kind, the likeliest first. */
export function textCompletions(kind: TextShape['kind'], typed: Typed, scene: Scene): readonly Completion[] {
  if (kind === 'step') return stepCompletions(typed, scene);
  return valuesOf(kind, scene).map(([label, detail]) => value(label, detail, typed.span));
}

type Offer = readonly [label: string, detail: string];

function valuesOf(kind: TextShape['kind'], { machine, files }: Scene): readonly Offer[] {
  switch (kind) {
    case 'bdf':
      return bdfs(machine);
    case 'driver':
      return embeddedDrivers().map(({ name, summary }) => [name, summary]);
    case 'finding':
      return findingKindNames.map((name) => [name, findingWordings[name]?.title ?? '']);
    case 'errno':
      return [['0', scenarioDetails.success], ...usualErrnos.map((name): Offer => [name, ''])];
    case 'verdict':
      return [['holds', scenarioDetails.holds]];
    case 'file':
      return files.map((name) => [name, scenarioDetails.file]);
    case 'device':
      return ids(machine).map(([id, detail]) => [`nvgrace_gpu_vfio_pci.egm.${id}`, detail]);
    case 'node':
      return ids(machine).map(([id, detail]) => [`/dev/egm${id}`, detail]);
    default:
      return [];
  }
}

function bdfs(machine: Topology | null): readonly Offer[] {
  const sockets = machine?.sockets ?? [];
  return sockets.flatMap(({ socket, gpus }) =>
    gpus.flatMap(({ bdf }): Offer[] => (bdf ? [[bdf.value, socket ? `socket ${socket.value}` : '']] : [])),
  );
}

/** The ids that EGM devices and nodes of the machine have in their names. */
function ids(machine: Topology | null): readonly Offer[] {
  const found = new Map<string, string>();
  for (const gpu of machine ? gpusOf(machine) : []) {
    const pxm = integerProperty(gpu, 'nvidia,egm-pxm')?.value;
    if (pxm !== undefined) found.set(`${auxiliaryId(pxm)}`, `PXM ${pxm}`);
  }
  return [...found];
}

/** A step is completed word by word. */
function stepCompletions({ before, span, offset }: Typed, scene: Scene): readonly Completion[] {
  const words = before.trimStart().split(/\s+/);
  const word = words.at(-1) ?? '';
  const own = { start: offset - word.length, end: span.end };
  if (words.length === 1) return stepTable.map((shape) => verb(usageOf(shape), shape.verb, shape.doc, own));
  const operand = stepShape(words[0] ?? '')?.operands[words.length - 2];
  return operand ? operands(operand, scene, offset).map(([label, detail]) => value(label, detail, own)) : [];
}

function operands(operand: OperandKind, scene: Scene, offset: number): readonly Offer[] {
  switch (operand) {
    case 'module':
      return [
        ['nvgrace-gpu-vfio-pci', ''],
        ['nvgrace-egm', ''],
      ];
    case 'bdf':
      return bdfs(scene.machine);
    case 'driver':
      return [
        ['nvgrace-gpu-vfio-pci', ''],
        ['vfio-pci', ''],
      ];
    case 'node':
      return valuesOf('node', scene);
    case 'as':
      return [['as', '']];
    case 'new-name':
      return [['egm', '']];
    case 'name':
      return openNames(scene.scenario, offset);
    case 'request':
      return [[ioctlRequest, '']];
    case 'offset':
      return [['0', '']];
    case 'length':
    case 'size':
      return [
        ['64 KiB', ''],
        ['4 KiB', ''],
      ];
    case 'address':
      return addresses(scene.machine);
    case 'file':
      return files(scene.machine);
    case 'text':
      return [
        ['1', ''],
        ['0', ''],
      ];
  }
}

/** Where files of devices are. */
function files(machine: Topology | null): readonly Offer[] {
  const devices = bdfs(machine).map(([bdf, detail]): Offer => [`/sys/bus/pci/devices/${bdf}/`, detail]);
  const nodes = ids(machine).map(([id, detail]): Offer => [`/sys/class/egm/egm${id}/egm_size`, detail]);
  return [...devices, ...nodes];
}

function addresses(machine: Topology | null): readonly Offer[] {
  const bases = (machine ? gpusOf(machine) : []).flatMap(
    (gpu) => integerProperty(gpu, 'nvidia,egm-base-pa') ?? [],
  );
  return [...new Set(bases.map(({ value: base }) => `0x${base.toString(16)}`))].map((text) => [text, 'EGM']);
}

/** Files that steps before the offset have opened and none has closed. */
function openNames(scenario: Scenario | null, offset: number): readonly Offer[] {
  const actions = (scenario?.steps ?? [])
    .flatMap((step): readonly Action[] => (step.kind === 'parallel' ? step.lists.flat() : [step]))
    .filter(({ place }) => place.span.end < offset);
  const open = new Map<string, string>();
  for (const action of actions) {
    if (action.kind === 'open') open.set(action.name.value, action.node.value);
    if (action.kind === 'close') open.delete(action.name.value);
  }
  return [...open].map(([name, node]) => [name, `${scenarioDetails.open}, ${node}`]);
}

function value(label: string, detail: string, span: Span): Completion {
  return { kind: 'value', label, detail, documentation: '', span, insert: label, goesOn: false };
}

function verb(usage: string, label: string, documentation: string, span: Span): Completion {
  const detail = scenarioDetails.step(usage);
  return { kind: 'value', label, detail, documentation, span, insert: `${label} `, goesOn: true };
}
