/* The page that leads to everything that was made of a run: what it came to, the reports, the annotated copies. */
#include "html.h"
#include "text.h"

/* As an address: what is no letter or digit of ASCII is written by its bytes. */
static struct str address(struct arena *a, struct str path)
{
	struct buf b = {0};
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c && strchr("/-_.~", c));
		if (plain)
			buf_char(&b, c);
		else
			buf_printf(&b, "%%%02X", (unsigned)(uint8_t)c);
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void link_to(struct page *p, struct str href, struct str words)
{
	buf_addz(p->out, "<a");
	html_attribute(p, "href", address(p->a, href));
	buf_char(p->out, '>');
	html_text(p, words);
	buf_addz(p->out, "</a>");
}

static void number(struct page *p, size_t n)
{
	buf_printf(p->out, "<td class=\"n\">%zu</td>", n);
}

static void head(struct page *p)
{
	buf_printf(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", _("en"));
	buf_addz(p->out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	html_words(p, _("What the review came to"));
	buf_addz(p->out, "</title>\n<style>\n");
	html_style(p->out);
	buf_addz(p->out, "</style>\n</head>\n<body>\n<main>\n<h1>");
	html_words(p, _("What the review came to"));
	buf_printf(p->out, "</h1>\n<div class=\"verdict %s\"><strong>", html_status_class(p->r->status));
	html_words(p, review_result(p->r->status));
	buf_addz(p->out, "</strong></div>\n");
}

static void meetings(struct page *p)
{
	const char *const columns[] = {_("meeting"),  _("result"), _("errors"),        _("warnings"),
				       _("hints"), _("not looked at"), _("clauses satisfied"), _("clauses not or partly"),
				       NULL};
	buf_addz(p->out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"index\">");
	html_head(p, columns);
	for (size_t i = 0; i < p->r->count; i++) {
		struct review v;
		review_of(p->a, p->r, i, &v);
		buf_addz(p->out, "<tr><td>");
		html_text(p, review_name(v.meeting));
		buf_addz(p->out, "<br><span class=\"soft\">");
		html_text(p, v.meeting->path);
		buf_addz(p->out, "</span></td><td>");
		html_tag(p, html_status_class(v.status), review_result(v.status));
		buf_addz(p->out, "</td>");
		for (int k = LEVEL_ERROR; k >= LEVEL_INFO; k--)
			number(p, v.levels[k]);
		number(p, v.gaps.list.n);
		number(p, v.verdicts[VERDICT_PASSED]);
		number(p, v.verdicts[VERDICT_FAILED] + v.verdicts[VERDICT_PARTLY]);
		buf_addz(p->out, "</tr>\n");
	}
	buf_addz(p->out, "</tbody></table></div>\n");
}

static void files(struct page *p, const struct index *index)
{
	html_element(p, "h2", str_of(_("Reports")));
	buf_addz(p->out, "<ul>\n");
	for (size_t i = 0; i < index->files.n; i++) {
		const struct index_file *f = &index->files.v[i];
		buf_addz(p->out, "<li>");
		link_to(p, f->href, f->href);
		buf_addz(p->out, " <span class=\"soft\">");
		html_words(p, f->what);
		buf_addz(p->out, "</span></li>\n");
	}
	buf_addz(p->out, "</ul>\n");
}

static void copy_row(struct page *p, const struct index_copy *c)
{
	buf_addz(p->out, "<tr>");
	if (p->r->count > 1)
		html_element(p, "td", review_name(c->meeting));
	buf_addz(p->out, "<td>");
	if (c->href.n)
		link_to(p, c->href, c->file);
	else
		html_text(p, c->file);
	buf_addz(p->out, "</td>");
	number(p, c->findings);
	html_element(p, "td", c->why.n ? c->why : str_of(_("with comments")));
	buf_addz(p->out, "</tr>\n");
}

static void copies(struct page *p, const struct index *index)
{
	const char *const several[] = {_("meeting"), _("material"), _("findings"), _("annotated copy"), NULL};
	html_element(p, "h2", str_of(_("Materials with the findings as comments")));
	if (index->copies.n) {
		buf_addz(p->out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"index\">");
		html_head(p, p->r->count > 1 ? several : several + 1);
		for (size_t i = 0; i < index->copies.n; i++)
			copy_row(p, &index->copies.v[i]);
		buf_addz(p->out, "</tbody></table></div>\n");
	} else {
		html_element(p, "p", str_of(_("No findings in the materials.")));
	}
	if (index->elsewhere)
		html_element(p, "p",
			     arena_printf(p->a, _n("%zu finding stands in no material, and so in no copy",
						   "%zu findings stand in no material, and so in no copy",
						   index->elsewhere),
					  index->elsewhere));
}

void render_index(struct arena *a, const struct report *r, const struct index *index, struct buf *out)
{
	struct page p = {.a = a, .r = r, .out = out};
	struct gaps run = {0};
	review_run_gaps(a, r, &run);
	head(&p);
	files(&p, index);
	html_element(&p, "h2", str_of(_("Meetings")));
	meetings(&p);
	if (run.list.n)
		html_gaps(&p, "gaps", &run);
	copies(&p, index);
	buf_addz(out, "</main>\n<footer><p class=\"soft\">baguan ");
	html_words(&p, r->version);
	buf_addz(out, "</p></footer>\n</body>\n</html>\n");
}
