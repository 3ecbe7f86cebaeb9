import type { Place, Span } from '../../base/span.ts';
import { keyText } from '../../topology/assist/edit.ts';
import { type LineContext, lineContext } from '../../topology/assist/line-context.ts';
import { suggestionsFor } from '../../topology/assist/suggest.ts';
import type { TopologyReading } from '../../topology/reading.ts';
import { keyShapeOf, type MappingShape, topologyShape, type ValueShape } from '../../topology/shape.ts';
import type { Topology } from '../../topology/topology.ts';
import { suggestionDetail } from '../words/assist-complete.ts';
import { keyHover } from '../words/assist-hover.ts';
import { snippetsAt } from './snippets.ts';

export interface Completion {
  readonly kind: 'key' | 'value' | 'snippet';
  readonly label: string;
  readonly detail: string;
  /** Markdown; empty without. */
  readonly documentation: string;
  /** What is replaced: what was typed of it already. */
  readonly span: Span;
  /** With `${1:…}` places to fill in, and its own indentation; for a snippet and a key. */
  readonly insert: string;
  /** Whether a value is wanted next. */
  readonly goesOn: boolean;
}

const nowhere: readonly Completion[] = [];

/** What can stand at an offset of a text that may be half typed, the likeliest first. */
export function completeAt(reading: TopologyReading, offset: number): readonly Completion[] {
  const context = lineContext(reading.text, offset);
  if (!context) return nowhere;
  const shape = shapeAt(context.path);
  const topology = machineBefore(reading, offset);
  if (!shape) return nowhere;
  if (context.at === 'value') return values(context, shape, topology, offset);
  const snippets = context.flow ? nowhere : snippetsAt(context, shape, topology, offset);
  return shape.kind === 'mapping' ? [...keys(context, shape.shape), ...snippets] : snippets;
}

/** The shape at a path from the root; null where the format has nothing. */
function shapeAt(path: readonly string[]): ValueShape | null {
  let shape: ValueShape | undefined = { kind: 'mapping', shape: topologyShape };
  for (const part of path) {
    if (!shape) return null;
    if (part === '[]') shape = shape.kind === 'list' ? shape.of : undefined;
    else shape = hasKeys(shape) ? keyShapeOf(shape.shape, part)?.value : undefined;
  }
  return shape ?? null;
}

function hasKeys(shape: ValueShape): shape is Extract<ValueShape, { shape: MappingShape }> {
  return shape.kind === 'mapping' || shape.kind === 'choice';
}

function machineBefore({ documents }: TopologyReading, offset: number): Topology | null {
  return documents.findLast(({ place }) => place.span.start <= offset) ?? documents[0] ?? null;
}

function keys({ siblings, span, flow, column }: LineContext, shape: MappingShape): Completion[] {
  return shape.keys
    .filter(({ key }) => !siblings.has(key))
    .map((each) => ({
      kind: 'key',
      label: each.key,
      detail: each.required ? 'required' : '',
      documentation: keyHover(each),
      span,
      insert: `${keyText(each.key, flow)}:${opening(each.value, flow, column)}`,
      goesOn: each.value.kind !== 'list' && each.value.kind !== 'mapping',
    }));
}

/** What follows a key: a space, or the first line of a list or mapping, indented by two. */
function opening(value: ValueShape, flow: boolean, column: number): string {
  if (value.kind === 'list' && value.of.kind !== 'mapping') return ' [$0]';
  if (flow) return value.kind === 'list' ? ' [$0]' : value.kind === 'mapping' ? ' { $0 }' : ' ';
  const indent = `\n${' '.repeat(column + 2)}`;
  if (value.kind === 'mapping') return `${indent}$0`;
  return value.kind === 'list' ? `${indent}- $0` : ' ';
}

function values(
  { key, path, span }: LineContext,
  shape: ValueShape,
  topology: Topology | null,
  offset: number,
): readonly Completion[] {
  if (!topology || key === null || shape.kind !== 'mapping' || !keyShapeOf(shape.shape, key)) return nowhere;
  const begun = ({ place }: { place: Place }) => place.path === topology.path && place.span.start <= offset;
  const socket = topology.sockets.findLast(begun) ?? null;
  const gpu = socket?.gpus.findLast(begun) ?? null;
  const within = path.findLast((part) => part !== '[]') ?? '';
  const wanted = { key, within, topology, socket, gpu: within === 'memory' ? null : gpu };
  return suggestionsFor(wanted).map((each) => ({
    kind: 'value',
    label: each.text,
    detail: suggestionDetail(each),
    documentation: '',
    span,
    insert: each.text,
    goesOn: false,
  }));
}
