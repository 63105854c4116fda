/*
 * judge - the facts of a meeting to checkpoints, by SQL.
 *
 * Roles and manifest sections are tables; a rule is a SELECT that returns its
 * checkpoints: `ok` (1, 0, NULL = an input is missing), `at` (a place), `at_NAME` for
 * other places that take part, and any others for the message.
 */
#ifndef BAGUAN_JUDGE_H
#define BAGUAN_JUDGE_H

#include "rule.h"

struct judge_input {
	const struct ruleset *set;
	const struct manifest *manifest;
	const struct facts *facts;
	const bool *selected; /* by rule; NULL: all */
	const char *keep;     /* file for the facts, NULL: none */
};

/*
 * Adds the checkpoints of all query rules to OUT (out->materials must be filled).  False with *why
 * when the facts could not be kept.
 */
bool judge_meeting(const struct judge_input *in, struct result *out, struct str *why);

/*
 * Marks the checkpoints in OUT, which must be all of the meeting's and sorted, for which one of
 * out->exceptions holds on the day TODAY (DAY_NONE: none that ends does), the first of them, and says what
 * became of each exception.
 */
void judge_exceptions(const struct judge_input *in, int32_t today, struct result *out);

/*
 * What each clause of the set came to, from the checkpoints in OUT, which must be all of the
 * meeting's and sorted.
 */
void judge_verdicts(const struct ruleset *set, const bool *selected, struct result *out);

/* Adds the rows of the manifest, then of the materials, to the facts. */
void manifest_facts(const struct ruleset *set, const struct manifest *m, struct facts *facts);

/* ---- questions to the facts, outside of any rule ------------------------------------ */

struct fact_base;
struct answers {
	LIST(struct fact_value *) rows; /* each with one value per column asked for */
};

/* FACTS in a database, to be asked many times.  NULL with *why in A. */
struct fact_base *fact_base_open(struct arena *a, const struct ruleset *set,
				 const struct facts *facts, struct str *why);
/* ROWS, all of one table, instead of those that stand in it. */
bool fact_base_put(struct fact_base *b, size_t table, const struct facts *rows, struct str *why);
/* The rows of a SELECT; COLUMNS (NULL-ended) by name, FACT_NULL where it does not return one. */
bool fact_base_select(struct fact_base *b, struct str sql, const char *const *columns,
		      struct answers *out, struct str *why);
void fact_base_free(struct fact_base *b);

extern const struct check_kind *const judge_list[]; /* NULL-ended */

#endif
