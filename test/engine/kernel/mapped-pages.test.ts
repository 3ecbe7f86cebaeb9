import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { Acting } from './acting.ts';
import { machineOf, trial } from './running.ts';

/* Pages of the kernel's memory that users have mapped. */

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
