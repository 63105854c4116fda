/* The tables of the paper: duties, days, kinds of material, people. */
#include "chart.h"
#include "layout.h"
#include "paper.h"
#include "text.h"

/* ---- tables of duties
 * ---------------------------------------------------------------------------- */

static void matrix(struct paper *p, const struct matrix *x)
{
	enum { NAMES_WIDTH = 1500 };
	unsigned *widths = arena_array(p->a, unsigned, x->column_count + 1);
	widths[0] = NAMES_WIDTH;
	for (size_t k = 1; k <= x->column_count; k++)
		widths[k] = (WORD_TEXT_WIDTH - NAMES_WIDTH) / (unsigned)x->column_count;
	paper_subheading(p, x->rule->title);
	word_table_begin(&p->w, widths, NULL, x->column_count + 1);
	word_row_begin(&p->w, WORD_ROW_HEAD);
	word_cell(&p->w, WORD_CELL_HEAD, WORD_PLAIN, STR(""));
	for (size_t k = 0; k < x->column_count; k++)
		word_cell(&p->w, WORD_CELL_HEAD, WORD_PLAIN, x->columns[k]);
	word_row_end(&p->w);
	for (size_t i = 0; i < x->row_count; i++) {
		word_row_begin(&p->w, WORD_ROW);
		word_cell(&p->w, WORD_CELL_HEAD, WORD_PLAIN, x->rows[i]);
		for (size_t k = 0; k < x->column_count; k++) {
			const struct matrix_cell *c = &x->cells[i * x->column_count + k];
			word_cell(&p->w, WORD_CELL_CENTRE,
				  c->state == CELL_FAILED ? WORD_BAD : WORD_PLAIN,
				  review_cell(p->a, c));
		}
		word_row_end(&p->w);
	}
	word_table_end(&p->w);
}

/* ---- days, kinds of material, people -------------------------------------------------------------- */

static void days(struct paper *p)
{
	static const unsigned widths[] = {3000, 1800, 1800, 1345, 900};
	const char *const names[] = {_("what"), _("day"), _("held to"), _("result"), _("places")};
	struct chart_days all;
	chart_days_of(p->a, p->v->meeting, &all);
	if (!all.list.n)
		return;
	paper_subheading(p, str_of(_("Days against the days that they are held to")));
	word_table_begin(&p->w, widths, names, 5);
	for (size_t i = 0; i < all.list.n; i++) {
		const struct chart_day *d = &all.list.v[i];
		word_row_begin(&p->w, WORD_ROW);
		paper_cell(p, d->rule->title);
		paper_centred(p, review_long_day(p->a, day_iso(p->a, d->day)));
		paper_centred(p, review_long_day(p->a, day_iso(p->a, d->limit)));
		word_cell(&p->w, WORD_CELL_CENTRE, d->failed ? WORD_BAD : WORD_PLAIN,
			  str_of(d->failed ? _("too early or too late") : _("in time")));
		paper_number(p, d->at.n);
		word_row_end(&p->w);
	}
	word_table_end(&p->w);
}

static void kinds(struct paper *p, const struct chart_kinds *all)
{
	static const unsigned widths[] = {WORD_TEXT_WIDTH - 4 * 1300, 1300, 1300, 1300, 1300};
	const char *const names[] = {_("material"), _("passed"), _("failed"), _("waived"), _("could not be checked")};
	if (!all->kinds.n)
		return;
	paper_subheading(p, str_of(_("Checkpoints by kind of material")));
	word_table_begin(&p->w, widths, names, 5);
	for (size_t i = 0; i < all->kinds.n; i++) {
		word_row_begin(&p->w, WORD_ROW);
		paper_cell(p, all->kinds.v[i].name);
		for (int t = 0; t < CHART_STATES; t++)
			paper_number(p, all->kinds.v[i].n[t]);
		word_row_end(&p->w);
	}
	word_table_end(&p->w);
}

void paper_tables(struct paper *p)
{
	struct matrices list = {0};
	struct chart_kinds all;
	matrices_of(p->a, p->v->meeting, &list);
	chart_kinds_of(p->a, p->v->meeting, p->r->level, &all);
	if (!list.list.n && !all.kinds.n)
		return;
	paper_heading(p, _("Tables"));
	for (size_t i = 0; i < list.list.n; i++)
		matrix(p, &list.list.v[i]);
	if (list.list.n)
		word_paragraph(&p->w, WORD_NOTE,
			       str_of(_("✓ met, ✗ not met, ○ waived, ? could not be checked")));
	days(p);
	kinds(p, &all);
}

/* The findings of each member, by their numbers. */
void paper_people(struct paper *p)
{
	static const unsigned widths[] = {1500, 1000, WORD_TEXT_WIDTH - 2500};
	const char *const names[] = {_("person"), _("findings"), _("no.")};
	const struct result *m = p->v->meeting;
	if (!m->people.n)
		return;
	paper_heading(p, _("By person"));
	word_table_begin(&p->w, widths, names, 3);
	for (size_t i = 0; i < m->people.n; i++) {
		struct buf numbers = {0};
		size_t n = 0;
		for (size_t k = 0; k < p->v->found.list.n; k++)
			if (review_concerns(&p->v->found.list.v[k], m->people.v[i]))
				buf_printf(&numbers, "%s%zu", n++ ? "  " : "", k + 1); /* blanks: only there lines break */
		word_row_begin(&p->w, WORD_ROW);
		paper_centred(p, m->people.v[i]);
		paper_number(p, n);
		paper_cell(p, arena_dup(p->a, buf_str(&numbers)));
		word_row_end(&p->w);
		buf_free(&numbers);
	}
	word_table_end(&p->w);
}
