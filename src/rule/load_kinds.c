/* Kinds of material, and the roles that parts of them play. */
#include "load.h"

const char *const value_type_name[] = {"text", "name", "names", "day", "number", "bool", NULL};

/* ---- kinds --------------------------------------------------------------- */

void declare_kinds(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"title",   "also",    "ok_label", "file",
					   "heading", "columns", "unless",   "holds", "barren", "volumes",
					   "hint",    "sheets",  "unnamed", "opening", NULL};
	if (!expect_map(l, n))
		return;
	for (const struct node *k = n->first; k; k = k->next) {
		if (!load_keys(l, k, keys, NULL) ||
		    !declare(l, k, &l->pack->kind, &l->pack->kind_names, l->set->kinds.n))
			continue;
		struct kind *kind = list_add(l->arena, &l->set->kinds);
		kind->name = kind->title = k->key;
		kind->mark = k->key_mark;
		if (node_get(k, "title"))
			load_text(l, node_get(k, "title"), &kind->title);
		if (node_get(k, "ok_label"))
			load_text(l, node_get(k, "ok_label"), &kind->ok_label);
		if (node_get(k, "barren"))
			load_text(l, node_get(k, "barren"), &kind->barren);
		if (node_get(k, "unnamed"))
			load_text(l, node_get(k, "unnamed"), &kind->unnamed);
		load_texts(l, node_get(k, "also"), &kind->also);
		load_texts(l, node_get(k, "columns"), &kind->columns);
		load_regexes(l, node_get(k, "file"), &kind->file);
		load_regexes(l, node_get(k, "hint"), &kind->hint);
		load_regexes(l, node_get(k, "heading"), &kind->heading);
		load_regexes(l, node_get(k, "unless"), &kind->unless);
		load_regexes(l, node_get(k, "opening"), &kind->opening);
		load_regexes(l, node_get(k, "volumes"), &kind->volumes);
		load_regexes(l, node_get(k, "sheets"), &kind->sheets);
	}
}

size_t load_kind(struct loader *l, const struct node *n)
{
	struct str name;
	if (!load_text(l, n, &name))
		return SIZE_MAX;
	size_t i = ruleset_kind(l->set, name);
	if (i == SIZE_MAX)
		complain(l->complaints, l->yaml, n->mark, pack_hint(l, &l->pack->kind_names, name),
			 "unknown kind “%s”", name.p);
	return i;
}

static bool add_kind(struct loader *l, const struct node *n, void *context)
{
	size_t i = load_kind(l, n);
	if (i != SIZE_MAX)
		*list_add(l->arena, &((struct indexes *)context)->list) = i;
	return i != SIZE_MAX;
}

static bool add_role(struct loader *l, const struct node *n, void *context)
{
	size_t i = load_role(l, n);
	if (i != SIZE_MAX)
		*list_add(l->arena, &((struct indexes *)context)->list) = i;
	return i != SIZE_MAX;
}

