/*
 * text_parts - the parts of the text report, for people at a terminal.
 */
#ifndef BAGUAN_TEXT_PARTS_H
#define BAGUAN_TEXT_PARTS_H

#include "layout.h"
#include "report.h"
#include "text.h"

/* A text report under way. */
struct text {
	struct arena *a;
	const struct report *r;
	struct buf *out;
	size_t width;
	struct map told; /* ids of rules whose clause and advice were shown */
};

enum paint { PAINT_NONE, PAINT_BOLD, PAINT_RED, PAINT_YELLOW, PAINT_CYAN, PAINT_GREEN };

void text_paint(struct text *t, enum paint paint, struct str s); /* plain without colour */
/* "file:line:column" or "file:sheet!B7"; empty when nowhere. */
struct str text_location(struct arena *a, const struct place *p);
/* WHERE with the meeting's path before it when there are several meetings. */
struct str text_path(struct text *t, const struct result *m, struct str where);
/* "LABEL  words", the words wrapped behind the label; all labels of a part take COLUMNS. */
void text_labelled(struct text *t, size_t indent, const char *label, size_t columns,
		   struct str words);
void text_heading(struct text *t, const char *words);

/* text_finding.c */
void text_findings(struct text *t, const struct result *m);
/* quiet */
void text_finding_line(struct text *t, const struct result *m, const struct checkpoint *c);

/* Where, how grave, which rule; what. */
void text_headline(struct text *t, const struct checkpoint *c);
void text_message(struct text *t, const struct checkpoint *c);

/* text_waived.c: findings with an exception */
void text_waived(struct text *t, const struct result *m);

/* text_rest.c: what was not checked or not read, and notes on what was. */
void text_not_checked(struct text *t, const struct result *m);
void text_not_read(struct text *t, const struct result *m);
void text_unread_lines(struct text *t, const struct result *m); /* quiet */

/* text_summary.c */
void text_summary(struct text *t, const struct result *m);
void text_totals(struct text *t); /* of all meetings, when there are several */
void text_last_line(struct text *t);

/* text_verdict.c: what each clause came to */
void text_verdicts(struct text *t, const struct result *m);

/* text_words.c */
/* "REASON (OWNER, until 2022-03-31)" */
struct str exception_words(struct arena *a, const struct exception *e);


#endif
