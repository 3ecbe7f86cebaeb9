import { eachInSteps, mapInSteps, type Steps } from '../base/in-steps.ts';
import type { Located } from '../base/span.ts';
import { finished } from '../base/steps.ts';
import { overlappingPairs } from './rules/sweep.ts';
import type { Gpu, Region, Socket, Topology } from './topology.ts';

/** The property under a key, if it is an integer: what a driver's u64 read would give. */
export function integerProperty(gpu: Gpu, key: string): Located<bigint> | null {
  for (const property of gpu.properties) {
    if (property.key === key) return isInteger(property.value) ? property.value : null;
  }
  return null;
}

function isInteger(value: Located<bigint | string>): value is Located<bigint> {
  return typeof value.value === 'bigint';
}

/** The EGM regions of a machine, in the order in which their domains are first named. */
export function regionsOf(topology: Topology): readonly Region[] {
  return finished(regionSteps(topology));
}

/** As `regionsOf`, in steps. */
export function* regionSteps(topology: Topology): Steps<readonly Region[]> {
  const found = new Map<bigint, { socket: Socket; gpus: [Gpu, ...Gpu[]] }>();
  for (const [at, socket] of topology.sockets.entries()) {
    if (at % 64 === 63) yield;
    yield* eachInSteps(socket.gpus, (gpu) => {
      const pxm = integerProperty(gpu, 'nvidia,egm-pxm');
      if (!pxm) return;
      const region = found.get(pxm.value);
      if (region) region.gpus.push(gpu);
      else found.set(pxm.value, { socket, gpus: [gpu] });
    });
  }
  return yield* mapInSteps([...found], ([pxm, { socket, gpus }]) => ({
    pxm,
    base: integerProperty(gpus[0], 'nvidia,egm-base-pa')?.value ?? null,
    size: integerProperty(gpus[0], 'nvidia,egm-size')?.value ?? null,
    socket,
    gpus,
  }));
}

/**
 * Whether what GPUs say of EGM regions can be so: of one domain (as the 32 bits of an auxiliary id) the same, and of
 * different domains memory apart. What is missing in one of a domain must be missing in all.
 */
export function regionsAgree(topology: Topology): boolean {
  const kinds = ['nvidia,egm-pxm', 'nvidia,egm-base-pa', 'nvidia,egm-size'] as const;
  const said = new Map<string, (bigint | null)[]>();
  for (const gpu of topology.sockets.flatMap(({ gpus }) => gpus)) {
    const values = kinds.map((kind) => integerProperty(gpu, kind)?.value ?? null);
    if (values[0] !== null) said.set(values.join(), values);
  }
  const regions = [...said.values()];
  const domains = new Set(regions.map(([pxm]) => BigInt.asUintN(32, pxm ?? 0n)));
  const stretches = regions.flatMap(([, base, size]) =>
    base == null ? [] : [{ start: base, end: base + (size ?? 0n) }],
  );
  return domains.size === regions.length && overlappingPairs(stretches).next().done === true;
}
