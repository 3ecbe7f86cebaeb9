import { expect, test } from 'vitest';
import { reduced, seen, unreduced } from './gate.ts';
import { heldToEverySchedule, kindsOf } from './held.ts';
import { small, start } from './small.ts';

/*
 * What is done to the word of a lock, or of what tasks wait for, other than to take it and give it back.
 */
const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'a mutex is initialised while it is held': [
    `static DEFINE_MUTEX(m); static atomic_t n;
int a(void) { mutex_lock(&m); atomic_inc(&n); mutex_unlock(&m); return 0; } int b(void) { mutex_init(&m); return 0; }`,
    ['lock-misuse'],
  ],
  'a spinlock is initialised while it is held': [
    `static DEFINE_SPINLOCK(m); static atomic_t n;
int a(void) { spin_lock(&m); atomic_inc(&n); spin_unlock(&m); return 0; } int b(void) { spin_lock_init(&m); return 0; }`,
    ['lock-misuse'],
  ],
  'a mutex that was taken by trying is initialised': [
    `static DEFINE_MUTEX(m); static atomic_t n;
int a(void) { mutex_lock(&m); mutex_unlock(&m); return 0; } int b(void) { if (mutex_trylock(&m)) { mutex_init(&m); return 1; } return 0; }`,
    ['lock-misuse'],
  ],
  'a completion is initialised before it is waited for': [
    `static struct completion c;
int init(void) { init_completion(&c); complete_all(&c); return 0; }
int a(void) { wait_for_completion(&c); return 0; } int b(void) { init_completion(&c); return 0; }`,
    ['deadlock'],
  ],
  'two wait for what is completed once': [
    `static struct completion c;
int init(void) { init_completion(&c); complete(&c); return 0; }
int a(void) { wait_for_completion(&c); return 0; } int b(void) { wait_for_completion(&c); return 0; }`,
    ['deadlock'],
  ],
  'what is done where a lock could not be taken': [
    `static DEFINE_MUTEX(y); static void *p; int init(void) { p = kzalloc(4, GFP_KERNEL); return 0; }
int a(void) { mutex_lock(&y); mutex_unlock(&y); kfree(p); return 0; }
int b(void) { if (mutex_trylock(&y)) { mutex_unlock(&y); return 1; } return *(int *)p; }`,
    ['use-after-free'],
  ],
  'what is done where a lock could not be taken, and a field': [
    `static DEFINE_MUTEX(y); static int plain; int a(void) { mutex_lock(&y); mutex_unlock(&y); plain = 1; return 0; }
int b(void) { if (mutex_trylock(&y)) { mutex_unlock(&y); return 1; } return plain; }`,
    ['race'],
  ],
  'what is done where a lock is held': [
    `static DECLARE_RWSEM(x); static atomic_t n; static void *p; int init(void) { p = kzalloc(4, GFP_KERNEL); return 0; }
int a(void) { down_read(&x); up_read(&x); atomic_inc(&n); return 0; }
int b(void) { if (!rwsem_is_locked(&x)) return 1; kfree(p); if (atomic_read(&n)) kfree(p); return 0; }`,
    ['double-free', 'leak'],
  ],
  'what is done where a reader could not come in': [
    `static DECLARE_RWSEM(x); static atomic_t n; static void *p; int init(void) { p = kzalloc(4, GFP_KERNEL); return 0; }
int a(void) { down_write(&x); up_write(&x); atomic_inc(&n); return 0; }
int b(void) { if (down_read_trylock(&x)) { up_read(&x); return 1; } kfree(p); if (atomic_read(&n)) kfree(p); return 0; }`,
    ['double-free', 'leak'],
  ],
  'a reader that tries again is let in, and leaves twice': [
    `static DECLARE_RWSEM(x);
int a(void) { int i, in = 0; for (i = 0; i < 2; i++) in += down_read_trylock(&x); while (in--) up_read(&x); return 0; }
int b(void) { down_write(&x); up_write(&x); return 0; }`,
    [],
  ],
  'a wait with a bound for what nobody completes': [
    `static struct completion c; static struct semaphore s;
int init(void) { init_completion(&c); sema_init(&s, 0); return 0; }
int a(void) { return wait_for_completion_timeout(&c, 10) ? 1 : 2; } int b(void) { return down_timeout(&s, 10); }`,
    [],
  ],
  'a wait with a bound for what another completes, soon or late': [
    `static struct completion c; static int n;
int init(void) { init_completion(&c); return 0; }
int a(void) { return wait_for_completion_timeout(&c, 10) ? n : -1; } int b(void) { n = 1; complete(&c); return 0; }`,
    [],
  ],
  'one waits for the other': [
    `static struct completion c; static atomic_t n;
int init(void) { init_completion(&c); return 0; }
int a(void) { wait_for_completion(&c); return atomic_inc_return(&n); } int b(void) { complete(&c); return atomic_inc_return(&n); }`,
    [],
  ],
  'one asks whether a mutex is held': [
    `static DEFINE_MUTEX(m);
int a(void) { mutex_lock(&m); mutex_unlock(&m); return 0; } int b(void) { return mutex_is_locked(&m); }`,
    [],
  ],
  'a mutex is destroyed while it is held': [
    `static DEFINE_MUTEX(m);
int a(void) { mutex_lock(&m); mutex_unlock(&m); return 0; } int b(void) { mutex_destroy(&m); return 0; }`,
    ['lock-misuse'],
  ],
  'an rwsem is initialised while it is held for writing': [
    `static DECLARE_RWSEM(m);
int a(void) { down_write(&m); up_write(&m); return 0; } int b(void) { init_rwsem(&m); return 0; }`,
    ['lock-misuse'],
  ],
  'an rwsem is initialised while it is held for reading': [
    `static DECLARE_RWSEM(m);
int a(void) { down_read(&m); up_read(&m); return 0; } int b(void) { init_rwsem(&m); return 0; }`,
    ['lock-misuse'],
  ],
  'two write what they hold for reading': [
    `static DECLARE_RWSEM(m); static int n;
int a(void) { down_read(&m); n = 1; up_read(&m); return 0; } int b(void) { down_read(&m); n = 2; up_read(&m); return 0; }`,
    ['race'],
  ],
  'one reads and one writes under an rwsem': [
    `static DECLARE_RWSEM(m); static int n;
int a(void) { int v; down_read(&m); v = n; up_read(&m); return v; } int b(void) { down_write(&m); n = 2; up_write(&m); return 0; }`,
    [],
  ],
  'two read under rwsems in opposite order': [
    `static DECLARE_RWSEM(m); static DECLARE_RWSEM(n); static atomic_t k;
int a(void) { down_read(&m); down_read(&n); atomic_inc(&k); up_read(&n); up_read(&m); return 0; }
int b(void) { down_read(&n); down_read(&m); up_read(&m); up_read(&n); return atomic_inc_return(&k); }`,
    [],
  ],
  'one reads and one writes under rwsems in opposite order': [
    `static DECLARE_RWSEM(m); static DECLARE_RWSEM(n);
int a(void) { down_read(&m); down_read(&n); up_read(&n); up_read(&m); return 0; }
int b(void) { down_write(&n); down_write(&m); up_write(&m); up_write(&n); return 0; }`,
    ['deadlock'],
  ],
  'one reads on after it wrote, and lets others read': [
    `static DECLARE_RWSEM(m); static int n; static atomic_t seen;
int a(void) { down_write(&m); n = 1; downgrade_write(&m); atomic_set(&seen, n); up_read(&m); return 0; }
int b(void) { int v = -1; if (down_read_trylock(&m)) { v = n; up_read(&m); } return v + atomic_read(&seen); }`,
    [],
  ],
  'one writes on after it let others read': [
    `static DECLARE_RWSEM(m); static int n;
int a(void) { down_write(&m); downgrade_write(&m); n = 1; up_read(&m); return 0; }
int b(void) { int v; down_read(&m); v = n; up_read(&m); return v; }`,
    ['race'],
  ],
  'one only tries to write where another reads': [
    `static DECLARE_RWSEM(m);
int a(void) { down_read(&m); up_read(&m); return 0; }
int b(void) { if (!down_write_trylock(&m)) return 1; up_write(&m); return rwsem_is_locked(&m); }`,
    [],
  ],
  'a mutex is written over while it is held': [
    `static DEFINE_MUTEX(m); static atomic_t n;
int a(void) { mutex_lock(&m); atomic_inc(&n); mutex_unlock(&m); return 0; } int b(void) { memset(&m, 0, sizeof(m)); return 0; }`,
    ['lock-misuse'],
  ],
  'a spinlock is copied while it is held': [
    `static struct part { spinlock_t lock; } p, q;
int init(void) { spin_lock_init(&p.lock); return 0; }
int a(void) { spin_lock(&p.lock); spin_unlock(&p.lock); return 0; } int b(void) { q = p; spin_lock(&q.lock); spin_unlock(&q.lock); return 0; }`,
    ['deadlock'],
  ],
  'a mutex is read as it is held': [
    `static DEFINE_MUTEX(m);
int a(void) { mutex_lock(&m); mutex_unlock(&m); return 0; } int b(void) { return *(const int *)&m != 0; }`,
    [],
  ],
  'an xarray is looked up and stored to under its lock, and erased from': [
    `static DEFINE_XARRAY(x);
int init(void) { xa_store(&x, 1, xa_mk_value(1), GFP_KERNEL); return 0; }
int a(void) { int had; xa_lock(&x); had = xa_load(&x, 1) != NULL; if (had) __xa_store(&x, 1, xa_mk_value(2), GFP_KERNEL); xa_unlock(&x); return had; }
int b(void) { void *old = xa_erase(&x, 1); return xa_to_value(old); } int fini(void) { return xa_empty(&x); }`,
    [],
  ],
  'who erases from an xarray waits for its lock': [
    `static DEFINE_XARRAY(x); static DEFINE_SPINLOCK(s);
int a(void) { xa_lock(&x); spin_lock(&s); spin_unlock(&s); xa_unlock(&x); return 0; }
int b(void) { spin_lock(&s); xa_erase(&x, 1); spin_unlock(&s); return 0; }`,
    ['deadlock'],
  ],
  'one asserts that it does not hold a mutex, and another does': [
    `static DEFINE_MUTEX(m);
int a(void) { mutex_lock(&m); mutex_unlock(&m); return 0; } int b(void) { lockdep_assert_not_held(&m); return 0; }`,
    [],
  ],
  'two read under an rwlock, and one writes': [
    `static DEFINE_RWLOCK(l); static int n;
int a(void) { int v; read_lock(&l); v = n; read_unlock(&l); return v; } int b(void) { write_lock(&l); n++; write_unlock(&l); return 0; }`,
    [],
  ],
  'two write what they hold an rwlock of for reading': [
    `static DEFINE_RWLOCK(l); static int n;
int a(void) { guard(read_lock)(&l); n = 1; return 0; } int b(void) { guard(read_lock)(&l); n = 2; return 0; }`,
    ['race'],
  ],
  'rwlocks are taken in opposite order': [
    `static DEFINE_RWLOCK(l); static DEFINE_SPINLOCK(m);
int a(void) { read_lock(&l); spin_lock(&m); spin_unlock(&m); read_unlock(&l); return 0; }
int b(void) { spin_lock(&m); if (write_trylock(&l)) write_unlock(&l); write_lock(&l); write_unlock(&l); spin_unlock(&m); return 0; }`,
    ['deadlock'],
  ],
  'a semaphore is the lock of a field': [
    `static DEFINE_SEMAPHORE(s, 1); static int n;
static int locked(int to) { int old; down(&s); old = n; n = to; up(&s); return old; }
int a(void) { return locked(1); } int b(void) { return locked(2); }`,
    [],
  ],
  'a semaphore lets two in': [
    `static DEFINE_SEMAPHORE(s, 2); static int n;
static int locked(int to) { int old; down(&s); old = n; n = to; up(&s); return old; }
int a(void) { return locked(1); } int b(void) { return locked(2); }`,
    ['race'],
  ],
  'a semaphore is tried': [
    `static struct semaphore s; static int n;
int init(void) { sema_init(&s, 1); return 0; }
int a(void) { down(&s); n = 1; up(&s); return 0; } int b(void) { if (down_trylock(&s)) return -EBUSY; n = 2; up(&s); return 0; }`,
    [],
  ],
  'two try a semaphore': [
    `static DEFINE_SEMAPHORE(s, 1); static int n;
static int tried(void) { if (down_trylock(&s)) return 1; n++; up(&s); return 0; }
int a(void) { return tried(); } int b(void) { return tried(); }`,
    [],
  ],
  'a semaphore is given back by nobody': [
    `static DEFINE_SEMAPHORE(s, 1); int a(void) { down(&s); return 0; } int b(void) { down(&s); up(&s); return 0; }`,
    ['deadlock'],
  ],
  'one asks whether the other is done': [
    `static DECLARE_COMPLETION(c);
int a(void) { return completion_done(&c) + 2 * try_wait_for_completion(&c); } int b(void) { complete(&c); return 0; }`,
    [],
  ],
  'pointers are given numbers in an idr by two, with no lock': [
    `static DEFINE_IDR(r); static int x;
int a(void) { return idr_alloc(&r, &x, 0, 0, GFP_KERNEL); } int b(void) { return idr_alloc(&r, &x, 0, 0, GFP_KERNEL); } int fini(void) { idr_destroy(&r); return 0; }`,
    ['race'],
  ],
  'pointers are given numbers in an idr under a lock, and found without': [
    `static DEFINE_IDR(r); static DEFINE_SPINLOCK(s); static int x;
int a(void) { spin_lock(&s); idr_alloc(&r, &x, 0, 0, GFP_NOWAIT); spin_unlock(&s); return 0; } int b(void) { return idr_find(&r, 0) == &x; } int fini(void) { idr_destroy(&r); return 0; }`,
    [],
  ],
  'a bit is the lock of a field': [
    `static unsigned long w; static int n;
static int locked(int to) { int old; if (test_and_set_bit_lock(1, &w)) return -EBUSY; old = n; n = to; clear_bit_unlock(1, &w); return old; }
int a(void) { return locked(1); } int b(void) { return locked(2); }`,
    [],
  ],
  'bits of one word are set by two': [
    `static unsigned long w;
int a(void) { set_bit(0, &w); return test_and_set_bit(1, &w); } int b(void) { clear_bit(0, &w); return test_bit(1, &w); }`,
    [],
  ],
  'bits of one word are set by two as fields are': [
    `static unsigned long w;
int a(void) { __set_bit(0, &w); return 0; } int b(void) { __set_bit(1, &w); return 0; }`,
    ['race'],
  ],
  'a bit is set by one as a field is, and by the other at once': [
    `static unsigned long w;
int a(void) { __set_bit(0, &w); return 0; } int b(void) { return test_bit(0, &w); }`,
    ['race'],
  ],
};

test.each(Object.entries(cases))('%s', (_, [text, kinds]) => {
  const system = small(text);
  const found = heldToEverySchedule(system, 1_500);
  expect(kindsOf(found)).toEqual(kinds);
});

test('a task turns until a bit is clear that is the lock of a field', () => {
  const system = small(`static unsigned long w; static int n;
static int locked(int to) { int old; while (test_and_set_bit_lock(1, &w)) cpu_relax(); old = n; n = to; clear_bit_unlock(1, &w); return old; }
int a(void) { return locked(1); } int b(void) { return locked(2); }`);
  const found = seen(reduced(start(system)));
  expect(found).toEqual({ causes: [], ends: ['[[[0],[1]]]', '[[[2],[0]]]'] });
  expect(found).toEqual(seen(unreduced(start(system))));
});
