/** A text without its line continuations, and the offsets in it where a line was joined to the next. */
export interface Spliced {
  readonly text: string;
  readonly joints: readonly number[];
}

const newline = 10;
const backslash = 92;

/** Joins lines ending in a backslash; white space may stand after it, as gcc allows. */
export function splice(text: string): Spliced {
  const pieces: string[] = [];
  const joints: number[] = [];
  let kept = 0;
  let length = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
    const end = endOfContinuation(text, at);
    if (end < 0) continue;
    pieces.push(text.slice(kept, at));
    length += at - kept;
    joints.push(length);
    kept = end;
    at = end - 1;
  }
  if (joints.length === 0) return { text, joints };
  pieces.push(text.slice(kept));
  return { text: pieces.join(''), joints };
}

/** The offset after the line end that the backslash escapes, or -1. */
function endOfContinuation(text: string, at: number): number {
  if (text.charCodeAt(at) !== backslash) return -1;
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === newline) return next + 1;
    if (code !== 32 && code !== 9 && code !== 13) return -1;
  }
  return -1;
}
