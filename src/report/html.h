/*
 * html - the reviewer's page: one file that asks nothing of anywhere.  It is whole without its
 * script, which only filters.
 */
#ifndef BAGUAN_HTML_H
#define BAGUAN_HTML_H

#include "findings.h"
#include "matrix.h"

/* Of a list in the order of meetings: one meeting's. */
struct slice {
	size_t from, to;
};

struct slices {
	struct slice found, waived, gaps;
};

/* A page under way. */
struct page {
	struct arena *a;
	const struct report *r;
	struct buf *out;
	struct findings found, waived;
	struct gaps gaps;
	bool brief;      /* many meetings: no evidence for what passed */
	size_t meeting;  /* index of the one under way; ids begin with it */
	struct slices *slices; /* by meeting */
	struct slice run;      /* gaps of the run */
};

static inline struct slices html_slices(const struct page *p)
{
	return p->slices[p->meeting];
}

void html_text(struct page *p, struct str s);
void html_words(struct page *p, const char *words); /* of ours, translated */
/* ` NAME="VALUE"` */
void html_attribute(struct page *p, const char *name, struct str value);
/* "<TAG>WORDS</TAG>" */
void html_element(struct page *p, const char *tag, struct str words);
/* "file:line" or "file sheet!B7". */
struct str html_place(struct page *p, const struct place *place);
void html_tag(struct page *p, const char *class, const char *words);

/* Does it name the person, or is it in a file of his? */
bool html_concerns(const struct finding *f, struct str name);
/* Anchor of a finding: "m1-f12"; the same wherever the page speaks of it. */
struct str html_anchor(struct page *p, const struct checkpoint *c);

/* The parts of a meeting, in the page's order. */
void html_clauses(struct page *p, const struct result *m);
void html_pictures(struct page *p, const struct result *m);
void html_findings(struct page *p, const struct result *m);
void html_people(struct page *p, const struct result *m);
void html_exceptions(struct page *p, const struct result *m);
void html_gaps(struct page *p, struct slice gaps);

#endif
