/*
 * diff_parts - a report as it was saved, and a comparison of two, for those who make and show it.
 */
#ifndef BAGUAN_DIFF_PARTS_H
#define BAGUAN_DIFF_PARTS_H

#include "diff.h"
#include "report.h"

/* ---- a saved report ----------------------------------------------------------- */

enum { SIGNATURE_WORDS = 16 }; /* of 64 bits */

struct saved_finding {
	struct str rule, fingerprint, message, advice, excerpt;
	struct place place; /* file, line, column, cell */
	struct str subject; /* "key=value\n" ... */
	struct str clauses; /* "A01, B02" */
	enum level level;
	bool waived;
	struct str reason, owner, expires;   /* waived only; the last two may be empty */
	uint64_t signature[SIGNATURE_WORDS]; /* which pairs of characters the excerpt has */
	size_t signed_bits;
};

struct saved_rule {
	struct str rule;
	size_t failed, checked, unknown;
	size_t shown; /* findings of it that the report tells */
};

enum gap_type {
	GAP_UNREAD,       /* a file could not be read */
	GAP_UNRECOGNISED, /* a file is of no known kind */
	GAP_MISSING,      /* rules lack something */
	GAP_IGNORED,      /* a file was left out */
	GAP_OFF,          /* a rule is switched off */
};

/* Something that a run did not look at. */
struct saved_gap {
	enum gap_type type;
	struct str name;        /* of the file, the rule, or what is missing; empty: not said */
	struct str detail;      /* why */
	LIST(struct str) rules; /* GAP_MISSING: that lack it */
};

struct saved_verdict {
	struct str clause, quote;
	enum verdict_type type;
};

struct saved_meeting {
	struct str path, unit, pack;
	LIST(struct saved_finding) findings; /* then those that are waived */
	LIST(struct saved_rule) rules;
	LIST(struct saved_gap) gaps;
	LIST(struct saved_verdict) verdicts;
	struct map rule, file, gap,
	    verdict;  /* indexes; file: 1 for each material, gap by type and name */
	bool outside; /* some file that counts was not among the materials: the run was narrowed */
};

struct saved_report {
	struct str version;
	int status;
	bool blind; /* the run could not look at something, and the report does not say at what */
	LIST(struct saved_meeting) meetings;
};

/* "unread\nFILE": the key of a gap in saved_meeting.gap. */
struct str gap_key(struct arena *a, enum gap_type type, struct str name);
/* NULL when it has none. */
const struct saved_gap *gap_find(struct arena *a, const struct saved_meeting *m, enum gap_type type,
				 struct str name);
const struct saved_rule *saved_rule_find(const struct saved_meeting *m, struct str rule);
/* Could the run not look at it, as against: it was not to? */
bool gap_counts(enum gap_type type);

/* ---- a comparison ---------------------------------------------------------------- */

enum change_type {
	CHANGE_NEW,      /* only after; or waived before, and no longer */
	CHANGE_UNTOLD,   /* only before, and not looked at after */
	CHANGE_REWORDED, /* the same matter, with other words */
	CHANGE_MOVED,    /* the same words in another place */
	CHANGE_OPEN,     /* the same words in the same place */
	CHANGE_WAIVED,   /* waived after, and not before */
	CHANGE_MENDED,   /* only before */
	CHANGE_TYPES
};

struct change {
	enum change_type type;
	const struct saved_finding *before, *after; /* either may be NULL */
	const char
	    *why; /* msgid: it can't be told, or was not looked at before; NULL: nothing to say */
};

enum turn { TURN_WORSE, TURN_BETTER, TURN_OTHER, TURNS };

struct verdict_change {
	enum turn turn;
	struct str clause, quote;
	enum verdict_type before, after;
};

enum gap_turn { GAP_ONLY_AFTER, GAP_BOTH, GAP_ONLY_BEFORE, GAP_TURNS };

struct gap_change {
	enum gap_turn turn;
	const struct saved_gap *gap;
};

struct meeting_pair {
	const struct saved_meeting *before, *after; /* either may be NULL */
	LIST(struct change) changes;                /* by type in the order of the reports */
	LIST(struct verdict_change) verdicts;       /* of clauses with another verdict */
	LIST(struct gap_change) gaps;
	size_t count[CHANGE_TYPES], turns[TURNS];
	bool gapped; /* something was looked at before, and not after */
};

struct comparison {
	const struct saved_report *before, *after;
	LIST(struct meeting_pair) pairs;
	size_t count[CHANGE_TYPES], turns[TURNS];
	int status;
};

/* Fills the changes of a pair of which both are there. */
void match_findings(struct arena *a, const struct comparison *c, struct meeting_pair *pair);

/* ---- words, in the user's language -------------------------------------------------- */

/* A sentence of a saved report; the engine's own are English there. */
struct str words_saved(struct arena *a, struct str s);
const char *words_turn(enum turn turn);
const char *words_gap_turn(enum gap_turn turn);
struct str words_gap(struct arena *a, const struct saved_gap *g);
/* "2 new, 5 still open (1 moved), 3 mended" */
struct str words_counts(struct arena *a, const size_t count[CHANGE_TYPES]);
/* "clauses: 1 worse, 2 better"; empty: none. */
struct str words_turns(struct arena *a, const size_t turns[TURNS]);
/* "UNIT (PATH)" */
struct str words_meeting(struct arena *a, const struct meeting_pair *p);
/* "was at a.docx:3"; "was: WORDS", why, exception: what there is to add, or empty. */
struct str words_remark(struct arena *a, const struct change *c);
/* Of the pair as a whole: only in one report, another pack; empty: nothing. */
struct str words_pair(struct arena *a, const struct meeting_pair *p);
/* Of the comparison: what a run could not look at, and does not tell. */
struct str words_blind(struct arena *a, const struct comparison *c);

/* Groups in which changes are shown, in order: new, can't be told, still open, waived, mended. */
enum diff_group { GROUP_NEW, GROUP_UNTOLD, GROUP_OPEN, GROUP_WAIVED, GROUP_MENDED, DIFF_GROUPS };
enum diff_group change_group(enum change_type type);
const char *words_group(enum diff_group group);
size_t group_count(const size_t count[CHANGE_TYPES], enum diff_group group);
/* The finding that stands for it: the one after, if there is one. */
const struct saved_finding *change_finding(const struct change *c);

#endif
