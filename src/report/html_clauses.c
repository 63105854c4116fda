/* Clause by clause in the plan's order: its words, what it came to, and by what. */
#include "html.h"
#include "text.h"

static void point(struct page *p, const struct checkpoint *c)
{
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : NULL;
	buf_addz(p->out, "<li>");
	html_text(p, c->rule->title);
	if (w) {
		buf_addz(p->out, " <span class=\"soft\">");
		html_text(p, html_place(p, &w->place));
		buf_addz(p->out, "</span>");
	}
	if (w && w->excerpt.n) {
		buf_addz(p->out, " “");
		html_text(p, w->excerpt);
		buf_addz(p->out, "”");
	}
	buf_addz(p->out, "</li>\n");
}

static void evidence(struct page *p, const struct verdict *v)
{
	if (!v->evidence.n)
		return;
	buf_addz(p->out, "<details><summary>");
	buf_printf(p->out, _("evidence for what passed (%zu of %zu)"), v->evidence.n, v->passed);
	buf_addz(p->out, "</summary><ul>\n");
	for (size_t i = 0; i < v->evidence.n; i++)
		point(p, &v->evidence.v[i]);
	buf_addz(p->out, "</ul></details>\n");
}

/* The finding itself stands above: its rule and place name it. */
static const struct finding *shown(const struct page *p, const struct checkpoint *c)
{
	struct slice s = html_slices(p).found;
	for (size_t i = s.from; i < s.to; i++) {
		const struct finding *f = &p->found.list.v[i];
		if (checkpoint_compare(f->checkpoint, c) == 0)
			return f;
	}
	return NULL;
}

static void findings(struct page *p, const struct verdict *v)
{
	if (!v->findings.n)
		return;
	buf_addz(p->out, "<ul>\n");
	for (size_t i = 0; i < v->findings.n; i++) {
		const struct checkpoint *c = &v->findings.v[i];
		const struct finding *f = shown(p, c);
		buf_addz(p->out, "<li>");
		html_tag(p, c->waived ? "waived" : level_name[c->rule->level],
			 c->waived ? words_verdict(VERDICT_WAIVED) : words_level(c->rule->level));
		buf_char(p->out, ' ');
		if (f) {
			struct str anchor = html_anchor(p, f->checkpoint);
			buf_printf(p->out, "<a href=\"#%.*s\">", (int)anchor.n, anchor.p);
		}
		html_text(p, checkpoint_fill(p->a, c, c->rule->message));
		buf_addz(p->out, f ? "</a></li>\n" : "</li>\n");
	}
	buf_addz(p->out, "</ul>\n");
}

static void row(struct page *p, const struct verdict *v)
{
	const struct clause *c = v->clause;
	buf_printf(p->out, "<tr id=\"m%zu-%.*s\" tabindex=\"-1\"", p->meeting, (int)c->id.n, c->id.p);
	html_attribute(p, "data-text",
		       arena_printf(p->a, "%.*s %.*s", (int)c->id.n, c->id.p, (int)c->quote.n,
				    c->quote.p));
	buf_printf(p->out, " data-verdict=\"%s\"><td>", verdict_name[v->type]);
	html_text(p, c->id);
	buf_addz(p->out, "</td><td>");
	html_text(p, c->quote);
	buf_addz(p->out, "</td><td>");
	html_tag(p, verdict_name[v->type], words_verdict(v->type));
	if (v->passed + v->failed + v->waived) {
		buf_addz(p->out, "<br><span class=\"soft\">");
		buf_printf(p->out, _("%zu of %zu passed"), v->passed,
			   v->passed + v->failed + v->waived);
		buf_addz(p->out, "</span>");
	}
	buf_addz(p->out, "</td><td>");
	findings(p, v);
	for (size_t i = 0; i < v->missing.n; i++) {
		buf_addz(p->out, "<p>");
		buf_printf(p->out, _("to provide: %.*s"), 0, "");
		html_text(p, v->missing.v[i]);
		buf_addz(p->out, "</p>\n");
	}
	if (v->why)
		html_element(p, "p", str_of(_(v->why)));
	if (c->question.n && v->type == VERDICT_HUMAN)
		html_element(p, "p", c->question);
	evidence(p, v);
	buf_addz(p->out, "</td></tr>\n");
}

static void filter(struct page *p)
{
	buf_printf(p->out, "<form class=\"filters\" hidden data-list=\"m%zu-verdicts\" role=\"search\"",
		   p->meeting);
	html_attribute(p, "data-status", str_of(_("%1 of %2 clauses shown")));
	buf_addz(p->out, "><label>");
	html_words(p, _("search"));
	buf_addz(p->out, "<input type=\"search\" name=\"text\"></label><label>");
	html_words(p, _("verdict"));
	buf_addz(p->out, "<select name=\"verdict\"><option value=\"\">");
	html_words(p, _("all"));
	buf_addz(p->out, "</option>");
	for (int i = 0; i < VERDICT_TYPES; i++) {
		buf_printf(p->out, "<option value=\"%s\">", verdict_name[i]);
		html_words(p, words_verdict((enum verdict_type)i));
		buf_addz(p->out, "</option>");
	}
	buf_addz(p->out, "</select></label><button type=\"reset\">");
	html_words(p, _("show all"));
	buf_addz(p->out, "</button><span role=\"status\" aria-live=\"polite\"></span></form>\n");
}

void html_clauses(struct page *p, const struct result *m)
{
	const char *const columns[] = {_("clause"), _("the plan's words"), _("verdict"),
				       _("findings and evidence")};
	buf_printf(p->out, "<section id=\"m%zu-clauses\"><h2>", p->meeting);
	html_words(p, _("Clauses"));
	buf_addz(p->out, "</h2>\n");
	filter(p);
	buf_printf(p->out, "<table class=\"clauses\" id=\"m%zu-verdicts\"><thead><tr>", p->meeting);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		html_element(p, "th", str_of(columns[i]));
	buf_addz(p->out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < m->verdicts.n; i++)
		row(p, &m->verdicts.v[i]);
	buf_addz(p->out, "</tbody></table></section>\n");
}
