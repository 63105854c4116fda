/*
 * The tests inside rules: a passage judged alone, or a small meeting in memory.  A
 * rule that no test makes fail, or none keeps silent, is a failed test too.
 */
#include "app.h"
#include "text.h"

static void run_passage(const struct ruleset *set, const struct rule *rule, struct str text,
			struct coverage *out)
{
	struct arena arena = {0};
	struct manifest none;
	struct result result = {0};
	struct facts facts = {0};
	struct checker c;
	size_t kind = rule->kinds.list.n ? rule->kinds.list.v[0]
					 : set->roles.v[rule->role].kinds.list.v[0];
	manifest_none(&arena, set, &none);
	checker_init(&c, &arena, set, &none);
	c.out = &result;
	c.out_arena = &result.arena;
	c.facts = &facts;
	passage_document(&c, text, kind, rule->role);
	rule->check->run(&c, rule);
	for (size_t i = 0; i < result.checkpoints.n; i++)
		out->seen[result.checkpoints.v[i].outcome] = true;
	arena_free(&result.arena);
	arena_free(&arena);
}

static void run_meeting(bg_session *s, const struct ruleset *set, const struct rule *rule,
			const struct rule_test *t, struct coverage *out,
			struct complaints *complaints)
{
	struct arena arena = {0};
	struct meeting m = {.path = STR("test")};
	if (t->manifest.n) {
		m.manifest_file = STR("meeting.yaml");
		m.manifest_text = t->manifest;
	}
	for (size_t i = 0; i < t->files.n; i++)
		*list_add(&arena, &m.inputs) =
		    (struct input){.file = t->files.v[i].key, .bytes = t->files.v[i].value};
	struct result *r = meeting_check_with(s, set, &m, complaints);
	for (size_t i = 0; r && i < r->checkpoints.n; i++)
		if (str_eq(r->checkpoints.v[i].rule->id, rule->info.id))
			out->seen[r->checkpoints.v[i].outcome] = true;
	result_free(r);
	arena_free(&arena);
}

static bool as_expected(const struct coverage *o, enum outcome expected)
{
	if (expected == OUTCOME_PASS)
		return o->seen[OUTCOME_PASS] && !o->seen[OUTCOME_FAIL] && !o->seen[OUTCOME_UNKNOWN];
	return o->seen[expected];
}

static const char *what_happened(const struct coverage *o)
{
	return o->seen[OUTCOME_FAIL]	  ? N_("it failed")
	       : o->seen[OUTCOME_UNKNOWN] ? N_("it was unknown")
	       : o->seen[OUTCOME_PASS]	  ? N_("it passed")
					  : N_("nothing was looked at");
}

static void say(struct buf *out, const struct rule *r, struct mark mark, const char *what,
		const char *detail)
{
	buf_printf(out, "%.*s:%u: %.*s: %s%s%s\n", (int)r->info.file.n, r->info.file.p, mark.line,
		   (int)r->info.id.n, r->info.id.p, what, *detail ? ": " : "", detail);
}

static void test_rule(bg_session *s, const struct ruleset *set, const struct rule *r,
		      const struct coverage *by_cases, struct buf *out, struct test_count *count)
{
	bool expected[3] = {by_cases->seen[0], by_cases->seen[1], by_cases->seen[2]};
	for (size_t i = 0; i < r->tests.n; i++) {
		const struct rule_test *t = &r->tests.v[i];
		struct coverage o = {{false, false, false}};
		struct arena arena = {0};
		struct complaints complaints = {.arena = &arena};
		expected[t->expected] = true;
		if (t->text.p && r->check->run)
			run_passage(set, r, t->text, &o);
		else if (!t->text.p)
			run_meeting(s, set, r, t, &o, &complaints);
		if (complaints.list.n)
			complaints_print(&complaints, out, false);
		if (as_expected(&o, t->expected) && !complaints.list.n) {
			count->passed++;
		} else {
			count->failed++;
			buf_printf(out, "%.*s:%u: %.*s: ", (int)r->info.file.n, r->info.file.p,
				   t->mark.line, (int)r->info.id.n, r->info.id.p);
			buf_printf(out, _("expected %s, but %s"), outcome_name[t->expected],
				   _(what_happened(&o)));
			buf_printf(out, ": %.*s\n", (int)t->text.n, t->text.p ? t->text.p : "");
		}
		arena_free(&arena);
	}
	if (!expected[OUTCOME_FAIL] || !expected[OUTCOME_PASS]) {
		say(out, r, r->info.mark,
		    !expected[OUTCOME_FAIL] ? _("no test makes this rule fail")
					    : _("no test keeps this rule silent"),
		    "");
		count->failed++;
	}
}

void rules_test(bg_session *s, const struct ruleset *set, struct buf *out, struct test_count *count)
{
	struct arena arena = {0};
	const bool *on = session_select(s, &arena, set);
	struct coverage *covered = arena_array(&arena, struct coverage, set->rules.n);
	if (!s->rules.list.n && !s->exclude.list.n)
		cases_test(s, set, covered, out, count);
	else /* some rules only: the whole meetings of the folders say nothing of them */
		cases_expect(&arena, set, covered);
	for (size_t i = 0; i < set->rules.n; i++)
		if (on[i])
			test_rule(s, set, &set->rules.v[i], &covered[i], out, count);
	arena_free(&arena);
}
