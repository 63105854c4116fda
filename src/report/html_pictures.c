/*
 * Pictures as SVG: tables of duties as heat maps, days against the days they are held to, outcomes
 * by kind of material.  Each shape has a title and a sign: colour is not the only one.
 */
#include "html.h"
#include "layout.h"
#include "text.h"

enum {
	CELL = 40,     /* pixels a cell */
	LETTER = 13,   /* of a Chinese character */
	LABEL_MAX = 12 /* characters of a label */
};

static const char *const cell_words[] = {
    [CELL_NONE] = N_("no duty"),
    [CELL_PASSED] = N_("found"),
    [CELL_FAILED] = N_("missing"),
    [CELL_WAIVED] = N_("waived"),
    [CELL_UNKNOWN] = N_("could not be checked"),
};

static void legend(struct page *p)
{
	buf_addz(p->out, "<p class=\"legend\">");
	for (int i = CELL_PASSED; i <= CELL_UNKNOWN; i++) {
		buf_printf(p->out, "<span>%s ", cell_sign[i]);
		html_words(p, _(cell_words[i]));
		buf_addz(p->out, "</span>");
	}
	buf_addz(p->out, "</p>\n");
}

static struct str label(struct page *p, struct str s)
{
	return line_fit(p->a, line_clean(p->a, s), 2 * LABEL_MAX);
}

static void begin_figure(struct page *p, struct str title, unsigned width, unsigned height)
{
	buf_addz(p->out, "<figure><figcaption>");
	html_text(p, title);
	buf_printf(p->out, "</figcaption><div class=\"scroll\"><svg role=\"group\" width=\"%u\" height=\"%u\" "
			   "viewBox=\"0 0 %u %u\"",
		   width, height, width, height);
	html_attribute(p, "aria-label", title);
	buf_addz(p->out, ">\n");
}

static void end_figure(struct page *p)
{
	buf_addz(p->out, "</svg></div></figure>\n");
}

