/** Device ids of nvgrace_gpu_vfio_pci_table with what they are, and the GPU memory of a machine seen with it. */
export const knownDevices: readonly {
  readonly id: string;
  readonly name: string;
  readonly memory: string;
}[] = [
  { id: '10de:2941', name: 'GB200', memory: '184 GiB' },
  { id: '10de:31c2', name: 'GB300', memory: '283136 MiB' },
  { id: '10de:2342', name: 'GH200 120GB', memory: '95 GiB' },
  { id: '10de:2345', name: 'GH200 480GB', memory: '95 GiB' },
  { id: '10de:2348', name: 'GH200 144G HBM3e', memory: '95 GiB' },
];
