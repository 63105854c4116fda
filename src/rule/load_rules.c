/* Rules: the keys that all share; the rest is their check kind's. */
#include "load.h"

static const char *const common_keys[] = {"id",	    "clause", "level",	"title", "check",
					  "on",	    "kinds",  "needs",	"label", "message",
					  "advice", "why",    "matrix", "timeline", "tests", "off",
					  "waivable", "alone", NULL};

/* ---- parameters ------------------------------------------------------------- */

bool param_parse(const struct param *p, struct str text, long *value)
{
	struct date d;
	char *end = NULL;
	if (p->day) {
		bool ok = date_find(text, 0, DAY_NONE, &d) && d.first == d.last && !d.start &&
			  d.end == text.n;
		*value = ok ? d.first : 0;
		return ok;
	}
	*value = text.n ? strtol(text.p, &end, 10) : 0;
	return text.n && end == text.p + text.n;
}

void load_params(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"default", "help", NULL};
	if (!expect_map(l, n))
		return;
	for (const struct node *p = n->first; p; p = p->next) {
		if (!load_keys(l, p, keys, NULL) ||
		    !declare(l, p, &l->pack->param, NULL, l->set->params.n))
			continue;
		struct param *param = list_add(l->arena, &l->set->params);
		param->name = p->key;
		param->mark = p->key_mark;
		param->node = p;
		const struct node *value = node_get(p, "default");
		if (!value)
			complain(l->complaints, l->yaml, p->key_mark, STR(""),
				 "parameter “%s” needs “default”", p->key.p);
		else if (value->type == NODE_SCALAR) {
			struct date d;
			param->day = date_find(value->text, 0, DAY_NONE, &d);
			if (!param_parse(param, value->text, &param->value))
				complain(l->complaints, l->yaml, value->mark, STR(""),
					 "expected a number or a date");
		}
		if (node_get(p, "help"))
			load_text(l, node_get(p, "help"), &param->help);
	}
}

/* ---- tests in rules ----------------------------------------------------------- */

static bool test_meeting(struct loader *l, const struct node *n, struct rule_test *t)
{
	static const char *const keys[] = {"manifest", "files", NULL};
	const struct node *files = node_get(n, "files");
	if (!load_keys(l, n, keys, NULL))
		return false;
	if (node_get(n, "manifest") && !load_text(l, node_get(n, "manifest"), &t->manifest))
		return false;
	if (!files || !expect_map(l, files))
		return files != NULL;
	for (const struct node *f = files->first; f; f = f->next) {
		struct str text;
		if (load_text(l, f, &text))
			*list_add(l->arena, &t->files) = (struct pair){.key = f->key, .value = text};
	}
	return true;
}

static bool add_test(struct loader *l, const struct node *n, void *context)
{
	struct rule *rule = context;
	size_t expected = 0;
	const struct node *what = n->type == NODE_MAP ? n->first : NULL;
	while (what && outcome_name[expected] && !str_is(what->key, outcome_name[expected]))
		expected++;
	if (!what || what->next || !outcome_name[expected]) {
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "a test is one of “fail: …”, “pass: …”, “unknown: …”");
		return false;
	}
	struct rule_test *t = list_add(l->arena, &rule->tests);
	t->expected = (enum outcome)expected;
	t->mark = what->mark;
	if (what->type == NODE_MAP)
		return test_meeting(l, what, t);
	return load_text(l, what, &t->text);
}

/* ---- rules ---------------------------------------------------------------------- */

void declare_rules(struct loader *l, const struct node *n)
{
	if (n->type != NODE_LIST) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "expected a list of rules");
		return;
	}
	for (const struct node *r = n->first; r; r = r->next)
		*list_add(l->arena, &l->pack->rules.list) = (struct definition){r, l->yaml};
}

struct clause_list {
	LIST(const struct clause *) list;
	size_t unstated;             /* clauses of the base that the plan does not state */
};

static bool add_clause(struct loader *l, const struct node *n, void *context)
{
	struct clause_list *out = context;
	struct str id;
	if (!load_text(l, n, &id))
		return false;
	size_t i = map_get(&l->pack->clause, id);
	if (i == SIZE_MAX && map_get(&l->pack->standing, id) != SIZE_MAX) {
		out->unstated++;
		return true;
	}
	if (i == SIZE_MAX) {
		complain(l->complaints, l->yaml, n->mark, pack_hint(l, &l->pack->clause_ids, id),
			 "unknown clause “%s”", id.p);
		return false;
	}
	*list_add(l->arena, &out->list) = &l->set->clauses.v[i];
	return true;
}

