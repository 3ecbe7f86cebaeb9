/** Shortest encodings' first code point by number of bytes that follow. */
const least = [0, 0x80, 0x800, 0x10000] as const;
const REPLACEMENT = '\ufffd';

/** Text of UTF-8 bytes; a byte that is not part of a character gives U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; ) {
    const lead = bytes[index]!;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      index++;
      continue;
    }
    const follow = lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
    const code = follow < 0 ? -1 : decodeOne(bytes, index, follow);
    text += code < 0 ? REPLACEMENT : String.fromCodePoint(code);
    index += code < 0 ? 1 : follow + 1;
  }
  return text;
}

function decodeOne(bytes: Uint8Array, start: number, follow: number): number {
  let code = bytes[start]! & (0x3f >> follow);
  for (let index = 1; index <= follow; index++) {
    const byte = bytes[start + index] ?? 0;
    if ((byte & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (byte & 0x3f);
  }
  const surrogate = code >= 0xd800 && code < 0xe000;
  return code < least[follow]! || code > 0x10ffff || surrogate ? -1 : code;
}
