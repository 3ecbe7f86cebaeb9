import { describe, expect, test } from 'vitest';
import { inKernel } from './running.ts';

/** What a module has that calls with a spinlock held. */
const before = `#include <linux/cdev.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/io.h>
#include <linux/pci.h>
#include <linux/pm_runtime.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/sched.h>
#include <linux/vmalloc.h>
#include <linux/xarray.h>
static DEFINE_SPINLOCK(lock); static DEFINE_MUTEX(mutex); static DECLARE_RWSEM(sem); static DEFINE_SEMAPHORE(sema, 1); static DEFINE_RWLOCK(rwlock);
static DEFINE_IDA(ida); static DEFINE_XARRAY_ALLOC(xa); static DECLARE_COMPLETION(done);
static struct class class = { .name = "trial" }; static struct cdev cdev; static dev_t number; static u32 id;
static void done_with(void *data) { }
static void gone(struct device *dev) { }
static struct device dev = { .release = gone };`;

/** What is found of a call, made with a spinlock held. */
function found(call: string): readonly string[] {
  const body = `device_initialize(&dev); spin_lock(&lock); ${call} spin_unlock(&lock);`;
  return inKernel(body, before)
    .findings.filter(({ kind }) => kind === 'sleep-in-atomic')
    .map(({ values }) => values['function'] ?? '');
}

describe('may sleep, as in Linux', () => {
  test.each([
    ['kmalloc', 'kfree(kzalloc(8, GFP_KERNEL));'],
    ['kasprintf', 'kfree(kasprintf(GFP_KERNEL, "egm%d", 4));'],
    ['vmalloc vfree', 'vfree(vmalloc(8));'],
    ['vfree', 'vfree(NULL);'],
    ['xa_store', 'xa_store(&xa, 1, &xa, GFP_KERNEL);'],
    ['xa_insert', '(void)!xa_insert(&xa, 1, &xa, GFP_KERNEL);'],
    ['xa_alloc', '(void)!xa_alloc(&xa, &id, &xa, xa_limit_32b, GFP_KERNEL);'],
    ['xa_cmpxchg', '(void)!xa_reserve(&xa, 1, GFP_KERNEL);'],
    ['__xa_store', 'xa_lock(&xa); __xa_store(&xa, 1, &xa, GFP_KERNEL); xa_unlock(&xa);'],
    ['ida_alloc', 'ida_alloc(&ida, GFP_KERNEL);'],
    ['kmalloc', 'devm_kfree(&dev, devm_kzalloc(&dev, 8, GFP_KERNEL));'],
    ['devm_add_action', '(void)!devm_add_action(&dev, done_with, NULL);'],
    ['dev_set_name', 'dev_set_name(&dev, "trial%d", 1);'],
    ['device_add', '(void)!device_add(&dev);'],
    ['device_create', 'device_create(&class, NULL, 0, NULL, "trial");'],
    ['class_register', '(void)!class_register(&class);'],
    ['class_create', 'class_create("trial");'],
    ['alloc_chrdev_region', '(void)!alloc_chrdev_region(&number, 0, 1, "trial");'],
    ['cdev_add', 'cdev_init(&cdev, NULL); (void)!cdev_add(&cdev, 1, 1);'],
    ['sysfs_create_link', '(void)!sysfs_create_link(&dev.kobj, &dev.kobj, "x");'],
    ['pm_runtime_get_sync', 'pm_runtime_get_sync(&dev);'],
    ['pm_runtime_put_sync', 'pm_runtime_get_noresume(&dev); pm_runtime_put_sync(&dev);'],
    ['mutex_lock', 'mutex_lock(&mutex); mutex_unlock(&mutex);'],
    ['device_lock', 'device_lock(&dev); device_unlock(&dev);'],
    ['down_read', 'down_read(&sem); up_read(&sem);'],
    ['wait_for_completion', 'complete(&done); wait_for_completion(&done);'],
    ['memremap memunmap', 'memunmap(memremap(0x7870000000, 8, MEMREMAP_WB));'],
    ['msleep', 'msleep(1);'],
    ['schedule', 'schedule();'],
    ['cond_resched', 'cond_resched();'],
    ['down', 'down(&sema);'],
    ['might_sleep', 'might_sleep();'],
  ])('%s: %s', (names, call) => {
    expect(found(call)).toEqual(names.split(' '));
  });
});

test.each([
  'kfree(kzalloc(8, GFP_ATOMIC));',
  'kfree(kasprintf(GFP_NOWAIT, "egm%d", 4));',
  'xa_store(&xa, 1, &xa, GFP_ATOMIC); xa_erase(&xa, 1);',
  'id = ida_alloc(&ida, GFP_ATOMIC); ida_free(&ida, id);',
  'devm_kfree(&dev, devm_kzalloc(&dev, 8, GFP_ATOMIC));',
  'if (mutex_trylock(&mutex)) mutex_unlock(&mutex);',
  'if (device_trylock(&dev)) device_unlock(&dev);',
  'get_device(&dev); put_device(&dev);',
  'pm_runtime_get_noresume(&dev); pm_runtime_put(&dev);',
  'udelay(1); cpu_relax(); complete(&done);',
])('does not sleep: %s', (call) => {
  expect(found(call)).toEqual([]);
});

test('an rwlock is held like a spinlock, for reading as for writing', () => {
  const details = (call: string) =>
    inKernel(call, before).findings.map(({ kind, detail }) => `${kind}/${detail}`);
  expect(details('read_lock(&rwlock); msleep(1); read_unlock(&rwlock);')).toEqual(['sleep-in-atomic/rwlock']);
  expect(details('write_lock(&rwlock); msleep(1); write_unlock(&rwlock);')).toEqual([
    'sleep-in-atomic/rwlock',
  ]);
  const held = 'mutex_lock(&mutex); lockdep_assert_not_held(&mutex); mutex_unlock(&mutex);';
  expect(details(held)).toEqual(['lock-misuse/assert-not-held']);
});

test('an xarray gives its own lock back to wait for memory, and no other', () => {
  const body = 'xa_lock(&xa); __xa_store(&xa, 1, &xa, GFP_KERNEL); xa_unlock(&xa); xa_destroy(&xa);';
  expect(inKernel(body, before).findings).toEqual([]);
  const unlocked = inKernel('__xa_erase(&xa, 1);', before).findings;
  expect(unlocked.map(({ kind, detail }) => `${kind}/${detail}`)).toEqual(['lock-misuse/assert-held']);
  const twice = inKernel('xa_lock(&xa); xa_erase(&xa, 1);', before).findings;
  expect(twice.map(({ kind }) => kind)).toEqual(['lock-misuse']);
});

test('an allocating xarray is made as one', () => {
  const body =
    'struct xarray x; xa_init(&x); pr_info("%d", xa_alloc(&x, &id, &xa, xa_limit_32b, GFP_KERNEL));';
  const { findings, log } = inKernel(body, before);
  expect(findings.map(({ kind }) => kind)).toEqual(['warn']);
  expect(log.at(-1)).toBe('-22');
});
