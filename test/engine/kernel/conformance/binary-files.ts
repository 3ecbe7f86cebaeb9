import type { Row } from './row.ts';

/** Binary files of sysfs. */
export const binaryFiles: readonly Row[] = [
  {
    of: 'fs/sysfs/file.c',
    functions: [
      'kobject_create_and_add',
      'sysfs_create_bin_file',
      'sysfs_remove_bin_file',
      'sysfs_bin_attr_init',
      'sysfs_bin_attr_simple_read',
      'device_create_bin_file',
      'device_remove_bin_file',
    ],
    before: `static ssize_t x_read(struct file *f, struct kobject *k, struct bin_attribute *a, char *buf, loff_t off, size_t n) { return n; }
static ssize_t x_write(struct file *f, struct kobject *k, struct bin_attribute *a, char *buf, loff_t off, size_t n) { return n; }
static BIN_ATTR_RW(x, 8); static struct bin_attribute nothing = { .attr = { .name = "nothing", .mode = 0444 } }; static char kept[] = "abcdefg"; static struct bin_attribute simple; static BIN_ATTR_SIMPLE_RO(plain);
static struct attribute same = { .name = "x", .mode = 0444 }; static struct device d; static void rel(struct device *d) { }
static const struct bin_attribute all[] = { __BIN_ATTR_RO(x, 1), __BIN_ATTR_WO(x, 2), __BIN_ATTR_ADMIN_RO(x, 3), __BIN_ATTR_ADMIN_RW(x, 4), __BIN_ATTR_NULL };`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL); char buf[8] = ""; int r; ssize_t n; sysfs_bin_attr_init(&simple); r = sysfs_create_bin_file(k, &bin_attr_x); pr_info("%d", r);
r = sysfs_create_bin_file(k, &bin_attr_x); pr_info("%d", r); r = sysfs_create_file(k, &same); pr_info("%d", r); r = sysfs_create_bin_file(k, &nothing); pr_info("%d", r);
sysfs_remove_bin_file(k, &bin_attr_x); sysfs_remove_bin_file(k, &bin_attr_x); r = sysfs_create_bin_file(k, &bin_attr_x); pr_info("%d", r); sysfs_remove_file(k, &same); r = sysfs_create_bin_file(k, &bin_attr_x); pr_info("%d", r);
pr_info("%s %o %zu", bin_attr_plain.attr.name, bin_attr_plain.attr.mode, bin_attr_plain.size); for (r = 0; r < 5; r++) pr_info("%o %zu %d %d", all[r].attr.mode, all[r].size, !!all[r].read, !!all[r].write);
simple.private = kept; n = sysfs_bin_attr_simple_read(NULL, k, &simple, buf, 2, 3); pr_info("%zd %s", n, buf);
device_initialize(&d); d.release = rel; dev_set_name(&d, "bin_d"); r = device_add(&d); pr_info("%d", r); r = device_create_bin_file(NULL, &bin_attr_x); pr_info("%d", r); device_remove_bin_file(NULL, &bin_attr_x);
r = device_create_bin_file(&d, &bin_attr_x); pr_info("%d", r); r = device_create_bin_file(&d, &bin_attr_x); pr_info("%d", r); device_remove_bin_file(&d, &bin_attr_x); r = device_create_bin_file(&d, &bin_attr_x); pr_info("%d", r);
device_unregister(&d); kobject_put(k);`,
    says: [
      '0',
      "sysfs: cannot create duplicate filename '/k/x'",
      '-17',
      "sysfs: cannot create duplicate filename '/k/x'",
      '-17',
      '0',
      '0',
      '0',
      'plain 444 0',
      '444 1 1 0',
      '200 2 0 1',
      '400 3 1 0',
      '600 4 1 1',
      '0 0 0 0',
      '3 cde',
      '0',
      '-22',
      '0',
      "sysfs: cannot create duplicate filename '/devices/bin_d/x'",
      '-17',
      '0',
    ],
  },
  {
    of: 'fs/libfs.c',
    functions: ['memory_read_from_buffer'],
    body: `char to[8] = ""; loff_t at = 2; ssize_t n; n = memory_read_from_buffer(to, 3, &at, "abcdef", 6); pr_info("%zd %lld %s", n, at, to);
n = memory_read_from_buffer(to, 3, &at, "abcdef", 6); pr_info("%zd %lld %s", n, at, to); n = memory_read_from_buffer(to, 3, &at, "abcdef", 6); pr_info("%zd %lld", n, at);
at = -1; n = memory_read_from_buffer(to, 3, &at, "abcdef", 6); pr_info("%zd %lld", n, at); at = 0; n = memory_read_from_buffer(to, 0, &at, "abcdef", 6); pr_info("%zd %lld", n, at);`,
    says: ['3 5 cde', '1 6 fde', '0 6', '-22 -1', '0 0'],
  },
  {
    of: 'fs/sysfs/group.c',
    functions: ['sysfs_create_group', 'sysfs_remove_group', 'sysfs_create_bin_file', 'sysfs_create_link'],
    before: `static BIN_ATTR(x, 0444, NULL, NULL, 0); static BIN_ATTR(y, 0600, NULL, NULL, 4); static struct attribute t = { .name = "t", .mode = 0444 }, y = { .name = "y", .mode = 0444 };
static struct bin_attribute *both_attrs[] = { &bin_attr_x, &bin_attr_y, NULL }; static struct attribute *text[] = { &t, NULL }, *clash[] = { &t, &y, NULL }; BIN_ATTRIBUTE_GROUPS(both);
static umode_t text_visible(struct kobject *k, struct attribute *a, int n) { pr_info("%s %d", a->name, n); return a->mode; }
static umode_t visible(struct kobject *k, struct bin_attribute *a, int n) { pr_info("%s %d", a->attr.name, n); return n == 1 ? 0 : a->attr.mode; }
static umode_t not_there(struct kobject *k, struct bin_attribute *a, int n) { pr_info("%s %d", a->attr.name, n); return SYSFS_GROUP_INVISIBLE; }
static const struct attribute_group some = { .attrs = text, .bin_attrs = both_attrs, .is_bin_visible = visible }, hid = { .name = "hid", .bin_attrs = both_attrs, .is_bin_visible = not_there },
texts = { .name = "texts", .attrs = text, .is_visible = text_visible, .bin_attrs = both_attrs, .is_bin_visible = not_there }, dup = { .attrs = clash, .bin_attrs = both_attrs }, dir = { .name = "dir", .bin_attrs = both_attrs };`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL); int r; r = sysfs_create_group(k, &some); pr_info("%d", r); r = sysfs_create_bin_file(k, &bin_attr_y); pr_info("%d", r); r = sysfs_create_bin_file(k, &bin_attr_x); pr_info("%d", r);
sysfs_remove_group(k, &some); r = sysfs_create_groups(k, both_groups); pr_info("%d", r); sysfs_remove_groups(k, both_groups); r = sysfs_create_group(k, &hid); pr_info("%d", r); r = sysfs_create_link(k, k, "hid"); pr_info("%d", r);
r = sysfs_create_group(k, &texts); pr_info("%d", r); r = sysfs_create_link(k, k, "texts"); pr_info("%d", r); r = sysfs_create_group(k, &dup); pr_info("%d", r); r = sysfs_create_bin_file(k, &bin_attr_x); pr_info("%d", r);
r = sysfs_create_group(k, &dir); pr_info("%d", r); sysfs_remove_group(k, &dir); r = sysfs_create_link(k, k, "dir"); pr_info("%d", r); kobject_put(k);`,
    says: [
      'x 0',
      'y 1',
      '0',
      '0',
      "sysfs: cannot create duplicate filename '/k/x'",
      '-17',
      '0',
      'x 0',
      '0',
      '0',
      't 0',
      't 0',
      'x 0',
      'y 1',
      '0',
      "sysfs: cannot create duplicate filename '/k/texts'",
      '-17',
      "sysfs: cannot create duplicate filename '/k/y'",
      '-17',
      '0',
      '0',
      '0',
    ],
  },
  {
    of: 'fs/sysfs/group.c',
    functions: ['sysfs_create_group', 'sysfs_remove_group'],
    before: `static struct attribute t = { .name = "t", .mode = 0444 }; static struct attribute *text[] = { &t, NULL };
static const struct attribute_group g = { .name = "g", .attrs = text }, none = { .name = "none" };`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL); int r; r = sysfs_create_group(k, &none); pr_info("%d", r); r = sysfs_create_link(k, k, "none"); pr_info("%d", r); sysfs_remove_group(k, &g); kobject_put(k);`,
    says: ['0', '0'],
  },
  {
    of: 'fs/sysfs/group.c',
    functions: ['sysfs_create_group'],
    finds: ['warn'],
    harm: ['warn', 'warn'],
    before: `static BIN_ATTR(x, 0777, NULL, NULL, 0); static struct attribute t = { .name = "t", .mode = 0666 }; static struct attribute *text[] = { &t, NULL };
static struct bin_attribute *both_attrs[] = { &bin_attr_x, NULL }; static const struct attribute_group g = { .attrs = text, .bin_attrs = both_attrs };`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL); int r; r = sysfs_create_group(k, &g); pr_info("%d", r); kobject_put(k);`,
    says: ['Attribute t: Invalid permissions 0666', 'Attribute x: Invalid permissions 0777', '0'],
  },
];
