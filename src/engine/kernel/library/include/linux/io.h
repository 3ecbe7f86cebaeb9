/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_IO_H
#define LINUX_IO_H

#include <linux/byteorder.h>
#include <linux/mm.h>
#include <linux/types.h>

#define MEMREMAP_WB 1
#define MEMREMAP_WT 2
#define MEMREMAP_WC 4

u8 ioread8(const void __iomem *addr);
u16 ioread16(const void __iomem *addr);
u32 ioread32(const void __iomem *addr);
u64 ioread64(const void __iomem *addr);
void iowrite8(u8 value, void __iomem *addr);
void iowrite16(u16 value, void __iomem *addr);
void iowrite32(u32 value, void __iomem *addr);
#define readb(addr) ioread8(addr)
#define readw(addr) ioread16(addr)
#define readl(addr) ioread32(addr)
#define readq(addr) ioread64(addr)
#define writel(value, addr) iowrite32(value, addr)

void __iomem *ioremap(phys_addr_t offset, size_t size);
#define ioremap_wc(offset, size) ioremap(offset, size)
#define ioremap_cache(offset, size) ioremap(offset, size)
void iounmap(volatile void __iomem *addr);
void *memremap(resource_size_t offset, size_t size, unsigned long flags);
void memunmap(void *addr);
void memcpy_fromio(void *to, const volatile void __iomem *from, long count);
void memcpy_toio(volatile void __iomem *to, const void *from, long count);

#endif
