/*
 * exceptions - the files in which people write exceptions, to struct exception.
 */
#ifndef BAGUAN_EXCEPTIONS_H
#define BAGUAN_EXCEPTIONS_H

#include "rule.h"

/* Where exceptions are read from, and which rules they may be for. */
struct exception_source_file {
	struct str shown;            /* its path, for complaints */
	struct str place;            /* its name in places */
	struct str text;
	const struct ruleset *set;
	const char *const *also;     /* ids of rules that are not of the set, NULL-ended */
};

/* A list of waivers to OUT, all in A.  False with complaints. */
bool waivers_load(struct arena *a, const struct exception_source_file *f, struct exceptions *out,
		  struct complaints *complaints);

#endif
