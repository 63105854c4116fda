/* What a meeting wants of the rules: some off, some with another level; and none of it silently. */
#include "app.h"

const struct rule_choice *manifest_choice(const struct manifest *m, size_t rule)
{
	for (size_t i = m->rules.n; i-- > 0;)
		if (m->rules.v[i].rule == rule)
			return &m->rules.v[i];
	return NULL;
}

static struct place place_of(struct arena *a, struct str file, struct mark mark)
{
	return (struct place){.file = arena_dup(a, mark.origin ? mark.origin->file : file),
			      .line = mark.line,
			      .column = mark.column,
			      .end_line = mark.end_line,
			      .end_column = mark.end_column};
}

/* Rules are shared by all meetings: one with another level is a copy. */
static const struct rule_info *with_level(struct result *out, const struct rule_info *rule,
					  enum level level)
{
	struct rule_info *copy = arena_new(&out->arena, struct rule_info);
	*copy = *rule;
	copy->level = level;
	for (size_t i = 0; i < out->checkpoints.n; i++)
		if (out->checkpoints.v[i].rule == rule)
			out->checkpoints.v[i].rule = copy;
	for (size_t i = 0; i < out->rules.n; i++)
		if (out->rules.v[i] == rule)
			out->rules.v[i] = copy;
	return copy;
}

void apply_choices(const bg_session *s, const struct ruleset *set, const struct manifest *m,
		   const bool *selected, struct result *out)
{
	for (size_t i = 0; i < set->rules.n; i++) {
		const struct rule *rule = &set->rules.v[i];
		if (!session_asks(s, rule->info.id))
			continue;
		const struct rule_choice *choice = manifest_choice(m, i);
		bool off = choice ? choice->off : rule->off;
		struct rule_change change = {.rule = &rule->info,
					     .off = off && !selected[i],
					     .before = rule->info.level,
					     .by_meeting = choice != NULL};
		const struct node *said = node_get(rule->node, "off");
		if (choice && !choice->off && choice->level != rule->info.level)
			change.rule = with_level(out, &rule->info, choice->level);
		else if (!change.off || (rule->unasked && !choice))
			continue; /* what the plan does not ask, no one has switched off */
		if (choice)
			change.place = place_of(&out->arena, m->file, choice->mark);
		else if (said)
			change.place = place_of(&out->arena, rule->info.file, said->mark);
		*list_add(&out->arena, &out->changes) = change;
	}
}
