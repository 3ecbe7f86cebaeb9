import type { Suggestion } from '../../topology/assist/suggest.ts';

const reasons: Readonly<Record<Suggestion['why'], string>> = {
  version: 'version of the format',
  platform: 'rule profile',
  'page-size': 'page size of arm64 kernels',
  device: 'known device',
  'next-free': 'next that is free',
  'as-sibling': 'as another GPU has it',
  usual: 'usual value',
  'cpu-domain': 'domain of the CPUs: EGM without hypervisor',
  'after-last': 'after the last one',
  window: 'where memory of the socket begins',
  'named-by-gpu': 'named by a GPU, not listed',
};

/** Why a value is offered: what stands beside it in the list. */
export function suggestionDetail({ why, name }: Suggestion): string {
  return name ?? reasons[why];
}

export const snippetWords = {
  gpu: 'A whole GPU, next in order',
  socket: 'A whole socket, next in order',
  topology: 'A whole machine of one GPU',
} as const;
