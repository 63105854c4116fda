/* A comparison as a page by itself: no script, nothing from elsewhere; it prints, and goes dark. */
#include "diff_parts.h"
#include "diff_render.h"
#include "findings.h"
#include "layout.h"
#include "text.h"

enum { EXCERPT_COLUMNS = 160 };

static const char style[] =
    "<style>\n"
    ":root { color-scheme: light dark; --ink: #1d2129; --paper: #fff; --line: #bbb; --head: #f2f2f2; --new: #a61b13; --mended: "
    "#17642f; "
    "--open: #7a4b00; --soft: #555; }\n"
    "@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #16181c; --line: #555; --head: #2a2a2a; --new: #ff9a92; "
    "--mended: #86d9a0; --open: #f0c070; --soft: #bbb; } }\n"
    "body { background: var(--paper); color: var(--ink); font: 16px/1.6 sans-serif; margin: 1.5em auto; max-width: 70em; padding: 0 1em; }\n"
    "h1 { font-size: 1.5em; } h2 { font-size: 1.25em; } h3 { font-size: 1.1em; margin-bottom: "
    ".3em; }\n"
    ".new h3 { color: var(--new); } .mended h3 { color: var(--mended); }\n"
    ".untold h3, .open h3 { color: var(--open); }\n"
    ".wide { overflow-x: auto; }\n"
    "table { border-collapse: collapse; width: 100%; }\n"
    "th, td { border: 1px solid var(--line); padding: .3em .6em; text-align: left; vertical-align: "
    "top; "
    "overflow-wrap: anywhere; }\n"
    "th { background: var(--head); white-space: nowrap; }\n"
    "code { white-space: nowrap; font-size: .85em; color: var(--soft); }\n"
    "td p { margin: 0; } td p + p { margin-top: .3em; } .soft { color: var(--soft); }\n"
    "blockquote { margin: .3em 0; border-left: 3px solid var(--line); padding-left: .6em; }\n"
    "@media (max-width: 40rem) { body { font-size: 15px; margin-top: .5em; } thead { display: none; }\n"
    "tr { display: block; border-bottom: 1px solid var(--line); padding: .5em 0; }\n"
    "td { display: inline; border: 0; padding: 0 .5em 0 0; } td.block { display: block; } }\n"
    "@media print { @page { size: A4; margin: 18mm; } body { font-size: 10.5pt; margin: 0; "
    "max-width: none; }\n"
    "tr { break-inside: avoid; } h2, h3 { break-after: avoid; } thead { display: "
    "table-header-group; } }\n"
    "</style>\n";

static const struct {
	const char *name, *sign;
} groups[] = {
    [GROUP_NEW] = {"new", "＋"},      [GROUP_UNTOLD] = {"untold", "？"},
    [GROUP_OPEN] = {"open", "＝"},    [GROUP_WAIVED] = {"waived", "○"},
    [GROUP_MENDED] = {"mended", "✓"},
};

static void element(struct arena *a, const char *tag, const char *class, struct str s,
		    struct buf *out)
{
	if (!s.n)
		return;
	buf_printf(out, "<%s%s%s%s>", tag, class ? " class=\"" : "", class ? class : "",
		   class ? "\"" : "");
	xml_text(a, out, s);
	buf_printf(out, "</%s>\n", tag);
}

static struct str where(struct arena *a, const struct place *p)
{
	if (!p->file.n)
		return str_of(_("the meeting as a whole"));
	if (p->cell.n)
		return arena_printf(a, "%s %s", p->file.p, p->cell.p);
	if (!p->line)
		return p->file;
	struct str at = arena_printf(a, str_ends(p->file, STR(".docx")) ? _("paragraph %u") : _("line %u"), p->line);
	return arena_printf(a, "%s %s", p->file.p, at.p);
}

static void row(struct arena *a, const struct change *c, struct buf *out)
{
	const struct saved_finding *f = change_finding(c);
	buf_addz(out, "<tr><td>");
	xml_text(a, out, where(a, &f->place));
	buf_addz(out, "</td><td>");
	xml_text(a, out, str_of(words_level(f->level)));
	buf_addz(out, "</td><td class=\"block\">");
	element(a, "p", NULL, words_saved(a, f->message), out);
	element(a, "blockquote", NULL, line_fit(a, line_clean(a, f->excerpt), EXCERPT_COLUMNS), out);
	if (c->type != CHANGE_MENDED)
		element(a, "p", "soft", words_saved(a, f->advice), out);
	element(a, "p", NULL, words_remark(a, c), out);
	buf_addz(out, "</td><td>");
	xml_text(a, out, f->clauses);
	buf_addz(out, "</td><td>");
	element(a, "code", NULL, f->rule, out);
	buf_addz(out, "</td></tr>\n");
}

