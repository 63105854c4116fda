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

#endif
