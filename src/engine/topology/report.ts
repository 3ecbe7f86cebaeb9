import type { Related } from '../base/problem.ts';
import type { Place, Span } from '../base/span.ts';
import type { Problem, ProblemCode, TopologyCatalogue } from './catalogue.ts';
import { problemCodes } from './codes.ts';

/** More of one code than this are counted out, and one Problem says so. */
const perCode = 1000;

/** A span is one in the file of the report; a place names its own file. */
type At = Span | Place;

/** Collects the Problems of one file, or of one machine. */
export class Report {
  readonly path: string;
  readonly #found: Problem[] = [];
  readonly #counts = new Map<ProblemCode, number>();
  readonly #seen = new Set<string>();

  constructor(path: string) {
    this.path = path;
  }

  add<C extends ProblemCode>(
    code: C,
    at: At,
    data: TopologyCatalogue[C],
    related: readonly Related[] = [],
  ): void {
    const place = this.#placeOf(at);
    if (this.isFull(code) || this.#isRepeated(code, place, related)) return;
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > perCode) this.#push('shape/too-many-problems', place, { code, shown: perCode }, []);
    else this.#push(code, place, data, related);
  }

  /** Whether this code has reached its limit: a rule may stop looking for it. */
  isFull(code: ProblemCode): boolean {
    return (this.#counts.get(code) ?? 0) > perCode;
  }

  /** Says there that a search for this code was cut short. */
  cutShort(code: ProblemCode, at: At): void {
    if (this.isFull(code)) return;
    const shown = this.#counts.get(code) ?? 0;
    this.#counts.set(code, perCode + 1);
    this.#push('shape/too-many-problems', this.#placeOf(at), { code, shown }, []);
  }

  /** A related place. */
  related(role: string, at: At): Related {
    return { role, place: this.#placeOf(at) };
  }

  /** Whether any Problem of the code was found. */
  has(code: ProblemCode): boolean {
    return this.#counts.has(code);
  }

  /** Everything found; that of one file in the order of its text. */
  problems(): readonly Problem[] {
    const broken = new Set<number>();
    for (const { code, place } of this.#found) if (code === 'yaml/syntax') broken.add(place.span.start);
    // Where the text is broken, what its halves look like is beside the point.
    const kept = this.#found.filter(
      ({ code, place }) => !code.startsWith('shape/') || !broken.has(place.span.start),
    );
    return kept.sort(
      (a, b) => a.place.span.start - b.place.span.start || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    );
  }

  #placeOf(at: At): Place {
    return 'span' in at ? at : { path: this.path, span: at };
  }

  #push<C extends ProblemCode>(
    code: C,
    place: Place,
    data: TopologyCatalogue[C],
    related: readonly Related[],
  ) {
    // One generic literal cannot be narrowed to the union member it is.
    this.#found.push({
      code,
      severity: problemCodes[code].severity,
      place,
      data,
      related,
    } as unknown as Problem);
  }

  /** What is read through several aliases is wrong once. */
  #isRepeated(code: ProblemCode, { path, span }: Place, related: readonly Related[]): boolean {
    const other = related[0]?.place;
    const where = `${path}@${span.start}-${span.end}`;
    const key = `${code} ${where} ${other ? `${other.path}@${other.span.start}` : ''}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}
