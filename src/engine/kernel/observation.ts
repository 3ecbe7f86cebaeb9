/** What library/observe.c tells of a state in which nothing runs. */
export interface Observation {
  readonly auxiliary: {
    readonly name: string;
    /** Number of the PCI device it is below; -1 for none. */
    readonly parent: number;
    readonly references: number;
    /** The auxiliary id, as the 32 bits it has. */
    readonly id: number;
    /** The EGM region that it is for, of 32 bits: that of the GPU below which it was added, else its id. */
    readonly region: number;
    /** Whether the device directly above has a driver; true where it could have none. */
    readonly parentBound: boolean;
    /** What its last probe returned; 0 where it has a driver, or none was tried. */
    readonly error: number;
    /** Where its device is in memory. */
    readonly address: bigint;
  }[];
  readonly nodes: {
    /** Below /dev. */
    readonly name: string;
    /** The auxiliary device that its device is below; '' for none. */
    readonly auxiliary: string;
    readonly major: number;
    readonly minor: number;
    /** Permissions, 0600 for instance. */
    readonly mode: number;
    /** Whether the number is in a range that was reserved. */
    readonly reserved: boolean;
    /** Where its device is in memory. */
    readonly address: bigint;
    /** Addresses of its operations; 0 for none. */
    readonly read: bigint;
    readonly write: bigint;
    readonly ioctl: bigint;
    readonly open: bigint;
    /** Somebody has opened it, or tried to. */
    readonly tried: boolean;
  }[];
  /** By number of the PCI device. */
  readonly devices: Map<
    number,
    {
      readonly bound: boolean;
      /** What its last probe returned. */
      readonly error: number;
      /** The EGM region that its probe read, of 32 bits. */
      readonly region: number;
      /** It is bound, and what its probe found for the region is gone: an auxiliary device, or a node of /dev. */
      readonly regionGone: 'auxiliary' | 'node' | null;
      /** It is bound, its probe read the number of a region, and there is no device of that number. */
      readonly regionMissing: boolean;
      /** Address of the probe of the driver that was last given the device; 0 for none. */
      readonly probe: bigint;
      /** References to it beyond those that it has without a driver. */
      readonly references: number;
      /** An object that was allocated where the last of them was taken by pci_dev_get; 0 for none. */
      readonly held: bigint;
      /** Tells by which lines of the driver its last successful probe logged a warning, or worse; 0 for none. */
      readonly told: number;
    }
  >;
  /** Modules that are loaded. */
  readonly modules: {
    readonly name: string;
    /** Without those of modules that need it: of open files, and of whoever asked for one. */
    readonly references: number;
    /** By anyone: it cannot be unloaded. */
    readonly isHeld: boolean;
    /** Address of its module_init; 0 for none. */
    readonly init: bigint;
  }[];
  /** Files that are open. */
  readonly files: {
    readonly file: number;
    readonly node: string;
    /** The node is still under /dev. */
    readonly exists: boolean;
    /** Addresses of its operations; 0 for none. */
    readonly open: bigint;
    readonly mmap: bigint;
    /** Bytes of it that are mapped. */
    readonly mapped: bigint;
  }[];
  /** Files of sysfs of which a function of a driver's is called. */
  readonly attributes: {
    /** `/sys/class/egm/version` */
    readonly path: string;
    readonly reads: boolean;
    readonly writes: boolean;
    /** The same text for files of which the same is called. */
    readonly functions: string;
  }[];
  /**
   * A driver of a bound device has callbacks for the end of the machine, or for its sleep, or there is something in
   * debugfs: then they are here.
   */
  readonly callable: ('model_shutdown' | 'model_sleep' | 'model_debugfs')[];
  /** Stretches of physical memory that were filled with zeros through large mappings. */
  readonly scrubs: { readonly base: bigint; readonly size: bigint }[];
}

export function emptyObservation(): Observation {
  return {
    auxiliary: [],
    modules: [],
    nodes: [],
    devices: new Map(),
    files: [],
    attributes: [],
    callable: [],
    scrubs: [],
  };
}
