import type { Property } from '../../topology/topology.ts';
import { auxiliaryId, binarySize, hex, hexSize, markdown } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import { type Machine, problemCount, row } from './row.ts';

/** A property of a GPU's ACPI device, with its value decoded by what the key means. */
export function propertyRow(property: Property, id: string, machine: Machine): OutlineNode {
  const key = property.key;
  const value = property.value.value;
  const text = decoded(key, value);
  const faults = machine.faults.within(property.value.place) + machine.faults.within(property.keyPlace);
  return row({
    id,
    kind: 'property',
    label: key,
    parts: [text, problemCount(faults)],
    tooltip: [`**${markdown(key)}**`, markdown(text)],
    icon: 'property',
    place: property.value.place,
    copy: copied(key, value),
  });
}

/** A value in words: `0x6fc0000000 (447 GiB)`, `4`, `"five", a string: read as an integer it is -EPROTO`. */
export function decoded(key: string, value: bigint | string): string {
  if (typeof value === 'string')
    return `${JSON.stringify(value)}, a string: read as an integer it is -EPROTO`;
  if (key.endsWith('-size')) return hexSize(value);
  if (key.endsWith('-count')) return `${value}`;
  if (key.includes('-pxm')) return decodedPxm(value);
  if (key.endsWith('-base') || key.endsWith('-base-pa')) return hex(value);
  return value > 0xffffn ? `${hex(value)} (${value})` : `${value}`;
}

/** A proximity domain; where the device's name shows another number, that one too. */
export function decodedPxm(pxm: bigint): string {
  const id = auxiliaryId(pxm);
  return id === pxm ? `${pxm}` : `${pxm} (${hex(pxm)}; ${id} in a device name)`;
}

function copied(key: string, value: bigint | string): Readonly<Record<string, string>> {
  if (typeof value === 'string') return { value };
  if (key.endsWith('-size')) return { size: hex(value), 'size in binary units': binarySize(value) };
  if (key.includes('-pxm')) return { pxm: `${value}` };
  return { address: hex(value) };
}
