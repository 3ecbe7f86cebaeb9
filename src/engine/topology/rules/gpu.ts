import { eachInSteps, type Steps } from '../../base/in-steps.ts';
import type { Report } from '../report.ts';
import type { Survey, SurveyedGpu } from '../survey.ts';

/** Hopper parts without working MIG on cached memory: the driver keeps 1 GiB of their memory apart. */
const reserving = new Set(['10de:2342', '10de:2345', '10de:2348']);
const gibibyte = 1n << 30n;
/** What is left after the reserved part is rounded down to blocks of this size. */
const block = 1n << 29n;

/** The GPU's own memory, as nvgrace_gpu_fetch_memory_property() and nvgrace_gpu_init_nvdev_struct() take it. */
export function* checkGpus({ gpus }: Survey, report: Report): Steps<void> {
  yield* eachInSteps(gpus, (gpu) => {
    checkPresent(gpu, report);
    checkSize(gpu, report);
  });
}

function checkPresent(gpu: SurveyedGpu, report: Report): void {
  // A GPU without properties is one that firmware says nothing of: the driver treats it as plain.
  if (!gpu.gpu.properties.some(({ key }) => key.startsWith('nvidia,'))) return;
  const { owner } = gpu;
  const hasBase = gpu.writes('nvidia,gpu-mem-base-pa');
  const hasSize = gpu.writes('nvidia,gpu-mem-size');
  if (!hasBase)
    report.add('gpu/memory-missing', gpu.memorySize?.place ?? gpu.missingAt, { owner, what: 'base' });
  // Firmware leaves the size out when it is zero.
  else if (!hasSize)
    report.add('gpu/memory-missing', gpu.memoryBase?.place ?? gpu.missingAt, { owner, what: 'size' });
}

function checkSize({ memorySize, gpu, owner }: SurveyedGpu, report: Report): void {
  if (!memorySize) return;
  const { value: size, place } = memorySize;
  if (size === 0n) {
    report.add('gpu/memory-zero', place, { owner });
    return;
  }
  const device = gpu.device?.value;
  if (device === undefined || !reserving.has(device) || size >= gibibyte + block) return;
  const errno = size < gibibyte ? '-EOVERFLOW' : '-EINVAL';
  report.add('gpu/memory-too-small', place, { owner, device, size, errno });
}
