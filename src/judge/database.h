/* Inside judge only: the SQLite database of one meeting. */
#ifndef BAGUAN_DATABASE_H
#define BAGUAN_DATABASE_H

#include "judge.h"

#include <sqlite3.h>
#include <stdatomic.h>

/*
 * In memory: the tables of a pack, and what its SQL functions remember of a meeting's texts.
 * Statements that were prepared are finalized with it.
 */
struct database {
	sqlite3 *handle;
	struct arena arena;
	struct schema schema;
	struct functions *functions;
	struct ruleset *noting; /* while loading: whose roles are told which of their columns are read */
	struct map roles, views; /* by the name of the table */
	struct reads *reads;    /* ... and of the SELECT at hand; NULL: no one asks */
	bool filled;
	atomic_flag taken; /* of the one that a rule set keeps: some thread judges with it */
};

/* With empty tables; SET must live as long.  NULL with *why in A. */
struct database *database_open(const struct ruleset *set, struct arena *a, struct str *why);
void database_close(struct database *d);
/* The rows of FACTS that are guessed, or those that are not. */
bool database_insert(struct database *d, const struct facts *facts, bool guessed);
/* The facts of one meeting, instead of those of the one before, and the views. */
bool database_fill(struct database *d, struct arena *a, const struct ruleset *set,
		   const struct facts *facts, const long *params, struct str *why);
/* Those that are guessed instead of those that are doubted, and the views anew. */
bool database_guess(struct database *d, struct arena *a, const struct ruleset *set,
		    const struct facts *facts, const long *params, struct str *why);
struct str database_failure(struct arena *a, sqlite3 *db);

/*
 * Functions of our own for queries over words: docs/rules.md tells what each gives.  All give NULL
 * when an argument is NULL.
 */
bool functions_add(struct database *d, const struct ruleset *set);
void functions_forget(struct database *d);

/* SQL, found at node N, as one SELECT over the empty tables; NULL after a complaint.  What it reads goes to READS. */
sqlite3_stmt *query_prepare(struct loader *l, const struct node *n, struct str sql,
			    struct reads *reads);
/* The `view` and `select` of check kinds that know SQL. */
bool view_load(struct loader *l, const struct node *n, struct view *v);
bool select_load(struct loader *l, const struct node *n, struct str sql, const char *const *needed,
		 const char *const *also);

/* Statements that follow fail after 200 million of SQLite's steps; *UNITS counts until steps_free.
 */
void steps_limit(sqlite3 *db, int *units);
void steps_free(sqlite3 *db);
/* VALUES by param. */
void params_bind(sqlite3_stmt *s, const struct ruleset *set, const long *values);
/* Works out the views of the set, in a database that has its facts.  False with *why. */
bool views_fill(sqlite3 *db, struct arena *a, const struct ruleset *set, const long *params,
		struct str *why);

struct judge {
	const struct judge_input *in;
	struct result *out;
	struct arena *arena; /* for the time of judging */
	struct database *database;
	sqlite3 *db;   /* its handle */
	bool prepared; /* it is the set's own, for which the rules' statements are prepared */
};

/* What the SELECT of a query rule reads. */
const struct reads *query_reads(const struct rule *rule);
/* Judges again what may stand in columns that were not understood.  False with *why. */
bool judge_guesses(struct judge *j, struct str *why);

#endif
