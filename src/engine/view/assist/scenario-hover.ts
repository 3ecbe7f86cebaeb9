import type { Span } from '../../base/span.ts';
import { embeddedDrivers } from '../../drivers/embedded.ts';
import { readInteger } from '../../topology/integer.ts';
import { integerProperty } from '../../topology/region.ts';
import type { Scenario } from '../../topology/scenario/scenario.ts';
import { stepShape, usageOf } from '../../topology/scenario/step-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { markdown } from '../format.ts';
import { gpusOf } from '../gpus.ts';
import { machineName } from '../machine-name.ts';
import { numberHover, paragraphs } from '../words/assist-hover.ts';
import { gpuHoverWords, kindHoverWords, openHoverWords } from '../words/assist-scenario.ts';
import { errnoByName } from '../words/errno.ts';
import { type Scened, scenarioAt, type TextAt, textAt } from './scenario-at.ts';

/** As every hover. */
interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** What is known of a text of a scenario under a pointer; null where there is nothing to say. */
export function scenarioHoverAt(reading: Scened, offset: number): Hover | null {
  const text = textAt(reading, offset);
  const scenario = scenarioAt(reading, offset);
  if (!text || !scenario) return null;
  const said = text.kind === 'step' ? stepHover(text, scenario) : wordHover(text, text.word.text, scenario);
  return said === '' ? null : { markdown: said, span: text.kind === 'step' ? text.word.span : text.span };
}

function stepHover({ words, word, kind }: TextAt, scenario: Scenario): string {
  const shape = stepShape(words[0]?.text ?? '');
  if (!shape) return '';
  const general = paragraphs(`\`${usageOf(shape)}\``, markdown(shape.doc));
  if (word === words[0]) return general;
  const operand = shape.operands[words.indexOf(word) - 1];
  if (operand === 'bdf') return gpuHover(word.text, scenario.machine);
  if (operand === 'name') return openHover(word.text, scenario);
  const integer = kind === 'step' ? readInteger(word.text) : null;
  return integer?.kind === 'integer' ? numberHover(integer.value, 'integer') : general;
}

function wordHover({ kind }: TextAt, text: string, scenario: Scenario): string {
  switch (kind) {
    case 'bdf':
      return gpuHover(text, scenario.machine);
    case 'finding':
      return kindHoverWords(text);
    case 'errno':
      return markdown(errnoByName(text) ?? '');
    case 'driver':
      return markdown(embeddedDrivers().find(({ name }) => name === text)?.summary ?? '');
    case 'file':
      return scenario.machine ? `**${markdown(machineName(scenario.machine))}**` : '';
    default:
      return '';
  }
}

function gpuHover(bdf: string, machine: Topology | null): string {
  const gpu = machine && gpusOf(machine).find((each) => each.bdf?.value === bdf.toLowerCase());
  if (!gpu) return '';
  const socket = machine.sockets.find(({ gpus }) => gpus.includes(gpu));
  return gpuHoverWords({
    bdf: bdf.toLowerCase(),
    device: gpu.device?.value ?? null,
    socket: socket?.socket?.value ?? null,
    pxm: integerProperty(gpu, 'nvidia,egm-pxm')?.value ?? null,
    machine: machineName(machine),
  });
}

function openHover(name: string, { steps }: Scenario): string {
  const actions = steps.flatMap((step) => (step.kind === 'parallel' ? step.lists.flat() : [step]));
  const opened = actions.find((action) => action.kind === 'open' && action.name.value === name);
  return opened?.kind === 'open' ? openHoverWords(name, opened.node.value) : '';
}
