/*
 * Views: what several rules would each work out anew is worked out once for a meeting.  They are
 * tables, not views of SQLite, which would put their text into every query.
 */
#include "database.h"

/* The columns keep their declared types: a day remains a day. */
static struct str create_table(struct arena *a, const struct view *v, sqlite3_stmt *s)
{
	struct buf sql = {0};
	buf_printf(&sql, "CREATE TABLE \"%s\" (", v->name.p);
	for (int i = 0; i < sqlite3_column_count(s); i++) {
		const char *type = sqlite3_column_decltype(s, i);
		buf_printf(&sql, "%s\"%s\" %s", i ? ", " : "", sqlite3_column_name(s, i),
			   type ? type : "");
	}
	buf_addz(&sql, ");\n");
	struct str text = arena_dup(a, buf_str(&sql));
	buf_free(&sql);
	return text;
}

bool view_load(struct loader *l, const struct node *n, struct view *v)
{
	sqlite3_stmt *s = query_prepare(l, n, v->sql, &v->reads);
	if (!s)
		return false;
	v->table = create_table(l->arena, v, s);
	sqlite3_finalize(s);
	struct database *d = l->set->facts;
	sqlite3 *db = d->handle;
	*map_at(&d->arena, &d->views, v->name) = l->set->views.n;
	if (sqlite3_exec(db, v->table.p, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	complain(l->complaints, l->yaml, n->key_mark, STR(""), "SQL: %s", sqlite3_errmsg(db));
	return false;
}

static bool fill(sqlite3 *db, struct arena *a, const struct ruleset *set, const struct view *v,
		 const long *params)
{
	struct str sql = arena_printf(a, "INSERT INTO \"%s\" %s", v->name.p, v->sql.p);
	sqlite3_stmt *s = NULL;
	int units;
	steps_limit(db, &units);
	bool ok = sqlite3_prepare_v2(db, sql.p, (int)sql.n, &s, NULL) == SQLITE_OK;
	if (ok) {
		params_bind(s, set, params);
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	steps_free(db);
	return ok;
}

bool views_fill(sqlite3 *db, struct arena *a, const struct ruleset *set, const long *params,
		struct str *why)
{
	for (size_t i = 0; i < set->views.n; i++)
		if (!fill(db, a, set, &set->views.v[i], params)) {
			*why =
			    arena_printf(a, "%s: %s", set->views.v[i].name.p, sqlite3_errmsg(db));
			return false;
		}
	return true;
}
