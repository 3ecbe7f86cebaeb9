import { expect, test } from 'vitest';
import { cutShortTexts } from '../../../src/engine/view/words/cut-short.ts';
import { uncoveredTexts } from '../../../src/engine/view/words/exploration.ts';
import { bdf, driver, lived, machine, type Parts } from './attribute-trials.ts';
import { machineOf, run, trial } from './running.ts';

/* What is tried where nothing else runs, and not to its end, is said: by a run, and by an exploration. */

const said = (parts: Parts): string[] => {
  const source = driver(parts);
  const explored = lived(source);
  expect(explored.findings).toEqual([]);
  const [ofRun, ofExploration] = [
    cutShortTexts(run(source, machine).cutShort),
    cutShortTexts(explored.cutShort),
  ];
  expect(ofExploration).toEqual(ofRun);
  expect(uncoveredTexts(explored, [])).toEqual(expect.arrayContaining(ofExploration));
  return ofRun;
};

test('nothing, of a driver that comes to the end of all', () => {
  expect(said({})).toEqual([]);
});

test('a file whose reader waits for somebody', () => {
  const parts = {
    more: '#include <linux/wait.h>\nstatic DECLARE_WAIT_QUEUE_HEAD(wait);',
    show: 'wait_event(wait, READ_ONCE(priv->level)); return 0;',
  };
  expect(cutShortTexts(run(driver(parts), machine).cutShort)).toEqual([
    `what comes of read ${bdf}/level where nothing else runs, and of what follows it: it waits for what nobody does there`,
  ]);
});

test('one whose reader goes round in a loop is a finding, once', () => {
  const { cutShort, findings } = run(
    driver({ show: 'while (!READ_ONCE(priv->level)) cpu_relax(); return 0;' }),
    machine,
  );
  expect([cutShort, findings.map(({ kind }) => kind)]).toEqual([[], ['out-of-fuel']]);
});

test('what waits for what a task has left that an Oops ended is no more than that', () => {
  const show = 'mutex_lock(&priv->lock); return *(int *)NULL;';
  const { cutShort, findings } = run(driver({ show }), machine);
  expect([cutShort, findings.map(({ kind }) => kind)]).toEqual([[], ['null-dereference']]);
});

test('files of sysfs beyond 64: one of each name and functions comes before all others', () => {
  const names = Array.from({ length: 70 }, (_, number) => `level${number}`);
  const made = names.map(
    (name) => `static struct device_attribute ${name} = { .attr = { .name = "${name}", .mode = 0444 } };`,
  );
  const parts = {
    more: made.join('\n'),
    probe: `pci_set_drvdata(pdev, priv); ${names.map((name) => `${name}.show = level_show; if (!ret) ret = device_create_file(&pdev->dev, &${name});`).join(' ')}`,
    remove: names.map((name) => `device_remove_file(&pdev->dev, &${name});`).join(' '),
  };
  const text =
    /^files of sysfs where nothing else runs: there are too many, (\S+, ){3}\S+ and 2 more are neither read nor written$/;
  expect(said(parts)).toEqual([expect.stringMatching(text)]);
});

test('a file of debugfs that has no end', () => {
  const source = trial(`#include <linux/debugfs.h>
#include <linux/module.h>
static ssize_t read(struct file *file, char __user *buf, size_t count, loff_t *pos) { return clear_user(buf, 8) ? -EFAULT : 8; }
static const struct file_operations fops = { .owner = THIS_MODULE, .read = read };
static struct dentry *top;
static int __init start(void)
{
	top = debugfs_create_dir("things", NULL);
	debugfs_create_file("zeros", 0400, top, NULL, &fops);
	return 0;
}
static void __exit stop(void) { debugfs_remove(top); }
module_init(start);
module_exit(stop);
`);
  expect(cutShortTexts(run(source, machine).cutShort)).toEqual([
    'what things/zeros of debugfs has beyond its first 16 pages',
  ]);
});

test('all devices sleep, however many', () => {
  const bdfs = Array.from({ length: 70 }, (_, number) => ({
    bdf: `00${(number + 16).toString(16)}:01:00.0`,
  }));
  const pm = 'static struct dev_pm_ops pm = { .suspend = sleeps };';
  const source = driver({
    more: `static int slept; static int sleeps(struct device *dev) { if (++slept == 70) WARN(1, "all"); return 0; }\n${pm}`,
    driver: '.driver = { .pm = &pm }',
  });
  const { findings, cutShort } = run(source, machineOf(bdfs, '4 KiB'));
  // Of the one file of each, 64 are read.
  expect([findings.map(({ kind }) => kind), cutShort.map(({ kind }) => kind)]).toEqual([['warn'], ['files']]);
});
