import type { Subject } from './mutants.ts';

/** Regions by number under one mutex, counted: made by the first user, gone with the last. */
const regions: Subject = {
  tasks: ['a', 'b'],
  faults: 1,
  text: `
struct region {
	struct list_head list;
	int number;
	int users;
};
static LIST_HEAD(regions);
static DEFINE_MUTEX(lock);
static int chance;
static struct region *region_get(int number)
{
	struct region *r;
	mutex_lock(&lock);
	list_for_each_entry(r, &regions, list)
		if (r->number == number)
			goto found;
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		goto out;
	r->number = number;
	list_add(&r->list, &regions);
found:
	r->users++;
out:
	mutex_unlock(&lock);
	return r;
}
static void region_put(struct region *r)
{
	mutex_lock(&lock);
	r->users--;
	if (!r->users) {
		list_del(&r->list);
		kfree(r);
	}
	mutex_unlock(&lock);
}
static int use(int number)
{
	struct region *r = region_get(number);
	if (!r)
		return -ENOMEM;
	region_put(r);
	return 0;
}
int a(void)
{
	return use(4);
}
int b(void)
{
	return use(4);
}
int fini(void)
{
	return !list_empty(&regions);
}
`,
};

/** A shared object with a reference count, found under a spinlock. */
const counted: Subject = {
  tasks: ['open', 'close', 'gone'],
  faults: 0,
  text: `
struct object {
	struct kref ref;
	int value;
};
static struct object *present;
static DEFINE_SPINLOCK(lock);
static int chance;
static void object_free(struct kref *ref)
{
	kfree(container_of(ref, struct object, ref));
}
static struct object *object_find(void)
{
	struct object *o;
	spin_lock(&lock);
	o = present;
	if (o)
		kref_get(&o->ref);
	spin_unlock(&lock);
	return o;
}
int init(void)
{
	present = kzalloc(sizeof(*present), GFP_KERNEL);
	kref_init(&present->ref);
	return 0;
}
static int look(void)
{
	struct object *o = object_find();
	int value;
	if (!o)
		return -ENODEV;
	value = READ_ONCE(o->value);
	kref_put(&o->ref, object_free);
	return value;
}
int open(void)
{
	return look();
}
int close(void)
{
	return look();
}
int gone(void)
{
	struct object *o;
	spin_lock(&lock);
	o = present;
	present = NULL;
	spin_unlock(&lock);
	kref_put(&o->ref, object_free);
	return 0;
}
`,
};

/** Two locks, always in one order, over two lists between which entries move. */
const moving: Subject = {
  tasks: ['a', 'b'],
  faults: 0,
  text: `
struct entry {
	struct list_head list;
	int value;
};
static LIST_HEAD(waiting);
static LIST_HEAD(done);
static DEFINE_MUTEX(waiting_lock);
static DEFINE_MUTEX(done_lock);
static int chance;
static int add(int value)
{
	struct entry *e = kmalloc(sizeof(*e), GFP_KERNEL);
	e->value = value;
	mutex_lock(&waiting_lock);
	list_add_tail(&e->list, &waiting);
	mutex_unlock(&waiting_lock);
	return 0;
}
static int move(void)
{
	struct entry *e;
	int value = 0;
	mutex_lock(&waiting_lock);
	mutex_lock(&done_lock);
	e = list_first_entry_or_null(&waiting, struct entry, list);
	if (e) {
		value = e->value;
		list_del(&e->list);
		list_add(&e->list, &done);
	}
	mutex_unlock(&done_lock);
	mutex_unlock(&waiting_lock);
	return value;
}
int a(void)
{
	add(1);
	return move();
}
int b(void)
{
	add(2);
	return move();
}
int fini(void)
{
	struct entry *e, *next;
	int sum = 0;
	list_splice_tail_init(&waiting, &done);
	list_for_each_entry_safe(e, next, &done, list) {
		sum = sum * 10 + e->value;
		list_del(&e->list);
		kfree(e);
	}
	return sum;
}
`,
};

/** Numbers from an ida, objects by number in an xarray, told by a completion. */
const numbered: Subject = {
  tasks: ['maker', 'user'],
  faults: 1,
  text: `
static DEFINE_IDA(numbers);
static DEFINE_XARRAY(objects);
static struct completion ready;
static int last;
static int chance;
int init(void)
{
	init_completion(&ready);
	return 0;
}
int maker(void)
{
	int number = ida_alloc(&numbers, GFP_KERNEL);
	int *object;
	if (number < 0)
		goto out;
	object = kzalloc(sizeof(*object), GFP_KERNEL);
	if (!object) {
		ida_free(&numbers, number);
		goto out;
	}
	*object = 7;
	if (xa_err(xa_store(&objects, number, object, GFP_KERNEL))) {
		ida_free(&numbers, number);
		kfree(object);
		goto out;
	}
	last = number + 1;
out:
	complete(&ready);
	return 0;
}
int user(void)
{
	int *object;
	int value = 0;
	wait_for_completion(&ready);
	if (!last)
		return -ENOENT;
	object = xa_erase(&objects, last - 1);
	value = *object;
	kfree(object);
	ida_free(&numbers, last - 1);
	return value;
}
int fini(void)
{
	int empty = xa_empty(&objects);
	xa_destroy(&objects);
	ida_destroy(&numbers);
	return empty;
}
`,
};

/** Services of the kernel alone: names looked up and taken, numbers, devices. Nothing of the driver's own is shared. */
const named: Subject = {
  tasks: ['a', 'b'],
  faults: 0,
  text: `
static int chance;
static struct class things = { .name = "things" };
struct thing {
	struct device dev;
};
static struct thing *shared;
static void thing_release(struct device *dev)
{
	kfree(container_of(dev, struct thing, dev));
}
static struct thing *thing_add(const char *name)
{
	struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL);
	device_initialize(&t->dev);
	t->dev.class = &things;
	t->dev.release = thing_release;
	dev_set_name(&t->dev, name);
	if (device_add(&t->dev)) {
		put_device(&t->dev);
		return NULL;
	}
	return t;
}
static void thing_del(struct thing *t)
{
	device_del(&t->dev);
	put_device(&t->dev);
}
int init(void)
{
	class_register(&things);
	shared = thing_add("shared");
	get_device(&shared->dev);
	device_del(&shared->dev);
	return 0;
}
static int use(int number)
{
	struct thing *t;
	dev_t first = 0, second = 0;
	int ret = 0;
	alloc_chrdev_region(&first, 0, 1, "first");
	t = thing_add("one");
	if (t)
		ret = 1;
	alloc_chrdev_region(&second, 0, 1, "second");
	put_device(&shared->dev);
	if (t)
		thing_del(t);
	unregister_chrdev_region(first, 1);
	unregister_chrdev_region(second, 1);
	return ret + (MAJOR(first) - 500) * 100 + (MAJOR(second) - 500) * 10000;
}
int a(void)
{
	return use(1);
}
int b(void)
{
	return use(2);
}
int fini(void)
{
	class_unregister(&things);
	return 0;
}
`,
};

/** The regions again; who looks for one may be told to stop waiting for the lock. */
const interrupted: Subject = {
  ...regions,
  text: regions.text.replace(
    'mutex_lock(&lock);\n\tlist_for_each',
    'if (mutex_lock_interruptible(&lock))\n\t\treturn NULL;\n\tlist_for_each',
  ),
};

export const subjects: Readonly<Record<string, Subject>> = {
  regions,
  interrupted,
  counted,
  moving,
  numbered,
  named,
};
