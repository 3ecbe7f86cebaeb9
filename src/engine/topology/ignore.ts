import { LineIndex } from '../base/span.ts';

const marker = 'driver-model-ignore:';

/**
 * What the `# driver-model-ignore: code, code` comments of a text silence: a Problem or a finding
 * whose range starts on the comment's line, or on the first line below a comment of its own.
 */
export function ignoredCodes(text: string): (code: string, offset: number) => boolean {
  let at = text.indexOf(marker);
  if (at < 0) return () => false;
  const lines = new LineIndex(text);
  const lineText = (line: number): string => text.slice(lines.lineStart(line), lines.lineStart(line + 1));
  const silenced = new Map<number, string[]>();
  for (; at >= 0; at = text.indexOf(marker, at + marker.length)) {
    const { line, character } = lines.position(at);
    const before = lineText(line).slice(0, character);
    if (!/(?:^|\s)#\s*$/.test(before)) continue;
    const codes =
      lineText(line)
        .slice(character + marker.length)
        .match(/[a-z]+\/[a-z0-9-]+/g) ?? [];
    let target = line;
    if (/^\s*#\s*$/.test(before)) {
      do target++;
      while (target < lines.lineCount && /^\s*#/.test(lineText(target)));
    }
    silenced.set(target, [...(silenced.get(target) ?? []), ...codes]);
  }
  return (code, offset) => silenced.get(lines.position(offset).line)?.includes(code) ?? false;
}
