import type { UserAction } from './actions.ts';
import { between, unloads } from './between.ts';
import type { CompiledDriver } from './compile.ts';
import { everCalls } from './ever-calls.ts';
import type { Plan } from './plan.ts';
import type { Request } from './requests.ts';

/** Rooms that a user gives an ioctl: for a head, and for all that a driver may have to say. */
const head = 16n;
const much = 4096n;

/** Lengths of mappings, in bytes: what is less than a page is one. */
const page = 1n;

/** Bytes that are read and written. */
const some = 64n;

/** No device has so much: a driver that looks at no length maps what is another's. */
const tooMuch = 1n << 46n;

/** Of the library: a driver that calls it is told of memory that fails. */
const watching: ReadonlySet<string> = new Set(['register_pfn_address_space']);

/** A node that users open. */
export interface Visited {
  /** Its name below /dev. */
  readonly node: string;
  /** It is there once this GPU is bound; null where it is there before. */
  readonly gpu: string | null;
  /** GPUs that were bound before, without which it is not there. */
  readonly earlier: readonly string[];
  /** Physical address of a page that it gives; null where none is known. */
  readonly memory: bigint | null;
  /** Bytes that it gives, in whole pages; null where that is not known. */
  readonly size: bigint | null;
  /** It can be read, and written. */
  readonly reads?: boolean;
  readonly writes?: boolean;
  /** What it can be asked for beside its retired pages. */
  readonly requests?: readonly Request[];
}

/**
 * What users do with a node: one thing after another, also while its GPU goes, when it has gone, and when the modules are
 * to go; beside the bind and unbind of the GPU; and, where the driver is told of memory that fails, while a page does.
 */
export function userPlans(driver: CompiledDriver, visited: Visited, faults: number): Plan[] {
  const watches = visited.memory !== null && everCalls(driver, watching);
  const users = usersOf(watches ? visited : { ...visited, memory: null });
  return [
    inTurnPlan(driver, users, faults),
    between(driver, besides(users), faults),
    ...latePlans(driver, users),
    ...(watches ? [between(driver, failing(users), faults)] : []),
  ];
}

/** What is done in the plans of a node. */
interface Users {
  readonly open: UserAction;
  readonly close: UserAction;
  readonly others: UserAction[][][];
  readonly bind: readonly UserAction[];
  readonly unbind: readonly UserAction[];
  readonly unplug: readonly UserAction[];
  readonly map: (length: bigint) => UserAction;
  /** A page more than there is, the page behind, and what no device has. */
  readonly mapTooMuch: readonly UserAction[];
  readonly ask: (argsz: bigint) => UserAction;
  /** Reads and writes, and what else is asked for: once each, and with whatever else a user may say. */
  readonly use: readonly UserAction[];
  readonly useWhole: readonly UserAction[];
  readonly fail: readonly UserAction[];
}

function usersOf(visited: Visited): Users {
  const { node, gpu, earlier, memory, size } = visited;
  const gpus = gpu === null ? [] : [gpu];
  // The open file is called as the node is: there is no other.
  const file = `/dev/${node}`;
  const map = (length: bigint, offset = 0n): UserAction => ({ kind: 'mmap', file, offset, length });
  return {
    others: earlier.map((bdf): UserAction[][] => [[{ kind: 'bind', bdf }]]),
    bind: gpus.map((bdf): UserAction => ({ kind: 'bind', bdf })),
    unbind: gpus.map((bdf): UserAction => ({ kind: 'unbind', bdf })),
    unplug: gpus.map((bdf): UserAction => ({ kind: 'unplug', bdf })),
    open: { kind: 'open', node: file, file },
    close: { kind: 'close', file },
    map,
    mapTooMuch: [
      ...(size === null ? [] : [map(size + page), map(page, size)]),
      map(tooMuch),
      map(page, tooMuch),
    ],
    ask: (argsz) => ({ kind: 'ioctl', file, argsz }),
    use: [...transfers(visited, file, [0n]), ...requests(visited, file, [fills.pointers])],
    useWhole: [
      ...transfers(visited, file, [0n, ...(size === null ? [] : [size - page, size]), tooMuch]),
      ...requests(visited, file, [fills.zeros, fills.pointers, fills.ones]),
    ],
    fail: memory === null ? [] : [{ kind: 'poison', address: memory }],
  };
}

/** What follows the size in a structure (library/action_files.c). */
const fills = { zeros: 0n, pointers: 1n, ones: 2n } as const;

function transfers(
  { reads = false, writes = false }: Visited,
  file: string,
  offsets: readonly bigint[],
): UserAction[] {
  return offsets.flatMap((offset): UserAction[] => [
    ...(reads ? [{ kind: 'read-at', file, offset, length: some } as const] : []),
    ...(writes ? [{ kind: 'write-at', file, offset, length: some } as const] : []),
  ]);
}

function requests({ requests = [] }: Visited, file: string, filled: readonly bigint[]): UserAction[] {
  return requests.flatMap(({ number, size }) =>
    filled.map((fill): UserAction => ({ kind: 'ioctl', file, argsz: size || head, request: number, fill })),
  );
}

function inTurnPlan(
  driver: CompiledDriver,
  { others, bind, unbind, unplug, open, close, map, mapTooMuch, ask, use, useWhole }: Users,
  faults: number,
): Plan {
  const leave = unloads(driver);
  const plan = between(
    driver,
    [
      ...others,
      [bind],
      [[open, map(page), ask(head), ask(much), ...useWhole, ...mapTooMuch]],
      [unbind, [map(page)]],
      [[map(page), ask(much), ...use]],
      [unplug],
      [[map(page), ask(much), ...use]],
      [leave],
      [[close]],
    ],
    faults,
  );
  // Who has the file open may be waited for: what comes of it is looked at by the other plans.
  const mayWait = ([first]: Plan['phases'][number]): boolean => first === unbind || first === leave;
  const patient = [...plan.phases.keys()].filter((phase) => mayWait(plan.phases[phase]!));
  // What fails before the node is opened is looked at by the next.
  return { ...plan, faultless: 1 + others.length + bind.length, patient };
}

/**
 * A node is opened and mapped while its GPU goes, and closed only afterwards: what a remove has not waited for, nor taken
 * away, is still there then.
 */
function latePlans(driver: CompiledDriver, { others, bind, unbind, open, close, map }: Users): Plan[] {
  if (unbind.length === 0) return [];
  const plan = between(driver, [...others, [bind], [unbind, [open, map(page)]], [[close]]], 0);
  return [{ ...plan, patient: [2 + others.length] }];
}

function besides({ others, bind, unbind, open, close, map, ask, use }: Users): Plan['phases'] {
  return [
    ...others,
    [
      [open, map(page), ask(much), ...use, close],
      [...bind, ...unbind],
    ],
  ];
}

/** A page fails while its user asks, and closes the file, and while its GPU goes. */
function failing({ others, bind, unbind, open, close, map, ask, fail }: Users): Plan['phases'] {
  return [...others, [bind], [[open, map(page)]], [fail, [ask(much), close], unbind]];
}
