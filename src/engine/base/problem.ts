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

/**
 * A line of C. Its text may live outside the engine, so it is counted as compilers do, not by offset:
 * line and column from 1, the column in UTF-16 units. `file` is what the driver's source calls itself:
 * `driver-model:/reviewed/egm_dev.c`, or a path or URI of the user's.
 */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A Problem as an editor or a terminal shows it: sentences applied, still by offsets. */
export interface ShownProblem<At extends Place | SourcePlace = Place> {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: At;
  readonly related: readonly ShownRelated[];
}

export interface ShownRelated {
  readonly message: string;
  readonly place: Place | SourcePlace;
}

/** A Problem of the driver's C: `c/*`. */
export type SourceProblem = ShownProblem<SourcePlace>;

export function isSourcePlace(place: Place | SourcePlace): place is SourcePlace {
  return 'line' in place;
}
