import type { GpuSpec } from '../running.ts';
import type { Family } from './family.ts';

/** A GPU whose region has a text for its size. */
export const gpu: GpuSpec = { bdf: '0008:01:00.0', size: '"as text"', pxm: '300' };

const found = `static struct pci_dev *p; static const struct pci_device_id ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID) }, { } };`;

/** drivers/pci, lib/devres.c: a GPU that a driver has, whose BARs are requested and mapped, managed or not. */
export const pci: Family = {
  name: 'PCI',
  gpus: [gpu],
  before: `#include <linux/pci.h>
#include <linux/io.h>
${found}
static int probe(struct pci_dev *pdev, const struct pci_device_id *id) { p = pdev; return 0; }
static void gone(struct pci_dev *pdev) { pr_info("remove %d", pci_is_enabled(pdev)); }
static struct pci_driver driver = { .name = KBUILD_MODNAME, .id_table = ids, .probe = probe, .remove = gone };
static unsigned held; static int enabled; static bool managed; static void __iomem *maps[2], *whole;
static bool is_some(void __iomem *at) { return !IS_ERR_OR_NULL((void *)at); }`,
  first:
    'int r; u8 byte; u16 word; u32 dword; struct pci_dev *o; struct resource *res; void __iomem *at; r = pci_register_driver(&driver); pr_info("driver %d %d", r, p != NULL); if (!p) return -ENODEV;',
  call(random) {
    const bar = random.pick([0, 0, 0, 5]);
    const where = random.pick([0, 1, 2, 3, 4, 5, 6, 14, 63]);
    const slot = random.below(2);
    const id = random.pick(['PCI_CAP_ID_EXP', 'PCI_CAP_ID_AGP', 'PCI_CAP_ID_VPD']);
    const regions = random.pick(['1', '0x20', '0x21']);
    const bit = `(1u << ${bar})`;
    return random.pick([
      'r = pci_enable_device(p); enabled += !r; pr_info("enable %d %d", r, pci_is_enabled(p));',
      'r = pci_enable_device_mem(p); enabled += !r; pr_info("enable %d %d", r, pci_is_enabled(p));',
      'if (enabled) { pci_disable_device(p); enabled--; pr_info("disable %d", pci_is_enabled(p)); }',
      'if (enabled) { pci_set_master(p); pci_read_config_word(p, PCI_COMMAND, &word); pr_info("master %d %d", p->is_busmaster, word & PCI_COMMAND_MASTER); }',
      'pci_clear_master(p); pci_read_config_word(p, PCI_COMMAND, &word); pr_info("slave %d %d", p->is_busmaster, word & PCI_COMMAND_MASTER);',
      `if (!(held & ${bit})) { r = pci_request_region(p, ${bar}, "one"); if (!r) held |= ${bit}; pr_info("request %d", r); }`,
      `if (held & ${bit}) { pci_release_region(p, ${bar}); held &= ~${bit}; pr_info("release"); }`,
      `r = pci_request_region(p, ${bar}, "two"); pr_info("again %d", r); if (!r) pci_release_region(p, ${bar});`,
      `if (!(held & ${regions})) { r = pci_request_selected_regions(p, ${regions}, "some"); pr_info("some %d", r); if (!r) pci_release_selected_regions(p, ${regions}); }`,
      'if (!held) { r = pci_request_regions(p, "all"); pr_info("all %d", r); if (!r) pci_release_regions(p); }',
      `if (!maps[${slot}]) { maps[${slot}] = pci_iomap(p, ${bar}, ${random.pick([0, 0x1000])}); pr_info("map %d", is_some(maps[${slot}])); }`,
      `if (maps[${slot}]) { pci_iounmap(p, maps[${slot}]); maps[${slot}] = NULL; pr_info("unmap"); }`,
      `at = pci_iomap_range(p, 0, ${random.pick(['0', '0x1000', 'pci_resource_len(p, 0)'])}, ${random.pick(['0', '0x1000'])}); pr_info("range %d", is_some(at)); if (at) pci_iounmap(p, at);`,
      'at = pcim_iomap(p, 5, 0); pr_info("managed none %d", is_some(at));',
      `if (!whole && !(held & 1)) { at = pcim_iomap_region(p, 0, "managed"); if (!IS_ERR((void *)at)) { whole = at; held |= 1; } pr_info("managed %d", is_some(at)); }`,
      'if (whole) { pcim_iounmap_regions(p, 1); whole = NULL; held &= ~1u; pr_info("unmanaged"); }',
      `if (!(held & 1) && !whole) { r = pcim_iomap_regions(p, ${random.pick(['1', '0x21'])}, "regions"); pr_info("regions %d", r); if (!r) { pr_info("table %d", is_some(pcim_iomap_table(p)[0])); pcim_iounmap_regions(p, ${random.pick(['1', '0x21'])}); } }`,
      `res = devm_request_mem_region(&p->dev, pci_resource_start(p, 0) + 0x2000, 0x1000, "part"); pr_info("part %d", res != NULL); if (res) devm_release_mem_region(&p->dev, pci_resource_start(p, 0) + 0x2000, 0x1000);`,
      'at = devm_ioremap(&p->dev, pci_resource_start(p, 0), 0x1000); pr_info("ioremap %d", is_some(at)); if (at) devm_iounmap(&p->dev, at);',
      `pr_info("len %llu %d", (u64)pci_resource_len(p, 5), pci_resource_len(p, ${bar}) != 0);`,
      `r = pci_read_config_byte(p, ${where}, &byte); pr_info("byte %d", r);`,
      `r = pci_read_config_word(p, ${where}, &word); pr_info("word %d", r);`,
      `r = pci_read_config_dword(p, ${where}, &dword); pr_info("dword %d %d", r, pcibios_err_to_errno(r));`,
      `pr_info("cap %d", pci_find_capability(p, ${id}) != 0);`,
      'pr_info("pcie %d %d", pci_is_pcie(p), pci_pcie_cap(p) == pci_find_capability(p, PCI_CAP_ID_EXP));',
      'o = pci_get_device(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID, NULL); pr_info("first %d", o == p); o = pci_get_device(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID, o); pr_info("second %d", o != NULL); pci_dev_put(o);',
      `o = pci_get_domain_bus_and_slot(pci_domain_nr(p->bus), p->bus->number, p->devfn${random.pick(['', ' + 8'])}); pr_info("slot %d", o == p); pci_dev_put(o);`,
      `o = pci_get_slot(p->bus, ${random.pick(['p->devfn', 'PCI_DEVFN(31, 7)'])}); pr_info("slot %d", o == p); pci_dev_put(o);`,
      'pr_info("match %d %d", pci_match_id(ids, p) == ids, dev_is_pci(&p->dev)); pr_info("bridge %d %d", pci_is_bridge(p), p->hdr_type & 0x7f);',
      'pci_set_drvdata(p, &held); pr_info("data %d %s", pci_get_drvdata(p) == &held, dev_driver_string(&p->dev));',
      'r = pcibios_err_to_errno(PCIBIOS_SET_FAILED); pr_info("errno %d %d", r, pcibios_err_to_errno(-5));',
      'pr_info("vf %d %d", pci_num_vf(p), pci_physfn(p) == p);',
    ]);
  },
  last: 'for (r = 0; r < 2; r++) if (maps[r]) pci_iounmap(p, maps[r]); if (whole) { pcim_iounmap_regions(p, 1); held &= ~1u; } for (r = 0; r < 6; r++) if (held & (1u << r)) pci_release_region(p, r); while (enabled) { pci_disable_device(p); enabled--; } pci_unregister_driver(&driver);',
};

