import { expect, test } from 'vitest';
import { directoryOf, stepsOf, withOutputs } from './transcript.ts';

const text = `# T
<!-- directory: ../x -->
\`\`\`console
$ one
a

b
$ two
\`\`\`
\`\`\`yaml
$ not: one
\`\`\`
`;

test('steps are the commands of console blocks', () => {
  expect(stepsOf(text)).toEqual([
    { command: 'one', output: 'a\n\nb\n', line: 4 },
    { command: 'two', output: '', line: 8 },
  ]);
  expect(directoryOf(text)).toBe('../x');
});

test('rewriting changes the outputs and nothing else', () => {
  expect(withOutputs(text, ['a\n\nb\n', ''])).toBe(text);
  const rewritten = withOutputs(text, ['', 'c\nd\n']);
  expect(rewritten).toBe(text.replace('a\n\nb\n', '').replace('$ two\n', '$ two\nc\nd\n'));
});
