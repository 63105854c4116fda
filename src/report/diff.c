/* Two reports compared: which meetings go together, what became of clauses and gaps, the status. */
#include "diff_parts.h"
#include "text.h"

bool gap_counts(enum gap_type type)
{
	return type == GAP_UNREAD || type == GAP_UNRECOGNISED || type == GAP_MISSING;
}

const struct saved_gap *gap_find(struct arena *a, const struct saved_meeting *m, enum gap_type type,
				 struct str name)
{
	size_t at = m->gaps.n ? map_get(&m->gap, gap_key(a, type, name)) : SIZE_MAX;
	return at == SIZE_MAX ? NULL : &m->gaps.v[at];
}

/* ---- clauses ---------------------------------------------------------------------- */

/* How far a clause is met, from 0; -1: it says nothing of that. */
static int grade(enum verdict_type v)
{
	switch (v) {
	case VERDICT_FAILED:
		return 0;
	case VERDICT_PARTLY:
		return 1;
	case VERDICT_PASSED:
	case VERDICT_HUMAN:
		return 2;
	default:
		return -1;
	}
}

static enum turn turn_of(enum verdict_type before, enum verdict_type after)
{
	int x = grade(before), y = grade(after);
	if (x >= 0 && y >= 0)
		return y < x ? TURN_WORSE : y > x ? TURN_BETTER : TURN_OTHER;
	if (y == 0 || y == 1)
		return TURN_WORSE;
	if (after == VERDICT_UNCHECKED) /* of what was not met it can't be told */
		return x == 0 || x == 1 ? TURN_OTHER : TURN_WORSE;
	if (y == 2 && (before == VERDICT_UNCHECKED || before == VERDICT_WAIVED))
		return TURN_BETTER;
	return TURN_OTHER; /* not applicable any more, or waived: neither mended nor broken */
}

static void compare_verdicts(struct arena *a, struct meeting_pair *p)
{
	for (size_t i = 0; i < p->after->verdicts.n; i++) {
		const struct saved_verdict *y = &p->after->verdicts.v[i];
		size_t at = map_get(&p->before->verdict, y->clause);
		if (at == SIZE_MAX || p->before->verdicts.v[at].type == y->type)
			continue;
		enum turn turn = turn_of(p->before->verdicts.v[at].type, y->type);
		*list_add(a, &p->verdicts) = (struct verdict_change){
		    turn, y->clause, y->quote, p->before->verdicts.v[at].type, y->type};
		p->turns[turn]++;
	}
}

/* ---- what was not looked at --------------------------------------------------------- */

/* Could some rule do without it before? */
static bool hits_more(const struct saved_gap *g, const struct saved_meeting *before)
{
	for (size_t i = 0; i < g->rules.n; i++) {
		const struct saved_rule *r = saved_rule_find(before, g->rules.v[i]);
		if (r && !r->unknown)
			return true;
	}
	return false;
}

static void compare_gaps(struct arena *a, struct meeting_pair *p)
{
	const struct saved_meeting *x = p->before, *y = p->after;
	for (size_t i = 0; i < y->gaps.n; i++) {
		const struct saved_gap *g = &y->gaps.v[i];
		bool had = gap_find(a, x, g->type, g->name) && !hits_more(g, x);
		*list_add(a, &p->gaps) = (struct gap_change){had ? GAP_BOTH : GAP_ONLY_AFTER, g};
		p->gapped = p->gapped || (!had && gap_counts(g->type));
	}
	for (size_t i = 0; i < x->gaps.n; i++)
		if (!gap_find(a, y, x->gaps.v[i].type, x->gaps.v[i].name))
			*list_add(a, &p->gaps) =
			    (struct gap_change){GAP_ONLY_BEFORE, &x->gaps.v[i]};
}

/* ---- meetings ------------------------------------------------------------------------- */

