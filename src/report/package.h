/*
 * package - an office file: XML parts in a zip archive, each with a content type, and relations
 * from one to another (ECMA-376, part 2).
 */
#ifndef BAGUAN_PACKAGE_H
#define BAGUAN_PACKAGE_H

#include "base.h"

struct package {
	struct arena *a;
	LIST(struct package_part *) parts;
	LIST(struct package_relation) relations;
};

/*
 * A new part: NAME as "word/document.xml", TYPE what follows "application/vnd.openxmlformats-". The
 * bytes stay where they are, begin with the XML declaration and are released by package_write().
 */
struct buf *package_part(struct package *p, const char *name, const char *type);
/*
 * FROM, a part's name or NULL for the whole file, needs the part TO as its TYPE: "styles" ... Gives
 * the relation's id among FROM's, such as "rId1".
 */
const char *package_relate(struct package *p, const char *from, const char *type, const char *to);
/* TITLE and the rest that every file tells of itself. */
void package_properties(struct package *p, struct str title);
/* The archive, the same bytes for the same parts. */
void package_write(struct package *p, struct buf *out);

#endif
