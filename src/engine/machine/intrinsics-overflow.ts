import type { MachineCall } from './machine-call.ts';

const PLUS = 0x2b;
const MINUS = 0x2d;
const TIMES = 0x2a;

/**
 * `int __machine_overflow(int operation, unsigned long a, int a_signed, unsigned long b, int b_signed,
 * void *to, int to_size, int to_signed)`: gcc's __builtin_{add,sub,mul}_overflow. The exact result is
 * wrapped to the type of *to and stored; 1 when that changed it.
 */
export function overflow(call: MachineCall): void {
  const left = call.int(2) === 0 ? call.unsigned(1) : call.signed(1);
  const right = call.int(4) === 0 ? call.unsigned(3) : call.signed(3);
  const exact = compute(call.int(0), left, right);
  const size = sizeOf(call.int(6));
  const wrapped = call.int(7) === 0 ? BigInt.asUintN(size * 8, exact) : BigInt.asIntN(size * 8, exact);
  call.writeInteger(call.unsigned(5), size, wrapped);
  call.result(wrapped === exact ? 0 : 1);
}

function compute(operation: number, left: bigint, right: bigint): bigint {
  switch (operation) {
    case PLUS:
      return left + right;
    case MINUS:
      return left - right;
    case TIMES:
      return left * right;
    default:
      return 0n;
  }
}

function sizeOf(given: number): 1 | 2 | 4 | 8 {
  return given === 1 || given === 2 || given === 4 ? given : 8;
}
