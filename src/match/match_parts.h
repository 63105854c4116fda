/*
 * match_parts - what the files of src/match share.  Only they and their tests
 * include it; the other stages see match.h.
 */
#ifndef BAGUAN_MATCH_PARTS_H
#define BAGUAN_MATCH_PARTS_H

#include "match.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* ---- literals.c: what a pattern cannot match without ------------------- */

/*
 * Every match contains at least one of v[0..n), and begins with it when
 * `prefix`.  n == 0: nothing can be shown.  No literal is empty.
 */
struct literals {
	struct str *v;
	size_t n;
	bool prefix;
};

struct literals literals_of(struct arena *a, struct str pattern);

/* ---- literal_info.c: from the parts of a pattern to the whole ------------- */

/* n == 0: not known.  A set that holds "" demands nothing. */
struct set {
	struct str *v;
	size_t n, cap;
};

/* About -log2 of how often one of S stands at a place of Chinese text; 0 when it demands nothing.
 */
unsigned set_rarity(const struct set *s);
/* Cuts long strings; drops those that another one implies. */
void set_reduce(struct set *s, bool prefix);

/* What is known of the texts that a part of a pattern matches.  {0}: nothing. */
struct info {
	bool exact; /* they are `whole`, and the rest is unused */
	struct set whole;
	struct set prefix, suffix; /* each text begins, ends with a member */
	struct set need;           /* each text contains a member */
};

struct info info_any(void); /* any texts */
struct info info_exactly(struct arena *a, struct str s);
struct info info_nothing(struct arena *a); /* the empty text */
struct info info_copy(struct arena *a, const struct info *x);
/* Adds the texts of X to those of ALL, whose sets must be its own: of info_copy or info_exactly. */
void info_or(struct arena *a, struct info *all, const struct info *x);
struct info info_repeat(struct arena *a, const struct info *x, unsigned long min,
			unsigned long max);
/* Sets that demand something, else empty. */
struct set info_prefix(const struct info *x);
struct set info_need(const struct info *x);

/* A concatenation under way. */
struct sequence {
	bool exact;      /* no gap yet */
	struct set tail; /* what stands behind the last gap: each text ends with a member */
	struct set prefix, need;
	unsigned rarity; /* of need */
};

void sequence_begin(struct arena *a, struct sequence *q);
void sequence_add(struct arena *a, struct sequence *q, const struct info *x);
struct info sequence_end(struct sequence *q);

/* ---- literal_chars.c: the characters of a pattern --------------------------- */

enum { PATTERN_CASELESS = 1, PATTERN_EXTENDED = 2 };

struct parser {
	struct arena *a;
	struct str s;
	size_t at;
	unsigned flags; /* options in force: PATTERN_... */
	int nesting;
	int around;   /* in how many lookarounds */
	bool quoting; /* between \Q and \E */
	bool failed;
};

struct info pattern_fail(struct parser *p);
bool pattern_digit(char c);
bool pattern_at_end(const struct parser *p);
char pattern_peek(const struct parser *p, size_t ahead); /* '\0' behind the end */
bool pattern_at(const struct parser *p, const char *z);  /* Z stands here */
void pattern_skip_past(struct parser *p, char end);      /* fails without an END */
/* Skips what stands for nothing, also between an item and its quantifier. */
void pattern_skip_ignored(struct parser *p);
struct info pattern_character(struct parser *p, uint32_t c);
struct info pattern_escape(struct parser *p); /* at the backslash */
struct info pattern_class(struct parser *p);  /* at '[' */

/* ---- automaton.c: all literals in one pass ------------------------------ */

struct needle {
	struct str text; /* not empty; must outlive the automaton's making only */
	uint64_t head;   /* the automaton's own */
	uint32_t pattern;
};

struct automaton;
/* Reorders V. */
struct automaton *automaton_new(struct needle *v, size_t n);
void automaton_free(struct automaton *x);
size_t automaton_bytes(const struct automaton *x); /* memory of its tables */

/* A needle of `pattern` stands at bytes [start, end) of the text. */
typedef void automaton_hit(void *context, uint32_t pattern, size_t start, size_t end);
/* All occurrences, overlapping ones too, ordered by end. */
void automaton_scan(const struct automaton *x, struct str text, automaton_hit *hit, void *context);

/* ---- pcre.c: PCRE2 under limits ------------------------------------------ */

struct pcre {
	pcre2_code *code;
	struct pcre_jit *jit; /* NULL: the interpreter alone runs it */
};

/* False with *why and *at when the pattern does not compile. */
bool pcre_compile(struct pcre *p, struct str pattern, uint32_t options, struct arena *a,
		  struct str *why, size_t *at);
void pcre_free(struct pcre *p);
pcre2_match_context *pcre_limits(void);

enum pcre_result { PCRE_NONE, PCRE_FOUND, PCRE_LIMITED };
/* First match at or after FROM; the places are in DATA. */
enum pcre_result pcre_run(const struct pcre *p, struct str subject, size_t from, uint32_t options,
			  pcre2_match_data *data, pcre2_match_context *limits);

#endif
