/* rules trace: each clause held against the plan's text, the rules that rest on it, and their
 * tests. */
#include "trace.h"
#include "text.h"

const char *const cover_name[] = {
    [COVER_RULES] = "rules", [COVER_HUMAN] = "human", [COVER_NOTE] = "note",
    [COVER_NONE] = "none",   [COVERS] = NULL,
};
const char *const orphan_name[] = {"no", "unstated", "orphan", NULL};

size_t trace_tests(const struct rule *r, enum outcome expected)
{
	size_t n = 0;
	for (size_t i = 0; i < r->tests.n; i++)
		n += r->tests.v[i].expected == expected;
	return n;
}

/* ---- clauses ------------------------------------------------------------------------ */

/* Why the rules of the row do not cover its clause; NULL: they do. */
static const char *rules_gap(const struct trace_row *row)
{
	bool strong = row->clause->checkable != CHECKABLE_YES || row->clause->weight == WEIGHT_INFO;
	bool tested = false;
	if (!row->rules.n)
		return N_("no rule rests on it");
	for (size_t i = 0; i < row->rules.n; i++) {
		const struct rule *r = row->rules.v[i];
		bool both = trace_tests(r, OUTCOME_FAIL) && trace_tests(r, OUTCOME_PASS);
		bool enough = strong || r->info.level > LEVEL_INFO;
		tested = tested || both;
		if (both && enough)
			return NULL;
	}
	return tested ? N_("only hints rest on it: it needs a rule of level warning or error")
		      : N_("no rule with a test that fails and one that passes rests on it");
}

static void cover(struct trace_row *row)
{
	const struct clause *c = row->clause;
	row->gap = rules_gap(row);
	row->cover = row->gap ? COVER_NONE : COVER_RULES;
	if (c->checkable == CHECKABLE_HUMAN && c->question.n)
		row->cover = COVER_HUMAN;
	else if (c->checkable == CHECKABLE_HUMAN && row->gap)
		row->gap =
		    N_("it is for a person, but “human” does not say why and what to answer");
	else if (row->gap && c->cover.n)
		row->cover = COVER_NOTE;
	if (row->cover != COVER_NONE)
		row->gap = NULL;
}

static const char *suspicion(const struct trace_row *row)
{
	if (row->place.state == QUOTE_GONE)
		return N_("the plan no longer says this");
	if (row->place.state == QUOTE_CHANGED)
		return N_("the plan says this in other words");
	if (!row->fingerprint.n)
		return N_("it was never reviewed: there is no fingerprint");
	if (!str_eq(row->fingerprint, row->place.fingerprint))
		return N_("the words around it have changed since the last review");
	return NULL;
}

/* ---- rules without a clause -------------------------------------------------------------- */

static bool says(const struct rule_info *r, struct str words)
{
	const struct str texts[] = {r->title, r->message, r->why, r->advice};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (str_find(texts[i], words, 0) != SIZE_MAX)
			return true;
	return !words.n;
}

static struct trace_orphan orphan(const struct ruleset *set, const struct rule *r)
{
	struct trace_orphan o = {.rule = r, .type = ORPHAN_YES};
	if (!r->unclaused)
		o.why = N_("it names no clause; write “clause: []” if the plan does not state it");
	else if (r->info.level == LEVEL_ERROR)
		o.why = N_("the plan does not state it: it must not be an error");
	else if (!says(&r->info, set->unstated))
		o.why = N_("it does not say that the plan does not state it");
	else
		o.type = ORPHAN_UNSTATED;
	return o;
}

/* ---- all of it ------------------------------------------------------------------------------ */

void trace_settle(struct trace_table *t)
{
	t->count = (struct trace_count){0};
	for (size_t i = 0; i < t->rows.n; i++) {
		struct trace_row *row = &t->rows.v[i];
		row->suspect = suspicion(row);
		t->count.covers[row->cover]++;
		t->count.suspects += row->suspect != NULL;
	}
	for (size_t i = 0; i < t->orphans.n; i++) {
		t->count.unstated += t->orphans.v[i].type == ORPHAN_UNSTATED;
		t->count.orphans += t->orphans.v[i].type == ORPHAN_YES;
	}
	for (size_t i = 0; i < t->set->rules.n; i++)
		t->count.tests += t->set->rules.v[i].tests.n;
}

void trace_make(struct arena *a, const struct ruleset *set, const struct plan_text *plan,
		struct trace_table *out)
{
	out->set = set;
	for (size_t i = 0; i < set->clauses.n; i++) {
		struct trace_row *row = list_add(a, &out->rows);
		row->clause = &set->clauses.v[i];
		row->fingerprint = row->clause->fingerprint;
		row->line = row->clause->line;
		row->place = plan_find(a, plan, row->clause);
	}
	for (size_t i = 0; i < set->rules.n; i++) {
		const struct rule *r = &set->rules.v[i];
		for (size_t k = 0; k < r->info.clause_count; k++) {
			size_t c = (size_t)(r->info.clauses[k] - set->clauses.v);
			*list_add(a, &out->rows.v[c].rules) = r;
		}
		if (!r->info.clause_count && !r->unasked)
			*list_add(a, &out->orphans) = orphan(set, r);
	}
	for (size_t i = 0; i < out->rows.n; i++)
		cover(&out->rows.v[i]);
	trace_settle(out);
}

bool trace_good(const struct trace_table *t)
{
	return !t->count.covers[COVER_NONE] && !t->count.suspects && !t->count.orphans;
}

struct str trace_place_words(struct arena *a, const struct trace_row *r)
{
	const struct quote_place *p = &r->place;
	struct buf b = {0};
	if (p->state == QUOTE_CHANGED)
		buf_printf(&b, _("line %u: changed to “%.*s”"), p->line, (int)p->words.n,
			   p->words.p);
	else if (p->state == QUOTE_VARIANT)
		buf_printf(&b, _("line %u: errata apart, the same: “%.*s”"), p->line,
			   (int)p->words.n, p->words.p);
	else if (p->state == QUOTE_SAME && p->line != r->line)
		buf_printf(&b, _("found at line %u"), p->line);
	struct str out = arena_dup(a, buf_str(&b));
	for (size_t i = 0; i < b.n; i++) /* one line: the quote may go over several */
		if (b.p[i] == '\n')
			((char *)(uintptr_t)out.p)[i] = ' ';
	buf_free(&b);
	return out;
}

/* ---- what it looks like ------------------------------------------------------------------------
 */

static const struct {
	const char *name;
	trace_render *render;
} formats[] = {
    {"text", trace_text}, {"json", trace_json}, {"csv", trace_csv}, {"html", trace_html}};

trace_render *trace_format(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(formats[i].name, name))
			return formats[i].render;
	return NULL;
}
