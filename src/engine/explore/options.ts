import type { Limits } from './exploration.ts';
import type { Printed, Symmetric } from './reducible.ts';
import type { Violation } from './system.ts';

export interface ExploreOptions<V extends Violation> extends Limits {
  /** The search ends with the first violation of which this is true. */
  readonly until?: ((violation: V) => boolean) | undefined;
  /**
   * Leaves out orders of steps that differ in nothing, by what this system says that steps touch. Verdict and causes
   * remain, traces may be longer. It must be the system explored; not together with `symmetry` or a `depth`.
   */
  readonly reduce?: Printed<V> | undefined;
  /** Takes states for one that differ in which of like tasks is which. Traces remain shortest. Must be the system explored. */
  readonly symmetry?: Symmetric<V> | undefined;
  /** Expansions between two rests. */
  readonly slice?: number | undefined;
}
