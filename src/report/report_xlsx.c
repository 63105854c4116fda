/* Findings, verdicts, tables of duties, exceptions and gaps as a workbook, a sheet each. */
#include "review.h"
#include "layout.h"
#include "sheet.h"
#include "text.h"

/* A workbook under way. */
struct work {
	struct arena *a;
	struct book book;
	struct review *reviews; /* by meeting */
	size_t count;
};

static void text(struct sheet *s, struct str words)
{
	sheet_text(s, SHEET_TEXT, words);
}

static void add_line(struct buf *b, struct str words)
{
	if (b->n && words.n)
		buf_char(b, '\n');
	buf_add(b, words);
}

/* What BUF holds, as the next cell; it is empty behind that. */
static void text_of(struct sheet *s, struct buf *b)
{
	text(s, buf_str(b));
	b->n = 0;
}

/* ---- overview ------------------------------------------------------------------------------ */

static void overview(struct work *w)
{
	struct sheet *s = book_sheet(&w->book, str_of(_("Overview")));
	const struct sheet_column columns[] = {
	    {_("meeting"), 28},
	    {_("folder"), 32},
	    {_("result"), 22},
	    {_("errors"), 8},
	    {_("warnings"), 8},
	    {_("hints"), 8},
	    {_("not looked at"), 10},
	    {words_verdict(VERDICT_PASSED), 10},
	    {words_verdict(VERDICT_FAILED), 10},
	    {words_verdict(VERDICT_PARTLY), 10},
	    {words_verdict(VERDICT_IDLE), 10},
	    {words_verdict(VERDICT_UNCHECKED), 10},
	    {words_verdict(VERDICT_HUMAN), 10},
	    {words_verdict(VERDICT_WAIVED), 10},
	};
	sheet_columns(s, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < w->count; i++) {
		const struct review *v = &w->reviews[i];
		sheet_row(s);
		text(s, review_name(v->meeting));
		text(s, v->meeting->path);
		sheet_text(s, v->status ? SHEET_BAD : SHEET_GOOD, str_of(review_result(v->status)));
		for (int k = LEVEL_ERROR; k >= LEVEL_INFO; k--)
			sheet_number(s, v->levels[k]);
		sheet_number(s, v->gaps.list.n);
		for (int k = 0; k < VERDICT_TYPES; k++)
			sheet_number(s, v->verdicts[k]);
	}
}

/* ---- findings -------------------------------------------------------------------------------- */

static void finding(struct sheet *s, struct arena *a, const struct finding *f)
{
	const struct checkpoint *c = f->checkpoint;
	struct buf others = {0};
	for (size_t i = 1; i < c->witnesses.n; i++)
		add_line(&others, review_place(a, f->meeting, &c->witnesses.v[i].place));
	sheet_row(s);
	text(s, review_name(f->meeting));
	text(s, c->witnesses.n ? c->witnesses.v[0].place.file : STR(""));
	text(s,
	     c->witnesses.n ? review_position(a, f->meeting, &c->witnesses.v[0].place) : STR(""));
	text(s, str_of(words_level(f->rule->level)));
	text(s, f->message);
	text(s, f->advice);
	text(s, line_clean(a, f->excerpt));
	text_of(s, &others);
	text(s, review_clauses(a, f->rule, " "));
	text(s, f->rule->id);
	text(s, f->fingerprint);
	buf_free(&others);
}

static void findings(struct work *w)
{
	struct sheet *s = book_sheet(&w->book, str_of(_("Findings")));
	const struct sheet_column columns[] = {
	    {_("meeting"), 22}, {_("material"), 26},     {_("place"), 12},
	    {_("level"), 8},    {_("finding"), 48},      {_("advice"), 48},
	    {_("words"), 40},   {_("other places"), 24}, {_("clause"), 12},
	    {_("rule"), 28},    {_("fingerprint"), 20},
	};
	sheet_columns(s, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < w->count; i++)
		for (size_t k = 0; k < w->reviews[i].found.list.n; k++)
			finding(s, w->a, &w->reviews[i].found.list.v[k]);
}

/* ---- verdicts -------------------------------------------------------------------------------- */

static enum sheet_style style_of(enum verdict_type type)
{
	switch (type) {
	case VERDICT_PASSED:
		return SHEET_GOOD;
	case VERDICT_FAILED:
	case VERDICT_PARTLY:
		return SHEET_BAD;
	case VERDICT_UNCHECKED:
		return SHEET_DOUBT;
	default:
		return SHEET_CENTRE;
	}
}

