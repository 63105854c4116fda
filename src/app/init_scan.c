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

static void scan_one(struct scan *s, struct arena *arena, const struct document *d,
		     struct documents *volumes)
{
	struct checker c;
	struct material *m = list_add(s->arena, &s->out->materials);
	checker_init(&c, arena, s->set, &s->none);
	c.out_arena = s->arena;
	c.facts = &s->out->facts;
	material_read(&c, d, &s->none, m, volumes);
	material_facts(&c, m);
}

static void scan_file(struct scan *s, struct str file)
{
	struct arena arena = {0};
	struct documents volumes = {0};
	struct input in = {.file = file, .path = path_join(&arena, str_of(s->dir), file).p};
	scan_one(s, &arena, input_read(&arena, &in), &volumes);
	for (size_t i = 0; i < volumes.list.n; i++)
		scan_one(s, &arena, volumes.list.v[i], NULL);
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
