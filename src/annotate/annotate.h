/*
 * annotate - remarks about places of an office file, as comments in a copy of it.
 *
 * A copy has all parts of the file byte for byte, but for those that carry comments: there, marks and comments
 * are put in, and nothing else is touched.  Comments that an earlier run has put in are taken out
 * first, so that annotating a copy gives what annotating the file gave.  Comments of people stay as they are, and so
 * do those that people have answered.
 */
#ifndef BAGUAN_ANNOTATE_H
#define BAGUAN_ANNOTATE_H

#include "model.h"

struct remark {
	/*
	 * The words that are meant.  A place without words is for the paragraph; one without a line, one of all the text, and one
	 * without words where the text begins are for the whole file, and stand at its title.
	 */
	struct place place;
	/* Paragraphs with '\n' between; the first one ends with the rule's id, as annotate_signed() writes it. */
	struct str text;
	/* One more paragraph, where no comment can stand at the words themselves; or empty. */
	struct str words;
};

struct annotation {
	struct str file, bytes; /* its name and content */
	LIST(struct remark) remarks;

	/* What came of it. */
	struct buf out;   /* the copy; the caller's */
	size_t written;   /* remarks that stand in it */
	size_t left_out;  /* remarks that there is no room for */
	size_t removed;   /* comments of an earlier run that were taken out of it */
	struct str why;   /* it could not be made, and why: a msgid, what varies in parentheses */
};

/* Who writes the comments, in the user's language. */
const char *annotate_author(void);
/* "WORDS [RULE]", by which a comment is known for one of ours. */
struct str annotate_signed(struct arena *a, struct str words, struct str rule);

/* Whether files of this format (of struct document) can carry comments. */
bool annotate_knows(struct str format);
/* False with n->why.  FORMAT must be one that is known. */
bool annotate(struct arena *a, struct str format, struct annotation *n);

#endif
