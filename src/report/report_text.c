/*
 * The report as text for people: findings by file, then what was not checked; or verdicts by
 * clause; then what was not read, a summary, and a last line with the totals.
 */
#include "text_parts.h"

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 40 };

static const char *const escapes[] = {
    [PAINT_NONE] = "",           [PAINT_BOLD] = "\033[1m",
    [PAINT_RED] = "\033[1;31m",  [PAINT_YELLOW] = "\033[1;33m",
    [PAINT_CYAN] = "\033[1;36m", [PAINT_GREEN] = "\033[32m",
};

void text_paint(struct text *t, enum paint paint, struct str s)
{
	bool painted = t->r->color && s.n && paint != PAINT_NONE;
	buf_addz(t->out, painted ? escapes[paint] : "");
	buf_add(t->out, s);
	buf_addz(t->out, painted ? "\033[0m" : "");
}

struct str text_location(struct arena *a, const struct place *p)
{
	struct str file = line_clean(a, p->file);
	struct str cell = line_clean(a, p->cell);
	if (!file.n)
		return file;
	if (cell.n)
		return arena_printf(a, "%.*s:%.*s", (int)file.n, file.p, (int)cell.n, cell.p);
	if (!p->line)
		return file;
	if (!p->column)
		return arena_printf(a, "%.*s:%u", (int)file.n, file.p, p->line);
	return arena_printf(a, "%.*s:%u:%u", (int)file.n, file.p, p->line, p->column);
}

void text_labelled(struct text *t, size_t indent, const char *label, size_t columns,
		   struct str words)
{
	size_t used = utf8_width(str_of(label));
	size_t at = indent + columns + 2;
	buf_printf(t->out, "%*s%s%*s", (int)indent, "", label,
		   (int)(columns > used ? columns - used + 2 : 2), "");
	wrap(t->a, t->out, words, at, at, t->width);
	buf_char(t->out, '\n');
}

void text_heading(struct text *t, const char *words)
{
	struct buf b = {0};
	wrap(t->a, &b, str_of(words), 0, 0, t->width);
	text_paint(t, PAINT_BOLD, buf_str(&b));
	buf_char(t->out, '\n');
	buf_free(&b);
}

static void meeting_heading(struct text *t, const struct result *m)
{
	struct str unit = line_clean(t->a, m->unit), path = line_clean(t->a, m->path);
	struct str words =
	    unit.n ? arena_printf(t->a, _("%.*s (%.*s)"), (int)unit.n, unit.p, (int)path.n, path.p)
		   : path;
	buf_addz(t->out, "=== ");
	text_paint(t, PAINT_BOLD, words);
	buf_addz(t->out, " ===\n\n");
}

static void meeting(struct text *t, const struct result *m)
{
	if (t->r->count > 1)
		meeting_heading(t, m);
	if (t->r->verdicts) {
		text_verdicts(t, m);
	} else {
		text_findings(t, m);
		text_not_checked(t, m);
	}
	text_waived(t, m);
	text_not_read(t, m);
	text_summary(t, m);
}

struct str text_path(struct text *t, const struct result *m, struct str where)
{
	if (t->r->count < 2 || !m->path.n)
		return where;
	return path_join(t->a, line_clean(t->a, m->path), where);
}

static void meeting_quiet(struct text *t, const struct result *m)
{
	if (t->r->verdicts) {
		if (t->r->count > 1)
			meeting_heading(t, m);
		text_verdicts(t, m);
		return;
	}
	for (size_t i = 0; i < m->checkpoints.n; i++)
		if (is_finding(&m->checkpoints.v[i], t->r->level))
			text_finding_line(t, m, &m->checkpoints.v[i]);
	text_unread_lines(t, m);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct text t = {.a = a, .r = r, .out = out, .width = r->width ? r->width : WIDTH_DEFAULT};
	t.width = t.width < WIDTH_MIN ? WIDTH_MIN : t.width;
	for (size_t i = 0; i < r->count; i++) {
		if (r->quiet)
			meeting_quiet(&t, r->meetings[i]);
		else
			meeting(&t, r->meetings[i]);
	}
	if (!r->quiet)
		text_totals(&t);
	/* Of nothing there is nothing to sum up: a count of 0 errors would look like a good end. */
	if (r->count || r->status != 2)
		text_last_line(&t);
}

const struct renderer report_text = {
    .name = "text",
    .help = N_("for people: findings by file, and a summary"),
    .render = render,
};
