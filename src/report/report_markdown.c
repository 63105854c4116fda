/*
 * A summary for a merge request or a job: what the clauses came to, the findings, the tables of
 * duties, the exceptions, and what could not be looked at.
 */
#include "findings.h"
#include "layout.h"
#include "matrix.h"
#include "text.h"

enum { FINDINGS_MAX = 100 }; /* a row each; hosts cut long comments off */

static void matrix_cell(struct arena *a, const struct matrix_cell *cell, struct buf *out)
{
	buf_printf(out, " %s", cell->state == CELL_NONE ? " " : cell_sign[cell->state]);
	if (cell->value.n)
		buf_char(out, ' ');
	markdown_text(a, out, cell->value);
	buf_addz(out, " |");
}

static void matrix(struct arena *a, const struct matrix *x, struct buf *out)
{
	buf_addz(out, "\n#### ");
	markdown_text(a, out, x->rule->title);
	buf_addz(out, "\n\n|  |");
	for (size_t k = 0; k < x->column_count; k++) {
		buf_char(out, ' ');
		markdown_text(a, out, x->columns[k]);
		buf_addz(out, " |");
	}
	buf_addz(out, "\n| --- |");
	for (size_t k = 0; k < x->column_count; k++)
		buf_addz(out, " :-: |");
	for (size_t i = 0; i < x->row_count; i++) {
		buf_addz(out, "\n| ");
		markdown_text(a, out, x->rows[i]);
		buf_addz(out, " |");
		for (size_t k = 0; k < x->column_count; k++)
			matrix_cell(a, &x->cells[i * x->column_count + k], out);
	}
	buf_char(out, '\n');
}

static void verdicts(const struct result *m, struct buf *out)
{
	size_t count[VERDICT_TYPES] = {0};
	for (size_t i = 0; i < m->verdicts.n; i++)
		count[m->verdicts.v[i].type]++;
	if (!m->verdicts.n)
		return;
	buf_char(out, '\n');
	for (int i = 0; i < VERDICT_TYPES; i++)
		if (count[i])
			buf_printf(out, "%s **%zu** · ", words_verdict((enum verdict_type)i),
				   count[i]);
	buf_printf(out, _n("of %zu clause", "of %zu clauses", m->verdicts.n), m->verdicts.n);
	buf_char(out, '\n');
}

static void finding_place(struct arena *a, const struct finding *f, struct buf *out)
{
	markdown_text(a, out, f->place.file);
	if (f->place.cell.n) {
		buf_char(out, ' ');
		markdown_text(a, out, f->place.cell);
	} else if (f->place.line) {
		buf_printf(out, ":%u", f->place.line);
	}
}

static void finding_row(struct arena *a, const struct finding *f, struct buf *out)
{
	buf_addz(out, "| ");
	finding_place(a, f, out);
	buf_printf(out, " | %s | ", words_level(f->rule->level));
	markdown_text(a, out, f->message);
	buf_addz(out, " | ");
	markdown_text(a, out, f->advice);
	buf_addz(out, " | `");
	buf_add(out, line_clean(a, f->rule->id));
	buf_addz(out, "` |\n");
}

static void findings(struct arena *a, const struct result *m, const struct findings *all,
		     enum level level, struct buf *out)
{
	size_t aside = count_aside(m, level);
	size_t n = 0;
	for (size_t i = 0; i < all->list.n; i++) {
		if (all->list.v[i].meeting != m)
			continue;
		if (!n++)
			buf_printf(out, "\n| %s | %s | %s | %s | %s |\n| --- | --- | --- | --- | --- |\n",
				   _("place"), _("level"), _("finding"), _("advice"), _("rule"));
		if (n <= FINDINGS_MAX)
			finding_row(a, &all->list.v[i], out);
	}
	if (n > FINDINGS_MAX) {
		buf_char(out, '\n');
		buf_printf(out, _("… and %zu more findings; the other formats have them all"),
			   n - FINDINGS_MAX);
		buf_char(out, '\n');
	}
	if (!n)
		buf_printf(out, "\n%s\n", _("no findings"));
	if (aside) {
		buf_char(out, '\n');
		buf_printf(out,
			   _n("%zu finding in unchanged files is not shown",
			      "%zu findings in unchanged files are not shown", aside),
			   aside);
		buf_char(out, '\n');
	}
}

