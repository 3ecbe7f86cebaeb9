import type { Place } from './span.ts';

export type Severity = 'error' | 'warning' | 'information';

/**
 * Something wrong in what the user wrote, as coded data. Prose is applied last, by view/words.
 * `Catalogue` maps each code to the data its sentences need.
 */
export type ProblemOf<Catalogue> = {
  [Code in keyof Catalogue & string]: {
    readonly code: Code;
    readonly severity: Severity;
    readonly place: Place;
    readonly data: Catalogue[Code];
    readonly related: readonly Related[];
  };
}[keyof Catalogue & string];

/** Another place that takes part. `role` selects its sentence in view/words. */
export interface Related {
  readonly role: string;
  readonly place: Place;
}

/** A Problem as an editor or a terminal shows it: sentences applied, still by offsets. */
export interface ShownProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related: readonly { readonly message: string; readonly place: Place }[];
}
