/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/seqlock.h>

/*
 * Sequence counters (include/linux/seqlock.h, as all here). What is read in a section is no race with what is written in one
 * of the same counter.
 */

void __seqcount_init(seqcount_t *s, const int *lock)
{
	s->sequence = 0;
	s->writing = 0;
	s->lock = lock;
}

/* read_seqcount_begin */
unsigned int __seqcount_read_begin(const seqcount_t *s)
{
	__machine_await(&s->writing);
	__machine_read_section(s, 1);
	return s->sequence;
}

/* read_seqcount_retry */
int __seqcount_read_retry(const seqcount_t *s, unsigned int start)
{
	__machine_read_section(s, 0);
	return s->sequence != start;
}

/* write_seqcount_begin: whoever writes keeps other writers out. */
void __seqcount_write_begin(seqcount_t *s)
{
	if (s->lock && !__machine_holds(s->lock))
		__machine_report("lock-misuse", "assert-held", "write_seqcount_begin");
	s->sequence++;
	s->writing = 1;
	__machine_write_section(s, 1);
}

/* write_seqcount_end */
void __seqcount_write_end(seqcount_t *s)
{
	__machine_write_section(s, 0);
	s->sequence++;
	s->writing = 0;
}

/* seqlock_init */
void seqlock_init(seqlock_t *sl)
{
	__seqcount_init(&sl->seqcount, NULL);
	spin_lock_init(&sl->lock);
}

/* read_seqbegin */
unsigned int read_seqbegin(const seqlock_t *sl)
{
	return __seqcount_read_begin(&sl->seqcount);
}

/* read_seqretry */
unsigned int read_seqretry(const seqlock_t *sl, unsigned int start)
{
	return __seqcount_read_retry(&sl->seqcount, start);
}

/* write_seqlock */
void write_seqlock(seqlock_t *sl)
{
	spin_lock(&sl->lock);
	__seqcount_write_begin(&sl->seqcount);
}

/* write_sequnlock */
void write_sequnlock(seqlock_t *sl)
{
	__seqcount_write_end(&sl->seqcount);
	spin_unlock(&sl->lock);
}
