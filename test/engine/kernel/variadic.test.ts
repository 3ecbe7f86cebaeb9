import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { driver, machine, type Parts, wrong } from './attribute-trials.ts';
import { inKernel, kinds } from './running.ts';
import { sameInEveryOrder } from './unreduced.ts';

/* Helpers of a driver's that take any number of arguments: what they print, and what they do wrong. */

const say = `static __printf(2, 3) void say(struct device *dev, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	dev_info(dev, "trial: %pV\\n", &vaf);
	va_end(args);
}
`;

const text = (after: string) => `static __printf(1, 2) char *text(const char *fmt, ...)
{
	va_list args;
	char *made;

	va_start(args, fmt);
	made = kvasprintf(GFP_KERNEL, fmt, args);
	va_end(args);
	${after}
	return made;
}
`;

describe('in an exploration', () => {
  const show = 'char *s = text("%u\\n", READ_ONCE(priv->level)); ssize_t n;';
  test.each<[string, Parts, string[]]>([
    [
      'one that is right',
      {
        more: text(''),
        show: `${show} if (!s) return -ENOMEM; n = sysfs_emit(buf, "%s", s); kfree(s); return n;`,
      },
      [],
    ],
    [
      'one that says what it does',
      {
        more: say,
        show: 'say(dev, "%s is %u", "level", READ_ONCE(priv->level)); return 0;',
        store: 'say(dev, "%.*s", (int)count, buf); return count;',
      },
      [],
    ],
    [
      'one whose text is lost',
      { more: text(''), show: `${show} if (!s) return -ENOMEM; n = sysfs_emit(buf, "%s", s); return n;` },
      ['leak during unload'],
    ],
    [
      'one that takes it for given',
      { more: text(''), show: `${show} n = sysfs_emit(buf, "%s", s); n += s[0]; kfree(s); return n;` },
      ['null-dereference during read'],
    ],
    [
      'one that frees it first',
      { more: text('kfree(made);'), show: `${show} n = s ? s[0] : 0; return n;` },
      ['use-after-free during read'],
    ],
    [
      'one that prints what races',
      { more: say, show: 'say(dev, "%u", priv->level); return 0;', store: 'priv->level++; return count;' },
      ['race of struct priv.level'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(wrong(parts, 1)).toEqual(expected);
  });
});

test('all orders come to the same', () => {
  const source = driver({
    more: text('') + say,
    show: 'char *s = text("%u\\n", priv->level); ssize_t n; if (!s) return -ENOMEM; say(dev, "%s", s); n = sysfs_emit(buf, "%s", s); kfree(s); return n;',
    probe:
      'ret = device_create_file(&pdev->dev, &dev_attr_level); say(&pdev->dev, "%d", ret); pci_set_drvdata(pdev, priv);',
    remove: 'pci_set_drvdata(pdev, priv); device_remove_file(&pdev->dev, &dev_attr_level);',
  });
  const compiled = compileDriver(source, machine.pageSize);
  const plan = wholeLife(machine, compiled, 1).plans.find(({ phases }) =>
    phases.some((lists) => lists.length > 1),
  )!;
  sameInEveryOrder(machine, compiled, plan);
});

describe('a list', () => {
  const into =
    'static int into(char *to, size_t size, const char *fmt, ...) { va_list args; int n; va_start(args, fmt); n = vsnprintf(to, size, fmt, args); va_end(args); return n; }';
  test('that ends before the format does leaves the rest as it is written', () => {
    const { log, findings } = inKernel(
      'char a[32]; into(a, sizeof(a), "%d %s %d", 5); pr_info("%s", a);',
      into,
    );
    expect([log, findings]).toEqual([['5 %s %d'], []]);
  });

  test.each([
    ['goes beyond its buffer', 'char a[4]; into(a, 8, "%s", "abcdef");', into, ['out-of-bounds']],
    [
      'was never begun',
      'say(5);',
      'static void say(int n, ...) { va_list args; vprintk("%d\\n", args); }',
      ['uninitialised-read'],
    ],
    [
      'leads to itself',
      'say(&f, &f);',
      'static struct va_format f; static void say(void *p, ...) { va_list args; va_start(args, p); f.fmt = "%pV"; f.va = &args; pr_info("%pV", &f); va_end(args); }',
      [],
    ],
    [
      'leads to itself many times',
      'say(&f, &f, &f, &f, &f, &f, &f, &f, &f, &f, &f, &f, &f, &f, &f, &f);',
      'static struct va_format f; static void say(void *p, ...) { va_list args; va_start(args, p); f.fmt = "%pV%pV%pV%pV%pV%pV%pV%pV%pV%pV%pV%pV%pV%pV%pV"; f.va = &args; pr_info("%pV", &f); va_end(args); }',
      [],
    ],
    [
      'gives more text than there can be',
      'long_one("%04095d");',
      'static void long_one(const char *piece) { char *p = kvmalloc(2 << 20, GFP_KERNEL); va_list args = kvzalloc(2 << 20, GFP_KERNEL); struct va_format f = { .fmt = p, .va = &args }; int at = 7; memcpy(p, piece, at); for (; at < 1 << 20; at *= 2) memcpy(p + at, p, at); p[at] = 0; pr_info("%d", snprintf(NULL, 0, "%pV", &f) > 0); kvfree(p); kvfree(args); }',
      [],
    ],
    [
      'is taken from too often',
      'pr_info("%d", last(2, 1));',
      'static int last(int n, ...) { va_list args; int i = 0; va_start(args, n); while (n--) i = va_arg(args, int); va_end(args); return i; }',
      ['out-of-bounds'],
    ],
  ])('that %s', (_, body, before, expected) => {
    expect(kinds(inKernel(body, before))).toEqual(expected);
  });
});
