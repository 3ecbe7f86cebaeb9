/** What library/observe.c tells of the end state. */
export interface Observation {
  readonly auxiliary: {
    readonly name: string;
    /** Number of the PCI device it is below; -1 for none. */
    readonly parent: number;
    readonly references: number;
    /** The auxiliary id, as the 32 bits it has. */
    readonly id: number;
  }[];
  readonly nodes: string[];
  /** By number of the PCI device: whether a driver is bound, and what its last probe returned. */
  readonly devices: Map<number, { readonly bound: boolean; readonly error: number }>;
}

export function emptyObservation(): Observation {
  return { auxiliary: [], nodes: [], devices: new Map() };
}
