import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Command, makeCommand } from './command.ts';
import { directoryOf, type Step, stepsOf, withOutputs } from './transcript.ts';

// UPDATE=1 npx vitest run test/cli   writes what the commands print into the transcripts.
const update = process.env['UPDATE'] === '1';
if (update && process.env['CI']) throw new Error('transcripts are not rewritten in CI: unset UPDATE');

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = path.join(folder, '../..');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => path.join(folder, name));
// What README shows is what the command prints.
files.push(path.join(root, 'README.md'));

let command: Command;
beforeAll(async () => {
  command = await makeCommand();
});
afterAll(() => command?.dispose());

function actual({ command: line }: Step, directory: string): string {
  const { output, status } = command.run(line, directory);
  const ended = output === '' || output.endsWith('\n') ? output : `${output}\n`;
  return status === 0 ? ended : `${ended}[${status}]\n`;
}

describe.each(files)('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const directory = path.resolve(path.dirname(file), directoryOf(text));
  const steps = stepsOf(text);

  test('has steps', () => expect(steps.length).toBeGreaterThan(0));

  if (update) {
    test('is rewritten', () => {
      writeFileSync(
        file,
        withOutputs(
          text,
          steps.map((step) => actual(step, directory)),
        ),
      );
    });
  } else {
    test.each(steps.map((step) => [`line ${step.line}: ${step.command}`, step] as const))('%s', (_, step) => {
      expect(actual(step, directory)).toBe(step.output);
    });
  }
});
