import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const words = ['', 'x', 'egm', 'a longer text', 'two\\nlines', '%d'];

const word = (random: Random): string => `"${random.pick(words)}"`;

/** fs/seq_file.c, fs/sysfs/file.c: text that is made piece by piece, where there is room and where there is none. */
export const pieces: Family = {
  name: 'pieces',
  before: `#include <linux/seq_file.h>
#include <linux/sysfs.h>
#include <linux/gfp.h>
static struct seq_file seq; static char *page;
static const char *shown(void) { static char to[48]; size_t n = min(seq.count, sizeof(to) - 1); memcpy(to, seq.buf, n); to[n] = 0; strreplace(to, '\\n', '~'); return to; }
static void told(void) { if (seq_has_overflowed(&seq)) pr_info("over %zu", seq.count); else pr_info("%zu [%s]", seq.count, shown()); }
static const char *tail(int n) { static char to[24]; strscpy(to, page + max(n - 20, 0), sizeof(to)); strreplace(to, '\\n', '~'); return to; }
static struct list_head list, links[3];
static long in(struct list_head *at) { return at ? at - links : -1; }`,
  first: `int n = 0, i; loff_t pos; struct list_head *at; page = (char *)get_zeroed_page(GFP_KERNEL); seq.buf = kzalloc(64, GFP_KERNEL); seq.size = 24;
INIT_LIST_HEAD(&list); for (i = 0; i < 3; i++) list_add_tail(&links[i], &list);`,
  call(random) {
    const [a, b] = [word(random), word(random)];
    const number = random.next() | 0;
    return random.pick([
      `seq_puts(&seq, ${a}); pr_info("so"); told();`,
      `n = seq_write(&seq, ${a}, sizeof(${a}) - 1); pr_info("write %d", n); n = 0; told();`,
      `seq_putc(&seq, '${random.pick(['c', '#'])}'); pr_info("so"); told();`,
      `seq_printf(&seq, "%s:%d", ${b}, ${number % 1000}); pr_info("so"); told();`,
      `seq_printf(&seq, "%-6s|%x", ${b}, ${random.below(4096)}); pr_info("so"); told();`,
      `seq.count = 0; seq.size = ${random.pick([1, 8, 16, 24, 48])}; pr_info("again %d", seq_has_overflowed(&seq));`,
      `pos = ${random.below(5)}; at = seq_list_start(&list, pos); pr_info("start %ld", in(at)); while (at) { at = seq_list_next(at, &list, &pos); pr_info("next %ld %lld", in(at), pos); }`,
      `pos = ${random.below(5)}; at = seq_list_start_head(&list, pos); pr_info("head %d", at == &list); if (at) { at = seq_list_next(at, &list, &pos); pr_info("next %ld %lld", in(at), pos); }`,
      `n = sysfs_emit(page, "%s=%d\\n", ${a}, ${number}); pr_info("emit %d [%s]", n, tail(n));`,
      `n += sysfs_emit_at(page, n, "%s ", ${b}); pr_info("at %d [%s]", n, tail(n));`,
      `n += sysfs_emit_at(page, n, "%s ", ${b}); pr_info("at %d [%s]", n, tail(n));`,
      `n = PAGE_SIZE - ${random.pick([1, 6, 16])}; n += sysfs_emit_at(page, n, "%s%d", ${a}, ${number}); pr_info("end %d [%s]", (int)(n - PAGE_SIZE), tail(n)); n = 0;`,
    ]);
  },
  last: 'kfree(seq.buf); free_page((unsigned long)page);',
};
