/** The bytes of a string literal with its NUL; the parser gives one character a byte. */
export function stringBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length + 1);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
