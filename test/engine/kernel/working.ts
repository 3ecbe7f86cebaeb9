import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { trial } from './running.ts';

/** A driver of GPUs; `works` and `later` are what its works do, `more` stands before them, probe and remove. */
export function working({ more = '', works = '', later = '', probe = '', remove = '' }): DriverSource {
  return trial(`#include <linux/module.h>
#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
struct priv {
	struct work_struct work;
	struct delayed_work later;
	struct timer_list timer;
	struct completion stop;
	int seen, told;
};
static DEFINE_MUTEX(lock);
${more}
static void on_work(struct work_struct *work)
{
	struct priv *priv = container_of(work, struct priv, work);
	${works || 'WRITE_ONCE(priv->seen, 1);'}
}
static void on_later(struct work_struct *work)
{
	struct priv *priv = container_of(to_delayed_work(work), struct priv, later);
	${later || 'WRITE_ONCE(priv->seen, 1);'}
}
static void on_timer(struct timer_list *timer) { WRITE_ONCE(container_of(timer, struct priv, timer)->seen, 1); }
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct priv *priv = kzalloc(sizeof(*priv), GFP_KERNEL);

	if (!priv)
		return -ENOMEM;
	INIT_WORK(&priv->work, on_work);
	INIT_DELAYED_WORK(&priv->later, on_later);
	timer_setup(&priv->timer, on_timer, 0);
	init_completion(&priv->stop);
	pci_set_drvdata(pdev, priv);
	${probe}
	return 0;
}
static void remove(struct pci_dev *pdev)
{
	struct priv *priv = pci_get_drvdata(pdev);

	${remove}
	kfree(priv);
}
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, {} };
static struct pci_driver demo = { .name = "demo", .id_table = ids, .probe = probe, .remove = remove, .driver_managed_dma = true };
module_pci_driver(demo);
`);
}
