import type { Phases } from '../exploring.ts';

/** `reviewed` with one plausible fault. */
export interface Variant {
  readonly name: string;
  readonly file: string;
  readonly edits: readonly (readonly [string, string])[];
  readonly phases: Phases;
  readonly faults?: number;
  /** The kind, and what its message must say. */
  readonly kind: string;
  readonly says: RegExp;
}

export const [A, B] = ['0008:01:00.0', '0009:01:00.0'];
export const [gpu, egm] = ['nvgrace_gpu_vfio_pci', 'nvgrace_egm'];
export const load: Phases[number] = [[`load ${gpu}`, `load ${egm}`]];
export const up: Phases[number] = [[`load ${gpu}`, `load ${egm}`, `bind ${A}`]];
export const down: Phases[number] = [[`unbind ${A}`, `unbind ${B}`, `unload ${egm}`, `unload ${gpu}`]];
export const life: Phases = [up, down];
export const two: Phases = [
  load,
  [
    [`bind ${A}`, `unbind ${A}`],
    [`bind ${B}`, `unbind ${B}`],
  ],
  down,
];
export const sequence: Phases = [load, [[`bind ${A}`, `bind ${B}`, `unbind ${A}`, `unbind ${B}`]], down];
export const again: Phases = [up, [[`unbind ${A}`, `bind ${A}`]], down];
export const used: Phases = [up, [['open egm4 as f', 'mmap f 0 65536', 'ioctl f 65536', 'close f']], down];
export const failing: Phases = [
  up,
  [['open egm4 as f', 'mmap f 0 65536', 'poison 0x80000000', 'ioctl f 65536', 'close f']],
  down,
];
export const opening: Phases = [load, [[`bind ${A}`], ['open egm4 as f', 'close f']], down];
export const closing: Phases = [up, [[`unbind ${A}`], ['open egm4 as f', 'close f']], down];
