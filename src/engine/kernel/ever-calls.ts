import { Op, type Program, STRIDE } from '../machine/program.ts';
import type { CompiledDriver } from './compile.ts';

/** Whether a module calls one of these functions of the library, through however many functions. */
export function everCalls({ built: { program } }: CompiledDriver, names: ReadonlySet<string>): boolean {
  const met = new Set<number>();
  const pending = program.functions.flatMap(({ library }, index) => (library ? [] : [index]));
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const { name, library } = program.functions[index]!;
    if (library && names.has(name)) return true;
    if (met.has(index)) continue;
    met.add(index);
    pending.push(...calledBy(program, index));
  }
  return false;
}

/** Functions that one calls by name. */
export function calledBy({ functions }: Program, index: number): number[] {
  const { code } = functions[index]!;
  const called: number[] = [];
  for (let at = 0; at < code.length; at += STRIDE) if (code[at] === Op.CALL) called.push(code[at + 2]!);
  return called;
}
