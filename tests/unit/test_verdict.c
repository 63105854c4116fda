/* Verdicts over checkpoints made by hand: what each clause came to, and why. */
#include "judge.h"

#include <setjmp.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

#define TEXT(LITERAL)                                                                              \
	{                                                                                          \
		(LITERAL), sizeof(LITERAL) - 1                                                     \
	}

enum { ERROR_RULE, WARNING_RULE, HINT_RULE, RULES };

struct desk {
	struct ruleset set;
	struct result out;
	bool selected[RULES];
};

/* One clause, on which a rule of each level rests. */
static int setup(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	struct arena *a = &d->set.arena;
	static const enum level levels[RULES] = {LEVEL_ERROR, LEVEL_WARNING, LEVEL_INFO};
	*list_add(a, &d->set.clauses) = (struct clause){.id = TEXT("A"), .quote = TEXT("有始有终")};
	const struct clause **list = arena_new(a, const struct clause *);
	*list = &d->set.clauses.v[0];
	for (size_t i = 0; i < RULES; i++) {
		struct rule *r = list_add(a, &d->set.rules);
		r->info =
		    (struct rule_info){.level = levels[i], .clauses = list, .clause_count = 1};
		d->selected[i] = true;
	}
	*state = d;
	return 0;
}

static int teardown(void **state)
{
	struct desk *d = *state;
	arena_free(&d->out.arena);
	arena_free(&d->set.arena);
	free(d);
	return 0;
}

static struct checkpoint *point(struct desk *d, size_t rule, enum outcome outcome)
{
	struct checkpoint *c = list_add(&d->out.arena, &d->out.checkpoints);
	*c = (struct checkpoint){.rule = &d->set.rules.v[rule].info, .outcome = outcome};
	list_add(&d->out.arena, &c->witnesses)->excerpt = STR("此处");
	return c;
}

static const struct verdict *verdict(struct desk *d)
{
	judge_verdicts(&d->set, d->selected, &d->out);
	assert_int_equal(d->out.verdicts.n, 1);
	return &d->out.verdicts.v[0];
}

static void only_what_was_looked_at_and_satisfied_passes(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_PASS);
	const struct verdict *v = verdict(d);
	assert_int_equal(v->type, VERDICT_PASSED);
	assert_int_equal(v->passed, 1);
	assert_int_equal(v->evidence.n, 1);
}

static void nothing_to_look_at_is_not_applicable(void **state)
{
	assert_int_equal(verdict(*state)->type, VERDICT_IDLE);
}

static void a_rule_left_out_keeps_a_pass_away(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_PASS);
	d->selected[WARNING_RULE] = false;
	const struct verdict *v = verdict(d);
	assert_int_equal(v->type, VERDICT_UNCHECKED);
	assert_non_null(v->why);
}

static void a_hint_left_out_does_not(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_PASS);
	d->selected[HINT_RULE] = false;
	assert_int_equal(verdict(d)->type, VERDICT_PASSED);
}

static void what_is_missing_is_not_checked_and_named_once(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_PASS);
	point(d, ERROR_RULE, OUTCOME_UNKNOWN)->missing = STR("名册");
	point(d, WARNING_RULE, OUTCOME_UNKNOWN)->missing = STR("名册");
	const struct verdict *v = verdict(d);
	assert_int_equal(v->type, VERDICT_UNCHECKED);
	assert_int_equal(v->unknown, 2);
	assert_int_equal(v->missing.n, 1);
	assert_true(str_is(v->missing.v[0], "名册"));
}

static void one_failure_breaks_a_rule_that_passed_elsewhere(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_PASS);
	point(d, ERROR_RULE, OUTCOME_FAIL);
	const struct verdict *v = verdict(d);
	assert_int_equal(v->type, VERDICT_FAILED);
	assert_int_equal(v->passed, 1);
	assert_int_equal(v->failed, 1);
	assert_int_equal(v->findings.n, 1);
}

static void one_rule_kept_and_one_broken_is_partly(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_FAIL);
	point(d, WARNING_RULE, OUTCOME_PASS);
	assert_int_equal(verdict(d)->type, VERDICT_PARTLY);
}

static void only_warnings_are_partly(void **state)
{
	struct desk *d = *state;
	point(d, WARNING_RULE, OUTCOME_FAIL);
	assert_int_equal(verdict(d)->type, VERDICT_PARTLY);
}

static void a_failure_outweighs_what_is_missing(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_FAIL);
	point(d, WARNING_RULE, OUTCOME_UNKNOWN);
	assert_int_equal(verdict(d)->type, VERDICT_FAILED);
}