static void table(struct arena *a, const char *const *names, struct buf *out)
{
	buf_addz(out, "<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>");
	for (; *names; names++) {
		buf_addz(out, "<th scope=\"col\">");
		xml_text(a, out, str_of(*names));
		buf_addz(out, "</th>");
	}
	buf_addz(out, "</tr></thead>\n<tbody>\n");
}

static void group(struct arena *a, const struct meeting_pair *p, enum diff_group g, struct buf *out)
{
	size_t n = group_count(p->count, g);
	const char *const names[] = {_("place"),  _("level"), _("finding"),
				     _("clause"), _("rule"),  NULL};
	if (!n)
		return;
	buf_printf(out, "<section class=\"%s\">\n", groups[g].name);
	element(a, "h3", NULL, arena_printf(a, "%s %s (%zu)", groups[g].sign, words_group(g), n),
		out);
	table(a, names, out);
	for (size_t i = 0; i < p->changes.n; i++)
		if (change_group(p->changes.v[i].type) == g)
			row(a, &p->changes.v[i], out);
	buf_addz(out, "</tbody>\n</table></div>\n</section>\n");
}

static void clauses(struct arena *a, const struct meeting_pair *p, struct buf *out)
{
	static const char *const signs[] = {
	    [TURN_WORSE] = "▼", [TURN_BETTER] = "▲", [TURN_OTHER] = "◆"};
	const char *const names[] = {_("clause"), _("what the plan says"), _("verdict"), NULL};
	if (!p->verdicts.n)
		return;
	element(a, "h3", NULL, str_of(_("Clauses")), out);
	table(a, names, out);
	for (int turn = 0; turn < TURNS; turn++)
		for (size_t i = 0; i < p->verdicts.n; i++) {
			const struct verdict_change *v = &p->verdicts.v[i];
			if ((int)v->turn != turn)
				continue;
			buf_addz(out, "<tr><td>");
			xml_text(a, out, v->clause);
			buf_addz(out, "</td><td class=\"block\">");
			xml_text(a, out, v->quote);
			buf_printf(out, "</td><td>%s %s → %s (%s)</td></tr>\n", signs[turn],
				   words_verdict(v->before), words_verdict(v->after),
				   words_turn(v->turn));
		}
	buf_addz(out, "</tbody>\n</table></div>\n");
}

static void gaps(struct arena *a, const struct meeting_pair *p, struct buf *out)
{
	if (!p->gaps.n)
		return;
	element(a, "h3", NULL, str_of(_("Not looked at")), out);
	buf_addz(out, "<ul>\n");
	for (int turn = 0; turn < GAP_TURNS; turn++)
		for (size_t i = 0; i < p->gaps.n; i++)
			if ((int)p->gaps.v[i].turn == turn)
				element(a, "li", NULL,
					arena_printf(a, "%s (%s)", words_gap(a, p->gaps.v[i].gap).p,
						     words_gap_turn((enum gap_turn)turn)),
					out);
	buf_addz(out, "</ul>\n");
}

static void pair(struct arena *a, const struct comparison *c, const struct meeting_pair *p,
		 struct buf *out)
{
	element(a, "h2", NULL, words_meeting(a, p), out);
	if (c->pairs.n > 1)
		element(a, "p", NULL, words_counts(a, p->count), out);
	element(a, "p", NULL, words_pair(a, p), out);
	for (int g = 0; g < DIFF_GROUPS; g++)
		group(a, p, (enum diff_group)g, out);
	clauses(a, p, out);
	gaps(a, p, out);
}

static void render(struct arena *a, const struct comparison *c, const struct diff_look *look,
		   struct buf *out)
{
	struct str title =
	    arena_printf(a, "%s → %s", arena_z(a, look->before), arena_z(a, look->after));
	/* TRANSLATORS: the language of a page, as HTML names it */
	buf_printf(out,
		   "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		   _("en"));
	element(a, "title", NULL, title, out);
	buf_addz(out, style);
	buf_addz(out, "</head>\n<body>\n<main>\n");
	element(a, "h1", NULL, str_of(_("Two reviews compared")), out);
	element(a, "p", "soft", title, out);
	element(a, "p", NULL, words_counts(a, c->count), out);
	element(a, "p", NULL, words_turns(a, c->turns), out);
	element(a, "p", NULL, words_blind(a, c), out);
	for (size_t i = 0; i < c->pairs.n; i++)
		pair(a, c, &c->pairs.v[i], out);
	buf_addz(out, "</main>\n</body>\n</html>\n");
}

const struct diff_renderer diff_html = {"html", render};
