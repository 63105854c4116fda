/*
 * A statement of review as a paper to be signed, in tables: the result, clause by clause, the
 * findings by material, the tables of duties, exceptions, what was not looked at.
 */
#include "layout.h"
#include "paper.h"
#include "text.h"

enum {
	BRIEF_FROM = 20,      /* meetings: with more, findings only */
	MESSAGE_COLUMNS = 80, /* of a finding that stands in full below */
	EVIDENCE_MAX = 2,     /* of a clause */
	LONG_FROM = 8,        /* paragraphs: a row that goes on on the next page, lest half a page stay empty */
	EXCERPT_COLUMNS = 56
};

/* ---- headings ---------------------------------------------------------------------------- */

/* Chinese papers count 一、（一）; N is 1 or more. */
static struct str count_words(struct arena *a, long n)
{
	struct str chinese = n < 10000 ? numeral_chinese(a, n) : (struct str){0};
	bool wanted = str_starts(str_of(_("en")), STR("zh")); /* the language of the report */
	return wanted && chinese.n ? chinese : arena_printf(a, "%ld", n);
}

void paper_heading(struct paper *p, const char *words)
{
	struct str n = count_words(p->a, ++p->chapter);
	p->part = 0;
	word_paragraph(&p->w, WORD_HEADING,
		       arena_printf(p->a, _("%.*s. %s"), (int)n.n, n.p, words));
}

void paper_subheading(struct paper *p, struct str words)
{
	struct str n = count_words(p->a, ++p->part);
	words = line_clean(p->a, words);
	word_paragraph(&p->w, WORD_SUBHEADING,
		       arena_printf(p->a, _("(%.*s) %.*s"), (int)n.n, n.p, (int)words.n, words.p));
}

void paper_cell(struct paper *p, struct str words)
{
	word_cell(&p->w, WORD_CELL, WORD_PLAIN, words);
}

void paper_centred(struct paper *p, struct str words)
{
	word_cell(&p->w, WORD_CELL_CENTRE, WORD_PLAIN, words);
}

void paper_number(struct paper *p, size_t n)
{
	paper_centred(p, arena_printf(p->a, "%zu", n));
}

/* ---- the result ----------------------------------------------------------------------------- */

static void result_row(struct paper *p, const char *label, enum word_look look, struct str words)
{
	word_row_begin(&p->w, WORD_ROW);
	word_cell(&p->w, WORD_CELL_HEAD, WORD_PLAIN, str_of(label));
	word_cell(&p->w, WORD_CELL, look, words);
	word_row_end(&p->w);
}

