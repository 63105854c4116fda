/* SELECTs over the facts outside of any rule: checked when a pack is loaded, asked later. */
#include "database.h"

/* ---- loading ---------------------------------------------------------------------- */

static bool has_column(sqlite3_stmt *s, const char *name)
{
	for (int i = 0; i < sqlite3_column_count(s); i++)
		if (!strcmp(sqlite3_column_name(s, i), name))
			return true;
	return false;
}

static bool listed(const char *name, const char *const *list)
{
	for (; list && *list; list++)
		if (!strcmp(name, *list))
			return true;
	return false;
}

bool select_load(struct loader *l, const struct node *n, struct str sql, const char *const *needed,
		 const char *const *also)
{
	sqlite3_stmt *s = query_prepare(l, n, sql, NULL);
	bool ok = s != NULL;
	for (size_t i = 0; ok && needed[i]; i++) {
		ok = has_column(s, needed[i]);
		if (!ok)
			complain(l->complaints, l->yaml, n->mark, STR(""),
				 "the query returns no column “%s”", needed[i]);
	}
	for (int i = 0; ok && i < sqlite3_column_count(s); i++) {
		const char *name = sqlite3_column_name(s, i);
		ok = listed(name, needed) || listed(name, also);
		if (!ok)
			complain(l->complaints, l->yaml, n->mark, load_hint(l, str_of(name), also),
				 "nothing takes a column “%s”", name);
	}
	sqlite3_finalize(s);
	return ok;
}

/* ---- asking ------------------------------------------------------------------------ */

struct fact_base {
	struct arena *arena;
	const struct ruleset *set;
	struct database *database;
	sqlite3 *db; /* its handle */
};

static bool failed(struct fact_base *b, struct str *why)
{
	*why = arena_printf(b->arena, "%s", sqlite3_errmsg(b->db));
	return false;
}

struct fact_base *fact_base_open(struct arena *a, const struct ruleset *set,
				 const struct facts *facts, struct str *why)
{
	struct fact_base *b = arena_new(a, struct fact_base);
	b->arena = a;
	b->set = set;
	b->database = database_open(set, a, why);
	if (!b->database)
		return NULL;
	b->db = b->database->handle;
	if (database_insert(b->database, facts, false))
		return b;
	failed(b, why);
	fact_base_free(b);
	return NULL;
}

void fact_base_free(struct fact_base *b)
{
	database_close(b->database);
	b->database = NULL;
}

bool fact_base_put(struct fact_base *b, size_t table, const struct facts *rows, struct str *why)
{
	struct str sql = arena_printf(b->arena, "DELETE FROM \"%s\"",
				      b->database->schema.tables.v[table].name.p);
	bool ok = sqlite3_exec(b->db, sql.p, NULL, NULL, NULL) == SQLITE_OK &&
		  database_insert(b->database, rows, false);
	return ok || failed(b, why);
}

static struct fact_value value_at(struct arena *a, sqlite3_stmt *s, int i)
{
	struct fact_value v = {0};
	if (sqlite3_column_type(s, i) == SQLITE_NULL)
		return v;
	if (sqlite3_column_type(s, i) == SQLITE_INTEGER) {
		v.type = FACT_NUMBER;
		v.number = sqlite3_column_int64(s, i);
		return v;
	}
	const char *text = (const char *)sqlite3_column_text(s, i);
	struct str all = {text, (size_t)sqlite3_column_bytes(s, i)};
	v.type = FACT_TEXT;
	v.text = arena_dup(a, text ? all : STR(""));
	return v;
}

static void bind_defaults(struct fact_base *b, sqlite3_stmt *s)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(s); i++) {
		const char *name = sqlite3_bind_parameter_name(s, i);
		size_t p = name ? ruleset_param(b->set, str_of(name + 1)) : SIZE_MAX;
		if (p != SIZE_MAX)
			sqlite3_bind_int64(s, i, b->set->params.v[p].value);
	}
}

bool fact_base_select(struct fact_base *b, struct str sql, const char *const *columns,
		      struct answers *out, struct str *why)
{
	sqlite3_stmt *s = NULL;
	int units, code;
	size_t n = 0;
	while (columns[n])
		n++;
	steps_limit(b->db, &units);
	code = sqlite3_prepare_v2(b->db, sql.p, (int)sql.n, &s, NULL);
	if (code == SQLITE_OK)
		bind_defaults(b, s);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(s);
		if (code != SQLITE_ROW)
			break;
		struct fact_value *row = arena_array(b->arena, struct fact_value, n);
		for (int i = 0; i < sqlite3_column_count(s); i++)
			for (size_t k = 0; k < n; k++)
				if (!strcmp(sqlite3_column_name(s, i), columns[k]))
					row[k] = value_at(b->arena, s, i);
		*list_add(b->arena, &out->rows) = row;
	}
	bool ok = code == SQLITE_DONE;
	if (!ok)
		failed(b, why);
	sqlite3_finalize(s);
	steps_free(b->db);
	return ok;
}
