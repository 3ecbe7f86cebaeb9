import { functionHigh, functionLow, ORIGIN, objectHigh } from './address.ts';
import type { Constant } from './program.ts';

export function constantLow(constant: Constant): number {
  switch (constant.kind) {
    case 'value':
      return constant.low;
    case 'global':
      return (ORIGIN + constant.offset) | 0;
    case 'function':
      return functionLow(constant.index);
  }
}

export function constantHigh(constant: Constant): number {
  switch (constant.kind) {
    case 'value':
      return constant.high;
    case 'global':
      return objectHigh(constant.index + 1);
    case 'function':
      return functionHigh;
  }
}
