import { highHalf, lowHalf, ORIGIN, objectHigh, signed, unsigned } from './address.ts';
import { noteTold } from './errors.ts';
import type { FindingKind, Frame } from './finding.ts';
import type { IntrinsicCall } from './intrinsic.ts';
import { stretch } from './memory.ts';
import { noMemory } from './no-memory.ts';
import { Column, Life, ROW } from './object-table.ts';
import { newObject, room } from './objects.ts';
import { endTask, report, reportPast } from './report.ts';
import type { Run } from './run.ts';
import { initialise } from './shadow.ts';
import { currentStack } from './stacks.ts';
import { occupation, Status, ZERO } from './task.ts';
import { readText } from './text.ts';
import { noteMore } from './watched.ts';

const WORD = 2 ** 32;
/** Fuel a line of output costs, so that printing without end ends. */
const LINE_COST = 50;

/** A call of an intrinsic: what the contract says, and more for the machine's own. */
export class MachineCall implements IntrinsicCall {
  readonly run: Run;
  count = 0;
  resultLow = 0;
  resultHigh = 0;
  #first = 0;

  constructor(run: Run) {
    this.run = run;
  }

  /** Prepares for a call with arguments from index `first` of the registers on. */
  begin(first: number, count: number): void {
    this.#first = first;
    this.count = count;
    this.resultLow = 0;
    this.resultHigh = 0;
  }

  /** Index of an argument's low word in the task's registers. One that C did not pass is 0. */
  at(index: number): number {
    return index < this.count ? this.#first + index * 2 : ZERO;
  }

  low(index: number): number {
    return this.run.task.registers[this.at(index)]!;
  }

  high(index: number): number {
    return this.run.task.registers[this.at(index) + 1]!;
  }

  /** Argument as a length: a number, exact below 2^53. */
  length(index: number): number {
    return (this.high(index) >>> 0) * WORD + (this.low(index) >>> 0);
  }

  unsigned(index: number): bigint {
    return unsigned(this.low(index), this.high(index));
  }

  signed(index: number): bigint {
    return signed(this.low(index), this.high(index));
  }

  int(index: number): number {
    return this.low(index);
  }

  text(index: number): string | null {
    return readText(this.run, this.low(index), this.high(index));
  }

  textAt(address: bigint, most?: number): string | null {
    return readText(this.run, lowHalf(address), highHalf(address), most);
  }

  integerAt(address: bigint, size: 1 | 2 | 4 | 8): bigint | null {
    const source = stretch(this.run, lowHalf(address), highHalf(address), size, 'read');
    if (source.size !== size) return null;
    return this.run.state.memory
      .subarray(source.at, source.at + size)
      .reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }

  room(address: bigint): number {
    return room(this.run.state, lowHalf(address), highHalf(address));
  }

  write(address: bigint, bytes: Uint8Array): boolean {
    const { run } = this;
    if (run.state.watch !== null) noteMore(run, lowHalf(address), highHalf(address), bytes.length, 1);
    const target = stretch(run, lowHalf(address), highHalf(address), bytes.length, 'write');
    run.state.memory.set(bytes.subarray(0, target.size), target.at);
    initialise(run.state.shadow, target.at, target.size);
    run.cost += target.size >> 3;
    return target.size === bytes.length;
  }

  writeInteger(address: bigint, size: 1 | 2 | 4 | 8, value: bigint): boolean {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, value), true);
    return this.write(address, bytes.subarray(0, size));
  }

  allocate(size: number, content: Uint8Array | null, typeName: string): bigint {
    const id = this.newHeapObject(size, true);
    if (id === 0) return 0n;
    const { state, machine } = this.run;
    const row = id * ROW;
    if (content) state.memory.set(content.subarray(0, size), state.objects[row + Column.MEMORY]!);
    if (typeName !== '') {
      let type = machine.program.types.indexOf(typeName);
      if (type < 0) type = machine.program.types.length + internName(state.typeNames, typeName);
      state.objects[row + Column.TYPE] = type;
    }
    return unsigned(ORIGIN, objectHigh(id));
  }

  /** A heap object, 0 when the limit of memory is reached, which is then reported. */
  newHeapObject(size: number, initialised: boolean): number {
    const { run } = this;
    const { state, task } = run;
    const stack = currentStack(state.stacks, task);
    const owner = internName(state.makers, occupation(task));
    const id = newObject(state, Life.HEAP, size, owner, task.id, stack);
    if (id === 0) {
      task.starved = true;
      report(run, ...noMemory(state, size));
      return 0;
    }
    const row = id * ROW;
    state.objects[row + Column.ALLOCATED] = stack;
    if (initialised) initialise(state.shadow, state.objects[row + Column.MEMORY]!, size);
    run.cost += 8 + task.depth + (size >> 3);
    return id;
  }

  result(value: bigint | number): void {
    if (typeof value === 'number') {
      const whole = Math.trunc(value);
      this.resultHalves(whole | 0, Math.floor(whole / WORD) | 0);
    } else this.resultHalves(lowHalf(value), highHalf(value));
  }

  resultHalves(low: number, high: number): void {
    this.resultLow = low;
    this.resultHigh = high;
  }

  report(kind: FindingKind, detail: string, values: Readonly<Record<string, string>>): void {
    report(this.run, kind, detail, values);
  }

  reportPast(
    frame: Frame,
    kind: FindingKind,
    detail: string,
    values: Readonly<Record<string, string>>,
  ): void {
    reportPast(this.run, frame, kind, detail, values);
  }

  get lastErrnos(): IntrinsicCall['lastErrnos'] {
    const { lastFailure, lastErrno } = this.run.task;
    return { failure: lastFailure, given: lastErrno };
  }

  print(line: string): void {
    this.run.state.output.push(line);
    this.run.cost += LINE_COST + line.length;
  }

  spend(fuel: number): void {
    this.run.cost += fuel;
  }

  tell(): void {
    noteTold(this.run);
  }

  kill(): void {
    if (this.run.task.status === Status.READY) endTask(this.run, Status.KILLED);
  }
}

function internName(names: string[], name: string): number {
  const known = names.lastIndexOf(name);
  return known >= 0 ? known : names.push(name) - 1;
}
