import type { Random } from '../../../../src/engine/base/random.ts';
import type { GpuSpec } from '../running.ts';

/** Functions of Linux that are called in random order, with random arguments that are allowed. */
export interface Family {
  readonly name: string;
  /** Includes and declarations. */
  readonly before: string;
  /** Statements before the calls. */
  readonly first: string;
  /** A statement that calls one of them and prints what it gave. */
  readonly call: (random: Random) => string;
  /** Statements after the calls, which give back all there is. */
  readonly last: string;
  /** What the machine has. */
  readonly gpus?: readonly GpuSpec[];
  /** They may be called wrongly: Linux says so once for a place, so that only what comes of it is compared. */
  readonly isWrong?: boolean;
}

/** C of a module_init that calls functions of a family. */
export interface Calls {
  readonly name: string;
  readonly before: string;
  readonly body: string;
  readonly gpus: readonly GpuSpec[];
  readonly isWrong: boolean;
}

export function callsOf(family: Family, random: Random, count: number): Omit<Calls, 'name'> {
  const calls = Array.from({ length: count }, (_, at) =>
    family
      .call(random)
      .replaceAll('pr_info("', `pr_info("${at}: `)
      .replaceAll('shows("0: ', `shows("${at}: `),
  );
  return {
    before: family.before,
    body: [family.first, ...calls, family.last].join('\n'),
    gpus: family.gpus ?? [],
    isWrong: family.isWrong ?? false,
  };
}
