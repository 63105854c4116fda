/* What a comparison says, in the user's language. */
#include "diff_parts.h"
#include "layout.h"
#include "text.h"

static const char *const group_words[] = {
    [GROUP_NEW] = N_("New"),         [GROUP_UNTOLD] = N_("Can't be told"),
    [GROUP_OPEN] = N_("Still open"), [GROUP_WAIVED] = N_("Waived now"),
    [GROUP_MENDED] = N_("Mended"),
};

static const char *const turn_words[] = {
    [TURN_WORSE] = N_("worse"),
    [TURN_BETTER] = N_("better"),
    [TURN_OTHER] = N_("different"),
};

static const char *const gap_turn_words[] = {
    [GAP_ONLY_AFTER] = N_("in the new report only"),
    [GAP_BOTH] = N_("in both reports"),
    [GAP_ONLY_BEFORE] = N_("in the old report only"),
};

static const enum diff_group groups[] = {
    [CHANGE_NEW] = GROUP_NEW,       [CHANGE_UNTOLD] = GROUP_UNTOLD, [CHANGE_REWORDED] = GROUP_OPEN,
    [CHANGE_MOVED] = GROUP_OPEN,    [CHANGE_OPEN] = GROUP_OPEN,     [CHANGE_WAIVED] = GROUP_WAIVED,
    [CHANGE_MENDED] = GROUP_MENDED,
};

enum diff_group change_group(enum change_type type)
{
	return groups[type];
}

const char *words_group(enum diff_group group)
{
	return _(group_words[group]);
}

struct str words_saved(struct arena *a, struct str s)
{
	return s.n ? str_of(_(arena_z(a, s))) : s;
}

const char *words_turn(enum turn turn)
{
	return _(turn_words[turn]);
}

const char *words_gap_turn(enum gap_turn turn)
{
	return _(gap_turn_words[turn]);
}

size_t group_count(const size_t count[CHANGE_TYPES], enum diff_group group)
{
	size_t n = 0;
	for (int t = 0; t < CHANGE_TYPES; t++)
		n += groups[t] == group ? count[t] : 0;
	return n;
}

const struct saved_finding *change_finding(const struct change *c)
{
	return c->after ? c->after : c->before;
}

struct str words_gap(struct arena *a, const struct saved_gap *g)
{
	const char *name = g->name.n ? g->name.p : "";
	size_t n = g->rules.n;
	switch (g->type) {
	case GAP_UNREAD:
		return arena_printf(a, _("%s: not read: %s"), name, words_failure(a, g->detail).p);
	case GAP_UNRECOGNISED:
		return arena_printf(a, _("%s: of no known kind: not checked"), name);
	case GAP_IGNORED:
		return arena_printf(a, _("%s: left out"), name);
	case GAP_OFF:
		return arena_printf(a, _("%s: the rule is switched off"), name);
	case GAP_MISSING:
		break;
	}
	return arena_printf(a, _n("%zu rule lacks: %s", "%zu rules lack: %s", n), n,
			    *name ? name : _("something that is not said"));
}

static void part(struct buf *b, struct str words)
{
	if (b->n)
		buf_addz(b, _(", "));
	buf_add(b, words);
}

static struct str taken(struct arena *a, struct buf *b)
{
	struct str out = arena_dup(a, buf_str(b));
	buf_free(b);
	return out;
}

static struct str open_counts(struct arena *a, const size_t count[CHANGE_TYPES])
{
	struct buf b = {0};
	if (count[CHANGE_MOVED])
		part(&b, arena_printf(a, _("%zu moved"), count[CHANGE_MOVED]));
	if (count[CHANGE_REWORDED])
		part(&b, arena_printf(a, _("%zu reworded"), count[CHANGE_REWORDED]));
	struct str some = taken(a, &b);
	size_t n = group_count(count, GROUP_OPEN);
	return some.n ? arena_printf(a, _("%zu still open (%s)"), n, some.p)
		      : arena_printf(a, _("%zu still open"), n);
}

