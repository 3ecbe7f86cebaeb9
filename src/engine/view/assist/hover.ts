import type { Span } from '../../base/span.ts';
import type { Outcome } from '../../kernel/outcome.ts';
import { contains, type Step, stepsTo } from '../../topology/assist/tree.ts';
import { readInteger } from '../../topology/integer.ts';
import type { TopologyReading } from '../../topology/reading.ts';
import type { ScenarioReading } from '../../topology/scenario/file.ts';
import type { Gpu, Topology } from '../../topology/topology.ts';
import { auxiliaryId, markdown } from '../format.ts';
import { gpuName, gpusOf, resultsByGpu } from '../gpus.ts';
import { devicesById } from '../region-state.ts';
import { domainHover, keyHover, lines, numberHover, paragraphs, rangeHover } from '../words/assist-hover.ts';
import { gpuState, probeFailed } from '../words/outcome.ts';
import { usesOf } from './domain-use.ts';
import { memoryMap, neighboursOf } from './memory-map.ts';
import { scenarioHoverAt } from './scenario-hover.ts';

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** What a driver made of each machine of a file; null or absent before it has run. */
export type Outcomes = readonly (Outcome | 'running' | null)[];

/**
 * What is known of the place under a pointer; null where there is nothing to say. Without `meanings` it is not told
 * what a key means: another extension does, from the schema.
 */
export function hoverAt(
  reading: TopologyReading | ScenarioReading,
  offset: number,
  outcomes: Outcomes,
  meanings = true,
): Hover | null {
  const steps = stepsTo(reading, offset);
  const step = steps.at(-1);
  if (!step) return null;
  const inScenario = !('documents' in reading) || steps[0]?.entry.key.text === 'scenarios';
  const ofScenario = inScenario && steps.length > ('documents' in reading ? 1 : 0);
  const meaning = step.keyShape && meanings ? keyHover(step.keyShape) : '';
  return ofScenario
    ? scenarioHover(reading, offset, step, meaning)
    : topologyHover(reading, offset, step, meaning, outcomes);
}

function scenarioHover(
  reading: TopologyReading | ScenarioReading,
  offset: number,
  { entry }: Step,
  meaning: string,
): Hover | null {
  const found = scenarioHoverAt(reading, offset);
  if (found || meaning === '') return found;
  const at = [entry.key.span, entry.value.span].find((span) => contains(span, offset));
  const isOwn = at === entry.key.span || entry.value.kind === 'scalar';
  return at && isOwn ? { markdown: meaning, span: at } : null;
}

function topologyHover(
  reading: TopologyReading | ScenarioReading,
  offset: number,
  step: Step,
  meaning: string,
  outcomes: Outcomes,
): Hover | null {
  if (!('documents' in reading)) return null;
  const { entry } = step;
  const at = reading.documents.findIndex(({ place }) => contains(place.span, offset));
  const topology = reading.documents[at];
  if (!topology) return null;
  if (contains(entry.key.span, offset)) {
    const text = paragraphs(meaning, headHover(step, topology, outcomes[at] ?? null));
    return text === '' ? null : { markdown: text, span: entry.key.span };
  }
  if (entry.value.kind !== 'scalar' || !contains(entry.value.span, offset)) return null;
  const text = valueHover(step, topology, meaning, outcomes[at] ?? null);
  return text === '' ? null : { markdown: text, span: entry.value.span };
}

/** The keys that stand for a GPU say what became of it. */
function headHover({ entry }: Step, topology: Topology, outcome: Outcomes[number]): string {
  if (entry.key.text !== 'bdf') return '';
  return gpuHover(topology, entry.value.span.start, outcome);
}

function valueHover(
  { entry, keyShape }: Step,
  topology: Topology,
  meaning: string,
  outcome: Outcomes[number],
): string {
  const { start } = entry.value.span;
  const kind = keyShape?.value.kind;
  if (kind === 'bdf') return gpuHover(topology, start, outcome);
  const reading = entry.value.kind === 'scalar' && entry.value.plain ? readInteger(entry.value.text) : null;
  if (reading?.kind !== 'integer' || kind === undefined) return meaning;
  if (kind === 'pxm') {
    const devices =
      outcome && outcome !== 'running'
        ? (devicesById(outcome.auxiliaryDevices).get(`${auxiliaryId(reading.value)}`) ?? [])
        : [];
    const uses = usesOf(topology, reading.value);
    return domainHover(reading.value, uses, [...new Set(devices.map(({ name }) => name))]);
  }
  const map = memoryMap(topology);
  const own = map.find(({ places }) =>
    places.some(({ span, path }) => span.start === start && path === topology.path),
  );
  if (own) {
    const isGrace = topology.platform?.value === 'nvidia-grace';
    return rangeHover(own, neighboursOf(own, map), isGrace ? (own.range.base >> 44n) & 3n : null);
  }
  return paragraphs(numberHover(reading.value, kind), meaning);
}

function gpuHover(topology: Topology, offset: number, outcome: Outcomes[number]): string {
  const gpus = gpusOf(topology);
  const gpu = gpus.find(({ bdf }) => bdf?.place.span.start === offset && bdf.place.path === topology.path);
  if (!gpu) return '';
  return paragraphs(
    `**GPU ${markdown(gpuName(gpu))}** ${markdown(gpu.device?.value ?? '')}`,
    outcomeOf(gpu, gpus, outcome),
  );
}

function outcomeOf(gpu: Gpu, gpus: readonly Gpu[], outcome: Outcomes[number]): string {
  if (outcome === null) return 'The driver has not run.';
  if (outcome === 'running') return 'The driver is running…';
  const result = resultsByGpu(gpus, outcome.gpus).get(gpu);
  if (!result) return '';
  const name = gpuName(gpu);
  const state = result.state === 'failed' ? probeFailed(name, result) : `${gpuState(result)}.`;
  return paragraphs(
    `Under ${markdown(outcome.driver)}: ${markdown(state)}`,
    lines(result.state === 'bound' && result.device ? [`EGM device: ${result.device}`] : []),
  );
}
