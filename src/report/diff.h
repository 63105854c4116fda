/*
 * diff - two JSON reports of `baguan check` compared: what is mended, new, still open, moved, and
 * what can't be told because one of the runs did not look at it.
 *
 * Bytes in, bytes out: no rules, no documents, no files.  What is read and compared lives in the
 * arena that it is given.
 */
#ifndef BAGUAN_DIFF_H
#define BAGUAN_DIFF_H

#include "base.h"

struct saved_report;
struct comparison;

/* What is wrong with a file that should be a report. */
struct saved_fault {
	size_t byte;           /* offset */
	uint32_t line, column; /* 0: no one place */
	struct str message;    /* in the user's language */
};

/* NULL with *fault: no JSON, no report of baguan, or one of another version of its shape. */
struct saved_report *saved_read(struct arena *a, struct str bytes, struct saved_fault *fault);

/* Both must outlive the comparison.  Takes time in proportion to what they hold. */
struct comparison *compare_reports(struct arena *a, const struct saved_report *before,
				   const struct saved_report *after);

/*
 * 2: something is gone or not looked at, so that what became of it can't be told; 1: something is
 * new, or a clause has got worse; 0: neither.
 */
int comparison_status(const struct comparison *c);

/* How it is shown. */
struct diff_look {
	struct str before, after; /* names of the files */
	const char *version;      /* of the program */
	bool color;
	unsigned width; /* columns of text */
};

struct diff_renderer {
	const char *name;
	void (*render)(struct arena *a, const struct comparison *c, const struct diff_look *look,
		       struct buf *out);
};

extern const struct diff_renderer *const diff_renderer_list[]; /* NULL-ended */

#endif
