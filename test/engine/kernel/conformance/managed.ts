import type { Row } from './row.ts';

/** Groups of managed resources, devices without hardware, allocations that are too large, and where files are read. */
export const managed: readonly Row[] = [
  {
    of: 'drivers/base/devres.c',
    functions: ['devres_open_group', 'devres_close_group', 'devres_remove_group', 'devres_release_group'],
    before: `static void gone(struct device *dev) { pr_info("gone"); } static struct device d = { .init_name = "devres_g", .release = gone }; static void rel(struct device *dev, void *res) { pr_info("rel %d", *(int *)res); } static void add(int n) { int *p = devres_alloc(rel, sizeof(int), GFP_KERNEL); *p = n; devres_add(&d, p); }`,
    body: `static int key; void *a, *b; int r; r = device_register(&d); pr_info("%d", r); a = devres_open_group(&d, NULL, GFP_KERNEL); add(1); add(2); devres_close_group(&d, a); add(3); pr_info("%d", devres_release_group(&d, a)); b = devres_open_group(&d, &key, GFP_KERNEL); pr_info("%d", b == &key); add(4); devres_open_group(&d, NULL, GFP_KERNEL); add(5); pr_info("%d", devres_release_group(&d, NULL)); devres_close_group(&d, NULL); devres_remove_group(&d, &key);
a = devres_open_group(&d, NULL, GFP_KERNEL); add(6); b = devres_open_group(&d, NULL, GFP_KERNEL); add(7); devres_close_group(&d, b); add(8); pr_info("%d", devres_release_group(&d, a)); a = devres_open_group(&d, NULL, GFP_KERNEL); add(9); b = devres_open_group(&d, NULL, GFP_KERNEL); add(10); devres_close_group(&d, a); add(11); devres_close_group(&d, b); pr_info("%d", devres_release_group(&d, a)); add(12); pr_info("%d", devres_release_group(&d, b)); devres_open_group(&d, NULL, GFP_KERNEL); add(13); device_unregister(&d);`,
    says: [
      '0',
      'rel 2',
      'rel 1',
      '2',
      '1',
      'rel 5',
      '1',
      'rel 8',
      'rel 7',
      'rel 6',
      '3',
      'rel 10',
      'rel 9',
      '2',
      'rel 11',
      '1',
      'rel 13',
      'rel 12',
      'rel 4',
      'rel 3',
      'gone',
    ],
  },
  {
    of: 'drivers/base/faux.c',
    functions: ['faux_device_create', 'faux_device_create_with_groups', 'faux_device_destroy'],
    notHeld: 'it has no faux devices yet',
    before: `#include <linux/device/faux.h>
static int answer; static int probe(struct faux_device *f) { pr_info("probe %s", dev_name(&f->dev)); faux_device_set_drvdata(f, &answer); return answer; } static void drop(struct faux_device *f) { pr_info("remove %d", faux_device_get_drvdata(f) == &answer); } static const struct faux_device_ops ops = { .probe = probe, .remove = drop }; static void act(void *data) { pr_info("act"); }`,
    body: `struct faux_device *f, *g; f = faux_device_create("faux_f", NULL, &ops); pr_info("%d", f != NULL); g = faux_device_create("faux_f", NULL, NULL); pr_info("%d", g == NULL); g = faux_device_create_with_groups("faux_g", &f->dev, NULL, NULL); pr_info("%d", g->dev.parent == &f->dev); faux_device_destroy(g); pr_info("%d", devm_add_action(&f->dev, act, NULL)); faux_device_destroy(f); answer = -EIO; f = faux_device_create("faux_f", NULL, &ops); pr_info("%d", f == NULL); faux_device_destroy(NULL);`,
    says: [
      'probe faux_f',
      '1',
      "sysfs: cannot create duplicate filename '/devices/faux_f'",
      "kobject: kobject_add_internal failed for faux_f with -EEXIST, don't try to register things with the same name in the same directory.",
      '1',
      '1',
      '0',
      'remove 1',
      'act',
      'probe faux_f',
      '1',
    ],
  },
  {
    of: 'mm/slub.c, mm/util.c, mm/page_alloc.c',
    functions: ['kmalloc', 'kzalloc', 'kcalloc', 'kvmalloc', 'kvcalloc', 'kvmalloc_array'],
    body: `void *p; gfp_t quiet = GFP_KERNEL | __GFP_NOWARN; p = kmalloc(KMALLOC_MAX_SIZE + 1, quiet); pr_info("%d", p == NULL); p = kcalloc(U32_MAX, 16, quiet); pr_info("%d", p == NULL); p = kzalloc(SIZE_MAX, quiet); pr_info("%d", p == NULL); p = kvmalloc((size_t)INT_MAX + 1, quiet); pr_info("%d", p == NULL); p = kvcalloc(SIZE_MAX, 2, quiet); pr_info("%d", p == NULL); p = kvmalloc_array(3, 8, quiet); pr_info("%d", p != NULL); kvfree(p);`,
    says: ['1', '1', '1', '1', '1', '1'],
  },
  {
    of: 'fs/read_write.c, fs/open.c',
    functions: [
      'vfs_setpos',
      'generic_file_llseek_size',
      'fixed_size_llseek',
      'no_seek_end_llseek',
      'no_seek_end_llseek_size',
      'noop_llseek',
      'nonseekable_open',
      'stream_open',
    ],
    before: `#include <linux/fs.h>
static const struct file_operations o; static struct file f = { .f_op = &o }; static void say(loff_t r) { pr_info("%lld %lld", r, f.f_pos); }`,
    body: `say(fixed_size_llseek(&f, 5, SEEK_SET, 10)); say(fixed_size_llseek(&f, 3, SEEK_CUR, 10)); say(fixed_size_llseek(&f, -2, SEEK_END, 10)); say(fixed_size_llseek(&f, 11, SEEK_SET, 10)); say(fixed_size_llseek(&f, -1, SEEK_SET, 10)); say(fixed_size_llseek(&f, 0, SEEK_DATA, 10)); say(fixed_size_llseek(&f, 0, SEEK_CUR, 1)); say(no_seek_end_llseek(&f, 1, SEEK_END)); say(no_seek_end_llseek(&f, 1, SEEK_CUR)); say(no_seek_end_llseek_size(&f, 4, SEEK_SET, 3)); say(no_seek_end_llseek_size(&f, 2, SEEK_SET, 3));
say(generic_file_llseek_size(&f, 4, SEEK_HOLE, 20, 10)); say(generic_file_llseek_size(&f, 12, SEEK_DATA, 20, 10)); say(generic_file_llseek_size(&f, 4, SEEK_END, 20, 10)); say(noop_llseek(&f, 1, SEEK_SET)); say(vfs_setpos(&f, 7, 7)); say(vfs_setpos(&f, 8, 7)); f.f_mode = FMODE_READ | FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE | FMODE_ATOMIC_POS; pr_info("%d", nonseekable_open(NULL, &f)); pr_info("%x", f.f_mode); pr_info("%d", stream_open(NULL, &f)); pr_info("%x", f.f_mode);`,
    says: [
      '5 5',
      '8 8',
      '8 8',
      '-22 8',
      '-22 8',
      '-22 8',
      '8 8',
      '-22 8',
      '9 9',
      '-22 9',
      '2 2',
      '10 10',
      '-6 10',
      '14 14',
      '14 14',
      '7 7',
      '-22 7',
      '0',
      '8001',
      '0',
      '200001',
    ],
  },
  {
    of: 'include/linux/sysfs.h, include/linux/range.h, include/linux/ioport.h, include/linux/mm.h',
    functions: ['sysfs_create_group'],
    before: `#include <linux/ioport.h>
#include <linux/range.h>
static bool there; static bool one_group_visible(struct kobject *k) { return there; } static umode_t one_attr_visible(struct kobject *k, struct attribute *a, int n) { pr_info("%s %d", a->name, n); return a->mode; } static bool two_group_visible(struct kobject *k) { return there; }
DEFINE_SYSFS_GROUP_VISIBLE(one); DEFINE_SIMPLE_SYSFS_GROUP_VISIBLE(two);
static struct attribute x = { .name = "x", .mode = 0444 }, y = { .name = "y", .mode = 0444 }; static struct attribute *all[] = { &x, &y, NULL }; static const struct attribute_group one = { .name = "one", .attrs = all, .is_visible = SYSFS_GROUP_VISIBLE(one) }, two = { .name = "two", .attrs = all, .is_visible = SYSFS_GROUP_VISIBLE(two) };`,
    body: `struct kobject *k = kobject_create_and_add("visible_k", NULL); struct resource r = DEFINE_RES_MEM_NAMED(0x1000, 0x100, "res"), s = DEFINE_RES_NAMED(0x20, 8, "s", IORESOURCE_IO); struct range a = { 0x10, 0x1f }, b = { 0x12, 0x20 }; pr_info("%d", sysfs_create_group(k, &one)); there = true; pr_info("%d", sysfs_create_group(k, &one)); pr_info("%d", sysfs_create_group(k, &two)); sysfs_remove_group(k, &two); sysfs_remove_group(k, &one); kobject_put(k); pr_info("%pR %s %lx", &r, r.name, s.flags); pr_info("%llu %d", range_len(&a), range_contains(&a, &b)); b.end = 0x1f; pr_info("%d", range_contains(&a, &b)); pr_info("%lu %lu", offset_in_page(PAGE_SIZE + 3), __phys_to_pfn(5 * PAGE_SIZE)); pr_info(FW_BUG "none" HW_ERR);`,
    says: [
      '0',
      'x 0',
      'x 0',
      'y 1',
      '0',
      '0',
      '[mem 0x00001000-0x000010ff] res 100',
      '16 0',
      '1',
      '3 5',
      '[Firmware Bug]: none[Hardware Error]: ',
    ],
  },
  {
    of: 'include/uapi/linux/stddef.h, include/linux/minmax.h, include/linux/hashtable.h, include/linux/list.h, include/linux/device.h',
    functions: [
      'struct_group',
      'umin',
      'umax',
      'in_range',
      'hash_for_each_possible_safe',
      'device_add_group',
    ],
    before: `#include <linux/hashtable.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
struct g { int a; struct_group(both, u8 b; u16 c;); struct_group_tagged(pair, two, int d; int e;); u32 n; DECLARE_FLEX_ARRAY(u32, rest); }; struct h { int key; struct hlist_node node; struct work_struct work; }; static DEFINE_HASHTABLE(table, 3); static DECLARE_WAIT_QUEUE_HEAD(queue);
static void gone(struct device *dev) { pr_info("gone"); } static struct device d = { .init_name = "plain_d", .release = gone }; static ssize_t x_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; } static ssize_t y_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; } static ssize_t y_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t n) { return n; } static DEVICE_ATTR_ADMIN_RO(x); static DEVICE_ATTR_ADMIN_RW(y); static struct attribute *all[] = { &dev_attr_x.attr, &dev_attr_y.attr, NULL }; static const struct attribute_group grp = { .name = "grp", .attrs = all };`,
    body: `struct g s = { .a = 1, .b = 2, .c = 3, .d = 4 }; struct pair *two = &s.two; static struct h one = { .key = 5 }, other = { .key = 5 }; struct h *e, *of; struct hlist_node *t, *n; struct work_struct *w = &other.work; int seen = 0, there = 1;
pr_info("%zu %zu %d %d %zu", sizeof(s), sizeof(s.both), s.both.c, two->d, offsetof(struct g, rest)); pr_info("%d %llu %d %d", (int)umin(3, 5u), (u64)umax(3u, (u64)7), MIN(2, 1), MAX(2, 1)); pr_info("%d %d %d", in_range(5u, 5u, 1u), in_range(6u, 5u, 1u), in_range(4u, 5u, 9u));
hash_add(table, &one.node, one.key); hash_add(table, &other.node, other.key); hash_for_each_possible_safe(table, e, t, node, 5) { hash_del(&e->node); seen++; } pr_info("%d %d", seen, hash_empty(table)); hash_add(table, &one.node, one.key); seen = 0; hlist_for_each(n, &table[hash_min(5, 3)]) seen++; hlist_for_each_safe(n, t, &table[hash_min(5, 3)]) hlist_del(n); pr_info("%d %d", seen, hash_empty(table)); of = from_work(of, w, work); pr_info("%d", of == &other);
pr_info("%d", device_register(&d)); pr_info("%d", device_add_group(&d, &grp)); device_remove_group(&d, &grp); pr_info("%o %o", dev_attr_x.attr.mode, dev_attr_y.attr.mode); device_unregister(&d); pr_info("%ld %ld", (long)wait_event_idle_timeout(queue, there, 3), (long)wait_event_killable_timeout(queue, there, 4)); e = kcalloc_node(1, sizeof(*e), GFP_KERNEL, NUMA_NO_NODE); pr_info("%d", e->key); kfree(e); e = kvzalloc_node(sizeof(*e), GFP_KERNEL, NUMA_NO_NODE); pr_info("%d", e->key); kvfree(e);`,
    says: [
      '20 4 3 4 20',
      '3 7 1 2',
      '1 0 0',
      '2 1',
      '1 1',
      '1',
      '0',
      '0',
      '400 600',
      'gone',
      '3 4',
      '0',
      '0',
    ],
  },
];
