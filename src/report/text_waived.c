/* Findings that were waived, each with the exception: reason, owner, end, and where it stands. */
#include "text_parts.h"

enum { INDENT = 2 };

struct str exception_words(struct arena *a, const struct exception *e)
{
	return words_terms(a, line_clean(a, e->reason), line_clean(a, e->owner),
			   e->expires == DAY_NONE ? STR("") : day_iso(a, e->expires));
}

/* Where it stands, for one that is not in the words of the finding themselves. */
static struct str source_words(struct arena *a, const struct exception *e)
{
	struct str where = text_location(a, &e->place);
	struct str source = str_of(words_source(e->source));
	return arena_printf(a, _("%.*s (%.*s)"), (int)source.n, source.p, (int)where.n, where.p);
}

void text_waived(struct text *t, const struct result *m)
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
		const char *reason = _("reason"), *source = _("exception");
		size_t columns = utf8_width(str_of(reason)), other = utf8_width(str_of(source));
		columns = other > columns ? other : columns;
		if (!is_waived(c, t->r->level))
			continue;
		text_headline(t, c);
		text_message(t, c);
		text_labelled(t, INDENT, reason, columns, exception_words(t->a, c->waived));
		text_labelled(t, INDENT, source, columns, source_words(t->a, c->waived));
		buf_char(t->out, '\n');
	}
}

