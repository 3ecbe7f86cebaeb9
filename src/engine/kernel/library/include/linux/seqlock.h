/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SEQLOCK_H
#define LINUX_SEQLOCK_H

#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/types.h>

typedef struct seqcount {
	unsigned int sequence;
	/* 1 while the sequence is odd: a reader waits. */
	int writing;
	/* The word of the lock that writers hold; NULL where none is said. */
	const int *lock;
} seqcount_t;
typedef seqcount_t seqcount_raw_spinlock_t, seqcount_spinlock_t, seqcount_rwlock_t, seqcount_mutex_t;

typedef struct {
	seqcount_t seqcount;
	spinlock_t lock;
} seqlock_t;

unsigned int __seqcount_read_begin(const seqcount_t *s);
int __seqcount_read_retry(const seqcount_t *s, unsigned int start);
void __seqcount_write_begin(seqcount_t *s);
void __seqcount_write_end(seqcount_t *s);
void __seqcount_init(seqcount_t *s, const int *lock);

#define SEQCNT_ZERO(name) { .sequence = 0 }
#define SEQCNT_SPINLOCK_ZERO(name, held) { .lock = &(held)->word }
#define SEQCNT_RAW_SPINLOCK_ZERO(name, held) SEQCNT_SPINLOCK_ZERO(name, held)
#define SEQCNT_RWLOCK_ZERO(name, held) SEQCNT_SPINLOCK_ZERO(name, held)
#define SEQCNT_MUTEX_ZERO(name, held) SEQCNT_SPINLOCK_ZERO(name, held)
#define seqcount_init(s) __seqcount_init(s, NULL)
#define seqcount_spinlock_init(s, held) __seqcount_init(s, &(held)->word)
#define seqcount_raw_spinlock_init(s, held) __seqcount_init(s, &(held)->word)
#define seqcount_rwlock_init(s, held) __seqcount_init(s, &(held)->word)
#define seqcount_mutex_init(s, held) __seqcount_init(s, &(held)->word)

#define read_seqcount_begin(s) __seqcount_read_begin(s)
#define raw_read_seqcount_begin(s) __seqcount_read_begin(s)
#define read_seqcount_retry(s, start) __seqcount_read_retry(s, start)
#define write_seqcount_begin(s) __seqcount_write_begin(s)
#define write_seqcount_begin_nested(s, subclass) __seqcount_write_begin(s)
#define write_seqcount_end(s) __seqcount_write_end(s)
#define raw_write_seqcount_begin(s) __seqcount_write_begin(s)
#define raw_write_seqcount_end(s) __seqcount_write_end(s)

#define __SEQLOCK_UNLOCKED(name) { .lock = __SPIN_LOCK_UNLOCKED((name).lock) }
#define DEFINE_SEQLOCK(name) seqlock_t name = __SEQLOCK_UNLOCKED(name)

void seqlock_init(seqlock_t *sl);
unsigned int read_seqbegin(const seqlock_t *sl);
unsigned int read_seqretry(const seqlock_t *sl, unsigned int start);
void write_seqlock(seqlock_t *sl);
void write_sequnlock(seqlock_t *sl);

#define write_seqlock_bh(sl) write_seqlock(sl)
#define write_sequnlock_bh(sl) write_sequnlock(sl)
#define write_seqlock_irq(sl) write_seqlock(sl)
#define write_sequnlock_irq(sl) write_sequnlock(sl)
#define write_seqlock_irqsave(sl, flags) do { (flags) = 0; write_seqlock(sl); } while (0)
#define write_sequnlock_irqrestore(sl, flags) do { (void)(flags); write_sequnlock(sl); } while (0)
#define read_seqlock_excl(sl) spin_lock(&(sl)->lock)
#define read_sequnlock_excl(sl) spin_unlock(&(sl)->lock)

#endif
