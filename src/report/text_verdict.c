/* The verdicts as a table: each clause of the plan, what it came to, and what to do about it. */
#include "text_parts.h"

enum { COUNT_COLUMNS = 7, GAP = 2 };

static const enum paint paints[] = {
    [VERDICT_PASSED] = PAINT_GREEN,	[VERDICT_FAILED] = PAINT_RED,
    [VERDICT_PARTLY] = PAINT_YELLOW,	[VERDICT_IDLE] = PAINT_NONE,
    [VERDICT_UNCHECKED] = PAINT_YELLOW, [VERDICT_HUMAN] = PAINT_CYAN,
    [VERDICT_WAIVED] = PAINT_CYAN,
};

/* Columns of the table under way. */
struct grid {
	struct text *t;
	size_t id, verdict, indent; /* indent: where a clause's words begin */
	size_t noted;               /* passes that a person should look at */
};

static void pad(struct text *t, size_t used, size_t columns)
{
	buf_printf(t->out, "%*s", (int)(columns > used ? columns - used : 0), "");
}

/* A program saw a part of the clause only: the pass comes with a note. */
static bool is_noted(const struct verdict *v)
{
	return v->type == VERDICT_PASSED && v->clause->checkable == CHECKABLE_PARTLY;
}

static struct str words_of(struct arena *a, const struct verdict *v)
{
	return arena_printf(a, "%s%s", words_verdict(v->type), is_noted(v) ? "*" : "");
}

static struct grid grid_of(struct text *t, const struct result *m)
{
	struct grid b = {.t = t, .id = utf8_width(str_of(_("clause")))};
	b.verdict = utf8_width(str_of(_("verdict")));
	for (size_t i = 0; i < m->verdicts.n; i++) {
		size_t id = utf8_width(line_clean(t->a, m->verdicts.v[i].clause->id));
		size_t verdict = utf8_width(words_of(t->a, &m->verdicts.v[i]));
		b.id = id > b.id ? id : b.id;
		b.verdict = verdict > b.verdict ? verdict : b.verdict;
		b.noted += is_noted(&m->verdicts.v[i]);
	}
	b.indent = b.id + GAP + b.verdict + GAP + COUNT_COLUMNS + GAP;
	return b;
}

static void columns(const struct grid *b, struct str id, enum paint paint, struct str verdict,
		    struct str count, struct str words)
{
	struct text *t = b->t;
	size_t room = t->width > b->indent + 8 ? t->width - b->indent : 8;
	buf_add(t->out, id);
	pad(t, utf8_width(id), b->id + GAP);
	text_paint(t, paint, verdict);
	pad(t, utf8_width(verdict), b->verdict + GAP);
	pad(t, utf8_width(count), COUNT_COLUMNS);
	buf_add(t->out, count);
	pad(t, 0, GAP);
	buf_add(t->out, line_fit(t->a, words, room));
	buf_char(t->out, '\n');
}

/* "LABEL  words" below a clause. */
static void below(const struct grid *b, const char *label, struct str words)
{
	text_labelled(b->t, b->id + GAP, label, utf8_width(str_of(label)), words);
}

