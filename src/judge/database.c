/* Facts in SQLite: the schema from the pack, the rows from the documents. */
#include "database.h"

struct str database_failure(struct arena *a, sqlite3 *db)
{
	return arena_printf(a, "%s", db ? sqlite3_errmsg(db) : "out of memory");
}

/* Day columns are declared DAY so that a query's result tells them from numbers. */
static const char *type_name(enum column_type type)
{
	static const char *const names[] = {"TEXT", "INTEGER", "DAY", "PLACE"};
	return names[type];
}

static void create(struct buf *sql, const struct schema_table *t)
{
	buf_printf(sql, "CREATE TABLE \"%.*s\" (", (int)t->name.n, t->name.p);
	for (size_t i = 0; i < t->columns.n; i++)
		buf_printf(sql, "%s\"%.*s\" %s", i ? ", " : "", (int)t->columns.v[i].name.n,
			   t->columns.v[i].name.p, type_name(t->columns.v[i].type));
	buf_addz(sql, ");\n");
}

/*
 * One thread at a time has it, so no locks; queries are parsed from a pool of SQLite's own.  Not
 * SQLITE_OPEN_MEMORY: VACUUM INTO opens its file with the same flags.
 */
static bool open_memory(sqlite3 **db)
{
	enum { FLAGS = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX };
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* refused when someone else uses SQLite: no harm */
	return sqlite3_open_v2(":memory:", db, FLAGS, NULL) == SQLITE_OK &&
	       sqlite3_exec(*db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL) == SQLITE_OK;
}

struct database *database_open(const struct ruleset *set, struct arena *a, struct str *why)
{
	struct database *d = mem_grow(NULL, sizeof *d);
	struct buf sql = {0};
	*d = (struct database){0};
	schema_of(&d->arena, set, &d->schema);
	for (size_t i = 0; i < d->schema.tables.n; i++)
		create(&sql, &d->schema.tables.v[i]);
	for (size_t i = 0; i < set->views.n; i++)
		buf_add(&sql, set->views.v[i].table);
	buf_char(&sql, '\0');
	bool ok = open_memory(&d->handle) && functions_add(d, set) &&
		  sqlite3_exec(d->handle, sql.p, NULL, NULL, NULL) == SQLITE_OK;
	buf_free(&sql);
	if (ok)
		return d;
	*why = database_failure(a, d->handle);
	database_close(d);
	return NULL;
}

void database_close(struct database *d)
{
	if (!d)
		return;
	for (sqlite3_stmt *s; (s = sqlite3_next_stmt(d->handle, NULL));)
		sqlite3_finalize(s);
	sqlite3_close(d->handle);
	functions_forget(d);
	arena_free(&d->arena);
	mem_free(d);
}

/* Of the meeting before: its rows, and what the functions remember of its texts. */
static bool empty(struct database *d, const struct ruleset *set)
{
	struct buf sql = {0};
	for (size_t i = 0; i < d->schema.tables.n; i++)
		buf_printf(&sql, "DELETE FROM \"%s\";\n", d->schema.tables.v[i].name.p);
	for (size_t i = 0; i < set->views.n; i++)
		buf_printf(&sql, "DELETE FROM \"%s\";\n", set->views.v[i].name.p);
	buf_char(&sql, '\0');
	functions_forget(d);
	bool ok = sqlite3_exec(d->handle, sql.p, NULL, NULL, NULL) == SQLITE_OK;
	buf_free(&sql);
	return ok;
}

static sqlite3_stmt *insert_into(sqlite3 *db, const struct schema_table *t)
{
	sqlite3_stmt *s = NULL;
	struct buf sql = {0};
	buf_printf(&sql, "INSERT INTO \"%.*s\" VALUES (", (int)t->name.n, t->name.p);
	for (size_t i = 0; i < t->columns.n; i++)
		buf_addz(&sql, i ? ",?" : "?");
	buf_addz(&sql, ")");
	sqlite3_prepare_v2(db, sql.p, (int)sql.n, &s, NULL);
	buf_free(&sql);
	return s;
}

