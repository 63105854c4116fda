/* Pictures: tables of duties as heat maps, and outcomes by kind of material. */
#include "chart.h"
#include "html_figure.h"
#include "text.h"

enum {
	CELL = 44,         /* pixels a cell */
	LETTER = 13,       /* of a Chinese character */
	LEANING_MAX = 7    /* of a label that leans above a column; with longer ones columns are numbered */
};

static const char *const cell_words[] = {
    [CELL_NONE] = N_("no duty"),
    [CELL_PASSED] = N_("met"),
    [CELL_FAILED] = N_("not met"),
    [CELL_WAIVED] = N_("waived"),
    [CELL_UNKNOWN] = N_("could not be checked"),
};

/* ---- tables of duties --------------------------------------------------------------- */

static void legend(struct page *p)
{
	struct figure_sign signs[CELL_UNKNOWN + 1];
	for (int i = 0; i <= CELL_UNKNOWN; i++) { /* what has no duty comes last */
		int state = i < CELL_UNKNOWN ? i + 1 : CELL_NONE;
		signs[i].look = arena_printf(p->a, "key %s", cell_state_name[state]).p;
		signs[i].sign = cell_sign[state];
		signs[i].words = cell_words[state];
	}
	figure_legend(p, signs, sizeof signs / sizeof *signs);
}

static unsigned label_width(struct page *p, const struct str *names, size_t n)
{
	size_t columns = 0;
	for (size_t i = 0; i < n; i++) {
		size_t w = utf8_width(figure_label(p, names[i]));
		columns = w > columns ? w : columns;
	}
	return (unsigned)columns * LETTER / 2 + 12;
}

static bool too_long(const struct matrix *x)
{
	for (size_t i = 0; i < x->column_count; i++)
		if (utf8_width(x->columns[i]) > 2 * LEANING_MAX)
			return true;
	return false;
}

static struct str duty_of(struct page *p, const struct matrix *x, size_t row, size_t column)
{
	return arena_printf(p->a, "%.*s × %.*s", (int)x->rows[row].n, x->rows[row].p, (int)x->columns[column].n,
			    x->columns[column].p);
}

static void cell(struct page *p, const struct matrix *x, size_t i, unsigned left, unsigned top)
{
	const struct matrix_cell *c = &x->cells[i];
	size_t row = i / x->column_count, column = i % x->column_count;
	unsigned cx = left + (unsigned)column * CELL, cy = top + (unsigned)row * CELL;
	struct str value = review_value(p->a, c);
	bool duty = c->state != CELL_NONE;
	if (duty)
		figure_link(p, c->checkpoint, i);
	buf_printf(p->out, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%d\" height=\"%d\" rx=\"3\"",
		   cell_state_name[c->state], cx + 1, cy + 1, CELL - 2, CELL - 2);
	if (!duty) {
		buf_addz(p->out, "/>\n");
		return;
	}
	buf_addz(p->out, "><title>");
	html_text(p, duty_of(p, x, row, column));
	html_words(p, _(": "));
	html_words(p, _(cell_words[c->state]));
	buf_addz(p->out, "</title></rect>");
	figure_words(p, cx + CELL / 2.0, cy + CELL / 2.0 + (value.n ? -3 : 5), "mid", str_of(cell_sign[c->state]));
	if (value.n)
		figure_words(p, cx + CELL / 2.0, cy + CELL / 2.0 + 14, "mid", value);
	buf_addz(p->out, "</a>\n");
}

static void column_labels(struct page *p, const struct matrix *x, unsigned left, unsigned top, bool numbered)
{
	for (size_t i = 0; i < x->column_count; i++) {
		double cx = left + (double)i * CELL + CELL / 2.0, cy = top - 6.0;
		if (numbered) {
			figure_words(p, cx, cy, "mid", arena_printf(p->a, "%zu", i + 1));
			continue;
		}
		buf_printf(p->out, "<text x=\"%.1f\" y=\"%.1f\" transform=\"rotate(-40 %.1f %.1f)\">", cx, cy, cx, cy);
		html_text(p, figure_label(p, x->columns[i]));
		buf_addz(p->out, "</text>\n");
	}
}

static void column_key(struct page *p, const struct matrix *x)
{
	buf_addz(p->out, "<ol class=\"key\">");
	for (size_t i = 0; i < x->column_count; i++)
		html_element(p, "li", x->columns[i]);
	buf_addz(p->out, "</ol>\n");
}

static void duty_line(struct page *p, const void *matrix, size_t i)
{
	const struct matrix *x = matrix;
	const struct matrix_cell *c = &x->cells[i];
	if (c->state == CELL_NONE)
		return;
	figure_line(p, i);
	buf_printf(p->out, "%s ", cell_sign[c->state]);
	html_text(p, duty_of(p, x, i / x->column_count, i % x->column_count));
	if (c->value.n) {
		buf_char(p->out, ' ');
		html_text(p, c->value);
	}
	figure_seen(p, c->checkpoint);
	buf_addz(p->out, "</li>\n");
}

