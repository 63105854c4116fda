/*
 * html - the reviewer's page: one file that asks nothing of anywhere.  It is whole without its
 * script, which only filters.
 */
#ifndef BAGUAN_HTML_H
#define BAGUAN_HTML_H

#include "review.h"

/* What is to be done about findings of a rule. */
struct html_advice {
	const struct rule_info *rule;
	struct str advice;
	size_t number; /* in its id */
};

/* A page under way. */
struct page {
	struct arena *a;
	const struct report *r;
	struct buf *out;
	bool brief;      /* many meetings: findings only, and those in brief */
	size_t most;     /* findings of one meeting */
	size_t figure;   /* number of the picture under way, from 1; ids of its evidence have it */
	size_t meeting;  /* index of the one under way; ids begin with it */
	struct review *reviews; /* by meeting */
	struct map known_advice;             /* brief: what has a number */
	LIST(struct html_advice) advice;
};

/* The style that all pages have. */
void html_style(struct buf *out);
/* "passed", "failed" or "unsure": the class of what a run came to. */
const char *html_status_class(int status);
void html_text(struct page *p, struct str s);
void html_words(struct page *p, const char *words); /* of ours, translated */
/* ` NAME="VALUE"` */
void html_attribute(struct page *p, const char *name, struct str value);
/* "<TAG>WORDS</TAG>" */
void html_element(struct page *p, const char *tag, struct str words);
/* "file paragraph 3" or "file sheet!B7"; the meeting is the one under way. */
struct str html_place(struct page *p, const struct place *place);
void html_tag(struct page *p, const char *class, const char *words);
/* The head of a table; NAMES end with NULL. */
void html_head(struct page *p, const char *const *names);

/*
 * A form that filters what stands in the element LIST: it begins with a search; a choice for
 * each attribute data-NAME; STATUS tells how many of how many are shown.
 */
void html_begin_filters(struct page *p, struct str list, const char *status);
void html_begin_choice(struct page *p, const char *name, const char *label);
void html_option(struct page *p, struct str value, struct str words);
void html_end_choice(struct page *p);
void html_end_filters(struct page *p);

/* Anchor of a finding: "m1-f12"; the same wherever the page speaks of it. */
struct str html_anchor(struct page *p, const struct checkpoint *c);

/* The words that a finding is about as a TAG, with so many bytes AROUND them; of very long ones not the WHOLE. */
void html_quote(struct page *p, const struct witness *w, const char *tag, size_t around, size_t whole);
/* The places that take part in it; BEHIND: its own. */
void html_other_places(struct page *p, const struct checkpoint *c, bool behind);
void html_signature(struct page *p);

/* The parts of a meeting, in the page's order. */
void html_clauses(struct page *p, const struct review *v);
void html_pictures(struct page *p, const struct result *m);
void html_days(struct page *p, const struct result *m);
void html_findings(struct page *p, const struct review *v);
void html_people(struct page *p, const struct review *v);
void html_exceptions(struct page *p, const struct review *v);
/* With many meetings: all of one, the filter above the overview, and at the end what is to be done. */
void html_brief(struct page *p, const struct review *v);
void html_brief_filter(struct page *p);
void html_brief_advice(struct page *p);
/* ID: of the section. */
void html_gaps(struct page *p, const char *id, const struct gaps *gaps);

#endif
