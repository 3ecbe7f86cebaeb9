import type { UserAction } from './actions.ts';
import { between, unloads } from './between.ts';
import type { CompiledDriver } from './compile.ts';
import type { Plan } from './plan.ts';

/** Rooms that a user gives an ioctl: for a head, and for all that a driver may have to say. */
const head = 16n;
const much = 4096n;

/** Lengths of mappings, in bytes: what is less than a page is one. */
const page = 1n;

/** No device has so much: a driver that looks at no length maps what is another's. */
const tooMuch = 1n << 46n;

/**
 * What a user does with a node that is there once this GPU is bound, by its name below /dev: one thing after another, also
 * while the GPU goes, when it has gone, and when the modules are to go; and beside the bind and unbind of the GPU. A GPU of
 * null is none; the node may be there only if others were bound `earlier`.
 */
export function userPlans(
  driver: CompiledDriver,
  node: string,
  gpu: string | null,
  faults: number,
  earlier: readonly string[] = [],
): Plan[] {
  const others = earlier.map((bdf): UserAction[][] => [[{ kind: 'bind', bdf }]]);
  const gpus = gpu === null ? [] : [gpu];
  const bind = gpus.map((bdf): UserAction => ({ kind: 'bind', bdf }));
  const unbind = gpus.map((bdf): UserAction => ({ kind: 'unbind', bdf }));
  // The open file is called as the node is: there is no other.
  const file = `/dev/${node}`;
  const open: UserAction = { kind: 'open', node: file, file };
  const map = (length: bigint): UserAction => ({ kind: 'mmap', file, offset: 0n, length });
  const ask = (argsz: bigint): UserAction => ({ kind: 'ioctl', file, argsz });
  const close: UserAction = { kind: 'close', file };
  const mapFar: UserAction = { kind: 'mmap', file, offset: tooMuch, length: page };
  const leave = unloads(driver);
  const inTurn = [
    ...others,
    [bind],
    [[open, map(page), ask(head), ask(much), map(tooMuch), mapFar]],
    [unbind, [map(page)]],
    [[map(page), ask(much)]],
    [leave],
    [[close]],
  ];
  const beside = [
    ...others,
    [
      [open, map(page), ask(much), close],
      [...bind, ...unbind],
    ],
  ];
  const plan = between(driver, inTurn, faults);
  // Who has the file open may be waited for: what comes of it is looked at by the other plan.
  const mayWait = ([first]: Plan['phases'][number]): boolean => first === unbind || first === leave;
  const patient = [...plan.phases.keys()].filter((phase) => mayWait(plan.phases[phase]!));
  return [
    // The other looks at what fails before the node is opened.
    { ...plan, faultless: 1 + others.length + bind.length, patient },
    between(driver, beside, faults),
  ];
}