static struct str joined(struct arena *a, const struct verdict *v)
{
	struct buf b = {0};
	for (size_t i = 0; i < v->missing.n; i++) {
		buf_addz(&b, b.n ? _(", ") : "");
		buf_add(&b, line_clean(a, v->missing.v[i]));
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* "file:3:1 “words”", the words as far as a line has room. */
static void witness_line(const struct grid *b, const char *label, const struct checkpoint *c)
{
	struct text *t = b->t;
	struct str where = text_location(t->a, &c->witnesses.v[0].place);
	struct str words = str_trim(line_clean(t->a, c->witnesses.v[0].excerpt));
	size_t used = b->id + GAP + utf8_width(str_of(label)) + GAP + utf8_width(where) + 1 + 4;
	words = line_fit(t->a, words, t->width > used + 8 ? t->width - used : 8);
	below(b, label,
	      arena_printf(t->a, "%.*s “%.*s”", (int)where.n, where.p, (int)words.n, words.p));
}

static void finding_line(const struct grid *b, const struct checkpoint *c)
{
	struct text *t = b->t;
	struct str where = c->witnesses.n ? text_location(t->a, &c->witnesses.v[0].place) : STR("");
	struct str words = str_trim(line_clean(t->a, words_finding(t->a, c, c->rule->message)));
	below(b, c->waived ? _("waived") : _("finding"),
	      arena_printf(t->a, "%.*s%s%.*s", (int)where.n, where.p, where.n ? " " : "",
			   (int)words.n, words.p));
	if (c->waived)
		below(b, _("reason"), exception_words(t->a, c->waived));
}

static void details(const struct grid *b, const struct verdict *v)
{
	struct text *t = b->t;
	struct str missing = joined(t->a, v);
	bool all = t->r->verdicts == VERDICTS_ALL;
	if (v->type == VERDICT_UNCHECKED && v->why)
		below(b, _("because"), str_of(_(v->why)));
	if (v->type == VERDICT_UNCHECKED && missing.n)
		below(b, _("provide"), missing);
	if (all)
		for (size_t i = 0; i < v->findings.n; i++)
			finding_line(b, &v->findings.v[i]);
	if (all)
		for (size_t i = 0; i < v->evidence.n; i++)
			witness_line(b, _("evidence"), &v->evidence.v[i]);
	if (v->type == VERDICT_HUMAN && all && v->clause->why.n)
		below(b, _("because"), line_clean(t->a, v->clause->why));
	if (v->clause->question.n && (v->type == VERDICT_HUMAN || (all && is_noted(v))))
		below(b, _("question"), line_clean(t->a, v->clause->question));
}

static void verdict(const struct grid *b, const struct verdict *v)
{
	struct arena *a = b->t->a;
	size_t checked = v->passed + v->failed + v->waived;
	struct str count = checked ? arena_printf(a, "%zu/%zu", v->passed, checked) : STR("");
	columns(b, line_clean(a, v->clause->id), paints[v->type], words_of(a, v), count,
		line_clean(a, v->clause->quote));
	details(b, v);
}

/* "3 clauses: satisfied 1, for a person 2" */
static void counts(struct text *t, const struct result *m)
{
	struct buf b = {0};
	size_t n[VERDICT_TYPES] = {0}, all = m->verdicts.n;
	for (size_t i = 0; i < all; i++)
		n[m->verdicts.v[i].type]++;
	for (size_t i = 0; i < VERDICT_TYPES; i++)
		if (n[i])
			buf_printf(&b, "%s%s %zu", b.n ? _(", ") : "", words_verdict((enum verdict_type)i), n[i]);
	struct str line = arena_printf(t->a, _n("%zu clause: %.*s", "%zu clauses: %.*s", all), all,
				       (int)b.n, b.p);
	wrap(t->a, t->out, line, 0, 2, t->width);
	buf_addz(t->out, "\n");
	buf_free(&b);
}

void text_verdicts(struct text *t, const struct result *m)
{
	struct grid b = grid_of(t, m);
	if (!m->verdicts.n)
		return;
	columns(&b, str_of(_("clause")), PAINT_NONE, str_of(_("verdict")), str_of(_("passed")),
		str_of(_("what the plan says")));
	for (size_t i = 0; i < m->verdicts.n; i++)
		verdict(&b, &m->verdicts.v[i]);
	buf_char(t->out, '\n');
	counts(t, m);
	if (b.noted) {
		wrap(t->a, t->out,
		     str_of(
			 t->r->verdicts == VERDICTS_ALL
			     ? _("* A program can check a part of this only: a person looks at the "
				 "evidence.")
			     : _("* A program can check a part of this only: a person looks at the "
				 "evidence (--verdicts=all shows it).")),
		     0, 2, t->width);
		buf_char(t->out, '\n');
	}
	buf_char(t->out, '\n');
}
