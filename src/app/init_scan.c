/*
 * A folder's files to facts, as a check would take them: without a manifest and without rules.
 * Folders that are meetings of their own are left out.
 */
#include "init.h"
#include "text.h"

struct scan {
	struct arena *arena;
	const struct ruleset *set;
	const char *dir;
	struct manifest none;
	struct strings files, meetings;
	struct scanned *out;
};

static bool hidden(struct str relative)
{
	struct str rest = relative, part;
	while (str_split(&rest, '/', &part))
		if (str_starts(part, STR(".")))
			return true;
	return str_starts(path_base(relative), STR("~$"));
}

static void visit(void *context, struct str relative)
{
	struct scan *s = context;
	if (hidden(relative))
		return;
	bool manifest = str_is(path_base(relative), "meeting.yaml");
	if (!manifest)
		*list_add(s->arena, &s->files.list) = relative;
	else if (!str_is(path_dir(relative), "."))
		*list_add(s->arena, &s->meetings.list) =
		    arena_printf(s->arena, "%s/", arena_z(s->arena, path_dir(relative)));
}

static bool of_other_meeting(const struct scan *s, struct str file)
{
	for (size_t i = 0; i < s->meetings.list.n; i++)
		if (str_starts(file, s->meetings.list.v[i]))
			return true;
	return false;
}

static void material_fact(struct scan *s, const struct checker *c, const struct material *m)
{
	struct facts *facts = &s->out->facts;
	struct fact *f = list_add(s->arena, &facts->rows);
	f->table = s->set->roles.n + s->set->sections.n;
	f->count = 6;
	f->values = arena_array(s->arena, struct fact_value, f->count);
	const struct str texts[] = {m->file, m->kind, m->format, arena_dup(s->arena, c->title)};
	for (size_t i = 0; i < 4; i++)
		if (texts[i].n)
			f->values[i] = (struct fact_value){.type = FACT_TEXT, .text = texts[i]};
	struct span first = c->document->blocks.n ? c->document->blocks.v[0].span : (struct span){0};
	*list_add(s->arena, &facts->places) = document_witness(s->arena, c->document, first, STR(""));
	f->values[4] = (struct fact_value){.type = FACT_PLACE, .number = (int64_t)facts->places.n - 1};
	f->values[5] = (struct fact_value){.type = FACT_NUMBER, .number = !m->failure.n};
}

/* The first full date of the text tells the year of the others. */
static int32_t first_day(const struct document *d)
{
	struct date found;
	for (size_t at = 0; date_find(d->text, at, DAY_NONE, &found); at = found.end)
		if (found.year_given)
			return found.first;
	return DAY_NONE;
}

static void scan_file(struct scan *s, struct str file)
{
	struct arena arena = {0};
	struct checker c;
	struct str path = path_join(&arena, str_of(s->dir), file);
	struct material *m = list_add(s->arena, &s->out->materials);
	checker_init(&c, &arena, s->set, &s->none);
	c.document = read_file(&arena, path.p, file);
	c.out_arena = s->arena;
	c.facts = &s->out->facts;
	m->file = arena_dup(s->arena, file);
	m->format = arena_dup(s->arena, c.document->format);
	m->failure = arena_dup(s->arena, c.document->failure);
	if (!m->failure.n)
		classify(&c, SIZE_MAX);
	if (c.kind != SIZE_MAX) {
		m->kind = s->set->kinds.v[c.kind].name;
		m->kind_name = s->set->kinds.v[c.kind].title;
		m->why_by = c.why_by;
		m->why = arena_dup(s->arena, c.why);
		c.base_day = first_day(c.document);
		find_parts(&c);
		record_facts(&c);
	}
	material_fact(s, &c, m);
	arena_free(&arena);
}

bool init_scan(struct arena *a, const struct ruleset *set, const char *dir, struct scanned *out,
	       struct str *why)
{
	struct scan s = {.arena = a, .set = set, .dir = dir, .out = out};
	manifest_none(a, set, &s.none);
	if (!file_walk(a, dir, visit, &s, why))
		return false;
	for (size_t i = 0; i < s.files.list.n; i++)
		if (!of_other_meeting(&s, s.files.list.v[i]))
			scan_file(&s, s.files.list.v[i]);
	return true;
}
