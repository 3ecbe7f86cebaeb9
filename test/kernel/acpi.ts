import { type Boot, type Bridge, busesOfBridge, type Domains, type GuestGpu } from './plan.ts';

/** Names by which the kernel takes a table for a newer one of QEMU's: theirs, with a higher revision. */
const oemId = 'BOCHS ';
const oemTableId = 'BXPC    ';

/** Where QEMU's q35 has the configuration space of its buses. */
const ecamBase = 0xb0000000;
/** The hole below 4 GiB in which the BARs lie: 4 MiB of each GPU, and a little, for 8 behind a root port. */
const firstWindow = 0xc0000000;
const windowOfPort = 0x3000000;

const deviceProperties = 'daffd814-6eba-4d8c-8a91-bc9bbf4aa301';

/**
 * The guest's DSDT, of revision 2: in one of revision 1, as QEMU's is, every integer has 32 bits. It replaces
 * QEMU's, and holds the machines of the boot's topologies: host bridges with their segments, GPUs with _DSD.
 */
export function dsdt({ bridges }: Boot): string {
  return [
    `DefinitionBlock ("", "DSDT", 2, "${oemId}", "${oemTableId}", 0x00001000)`,
    '{',
    // Sleep type 0 is soft off on q35.
    '  Name (\\_S5, Package () { 0, 0, 0, 0 })',
    '  Scope (\\_SB)',
    '  {',
    ...bridges.flatMap((bridge, at) => hostBridge(bridge, at, windowBefore(bridges.slice(0, at)))),
    '  }',
    '}',
    '',
  ].join('\n');
}

function windowBefore(bridges: readonly Bridge[]): number {
  return bridges.reduce((low, { gpus }) => low + portsOf(gpus) * windowOfPort, firstWindow);
}

function hostBridge({ domain, rootBus, gpus }: Bridge, at: number, low: number): readonly string[] {
  const length = portsOf(gpus) * windowOfPort;
  return [
    `    Device (H${digits(at, 3)})`,
    '    {',
    '      Name (_HID, EisaId ("PNP0A08"))',
    '      Name (_CID, EisaId ("PNP0A03"))',
    `      Name (_UID, ${at})`,
    `      Name (_SEG, 0x${digits(domain, 4)})`,
    `      Name (_BBN, 0x${digits(rootBus, 2)})`,
    ...(gpus[0]?.pxm == null ? [] : [`      Name (_PXM, 0x${gpus[0].pxm.toString(16)})`]),
    '      Name (_CRS, ResourceTemplate ()',
    '      {',
    `        WordBusNumber (ResourceProducer, MinFixed, MaxFixed, PosDecode,
          0, ${rootBus}, ${rootBus + busesOfBridge - 1}, 0, ${busesOfBridge})`,
    '        DWordMemory (ResourceProducer, PosDecode, MinFixed, MaxFixed, NonCacheable, ReadWrite,',
    `          0, 0x${low.toString(16)}, 0x${(low + length - 1).toString(16)}, 0, 0x${length.toString(16)})`,
    '      })',
    ...Array.from({ length: portsOf(gpus) }, (_, port) => rootPort(port, gpus)).flat(),
    '    }',
  ];
}

export function portsOf(gpus: readonly GuestGpu[]): number {
  return Math.max(...gpus.map(({ port }) => port)) + 1;
}

function rootPort(port: number, gpus: readonly GuestGpu[]): readonly string[] {
  return [
    `      Device (P${digits(port, 3)})`,
    '      {',
    `        Name (_ADR, 0x${digits(port, 4)}0000)`,
    ...gpus.filter((gpu) => gpu.port === port).flatMap(gpuDevice),
    '      }',
  ];
}

