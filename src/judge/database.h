/* Inside judge only: the SQLite database of one meeting. */
#ifndef BAGUAN_DATABASE_H
#define BAGUAN_DATABASE_H

#include "judge.h"

#include <sqlite3.h>

/* In memory, with empty tables; A and SET must live as long. NULL with *why. */
sqlite3 *database_open(struct arena *a, const struct ruleset *set, const struct schema *schema,
		       struct str *why);
bool database_insert(sqlite3 *db, struct arena *a, const struct schema *schema,
		     const struct facts *facts, struct str *why);

/*
 * Functions of our own for queries over words: docs/rules.md tells what each gives.  All give NULL
 * when an argument is NULL.  A and SET must live as long as the database.
 */
bool functions_add(sqlite3 *db, struct arena *a, const struct ruleset *set);

/* SQL, found at node N, as one SELECT over the empty tables; NULL after a complaint. */
sqlite3_stmt *query_prepare(struct loader *l, const struct node *n, struct str sql);
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
	sqlite3 *db;
};

#endif
