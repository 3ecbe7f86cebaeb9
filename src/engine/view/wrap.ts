/**
 * Text in lines of at most `width` characters, broken at spaces; a longer word stands alone. The first
 * line begins with `first`, the others with as many spaces.
 */
export function wrapped(text: string, first = '', width = 72): readonly string[] {
  const lines: string[] = [];
  const indent = ' '.repeat(first.length);
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