function gpuDevice({ gpu, function: func }: GuestGpu): readonly string[] {
  const properties = gpu.gpu.properties.map(
    ({ key, value }) => `            Package () { ${text(key)}, ${element(value.value)} },`,
  );
  return [
    `        Device (G${digits(func, 3)})`,
    '        {',
    `          Name (_ADR, 0x${digits(func, 8)})`,
    '          Name (_DSD, Package ()',
    '          {',
    `            ToUUID ("${deviceProperties}"),`,
    '            Package () {',
    ...properties,
    '            }',
    '          })',
    '        }',
  ];
}

function element(value: bigint | string): string {
  return typeof value === 'bigint' ? `0x${value.toString(16)}` : text(value);
}

/** AML strings are ASCII. */
function text(value: string): string {
  if (!/^[\x20-\x7e]*$/.test(value)) throw new Error(`no string of ACPI: ${JSON.stringify(value)}`);
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** The MCFG in iasl's language of data tables: the buses of each bridge belong to its segment. */
export function mcfg({ bridges }: Boot): string {
  return [
    ...header('MCFG', 1),
    field(8, 'Reserved', '0000000000000000'),
    ...bridges.flatMap(({ domain, rootBus }) => [
      field(8, 'Base Address', digits(ecamBase, 16)),
      field(2, 'Segment Group Number', digits(domain, 4)),
      field(1, 'Start Bus Number', digits(rootBus, 2)),
      field(1, 'End Bus Number', digits(rootBus + busesOfBridge - 1, 2)),
      field(4, 'Reserved', '00000000'),
    ]),
    '',
  ].join('\n');
}

/** An SRAT: a CPU in each domain of `cpus`, all memory in the first of them, and domains that are empty. */
export function srat({ cpus, empty }: Domains, memory: number): string {
  return [
    ...header('SRAT', 3),
    field(4, 'Table Revision', '00000001'),
    field(8, 'Reserved', '0000000000000000'),
    ...cpus.flatMap((domain, at) => [
      field(1, 'Subtable Type', '00'),
      field(1, 'Length', '10'),
      field(1, 'Proximity Domain Low(8)', digits(domain & 0xff, 2)),
      field(1, 'Apic ID', digits(at, 2)),
      field(4, 'Flags (decoded below)', '00000001'),
      '  Enabled : 1',
      field(1, 'Local Sapic EID', '00'),
      field(3, 'Proximity Domain High(24)', digits(domain >>> 8, 6)),
      field(4, 'Clock Domain', '00000000'),
    ]),
    ...memoryAffinity(cpus[0] ?? 0, memory),
    ...empty.flatMap((domain) => memoryAffinity(domain, 0)),
    '',
  ].join('\n');
}

function memoryAffinity(domain: number, size: number): readonly string[] {
  return [
    field(1, 'Subtable Type', '01'),
    field(1, 'Length', '28'),
    field(4, 'Proximity Domain', digits(domain, 8)),
    field(2, 'Reserved1', '0000'),
    field(8, 'Base Address', digits(0, 16)),
    field(8, 'Address Length', digits(size, 16)),
    field(4, 'Reserved2', '00000000'),
    field(4, 'Flags (decoded below)', '00000001'),
    '  Enabled : 1',
    '  Hot Pluggable : 0',
    '  Non-Volatile : 0',
    field(8, 'Reserved3', '0000000000000000'),
  ];
}

function header(signature: string, revision: number): readonly string[] {
  return [
    field(4, 'Signature', `"${signature}"`),
    field(4, 'Table Length', '00000000'),
    field(1, 'Revision', digits(revision, 2)),
    field(1, 'Checksum', '00'),
    field(6, 'Oem ID', `"${oemId}"`),
    field(8, 'Oem Table ID', `"${oemTableId}"`),
    field(4, 'Oem Revision', '00001000'),
    field(4, 'Asl Compiler ID', '"INTL"'),
    field(4, 'Asl Compiler Revision', '00000001'),
  ];
}

function field(bytes: number, name: string, value: string): string {
  return `[${String(bytes).padStart(4, '0')}] ${name} : ${value}`;
}

function digits(value: number, count: number): string {
  return value.toString(16).toUpperCase().padStart(count, '0');
}
