/*
 * Smaller shapes of a rule set: lists, what a definition mentions and where it comes from, and
 * how a first manifest is guessed.  Read rule.h, which has this in it.
 */
#ifndef BAGUAN_RULE_PARTS_H
#define BAGUAN_RULE_PARTS_H

#include "match.h"

struct regexes {
	LIST(struct regex *) list;
};
struct strings {
	LIST(struct str) list;
};
struct indexes {
	LIST(size_t) list;
};
struct characters {
	LIST(uint32_t) list;
};
bool index_in(const struct indexes *list, size_t i);

/* What a rule or a condition mentions, by index: for `rules lint` and `rules show`. */
struct uses {
	struct indexes terms, conditions, classifiers, params, roles;
};

struct name_style {
	struct strings suffixes;     /* posts and titles that come off */
	struct strings prefixes;
	struct strings nobody;       /* cells that name no one: 无, / */
	struct regexes like;         /* what names look like */
	struct str others;           /* the fragment that those of a meeting which look otherwise are put in */
};

/* A piece of patterns. */
struct fragment {
	struct str name, text;
	struct mark mark;
	bool used;                   /* by some pattern, perhaps through others */
};

/* Columns of the tables of roles that a SELECT reads, itself or through views; each once. */
struct column_read {
	size_t table, column;
};
struct reads {
	LIST(struct column_read) list;
};

/* A SELECT whose rows are worked out once for a meeting: a table for queries. */
struct view {
	struct str name, sql;
	struct str table; /* the CREATE TABLE with its columns */
	struct reads reads;
	struct mark mark;
};

/* A regex of a term, with its fragments put in. */
struct pattern {
	struct str text;
	struct mark mark;
};

/* Something of a base pack that a pack which extends it has replaced or changed. */
struct override {
	struct str section, name;    /* "terms", "hope" */
	struct mark base, own;       /* with their files as origin */
};

/* ---- scaffold: a first pack out of a plan ------------------------------------------- */

/* Something to be sought in a plan, paragraph by paragraph, blanks left out. */
struct seek {
	struct str name;             /* of its value in the templates; empty: a quote only */
	struct str clause;           /* that it is the quote of; "{n}" is the number of the value; may be empty */
	struct strings patterns;     /* the first that fits anywhere; groups `value` and `quote` */
	struct str after;            /* pattern: from the first paragraph on in which it fits */
	bool many;                   /* all of them, up to the first paragraph without */
	bool day;                    /* the last day of its first date */
	struct str ask;              /* what a person must look up when there is none */
};

struct scaffold {
	LIST(struct seek) seeks;
	struct strings numbers;      /* how "{count}" writes 1, 2 ... */
	LIST(struct pair) files;     /* key: name, value: template */
	struct str open;             /* before what was not found */
};

/* ---- init: a first manifest out of the facts -------------------------------------- */

/* Words that the pack gives to the comments of the file; empty: the program's own. */
enum init_word {
	INIT_HEAD,                   /* the lines at its top */
	INIT_UNKNOWN,                /* value of a required key that nothing was found for */
	INIT_OTHERS,                 /* before values that got fewer votes */
	INIT_TIE,                    /* before values that got as many votes as each other */
	INIT_WEAK,                   /* before rows that got too few votes, or lack a required value */
	INIT_PARAMS,                 /* above the parameters */
	INIT_FILES,                  /* above files whose kind was not told by their name */
	INIT_IGNORE,                 /* above files of no known kind, and unreadable ones */
	INIT_WORDS
};
extern const char *const init_word_name[]; /* by enum init_word, NULL-ended */

/* The columns of a vote; all but `value` may be left out where they make no sense. */
enum vote_column {
	VOTE_OF,                     /* nested sections: first column of the row it is nested in */
	VOTE_ROW,                    /* first column of the row that the value belongs to */
	VOTE_VALUE,
	VOTE_WEIGHT,                 /* 1 unless given; may be negative */
	VOTE_AT,                     /* where it was seen: a place, */
	VOTE_FILE,                   /* or only a file */
	VOTE_NOTE,                   /* what was seen there */
	VOTE_COLUMNS
};
extern const char *const vote_column_name[]; /* by enum vote_column, NULL-ended */

/*
 * How one column of a manifest section is guessed: SELECTs over the facts return votes.
 * Weights of equal values add up.  The first column of a section makes its rows: each value
 * that reaches at_least.  Of any other column the value with the most wins if it reaches
 * at_least and no other has as many.  What is settled stands in the section's table when the
 * next guess is made.
 */
struct guess {
	size_t section, column;
	long at_least;
	struct strings queries;
	struct str none;             /* what to say when there is no value */
};

struct init_plan {
	struct str words[INIT_WORDS];
	LIST(struct guess) guesses;  /* in order of making */
};

/* ---- fixed phrases ------------------------------------------------------------ */

/* Pairs of characters, ordered. */
struct pairs {
	LIST(uint64_t) list;
};

/* What rules on fixed phrases go by. */
struct phrase_style {
	struct pairs confusable;     /* both ways */
	struct characters joiners;   /* and, with: one for another, or for a separator */
	struct characters fillers;   /* may be put in anywhere */
	struct pairs whole;          /* but not between these */
	/*
	 * Characters that phrases begin, or end, with, each with 0 and with those that stand before,
	 * or behind, it in words.
	 */
	struct pairs before, behind;
};
bool phrase_confusable(const struct phrase_style *p, uint32_t a, uint32_t b);
/* Do A and B stand side by side in a word that nothing may be put into? */
bool phrase_is_whole(const struct phrase_style *p, uint32_t a, uint32_t b);
/* C stands twice, beside OTHER, once for a phrase.  Is it in N, and with OTHER no part of a word? */
bool phrase_is_one_too_many(const struct pairs *n, uint32_t c, uint32_t other);

#endif
