/** The figures a template is written from. Sizes and addresses are bytes. */
export interface MachineFigures {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly fileName: string;
  /** PCI segments of the GPUs, by socket: a segment is (socket << 4) + 8 or 9. */
  readonly segments: readonly (readonly number[])[];
  /** Bus of every GPU. */
  readonly bus: number;
  readonly device: string;
  readonly gpuMemory: bigint;
  /** As the file has it, with its unit. */
  readonly gpuMemoryText: string;
  readonly egmSize: bigint;
  /** What is known of the sizes, for the file's own comment. */
  readonly sizes: string;
  /** Installed memory of a socket. */
  readonly installed: bigint;
}

const GIB = 1n << 30n;
const MIB = 1n << 20n;

const gb200Egm = 457728n * MIB;
const testEgm = 56896n * MIB;

/** Public figures of real machines: PCI addresses, device ids, memory sizes. */
export const machineFigures: readonly MachineFigures[] = [
  {
    id: 'gh200',
    label: 'GH200',
    detail: '1 socket, 1 GPU',
    fileName: 'gh200.topology.yaml',
    segments: [[0x09]],
    bus: 1,
    device: '10de:2342',
    gpuMemory: 95n * GIB,
    gpuMemoryText: '95 GiB',
    egmSize: testEgm,
    sizes: '56896 MiB of EGM: a configuration used in tests; 480 GiB are installed',
    installed: 480n * GIB,
  },
  {
    id: 'gh200-x4',
    label: 'GH200 x4',
    detail: '4 sockets, 4 GPUs',
    fileName: 'gh200-x4.topology.yaml',
    segments: [[0x09], [0x19], [0x29], [0x39]],
    bus: 1,
    device: '10de:2342',
    gpuMemory: 95n * GIB,
    gpuMemoryText: '95 GiB',
    egmSize: testEgm,
    sizes: '56896 MiB of EGM: a configuration used in tests; 120 GiB are taken as installed',
    installed: 120n * GIB,
  },
  {
    id: 'gb200',
    label: 'GB200 tray',
    detail: '2 sockets, 4 GPUs',
    fileName: 'gb200.topology.yaml',
    segments: [
      [0x08, 0x09],
      [0x18, 0x19],
    ],
    bus: 1,
    device: '10de:2941',
    gpuMemory: 184n * GIB,
    gpuMemoryText: '184 GiB',
    egmSize: gb200Egm,
    sizes: '457728 MiB of EGM on each socket of 480 GiB',
    installed: 480n * GIB,
  },
  {
    id: 'gb300',
    label: 'GB300 tray',
    detail: '2 sockets, 4 GPUs',
    fileName: 'gb300.topology.yaml',
    segments: [
      [0x08, 0x09],
      [0x18, 0x19],
    ],
    bus: 6,
    device: '10de:31c2',
    gpuMemory: 283136n * MIB,
    gpuMemoryText: '283136 MiB',
    egmSize: gb200Egm,
    sizes: 'EGM as on GB200: 457728 MiB on each socket of 480 GiB',
    installed: 480n * GIB,
  },
];
