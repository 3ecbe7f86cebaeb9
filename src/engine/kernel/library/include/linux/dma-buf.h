/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DMA_BUF_H
#define LINUX_DMA_BUF_H

#include <linux/fs.h>

struct dma_buf;
struct dma_buf_attachment;

struct dma_buf_phys_vec {
	phys_addr_t paddr;
	size_t len;
};

#endif
