import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const sizes = ['0', '1', '7', '8', '24', '40', '64', '100', '4096'];
const counts = ['0', '1', '3', '8', 'SIZE_MAX', 'SIZE_MAX / 8', '1ul << 62'];

const size = (random: Random): string => random.pick(sizes);

/** mm/slab_common.c, mm/util.c: what is refused, what is zero, and what is kept. */
export const memory: Family = {
  name: 'memory',
  before: `#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
static char *held[4]; static size_t had[4];
static const char *kind(const void *p) { return !p ? "none" : p == ZERO_SIZE_PTR ? "zero" : "some"; }
static size_t same(const char *p, size_t n, char c) { size_t i; for (i = 0; i < n && p[i] == c; i++) ; return i; }
static void keep(int at, char *p, size_t n) { kvfree(held[at]); held[at] = p; had[at] = p ? n : 0; if (!ZERO_OR_NULL_PTR(p)) memset(p, 'a' + at, n); }
struct flexible { int n; u64 each[]; };`,
  first: 'char *p; const char *c; size_t n; volatile size_t many; struct flexible *flexible;',
  call(random) {
    const at = random.below(4);
    const [one, count] = [size(random), random.pick(counts)];
    const zeroed = random.pick(['kcalloc', 'kvcalloc']);
    const plain = random.pick(['kmalloc_array', 'kvmalloc_array']);
    const text = `"${random.pick(['', 'egm', 'a longer text'])}"`;
    return random.pick([
      `n = ${one}; p = kmalloc(n, GFP_KERNEL); pr_info("kmalloc %s %d", kind(p), ksize(p) >= n); keep(${at}, p, n);`,
      `n = ${one}; p = kzalloc(n, GFP_KERNEL); pr_info("kzalloc %s %zu", kind(p), same(p, n, 0)); keep(${at}, p, n);`,
      `n = ${one}; p = kvzalloc(n, GFP_KERNEL); pr_info("kvzalloc %s %zu", kind(p), same(p, n, 0)); keep(${at}, p, n);`,
      `many = ${count}; n = 8; p = ${plain}(many, n, GFP_KERNEL | __GFP_NOWARN); pr_info("array %s", kind(p)); kvfree(p);`,
      `many = ${count}; n = 8; p = ${zeroed}(many, n, GFP_KERNEL | __GFP_NOWARN); pr_info("array %s", kind(p)); kvfree(p);`,
      `n = ${one}; p = krealloc(held[${at}], n, GFP_KERNEL); pr_info("krealloc %s %zu", kind(p), ZERO_OR_NULL_PTR(p) ? 0 : same(p, min(n, had[${at}]), 'a' + ${at})); held[${at}] = NULL; keep(${at}, p, n);`,
      `many = ${count}; if (many < 9) { p = krealloc_array(held[${at}], many, 8, GFP_KERNEL); pr_info("krealloc_array %s %zu", kind(p), ZERO_OR_NULL_PTR(p) ? 0 : same(p, min(many * 8, had[${at}]), 'a' + ${at})); held[${at}] = NULL; keep(${at}, p, many * 8); } else pr_info("refused %d", krealloc_array(held[${at}], many, 8, GFP_KERNEL | __GFP_NOWARN) == NULL);`,
      `keep(${at}, NULL, 0); pr_info("free");`,
      `if (had[${at}]) { p = kmemdup(held[${at}], had[${at}], GFP_KERNEL); pr_info("kmemdup %zu", same(p, had[${at}], 'a' + ${at})); kfree_sensitive(p); }`,
      `p = kmemdup_nul(${text}, strnlen(${text}, ${random.below(5)}), GFP_KERNEL); pr_info("[%s]", p); kfree(p);`,
      `p = kmemdup_array(${text}, sizeof(${text}), 1, GFP_KERNEL); pr_info("[%s]", p); kfree(p);`,
      `p = kstrdup(${random.pick([text, 'NULL'])}, GFP_KERNEL); pr_info("kstrdup [%s]", p); kfree(p);`,
      `p = kstrndup(${random.pick([text, 'NULL'])}, ${random.below(5)}, GFP_KERNEL); pr_info("kstrndup [%s]", p); kfree(p);`,
      `c = kstrdup_const(${random.pick([text, 'NULL'])}, GFP_KERNEL); pr_info("const [%s]", c); kfree_const(c);`,
      `many = ${count}; pr_info("%zu %zu %zu", array_size(many, 8), array3_size(many, 8, 2), struct_size(flexible, each, many));`,
      `many = ${count}; pr_info("%zu %zu", flex_array_size(flexible, each, many), struct_size_t(struct flexible, each, many));`,
      `pr_info("%d %d", ZERO_OR_NULL_PTR(held[${at}]), get_order(${one} * PAGE_SIZE + 1));`,
      `{ char to[16] = "0123456789abcde"; memmove(to + ${random.below(5)}, to + ${random.below(5)}, ${random.below(9)}); pr_info("[%s] %d", to, memcmp(to, "0123456789", ${random.below(9)}) == 0); }`,
    ]);
  },
  last: 'for (n = 0; n < 4; n++) keep(n, NULL, 0);',
};

