import type { Note } from '../interleave/program.ts';
import { type MachineViolation, ofFinding } from '../interleave/violations.ts';
import type { MachineFinding } from '../machine/finding.ts';
import type { Task } from '../machine/task.ts';
import { errnoSymbol } from './errno-symbol.ts';
import { errnoLost } from './system-rules.ts';

/** A bind among other tasks. */
interface Bind {
  /** In some order it was answered with success. */
  succeeds: boolean;
}

/** What the binds of a plan are answered, and what is to be said of it. */
export class BindAnswers {
  readonly #tellsOrder: boolean;
  /** By cause, the binds that were refused for it. */
  readonly #refused = new Map<string, Set<Bind>>();

  /** `tellsOrder`: also told is what the order alone makes fail. */
  constructor(tellsOrder: boolean) {
    this.#tellsOrder = tellsOrder;
  }

  /** What is to be said of each answer that the bind of a GPU may get, beside other tasks or alone. */
  of(bdf: string, isAlone: boolean): (task: Task) => Note | null {
    const bind: Bind = { succeeds: false };
    return (task) => {
      const { lastFailure, resultLow } = task;
      if (resultLow >= 0) bind.succeeds = true;
      const lost = errnoLost(bdf, lastFailure, resultLow);
      if (lost !== null) return { finding: lost, isFaultless: false };
      const refused = isAlone || !this.#tellsOrder || resultLow >= 0 ? null : orderDependent(bdf, task);
      if (refused === null) return null;
      const { cause } = ofFinding(refused);
      this.#refused.set(cause, (this.#refused.get(cause) ?? new Set()).add(bind));
      return { finding: refused, isFaultless: true };
    };
  }

  /** Whether a violation stands now that all orders were looked at: a bind that fails in each depends on none. */
  stands(violation: MachineViolation): boolean {
    if (violation.kind !== 'finding' || violation.finding.kind !== 'order-dependent') return true;
    return [...(this.#refused.get(violation.cause) ?? [])].some(({ succeeds }) => succeeds);
  }
}

/** The driver's probe refused the GPU, of itself; null where it was the kernel that did. */
function orderDependent(bdf: string, { lastErrno }: Task): MachineFinding | null {
  if (lastErrno === null) return null;
  const { errno, function: name, site } = lastErrno;
  const values = { errno: errnoSymbol(BigInt(-errno)) ?? String(-errno) };
  const stack = [{ function: name, library: false, site }];
  return {
    kind: 'order-dependent',
    detail: 'probe',
    values,
    task: `probe ${bdf}`,
    stack,
    object: null,
  };
}