static void hints_decide_nothing(void **state)
{
	struct desk *d = *state;
	point(d, HINT_RULE, OUTCOME_FAIL);
	assert_int_equal(verdict(d)->type, VERDICT_IDLE);
}

static void hints_decide_over_hints(void **state)
{
	struct desk *d = *state;
	d->set.clauses.v[0].weight = WEIGHT_INFO;
	point(d, HINT_RULE, OUTCOME_FAIL);
	assert_int_equal(verdict(d)->type, VERDICT_PARTLY);
}

static void a_clause_for_a_person_is_one_whatever_passed(void **state)
{
	struct desk *d = *state;
	d->set.clauses.v[0].checkable = CHECKABLE_HUMAN;
	point(d, ERROR_RULE, OUTCOME_PASS);
	assert_int_equal(verdict(d)->type, VERDICT_HUMAN);
}

static void a_clause_for_a_person_fails_by_its_rules(void **state)
{
	struct desk *d = *state;
	d->set.clauses.v[0].checkable = CHECKABLE_HUMAN;
	point(d, ERROR_RULE, OUTCOME_FAIL);
	assert_int_equal(verdict(d)->type, VERDICT_FAILED);
}

static const struct exception exception;

static void exceptions_for_all_failures_waive(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_FAIL)->waived = &exception;
	point(d, ERROR_RULE, OUTCOME_PASS);
	const struct verdict *v = verdict(d);
	assert_int_equal(v->type, VERDICT_WAIVED);
	assert_int_equal(v->waived, 1);
	assert_int_equal(v->failed, 0);
}

static void an_exception_for_some_does_not(void **state)
{
	struct desk *d = *state;
	point(d, ERROR_RULE, OUTCOME_FAIL)->waived = &exception;
	point(d, ERROR_RULE, OUTCOME_FAIL);
	assert_int_equal(verdict(d)->type, VERDICT_FAILED);
}

static void a_clause_without_a_rule_is_not_checked(void **state)
{
	struct desk *d = *state;
	for (size_t i = 0; i < RULES; i++)
		d->set.rules.v[i].info.clause_count = 0;
	const struct verdict *v = verdict(d);
	assert_int_equal(v->type, VERDICT_UNCHECKED);
	assert_non_null(v->why);
}

static void an_unread_file_keeps_not_applicable_away(void **state)
{
	struct desk *d = *state;
	*list_add(&d->out.arena, &d->out.materials) =
	    (struct material){.file = TEXT("锁住.docx"), .failure = TEXT("encrypted")};
	const struct verdict *v = verdict(d);
	assert_int_equal(v->type, VERDICT_UNCHECKED);
	assert_int_equal(v->missing.n, 1);
	assert_true(str_is(v->missing.v[0], "锁住.docx"));
}

static void evidence_is_a_few_places_of_each_rule(void **state)
{
	struct desk *d = *state;
	for (size_t i = 0; i < 9; i++)
		point(d, ERROR_RULE, OUTCOME_PASS);
	point(d, WARNING_RULE, OUTCOME_PASS);
	const struct verdict *v = verdict(d);
	assert_int_equal(v->passed, 10);
	assert_int_equal(v->evidence.n, 3);
	assert_ptr_equal(v->evidence.v[2].rule, &d->set.rules.v[WARNING_RULE].info);
}

#define CASE(NAME) cmocka_unit_test_setup_teardown(NAME, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(only_what_was_looked_at_and_satisfied_passes),
	    CASE(nothing_to_look_at_is_not_applicable),
	    CASE(a_rule_left_out_keeps_a_pass_away),
	    CASE(a_hint_left_out_does_not),
	    CASE(what_is_missing_is_not_checked_and_named_once),
	    CASE(one_failure_breaks_a_rule_that_passed_elsewhere),
	    CASE(one_rule_kept_and_one_broken_is_partly),
	    CASE(only_warnings_are_partly),
	    CASE(a_failure_outweighs_what_is_missing),
	    CASE(hints_decide_nothing),
	    CASE(hints_decide_over_hints),
	    CASE(a_clause_for_a_person_is_one_whatever_passed),
	    CASE(a_clause_for_a_person_fails_by_its_rules),
	    CASE(exceptions_for_all_failures_waive),
	    CASE(an_exception_for_some_does_not),
	    CASE(a_clause_without_a_rule_is_not_checked),
	    CASE(an_unread_file_keeps_not_applicable_away),
	    CASE(evidence_is_a_few_places_of_each_rule),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
