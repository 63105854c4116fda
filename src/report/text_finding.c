/*
 * Findings in text, grouped by file: where, what, the line with a marker, and
 * why it matters.  Clause quotes and advice come once a rule in a run.
 */
#include "text_parts.h"

enum { INDENT = 2, GUTTER = INDENT + 2, EXCERPT_MIN = 12, QUOTES = 4 /* columns of “” */ };

static const enum paint level_paint[] = {
    [LEVEL_INFO] = PAINT_CYAN,
    [LEVEL_WARNING] = PAINT_YELLOW,
    [LEVEL_ERROR] = PAINT_RED,
};

static struct str file_of(const struct checkpoint *c)
{
	return c->witnesses.n ? c->witnesses.v[0].place.file : STR("");
}

static size_t label_columns(void)
{
	const char *const labels[] = {_("basis"), _("see also"), _("advice")};
	size_t columns = 0;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t n = utf8_width(str_of(labels[i]));
		columns = n > columns ? n : columns;
	}
	return columns;
}

static struct str filled(struct text *t, const struct checkpoint *c, struct str words)
{
	return words_finding(t->a, c, words);
}

/* ---- one finding ---------------------------------------------------------- */

/* S on the line where *column is, or on a new one when there is no room. */
static void flow(struct text *t, size_t *column, enum paint paint, struct str s)
{
	size_t columns = utf8_width(s);
	if (*column && *column + 2 + columns > t->width) {
		buf_printf(t->out, "\n%*s", INDENT, "");
		*column = INDENT;
	} else if (*column) {
		buf_addz(t->out, "  ");
		*column += 2;
	}
	text_paint(t, paint, s);
	*column += columns;
}

/* "a.docx:3:1  error  rule.id" */
void text_headline(struct text *t, const struct checkpoint *c)
{
	size_t column = 0;
	if (c->witnesses.n)
		flow(t, &column, PAINT_BOLD, text_location(t->a, &c->witnesses.v[0].place));
	flow(t, &column, level_paint[c->rule->level], str_of(words_level(c->rule->level)));
	flow(t, &column, PAINT_NONE, line_clean(t->a, c->rule->id));
	buf_char(t->out, '\n');
}

void text_message(struct text *t, const struct checkpoint *c)
{
	buf_printf(t->out, "%*s", INDENT, "");
	wrap(t->a, t->out, filled(t, c, c->rule->message), INDENT, INDENT, t->width);
	buf_char(t->out, '\n');
}

static void marker(struct text *t, size_t columns)
{
	struct buf b = {0};
	buf_char(&b, '^');
	while (--columns)
		buf_char(&b, '~');
	text_paint(t, PAINT_GREEN, buf_str(&b));
	buf_free(&b);
}

/* The line and a marker under the words meant. */
static void snippet(struct text *t, const struct witness *w)
{
	struct window shown =
	    w->context.n ? window_of(t->a, w->context, w->mark_at, w->mark_size, t->width - GUTTER)
			 : window_of(t->a, w->excerpt, 0, w->excerpt.n, t->width - GUTTER);
	if (!w->context.n && !w->excerpt.n)
		return;
	buf_printf(t->out, "%*s| %.*s\n", INDENT, "", (int)shown.text.n, shown.text.p);
	buf_printf(t->out, "%*s| %*s", INDENT, "", (int)shown.column, "");
	marker(t, shown.columns);
	buf_char(t->out, '\n');
}

/* Clause ids; with the plan's words, one line each, the first time. */
static void clauses(struct text *t, const struct rule_info *rule, bool first, size_t columns)
{
	struct buf ids = {0};
	size_t room = t->width - INDENT - columns - 2;
	for (size_t i = 0; i < rule->clause_count; i++) {
		const struct clause *c = rule->clauses[i];
		struct str id = line_clean(t->a, c->id);
		if (first && c->quote.n) {
			struct str line =
			    line_clean(t->a, arena_printf(t->a, "%.*s %.*s", (int)id.n, id.p,
							  (int)c->quote.n, c->quote.p));
			text_labelled(t, INDENT, _("basis"), columns, line_fit(t->a, line, room));
		} else {
			buf_addz(&ids, ids.n ? _(", ") : "");
			buf_add(&ids, id);
		}
	}
	if (ids.n)
		text_labelled(t, INDENT, _("basis"), columns, buf_str(&ids));
	buf_free(&ids);
}

