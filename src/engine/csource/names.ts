/**
 * Which names are types where the parser stands. Ordinary names are recorded only where they hide a type,
 * so that a scope costs nothing in the usual case.
 */
export class TypeNames {
  readonly #types = new Map<string, boolean>();
  /** What each open scope has hidden, to be put back when it is left. */
  readonly #scopes: { readonly name: string; readonly before: boolean | undefined }[][] = [];

  isType(name: string): boolean {
    return this.#types.get(name) === true;
  }

  /** Whether an ordinary name hides a type here. */
  isHidden(name: string): boolean {
    return this.#types.get(name) === false;
  }

  declare(name: string, isType: boolean): void {
    const before = this.#types.get(name);
    if (before === isType || (before === undefined && !isType)) return;
    this.#scopes[this.#scopes.length - 1]?.push({ name, before });
    this.#types.set(name, isType);
  }

  enter(): void {
    this.#scopes.push([]);
  }

  leave(): void {
    for (const { name, before } of (this.#scopes.pop() ?? []).reverse()) {
      if (before === undefined) this.#types.delete(name);
      else this.#types.set(name, before);
    }
  }

  /** How many scopes are open. */
  get depth(): number {
    return this.#scopes.length;
  }

  /** Leaves scopes until as many are open as before a failure. */
  leaveTo(depth: number): void {
    while (this.#scopes.length > depth) this.leave();
  }
}
