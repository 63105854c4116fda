/* YAML trees that change while packs are laid over each other. */
#include "extend.h"

struct node *tree_child(const struct node *map, struct str key)
{
	for (struct node *n = map->type == NODE_MAP ? map->first : NULL; n; n = n->next)
		if (str_eq(n->key, key))
			return n;
	return NULL;
}

void tree_append(struct node *parent, struct node *child)
{
	struct node **tail = &parent->first;
	while (*tail)
		tail = &(*tail)->next;
	child->next = NULL;
	*tail = child;
	parent->count++;
}

void tree_unlink(struct node *parent, const struct node *child)
{
	for (struct node **at = &parent->first; *at; at = &(*at)->next)
		if (*at == child) {
			*at = child->next;
			parent->count--;
			return;
		}
}

struct node *tree_copy(struct arena *a, const struct node *n)
{
	struct node *copy = arena_new(a, struct node);
	*copy = *n;
	copy->next = NULL;
	return copy;
}

void tree_own_children(struct arena *a, struct node *n)
{
	for (struct node **at = &n->first; *at; at = &(*at)->next) {
		struct node *rest = (*at)->next;
		*at = tree_copy(a, *at);
		(*at)->next = rest;
	}
}

void tree_become(struct node *n, const struct node *with)
{
	struct node *next = n->next;
	struct str key = n->key;
	*n = *with;
	n->key = key;
	n->next = next;
}

bool tree_alike(const struct node *item, const struct node *pattern)
{
	if (item->type != pattern->type)
		return false;
	if (item->type == NODE_SCALAR)
		return str_eq(item->text, pattern->text);
	if (item->type == NODE_MAP) {
		for (const struct node *p = pattern->first; p; p = p->next) {
			const struct node *v = tree_child(item, p->key);
			if (!v || !tree_alike(v, p))
				return false;
		}
		return true;
	}
	const struct node *a = item->first, *b = pattern->first;
	for (; a && b && tree_alike(a, b); a = a->next, b = b->next)
		;
	return !a && !b;
}
