/* A comparison as text for people: counts, then what is new, still open, mended. */
#include "diff_parts.h"
#include "diff_render.h"
#include "text_parts.h"

enum { INDENT = 2, WIDTH_MIN = 40 };

static const enum paint group_paint[] = {
    [GROUP_NEW] = PAINT_RED,     [GROUP_UNTOLD] = PAINT_YELLOW, [GROUP_OPEN] = PAINT_YELLOW,
    [GROUP_WAIVED] = PAINT_CYAN, [GROUP_MENDED] = PAINT_GREEN,
};

static void line(struct text *t, struct str words, size_t indent)
{
	if (!words.n)
		return;
	buf_printf(t->out, "%*s", (int)indent, "");
	wrap(t->a, t->out, words, indent, indent, t->width);
	buf_char(t->out, '\n');
}

/* "a.docx:3:1  error  rule.id", over two lines when they are long */
static void headline(struct text *t, const struct saved_finding *f)
{
	struct str where = text_location(t->a, &f->place);
	struct str rest =
	    arena_printf(t->a, "%s  %s", words_level(f->level), line_clean(t->a, f->rule).p);
	if (!where.n)
		where = str_of(_("the meeting as a whole"));
	text_paint(t, PAINT_BOLD, where);
	bool fits = utf8_width(where) + 2 + utf8_width(rest) <= t->width;
	buf_printf(t->out, fits ? "  %s\n" : "\n  %s\n", rest.p);
}

static void change(struct text *t, const struct change *c)
{
	const struct saved_finding *f = change_finding(c);
	headline(t, f);
	line(t, words_saved(t->a, f->message), INDENT);
	struct str excerpt = str_trim(line_clean(t->a, f->excerpt));
	if (c->type == CHANGE_NEW && excerpt.n)
		buf_printf(t->out, "%*s| %s\n", INDENT, "",
			   line_fit(t->a, excerpt, t->width - INDENT - 2).p);
	if (c->type == CHANGE_NEW)
		line(t, words_saved(t->a, f->advice), INDENT);
	struct str remark = line_clean(t->a, words_remark(t->a, c));
	if (remark.n)
		line(t, arena_printf(t->a, "(%s)", remark.p), INDENT);
}

static void group(struct text *t, const struct meeting_pair *p, enum diff_group g)
{
	size_t n = group_count(p->count, g);
	if (!n)
		return;
	buf_char(t->out, '\n');
	text_paint(t, group_paint[g], arena_printf(t->a, "%s (%zu)", words_group(g), n));
	buf_char(t->out, '\n');
	for (size_t i = 0; i < p->changes.n; i++)
		if (change_group(p->changes.v[i].type) == g)
			change(t, &p->changes.v[i]);
}

static void clauses(struct text *t, const struct meeting_pair *p)
{
	if (!p->verdicts.n)
		return;
	buf_char(t->out, '\n');
	text_heading(t, _("Clauses"));
	for (int turn = 0; turn < TURNS; turn++)
		for (size_t i = 0; i < p->verdicts.n; i++) {
			const struct verdict_change *v = &p->verdicts.v[i];
			if ((int)v->turn != turn)
				continue;
			line(t,
			     arena_printf(t->a, "%s  %s → %s  (%s)", line_clean(t->a, v->clause).p,
					  words_verdict(v->before), words_verdict(v->after),
					  words_turn(v->turn)),
			     INDENT);
		}
}

static void gaps(struct text *t, const struct meeting_pair *p)
{
	if (!p->gaps.n)
		return;
	buf_char(t->out, '\n');
	text_heading(t, _("Not looked at"));
	for (int turn = 0; turn < GAP_TURNS; turn++) {
		bool any = false;
		for (size_t i = 0; i < p->gaps.n; i++) {
			if ((int)p->gaps.v[i].turn != turn)
				continue;
			if (!any)
				buf_printf(t->out, "%*s%s\n", INDENT, "",
					   words_gap_turn((enum gap_turn)turn));
			any = true;
			line(t, line_clean(t->a, words_gap(t->a, p->gaps.v[i].gap)), 2 * INDENT);
		}
	}
}

static void counts(struct text *t, const size_t count[CHANGE_TYPES], const size_t turns[TURNS])
{
	text_heading(t, words_counts(t->a, count).p);
	line(t, words_turns(t->a, turns), 0);
}

static void pair(struct text *t, const struct comparison *c, const struct meeting_pair *p)
{
	if (c->pairs.n > 1) {
		buf_char(t->out, '\n');
		text_heading(t, arena_printf(t->a, "=== %s ===", words_meeting(t->a, p).p).p);
		counts(t, p->count, p->turns);
	}
	line(t, words_pair(t->a, p), 0);
	for (int g = 0; g < DIFF_GROUPS; g++)
		group(t, p, (enum diff_group)g);
	clauses(t, p);
	gaps(t, p);
}

static void render(struct arena *a, const struct comparison *c, const struct diff_look *look,
		   struct buf *out)
{
	struct report r = {.color = look->color};
	struct text t = {.a = a, .r = &r, .out = out, .width = look->width};
	t.width = t.width < WIDTH_MIN ? WIDTH_MIN : t.width;
	counts(&t, c->count, c->turns);
	line(&t, words_blind(a, c), 0);
	for (size_t i = 0; i < c->pairs.n; i++)
		pair(&t, c, &c->pairs.v[i]);
}

const struct diff_renderer diff_text = {"text", render};
