/*
 * Rules of the engine itself: what it has to say of files that it could not read, or not whole, and of
 * exceptions that do not hold.  Their words are msgids; “{reason}” is one, too, with what varies in
 * parentheses.
 */
#include "app.h"
#include "text.h"

#include <assert.h>

struct engine_rule {
	const char *id;
	enum level level;
	bool unwaivable;
	const char *title, *message, *advice;
};

#define WHOLE_TEXT N_("the whole text can be read")
#define REASON "{reason}"
#define HOLDS N_("every exception holds")

static const struct engine_rule rules[] = {
    {"input.unreadable", LEVEL_ERROR, true, N_("every file can be read"),
     N_("the file could not be read: {reason}"),
     N_("Open it in your office program and save it again as docx or "
	"xlsx; an encrypted file must be saved without a password.")},
    {"input.unrecognised", LEVEL_WARNING, true, N_("every file is of a known kind"),
     N_("no rule looked at this file: its kind was not recognised"),
     N_("Name its kind in meeting.yaml under “files”, or list it under “ignore”.")},
    {"read.embedded", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.encoding", LEVEL_WARNING, false, WHOLE_TEXT, REASON, ""},
    {"read.front-matter", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.hidden-columns", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.hidden-rows", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.hidden-sheet", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.hidden-text", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.picture", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.too-many-cells", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"read.tracked-changes", LEVEL_INFO, false, WHOLE_TEXT, REASON, ""},
    {"exception.changed", LEVEL_WARNING, true, HOLDS,
     N_("the exception for {rule} does not fit any more, the rule finds other words there: {terms}"),
     N_("Look at it anew: mend it, or give the exception the fingerprint that “baguan explain” shows.")},
    {"exception.expired", LEVEL_WARNING, true, HOLDS,
     N_("the exception for {rule} has ended on {expires}: {terms}"),
     N_("Mend what it was for and take it out, or agree on another day.")},
    {"exception.malformed", LEVEL_WARNING, true, HOLDS, N_("this exception does not count: {reason}"),
     N_("Write “baguan: allow RULE reason: WHY”; “owner: WHO” and “expires: 2022-12-31” may follow.{hint}")},
    {"exception.not-allowed", LEVEL_ERROR, true, HOLDS,
     N_("findings of {rule} cannot be waived, this exception does not count: {terms}"),
     N_("Take it out, and mend what it was for.")},
    {"exception.unused", LEVEL_WARNING, true, HOLDS,
     N_("the exception for {rule} is for nothing, the rule finds nothing there: {terms}"),
     N_("Take it out; “baguan baseline prune” does so with those of a baseline.")},
    {0},
};

const char *const *engine_rule_ids(struct arena *a)
{
	const char **ids = arena_array(a, const char *, sizeof rules / sizeof *rules);
	for (size_t i = 0; rules[i].id; i++)
		ids[i] = rules[i].id;
	return ids;
}

static const struct rule_info *rule_of(struct result *out, const char *id)
{
	const struct engine_rule *like = rules;
	for (size_t i = 0; i < out->rules.n; i++)
		if (str_is(out->rules.v[i]->id, id))
			return out->rules.v[i];
	while (like->id && strcmp(like->id, id) != 0)
		like++;
	assert(like->id);
	struct rule_info *r = arena_new(&out->arena, struct rule_info);
	*r = (struct rule_info){.id = str_of(like->id),
				.title = str_of(like->title),
				.check = str_starts(str_of(id), STR("exception.")) ? STR("exception")
										   : STR("input"),
				.level = like->level,
				.unwaivable = like->unwaivable,
				.message = str_of(like->message),
				.advice = str_of(like->advice)};
	*list_add(&out->arena, &out->rules) = r;
	return r;
}

struct checkpoint *engine_finding(struct result *out, const char *rule, struct place place)
{
	struct arena *a = &out->arena;
	struct checkpoint *c = list_add(a, &out->checkpoints);
	*c = (struct checkpoint){.rule = rule_of(out, rule), .outcome = OUTCOME_FAIL};
	*list_add(a, &c->witnesses) = (struct witness){.place = place};
	return c;
}
