import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { Acting } from './acting.ts';
import { explored } from './exploring.ts';
import { inKernel, machineOf, pair, trial } from './running.ts';

const page = 0x10000n;

/** A module `trial` with a char device `trial0` of 4 pages at 8 GiB; `operations` are members of its table. */
function charSource(functions: string, operations: string): DriverSource {
  return trial(`
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/io.h>
#include <linux/memory-failure.h>
#include <linux/module.h>
#include <linux/sizes.h>
#define BASE 0x200000000ull
${functions}
static const struct file_operations fops = { .owner = THIS_MODULE, ${operations} };
static struct class *class;
static dev_t first;
static struct { struct device dev; struct cdev cdev; } *thing;
static void release(struct device *dev) { pr_info("released\\n"); kfree(thing); }
static char *devnode(const struct device *dev, umode_t *mode) { *mode = 0640; return NULL; }
static int __init start(void)
{
	if (alloc_chrdev_region(&first, 0, 1, "trial"))
		return -ENOMEM;
	class = class_create("trial");
	class->devnode = devnode;
	thing = kzalloc(sizeof(*thing), GFP_KERNEL);
	device_initialize(&thing->dev);
	thing->dev.class = class;
	thing->dev.devt = first;
	thing->dev.release = release;
	dev_set_name(&thing->dev, "trial0");
	cdev_init(&thing->cdev, &fops);
	thing->cdev.owner = THIS_MODULE;
	return cdev_device_add(&thing->cdev, &thing->dev);
}
module_init(start);
static void __exit stop(void)
{
	cdev_device_del(&thing->cdev, &thing->dev);
	put_device(&thing->dev);
	class_destroy(class);
	unregister_chrdev_region(first, 1);
}
module_exit(stop);
`);
}

/** The same, loaded. */
function charDevice(functions: string, operations: string): Acting {
  const acting = new Acting(charSource(functions, operations), machineOf(pair));
  expect(acting.driver.notes.untranslated).toEqual([]);
  expect(acting.do('load trial')).toEqual([0]);
  return acting;
}

const mmap = `
static int map(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff + vma_pages(vma) > 4)
		return -EINVAL;
	return remap_pfn_range(vma, vma->vm_start, PHYS_PFN(BASE) + vma->vm_pgoff, vma->vm_end - vma->vm_start, vma->vm_page_prot);
}`;

describe('chrdev_open, __fput (fs/char_dev.c, fs/file_table.c)', () => {
  const functions = `
static int open(struct inode *inode, struct file *file) { pr_info("open %u\\n", iminor(inode)); return 0; }
static int done(struct inode *inode, struct file *file) { pr_info("release\\n"); return 0; }`;

  test('several processes open and close; the node has the mode of devnode, and a reserved number', () => {
    const acting = charDevice(functions, '.open = open, .release = done');
    expect(acting.observe().nodes).toMatchObject([
      { name: 'trial0', auxiliary: '', major: 511, minor: 0, mode: 0o640, reserved: true },
    ]);
    expect(acting.do('open /dev/trial0 as a', 'open trial0 as b', 'close a', 'close b', 'close b')).toEqual([
      0, 0, 0, 0, -9,
    ]);
    expect(acting.log()).toEqual(['open 0', 'open 0', 'release', 'release']);
  });

  test('a node that is not there: -ENOENT; one whose open fails gives its errno and holds nothing', () => {
    const failing = functions.replace('return 0; }', 'return -EPERM; }');
    const acting = charDevice(failing, '.open = open');
    expect(acting.do('open none as a', 'open trial0 as a', 'unload trial')).toEqual([-2, -1, 0]);
    expect(acting.kinds()).toEqual([]);
  });

  test('try_module_get: an open file keeps the module, which is -EWOULDBLOCK', () => {
    const acting = charDevice(functions, '.open = open, .release = done');
    expect(acting.do('open trial0 as a', 'unload trial', 'close a', 'unload trial', 'unload trial')).toEqual([
      0, -11, 0, 0, -2,
    ]);
    expect(acting.observe().nodes).toEqual([]);
    expect(acting.kinds()).toEqual([]);
  });

  test('init_module: -EEXIST twice; loaded anew its variables are fresh', () => {
    const acting = charDevice('static int loads;', '');
    expect(acting.do('load trial', 'unload trial', 'load trial', 'open trial0 as a')).toEqual([-17, 0, 0, 0]);
    expect(acting.kinds()).toEqual([]);
  });
});

