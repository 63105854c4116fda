/* Findings, gaps and rules of a run, gathered for the formats that list them. */
#include "findings.h"
#include "layout.h"
#include "text.h"

struct str report_path(struct arena *a, const struct result *m, struct str file)
{
	struct str path = file.n ? path_join(a, m->path, file) : m->path;
	while (str_starts(path, STR("./")))
		path = str_cut(path, 2, path.n);
	return text_scrub(a, path_short(a, path));
}

/* The last one in the list is the next that E waives. */
static void link_waived(struct arena *a, struct findings *out, const struct exception *e)
{
	struct str key = arena_dup(a, (struct str){(const char *)&e, sizeof e});
	size_t *last = map_at(a, &out->last, key), at = out->list.n - 1;
	if (*last == SIZE_MAX)
		*map_at(a, &out->waived, key) = at;
	else
		out->list.v[*last].next = at;
	*last = at;
}

void findings_of(struct arena *a, const struct report *r, bool waived, struct findings *out)
{
	static const struct witness nowhere;
	for (size_t m = 0; m < r->count; m++) {
		const struct result *meeting = r->meetings[m];
		for (size_t i = 0; i < meeting->checkpoints.n; i++) {
			const struct checkpoint *c = &meeting->checkpoints.v[i];
			if (!(waived ? is_waived(c, r->level) : is_finding(c, r->level)))
				continue;
			const struct witness *w =
			    c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
			struct finding *f = list_add(a, &out->list);
			*f = (struct finding){
			    .meeting = meeting,
			    .checkpoint = c,
			    .rule = c->rule,
			    .place = w->place,
			    .message = text_scrub(a, words_finding(a, c, c->rule->message)),
			    .advice = text_scrub(a, words_finding(a, c, c->rule->advice)),
			    .excerpt = text_scrub(a, w->excerpt),
			    .fingerprint = checkpoint_fingerprint(a, c),
			};
			f->place.file = report_path(a, meeting, w->place.file);
			f->next = SIZE_MAX;
			if (c->waived)
				link_waived(a, out, c->waived);
		}
	}
}

struct str waived_words(struct arena *a, const struct finding *f)
{
	const struct exception *e = f->checkpoint->waived;
	struct str why = words_terms(a, e->reason, e->owner, e->expires != DAY_NONE ? day_iso(a, e->expires) : STR(""));
	return arena_printf(a, _("waived (%s): %.*s\nreason: %.*s"), words_level(f->rule->level), (int)f->message.n,
			    f->message.p, (int)why.n, why.p);
}

const struct finding *waived_by(const struct findings *found, const struct exception *e, size_t *at)
{
	size_t i = *at;
	if (!i)
		i = map_get(&found->waived, (struct str){(const char *)&e, sizeof e});
	else if (i != SIZE_MAX)
		i--;
	if (i == SIZE_MAX)
		return NULL;
	const struct finding *f = &found->list.v[i];
	*at = f->next == SIZE_MAX ? SIZE_MAX : f->next + 1;
	return f;
}

/* ---- what could not be looked at ----------------------------------------------- */

static struct gap *add_gap(struct arena *a, struct gaps *out, const struct result *m,
			   struct str file, struct str message)
{
	struct gap *g = list_add(a, &out->list);
	*g = (struct gap){.meeting = m,
			  .file = m ? report_path(a, m, file) : file,
			  .message = text_scrub(a, message)};
	return g;
}

static void add_rule_gaps(struct arena *a, const struct result *m, struct gaps *out)
{
	struct map seen = {0};
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (c->outcome != OUTCOME_UNKNOWN)
			continue;
		struct str missing =
		    c->missing.n
			? arena_printf(a, _("to provide: %.*s"), (int)c->missing.n, c->missing.p)
			: str_of(_("something is missing that the rule needs"));
		struct str id = c->rule->id;
		size_t *at = map_at(a, &seen,
				    arena_printf(a, "%.*s\n%.*s", (int)id.n, id.p,
						 (int)missing.n, missing.p));
		if (*at != SIZE_MAX)
			continue;
		*at = 1;
		struct str title = c->rule->title;
		struct gap *g = add_gap(a, out, m,
					c->witnesses.n ? c->witnesses.v[0].place.file : STR(""),
					arena_printf(a, _("not checked: %.*s (%.*s)"), (int)title.n,
						     title.p, (int)missing.n, missing.p));
		g->rule = c->rule;
		g->line = c->witnesses.n ? c->witnesses.v[0].place.line : 0;
	}
}

static bool has_finding(const struct result *m, enum level level, struct str file)
{
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (is_finding(c, level) && str_is(c->rule->check, "input") && c->witnesses.n &&
		    str_eq(c->witnesses.v[0].place.file, file))
			return true;
	}
	return false;
}

static void add_file_gaps(struct arena *a, const struct result *m, enum level level,
			  struct gaps *out)
{
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (f->ignored || (f->kind.n && !f->failure.n) || has_finding(m, level, f->file))
			continue;
		struct str failure = words_failure(a, f->failure);
		if (f->failure.n)
			add_gap(a, out, m, f->file,
				arena_printf(a, _("not read: %.*s"), (int)failure.n, failure.p));
		else if (!m->outside)
			add_gap(a, out, m, f->file, str_of(_("of no known kind: not checked")));
	}
}

void gaps_of(struct arena *a, const struct report *r, struct gaps *out)
{
	for (size_t i = 0; r->complaints && i < r->complaints->list.n; i++) {
		const struct complaint *c = &r->complaints->list.v[i];
		add_gap(a, out, NULL, c->file, c->message)->line = c->mark.line;
	}
	for (size_t i = 0; i < r->count; i++) {
		const struct result *m = r->meetings[i];
		if (m->failure.n)
			add_gap(a, out, m, STR(""), m->failure);
		add_file_gaps(a, m, r->level, out);
		add_rule_gaps(a, m, out);
	}
}

/* ---- rules ------------------------------------------------------------------------ */

static void add_rule(struct arena *a, struct map *seen, const struct rule_info *rule,
		     struct rule_list *out)
{
	size_t *at = map_at(a, seen, rule->id);
	if (*at == SIZE_MAX) {
		*at = out->list.n;
		*list_add(a, &out->list) = rule;
	}
}

void rules_of(struct arena *a, const struct report *r, struct rule_list *out)
{
	struct map seen = {0};
	for (size_t m = 0; m < r->count; m++) {
		const struct result *meeting = r->meetings[m];
		for (size_t i = 0; i < meeting->rules.n; i++)
			add_rule(a, &seen, meeting->rules.v[i], out);
		for (size_t i = 0; i < meeting->checkpoints.n; i++)
			add_rule(a, &seen, meeting->checkpoints.v[i].rule, out);
	}
}

void clause_lines(struct buf *out, const struct rule_info *rule)
{
	for (size_t i = 0; i < rule->clause_count; i++) {
		const struct clause *c = rule->clauses[i];
		buf_add(out, c->id);
		if (c->quote.n)
			buf_printf(out, " “%.*s”", (int)c->quote.n, c->quote.p);
		buf_char(out, '\n');
	}
}
