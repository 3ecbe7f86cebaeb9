/**
 * How findings of one kind are told. `{object}` and the finding's own values are filled in; `{at}` is the
 * line that its values `file` and `line` name.
 */
export interface FindingWording {
  /** Heads the row in the tree: `double free`. */
  readonly title: string;
  /** What happened, for details that have no sentence of their own. */
  readonly says: string;
  /** What happened, by the finding's detail. */
  readonly details?: Readonly<Record<string, string>>;
  /** What it leads to on a real machine, and what this run does instead. */
  readonly leads: string;
  /** The same by the finding's detail, where it leads to something else. */
  readonly detailLeads?: Readonly<Record<string, string>>;
}
