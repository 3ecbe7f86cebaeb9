import type { Located } from '../../base/span.ts';
import type { Owner } from '../catalogue.ts';
import { integerProperty } from '../region.ts';
import type { Gpu, Socket } from '../topology.ts';
import {
  egmMembers,
  freeDomains,
  freeEgmDomain,
  freeSocketNumber,
  gpuWithPropertyAt,
  housedGpus,
  takenDomains,
} from './domains.ts';
import { replaced, type TextEdit } from './edit.ts';
import type { Subject } from './fix.ts';
import { chosen, type Fix } from './fix-action.ts';

/** Fixes of proximity domains and socket numbers. */
export function fixesOfDomains(subject: Subject): readonly Fix[] {
  const { problem, topology } = subject;
  const { span } = problem.place;
  switch (problem.code) {
    case 'identity/duplicate-socket': {
      const socket = freeSocketNumber(topology);
      return [chosen({ kind: 'socket-number', socket }, replaced(span, `${socket}`))];
    }
    case 'pxm/duplicate-socket-pxm':
      return socketDomain(subject);
    case 'pxm/conflicting-region':
      return takeRegion(subject, problem.data.pxm, problem.data.first, 'range');
    case 'pxm/shared-across-sockets':
      return freeDomain(subject, problem.data.pxm, true);
    case 'pxm/differs-on-socket':
      return [
        ...takeRegion(subject, problem.data.firstPxm, problem.data.first, 'pxm'),
        ...takeRegion(subject, problem.data.firstPxm, problem.data.first, 'all'),
      ];
    case 'pxm/split-region':
      return takeRegion(subject, problem.data.first.pxm ?? 0n, problem.data.first, 'pxm');
    case 'pxm/collides-with-cpu':
    case 'pxm/too-wide':
    case 'pxm/negative-name':
    case 'pxm/truncation-collision':
    case 'platform/egm-pxm-rule':
      return freeDomain(subject, problem.data.pxm, false);
    case 'pxm/gpu-memory-overlap':
      return memoryDomains(subject, problem.data.count);
    case 'platform/pxm-range-rule':
      return problem.data.start < problem.data.lowest
        ? memoryDomains(subject, 8n)
        : [chosen({ kind: 'write', text: '8' }, replaced(span, '8'))];
    default:
      return [];
  }
}

/** The number of the socket, as Grace has it, else the next domain that is free. */
function socketDomain({ topology, problem }: Subject): readonly Fix[] {
  const { span } = problem.place;
  const socket = topology.sockets.find(({ pxm }) => pxm?.place.span.start === span.start);
  const taken = takenDomains(topology);
  return [socket?.socket?.value ?? 0n, 0n].map((lowest) => {
    const pxm = freeDomains(taken, lowest);
    return chosen({ kind: 'socket-domain', pxm }, replaced(span, `${pxm}`));
  });
}

/** Another domain for the region, at all its GPUs, or at those of one socket. */
function freeDomain({ topology, problem }: Subject, pxm: bigint, ofSocket: boolean): readonly Fix[] {
  const housed = gpuWithPropertyAt(topology, problem.place.span.start);
  if (!housed) return [];
  const members = egmMembers(topology, pxm).filter(({ socket }) => !ofSocket || socket === housed.socket);
  const free = freeEgmDomain(topology, housed.socket);
  const edits = distinct(members.map(({ at }) => replaced(at.place.span, `${free}`)));
  return [chosen({ kind: 'pxm', pxm: free, gpus: members.length }, ...edits)];
}

/** GPUs that name one domain through a YAML alias have one text. */
export function distinct(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...new Map(edits.map((edit) => [edit.span.start, edit])).values()];
}

const keys = {
  range: ['nvidia,egm-base-pa', 'nvidia,egm-size'],
  pxm: ['nvidia,egm-pxm'],
  all: ['nvidia,egm-pxm', 'nvidia,egm-base-pa', 'nvidia,egm-size'],
} as const;

/** Domain or range as the first GPU of `pxm` writes them, for all GPUs of the region that differs. */
function takeRegion(
  { topology, problem, text }: Subject,
  pxm: bigint,
  from: Owner,
  what: keyof typeof keys,
): readonly Fix[] {
  const lead = egmMembers(topology, pxm)[0];
  const housed = gpuWithPropertyAt(topology, problem.place.span.start);
  if (!lead || !housed) return [];
  const edits = takers(subjectGpus(housed, what === 'range'), lead.gpu, keys[what], text);
  return [chosen({ kind: 'take-region', from, what }, ...distinct(edits))];

  function subjectGpus({ gpu, socket }: { gpu: Gpu; socket: Socket }, alone: boolean): readonly Gpu[] {
    const own = integerProperty(gpu, 'nvidia,egm-pxm');
    if (alone || !own) return [gpu];
    return egmMembers(topology, own.value).flatMap((each) => (each.socket === socket ? [each.gpu] : []));
  }
}

function takers(gpus: readonly Gpu[], lead: Gpu, wanted: readonly string[], text: string): TextEdit[] {
  return gpus.flatMap((gpu) =>
    wanted.flatMap((key) => {
      const [given, own] = [integerProperty(lead, key), integerProperty(gpu, key)];
      if (!given || !own || given.value === own.value) return [];
      return [replaced(own.place.span, sourceOf(given, text))];
    }),
  );
}

/** A value as its author wrote it; where that is an alias, as a number. */
export function sourceOf({ value, place }: Located<bigint>, text: string): string {
  const written = text.slice(place.span.start, place.span.end);
  return /^[0-9]/.test(written) ? written : `${value}`;
}

/** The next run of free domains for the memory of a GPU. */
function memoryDomains({ topology, problem }: Subject, count: bigint): readonly Fix[] {
  const { span } = problem.place;
  const housed = gpuWithPropertyAt(topology, span.start);
  if (!housed || count === 0n || count > 0x1_0000n) return [];
  const others = { ...topology, sockets: topology.sockets.map((socket) => without(socket, housed.gpu)) };
  const lowest = 4n + BigInt(topology.sockets.length);
  const taken = takenDomains(others);
  const own = housedGpus(topology).flatMap(({ gpu }) => integerProperty(gpu, 'nvidia,egm-pxm') ?? []);
  const start = freeDomains(
    [...taken, ...own.map(({ value }) => ({ from: value, end: value + 1n }))],
    lowest > 8n ? lowest : 8n,
    count,
  );
  const edits = [replaced(span, `${start}`)];
  const given = integerProperty(housed.gpu, 'nvidia,gpu-mem-pxm-count');
  if (given && given.value !== count) edits.push(replaced(given.place.span, `${count}`));
  return [chosen({ kind: 'memory-domains', start, count }, ...edits)];
}

function without(socket: Socket, gpu: Gpu): Socket {
  return { ...socket, gpus: socket.gpus.filter((each) => each !== gpu) };
}
