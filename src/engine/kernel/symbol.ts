import { functionAt, highHalf, lowHalf } from '../machine/address.ts';
import type { Program } from '../machine/program.ts';
import type { SymbolName } from './print-pointer.ts';

/** Names functions by their address, as kallsyms does. */
export function functionName(program: Program): SymbolName {
  return (address) => program.functions[functionAt(lowHalf(address), highHalf(address))]?.name ?? null;
}
