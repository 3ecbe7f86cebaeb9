import type { Place, Span } from '../../base/span.ts';
import { keyText } from '../../topology/assist/edit.ts';
import { type LineContext, lineContext } from '../../topology/assist/line-context.ts';
import { suggestionsFor } from '../../topology/assist/suggest.ts';
import type { TopologyReading } from '../../topology/reading.ts';
import type { ScenarioReading } from '../../topology/scenario/file.ts';
import {
  isText,
  keyShapeOf,
  type MappingShape,
  type TextShape,
  type ValueShape,
} from '../../topology/shape.ts';
import type { Topology } from '../../topology/topology.ts';
import { gpusOf } from '../gpus.ts';
import { suggestionDetail } from '../words/assist-complete.ts';
import { keyHover } from '../words/assist-hover.ts';
import { scenarioAt } from './scenario-at.ts';
import { type Scene, type Typed, textCompletions } from './scenario-complete.ts';
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

/** What a text that is completed was read as. */
export type Completed = TopologyReading | ScenarioReading;

/**
 * What can stand at an offset of a text that may be half typed, the likeliest first. `files` are topology
 * files that a scenario may name.
 */
export function completeAt(
  reading: Completed,
  offset: number,
  files: readonly string[] = [],
): readonly Completion[] {
  const context = lineContext(reading.text, offset);
  const shape = context && shapeAt(context.path, reading.shape);
  if (!context || !shape) return nowhere;
  const scene = sceneAt(reading, offset, files);
  const isOfScenario = !('documents' in reading) || context.path[0] === 'scenarios';
  const text = isOfScenario ? textWanted(context, shape) : null;
  const texts = text ? textCompletions(text.kind, typedOf(reading, context, offset), scene) : nowhere;
  const topology = 'documents' in reading ? machineBefore(reading, offset) : null;
  if (context.at === 'value') return [...texts, ...values(context, shape, topology, offset)];
  const snippets = context.flow ? nowhere : snippetsAt(context, shape, topology, offset);
  return [...texts, ...(hasKeys(shape) ? keys(context, shape.shape, scene) : nowhere), ...snippets];
}

function sceneAt(reading: Completed, offset: number, files: readonly string[]): Scene {
  const scenario = scenarioAt(reading, offset);
  const machine = 'documents' in reading ? machineBefore(reading, offset) : (scenario?.machine ?? null);
  return { scenario, machine, files };
}

/** The text that is wanted at a place: the item of a list, or the value of a key. */
function textWanted({ at, key, path }: LineContext, shape: ValueShape): TextShape | null {
  const isItem = path.at(-1) === '[]' && key === null;
  const wanted =
    key === null
      ? isItem
        ? shape
        : undefined
      : hasKeys(shape)
        ? keyShapeOf(shape.shape, key)?.value
        : undefined;
  if (!wanted || (at === 'key' && !isItem)) return null;
  if (wanted.kind === 'choice') return wanted.of;
  return isText(wanted) ? wanted : null;
}

function typedOf({ text }: Completed, { span, from, key }: LineContext, offset: number): Typed {
  // A step is several words, each completed by itself; anything else is one.
  return { before: text.slice(from, offset), span: key === null ? span : { ...span, start: from }, offset };
}

/** The shape at a path from the root; null where the format has nothing. */
function shapeAt(path: readonly string[], root: MappingShape): ValueShape | null {
  let shape: ValueShape | undefined = { kind: 'mapping', shape: root };
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

function keys(
  { siblings, span, flow, column }: LineContext,
  shape: MappingShape,
  { machine }: Scene,
): Completion[] {
  const many = shape.any ? (machine ? gpusOf(machine) : []).flatMap(({ bdf }) => bdf?.value ?? []) : [];
  const named = shape.any ? many.map((key) => ({ ...shape.any!, key })) : [];
  return [...shape.keys, ...named]
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
  const known = key !== null && shape.kind === 'mapping' && keyShapeOf(shape.shape, key);
  // A PCI address of a scenario is one of the machine's; of a GPU it is a new one.
  if (!topology || !known || path[0] === 'scenarios') return nowhere;
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
