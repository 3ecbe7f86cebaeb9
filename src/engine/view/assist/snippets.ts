import { freeDomains, freeEgmDomain, freeSocketNumber, takenDomains } from '../../topology/assist/domains.ts';
import type { LineContext } from '../../topology/assist/line-context.ts';
import { suggestionsFor } from '../../topology/assist/suggest.ts';
import { endOfDram, freeGpuMemory } from '../../topology/assist/suggest-address.ts';
import { knownDevices } from '../../topology/device-ids.ts';
import { readTopology } from '../../topology/reading.ts';
import { integerProperty, regionsOf } from '../../topology/region.ts';
import type { ValueShape } from '../../topology/shape.ts';
import type { Socket, Topology } from '../../topology/topology.ts';
import { hex } from '../format.ts';
import { snippetWords } from '../words/assist-complete.ts';
import type { Completion } from './complete.ts';

/** Whole GPUs and sockets, with figures that fit what the machine has. */
export function snippetsAt(
  { path, siblings, span, column }: LineContext,
  shape: ValueShape,
  topology: Topology | null,
  offset: number,
): readonly Completion[] {
  const place = path.join('.').replaceAll('.[]', '[]');
  const isItem = shape.kind === 'mapping';
  const at = isItem ? place : `${place}[]`;
  if (siblings.size > 0) return [];
  const make = (label: string, detail: string, lines: readonly string[]): readonly Completion[] => {
    const inner = ' '.repeat(isItem ? column : column + 2);
    const insert = (isItem ? '' : '- ') + lines.join(`\n${inner}`);
    return [{ kind: 'snippet', label, detail, documentation: '', span, insert, goesOn: false }];
  };
  if (at === 'sockets[]') return make('socket: …', snippetWords.socket, socketLines(topology));
  if (at === 'sockets[]gpus[]' || at === 'sockets[].gpus[]') {
    const socket =
      topology?.sockets.findLast(
        ({
          place: {
            path: of,
            span: { start },
          },
        }) => of === topology.path && start <= offset,
      ) ?? null;
    return make('bdf: …', snippetWords.gpu, gpuLines(topology, socket));
  }
  if (at !== '' || !isItem) return [];
  const head = ['topology: 1', 'name: a machine', 'platform: nvidia-grace', 'page-size: 64 KiB', 'sockets:'];
  return make('topology: …', snippetWords.topology, [...head, ...indented(socketLines(null))]);
}

/** As the item of a list. */
function indented(lines: readonly string[]): string[] {
  return lines.map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`));
}

function socketLines(topology: Topology | null): string[] {
  const number = topology ? freeSocketNumber(topology) : 0n;
  const pxm = topology ? freeDomains(takenDomains(topology), number) : 0n;
  const egm = topology ? sizeOfEgm(topology) : usualSize;
  const base = (number << 44n) + 0x8000_0000n;
  return [
    `socket: \${11:${number}}`,
    `pxm: \${12:${pxm}}`,
    'memory:',
    `  - { base: \${13:${hex(base + egm)}}, size: \${14:32 GiB} }`,
    'gpus:',
    ...indented(gpuLines(topology, null, number)),
  ];
}

const usualSize = 447n << 30n;

function sizeOfEgm(topology: Topology): bigint {
  return regionsOf(topology)[0]?.size ?? usualSize;
}

/** A GPU that shares the region of its socket, or begins it. `number` is that of a socket still to be written. */
function gpuLines(topology: Topology | null, socket: Socket | null, number?: bigint): string[] {
  const machine = topology ?? readTopology('', 'topology: 1').documents[0]!;
  const window = (number ?? socket?.socket?.value ?? 0n) << 44n;
  const lead = socket?.gpus.find((gpu) => integerProperty(gpu, 'nvidia,egm-pxm'));
  const of = (key: string): bigint | null => (lead ? (integerProperty(lead, key)?.value ?? null) : null);
  const own = number === undefined ? socket : emptySocket(number, machine);
  const taken = takenDomains(machine);
  const egmPxm = of('nvidia,egm-pxm') ?? freeEgmDomain(machine, own);
  const start = freeDomains([...taken, { from: egmPxm, end: egmPxm + 1n }], 8n, 8n);
  const wanted = { topology: machine, socket: own, gpu: null, within: 'properties' };
  const bdf = suggestionsFor({ ...wanted, key: 'bdf' })[0]?.text ?? '0008:01:00.0';
  const device = machine.sockets.flatMap(({ gpus }) => gpus)[0]?.device?.value ?? '10de:2941';
  const memory = knownDevices.find(({ id }) => id === device)?.memory ?? '184 GiB';
  const table = suggestionsFor({ ...wanted, key: 'nvidia,egm-retired-pages-data-base' })[0]?.text;
  const egmSize = of('nvidia,egm-size') ?? sizeOfEgm(machine);
  const base = of('nvidia,egm-base-pa') ?? window + 0x8000_0000n;
  const after = endOfDram(socket) || base + egmSize;
  return [
    `bdf: \${1:${bdf}}`,
    `device: \${2:${device}}`,
    'properties:',
    `  nvidia,gpu-mem-base-pa: \${3:${hex(freeGpuMemory(machine, window))}}`,
    `  nvidia,gpu-mem-size: \${4:${memory}}`,
    `  nvidia,gpu-mem-pxm-start: \${5:${start}}`,
    '  nvidia,gpu-mem-pxm-count: 8',
    `  nvidia,egm-base-pa: \${6:${hex(base)}}`,
    `  nvidia,egm-size: \${7:${hex(egmSize)}}`,
    `  nvidia,egm-pxm: \${8:${egmPxm}}`,
    `  nvidia,egm-retired-pages-data-base: \${9:${table ?? hex(after + (32n << 30n))}}`,
  ];
}

function emptySocket(number: bigint, { place }: Topology): Socket {
  return { place, socket: { value: number, place }, pxm: null, memory: [], gpus: [] };
}
