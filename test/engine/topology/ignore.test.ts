import { expect, test } from 'vitest';
import { ignoredCodes } from '../../../src/engine/index.ts';

/** The lines, counted from 0, on which spa/wraps is silenced. */
function silentLines(lines: readonly string[]): number[] {
  const text = lines.join('\n');
  const isIgnored = ignoredCodes(text);
  let offset = 0;
  const silent: number[] = [];
  for (const [number, line] of lines.entries()) {
    if (isIgnored('spa/wraps', offset)) silent.push(number);
    offset += line.length + 1;
  }
  return silent;
}

const comment = '# driver-model-ignore: spa/wraps';

test.each<[string, string[], number[]]>([
  ['on the line', ['a: 1', `b: 2 ${comment}`, 'c: 3'], [1]],
  ['above the line', ['a: 1', comment, 'b: 2', 'c: 3'], [2]],
  ['above, indented', ['a: 1', `    ${comment}`, '    b: 2'], [2]],
  ['above a remark', [comment, '# a remark', 'b: 2'], [2]],
  ['above and on the line', ['# driver-model-ignore: x/y', `b: 2 ${comment}`], [1]],
  ['not across an empty line', [comment, '', 'b: 2'], [1]],
  ['one of several codes', ['# driver-model-ignore: x/y, spa/wraps', 'b: 2'], [1]],
  ['codes with another separator', ['# driver-model-ignore: x/y spa/wraps', 'b: 2'], [1]],
  ['not another code', ['# driver-model-ignore: spa/wrap', 'b: 2'], []],
  ['not a longer code', ['# driver-model-ignore: spa/wraps-around', 'b: 2'], []],
  ['not without a comment', ['b: "driver-model-ignore: spa/wraps"'], []],
  ['not where # begins no comment', ['b: 2# driver-model-ignore: spa/wraps'], []],
  ['not at the end without a line', [comment], []],
])('%s', (_, lines, expected) => {
  expect(silentLines(lines)).toEqual(expected);
});
