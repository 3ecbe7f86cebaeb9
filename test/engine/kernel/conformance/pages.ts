import type { Row } from './row.ts';

const include =
  '#include <linux/gfp.h>\n#include <linux/highmem.h>\n#include <linux/io.h>\n#include <linux/mm.h>\n';

/** Pages, by their struct page and by their address. */
export const pages: readonly Row[] = [
  {
    of: 'mm/page_alloc.c, include/linux/mm.h',
    functions: [
      'alloc_pages',
      'alloc_page',
      '__free_pages',
      '__free_page',
      'get_page',
      'put_page',
      'page_count',
      'page_address',
      'virt_to_page',
      'page_to_pfn',
      'pfn_to_page',
      'pfn_valid',
      'page_to_phys',
      'virt_to_phys',
      'phys_to_virt',
    ],
    before: include,
    body: `struct page *p = alloc_page(GFP_KERNEL | __GFP_ZERO), *q = alloc_pages(GFP_KERNEL, 2), *c = alloc_pages(GFP_KERNEL | __GFP_COMP, 1); char *a = page_address(p), *b = page_address(q); struct page *r;
pr_info("%d %d %d", a[0], a[PAGE_SIZE - 1], PAGE_ALIGNED(a) && PAGE_ALIGNED(b)); pr_info("%d %d %d", page_count(p), page_count(q), page_count(c + 1)); get_page(p); get_page(c + 1); pr_info("%d %d", page_count(p), page_count(c)); put_page(p); put_page(c); pr_info("%d %d", page_count(p), page_count(c + 1));
pr_info("%d %d %d", virt_to_page(a) == p, virt_to_page(a + 100) == p, virt_to_page(b + 3 * PAGE_SIZE) == q + 3); pr_info("%d %ld", pfn_to_page(page_to_pfn(q) + 1) == q + 1, page_to_pfn(q + 2) - page_to_pfn(q));
pr_info("%d %d", (char *)page_address(q + 1) - b == PAGE_SIZE, pfn_valid(page_to_pfn(p))); pr_info("%d %d %d", page_to_phys(p) == virt_to_phys(a), phys_to_virt(page_to_phys(p)) == a, page_to_phys(q) >> PAGE_SHIFT == page_to_pfn(q));
r = alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_PAGE_ORDER + 1); pr_info("%d", r == NULL); memset(b, 1, 4 * PAGE_SIZE); __free_pages(q, 2); __free_pages(c, 1); __free_page(p);`,
    says: ['0 0 1', '1 1 1', '2 2', '1 1', '1 1 1', '1 2', '1 1', '1 1 1', '1'],
  },
  {
    of: 'mm/page_alloc.c',
    functions: [
      '__get_free_pages',
      '__get_free_page',
      'get_zeroed_page',
      'free_pages',
      'free_page',
      'alloc_pages_exact',
      'free_pages_exact',
      'split_page',
      '__free_page',
    ],
    before: include,
    body: `unsigned long a = __get_free_page(GFP_KERNEL), b = __get_free_pages(GFP_KERNEL, 1), z = get_zeroed_page(GFP_KERNEL); char *e = alloc_pages_exact(3 * PAGE_SIZE - 5, GFP_KERNEL | __GFP_ZERO); struct page *s = alloc_pages(GFP_KERNEL, 1);
pr_info("%d %d", PAGE_ALIGNED(a | b | z), PAGE_ALIGNED(e)); pr_info("%d %d", *(char *)z, e[3 * PAGE_SIZE - 1]); pr_info("%d %d", page_count(virt_to_page(e)), page_count(virt_to_page(e + PAGE_SIZE))); pr_info("%d", alloc_pages_exact(PAGE_SIZE << (MAX_PAGE_ORDER + 1), GFP_KERNEL | __GFP_NOWARN) == NULL);
split_page(s, 1); pr_info("%d %d", page_count(s), page_count(s + 1)); memset(page_address(s + 1), 2, PAGE_SIZE); __free_page(s); __free_page(s + 1); free_pages_exact(e, 3 * PAGE_SIZE - 5); free_page(a); free_pages(b, 1); free_page(z); free_page(0); free_pages(0, 3);`,
    says: ['1 1', '0 0', '1 1', '1', '1 1'],
  },
  {
    of: 'include/linux/highmem.h, include/linux/mm.h',
    functions: [
      'kmap_local_page',
      'kunmap_local',
      'clear_highpage',
      'memcpy_to_page',
      'memcpy_from_page',
      'memzero_page',
      'kmap',
      'kunmap',
      'set_page_private',
      'page_private',
      'vmf_error',
    ],
    before: include,
    body: `struct page *p = alloc_page(GFP_KERNEL), *q = alloc_page(GFP_HIGHUSER); char to[4] = "", *a; LIST_HEAD(list); struct page *each, *next; int n = 0; clear_highpage(p); clear_highpage(q); memcpy_to_page(p, 10, "abc", 3); memcpy_from_page(to, p, 10, 3); pr_info("%s", to);
a = kmap_local_page(p); pr_info("%c %d", a[11], a == page_address(p)); kunmap_local(a); a = kmap(q); pr_info("%d", a[7]); kunmap(q); memzero_page(p, 11, 1); a = page_address(p); pr_info("%c%d%c", a[10], a[11], a[12]); set_page_private(p, 77); pr_info("%lu", page_private(p)); set_page_private(p, 0);
list_add_tail(&p->lru, &list); list_add_tail(&q->lru, &list); list_for_each_entry_safe(each, next, &list, lru) { list_del(&each->lru); __free_page(each); n++; } pr_info("%d", n); pr_info("%d %d", vmf_error(-ENOMEM) == VM_FAULT_OOM, vmf_error(-EINVAL) == VM_FAULT_SIGBUS);`,
    says: ['abc', 'b 1', '0', 'a0c', '77', '2', '1 1'],
  },
];
