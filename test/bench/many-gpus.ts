/** A topology of so many GPUs, two on a socket, each pair with a region of its own; without Problems. */
export function manyGpus(gpus: number): string {
  const lines = ['topology: 1', 'name: many', 'sockets:'];
  for (let index = 0; index < gpus; index++) {
    const socket = index >> 1;
    if (index % 2 === 0) lines.push(`  - socket: ${socket}`, `    pxm: ${socket}`, '    gpus:');
    lines.push(...gpuLines(index, socket, gpus));
  }
  lines.push('retired-pages:');
  for (let index = 0; index < gpus; index++) lines.push(`  - { table: ${hex(tableOf(index))}, pages: [] }`);
  return `${lines.join('\n')}\n`;
}

function gpuLines(index: number, socket: number, gpus: number): readonly string[] {
  const domain = index.toString(16).padStart(4, '0');
  const gib = 2 ** 30;
  return [
    `      - bdf: ${domain}:01:00.0`,
    '        device: 10de:2941',
    '        properties:',
    `          nvidia,gpu-mem-base-pa: ${hex(2 ** 46 + index * 4 * gib)}`,
    '          nvidia,gpu-mem-size: 4 GiB',
    `          nvidia,egm-base-pa: ${hex(2 ** 40 + socket * 2 * gib)}`,
    '          nvidia,egm-size: 2 GiB',
    `          nvidia,egm-pxm: ${gpus + socket}`,
    `          nvidia,egm-retired-pages-data-base: ${hex(tableOf(index))}`,
  ];
}

function tableOf(index: number): number {
  return 2 ** 32 + index * 0x10000;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
