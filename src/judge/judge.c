/* One meeting: manifest and materials to facts, facts to a database, rules over it. */
#include "database.h"

/* ---- the manifest as facts -------------------------------------------------------- */

static struct fact_value place(struct arena *a, struct facts *facts, const struct manifest *m,
			       struct mark mark)
{
	size_t i = facts->places.n;
	struct witness *w = list_add(a, &facts->places);
	w->place = (struct place){.file = arena_dup(a, m->file),
				  .line = mark.line,
				  .column = mark.column,
				  .end_line = mark.end_line,
				  .end_column = mark.end_column};
	/* The whole line is shown: a row's mark is only where it begins. */
	struct str rest = m->yaml.text, line = {0};
	for (uint32_t k = 0; k < mark.line && str_split(&rest, '\n', &line); k++)
		;
	w->context = arena_dup(a, line);
	struct str words = str_trim(w->context);
	w->mark_at = (uint32_t)(words.p - w->context.p);
	w->mark_size = (uint32_t)words.n;
	w->excerpt = words;
	w->place.end_line = mark.line;
	w->place.column = (uint32_t)utf8_count(str_cut(line, 0, w->mark_at)) + 1;
	w->place.end_column = w->place.column + (uint32_t)utf8_count(words);
	return (struct fact_value){.type = FACT_PLACE, .number = (int64_t)i};
}

static struct fact_value typed(struct arena *a, const struct ruleset *set, enum value_type type,
			       struct str s)
{
	struct date d;
	if (!s.p)
		return (struct fact_value){0};
	if (type == VALUE_DAY && date_find(s, 0, DAY_NONE, &d))
		return (struct fact_value){.type = FACT_NUMBER, .number = d.last};
	if (type == VALUE_NUMBER)
		return (struct fact_value){.type = FACT_NUMBER, .number = strtol(s.p, NULL, 10)};
	if (type == VALUE_BOOL)
		return (struct fact_value){.type = FACT_NUMBER, .number = str_is(s, "true")};
	if (type == VALUE_NAME || type == VALUE_NAMES)
		s = name_clean(a, &set->names, s);
	return (struct fact_value){.type = FACT_TEXT, .text = arena_dup(a, s)};
}

static void section_facts(struct arena *a, const struct ruleset *set, const struct manifest *m,
			  size_t section, struct facts *facts)
{
	const struct section *s = &set->sections.v[section];
	for (size_t r = 0; r < m->rows[section].list.n; r++) {
		const struct manifest_row *row = &m->rows[section].list.v[r];
		struct fact *f = list_add(a, &facts->rows);
		f->table = set->roles.n + section;
		f->count = 2 * s->columns.n + 1 + (s->parent != SIZE_MAX);
		f->values = arena_array(a, struct fact_value, f->count);
		for (size_t i = 0; i < s->columns.n; i++)
			f->values[i] = typed(a, set, s->columns.v[i].type, row->values[i]);
		f->values[s->columns.n] = place(a, facts, m, row->mark);
		for (size_t i = 0; i < s->columns.n; i++)
			if (row->values[i].p)
				f->values[s->columns.n + 1 + i] = place(a, facts, m, row->marks[i]);
		if (s->parent == SIZE_MAX)
			continue;
		const struct manifest_row *parent = &m->rows[s->parent].list.v[row->parent];
		f->values[2 * s->columns.n + 1] =
		    typed(a, set, set->sections.v[s->parent].columns.v[0].type, parent->values[0]);
	}
}

void manifest_facts(const struct ruleset *set, const struct manifest *m, struct facts *facts)
{
	for (size_t i = 0; i < set->sections.n; i++)
		section_facts(&facts->arena, set, m, i, facts);
}

/* ---- judging ------------------------------------------------------------------------- */

static bool keep_facts(struct judge *j, const char *path, struct str *why)
{
	sqlite3_stmt *s = NULL;
	bool ok = remove(path) == 0 || !file_exists(path);
	ok = ok && sqlite3_prepare_v2(j->db, "VACUUM INTO ?", -1, &s, NULL) == SQLITE_OK &&
	     sqlite3_bind_text(s, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
	     sqlite3_step(s) == SQLITE_DONE;
	if (!ok)
		*why = arena_printf(&j->out->arena, "%s: %s", path, sqlite3_errmsg(j->db));
	sqlite3_finalize(s);
	return ok;
}

/* The set's own, when no other thread has it. */
static bool take_database(struct judge *j, struct str *why)
{
	struct database *own = j->in->set->facts;
	j->prepared = own && !atomic_flag_test_and_set(&own->taken);
	j->database = j->prepared ? own : database_open(j->in->set, &j->out->arena, why);
	j->db = j->database ? j->database->handle : NULL;
	return j->database;
}

static void give_database_back(struct judge *j)
{
	if (j->prepared)
		atomic_flag_clear(&j->database->taken);
	else
		database_close(j->database);
}

bool judge_meeting(const struct judge_input *in, struct result *out, struct str *why)
{
	struct arena arena = {0};
	struct judge j = {.in = in, .out = out, .arena = &arena};
	bool ok = take_database(&j, why) && database_fill(j.database, &out->arena, in->set,
							  in->facts, in->manifest->params, why);
	for (size_t i = 0; ok && i < in->set->rules.n; i++) {
		const struct rule *r = &in->set->rules.v[i];
		if (r->check->judge && (!in->selected || in->selected[i]))
			r->check->judge(&j, r);
	}
	if (ok && in->keep)
		ok = keep_facts(&j, in->keep, why);
	ok = ok && judge_guesses(&j, why);
	give_database_back(&j);
	arena_free(&arena);
	return ok;
}
