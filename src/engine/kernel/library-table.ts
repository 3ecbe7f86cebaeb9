import actionFilesC from './library/action_files.c';
import actionsC from './library/actions.c';
import atomicC from './library/atomic.c';
import auxiliaryC from './library/auxiliary.c';
import bitopsC from './library/bitops.c';
import bugC from './library/bug.c';
import busC from './library/bus.c';
import capabilityC from './library/capability.c';
import cdevC from './library/cdev.c';
import chrdevC from './library/chrdev.c';
import classC from './library/class.c';
import classDevicesC from './library/class_devices.c';
import completionC from './library/completion.c';
import coreH from './library/core.h';
import ddC from './library/dd.c';
import debugfsC from './library/debugfs.c';
import debugfsFileC from './library/debugfs_file.c';
import debugfsReadC from './library/debugfs_read.c';
import deferredProbeC from './library/deferred_probe.c';
import delayC from './library/delay.c';
import devPrintkC from './library/dev_printk.c';
import deviceC from './library/device.c';
import deviceChildrenC from './library/device_children.c';
import deviceCreateC from './library/device_create.c';
import deviceFindC from './library/device_find.c';
import deviceLifeC from './library/device_life.c';
import deviceLinkC from './library/device_link.c';
import deviceMoveC from './library/device_move.c';
import deviceNumberC from './library/device_number.c';
import devresC from './library/devres.c';
import devresGroupC from './library/devres_group.c';
import devresIoC from './library/devres_io.c';
import devtmpfsC from './library/devtmpfs.c';
import driverC from './library/driver.c';
import driverAttachC from './library/driver_attach.c';
import fauxC from './library/faux.c';
import fileC from './library/file.c';
import glueDirC from './library/glue_dir.c';
import hexC from './library/hex.c';
import hlistC from './library/hlist.c';
import idrC from './library/idr.c';
import idrPointersC from './library/idr_pointers.c';
import kernelC from './library/kernel.c';
import kfifoC from './library/kfifo.c';
import klistBoundC from './library/klist_bound.c';
import kobjectC from './library/kobject.c';
import ksetC from './library/kset.c';
import kstrtoC from './library/kstrto.c';
import kthreadC from './library/kthread.c';
import kthreadSleepC from './library/kthread_sleep.c';
import kthreadWorkerC from './library/kthread_worker.c';
import listC from './library/list.c';
import listMoreC from './library/list_more.c';
import llistC from './library/llist.c';
import llseekC from './library/llseek.c';
import lockC from './library/lock.c';
import lockrefC from './library/lockref.c';
import memoryFailureC from './library/memory_failure.c';
import memremapC from './library/memremap.c';
import miscC from './library/misc.c';
import mmapC from './library/mmap.c';
import modelC from './library/model.c';
import moduleC from './library/module.c';
import notifierC from './library/notifier.c';
import numaC from './library/numa.c';
import observeC from './library/observe.c';
import pageC from './library/page.c';
import pageMapC from './library/page_map.c';
import pciC from './library/pci.c';
import pciConfigC from './library/pci_config.c';
import pciDevresC from './library/pci_devres.c';
import pciDriverC from './library/pci_driver.c';
import pciHardwareC from './library/pci_hardware.c';
import pciRegionsC from './library/pci_regions.c';
import pciRemoveC from './library/pci_remove.c';
import percpuRefC from './library/percpu_ref.c';
import pmRuntimeC from './library/pm_runtime.c';
import powerC from './library/power.c';
import propertyC from './library/property.c';
import randomC from './library/random.c';
import rbtreeC from './library/rbtree.c';
import rcuC from './library/rcu.c';
import refcountC from './library/refcount.c';
import resourceC from './library/resource.c';
import rwlockC from './library/rwlock.c';
import scanC from './library/scan.c';
import semaphoreC from './library/semaphore.c';
import seqFileC from './library/seq_file.c';
import seqlockC from './library/seqlock.c';
import slabC from './library/slab.c';
import slabCacheC from './library/slab_cache.c';
import sortC from './library/sort.c';
import srcuC from './library/srcu.c';
import stringC from './library/string.c';
import stringMoreC from './library/string_more.c';
import sysfsC from './library/sysfs.c';
import sysfsBinC from './library/sysfs_bin.c';
import sysfsFileC from './library/sysfs_file.c';
import sysfsGroupC from './library/sysfs_group.c';
import sysfsNotifyC from './library/sysfs_notify.c';
import sysfsSelfC from './library/sysfs_self.c';
import timerC from './library/timer.c';
import uaccessC from './library/uaccess.c';
import vfioC from './library/vfio.c';
import vfioPciC from './library/vfio_pci.c';
import waitC from './library/wait.c';
import workqueueC from './library/workqueue.c';
import workqueueFlushC from './library/workqueue_flush.c';
import workqueueWorkerC from './library/workqueue_worker.c';
import xarrayC from './library/xarray.c';
import xarrayAllocC from './library/xarray_alloc.c';
import xarrayLockedC from './library/xarray_locked.c';
import xarrayMarksC from './library/xarray_marks.c';
import { libraryHeaders } from './library-headers.ts';

