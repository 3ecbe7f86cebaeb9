import { describe, expect, test } from 'vitest';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { swallowedTexts } from '../../../src/engine/view/words/exploration.ts';
import { explored, type Phases } from './exploring.ts';
import { edited, embedded, machineOf, pair, trial, trialText } from './running.ts';

/* A call fails, and the action that made it succeeds all the same. */

const machine = machineOf(pair);
const life: Phases = [[['load trial']], [['unload trial']]];

/** Each entry as a line, its place as the text of the line of C. */
function listed({ swallowed }: Explored, text: string): string[] {
  return swallowedTexts(swallowed, ({ line }) => text.split('\n')[line - 1]!.trim());
}

/** Of a module_init with that body. */
function ofInit(body: string, before = '', faults = 1): string[] {
  const text = trialText(body, before);
  const result = explored(trial(text), machine, life, faults);
  expect({ outcome: result.outcome, findings: result.findings }).toEqual({ outcome: 'holds', findings: [] });
  return listed(result, text);
}

const before = `static void *kept;
static int made(int size) { kept = kmalloc(size, GFP_KERNEL); return kept ? 0 : -ENOMEM; }
static int each(struct device *dev, void *data) { return made(8); }
static struct device *root;`;

/** A device with a child, and what puts them away. */
const children = `struct class *class = class_create("trial");
struct device *child;
if (IS_ERR(class)) return PTR_ERR(class);
root = root_device_register("trial");
if (IS_ERR(root)) { class_destroy(class); return PTR_ERR(root); }
child = device_create(class, root, 0, NULL, "child");
if (IS_ERR(child)) { root_device_unregister(root); class_destroy(class); return PTR_ERR(child); }`;
const gone = 'kfree(kept);\ndevice_unregister(child);\nroot_device_unregister(root);\nclass_destroy(class);';

const all = 'and load succeeds all the same';

describe('is listed where', () => {
  test.each([
    [
      'a fallback does as well',
      'kept = kmalloc(8, GFP_KERNEL);\nif (!kept)\nkept = &kept;\nif (kept != &kept) kfree(kept);',
    ],
    [
      'an error branch does not return',
      'kept = kmalloc(8, GFP_KERNEL);\nif (!kept) pr_err("none");\nkfree(kept);',
    ],
    ['a function says so, and its caller goes on', 'if (made(8))\n;\nkfree(kept);'],
    ['it is thrown away', '(void)made(8);\nkfree(kept);'],
    [
      'it goes to the end with success',
      'int ret = 0;\nkept = kmalloc(8, GFP_KERNEL);\nif (!kept) goto out;\nkfree(kept);\nout:\nif (ret) return ret;',
    ],
    [
      'another call fails as well, as it always does',
      'int n;\nif (made(8)) ;\nif (kstrtoint("none", 10, &n)) ;\nkfree(kept);',
    ],
    [
      'it is one of several like it',
      'int i;\nfor (i = 0; i < 3; i++) {\nvoid *p =\nkmalloc(8, GFP_KERNEL);\nif (!p) continue;\nkfree(p);\n}',
    ],
  ])('%s', (_, body) => {
    expect(ofInit(body, before)).toEqual([
      expect.stringMatching(/^kmalloc fails with -ENOMEM at .*kmalloc.*, and load succeeds all the same$/),
    ]);
  });

  test.each([
    [
      'of a loop only the last errno is looked at',
      'for (i = 0; i < 3; i++)\nret = ida_alloc_range(&ida, i, i, GFP_KERNEL);',
    ],
    ['a function is called again, for something else', 'for (i = 0; i < 3; i++)\nret = taken(i);'],
    [
      'it is so under a lock',
      'for (i = 0; i < 3; i++) {\nmutex_lock(&lock);\nret = taken(i);\nmutex_unlock(&lock);\n}',
    ],
  ])('%s', (_, body) => {
    const taking = `static DEFINE_IDA(ida);\nstatic DEFINE_MUTEX(lock);
static int taken(int id) { return ida_alloc_range(&ida, id, id, GFP_KERNEL); }`;
    expect(
      ofInit(
        `int i, ret = 0;\n${body}\nif (ret < 0) { ida_destroy(&ida); return ret; }\nida_destroy(&ida);`,
        taking,
      ),
    ).toEqual([
      expect.stringMatching(/^ida_alloc_range fails with -ENOMEM at .*, and load succeeds all the same$/),
    ]);
  });

  test('the driver’s own callback answers with it, and whoever had it called makes nothing of that', () => {
    expect(ofInit(`${children}\nif (device_for_each_child(root, NULL, each)) ;\n${gone}`, before)).toContain(
      `device_for_each_child fails with -ENOMEM at if (device_for_each_child(root, NULL, each)) ;, ${all}`,
    );
  });
});

test('a macro makes the call, of which a part fails', () => {
  const body = `static struct device dev;
dev.release = let_go;
device_initialize(&dev);
if (dev_set_name(&dev, "trial")) ;
put_device(&dev);`;
  expect(ofInit(body, 'static void let_go(struct device *dev) { }')).toEqual([
    `dev_set_name fails with -ENOMEM at if (dev_set_name(&dev, "trial")) ;, ${all}`,
  ]);
});

