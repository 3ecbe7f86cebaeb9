/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_IOPOLL_H
#define LINUX_IOPOLL_H

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/ktime.h>

void __poll_pause(u64 timeout_us, bool sleeps);

/*
 * The time may be over after any pause: others have done meanwhile whatever they could, and it is looked once more, as
 * after the last pause in Linux. Without a timeout it is looked until it is so.
 */
#define __poll_timeout(op, val, cond, timeout_us, sleeps, ...) ({		\
	u64 __timeout_us = (timeout_us);				\
	for (;;) {							\
		(val) = op(__VA_ARGS__);				\
		if (cond)						\
			break;						\
		__poll_pause(__timeout_us, sleeps);			\
		if (__timeout_us) {					\
			(val) = op(__VA_ARGS__);			\
			break;						\
		}							\
	}								\
	(cond) ? 0 : -ETIMEDOUT;					\
})
#define read_poll_timeout(op, val, cond, sleep_us, timeout_us, sleep_before_read, ...) ({	\
	unsigned long __sleep_us = (sleep_us);				\
	if (__sleep_us)							\
		__machine_might_sleep("read_poll_timeout");		\
	if ((sleep_before_read) && __sleep_us)				\
		usleep_range((__sleep_us >> 2) + 1, __sleep_us);	\
	__poll_timeout(op, val, cond, timeout_us, __sleep_us != 0, __VA_ARGS__);	\
})
#define read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, delay_before_read, ...) ({	\
	unsigned long __delay_us = (delay_us);				\
	if ((delay_before_read) && __delay_us)				\
		udelay(__delay_us);					\
	__poll_timeout(op, val, cond, timeout_us, false, __VA_ARGS__);	\
})
#define readx_poll_timeout(op, addr, val, cond, sleep_us, timeout_us) \
	read_poll_timeout(op, val, cond, sleep_us, timeout_us, false, addr)
#define readx_poll_timeout_atomic(op, addr, val, cond, delay_us, timeout_us) \
	read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, false, addr)
#define readb_poll_timeout(addr, ...) readx_poll_timeout(readb, addr, __VA_ARGS__)
#define readw_poll_timeout(addr, ...) readx_poll_timeout(readw, addr, __VA_ARGS__)
#define readl_poll_timeout(addr, ...) readx_poll_timeout(readl, addr, __VA_ARGS__)
#define readq_poll_timeout(addr, ...) readx_poll_timeout(readq, addr, __VA_ARGS__)
#define readl_relaxed_poll_timeout(addr, ...) readx_poll_timeout(readl, addr, __VA_ARGS__)
#define readq_relaxed_poll_timeout(addr, ...) readx_poll_timeout(readq, addr, __VA_ARGS__)
#define readb_poll_timeout_atomic(addr, ...) readx_poll_timeout_atomic(readb, addr, __VA_ARGS__)
#define readw_poll_timeout_atomic(addr, ...) readx_poll_timeout_atomic(readw, addr, __VA_ARGS__)
#define readl_poll_timeout_atomic(addr, ...) readx_poll_timeout_atomic(readl, addr, __VA_ARGS__)
#define readq_poll_timeout_atomic(addr, ...) readx_poll_timeout_atomic(readq, addr, __VA_ARGS__)
#define readl_relaxed_poll_timeout_atomic(addr, ...) readx_poll_timeout_atomic(readl, addr, __VA_ARGS__)

#endif
