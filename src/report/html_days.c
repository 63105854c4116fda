/* Days against the days that they are held to, rule by rule. */
#include "chart.h"
#include "html_figure.h"
#include "text.h"

enum { DAYS_LEFT = 190, DAYS_WIDTH = 640, DAYS_ROW = 36, DAYS_TOP = 34, TICKS_MAX = 13 };

static double day_x(const struct chart_days *s, int32_t day)
{
	return DAYS_LEFT + (day - s->first + 0.5) * DAYS_WIDTH / (s->last - s->first + 1);
}

/* Days at the top, some of them, each with a line through all rows. */
static void axis(struct page *p, const struct chart_days *s, unsigned height)
{
	static const int32_t steps[] = {1, 2, 3, 5, 7, 10, 14, 30, 60, 90, 180};
	int32_t n = s->last - s->first, step = 365;
	for (size_t i = sizeof steps / sizeof *steps; i--;)
		if (n / steps[i] < TICKS_MAX)
			step = steps[i];
	for (int32_t day = s->first; day <= s->last; day += step) {
		double x = day_x(s, day);
		buf_printf(p->out, "<line class=\"tick\" x1=\"%.1f\" y1=\"22\" x2=\"%.1f\" y2=\"%u\"/>\n", x, x, height);
		figure_words(p, x, 15, "mid", review_day(p->a, day_iso(p->a, day)));
	}
}

/* TOLD: with its day, which is not that of the row above. */
static void limit_at(struct page *p, const struct chart_days *s, const struct chart_day *d, unsigned y, bool told)
{
	double x = day_x(s, d->limit);
	buf_printf(p->out, "<line class=\"limit\" x1=\"%.1f\" y1=\"%u\" x2=\"%.1f\" y2=\"%u\"><title>", x, y - 15, x,
		   y + 15);
	html_words(p, _("the day that it is held to"));
	html_words(p, _(": "));
	html_text(p, day_iso(p->a, d->limit));
	buf_addz(p->out, "</title></line>\n");
	bool late = x > DAYS_LEFT + DAYS_WIDTH - 40;
	if (told)
		figure_words(p, late ? x - 4 : x + 4, y - 8, late ? "small end" : "small", review_day(p->a, day_iso(p->a, d->limit)));
}

static void dot(struct page *p, const struct chart_days *s, size_t i, unsigned y)
{
	const struct chart_day *d = &s->list.v[i];
	double x = day_x(s, d->day);
	figure_link(p, d->at.n == 1 ? d->at.v[0] : NULL, i);
	/* A failure is a square. */
	if (d->failed)
		buf_printf(p->out, "<rect class=\"dot failed\" x=\"%.1f\" y=\"%u\" width=\"12\" height=\"12\">", x - 6,
			   y - 6);
	else
		buf_printf(p->out, "<circle class=\"dot passed\" cx=\"%.1f\" cy=\"%u\" r=\"6\">", x, y);
	buf_addz(p->out, "<title>");
	html_text(p, d->rule->title);
	buf_printf(p->out, " %s %s × %zu", day_iso(p->a, d->day).p, d->failed ? _("too early or too late") : _("in time"),
		   d->at.n);
	buf_addz(p->out, d->failed ? "</title></rect></a>\n" : "</title></circle></a>\n");
}

static void dot_line(struct page *p, const void *days, size_t i)
{
	const struct chart_days *s = days;
	const struct chart_day *d = &s->list.v[i];
	figure_line(p, i);
	buf_addz(p->out, d->failed ? "✗ " : "✓ ");
	html_text(p, d->rule->title);
	buf_printf(p->out, " %s", day_iso(p->a, d->day).p);
	for (size_t k = 0; k < d->at.n; k++) {
		if (k)
			buf_addz(p->out, _("; "));
		const struct checkpoint *c = d->at.v[k];
		if (figure_shown(p, c) || k == 0 || !c->witnesses.n || !d->at.v[k - 1]->witnesses.n ||
		    !str_eq(c->witnesses.v[0].place.file, d->at.v[k - 1]->witnesses.v[0].place.file))
			figure_seen(p, c);
		else /* the same file again */
			figure_soft(p, review_position(p->a, p->r->meetings[p->meeting], &c->witnesses.v[0].place));
	}
	buf_addz(p->out, "</li>\n");
}

static const struct figure_sign days_signs[] = {{"green", "●", N_("in time")},
						 {"red", "■", N_("too early or too late")},
						 {"red", "┊", N_("the day that it is held to")}};

void html_days(struct page *p, const struct result *m)
{
	struct chart_days s;
	chart_days_of(p->a, m, &s);
	if (!s.list.n)
		return;
	unsigned height = DAYS_TOP + (unsigned)s.rules * DAYS_ROW, y = DAYS_TOP - DAYS_ROW / 2;
	figure_begin(p, str_of(_("Days against the days that they are held to")), DAYS_LEFT + DAYS_WIDTH + 10, height);
	axis(p, &s, height);
	for (size_t i = 0; i < s.list.n; i++) {
		const struct chart_day *d = &s.list.v[i];
		bool row = !i || d[-1].rule != d->rule;
		if (row) {
			y += DAYS_ROW;
			figure_words(p, DAYS_LEFT - 8.0, y + 5, "end", figure_label(p, d->rule->title));
			buf_printf(p->out, "<line class=\"grid\" x1=\"%d\" y1=\"%u\" x2=\"%d\" y2=\"%u\"/>\n", DAYS_LEFT, y,
				   DAYS_LEFT + DAYS_WIDTH, y);
		}
		if (row || d[-1].limit != d->limit)
			limit_at(p, &s, d, y, !i || d[-1].limit != d->limit);
		dot(p, &s, i, y);
	}
	figure_end_svg(p);
	figure_legend(p, days_signs, sizeof days_signs / sizeof *days_signs);
	figure_evidence(p, s.list.n, dot_line, &s);
}
