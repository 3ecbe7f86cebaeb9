import type { GpuOutcome } from '../../kernel/outcome.ts';
import { binarySize, count } from '../format.ts';
import { domain } from './wording.ts';

/** `2 GPUs: 1 bound, 1 failed` */
export function socketLens(states: readonly GpuOutcome['state'][]): string {
  if (states.length === 0) return 'no GPU';
  const kinds = (['bound', 'failed', 'unbound'] as const).flatMap((state) => {
    const number = states.filter((each) => each === state).length;
    return number === 0 ? [] : [`${number} ${state}`];
  });
  return `${count(states.length, 'GPU')}: ${kinds.join(', ')}`;
}

/** `EGM region PXM 4, 447 GiB` */
export function regionLens(pxm: bigint, size: bigint | null): string {
  return `EGM region PXM ${domain(pxm)}${size === null ? '' : `, ${binarySize(size)}`}`;
}

/** A size beside its digits: `447 GiB`; null where the text has the unit already. */
export function sizeHint(value: bigint, written: string): string | null {
  return /[A-Za-z]$/.test(written) && !/^0x/i.test(written) ? null : binarySize(value);
}