/**
 * The kernel's library: every C file and header, by its path in library/. The one place that imports the C files.
 */
export const libraryTable: ReadonlyMap<string, string> = new Map([
  ...libraryHeaders,
  ['atomic.c', atomicC],
  ['auxiliary.c', auxiliaryC],
  ['bitops.c', bitopsC],
  ['bug.c', bugC],
  ['bus.c', busC],
  ['cdev.c', cdevC],
  ['chrdev.c', chrdevC],
  ['class.c', classC],
  ['class_devices.c', classDevicesC],
  ['completion.c', completionC],
  ['core.h', coreH],
  ['dd.c', ddC],
  ['deferred_probe.c', deferredProbeC],
  ['delay.c', delayC],
  ['dev_printk.c', devPrintkC],
  ['device.c', deviceC],
  ['device_children.c', deviceChildrenC],
  ['device_create.c', deviceCreateC],
  ['device_find.c', deviceFindC],
  ['device_life.c', deviceLifeC],
  ['devres.c', devresC],
  ['devres_group.c', devresGroupC],
  ['devres_io.c', devresIoC],
  ['driver.c', driverC],
  ['driver_attach.c', driverAttachC],
  ['hex.c', hexC],
  ['hlist.c', hlistC],
  ['idr.c', idrC],
  ['idr_pointers.c', idrPointersC],
  ['klist_bound.c', klistBoundC],
  ['kobject.c', kobjectC],
  ['kernel.c', kernelC],
  ['kset.c', ksetC],
  ['kstrto.c', kstrtoC],
  ['list.c', listC],
  ['list_more.c', listMoreC],
  ['llseek.c', llseekC],
  ['lock.c', lockC],
  ['model.c', modelC],
  ['notifier.c', notifierC],
  ['observe.c', observeC],
  ['pci.c', pciC],
  ['pci_config.c', pciConfigC],
  ['pci_devres.c', pciDevresC],
  ['pci_driver.c', pciDriverC],
  ['pci_hardware.c', pciHardwareC],
  ['pci_regions.c', pciRegionsC],
  ['pm_runtime.c', pmRuntimeC],
  ['power.c', powerC],
  ['property.c', propertyC],
  ['rbtree.c', rbtreeC],
  ['rcu.c', rcuC],
  ['refcount.c', refcountC],
  ['resource.c', resourceC],
  ['rwlock.c', rwlockC],
  ['scan.c', scanC],
  ['semaphore.c', semaphoreC],
  ['seqlock.c', seqlockC],
  ['slab.c', slabC],
  ['slab_cache.c', slabCacheC],
  ['sort.c', sortC],
  ['srcu.c', srcuC],
  ['string.c', stringC],
  ['string_more.c', stringMoreC],
  ['sysfs.c', sysfsC],
  ['sysfs_group.c', sysfsGroupC],
  ['sysfs_file.c', sysfsFileC],
  ['sysfs_bin.c', sysfsBinC],
  ['sysfs_notify.c', sysfsNotifyC],
  ['sysfs_self.c', sysfsSelfC],
  ['uaccess.c', uaccessC],
  ['vfio.c', vfioC],
  ['vfio_pci.c', vfioPciC],
  ['wait.c', waitC],
  ['xarray.c', xarrayC],
  ['xarray_alloc.c', xarrayAllocC],
  ['xarray_locked.c', xarrayLockedC],
  ['xarray_marks.c', xarrayMarksC],
  ['module.c', moduleC],
  ['memremap.c', memremapC],
  ['lockref.c', lockrefC],
  ['memory_failure.c', memoryFailureC],
  ['device_number.c', deviceNumberC],
  ['devtmpfs.c', devtmpfsC],
  ['faux.c', fauxC],
  ['file.c', fileC],
  ['misc.c', miscC],
  ['mmap.c', mmapC],
  ['page.c', pageC],
  ['page_map.c', pageMapC],
  ['actions.c', actionsC],
  ['action_files.c', actionFilesC],
  ['device_link.c', deviceLinkC],
  ['glue_dir.c', glueDirC],
  ['device_move.c', deviceMoveC],
  ['pci_remove.c', pciRemoveC],
  ['workqueue.c', workqueueC],
  ['workqueue_flush.c', workqueueFlushC],
  ['workqueue_worker.c', workqueueWorkerC],
  ['timer.c', timerC],
  ['kthread.c', kthreadC],
  ['kthread_sleep.c', kthreadSleepC],
  ['kthread_worker.c', kthreadWorkerC],
  ['capability.c', capabilityC],
  ['random.c', randomC],
  ['numa.c', numaC],
  ['seq_file.c', seqFileC],
  ['debugfs.c', debugfsC],
  ['debugfs_file.c', debugfsFileC],
  ['llist.c', llistC],
  ['kfifo.c', kfifoC],
  ['percpu_ref.c', percpuRefC],
  ['debugfs_read.c', debugfsReadC],
]);