static void matrix(struct page *p, const struct matrix *x)
{
	bool numbered = too_long(x);
	size_t n = x->row_count * x->column_count;
	unsigned left = label_width(p, x->rows, x->row_count),
		 top = numbered ? 24 : label_width(p, x->columns, x->column_count) * 7 / 10 + 10;
	unsigned width = left + (unsigned)x->column_count * CELL + (numbered ? 4 : top), /* labels lean to the right */
		height = top + (unsigned)x->row_count * CELL + 4;
	figure_begin(p, x->rule->title, width, height);
	column_labels(p, x, left, top, numbered);
	for (size_t i = 0; i < x->row_count; i++)
		figure_words(p, left - 6.0, top + (double)i * CELL + CELL / 2.0 + 5, "end", figure_label(p, x->rows[i]));
	for (size_t i = 0; i < n; i++)
		cell(p, x, i, left, top);
	figure_end_svg(p);
	if (numbered)
		column_key(p, x);
	figure_evidence(p, n, duty_line, x);
}

/* ---- outcomes by kind of material ------------------------------------------------------- */

static struct str signed_counts(struct page *p, const size_t *n)
{
	struct str out = STR("");
	for (int t = 0; t < CHART_STATES; t++)
		if (n[t] || t <= CHART_FAILED)
			out = arena_printf(p->a, "%.*s%s%s %zu", (int)out.n, out.p, out.n ? "　" : "", chart_sign[t], n[t]);
	return out;
}

static void bar(struct page *p, const struct chart_kinds *o, size_t i, unsigned y)
{
	enum { LEFT = 150, WIDTH = 520, HEIGHT = 20 };
	const struct chart_kind *k = &o->kinds.v[i];
	double x = LEFT;
	figure_link(p, NULL, i);
	figure_words(p, LEFT - 8.0, y + 15, "end", figure_label(p, k->name));
	for (int t = 0; t < CHART_STATES; t++) {
		double width = (double)WIDTH * (double)k->n[t] / (double)o->most;
		if (!k->n[t])
			continue;
		buf_printf(p->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%u\" width=\"%.1f\" height=\"%d\"/>\n",
			   chart_state_name[t], x, y, width < 2 ? 2 : width, HEIGHT);
		x += width < 2 ? 2 : width;
	}
	figure_words(p, x + 6, y + 15, "begin", signed_counts(p, k->n));
	buf_addz(p->out, "</a>\n");
}

static void kind_line(struct page *p, const void *kinds, size_t i)
{
	const struct chart_kinds *o = kinds;
	figure_line(p, i);
	html_text(p, o->kinds.v[i].name);
	buf_addz(p->out, "<ul>\n");
	for (size_t k = 0; k < o->files.n; k++) {
		const struct chart_file *f = &o->files.v[k];
		if (f->kind != i)
			continue;
		struct str anchor = f->finding ? html_anchor(p, f->finding) : STR("");
		buf_addz(p->out, "<li>");
		if (anchor.n)
			buf_printf(p->out, "<a href=\"#%.*s\">", (int)anchor.n, anchor.p);
		html_text(p, f->file);
		if (anchor.n)
			buf_addz(p->out, "</a>");
		figure_soft(p, signed_counts(p, f->n));
		buf_addz(p->out, "</li>\n");
	}
	buf_addz(p->out, "</ul></li>\n");
}

static void outcomes(struct page *p, const struct result *m)
{
	enum { ROW = 28 };
	static const char *const words[] = {[CHART_PASSED] = N_("passed"),
					    [CHART_FAILED] = N_("failed"),
					    [CHART_WAIVED] = N_("waived"),
					    [CHART_UNKNOWN] = N_("could not be checked")};
	struct figure_sign signs[CHART_STATES];
	struct chart_kinds o = {0};
	chart_kinds_of(p->a, m, p->r->level, &o);
	if (!o.kinds.n)
		return;
	figure_begin(p, str_of(_("Checkpoints by kind of material")), 820, (unsigned)o.kinds.n * ROW + 8);
	for (size_t i = 0; i < o.kinds.n; i++)
		bar(p, &o, i, (unsigned)i * ROW + 4);
	figure_end_svg(p);
	for (int t = 0; t < CHART_STATES; t++)
		signs[t] = (struct figure_sign){arena_printf(p->a, "key %s", chart_state_name[t]).p, chart_sign[t], words[t]};
	figure_legend(p, signs, CHART_STATES);
	figure_evidence(p, o.kinds.n, kind_line, &o);
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
	html_days(p, m);
	outcomes(p, m);
	buf_addz(p->out, "</section>\n");
}
