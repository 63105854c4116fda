/* query: a SELECT over the facts of a meeting that returns the rule's checkpoints. */
#include "database.h"
#include "text.h"

struct query {
	struct str sql;
	struct reads reads;
	sqlite3_stmt *prepared; /* in the database that the rule set keeps */
};

/* ---- loading: the statement is prepared against the empty schema ------------------ */

static void close(void *database)
{
	database_close(database);
}

static void add_read(struct database *d, size_t table, size_t column)
{
	struct reads *r = d->reads;
	for (size_t i = 0; r && i < r->list.n; i++)
		if (r->list.v[i].table == table && r->list.v[i].column == column)
			return;
	if (r)
		*list_add(&d->arena, &r->list) = (struct column_read){table, column};
}

/* A view was worked out of what its own SELECT reads. */
static void add_reads_of_view(struct database *d, const char *table)
{
	size_t at = d->reads ? map_get(&d->views, str_of(table)) : SIZE_MAX;
	if (at == SIZE_MAX)
		return;
	const struct reads *r = &d->noting->views.v[at].reads;
	for (size_t i = 0; i < r->list.n; i++)
		add_read(d, r->list.v[i].table, r->list.v[i].column);
}

/* SQLite asks whether a statement may read a column: so it is known what no query reads. */
static int note_read(void *context, int action, const char *table, const char *column,
		     const char *database, const char *inner)
{
	struct database *d = context;
	(void)database;
	(void)inner;
	size_t at = action == SQLITE_READ ? map_get(&d->roles, str_of(table)) : SIZE_MAX;
	if (at == SIZE_MAX) {
		if (action == SQLITE_READ)
			add_reads_of_view(d, table);
		return SQLITE_OK;
	}
	const struct schema_table *t = &d->schema.tables.v[at];
	bool *queried = d->noting->roles.v[at].queried;
	queried[COL_PART] = true; /* the rows count */
	size_t i = 0;
	while (i < t->columns.n && !str_is(t->columns.v[i].name, column))
		i++;
	if (i < t->columns.n) {
		queried[i] = true;
		add_read(d, at, i);
	}
	return SQLITE_OK;
}

static void note_reads(struct loader *l, struct database *d)
{
	d->noting = l->set;
	for (size_t i = 0; i < l->set->roles.n; i++) {
		struct schema_table *t = &d->schema.tables.v[i];
		*map_at(&d->arena, &d->roles, t->name) = i;
		l->set->roles.v[i].queried = arena_array(l->arena, bool, t->columns.n);
	}
	sqlite3_set_authorizer(d->handle, note_read, d);
}

static sqlite3 *empty_database(struct loader *l, const struct node *at)
{
	struct database *d = l->set->facts;
	struct str why;
	if (!d) {
		l->set->facts = d = database_open(l->set, l->arena, &why);
		l->set->facts_free = close;
		if (d)
			note_reads(l, d);
	}
	if (!d)
		complain(l->complaints, l->yaml, at->mark, STR(""), "the fact tables: %s", why.p);
	return d ? d->handle : NULL;
}

static bool good_parameters(struct loader *l, const struct node *n, sqlite3_stmt *s)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(s); i++) {
		const char *name = sqlite3_bind_parameter_name(s, i);
		if (name && load_param(l, str_of(name + 1)) != SIZE_MAX)
			continue;
		complain(l->complaints, l->yaml, n->mark, STR(""), "unknown parameter “%s”",
			 name ? name : "?");
		return false;
	}
	return true;
}

static bool has_name(const char *const *names, struct str name)
{
	for (; *names; names++)
		if (str_is(name, *names))
			return true;
	return false;
}

/* What a report draws are columns of the result. */
static const char *bad_picture(const struct rule_info *rule, const char *const *names)
{
	const struct str matrix[] = {rule->matrix_row, rule->matrix_column, rule->matrix_value},
			 timeline[] = {rule->timeline_day, rule->timeline_limit};
	for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++)
		if (matrix[i].n && !has_name(names, matrix[i]))
			return N_("the query does not return the columns of “matrix”");
	for (size_t i = 0; i < sizeof timeline / sizeof *timeline; i++)
		if (timeline[i].n && !has_name(names, timeline[i]))
			return N_("the query does not return the columns of “timeline”");
	return NULL;
}

