import { expect, test } from 'vitest';
import { reduced } from './gate.ts';
import { small, start } from './small.ts';

test('accesses of services outside of objects cost no memory for what is known of words', () => {
  const started = start(
    small(`
#include <linux/io.h>
int a(void)
{
	u8 *window = ioremap(0x100044000000ul, 0x200000);
	if (!window)
		return -ENOMEM;
	window[0] = 1;
	window[1] = readl(window + 64);
	iounmap(window);
	return 0;
}
int b(void) { return 0; }
`),
  );
  expect(reduced(started).causes).toEqual([]);
  expect(started.world.watch.known.length).toBeLessThan(1 << 20);
});
