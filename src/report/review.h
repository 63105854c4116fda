/*
 * review - what the reports for offices have in common: one meeting with all that is told of it,
 * and the words for it.
 */
#ifndef BAGUAN_REVIEW_H
#define BAGUAN_REVIEW_H

#include "findings.h"
#include "matrix.h"

struct review {
	const struct result *meeting;
	struct findings found, waived;
	struct gaps gaps;
	size_t files; /* that were to be checked */
	size_t levels[LEVEL_ERROR + 1], verdicts[VERDICT_TYPES];
	int status; /* as a run of it alone would end: 0, 1, 2 */
};

/* The I-th meeting of the report. */
void review_of(struct arena *a, const struct report *r, size_t i, struct review *out);
/* What could not be looked at in the run, of no meeting. */
void review_run_gaps(struct arena *a, const struct report *r, struct gaps *out);
/* The unit; the folder when it is not known. */
struct str review_name(const struct result *m);
/* Where in its file: "paragraph 3", "line 3", "sheet!B7"; empty when nowhere. */
struct str review_position(struct arena *a, const struct result *m, const struct place *p);
/* The file and where in it. */
struct str review_place(struct arena *a, const struct result *m, const struct place *p);
/* Does it name the person, or is it in a file of his? */
bool review_concerns(const struct finding *f, struct str name);
/* A day in full, as a paper writes it; what is no day stays. */
struct str review_long_day(struct arena *a, struct str iso);
/* "A01 A02", with BETWEEN between. */
struct str review_clauses(struct arena *a, const struct rule_info *rule, const char *between);
/* "provide …", why it was not checked, what a person must answer; a line each; or empty. */
struct str review_open(struct arena *a, const struct verdict *v);
/* A day in its year, short: "01-13". */
struct str review_day(struct arena *a, struct str iso);
/* What stands in the cell; a day is short. */
struct str review_value(struct arena *a, const struct matrix_cell *cell);
/* "✗", with what stands in the cell. */
struct str review_cell(struct arena *a, const struct matrix_cell *cell);

#endif
