import type { Frame } from './finding.ts';
import type { Machine } from './machine.ts';
import { STRIDE } from './program.ts';
import { Header, type Task } from './task.ts';

/**
 * Call stacks, each stored once: a node is an instruction and the node of its caller. Node 0 is the
 * empty stack. Nodes are only added, so an id stays what it is.
 */
export interface StackTable {
  /** [instruction, caller's node] per node. */
  nodes: Int32Array;
  count: number;
  /** Node ids by hash of their content, open addressing; 0 is free. */
  slots: Int32Array;
}

export function emptyStacks(): StackTable {
  return { nodes: new Int32Array(2 * 32), count: 1, slots: new Int32Array(64) };
}

export function cloneStacks(table: StackTable): StackTable {
  return { nodes: table.nodes.slice(), count: table.count, slots: table.slots.slice() };
}

/** The id of a task's present call stack. */
export function currentStack(table: StackTable, task: Task): number {
  const path: number[] = [];
  let pc = task.pc;
  for (let base = task.base; base > 0; base = task.registers[base + Header.BASE]!) {
    path.push(pc / STRIDE);
    pc = task.registers[base + Header.RETURN]! - STRIDE;
  }
  let node = 0;
  for (let index = path.length - 1; index >= 0; index--) node = child(table, path[index]!, node);
  return node;
}

/** Its frames, innermost first. */
export function framesOf(machine: Machine, table: StackTable, stack: number): Frame[] {
  const frames: Frame[] = [];
  for (let node = stack; node > 0; node = table.nodes[node * 2 + 1]!)
    frames.push(frameOf(machine, table.nodes[node * 2]!));
  return frames;
}

/** The innermost instruction of a stack, and the innermost of it that is the driver's; -1 for none. */
export function places(machine: Machine, table: StackTable, stack: number): readonly [number, number] {
  let node = stack;
  while (node > 0 && isLibrary(machine, table.nodes[node * 2]!)) node = table.nodes[node * 2 + 1]!;
  return [stack > 0 ? table.nodes[stack * 2]! : -1, node > 0 ? table.nodes[node * 2]! : -1];
}

export function frameOf(machine: Machine, instruction: number): Frame {
  const code = machine.program.functions[machine.functionOf[instruction]!]!;
  const site = machine.program.sites[machine.sites[instruction]!] ?? code.site;
  return { function: code.name, library: code.library, site };
}

function isLibrary(machine: Machine, instruction: number): boolean {
  return machine.program.functions[machine.functionOf[instruction]!]!.library;
}

function child(table: StackTable, instruction: number, caller: number): number {
  const mask = table.slots.length - 1;
  let slot = hash(instruction, caller) & mask;
  for (;;) {
    const node = table.slots[slot]!;
    if (node === 0) break;
    if (table.nodes[node * 2] === instruction && table.nodes[node * 2 + 1] === caller) return node;
    slot = (slot + 1) & mask;
  }
  const node = table.count++;
  if (table.count * 2 > table.nodes.length) {
    const nodes = new Int32Array(table.nodes.length * 2);
    nodes.set(table.nodes);
    table.nodes = nodes;
  }
  table.nodes[node * 2] = instruction;
  table.nodes[node * 2 + 1] = caller;
  table.slots[slot] = node;
  if (table.count * 2 > table.slots.length) rehash(table);
  return node;
}

function rehash(table: StackTable): void {
  const slots = new Int32Array(table.slots.length * 2);
  const mask = slots.length - 1;
  for (let node = 1; node < table.count; node++) {
    let slot = hash(table.nodes[node * 2]!, table.nodes[node * 2 + 1]!) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = node;
  }
  table.slots = slots;
}

function hash(instruction: number, caller: number): number {
  const mixed = Math.imul(instruction, 0x9e3779b1) ^ Math.imul(caller + 1, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
