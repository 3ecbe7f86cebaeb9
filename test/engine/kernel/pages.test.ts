import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { driver, machine, type Parts, wrong } from './attribute-trials.ts';
import { inKernel, kinds } from './running.ts';
import { sameInEveryOrder } from './unreduced.ts';

/* Pages of the kernel's memory: what a driver does with them. */

const body = (text: string) =>
  inKernel(
    text,
    '#include <linux/device.h>\n#include <linux/gfp.h>\n#include <linux/mm.h>\nstatic void gone(struct device *d) { free_page((unsigned long)d); }\n',
  );

describe('what is done wrong with pages', () => {
  test.each<[string, string, string[]]>([
    ['nothing', 'struct page *p = alloc_page(GFP_KERNEL); get_page(p); put_page(p); __free_page(p);', []],
    ['one is lost', 'struct page *p = alloc_page(GFP_KERNEL); p = NULL;', ['leak']],
    ['one is lost by its address', 'unsigned long a = __get_free_page(GFP_KERNEL); a = 0;', ['leak']],
    [
      'a reference too many',
      'struct page *p = alloc_page(GFP_KERNEL); get_page(p); __free_page(p);',
      ['leak'],
    ],
    [
      'one is freed twice',
      'struct page *p = alloc_page(GFP_KERNEL); __free_page(p); __free_page(p);',
      ['double-free'],
    ],
    [
      'one is freed twice by its address',
      'unsigned long a = get_zeroed_page(GFP_KERNEL); free_page(a); free_page(a);',
      ['double-free'],
    ],
    [
      'one is used after it was freed',
      'char *a = (char *)__get_free_page(GFP_KERNEL); a[5] = 1; free_page((unsigned long)a); pr_info("%d", a[5]);',
      ['use-after-free'],
    ],
    [
      'one is put after it was freed',
      'struct page *p = alloc_page(GFP_KERNEL); __free_page(p); get_page(p);',
      ['use-after-free'],
    ],
    [
      'beyond its end',
      'char *a = (char *)__get_free_page(GFP_KERNEL); a[PAGE_SIZE] = 1; free_page((unsigned long)a);',
      ['out-of-bounds'],
    ],
    [
      'before its beginning',
      'char *a = (char *)__get_free_page(GFP_KERNEL); a[-1] = 1; free_page((unsigned long)a);',
      ['out-of-bounds'],
    ],
    [
      'what is in it unwritten',
      'struct page *p = alloc_page(GFP_KERNEL); pr_info("%d", *(int *)page_address(p)); __free_page(p);',
      ['uninitialised-read'],
    ],
    [
      'fewer are freed than there are',
      'struct page *p = alloc_pages(GFP_KERNEL, 2); __free_pages(p, 1);',
      ['invalid-free'],
    ],
    ['one is freed by kfree', 'void *a = (void *)__get_free_page(GFP_KERNEL); kfree(a);', ['invalid-free']],
    [
      'one is freed by kfree, and once more',
      'void *a = page_address(alloc_page(GFP_KERNEL)); kfree(a); free_page((unsigned long)a);',
      ['invalid-free'],
    ],
    [
      'nothing, with a device in one',
      'struct device *d = (struct device *)get_zeroed_page(GFP_KERNEL); device_initialize(d); d->release = gone; put_device(d);',
      [],
    ],
    [
      'one is freed while the device in it lives',
      'struct device *d = (struct device *)get_zeroed_page(GFP_KERNEL); device_initialize(d); d->release = gone; free_page((unsigned long)d);',
      ['invalid-free'],
    ],
    [
      'one is freed by kfree twice',
      'void *a = page_address(alloc_page(GFP_KERNEL)); kfree(a); kfree(a);',
      ['invalid-free', 'double-free'],
    ],
    [
      'free_page of what kmalloc gave',
      'void *a = kmalloc(PAGE_SIZE, GFP_KERNEL); free_page((unsigned long)a); kfree(a);',
      ['invalid-free'],
    ],
    [
      'the page of what kmalloc gave',
      'void *a = kmalloc(64, GFP_KERNEL); pr_info("%d", page_count(virt_to_page(a))); kfree(a);',
      ['opaque-reached'],
    ],
    [
      'a page behind the first has no reference',
      'struct page *p = alloc_pages(GFP_KERNEL, 1); put_page(p + 1); __free_pages(p, 1);',
      ['reference-underflow'],
    ],
    [
      'more than there are in one piece',
      'pr_info("%d", !alloc_pages(GFP_KERNEL, MAX_PAGE_ORDER + 1));',
      ['warn'],
    ],
    [
      'more than there are by their size',
      'pr_info("%d", !alloc_pages_exact(PAGE_SIZE << (MAX_PAGE_ORDER + 1), GFP_KERNEL));',
      ['warn'],
    ],
    ['none by their size', 'pr_info("%d", !alloc_pages_exact(0, GFP_KERNEL));', ['warn']],
    ['too many, which is known', 'pr_info("%d", !alloc_pages_exact(~0ul, GFP_KERNEL | __GFP_NOWARN));', []],
    [
      'within a spinlock',
      'static DEFINE_SPINLOCK(l); struct page *p; spin_lock(&l); p = alloc_page(GFP_KERNEL); spin_unlock(&l); __free_page(p);',
      ['sleep-in-atomic'],
    ],
  ])('%s', (_, text, expected) => {
    const outcome = body(text);
    expect(kinds(outcome)).toEqual(expected);
  });

  test.each<[string, Parts, string[]]>([
    [
      'is used while it is read of',
      {
        probe:
          'priv->table = (u32 *)get_zeroed_page(GFP_KERNEL); if (!priv->table) { kfree(priv); return -ENOMEM; } pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level); if (ret) free_page((unsigned long)priv->table);',
        show: 'return sysfs_emit(buf, "%u\\n", READ_ONCE(*priv->table));',
        remove: 'device_remove_file(&pdev->dev, &dev_attr_level); free_page((unsigned long)priv->table);',
      },
      [],
    ],
    [
      'is freed before it',
      {
        probe:
          'priv->table = (u32 *)get_zeroed_page(GFP_KERNEL); if (!priv->table) { kfree(priv); return -ENOMEM; } pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level); if (ret) free_page((unsigned long)priv->table);',
        show: 'return sysfs_emit(buf, "%u\\n", READ_ONCE(*priv->table));',
        remove: 'free_page((unsigned long)priv->table); device_remove_file(&pdev->dev, &dev_attr_level);',
      },
      ['use-after-free during read'],
    ],
    [
      'is lost where a call fails',
      {
        probe:
          'priv->table = (u32 *)get_zeroed_page(GFP_KERNEL); if (!priv->table) { kfree(priv); return -ENOMEM; } pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level);',
        remove: 'device_remove_file(&pdev->dev, &dev_attr_level); free_page((unsigned long)priv->table);',
      },
      ['leak during unload'],
    ],
    [
      'is taken for given',
      {
        more: '#include <linux/gfp.h>',
        probe:
          'struct page *page = alloc_page(GFP_KERNEL); *(u32 *)page_address(page) = 1; __free_page(page); pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level);',
      },
      ['null-dereference during probe'],
    ],
    [
      'is waited for until there is one',
      {
        probe:
          'struct page *page = alloc_page(GFP_KERNEL | __GFP_NOFAIL); u32 *word = kmalloc(4, GFP_KERNEL | __GFP_NOFAIL); *(u32 *)page_address(page) = 1; *word = 1; kfree(word); __free_page(page); pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level);',
      },
      [],
    ],
    [
      'need not be there, for which nobody can wait',
      {
        probe:
          'u32 *word = kmalloc(4, GFP_ATOMIC | __GFP_NOFAIL); *word = 1; kfree(word); pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level);',
      },
      ['null-dereference during probe'],
    ],
  ])('explored: one that %s', (_, parts, expected) => {
    expect(wrong({ ...parts, more: `#include <linux/gfp.h>\n${parts.more ?? ''}` }, 1)).toEqual(expected);
  });
});

/** What is left out because of what is done with pages is nothing. */
test.each([
  ['right', 'device_remove_file(&pdev->dev, &dev_attr_level); put_page(virt_to_page(priv->table));'],
  ['wrong', 'put_page(virt_to_page(priv->table)); device_remove_file(&pdev->dev, &dev_attr_level);'],
])('all orders come to the same: %s', (_, remove) => {
  const source = driver({
    more: '#include <linux/gfp.h>',
    probe:
      'priv->table = (u32 *)get_zeroed_page(GFP_KERNEL); if (!priv->table) { kfree(priv); return -ENOMEM; } pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level); if (ret) free_page((unsigned long)priv->table);',
    show: 'struct page *page = virt_to_page(priv->table), *own = alloc_page(GFP_KERNEL); u32 level; get_page(page); level = READ_ONCE(*priv->table); put_page(page); if (own) __free_page(own); return sysfs_emit(buf, "%u\\n", level);',
    remove,
  });
  const compiled = compileDriver(source, machine.pageSize);
  const plan = wholeLife(machine, compiled, 1).plans.find(({ phases }) =>
    phases.some((lists) => lists.length > 1),
  )!;
  sameInEveryOrder(machine, compiled, plan);
});
