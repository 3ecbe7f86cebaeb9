import { hex } from '../format.ts';
import { type MachineFigures, machineFigures } from './machine-figures.ts';

/** A topology to begin with. */
export interface Template {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly fileName: string;
  readonly text: string;
}

const GIB = 1n << 30n;
/** DRAM of a socket begins 2 GiB into its window. */
const DRAM = 2n * GIB;
/** Retired-page tables of a socket's GPUs, in the part of its DRAM that the firmware keeps. */
const TABLES = 768n << 20n;

export function templates(): readonly Template[] {
  return machineFigures.map((figures) => ({
    id: figures.id,
    label: figures.label,
    detail: figures.detail,
    fileName: figures.fileName,
    text: text(figures),
  }));
}

function text(figures: MachineFigures): string {
  const tables: bigint[] = [];
  const sockets = figures.segments.map((segments, socket) => socketText(figures, segments, socket, tables));
  return `${head(figures)}sockets:\n${sockets.join('')}retired-pages: # what the firmware's tables hold: addresses of 64 KiB blocks
${tables.map((table) => `  - { table: ${hex(table)}, pages: [] }\n`).join('')}`;
}

function head({ label, detail, sizes }: MachineFigures): string {
  return `# ${label}: ${detail}, with a hypervisor's carve-out of memory (EGM).
# ${sizes}.
# Integers: decimal, 0x hex, or decimal with KiB, MiB, GiB, TiB. The format: docs/format.md.
topology: 1
name: ${label}
platform: nvidia-grace # adds the rules of Grace firmware; without it only general rules apply
page-size: 64 KiB # of the host's kernel: 4, 16 or 64 KiB
`;
}

function socketText(
  figures: MachineFigures,
  segments: readonly number[],
  socket: number,
  tables: bigint[],
): string {
  const window = BigInt(socket) << 44n;
  const egm = window + DRAM;
  const host = egm + figures.egmSize;
  const end = window + DRAM + figures.installed - GIB;
  const first = socket === 0;
  const gpus = segments.map((segment, index) => {
    const table = end + TABLES + BigInt(index) * 0x10000n;
    tables.push(table);
    return gpuText(figures, segment, socket, index, { egm, table, teach: first && index === 0 });
  });
  return `  - socket: ${socket}${first ? ' # bits 45:44 of an address name its socket' : ''}
    pxm: ${socket}${first ? ' # ACPI proximity domain of the CPUs: the socket' : ''}
    memory:${first ? ' # what the host kernel is given: it follows the EGM region' : ''}
      - { base: ${hex(host)}, size: ${sizeText(end - host)} }${first ? ' # the last GiB is kept by the firmware' : ''}
    gpus:
${gpus.join('')}`;
}

function gpuText(
  figures: MachineFigures,
  segment: number,
  socket: number,
  index: number,
  { egm, table, teach }: { egm: bigint; table: bigint; teach: boolean },
): string {
  const domain = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
  const memory = 0x420000000000n + (BigInt(index) << 40n) + (BigInt(socket) << 44n);
  const pxmStart = 8 + 8 * (figures.segments.slice(0, socket).flat().length + index);
  const note = (words: string): string => (teach ? ` # ${words}` : '');
  return `      - bdf: ${domain(segment, 4)}:${domain(figures.bus, 2)}:00.0${note('(segment >> 4) is the socket')}
        device: ${figures.device}
        properties:${note('_DSD of the ACPI device, spelt as in the tables')}
          nvidia,gpu-mem-base-pa: ${hex(memory)}${note('an example: real bases are not public')}
          nvidia,gpu-mem-pxm-start: ${pxmStart}${note('8 domains of its own for every GPU')}
          nvidia,gpu-mem-pxm-count: 8
          nvidia,gpu-mem-size: ${figures.gpuMemoryText}
          nvidia,egm-base-pa: ${hex(egm)}${note('GPUs of a socket name the same region')}
          nvidia,egm-size: ${hex(figures.egmSize)}${note(`${figures.egmSize >> 20n} MiB`)}
          nvidia,egm-pxm: ${4 + socket}${note('4 + socket; gives the device its name: egm.4')}
          nvidia,egm-retired-pages-data-base: ${hex(table)}${note('each GPU has a table of its own')}
`;
}

/** In GiB or MiB where that is exact. */
function sizeText(bytes: bigint): string {
  if (bytes % GIB === 0n) return `${bytes / GIB} GiB`;
  return bytes % (1n << 20n) === 0n ? `${bytes >> 20n} MiB` : hex(bytes);
}
