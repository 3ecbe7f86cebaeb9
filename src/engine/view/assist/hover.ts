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

/** What is known of the place under a pointer; null where there is nothing to say. */
export function hoverAt(
  reading: TopologyReading | ScenarioReading,
  offset: number,
  outcomes: Outcomes,
): Hover | null {
  const steps = stepsTo(reading, offset);
  const step = steps.at(-1);
  if (!step) return null;
  const inScenario = !('documents' in reading) || steps[0]?.entry.key.text === 'scenarios';
  const ofScenario = inScenario && steps.length > ('documents' in reading ? 1 : 0);
  return ofScenario ? scenarioHover(reading, offset, step) : topologyHover(reading, offset, step, outcomes);
}

function scenarioHover(reading: TopologyReading | ScenarioReading, offset: number, step: Step): Hover | null {
  const { entry, keyShape } = step;
  const found = scenarioHoverAt(reading, offset);
  if (found || !keyShape) return found;
  const at = [entry.key.span, entry.value.span].find((span) => contains(span, offset));
  const isOwn = at === entry.key.span || entry.value.kind === 'scalar';
  return at && isOwn ? { markdown: keyHover(keyShape), span: at } : null;
}

function topologyHover(
  reading: TopologyReading | ScenarioReading,
  offset: number,
  step: Step,
  outcomes: Outcomes,
): Hover | null {
  if (!('documents' in reading)) return null;
  const { entry, keyShape } = step;
  const at = reading.documents.findIndex(({ place }) => contains(place.span, offset));
  const topology = reading.documents[at];
  if (!topology) return null;
  if (contains(entry.key.span, offset)) {
    const said = [keyShape ? keyHover(keyShape) : '', headHover(step, topology, outcomes[at] ?? null)];
    const text = paragraphs(...said);
    return text === '' ? null : { markdown: text, span: entry.key.span };
  }
  if (entry.value.kind !== 'scalar' || !contains(entry.value.span, offset)) return null;
  const text = valueHover(step, topology, outcomes[at] ?? null);
  return text === '' ? null : { markdown: text, span: entry.value.span };
}

/** The keys that stand for a GPU say what became of it. */
function headHover({ entry }: Step, topology: Topology, outcome: Outcomes[number]): string {
  if (entry.key.text !== 'bdf') return '';
  return gpuHover(topology, entry.value.span.start, outcome);
}

function valueHover({ entry, keyShape }: Step, topology: Topology, outcome: Outcomes[number]): string {
  const { start } = entry.value.span;
  const kind = keyShape?.value.kind;
  if (kind === 'bdf') return gpuHover(topology, start, outcome);
  const reading = entry.value.kind === 'scalar' && entry.value.plain ? readInteger(entry.value.text) : null;
  if (reading?.kind !== 'integer' || kind === undefined) return keyShape ? keyHover(keyShape) : '';
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
  return paragraphs(numberHover(reading.value, kind), keyShape ? keyHover(keyShape) : '');
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
    lines(result.device ? [`EGM device: ${result.device}`] : []),
  );
}