describe('mmap', () => {
  test('do_mmap: what is refused before the driver is asked', () => {
    const acting = charDevice('', '');
    acting.do('open trial0 as a');
    const map = (offset: bigint, length: bigint) => acting.do(`mmap a ${offset} ${length}`)[0];
    expect(map(0n, 0n)).toBe(-22);
    expect(map(1n, page)).toBe(-22);
    expect(map(0n, 1n << 63n)).toBe(-12);
    expect(map(0xffffffffffff0000n, 2n * page)).toBe(-75);
    expect(map(0n, page)).toBe(-19);
    expect(acting.do('mmap b 0 65536')).toEqual([-9]);
  });

  test('remap_pfn_range: a private mapping must be whole, as is_cow_mapping has it', () => {
    const acting = charDevice(mmap, '.mmap = map');
    acting.do('open trial0 as a');
    expect(acting.do('mmap a 0 65536', 'mmap a 196608 65536', 'mmap a 196608 131072')).toEqual([0, 0, -22]);
    expect(acting.do('mmap a 0 65536 private')).toEqual([0]);
    expect(acting.do('close a', 'unload trial')).toEqual([0, 0]);
    expect(acting.kinds()).toEqual([]);
  });

  const touched = `
static vm_fault_t fault(struct vm_fault *vmf)
{
	pr_info("page %lu\\n", vmf->pgoff);
	if (vmf->pgoff >= 4)
		return VM_FAULT_SIGBUS;
	return vmf_insert_pfn(vmf->vma, vmf->address, PHYS_PFN(BASE) + vmf->pgoff);
}
static const struct vm_operations_struct operations = { .fault = fault };
static int map(struct file *file, struct vm_area_struct *vma)
{
	vm_flags_set(vma, VM_IO | VM_PFNMAP);
	vma->vm_ops = &operations;
	return 0;
}`;

  test('do_fault, vmf_insert_pfn: the first page and the last are touched; SIGBUS is the process’s', () => {
    const acting = charDevice(touched, '.mmap = map');
    acting.do('open trial0 as a', 'open trial0 as b');
    expect(acting.do('mmap a 65536 196608', 'mmap b 196608 131072')).toEqual([0, 0]);
    expect(acting.log()).toEqual(['page 1', 'page 3', 'page 3', 'page 4']);
    expect(acting.observe().files.map(({ mapped }) => mapped)).toEqual([2n * page, page]);
    // What lost its pages, or never had them, is used again.
    acting.do('mmap b 262144 65536', 'mmap b 262144 65536');
    expect(acting.log()).toEqual(['page 4', 'page 4', 'page 4']);
    expect(acting.do('close a', 'close b', 'unload trial')).toEqual([0, 0, 0]);
    expect(acting.kinds()).toEqual([]);
  });

  test('vmf_insert_pfn: BUG_ON where the mapping is not one of page frames', () => {
    const acting = charDevice(touched.replace(' | VM_PFNMAP', ''), '.mmap = map');
    acting.do('open trial0 as a', 'mmap a 0 65536');
    expect(acting.kinds()).toEqual(['warn/bug']);
  });
});

