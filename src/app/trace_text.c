/* rules trace as text: a line a clause, below it its rules with their tests, and what is wrong. */
#include "trace.h"
#include "text.h"

enum { INDENT = 4, QUOTE_MIN = 10 };

static const char *const checkable_words[] = {
    [CHECKABLE_YES] = N_("checkable"),
    [CHECKABLE_PARTLY] = N_("partly checkable"),
    [CHECKABLE_HUMAN] = N_("by a person"),
};
static const char *const weight_words[] = {
    [WEIGHT_MUST] = N_("must"),
    [WEIGHT_SHOULD] = N_("should"),
    [WEIGHT_INFO] = N_("a hint"),
};

static void pad(struct buf *out, size_t used, size_t columns)
{
	buf_printf(out, "%*s", (int)(columns > used ? columns - used : 0), "");
}

/* S within COLUMNS, "…" at its end when it is cut; on one line. */
static void fit(struct buf *out, struct str s, size_t columns)
{
	bool cut = utf8_width(s) > columns;
	while (s.n && utf8_width(s) + (cut ? 2 : 0) > columns)
		utf8_prev(s, &s.n);
	for (size_t i = 0; i < s.n; i++)
		buf_char(out, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
	buf_addz(out, cut ? "…" : "");
}

static size_t widest(const char *const *words, size_t n)
{
	size_t most = 0;
	for (size_t i = 0; i < n; i++) {
		size_t width = utf8_width(str_of(_(words[i])));
		most = width > most ? width : most;
	}
	return most;
}

static void clause_line(const struct trace_row *r, unsigned width, struct buf *out)
{
	const struct clause *c = r->clause;
	const char *how = _(checkable_words[c->checkable]), *weight = _(weight_words[c->weight]);
	size_t start = out->n;
	buf_printf(out, "%c %.*s", r->gap || r->suspect ? '!' : ' ', (int)c->id.n, c->id.p);
	pad(out, 2 + utf8_width(c->id), 11);
	buf_printf(out, "%4u  %s", r->place.line ? r->place.line : c->line, how);
	pad(out, utf8_width(str_of(how)), widest(checkable_words, 3) + 2);
	buf_addz(out, weight);
	pad(out, utf8_width(str_of(weight)), widest(weight_words, 3) + 2);
	size_t used = utf8_width((struct str){out->p + start, out->n - start});
	fit(out, c->quote, width > used + QUOTE_MIN ? width - used : QUOTE_MIN);
	buf_char(out, '\n');
}

static void rule_line(const struct rule *r, bool bad, struct buf *out)
{
	buf_printf(out, "%c%*s%.*s", bad ? '!' : ' ', INDENT - 1, "", (int)r->info.id.n,
		   r->info.id.p);
	pad(out, INDENT + r->info.id.n, 44);
	buf_printf(out, " %-8s", level_name[r->info.level]);
	buf_printf(out, _("%zu fail, %zu pass\n"), trace_tests(r, OUTCOME_FAIL),
		   trace_tests(r, OUTCOME_PASS));
}

/* "MARK WORDS", on as many lines as it takes; blanks are kept, so that nothing seems to differ. */
static void note(struct buf *out, unsigned width, const char *mark, struct str words)
{
	size_t column = INDENT + 2;
	buf_printf(out, "%*s%s ", INDENT, "", mark);
	for (size_t at = 0; at < words.n;) {
		size_t start = at;
		utf8_next(words, &at);
		struct str one = str_cut(words, start, at);
		if (column + utf8_width(one) > width) {
			buf_printf(out, "\n%*s", INDENT + 2, "");
			column = INDENT + 2;
		}
		column += utf8_width(one);
		buf_add(out, one);
	}
	buf_char(out, '\n');
}

static void row(struct arena *a, const struct trace_row *r, unsigned width, struct buf *out)
{
	struct str instead = trace_place_words(a, r);
	clause_line(r, width, out);
	for (size_t i = 0; i < r->rules.n; i++)
		rule_line(r->rules.v[i], false, out);
	if (r->cover == COVER_HUMAN)
		note(out, width, "?", r->clause->question);
	if (r->cover == COVER_NOTE)
		note(out, width, "=", r->clause->cover);
	if (r->gap)
		note(out, width, "!", str_of(_(r->gap)));
	if (r->suspect)
		note(out, width, "!", str_of(_(r->suspect)));
	if (instead.n)
		note(out, width, r->suspect ? "!" : "·", instead);
}

static void orphans(const struct trace_table *t, unsigned width, struct buf *out)
{
	for (size_t i = 0; i < t->orphans.n; i++) {
		const struct trace_orphan *o = &t->orphans.v[i];
		if (i == 0)
			buf_printf(out, "\n%s\n", _("Rules that rest on no clause"));
		rule_line(o->rule, o->why != NULL, out);
		if (o->why)
			note(out, width, "!", str_of(_(o->why)));
	}
}

static void unstated(const struct trace_table *t, unsigned width, struct buf *out)
{
	const struct strings *ids = &t->set->unstated_ids;
	struct buf line = {0};
	if (!ids->list.n)
		return;
	buf_printf(&line, "%s", _("Requirements of the base that this plan does not state:"));
	size_t column = utf8_width(buf_str(&line));
	for (size_t i = 0; i < ids->list.n; i++) {
		size_t w = utf8_width(ids->list.v[i]) + 1 + (i + 1 < ids->list.n);
		bool full = column + w > width;
		buf_printf(&line, "%s%.*s%s", full ? "\n    " : " ", (int)ids->list.v[i].n,
			   ids->list.v[i].p, i + 1 < ids->list.n ? "," : "");
		column = full ? 4 + w : column + w;
	}
	buf_printf(out, "\n%.*s\n", (int)line.n, line.p);
	buf_free(&line);
}

void trace_text(const struct trace_table *t, unsigned width, struct buf *out)
{
	struct arena a = {0};
	const struct trace_count *n = &t->count;
	for (size_t i = 0; i < t->rows.n; i++)
		row(&a, &t->rows.v[i], width, out);
	orphans(t, width, out);
	unstated(t, width, out);
	buf_printf(
	    out,
	    _("\n%zu of %zu clauses accounted for: by rules %zu, by a person %zu, by a note %zu\n"),
	    t->rows.n - n->covers[COVER_NONE], t->rows.n, n->covers[COVER_RULES],
	    n->covers[COVER_HUMAN], n->covers[COVER_NOTE]);
	buf_printf(out, _("uncovered %zu, suspect %zu, orphaned rules %zu\n"),
		   n->covers[COVER_NONE], n->suspects, n->orphans);
	buf_printf(out, _("%zu rules (%zu beyond the plan) with %zu tests; plan: %.*s\n"),
		   t->set->rules.n, n->unstated, n->tests, (int)t->plan.n, t->plan.p);
	arena_free(&a);
}