static struct str point(struct arena *a, const struct result *m, const struct checkpoint *c,
			struct str words)
{
	struct str place = c->witnesses.n ? review_place(a, m, &c->witnesses.v[0].place) : STR("");
	return place.n
		   ? arena_printf(a, _("%.*s (%.*s)"), (int)words.n, words.p, (int)place.n, place.p)
		   : words;
}

static void verdict(struct sheet *s, struct arena *a, const struct result *m,
		    const struct verdict *v)
{
	struct buf b = {0};
	sheet_row(s);
	text(s, review_name(m));
	text(s, v->clause->id);
	text(s, v->clause->quote);
	sheet_text(s, style_of(v->type), str_of(words_verdict(v->type)));
	sheet_number(s, v->passed);
	sheet_number(s, v->failed);
	sheet_number(s, v->waived);
	sheet_number(s, v->unknown);
	for (size_t i = 0; i < v->findings.n; i++) {
		const struct checkpoint *c = &v->findings.v[i];
		struct str words = point(a, m, c, words_finding(a, c, c->rule->message));
		add_line(&b, c->waived ? arena_printf(a, "%s%s%.*s", _("waived"), _(": "),
						      (int)words.n, words.p)
				       : words);
	}
	text_of(s, &b);
	for (size_t i = 0; i < v->evidence.n; i++)
		add_line(&b, point(a, m, &v->evidence.v[i],
				   v->evidence.v[i].witnesses.n
				       ? line_clean(a, v->evidence.v[i].witnesses.v[0].excerpt)
				       : v->evidence.v[i].rule->title));
	text_of(s, &b);
	text(s, review_open(a, v));
	buf_free(&b);
}

static void verdicts(struct work *w)
{
	struct sheet *s = book_sheet(&w->book, str_of(_("Clauses")));
	const struct sheet_column columns[] = {
	    {_("meeting"), 22},  {_("clause"), 8},       {_("the plan's words"), 48},
	    {_("verdict"), 12},  {_("passed"), 8},       {_("failed"), 8},
	    {_("waived"), 8},    {_("not checked"), 8},  {_("findings"), 48},
	    {_("evidence"), 48}, {_("still to do"), 40},
	};
	sheet_columns(s, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < w->count; i++)
		for (size_t k = 0; k < w->reviews[i].meeting->verdicts.n; k++)
			verdict(s, w->a, w->reviews[i].meeting,
				&w->reviews[i].meeting->verdicts.v[k]);
}

/* ---- tables of duties --------------------------------------------------------------------------
 */

static const enum sheet_style cell_styles[] = {
    [CELL_NONE] = SHEET_CENTRE,   [CELL_PASSED] = SHEET_GOOD,   [CELL_FAILED] = SHEET_BAD,
    [CELL_WAIVED] = SHEET_CENTRE, [CELL_UNKNOWN] = SHEET_DOUBT,
};

static void matrix(struct sheet *s, struct arena *a, const struct result *m, const struct matrix *x)
{
	sheet_row(s);
	sheet_text(s, SHEET_HEAD, review_name(m));
	for (size_t k = 0; k < x->column_count; k++)
		sheet_text(s, SHEET_HEAD, x->columns[k]);
	for (size_t i = 0; i < x->row_count; i++) {
		sheet_row(s);
		sheet_text(s, SHEET_HEAD, x->rows[i]);
		for (size_t k = 0; k < x->column_count; k++) {
			const struct matrix_cell *cell = &x->cells[i * x->column_count + k];
			sheet_text(s, cell_styles[cell->state], review_cell(a, cell));
		}
	}
}

/* The sheet of each rule that spans a table, in the order in which meetings have them. */
struct matrix_sheet {
	const struct rule_info *rule;
	struct sheet *sheet;
	size_t columns;
};

struct matrix_sheets {
	LIST(struct matrix_sheet) list;
	struct map index;
};

static struct matrix_sheet *sheet_of(struct work *w, struct matrix_sheets *all,
				     const struct rule_info *rule)
{
	size_t *at = map_at(w->a, &all->index, rule->id);
	if (*at == SIZE_MAX) {
		*at = all->list.n;
		*list_add(w->a, &all->list) =
		    (struct matrix_sheet){.rule = rule, .sheet = book_sheet(&w->book, rule->title)};
		if (w->count == 1)
			sheet_freeze(all->list.v[*at].sheet, 1, 1);
		else
			sheet_freeze(all->list.v[*at].sheet, 0, 1);
	} else {
		sheet_row(all->list.v[*at].sheet); /* between two meetings */
	}
	return &all->list.v[*at];
}

