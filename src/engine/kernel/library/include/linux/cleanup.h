/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_CLEANUP_H
#define LINUX_CLEANUP_H

#include <linux/compiler.h>
#include <linux/err.h>

/* DEFINE_FREE and __free (include/linux/cleanup.h): a destructor for a scope's pointer. */
#define DEFINE_FREE(_name, _type, _free) \
	static inline void __free_##_name(void *p) { _type _T = *(_type *)p; _free; }
#define __free(_name) __cleanup(__free_##_name)

#define __get_and_null(p, nullvalue) ({ typeof(p) *__ptr = &(p); typeof(p) __val = *__ptr; *__ptr = nullvalue; __val; })
#define no_free_ptr(p) __get_and_null(p, NULL)
#define retain_and_null_ptr(p) ((void)__get_and_null(p, NULL))
#define return_ptr(p) return no_free_ptr(p)

#define DEFINE_CLASS(_name, _type, _exit, _init, _init_args...)		\
typedef _type class_##_name##_t;					\
static inline void class_##_name##_destructor(_type *p)			\
{ _type _T = *p; _exit; }						\
static inline _type class_##_name##_constructor(_init_args)		\
{ _type t = _init; return t; }

#define EXTEND_CLASS(_name, ext, _init, _init_args...)			\
typedef class_##_name##_t class_##_name##ext##_t;			\
static inline void class_##_name##ext##_destructor(class_##_name##_t *p)	\
{ class_##_name##_destructor(p); }					\
static inline class_##_name##_t class_##_name##ext##_constructor(_init_args)	\
{ class_##_name##_t t = _init; return t; }

#define CLASS(_name, var)						\
	class_##_name##_t var __cleanup(class_##_name##_destructor) =	\
		class_##_name##_constructor

/* A lock that was not taken is an errno, or NULL. */
#define __GUARD_IS_ERR(_ptr) (!(_ptr) || IS_ERR(_ptr))
#define __DEFINE_GUARD_LOCK_PTR(_name)					\
	static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T)	\
	{ void *_ptr = (void *)*_T; return IS_ERR(_ptr) ? NULL : _ptr; }	\
	static inline int class_##_name##_lock_err(class_##_name##_t *_T)	\
	{ void *_ptr = (void *)*_T; return _ptr ? PTR_ERR_OR_ZERO(_ptr) : -EBUSY; }

#define DEFINE_GUARD(_name, _type, _lock, _unlock)			\
	DEFINE_CLASS(_name, _type, if (!__GUARD_IS_ERR(_T)) { _unlock; }, ({ _lock; _T; }), _type _T)	\
	__DEFINE_GUARD_LOCK_PTR(_name)

/* Before 6.17 the condition is the call itself; from then on the call, and what its result _RET has to be. */
#define DEFINE_GUARD_COND(_name, _ext, ...)				\
	__DEFINE_GUARD_COND(__VA_ARGS__, 4, 3)(_name, _ext, __VA_ARGS__)
#define __DEFINE_GUARD_COND(_lock, _cond, _number, ...) DEFINE_GUARD_COND_##_number
#define DEFINE_GUARD_COND_3(_name, _ext, _lock) DEFINE_GUARD_COND_4(_name, _ext, _lock, _RET)
#define DEFINE_GUARD_COND_4(_name, _ext, _lock, _cond)			\
	EXTEND_CLASS(_name, _ext, ({ void *_t = _T; int _RET = _T ? (_lock) : 0; if (_T && !(_cond)) _t = ERR_PTR(_RET); _t; }), class_##_name##_t _T)	\
	__DEFINE_GUARD_LOCK_PTR(_name##_ext)

#define DEFINE_LOCK_GUARD_1(_name, _type, _lock, _unlock, ...)		\
typedef struct { _type *lock; __VA_ARGS__; } class_##_name##_t;		\
static inline void class_##_name##_destructor(class_##_name##_t *_T)	\
{ if (_T->lock) { _unlock; } }						\
static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T)	\
{ return _T->lock; }							\
static inline class_##_name##_t class_##_name##_constructor(_type *l)	\
{ class_##_name##_t _t = { .lock = l }, *_T = &_t; _lock; return _t; }

#define DEFINE_LOCK_GUARD_0(_name, _lock, _unlock, ...)			\
typedef struct { void *lock; __VA_ARGS__; } class_##_name##_t;		\
static inline void class_##_name##_destructor(class_##_name##_t *_T)	\
{ if (_T->lock) { _unlock; } }						\
static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T)	\
{ return _T->lock; }							\
static inline class_##_name##_t class_##_name##_constructor(void)	\
{ class_##_name##_t _t = { .lock = (void *)1 }, *_T = &_t; (void)_T; _lock; return _t; }

/* A lock that may not be taken: 0 where it was, else why. */
#define ACQUIRE(_name, _var) CLASS(_name, _var)
#define ACQUIRE_ERR(_name, _var) class_##_name##_lock_err(_var)

#define guard(_name) CLASS(_name, __UNIQUE_ID(guard))
#define __guard_ptr(_name) class_##_name##_lock_ptr

#define scoped_guard(_name, args...)					\
	for (CLASS(_name, scope)(args), *done = NULL;			\
	     __guard_ptr(_name)(&scope) && !done; done = (void *)1)
#define scoped_cond_guard(_name, _fail, args...)			\
	for (CLASS(_name, scope)(args), *done = NULL;			\
	     !done; done = (void *)1)					\
		if (!__guard_ptr(_name)(&scope))			\
			_fail;						\
		else

#endif
