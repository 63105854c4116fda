/*
 * match - terms to hits, in one pass over the text.
 *
 * A term is a named set of literals and patterns.  All literals of all terms,
 * and for each pattern the rarest literals that every match of it must contain, go into one
 * Aho-Corasick automaton over UTF-8 bytes.  A literal's hit ends there; a pattern
 * is tried with PCRE2 only where its literal hit, anchored at the hit when the
 * literal is its prefix, else on the block around it, once.
 *
 * The prefilter's contract: it never loses a match.  A pattern from which no
 * literal can be shown to be required is tried on every block.
 */
#ifndef BAGUAN_MATCH_H
#define BAGUAN_MATCH_H

#include "base.h"
#include "model.h"

struct matcher_builder;
struct matcher; /* immutable; may be shared by threads */

/* One hit of a term: bytes [start, end) of the text. */
struct hit {
	uint32_t term;
	struct span span;
	uint32_t source; /* which of the term's patterns, by order of adding: for explain */
};

/*
 * Terms are numbered from 0 in order of adding.
 */
struct matcher_builder *matcher_builder_new(void);
uint32_t matcher_term(struct matcher_builder *b);
/* Adds to the last term. */
void matcher_literal(struct matcher_builder *b, struct str literal);
/* False with *why (PCRE2's words) and *at (offset in PATTERN) when it does not compile. */
bool matcher_regex(struct matcher_builder *b, struct arena *a, struct str pattern,
		   struct str *why, size_t *at);
/* Compiles; frees the builder. */
struct matcher *matcher_build(struct matcher_builder *b);
void matcher_builder_free(struct matcher_builder *b);
void matcher_free(struct matcher *m);
/* True when the pattern has a literal that every match must contain (for `rules lint`). */
bool matcher_regex_anchored(struct str pattern);

/* Hits of a text, ordered by term, then start, then end; no two equal. */
struct hits {
	LIST(struct hit) list;
	uint32_t *first; /* per term: index of its first hit; first[terms] is the end */
	size_t terms;
	size_t limited; /* patterns given up at a match limit: must be said */
};

/*
 * Matches all terms over TEXT (valid UTF-8).  No match crosses a span of SPANS (ordered, not
 * overlapping, n of them, between characters); text outside them is not looked at, and to a
 * pattern each span is all there is: ^, $ and lookbehind end at it.
 *
 * A pattern hits where pcre2_match finds it from the span's start, then from the end of each match;
 * empty matches do not count.  A literal is the pattern that quotes it, so that it
 * does not overlap itself.
 * Of terms for which WANTED (NULL: all) is false nothing is tried and no hit given.
 */
void matcher_run(const struct matcher *m, struct arena *a, struct str text,
		 const struct span *spans, size_t n, const bool *wanted, struct hits *out);
/*
 * Hits of TERM that lie wholly inside S: pointer and count.  When S ends inside
 * one of the run's spans, hits that begin in S and reach beyond it can stand
 * among them: look at span.end, or use hits_next.
 */
const struct hit *hits_in(const struct hits *h, uint32_t term, struct span s, size_t *n);
/* The first (AFTER is NULL) or next hit of TERM wholly inside S; NULL when there is none. */
const struct hit *hits_next(const struct hits *h, uint32_t term, struct span s,
			    const struct hit *after);

/*
 * One pattern used alone, with named groups: headings, file names, titles.
 * Immutable. NULL with *why and *at.
 */
struct regex;
struct regex *regex_new(struct str pattern, struct arena *a, struct str *why, size_t *at);
void regex_free(struct regex *r);
/*
 * First match in S at or after FROM; groups[i] for named group i, empty span when unset.  Also
 * false where a match limit stops it: S is a line, a name or a title, not a document.
 */
bool regex_match(const struct regex *r, struct str s, size_t from, struct span *whole,
		 struct span *groups);
size_t regex_groups(const struct regex *r);
struct str regex_group_name(const struct regex *r, size_t i);

#endif