static void other_witness(struct text *t, const struct witness *w, size_t columns)
{
	struct str where = text_location(t->a, &w->place);
	struct str excerpt = str_trim(line_clean(t->a, w->excerpt));
	struct str name = line_clean(t->a, words_place(w->name));
	struct str line = arena_printf(t->a, "%.*s%s%.*s", (int)name.n, name.p,
				       name.n && where.n ? " " : "", (int)where.n, where.p);
	size_t used = INDENT + columns + 2 + utf8_width(line) + 1;
	size_t room = t->width > used + QUOTES ? t->width - used - QUOTES : 0;
	if (excerpt.n && room >= EXCERPT_MIN) {
		excerpt = line_fit(t->a, excerpt, room);
		line = arena_printf(t->a, "%.*s “%.*s”", (int)line.n, line.p, (int)excerpt.n,
				    excerpt.p);
	}
	text_labelled(t, INDENT, _("see also"), columns, line);
}

static void finding(struct text *t, const struct checkpoint *c)
{
	size_t *told = map_at(t->a, &t->told, c->rule->id);
	bool first = *told == SIZE_MAX;
	size_t columns = label_columns();
	*told = 1;
	text_headline(t, c);
	text_message(t, c);
	if (c->witnesses.n)
		snippet(t, &c->witnesses.v[0]);
	clauses(t, c->rule, first, columns);
	for (size_t i = 1; i < c->witnesses.n; i++)
		other_witness(t, &c->witnesses.v[i], columns);
	struct str advice = filled(t, c, c->rule->advice);
	if (first && advice.n)
		text_labelled(t, INDENT, _("advice"), columns, advice);
	buf_char(t->out, '\n');
}

void text_finding_line(struct text *t, const struct result *m, const struct checkpoint *c)
{
	struct str where = c->witnesses.n ? text_location(t->a, &c->witnesses.v[0].place) : STR("");
	where = text_path(t, m, where);
	struct str words = str_trim(line_clean(t->a, filled(t, c, c->rule->message)));
	struct str id = line_clean(t->a, c->rule->id);
	if (where.n) {
		text_paint(t, PAINT_BOLD, where);
		buf_addz(t->out, ": ");
	}
	text_paint(t, level_paint[c->rule->level], str_of(words_level(c->rule->level)));
	buf_printf(t->out, ": %.*s [%.*s]\n", (int)words.n, words.p, (int)id.n, id.p);
}

/* ---- files ---------------------------------------------------------------- */

static struct str kind_of(const struct result *m, struct str file)
{
	for (size_t i = 0; i < m->materials.n; i++)
		if (str_eq(m->materials.v[i].file, file))
			return m->materials.v[i].kind_name;
	return STR("");
}

/* "a.docx (talks): 3 findings" */
static void file_heading(struct text *t, const struct result *m, struct str file, size_t count)
{
	struct str name = file.n ? line_clean(t->a, file) : str_of(_("the meeting as a whole"));
	struct str kind = line_clean(t->a, kind_of(m, file));
	text_paint(t, PAINT_BOLD, name);
	if (kind.n)
		buf_printf(t->out, _(" (%.*s)"), (int)kind.n, kind.p);
	buf_addz(t->out, _(": "));
	buf_printf(t->out, _n("%zu finding", "%zu findings", count), count);
	buf_addz(t->out, "\n\n");
}

void text_findings(struct text *t, const struct result *m)
{
	const struct checkpoint *v = m->checkpoints.v;
	for (size_t i = 0; i < m->checkpoints.n;) {
		struct str file = file_of(&v[i]);
		size_t end = i, count = 0;
		for (; end < m->checkpoints.n && str_eq(file_of(&v[end]), file); end++)
			count += is_finding(&v[end], t->r->level);
		if (count)
			file_heading(t, m, file, count);
		for (; i < end; i++)
			if (is_finding(&v[i], t->r->level))
				finding(t, &v[i]);
	}
}
