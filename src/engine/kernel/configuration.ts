/** The configuration of the virtual kernel: what a Grace host's distribution kernel has, as far as drivers ask. */
const options = [
  '64BIT',
  'ACPI',
  'ARCH_SUPPORTS_HUGE_PFNMAP',
  'ARM64',
  'AUXILIARY_BUS',
  'DEBUG_FS',
  'DEBUG_LIST',
  'IOMMUFD',
  'MEMORY_FAILURE',
  'MODULES',
  'NUMA',
  'PCI',
  'PM',
  'PM_SLEEP',
  'SYSFS',
  'VFIO',
  'VFIO_PCI_CORE',
];

/**
 * Macros defined before the first line of a unit. `pageSize` is in bytes, a power of two; `module` is the
 * module's KBUILD_MODNAME, null for the kernel itself.
 */
export function predefined(pageSize: bigint, module: string | null): ReadonlyMap<string, string> {
  const macros = new Map<string, string>([
    ['__KERNEL__', '1'],
    ['PAGE_SHIFT', String(pageSize.toString(2).length - 1)],
    ['KBUILD_MODNAME', JSON.stringify(module ?? 'kernel')],
    ['KBUILD_BASENAME', JSON.stringify(module ?? 'kernel')],
  ]);
  if (module !== null) macros.set('MODULE', '1');
  for (const option of options) macros.set(`CONFIG_${option}`, '1');
  return macros;
}
