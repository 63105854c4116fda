/* Findings by material, with the filters; exceptions; what was not looked at. */
#include "html.h"
#include "layout.h"
#include "text.h"

/* ---- filters -------------------------------------------------------------------- */

static void clause_choice(struct page *p, const struct result *m)
{
	html_begin_choice(p, "clauses", _("clause"));
	for (size_t i = 0; i < m->verdicts.n; i++) {
		const struct clause *c = m->verdicts.v[i].clause;
		if (m->verdicts.v[i].failed)
			html_option(p, c->id, c->id);
	}
	html_end_choice(p);
}

static void file_choice(struct page *p, const struct result *m)
{
	html_begin_choice(p, "file", _("material"));
	for (size_t i = 0; i < m->materials.n; i++)
		if (!m->materials.v[i].ignored && !m->materials.v[i].volume.n)
			html_option(p, m->materials.v[i].file, m->materials.v[i].file);
	html_end_choice(p);
}

static void filters(struct page *p, const struct result *m)
{
	html_begin_filters(p, arena_printf(p->a, "m%zu-list", p->meeting), _("%1 of %2 findings shown"));
	if (m->people.n) {
		html_begin_choice(p, "people", _("person"));
		for (size_t i = 0; i < m->people.n; i++)
			html_option(p, m->people.v[i], m->people.v[i]);
		html_end_choice(p);
	}
	file_choice(p, m);
	clause_choice(p, m);
	html_begin_choice(p, "level", _("level"));
	for (int i = LEVEL_ERROR; i >= LEVEL_INFO; i--)
		html_option(p, str_of(level_name[i]), str_of(words_level((enum level)i)));
	html_end_choice(p);
	html_end_filters(p);
}

enum { AROUND = 120, WHOLE = 400 }; /* bytes before and behind the words that are meant; of these */

/* ---- one finding ------------------------------------------------------------------- */

/* Joined by tabs, as the filters split them.  What else they ask for stands in the finding. */
static void data_people(struct page *p, const struct result *m, const struct finding *f)
{
	struct buf all = {0};
	for (size_t i = 0; i < m->people.n; i++) {
		struct str name = m->people.v[i];
		if (review_concerns(f, name))
			buf_printf(&all, "%s%.*s", all.n ? "\t" : "", (int)name.n, name.p);
	}
	html_attribute(p, "data-people", buf_str(&all));
	buf_free(&all);
}

void html_quote(struct page *p, const struct witness *w, const char *tag, size_t around, size_t whole)
{
	size_t from = w->mark_at, to = from + w->mark_size;
	if (!w->context.n || to > w->context.n || !w->mark_size) {
		if (w->excerpt.n)
			html_element(p, tag, w->excerpt);
		return;
	}
	size_t begin = from > around ? from - around : 0,
	       end = to + around < w->context.n ? to + around : w->context.n,
	       shown = w->mark_size > whole ? from + whole : to;
	while (begin < from && ((unsigned char)w->context.p[begin] & 0xc0) == 0x80)
		begin++;
	while (end > to && end < w->context.n && ((unsigned char)w->context.p[end] & 0xc0) == 0x80)
		end--;
	while (shown > from && shown < to && ((unsigned char)w->context.p[shown] & 0xc0) == 0x80)
		shown--;
	buf_printf(p->out, "<%s>", tag);
	if (begin)
		buf_addz(p->out, "…");
	html_text(p, str_cut(w->context, begin, from));
	html_element(p, "mark", str_cut(w->context, from, shown));
	if (shown < to)
		buf_addz(p->out, "…");
	else
		html_text(p, str_cut(w->context, to, end));
	if (end < w->context.n || shown < to)
		buf_addz(p->out, "…");
	buf_printf(p->out, "</%s>", tag);
}

void html_other_places(struct page *p, const struct checkpoint *c, bool behind)
{
	for (size_t i = 1; i < c->witnesses.n; i++) {
		const struct witness *w = &c->witnesses.v[i];
		if (i > 1 || behind)
			html_words(p, _("; "));
		html_text(p, words_place(w->name));
		if (w->name.n)
			buf_char(p->out, ' ');
		html_text(p, html_place(p, &w->place));
	}
}