describe('ioctl', () => {
  test('-ENOTTY without an operation; the structure is the caller’s memory', () => {
    const ioctl = `
static long control(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct { u32 argsz, count; } head;
	if (cmd != _IO('E', 100)) return -ENOTTY;
	if (copy_from_user(&head, (void __user *)arg, sizeof(head))) return -EFAULT;
	head.count = head.argsz * 2;
	return copy_to_user((void __user *)arg, &head, sizeof(head)) ? -EFAULT : 7;
}`;
    const without = charDevice('', '');
    expect(without.do('open trial0 as a', 'ioctl a 8')).toEqual([0, -25]);
    const acting = charDevice(ioctl, '.unlocked_ioctl = control');
    expect(acting.do('open trial0 as a', 'ioctl a 24')).toEqual([0, 7]);
    expect(acting.words('a', 1)).toEqual([(48n << 32n) | 24n]);
    acting.do('ioctl a 4294967295');
    expect(acting.words('a', 1)).toEqual([(0xfffffffen << 32n) | 0xffffffffn]);
    expect(acting.kinds()).toEqual([]);
  });

  test('memory of a user is copied, looked through, read as text and number, and cleared', () => {
    const acting = charDevice(
      `#include <linux/string.h>
static long control(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *user = (void __user *)arg; u32 head[2], large[8], value = 9, *copy; char text[8], *s; loff_t at = 0; u8 number = 0;
	pr_info("%d %u", copy_struct_from_user(head, 8, user, 24), head[0]); pr_info("%d %u %u", copy_struct_from_user(large, 32, user, 24), large[0], large[7]);
	pr_info("%d", put_user(1, (u32 __user *)user + 5)); pr_info("%d", copy_struct_from_user(head, 8, user, 24));
	copy = memdup_user(user, 24); pr_info("%u %u", copy[0], copy[5]); kfree(copy); pr_info("%ld %ld", strnlen_user(user, 100), strncpy_from_user(text, user, 8));
	s = strndup_user(user, 10); pr_info("%zu", strlen(s)); kfree(s); pr_info("%ld", PTR_ERR(strndup_user(user, 1))); s = memdup_user_nul(user, 1); pr_info("%zu", strlen(s)); kfree(s);
	pr_info("%zd %zd", simple_read_from_buffer(user, 2, &at, "42\\n", 4), simple_read_from_buffer(user + 2, 9, &at, "42\\n", 4)); pr_info("%d", kstrtou8_from_user(user, 3, 0, &number)); pr_info("%u", number);
	at = 1; pr_info("%zd", simple_write_to_buffer(text, 8, &at, user, 2)); pr_info("%c%c", text[1], text[2]); pr_info("%lu %d %u", clear_user(user, 24), get_user(value, (u32 __user *)user), value);
	return 0;
}`,
      '.unlocked_ioctl = control',
    );
    expect(acting.do('open trial0 as a', 'ioctl a 24')).toEqual([0, 0]);
    expect(acting.kinds()).toEqual([]);
    expect(acting.log()).toEqual([
      '0 24',
      '0 24 0',
      '0',
      '-7',
      '24 1',
      '2 1',
      '1',
      '-22',
      '1',
      '2 2',
      '0',
      '42',
      '2',
      '42',
      '0 0 0',
    ]);
  });

  test('what get_user and copy_from_user could not read is 0, and was written', () => {
    const ioctl = `
static long control(struct file *file, unsigned int cmd, unsigned long arg)
{
	u32 argsz, half[2];
	int ret = get_user(argsz, (u32 __user *)arg);
	unsigned long left = copy_from_user(half, (void __user *)arg, sizeof(half));

	if ((ret && argsz) || (left && (half[0] || half[1])))
		*(volatile int *)0 = 1;
	return ret || left ? -EFAULT : 0;
}`;
    const phases = [[['load trial', 'open trial0 as a', 'ioctl a 8', 'close a', 'unload trial']]];
    const { findings, transitions } = explored(
      charSource(ioctl, '.unlocked_ioctl = control'),
      machineOf(pair),
      phases,
      1,
    );
    expect(transitions).toBeGreaterThan(10);
    const during = findings.filter(({ finding }) => finding.during.startsWith('ioctl'));
    expect(during.map(({ finding }) => finding.kind)).toEqual([]);
  });

  test('copy_to_user of what was never written is found, where it is called', () => {
    const ioctl = `
static long control(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct { u32 argsz, count; } *head = kmalloc(sizeof(*head), GFP_KERNEL);
	head->argsz = 8;
	if (copy_to_user((void __user *)arg, head, sizeof(*head))) return -EFAULT;
	kfree(head);
	return 0;
}`;
    const acting = charDevice(ioctl, '.unlocked_ioctl = control');
    acting.do('open trial0 as a', 'ioctl a 8');
    expect(acting.kinds()).toEqual(['uninitialised-copy-out/memory']);
    expect(acting.run.state.findings[0]!.values).toMatchObject({
      text: 'of 8 bytes the one at offset 4 was never written',
    });
  });
});