static bool good_columns(struct loader *l, const struct node *map, sqlite3_stmt *s,
			 const struct rule *rule)
{
	int n = sqlite3_column_count(s);
	const char **names = arena_array(l->arena, const char *, (size_t)n + 1);
	for (int i = 0; i < n; i++)
		names[i] = arena_dup(l->arena, str_of(sqlite3_column_name(s, i))).p;
	const char *wrong = !has_name(names, STR("ok"))	  ? N_("the query returns no column “ok”")
			    : !has_name(names, STR("at")) ? N_("the query returns no column “at”")
							  : bad_picture(&rule->info, names);
	if (wrong) {
		complain_words(l->complaints, l->yaml, node_get(map, "query")->mark, str_of(wrong));
		return false;
	}
	bool good = load_template(l, node_get(map, "message"), names);
	if (node_get(map, "advice"))
		good = load_template(l, node_get(map, "advice"), names) && good;
	return good;
}

/* The word where SQLite stumbled, which tells its byte; the whole query when it doesn't. */
static struct mark sql_mark(struct loader *l, const struct node *n, struct str sql, int at)
{
	if (at < 0 || (size_t)at >= sql.n || !str_eq(sql, n->text))
		return n->mark;
	size_t from = (size_t)at, end = from + 1;
	while (end < sql.n && !strchr(" \t\r\n,;()=<>+-*/|'\"", sql.p[end]))
		end++;
	return node_mark(l->yaml, n, from, end - from);
}

sqlite3_stmt *query_prepare(struct loader *l, const struct node *n, struct str sql,
			    struct reads *reads)
{
	sqlite3 *db = empty_database(l, n);
	sqlite3_stmt *s = NULL;
	const char *tail = "";
	if (!db)
		return NULL;
	struct database *d = l->set->facts;
	d->reads = reads;
	int code = sqlite3_prepare_v2(db, sql.p, (int)sql.n, &s, &tail);
	d->reads = NULL;
	bool ok = code == SQLITE_OK && s;
	if (!ok) {
		struct mark mark = sql_mark(l, n, sql, sqlite3_error_offset(db));
		complain(l->complaints, l->yaml, mark, STR(""), "SQL: %s", sqlite3_errmsg(db));
	} else if (!sqlite3_stmt_readonly(s) || str_trim(str_of(tail)).n) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "expected one SELECT");
		ok = false;
	}
	if (ok && good_parameters(l, n, s))
		return s;
	sqlite3_finalize(s);
	return NULL;
}

static bool load(struct loader *l, const struct node *map, struct rule *rule)
{
	const struct node *n = node_get(map, "query");
	struct query *q = arena_new(l->arena, struct query);
	rule->config = q;
	if (!n) {
		complain(l->complaints, l->yaml, map->mark, STR(""), "the rule has no “query”");
		return false;
	}
	q->prepared = load_pattern(l, n, &q->sql) ? query_prepare(l, n, q->sql, &q->reads) : NULL;
	return q->prepared && good_columns(l, map, q->prepared, rule);
}

/* ---- running ------------------------------------------------------------------------ */

static struct checkpoint *add(struct judge *j, const struct rule *rule, enum outcome outcome)
{
	struct checkpoint *c = list_add(&j->out->arena, &j->out->checkpoints);
	*c = (struct checkpoint){.rule = &rule->info, .outcome = outcome};
	return c;
}

static void missing(struct judge *j, const struct rule *rule, struct str what)
{
	add(j, rule, OUTCOME_UNKNOWN)->missing = arena_dup(&j->out->arena, what);
}

static void add_witness(struct judge *j, struct checkpoint *c, sqlite3_stmt *s, int i,
			struct str name)
{
	if (sqlite3_column_type(s, i) != SQLITE_INTEGER)
		return;
	sqlite3_int64 at = sqlite3_column_int64(s, i);
	if (at < 0 || (size_t)at >= j->in->facts->places.n)
		return;
	struct witness *w = list_add(&j->out->arena, &c->witnesses);
	*w = witness_copy(&j->out->arena, &j->in->facts->places.v[at], c->outcome);
	w->name = name;
}

