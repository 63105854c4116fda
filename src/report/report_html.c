/* The page: head, overview, then each meeting. */
#include "html.h"
#include "page_css.inc"
#include "page_js.inc"
#include "layout.h"
#include "text.h"

enum { BRIEF_FROM = 20 }; /* meetings: with more, evidence for what passed is left out */

/* ---- pieces ------------------------------------------------------------------- */

void html_text(struct page *p, struct str s)
{
	s = text_scrub(p->a, s);
	for (size_t i = 0; i < s.n; i++) {
		const char *entity = s.p[i] == '<'   ? "&lt;"
				     : s.p[i] == '>' ? "&gt;"
				     : s.p[i] == '&' ? "&amp;"
				     : s.p[i] == '"' ? "&quot;"
						     : NULL;
		if (entity)
			buf_addz(p->out, entity);
		else
			buf_char(p->out, s.p[i]);
	}
}

void html_words(struct page *p, const char *words)
{
	html_text(p, str_of(words));
}

void html_attribute(struct page *p, const char *name, struct str value)
{
	buf_printf(p->out, " %s=\"", name);
	html_text(p, value);
	buf_char(p->out, '"');
}

void html_element(struct page *p, const char *tag, struct str words)
{
	buf_printf(p->out, "<%s>", tag);
	html_text(p, words);
	buf_printf(p->out, "</%s>", tag);
}

struct str html_place(struct page *p, const struct place *place)
{
	struct str file = place->file, cell = place->cell;
	if (cell.n)
		return arena_printf(p->a, "%.*s %.*s", (int)file.n, file.p, (int)cell.n, cell.p);
	return place->line ? arena_printf(p->a, "%.*s:%u", (int)file.n, file.p, place->line) : file;
}

void html_tag(struct page *p, const char *class, const char *words)
{
	buf_printf(p->out, "<span class=\"tag %s\">", class);
	html_words(p, words);
	buf_addz(p->out, "</span>");
}

struct str html_anchor(struct page *p, const struct checkpoint *c)
{
	const struct result *m = p->r->meetings[p->meeting];
	return arena_printf(p->a, "m%zu-c%zu", p->meeting, (size_t)(c - m->checkpoints.v));
}

/* ---- head ------------------------------------------------------------------------ */

static void lines(struct buf *out, const char *const *all)
{
	for (; *all; all++)
		buf_addz(out, *all);
}

static const char *status_class(int status)
{
	return status == 0 ? "passed" : status == 1 ? "failed" : "unsure";
}

static const char *status_words(int status)
{
	return status == 0   ? _("No findings")
	       : status == 1 ? _("Findings to mend")
			     : _("Not everything could be checked");
}