static void clause_links(struct page *p, const struct finding *f)
{
	for (size_t i = 0; i < f->rule->clause_count; i++) {
		struct str id = f->rule->clauses[i]->id;
		buf_printf(p->out, "<a href=\"#m%zu-%.*s\">", p->meeting, (int)id.n, id.p);
		html_text(p, id);
		buf_addz(p->out, "</a>");
	}
}

static void finding(struct page *p, const struct result *m, const struct finding *f)
{
	const struct checkpoint *c = f->checkpoint;
	static const struct witness nowhere;
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
	const char *level = level_name[f->rule->level];
	buf_printf(p->out, "<article class=\"%s\"", level);
	html_attribute(p, "id", html_anchor(p, c));
	data_people(p, m, f);
	buf_addz(p->out, "><header>");
	html_tag(p, level, words_level(f->rule->level));
	html_element(p, "span", html_place(p, &w->place));
	clause_links(p, f);
	buf_addz(p->out, "<code>");
	html_text(p, f->rule->id);
	buf_addz(p->out, "</code></header>\n<p>");
	html_text(p, f->message);
	buf_addz(p->out, "</p>\n");
	html_quote(p, w, "blockquote", AROUND, WHOLE);
	if (f->advice.n) {
		buf_addz(p->out, "<p class=\"advice\">");
		html_text(p, f->advice);
		buf_addz(p->out, "</p>\n");
	}
	if (c->witnesses.n > 1) {
		buf_addz(p->out, "<p class=\"soft\">");
		html_other_places(p, c, false);
		buf_addz(p->out, "</p>\n");
	}
	buf_addz(p->out, "</article>\n");
}

void html_findings(struct page *p, const struct review *v)
{
	const struct result *m = v->meeting;
	size_t n = v->found.list.n;
	struct str file = {0};
	buf_printf(p->out, "<section id=\"m%zu-findings\"><h2>", p->meeting);
	html_words(p, _("Findings"));
	buf_addz(p->out, "</h2>\n");
	if (n)
		filters(p, m);
	else
		html_element(p, "p", str_of(_("no findings")));
	buf_printf(p->out, "<div id=\"m%zu-list\">\n", p->meeting);
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &v->found.list.v[i];
		if (!i || !str_eq(f->place.file, file)) {
			const struct checkpoint *c = f->checkpoint;
			buf_addz(p->out, i ? "</div>\n<div data-group><h3>" : "<div data-group><h3>");
			html_text(p, c->witnesses.n ? c->witnesses.v[0].place.file : m->path);
			buf_addz(p->out, "</h3>\n");
		}
		file = f->place.file;
		finding(p, m, f);
	}
	buf_addz(p->out, n ? "</div></div>\n" : "</div>\n");
	buf_addz(p->out, "</section>\n");
}

/* ---- exceptions and gaps -------------------------------------------------------------- */

/* What it waives, as it would be told without it. */
static void previous(struct page *p, const struct exception *e, const struct review *v)
{
	size_t at = 0;
	const struct finding *f = waived_by(&v->waived, e, &at);
	buf_addz(p->out, "<td>");
	if (!f)
		html_text(p, STR("–"));
	for (; f; f = waived_by(&v->waived, e, &at)) {
		buf_addz(p->out, "<p>");
		html_tag(p, "waived", words_level(f->rule->level));
		buf_char(p->out, ' ');
		html_text(p, f->message);
		buf_addz(p->out, " <small>");
		const struct checkpoint *c = f->checkpoint;
		html_text(p, html_place(p, c->witnesses.n ? &c->witnesses.v[0].place : &f->place));
		buf_addz(p->out, "</small></p>");
	}
	buf_addz(p->out, "</td>");
}

