/*
 * Inside check only: fixed phrases, and texts that come near them.
 *
 * Phrases and texts are compared folded: one code point a character, full width as half,
 * brackets of all shapes as one, dashes as one; quotes, title marks and blanks left out; the
 * separators of a list left out too, but remembered.
 */
#ifndef BAGUAN_PHRASE_H
#define BAGUAN_PHRASE_H

#include "check.h"

enum { FOLD_BREAK = 0 }; /* between blocks: equal to nothing */

struct fold_char {
	uint32_t c;
	uint32_t at; /* byte offset in the text */
	uint32_t end;
	bool separated; /* a separator of a list was left out before it */
};

struct folded {
	LIST(struct fold_char) chars;
};

/* Adds text[s.start, s.end). */
void fold_add(struct arena *a, struct str text, struct span s, struct folded *out);
void fold_break(struct arena *a, uint32_t at, struct folded *out);
/* Index of the first character at or behind byte offset AT. */
size_t fold_at(const struct folded *f, uint32_t at);

/* What a form of a phrase is. */
enum form_type {
	FORM_RIGHT, /* the first one is what should be written */
	FORM_ALSO,  /* right too */
	FORM_WRONG, /* known to be wrong */
};

struct form {
	enum form_type type;
	uint32_t phrase; /* index in the rule's phrases */
	bool near;       /* one edit away from it is looked for */
	bool words;      /* and one word */
	struct str raw;  /* as the pack writes it */
	struct folded text;
	struct str why; /* FORM_WRONG: the pack's words; may be empty */
};

struct phrase {
	struct str right; /* as it should be written */
};

/* Where a look at a form begins: its characters FROM and FROM + 1. */
struct anchor {
	uint64_t key; /* the two characters */
	uint32_t form;
	uint32_t from;
	bool tail; /* what stands before is compared, backwards */
};

enum { FILTER_WORDS = 64 };

/* A rule's own. */
struct phrases {
	LIST(struct phrase) list;
	LIST(struct form) forms;
	LIST(struct anchor) anchors; /* by key */
	uint64_t filter[FILTER_WORDS]; /* bits of the keys' hashes */
	struct phrase_style style;
	bool words;            /* a word of two characters may differ, too */
	bool shorter;          /* what only leaves something out is a short form, no slip */
	struct regexes stated; /* what follows must be a phrase, whole */
};

bool phrases_load(struct loader *l, const struct node *map, struct phrases *out);
bool phrases_confusable(const struct phrases *p, uint32_t a, uint32_t b);
unsigned anchor_hash(uint64_t key);
uint64_t anchor_key(uint32_t a, uint32_t b);

enum find_rank {             /* the smaller, the surer */
		 RANK_WRONG, /* a form that is known to be wrong */
		 RANK_CONFUSABLE,
		 RANK_SWAPPED, /* two characters in the wrong order, or one doubled */
		 RANK_EDIT,
		 RANK_WORD, /* two characters side by side */
		 RANK_EDGE, /* at the phrase's first or last character */
};

/* A text that should be a phrase and is not. */
struct find {
	const struct rule *rule;
	const struct form *form;
	enum find_rank rank;
	size_t start, end;     /* folded characters of the text */
	size_t edit, edit_end; /* what differs; never empty: without it, its two neighbours */
	size_t form_edit, form_edit_end; /* what should stand there */
	struct str others;               /* other phrases that are as near, one in a line */
};

/* Right forms of any rule that stand in the text. */
struct exact {
	const struct rule *rule;
	size_t start, end;
};

/* What all rules of this check kind say of one document. */
struct phrase_memory {
	struct folded text;
	LIST(struct exact) exacts; /* by start */
	LIST(struct find) finds;   /* by start */
};

/* Finds for the phrases of all rules of check kind KIND in TEXT; the dubious ones too. */
void phrases_find(struct arena *a, const struct ruleset *set, const struct check_kind *kind,
		  const struct folded *text, struct phrase_memory *out);
/* Takes out what lies in right forms, and of those at one place all but the surest. */
void phrases_settle(struct arena *a, struct phrase_memory *m);
/* How many characters of FORM stand in TEXT from AT on. */
size_t phrase_common(const struct folded *text, size_t at, const struct form *form);

#endif