static void head(struct page *p)
{
	const struct report *r = p->r;
	buf_printf(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		   _("en")); /* the language of the page */
	buf_addz(p->out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			 "<meta name=\"robots\" content=\"noindex\">\n<title>");
	if (r->count == 1)
		html_text(p, r->meetings[0]->unit.n ? r->meetings[0]->unit : r->meetings[0]->path);
	else
		buf_printf(p->out, _n("%zu meeting", "%zu meetings", r->count), r->count);
	buf_addz(p->out, " · ");
	html_words(p, _("review of meeting materials"));
	buf_addz(p->out, "</title>\n<style>\n");
	lines(p->out, page_css);
	buf_addz(p->out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
	html_words(p, _("to the content"));
	buf_addz(p->out, "</a>\n");
}

/* ---- a meeting ------------------------------------------------------------------------ */

static size_t findings_in(const struct page *p, enum level level)
{
	size_t n = 0;
	for (size_t i = html_slices(p).found.from; i < html_slices(p).found.to; i++)
		n += p->found.list.v[i].rule->level == level;
	return n;
}

static size_t gaps_in(const struct page *p)
{
	return html_slices(p).gaps.to - html_slices(p).gaps.from;
}

static int status_of(const struct page *p)
{
	struct slice found = html_slices(p).found;
	return gaps_in(p) ? 2 : found.to > found.from;
}

static void counts(struct page *p, const struct result *m)
{
	size_t n[VERDICT_TYPES] = {0};
	struct tally t = tally_of(m, NULL);
	for (size_t i = 0; i < m->verdicts.n; i++)
		n[m->verdicts.v[i].type]++;
	buf_addz(p->out, "<p>");
	for (int i = 0; i < VERDICT_TYPES; i++) {
		if (!n[i])
			continue;
		html_tag(p, verdict_name[i], words_verdict((enum verdict_type)i));
		buf_printf(p->out, " %zu　", n[i]);
	}
	buf_addz(p->out, "</p>\n<p class=\"soft\">");
	buf_printf(p->out, _("%zu files; %zu checkpoints looked at, %zu passed, %zu failed, %zu not "
			     "checked"),
		   m->materials.n, t.checked, t.passed, t.failed, t.unknown);
	buf_addz(p->out, "</p>\n");
}

static void aside(struct page *p, const struct result *m)
{
	size_t n = count_aside(m, p->r->level);
	if (!n)
		return;
	buf_addz(p->out, "<p>");
	buf_printf(p->out,
		   _n("%zu finding in unchanged files is not shown",
		      "%zu findings in unchanged files are not shown", n),
		   n);
	buf_addz(p->out, "</p>\n");
}

static void banner(struct page *p, const struct result *m)
{
	int status = status_of(p);
	buf_printf(p->out, "<div class=\"verdict %s\"><strong>", status_class(status));
	html_words(p, status_words(status));
	buf_addz(p->out, "</strong><span>");
	buf_printf(p->out, _("errors %zu, warnings %zu, hints %zu, not looked at %zu"),
		   findings_in(p, LEVEL_ERROR), findings_in(p, LEVEL_WARNING),
		   findings_in(p, LEVEL_INFO), gaps_in(p));
	buf_addz(p->out, "</span></div>\n");
	aside(p, m);
	counts(p, m);
}

static void link_to(struct page *p, const char *part, const char *words)
{
	buf_printf(p->out, "<li><a href=\"#m%zu-%s\">", p->meeting, part);
	html_words(p, words);
	buf_addz(p->out, "</a></li>\n");
}

static void parts(struct page *p)
{
	buf_addz(p->out, "<nav class=\"parts\"");
	html_attribute(p, "aria-label", str_of(_("parts")));
	buf_addz(p->out, "><ul>\n");
	link_to(p, "findings", _("Findings"));
	link_to(p, "clauses", _("Clauses"));
	link_to(p, "pictures", _("Pictures"));
	link_to(p, "people", _("By person"));
	link_to(p, "exceptions", _("Exceptions"));
	link_to(p, "gaps", _("Not looked at"));
	buf_addz(p->out, "</ul></nav>\n");
}

static void signature(struct page *p)
{
	buf_addz(p->out, "<p class=\"sign\"><span>");
	html_words(p, _("Reviewed by:"));
	buf_addz(p->out, "</span> <span>");
	html_words(p, _("Date:"));
	buf_addz(p->out, "</span></p>\n");
}

static void meeting(struct page *p, const struct result *m)
{
	const char *tag = p->r->count > 1 ? "h2" : "h1";
	buf_printf(p->out, "<section class=\"meeting\" id=\"m%zu\">\n<%s>", p->meeting, tag);
	html_text(p, m->unit.n ? m->unit : m->path);
	buf_printf(p->out, "</%s>\n<p class=\"soft\">", tag);
	html_text(p, m->path);
	buf_addz(p->out, " · ");
	html_text(p, m->pack);
	buf_addz(p->out, "</p>\n");
	banner(p, m);
	html_findings(p, m);
	if (!p->brief)
		html_clauses(p, m);
	if (!p->brief)
		html_pictures(p, m);
	if (!p->brief)
		html_people(p, m);
	html_exceptions(p, m);
	html_gaps(p, html_slices(p).gaps);
	signature(p);
	buf_addz(p->out, "</section>\n");
}

/* ---- several meetings ------------------------------------------------------------------- */

static void overview_row(struct page *p, const struct result *m)
{
	size_t n[VERDICT_TYPES] = {0};
	int status = status_of(p);
	for (size_t i = 0; i < m->verdicts.n; i++)
		n[m->verdicts.v[i].type]++;
	buf_addz(p->out, "<tr");
	html_attribute(p, "data-text", m->unit.n ? m->unit : m->path);
	buf_printf(p->out, "><td><a href=\"#m%zu\">", p->meeting);
	html_text(p, m->unit.n ? m->unit : m->path);
	buf_addz(p->out, "</a><br><span class=\"soft\">");
	html_text(p, m->path);
	buf_addz(p->out, "</span></td><td>");
	html_tag(p, status_class(status), status_words(status));
	buf_printf(p->out,
		   "</td><td class=\"n\">%zu</td><td class=\"n\">%zu</td><td class=\"n\">%zu</td>"
		   "<td class=\"n\">%zu</td><td class=\"n\">%zu</td></tr>\n",
		   findings_in(p, LEVEL_ERROR), findings_in(p, LEVEL_WARNING),
		   gaps_in(p), n[VERDICT_PASSED], n[VERDICT_FAILED] + n[VERDICT_PARTLY]);
}

static void overview(struct page *p)
{
	const char *const columns[] = {_("meeting"),	  _("result"),	  _("errors"),
				       _("warnings"),	  _("not looked at"), _("clauses satisfied"),
				       _("clauses not or partly")};
	buf_addz(p->out, "<h1>");
	buf_printf(p->out, _n("%zu meeting", "%zu meetings", p->r->count), p->r->count);
	buf_addz(p->out, "</h1>\n<div class=\"scroll\"><table><thead><tr>");
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		html_element(p, "th", str_of(columns[i]));
	buf_addz(p->out, "</tr></thead><tbody>\n");
	for (p->meeting = 0; p->meeting < p->r->count; p->meeting++)
		overview_row(p, p->r->meetings[p->meeting]);
	buf_addz(p->out, "</tbody></table></div>\n");
	if (p->brief)
		html_element(p, "p",
			     str_of(_("With so many meetings the page has findings only; clauses, "
				      "evidence and pictures are in the report of one meeting.")));
}

static bool is_of(const struct page *p, const struct result *m)
{
	return p->meeting < p->r->count && m == p->r->meetings[p->meeting];
}

/* All lists are in the order of the meetings; gaps of the run come first. */
static void slice_lists(struct page *p)
{
	size_t found = 0, waived = 0, gaps = 0;
	p->slices = arena_array(p->a, struct slices, p->r->count + 1);
	while (gaps < p->gaps.list.n && !p->gaps.list.v[gaps].meeting)
		gaps++;
	p->run = (struct slice){0, gaps};
	for (p->meeting = 0; p->meeting < p->r->count; p->meeting++) {
		struct slices *s = &p->slices[p->meeting];
		*s = (struct slices){{found, found}, {waived, waived}, {gaps, gaps}};
		while (found < p->found.list.n && is_of(p, p->found.list.v[found].meeting))
			s->found.to = ++found;
		while (waived < p->waived.list.n && is_of(p, p->waived.list.v[waived].meeting))
			s->waived.to = ++waived;
		while (gaps < p->gaps.list.n && is_of(p, p->gaps.list.v[gaps].meeting))
			s->gaps.to = ++gaps;
	}
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct page p = {.a = a, .r = r, .out = out, .brief = r->count > BRIEF_FROM};
	findings_of(a, r, false, &p.found);
	findings_of(a, r, true, &p.waived);
	gaps_of(a, r, &p.gaps);
	slice_lists(&p);
	head(&p);
	if (r->count == 1)
		parts(&p);
	buf_addz(out, "<main id=\"main\">\n");
	if (r->count != 1)
		overview(&p);
	html_gaps(&p, p.run);
	for (p.meeting = 0; p.meeting < r->count; p.meeting++)
		meeting(&p, r->meetings[p.meeting]);
	buf_addz(out, "</main>\n<footer><p class=\"soft\">baguan ");
	html_words(&p, r->version);
	buf_addz(out, "</p></footer>\n<script>\n");
	lines(out, page_js);
	buf_addz(out, "</script>\n</body>\n</html>\n");
}

const struct renderer report_html = {
    .name = "html",
    .help = "the reviewer's page: one file, with pictures and filters",
    .render = render,
};
