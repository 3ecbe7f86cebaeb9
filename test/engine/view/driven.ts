import type { Finding, GpuOutcome, Outcome } from '../../../src/engine/kernel/outcome.ts';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';
import { gpusOf } from '../../../src/engine/view/gpus.ts';

/** Two GPUs that share a socket and its region, one that stands alone. */
export const threeGpus = `topology: 1
name: three GPUs
sockets:
  - socket: 0
    pxm: 0
    memory:
      - { base: 0x7040000000, size: 32 GiB }
    gpus:
      - bdf: 0008:01:00.0
        device: 10de:2941
        properties:
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: 447 GiB
          nvidia,egm-pxm: 4
      - bdf: 0009:01:00.0
        device: 10de:2941
        properties:
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: 447 GiB
          nvidia,egm-pxm: 4
  - socket: 1
    pxm: 1
    gpus:
      - bdf: 0018:01:00.0
        properties:
          nvidia,egm-pxm: "five"
`;

export function machine(text: string = threeGpus, path = 'm.topology.yaml'): Topology {
  return readTopology(path, text).documents[0]!;
}

const site = (line: number, column = 2) => ({ file: 'driver-model:/toy/egm_dev.c', line, column });

export const doubleFree: Finding = {
  kind: 'double-free',
  detail: '',
  values: {},
  gpu: '0009:01:00.0',
  during: 'probe',
  source: site(61),
  stack: [
    { function: 'make_device', site: site(61) },
    { function: 'probe_gpu', site: site(90) },
  ],
  object: 'struct nvgrace_egm_dev',
  allocated: site(40),
  freed: site(20),
};

/** The first GPU owns the device, the second failed at its name, the third has no device id. */
export function outcomeOf(topology: Topology, changes: Partial<Outcome> = {}): Outcome {
  const gpus = gpusOf(topology);
  const name = 'nvgrace_gpu_vfio_pci.egm.4';
  const bound: GpuOutcome = {
    gpu: gpus[0]!,
    state: 'bound',
    errno: null,
    call: null,
    origin: null,
    device: name,
    reason: null,
  };
  return {
    driver: 'toy',
    gpus: [
      bound,
      {
        ...bound,
        gpu: gpus[1]!,
        state: 'failed',
        errno: 22,
        call: { function: 'auxiliary_device_add', errno: 17, site: site(58) },
      },
      { ...bound, gpu: gpus[2]!, state: 'unbound', device: null, reason: 'no-device-id' },
    ],
    auxiliaryDevices: [
      { name, parent: '0008:01:00.0', refcount: 2, failure: null, region: 4, gpus: ['0008:01:00.0'] },
    ],
    nodes: ['/dev/egm4'],
    log: ["sysfs: cannot create duplicate filename '/bus/auxiliary/devices/nvgrace_gpu_vfio_pci.egm.4'"],
    findings: [doubleFree],
    stopped: null,
    cutShort: [],
    ...changes,
  };
}
