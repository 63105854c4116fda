/*
 * docx_marks - from places to marks round words in the document's part.
 */
#ifndef BAGUAN_DOCX_MARKS_H
#define BAGUAN_DOCX_MARKS_H

#include "copy.h"

/* The document as it is read and as it stands in its parts; the first part is the one with the body. */
struct docx_text {
	struct arena *arena;
	struct document *d;
	struct sources sources;
	struct markup *parts; /* by part of the sources */
};

/* Where marks can be put: between runs, between what stands in a run, or between characters. */
struct docx_anchor {
	size_t at;
	uint32_t run;       /* that must be cut there; 0: none */
	uint32_t text;      /* its <w:t> that must be cut, too; 0: none */
	uint32_t paragraph; /* that it stands in */
};

struct docx_range {
	struct docx_anchor start, end;
	bool exact; /* round the words themselves, not round what holds them */
	bool found; /* false: there is no place for a comment */
};

struct docx_range docx_range_of(const struct docx_text *t, const struct place *place);

/* Whether there is text between byte AT of the body and where the anchor is. */
bool docx_text_between(const struct docx_text *t, size_t at, const struct docx_anchor *anchor);

struct docx_mark {
	struct docx_range range;
	unsigned long id; /* of the comment */
};
/* The part of the body with the marks put in.  NAMESPACE: of "w". */
struct str docx_marked(const struct docx_text *t, const struct docx_mark *marks, size_t n, const char *namespace);

#endif
