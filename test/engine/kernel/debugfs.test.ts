import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { findingsOf } from '../../../src/engine/kernel/findings.ts';
import { systemFindings } from '../../../src/engine/kernel/system-rules.ts';
import { uncoveredTexts } from '../../../src/engine/view/words/exploration.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { Acting, finished } from './acting.ts';
import { explored, type Phases, told } from './exploring.ts';
import { kinds, machineOf, pair, run, trial } from './running.ts';

/*
 * A driver that shows each device it is bound to in debugfs. fs/debugfs/inode.c: whoever makes a file need not look
 * whether it came to be, and each is there until debugfs_remove.
 */

interface Parts {
  readonly show?: string;
  readonly made?: string;
  readonly removed?: string;
  readonly exit?: string;
}

const directory = 'gadget->dir = debugfs_create_dir(pci_name(pdev), top);';
const file = 'debugfs_create_file("state", 0400, gadget->dir, gadget, &state_fops);';
const counter = 'debugfs_create_u32("count", 0400, gadget->dir, &gadget->count);';

function driver({
  show = 'seq_printf(m, "%u\\n", gadget->count);',
  made = `${directory} ${file} ${counter}`,
  removed = 'debugfs_remove_recursive(gadget->dir); kfree(gadget);',
  exit = 'debugfs_remove(top);',
}: Parts = {}): DriverSource {
  return trial(`#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/pci.h>
struct gadget { u32 count; struct gadget *next; struct dentry *dir; };
static struct dentry *top;
static int state_show(struct seq_file *m, void *unused)
{
	struct gadget *gadget = m->private;

	${show}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(state);
static int gadget_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct gadget *gadget = kzalloc(sizeof(*gadget), GFP_KERNEL);

	if (!gadget)
		return -ENOMEM;
	pci_set_drvdata(pdev, gadget);
	${made}
	return 0;
}
static void gadget_remove(struct pci_dev *pdev)
{
	struct gadget *gadget = pci_get_drvdata(pdev);

	${removed}
}
static const struct pci_device_id gadget_ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver gadget_driver = { .name = "gadget", .id_table = gadget_ids, .probe = gadget_probe, .remove = gadget_remove };
static int __init gadget_init(void)
{
	int ret;

	top = debugfs_create_dir("gadget", NULL);
	ret = pci_register_driver(&gadget_driver);
	if (ret)
		debugfs_remove(top);
	return ret;
}
module_init(gadget_init);
static void __exit gadget_exit(void)
{
	pci_unregister_driver(&gadget_driver);
	${exit}
}
module_exit(gadget_exit);
MODULE_LICENSE("GPL");
`);
}

/** What is found where nothing runs, after these steps. */
function standing(source: DriverSource, ...steps: string[]) {
  const acting = new Acting(source, machineOf(pair));
  acting.do('load trial', ...steps);
  return finished(systemFindings(acting.run)).map((each) => ({
    kind: each.kind,
    text: findingMessage(findingsOf([each])[0]!),
  }));
}

const [first, second] = ['0008:01:00.0', '0009:01:00.0'];
const bound = `bind ${first}`;
const unbound = `unbind ${first}`;
const life: Phases = [
  [['load trial']],
  [
    [bound, unbound],
    [`bind ${second}`, `unbind ${second}`],
  ],
  [['unload trial']],
];

describe('debugfs', () => {
  test('what is removed again holds, whatever fails', () => {
    const found = explored(driver(), machineOf(pair), life, 1);
    expect([found.outcome, ...told(found)]).toEqual(['holds']);
    expect(uncoveredTexts(found, [])).toEqual([
      'readers of debugfs beside others: its files are read only where nothing else runs',
    ]);
  });

  test('what is there can be read', () => {
    expect(standing(driver(), bound)).toEqual([]);
    expect(standing(driver(), bound, unbound)).toEqual([]);
  });

  test('a show that follows what nobody has set', () => {
    const [found, ...others] = standing(driver({ show: 'seq_printf(m, "%u", gadget->next->count);' }), bound);
    expect(others).toEqual([]);
    expect(found!.kind).toBe('null-dereference');
    expect(found!.text).toContain('during debugfs');
  });

  test('a text of many pages, made again in a larger buffer until it fits, is read piece by piece', () => {
    const many = `static void *many_start(struct seq_file *m, loff_t *pos) { return *pos < 600 ? (void *)(*pos + 1) : NULL; }
static void *many_next(struct seq_file *m, void *v, loff_t *pos) { ++*pos; return many_start(m, pos); }
static void many_stop(struct seq_file *m, void *v) { }
static int many_show(struct seq_file *m, void *v) { WARN(v == (void *)600, "size %zu", m->size); seq_printf(m, "%0512d", 1); return 0; }
static const struct seq_operations many_ops = { .start = many_start, .next = many_next, .stop = many_stop, .show = many_show };
static int many_open(struct inode *inode, struct file *file) { return seq_open(file, &many_ops); }
static const struct file_operations many_fops = { .owner = THIS_MODULE, .open = many_open, .read = seq_read, .release = seq_release };
static int gadget_probe(`;
    const source = driver({
      made: `${directory} debugfs_create_file("many", 0400, gadget->dir, NULL, &many_fops);`,
    });
    const text = source.files.get('main.c')!.replace('static int gadget_probe(', many);
    const found = standing(trial(text), bound);
    // 600 times 512 bytes: twice 64 KiB, again and again.
    expect(found.map(({ text: told }) => /size (\d+)/.exec(told)?.[1])).toEqual(['524288']);
  });

  test.each([
    ['whose show reads it', `${directory} ${file}`],
    ['that shows it itself', `${directory} ${counter}`],
  ])('a file that outlives what it shows, %s', (_, made) => {
    const left = driver({ made, removed: 'kfree(gadget);' });
    expect(standing(left, bound)).toEqual([]);
    expect(standing(left, bound, unbound).map(({ kind }) => kind)).toEqual(['use-after-free']);
  });

  test('what is still there when the module goes is told once, with all that is in it', () => {
    const outcome = run(driver({ exit: '' }), machineOf(pair));
    expect(kinds(outcome)).toEqual(['leak']);
    expect(findingMessage(outcome.findings[0]!)).toContain('what is made here in debugfs is still there');
  });

  test('a reference of debugfs_lookup that is never put', () => {
    const outcome = run(
      driver({
        removed:
          'debugfs_lookup("state", gadget->dir); debugfs_remove_recursive(gadget->dir); kfree(gadget);',
      }),
      machineOf(pair.slice(0, 1)),
    );
    expect(kinds(outcome)).toEqual(['leak']);
    expect(findingMessage(outcome.findings[0]!)).toContain('struct dentry is never freed');
  });

  test('a directory that is removed twice', () => {
    const twice = 'debugfs_remove(gadget->dir); debugfs_remove(gadget->dir); kfree(gadget);';
    expect(kinds(run(driver({ removed: twice }), machineOf(pair.slice(0, 1))))).toEqual(['use-after-free']);
  });
});
