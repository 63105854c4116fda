/* One file of a meeting: read, classified, cut into parts, recorded as facts. */
#include "app.h"

void checker_init(struct checker *c, struct arena *a, const struct ruleset *set,
		  const struct manifest *manifest)
{
	*c = (struct checker){.arena = a, .set = set, .kind = SIZE_MAX, .params = manifest->params};
}

static size_t forced_kind(const struct ruleset *set, const struct manifest *manifest,
			  struct str file)
{
	for (size_t i = 0; i < manifest->kinds.n; i++)
		if (path_glob(manifest->kinds.v[i].key, file))
			return ruleset_kind(set, manifest->kinds.v[i].value);
	return SIZE_MAX;
}

static int32_t manifest_day(const struct ruleset *set, const struct manifest *m)
{
	size_t top = ruleset_section(set, STR("meeting"));
	const struct section *s = &set->sections.v[top];
	for (size_t i = 0; m->rows[top].list.n && i < s->columns.n; i++) {
		struct date d;
		struct str value = m->rows[top].list.v[0].values[i];
		if (s->columns.v[i].type == VALUE_DAY && value.p &&
		    date_find(value, 0, DAY_NONE, &d))
			return d.first;
	}
	return DAY_NONE;
}

/* Without a manifest the first full date of the text tells the year of the others. */
static int32_t base_day(const struct checker *c, const struct manifest *m)
{
	struct date d;
	int32_t day = manifest_day(c->set, m);
	for (size_t at = 0; day == DAY_NONE && date_find(c->document->text, at, DAY_NONE, &d);
	     at = d.end)
		if (d.year_given)
			day = d.first;
	return day;
}

static void fill(struct arena *a, struct material *m, const struct checker *c)
{
	const struct document *d = c->document;
	m->file = arena_dup(a, d->file);
	m->volume = arena_dup(a, d->volume);
	m->format = arena_dup(a, d->format);
	m->failure = d->failure.n ? arena_dup(a, d->failure) : STR("");
	m->barren = c->barren;
	m->why_by = c->why_by;
	m->why = arena_dup(a, c->why);
	if (c->kind != SIZE_MAX) {
		m->kind = c->set->kinds.v[c->kind].name;
		m->kind_name = c->set->kinds.v[c->kind].title;
	}
	for (size_t i = 0; i < d->notes.n; i++) {
		struct read_note *n = list_add(a, &m->notes);
		*n = d->notes.v[i];
		n->detail = arena_dup(a, n->detail);
	}
}

struct document *input_read(struct arena *a, const struct input *in)
{
	return in->path ? read_file(a, in->path, in->file) : read_bytes(a, in->file, in->bytes);
}

/* A kind that is there for its volumes only says nothing of a file that has none. */
static bool has_roles(const struct ruleset *set, size_t kind)
{
	for (size_t i = 0; i < set->roles.n; i++)
		if (index_in(&set->roles.v[i].kinds, kind))
			return true;
	return false;
}

void material_read(struct checker *c, const struct document *d, const struct manifest *manifest,
		   struct material *m, struct documents *volumes)
{
	c->document = d;
	if (!d->failure.n)
		classify(c, forced_kind(c->set, manifest, d->file));
	if (c->kind != SIZE_MAX && volumes)
		find_volumes(c, volumes);
	bool whole = !volumes || !volumes->list.n;
	if (c->kind != SIZE_MAX && whole && !has_roles(c->set, c->kind))
		c->kind = SIZE_MAX;
	if (c->kind != SIZE_MAX && whole) {
		c->base_day = base_day(c, manifest);
		find_parts(c);
	}
	fill(c->out_arena, m, c);
	if (!whole) {
		m->volumes = volumes->list.n;
		c->kind = SIZE_MAX;
	}
}

void material_facts(struct checker *c, const struct material *m)
{
	struct arena *a = &c->facts->arena;
	if (c->kind != SIZE_MAX)
		record_facts(c);
	struct fact *f = list_add(a, &c->facts->rows);
	f->table = c->set->roles.n + c->set->sections.n;
	f->count = MATERIAL_COLUMNS;
	f->values = arena_array(a, struct fact_value, f->count);
	const struct str texts[] = {arena_dup(a, document_name(c->arena, c->document)), m->kind, arena_dup(a, m->format),
				    arena_dup(a, c->title)};
	for (size_t i = 0; i < 4; i++)
		if (texts[i].n)
			f->values[i] = (struct fact_value){.type = FACT_TEXT, .text = texts[i]};
	struct span first = c->document->blocks.n ? c->document->blocks.v[0].span : (struct span){0};
	*list_add(a, &c->facts->places) = document_witness(a, c->document, first, STR(""));
	f->values[MATERIAL_AT] = (struct fact_value){.type = FACT_PLACE,
					   .number = (int64_t)c->facts->places.n - 1};
	f->values[MATERIAL_READ] = (struct fact_value){.type = FACT_NUMBER, .number = !m->failure.n};
	f->values[MATERIAL_UNDERSTOOD] =
	    (struct fact_value){.type = FACT_NUMBER, .number = !m->failure.n && !m->barren};
}
