import type { Located } from '../base/span.ts';
import type { NotIncluded } from './catalogue.ts';
import { clip } from './fields.ts';
import type { FileReading } from './file-reading.ts';
import type { ReadTopology } from './read.ts';
import type { Report } from './report.ts';

/**
 * Gives the file that `path`, as written in the file named `from`, stands for: null when there is
 * none, or none that may be read. Two ways to one file must give the same `FileReading.path`.
 */
export type Includes = (from: string, path: string) => FileReading | null;

/** What the machines of one file may be joined from. */
export interface JoinBudget {
  files: number;
  /** In UTF-16 units. */
  text: number;
}

export function joinBudget(): JoinBudget {
  return { files: 1000, text: 16 * 1024 * 1024 };
}

const deepest = 32;

/** One machine of several files, and the files in the order in which they were met, its own first. */
export interface JoinedMachine {
  readonly read: ReadTopology;
  readonly files: readonly FileReading[];
}

/** Joins what a document includes with it. Problems of including go to the report, where they are written. */
export function joinMachine(
  file: FileReading,
  document: ReadTopology,
  includes: Includes,
  budget: JoinBudget,
  report: Report,
): JoinedMachine {
  if (document.topology.includes.length === 0) return { read: document, files: [file] };
  const join = new Join(file, includes, budget, report);
  join.add(document);
  return { read: join.joined(document), files: [...join.files.values()] };
}

/** Why a path cannot be one of an include; null when it can. */
export function includeFault(path: string): NotIncluded | null {
  if (path.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)) return 'not-relative';
  if (path.includes('\\')) return 'backslash';
  return /[^/]\.topology\.ya?ml$/.test(path) ? null : 'name';
}

class Join {
  /** By path. */
  readonly files: Map<string, FileReading>;
  readonly #includes: Includes;
  readonly #budget: JoinBudget;
  readonly #report: Report;
  readonly #parts: ReadTopology[] = [];
  /** The files being joined, each with the value that includes it; the first has none. */
  readonly #open: { readonly path: string; readonly by: Located<string> | null }[];

  constructor(file: FileReading, includes: Includes, budget: JoinBudget, report: Report) {
    this.files = new Map([[file.path, file]]);
    this.#includes = includes;
    this.#budget = budget;
    this.#report = report;
    this.#open = [{ path: file.path, by: null }];
  }

  /** As if the text of the included files stood at the beginning. */
  add(document: ReadTopology): void {
    for (const include of document.topology.includes) this.#include(include);
    this.#parts.push(document);
  }

  joined({ topology, scenarios }: ReadTopology): ReadTopology {
    return {
      topology: {
        ...topology,
        sockets: this.#parts.flatMap((part) => part.topology.sockets),
        retiredPages: this.#parts.flatMap((part) => part.topology.retiredPages),
      },
      written: new Map(this.#parts.flatMap(({ written }) => [...written])),
      // Those of an included file are about that file's machine.
      scenarios,
    };
  }

  #include(include: Located<string>): void {
    const found = this.#find(include);
    if (typeof found === 'string') this.#missing(include, found);
    else this.#join(include, found);
  }

  #find({ value, place }: Located<string>): FileReading | NotIncluded {
    const fault = includeFault(value) ?? (this.#open.length > deepest ? 'too-deep' : null);
    return fault ?? this.#includes(place.path, value) ?? 'absent';
  }

  #join(include: Located<string>, file: FileReading): void {
    const opened = this.#open.findIndex(({ path }) => path === file.path);
    if (opened >= 0) this.#cycle(include, opened);
    // By a second way: it belongs to the machine once.
    if (this.files.has(file.path)) return;
    if (this.#budget.files <= 0 || this.#budget.text < file.text.length) {
      this.#missing(include, 'too-many');
      return;
    }
    this.#budget.files--;
    this.#budget.text -= file.text.length;
    this.files.set(file.path, file);
    this.#open.push({ path: file.path, by: include });
    for (const document of file.documents) this.add(document);
    this.#open.pop();
  }

  #missing({ value, place }: Located<string>, why: NotIncluded): void {
    this.#report.add('identity/include-missing', place, { path: clip(value), why });
  }

  /** The file is open as number `opened`: the values that lead from it back to it are the circle. */
  #cycle({ value, place }: Located<string>, opened: number): void {
    const way = this.#open.slice(opened + 1).flatMap(({ by }) => by ?? []);
    const related = way.slice(0, 8).map((by) => this.#report.related('way', by.place));
    this.#report.add('identity/include-cycle', place, { path: clip(value) }, related);
  }
}
