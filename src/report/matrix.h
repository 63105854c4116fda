/*
 * matrix - the table of duties that a rule spans: who has to do something with whom, and whether
 * that was found.
 */
#ifndef BAGUAN_MATRIX_H
#define BAGUAN_MATRIX_H

#include "report.h"

enum cell_state { CELL_NONE, CELL_PASSED, CELL_FAILED, CELL_WAIVED, CELL_UNKNOWN };
extern const char *const cell_state_name[]; /* "none" ... by enum cell_state */
extern const char *const cell_sign[];       /* "✓" ... */

struct matrix_cell {
	enum cell_state state;
	const struct checkpoint *checkpoint; /* the one that decides: the gravest; NULL: no duty */
	struct str value;                    /* what stands in it; or empty */
};

struct matrix {
	const struct rule_info *rule;
	const struct str *rows, *columns; /* names */
	size_t row_count, column_count;
	struct matrix_cell *cells;        /* rows × columns */
};

struct matrices {
	LIST(struct matrix) list;
};

/* Of all rules of the meeting that span one and met a duty. */
void matrices_of(struct arena *a, const struct result *m, struct matrices *out);

#endif
