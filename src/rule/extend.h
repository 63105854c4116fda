/* Inside the loader only: packs that extend packs. */
#ifndef BAGUAN_EXTEND_H
#define BAGUAN_EXTEND_H

#include "load.h"

/* The files of a pack and of those that it extends, the base's first; each stays where it is. */
struct layers {
	LIST(struct yaml *) files;
};

/* Lays one file over those of the base. */
void extend_merge(struct loader *l, const struct layers *base, struct yaml *own);

/* ---- trees that change -------------------------------------------------------- */

/* Of a map, by key; NULL when absent. */
struct node *tree_child(const struct node *map, struct str key);
void tree_append(struct node *parent, struct node *child);
void tree_unlink(struct node *parent, const struct node *child);
/* Siblings hang together by `next`, and aliases share them: what changes is a copy. */
struct node *tree_copy(struct arena *a, const struct node *n);
void tree_own_children(struct arena *a, struct node *n);
/* N becomes what WITH is, and stays where it stands. */
void tree_become(struct node *n, const struct node *with);
/* Has ITEM all that PATTERN has? */
bool tree_alike(const struct node *item, const struct node *pattern);

#endif
