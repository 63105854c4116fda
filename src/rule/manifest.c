/* meeting.yaml against the sections that the pack declares. */
#include "load.h"
#include "text.h"

struct reading {
	struct loader l;
	struct manifest *out;
	int32_t base;
};

static const char **names_of_columns(struct reading *r, size_t section)
{
	const struct ruleset *set = r->l.set;
	const struct section *s = &set->sections.v[section];
	struct strings names = {0};
	for (size_t i = 0; i < s->columns.n; i++)
		*list_add(r->l.arena, &names.list) = s->columns.v[i].name;
	bool top = section == ruleset_section(set, STR("meeting"));
	for (size_t i = 0; i < set->sections.n; i++)
		if (set->sections.v[i].key.n &&
		    set->sections.v[i].parent == (top ? SIZE_MAX : section))
			*list_add(r->l.arena, &names.list) = set->sections.v[i].key;
	const char **z = arena_array(r->l.arena, const char *, names.list.n + 1);
	for (size_t i = 0; i < names.list.n; i++)
		z[i] = names.list.v[i].p;
	return z;
}

static bool good_value(struct reading *r, const struct field *f, const struct node *n)
{
	struct date d;
	long number;
	bool flag;
	if (n->type != NODE_SCALAR) {
		complain(r->l.complaints, r->l.yaml, n->mark, STR(""), "“%s” must be a single value",
			 f->name.p);
		return false;
	}
	if (f->type == VALUE_DAY && (!date_find(n->text, 0, DAY_NONE, &d) || d.first != d.last)) {
		complain(r->l.complaints, r->l.yaml, n->mark, STR(""),
			 "“%s” is no date (write 2022-01-20)", n->text.p);
		return false;
	}
	if (f->type == VALUE_NUMBER)
		return load_number(&r->l, n, &number);
	if (f->type == VALUE_BOOL)
		return load_bool(&r->l, n, &flag);
	return true;
}

/* Is a key here NAME misspelt?  Then it is told, and that NAME is missing would be told twice. */
static bool misspelt(struct reading *r, const struct node *n, size_t section, struct str name)
{
	const char **names = names_of_columns(r, section);
	for (const struct node *k = n->first; k; k = k->next) {
		bool known = str_eq(load_hint(&r->l, k->key, manifest_engine_keys), k->key);
		if (!known && str_eq(load_hint(&r->l, k->key, names), name))
			return true;
	}
	return false;
}

static void read_row(struct reading *r, size_t section, const struct node *n, size_t parent);

static void read_nested(struct reading *r, size_t section, const struct node *n, size_t parent)
{
	const struct section *s = &r->l.set->sections.v[section];
	if (n->type == NODE_SCALAR && !n->text.n)
		return; /* "units:" with nothing behind it */
	if (n->type != NODE_LIST) {
		complain(r->l.complaints, r->l.yaml, n->mark, STR(""), "“%s” must be a list",
			 s->key.p);
		return;
	}
	for (const struct node *row = n->first; row; row = row->next)
		read_row(r, section, row, parent);
}