/* WORDS with VALUE wherever "{name}" stands. */
static struct str put_in(struct arena *a, struct str words, struct str name, struct str value)
{
	struct buf b = {0};
	size_t from = 0;
	for (size_t at; (at = str_find(words, name, from)) != SIZE_MAX; from = at + name.n) {
		buf_add(&b, str_cut(words, from, at));
		buf_add(&b, value);
	}
	buf_add(&b, str_cut(words, from, words.n));
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

struct str kind_barren(struct arena *a, const struct kind *kind, struct str file)
{
	struct str words = kind->barren.n ? kind->barren : arena_printf(a, "%s ({file})", kind->title.p);
	return put_in(a, words, STR("{file}"), file);
}

struct str kind_unnamed(struct arena *a, const struct kind *kind, const struct doubt *g,
			struct str fields)
{
	struct str words = kind->unnamed.n ? kind->unnamed : STR("{field} ({file}: {column}?)");
	words = put_in(a, words, STR("{field}"), fields);
	words = put_in(a, words, STR("{column}"), g->heading);
	return put_in(a, words, STR("{file}"), g->file);
}

/* What files of a kind are there for; the roles are known only when all are declared. */
void define_kinds(struct loader *l, const struct node *n)
{
	for (const struct node *k = n->type == NODE_MAP ? n->first : NULL; k; k = k->next) {
		size_t i = ruleset_kind(l->set, k->key);
		if (i == SIZE_MAX || k->type != NODE_MAP || !node_get(k, "holds"))
			continue;
		struct kind *kind = &l->set->kinds.v[i];
		load_each(l, node_get(k, "holds"), add_role, &kind->holds);
		for (size_t r = 0; r < kind->holds.list.n; r++)
			if (!index_in(&l->set->roles.v[kind->holds.list.v[r]].kinds, i))
				complain(l->complaints, l->yaml, node_get(k, "holds")->mark, STR(""),
					 "the role “%s” is not looked for in “%s”",
					 l->set->roles.v[kind->holds.list.v[r]].name.p, kind->name.p);
	}
}

/* ---- fields ---------------------------------------------------------------- */

static bool has_group(const struct regexes *r, struct str name)
{
	for (size_t i = 0; i < r->list.n; i++)
		for (size_t g = 0; g < regex_groups(r->list.v[i]); g++)
			if (str_eq(regex_group_name(r->list.v[i], g), name))
				return true;
	return !r->list.n;
}

static void load_field(struct loader *l, const struct node *n, struct field *f)
{
	static const char *const keys[] = {"type", "required", "labels", "like", "cells",
					   "text", "file",     "title",	 "gives", "ticks", "apart", NULL};
	size_t type = VALUE_TEXT;
	f->name = n->key;
	for (size_t i = 0; role_column_name[i]; i++)
		if (str_is(n->key, role_column_name[i]))
			complain(l->complaints, l->yaml, n->key_mark, STR(""),
				 "“%s” is a column that every role has", n->key.p);
	if (!load_keys(l, n, keys, NULL))
		return;
	if (node_get(n, "type") && !load_choice(l, node_get(n, "type"), value_type_name, &type))
		return;
	f->type = (enum value_type)type;
	if (node_get(n, "required"))
		load_bool(l, node_get(n, "required"), &f->required);
	if (node_get(n, "apart"))
		load_bool(l, node_get(n, "apart"), &f->apart);
	load_texts(l, node_get(n, "labels"), &f->labels);
	load_regexes(l, node_get(n, "like"), &f->like);
	if (f->like.list.n)
		f->like_number = l->set->likes++;
	load_regexes(l, node_get(n, "cells"), &f->cells);
	load_regexes(l, node_get(n, "text"), &f->text);
	load_regexes(l, node_get(n, "file"), &f->file);
	load_regexes(l, node_get(n, "title"), &f->title);
	load_regexes(l, node_get(n, "gives"), &f->gives);
	load_regexes(l, node_get(n, "ticks"), &f->ticks);
	if (!has_group(&f->text, f->name) || !has_group(&f->file, f->name) ||
	    !has_group(&f->title, f->name))
		complain(l->complaints, l->yaml, n->key_mark, STR(""),
			 "a pattern of field “%s” needs a group (?<%s>…)", f->name.p, f->name.p);
}

/* ---- roles ------------------------------------------------------------------- */

void declare_roles(struct loader *l, const struct node *n)
{
	if (!expect_map(l, n))
		return;
	for (const struct node *r = n->first; r; r = r->next) {
		if (!declare(l, r, &l->pack->role, &l->pack->role_names, l->set->roles.n))
			continue;
		struct role *role = list_add(l->arena, &l->set->roles);
		char *table = arena_alloc(l->arena, r->key.n + 1);
		for (size_t i = 0; i < r->key.n; i++)
			table[i] = r->key.p[i] == '-' ? '_' : r->key.p[i];
		role->name = r->key;
		role->table = str_of(table);
		role->mark = r->key_mark;
		*list_add(l->arena, &l->pack->roles.list) = (struct definition){r, l->yaml};
	}
}

size_t load_role(struct loader *l, const struct node *n)
{
	struct str name;
	if (!load_text(l, n, &name))
		return SIZE_MAX;
	size_t i = map_get(&l->pack->role, name);
	if (i == SIZE_MAX)
		complain(l->complaints, l->yaml, n->mark, pack_hint(l, &l->pack->role_names, name),
			 "unknown role “%s”", name.p);
	else if (l->uses)
		*list_add(l->arena, &l->uses->roles.list) = i;
	return i;
}

static bool add_value(struct loader *l, const struct node *n, void *context)
{
	static const char *const keys[] = {"name", "heading", "run_in", NULL};
	struct finder *f = context;
	struct role_value *v = list_add(l->arena, &f->values);
	if (!load_keys(l, n, keys, NULL))
		return false;
	if (!node_get(n, "name") || !node_get(n, "heading")) {
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "a value needs “name” and “heading”");
		return false;
	}
	return load_text(l, node_get(n, "name"), &v->name) &&
	       load_regexes(l, node_get(n, "heading"), &v->heading) &&
	       (!node_get(n, "run_in") || load_regexes(l, node_get(n, "run_in"), &v->run_in));
}

