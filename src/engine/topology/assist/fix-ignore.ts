import { columnOf, inserted, lineEnd, lineEnding, lineStart } from './edit.ts';
import { chosen, type Fix } from './fix-action.ts';

/** Codes that say that the text as a whole is not read: there is nothing to silence them for. */
const never: ReadonlySet<string> = new Set([
  'yaml/syntax',
  'shape/not-a-topology',
  'shape/too-many-problems',
]);
const marked = /(?:^|\s)# *driver-model-ignore: *[a-z]/;

/**
 * Silences a Problem or finding by a `# driver-model-ignore:` comment: in the comment that is already
 * on the line or above it, else in a new one above.
 */
export function ignoreFix(text: string, code: string, offset: number): Fix | null {
  if (never.has(code)) return null;
  const action = { kind: 'ignore', code } as const;
  const start = lineStart(text, offset);
  for (let line = start; ; line = lineStart(text, line - 1)) {
    const content = text.slice(line, lineEnd(text, line));
    const isAbove = line < start;
    if (isAbove && !content.trimStart().startsWith('#')) break;
    if (marked.test(content)) return chosen(action, inserted(lastCode(text, line), `, ${code}`));
    if (line === 0) break;
  }
  const indent = ' '.repeat(columnOf(text, start + leading(text.slice(start, offset))));
  return chosen(action, inserted(start, `${indent}# driver-model-ignore: ${code}${lineEnding(text)}`));
}

/** Where the last code of a line's marker ends: remarks may follow it. */
function lastCode(text: string, line: number): number {
  const content = text.slice(line, lineEnd(text, line));
  const marker = content.search(marked);
  const codes = [...content.slice(marker).matchAll(/[a-z]+\/[a-z0-9-]+/g)];
  const last = codes.at(-1);
  return last ? line + marker + last.index + last[0].length : lineEnd(text, line);
}

function leading(content: string): number {
  return content.length - content.trimStart().length;
}