/* Columns of one row; MAP is a map, or a scalar for a plain list. */
static void read_row(struct reading *r, size_t section, const struct node *n, size_t parent)
{
	const struct ruleset *set = r->l.set;
	const struct section *s = &set->sections.v[section];
	bool top = section == ruleset_section(set, STR("meeting"));
	struct manifest_rows *rows = &r->out->rows[section];
	struct manifest_row row = {.mark = n->mark, .parent = parent};
	row.values = arena_array(r->l.arena, struct str, s->columns.n);
	row.marks = arena_array(r->l.arena, struct mark, s->columns.n);
	if (s->scalars) {
		if (!good_value(r, &s->columns.v[0], n))
			return;
		row.values[0] = n->text;
		row.marks[0] = n->mark;
		*list_add(r->l.arena, &rows->list) = row;
		return;
	}
	if (!expect_map(&r->l, n))
		return;
	load_keys(&r->l, n, names_of_columns(r, section), top ? manifest_engine_keys : NULL);
	for (size_t i = 0; i < s->columns.n; i++) {
		const struct field *f = &s->columns.v[i];
		const struct node *v = node_get(n, f->name.p);
		bool empty = !v || (v->type == NODE_SCALAR && !v->text.n);
		row.marks[i] = n->mark;
		if (empty && f->required && (v || !misspelt(r, n, section, f->name)))
			complain(r->l.complaints, r->l.yaml, v ? v->mark : n->mark, STR(""),
				 "“%s” is missing", f->name.p);
		if (empty || !good_value(r, f, v))
			continue;
		row.values[i] = v->text;
		row.marks[i] = v->mark;
	}
	size_t index = rows->list.n;
	*list_add(r->l.arena, &rows->list) = row;
	for (size_t i = 0; i < set->sections.n; i++) {
		const struct section *c = &set->sections.v[i];
		const struct node *v = c->key.n ? node_get(n, c->key.p) : NULL;
		if (v && c->parent == (top ? SIZE_MAX : section))
			read_nested(r, i, v, top ? SIZE_MAX : index);
	}
}

static void read_params(struct reading *r, const struct node *n)
{
	if (!n || (n->type == NODE_SCALAR && !n->text.n) || !expect_map(&r->l, n))
		return;
	for (const struct node *p = n->first; p; p = p->next) {
		size_t i = ruleset_param(r->l.set, p->key);
		if (i != SIZE_MAX) {
			r->out->param_marks[i] = p->mark;
			if (p->type != NODE_SCALAR ||
			    !param_parse(&r->l.set->params.v[i], p->text, &r->out->params[i]))
				complain(r->l.complaints, r->l.yaml, p->mark, STR(""),
					 r->l.set->params.v[i].day ? N_("expected a date")
								   : N_("expected a number"));
			continue;
		}
		const char **all = arena_array(r->l.arena, const char *, r->l.set->params.n + 1);
		for (size_t k = 0; k < r->l.set->params.n; k++)
			all[k] = r->l.set->params.v[k].name.p;
		complain(r->l.complaints, r->l.yaml, p->key_mark, load_hint(&r->l, p->key, all),
			 "unknown parameter “%s”", p->key.p);
	}
}

static void no_rule(struct reading *r, const struct node *n)
{
	const struct ruleset *set = r->l.set;
	const char **all = arena_array(r->l.arena, const char *, set->rules.n + 1);
	for (size_t i = 0; i < set->rules.n; i++)
		all[i] = set->rules.v[i].info.id.p;
	complain(r->l.complaints, r->l.yaml, n->key_mark, load_hint(&r->l, n->key, all),
		 "no rule matches “%s”", n->key.p);
}

static void read_rules(struct reading *r, const struct node *n)
{
	static const char *const choices[] = {"off", "info", "warning", "error", NULL};
	const struct ruleset *set = r->l.set;
	if (!n || (n->type == NODE_SCALAR && !n->text.n) || !expect_map(&r->l, n))
		return;
	for (const struct node *k = n->first; k; k = k->next) {
		size_t choice, count = 0;
		if (!load_choice(&r->l, k, choices, &choice))
			continue;
		for (size_t i = 0; i < set->rules.n; i++) {
			if (!path_glob(k->key, set->rules.v[i].info.id))
				continue;
			count++;
			*list_add(r->l.arena, &r->out->rules) = (struct rule_choice){
			    .rule = i,
			    .off = !choice,
			    .level = (enum level)(choice ? choice - 1 : 0),
			    .mark = k->key_mark,
			};
		}
		if (!count)
			no_rule(r, k);
	}
}

struct globs {
	struct manifest *out;
	struct str kind;
};

