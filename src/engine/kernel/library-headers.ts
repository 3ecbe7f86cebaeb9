import includeAsmByteorderH from './library/include/asm/byteorder.h';
import includeAsmUnalignedH from './library/include/asm/unaligned.h';
import includeLinuxAcpiH from './library/include/linux/acpi.h';
import includeLinuxAlignH from './library/include/linux/align.h';
import includeLinuxArraySizeH from './library/include/linux/array_size.h';
import includeLinuxAtomicH from './library/include/linux/atomic.h';
import includeLinuxAuxiliaryBusH from './library/include/linux/auxiliary_bus.h';
import includeLinuxBitfieldH from './library/include/linux/bitfield.h';
import includeLinuxBitmapH from './library/include/linux/bitmap.h';
import includeLinuxBitopsH from './library/include/linux/bitops.h';
import includeLinuxBitsH from './library/include/linux/bits.h';
import includeLinuxBsearchH from './library/include/linux/bsearch.h';
import includeLinuxBugH from './library/include/linux/bug.h';
import includeLinuxBuildBugH from './library/include/linux/build_bug.h';
import includeLinuxByteorderH from './library/include/linux/byteorder.h';
import includeLinuxCapabilityH from './library/include/linux/capability.h';
import includeLinuxCdevH from './library/include/linux/cdev.h';
import includeLinuxCleanupH from './library/include/linux/cleanup.h';
import includeLinuxCompilerH from './library/include/linux/compiler.h';
import includeLinuxCompletionH from './library/include/linux/completion.h';
import includeLinuxContainerOfH from './library/include/linux/container_of.h';
import includeLinuxCredH from './library/include/linux/cred.h';
import includeLinuxCtypeH from './library/include/linux/ctype.h';
import includeLinuxDcacheH from './library/include/linux/dcache.h';
import includeLinuxDebugfsH from './library/include/linux/debugfs.h';
import includeLinuxDelayH from './library/include/linux/delay.h';
import includeLinuxDevPrintkH from './library/include/linux/dev_printk.h';
import includeLinuxDeviceBusH from './library/include/linux/device/bus.h';
import includeLinuxDeviceClassH from './library/include/linux/device/class.h';
import includeLinuxDeviceDriverH from './library/include/linux/device/driver.h';
import includeLinuxDeviceFauxH from './library/include/linux/device/faux.h';
import includeLinuxDeviceH from './library/include/linux/device.h';
import includeLinuxDmaBufH from './library/include/linux/dma-buf.h';
import includeLinuxErrH from './library/include/linux/err.h';
import includeLinuxErrnoH from './library/include/linux/errno.h';
import includeLinuxExportH from './library/include/linux/export.h';
import includeLinuxFindH from './library/include/linux/find.h';
import includeLinuxFreezerH from './library/include/linux/freezer.h';
import includeLinuxFsH from './library/include/linux/fs.h';
import includeLinuxFwnodeH from './library/include/linux/fwnode.h';
import includeLinuxGfpH from './library/include/linux/gfp.h';
import includeLinuxGfpTypesH from './library/include/linux/gfp_types.h';
import includeLinuxHashtableH from './library/include/linux/hashtable.h';
import includeLinuxHexH from './library/include/linux/hex.h';
import includeLinuxHighmemH from './library/include/linux/highmem.h';
import includeLinuxIdrH from './library/include/linux/idr.h';
import includeLinuxInitH from './library/include/linux/init.h';
import includeLinuxIntervalTreeH from './library/include/linux/interval_tree.h';
import includeLinuxIoH from './library/include/linux/io.h';
import includeLinuxIoctlH from './library/include/linux/ioctl.h';
import includeLinuxIommufdH from './library/include/linux/iommufd.h';
import includeLinuxIopollH from './library/include/linux/iopoll.h';
import includeLinuxIoportH from './library/include/linux/ioport.h';
import includeLinuxJiffiesH from './library/include/linux/jiffies.h';
import includeLinuxKconfigH from './library/include/linux/kconfig.h';
import includeLinuxKdevTH from './library/include/linux/kdev_t.h';
import includeLinuxKernelH from './library/include/linux/kernel.h';
import includeLinuxKfifoH from './library/include/linux/kfifo.h';
import includeLinuxKobjectH from './library/include/linux/kobject.h';
import includeLinuxKrefH from './library/include/linux/kref.h';
import includeLinuxKstrtoxH from './library/include/linux/kstrtox.h';
import includeLinuxKthreadH from './library/include/linux/kthread.h';
import includeLinuxKtimeH from './library/include/linux/ktime.h';
import includeLinuxLimitsH from './library/include/linux/limits.h';
import includeLinuxListH from './library/include/linux/list.h';
import includeLinuxListSortH from './library/include/linux/list_sort.h';
import includeLinuxLlistH from './library/include/linux/llist.h';
import includeLinuxLockdepH from './library/include/linux/lockdep.h';
import includeLinuxLockrefH from './library/include/linux/lockref.h';
import includeLinuxLog2H from './library/include/linux/log2.h';
import includeLinuxMathH from './library/include/linux/math.h';
import includeLinuxMemoryFailureH from './library/include/linux/memory-failure.h';
import includeLinuxMinmaxH from './library/include/linux/minmax.h';
import includeLinuxMiscdeviceH from './library/include/linux/miscdevice.h';
import includeLinuxMmH from './library/include/linux/mm.h';
import includeLinuxMmTypesH from './library/include/linux/mm_types.h';
import includeLinuxModDevicetableH from './library/include/linux/mod_devicetable.h';
import includeLinuxModuleH from './library/include/linux/module.h';
import includeLinuxModuleparamH from './library/include/linux/moduleparam.h';
import includeLinuxMutexH from './library/include/linux/mutex.h';
import includeLinuxNotifierH from './library/include/linux/notifier.h';
import includeLinuxNumaH from './library/include/linux/numa.h';
import includeLinuxOverflowH from './library/include/linux/overflow.h';
import includeLinuxPciH from './library/include/linux/pci.h';
import includeLinuxPciIdsH from './library/include/linux/pci_ids.h';
import includeLinuxPciRegsH from './library/include/linux/pci_regs.h';
import includeLinuxPciP2pdmaH from './library/include/linux/pci-p2pdma.h';
import includeLinuxPercpuRefcountH from './library/include/linux/percpu-refcount.h';
import includeLinuxPfnH from './library/include/linux/pfn.h';
import includeLinuxPmH from './library/include/linux/pm.h';
import includeLinuxPmRuntimeH from './library/include/linux/pm_runtime.h';
import includeLinuxPoisonH from './library/include/linux/poison.h';
import includeLinuxPrintkH from './library/include/linux/printk.h';
import includeLinuxPropertyH from './library/include/linux/property.h';
import includeLinuxRandomH from './library/include/linux/random.h';
import includeLinuxRangeH from './library/include/linux/range.h';
import includeLinuxRbtreeH from './library/include/linux/rbtree.h';
import includeLinuxRculistH from './library/include/linux/rculist.h';
import includeLinuxRcupdateH from './library/include/linux/rcupdate.h';
import includeLinuxRefcountH from './library/include/linux/refcount.h';
import includeLinuxRwlockH from './library/include/linux/rwlock.h';
import includeLinuxRwsemH from './library/include/linux/rwsem.h';
import includeLinuxSchedSignalH from './library/include/linux/sched/signal.h';
import includeLinuxSchedTaskH from './library/include/linux/sched/task.h';
import includeLinuxSchedH from './library/include/linux/sched.h';
import includeLinuxSemaphoreH from './library/include/linux/semaphore.h';
import includeLinuxSeqFileH from './library/include/linux/seq_file.h';
import includeLinuxSeqlockH from './library/include/linux/seqlock.h';
import includeLinuxSizesH from './library/include/linux/sizes.h';
import includeLinuxSlabH from './library/include/linux/slab.h';
import includeLinuxSortH from './library/include/linux/sort.h';
import includeLinuxSpinlockH from './library/include/linux/spinlock.h';
import includeLinuxSprintfH from './library/include/linux/sprintf.h';
import includeLinuxSrcuH from './library/include/linux/srcu.h';
import includeLinuxStdargH from './library/include/linux/stdarg.h';
import includeLinuxStddefH from './library/include/linux/stddef.h';
import includeLinuxStringH from './library/include/linux/string.h';
import includeLinuxStringChoicesH from './library/include/linux/string_choices.h';
import includeLinuxSwabH from './library/include/linux/swab.h';
import includeLinuxSysfsH from './library/include/linux/sysfs.h';
import includeLinuxTime64H from './library/include/linux/time64.h';
import includeLinuxTimerH from './library/include/linux/timer.h';
import includeLinuxTypesH from './library/include/linux/types.h';
import includeLinuxUaccessH from './library/include/linux/uaccess.h';
import includeLinuxUnalignedH from './library/include/linux/unaligned.h';
import includeLinuxUuidH from './library/include/linux/uuid.h';
import includeLinuxVfioH from './library/include/linux/vfio.h';
import includeLinuxVfioPciCoreH from './library/include/linux/vfio_pci_core.h';
import includeLinuxVmallocH from './library/include/linux/vmalloc.h';
import includeLinuxWaitH from './library/include/linux/wait.h';
import includeLinuxWaitBitH from './library/include/linux/wait_bit.h';
import includeLinuxWorkqueueH from './library/include/linux/workqueue.h';
import includeLinuxXarrayH from './library/include/linux/xarray.h';
import includeMachineH from './library/include/machine.h';
import includeUapiLinuxVfioH from './library/include/uapi/linux/vfio.h';

