import type { Span } from '../../base/span.ts';
import { treeOf } from '../../topology/assist/tree.ts';
import type { Entry, MappingNode, Node } from '../../topology/node.ts';
import type { TopologyReading } from '../../topology/reading.ts';
import type { ScenarioReading } from '../../topology/scenario/file.ts';
import { type Scenario, scenarioName } from '../../topology/scenario/scenario.ts';
import { machineName } from '../machine-name.ts';

/** A part of a file as an outline or breadcrumb has it. */
export interface TextSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'machine' | 'socket' | 'memory' | 'gpu' | 'property' | 'table' | 'scenario' | 'step';
  readonly span: Span;
  /** What is selected when one goes there; within `span`. */
  readonly selection: Span;
  readonly children: readonly TextSymbol[];
}

/** The parts of a file, one root for each machine, or for each scenario. */
export function symbolsOf(reading: TopologyReading | ScenarioReading): readonly TextSymbol[] {
  if (!('documents' in reading)) return reading.scenarios.map((each) => scenarioSymbol(each, reading.text));
  return machineSymbols(reading);
}

function machineSymbols(reading: TopologyReading): readonly TextSymbol[] {
  return treeOf(reading).flatMap(({ root }, at) => {
    const topology = reading.documents[at];
    if (root?.kind !== 'mapping' || !topology) return [];
    const name = root.entries.find(({ key }) => key.text === 'name');
    const children = [
      ...itemsOf(root, 'sockets').map(socketSymbol),
      ...itemsOf(root, 'retired-pages').map((table) => item(table, 'table', 'Retired pages', 'table')),
      ...reading.scenarios
        .filter(({ machine }) => machine === topology)
        .map((each) => scenarioSymbol(each, reading.text)),
    ];
    const selection = name ? name.value.span : root.entries[0]!.key.span;
    return [symbol('machine', machineName(topology), '', root.span, selection, children)];
  });
}

function scenarioSymbol(scenario: Scenario, text: string): TextSymbol {
  const { whole, place, driver, steps } = scenario;
  const inner = steps.map(({ place: at }) =>
    symbol('step', text.slice(at.span.start, at.span.end), '', at.span, at.span, []),
  );
  const detail = driver?.value ?? '';
  return symbol('scenario', scenarioName(scenario), detail, whole.span, place.span, inner);
}

function socketSymbol(socket: MappingNode): TextSymbol {
  const memory = itemsOf(socket, 'memory').map((range) => item(range, 'memory', 'Memory', 'base', 'size'));
  const gpus = itemsOf(socket, 'gpus').map(gpuSymbol);
  const made = item(socket, 'socket', 'Socket', 'socket');
  const pxm = textUnder(socket, 'pxm');
  return { ...made, detail: pxm === '' ? '' : `PXM ${pxm}`, children: [...memory, ...gpus] };
}

function gpuSymbol(gpu: MappingNode): TextSymbol {
  const properties = gpu.entries.find(({ key }) => key.text === 'properties')?.value;
  const entries = properties?.kind === 'mapping' ? properties.entries : [];
  const made = item(gpu, 'gpu', 'GPU', 'bdf', 'device');
  return { ...made, children: entries.flatMap((entry) => (isInside(entry, gpu) ? [property(entry)] : [])) };
}

/** What an alias repeats stands elsewhere. */
function isInside({ key }: Entry, { span }: MappingNode): boolean {
  return span.start <= key.span.start && key.span.end <= span.end;
}

function property({ key, value }: Entry): TextSymbol {
  const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
  return symbol('property', key.text, value.kind === 'scalar' ? value.text : '', span, key.span, []);
}

function item(node: MappingNode, kind: TextSymbol['kind'], word: string, key: string, more = ''): TextSymbol {
  const entry = node.entries.find((each) => each.key.text === key);
  const selection = entry?.key.span ?? node.entries[0]?.key.span ?? node.span;
  return symbol(
    kind,
    `${word} ${textUnder(node, key)}`.trim(),
    textUnder(node, more),
    node.span,
    selection,
    [],
  );
}

function symbol(
  kind: TextSymbol['kind'],
  name: string,
  detail: string,
  span: Span,
  selection: Span,
  children: readonly TextSymbol[],
): TextSymbol {
  const inside = span.start <= selection.start && selection.end <= span.end;
  const clipped = name.length > 80 ? `${name.slice(0, 79)}…` : name || kind;
  return {
    kind,
    name: clipped,
    detail: detail.slice(0, 80),
    span,
    selection: inside ? selection : span,
    children,
  };
}

function textUnder(node: MappingNode, key: string): string {
  const value = node.entries.find((entry) => entry.key.text === key)?.value;
  return value?.kind === 'scalar' ? value.text : '';
}

function itemsOf(node: MappingNode, key: string): readonly MappingNode[] {
  const list = node.entries.find((entry) => entry.key.text === key)?.value;
  if (list?.kind !== 'sequence' || !isWithin(list, node)) return [];
  return list.items.flatMap((each) => (each.kind === 'mapping' && isWithin(each, node) ? [each] : []));
}

function isWithin({ span }: Node, parent: MappingNode): boolean {
  return parent.span.start <= span.start && span.end <= parent.span.end;
}
