/*
 * html_figure - what pictures have in common.  They are SVG.  Each shape has a title and a sign: colour is not
 * the only one.  A shape leads to the finding that it tells of, else to its line in the list of evidence below.
 *
 * In order: figure_begin, shapes, figure_end_svg, a legend, figure_evidence.
 */
#ifndef BAGUAN_HTML_FIGURE_H
#define BAGUAN_HTML_FIGURE_H

#include "html.h"

void figure_begin(struct page *p, struct str title, unsigned width, unsigned height);
void figure_end_svg(struct page *p);
/* What signs mean: SIGN in an element of that LOOK (classes). */
struct figure_sign {
	const char *look, *sign, *words;
};
void figure_legend(struct page *p, const struct figure_sign *signs, size_t n);
/* The list below it, by LINE for each; ends the figure. */
void figure_evidence(struct page *p, size_t n, void (*line)(struct page *p, const void *data, size_t i), const void *data);

/* Shortened to what has room beside a picture. */
struct str figure_label(struct page *p, struct str s);
/* LOOK: classes of style, such as "mid", "end" for where X is. */
void figure_words(struct page *p, double x, double y, const char *look, struct str words);
/* Is it told as a finding? */
bool figure_shown(const struct page *p, const struct checkpoint *c);
/* "<a>" to the finding, where C is shown as one; else (or NULL) to the line. */
void figure_link(struct page *p, const struct checkpoint *c, size_t line);

/* "<li>" of a line, and what stands in it. */
void figure_line(struct page *p, size_t line);
void figure_soft(struct page *p, struct str words);
/* Where it was seen, with the words there; a link when it is a finding. */
void figure_seen(struct page *p, const struct checkpoint *c);

#endif
