/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef CORE_H
#define CORE_H

#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>

/* What the files of the driver core share (drivers/base/base.h, kernel/ksysfs.c). */
extern struct kobject sysfs_root, devices_root, virtual_root, dev_char_root;
extern struct kobject bus_root;
extern struct kobject class_root;
struct class_private *class_to_subsys(const struct class *class);
void kobj_kset_join(struct kobject *kobj);
void kobj_kset_leave(struct kobject *kobj);
extern struct list_head deferred_devices, deferred_active;
extern const struct kobj_type device_ktype, dynamic_ktype;
extern struct bus_type auxiliary_bus_type;

struct pci_dev;

/*
 * What the driver core keeps of a device that is or was added (drivers/base/base.h): memory of its own, so that the
 * lists of one device's kin never reach into what another's driver has made.
 */
enum dl_dev_state { DL_DEV_NO_DRIVER, DL_DEV_PROBING, DL_DEV_DRIVER_BOUND, DL_DEV_UNBINDING };

struct device_private {
	struct list_head children;
	struct list_head knode_parent;
	struct list_head knode_bus;
	struct list_head knode_driver;
	struct list_head knode_class;
	struct list_head deferred_probe;
	struct device *device;
	/* The directory of its class that the device is in, which it shares with others of that class. */
	struct kobject *glue_dir;
	const struct class *class;
	/* The number of an auxiliary device, or of a PCI device: what tells it from others of its bus. */
	u32 id;
	/* The EGM region of an auxiliary device: that which the GPU it was added below reads of; else its number. */
	u32 region;
	enum dl_dev_state links_status;
	bool dead;
	/* A device below it was bound in the course of its probe. */
	bool bound_below;
};

/* INIT_LIST_HEAD in one place, where no one else looks yet. */
#define list_begin(list) ((list)->next = (list)->prev = (list))

int device_private_init(struct device *dev);
struct kobject *parent_directory(struct device *dev, struct device *parent, struct kobject **glue);
void put_glue_dir(struct device *dev, struct kobject **glue);
void deferred_probe_trigger(void);
void deferred_probe_bound(struct device *dev);
void bus_notify(struct device *dev, enum bus_notifier_event value);

/* DL_MANAGED_LINK_FLAGS, DL_ADD_VALID_FLAGS (drivers/base/core.c) */
#define DL_AUTOREMOVE (DL_FLAG_AUTOREMOVE_CONSUMER | DL_FLAG_AUTOREMOVE_SUPPLIER)
#define DL_MANAGED_LINK_FLAGS (DL_AUTOREMOVE | DL_FLAG_AUTOPROBE_CONSUMER)
#define DL_ADD_VALID_FLAGS (DL_MANAGED_LINK_FLAGS | DL_FLAG_STATELESS | DL_FLAG_PM_RUNTIME | DL_FLAG_RPM_ACTIVE)
int device_links_check_suppliers(struct device *dev);
void device_links_driver_bound(struct device *dev);
void device_links_no_driver(struct device *dev);
void device_links_driver_cleanup(struct device *dev);
struct device *device_links_next_consumer(struct device *dev);
void device_links_purge(struct device *dev);

void klist_come(struct list_head *node, struct list_head *list);
void klist_go(struct list_head *node);
bool klist_forgets(const struct list_head *node);
void klist_add_bound(struct device *dev);
void klist_remove_bound(struct device *dev, const struct device_driver *drv);
struct device *klist_last_bound(const struct device_driver *drv);

void class_add_device(struct device *dev);
void class_remove_device(struct device *dev);

void core_init(void);
int pci_init(void);
int auxiliary_bus_init(void);
int vfio_init(void);
void misc_init(void);

int really_probe(struct device *dev, const struct device_driver *drv);
int driver_probe_device(const struct device_driver *drv, struct device *dev);
int driver_match_device(const struct device_driver *drv, struct device *dev);
void deferred_probe_add(struct device *dev);
void deferred_probe_del(struct device *dev);
void deferred_probe_run(void);
bool driver_allows_async_probing(const struct device_driver *drv);
int async_probe_run(void);
void async_synchronize_full(void);
void device_release_driver_internal(struct device *dev, const struct device_driver *drv);
void devres_release_all(struct device *dev);

/* What is on the list of a device's resources (drivers/base/devres.c). */
struct devres_node {
	struct list_head entry;
	dr_release_t release;
};
void devres_release_node(struct device *dev, struct devres_node *node);
int device_number_link(struct device *dev);
void device_number_unlink(struct device *dev);
void devtmpfs_create_node(struct device *dev);
void devtmpfs_delete_node(struct device *dev);
bool driver_files_get(struct device_driver *drv, const struct pci_dev *about);
void driver_files_put(struct device_driver *drv, const struct pci_dev *about);

/* A node of /dev (drivers/base/devtmpfs.c), and the inode that open files have. */
struct devtmpfs_inode {
	struct list_head list;
	struct device *dev;
	char *name;
	int users;
	/* Its number was in a range of somebody's when it was made. */
	bool reserved;
	/* Somebody has opened it, or tried to. */
	bool tried;
	struct inode inode;
};