static size_t field_named(struct loader *l, const struct role *role, const struct node *n)
{
	struct str name;
	if (!load_text(l, n, &name))
		return SIZE_MAX;
	for (size_t i = 0; i < role->fields.n; i++)
		if (str_eq(role->fields.v[i].name, name))
			return i;
	complain(l->complaints, l->yaml, n->mark, STR(""), "the role has no field “%s”", name.p);
	return SIZE_MAX;
}

static void finder_section(struct loader *l, const struct node *n, struct finder *f,
			   const struct role *role)
{
	static const char *const keys[] = {"level",  "heading", "run_in",  "values",
					   "inside", "outside", "beneath", "otherwise", "rest",
					   "alone", NULL};
	long level = 1;
	if (!load_keys(l, n, keys, NULL))
		return;
	if (node_get(n, "level"))
		load_number(l, node_get(n, "level"), &level);
	f->level = (unsigned)level;
	if (node_get(n, "rest"))
		f->rest_field = field_named(l, role, node_get(n, "rest"));
	if (node_get(n, "alone"))
		load_bool(l, node_get(n, "alone"), &f->alone);
	load_regexes(l, node_get(n, "heading"), &f->heading);
	load_regexes(l, node_get(n, "run_in"), &f->run_in);
	load_each(l, node_get(n, "values"), add_value, f);
	if (!f->heading.list.n && !f->run_in.list.n && !f->values.n)
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "a section needs “heading”, “run_in” or “values”");
	if (f->values.n > 64)
		complain(l->complaints, l->yaml, n->mark, STR(""), "more than 64 values");
}

static void finder_unit(struct loader *l, const struct node *n, struct finder *f)
{
	static const char *const keys[] = {"of", "inside", "outside", "skip", "join", "otherwise", "cells", NULL};
	static const char *const units[] = {"item", "paragraph", "sentence", "all", "line", NULL};
	size_t unit = UNIT_ITEM;
	if (!load_keys(l, n, keys, NULL))
		return;
	if (node_get(n, "of"))
		load_choice(l, node_get(n, "of"), units, &unit);
	f->unit = (enum role_unit)unit;
	if (node_get(n, "cells"))
		load_bool(l, node_get(n, "cells"), &f->cells);
	load_regexes(l, node_get(n, "skip"), &f->skip);
	load_regexes(l, node_get(n, "join"), &f->join);
	if (!node_get(n, "inside"))
		complain(l->complaints, l->yaml, n->mark, STR(""), "a unit needs “inside”");
}

static void finder_crosstab(struct loader *l, const struct node *n, struct finder *f,
			    const struct role *role)
{
	static const char *const keys[] = {"rows", "columns", "cells", NULL};
	if (!load_keys(l, n, keys, NULL))
		return;
	if (!node_get(n, "rows") || !node_get(n, "columns") || !node_get(n, "cells")) {
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "a crosstab needs “rows”, “columns” and “cells”");
		return;
	}
	f->row_field = field_named(l, role, node_get(n, "rows"));
	f->column_field = field_named(l, role, node_get(n, "columns"));
	f->cell_field = field_named(l, role, node_get(n, "cells"));
}

struct wanted {
	const struct role *role;
	struct indexes *fields;
};

static bool add_field(struct loader *l, const struct node *n, void *context)
{
	struct wanted *w = context;
	size_t i = field_named(l, w->role, n);
	if (i != SIZE_MAX)
		*list_add(l->arena, &w->fields->list) = i;
	return i != SIZE_MAX;
}

static void finder_record(struct loader *l, const struct node *n, struct finder *f,
			  const struct role *role)
{
	static const char *const keys[] = {"passage", "rest", "crosstab", "outside", "skip", NULL};
	if (n->type == NODE_MAP)
		load_keys(l, n, keys, NULL);
	struct wanted wanted = {role, &f->text_fields};
	load_each(l, node_get(n, "passage"), add_field, &wanted);
	load_regexes(l, node_get(n, "skip"), &f->skip);
	if (node_get(n, "rest"))
		f->rest_field = field_named(l, role, node_get(n, "rest"));
	if (node_get(n, "crosstab"))
		finder_crosstab(l, node_get(n, "crosstab"), f, role);
}

