/* The page: head, overview, then each meeting. */
#include "html.h"
#include "page_css.inc"
#include "page_js.inc"
#include "layout.h"
#include "text.h"

enum {
	BRIEF_FROM = 20,      /* meetings: with more, the page has findings only */
	FINDINGS_MOST = 40000 /* of all meetings: with more, a browser takes too long to open the page */
};

/* ---- pieces ------------------------------------------------------------------- */

void html_text(struct page *p, struct str s)
{
	xml_text(p->a, p->out, s);
}

void html_words(struct page *p, const char *words)
{
	html_text(p, str_of(words));
}

void html_attribute(struct page *p, const char *name, struct str value)
{
	xml_put(p->a, p->out, name, value);
}

void html_element(struct page *p, const char *tag, struct str words)
{
	buf_printf(p->out, "<%s>", tag);
	html_text(p, words);
	buf_printf(p->out, "</%s>", tag);
}

struct str html_place(struct page *p, const struct place *place)
{
	static const struct result none;
	return review_place(p->a, p->meeting < p->r->count ? p->r->meetings[p->meeting] : &none, place);
}

void html_tag(struct page *p, const char *class, const char *words)
{
	buf_printf(p->out, "<b class=\"tag %s\">", class);
	html_words(p, words);
	buf_addz(p->out, "</b>");
}

void html_head(struct page *p, const char *const *names)
{
	buf_addz(p->out, "<thead><tr>");
	for (; *names; names++)
		html_element(p, "th", str_of(*names));
	buf_addz(p->out, "</tr></thead><tbody>\n");
}

/* ---- filters ---------------------------------------------------------------------- */

void html_begin_filters(struct page *p, struct str list, const char *status)
{
	buf_printf(p->out, "<form class=\"filters\" hidden data-list=\"%.*s\" role=\"search\"", (int)list.n, list.p);
	html_attribute(p, "data-status", str_of(status));
	buf_addz(p->out, "><label>");
	html_words(p, _("search"));
	buf_addz(p->out, "<input type=\"search\" name=\"text\"></label>\n");
}

void html_option(struct page *p, struct str value, struct str words)
{
	buf_addz(p->out, "<option");
	html_attribute(p, "value", value);
	buf_char(p->out, '>');
	html_text(p, words);
	buf_addz(p->out, "</option>");
}

void html_begin_choice(struct page *p, const char *name, const char *label)
{
	buf_addz(p->out, "<label>");
	html_words(p, label);
	buf_printf(p->out, "<select name=\"%s\">", name);
	html_option(p, STR(""), str_of(_("all")));
}

void html_end_choice(struct page *p)
{
	buf_addz(p->out, "</select></label>\n");
}

