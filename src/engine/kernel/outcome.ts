import type { Site } from '../csource/ast.ts';
import type { FindingKind } from '../machine/finding.ts';
import type { Gpu } from '../topology/topology.ts';
import type { CutShort } from './cut-short.ts';

/** What a driver made of a machine: the state after loading and binding, and all findings. */
export interface Outcome {
  /** Name of the driver, or the folder as given. */
  readonly driver: string;
  /** One per GPU of the topology, in document order, registered or not. */
  readonly gpus: readonly GpuOutcome[];
  readonly auxiliaryDevices: readonly AuxiliaryDevice[];
  /** Nodes under /dev, `/dev/egm4`, in order of creation; empty without a driver that makes them. */
  readonly nodes: readonly string[];
  /** Kernel log lines as dmesg shows them, without time stamps and stack dumps. */
  readonly log: readonly string[];
  /** Findings of the whole life: loading, binding, then unbinding and unloading. */
  readonly findings: readonly Finding[];
  /** Not null when the run did not reach its end: why, in words. What came before is still true. */
  readonly stopped: string | null;
  /** What was tried after it, where nothing runs, and not to its end. */
  readonly cutShort: readonly CutShort[];
}

export interface GpuOutcome {
  readonly gpu: Gpu;
  readonly state: 'bound' | 'failed' | 'unbound';
  /** The positive errno the probe failed with: 22 for -EINVAL. Null unless failed. */
  readonly errno: number | null;
  /** The last call of the driver that failed before its probe did. Null when none did. */
  readonly call: FailedCall | null;
  /** Where in the driver the errno began. Null unless failed, and where the driver returned none. */
  readonly origin: Origin | null;
  /** Name of the auxiliary device of this GPU's region, if it exists. */
  readonly device: string | null;
  /** Why it is unbound, in a code for view/words: `no-device-id`, `no-match`, `duplicate-bdf`, `malformed-bdf`, `not-loaded`. */
  readonly reason: UnboundReason | null;
}

export type UnboundReason = 'no-device-id' | 'no-match' | 'duplicate-bdf' | 'malformed-bdf' | 'not-loaded';

export interface Origin {
  /** The driver's function, as `validate_region`. */
  readonly function: string;
  /** Where it writes the errno down, or calls what returned it. */
  readonly site: Site;
}

export interface FailedCall {
  readonly function: string;
  /** The positive errno it returned, ENOMEM where it returned NULL. */
  readonly errno: number;
  readonly site: Site;
}

export interface AuxiliaryDevice {
  /** `nvgrace_gpu_vfio_pci.egm.4` */
  readonly name: string;
  /** BDF of the PCI device it is a child of. */
  readonly parent: string;
  /** References to its kobject. */
  readonly refcount: number;
  /** The probe of a driver of its own that failed; null where none did, or one only said that it is not for it. */
  readonly failure: DeviceFailure | null;
  /** The EGM region that it is for, of 32 bits. */
  readonly region: number;
  /** BDFs of the bound GPUs whose egm-pxm is that of its region, in 32 bits. */
  readonly gpus: readonly string[];
  /** Nodes under /dev of the devices below it; none where it is not given. */
  readonly nodes?: readonly string[];
}

export interface DeviceFailure {
  /** The positive errno that the probe returned. */
  readonly errno: number;
  readonly origin: Origin | null;
}

/** Something the driver did wrong, as data. */
export interface Finding {
  readonly kind: FindingKind;
  readonly detail: string;
  readonly values: Readonly<Record<string, string>>;
  /** BDF of the GPU whose probe or remove it happened in. */
  readonly gpu: string | null;
  /** What was going on: `probe`, `remove`, `load`, `unload`. */
  readonly during: string;
  readonly source: Site;
  readonly stack: readonly { readonly function: string; readonly site: Site }[];
  /** Name of the object concerned: `struct nvgrace_egm_dev`. */
  readonly object: string | null;
  readonly allocated: Site | null;
  readonly freed: Site | null;
}
