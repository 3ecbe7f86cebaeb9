import { readInteger } from '../integer.ts';

/** What a value that is nearly a PCI address was meant to be; null when it cannot be told. */
export function bdfMeant(text: string): string | null {
  const match = /^["']?(?:([0-9a-f]{1,4})[:.])?([0-9a-f]{1,2})[:.]([0-9a-f]{1,2})[:.]([0-7])["']?$/i.exec(
    text,
  );
  if (!match) return null;
  const [, segment = '', bus = '', device = '', part = ''] = match;
  if (Number.parseInt(device, 16) > 0x1f) return null;
  const padded = [segment.padStart(4, '0'), bus.padStart(2, '0'), device.padStart(2, '0')];
  return `${padded.join(':')}.${part}`.toLowerCase();
}

/** What a value that is nearly a PCI device id was meant to be: `0x10DE 0x2941`, `10de2941`. */
export function deviceIdMeant(text: string): string | null {
  const match = /^["']?(?:0x)?([0-9a-f]{4})[^0-9a-z]{0,3}(?:0x)?([0-9a-f]{4})["']?$/i.exec(text);
  return match ? `${match[1]}:${match[2]}`.toLowerCase() : null;
}

const smaller: Readonly<Record<string, string>> = { KiB: '', MiB: 'KiB', GiB: 'MiB', TiB: 'GiB' };

/** Integers of the format that a value was probably meant to be, the likeliest first. */
export function integersMeant(text: string): readonly string[] {
  if (/^0X[0-9a-fA-F_]+$/.test(text)) return valid(`0x${text.slice(2)}`);
  const octal = /^0[oO]([0-7]{1,21})$/.exec(text)?.[1];
  if (octal !== undefined) return valid(`${BigInt(`0o${octal}`)}`);
  const power = /^([0-9]{1,3})[eE]\+?([0-9]{1,2})$/.exec(text);
  if (power) return valid(`${BigInt(power[1]!) * 10n ** BigInt(power[2]!)}`);
  const fraction = /^([0-9]{1,12})\.([0-9]{1,6}) *(KiB|MiB|GiB|TiB)$/.exec(text);
  if (fraction) return valid(inSmallerUnit(fraction[1]!, fraction[2]!, fraction[3]!));
  if (/^[0-9a-fA-F]*[a-fA-F][0-9a-fA-F]*$/.test(text) && /[0-9]/.test(text)) return valid(`0x${text}`);
  if (/^[0-9]{1,3}(?:,[0-9]{3})+$/.test(text)) return valid(text.replaceAll(',', ''));
  return [];
}

/** `1.5 GiB` is 1536 MiB; empty when it is no whole number of anything. */
function inSmallerUnit(whole: string, part: string, unit: string): string {
  const scale = 10n ** BigInt(part.length);
  let value = BigInt(whole) * scale + BigInt(part);
  for (let name = unit; ; name = smaller[name] ?? '') {
    if (value % scale === 0n) return `${value / scale} ${name}`.trim();
    if (name === '') return '';
    value *= 1024n;
  }
}

function valid(text: string): readonly string[] {
  return readInteger(text).kind === 'integer' ? [text] : [];
}