describe('is not listed where', () => {
  test.each([
    ['the errno is answered', 'int ret = made(8);\nif (ret) return ret;\nkfree(kept);'],
    [
      'the same call succeeds when made again',
      'int i;\nfor (i = 0; i < 2 && made(8); i++)\n;\nif (i == 2) return -ENOMEM;\nkfree(kept);',
    ],
    ['nothing is made to fail', 'int n;\nif (kstrtoint("none", 10, &n)) ;'],
  ])('%s', (_, body) => {
    expect(ofInit(body, before)).toEqual([]);
  });
});

test('a call that is made again is known, whoever came between', () => {
  const work = `#include <linux/workqueue.h>
static DEFINE_IDA(ida);
static void other(struct work_struct *work) { ida_alloc(&ida, GFP_KERNEL); }
static DECLARE_WORK(others, other);`;
  const again = (from: string): string => `int i, ret = -1;
schedule_work(&others);
for (i = 0; i < 2 && ret < 0; i++) ret = ida_alloc_range(&ida, ${from}, 9, GFP_KERNEL);
flush_work(&others);
ida_destroy(&ida);
if (ret < 0) return ret;`;
  const own = (text: string): boolean => text.includes('ret = ida_alloc_range');
  expect(ofInit(again('4'), work).filter(own)).toEqual([]);
  expect(ofInit(again('4 + i'), work).filter(own)).toHaveLength(1);
});

test('what is answered with another errno is no entry, but a finding', () => {
  const text = trialText('if (made(8)) return -EIO;\nkfree(kept);', before);
  const { findings, swallowed } = explored(trial(text), machine, life, 1);
  expect([findings.map(({ finding }) => finding.kind), swallowed]).toEqual([['errno-lost'], []]);
});

test('with two faults each of the calls is listed, and what is made again twice is answered', () => {
  const two =
    'void *more;\nkept = kmalloc(8, GFP_KERNEL);\nmore = kept ?: vmalloc(8);\nif (kept) kfree(kept);\nelse vfree(more);';
  const include = '#include <linux/vmalloc.h>\n';
  expect(ofInit(two, include + before)).toEqual([
    `kmalloc fails with -ENOMEM at kept = kmalloc(8, GFP_KERNEL);, ${all}`,
  ]);
  expect(ofInit(two, include + before, 2)).toEqual([
    `kmalloc fails with -ENOMEM at kept = kmalloc(8, GFP_KERNEL);, ${all}`,
    `vmalloc fails with -ENOMEM at more = kept ?: vmalloc(8);, ${all}`,
  ]);
  const again = 'int i;\nfor (i = 0; i < 2 && made(8); i++)\n;\nif (i == 2) return -ENOMEM;\nkfree(kept);';
  expect(ofInit(again, before, 2)).toEqual([]);
});

describe('of the reviewed driver, changed', () => {
  const gpu = pair[0]!;
  const user = ['open egm4 as a', 'mmap a 0 65536', 'ioctl a 4096', 'close a'];
  const phases: Phases = [
    [['load nvgrace_gpu_vfio_pci', 'load nvgrace_egm', `bind ${gpu.bdf}`]],
    [user],
    [[`unbind ${gpu.bdf}`, 'unload nvgrace_egm', 'unload nvgrace_gpu_vfio_pci']],
  ];
  const entries = (file: string, ...edits: Parameters<typeof edited>[2]): string[] => {
    const source = edited(embedded('reviewed'), file, edits);
    const { swallowed } = explored(source, machineOf([gpu]), phases, 1);
    return swallowed.map(({ call, errno, action }) => `${action}: ${call} ${errno}`);
  };

  test('nothing as it is: what a probe of its device answers, or a fault handler, is an answer', () => {
    expect(entries('egm.c')).toEqual([]);
  });

  test('an ioctl that does not tell what was not copied', () => {
    const copied = '|| copy_to_user(list, &head, sizeof(head)))\n\t\tret = -EFAULT;';
    expect(entries('egm_pages.c', [copied, copied.replace('ret = -EFAULT', '')])).toEqual([
      'ioctl: copy_to_user null',
    ]);
  });

  test('an open that takes no notice', () => {
    const opening = 'ret = scrub(egm);\n\tif (ret)\n\t\treturn ret;';
    expect(entries('egm_file.c', [opening, opening.replace('return ret', 'pr_warn("dirty")')])).toEqual([
      'open: memremap 12',
    ]);
  });

  test('a fault handler that says so, and one that does not', () => {
    const inserting = 'return vmf_insert_pfn(vmf->vma, vmf->address, PHYS_PFN(egm->base) + vmf->pgoff);';
    const body = inserting.slice('return '.length);
    expect(
      entries('egm_file.c', [
        inserting,
        `if (${body.slice(0, -1)} & VM_FAULT_ERROR) return VM_FAULT_SIGBUS; return VM_FAULT_NOPAGE;`,
      ]),
    ).toEqual([]);
  });

  test('a probe of the GPU, and one of the device that it made', () => {
    const getting = 'ret = egm_region_get(gpu);\n\t\tif (ret)';
    expect(entries('main.c', [getting, getting.replace('if (ret)', 'if (0)')])).toContain(
      'probe: kzalloc 12',
    );
    const adding = 'ret = cdev_device_add(&egm->cdev, &egm->dev);';
    expect(entries('egm_char.c', [adding, `${adding}\n\tret = 0;`])).toContain('probe: cdev_device_add 12');
  });
});