describe('register_pfn_address_space, memory_failure (mm/memory-failure.c)', () => {
  const failure = (allocation: string) => `${mmap}
static struct pfn_address_space space;
static int translate(struct vm_area_struct *vma, unsigned long pfn, pgoff_t *pgoff)
{
	${allocation}
	*pgoff = pfn - PHYS_PFN(BASE);
	pr_info("poisoned %lu\\n", *pgoff);
	return 0;
}
static int open(struct inode *inode, struct file *file)
{
	space.node.start = PHYS_PFN(BASE);
	space.node.last = space.node.start + 3;
	space.mapping = file->f_mapping;
	space.pfn_to_vma_pgoff = translate;
	return register_pfn_address_space(&space);
}
static int done(struct inode *inode, struct file *file) { unregister_pfn_address_space(&space); return 0; }`;
  const operations = '.open = open, .release = done, .mmap = map';

  test('the users of a faulty page are signalled; overlapping ranges are -EBUSY', () => {
    const acting = charDevice(failure(''), operations);
    expect(acting.do('open trial0 as a', 'open trial0 as b', 'mmap a 0 65536')).toEqual([0, -16, 0]);
    expect(acting.do('poison 0x200020000', 'poison 0x200040000')).toEqual([0, -16]);
    expect(acting.log()).toEqual([
      'poisoned 2',
      'Memory failure: 0x20002: Sending SIGBUS to user:1000 due to hardware memory corruption',
      'Memory failure: 0x20002: recovery action for non struct page pfn: Recovered',
      'Memory failure: 0x20004: recovery action for non struct page pfn: Ignored',
    ]);
    expect(acting.do('close a', 'poison 0x200020000', 'unload trial')).toEqual([0, -16, 0]);
    expect(acting.kinds()).toEqual([]);
  });

  test('the callback runs within RCU: what may sleep is found', () => {
    const acting = charDevice(failure('kfree(kmalloc(8, GFP_KERNEL));'), operations);
    acting.do('open trial0 as a', 'mmap a 0 65536', 'poison 0x200000000');
    expect(acting.kinds()).toEqual(['sleep-in-atomic/RCU read section']);
    const atomic = charDevice(failure('kfree(kmalloc(8, GFP_ATOMIC));'), operations);
    atomic.do('open trial0 as a', 'mmap a 0 65536', 'poison 0x200000000');
    expect(atomic.kinds()).toEqual([]);
  });
});

test('a cdev of the number of no device is refused, with a warning', () => {
  const { log, findings } = inKernel(
    'static struct cdev c; static const struct file_operations f; int r; cdev_init(&c, &f); r = cdev_add(&c, 0, 1); pr_info("%d", r);',
  );
  expect(log.at(-1)).toBe('-16');
  expect(findings.map(({ kind }) => kind)).toEqual(['warn']);
});

test('sysfs_emit writes to no buffer but one of sysfs, which begins with a page', () => {
  const { log, findings } = inKernel(
    'char *p = kzalloc(2 * PAGE_SIZE, GFP_KERNEL); int n = sysfs_emit(p, "abc"); pr_info("%d", n); n = sysfs_emit(p + 8, "x"); pr_info("%d %s", n, p); n = sysfs_emit_at(p, PAGE_SIZE, "x"); pr_info("%d", n); kfree(p);',
  );
  expect(log.filter((line) => !line.startsWith('invalid'))).toEqual(['3', '0 abc', '0']);
  expect(findings.map(({ kind }) => kind)).toEqual(['warn', 'warn']);
});
