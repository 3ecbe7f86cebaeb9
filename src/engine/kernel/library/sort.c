/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bsearch.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/sort.h>

/* What is sorted, and by which of the caller's functions: those of sort(), or those of sort_r() with priv. */
struct sorting {
	char *base;
	size_t size;
	cmp_func_t cmp;
	cmp_r_func_t cmp_r;
	swap_func_t change;
	swap_r_func_t change_r;
	const void *priv;
};

static int ordered(const struct sorting *of, size_t a, size_t b)
{
	const char *one = of->base + a * of->size, *other = of->base + b * of->size;

	return of->cmp ? of->cmp(one, other) : of->cmp_r(one, other, of->priv);
}

static void swap_bytes(char *a, char *b, size_t n)
{
	char kept[64];
	size_t some;

	for (; n; n -= some, a += some, b += some) {
		some = min(n, sizeof(kept));
		__machine_copy(kept, a, some);
		__machine_copy(a, b, some);
		__machine_copy(b, kept, some);
	}
}

static void change_places(const struct sorting *of, size_t a, size_t b)
{
	char *one = of->base + a * of->size, *other = of->base + b * of->size;

	if (of->change)
		of->change(one, other, of->size);
	else if (of->change_r)
		of->change_r(one, other, of->size, of->priv);
	else if (one != other)
		swap_bytes(one, other, of->size);
}

/* In a heap of n, `a` goes down to a leaf, past the greater of two each time, and up from there to where it belongs. */
static void sink(const struct sorting *of, size_t a, size_t n)
{
	size_t at = a, last, to;

	while ((last = 2 * at + 2) < n)
		at = ordered(of, last - 1, last) > 0 ? last - 1 : last;
	if (last == n)
		at = last - 1;
	while (at != a && ordered(of, a, at) >= 0)
		at = (at - 1) / 2;
	to = at;
	while (at != a) {
		at = (at - 1) / 2;
		change_places(of, at, to);
	}
}

/* __sort_r (lib/sort.c): the same comparisons in the same order, as equal elements are left in the order they make. */
static void sort_all(const struct sorting *of, size_t n)
{
	size_t a = n / 2, second;

	if (n < 2 || !of->size)
		return;
	while (a--)
		sink(of, a, n);
	while (n > 3) {
		change_places(of, 0, --n);
		second = ordered(of, 1, 2) <= 0 ? 2 : 1;
		change_places(of, second, --n);
		sink(of, second, n);
		sink(of, 0, n);
	}
	change_places(of, 0, --n);
	if (n == 2 && ordered(of, 0, 1) > 0)
		change_places(of, 0, 1);
}

/* sort (lib/sort.c) */
void sort(void *base, size_t num, size_t size, cmp_func_t cmp, swap_func_t change)
{
	struct sorting of = { .base = base, .size = size, .cmp = cmp, .change = change };

	sort_all(&of, num);
}

/* sort_r (lib/sort.c) */
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp, swap_r_func_t change, const void *priv)
{
	struct sorting of = { .base = base, .size = size, .cmp_r = cmp, .change_r = change, .priv = priv };

	sort_all(&of, num);
}

/* bsearch (lib/bsearch.c): which of several equal ones it is depends on where the search begins. */
void *bsearch(const void *key, const void *base, size_t num, size_t size, cmp_func_t cmp)
{
	const char *from = base, *middle;
	int order;

	for (; num; num /= 2) {
		middle = from + num / 2 * size;
		order = cmp(key, middle);
		if (!order)
			return (void *)middle;
		if (order > 0) {
			from = middle + size;
			num--;
		}
	}
	return NULL;
}

/* Of two lists without heads, each in order: of equal elements, those of a come first. */
static struct list_head *merged(void *priv, list_cmp_func_t cmp, struct list_head *a, struct list_head *b)
{
	struct list_head *all, **end = &all, **less;

	while (a && b) {
		less = cmp(priv, a, b) <= 0 ? &a : &b;
		*end = *less;
		end = &(*end)->next;
		*less = *end;
	}
	*end = a ? a : b;
	return all;
}

/*
 * list_sort (lib/list_sort.c): each element begins a list of its own; before the next one does, two of those of 2^k
 * elements become one where the count of elements has k ones at its end and more before them.
 */
void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *lists[2 * BITS_PER_LONG], *one = head->next, *before = head;
	size_t count, ones, n = 0, at;

	if (one == head->prev)
		return;
	head->prev->next = NULL;
	for (count = 0; one; count++) {
		for (ones = 0; count >> ones & 1; ones++)
			;
		if (count >> ones) {
			at = n - 1 - ones;
			lists[at - 1] = merged(priv, cmp, lists[at - 1], lists[at]);
			for (n--; at < n; at++)
				lists[at] = lists[at + 1];
		}
		lists[n++] = one;
		one = one->next;
		lists[n - 1]->next = NULL;
	}
	while (--n)
		lists[n - 1] = merged(priv, cmp, lists[n - 1], lists[n]);
	head->next = lists[0];
	for (one = head->next; one; one = one->next) {
		one->prev = before;
		before = one;
	}
	before->next = head;
	head->prev = before;
}
