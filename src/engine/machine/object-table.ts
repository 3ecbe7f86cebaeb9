/** Columns of the object table, a row per object; object 0 is none. */
export const Column = {
  /** Where it begins in memory. */
  MEMORY: 0,
  SIZE: 1,
  LIFE: 2,
  /** Index of its type's name, -1 for none. */
  TYPE: 3,
  /** Index of its variable's name among the machine's labels, -1 for none. */
  LABEL: 4,
  PINS: 5,
  /** Call stacks, as ids of the state's stack table; 0 for none. One that is live was freed too early, in vain. */
  ALLOCATED: 6,
  FREED: 7,
  /** Of the heap: index in the state's makers of what made it; else -1. */
  OWNER: 8,
  /** Bytes of memory it may use: more than SIZE after reuse. */
  CAPACITY: 9,
  /** The next dead object of its queue. */
  NEXT: 10,
} as const;
export const ROW = 11;

/** Beside the number of pins: whoever guards the object frees it, and no other. */
export const GUARDED = 1 << 20;

export function pinsOf(column: number): number {
  return column & (GUARDED - 1);
}

/** An object is live when its LIFE is positive, and may be written up to GLOBAL. */
export const Life = {
  HEAP: 1,
  STACK: 2,
  GLOBAL: 3,
  CONSTANT: 4,
  STRING: 5,
  FREED: -1,
  DEAD: -2,
} as const;