/** The headers of the kernel's library, by their path in library/. The one place that imports them. */
export const libraryHeaders: ReadonlyMap<string, string> = new Map([
  ['include/asm/byteorder.h', includeAsmByteorderH],
  ['include/asm/unaligned.h', includeAsmUnalignedH],
  ['include/linux/acpi.h', includeLinuxAcpiH],
  ['include/linux/align.h', includeLinuxAlignH],
  ['include/linux/array_size.h', includeLinuxArraySizeH],
  ['include/linux/atomic.h', includeLinuxAtomicH],
  ['include/linux/auxiliary_bus.h', includeLinuxAuxiliaryBusH],
  ['include/linux/bitfield.h', includeLinuxBitfieldH],
  ['include/linux/bitmap.h', includeLinuxBitmapH],
  ['include/linux/bitops.h', includeLinuxBitopsH],
  ['include/linux/bits.h', includeLinuxBitsH],
  ['include/linux/bsearch.h', includeLinuxBsearchH],
  ['include/linux/bug.h', includeLinuxBugH],
  ['include/linux/build_bug.h', includeLinuxBuildBugH],
  ['include/linux/byteorder.h', includeLinuxByteorderH],
  ['include/linux/capability.h', includeLinuxCapabilityH],
  ['include/linux/cdev.h', includeLinuxCdevH],
  ['include/linux/cleanup.h', includeLinuxCleanupH],
  ['include/linux/compiler.h', includeLinuxCompilerH],
  ['include/linux/completion.h', includeLinuxCompletionH],
  ['include/linux/container_of.h', includeLinuxContainerOfH],
  ['include/linux/cred.h', includeLinuxCredH],
  ['include/linux/dcache.h', includeLinuxDcacheH],
  ['include/linux/debugfs.h', includeLinuxDebugfsH],
  ['include/linux/delay.h', includeLinuxDelayH],
  ['include/linux/dev_printk.h', includeLinuxDevPrintkH],
  ['include/linux/device/faux.h', includeLinuxDeviceFauxH],
  ['include/linux/device.h', includeLinuxDeviceH],
  ['include/linux/device/bus.h', includeLinuxDeviceBusH],
  ['include/linux/device/class.h', includeLinuxDeviceClassH],
  ['include/linux/device/driver.h', includeLinuxDeviceDriverH],
  ['include/linux/dma-buf.h', includeLinuxDmaBufH],
  ['include/linux/err.h', includeLinuxErrH],
  ['include/linux/errno.h', includeLinuxErrnoH],
  ['include/linux/export.h', includeLinuxExportH],
  ['include/linux/find.h', includeLinuxFindH],
  ['include/linux/fs.h', includeLinuxFsH],
  ['include/linux/fwnode.h', includeLinuxFwnodeH],
  ['include/linux/gfp.h', includeLinuxGfpH],
  ['include/linux/gfp_types.h', includeLinuxGfpTypesH],
  ['include/linux/hashtable.h', includeLinuxHashtableH],
  ['include/linux/highmem.h', includeLinuxHighmemH],
  ['include/linux/idr.h', includeLinuxIdrH],
  ['include/linux/init.h', includeLinuxInitH],
  ['include/linux/interval_tree.h', includeLinuxIntervalTreeH],
  ['include/linux/io.h', includeLinuxIoH],
  ['include/linux/ioctl.h', includeLinuxIoctlH],
  ['include/linux/iommufd.h', includeLinuxIommufdH],
  ['include/linux/iopoll.h', includeLinuxIopollH],
  ['include/linux/ioport.h', includeLinuxIoportH],
  ['include/linux/jiffies.h', includeLinuxJiffiesH],
  ['include/linux/kconfig.h', includeLinuxKconfigH],
  ['include/linux/kdev_t.h', includeLinuxKdevTH],
  ['include/linux/kernel.h', includeLinuxKernelH],
  ['include/linux/kfifo.h', includeLinuxKfifoH],
  ['include/linux/kobject.h', includeLinuxKobjectH],
  ['include/linux/kref.h', includeLinuxKrefH],
  ['include/linux/ctype.h', includeLinuxCtypeH],
  ['include/linux/hex.h', includeLinuxHexH],
  ['include/linux/kstrtox.h', includeLinuxKstrtoxH],
  ['include/linux/ktime.h', includeLinuxKtimeH],
  ['include/linux/limits.h', includeLinuxLimitsH],
  ['include/linux/list.h', includeLinuxListH],
  ['include/linux/list_sort.h', includeLinuxListSortH],
  ['include/linux/llist.h', includeLinuxLlistH],
  ['include/linux/lockdep.h', includeLinuxLockdepH],
  ['include/linux/lockref.h', includeLinuxLockrefH],
  ['include/linux/log2.h', includeLinuxLog2H],
  ['include/linux/math.h', includeLinuxMathH],
  ['include/linux/memory-failure.h', includeLinuxMemoryFailureH],
  ['include/linux/minmax.h', includeLinuxMinmaxH],
  ['include/linux/miscdevice.h', includeLinuxMiscdeviceH],
  ['include/linux/mm.h', includeLinuxMmH],
  ['include/linux/mm_types.h', includeLinuxMmTypesH],
  ['include/linux/mod_devicetable.h', includeLinuxModDevicetableH],
  ['include/linux/module.h', includeLinuxModuleH],
  ['include/linux/moduleparam.h', includeLinuxModuleparamH],
  ['include/linux/mutex.h', includeLinuxMutexH],
  ['include/linux/notifier.h', includeLinuxNotifierH],
  ['include/linux/numa.h', includeLinuxNumaH],
  ['include/linux/overflow.h', includeLinuxOverflowH],
  ['include/linux/pci-p2pdma.h', includeLinuxPciP2pdmaH],
  ['include/linux/pci.h', includeLinuxPciH],
  ['include/linux/pci_ids.h', includeLinuxPciIdsH],
  ['include/linux/pci_regs.h', includeLinuxPciRegsH],
  ['include/linux/percpu-refcount.h', includeLinuxPercpuRefcountH],
  ['include/linux/pfn.h', includeLinuxPfnH],
  ['include/linux/pm.h', includeLinuxPmH],
  ['include/linux/pm_runtime.h', includeLinuxPmRuntimeH],
  ['include/linux/poison.h', includeLinuxPoisonH],
  ['include/linux/printk.h', includeLinuxPrintkH],
  ['include/linux/property.h', includeLinuxPropertyH],
  ['include/linux/random.h', includeLinuxRandomH],
  ['include/linux/refcount.h', includeLinuxRefcountH],
  ['include/linux/rwlock.h', includeLinuxRwlockH],
  ['include/linux/rwsem.h', includeLinuxRwsemH],
  ['include/linux/sched.h', includeLinuxSchedH],
  ['include/linux/sched/signal.h', includeLinuxSchedSignalH],
  ['include/linux/sched/task.h', includeLinuxSchedTaskH],
  ['include/linux/kthread.h', includeLinuxKthreadH],
  ['include/linux/freezer.h', includeLinuxFreezerH],
  ['include/linux/semaphore.h', includeLinuxSemaphoreH],
  ['include/linux/seq_file.h', includeLinuxSeqFileH],
  ['include/linux/seqlock.h', includeLinuxSeqlockH],
  ['include/linux/sizes.h', includeLinuxSizesH],
  ['include/linux/slab.h', includeLinuxSlabH],
  ['include/linux/sort.h', includeLinuxSortH],
  ['include/linux/spinlock.h', includeLinuxSpinlockH],
  ['include/linux/sprintf.h', includeLinuxSprintfH],
  ['include/linux/srcu.h', includeLinuxSrcuH],
  ['include/linux/stdarg.h', includeLinuxStdargH],
  ['include/linux/stddef.h', includeLinuxStddefH],
  ['include/linux/string.h', includeLinuxStringH],
  ['include/linux/string_choices.h', includeLinuxStringChoicesH],
  ['include/linux/swab.h', includeLinuxSwabH],
  ['include/linux/sysfs.h', includeLinuxSysfsH],
  ['include/linux/time64.h', includeLinuxTime64H],
  ['include/linux/timer.h', includeLinuxTimerH],
  ['include/linux/types.h', includeLinuxTypesH],
  ['include/linux/uaccess.h', includeLinuxUaccessH],
  ['include/linux/unaligned.h', includeLinuxUnalignedH],
  ['include/linux/uuid.h', includeLinuxUuidH],
  ['include/linux/vfio.h', includeLinuxVfioH],
  ['include/linux/vfio_pci_core.h', includeLinuxVfioPciCoreH],
  ['include/linux/vmalloc.h', includeLinuxVmallocH],
  ['include/linux/xarray.h', includeLinuxXarrayH],
  ['include/machine.h', includeMachineH],
  ['include/uapi/linux/vfio.h', includeUapiLinuxVfioH],
  ['include/linux/range.h', includeLinuxRangeH],
  ['include/linux/rbtree.h', includeLinuxRbtreeH],
  ['include/linux/rculist.h', includeLinuxRculistH],
  ['include/linux/rcupdate.h', includeLinuxRcupdateH],
  ['include/linux/wait_bit.h', includeLinuxWaitBitH],
  ['include/linux/wait.h', includeLinuxWaitH],
  ['include/linux/workqueue.h', includeLinuxWorkqueueH],
]);
