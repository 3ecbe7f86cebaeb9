import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreKernel } from '../../../src/engine/kernel/exploration.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { Acting } from './acting.ts';
import { machine as attributeMachine, driver, type Parts, wrong } from './attribute-trials.ts';
import { inKernel, kinds, machineOf, trial } from './running.ts';
import { reduced, unreduced } from './unreduced.ts';

/* Pages of the kernel's memory: what a driver does with them, and what users have mapped of them. */

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

interface Device {
  readonly mmap: string;
  readonly open?: string;
  readonly release?: string;
  readonly more?: string;
  readonly start?: string;
  readonly stop?: string;
  readonly alloc?: string;
}

/** A misc device whose pages can be mapped. */
function device({
  mmap,
  open = '',
  release = '',
  more = '',
  start = '',
  stop = '__free_page(kept);',
  alloc = 'GFP_KERNEL | __GFP_ZERO',
}: Device): DriverSource {
  return trial(`#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
static struct page *kept;
${more}
static int d_open(struct inode *inode, struct file *file) { ${open} return 0; }
static int d_release(struct inode *inode, struct file *file) { ${release} return 0; }
static int d_mmap(struct file *file, struct vm_area_struct *vma) { ${mmap} }
static const struct file_operations fops = { .owner = THIS_MODULE, .open = d_open, .release = d_release, .mmap = d_mmap };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "trial", .fops = &fops };
static int __init begin(void)
{
	int ret;

	kept = alloc_page(${alloc});
	if (!kept)
		return -ENOMEM;
	${start}
	ret = misc_register(&misc);
	if (ret)
		__free_page(kept);
	return ret;
}
static void __exit end(void) { misc_deregister(&misc); ${stop} }
module_init(begin);
module_exit(end);`);
}

const machine = machineOf([], '64 KiB');
const whole = 'if (vma_pages(vma) > 1 || vma->vm_pgoff) return -EINVAL;';
const remap =
  'return remap_pfn_range(vma, vma->vm_start, page_to_pfn(kept), vma->vm_end - vma->vm_start, vma->vm_page_prot);';
const fault = (gives: string) => ({
  more: `static vm_fault_t d_fault(struct vm_fault *vmf) { ${gives} } static const struct vm_operations_struct ops = { .fault = d_fault };`,
  mmap: 'vma->vm_ops = &ops; return 0;',
});

function lived(source: DriverSource, faults: number): string[] {
  const compiled = compileDriver(source, machine.pageSize);
  expect(compiled.notes.untranslated).toEqual([]);
  const search = exploreLife(machine, compiled, wholeLife(machine, compiled, faults));
  for (;;) {
    const next = search.next();
    if (!next.done) continue;
    expect(next.value.limit).toBeNull();
    return [...new Set(next.value.findings.map(({ finding }) => `${finding.kind} ${finding.detail}`))].sort();
  }
}

describe('pages that users have mapped', () => {
  test.each<[string, Device, string[]]>([
    ['inserted', { mmap: 'return vm_insert_page(vma, vma->vm_start, kept);' }, []],
    [
      'inserted, and let go of where it is closed',
      {
        open: 'file->private_data = (void *)get_zeroed_page(GFP_KERNEL); if (!file->private_data) return -ENOMEM;',
        mmap: 'return vm_insert_page(vma, vma->vm_start, virt_to_page(file->private_data));',
        release: 'free_page((unsigned long)file->private_data);',
      },
      [],
    ],
    ['of several', { mmap: 'struct page *all[] = { kept }; return vm_map_pages(vma, all, 1);' }, []],
    ['by their number', { mmap: whole + remap }, []],
    ['given by a fault', fault('get_page(kept); vmf->page = kept; return 0;'), []],
    ['inserted by a fault', { ...fault('return vmf_insert_page(vmf->vma, vmf->address, kept);') }, []],
    [
      'inserted, and let go of at once',
      {
        mmap: 'struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO); int ret = page ? vm_insert_page(vma, vma->vm_start, page) : -ENOMEM; if (page) __free_page(page); return ret;',
      },
      [],
    ],
    [
      'with a reference too many',
      { mmap: 'int ret = vm_insert_page(vma, vma->vm_start, kept); if (!ret) get_page(kept); return ret;' },
      ['leak unreachable'],
    ],
    [
      'given by a fault without a reference',
      fault('vmf->page = kept; return 0;'),
      ['double-free again', 'use-after-free read'],
    ],
    [
      'with what was there before',
      { mmap: 'return vm_insert_page(vma, vma->vm_start, kept);', alloc: 'GFP_KERNEL' },
      ['uninitialised-copy-out mapped'],
    ],
    [
      'by their number, with what was there before',
      { mmap: whole + remap, alloc: 'GFP_KERNEL' },
      ['uninitialised-copy-out mapped'],
    ],
    ['by their number, more than there are', { mmap: remap }, ['out-of-bounds handed-out']],
    [
      'by their number, and freed',
      {
        mmap: `${whole} int ret; if (!kept) return -EBUSY; ${remap.replace('return', 'ret =')} if (!ret) { __free_page(kept); kept = NULL; } return ret;`,
        stop: 'if (kept) __free_page(kept);',
      },
      ['use-after-free page-mapped'],
    ],
    [
      'that were freed before',
      {
        more: 'static bool gone;',
        open: 'if (!gone) { gone = true; __free_page(kept); }',
        mmap: 'return vm_insert_page(vma, vma->vm_start, kept);',
        stop: 'if (!gone) __free_page(kept);',
      },
      ['use-after-free read'],
    ],
    [
      'twice at one address',
      {
        mmap: 'int ret = vm_insert_page(vma, vma->vm_start, kept); if (ret) return ret; ret = vm_insert_page(vma, vma->vm_start, kept); return ret == -EBUSY ? 0 : ret; ',
      },
      [],
    ],
    [
      'twice in one page',
      {
        mmap: 'int ret = vm_insert_page(vma, vma->vm_start + 8, kept); if (ret) return ret; ret = vm_insert_page(vma, vma->vm_start, kept); return ret == -EBUSY ? 0 : -EIO;',
      },
      [],
    ],
    [
      'outside the area',
      { mmap: 'return vm_insert_page(vma, vma->vm_end, kept) == -EFAULT ? 0 : -EIO;' },
      [],
    ],
  ])('%s', (_, parts, expected) => {
    expect(lived(device(parts), 1)).toEqual(expected);
  });

  test('a mapping that fails gives them back', () => {
    const acting = new Acting(
      device({
        mmap: 'vm_insert_page(vma, vma->vm_start, kept); pr_info("%d", page_count(kept)); return -EIO;',
        stop: 'pr_info("%d", page_count(kept)); __free_page(kept);',
      }),
      machine,
    );
    expect(acting.do('load trial', 'open trial as a', 'mmap a 0 4096', 'close a', 'unload trial')).toEqual([
      0, 0, -5, 0, 0,
    ]);
    expect([acting.log(), acting.kinds(), acting.lost()]).toEqual([['2', '1'], [], []]);
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
  const compiled = compileDriver(source, attributeMachine.pageSize);
  const plan = wholeLife(attributeMachine, compiled, 1).plans.find(({ phases }) =>
    phases.some((lists) => lists.length > 1),
  )!;
  const search = exploreKernel(attributeMachine, compiled, plan, { tries: 0, everyOrder: true });
  let next = search.next();
  while (!next.done) next = search.next();
  expect(reduced(next.value)).toEqual(unreduced(attributeMachine, compiled, plan));
});
