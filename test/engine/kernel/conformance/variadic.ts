import type { Row } from './row.ts';

/** Functions of a driver's that take any number of arguments, and what prints them. */
export const variadic: readonly Row[] = [
  {
    of: 'lib/vsprintf.c, lib/kasprintf.c',
    functions: [
      'vsnprintf',
      'vscnprintf',
      'vsprintf',
      'kvasprintf',
      'kvasprintf_const',
      'va_start',
      'va_end',
      'va_copy',
    ],
    before: `static __printf(3, 4) int into(char *to, size_t size, const char *fmt, ...) { va_list args; int n; va_start(args, fmt); n = vsnprintf(to, size, fmt, args); va_end(args); return n; }
static __printf(3, 4) int into_c(char *to, size_t size, const char *fmt, ...) { va_list args; int n; va_start(args, fmt); n = vscnprintf(to, size, fmt, args); va_end(args); return n; }
static __printf(2, 3) int into_s(char *to, const char *fmt, ...) { va_list args; int n; va_start(args, fmt); n = vsprintf(to, fmt, args); va_end(args); return n; }
static __printf(1, 2) char *made(const char *fmt, ...) { va_list args, again; char *s, *t; va_start(args, fmt); va_copy(again, args); s = kvasprintf(GFP_KERNEL, fmt, args); t = kvasprintf(GFP_KERNEL, fmt, again); pr_info("%d", s && t && !strcmp(s, t)); va_end(again); va_end(args); kfree(t); return s; }
static __printf(1, 2) const char *constant(const char *fmt, ...) { va_list args; const char *s; va_start(args, fmt); s = kvasprintf_const(GFP_KERNEL, fmt, args); va_end(args); return s; }`,
    body: `char a[8]; char *s; const char *t; u8 small = 200; s8 less = -3; int n; n = into(a, sizeof(a), "%d-%s", -5, "abcdef"); pr_info("%d %s", n, a); n = into_c(a, sizeof(a), "%d-%s", -5, "abcdef"); pr_info("%d %s", n, a);
n = into(a, 0, "%u", 77u); pr_info("%d", n); n = into_c(a, 0, "%u", 77u); pr_info("%d", n); n = into_s(a, "%u %d", small, less); pr_info("%d %s", n, a); n = into(a, 4, "plain"); pr_info("%d %s", n, a);
s = made("%llx %c %*d %.2s %p", 0x123456789abcdefULL, 'x', 4, 7, "abc", NULL); pr_info("%.26s", s); kfree(s); s = made("none"); pr_info("%s", s); kfree(s);
t = constant("fixed"); pr_info("%s", t); kfree_const(t); t = constant("%s", "given"); pr_info("%s", t); kfree_const(t); t = constant("%d%s", 5, "x"); pr_info("%s", t); kfree_const(t);`,
    says: [
      '9 -5-abcd',
      '7 -5-abcd',
      '2',
      '0',
      '6 200 -3',
      '5 pla',
      '1',
      '123456789abcdef x    7 ab ',
      '1',
      'none',
      'fixed',
      'given',
      '5x',
    ],
  },
  {
    of: 'lib/vsprintf.c',
    functions: ['va_start', 'va_end', 'vprintk', 'dev_vprintk_emit', 'dev_printk_emit'],
    before: `static __printf(1, 2) void say(const char *fmt, ...) { struct va_format vaf; va_list args; va_start(args, fmt); vaf.fmt = fmt; vaf.va = &args; pr_info("<%pV> <%pV>\\n", &vaf, &vaf); va_end(args); }
static __printf(2, 3) void at(struct device *d, const char *fmt, ...) { struct va_format vaf; va_list args; va_start(args, fmt); vaf.fmt = fmt; vaf.va = &args; dev_warn(d, "%d: %20pV.\\n", 1, &vaf); va_end(args); }
static __printf(1, 2) void plain(const char *fmt, ...) { va_list args; va_start(args, fmt); vprintk(fmt, args); va_end(args); }
static __printf(2, 3) void emit(struct device *d, const char *fmt, ...) { va_list args; va_start(args, fmt); dev_vprintk_emit(4, d, fmt, args); va_end(args); } static struct device d; static void rel(struct device *d) { }`,
    body: `device_initialize(&d); d.release = rel; dev_set_name(&d, "vari"); say("%s is %d", "one", 1); say("nothing"); say("%pe %5u|%-5u|", ERR_PTR(-ENODEV), 3u, 4u);
at(&d, "%s %lu", "x", 5ul); at(NULL, "%#x", 255); plain(KERN_INFO "plain %s %d\\n", "text", 7); plain("two\\nlines %d\\n", 2); emit(&d, "emitted %d\\n", 3); dev_printk_emit(6, &d, "emitted %s\\n", "too"); pr_info("%pV|", NULL); put_device(&d);`,
    says: [
      '<one is 1> <one is 1>',
      '<nothing> <nothing>',
      '<-ENODEV     3|4    |> <-ENODEV     3|4    |>',
      ' vari: 1: x 5.',
      '(NULL device *): 1: 0xff.',
      'plain text 7',
      'two',
      'lines 2',
      'emitted 3',
      'emitted too',
      '(null)|',
    ],
  },
  {
    of: 'include/linux/stdarg.h',
    functions: ['va_start', 'va_arg', 'va_copy', 'va_end'],
    before: `static long sum(int n, ...) { va_list args, again; long all = 0; int i; va_start(args, n); va_copy(again, args); for (i = 0; i < n; i++) all += va_arg(args, int); va_end(args); for (i = 0; i < n; i++) all += 1000 * va_arg(again, int); va_end(again); return all; }
static u64 next(va_list *args) { return va_arg(*args, u64); } struct pair { int a, b; };
static void kinds(const char *what, ...) { va_list args; struct pair *p; const char *s; int (*f)(const char *, const char *); va_start(args, what); for (; *what; what++) switch (*what) {
case 'd': pr_info("d %d", va_arg(args, int)); break; case 'u': pr_info("u %u", va_arg(args, unsigned int)); break; case 'l': pr_info("l %lld", va_arg(args, long long)); break; case 'n': pr_info("n %llx", next(&args)); break;
case 's': s = va_arg(args, const char *); pr_info("s %s", s); break; case 'p': p = va_arg(args, struct pair *); p->a += p->b; break; case 'f': f = va_arg(args, typeof(f)); pr_info("f %d", f("a", "a")); break; case 'b': pr_info("b %d", (u8)va_arg(args, int)); break; } va_end(args); }
static int same(const char *a, const char *b) { return !strcmp(a, b); } static const char *last(int n, ...) { va_list args; const char *s = "none"; va_start(args, n); while (n--) s = va_arg(args, const char *); va_end(args); return s; }`,
    body: `struct pair p = { 3, 4 }; u8 byte = 255; long n; n = sum(3, 1, -2, 40); pr_info("%ld", n); n = sum(0); pr_info("%ld", n); kinds("dulnspfb", -7, 4000000000u, -5000000000ll, 0xfedcba9876543210ull, "text", &p, same, byte);
pr_info("%d", p.a); pr_info("%s %s", last(0), last(2, "a", last(1, "b"))); kinds("");`,
    says: [
      '39039',
      '0',
      'd -7',
      'u 4000000000',
      'l -5000000000',
      'n fedcba9876543210',
      's text',
      'f 1',
      'b 255',
      '7',
      'none b',
    ],
  },
  {
    of: 'drivers/base/devres.c, fs/seq_file.c',
    functions: ['devm_kvasprintf', 'seq_vprintf', 'va_start', 'va_end'],
    before: `#include <linux/seq_file.h>
static __printf(2, 3) void put(struct seq_file *m, const char *fmt, ...) { va_list args; va_start(args, fmt); seq_vprintf(m, fmt, args); va_end(args); }
static __printf(2, 3) char *text(struct device *d, const char *fmt, ...) { va_list args; char *s; va_start(args, fmt); s = devm_kvasprintf(d, GFP_KERNEL, fmt, args); va_end(args); return s; } static struct device d; static void rel(struct device *d) { }`,
    body: `static char buf[12]; struct seq_file m = { .buf = buf, .size = sizeof(buf) }; char *s; int r; put(&m, "%s=%d;", "a", 5); pr_info("%zu %.*s", m.count, (int)m.count, buf); put(&m, "%s", "longer than it"); pr_info("%zu %d", m.count, seq_has_overflowed(&m));
device_initialize(&d); d.release = rel; dev_set_name(&d, "vari2"); r = device_add(&d); s = text(&d, "%s.%d", dev_name(&d), 8); pr_info("%d %s", r, s); device_unregister(&d);`,
    says: ['4 a=5;', '12 1', '0 vari2.8'],
  },
];
