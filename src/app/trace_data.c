/* rules trace for programs: JSON (docs/json.md tells the shape) and CSV. */
#include "trace.h"

#include <cjson/cJSON.h>

static const char *const place_name[] = {
    [QUOTE_SAME] = "same",
    [QUOTE_VARIANT] = "errata",
    [QUOTE_CHANGED] = "changed",
    [QUOTE_GONE] = "gone",
};

/* ---- JSON ------------------------------------------------------------------------- */

static void put(cJSON *o, const char *key, struct str s)
{
	struct arena a = {0};
	cJSON_AddStringToObject(o, key, arena_z(&a, s));
	arena_free(&a);
}

static void put_number(cJSON *o, const char *key, size_t n)
{
	cJSON_AddNumberToObject(o, key, (double)n);
}

static cJSON *push(cJSON *list)
{
	cJSON *o = cJSON_CreateObject();
	cJSON_AddItemToArray(list, o);
	return o;
}

static void put_rule(cJSON *list, const struct rule *r, const struct trace_orphan *orphan)
{
	cJSON *o = push(list);
	put(o, "rule", r->info.id);
	put(o, "level", str_of(level_name[r->info.level]));
	put_number(o, "fail_tests", trace_tests(r, OUTCOME_FAIL));
	put_number(o, "pass_tests", trace_tests(r, OUTCOME_PASS));
	put_number(o, "unknown_tests", trace_tests(r, OUTCOME_UNKNOWN));
	if (orphan)
		cJSON_AddBoolToObject(o, "orphaned", orphan->type == ORPHAN_YES);
	if (orphan && orphan->why)
		put(o, "problem", str_of(orphan->why));
}

static void put_row(cJSON *list, const struct trace_row *r)
{
	const struct clause *c = r->clause;
	cJSON *o = push(list);
	put(o, "clause", c->id);
	put(o, "quote", c->quote);
	put_number(o, "line", c->line);
	put(o, "checkable", str_of(checkable_name[c->checkable]));
	put(o, "weight", str_of(weight_name[c->weight]));
	put(o, "cover", str_of(cover_name[r->cover]));
	cJSON_AddBoolToObject(o, "suspect", r->suspect != NULL);
	cJSON *place = cJSON_AddObjectToObject(o, "plan");
	put(place, "state", str_of(place_name[r->place.state]));
	put_number(place, "line", r->place.line);
	put(place, "words", r->place.words);
	put(place, "fingerprint", r->place.fingerprint);
	cJSON *rules = cJSON_AddArrayToObject(o, "rules");
	for (size_t i = 0; i < r->rules.n; i++)
		put_rule(rules, r->rules.v[i], NULL);
	cJSON *problems = cJSON_AddArrayToObject(o, "problems");
	if (r->gap)
		cJSON_AddItemToArray(problems, cJSON_CreateString(r->gap));
	if (r->suspect)
		cJSON_AddItemToArray(problems, cJSON_CreateString(r->suspect));
	if (c->question.n) {
		put(o, "why", c->why);
		put(o, "question", c->question);
	}
	if (c->cover.n)
		put(o, "note", c->cover);
}

void trace_json(const struct trace_table *t, unsigned width, struct buf *out)
{
	cJSON *root = cJSON_CreateObject();
	(void)width;
	put_number(root, "schema", 1);
	put(root, "pack", t->set->name);
	put(root, "plan", t->plan);
	cJSON_AddBoolToObject(root, "complete", trace_good(t));
	cJSON *counts = cJSON_AddObjectToObject(root, "counts");
	put_number(counts, "clauses", t->rows.n);
	for (size_t i = 0; i < COVERS; i++)
		put_number(counts, cover_name[i], t->count.covers[i]);
	put_number(counts, "suspect", t->count.suspects);
	put_number(counts, "orphaned", t->count.orphans);
	put_number(counts, "beyond", t->count.unstated);
	put_number(counts, "rules", t->set->rules.n);
	put_number(counts, "tests", t->count.tests);
	cJSON *clauses = cJSON_AddArrayToObject(root, "clauses");
	for (size_t i = 0; i < t->rows.n; i++)
		put_row(clauses, &t->rows.v[i]);
	cJSON *rules = cJSON_AddArrayToObject(root, "without_clause");
	for (size_t i = 0; i < t->orphans.n; i++)
		put_rule(rules, t->orphans.v[i].rule, &t->orphans.v[i]);
	cJSON *unstated = cJSON_AddArrayToObject(root, "unstated");
	for (size_t i = 0; i < t->set->unstated_ids.list.n; i++)
		cJSON_AddItemToArray(unstated, cJSON_CreateString(t->set->unstated_ids.list.v[i].p));
	char *text = cJSON_Print(root);
	buf_addz(out, text);
	buf_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(root);
}

/* ---- CSV ----------------------------------------------------------------------------- */

static void cell(struct buf *out, struct str s)
{
	bool quoted = false;
	if (out->n && out->p[out->n - 1] != '\n')
		buf_char(out, ',');
	for (size_t i = 0; i < s.n; i++)
		quoted =
		    quoted || s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
	buf_addz(out, quoted ? "\"" : "");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(out, '"');
		buf_char(out, s.p[i]);
	}
	buf_addz(out, quoted ? "\"" : "");
}

static void number(struct buf *out, size_t n)
{
	struct arena a = {0};
	cell(out, arena_printf(&a, "%zu", n));
	arena_free(&a);
}

/* One line for each clause and rule; a clause without a rule, and a rule without a clause, too. */
static void line(const struct trace_row *row, const struct rule *r, struct buf *out)
{
	static const struct clause nothing;
	const struct clause *c = row ? row->clause : &nothing;
	cell(out, c->id.n ? c->id : STR("-")); /* so that the line is never empty here */
	number(out, c->line);
	cell(out, row ? str_of(checkable_name[c->checkable]) : STR(""));
	cell(out, row ? str_of(weight_name[c->weight]) : STR(""));
	cell(out, row ? str_of(cover_name[row->cover]) : STR(""));
	cell(out, row ? str_of(place_name[row->place.state]) : STR(""));
	cell(out, row && row->suspect ? STR("yes") : STR("no"));
	cell(out, r ? r->info.id : STR(""));
	cell(out, r ? str_of(level_name[r->info.level]) : STR(""));
	number(out, r ? trace_tests(r, OUTCOME_FAIL) : 0);
	number(out, r ? trace_tests(r, OUTCOME_PASS) : 0);
	cell(out, c->quote);
	buf_char(out, '\n');
}

void trace_csv(const struct trace_table *t, unsigned width, struct buf *out)
{
	(void)width;
	buf_addz(out, "clause,line,checkable,weight,cover,plan,suspect,rule,level,fail_tests,pass_"
		      "tests,quote\n");
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct trace_row *row = &t->rows.v[i];
		for (size_t k = 0; k < row->rules.n; k++)
			line(row, row->rules.v[k], out);
		if (!row->rules.n)
			line(row, NULL, out);
	}
	for (size_t i = 0; i < t->orphans.n; i++)
		line(NULL, t->orphans.v[i].rule, out);
}