static bool bind_row(sqlite3_stmt *s, const struct fact *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct fact_value *v = &f->values[i];
		int code = SQLITE_OK;
		if (v->type == FACT_TEXT)
			code = sqlite3_bind_text(s, (int)i + 1, v->text.p, (int)v->text.n,
						 SQLITE_STATIC);
		else if (v->type != FACT_NULL)
			code = sqlite3_bind_int64(s, (int)i + 1, v->number);
		if (code != SQLITE_OK)
			return false;
	}
	return true;
}

bool database_insert(struct database *d, const struct facts *facts, bool guessed)
{
	struct arena scratch = {0};
	sqlite3_stmt **s = arena_array(&scratch, sqlite3_stmt *, d->schema.tables.n);
	bool ok = sqlite3_exec(d->handle, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
	for (size_t i = 0; ok && i < facts->rows.n; i++) {
		const struct fact *f = &facts->rows.v[i];
		if ((f->state == FACT_GUESSED) != guessed)
			continue;
		if (!s[f->table])
			s[f->table] = insert_into(d->handle, &d->schema.tables.v[f->table]);
		ok = s[f->table] && bind_row(s[f->table], f) &&
		     sqlite3_step(s[f->table]) == SQLITE_DONE;
		sqlite3_reset(s[f->table]);
		sqlite3_clear_bindings(s[f->table]);
	}
	for (size_t i = 0; i < d->schema.tables.n; i++)
		sqlite3_finalize(s[i]);
	arena_free(&scratch);
	return ok && sqlite3_exec(d->handle, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

bool database_fill(struct database *d, struct arena *a, const struct ruleset *set,
		   const struct facts *facts, const long *params, struct str *why)
{
	bool fresh = !d->filled || empty(d, set);
	d->filled = true;
	if (fresh && database_insert(d, facts, false))
		return views_fill(d->handle, a, set, params, why);
	*why = database_failure(a, d->handle);
	return false;
}

bool database_guess(struct database *d, struct arena *a, const struct ruleset *set,
		    const struct facts *facts, const long *params, struct str *why)
{
	struct buf sql = {0};
	for (size_t i = 0; i < facts->rows.n; i++) {
		const struct fact *f = &facts->rows.v[i];
		if (f->state == FACT_DOUBTED)
			buf_printf(&sql, "DELETE FROM \"%s\" WHERE \"%s\" = %lld;\n",
				   d->schema.tables.v[f->table].name.p, role_column_name[COL_PART],
				   (long long)f->values[COL_PART].number);
	}
	for (size_t i = 0; i < set->views.n; i++)
		buf_printf(&sql, "DELETE FROM \"%s\";\n", set->views.v[i].name.p);
	buf_char(&sql, '\0');
	bool ok = sqlite3_exec(d->handle, sql.p, NULL, NULL, NULL) == SQLITE_OK &&
		  database_insert(d, facts, true);
	buf_free(&sql);
	if (ok)
		return views_fill(d->handle, a, set, params, why);
	*why = database_failure(a, d->handle);
	return false;
}

/* ---- statements --------------------------------------------------------------------- */

enum { STEPS_MAX = 200, STEPS_UNIT = 1000 * 1000 };

static int give_up(void *units)
{
	return ++*(int *)units > STEPS_MAX;
}

void steps_limit(sqlite3 *db, int *units)
{
	*units = 0;
	sqlite3_progress_handler(db, STEPS_UNIT, give_up, units);
}

void steps_free(sqlite3 *db)
{
	sqlite3_progress_handler(db, 0, NULL, NULL);
}

void params_bind(sqlite3_stmt *s, const struct ruleset *set, const long *values)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(s); i++) {
		const char *name = sqlite3_bind_parameter_name(s, i);
		size_t p = name ? ruleset_param(set, str_of(name + 1)) : SIZE_MAX;
		if (p != SIZE_MAX)
			sqlite3_bind_int64(s, i, values[p]);
	}
}
