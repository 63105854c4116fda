/* A comparison for a merge request: counts, and a table for each group. */
#include "diff_parts.h"
#include "diff_render.h"
#include "findings.h"
#include "text.h"

enum { ROWS_MAX = 100 }; /* of a group; hosts cut long comments off */

static void place(struct arena *a, const struct place *p, struct buf *out)
{
	markdown_text(a, out, p->file.n ? p->file : str_of(_("the meeting as a whole")));
	if (p->cell.n) {
		buf_char(out, ' ');
		markdown_text(a, out, p->cell);
	} else if (p->line) {
		buf_printf(out, ":%u", p->line);
	}
}

static void row(struct arena *a, const struct change *c, struct buf *out)
{
	const struct saved_finding *f = change_finding(c);
	buf_addz(out, "| ");
	place(a, &f->place, out);
	buf_printf(out, " | %s | ", words_level(f->level));
	markdown_text(a, out, words_saved(a, f->message));
	buf_addz(out, " | ");
	markdown_text(a, out, words_remark(a, c));
	buf_addz(out, " | ");
	markdown_text(a, out, f->rule);
	buf_addz(out, " |\n");
}

static void group(struct arena *a, const struct meeting_pair *p, enum diff_group g, struct buf *out)
{
	size_t n = group_count(p->count, g), shown = 0;
	if (!n)
		return;
	buf_printf(
	    out, "\n#### %s (%zu)\n\n| %s | %s | %s | %s | %s |\n| --- | --- | --- | --- | --- |\n",
	    words_group(g), n, _("place"), _("level"), _("finding"), _("remark"), _("rule"));
	for (size_t i = 0; i < p->changes.n && shown < ROWS_MAX; i++) {
		if (change_group(p->changes.v[i].type) != g)
			continue;
		row(a, &p->changes.v[i], out);
		shown++;
	}
	if (n > shown) {
		buf_char(out, '\n');
		buf_printf(out, _("… and %zu more findings; the other formats have them all"),
			   n - shown);
		buf_char(out, '\n');
	}
}

static void clauses(struct arena *a, const struct meeting_pair *p, struct buf *out)
{
	if (!p->verdicts.n)
		return;
	buf_printf(out, "\n#### %s\n\n", _("Clauses"));
	for (int turn = 0; turn < TURNS; turn++)
		for (size_t i = 0; i < p->verdicts.n; i++) {
			const struct verdict_change *v = &p->verdicts.v[i];
			if ((int)v->turn != turn)
				continue;
			buf_addz(out, "- ");
			markdown_text(a, out, v->clause);
			buf_printf(out, ": %s → %s (%s)\n", words_verdict(v->before),
				   words_verdict(v->after), words_turn(v->turn));
		}
}

static void gaps(struct arena *a, const struct meeting_pair *p, struct buf *out)
{
	if (!p->gaps.n)
		return;
	buf_printf(out, "\n#### %s\n\n", _("Not looked at"));
	for (int turn = 0; turn < GAP_TURNS; turn++)
		for (size_t i = 0; i < p->gaps.n; i++) {
			if ((int)p->gaps.v[i].turn != turn)
				continue;
			buf_addz(out, "- ");
			markdown_text(a, out, words_gap(a, p->gaps.v[i].gap));
			buf_printf(out, " (%s)\n", words_gap_turn((enum gap_turn)turn));
		}
}

static void paragraph(struct arena *a, struct str words, struct buf *out)
{
	if (!words.n)
		return;
	buf_char(out, '\n');
	markdown_text(a, out, words);
	buf_char(out, '\n');
}

static void pair(struct arena *a, const struct comparison *c, const struct meeting_pair *p,
		 struct buf *out)
{
	buf_addz(out, "\n### ");
	markdown_text(a, out, words_meeting(a, p));
	buf_char(out, '\n');
	if (c->pairs.n > 1)
		paragraph(a, words_counts(a, p->count), out);
	paragraph(a, words_pair(a, p), out);
	for (int g = 0; g < DIFF_GROUPS; g++)
		group(a, p, (enum diff_group)g, out);
	clauses(a, p, out);
	gaps(a, p, out);
}

static void render(struct arena *a, const struct comparison *c, const struct diff_look *look,
		   struct buf *out)
{
	buf_addz(out, "## baguan diff: ");
	markdown_text(a, out, look->before);
	buf_addz(out, " → ");
	markdown_text(a, out, look->after);
	buf_char(out, '\n');
	paragraph(a, words_counts(a, c->count), out);
	paragraph(a, words_turns(a, c->turns), out);
	paragraph(a, words_blind(a, c), out);
	for (size_t i = 0; i < c->pairs.n; i++)
		pair(a, c, &c->pairs.v[i], out);
}

const struct diff_renderer diff_markdown = {"markdown", render};
