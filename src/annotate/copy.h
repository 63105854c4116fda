/* copy - the parts of an annotated copy. */
#ifndef BAGUAN_COPY_H
#define BAGUAN_COPY_H

#include "annotate.h"
#include "markup.h"
#include "ooxml.h"

/* A package under way: the file as it came, and the parts that are another in the copy. */
struct copy {
	struct arena *a;
	struct annotation *n;
	struct str bytes;
	struct document failure; /* only its failure is used */
	struct ooxml o;
	LIST(struct zip_entry) changed;
	bool strict;             /* its namespaces are those of strict OOXML */
};

/* False with n->why.  Close it in both cases. */
bool copy_open(struct copy *c, struct arena *a, struct annotation *n, struct str bytes);
void copy_close(struct copy *c);
/* The bytes of a part, as changed so far; false when it is absent, or with n->why when it is broken. */
bool copy_part(struct copy *c, struct str name, struct str *out);
/* The same as a tree; it must have that ROOT, unless that is NULL. */
bool copy_markup(struct copy *c, struct str name, const char *root, struct markup *out);
void copy_change(struct copy *c, struct str name, struct str bytes);
/* The file with the changes.  False with n->why. */
bool copy_write(struct copy *c, struct buf *out);

/* The target of PART's relation of a type (its last component); empty when there is none, or no such part. */
struct str copy_related(struct copy *c, struct str part, const char *type);
/*
 * A new part with a relation from PART, which gets the id *RELATION unless that is NULL, and a type for its
 * content.  Gives its name; empty with n->why.
 */
struct new_part {
	const char *folder;          /* "xl/"; NULL: that of PART */
	const char *base;            /* "comments", with a number when that is taken ... */
	unsigned numbered;           /* ... or from this number on */
	const char *extension;       /* "xml" */
	const char *relation; /* "comments", or a URI */
	const char *content;  /* "application/…" */
};
struct str copy_add(struct copy *c, struct str part, const struct new_part *new, struct str *relation);

/* One of the names that annotate_author() may give. */
bool annotate_writes_as(struct str author);
/* Is it a comment that an earlier run has written: its first line ends with "[rule.id]", by one of those names. */
bool is_ours(struct str author, struct str text);

/* One more of the formats. */
bool annotate_docx(struct arena *a, struct annotation *n);
bool annotate_xlsx(struct arena *a, struct annotation *n);

#endif
