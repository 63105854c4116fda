/* One meeting with all that is told of it. */
#include "review.h"
#include "layout.h"
#include "text.h"

/* Files that no rule looked at.  There is a finding for each; but who asks what was not looked at must find them too. */
static void add_unlooked(struct arena *a, const struct result *m, struct gaps *out)
{
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (f->ignored || (!f->failure.n && (f->kind.n || m->outside)))
			continue;
		struct str why = f->failure.n ? words_failure(a, f->failure)
					      : str_of(_("no rule looked at this file: its kind was not recognised"));
		*list_add(a, &out->list) = (struct gap){.meeting = m, .file = report_path(a, m, f->file), .message = why};
	}
}

void review_of(struct arena *a, const struct report *r, size_t i, struct review *out)
{
	struct report one = *r;
	const struct result *m = r->meetings[i];
	one.meetings = &r->meetings[i];
	one.count = 1;
	one.complaints = NULL;
	*out = (struct review){.meeting = m};
	findings_of(a, &one, false, &out->found);
	findings_of(a, &one, true, &out->waived);
	add_unlooked(a, m, &out->gaps);
	gaps_of(a, &one, &out->gaps);
	for (size_t k = 0; k < out->found.list.n; k++)
		out->levels[out->found.list.v[k].rule->level]++;
	for (size_t k = 0; k < m->materials.n; k++)
		out->files += !m->materials.v[k].ignored;
	for (size_t k = 0; k < m->verdicts.n; k++)
		out->verdicts[m->verdicts.v[k].type]++;
	out->status = out->gaps.list.n || m->failure.n ? 2 : out->found.list.n > 0;
	if (r->count == 1)
		out->status = r->status;
}

void review_run_gaps(struct arena *a, const struct report *r, struct gaps *out)
{
	struct report none = *r;
	none.count = 0;
	gaps_of(a, &none, out);
}

const char *review_result(int status)
{
	return status == 0   ? _("No findings")
	       : status == 1 ? _("Findings to mend")
			     : _("Not everything could be checked");
}

struct str review_name(const struct result *m)
{
	return m->unit.n ? m->unit : m->path;
}

static bool counts_paragraphs(const struct result *m, struct str file)
{
	for (size_t i = 0; i < m->materials.n; i++)
		if (str_eq(m->materials.v[i].file, file))
			return str_is(m->materials.v[i].format, "docx");
	return false;
}

struct str review_position(struct arena *a, const struct result *m, const struct place *p)
{
	if (p->cell.n || !p->line)
		return p->cell;
	return counts_paragraphs(m, p->file) ? arena_printf(a, _("paragraph %u"), p->line)
					     : arena_printf(a, _("line %u"), p->line);
}

struct str review_place(struct arena *a, const struct result *m, const struct place *p)
{
	struct str at = review_position(a, m, p);
	return arena_printf(a, "%.*s%s%.*s", (int)p->file.n, p->file.p, at.n ? " " : "", (int)at.n,
			    at.p);
}

struct str review_clauses(struct arena *a, const struct rule_info *rule, const char *between)
{
	struct buf b = {0};
	for (size_t i = 0; i < rule->clause_count; i++) {
		struct str id = rule->clauses[i]->id;
		buf_printf(&b, "%s%.*s", i ? between : "", (int)id.n, id.p);
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void line(struct buf *b, struct str words)
{
	if (b->n)
		buf_char(b, '\n');
	buf_add(b, words);
}

struct str review_open(struct arena *a, const struct verdict *v)
{
	struct buf b = {0};
	if (v->type == VERDICT_UNCHECKED && v->why)
		line(&b, str_of(_(v->why)));
	for (size_t i = 0; i < v->missing.n; i++)
		line(&b, arena_printf(a, _("to provide: %.*s"), (int)v->missing.v[i].n,
				      v->missing.v[i].p));
	if (v->type == VERDICT_HUMAN && v->clause->question.n)
		line(&b, v->clause->question);
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* "2022-01-13", and nothing else. */
static bool day_parts(struct arena *a, struct str iso, long part[3])
{
	struct date d;
	if (iso.n != 10 || !date_find(iso, 0, DAY_NONE, &d) || !str_eq(day_iso(a, d.last), iso))
		return false;
	part[0] = strtol(arena_dup(a, str_cut(iso, 0, 4)).p, NULL, 10);
	part[1] = strtol(arena_dup(a, str_cut(iso, 5, 7)).p, NULL, 10);
	part[2] = strtol(arena_dup(a, str_cut(iso, 8, 10)).p, NULL, 10);
	return true;
}

struct str review_day(struct arena *a, struct str iso)
{
	long part[3];
	/* TRANSLATORS: month and day, as short as can be */
	return day_parts(a, iso, part) ? arena_printf(a, _("%02ld-%02ld"), part[1], part[2]) : iso;
}

struct str review_long_day(struct arena *a, struct str iso)
{
	long part[3];
	/* TRANSLATORS: year, month and day */
	return day_parts(a, iso, part) ? arena_printf(a, _("%04ld-%02ld-%02ld"), part[0], part[1], part[2]) : iso;
}

bool review_concerns(const struct finding *f, struct str name)
{
	const struct checkpoint *c = f->checkpoint;
	for (size_t i = 0; i < c->subject.n; i++)
		if (str_eq(c->subject.v[i].value, name))
			return true;
	if (c->witnesses.n && str_find(c->witnesses.v[0].place.file, name, 0) != SIZE_MAX)
		return true;
	return str_find(f->message, name, 0) != SIZE_MAX;
}

struct str review_value(struct arena *a, const struct matrix_cell *cell)
{
	return review_day(a, cell->value);
}

struct str review_cell(struct arena *a, const struct matrix_cell *cell)
{
	struct str value = review_value(a, cell);
	return arena_printf(a, "%s%s%.*s", cell_sign[cell->state], value.n ? " " : "", (int)value.n, value.p);
}
