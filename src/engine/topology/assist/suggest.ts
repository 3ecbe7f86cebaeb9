import { knownDevices } from '../device-ids.ts';
import { integerProperty } from '../region.ts';
import { platforms } from '../shape.ts';
import type { Gpu, Socket, Topology } from '../topology.ts';
import { freeDomains, freeEgmDomain, freeSocketNumber, housedGpus, takenDomains } from './domains.ts';
import { baseSuggestions, tableSuggestions } from './suggest-address.ts';

/** A value worth offering, and why. */
export interface Suggestion {
  readonly text: string;
  readonly why: Reason;
  /** What it is, where that has a name of its own: a device. */
  readonly name?: string;
}

export type Reason =
  | 'version'
  | 'platform'
  | 'page-size'
  | 'device'
  | 'next-free'
  | 'as-sibling'
  | 'usual'
  | 'cpu-domain'
  | 'after-last'
  | 'window'
  | 'named-by-gpu';

/** Where a value is wanted: its mapping by path, and what stands there already. */
export interface Wanted {
  readonly key: string;
  /** The key that holds the mapping: `properties`, `memory`, `sockets`. */
  readonly within: string;
  readonly topology: Topology;
  readonly socket: Socket | null;
  readonly gpu: Gpu | null;
}

/** Sensible values of a key, the best first, each once. */
export function suggestionsFor(wanted: Wanted): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const each of [...byKey(wanted), ...siblings(wanted)])
    if (!found.has(each.text)) found.set(each.text, each);
  return [...found.values()];
}

function byKey(wanted: Wanted): readonly Suggestion[] {
  const { key, topology, socket, gpu } = wanted;
  switch (key) {
    case 'topology':
      return [{ text: '1', why: 'version' }];
    case 'platform':
      return platforms.map((text) => ({ text, why: 'platform' }));
    case 'page-size':
      return ['64 KiB', '4 KiB', '16 KiB'].map((text) => ({ text, why: 'page-size' }));
    case 'device':
      return knownDevices.map(({ id, name }) => ({ text: id, why: 'device', name }));
    case 'socket':
      return [{ text: `${freeSocketNumber(topology)}`, why: 'next-free' }];
    case 'pxm':
      return [
        { text: `${freeDomains(takenDomains(topology), socket?.socket?.value ?? 0n)}`, why: 'next-free' },
      ];
    case 'bdf':
      return bdfs(topology, socket);
    case 'nvidia,gpu-mem-pxm-start':
      return [{ text: `${freeMemoryDomains(topology)}`, why: 'next-free' }];
    case 'nvidia,gpu-mem-pxm-count':
      return [{ text: '8', why: 'usual' }];
    case 'nvidia,egm-pxm':
      return egmDomains(wanted);
    case 'nvidia,gpu-mem-size':
      return memorySizes(gpu);
    case 'table':
    case 'nvidia,egm-retired-pages-data-base':
      return tableSuggestions(wanted);
    default:
      return baseSuggestions(wanted);
  }
}

/** The segments that Grace gives a socket's GPUs, on the bus that the others are on. */
function bdfs(topology: Topology, socket: Socket | null): readonly Suggestion[] {
  const taken = housedGpus(topology).flatMap(({ gpu }) => gpu.bdf?.value ?? []);
  const bus = taken[0]?.slice(5, 7) ?? '01';
  const number = Number((socket?.socket?.value ?? 0n) & 0xfn);
  return [8, 9, 10, 11]
    .map((low) => `${((number << 4) | low).toString(16).padStart(4, '0')}:${bus}:00.0`)
    .filter((bdf) => !taken.includes(bdf))
    .slice(0, 2)
    .map((text) => ({ text, why: 'next-free' }));
}

const perGpu = 8n;

/** As Grace firmware counts: 8 for each GPU, from 4 plus the most sockets up. */
export function freeMemoryDomains(topology: Topology): bigint {
  return freeDomains(takenDomains(topology), perGpu, perGpu);
}

function egmDomains({ topology, socket, gpu }: Wanted): readonly Suggestion[] {
  const others = socket?.gpus.filter((each) => each !== gpu) ?? [];
  const shared = others.flatMap((each) => integerProperty(each, 'nvidia,egm-pxm') ?? []);
  const own = gpu && integerProperty(gpu, 'nvidia,egm-pxm');
  const free = own && shared.length === 0 ? own.value : freeEgmDomain(topology, socket);
  return [
    ...shared.map(({ value }): Suggestion => ({ text: `${value}`, why: 'as-sibling' })),
    { text: `${free}`, why: 'next-free' },
    ...(socket?.pxm ? [{ text: `${socket.pxm.value}`, why: 'cpu-domain' } as const] : []),
  ];
}

function memorySizes(gpu: Gpu | null): readonly Suggestion[] {
  const own = knownDevices.filter(({ id }) => id === gpu?.device?.value);
  return (own.length > 0 ? own : knownDevices).map(({ memory, name }) => ({
    text: memory,
    why: 'device',
    name,
  }));
}

/** What other GPUs of the socket give, and then those of the machine. */
function siblings({ key, within, topology, socket, gpu }: Wanted): readonly Suggestion[] {
  if (within !== 'properties' || !/size|egm-base-pa$/.test(key)) return [];
  const near = housedGpus(topology).filter((each) => each.gpu !== gpu);
  const ofSocket = near.filter((each) => each.socket === socket);
  const from = key.endsWith('egm-base-pa') ? ofSocket : [...ofSocket, ...near];
  return from.flatMap((each): Suggestion[] => {
    const value = integerProperty(each.gpu, key);
    return value ? [{ text: sizeText(value.value, key), why: 'as-sibling' }] : [];
  });
}

function sizeText(value: bigint, key: string): string {
  const gibibytes = value >> 30n;
  return key.endsWith('size') && value > 0n && gibibytes << 30n === value
    ? `${gibibytes} GiB`
    : `0x${value.toString(16)}`;
}