static void exception_row(struct arena *a, const struct exception *e, const struct finding *f,
			  struct buf *out)
{
	struct str expiry = words_expiry(a, e);
	buf_addz(out, "| ");
	if (f)
		finding_place(a, f, out);
	else
		markdown_text(a, out, e->scope.file.n ? e->scope.file : e->file);
	buf_printf(out, " | %s | ", f ? words_level(f->rule->level) : "");
	markdown_text(a, out, f ? f->message : e->rule);
	buf_printf(out, " | %s | ", words_source(e->source));
	markdown_text(a, out, e->reason);
	buf_addz(out, " | ");
	markdown_text(a, out, e->owner);
	buf_printf(out, " | %.*s | %s |\n", (int)expiry.n, expiry.p, words_state(e->state));
}

/* Each with what it waives, a row for each finding. */
static void exceptions(struct arena *a, const struct result *m, const struct findings *waived,
		       struct buf *out)
{
	if (!m->exceptions.n)
		return;
	buf_printf(out, "\n#### %s\n\n| %s | %s | %s | %s | %s | %s | %s | %s |\n", _("Exceptions"),
		   _("place"), _("level"), _("finding"), _("exception"), _("reason"), _("owner"),
		   _("until"), _("state"));
	for (int i = 0; i < 8; i++)
		buf_addz(out, i < 7 ? "| --- " : "| --- |\n");
	size_t rows = 0;
	for (size_t i = 0; i < m->exceptions.n; i++) {
		const struct exception *e = m->exceptions.v[i];
		size_t at = 0;
		const struct finding *f = waived_by(waived, e, &at);
		do {
			if (rows++ < FINDINGS_MAX)
				exception_row(a, e, f, out);
		} while (f && (f = waived_by(waived, e, &at)));
	}
	if (rows > FINDINGS_MAX) {
		buf_char(out, '\n');
		buf_printf(out, _("… and %zu more exceptions; the other formats have them all"),
			   rows - FINDINGS_MAX);
		buf_char(out, '\n');
	}
}

static void gap_lines(struct arena *a, const struct result *m, const struct gaps *gaps,
		      struct buf *out)
{
	bool any = false;
	for (size_t i = 0; i < gaps->list.n; i++) {
		const struct gap *g = &gaps->list.v[i];
		if (g->meeting != m)
			continue;
		if (!any)
			buf_printf(out, "\n#### %s\n\n", _("Not looked at"));
		any = true;
		buf_addz(out, "- ");
		markdown_text(a, out, g->file);
		if (g->file.n)
			buf_addz(out, ": ");
		markdown_text(a, out, g->message);
		buf_char(out, '\n');
	}
}

static const char *outcome_words(int status)
{
	return status == 0 ? _("passed") : status == 1 ? _("findings") : _("not all could be checked");
}

static void meeting(struct arena *a, const struct result *m, const struct findings *all,
		    const struct findings *waived, const struct gaps *gaps, enum level level, struct buf *out)
{
	struct matrices matrices = {0};
	buf_addz(out, "\n### ");
	markdown_text(a, out, m->unit.n ? m->unit : m->path);
	if (m->unit.n) {
		buf_addz(out, " (");
		markdown_text(a, out, m->path);
		buf_char(out, ')');
	}
	buf_char(out, '\n');
	verdicts(m, out);
	findings(a, m, all, level, out);
	matrices_of(a, m, &matrices);
	for (size_t i = 0; i < matrices.list.n; i++)
		matrix(a, &matrices.list.v[i], out);
	if (matrices.list.n)
		buf_printf(out, "\n%s\n", _("✓ met, ✗ not met, ○ waived, ? could not be checked"));
	exceptions(a, m, waived, out);
	gap_lines(a, m, gaps, out);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct findings found = {0}, waived = {0};
	struct gaps gaps = {0};
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &waived);
	gaps_of(a, r, &gaps);
	buf_printf(out, "## baguan: %s\n", outcome_words(r->status));
	gap_lines(a, NULL, &gaps, out);
	for (size_t i = 0; i < r->count; i++)
		meeting(a, r->meetings[i], &found, &waived, &gaps, r->level, out);
}

const struct renderer report_markdown = {
    .name = "markdown",
    .help = "a summary for merge requests and jobs",
    .render = render,
};
