import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Located } from '../../base/span.ts';
import type { MemoryKind, OwnedRange } from '../catalogue.ts';
import type { Report } from '../report.ts';
import { addressBits, isCopy, type Survey, type SurveyedGpu, wrapAt } from '../survey.ts';

type Value = Located<bigint> | null;

/** Rules on one address range at a time. Ranges against each other are in overlap.ts. */
export function* checkSpa(machine: Survey, report: Report): Steps<void> {
  yield* checkComplete(machine, report);
  const bits = addressBits(machine);
  yield* eachInSteps(machine.regions, ({ lead, gpus, pxm }) => {
    for (const gpu of gpus) {
      // What agrees with the first is told there.
      if (gpu !== lead && !differsFrom(lead, gpu)) continue;
      checkRange('egm', gpu.egmBase, gpu.egmSize, { ...gpu.owner, pxm: pxm.value }, bits, report);
    }
    checkAligned(lead, machine.topology.pageSize, report);
  });
  for (const { memory, socket } of machine.topology.sockets) {
    const owner = { gpu: null, socket: socket?.value ?? null, pxm: null };
    yield* eachInSteps(memory, ({ base, size }) => checkRange('host', base, size, owner, bits, report));
  }
  yield* eachInSteps(machine.gpus, (gpu) => {
    // Size zero is gpu/memory-zero: the driver has a way for it.
    if (gpu.memorySize?.value === 0n) return;
    checkRange('gpu', gpu.memoryBase, gpu.memorySize, { ...gpu.owner, pxm: null }, bits, report);
  });
}

/** EGM is given by three properties together, or by none. */
function* checkComplete({ gpus, regions }: Survey, report: Report): Steps<void> {
  const byDomain = new Map(regions.map((region) => [region.pxm.value, region]));
  yield* eachInSteps(gpus, (gpu) => {
    const { owner, egmPxm } = gpu;
    if (egmPxm) {
      const region = byDomain.get(egmPxm.value)!;
      const missing = (code: 'spa/missing-base' | 'spa/missing-size', sibling: Value): void => {
        const related = sibling ? [report.related('sibling', sibling.place)] : [];
        const data = { pxm: egmPxm.value, owner, sibling: sibling?.value ?? null };
        report.add(code, egmPxm.place, data, related);
      };
      const sibling = (pick: (other: SurveyedGpu) => Value): Value => firstOf(region.gpus, pick);
      if (!gpu.writes('nvidia,egm-base-pa'))
        missing(
          'spa/missing-base',
          sibling(({ egmBase }) => egmBase),
        );
      if (!gpu.writes('nvidia,egm-size'))
        missing(
          'spa/missing-size',
          sibling(({ egmSize }) => egmSize),
        );
    } else if (!gpu.writes('nvidia,egm-pxm')) {
      const half = gpu.egmBase ?? gpu.egmSize;
      if (half) report.add('spa/without-pxm', half.place, { owner });
    }
  });
}

/** What the first GPU that has the value gives. */
function firstOf(gpus: readonly SurveyedGpu[], pick: (gpu: SurveyedGpu) => Value): Value {
  for (const gpu of gpus) {
    const value = pick(gpu);
    if (value) return value;
  }
  return null;
}

/** Whether a GPU gives the region another base or size. */
function differsFrom(lead: SurveyedGpu, gpu: SurveyedGpu): boolean {
  if (isCopy(lead, gpu)) return false;
  return gpu.egmBase?.value !== lead.egmBase?.value || gpu.egmSize?.value !== lead.egmSize?.value;
}

/** The arithmetic of one range: empty, past 64 bits, past the address space. */
function checkRange(
  memory: MemoryKind,
  base: Value,
  size: Value,
  owner: Omit<OwnedRange, 'base' | 'size'>,
  bits: number,
  report: Report,
): void {
  if (size?.value === 0n) {
    report.add('spa/zero-size', size.place, { memory, owner: { gpu: owner.gpu, socket: owner.socket } });
    return;
  }
  if (!base || !size) return;
  const end = base.value + size.value;
  const range = { ...owner, base: base.value, size: size.value };
  if (end >= wrapAt) {
    report.add('spa/wraps', size.place, { range, memory }, [report.related('base', base.place)]);
    return;
  }
  const limit = 1n << BigInt(bits);
  if (end <= limit) return;
  const [at, other] = base.value >= limit ? [base, size] : [size, base];
  const related = [report.related(other === base ? 'base' : 'size', other.place)];
  report.add('spa/beyond-address-space', at.place, { range, memory, bits }, related);
}

function checkAligned({ egmBase, egmSize, owner }: SurveyedGpu, pageSize: bigint, report: Report): void {
  for (const [what, value] of [
    ['base', egmBase],
    ['size', egmSize],
  ] as const) {
    if (value && value.value % pageSize !== 0n) {
      report.add('spa/unaligned', value.place, { owner, what, value: value.value, pageSize });
    }
  }
}
