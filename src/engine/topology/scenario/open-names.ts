import type { Located } from '../../base/span.ts';
import { clip } from '../fields.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';

/** The names of open files, as the steps of a scenario open and close them. */
export class OpenNames {
  readonly #report: Report;
  readonly #opened: Map<string, Located<string>>;
  readonly #closed: Map<string, Located<string>>;

  constructor(report: Report, opened = new Map<string, Located<string>>(), closed = new Map(opened)) {
    this.#report = report;
    this.#opened = opened;
    this.#closed = closed;
  }

  open(name: Located<string>): void {
    const there = this.#opened.get(name.value);
    if (there) {
      const related = [this.#report.related('opened', there.place)];
      this.#report.add('scenario/open-twice', name.place, { name: clip(name.value) }, related);
    }
    this.#opened.set(name.value, name);
    this.#closed.delete(name.value);
  }

  use(name: Located<string>): void {
    if (this.#opened.has(name.value)) return;
    const closed = this.#closed.get(name.value);
    const near = closed ? null : nearest(name.value, [...this.#opened.keys()]);
    const related = closed ? [this.#report.related('closed', closed.place)] : [];
    const data = { name: clip(name.value), closed: closed !== undefined, nearest: near };
    this.#report.add('scenario/not-open', name.place, data, related);
  }

  close(name: Located<string>): void {
    this.use(name);
    if (this.#opened.delete(name.value)) this.#closed.set(name.value, name);
  }

  /**
   * The names for lists that run at once: each begins with what is open now. What one list closes another
   * may still use, since either may come first.
   */
  split(): OpenNames {
    return new OpenNames(this.#report, new Map(this.#opened), new Map(this.#closed));
  }

  /** Takes over what lists that ran at once have opened and closed. */
  join(lists: readonly OpenNames[]): void {
    const before = [...this.#opened.keys()];
    for (const { opened } of lists) for (const [name, at] of opened) this.#opened.set(name, at);
    for (const name of before) {
      const closing = lists.find(({ closed, opened }) => closed.has(name) && !opened.has(name));
      const at = closing?.closed.get(name);
      if (at && this.#opened.delete(name)) this.#closed.set(name, at);
    }
  }

  get opened(): ReadonlyMap<string, Located<string>> {
    return this.#opened;
  }

  get closed(): ReadonlyMap<string, Located<string>> {
    return this.#closed;
  }
}