const names = ['egm-pxm', 'egm-size', 'egm-base-pa', 'gpu-mem-size', 'gpu-mem-base-pa', 'none'];

/** drivers/base/property.c, drivers/acpi/property.c */
export const properties: Family = {
  name: 'properties',
  gpus: [gpu],
  before: `#include <linux/property.h>
#include <linux/pci.h>`,
  first:
    'struct pci_dev *p = pci_get_device(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID, NULL); struct device *d = &p->dev; struct fwnode_handle *f = dev_fwnode(d); int r; const char *s; u8 b[3]; u16 h[3]; u32 w[3]; u64 x[3];',
  call(random) {
    const name = `"nvidia,${random.pick(names)}"`;
    const [bits, to] = random.pick([
      ['u8', 'b'],
      ['u16', 'h'],
      ['u32', 'w'],
      ['u64', 'x'],
    ]);
    const [of, on] = random.pick([
      ['device', 'd'],
      ['fwnode', 'f'],
    ]);
    const read = `memset(${to}, 0xff, sizeof(${to})); r = ${of}_property_read_${bits}`;
    const texts = `${to}[0], (u64)${to}[1]`;
    return random.pick([
      `${read}(${on}, ${name}, &${to}[0]); pr_info("${bits} %d %llx", r, (u64)${to}[0]);`,
      `${read}(${on}, ${name}, &${to}[0]); pr_info("${bits} %d %llx", r, (u64)${to}[0]);`,
      `${read}_array(${on}, ${name}, ${to}, ${random.below(4)}); pr_info("array %d %llx %llx", r, (u64)${texts});`,
      `r = ${of}_property_count_${bits}(${on}, ${name}); pr_info("count %d", r);`,
      `r = ${of}_property_read_${bits}_array(${on}, ${name}, NULL, ${random.below(3)}); pr_info("none %d", r);`,
      `pr_info("present %d %d", ${of}_property_present(${on}, ${name}), ${of}_property_read_bool(${on}, ${name}));`,
      `s = "as it was"; r = ${of}_property_read_string(${on}, ${name}, &s); pr_info("string %d %s", r, s);`,
      `{ const char *many[2] = { "a", "b" }; r = ${of}_property_read_string_array(${on}, ${name}, many, ${random.pick([1, 2])}); pr_info("strings %d %s %s", r, many[0], many[1]); }`,
      `r = ${of}_property_string_array_count(${on}, ${name}); pr_info("strings %d", r);`,
      `r = ${of}_property_match_string(${on}, ${name}, "${random.pick(['as text', 'other'])}"); pr_info("match %d", r);`,
      `r = device_property_read_u32(${random.pick(['d', 'd->parent'])}, ${name}, &w[0]); pr_info("of %d", r);`,
    ]);
  },
  last: 'pci_dev_put(p);',
};