static bool add_glob(struct loader *l, const struct node *n, void *context)
{
	struct globs *g = context;
	struct str glob;
	if (!load_text(l, n, &glob))
		return false;
	*list_add(l->arena, &g->out->kinds) = (struct pair){.key = glob, .value = g->kind};
	return true;
}

static void read_files(struct reading *r, const struct node *n)
{
	if (!n || (n->type == NODE_SCALAR && !n->text.n) || !expect_map(&r->l, n))
		return;
	for (const struct node *k = n->first; k; k = k->next) {
		size_t kind = ruleset_kind(r->l.set, k->key);
		if (kind == SIZE_MAX) {
			const struct ruleset *set = r->l.set;
			const char **all = arena_array(r->l.arena, const char *, 2 * set->kinds.n + 1);
			for (size_t i = 0; i < set->kinds.n; i++) {
				all[2 * i] = set->kinds.v[i].title.p;
				all[2 * i + 1] = set->kinds.v[i].name.p;
			}
			complain(r->l.complaints, r->l.yaml, k->key_mark,
				 load_hint(&r->l, k->key, all), "unknown kind “%s”", k->key.p);
			continue;
		}
		struct globs g = {r->out, r->l.set->kinds.v[kind].name};
		load_each(&r->l, k, add_glob, &g);
	}
}

bool manifest_pack(struct arena *a, struct str file, struct str text, struct str *pack,
		   struct mark *mark, struct complaints *complaints)
{
	struct yaml y;
	if (!yaml_parse(a, file, text, &y, complaints))
		return false;
	const struct node *n = y.root ? node_get(y.root, "pack") : NULL;
	if (n && n->type == NODE_SCALAR && n->text.n) {
		*pack = n->text;
		*mark = n->mark;
		return true;
	}
	complain(complaints, &y, n ? n->mark : MARK_TOP, STR(""),
		 "“pack” is missing: which rules is the meeting checked against?");
	return false;
}

void manifest_none(struct arena *a, const struct ruleset *set, struct manifest *out)
{
	*out = (struct manifest){0};
	out->rows = arena_array(a, struct manifest_rows, set->sections.n);
	out->params = arena_array(a, long, set->params.n);
	out->param_marks = arena_array(a, struct mark, set->params.n);
	for (size_t i = 0; i < set->params.n; i++)
		out->params[i] = set->params.v[i].value;
}

bool manifest_load(struct arena *a, const struct ruleset *set, struct str file, struct str text,
		   struct manifest *out, struct complaints *complaints)
{
	size_t before = complaints->list.n;
	manifest_none(a, set, out);
	out->file = file;
	if (!yaml_parse(a, file, text, &out->yaml, complaints))
		return false;
	struct reading r = {.out = out};
	r.l = (struct loader){.arena = a, .yaml = &out->yaml, .complaints = complaints};
	r.l.set = (struct ruleset *)(uintptr_t)set; /* only read here */
	const struct node *root = out->yaml.root;
	if (!root || root->type != NODE_MAP) {
		complain(complaints, &out->yaml, MARK_TOP, STR(""),
			 "expected a map of keys and values");
		return false;
	}
	size_t top = ruleset_section(set, STR("meeting"));
	read_row(&r, top, root, SIZE_MAX);
	for (size_t i = 0; i < set->sections.n; i++)
		if (set->sections.v[i].required && set->sections.v[i].key.n &&
		    set->sections.v[i].parent == SIZE_MAX && !out->rows[i].list.n &&
		    !misspelt(&r, root, top, set->sections.v[i].key))
			complain(complaints, &out->yaml, MARK_TOP, STR(""),
				 "“%s” is missing", set->sections.v[i].key.p);
	read_params(&r, node_get(root, "params"));
	read_rules(&r, node_get(root, "rules"));
	read_files(&r, node_get(root, "files"));
	const struct node *ignore = node_get(root, "ignore");
	if (ignore && (ignore->type != NODE_SCALAR || ignore->text.n))
		load_texts(&r.l, ignore, &out->ignore);
	return complaints->list.n == before;
}
