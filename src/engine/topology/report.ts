import type { Related } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import type { Problem, ProblemCode, TopologyCatalogue } from './catalogue.ts';
import { problemCodes } from './codes.ts';

/** More of one code than this are counted out, and one Problem says so. */
const perCode = 1000;

/** Collects the Problems of one file. */
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
    span: Span,
    data: TopologyCatalogue[C],
    related: readonly Related[] = [],
  ): void {
    if (this.isFull(code) || this.#isRepeated(code, span, related)) return;
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > perCode) this.#push('shape/too-many-problems', span, { code, shown: perCode }, []);
    else this.#push(code, span, data, related);
  }

  /** Whether this code has reached its limit: a rule may stop looking for it. */
  isFull(code: ProblemCode): boolean {
    return (this.#counts.get(code) ?? 0) > perCode;
  }

  /** Says at `span` that a search for this code was cut short. */
  cutShort(code: ProblemCode, span: Span): void {
    if (this.isFull(code)) return;
    const shown = this.#counts.get(code) ?? 0;
    this.#counts.set(code, perCode + 1);
    this.#push('shape/too-many-problems', span, { code, shown }, []);
  }

  /** A related place in the same file. */
  related(role: string, span: Span): Related {
    return { role, place: { path: this.path, span } };
  }

  /** Whether any Problem of the code was found. */
  has(code: ProblemCode): boolean {
    return this.#counts.has(code);
  }

  /** Everything found, in the order of the text. */
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

  #push<C extends ProblemCode>(code: C, span: Span, data: TopologyCatalogue[C], related: readonly Related[]) {
    const place = { path: this.path, span };
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
  #isRepeated(code: ProblemCode, span: Span, related: readonly Related[]): boolean {
    const key = `${code}@${span.start}-${span.end}~${related[0]?.place.span.start ?? ''}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}
