import { LineIndex } from '../base/span.ts';

const marker = 'driver-model-ignore:';

/**
 * What the `# driver-model-ignore: code, code` comments of a text silence: a Problem or a finding
 * whose range starts on the comment's line, or on the line below comments of their own.
 */
export function ignoredCodes(text: string): (code: string, offset: number) => boolean {
  if (!text.includes(marker)) return () => false;
  const silenced = new Map<number, Set<string>>();
  let pending = new Set<string>();
  for (const [number, line] of text.split('\n').entries()) {
    for (const code of codesIn(line)) pending.add(code);
    if (line.trimStart().startsWith('#')) continue;
    if (pending.size > 0) silenced.set(number, pending);
    pending = new Set();
  }
  const lines = new LineIndex(text);
  return (code, offset) => silenced.get(lines.position(offset).line)?.has(code) ?? false;
}

function codesIn(line: string): readonly string[] {
  const at = line.indexOf(marker);
  if (at < 0) return [];
  const before = line.slice(0, at).trimEnd();
  // The marker opens its comment, and a comment begins the line or follows a space.
  if (!before.endsWith('#') || !/^$|\s/.test(before.slice(0, -1).slice(-1))) return [];
  return line.slice(at + marker.length).match(/[a-z]+\/[a-z0-9-]+/g) ?? [];
}
