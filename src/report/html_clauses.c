/* Clause by clause in the plan's order: its words, what it came to, and by what. */
#include "html.h"
#include "layout.h"
#include "text.h"

static void point(struct page *p, const struct checkpoint *c)
{
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : NULL;
	buf_addz(p->out, "<li>");
	html_text(p, c->rule->title);
	if (w) {
		buf_addz(p->out, " <small>");
		html_text(p, html_place(p, &w->place));
		buf_addz(p->out, "</small>");
	}
	if (w && w->excerpt.n) {
		buf_addz(p->out, " “");
		html_text(p, line_clean(p->a, w->excerpt));
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

static int by_checkpoint(const void *key, const void *one)
{
	const struct finding *f = one;
	return checkpoint_compare(key, f->checkpoint);
}

/* The finding itself stands above, in the order of checkpoints; NULL: it is not shown. */
static const struct finding *shown(const struct page *p, const struct checkpoint *c)
{
	const struct findings *found = &p->reviews[p->meeting].found;
	return found->list.n ? bsearch(c, found->list.v, found->list.n, sizeof *found->list.v,
				       by_checkpoint)
			     : NULL;
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
	buf_printf(p->out, "<tr id=\"m%zu-%.*s\"><td>", p->meeting, (int)c->id.n, c->id.p);
	html_text(p, c->id);
	buf_addz(p->out, "</td><td>");
	html_text(p, c->quote);
	buf_addz(p->out, "</td><td>");
	html_tag(p, verdict_name[v->type], words_verdict(v->type));
	if (v->passed + v->failed + v->waived) {
		buf_addz(p->out, "<br><small>");
		buf_printf(p->out, _("%zu of %zu passed"), v->passed,
			   v->passed + v->failed + v->waived);
		buf_addz(p->out, "</small>");
	}
	buf_addz(p->out, "</td><td>");
	findings(p, v);
	struct str open = review_open(p->a, v), one;
	while (str_split(&open, '\n', &one))
		if (one.n)
			html_element(p, "p", one);
	evidence(p, v);
	buf_addz(p->out, "</td></tr>\n");
}

static void filter(struct page *p)
{
	html_begin_filters(p, arena_printf(p->a, "m%zu-verdicts", p->meeting), _("%1 of %2 clauses shown"));
	html_begin_choice(p, "verdict", _("verdict"));
	for (int i = 0; i < VERDICT_TYPES; i++)
		html_option(p, str_of(verdict_name[i]), str_of(words_verdict((enum verdict_type)i)));
	html_end_choice(p);
	html_end_filters(p);
}

void html_clauses(struct page *p, const struct review *v)
{
	const struct result *m = v->meeting;
	const char *const columns[] = {_("clause"), _("the plan's words"), _("verdict"),
				       _("findings and evidence"), NULL};
	buf_printf(p->out, "<section id=\"m%zu-clauses\"><h2>", p->meeting);
	html_words(p, _("Clauses"));
	buf_addz(p->out, "</h2>\n");
	filter(p);
	buf_printf(p->out, "<table class=\"clauses\" id=\"m%zu-verdicts\">", p->meeting);
	html_head(p, columns);
	for (size_t i = 0; i < m->verdicts.n; i++)
		row(p, &m->verdicts.v[i]);
	buf_addz(p->out, "</tbody></table></section>\n");
}
