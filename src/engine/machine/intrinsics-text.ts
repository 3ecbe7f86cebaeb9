import type { MachineCall } from './machine-call.ts';
import { place } from './memory.ts';
import { stringLength } from './text.ts';

/** `unsigned long __machine_string_length(const char *s)` */
function length(call: MachineCall): void {
  const found = stringLength(call.run, call.low(0), call.high(0));
  if (found > 0) call.result(found);
}

/** `int __machine_string_compare(const char *a, const char *b, unsigned long n)`: as strncmp; -1, 0 or 1. */
function compare(call: MachineCall): void {
  const most = call.length(2);
  if (most === 0) return;
  const a = bytesOf(call, 0, most);
  const b = a && bytesOf(call, 1, most);
  if (!a || !b) return;
  for (let index = 0; ; index++) {
    const left = a[index] ?? 0;
    const right = b[index] ?? 0;
    if (left !== right) call.result(left < right ? -1 : 1);
    if (left !== right || left === 0) return;
  }
}

/** Odd, and 7 of 32: names that count up, as `0008:01:00.0` and `0009:01:00.0`, differ in the last bits of their hash. */
const FACTOR = 0x9e377907;

/** `unsigned int __machine_string_hash(const char *s)`: a polynomial of its bytes, of 32 bits. */
function hash(call: MachineCall): void {
  const bytes = bytesOf(call, 0, Number.POSITIVE_INFINITY);
  if (bytes === null) return;
  let value = 0x811c9dc5;
  for (const byte of bytes) value = (Math.imul(value, FACTOR) + byte) | 0;
  call.result(value >>> 0);
}

/** `long __machine_string_index(const char *s, int c, int last)`: of the first or last such byte; -1 for none. */
function index(call: MachineCall): void {
  const bytes = bytesOf(call, 0, Number.POSITIVE_INFINITY);
  const wanted = call.int(1) & 0xff;
  if (bytes === null) call.result(-1);
  else if (wanted === 0) call.result(bytes.length);
  else call.result(call.int(2) === 0 ? bytes.indexOf(wanted) : bytes.lastIndexOf(wanted));
}

/** The bytes before the NUL, at most `most`; null when they cannot be read, which is then reported. */
function bytesOf(call: MachineCall, argument: number, most: number): Uint8Array | null {
  const { run } = call;
  const low = call.low(argument);
  const high = call.high(argument);
  const size = stringLength(run, low, high, most);
  if (size < 0) return null;
  const at = size === 0 ? 0 : place(run, low, high, size, 'read');
  return at < 0 ? null : run.state.memory.subarray(at, at + size);
}

export const textIntrinsics: ReadonlyMap<string, (call: MachineCall) => void> = new Map([
  ['__machine_string_length', length],
  ['__machine_string_compare', compare],
  ['__machine_string_hash', hash],
  ['__machine_string_index', index],
]);
