/*
 * markup - an XML part as a tree of elements with their bytes, and changes to the bytes.
 */
#ifndef BAGUAN_MARKUP_H
#define BAGUAN_MARKUP_H

#include "base.h"

struct attribute {
	const char *name;
	struct str value;
};

/* Indexes are those of the list; 0 is the root, and as a child or sibling it means none. */
struct element {
	const char *name;         /* "w:p", whatever prefix the file uses */
	size_t start, open;       /* the start tag, and behind it */
	size_t close, end;        /* the end tag, and behind it; both behind the start tag of "<w:b/>" */
	uint32_t parent, first, last, next;
	const struct attribute *attributes;
	size_t attribute_count;
};

struct markup {
	struct arena *arena;
	struct str bytes;
	LIST(struct element) list; /* in the order of their start tags */
};

/* False with *why, a msgid with what varies in parentheses: it is no XML, or not in UTF-8. */
bool markup_parse(struct arena *a, struct str name, struct str bytes, struct markup *out, struct str *why);
/* The innermost element that has the byte AT in it. */
uint32_t markup_at(const struct markup *m, size_t at);
bool element_is(const struct markup *m, uint32_t i, const char *name);
/* Empty when it is absent. */
struct str element_attribute(const struct markup *m, uint32_t i, const char *name);
/* The first child of that name, or 0. */
uint32_t element_child(const struct markup *m, uint32_t i, const char *name);
/* The first element of that name whose attribute is VALUE, or 0. */
uint32_t markup_find(const struct markup *m, const char *name, const char *attribute, struct str value);
/* The bytes of its start tag, and its name as it stands there. */
struct str element_tag(const struct markup *m, uint32_t i);
struct str element_raw_name(const struct markup *m, uint32_t i);
/* "w:", or empty. */
struct str element_prefix(const struct markup *m, uint32_t i);
/* What the elements of that name in it hold, a '\n' between those in different BREAKS elements. */
struct str element_text(const struct markup *m, uint32_t i, const char *name, const char *breaks);

/* S with entities as the characters that they are. */
struct str markup_plain(struct arena *a, struct str s);

/* Changes; none may stand in what another one cuts.  Those at one place are made in the order in which they came. */
struct edits {
	struct arena *arena;
	LIST(struct edit) list;
};
void edit_put(struct edits *e, size_t at, struct str text);
void edit_cut(struct edits *e, size_t from, size_t to);
/* Puts TEXT behind all else in the element, also when it is written "<w:b/>". */
void edit_append(struct edits *e, const struct markup *m, uint32_t element, struct str text);
struct str edits_apply(struct edits *e, struct str bytes);

#endif