static struct str verdict_counts(struct paper *p)
{
	struct buf b = {0};
	for (int i = 0; i < VERDICT_TYPES; i++)
		if (p->v->verdicts[i])
			buf_printf(&b, "%s%s %zu", b.n ? _(", ") : "",
				   words_verdict((enum verdict_type)i), p->v->verdicts[i]);
	struct str out = arena_dup(p->a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* "TITLE (name)" */
static struct str pack_words(struct paper *p)
{
	struct str name = p->v->meeting->pack, title = p->v->meeting->pack_title;
	return title.n ? arena_printf(p->a, _("%.*s (%.*s)"), (int)title.n, title.p, (int)name.n, name.p) : name;
}

static void result(struct paper *p)
{
	static const unsigned widths[] = {2000, WORD_TEXT_WIDTH - 2000};
	const struct result *m = p->v->meeting;
	const size_t *levels = p->v->levels;
	struct tally t = tally_of(m, NULL);
	paper_heading(p, _("Result"));
	word_table_begin(&p->w, widths, NULL, 2);
	result_row(p, _("meeting"), WORD_PLAIN, review_name(m));
	for (size_t i = 0; i < m->days.n; i++)
		result_row(p, arena_z(p->a, m->days.v[i].key), WORD_PLAIN, review_long_day(p->a, m->days.v[i].value));
	result_row(p, _("folder"), WORD_PLAIN, m->path);
	result_row(p, _("rule pack"), WORD_PLAIN, pack_words(p));
	result_row(p, _("result"), p->v->status ? WORD_BAD : WORD_BOLD,
		   str_of(review_result(p->v->status)));
	result_row(p, _("findings"), WORD_PLAIN,
		   arena_printf(p->a, _("errors %zu, warnings %zu, hints %zu, not looked at %zu"),
				levels[LEVEL_ERROR], levels[LEVEL_WARNING], levels[LEVEL_INFO],
				p->v->gaps.list.n));
	if (m->verdicts.n)
		result_row(p, _("clauses"), WORD_PLAIN, verdict_counts(p));
	result_row(p, _("checks"), WORD_PLAIN,
		   arena_printf(p->a,
				_("%zu files; %zu checkpoints looked at, %zu passed, %zu failed, "
				  "%zu not checked"),
				p->v->files, t.checked, t.passed, t.failed, t.unknown));
	word_table_end(&p->w);
}

/* ---- clause by clause -------------------------------------------------------------------------
 */

static void line(struct paper *p, enum word_look look, struct str words)
{
	word_paragraph_begin(&p->w, WORD_CELL);
	word_run(&p->w, look, words);
	word_paragraph_end(&p->w);
}

/* Its number among the findings, from 1; 0: not shown. */
static size_t number_of(const struct paper *p, const struct checkpoint *c)
{
	for (size_t i = 0; i < p->v->found.list.n; i++)
		if (checkpoint_compare(p->v->found.list.v[i].checkpoint, c) == 0)
			return i + 1;
	return 0;
}

static struct str place_of(struct paper *p, const struct checkpoint *c)
{
	return c->witnesses.n ? review_place(p->a, p->v->meeting, &c->witnesses.v[0].place)
			      : STR("");
}

static void clause_finding(struct paper *p, const struct checkpoint *c)
{
	size_t n = number_of(p, c);
	struct str words = line_clean(p->a, words_finding(p->a, c, c->rule->message)),
		   place = place_of(p, c);
	if (n)
		words = line_fit(p->a, words, MESSAGE_COLUMNS);
	if (place.n)
		words = arena_printf(p->a, _("%.*s (%.*s)"), (int)words.n, words.p, (int)place.n,
				     place.p);
	if (c->waived)
		line(p, WORD_SOFT,
		     arena_printf(p->a, "%s %s%s%.*s", cell_sign[CELL_WAIVED],
				  words_verdict(VERDICT_WAIVED), _(": "), (int)words.n, words.p));
	else if (n)
		line(p, WORD_PLAIN,
		     arena_printf(p->a, _("%s finding %zu: %.*s"), cell_sign[CELL_FAILED], n,
				  (int)words.n, words.p));
	else
		line(p, WORD_PLAIN,
		     arena_printf(p->a, "%s %.*s", cell_sign[CELL_FAILED], (int)words.n, words.p));
}

static void clause_evidence(struct paper *p, const struct checkpoint *c)
{
	struct str place = place_of(p, c);
	struct str words = c->witnesses.n ? c->witnesses.v[0].excerpt : c->rule->title;
	words = line_fit(p->a, str_trim(line_clean(p->a, words)), EXCERPT_COLUMNS);
	line(p, WORD_SOFT,
	     arena_printf(p->a, "%s %.*s “%.*s”", cell_sign[CELL_PASSED], (int)place.n, place.p,
			  (int)words.n, words.p));
}

static void clause(struct paper *p, const struct verdict *v)
{
	bool bad = v->type == VERDICT_FAILED || v->type == VERDICT_PARTLY;
	struct str open = review_open(p->a, v);
	size_t lines = v->findings.n + (v->evidence.n < EVIDENCE_MAX ? v->evidence.n : EVIDENCE_MAX);
	word_row_begin(&p->w, lines < LONG_FROM ? WORD_ROW : WORD_ROW_LONG);
	paper_centred(p, v->clause->id);
	paper_cell(p, v->clause->quote);
	word_cell(&p->w, WORD_CELL_CENTRE, bad ? WORD_BAD : WORD_PLAIN,
		  str_of(words_verdict(v->type)));
	word_cell_begin(&p->w, NULL);
	for (size_t i = 0; i < v->findings.n; i++)
		clause_finding(p, &v->findings.v[i]);
	if (open.n)
		line(p, WORD_PLAIN, open);
	for (size_t i = 0; i < v->evidence.n && i < EVIDENCE_MAX; i++)
		clause_evidence(p, &v->evidence.v[i]);
	if (!v->findings.n && !open.n && !v->evidence.n)
		line(p, WORD_PLAIN, STR(""));
	word_cell_end(&p->w);
	word_row_end(&p->w);
}

static void clauses(struct paper *p)
{
	static const unsigned widths[] = {900, 2600, 1000, WORD_TEXT_WIDTH - 4500};
	const char *const names[] = {_("clause"), _("the plan's words"), _("verdict"),
				     _("findings and evidence")};
	const struct result *m = p->v->meeting;
	paper_heading(p, _("Clauses"));
	if (!m->verdicts.n) {
		word_paragraph(&p->w, WORD_BODY, str_of(_("none")));
		return;
	}
	word_table_begin(&p->w, widths, names, 4);
	for (size_t i = 0; i < m->verdicts.n; i++)
		clause(p, &m->verdicts.v[i]);
	word_table_end(&p->w);
}

/* ---- findings by material ---------------------------------------------------------------------
 */

static void finding(struct paper *p, const struct finding *f, size_t n)
{
	const struct checkpoint *c = f->checkpoint;
	word_row_begin(&p->w, WORD_ROW);
	paper_number(p, n);
	paper_cell(p, c->witnesses.n ? review_position(p->a, f->meeting, &c->witnesses.v[0].place)
			       : STR(""));
	word_cell(&p->w, WORD_CELL_CENTRE, f->rule->level == LEVEL_ERROR ? WORD_BAD : WORD_PLAIN,
		  str_of(words_level(f->rule->level)));
	paper_cell(p, line_clean(p->a, f->message));
	paper_cell(p, line_clean(p->a, f->advice));
	paper_cell(p, review_clauses(p->a, f->rule, " "));
	word_row_end(&p->w);
}

static struct str file_of(const struct finding *f)
{
	const struct checkpoint *c = f->checkpoint;
	return c->witnesses.n ? c->witnesses.v[0].place.file : STR("");
}

static void findings(struct paper *p)
{
	static const unsigned widths[] = {600, 1150, 850, 2850, 2495, 900};
	const char *const names[] = {_("no."),     _("place"),  _("level"),
				     _("finding"), _("advice"), _("clause")};
	const struct findings *all = &p->v->found;
	paper_heading(p, _("Findings"));
	if (!all->list.n)
		word_paragraph(&p->w, WORD_BODY, str_of(_("no findings")));
	for (size_t i = 0; i < all->list.n; i++) {
		const struct finding *f = &all->list.v[i];
		struct str file = file_of(f);
		if (i == 0 || !str_eq(file, file_of(f - 1))) {
			if (i)
				word_table_end(&p->w);
			paper_subheading(p, file.n ? file : review_name(f->meeting));
			word_table_begin(&p->w, widths, names, 6);
		}
		finding(p, f, i + 1);
	}
	if (all->list.n)
		word_table_end(&p->w);
}

/* ---- exceptions and gaps
 * ---------------------------------------------------------------------------- */

static void exception(struct paper *p, const struct exception *e)
{
	size_t at = 0;
	const struct finding *f = waived_by(&p->v->waived, e, &at);
	struct str file = e->scope.file.n ? e->scope.file : e->file;
	word_row_begin(&p->w, WORD_ROW);
	word_cell_begin(&p->w, NULL);
	if (!f)
		line(p, WORD_PLAIN, arena_printf(p->a, "%.*s %.*s", (int)e->rule.n, e->rule.p,
						 (int)file.n, file.p));
	for (; f; f = waived_by(&p->v->waived, e, &at)) {
		struct str words = line_clean(p->a, f->message), place = place_of(p, f->checkpoint);
		words = arena_printf(p->a, "%s%s%.*s", words_level(f->rule->level), _(": "), (int)words.n,
				     words.p);
		line(p, WORD_PLAIN,
		     place.n ? arena_printf(p->a, _("%.*s (%.*s)"), (int)words.n, words.p,
					    (int)place.n, place.p)
			     : words);
	}
	word_cell_end(&p->w);
	paper_cell(p, e->reason);
	paper_centred(p, e->owner);
	paper_centred(p, words_expiry(p->a, e));
	paper_cell(p, arena_printf(p->a, "%s%s%s", words_source(e->source), _(": "), words_state(e->state)));
	word_row_end(&p->w);
}

static void exceptions(struct paper *p)
{
	static const unsigned widths[] = {3200, 2245, 1000, 1200, 1200};
	const char *const names[] = {_("finding"), _("reason"), _("owner"), _("until"), _("state")};
	const struct result *m = p->v->meeting;
	paper_heading(p, _("Exceptions"));
	if (!m->exceptions.n) {
		word_paragraph(&p->w, WORD_BODY, str_of(_("none")));
		return;
	}
	word_table_begin(&p->w, widths, names, 5);
	for (size_t i = 0; i < m->exceptions.n; i++)
		exception(p, m->exceptions.v[i]);
	word_table_end(&p->w);
}

static void gap_table(struct paper *p, const struct gaps *gaps)
{
	static const unsigned widths[] = {3000, 700, WORD_TEXT_WIDTH - 3700};
	const char *const names[] = {_("material"), _("line"), _("what")};
	word_table_begin(&p->w, widths, names, 3);
	for (size_t i = 0; i < gaps->list.n; i++) {
		const struct gap *g = &gaps->list.v[i];
		word_row_begin(&p->w, WORD_ROW);
		paper_cell(p, g->file);
		paper_centred(p, g->line ? arena_printf(p->a, "%u", g->line) : STR(""));
		paper_cell(p, line_clean(p->a, g->message));
		word_row_end(&p->w);
	}
	word_table_end(&p->w);
}

static void gaps(struct paper *p)
{
	paper_heading(p, _("Not looked at"));
	if (p->v->gaps.list.n)
		gap_table(p, &p->v->gaps);
	else
		word_paragraph(&p->w, WORD_BODY,
			       str_of(_("Everything was looked at that there is a rule for.")));
}

/* ---- signature
 * ------------------------------------------------------------------------------------------ */

static void sign(struct paper *p, const char *label)
{
	word_paragraph_begin(&p->w, WORD_SIGN);
	word_run(&p->w, WORD_PLAIN, str_of(label));
	word_run(&p->w, WORD_BLANK, STR("　　　　　　　　"));
	word_paragraph_end(&p->w);
}

/* A signature never stands alone on a page. */
static void signature(struct paper *p)
{
	struct str pack = pack_words(p);
	word_paragraph(
	    &p->w, WORD_CLOSING,
	    arena_printf(
		p->a,
		_("Checked by baguan %s with the rule pack %.*s, for the reviewer to decide."),
		p->r->version, (int)pack.n, pack.p));
	word_paragraph(&p->w, WORD_SIGN, STR(""));
	sign(p, _("Reviewed by:"));
	sign(p, _("Date:"));
}

/* ---- the paper
 * -------------------------------------------------------------------------------------------- */

static void meeting(struct paper *p, struct review *v)
{
	p->v = v;
	p->chapter = 0;
	if (p->r->count > 1)
		word_paragraph_on_page(&p->w, WORD_TITLE, review_name(v->meeting));
	result(p);
	if (p->r->count <= BRIEF_FROM)
		clauses(p);
	findings(p);
	if (p->r->count <= BRIEF_FROM) {
		paper_tables(p);
		paper_people(p);
	}
	exceptions(p);
	gaps(p);
	signature(p);
}

static void overview(struct paper *p, const struct review *reviews)
{
	static const unsigned widths[] = {2945, 1800, 800, 800, 800, 800, 900};
	const char *const names[] = {_("meeting"),
				     _("result"),
				     _("errors"),
				     _("warnings"),
				     _("not looked at"),
				     _("clauses satisfied"),
				     _("clauses not or partly")};
	word_table_begin(&p->w, widths, names, 7);
	for (size_t i = 0; i < p->r->count; i++) {
		const struct review *v = &reviews[i];
		word_row_begin(&p->w, WORD_ROW);
		paper_cell(p, v->meeting->unit.n
			    ? arena_printf(p->a, "%.*s\n%.*s", (int)v->meeting->unit.n,
					   v->meeting->unit.p, (int)v->meeting->path.n,
					   v->meeting->path.p)
			    : v->meeting->path);
		word_cell(&p->w, WORD_CELL_CENTRE, v->status ? WORD_BAD : WORD_PLAIN,
			  str_of(review_result(v->status)));
		paper_number(p, v->levels[LEVEL_ERROR]);
		paper_number(p, v->levels[LEVEL_WARNING]);
		paper_number(p, v->gaps.list.n);
		paper_number(p, v->verdicts[VERDICT_PASSED]);
		paper_number(p, v->verdicts[VERDICT_FAILED] + v->verdicts[VERDICT_PARTLY]);
		word_row_end(&p->w);
	}
	word_table_end(&p->w);
	if (p->r->count > BRIEF_FROM)
		word_paragraph(
		    &p->w, WORD_NOTE,
		    str_of(_("With so many meetings the paper has findings only; clauses, evidence "
			     "and tables are in the report of one meeting.")));
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct paper p = {.a = a, .r = r};
	struct review *reviews = arena_array(a, struct review, r->count + 1);
	struct gaps run = {0};
	const char *title = _("Statement of review");
	word_begin(&p.w, a);
	for (size_t i = 0; i < r->count; i++)
		review_of(a, r, i, &reviews[i]);
	word_paragraph(&p.w, WORD_TITLE, str_of(title));
	if (r->count == 1)
		word_paragraph(&p.w, WORD_SUBTITLE, review_name(r->meetings[0]));
	else
		word_paragraph(
		    &p.w, WORD_SUBTITLE,
		    arena_printf(a, _n("%zu meeting", "%zu meetings", r->count), r->count));
	if (r->count > 1)
		overview(&p, reviews);
	review_run_gaps(a, r, &run);
	if (run.list.n) {
		word_paragraph(&p.w, WORD_NOTE, str_of(_("Not looked at")));
		gap_table(&p, &run);
	}
	for (size_t i = 0; i < r->count; i++)
		meeting(&p, &reviews[i]);
	if (!r->count)
		word_paragraph(&p.w, WORD_NOTE, STR("")); /* no table ends a paper */
	word_write(&p.w, str_of(title), out);
}

const struct renderer report_docx = {
    .name = "docx",
    .help = "a statement of review as a paper to be signed, for Word",
    .binary = true,
    .render = render,
};