static bool add_finder(struct loader *l, const struct node *n, void *context)
{
	static const char *const types[] = {"section", "unit", "record", "document", NULL};
	struct role *role = context;
	struct finder *f = list_add(l->arena, &role->finders);
	f->rest_field = SIZE_MAX;
	f->row_field = f->column_field = f->cell_field = SIZE_MAX;
	if (!load_keys(l, n, types, NULL) || n->count != 1) {
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "expected one of: section, unit, record, document");
		return false;
	}
	const struct node *body = n->first;
	load_each(l, node_get(body, "inside"), add_role, &f->inside);
	load_each(l, node_get(body, "outside"), add_role, &f->outside);
	load_each(l, node_get(body, "beneath"), add_role, &f->beneath);
	if (node_get(body, "otherwise"))
		load_bool(l, node_get(body, "otherwise"), &f->otherwise);
	size_t type = 0;
	while (!str_is(body->key, types[type]))
		type++;
	f->type = (enum find_type)type;
	if (f->type == FIND_SECTION)
		finder_section(l, body, f, role);
	else if (f->type == FIND_UNIT)
		finder_unit(l, body, f);
	else if (f->type == FIND_RECORD)
		finder_record(l, body, f, role);
	else if (body->type == NODE_MAP)
		load_keys(l, body, (const char *const[]){NULL}, NULL);
	return true;
}

/* What a field gives are other fields of the role. */
static void check_gives(struct loader *l, const struct role *role, const struct node *fields)
{
	const struct node *n = fields ? fields->first : NULL;
	for (size_t i = 0; n && i < role->fields.n; i++, n = n->next) {
		const struct regexes *gives = &role->fields.v[i].gives;
		for (size_t k = 0; k < gives->list.n; k++)
			for (size_t g = 0; g < regex_groups(gives->list.v[k]); g++) {
				struct str name = regex_group_name(gives->list.v[k], g);
				bool known = false;
				for (size_t f = 0; f < role->fields.n; f++)
					known = known || (f != i && str_eq(role->fields.v[f].name, name));
				if (!known)
					complain(l->complaints, l->yaml, n->key_mark, STR(""),
						 "“%s” gives “%.*s”, which is no other field of the role",
						 role->fields.v[i].name.p, (int)name.n, name.p);
			}
	}
}

static void define_role(struct loader *l, struct role *role, const struct node *n)
{
	static const char *const keys[] = {"kinds", "find", "fields", "distinct", "same", "help", NULL};
	if (!load_keys(l, n, keys, NULL))
		return;
	load_each(l, node_get(n, "kinds"), add_kind, &role->kinds);
	const struct node *fields = node_get(n, "fields");
	for (const struct node *f = fields && expect_map(l, fields) ? fields->first : NULL; f;
	     f = f->next)
		load_field(l, f, list_add(l->arena, &role->fields));
	check_gives(l, role, fields);
	load_each(l, node_get(n, "distinct"), add_field, &(struct wanted){role, &role->distinct});
	load_each(l, node_get(n, "same"), add_field, &(struct wanted){role, &role->same});
	const struct node *find = node_get(n, "find");
	if (!find || !role->kinds.list.n)
		complain(l->complaints, l->yaml, n->key_mark, STR(""),
			 "role “%s” needs “kinds” and “find”", role->name.p);
	else if (find->type == NODE_MAP)
		add_finder(l, find, role);
	else
		load_each(l, find, add_finder, role);
}

void define_roles(struct loader *l)
{
	for (size_t i = 0; i < l->set->roles.n; i++) {
		const struct definition *d = &l->pack->roles.list.v[i];
		l->yaml = d->yaml;
		define_role(l, &l->set->roles.v[i], d->node);
	}
}

/* ---- how names are written ------------------------------------------------------ */

void load_names(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"suffixes", "prefixes", "nobody", "like", "others", NULL};
	const struct node *others = node_get(n, "others");
	struct name_style *style = &l->set->names;
	if (!load_keys(l, n, keys, NULL))
		return;
	load_regexes(l, node_get(n, "like"), &style->like);
	if (others && load_text(l, others, &style->others) &&
	    map_get(&l->pack->fragment, style->others) == SIZE_MAX)
		complain(l->complaints, l->yaml, others->mark,
			 pack_hint(l, &l->pack->fragment_names, style->others),
			 "unknown fragment “%.*s”", (int)style->others.n, style->others.p);
	load_texts(l, node_get(n, "suffixes"), &l->set->names.suffixes);
	load_texts(l, node_get(n, "prefixes"), &l->set->names.prefixes);
	load_texts(l, node_get(n, "nobody"), &l->set->names.nobody);
}

static bool add_confusables(struct loader *l, const struct node *n, void *context)
{
	struct strings *sets = context;
	struct str s;
	if (!load_text(l, n, &s))
		return false;
	if (utf8_count(s) < 2) {
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "expected two characters or more that are taken for one another");
		return false;
	}
	*list_add(l->arena, &sets->list) = s;
	return true;
}

void load_confusables(struct loader *l, const struct node *n)
{
	load_each(l, n, add_confusables, &l->set->confusables);
}