static void words_at(struct page *p, double x, double y, const char *anchor, struct str words)
{
	buf_printf(p->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
	html_text(p, words);
	buf_addz(p->out, "</text>\n");
}

/* Where a checkpoint is told: as a finding, if it is shown as one. */
static bool link_to(struct page *p, const struct checkpoint *c)
{
	if (!c || !is_finding(c, p->r->level))
		return false;
	struct str anchor = html_anchor(p, c);
	buf_printf(p->out, "<a href=\"#%.*s\">", (int)anchor.n, anchor.p);
	return true;
}

static void title_of(struct page *p, struct str what, const char *state,
		     const struct checkpoint *c)
{
	buf_addz(p->out, "<title>");
	html_text(p, what);
	buf_addz(p->out, ": ");
	html_words(p, state);
	if (c && c->witnesses.n) {
		buf_addz(p->out, " — ");
		html_text(p, html_place(p, &c->witnesses.v[0].place));
	}
	buf_addz(p->out, "</title>");
}

/* ---- tables of duties --------------------------------------------------------------- */

static unsigned label_width(struct page *p, const struct str *names, size_t n)
{
	size_t columns = 0;
	for (size_t i = 0; i < n; i++) {
		size_t w = utf8_width(label(p, names[i]));
		columns = w > columns ? w : columns;
	}
	return (unsigned)columns * LETTER / 2 + 12;
}

static void cell(struct page *p, const struct matrix *x, size_t row, size_t column, unsigned left,
		 unsigned top)
{
	const struct matrix_cell *c = &x->cells[row * x->column_count + column];
	unsigned cx = left + (unsigned)column * CELL, cy = top + (unsigned)row * CELL;
	bool linked = link_to(p, c->checkpoint);
	struct str what = arena_printf(p->a, "%.*s × %.*s", (int)x->rows[row].n, x->rows[row].p,
				       (int)x->columns[column].n, x->columns[column].p);
	buf_printf(p->out, "<g><rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%d\" height=\"%d\" rx=\"3\">",
		   cell_state_name[c->state], cx + 1, cy + 1, CELL - 2, CELL - 2);
	if (c->state != CELL_NONE)
		title_of(p, what, _(cell_words[c->state]), c->checkpoint);
	buf_addz(p->out, "</rect>");
	if (c->state != CELL_NONE)
		words_at(p, cx + CELL / 2.0, cy + CELL / 2.0 + 5, "middle",
			 arena_printf(p->a, "%s%.*s", cell_sign[c->state], (int)c->value.n, c->value.p));
	buf_addz(p->out, linked ? "</g></a>\n" : "</g>\n");
}

static void matrix(struct page *p, const struct matrix *x)
{
	unsigned left = label_width(p, x->rows, x->row_count),
		 top = label_width(p, x->columns, x->column_count) * 7 / 10 + 10;
	unsigned width = left + (unsigned)x->column_count * CELL + top, /* labels lean to the right */
		height = top + (unsigned)x->row_count * CELL + 4;
	begin_figure(p, x->rule->title, width, height);
	for (size_t i = 0; i < x->column_count; i++) {
		double cx = left + (double)i * CELL + CELL / 2.0, cy = top - 6.0;
		buf_printf(p->out, "<text x=\"%.1f\" y=\"%.1f\" transform=\"rotate(-40 %.1f %.1f)\">",
			   cx, cy, cx, cy);
		html_text(p, label(p, x->columns[i]));
		buf_addz(p->out, "</text>\n");
	}
	for (size_t i = 0; i < x->row_count; i++) {
		words_at(p, left - 6.0, top + (double)i * CELL + CELL / 2.0 + 5, "end",
			 label(p, x->rows[i]));
		for (size_t k = 0; k < x->column_count; k++)
			cell(p, x, i, k, left, top);
	}
	end_figure(p);
}

/* ---- days ---------------------------------------------------------------------------- */

static bool subject_day(const struct checkpoint *c, struct str key, int32_t *day)
{
	struct date d;
	if (!date_find(checkpoint_value(c, key), 0, DAY_NONE, &d))
		return false;
	*day = d.last;
	return true;
}

struct span_of_days {
	int32_t first, last;
	size_t rules;
};

static bool on_timeline(const struct checkpoint *c, int32_t *day, int32_t *limit)
{
	return c->rule->timeline_day.n && c->outcome != OUTCOME_UNKNOWN &&
	       subject_day(c, c->rule->timeline_day, day) && subject_day(c, c->rule->timeline_limit, limit);
}

static void widen(struct span_of_days *s, int32_t day)
{
	if (s->first == DAY_NONE || day < s->first)
		s->first = day;
	if (s->last == DAY_NONE || day > s->last)
		s->last = day;
}

static void timeline_row(struct page *p, const struct result *m, const struct rule_info *rule,
			 const struct span_of_days *days, unsigned left, unsigned y)
{
	enum { WIDTH = 560 };
	double scale = (double)WIDTH / (days->last - days->first + 1);
	int32_t day, limit, told = DAY_NONE;
	words_at(p, left - 8.0, y + 5, "end", label(p, rule->title));
	buf_printf(p->out, "<line class=\"grid\" x1=\"%u\" y1=\"%u\" x2=\"%u\" y2=\"%u\"/>\n", left, y,
		   left + WIDTH, y);
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (c->rule != rule || !on_timeline(c, &day, &limit))
			continue;
		if (limit != told) {
			double x = left + (limit - days->first + 0.5) * scale;
			buf_printf(p->out, "<line class=\"limit\" x1=\"%.1f\" y1=\"%u\" x2=\"%.1f\" "
					   "y2=\"%u\"><title>",
				   x, y - 12, x, y + 12);
			html_text(p, day_iso(p->a, limit));
			buf_addz(p->out, "</title></line>\n");
		}
		told = limit;
		bool failed = c->outcome == OUTCOME_FAIL, linked = link_to(p, c);
		double x = left + (day - days->first + 0.5) * scale;
		/* A failure is a square. */
		if (failed)
			buf_printf(p->out, "<rect class=\"dot failed\" x=\"%.1f\" y=\"%u\" width=\"12\" "
					   "height=\"12\">",
				   x - 6, y - 6);
		else
			buf_printf(p->out, "<circle class=\"dot passed\" cx=\"%.1f\" cy=\"%u\" r=\"5\">", x, y);
		title_of(p, day_iso(p->a, day), failed ? _("too early or too late") : _("in time"), c);
		buf_addz(p->out, failed ? "</rect>" : "</circle>");
		buf_addz(p->out, linked ? "</a>\n" : "\n");
	}
}

