/* Inside app only: the findings that a meeting is known to have, in a file that only gets shorter. */
#ifndef BAGUAN_BASELINE_H
#define BAGUAN_BASELINE_H

#include "app.h"
#include "exceptions.h"

/* A meeting that was checked with the baseline that there was. */
struct baseline_part {
	struct str meeting;          /* as the baseline names it */
	const struct result *result;
	struct map at;               /* by place: the number of its exception, from the baseline */
	size_t *used;                /* by exception: findings that it waives */
	bool blind;                  /* not all of its files could be looked at */
	struct map unknown;          /* rules that lack something */
};

struct baseline_job {
	struct arena *arena;
	struct exception_file file;  /* the baseline; its text is empty when it begins */
	bool begins;                 /* there is none yet */
	struct exception shared;     /* reason, owner and end of one that begins */
	enum level level;            /* findings below it are not taken up */
	LIST(struct baseline_part) parts;
	/* What came of it. */
	LIST(struct known_finding) list;
	size_t before;               /* findings in it */
	struct buf refused;          /* new findings, a line each; it must not grow */
	size_t refused_count, unwaivable; /* such findings; others that cannot be waived */
};

/* Fills the list: what there is, of one that begins; else what is left of it. False after complaints. */
bool baseline_fill(struct baseline_job *j, struct complaints *complaints);
size_t baseline_count(const struct baseline_job *j); /* findings in the list */
void baseline_print(const struct baseline_job *j, struct buf *out);

#endif