/* On narrow screens the rows are blocks, and each cell says what it is. */
static void labelled(struct page *p, const char *label, struct str words, struct str more)
{
	buf_addz(p->out, "<td");
	html_attribute(p, "data-label", str_of(label));
	buf_char(p->out, '>');
	html_text(p, words);
	if (more.n) {
		buf_addz(p->out, " <small>");
		html_text(p, more);
		buf_addz(p->out, "</small>");
	}
	buf_addz(p->out, "</td>");
}

static void exception(struct page *p, const struct exception *e, const struct review *v)
{
	buf_addz(p->out, "<tr><td><code>");
	html_text(p, e->rule);
	buf_addz(p->out, "</code></td>");
	html_element(p, "td", e->scope.file.n ? e->scope.file : e->file);
	previous(p, e, v);
	labelled(p, _("reason"), e->reason, STR(""));
	labelled(p, _("owner"), e->owner, STR(""));
	labelled(p, _("until"), words_expiry(p->a, e), STR(""));
	labelled(p, _("exception"), str_of(words_source(e->source)), html_place(p, &e->place));
	labelled(p, _("state"), str_of(words_state(e->state)), STR(""));
	buf_addz(p->out, "</tr>\n");
}

void html_exceptions(struct page *p, const struct review *v)
{
	const struct result *m = v->meeting;
	const char *const columns[] = {_("rule"),  _("material"), _("finding"),	  _("reason"), _("owner"),
				       _("until"), _("exception"), _("state"), NULL};
	buf_printf(p->out, "<section id=\"m%zu-exceptions\"><h2>", p->meeting);
	html_words(p, _("Exceptions"));
	buf_addz(p->out, "</h2>\n");
	if (!m->exceptions.n) {
		html_element(p, "p", str_of(_("none")));
		buf_addz(p->out, "</section>\n");
		return;
	}
	buf_addz(p->out, "<table class=\"exceptions\">");
	html_head(p, columns);
	for (size_t i = 0; i < m->exceptions.n; i++)
		exception(p, m->exceptions.v[i], v);
	buf_addz(p->out, "</tbody></table></section>\n");
}

/* Below the meeting's folder, as all files of a meeting are told. */
static struct str gap_file(struct page *p, const struct gap *g)
{
	struct str folder = g->meeting ? report_path(p->a, g->meeting, STR("")) : STR("");
	bool below = folder.n && str_starts(g->file, folder) && g->file.n > folder.n && g->file.p[folder.n] == '/';
	return below ? str_cut(g->file, folder.n + 1, g->file.n) : g->file;
}

/* The places of all that lack the same, from the I-th on; gives the one behind them. */
static size_t gap_places(struct page *p, const struct gaps *gaps, size_t i)
{
	struct str message = gaps->list.v[i].message;
	bool any = false;
	for (; i < gaps->list.n && str_eq(gaps->list.v[i].message, message); i++) {
		const struct gap *g = &gaps->list.v[i];
		if (!g->file.n)
			continue;
		if (any)
			html_words(p, _("; "));
		else
			buf_addz(p->out, " <small>");
		any = true;
		html_text(p, html_place(p, &(struct place){.file = gap_file(p, g), .line = g->line}));
	}
	buf_addz(p->out, any ? "</small>" : "");
	return i;
}

void html_gaps(struct page *p, const char *id, const struct gaps *gaps)
{
	size_t n = gaps->list.n;
	buf_printf(p->out, "<section id=\"%s\"><h2>", id);
	html_words(p, _("Not looked at"));
	buf_addz(p->out, "</h2>\n");
	if (!n)
		html_element(p, "p", str_of(_("Everything was looked at that there is a rule for.")));
	else
		buf_addz(p->out, "<ul>\n");
	for (size_t i = 0; i < n;) {
		buf_addz(p->out, "<li>");
		html_text(p, gaps->list.v[i].message);
		i = gap_places(p, gaps, i);
		buf_addz(p->out, "</li>\n");
	}
	buf_addz(p->out, n ? "</ul></section>\n" : "</section>\n");
}
