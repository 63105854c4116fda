/*
 * What the run can't vouch for: checks that lack something, files that were
 * not read or not recognised, and what the readers tell.  What a finding that
 * is shown tells already is not told again.
 */
#include "text_parts.h"

enum { INDENT = 2, LIST_INDENT = 4, DETAILS = 3 /* that are told of one kind of note */ };

/* ---- checks that could not be done ----------------------------------------- */

/* A rule that lacks something. */
struct waiting {
	const struct rule_info *rule;
	const struct checkpoint *first;
	size_t count;
};

/* One thing to provide, and the rules that wait for it. */
struct need {
	struct str missing;
	LIST(struct waiting) rules;
};

struct needs {
	LIST(struct need) list;
	struct map index;
};

static struct need *need_of(struct text *t, struct needs *n, struct str missing)
{
	size_t *at = map_at(t->a, &n->index, missing);
	if (*at == SIZE_MAX) {
		*at = n->list.n;
		list_add(t->a, &n->list)->missing = missing;
	}
	return &n->list.v[*at];
}

static void need_add(struct text *t, struct need *n, const struct checkpoint *c)
{
	for (size_t i = 0; i < n->rules.n; i++) {
		if (n->rules.v[i].rule != c->rule)
			continue;
		n->rules.v[i].count++;
		return;
	}
	*list_add(t->a, &n->rules) = (struct waiting){.rule = c->rule, .first = c, .count = 1};
}

static void waiting_line(struct text *t, const struct waiting *w)
{
	struct str id = line_clean(t->a, w->rule->id), title = line_clean(t->a, w->rule->title);
	struct str where =
	    w->first->witnesses.n ? text_location(t->a, &w->first->witnesses.v[0].place) : STR("");
	struct str line = arena_printf(t->a, "%.*s  %.*s", (int)id.n, id.p, (int)title.n, title.p);
	if (where.n)
		line = arena_printf(t->a, _("%.*s (%.*s)"), (int)line.n, line.p, (int)where.n,
				    where.p);
	if (w->count > 1)
		line = arena_printf(t->a, _n("%.*s, %zu place", "%.*s, %zu places", w->count),
				    (int)line.n, line.p, w->count);
	buf_printf(t->out, "%*s", LIST_INDENT, "");
	wrap(t->a, t->out, line, LIST_INDENT, LIST_INDENT + INDENT, t->width);
	buf_char(t->out, '\n');
}

static void need_show(struct text *t, const struct need *n)
{
	struct str missing = line_clean(t->a, n->missing);
	buf_printf(t->out, "%*s", INDENT, "");
	struct str line = missing.n
			      ? arena_printf(t->a, _("to provide: %.*s"), (int)missing.n, missing.p)
			      : str_of(_("something is missing that the rule needs"));
	wrap(t->a, t->out, line, INDENT, INDENT, t->width);
	buf_char(t->out, '\n');
	for (size_t i = 0; i < n->rules.n; i++)
		waiting_line(t, &n->rules.v[i]);
}

void text_not_checked(struct text *t, const struct result *m)
{
	struct needs needs = {0};
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (c->outcome == OUTCOME_UNKNOWN)
			need_add(t, need_of(t, &needs, c->missing), c);
	}
	if (!needs.list.n)
		return;
	text_heading(t, _("Not checked, because something is missing"));
	for (size_t i = 0; i < needs.list.n; i++)
		need_show(t, &needs.list.v[i]);
	buf_char(t->out, '\n');
}

/* ---- files ------------------------------------------------------------------- */

typedef bool material_test(const struct material *m);

/* Is a finding shown for FILE, of RULE or, when that is empty, of any? */
static bool is_told(const struct text *t, const struct result *m, struct str file, struct str rule)
{
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (is_finding(c, t->r->level) && c->witnesses.n &&
		    str_eq(c->witnesses.v[0].place.file, file) &&
		    (!rule.n || str_eq(c->rule->id, rule)))
			return true;
	}
	return false;
}

static bool is_unread(const struct material *m)
{
	return !m->ignored && m->failure.n;
}

static bool is_unrecognised(const struct material *m)
{
	return !m->ignored && !m->failure.n && !m->kind.n;
}

static bool is_ignored(const struct material *m)
{
	return m->ignored;
}

static void file_line(struct text *t, const struct material *m, const char *words)
{
	struct str file = line_clean(t->a, m->file);
	buf_printf(t->out, "%*s", INDENT, "");
	struct str line =
	    *words ? arena_printf(t->a, "%.*s%s%s", (int)file.n, file.p, _(": "), words) : file;
	wrap(t->a, t->out, line, INDENT, LIST_INDENT, t->width);
	buf_char(t->out, '\n');
}

static void files(struct text *t, const struct result *m, material_test *test, const char *heading)
{
	bool any = false;
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (!test(f) || is_told(t, m, f->file, STR("")))
			continue;
		if (!any)
			text_heading(t, heading);
		any = true;
		file_line(t, f, arena_z(t->a, words_failure(t->a, f->failure)));
	}
	if (any)
		buf_char(t->out, '\n');
}

/* All notes with one id, as one line: the words, how often, the first details. */
static void note_line(struct text *t, const struct material *m, size_t first)
{
	const struct read_note *v = m->notes.v;
	struct buf b = {0};
	size_t count = 0, details = 0;
	buf_addz(&b, words_note(v[first].id));
	for (size_t i = first; i < m->notes.n; i++)
		count += !strcmp(v[i].id, v[first].id);
	if (count > 1)
		buf_printf(&b, _n(", %zu place", ", %zu places", count), count);
	for (size_t i = first; i < m->notes.n; i++) {
		if (strcmp(v[i].id, v[first].id) || !v[i].detail.n || details++ >= DETAILS)
			continue;
		struct str detail = line_clean(t->a, v[i].detail);
		buf_printf(&b, _(" (%.*s)"), (int)detail.n, detail.p);
	}
	file_line(t, m, arena_z(t->a, buf_str(&b)));
	buf_free(&b);
}

static bool told_before(const struct material *m, size_t note)
{
	for (size_t i = 0; i < note; i++)
		if (!strcmp(m->notes.v[i].id, m->notes.v[note].id))
			return true;
	return false;
}

static void notes(struct text *t, const struct result *m)
{
	bool any = false;
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		for (size_t k = 0; k < f->notes.n; k++) {
			if (told_before(f, k) || is_told(t, m, f->file, str_of(f->notes.v[k].id)))
				continue;
			if (!any)
				text_heading(t, _("Read, but note"));
			any = true;
			note_line(t, f, k);
		}
	}
	if (any)
		buf_char(t->out, '\n');
}

void text_not_read(struct text *t, const struct result *m)
{
	files(t, m, is_unread, _("Files that could not be read"));
	files(t, m, is_unrecognised,
	      _("Files of no known kind; name it in the file name, the title or meeting.yaml"));
	files(t, m, is_ignored, _("Files that meeting.yaml leaves out"));
	notes(t, m);
}

void text_unread_lines(struct text *t, const struct result *m)
{
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (!is_unread(f) || is_told(t, m, f->file, STR("")))
			continue;
		struct str failure = words_failure(t->a, f->failure);
		text_paint(t, PAINT_BOLD, text_path(t, m, line_clean(t->a, f->file)));
		buf_addz(t->out, ": ");
		text_paint(t, PAINT_RED, str_of(_("not read")));
		buf_printf(t->out, ": %.*s\n", (int)failure.n, failure.p);
	}
}