void html_end_filters(struct page *p)
{
	buf_addz(p->out, "<button type=\"reset\">");
	html_words(p, _("show all"));
	buf_addz(p->out, "</button><span role=\"status\" aria-live=\"polite\"></span></form>\n");
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

void html_style(struct buf *out)
{
	lines(out, page_css);
}

const char *html_status_class(int status)
{
	return status == 0 ? "passed" : status == 1 ? "failed" : "unsure";
}

static void head(struct page *p)
{
	const struct report *r = p->r;
	buf_printf(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		   _("en")); /* the language of the page */
	buf_addz(p->out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			 "<meta name=\"robots\" content=\"noindex\">\n<title>");
	if (r->count == 1)
		html_text(p, review_name(r->meetings[0]));
	else
		buf_printf(p->out, _n("%zu meeting", "%zu meetings", r->count), r->count);
	buf_addz(p->out, " · ");
	html_words(p, _("review of meeting materials"));
	buf_addz(p->out, "</title>\n<style>\n");
	html_style(p->out);
	buf_printf(p->out, ".advice::before { content: \"%s \"; color: var(--soft); }\n", _("advice:"));
	buf_addz(p->out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
	html_words(p, _("to the content"));
	buf_addz(p->out, "</a>\n");
}

/* ---- a meeting ------------------------------------------------------------------------ */

static void counts(struct page *p, const struct review *v)
{
	const size_t *n = v->verdicts;
	struct tally t = tally_of(v->meeting, NULL);
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
		   v->files, t.checked, t.passed, t.failed, t.unknown);
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

static void banner(struct page *p, const struct review *v)
{
	buf_printf(p->out, "<div class=\"verdict %s\"><strong>", html_status_class(v->status));
	html_words(p, review_result(v->status));
	buf_addz(p->out, "</strong><span>");
	buf_printf(p->out, _("errors %zu, warnings %zu, hints %zu, not looked at %zu"),
		   v->levels[LEVEL_ERROR], v->levels[LEVEL_WARNING], v->levels[LEVEL_INFO],
		   v->gaps.list.n);
	buf_addz(p->out, "</span></div>\n");
	aside(p, v->meeting);
	counts(p, v);
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

void html_signature(struct page *p)
{
	buf_addz(p->out, "<p class=\"sign\"><span>");
	html_words(p, _("Reviewed by:"));
	buf_addz(p->out, "</span> <span>");
	html_words(p, _("Date:"));
	buf_addz(p->out, "</span></p>\n");
}

static void whole(struct page *p, const struct review *v)
{
	html_findings(p, v);
	html_clauses(p, v);
	html_pictures(p, v->meeting);
	html_people(p, v);
	html_exceptions(p, v);
	html_gaps(p, arena_printf(p->a, "m%zu-gaps", p->meeting).p, &v->gaps);
	html_signature(p);
}

static void meeting(struct page *p, const struct review *v)
{
	const struct result *m = v->meeting;
	const char *tag = p->r->count > 1 ? "h2" : "h1";
	buf_printf(p->out, "<section class=\"meeting\" id=\"m%zu\">\n<%s>", p->meeting, tag);
	html_text(p, review_name(m));
	buf_printf(p->out, "</%s>\n<p class=\"soft\">", tag);
	if (p->r->count == 1) {
		html_words(p, _("Review of meeting materials"));
		buf_addz(p->out, " · ");
	}
	html_text(p, m->pack_title.n ? m->pack_title : m->pack);
	for (size_t i = 0; i < m->days.n; i++) {
		buf_addz(p->out, " · ");
		html_text(p, m->days.v[i].key);
		buf_char(p->out, ' ');
		html_text(p, review_long_day(p->a, m->days.v[i].value));
	}
	buf_addz(p->out, "<br>");
	html_text(p, m->path);
	buf_addz(p->out, "</p>\n");
	banner(p, v);
	if (p->brief)
		html_brief(p, v);
	else
		whole(p, v);
	buf_addz(p->out, "</section>\n");
}

/* ---- several meetings ------------------------------------------------------------------- */

static void overview_row(struct page *p, const struct review *v)
{
	const struct result *m = v->meeting;
	const size_t *n = v->verdicts;
	buf_printf(p->out, "<tr data-meeting=\"m%zu\"><td><a href=\"#m%zu\">", p->meeting, p->meeting);
	html_text(p, review_name(m));
	buf_addz(p->out, "</a><br><span class=\"soft\">");
	html_text(p, m->path);
	buf_addz(p->out, "</span></td><td>");
	html_tag(p, html_status_class(v->status), review_result(v->status));
	buf_printf(p->out,
		   "</td><td class=\"n\">%zu</td><td class=\"n\">%zu</td><td class=\"n\">%zu</td>"
		   "<td class=\"n\">%zu</td><td class=\"n\">%zu</td></tr>\n",
		   v->levels[LEVEL_ERROR], v->levels[LEVEL_WARNING], v->gaps.list.n,
		   n[VERDICT_PASSED], n[VERDICT_FAILED] + n[VERDICT_PARTLY]);
}

static void overview(struct page *p)
{
	const char *const columns[] = {_("meeting"),	  _("result"),	  _("errors"),
				       _("warnings"),	  _("not looked at"), _("clauses satisfied"),
				       _("clauses not or partly"), NULL};
	buf_addz(p->out, "<h1>");
	buf_printf(p->out, _n("%zu meeting", "%zu meetings", p->r->count), p->r->count);
	buf_addz(p->out, "</h1>\n");
	if (p->brief)
		html_brief_filter(p);
	buf_addz(p->out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"index\" id=\"overview\">");
	html_head(p, columns);
	for (p->meeting = 0; p->meeting < p->r->count; p->meeting++)
		overview_row(p, &p->reviews[p->meeting]);
	buf_addz(p->out, "</tbody></table></div>\n");
	if (p->brief)
		html_element(p, "p",
			     str_of(_("With so many meetings the page has findings only; clauses, "
				      "evidence and pictures are in the report of one meeting.")));
}

/* How many findings of each meeting the page can have. */
static size_t most_findings(const struct review *reviews, size_t count)
{
	size_t all = 0;
	for (size_t i = 0; i < count; i++)
		all += reviews[i].found.list.n;
	if (count <= BRIEF_FROM || all <= FINDINGS_MOST)
		return SIZE_MAX;
	return FINDINGS_MOST / count ? FINDINGS_MOST / count : 1;
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct page p = {.a = a, .r = r, .out = out, .brief = r->count > BRIEF_FROM};
	struct gaps run = {0};
	p.reviews = arena_array(a, struct review, r->count);
	for (size_t i = 0; i < r->count; i++)
		review_of(a, r, i, &p.reviews[i]);
	p.most = most_findings(p.reviews, r->count);
	review_run_gaps(a, r, &run);
	head(&p);
	if (r->count == 1)
		parts(&p);
	buf_addz(out, "<main id=\"main\">\n");
	if (r->count != 1)
		overview(&p);
	if (run.list.n)
		html_gaps(&p, "gaps", &run);
	for (p.meeting = 0; p.meeting < r->count; p.meeting++)
		meeting(&p, &p.reviews[p.meeting]);
	html_brief_advice(&p);
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