struct str words_counts(struct arena *a, const size_t count[CHANGE_TYPES])
{
	struct buf b = {0};
	part(&b, arena_printf(a, _("%zu new"), count[CHANGE_NEW]));
	if (count[CHANGE_UNTOLD])
		part(&b, arena_printf(a, _("%zu that can't be told"), count[CHANGE_UNTOLD]));
	part(&b, open_counts(a, count));
	if (count[CHANGE_WAIVED])
		part(&b, arena_printf(a, _("%zu waived now"), count[CHANGE_WAIVED]));
	part(&b, arena_printf(a, _("%zu mended"), count[CHANGE_MENDED]));
	return taken(a, &b);
}

struct str words_turns(struct arena *a, const size_t turns[TURNS])
{
	struct buf b = {0};
	if (turns[TURN_WORSE])
		part(&b, arena_printf(a, _("%zu worse"), turns[TURN_WORSE]));
	if (turns[TURN_BETTER])
		part(&b, arena_printf(a, _("%zu better"), turns[TURN_BETTER]));
	if (turns[TURN_OTHER])
		part(&b, arena_printf(a, _("%zu different"), turns[TURN_OTHER]));
	struct str all = taken(a, &b);
	return all.n ? arena_printf(a, _("clauses: %s"), all.p) : STR("");
}

struct str words_meeting(struct arena *a, const struct meeting_pair *p)
{
	const struct saved_meeting *m = p->after ? p->after : p->before;
	struct str unit = line_clean(a, m->unit), path = line_clean(a, m->path);
	if (!unit.n)
		return path;
	return arena_printf(a, _("%.*s (%.*s)"), (int)unit.n, unit.p, (int)path.n, path.p);
}

static struct str was_at(struct arena *a, const struct place *p)
{
	struct str file = line_clean(a, p->file), cell = line_clean(a, p->cell);
	if (cell.n)
		return arena_printf(a, _("was at %s:%s"), file.p, cell.p);
	if (p->line)
		return arena_printf(a, _("was at %s:%u:%u"), file.p, p->line, p->column);
	return arena_printf(a, _("was at %s"), file.p);
}

struct str words_remark(struct arena *a, const struct change *c)
{
	struct buf b = {0};
	if (c->type == CHANGE_MOVED || c->type == CHANGE_REWORDED)
		part(&b, was_at(a, &c->before->place));
	if (c->type == CHANGE_REWORDED)
		part(&b, arena_printf(a, _("was: %s"), line_clean(a, c->before->message).p));
	if (c->before && c->after && c->before->level != c->after->level)
		part(&b, arena_printf(a, _("level: %s → %s"), words_level(c->before->level),
				      words_level(c->after->level)));
	if (c->type == CHANGE_WAIVED)
		part(&b, words_terms(a, c->after->reason, c->after->owner, c->after->expires));
	if (c->type == CHANGE_NEW && c->before)
		part(&b, str_of(_("was waived")));
	if (c->why && c->type == CHANGE_NEW)
		part(&b, arena_printf(a, _("not looked at in the old report: %s"), _(c->why)));
	else if (c->why)
		part(&b, arena_printf(a, _("not looked at in the new report: %s"), _(c->why)));
	return taken(a, &b);
}

struct str words_pair(struct arena *a, const struct meeting_pair *p)
{
	if (!p->before)
		return str_of(_("The old report does not have this meeting."));
	if (!p->after)
		return str_of(_("The new report does not have this meeting."));
	if (str_eq(p->before->pack, p->after->pack))
		return STR("");
	return arena_printf(a, _("Other rules: pack %s, now %s."), p->before->pack.p,
			    p->after->pack.p);
}

struct str words_blind(struct arena *a, const struct comparison *c)
{
	struct buf b = {0};
	if (c->before->blind)
		buf_addz(&b, _("The old run could not look at everything, and its report does not "
			       "say at what."));
	if (c->before->blind && c->after->blind)
		buf_char(&b, ' ');
	if (c->after->blind)
		buf_addz(&b, _("The new run could not look at everything, and its report does not "
			       "say at what."));
	return taken(a, &b);
}
