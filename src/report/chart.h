/*
 * chart - what is drawn, or told in tables, of a meeting as a whole: days against the days that they are held
 * to, and what came of each kind of material.
 */
#ifndef BAGUAN_CHART_H
#define BAGUAN_CHART_H

#include "report.h"

/* Checkpoints of a rule with the same day, the same day that it is held to, and the same state. */
struct chart_day {
	const struct rule_info *rule;
	int32_t day, limit;
	bool failed; /* with an exception too */
	LIST(const struct checkpoint *) at;
};

struct chart_days {
	LIST(struct chart_day) list; /* those of a rule together */
	size_t rules;
	int32_t first, last;
};
void chart_days_of(struct arena *a, const struct result *m, struct chart_days *out);

enum chart_state { CHART_PASSED, CHART_FAILED, CHART_WAIVED, CHART_UNKNOWN, CHART_STATES };
extern const char *const chart_state_name[]; /* "passed" ... */
extern const char *const chart_sign[];       /* "✓" ... */

struct chart_file {
	struct str file;
	size_t kind, n[CHART_STATES];
	const struct checkpoint *finding; /* the first one that is told at LEVEL; or NULL */
};

struct chart_kind {
	struct str name;
	size_t n[CHART_STATES];
};

struct chart_kinds {
	LIST(struct chart_kind) kinds;
	LIST(struct chart_file) files;
	size_t most; /* of a kind; at least 1 */
};
/* Of the files of a known kind; a checkpoint counts where its first place is. */
void chart_kinds_of(struct arena *a, const struct result *m, enum level level, struct chart_kinds *out);

#endif