/* All findings of a meeting that only one of the reports has. */
static void lone_findings(struct arena *a, struct meeting_pair *p)
{
	const struct saved_meeting *m = p->after ? p->after : p->before;
	enum change_type type = p->after ? CHANGE_NEW : CHANGE_UNTOLD;
	for (size_t i = 0; i < m->findings.n; i++) {
		const struct saved_finding *f = &m->findings.v[i];
		if (f->waived)
			continue;
		*list_add(a, &p->changes) =
		    (struct change){type, p->after ? NULL : f, p->after ? f : NULL,
				    N_("the other report does not have the meeting")};
		p->count[type]++;
	}
	p->gapped = !p->after;
}

/* KEY of each meeting that has no partner yet, when no other one has it; empty: not by this. */
static void pair_by(struct arena *a, const struct comparison *c, size_t *partner, bool *taken,
		    bool unit)
{
	struct map at = {0};
	for (size_t k = c->after->meetings.n; k-- > 0;) {
		const struct saved_meeting *m = &c->after->meetings.v[k];
		struct str key = unit ? m->unit : m->path;
		if (!taken[k] && (key.n || !unit))
			*map_at(a, &at, key) = k;
	}
	for (size_t i = 0; i < c->before->meetings.n; i++) {
		const struct saved_meeting *m = &c->before->meetings.v[i];
		size_t k =
		    partner[i] == SIZE_MAX ? map_get(&at, unit ? m->unit : m->path) : SIZE_MAX;
		if (k == SIZE_MAX || taken[k] || (unit && !m->unit.n))
			continue;
		partner[i] = k;
		taken[k] = true;
	}
}

static void pair_meetings(struct arena *a, struct comparison *c)
{
	size_t n = c->before->meetings.n;
	size_t *partner = arena_array(a, size_t, n + 1);
	size_t *back = arena_array(a, size_t, c->after->meetings.n + 1);
	bool *taken = arena_array(a, bool, c->after->meetings.n + 1);
	for (size_t i = 0; i < n; i++)
		partner[i] = SIZE_MAX;
	pair_by(a, c, partner, taken, false);
	pair_by(a, c, partner, taken, true);
	if (n == 1 && c->after->meetings.n == 1) {
		partner[0] = 0;
		taken[0] = true;
	}
	for (size_t i = 0; i < n; i++)
		if (partner[i] != SIZE_MAX)
			back[partner[i]] = i;
	for (size_t k = 0; k < c->after->meetings.n; k++) {
		struct meeting_pair *p = list_add(a, &c->pairs);
		p->after = &c->after->meetings.v[k];
		p->before = taken[k] ? &c->before->meetings.v[back[k]] : NULL;
	}
	for (size_t i = 0; i < n; i++)
		if (partner[i] == SIZE_MAX)
			list_add(a, &c->pairs)->before = &c->before->meetings.v[i];
}

struct comparison *compare_reports(struct arena *a, const struct saved_report *before,
				   const struct saved_report *after)
{
	struct comparison *c = arena_new(a, struct comparison);
	c->before = before;
	c->after = after;
	pair_meetings(a, c);
	bool gapped = after->blind;
	for (size_t i = 0; i < c->pairs.n; i++) {
		struct meeting_pair *p = &c->pairs.v[i];
		if (p->before && p->after) {
			match_findings(a, c, p);
			compare_verdicts(a, p);
			compare_gaps(a, p);
		} else {
			lone_findings(a, p);
		}
		for (int t = 0; t < CHANGE_TYPES; t++)
			c->count[t] += p->count[t];
		for (int t = 0; t < TURNS; t++)
			c->turns[t] += p->turns[t];
		gapped = gapped || p->gapped;
	}
	c->status = gapped || c->count[CHANGE_UNTOLD]              ? 2
		    : c->count[CHANGE_NEW] || c->turns[TURN_WORSE] ? 1
								   : 0;
	return c;
}

int comparison_status(const struct comparison *c)
{
	return c->status;
}
