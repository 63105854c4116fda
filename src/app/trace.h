/* Inside app only: `rules trace`, which holds clauses against the plan, rules and tests. */
#ifndef BAGUAN_TRACE_H
#define BAGUAN_TRACE_H

#include "app.h"

/* ---- the plan's text ------------------------------------------------------------ */

enum quote_state {
	QUOTE_SAME, /* word for word, blanks and the style of quotation marks and brackets apart */
	QUOTE_VARIANT, /* the same but for slips that the pack lists as errata */
	QUOTE_CHANGED, /* only something like it is there */
	QUOTE_GONE,
};

/* Where a quote stands in a plan. */
struct quote_place {
	enum quote_state state;
	uint32_t line;
	struct str words;       /* as the plan writes it */
	struct str fingerprint; /* of the quote and the words around it, up to the next marks */
};

struct plan_text;
/* Reads a plan of any format that there is a reader for.  NULL with *why. */
const struct plan_text *plan_read(struct arena *a, const char *path, const struct ruleset *set,
				  struct str *why);
/* Of several places the one with this fingerprint, else the one nearest to LINE. */
struct quote_place plan_find(struct arena *a, const struct plan_text *p, const struct clause *c);

/* ---- the matrix ------------------------------------------------------------------- */

enum cover {
	COVER_RULES, /* by rules with tests that fire and stay silent */
	COVER_HUMAN, /* a person must answer a question */
	COVER_NOTE,  /* a hint, and the pack says where it is dealt with */
	COVER_NONE,
	COVERS
};
extern const char *const cover_name[]; /* "rules" ... by enum cover */

enum orphan { ORPHAN_NO, ORPHAN_UNSTATED /* rests on no clause, and says so */, ORPHAN_YES };
extern const char *const orphan_name[]; /* "no" ... by enum orphan */

struct trace_row {
	const struct clause *clause;
	LIST(const struct rule *) rules;
	enum cover cover;
	const char *gap; /* COVER_NONE: why (a msgid); else NULL */
	struct quote_place place;
	const char *suspect;    /* why it must be reviewed (a msgid); NULL: it need not */
	struct str fingerprint; /* the one that was accepted; empty: none */
	uint32_t line;          /* the one that the pack tells */
};

/* A rule that rests on no clause. */
struct trace_orphan {
	const struct rule *rule;
	enum orphan type;
	const char *why; /* ORPHAN_YES: a msgid */
};

struct trace_count {
	size_t covers[COVERS], suspects, unstated, orphans, tests;
};

struct trace_table {
	const struct ruleset *set;
	struct str plan;             /* its path */
	LIST(struct trace_row) rows; /* in the order of the pack */
	LIST(struct trace_orphan) orphans;
	struct trace_count count;
};

/* Tests of a rule with this outcome. */
size_t trace_tests(const struct rule *r, enum outcome expected);
void trace_make(struct arena *a, const struct ruleset *set, const struct plan_text *plan,
		struct trace_table *out);
/* Decides again what is suspect, and counts. */
void trace_settle(struct trace_table *t);
bool trace_good(const struct trace_table *t);

/* Writes the fingerprints and lines of quotes that were found into the pack's files. */
bool trace_accept(struct arena *a, struct trace_table *t, struct complaints *complaints);

/* ---- what it looks like ------------------------------------------------------------ */

typedef void trace_render(const struct trace_table *t, unsigned width, struct buf *out);
void trace_text(const struct trace_table *t, unsigned width, struct buf *out);
void trace_json(const struct trace_table *t, unsigned width, struct buf *out);
void trace_csv(const struct trace_table *t, unsigned width, struct buf *out);
void trace_html(const struct trace_table *t, unsigned width, struct buf *out);

/* What stands in the plan instead, for people; empty: nothing to say. */
struct str trace_place_words(struct arena *a, const struct trace_row *r);

/* By the name of a format; NULL: there is none. */
trace_render *trace_format(const char *name);

#endif
