/*
 * paper - the statement of review as a paper: what its parts have in common.
 */
#ifndef BAGUAN_PAPER_H
#define BAGUAN_PAPER_H

#include "review.h"
#include "word.h"

/* A paper under way. */
struct paper {
	struct word w;
	struct arena *a;
	const struct report *r;
	struct review *v;   /* of the meeting under way */
	long chapter, part; /* numbers of its headings */
};

/* "一、WORDS"; "（一）WORDS" under it. */
void paper_heading(struct paper *p, const char *words);
void paper_subheading(struct paper *p, struct str words);
/* Cells of a table. */
void paper_cell(struct paper *p, struct str words);
void paper_centred(struct paper *p, struct str words);
void paper_number(struct paper *p, size_t n);

/* Who did what with whom, days, kinds of material. */
void paper_tables(struct paper *p);
/* The findings of each member, by their numbers. */
void paper_people(struct paper *p);

#endif
