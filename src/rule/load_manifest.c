/* What a pack says meeting.yaml may hold: sections, each of which becomes a fact table. */
#include "load.h"

const char *const manifest_engine_keys[] = {"pack", "params", "rules", "files", "ignore", NULL};

static void add_column(struct loader *l, const struct node *n, struct section *s)
{
	static const char *const keys[] = {"type", "required", "help", NULL};
	struct field *f = list_add(l->arena, &s->columns);
	size_t type = VALUE_TEXT;
	f->name = n->key;
	if (n->type == NODE_SCALAR) { /* the type alone */
		if (load_choice(l, n, value_type_name, &type))
			f->type = (enum value_type)type;
		return;
	}
	if (!load_keys(l, n, keys, NULL))
		return;
	if (node_get(n, "type") && load_choice(l, node_get(n, "type"), value_type_name, &type))
		f->type = (enum value_type)type;
	if (node_get(n, "required"))
		load_bool(l, node_get(n, "required"), &f->required);
	if (node_get(n, "help"))
		load_text(l, node_get(n, "help"), &f->help);
}

static void add_section(struct loader *l, const struct node *n, size_t parent)
{
	static const char *const keys[] = {"table",  "required", "help", "fields",
					   "list",   "sections", NULL};
	if (!load_keys(l, n, keys, NULL))
		return;
	size_t index = l->set->sections.n;
	struct section s = {.key = n->key, .table = n->key, .parent = parent};
	const struct node *fields = node_get(n, "fields"), *list = node_get(n, "list");
	if (node_get(n, "table"))
		load_text(l, node_get(n, "table"), &s.table);
	if (node_get(n, "required"))
		load_bool(l, node_get(n, "required"), &s.required);
	if (node_get(n, "help"))
		load_text(l, node_get(n, "help"), &s.help);
	if (!fields == !list) {
		complain(l->complaints, l->yaml, n->key_mark, STR(""),
			 "section “%s” needs “fields” or “list”", n->key.p);
		return;
	}
	if (list) {
		struct node column = {.type = NODE_SCALAR,
				      .text = node_get(n, "list")->text,
				      .key = STR("name"),
				      .mark = list->mark};
		s.scalars = true;
		add_column(l, &column, &s);
	}
	for (const struct node *f = fields && expect_map(l, fields) ? fields->first : NULL; f;
	     f = f->next)
		add_column(l, f, &s);
	size_t *at = map_at(l->arena, &l->pack->section, s.table);
	if (*at != SIZE_MAX)
		complain(l->complaints, l->yaml, n->key_mark, STR(""), "a second table “%s”",
			 s.table.p);
	*at = index;
	*list_add(l->arena, &l->set->sections) = s;
	const struct node *nested = node_get(n, "sections");
	for (const struct node *c = nested && expect_map(l, nested) ? nested->first : NULL; c;
	     c = c->next)
		add_section(l, c, index);
}

void load_manifest_schema(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"fields", "sections", NULL};
	const struct node *fields = node_get(n, "fields"), *sections = node_get(n, "sections");
	if (!load_keys(l, n, keys, NULL))
		return;
	struct section top = {.table = STR("meeting"), .parent = SIZE_MAX, .required = true};
	for (const struct node *f = fields && expect_map(l, fields) ? fields->first : NULL; f;
	     f = f->next) {
		for (size_t i = 0; manifest_engine_keys[i]; i++)
			if (str_is(f->key, manifest_engine_keys[i]))
				complain(l->complaints, l->yaml, f->key_mark, STR(""),
					 "“%s” is a key of the engine", f->key.p);
		add_column(l, f, &top);
	}
	*map_at(l->arena, &l->pack->section, top.table) = l->set->sections.n;
	*list_add(l->arena, &l->set->sections) = top;
	for (const struct node *s = sections && expect_map(l, sections) ? sections->first : NULL; s;
	     s = s->next)
		add_section(l, s, SIZE_MAX);
}
