import type { Found, NotIncluded } from '../catalogue.ts';
import type { OperandKind } from './step-table.ts';

/** What can be wrong in a scenario. */
export interface ScenarioCatalogue {
  'scenario/not-a-scenario': { readonly found: Found };
  'scenario/unsupported-version': { readonly version: bigint };
  'scenario/unknown-step': { readonly text: string; readonly nearest: string | null };
  /** `given` operands of a step whose usage is `usage`. */
  'scenario/wrong-operands': { readonly usage: string; readonly given: number; readonly wanted: number };
  /** `meant` is what the operand can only have meant. */
  'scenario/malformed-operand': {
    readonly operand: OperandKind;
    readonly text: string;
    readonly usage: string | null;
    readonly meant: string | null;
  };
  'scenario/unknown-bdf': {
    readonly bdf: string;
    readonly nearest: string | null;
    readonly machine: string;
    readonly none: boolean;
  };
  /** A name is used that no step before has opened, or that one has closed. */
  'scenario/not-open': {
    readonly name: string;
    readonly closed: boolean;
    readonly nearest: string | null;
  };
  'scenario/open-twice': { readonly name: string };
  'scenario/nested-parallel': Record<never, never>;
  /** Without lists, or with one that has no steps. */
  'scenario/empty-parallel': { readonly lists: boolean };
  'scenario/unknown-finding': { readonly kind: string; readonly nearest: string | null };
  'scenario/unknown-driver': { readonly driver: string; readonly nearest: string | null };
  'scenario/unknown-expectation': { readonly text: string; readonly nearest: string | null };
  'scenario/malformed-errno': { readonly text: string; readonly nearest: string | null };
  'scenario/topology-missing': { readonly path: string; readonly why: NotIncluded };
  'scenario/topology-broken': { readonly path: string; readonly why: 'syntax' | 'no-gpus' };
  'scenario/several-machines': { readonly path: string; readonly machines: number };
  'scenario/duplicate-name': { readonly name: string };
}