struct devtmpfs_inode *node_get(int word);
void node_put(struct devtmpfs_inode *node);
bool node_exists(const struct devtmpfs_inode *node);
#define NO_MODULE 1000
bool region_node(u32 region, int *module);
struct cdev *cdev_of(dev_t number);
void forget_region(struct device *dev);
void note_region(struct device *dev);
struct pci_dev;
void pci_forget_reference(struct pci_dev *dev);
int request_bar(struct pci_dev *pdev, int bar, const char *name);
void release_bar(struct pci_dev *pdev, int bar);
void pcim_release_region(struct pci_dev *pdev, int bar);
struct resource *region_make(struct resource *parent, resource_size_t start, resource_size_t n, const char *name);
void region_drop(struct resource *res);
void warn_nonexistent(const resource_size_t *start, const resource_size_t *end);
bool region_is_taken(const struct resource *parent, resource_size_t start, resource_size_t n);
void pci_read_bases(struct pci_dev *pdev, int number);
void __iomem *map_registers(phys_addr_t offset, size_t size);
bool has_registers(phys_addr_t start);
bool unmap_registers(const volatile void __iomem *addr);
bool module_is_live(int number);
void files_outlive(int module);
void notifiers_outlive(int module);
bool number_is_reserved(dev_t number);
struct cdev *cdev_get(struct cdev *cdev);
void cdev_put(struct cdev *cdev);
struct cdev *inode_cdev(struct inode *inode);
const struct file_operations *fops_get(const struct file_operations *fops);
void fops_put(const struct file_operations *fops);
const struct file_operations *misc_operations(dev_t number);
int open_node(struct devtmpfs_inode *node, struct file **opened);
void fput(struct file *file);
void *user_memory(const void __user *pointer);
void *reader_memory(unsigned long pointer);
long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
ssize_t vfs_read(struct file *file, char __user *buf, size_t count, loff_t pos);
ssize_t vfs_write(struct file *file, const char __user *buf, size_t count, loff_t pos);
int map_file(struct file *file, struct mm_struct *mm, unsigned long offset, unsigned long length, int shared,
	     struct vm_area_struct **mapped);
void touch_area(struct vm_area_struct *vma);
void unmap_file(struct vm_area_struct *vma);

/*
 * What is queued is run (workqueue.c): at the end of what a user does, and before a task waits until *word is 0; or by
 * workers, once there are some.
 */
void begin_workers(int count, int again);
void run_works_apart(void);
void model_run_works(void);
void model_let_on(void);
struct rcu_head;
struct srcu_struct;
bool leave_to_workers(struct srcu_struct *ssp, struct rcu_head *head);
bool is_left_to_workers(struct srcu_struct *ssp, const struct rcu_head *head);
void wait_for_left(struct srcu_struct *ssp);
void callbacks_outlive(int module);
void callback_outlives(int module, void (*func)(struct rcu_head *head));
void worker_run(int number);
void run_works(void);
void run_works_before(const int *word);
void run_works_meanwhile(void);
void works_outlive(int module);
#define is_heap_pfn(pfn) ((pfn) >> (52 - PAGE_SHIFT) == 1)
struct page *page_of(const void *address);
unsigned long heap_memory_from(unsigned long pfn);
void remap_heap(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size);
void give_fault_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
void check_area(const struct vm_area_struct *vma, const void *mapped_by);
void zap_area(struct vm_area_struct *vma);
const void *bin_function(const struct kernfs_node *node, bool writes);
int read_bin_file(const struct kernfs_node *node);
int write_bin_file(const struct kernfs_node *node, char *buf, size_t length);
void check_no_work_in(const void *p);

/* Threads that sleep (kthread.c): false where the task is none. */
bool nap(const void *on);
void end_naps(const void *on);
bool nap_until(const void *on);
long thread_schedules(long timeout);
void thread_will_wait(int *word);
long thread_waits(int *word, long timeout);
bool takes_signals(void);
bool is_signalled(const char *what);
bool time_stands(void);

/* Things without a name: see __machine_meet. */
enum { THE_DEVICES, THE_DRIVERS };

bool try_module_get_locked(struct module *module);
void module_put_locked(struct module *module);
int load_module(int number);
int unload_module(int number);
int memory_failure(unsigned long pfn);
struct pci_dev *pci_device_get(int number);
bool pci_device_forget(struct pci_dev *pdev);
struct device_driver *pci_driver_for(struct pci_dev *pdev);
int driver_set_override(struct pci_dev *pdev, char *name);
u32 auxiliary_region(struct device *dev);
bool region_has_device(u32 region);
bool region_has_numbered(u32 region);

/* An open file and the process that has it: processes share none here. */
struct process {
	struct devtmpfs_inode *node;
	struct file *file;
	struct mm_struct mm;
	struct list_head areas;
	/* The last structure given to an ioctl. */
	void *memory;
};

#define MAX_FILES 64
extern struct process *user_processes[MAX_FILES];
struct process *user_process_of(int file);
/* What was queued by what a user does is run in the end. */
int user_done(int ret);

#endif
