/*
 * exceptions - what people write as exceptions, in files and in comments, to struct exception.
 */
#ifndef BAGUAN_EXCEPTIONS_H
#define BAGUAN_EXCEPTIONS_H

#include "rule.h"

/* Which rules exceptions may be for. */
struct exception_rules {
	const struct ruleset *set;
	const char *const *also; /* ids of rules that are not of the set, NULL-ended */
};

/* A file of them. */
struct exception_text {
	struct str shown; /* its path, for complaints */
	struct str place; /* its name in places */
	struct str text;
};

/* A list of waivers to OUT, all in A.  False with complaints. */
bool waivers_load(struct arena *a, const struct exception_text *f, const struct exception_rules *rules,
		  struct exceptions *out, struct complaints *complaints);

/* A finding that was known when a baseline was written: an exception for as many as there were. */
struct known_finding {
	struct exception exception;
	struct str meeting; /* path from the baseline's folder; ".": that one */
	struct str file;    /* of the meeting; empty: nowhere */
	struct str text;    /* the beginning of its words, for people */
};

struct known_findings {
	struct exception shared; /* reason, owner and end of all */
	LIST(struct known_finding) list;
};

/* The findings of a baseline, all in A.  False with complaints. */
bool baseline_load(struct arena *a, const struct exception_text *f, struct known_findings *out,
		   struct complaints *complaints);

/* What is wrong with a comment; sentence NULL: nothing. */
struct allow_fault {
	const char *sentence;    /* a msgid */
	struct str detail, hint; /* the words that are wrong; the nearest right one */
};

/*
 * A comment in a material: false when it does not begin with “baguan:”.  Else OUT has an exception for each rule that it
 * names, without places, or FAULT says what is wrong.
 */
bool allow_parse(struct arena *a, struct str text, const struct exception_rules *rules,
		 struct exceptions *out, struct allow_fault *fault);

#endif
