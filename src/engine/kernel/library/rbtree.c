/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/interval_tree.h>

/*
 * Trees that are in order (lib/rbtree.c). How deep they are no caller can tell, but by walking them himself: they are
 * not balanced here.
 */
void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
}

/* Puts another in a node's place below what is above it. */
static void replace(struct rb_node *node, struct rb_node *by, struct rb_root *root)
{
	struct rb_node *parent = node->parent;

	if (!parent)
		root->rb_node = by;
	else if (parent->rb_left == node)
		parent->rb_left = by;
	else
		parent->rb_right = by;
	if (by)
		by->parent = parent;
}

/* rb_replace_node (lib/rbtree.c) */
void rb_replace_node(struct rb_node *victim, struct rb_node *node, struct rb_root *root)
{
	*node = *victim;
	if (node->rb_left)
		node->rb_left->parent = node;
	if (node->rb_right)
		node->rb_right->parent = node;
	replace(victim, node, root);
}

/* rb_erase (lib/rbtree.c) */
void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *next;

	if (!node->rb_left || !node->rb_right) {
		replace(node, node->rb_left ?: node->rb_right, root);
		return;
	}
	next = rb_next(node);
	replace(next, next->rb_right, root);
	rb_replace_node(node, next, root);
}

/* rb_first (lib/rbtree.c) */
struct rb_node *rb_first(const struct rb_root *root)
{
	struct rb_node *node = root->rb_node;

	while (node && node->rb_left)
		node = node->rb_left;
	return node;
}

/* rb_last (lib/rbtree.c) */
struct rb_node *rb_last(const struct rb_root *root)
{
	struct rb_node *node = root->rb_node;

	while (node && node->rb_right)
		node = node->rb_right;
	return node;
}

/* rb_next (lib/rbtree.c): NULL of a node that is in no tree. */
struct rb_node *rb_next(const struct rb_node *node)
{
	struct rb_node *at;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_right) {
		for (at = node->rb_right; at->rb_left; at = at->rb_left)
			;
		return at;
	}
	for (at = node->parent; at && at->rb_right == node; at = at->parent)
		node = at;
	return at;
}

/* rb_prev (lib/rbtree.c) */
struct rb_node *rb_prev(const struct rb_node *node)
{
	struct rb_node *at;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_left) {
		for (at = node->rb_left; at->rb_right; at = at->rb_right)
			;
		return at;
	}
	for (at = node->parent; at && at->rb_left == node; at = at->parent)
		node = at;
	return at;
}

static bool starts_before(struct rb_node *node, const struct rb_node *other)
{
	return rb_entry(node, struct interval_tree_node, rb)->start <
	       rb_entry(other, struct interval_tree_node, rb)->start;
}

/* interval_tree_insert (lib/interval_tree.c) */
void interval_tree_insert(struct interval_tree_node *node, struct rb_root_cached *root)
{
	node->__subtree_last = node->last;
	rb_add(&node->rb, &root->rb_root, starts_before);
}

/* interval_tree_remove (lib/interval_tree.c) */
void interval_tree_remove(struct interval_tree_node *node, struct rb_root_cached *root)
{
	rb_erase(&node->rb, &root->rb_root);
}

/* The first from that node on that has part of the range; they are in the order of their starts. */
static struct interval_tree_node *first_of(struct rb_node *rb, unsigned long start, unsigned long last)
{
	for (; rb; rb = rb_next(rb)) {
		struct interval_tree_node *node = rb_entry(rb, struct interval_tree_node, rb);

		if (node->start > last)
			return NULL;
		if (node->last >= start)
			return node;
	}
	return NULL;
}

/* interval_tree_iter_first (lib/interval_tree.c) */
struct interval_tree_node *interval_tree_iter_first(struct rb_root_cached *root, unsigned long start, unsigned long last)
{
	return first_of(rb_first_cached(root), start, last);
}

/* interval_tree_iter_next (lib/interval_tree.c) */
struct interval_tree_node *interval_tree_iter_next(struct interval_tree_node *node, unsigned long start,
						   unsigned long last)
{
	return first_of(rb_next(&node->rb), start, last);
}
