/* The frame of a picture, and the list of evidence below it. */
#include "html_figure.h"
#include "layout.h"
#include "text.h"

enum {
	LABEL_MAX = 12, /* characters of a label */
	EXCERPT_COLUMNS = 60
};

struct str figure_label(struct page *p, struct str s)
{
	return line_fit(p->a, line_clean(p->a, s), 2 * LABEL_MAX);
}

void figure_begin(struct page *p, struct str title, unsigned width, unsigned height)
{
	buf_addz(p->out, "<figure><figcaption>");
	html_text(p, title);
	buf_addz(p->out, "</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"group\"");
	html_attribute(p, "aria-label", title);
	buf_printf(p->out, "><svg role=\"group\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\"", width, height,
		   width, height);
	html_attribute(p, "aria-label", title);
	buf_addz(p->out, ">\n");
	p->figure++;
}

void figure_end_svg(struct page *p)
{
	buf_addz(p->out, "</svg></div>\n");
}

void figure_words(struct page *p, double x, double y, const char *look, struct str words)
{
	buf_printf(p->out, "<text x=\"%.4g\" y=\"%.4g\" class=\"%s\">", x, y, look);
	html_text(p, words);
	buf_addz(p->out, "</text>\n");
}

void figure_legend(struct page *p, const struct figure_sign *signs, size_t n)
{
	buf_addz(p->out, "<p class=\"legend\">");
	for (size_t i = 0; i < n; i++) {
		buf_printf(p->out, "<span><i class=\"%s\">%s</i> ", signs[i].look, signs[i].sign);
		html_words(p, _(signs[i].words));
		buf_addz(p->out, "</span>");
	}
	buf_addz(p->out, "</p>\n");
}

/* ---- evidence ------------------------------------------------------------------------ */

bool figure_shown(const struct page *p, const struct checkpoint *c)
{
	return c && is_finding(c, p->r->level);
}

/* The I-th line of the list below the picture. */
static struct str line_anchor(struct page *p, size_t i)
{
	return arena_printf(p->a, "m%zu-e%zu-%zu", p->meeting, p->figure, i);
}

/* To the finding, where C is shown as one; else to the line.  The lines can be reached by keyboard by themselves. */
void figure_link(struct page *p, const struct checkpoint *c, size_t line)
{
	bool shown = figure_shown(p, c);
	struct str anchor = shown ? html_anchor(p, c) : line_anchor(p, line);
	buf_printf(p->out, "<a href=\"#%.*s\"%s>", (int)anchor.n, anchor.p, shown ? "" : " tabindex=\"-1\"");
}

void figure_evidence(struct page *p, size_t n, void (*line)(struct page *p, const void *data, size_t i), const void *data)
{
	buf_addz(p->out, "<details class=\"evidence\"><summary>");
	html_words(p, _("evidence"));
	buf_addz(p->out, "</summary><ul>\n");
	for (size_t i = 0; i < n; i++)
		line(p, data, i);
	buf_addz(p->out, "</ul></details></figure>\n");
}

void figure_line(struct page *p, size_t i)
{
	buf_printf(p->out, "<li id=\"%s\">", line_anchor(p, i).p);
}

void figure_soft(struct page *p, struct str words)
{
	if (!words.n)
		return;
	buf_addz(p->out, " <small>");
	html_text(p, words);
	buf_addz(p->out, "</small>");
}

/* Where it was seen, as a link when it is a finding. */
void figure_seen(struct page *p, const struct checkpoint *c)
{
	if (!c->witnesses.n) {
		figure_soft(p, c->missing);
		return;
	}
	const struct witness *w = &c->witnesses.v[0];
	struct str excerpt = line_fit(p->a, str_trim(line_clean(p->a, w->excerpt)), EXCERPT_COLUMNS);
	if (figure_shown(p, c)) {
		struct str anchor = html_anchor(p, c);
		buf_printf(p->out, " <a href=\"#%.*s\">", (int)anchor.n, anchor.p);
		html_text(p, html_place(p, &w->place));
		buf_addz(p->out, "</a>");
	} else {
		figure_soft(p, html_place(p, &w->place));
	}
	if (excerpt.n) {
		buf_addz(p->out, " “");
		html_text(p, excerpt);
		buf_addz(p->out, "”");
	}
}