static bool add_need(struct loader *l, const struct node *n, void *context)
{
	struct rule *rule = context;
	struct str name;
	if (!load_text(l, n, &name))
		return false;
	size_t section = ruleset_section(l->set, name), kind = ruleset_kind(l->set, name);
	if (section != SIZE_MAX)
		*list_add(l->arena, &rule->needs_sections.list) = section;
	else if (kind != SIZE_MAX)
		*list_add(l->arena, &rule->needs_kinds.list) = kind;
	else
		complain(l->complaints, l->yaml, n->mark, pack_hint(l, &l->pack->kind_names, name),
			 "“%s” is neither a manifest table nor a kind", name.p);
	return section != SIZE_MAX || kind != SIZE_MAX;
}

static bool add_rule_kind(struct loader *l, const struct node *n, void *context)
{
	size_t i = load_kind(l, n);
	if (i != SIZE_MAX)
		*list_add(l->arena, &((struct indexes *)context)->list) = i;
	return i != SIZE_MAX;
}

static bool need(struct loader *l, const struct node *n, const char *key, struct str *out)
{
	const struct node *v = node_get(n, key);
	if (v)
		return load_text(l, v, out);
	complain(l->complaints, l->yaml, n->mark, STR(""), "the rule has no “%s”", key);
	return false;
}

static void optional(struct loader *l, const struct node *n, const char *key, struct str *out)
{
	if (node_get(n, key))
		load_text(l, node_get(n, key), out);
}

