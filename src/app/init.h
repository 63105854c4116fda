/* Inside app only: how `init` gets from a folder to a first meeting.yaml. */
#ifndef BAGUAN_INIT_H
#define BAGUAN_INIT_H

#include "app.h"

/* What speaks for a value. */
struct evidence {
	struct place place;          /* line 0: the file alone */
	struct str note, excerpt;
};

struct candidate {
	struct str value;            /* as it is written */
	struct fact_value fact;      /* as it stands in the table */
	long weight;
	LIST(struct evidence) evidence;
};

/* One column of one row: what was voted for, and what won. */
struct guessed {
	LIST(struct candidate) candidates; /* in order of first mention */
	size_t chosen;               /* SIZE_MAX: none */
	bool tie;
};

struct guessed_row {
	struct str of;               /* first column of the row it is nested in */
	struct guessed *columns;
};

struct guessed_section {
	LIST(struct guessed_row) rows;
	LIST(struct guessed_row) weak; /* rows that got too few votes */
};

struct guesses {
	struct guessed_section *sections; /* per section of the rule set; the top one has one row */
};

/* The folder's files, and the facts in them. */
struct scanned {
	struct facts facts;
	LIST(struct material) materials;
};

/* False with *why. All memory from A. */
bool init_scan(struct arena *a, const struct ruleset *set, const char *dir, struct scanned *out,
	       struct str *why);
bool init_guess(struct arena *a, const struct ruleset *set, const struct facts *facts,
		struct guesses *out, struct str *why);
void init_write(struct arena *a, const struct ruleset *set, const struct scanned *scanned,
		const struct guesses *guesses, struct buf *out);

/* The chosen value of a column; NULL. */
const struct candidate *guessed_value(const struct guessed_row *row, size_t column);
/* Lacks a required column. */
bool guessed_incomplete(const struct section *s, const struct guessed_row *row);

/* Text as a YAML value, and as a part of a comment. */
void yaml_value(struct buf *out, struct str text);
void yaml_comment(struct buf *out, struct str text);
/* The file as a glob: '[' and its like would be read as patterns. */
struct str yaml_glob(struct arena *a, struct str file);

/* ---- a first pack out of a plan --------------------------------------------------- */

struct scaffold_files {
	LIST(struct pair) list; /* key: name in the pack's folder, value: content */
};
/* By what BASE says of scaffolds; PLAN is a path, PACK the name of the pack to be. False with *why. */
bool scaffold_make(struct arena *a, const struct ruleset *base, const char *plan, struct str pack,
		   struct scaffold_files *out, struct str *why);
/* Lines for standard output and standard error. */
struct init_says {
	struct buf *done, *wrong;
};
/* init --pack DIR PLAN. */
bool init_pack(bg_session *s, const char *plan, const struct init_says *says,
	       struct complaints *complaints);

#endif
