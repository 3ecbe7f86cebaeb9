/** A command of a transcript with what it printed. */
export interface Step {
  readonly command: string;
  /** Standard output and error as one, with a last line `[1]` where the exit status is not 0. */
  readonly output: string;
  /** Line of the command in the file, from 1. */
  readonly line: number;
}

const fence = '```';

/** The steps of all `console` blocks of a Markdown file. A step goes from one `$ ` to the next. */
export function stepsOf(text: string): readonly Step[] {
  const steps: Step[] = [];
  let inside = false;
  let current: { command: string; lines: string[]; line: number } | null = null;
  const finish = (): void => {
    if (current) steps.push({ command: current.command, line: current.line, output: current.lines.join('') });
    current = null;
  };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith(fence)) {
      finish();
      inside = !inside && line === `${fence}console`;
    } else if (inside && line.startsWith('$ ')) {
      finish();
      current = { command: line.slice(2), lines: [], line: index + 1 };
    } else current?.lines.push(`${line}\n`);
  }
  finish();
  return steps;
}

/** The same text with other outputs, in the order of the steps. */
export function withOutputs(text: string, outputs: readonly string[]): string {
  let inside = false;
  let skipping = false;
  let next = 0;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith(fence)) {
      inside = !inside && line === `${fence}console`;
      skipping = false;
    }
    if (!skipping || (inside && line.startsWith('$ '))) lines.push(line);
    if (inside && line.startsWith('$ ')) {
      skipping = true;
      const output = outputs[next++] ?? '';
      if (output !== '') lines.push(...output.replace(/\n$/, '').split('\n'));
    }
  }
  return lines.join('\n');
}

/** The folder that a transcript runs in: `<!-- directory: … -->`, relative to the file. */
export function directoryOf(text: string): string {
  return /<!-- directory: (.+?) -->/.exec(text)?.[1] ?? '.';
}
