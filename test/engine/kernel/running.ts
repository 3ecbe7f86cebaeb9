import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { embeddedDrivers } from '../../../src/engine/drivers/embedded.ts';
import type { CompiledDriver } from '../../../src/engine/kernel/compile.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import type { Outcome } from '../../../src/engine/kernel/outcome.ts';
import { probe } from '../../../src/engine/kernel/probe.ts';
import type { Limits } from '../../../src/engine/machine/state.ts';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';

/** A GPU as a test writes it: a bdf, and properties as YAML scalars; null leaves one out. */
export interface GpuSpec {
  readonly bdf: string;
  readonly device?: string | null;
  readonly pxm?: string | null;
  readonly base?: string | null;
  readonly size?: string | null;
  readonly memorySize?: string;
}

/** A topology read from text, as the product does. */
export function machineOf(gpus: readonly GpuSpec[], pageSize = '64 KiB'): Topology {
  const rows = gpus.map(gpuText).join('');
  const text = `topology: 1\npage-size: ${pageSize}\nsockets:\n  - socket: 0\n    pxm: 0\n    gpus:${rows || ' []'}\n`;
  return readTopology('test.topology.yaml', text).documents[0]!;
}

function gpuText({ bdf, device, pxm, base, size, memorySize }: GpuSpec): string {
  const key = (name: string, value: string | null | undefined, usual: string) =>
    value === null ? '' : `\n          nvidia,${name}: ${value ?? usual}`;
  return `
      - bdf: ${bdf}${device === null ? '' : `\n        device: ${device ?? '10de:2941'}`}
        properties:
          nvidia,gpu-mem-base-pa: 0x420000000000${key('gpu-mem-size', memorySize, '184 GiB')}${key('egm-pxm', pxm, '4')}${key('egm-base-pa', base, '0x80000000')}${key('egm-size', size, '0x6fc0000000')}`;
}

/** Two GPUs of one socket. */
export const pair: readonly GpuSpec[] = [{ bdf: '0008:01:00.0' }, { bdf: '0009:01:00.0' }];

export function embedded(name: string): DriverSource {
  return embeddedDrivers().find((driver) => driver.name === name)!;
}

/** An embedded driver with pieces of its text replaced; each must be there. */
export function edited(
  source: DriverSource,
  file: string,
  edits: readonly (readonly [string, string])[],
): DriverSource {
  let text = source.files.get(file)!;
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`${file} of ${source.name} has no ${from}`);
    text = text.replace(from, to);
  }
  return { ...source, files: new Map([...source.files, [file, text]]) };
}

/** Runs to the end. A run that yields for ever is an error. */
export function run(source: DriverSource, topology: Topology, limits: Partial<Limits> = {}): Outcome {
  const steps = probe(topology, compiled(source, topology.pageSize), limits);
  for (let count = 0; count < 100_000; count++) {
    const step = steps.next();
    if (step.done) return step.value;
  }
  throw new Error('the run does not end');
}

/** Sources are immutable: each is translated once for a page size. */
const translations = new WeakMap<DriverSource, Map<bigint, CompiledDriver>>();

function compiled(source: DriverSource, pageSize: bigint): CompiledDriver {
  const bySize = translations.get(source) ?? new Map<bigint, CompiledDriver>();
  translations.set(source, bySize);
  const driver = bySize.get(pageSize) ?? compileDriver(source, pageSize);
  bySize.set(pageSize, driver);
  return driver;
}

/** A driver of one module `trial`, whose only file is main.c. */
export function trial(text: string): DriverSource {
  return {
    name: 'trial',
    files: new Map([['main.c', text]]),
    place: (file) => `trial/${file}`,
    module: 'trial',
  };
}

/** C of a module whose module_init has that body, as Linux has it as well. */
export function trialText(body: string, before = ''): string {
  return `
#include <linux/auxiliary_bus.h>
#include <linux/cdev.h>
#include <linux/hashtable.h>
#include <linux/idr.h>
#include <linux/kref.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vfio_pci_core.h>
#include <linux/xarray.h>
${before}
static int __init trial_init(void)
{
${body}
	return 0;
}
module_init(trial_init);
static void __exit trial_exit(void) { }
module_exit(trial_exit);
MODULE_LICENSE("GPL");
`;
}

/** What a module_init with that body prints and is found to do, on a machine with those GPUs. */
export function inKernel(
  body: string,
  before = '',
  gpus: readonly GpuSpec[] = [],
  limits: Partial<Limits> = {},
): Outcome {
  return run(trial(trialText(body, before)), machineOf(gpus), limits);
}

/** The states of the GPUs, with the errno of those that failed. */
export function states({ gpus }: Outcome): string[] {
  return gpus.map(({ state, errno }) => (errno === null ? state : `${state} ${errno}`));
}

export function kinds({ findings }: Outcome): string[] {
  return findings.map(({ kind }) => kind);
}