/* What a column of the result is for. */
enum column_use { COLUMN_VALUE, COLUMN_OK, COLUMN_AT, COLUMN_OTHER_PLACE, COLUMN_MISSING };

struct result_column {
	enum column_use use;
	struct str name;
	bool day;
};

static bool is_day(const struct rule *rule, sqlite3_stmt *s, int i, struct arena *a)
{
	const char *declared = sqlite3_column_decltype(s, i);
	if (declared && !strcmp(declared, "DAY"))
		return true;
	struct str as_date = arena_printf(a, "{%s:date}", sqlite3_column_name(s, i));
	return str_find(rule->info.message, as_date, 0) != SIZE_MAX ||
	       str_find(rule->info.advice, as_date, 0) != SIZE_MAX;
}

static struct result_column *columns_of(struct judge *j, const struct rule *rule, sqlite3_stmt *s)
{
	int n = sqlite3_column_count(s);
	struct result_column *columns = arena_array(j->arena, struct result_column, (size_t)n);
	for (int i = 0; i < n; i++) {
		struct str name = arena_dup(&j->out->arena, str_of(sqlite3_column_name(s, i)));
		bool other = str_starts(name, STR("at_"));
		columns[i] =
		    (struct result_column){.use = str_is(name, "ok")        ? COLUMN_OK
						  : str_is(name, "at")      ? COLUMN_AT
						  : str_is(name, "missing") ? COLUMN_MISSING
						  : other                   ? COLUMN_OTHER_PLACE
									    : COLUMN_VALUE,
					   .name = other ? str_cut(name, 3, name.n) : name,
					   .day = is_day(rule, s, i, j->arena)};
	}
	return columns;
}

static struct str value_of(struct arena *a, sqlite3_stmt *s, int i, bool day)
{
	if (day && sqlite3_column_type(s, i) == SQLITE_INTEGER)
		return day_iso(a, (int32_t)sqlite3_column_int64(s, i));
	return arena_dup(a, str_of((const char *)sqlite3_column_text(s, i)));
}

static enum outcome outcome_of(const struct result_column *columns, sqlite3_stmt *s)
{
	int ok = 0;
	while (columns[ok].use != COLUMN_OK)
		ok++;
	return sqlite3_column_type(s, ok) == SQLITE_NULL ? OUTCOME_UNKNOWN
	       : sqlite3_column_int(s, ok)               ? OUTCOME_PASS
							 : OUTCOME_FAIL;
}

/* A readable material of the kind, understood or not; NULL. */
static const struct material *material_of(const struct judge *j, size_t kind, bool barren)
{
	for (size_t i = 0; i < j->out->materials.n; i++) {
		const struct material *m = &j->out->materials.v[i];
		if (str_eq(m->kind, j->in->set->kinds.v[kind].name) && !m->failure.n &&
		    m->barren == barren)
			return m;
	}
	return NULL;
}

/* What the rule needs may stand in a file that was not understood: its words, empty when not. */
static struct str may_be_in(struct judge *j, const struct rule *rule)
{
	for (size_t i = 0; i < rule->needs_kinds.list.n; i++) {
		size_t k = rule->needs_kinds.list.v[i];
		const struct material *m = material_of(j, k, true);
		if (m)
			return kind_barren(&j->out->arena, &j->in->set->kinds.v[k], m->file);
	}
	return STR("");
}

static bool is_material(const struct judge *j, sqlite3_int64 place)
{
	const struct facts *f = j->in->facts;
	size_t table = j->in->set->roles.n + j->in->set->sections.n;
	for (size_t i = 0; i < f->rows.n; i++)
		if (f->rows.v[i].table == table && f->rows.v[i].values[MATERIAL_AT].number == place)
			return true;
	return false;
}

/* Does the row tell of what is absent?  It has no place, or that of a whole file. */
static bool tells_absence(const struct judge *j, const struct result_column *columns,
			  sqlite3_stmt *s)
{
	int at = 0;
	while (columns[at].use != COLUMN_AT)
		at++;
	return sqlite3_column_type(s, at) == SQLITE_NULL ||
	       is_material(j, sqlite3_column_int64(s, at));
}

