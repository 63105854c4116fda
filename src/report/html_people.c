/* What each member has to mend. */
#include "html.h"
#include "text.h"

static void person(struct page *p, const struct findings *found, struct str name)
{
	size_t n = 0;
	for (size_t i = 0; i < found->list.n; i++)
		n += review_concerns(&found->list.v[i], name);
	buf_addz(p->out, "<details><summary>");
	html_text(p, name);
	buf_addz(p->out, " <small>");
	buf_printf(p->out, _n("%zu finding", "%zu findings", n), n);
	buf_addz(p->out, "</small></summary><ol>\n");
	for (size_t i = 0; i < found->list.n; i++) {
		const struct finding *f = &found->list.v[i];
		if (!review_concerns(f, name))
			continue;
		struct str anchor = html_anchor(p, f->checkpoint);
		buf_addz(p->out, "<li>");
		html_tag(p, level_name[f->rule->level], words_level(f->rule->level));
		buf_printf(p->out, " <a href=\"#%.*s\">", (int)anchor.n, anchor.p);
		html_text(p, f->message);
		buf_addz(p->out, "</a></li>\n");
	}
	buf_addz(p->out, "</ol></details>\n");
}

void html_people(struct page *p, const struct review *v)
{
	const struct result *m = v->meeting;
	buf_printf(p->out, "<section id=\"m%zu-people\"><h2>", p->meeting);
	html_words(p, _("By person"));
	buf_addz(p->out, "</h2>\n");
	if (!m->people.n)
		html_element(p, "p", str_of(_("meeting.yaml names no people.")));
	for (size_t i = 0; i < m->people.n; i++)
		person(p, &v->found, m->people.v[i]);
	buf_addz(p->out, "</section>\n");
}
