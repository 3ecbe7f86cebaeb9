import { encodeUtf8 } from '../base/utf8.ts';
import type { Intrinsic, IntrinsicCall } from '../machine/intrinsic.ts';
import type { Machine } from '../machine/machine.ts';
import type { CompiledModule } from './compiled-module.ts';
import type { CutShort } from './cut-short.ts';
import type { Firmware } from './firmware.ts';
import { machineNames, surroundingIntrinsics } from './intrinsics-machine.ts';
import { tellingIntrinsics } from './intrinsics-telling.ts';
import type { Observation } from './observation.ts';
import { PassedArguments } from './print-arguments.ts';
import { printFormat } from './print-format.ts';
import type { SymbolName } from './print-pointer.ts';
import type { RegisteredGpu } from './registration.ts';

/** What one run's intrinsics are about. */
export interface Surroundings {
  readonly devices: readonly RegisteredGpu[];
  /** Where library/observe.c tells what exists. */
  readonly observation: () => Observation;
  /** Told of what is left unread. */
  readonly cut: (cut: CutShort) => void;
  readonly symbol: SymbolName;
  /** Texts of the user's, which C asks for by their number. */
  readonly words: readonly string[];
  readonly modules: readonly CompiledModule[];
  readonly firmware: Firmware;
  /** The machine that runs the program, once it is made. */
  readonly machine: () => Machine;
}

/** What texts that the kernel formats are called as objects. */
export const textType = 'char []';

const kernelNames = [
  '__kernel_printk',
  '__kernel_printk_device',
  '__kernel_format_into',
  '__kernel_format',
  '__kernel_property',
  '__kernel_property_text',
  '__kernel_pci_devices',
  '__kernel_pci_number',
  '__kernel_tell_auxiliary',
  '__kernel_tell_node',
  '__kernel_tell_pci',
  '__kernel_tell_module',
  '__kernel_tell_file',
  '__kernel_tell_attribute',
  '__kernel_tell_power',
  '__kernel_tell_debugfs',
  '__kernel_tell_long',
  '__kernel_tell_scrub',
  ...machineNames,
] as const;

type KernelName = (typeof kernelNames)[number];

/** Names of the virtual kernel's own intrinsics; see library/include/machine.h for each. */
export const kernelIntrinsicNames: ReadonlySet<string> = new Set(kernelNames);

/** The virtual kernel's intrinsics over one topology. */
export function kernelIntrinsics(around: Surroundings): ReadonlyMap<string, Intrinsic> {
  const table: Record<KernelName, Intrinsic> = {
    __kernel_printk: (call) => print(call, formatted(call, 0, around) ?? ''),
    __kernel_printk_device: (call) => printForDevice(call, around),
    __kernel_format_into: (call) => formatInto(call, formatted(call, 2, around)),
    __kernel_format: (call) => {
      const text = formatted(call, 0, around);
      if (text !== null) call.result(allocateText(call, text));
    },
    __kernel_property: (call) => readProperty(call, around),
    __kernel_property_text: (call) => {
      const value = propertyOf(call, around);
      if (typeof value === 'string') call.result(allocateText(call, value));
    },
    __kernel_pci_devices: (call) => call.result(around.devices.length),
    __kernel_pci_number: (call) => call.result(pciNumber(call, around)),
    ...tellingIntrinsics(around),
    ...surroundingIntrinsics(around, allocateText),
  };
  return new Map(Object.entries(table));
}

function formatted(call: IntrinsicCall, at: number, around: Surroundings): string | null {
  const format = call.text(at);
  if (format === null) return null;
  const text = printFormat(format, new PassedArguments(call, at + 1), around.symbol);
  call.spend(text.length >> 3);
  return text;
}

/** Lines as dmesg shows them: without the level, each line on its own. */
function print(call: IntrinsicCall, text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: KERN_SOH is what marks a level.
  const [mark = '', level] = /^\u0001([0-7c])/.exec(text) ?? [];
  const body = text.slice(mark.length);
  if (body === '') return;
  for (const line of body.replace(/\n$/, '').split('\n')) call.print(line);
  if (Number(level ?? usualLevel) <= notice) call.tell();
}

/** Linux: KERN_DEFAULT is KERN_WARNING; what comes after KERN_NOTICE says nothing of a fault. */
const usualLevel = 4;
const notice = 5;

function printForDevice(call: IntrinsicCall, around: Surroundings): void {
  const text = formatted(call, 3, around);
  if (text === null) return;
  const name = call.unsigned(2) === 0n ? '(null)' : (call.text(2) ?? '(efault)');
  const [level, driver] = [call.text(0) ?? '', call.text(1) ?? ''];
  print(call, `${level}${name === '' ? driver : `${driver} ${name}`}: ${text}`);
}

/** vsnprintf: what fits, always with a NUL where there is room for one; the result is the full length. */
function formatInto(call: IntrinsicCall, text: string | null): void {
  if (text === null) return;
  const bytes = encodeUtf8(text);
  const room = call.unsigned(1);
  call.result(bytes.length);
  if (room === 0n) return;
  const fitting = room > BigInt(bytes.length) ? bytes.length : Number(room) - 1;
  const written = new Uint8Array(fitting + 1);
  written.set(bytes.subarray(0, fitting));
  call.write(call.unsigned(0), written);
}

function allocateText(call: IntrinsicCall, text: string): bigint {
  const bytes = encodeUtf8(text);
  return call.allocate(bytes.length + 1, bytes, textType);
}

function propertyOf(call: IntrinsicCall, around: Surroundings): bigint | string | null {
  const name = call.text(1);
  const gpu = around.devices[call.int(0)]?.gpu;
  return gpu?.properties.find((property) => property.key === name)?.value.value ?? null;
}

/** What numbers the EGM region of a GPU in ACPI tables. */
const regionProperty = 'nvidia,egm-pxm';

function readProperty(call: IntrinsicCall, around: Surroundings): void {
  const value = propertyOf(call, around);
  if (typeof value === 'bigint') {
    call.writeInteger(call.unsigned(2), 8, value);
    call.result(call.text(1) === regionProperty ? 3 : 1);
  } else if (value !== null) call.result(2);
}

function pciNumber(call: IntrinsicCall, around: Surroundings): number {
  const device = around.devices[call.int(0)];
  if (!device) return 0;
  const { domain, bus, devfn, vendor, device: id, pxm } = device;
  return [domain, bus, devfn, vendor, id, pxm][call.int(1)] ?? 0;
}
