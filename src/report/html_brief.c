/*
 * The page of many meetings.
 *
 * A finding is a paragraph; what to do about it stands once for all, at the end.  What was found in a meeting is in a
 * <noscript>: to a browser with scripts that is text, which costs next to nothing, and the script makes
 * elements of it when someone comes near.  To one without, it is part of the page.
 */
#include "html.h"
#include "text.h"

enum { AROUND = 45, WHOLE = 150 }; /* bytes before and behind the words that are meant; of these */

/* How many findings of each level the page has room for: errors come first. */
static void share(const struct page *p, const struct review *v, size_t room[LEVEL_ERROR + 1])
{
	size_t most = p->most;
	for (int k = LEVEL_ERROR; k >= LEVEL_INFO; k--) {
		room[k] = v->levels[k] < most ? v->levels[k] : most;
		most -= room[k];
	}
}

static void left_out(struct page *p, size_t n)
{
	if (n)
		html_element(p, "p",
			     arena_printf(p->a, _n("%zu more finding: in the report of this meeting alone",
						   "%zu more findings: in the report of this meeting alone", n),
					  n));
}

/* The number of what is to be done. */
static size_t advice_of(struct page *p, const struct finding *f)
{
	struct str key = arena_printf(p->a, "%.*s\n%.*s", (int)f->rule->id.n, f->rule->id.p, (int)f->advice.n, f->advice.p);
	size_t *at = map_at(p->a, &p->known_advice, key);
	if (*at == SIZE_MAX) {
		*at = p->advice.n;
		*list_add(p->a, &p->advice) = (struct html_advice){f->rule, f->advice, *at};
	}
	return *at;
}

static void finding(struct page *p, const struct finding *f)
{
	const struct checkpoint *c = f->checkpoint;
	static const struct witness nowhere;
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
	buf_printf(p->out, "<p><b class=\"%s\">", level_name[f->rule->level]);
	html_words(p, words_level(f->rule->level));
	buf_addz(p->out, "</b> ");
	html_text(p, f->message);
	struct str at = review_position(p->a, p->r->meetings[p->meeting], &w->place);
	if (at.n || c->witnesses.n > 1) {
		buf_addz(p->out, " <i>");
		html_text(p, at);
		html_other_places(p, c, at.n);
		buf_addz(p->out, "</i>");
	}
	buf_printf(p->out, " <a href=\"#a%zu\">", advice_of(p, f));
	html_text(p, f->rule->id);
	buf_addz(p->out, "</a>");
	html_quote(p, w, "q", AROUND, WHOLE);
	buf_addz(p->out, "</p>\n");
}

static void findings(struct page *p, const struct review *v)
{
	size_t n = v->found.list.n, shown = 0;
	size_t room[LEVEL_ERROR + 1];
	struct str file = {0};
	share(p, v, room);
	buf_printf(p->out, "<section class=\"brief\" id=\"m%zu-findings\"><h3>", p->meeting);
	html_words(p, n ? _("Findings") : _("no findings"));
	buf_addz(p->out, "</h3>\n");
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &v->found.list.v[i];
		const struct checkpoint *c = f->checkpoint;
		if (!room[f->rule->level])
			continue;
		room[f->rule->level]--;
		if (!shown++ || !str_eq(f->place.file, file))
			html_element(p, "h4", c->witnesses.n ? c->witnesses.v[0].place.file : v->meeting->path);
		file = f->place.file;
		finding(p, f);
	}
	left_out(p, n - shown);
	buf_addz(p->out, "</section>\n");
}

void html_brief(struct page *p, const struct review *v)
{
	buf_addz(p->out, "<noscript>\n");
	findings(p, v);
	if (v->meeting->exceptions.n)
		html_exceptions(p, v);
	if (v->gaps.list.n)
		html_gaps(p, arena_printf(p->a, "m%zu-gaps", p->meeting).p, &v->gaps);
	html_signature(p);
	buf_addz(p->out, "</noscript>\n");
}

static int by_rule(const void *a, const void *b)
{
	const struct html_advice *x = a, *y = b;
	int order = str_cmp(x->rule->id, y->rule->id);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

void html_brief_advice(struct page *p)
{
	if (!p->advice.n)
		return;
	qsort(p->advice.v, p->advice.n, sizeof *p->advice.v, by_rule);
	buf_addz(p->out, "<section id=\"advice\"><h2>");
	html_words(p, _("What to do"));
	buf_addz(p->out, "</h2>\n<dl>\n");
	for (size_t i = 0; i < p->advice.n; i++) {
		const struct html_advice *one = &p->advice.v[i];
		struct str clauses = review_clauses(p->a, one->rule, " ");
		buf_printf(p->out, "<dt id=\"a%zu\"><code>", one->number);
		html_text(p, one->rule->id);
		buf_addz(p->out, "</code> ");
		html_text(p, one->rule->title);
		buf_addz(p->out, "</dt><dd>");
		if (clauses.n) {
			buf_addz(p->out, "<span class=\"soft\">");
			html_text(p, clauses);
			buf_addz(p->out, "</span> ");
		}
		html_text(p, one->advice);
		buf_addz(p->out, "</dd>\n");
	}
	buf_addz(p->out, "</dl></section>\n");
}

/* ---- the overview, with what it can be narrowed to ------------------------------------------------ */

void html_brief_filter(struct page *p)
{
	html_begin_filters(p, STR("overview"), _("%1 of %2 meetings shown"));
	html_begin_choice(p, "status", _("result"));
	for (int status = 1; status < 4; status++) /* failed, not looked at, passed */
		html_option(p, str_of(html_status_class(status % 3)), str_of(review_result(status % 3)));
	html_end_choice(p);
	html_end_filters(p);
}
