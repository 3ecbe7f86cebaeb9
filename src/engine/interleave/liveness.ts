import { type Alive, aliveIn, isAliveAt } from '../machine/alive.ts';
import type { Machine } from '../machine/machine.ts';
import { STRIDE } from '../machine/program.ts';

/**
 * Which registers of a function are read later, before they are written: the others may hold anything, and
 * two executions that differ only in them are the same. Computed for each function when it is first asked.
 */
export class Liveness {
  readonly #machine: Machine;
  /** Per function. */
  readonly #alive: (Alive | undefined)[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Whether a register is alive before the instruction at `pc`, an index into the machine's code. */
  isAlive(pc: number, register: number): boolean {
    const index = this.#machine.functionOf[pc / STRIDE]!;
    this.#alive[index] ??= aliveIn(this.#machine, index);
    return isAliveAt(this.#alive[index], pc, register);
  }
}
