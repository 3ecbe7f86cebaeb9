/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/cdev.h>
#include <linux/fs.h>
#include "core.h"

/* A range of device numbers (struct char_device_struct, fs/char_dev.c). */
struct number_range {
	struct list_head list;
	dev_t first;
	unsigned int count;
};

#define MAJORS 512u
#define FIRST_DYNAMIC_MAJOR (MAJORS - 1)
#define LAST_DYNAMIC_MAJOR 384u

static LIST_HEAD(ranges);

static bool overlaps(dev_t first, unsigned int count)
{
	struct number_range *range;

	__machine_meet(&ranges, 0, 0);
	list_for_each_entry(range, &ranges, list)
		if (first < range->first + range->count && range->first < first + count)
			return true;
	return false;
}

/* __register_chrdev_region (fs/char_dev.c) */
static int add_range(dev_t first, unsigned int count, const char *name)
{
	struct number_range *range;

	if (MAJOR(first) >= MAJORS) {
		pr_err("CHRDEV \"%s\" major requested (%u) is greater than the maximum (%u)\n", name, MAJOR(first),
		       MAJORS - 1);
		return -EINVAL;
	}
	if (overlaps(first, count))
		return -EBUSY;
	range = __machine_alloc(sizeof(*range), 1);
	if (!range)
		return -ENOMEM;
	/* Pinned, so that a range never given back is found. */
	__machine_pin(range);
	__machine_meet(&ranges, 0, 1);
	range->first = first;
	range->count = count;
	list_add_tail(&range->list, &ranges);
	return 0;
}

/* alloc_chrdev_region (fs/char_dev.c): a major of its own, from 511 down here. */
int alloc_chrdev_region(dev_t *dev, unsigned int first, unsigned int count, const char *name)
{
	unsigned int major = FIRST_DYNAMIC_MAJOR;
	int ret;

	may_sleep();
	if (__machine_choose("alloc_chrdev_region", 2))
		return -ENOMEM;
	if (count > MINORMASK + 1 - first) {
		pr_err("CHRDEV \"%s\" minor range requested (%u-%u) is out of range of maximum range (%u-%u) for a single major\n",
		       name, first, first + count - 1, 0, MINORMASK);
		return -EINVAL;
	}
	while (major >= LAST_DYNAMIC_MAJOR && overlaps(MKDEV(major, 0), MINORMASK + 1))
		major--;
	if (major < LAST_DYNAMIC_MAJOR) {
		pr_err("CHRDEV \"%s\" dynamic allocation region is full\n", name);
		return -EBUSY;
	}
	ret = add_range(MKDEV(major, first), count, name);
	if (!ret)
		*dev = MKDEV(major, first);
	return ret;
}

static dev_t end_in_major(dev_t from, dev_t to)
{
	return min(MKDEV(MAJOR(from) + 1, 0), to);
}

/* register_chrdev_region (fs/char_dev.c): a range for each major. */
int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	dev_t to = from + count, n = from;
	int ret;

	may_sleep();
	if (__machine_choose("register_chrdev_region", 2))
		return -ENOMEM;
	for (; n < to; n = end_in_major(n, to)) {
		ret = add_range(n, end_in_major(n, to) - n, name);
		if (ret) {
			unregister_chrdev_region(from, n - from);
			return ret;
		}
	}
	return 0;
}

static void remove_range(dev_t first, unsigned int count)
{
	struct number_range *range;

	list_for_each_entry(range, &ranges, list)
		if (range->first == first && range->count == count) {
			list_del(&range->list);
			__machine_unpin(range);
			__machine_free(range);
			return;
		}
}

/* unregister_chrdev_region (fs/char_dev.c) */
void unregister_chrdev_region(dev_t from, unsigned int count)
{
	dev_t to = from + count, n;

	may_sleep();
	__machine_meet(&ranges, 0, 1);
	for (n = from; n < to; n = end_in_major(n, to))
		remove_range(n, end_in_major(n, to) - n);
}

/* Whether some range holds the number. */
bool number_is_reserved(dev_t number)
{
	return overlaps(number, 1);
}

/* __register_chrdev (fs/char_dev.c): the major it found, for one of 0; a cdev for all of its numbers. */
int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name,
		      const struct file_operations *fops)
{
	dev_t first = MKDEV(major, baseminor);
	struct cdev *cdev;
	int err;

	err = major ? register_chrdev_region(first, count, name) : alloc_chrdev_region(&first, baseminor, count, name);
	if (err)
		return err;
	err = -ENOMEM;
	cdev = cdev_alloc();
	if (!cdev)
		goto out_region;
	cdev->owner = fops->owner;
	cdev->ops = fops;
	err = cdev_add(cdev, first, count);
	if (err)
		goto out_cdev;
	return major ? 0 : MAJOR(first);

out_cdev:
	kobject_put(&cdev->kobj);
out_region:
	unregister_chrdev_region(first, count);
	return err;
}

/* __unregister_chrdev (fs/char_dev.c) */
void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name)
{
	dev_t first = MKDEV(major, baseminor);
	struct cdev *cdev = cdev_of(first);

	if (number_is_reserved(first) && cdev)
		cdev_del(cdev);
	unregister_chrdev_region(first, count);
}
