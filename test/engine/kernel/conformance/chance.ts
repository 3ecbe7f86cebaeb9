import { gpu } from '../calls/pci.ts';
import type { Row } from './row.ts';

/** What differed from Linux where functions were called at random. */
export const chance: readonly Row[] = [
  {
    of: 'mm/page_alloc.c, mm/util.c',
    functions: ['kmalloc', 'kcalloc', 'kvmalloc', 'kvcalloc', 'kvmalloc_array', 'krealloc', 'kvfree'],
    before: '#include <linux/slab.h>',
    body: `void *p = kmalloc(1ul << 20, GFP_KERNEL), *q; pr_info("%d", p != NULL); kfree(p); p = kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN); pr_info("%d", p != NULL); p = kcalloc(SIZE_MAX / 8, 8, GFP_KERNEL | __GFP_NOWARN); pr_info("%d", p != NULL);
p = kmalloc(8, GFP_KERNEL); q = krealloc(p, KMALLOC_MAX_SIZE * 2, GFP_KERNEL | __GFP_NOWARN); pr_info("%d", q != NULL); kfree(p); p = kvmalloc(1ul << 20, GFP_KERNEL); pr_info("%d", p != NULL); kvfree(p);
p = kvmalloc(1ul << 31, GFP_KERNEL | __GFP_NOWARN); pr_info("%d", p != NULL); p = kvcalloc(1ul << 28, 8, GFP_KERNEL | __GFP_NOWARN); pr_info("%d", p != NULL); p = kvmalloc_array(SIZE_MAX, 8, GFP_KERNEL); pr_info("%d", p != NULL);`,
    says: ['1', '0', '0', '0', '1', '0', '0', '0'],
  },
  {
    of: 'mm/page_alloc.c',
    functions: ['kmalloc', 'kvmalloc'],
    body: 'pr_info("%d %d", kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL) == NULL, kvmalloc(1ul << 31, GFP_KERNEL) == NULL);',
    notHeld: 'what is too much is a WARN',
    finds: ['warn', 'warn'],
    says: [
      'WARNING: at driver-model:/kernel/slab.c:16 alloc_within()',
      'WARNING: at driver-model:/kernel/slab.c:16 alloc_within()',
      '1 1',
    ],
  },
  {
    of: 'mm/util.c',
    functions: ['vmemdup_user', 'vmemdup_array_user'],
    before: '#include <linux/string.h>\n#include <linux/uaccess.h>',
    body: 'char b[4]; void *p = vmemdup_user((void __user *)b, 3); pr_info("%ld", PTR_ERR(p)); p = vmemdup_array_user((void __user *)b, SIZE_MAX, 2); pr_info("%ld", PTR_ERR(p));',
    says: ['-14', '-75'],
  },
  {
    of: 'lib/refcount.c, include/linux/refcount.h',
    functions: ['refcount_dec_not_one', 'refcount_dec_and_mutex_lock', 'refcount_dec', 'refcount_read'],
    body: 'static refcount_t r = REFCOUNT_INIT(0); static DEFINE_MUTEX(m); bool one = refcount_dec_not_one(&r), two; pr_info("%d %d", one, refcount_read(&r)); two = refcount_dec_and_mutex_lock(&r, &m); pr_info("%d %d", two, refcount_read(&r)); refcount_dec(&r); pr_info("%d", refcount_read(&r) == REFCOUNT_SATURATED);',
    notHeld: 'what has no count is a WARN',
    finds: ['reference-underflow', 'reference-underflow', 'reference-underflow'],
    says: [
      'refcount_t: underflow; use-after-free.',
      '1 0',
      'refcount_t: underflow; use-after-free.',
      '0 0',
      'refcount_t: decrement hit 0; leaking memory.',
      '1',
    ],
  },
  {
    of: 'fs/seq_file.c',
    functions: ['seq_list_start_head', 'seq_list_next'],
    before: '#include <linux/seq_file.h>',
    body: 'LIST_HEAD(list); struct list_head one, *at; loff_t pos = 0; list_add(&one, &list); at = seq_list_start_head(&list, 0); pr_info("%d", at == &list); at = seq_list_next(at, &list, &pos); pr_info("%d %lld", at == &one, pos); pr_info("%d", seq_list_start_head(&list, 1) == &one && !seq_list_start_head(&list, 2));',
    says: ['1', '1 1', '1'],
  },
  {
    of: 'include/linux/wait.h',
    functions: ['wait_event_killable'],
    before: '#include <linux/wait.h>',
    body: 'static DECLARE_WAIT_QUEUE_HEAD(q); int r = wait_event_killable(q, true); pr_info("%d", r);',
    says: ['0'],
  },
  {
    of: 'fs/sysfs/group.c, fs/sysfs/file.c',
    functions: [
      'sysfs_update_group',
      'sysfs_update_groups',
      'sysfs_merge_group',
      'sysfs_unmerge_group',
      'sysfs_add_file_to_group',
      'sysfs_remove_file_from_group',
      'sysfs_remove_group',
    ],
    before: `static ssize_t say(struct kobject *kobj, struct kobj_attribute *attr, char *buf) { return 0; }
static struct kobj_attribute a = __ATTR(a, 0444, say, NULL), b = __ATTR(b, 0444, say, NULL), c = __ATTR(c, 0444, say, NULL);
static struct attribute *ab[] = { &a.attr, &b.attr, NULL }, *cb[] = { &c.attr, &b.attr, NULL };
static bool seen; static umode_t sees(struct kobject *kobj, struct attribute *attr, int n) { return n && seen ? attr->mode : n ? 0 : attr->mode; }
static const struct attribute_group some = { .name = "g", .attrs = ab, .is_visible = sees }, more = { .name = "g", .attrs = cb }, none = { .name = "none" };
static const struct attribute_group *groups[] = { &some, NULL };`,
    body: `struct kobject *k = kobject_create_and_add("k_" KBUILD_MODNAME, NULL); int r; sysfs_remove_group(k, &some); r = sysfs_merge_group(k, &more); pr_info("%d", r); r = sysfs_update_group(k, &some); pr_info("%d", r); r = sysfs_add_file_to_group(k, &b.attr, "g"); pr_info("%d", r);
seen = true; r = sysfs_update_groups(k, groups); pr_info("%d", r); r = sysfs_add_file_to_group(k, &b.attr, "g"); pr_info("%d", r); r = sysfs_merge_group(k, &more); pr_info("%d", r); r = sysfs_merge_group(k, &more); pr_info("%d", r); sysfs_unmerge_group(k, &more);
r = sysfs_add_file_to_group(k, &c.attr, NULL); pr_info("%d", r); sysfs_remove_file_from_group(k, &c.attr, NULL); sysfs_remove_file_from_group(k, &c.attr, "no"); r = sysfs_add_file_to_group(k, &c.attr, "no"); pr_info("%d", r); r = sysfs_update_group(k, &none); pr_info("%d", r); kobject_put(k);`,
    says: [
      '-2',
      '0',
      '0',
      '0',
      "sysfs: cannot create duplicate filename '/k_trial/g/b'",
      '-17',
      "sysfs: cannot create duplicate filename '/k_trial/g/b'",
      '-17',
      '0',
      '0',
      '-2',
      '0',
    ],
  },
  {
    of: 'fs/sysfs/group.c',
    functions: ['sysfs_create_group'],
    before: `static ssize_t say(struct kobject *kobj, struct kobj_attribute *attr, char *buf) { return 0; } static struct kobj_attribute a = __ATTR(a, 0444, say, NULL);
static struct attribute *attrs[] = { &a.attr, NULL }; static umode_t sees(struct kobject *kobj, struct attribute *attr, int n) { return true; } static const struct attribute_group group = { .attrs = attrs, .is_visible = sees };`,
    body: 'struct kobject *k = kobject_create_and_add("k", NULL); int r = sysfs_create_group(k, &group); pr_info("%d", r); kobject_put(k);',
    notHeld: 'a mode that no file of a group may have is a WARN',
    finds: ['warn'],
    says: ['Attribute a: Invalid permissions 01', '0'],
  },
  {
    of: 'drivers/base/property.c',
    functions: [
      'device_property_read_string_array',
      'device_property_string_array_count',
      'device_property_match_string',
      'fwnode_property_match_string',
      'fwnode_property_read_string_array',
    ],
    before: '#include <linux/property.h>',
    gpus: [gpu],
    body: `struct pci_dev *p = pci_get_device(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID, NULL); struct device *d = &p->dev; const char *s[2] = { "a", "b" }; int r = device_property_read_string_array(d, "nvidia,egm-size", s, 1); pr_info("%d %s", r, s[0]); r = device_property_read_string_array(d, "nvidia,egm-size", s, 2); pr_info("%d", r);
pr_info("%d %d", device_property_string_array_count(d, "nvidia,egm-size"), device_property_string_array_count(d, "nvidia,egm-pxm")); r = device_property_match_string(d, "nvidia,egm-size", "as text"); pr_info("%d", r); r = device_property_match_string(d, "nvidia,egm-size", "text"); pr_info("%d", r);
r = fwnode_property_match_string(dev_fwnode(d), "nvidia,egm-pxm", "300"); pr_info("%d", r); r = fwnode_property_match_string(dev_fwnode(d), "none", "300"); pr_info("%d", r); r = fwnode_property_read_string_array(dev_fwnode(d), "none", s, 1); pr_info("%d", r); pci_dev_put(p);`,
    says: ['1 as text', '-71', '1 -71', '0', '-61', '-71', '-22', '-22'],
  },
  {
    of: 'lib/vsprintf.c, lib/cmdline.c, lib/hexdump.c',
    functions: ['sscanf', 'vsscanf', 'memparse', 'hex_to_bin', 'hex2bin', 'bin2hex'],
    before: `#include <linux/hex.h>
static __scanf(2, 3) int from(const char *text, const char *format, ...) { va_list args; int n; va_start(args, format); n = vsscanf(text, format, args); va_end(args); return n; }`,
    body: `int a = 7, b = 7, r; u8 byte = 7; u64 wide = 7; char word[8] = "was", *end; u8 bytes[2]; r = sscanf("egm4: 0x80-12 x", "egm%d: %x-%i%n", &a, &b, &r, &r); pr_info("%d %x", a, b); r = from("  12,-5", "%d,%d", &a, &b); pr_info("%d %d %d", r, a, b); r = sscanf("300 18446744073709551615", "%hhu %llu", &byte, &wide); pr_info("%d %u %llx", r, byte, wide);
r = sscanf("two words", "%3s%d", word, &a); pr_info("%d %s", r, word); r = sscanf("a-b", "%7[^-]-%1c", word, (char *)&byte); pr_info("%d %s %c", r, word, byte); r = sscanf("1 2 3", "%*d %d", &a); pr_info("%d %d", r, a); r = sscanf("", "%d", &a); pr_info("%d", r); r = sscanf("5%", "%d%%%n", &a, &b); pr_info("%d %d", r, b);
wide = memparse("0x10M,", &end); pr_info("%llx %s", wide, end); wide = memparse("12", NULL); pr_info("%llu %d %d", wide, hex_to_bin('b'), hex_to_bin('g')); r = hex2bin(bytes, "0aF9", 2); pr_info("%d %02x%02x %d", r, bytes[0], bytes[1], hex2bin(bytes, "0g", 1)); end = bin2hex(word, bytes, 2); *end = 0; pr_info("%s", word);`,
    says: [
      '4 80',
      '2 12 -5',
      '2 44 ffffffffffffffff',
      '1 two',
      '2 a b',
      '1 2',
      '0',
      '1 2',
      '1000000 ,',
      '12 11 -1',
      '0 0af9 -22',
      '0af9',
    ],
  },
  {
    of: 'lib/vsprintf.c',
    functions: ['snprintf'],
    body: 'char to[64]; void *volatile none = NULL; snprintf(to, sizeof(to), "%pa|%20p|%-4p|%p|%6px", none, none, none, none, (void *)0x12ul); pr_info("%s", to);',
    says: ['(null)|                   0|0   |0000000000000000|    12'],
  },
];
