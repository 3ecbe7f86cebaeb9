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

/** Modules to load before one and after it, where they are there. */
export interface SoftDependency {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What MODULE_SOFTDEP of a module's sources says: `pre: a b post: c`. */
export function softDependenciesOf(program: Program, module: string): SoftDependency {
  const named = { pre: [] as string[], post: [] as string[] };
  for (const { module: owner, name, bytes } of program.globals) {
    if (owner !== module || !name.startsWith('__module_softdep')) continue;
    let list: string[] | null = null;
    for (const word of String.fromCharCode(...bytes).match(/[^\s\0]+/g) ?? []) {
      if (word === 'pre:' || word === 'post:') list = named[word === 'pre:' ? 'pre' : 'post'];
      else list?.push(word.replaceAll('-', '_'));
    }
  }
  return { before: named.pre, after: named.post };
}

/** Modules in an order in which each comes after those it needs, as modprobe loads them; else as they were. */
export function inLoadOrder<T extends { readonly name: string }>(
  modules: readonly T[],
  needs: ReadonlyMap<string, readonly Dependency[]>,
  softly: (module: string) => SoftDependency,
): T[] {
  const ordered: T[] = [];
  const seen = new Set<string>();
  const visitNamed = (names: readonly string[]): void => {
    for (const wanted of names) {
      const module = modules.find(({ name }) => name === wanted);
      if (module) visit(module);
    }
  };
  const visit = (module: T): void => {
    if (seen.has(module.name)) return;
    seen.add(module.name);
    const { before, after } = softly(module.name);
    visitNamed((needs.get(module.name) ?? []).map((need) => need.module));
    visitNamed(before);
    ordered.push(module);
    visitNamed(after);
  };
  modules.forEach(visit);
  return ordered;
}
