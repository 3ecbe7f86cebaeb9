/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_IO_H
#define LINUX_IO_H

#include <linux/byteorder.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/types.h>

#define MEMREMAP_WB 1
#define MEMREMAP_WT 2
#define MEMREMAP_WC 4

u8 ioread8(const volatile void __iomem *addr);
u16 ioread16(const volatile void __iomem *addr);
u32 ioread32(const volatile void __iomem *addr);
u64 ioread64(const volatile void __iomem *addr);
void iowrite8(u8 value, volatile void __iomem *addr);
void iowrite16(u16 value, volatile void __iomem *addr);
void iowrite32(u32 value, volatile void __iomem *addr);
void iowrite64(u64 value, volatile void __iomem *addr);
#define ioread16be(addr) swab16(ioread16(addr))
#define ioread32be(addr) swab32(ioread32(addr))
#define ioread64be(addr) swab64(ioread64(addr))
#define iowrite16be(value, addr) iowrite16(swab16(value), addr)
#define iowrite32be(value, addr) iowrite32(swab32(value), addr)
#define iowrite64be(value, addr) iowrite64(swab64(value), addr)
#define readb(addr) ioread8(addr)
#define readb_relaxed(addr) ioread8(addr)
#define __raw_readb(addr) ioread8(addr)
#define writeb(value, addr) iowrite8(value, addr)
#define writeb_relaxed(value, addr) iowrite8(value, addr)
#define __raw_writeb(value, addr) iowrite8(value, addr)
#define readw(addr) ioread16(addr)
#define readw_relaxed(addr) ioread16(addr)
#define __raw_readw(addr) ioread16(addr)
#define writew(value, addr) iowrite16(value, addr)
#define writew_relaxed(value, addr) iowrite16(value, addr)
#define __raw_writew(value, addr) iowrite16(value, addr)
#define readl(addr) ioread32(addr)
#define readl_relaxed(addr) ioread32(addr)
#define __raw_readl(addr) ioread32(addr)
#define writel(value, addr) iowrite32(value, addr)
#define writel_relaxed(value, addr) iowrite32(value, addr)
#define __raw_writel(value, addr) iowrite32(value, addr)
#define readq(addr) ioread64(addr)
#define readq_relaxed(addr) ioread64(addr)
#define __raw_readq(addr) ioread64(addr)
#define writeq(value, addr) iowrite64(value, addr)
#define writeq_relaxed(value, addr) iowrite64(value, addr)
#define __raw_writeq(value, addr) iowrite64(value, addr)

void __iomem *ioremap(phys_addr_t offset, size_t size);
#define ioremap_wc(offset, size) ioremap(offset, size)
#define ioremap_cache(offset, size) ioremap(offset, size)
void iounmap(volatile void __iomem *addr);
void *memremap(resource_size_t offset, size_t size, unsigned long flags);
void memunmap(void *addr);
void memcpy_fromio(void *to, const volatile void __iomem *from, size_t count);
void memcpy_toio(volatile void __iomem *to, const void *from, size_t count);
void memset_io(volatile void __iomem *to, int byte, size_t count);

struct device;
struct resource;
/* Managed (lib/devres.c, kernel/iomem.c): undone when the driver is unbound. */
void __iomem *devm_ioremap(struct device *dev, resource_size_t offset, resource_size_t size);
#define devm_ioremap_wc(dev, offset, size) devm_ioremap(dev, offset, size)
#define devm_ioremap_uc(dev, offset, size) devm_ioremap(dev, offset, size)
void devm_iounmap(struct device *dev, void __iomem *addr);
void __iomem *devm_ioremap_resource(struct device *dev, const struct resource *res);
void *devm_memremap(struct device *dev, resource_size_t offset, size_t size, unsigned long flags);
void devm_memunmap(struct device *dev, void *addr);
#define IOMEM_ERR_PTR(err) ((void __iomem *)ERR_PTR(err))

#endif
