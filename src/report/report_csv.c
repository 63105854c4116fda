/*
 * Findings as a table for spreadsheets (RFC 4180, with the byte order mark by which Excel knows
 * UTF-8).  A cell that a spreadsheet would take for a formula gets an apostrophe before it.
 */
#include "review.h"

static void cell(struct buf *out, struct str s, char end)
{
	buf_char(out, '"');
	if (s.n && memchr("=+-@\t\r", s.p[0], 6))
		buf_char(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(out, '"');
		buf_char(out, s.p[i]);
	}
	buf_addz(out, end == '\n' ? "\"\r\n" : "\",");
}

static void number(struct buf *out, uint32_t n)
{
	if (n)
		buf_printf(out, "%u", n);
	buf_char(out, ',');
}

static void row(struct arena *a, const struct finding *f, struct buf *out)
{
	const struct exception *e = f->checkpoint->waived;
	cell(out, f->meeting->path, ',');
	cell(out, f->place.file, ',');
	number(out, f->place.line);
	number(out, f->place.column);
	cell(out, f->place.cell, ',');
	cell(out, str_of(level_name[f->rule->level]), ',');
	cell(out, f->rule->id, ',');
	cell(out, review_clauses(a, f->rule, " "), ',');
	cell(out, f->message, ',');
	cell(out, f->advice, ',');
	cell(out, f->excerpt, ',');
	cell(out, f->fingerprint, ',');
	cell(out, e ? STR("waived") : STR("open"), ',');
	cell(out, e ? str_of(exception_source_name[e->source]) : STR(""), ',');
	cell(out, e ? e->reason : STR(""), ',');
	cell(out, e ? e->owner : STR(""), ',');
	cell(out, e && e->expires != DAY_NONE ? day_iso(a, e->expires) : STR(""), '\n');
}

static void gap_row(const struct gap *g, struct buf *out)
{
	cell(out, g->meeting ? g->meeting->path : STR(""), ',');
	cell(out, g->file, ',');
	number(out, g->line);
	buf_char(out, ',');
	cell(out, STR(""), ',');
	cell(out, STR(""), ',');
	cell(out, g->rule ? g->rule->id : STR(""), ',');
	cell(out, STR(""), ',');
	cell(out, g->message, ',');
	for (int i = 0; i < 3; i++)
		cell(out, STR(""), ',');
	cell(out, STR("unchecked"), ',');
	for (int i = 0; i < 3; i++)
		cell(out, STR(""), ',');
	cell(out, STR(""), '\n');
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct findings found = {0};
	struct gaps gaps = {0};
	buf_addz(out, "\xef\xbb\xbfmeeting,file,line,column,cell,level,rule,clauses,message,advice,"
		      "excerpt,fingerprint,state,exception,reason,owner,expires\r\n");
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &found);
	gaps_of(a, r, &gaps);
	for (size_t i = 0; i < found.list.n; i++)
		row(a, &found.list.v[i], out);
	for (size_t i = 0; i < gaps.list.n; i++)
		gap_row(&gaps.list.v[i], out);
}

const struct renderer report_csv = {
    .name = "csv",
    .help = "a row for each finding, for spreadsheets",
    .render = render,
};
