import { pair } from '../running.ts';
import type { Row } from './row.ts';

/** What needs no kernel: arithmetic, lists, pages; several files of sysfs, and what is told of a PCI device. */
export const plain: readonly Row[] = [
  {
    of: 'include/linux/math64.h, include/linux/bitops.h, include/linux/jiffies.h',
    functions: [
      'div_s64',
      'div64_s64',
      'div_u64_rem',
      'sign_extend32',
      'sign_extend64',
      'min_not_zero',
      'time_in_range',
      'DIV_ROUND_CLOSEST',
      'mult_frac',
      'FIELD_PREP',
      'wrapping_add',
    ],
    before: `#include <linux/math64.h>
#include <linux/bitfield.h>
#include <linux/overflow.h>`,
    body: `unsigned long j = jiffies; u32 rem, u = 7; u64 q; s64 sq = -1000; int a = -7, x = 1, y = 2; pr_info("%lld %lld", div_s64(sq, 7), div64_s64(sq, -3)); q = div_u64_rem(101, 7, &rem); pr_info("%llu %u", q, rem); q = 1000000007ull; rem = do_div(q, 10); pr_info("%llu %u %llu", q, rem, div_u64(100, 7)); pr_info("%d %d %lld", sign_extend32(0xff, 7), sign_extend32(0x7f, 7), sign_extend64(0x8000, 15)); pr_info("%d %d %d", min_not_zero(0, 5), min_not_zero(3, 5), min_not_zero(0, 0)); pr_info("%d %d", time_in_range(j, j - 1, j + 1), time_in_range(j + 2, j - 1, j + 1));
pr_info("%d %d %d %d", DIV_ROUND_UP(7, 2), DIV_ROUND_CLOSEST(7, 2), DIV_ROUND_CLOSEST(a, 2), DIV_ROUND_UP(u, 8)); pr_info("%d %d %d", mult_frac(100, 3, 7), clamp_t(int, -5, -3, 3), clamp_val(u, 1, 3)); swap(x, y); pr_info("%d %d", x, y); pr_info("%x %x", (u32)FIELD_GET(GENMASK(7, 4), 0xab), (u32)FIELD_PREP(GENMASK(7, 4), 0xc)); pr_info("%x %x", lower_32_bits(0x1234567890ull), upper_32_bits(0x1234567890ull)); pr_info("%d %d", wrapping_add(u8, 200, 100), wrapping_sub(u8, 1, 2));`,
    says: [
      '-142 333',
      '14 3',
      '100000000 7 14',
      '-1 127 -32768',
      '5 3 0',
      '1 0',
      '4 4 -4 1',
      '42 -3 3',
      '2 1',
      'a c0',
      '34567890 12',
      '44 255',
    ],
  },
  {
    of: 'include/linux/list.h',
    functions: [
      'list_next_entry_circular',
      'list_prev_entry_circular',
      'hlist_add_behind',
      'hlist_add_before',
      'hlist_move_list',
      'list_cut_position',
      'list_bulk_move_tail',
    ],
    body: `struct it { int n; struct list_head l; struct hlist_node h; } e[6], *p; LIST_HEAD(a); LIST_HEAD(b); HLIST_HEAD(h); HLIST_HEAD(g); int i; for (i = 0; i < 6; i++) { e[i].n = i; list_add_tail(&e[i].l, &a); } p = list_next_entry_circular(&e[5], &a, l); pr_info("%d", p->n); p = list_prev_entry_circular(&e[0], &a, l); pr_info("%d", p->n); p = list_next_entry_circular(&e[2], &a, l); pr_info("%d", p->n);
list_cut_position(&b, &a, &e[2].l); list_rotate_left(&a); list_swap(&e[4].l, &e[5].l); list_bulk_move_tail(&a, &e[0].l, &e[1].l); list_for_each_entry(p, &a, l) pr_info("m%d", p->n); pr_info("%zu %d", list_count_nodes(&a), list_is_singular(&b)); for (i = 0; i < 3; i++) hlist_add_head(&e[i].h, &h); hlist_add_behind(&e[3].h, &e[1].h); hlist_add_before(&e[4].h, &e[0].h); hlist_add_behind(&e[5].h, &e[0].h); hlist_for_each_entry(p, &h, h) pr_info("h%d", p->n); hlist_move_list(&h, &g); pr_info("%d", hlist_empty(&h)); hlist_del(&e[2].h); hlist_for_each_entry(p, &g, h) pr_info("g%d", p->n);`,
    says: [
      '0',
      '5',
      '3',
      'm5',
      'm4',
      'm3',
      'm0',
      'm1',
      '5 1',
      'h2',
      'h1',
      'h3',
      'h4',
      'h0',
      'h5',
      '1',
      'g1',
      'g3',
      'g4',
      'g0',
      'g5',
    ],
  },
  {
    of: 'mm/page_alloc.c',
    functions: [
      'get_zeroed_page',
      '__get_free_pages',
      'free_page',
      'free_pages',
      'vm_flags_mod',
      'vm_flags_clear',
    ],
    before: `#include <linux/gfp.h>
#include <linux/mm.h>
static void change(struct vm_area_struct *vma) { vm_flags_mod(vma, VM_IO, VM_READ); vm_flags_clear(vma, VM_IO); }`,
    body: `unsigned long p = get_zeroed_page(GFP_KERNEL), q = __get_free_pages(GFP_KERNEL, 2); pr_info("%d %d %d %d", p != 0, ((char *)p)[PAGE_SIZE - 1], (p & ~PAGE_MASK) == 0, (q & ~PAGE_MASK) == 0); memset((void *)q, 1, PAGE_SIZE * 4); free_page(p); free_pages(q, 2); free_page(0); free_pages(0, 1); if (!p) change(NULL);`,
    says: ['1 0 1 1'],
  },
  {
    of: 'fs/sysfs/file.c',
    functions: ['sysfs_create_files', 'sysfs_remove_files'],
    before: `static ssize_t a_show(struct device *d, struct device_attribute *a, char *b) { return 0; } static DEVICE_ATTR_RO(a); static struct device_attribute dev_attr_b = __ATTR(b, 0444, a_show, NULL); static const struct attribute *const list[] = { &dev_attr_a.attr, &dev_attr_b.attr, NULL }; static void rel(struct device *d) { pr_info("rel"); }`,
    body: `static struct device d; int r; device_initialize(&d); d.release = rel; dev_set_name(&d, "sysf_d"); r = device_add(&d); r = sysfs_create_files(&d.kobj, list); pr_info("%d", r); r = sysfs_create_files(&d.kobj, list); pr_info("%d", r); sysfs_remove_files(&d.kobj, list); r = device_create_file(&d, &dev_attr_b); pr_info("%d", r); r = sysfs_create_files(&d.kobj, list); pr_info("%d", r); r = sysfs_create_file(&d.kobj, &dev_attr_a.attr); pr_info("%d", r); device_unregister(&d);`,
    says: [
      '0',
      "sysfs: cannot create duplicate filename '/devices/sysf_d/a'",
      '-17',
      '0',
      "sysfs: cannot create duplicate filename '/devices/sysf_d/b'",
      '-17',
      '0',
      'rel',
    ],
  },
  {
    of: 'drivers/pci/search.c, drivers/pci/access.c',
    functions: [
      'pci_get_slot',
      'pcie_capability_read_word',
      'pcie_capability_read_dword',
      'pci_physfn',
      'pci_is_bridge',
      'pci_dev_id',
      'dev_is_pci',
    ],
    gpus: [pair[0]!],
    body: `struct pci_dev *p = pci_get_device(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID, NULL), *q; struct device *d; u16 w = 7; u32 v = 7; int r; q = pci_get_slot(p->bus, p->devfn); pr_info("%d", q == p); pci_dev_put(q); q = pci_get_slot(p->bus, PCI_DEVFN(31, 7)); pr_info("%d", q == NULL); q = pci_get_domain_bus_and_slot(pci_domain_nr(p->bus), p->bus->number, p->devfn); pr_info("%d", q == p); pci_dev_put(q); q = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x1, NULL); pr_info("%d", q == NULL); d = bus_find_device_by_name(&pci_bus_type, NULL, pci_name(p)); pr_info("%d", d == &p->dev); put_device(d);
r = pcie_capability_read_word(p, PCI_EXP_FLAGS, &w); pr_info("%d %d", r, w & PCI_EXP_FLAGS_VERS); r = pcie_capability_read_word(p, 1, &w); pr_info("%d %d", r, w); r = pcie_capability_read_dword(p, 2, &v); pr_info("%d %u", r, v); pr_info("%d %d %d %d", pci_is_bridge(p), pci_physfn(p) == p, dev_is_pci(&p->dev), pci_dev_id(p) == PCI_DEVID(p->bus->number, p->devfn)); pr_info("%s", pci_is_root_bus(p->bus) ? "root" : "below"); pci_dev_put(p);`,
    says: ['1', '1', '1', '1', '1', '0 2', '135 0', '135 0', '0 1 1 1', 'below'],
  },
];
