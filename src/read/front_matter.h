/* front_matter - YAML in front of a Markdown text. */
#ifndef BAGUAN_FRONT_MATTER_H
#define BAGUAN_FRONT_MATTER_H

#include "read.h"

/* What it says to meta; the offset behind it in SOURCE, 0 when there is none.  One that is broken is noted. */
size_t read_front_matter(struct arena *a, struct document *d, struct str source);

#endif
