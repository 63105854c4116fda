/* The fact tables that a pack's roles and manifest sections make. */
#include "rule.h"

static void add(struct arena *a, struct schema_table *t, struct str name, enum column_type type)
{
	*list_add(a, &t->columns) = (struct column){name, type};
}

static enum column_type type_of(enum value_type type)
{
	if (type == VALUE_DAY)
		return COLUMN_DAY;
	return type == VALUE_NUMBER || type == VALUE_BOOL ? COLUMN_INTEGER : COLUMN_TEXT;
}

const char *const role_column_name[] = {
    [COL_PART] = "part",     [COL_FILE] = "file",	[COL_KIND] = "kind",
    [COL_AT] = "at",	     [COL_NAME] = "name",	[COL_NUMBER] = "number",
    [COL_HEADING] = "heading", [COL_TEXT] = "text",	[COL_PARENT] = "parent",
    [COL_FIELDS] = NULL,
};

static void role_table(struct arena *a, const struct role *role, struct schema_table *t)
{
	static const enum column_type types[COL_FIELDS] = {
	    [COL_PART] = COLUMN_INTEGER, [COL_AT] = COLUMN_PLACE,
	    [COL_NUMBER] = COLUMN_INTEGER, [COL_PARENT] = COLUMN_INTEGER,
	};
	t->name = role->table;
	for (size_t i = 0; i < COL_FIELDS; i++)
		add(a, t, str_of(role_column_name[i]), types[i]);
	for (size_t i = 0; i < role->fields.n; i++) {
		const struct field *f = &role->fields.v[i];
		add(a, t, f->name, type_of(f->type));
		add(a, t, arena_printf(a, "at_%s", f->name.p), COLUMN_PLACE);
		add(a, t, arena_printf(a, "%s_text", f->name.p), COLUMN_TEXT);
	}
}

static void section_table(struct arena *a, const struct ruleset *set, const struct section *s,
			  struct schema_table *t)
{
	t->name = s->table;
	for (size_t i = 0; i < s->columns.n; i++)
		add(a, t, s->columns.v[i].name, type_of(s->columns.v[i].type));
	add(a, t, STR("at"), COLUMN_PLACE);
	for (size_t i = 0; i < s->columns.n; i++)
		add(a, t, arena_printf(a, "at_%s", s->columns.v[i].name.p), COLUMN_PLACE);
	if (s->parent != SIZE_MAX)
		add(a, t, set->sections.v[s->parent].table, COLUMN_TEXT);
}

void schema_of(struct arena *a, const struct ruleset *set, struct schema *out)
{
	for (size_t i = 0; i < set->roles.n; i++)
		role_table(a, &set->roles.v[i], list_add(a, &out->tables));
	for (size_t i = 0; i < set->sections.n; i++)
		section_table(a, set, &set->sections.v[i], list_add(a, &out->tables));
	struct schema_table *t = list_add(a, &out->tables);
	t->name = STR("material");
	add(a, t, STR("file"), COLUMN_TEXT);
	add(a, t, STR("kind"), COLUMN_TEXT);
	add(a, t, STR("format"), COLUMN_TEXT);
	add(a, t, STR("title"), COLUMN_TEXT);
	add(a, t, STR("at"), COLUMN_PLACE);
	add(a, t, STR("read"), COLUMN_INTEGER);
	add(a, t, STR("understood"), COLUMN_INTEGER);
}