static void timeline(struct page *p, const struct result *m)
{
	enum { LEFT = 190, WIDTH = 560, ROW = 34, TOP = 30 };
	struct span_of_days days = {DAY_NONE, DAY_NONE, 0};
	LIST(const struct rule_info *) rules = {0};
	int32_t day, limit;
	for (size_t i = 0; i < m->rules.n; i++) {
		bool any = false;
		if (!m->rules.v[i]->timeline_day.n)
			continue;
		for (size_t k = 0; k < m->checkpoints.n; k++) {
			const struct checkpoint *c = &m->checkpoints.v[k];
			if (c->rule != m->rules.v[i] || !on_timeline(c, &day, &limit))
				continue;
			widen(&days, day);
			widen(&days, limit);
			any = true;
		}
		if (any)
			*list_add(p->a, &rules) = m->rules.v[i];
	}
	if (!rules.n)
		return;
	unsigned height = TOP + (unsigned)rules.n * ROW;
	begin_figure(p, str_of(_("Days against the days that they are held to")), LEFT + WIDTH + 60, height);
	words_at(p, LEFT, 14, "start", day_iso(p->a, days.first));
	words_at(p, LEFT + WIDTH, 14, "end", day_iso(p->a, days.last));
	for (size_t i = 0; i < rules.n; i++)
		timeline_row(p, m, rules.v[i], &days, LEFT, TOP + (unsigned)i * ROW + ROW / 2);
	end_figure(p);
	buf_addz(p->out, "<p class=\"legend\"><span>● ");
	html_words(p, _("in time"));
	buf_addz(p->out, "</span><span>■ ");
	html_words(p, _("too early or too late"));
	buf_addz(p->out, "</span><span>┊ ");
	html_words(p, _("the day that it is held to"));
	buf_addz(p->out, "</span></p>\n");
}

/* ---- outcomes by kind of material ------------------------------------------------------- */

struct kind_count {
	struct str name;
	size_t passed, failed, unknown;
};

static void bar(struct page *p, const struct kind_count *k, size_t most, unsigned y)
{
	enum { LEFT = 150, WIDTH = 480, HEIGHT = 20 };
	const size_t n[] = {k->passed, k->failed, k->unknown};
	static const char *const classes[] = {"passed", "failed", "unknown"};
	double x = LEFT;
	words_at(p, LEFT - 8.0, y + 15, "end", label(p, k->name));
	for (int i = 0; i < 3; i++) {
		double width = (double)WIDTH * (double)n[i] / (double)most;
		if (!n[i])
			continue;
		buf_printf(p->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%u\" width=\"%.1f\" height=\"%d\"/>\n",
			   classes[i], x, y, width < 2 ? 2 : width, HEIGHT);
		x += width < 2 ? 2 : width;
	}
	words_at(p, x + 6, y + 15, "start",
		 k->unknown ? arena_printf(p->a, "✓%zu ✗%zu ?%zu", k->passed, k->failed, k->unknown)
			    : arena_printf(p->a, "✓%zu ✗%zu", k->passed, k->failed));
}

static void outcomes(struct page *p, const struct result *m)
{
	enum { ROW = 28 };
	struct map kind_of_file = {0}, index = {0};
	LIST(struct kind_count) kinds = {0};
	size_t most = 1;
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (f->ignored || !f->kind_name.n)
			continue;
		size_t *at = map_at(p->a, &index, f->kind_name);
		if (*at == SIZE_MAX) {
			*at = kinds.n;
			list_add(p->a, &kinds)->name = f->kind_name;
		}
		*map_at(p->a, &kind_of_file, f->file) = *at;
	}
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (!c->witnesses.n)
			continue;
		size_t at = map_get(&kind_of_file, c->witnesses.v[0].place.file);
		if (at == SIZE_MAX)
			continue;
		struct kind_count *k = &kinds.v[at];
		k->passed += c->outcome == OUTCOME_PASS;
		k->failed += c->outcome == OUTCOME_FAIL;
		k->unknown += c->outcome == OUTCOME_UNKNOWN;
		size_t all = k->passed + k->failed + k->unknown;
		most = all > most ? all : most;
	}
	if (!kinds.n)
		return;
	begin_figure(p, str_of(_("Checkpoints by kind of material")), 760, (unsigned)kinds.n * ROW + 8);
	for (size_t i = 0; i < kinds.n; i++)
		bar(p, &kinds.v[i], most, (unsigned)i * ROW + 4);
	end_figure(p);
}

void html_pictures(struct page *p, const struct result *m)
{
	struct matrices matrices = {0};
	matrices_of(p->a, m, &matrices);
	buf_printf(p->out, "<section id=\"m%zu-pictures\"><h2>", p->meeting);
	html_words(p, _("Pictures"));
	buf_addz(p->out, "</h2>\n<svg width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><pattern id=\"hatch\" "
			 "width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
			 "<line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs></svg>\n");
	buf_addz(p->out, "<div class=\"matrices\">\n");
	for (size_t i = 0; i < matrices.list.n; i++)
		matrix(p, &matrices.list.v[i]);
	buf_addz(p->out, "</div>\n");
	if (matrices.list.n)
		legend(p);
	timeline(p, m);
	outcomes(p, m);
	buf_addz(p->out, "</section>\n");
}
