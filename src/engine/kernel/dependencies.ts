import { Op, type Program, STRIDE } from '../machine/program.ts';

/** A symbol of another module that a module uses: the first it meets of each. */
export interface Dependency {
  readonly module: string;
  readonly symbol: string;
}

/** What each module needs of the others, by its name (modpost's list, from undefined symbols). */
export function dependenciesOf(program: Program): ReadonlyMap<string, readonly Dependency[]> {
  const found = new Map<string, Map<string, string>>();
  const use = (user: string, owner: string, symbol: string): void => {
    if (user === '' || owner === '' || owner === user) return;
    const needed = found.get(user) ?? new Map<string, string>();
    found.set(user, needed);
    if (!needed.has(owner)) needed.set(owner, symbol);
  };
  const useConstant = (
    user: string,
    { kind, index }: { readonly kind: string; readonly index?: number },
  ): void => {
    const owner =
      kind === 'function' ? program.functions[index!] : kind === 'global' ? program.globals[index!] : null;
    if (owner) use(user, owner.module, owner.name);
  };
  for (const { module, library, code, constants } of program.functions) {
    if (library) continue;
    for (let at = 0; at < code.length; at += STRIDE) {
      const called = code[at] === Op.CALL ? program.functions[code[at + 2]!] : undefined;
      if (called && !called.library) use(module, called.module, called.name);
    }
    for (const constant of constants) useConstant(module, constant);
  }
  for (const { module, addresses } of program.globals)
    for (const { value } of addresses) useConstant(module, value);
  return new Map(
    [...found].map(([user, needed]) => [user, [...needed].map(([module, symbol]) => ({ module, symbol }))]),
  );
}

/** Modules in an order in which each comes after those it needs, as modprobe loads them; else as they were. */
export function inLoadOrder<T extends { readonly name: string }>(
  modules: readonly T[],
  needs: ReadonlyMap<string, readonly Dependency[]>,
): T[] {
  const ordered: T[] = [];
  const seen = new Set<string>();
  const visit = (module: T): void => {
    if (seen.has(module.name)) return;
    seen.add(module.name);
    for (const need of needs.get(module.name) ?? []) {
      const needed = modules.find(({ name }) => name === need.module);
      if (needed) visit(needed);
    }
    ordered.push(module);
  };
  modules.forEach(visit);
  return ordered;
}
