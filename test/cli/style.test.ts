import { expect, test } from 'vitest';
import { coloured, plain, styleFor, visible } from '../../src/cli/style.ts';

test('colour is for terminals, and not against NO_COLOR', () => {
  expect(styleFor(true, {})).toBe(coloured);
  expect(styleFor(false, {})).toBe(plain);
  expect(styleFor(true, { NO_COLOR: '1' })).toBe(plain);
  expect(styleFor(true, { NO_COLOR: '' })).toBe(coloured);
  expect(styleFor(true, { TERM: 'dumb' })).toBe(plain);
  expect(coloured.error('x')).toBe('\u001b[1;31mx\u001b[0m');
});

test('what steers a terminal is shown', () => {
  expect(visible('a\u001b[2J\r\n\u202eb\tc')).toBe('a\\u001b[2J\\u000d\\u000a\\u202eb c');
  expect(visible('GB200 – é 🙂')).toBe('GB200 – é 🙂');
});