static void add_row(struct judge *j, const struct rule *rule, const struct result_column *columns,
		    sqlite3_stmt *s, struct str elsewhere)
{
	struct arena *a = &j->out->arena;
	int n = sqlite3_column_count(s);
	enum outcome outcome = outcome_of(columns, s);
	bool unsure = outcome == OUTCOME_FAIL && elsewhere.n && tells_absence(j, columns, s);
	struct checkpoint *c = add(j, rule, unsure ? OUTCOME_UNKNOWN : outcome);
	for (int i = 0; i < n; i++)
		if (columns[i].use == COLUMN_AT)
			add_witness(j, c, s, i, STR(""));
	for (int i = 0; i < n; i++) {
		const struct result_column *column = &columns[i];
		if (sqlite3_column_type(s, i) == SQLITE_NULL)
			continue;
		if (column->use == COLUMN_OTHER_PLACE)
			add_witness(j, c, s, i, column->name);
		if (column->use == COLUMN_MISSING && !unsure)
			c->missing = value_of(a, s, i, column->day);
		if (column->use == COLUMN_VALUE)
			*list_add(a, &c->subject) = (struct pair){
			    .key = column->name, .value = value_of(a, s, i, column->day)};
	}
	if (unsure)
		c->missing = elsewhere;
}

/* " branches.representatives": the keys that lead to a section; nothing for the top. */
static void add_keys(const struct ruleset *set, size_t section, struct buf *out)
{
	const struct section *s = &set->sections.v[section];
	if (!s->key.n)
		return;
	if (s->parent != SIZE_MAX)
		add_keys(set, s->parent, out);
	buf_printf(out, "%s%.*s", s->parent == SIZE_MAX ? " " : ".", (int)s->key.n, s->key.p);
}

/* What the rule needs and the meeting has not; empty when all is there. */
static struct str needs(struct judge *j, const struct rule *rule)
{
	struct buf b = {0};
	for (size_t i = 0; i < rule->needs_sections.list.n; i++) {
		size_t s = rule->needs_sections.list.v[i];
		if (j->in->manifest->rows[s].list.n)
			continue;
		buf_printf(&b, "%smeeting.yaml", b.n ? "、" : "");
		add_keys(j->in->set, s, &b);
	}
	for (size_t i = 0; i < rule->needs_kinds.list.n; i++) {
		size_t k = rule->needs_kinds.list.v[i];
		const struct material *m = material_of(j, k, true);
		struct str title = j->in->set->kinds.v[k].title;
		if (material_of(j, k, false))
			continue;
		if (m)
			title = kind_barren(j->arena, &j->in->set->kinds.v[k], m->file);
		buf_printf(&b, "%s%.*s", b.n ? "、" : "", (int)title.n, title.p);
	}
	struct str out = arena_dup(j->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static int prepare(struct judge *j, const struct query *q, sqlite3_stmt **s)
{
	*s = q->prepared;
	return j->prepared ? SQLITE_OK
			   : sqlite3_prepare_v2(j->db, q->sql.p, (int)q->sql.n, s, NULL);
}

static void judge(struct judge *j, const struct rule *rule)
{
	const struct query *q = rule->config;
	sqlite3_stmt *s;
	int units;
	struct str absent = needs(j, rule);
	if (absent.n) {
		missing(j, rule, absent);
		return;
	}
	steps_limit(j->db, &units);
	int code = prepare(j, q, &s);
	if (code == SQLITE_OK) {
		params_bind(s, j->in->set, j->in->manifest->params);
		struct result_column *columns = columns_of(j, rule, s);
		struct str elsewhere = may_be_in(j, rule);
		while ((code = sqlite3_step(s)) == SQLITE_ROW)
			add_row(j, rule, columns, s, elsewhere);
	}
	if (code != SQLITE_DONE)
		missing(j, rule, str_of(sqlite3_errmsg(j->db)));
	if (j->prepared)
		sqlite3_reset(s);
	else
		sqlite3_finalize(s);
	steps_free(j->db);
}

const struct reads *query_reads(const struct rule *rule)
{
	return &((const struct query *)rule->config)->reads;
}

static const char *const keys[] = {"query", NULL};

const struct check_kind judge_query = {
    .name = "query",
    .help = "a SELECT over the facts of a meeting that returns the checkpoints",
    .keys = keys,
    .load = load,
    .judge = judge,
    .own_placeholders = true,
    .select = select_load,
    .view = view_load,
};