static const struct check_kind *find_check(struct loader *l, const struct node *n)
{
	size_t count = 0, choice;
	while (l->kinds[count])
		count++;
	const char **names = arena_array(l->arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		names[i] = l->kinds[i]->name;
	return load_choice(l, n, names, &choice) ? l->kinds[choice] : NULL;
}

static void load_matrix(struct loader *l, const struct node *n, struct rule *rule)
{
	static const char *const keys[] = {"row", "column", "value", NULL};
	const struct node *matrix = node_get(n, "matrix");
	if (!matrix || !load_keys(l, matrix, keys, NULL))
		return;
	need(l, matrix, "row", &rule->info.matrix_row);
	need(l, matrix, "column", &rule->info.matrix_column);
	if (node_get(matrix, "value"))
		load_text(l, node_get(matrix, "value"), &rule->info.matrix_value);
}

static void load_timeline(struct loader *l, const struct node *n, struct rule *rule)
{
	static const char *const keys[] = {"day", "limit", NULL};
	const struct node *timeline = node_get(n, "timeline");
	if (!timeline || !load_keys(l, timeline, keys, NULL))
		return;
	need(l, timeline, "day", &rule->info.timeline_day);
	need(l, timeline, "limit", &rule->info.timeline_limit);
}

static bool load_header(struct loader *l, const struct node *n, struct rule *rule)
{
	struct clause_list clauses = {0};
	size_t level = LEVEL_ERROR;
	struct str check;
	bool ok = need(l, n, "id", &rule->info.id) && need(l, n, "title", &rule->info.title) &&
		  need(l, n, "message", &rule->info.message) && need(l, n, "check", &check);
	if (!ok)
		return false;
	const struct node *id = node_get(n, "id");
	size_t *at = map_at(l->arena, &l->pack->rule, id->text);
	if (*at != SIZE_MAX) {
		complain(l->complaints, l->yaml, id->mark, STR(""), "a second rule “%s”",
			 id->text.p);
		return false;
	}
	*at = l->set->rules.n;
	rule->info.mark = id->mark;
	rule->info.file = id->mark.origin->file;
	rule->node = n;
	if (node_get(n, "off"))
		load_bool(l, node_get(n, "off"), &rule->off);
	if (node_get(n, "alone"))
		load_bool(l, node_get(n, "alone"), &rule->alone);
	bool waivable = true;
	if (node_get(n, "waivable"))
		load_bool(l, node_get(n, "waivable"), &waivable);
	rule->info.unwaivable = !waivable;
	rule->info.check = check;
	optional(l, n, "advice", &rule->info.advice);
	optional(l, n, "why", &rule->info.why);
	optional(l, n, "label", &rule->info.label);
	if (node_get(n, "level") && load_choice(l, node_get(n, "level"), level_name, &level))
		rule->info.level = (enum level)level;
	else
		rule->info.level = LEVEL_ERROR;
	load_each(l, node_get(n, "clause"), add_clause, &clauses);
	rule->unasked = clauses.unstated && !clauses.list.n;
	rule->off = rule->off || rule->unasked;
	rule->unclaused = node_get(n, "clause") && !clauses.list.n && !rule->unasked;
	rule->info.clauses = clauses.list.v;
	rule->info.clause_count = clauses.list.n;
	rule->check = find_check(l, node_get(n, "check"));
	return rule->check != NULL;
}

static void add_fields(struct loader *l, size_t index, bool *seen, struct strings *names)
{
	const struct role *r = &l->set->roles.v[index];
	if (seen[index])
		return;
	seen[index] = true;
	*list_add(l->arena, &names->list) = r->name;
	for (size_t f = 0; f < r->fields.n; f++)
		*list_add(l->arena, &names->list) = r->fields.v[f].name;
	for (size_t i = 0; i < r->finders.n; i++)
		for (size_t k = 0; k < r->finders.v[i].inside.list.n; k++)
			add_fields(l, r->finders.v[i].inside.list.v[k], seen, names);
}

/* Sections lie in sections of a higher level, and everything in its document. */
static bool may_enclose(const struct role *outer, const struct role *inner)
{
	bool encloses = false, shared = false;
	for (size_t i = 0; i < outer->finders.n; i++)
		encloses = encloses || outer->finders.v[i].type == FIND_DOCUMENT ||
			   outer->finders.v[i].type == FIND_SECTION;
	for (size_t i = 0; i < outer->kinds.list.n; i++)
		shared = shared || index_in(&inner->kinds, outer->kinds.list.v[i]);
	return encloses && shared;
}

/* Names that the messages of a rule about parts may use. */
static const char **placeholders(struct loader *l, const struct rule *rule)
{
	static const char *const always[] = {"file", "kind", "title", "text", "heading"};
	struct strings names = {0};
	bool *seen = arena_array(l->arena, bool, l->set->roles.n);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		*list_add(l->arena, &names.list) = str_of(always[i]);
	add_fields(l, rule->role, seen, &names);
	for (size_t i = 0; i < l->set->roles.n; i++)
		if (may_enclose(&l->set->roles.v[i], &l->set->roles.v[rule->role]))
			add_fields(l, i, seen, &names);
	for (size_t i = 0; rule->check->placeholders && rule->check->placeholders[i]; i++)
		*list_add(l->arena, &names.list) = str_of(rule->check->placeholders[i]);
	const char **z = arena_array(l->arena, const char *, names.list.n + 1);
	for (size_t i = 0; i < names.list.n; i++)
		z[i] = names.list.v[i].p;
	return z;
}

/* Keys that only rules over facts have, and kinds in which the role is never looked for. */
static void check_scope(struct loader *l, const struct node *n, const struct rule *rule)
{
	static const char *const judges[] = {"needs", "matrix", "timeline", "alone"};
	for (size_t i = 0; rule->check->run && i < sizeof judges / sizeof *judges; i++)
		if (node_get(n, judges[i]))
			complain(l->complaints, l->yaml, node_get(n, judges[i])->key_mark, STR(""),
				 "“%s” belongs to rules that look at facts", judges[i]);
	for (size_t i = 0; rule->role != SIZE_MAX && i < rule->kinds.list.n; i++) {
		const struct role *role = &l->set->roles.v[rule->role];
		size_t kind = rule->kinds.list.v[i];
		if (!index_in(&role->kinds, kind))
			complain(l->complaints, l->yaml, node_get(n, "kinds")->mark, STR(""),
				 "the role “%s” is not looked for in “%s”", role->name.p,
				 l->set->kinds.v[kind].name.p);
	}
}

static void define_rule(struct loader *l, const struct node *n)
{
	struct rule rule = {.role = SIZE_MAX};
	l->uses = &rule.uses;
	if (!expect_map(l, n) || !load_header(l, n, &rule))
		return;
	if (!load_keys(l, n, common_keys, rule.check->keys))
		return;
	const struct node *on = node_get(n, "on");
	if (on && (rule.role = load_role(l, on)) == SIZE_MAX)
		return;
	if (!on && rule.check->run) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "the rule has no “on”");
		return;
	}
	load_each(l, node_get(n, "kinds"), add_rule_kind, &rule.kinds);
	load_each(l, node_get(n, "needs"), add_need, &rule);
	check_scope(l, n, &rule);
	load_matrix(l, n, &rule);
	load_timeline(l, n, &rule);
	const struct node *tests = node_get(n, "tests");
	if (tests)
		load_each(l, tests, add_test, &rule);
	if (!rule.check->load(l, n, &rule))
		return;
	if (!rule.check->own_placeholders) {
		const char **names = placeholders(l, &rule);
		load_template(l, node_get(n, "message"), names);
		if (node_get(n, "advice"))
			load_template(l, node_get(n, "advice"), names);
	}
	*list_add(l->arena, &l->set->rules) = rule;
}

void define_rules(struct loader *l)
{
	for (size_t i = 0; i < l->pack->rules.list.n; i++) {
		const struct definition *d = &l->pack->rules.list.v[i];
		l->yaml = d->yaml;
		define_rule(l, d->node);
		l->uses = NULL;
	}
}
