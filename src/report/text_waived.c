/*
 * Exceptions in text: the findings that the meeting has waived, each with reason, owner and end,
 * and the waivers that hold for nothing, with why.
 */
#include "text_parts.h"

enum { INDENT = 2 };

struct str waiver_words(struct arena *a, const struct waiver *w)
{
	struct str reason = line_clean(a, w->reason), owner = line_clean(a, w->owner);
	return arena_printf(a, _("%.*s (%.*s, until %s)"), (int)reason.n, reason.p, (int)owner.n,
			    owner.p, day_iso(a, w->until).p);
}

static void waived(struct text *t, const struct result *m)
{
	size_t count = 0;
	for (size_t i = 0; i < m->checkpoints.n; i++)
		count += is_waived(&m->checkpoints.v[i], t->r->level);
	if (!count)
		return;
	text_heading(t, arena_printf(t->a, _n("Waived: %zu finding", "Waived: %zu findings", count),
				     count).p);
	buf_char(t->out, '\n');
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		const char *label = _("reason");
		if (!is_waived(c, t->r->level))
			continue;
		text_headline(t, c);
		text_message(t, c);
		text_labelled(t, INDENT, label, utf8_width(str_of(label)),
			      waiver_words(t->a, c->waived));
		buf_char(t->out, '\n');
	}
}

/* Why a waiver holds for nothing; NULL: it holds, or no one asked. */
static const char *why_not(const struct result *m, const struct waiver *w)
{
	switch (w->state) {
	case WAIVER_EXPIRED:
		return m->today == DAY_NONE
			   ? N_("it is not known what day it is; the finding counts again")
			   : N_("its time is over; the finding counts again");
	case WAIVER_CHANGED:
		return N_("nothing has its fingerprint any more, but the rule still finds something "
			  "there: if the words were changed, look at them anew");
	case WAIVER_UNUSED:
		return N_("the rule finds nothing there any more: it can be taken out");
	default:
		return NULL;
	}
}

static void lapsed(struct text *t, const struct result *m)
{
	bool any = false;
	for (size_t i = 0; i < m->waivers.n; i++) {
		const struct waiver *w = m->waivers.v[i];
		const char *why = why_not(m, w);
		if (!why)
			continue;
		if (!any)
			text_heading(t, _("Waivers that do not hold"));
		any = true;
		struct str where = text_location(t->a, &w->place), rule = line_clean(t->a, w->rule);
		struct str words = waiver_words(t->a, w);
		struct str line = arena_printf(t->a, "%.*s  %.*s%s%s\n%.*s", (int)where.n, where.p,
					       (int)rule.n, rule.p, _(": "), _(why), (int)words.n,
					       words.p);
		buf_printf(t->out, "%*s", INDENT, "");
		wrap(t->a, t->out, line, INDENT, 2 * INDENT, t->width);
		buf_char(t->out, '\n');
	}
	if (any)
		buf_char(t->out, '\n');
}

void text_waived(struct text *t, const struct result *m)
{
	waived(t, m);
	lapsed(t, m);
}