/** drivers/base/devres.c: memory and text of a device, which go with its driver. */
export const devicesMemory: Family = {
  name: 'memory of devices',
  before: `#include <linux/device.h>
static struct device *dev; static char *held[3]; static size_t had[3];
static const char *kind(const void *p) { return !p ? "none" : p == ZERO_SIZE_PTR ? "zero" : "some"; }
static size_t same(const char *p, size_t n, char c) { size_t i; for (i = 0; i < n && p[i] == c; i++) ; return i; }
static void keep(int at, char *p, size_t n) { held[at] = p; had[at] = p ? n : 0; if (!ZERO_OR_NULL_PTR(p)) memset(p, 'a' + at, n); }
static void acts(void *data) { pr_info("acts %s", (const char *)data); }`,
  first:
    'char *p; size_t n; int r; volatile size_t many; dev = root_device_register("memory_" KBUILD_MODNAME);',
  call(random) {
    const at = random.below(3);
    const one = size(random);
    const count = random.pick(counts);
    const text = `"${random.pick(['', 'egm', 'a longer text'])}"`;
    const who = `"${random.pick(['x', 'y'])}"`;
    const has = `!ZERO_OR_NULL_PTR(held[${at}])`;
    return random.pick([
      `if (!held[${at}]) { n = ${one}; p = devm_kzalloc(dev, n, GFP_KERNEL); pr_info("kzalloc %s %zu", kind(p), ZERO_OR_NULL_PTR(p) ? 0 : same(p, n, 0)); keep(${at}, p, n); }`,
      `if (!held[${at}]) { n = ${one}; p = devm_kmalloc(dev, n, GFP_KERNEL); pr_info("kmalloc %s", kind(p)); keep(${at}, p, n); }`,
      `n = ${one}; p = devm_krealloc(dev, held[${at}], n, GFP_KERNEL); pr_info("krealloc %s %zu", kind(p), ZERO_OR_NULL_PTR(p) ? 0 : same(p, min(n, had[${at}]), 'a' + ${at})); if (p) keep(${at}, p, n);`,
      `if (${has}) { devm_kfree(dev, held[${at}]); held[${at}] = NULL; had[${at}] = 0; pr_info("kfree"); }`,
      `many = ${count}; p = devm_kmalloc_array(dev, many, 8, GFP_KERNEL | __GFP_NOWARN); pr_info("array %s", kind(p)); if (!ZERO_OR_NULL_PTR(p)) devm_kfree(dev, p);`,
      `many = ${count}; p = devm_kcalloc(dev, many, 8, GFP_KERNEL | __GFP_NOWARN); pr_info("array %s", kind(p)); if (!ZERO_OR_NULL_PTR(p)) devm_kfree(dev, p);`,
      `p = devm_kstrdup(dev, ${random.pick([text, 'NULL'])}, GFP_KERNEL); pr_info("kstrdup [%s]", p); if (p) devm_kfree(dev, p);`,
      `p = devm_kasprintf(dev, GFP_KERNEL, "%s-%d", ${text}, ${random.below(100)}); pr_info("kasprintf [%s]", p); devm_kfree(dev, p);`,
      `p = devm_kmemdup(dev, ${text}, sizeof(${text}), GFP_KERNEL); pr_info("kmemdup [%s]", p); devm_kfree(dev, p);`,
      `r = devm_add_action(dev, acts, ${who}); pr_info("action %d", r);`,
      `r = devm_add_action_or_reset(dev, acts, ${who}); pr_info("action %d", r);`,
      `dev_set_drvdata(dev, held[${at}]); pr_info("data %d", dev_get_drvdata(dev) == held[${at}]);`,
    ]);
  },
  last: 'root_device_unregister(dev); pr_info("done");',
};
