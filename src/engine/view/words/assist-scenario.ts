import { markdown } from '../format.ts';
import { paragraphs } from './assist-hover.ts';
import { findingWordings } from './finding-kinds.ts';
import { domain } from './wording.ts';

/** A GPU that a scenario names. */
export interface NamedGpu {
  readonly bdf: string;
  readonly device: string | null;
  readonly socket: bigint | null;
  readonly pxm: bigint | null;
  readonly machine: string;
}

export function gpuHoverWords({ bdf, device, socket, pxm, machine }: NamedGpu): string {
  const parts = [
    ...(device === null ? [] : [device]),
    ...(socket === null ? [] : [`socket ${socket}`]),
    ...(pxm === null ? [] : [`EGM PXM ${domain(pxm)}`]),
  ];
  return paragraphs(`**GPU ${bdf}** of ${markdown(machine)}`, markdown(parts.join(', ')));
}

export function kindHoverWords(kind: string): string {
  const wording = findingWordings[kind];
  return wording ? paragraphs(`**${markdown(wording.title)}**`, markdown(wording.leads)) : '';
}

export function openHoverWords(name: string, node: string): string {
  return `**${markdown(name)}** is \`${node}\`, opened above.`;
}

/** What stands beside a completion of a scenario. */
export const scenarioDetails = {
  step: (usage: string) => usage,
  file: 'topology',
  open: 'open file',
  holds: 'nothing is found',
  success: 'the bind succeeds',
  version: 'version of the format',
} as const;