static void matrices(struct work *w)
{
	struct matrix_sheets all = {0};
	for (size_t i = 0; i < w->count; i++) {
		struct matrices list = {0};
		matrices_of(w->a, w->reviews[i].meeting, &list);
		for (size_t k = 0; k < list.list.n; k++) {
			struct matrix_sheet *s = sheet_of(w, &all, list.list.v[k].rule);
			size_t n = list.list.v[k].column_count;
			s->columns = n > s->columns ? n : s->columns;
			matrix(s->sheet, w->a, w->reviews[i].meeting, &list.list.v[k]);
		}
	}
	for (size_t i = 0; i < all.list.n; i++) {
		struct matrix_sheet *s = &all.list.v[i];
		unsigned *widths = arena_array(w->a, unsigned, s->columns + 1);
		for (size_t k = 0; k <= s->columns; k++)
			widths[k] = k ? 12 : 24;
		sheet_widths(s->sheet, widths, s->columns + 1);
		sheet_row(s->sheet);
		sheet_row(s->sheet);
		text(s->sheet, str_of(_("✓ met, ✗ not met, ○ waived, ? could not be checked")));
	}
}

/* ---- exceptions and gaps -----------------------------------------------------------------------
 */

static void exception(struct sheet *s, struct arena *a, const struct review *v,
		      const struct exception *e)
{
	struct buf b = {0}, levels = {0};
	size_t at = 0;
	for (const struct finding *f; (f = waived_by(&v->waived, e, &at));) {
		add_line(&levels, str_of(words_level(f->rule->level)));
		add_line(&b, point(a, v->meeting, f->checkpoint, f->message));
	}
	sheet_row(s);
	text(s, review_name(v->meeting));
	text(s, e->rule);
	text(s, e->scope.file.n ? e->scope.file : e->file);
	text_of(s, &levels);
	text_of(s, &b);
	text(s, e->reason);
	text(s, e->owner);
	text(s, words_expiry(a, e));
	text(s, str_of(words_source(e->source)));
	text(s, review_place(a, v->meeting, &e->place));
	text(s, str_of(words_state(e->state)));
	buf_free(&levels);
	buf_free(&b);
}

static void exceptions(struct work *w)
{
	struct sheet *s = book_sheet(&w->book, str_of(_("Exceptions")));
	const struct sheet_column columns[] = {
	    {_("meeting"), 22}, {_("rule"), 28},   {_("material"), 26}, {_("level"), 8},
	    {_("finding"), 48}, {_("reason"), 40}, {_("owner"), 12},    {_("until"), 12},
	    {_("exception"), 12}, {_("place"), 24},  {_("state"), 24},
	};
	sheet_columns(s, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < w->count; i++)
		for (size_t k = 0; k < w->reviews[i].meeting->exceptions.n; k++)
			exception(s, w->a, &w->reviews[i], w->reviews[i].meeting->exceptions.v[k]);
}

static void gap_rows(struct sheet *s, const struct gaps *gaps)
{
	for (size_t i = 0; i < gaps->list.n; i++) {
		const struct gap *g = &gaps->list.v[i];
		sheet_row(s);
		text(s, g->meeting ? review_name(g->meeting) : STR(""));
		text(s, g->file);
		if (g->line)
			sheet_number(s, g->line);
		else
			text(s, STR(""));
		text(s, g->message);
		text(s, g->rule ? g->rule->id : STR(""));
	}
}

static void not_looked_at(struct work *w, const struct report *r)
{
	struct sheet *s = book_sheet(&w->book, str_of(_("Not looked at")));
	const struct sheet_column columns[] = {
	    {_("meeting"), 22}, {_("material"), 40}, {_("line"), 8},
	    {_("what"), 60},    {_("rule"), 28},
	};
	struct gaps run = {0};
	review_run_gaps(w->a, r, &run);
	sheet_columns(s, columns, sizeof columns / sizeof *columns);
	gap_rows(s, &run);
	for (size_t i = 0; i < w->count; i++)
		gap_rows(s, &w->reviews[i].gaps);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct work w = {.a = a, .book = {.a = a}, .count = r->count};
	w.reviews = arena_array(a, struct review, r->count + 1);
	for (size_t i = 0; i < r->count; i++)
		review_of(a, r, i, &w.reviews[i]);
	overview(&w);
	findings(&w);
	verdicts(&w);
	matrices(&w);
	exceptions(&w);
	not_looked_at(&w, r);
	book_write(&w.book, str_of(_("review of meeting materials")), out);
}

const struct renderer report_xlsx = {
    .name = "xlsx",
    .help = "a workbook: findings, verdicts, tables of duties, a sheet each",
    .binary = true,
    .render = render,
};
