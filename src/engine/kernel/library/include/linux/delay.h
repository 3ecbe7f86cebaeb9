/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DELAY_H
#define LINUX_DELAY_H

void msleep(unsigned int msecs);
unsigned long msleep_interruptible(unsigned int msecs);
void usleep_range(unsigned long least, unsigned long most);
void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);
#define fsleep(usecs) usleep_range(usecs, 2 * (usecs))
#define ssleep(seconds) msleep((seconds) * 1000)

#endif
