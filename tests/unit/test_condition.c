/* Conditions over one passage: each operator, nested, with params, and what a term's hits are. */
#include "app.h"

#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>
#include <cmocka.h>

#include <sys/stat.h>

static const char head[] =
    "pack: p\n"
    "params: {few: {default: 2}, many: {default: 4}, gap: {default: 3}}\n"
    "kinds: {note: {file: [note]}}\n"
    "roles: {whole: {kinds: [note], find: {document: {}}}}\n"
    "fragments: {deed: '(?:修好|办结)', thing: '{{deed}}了?'}\n"
    "terms:\n"
    "  hope: {any: [希望, 盼望], not_in: [希望小学], not_in_regex: ['寄予.{0,2}希望']}\n"
    "  done: {regex: ['{{thing}}']}\n"
    "  me: [我]\n"
    "  team: [班组]\n"
    "  number: {regex: ['[0-9]+']}\n"
    "  either: {of: [me, team]}\n"
    "  quote: {regex: ['“[^”]*”']}\n"
    "  clause-on: {any: [据说], reach: clause}\n"
    "  sentence-on: {any: [群众说], reach: sentence}\n"
    "  blame: {any: [太慢, 没人管], outside: [sentence-on]}\n"
    "  slow: {any: [太慢], outside: [clause-on]}\n"
    "conditions:\n"
    "  counted: {same: {unit: clause, all: [done, number]}}\n"
    "  C: ";
static const char tail[] =
    "\nrules: [{id: r, title: t, check: passage, on: whole, fail_if: C, message: m}]\n";

/* ---- a pack with one condition more ------------------------------------------------- */

static struct ruleset *load(struct arena *a, const char *condition, struct complaints *complaints)
{
	char above[] = "/tmp/test_condition.XXXXXX";
	assert_non_null(mkdtemp(above));
	struct str dir = path_join(a, str_of(above), STR("p"));
	struct str file = path_join(a, dir, STR("pack.yaml")), why;
	assert_int_equal(mkdir(dir.p, 0700), 0);
	struct str text = arena_printf(a, "%s%s%s", head, condition, tail);
	assert_true(file_write(a, file.p, text, &why));
	struct ruleset *set = ruleset_load(dir.p, all_check_kinds(a), false, STR(""), complaints);
	unlink(file.p);
	rmdir(dir.p);
	rmdir(above);
	return set;
}

static const struct condition *condition_c(const struct ruleset *set)
{
	for (size_t i = 0; i < set->conditions.n; i++)
		if (str_is(set->conditions.v[i]->name, "C"))
			return set->conditions.v[i]->condition;
	return NULL;
}

/* Does CONDITION hold in TEXT?  *evidence: the words that made it hold. */
static bool judge(const char *condition, const char *text, long few, char evidence[64])
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct ruleset *set = load(&a, condition, &complaints);
	if (!set)
		fail_msg("%s: %s", condition, complaints.list.v[0].message.p);
	struct manifest none;
	struct result result = {0};
	struct facts facts = {0};
	struct checker c;
	struct span hit = {0};
	manifest_none(&a, set, &none);
	if (few)
		none.params[0] = few;
	checker_init(&c, &a, set, &none);
	c.out = &result;
	c.out_arena = &result.arena;
	c.facts = &facts;
	passage_document(&c, str_of(text), 0, 0);
	assert_int_equal(c.parts.n, 1);
	bool holds = condition_holds(&c, condition_c(set), c.parts.v[0].body, &hit, NULL);
	struct str words = document_slice(c.document, hit);
	snprintf(evidence, 64, "%.*s", holds ? (int)words.n : 0, words.p);
	arena_free(&result.arena);
	arena_free(&a);
	ruleset_free(set);
	return holds;
}

static void holds_in(const char *condition, const char *text)
{
	char evidence[64];
	if (!judge(condition, text, 0, evidence))
		fail_msg("%s does not hold in %s", condition, text);
}

static void fails_in(const char *condition, const char *text)
{
	char evidence[64];
	if (judge(condition, text, 0, evidence))
		fail_msg("%s holds in %s (%s)", condition, text, evidence);
}

static void refused(const char *condition, const char *message)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct ruleset *set = load(&a, condition, &complaints);
	if (set)
		fail_msg("%s was taken", condition);
	assert_string_equal(complaints.list.v[0].message.p, message);
	assert_true(complaints.list.v[0].mark.line > 1);
	arena_free(&a);
}

/* ---- operators --------------------------------------------------------------------------- */

static void all_wants_every_one(void **state)
{
	(void)state;
	holds_in("{all: [me, done]}", "我修好了门。");
	fails_in("{all: [me, done]}", "门修好了。");
	holds_in("[me, done]", "我修好了门。");
	holds_in("{all: [me], none: [team]}", "我修好了门。");
	fails_in("{all: [me], none: [team]}", "我和班组修好了门。");
}

static void any_wants_one(void **state)
{
	(void)state;
	holds_in("{any: [me, team]}", "班组修好了门。");
	fails_in("{any: [me, team]}", "门坏了。");
}

static void none_wants_no_one(void **state)
{
	(void)state;
	holds_in("{none: [me, team]}", "门坏了。");
	fails_in("{none: [me, team]}", "我去看了。");
	fails_in("{none: [counted]}", "修好3扇。");
}

static void at_least_counts_what_holds(void **state)
{
	(void)state;
	holds_in("{at_least: {n: 2, of: [me, team, done]}}", "我修好了门。");
	fails_in("{at_least: {n: 2, of: [me, team, done]}}", "我我我。");
	holds_in("{at_least: {n: $few, of: [me, team, done]}}", "班组办结。");
	refused("{at_least: {of: [me]}}", "“n” is missing");
}

static void count_counts_hits(void **state)
{
	(void)state;
	holds_in("{count: {of: [number], min: 3}}", "1、2和3");
	fails_in("{count: {of: [number], min: 3}}", "1和23");
	holds_in("{count: {of: [number, done], min: 2, max: 2}}", "修好3扇。");
	fails_in("{count: {of: [number, done], max: 2}}", "修好3扇，办结2件。");
	holds_in("{count: {of: [me], max: 0}}", "门坏了。");
	refused("{count: {of: [counted], min: 1}}", "“counted” must be a term here");
	refused("{count: {of: [me]}}", "neither “min” nor “max”");
}

static void order_wants_one_behind_the_other(void **state)
{
	(void)state;
	holds_in("{order: [me, done]}", "我昨天修好了门。");
	fails_in("{order: [me, done]}", "门修好了，是我修的。");
	holds_in("{order: [me, done, me]}", "我修好了，我去看的。");
	holds_in("{order: [number, number]}", "1和2");
	fails_in("{order: [number, number]}", "12");
}

static void distance_counts_characters_between(void **state)
{
	(void)state;
	holds_in("{distance: {of: [me, done], max: 2}}", "我今天修好了。");
	fails_in("{distance: {of: [me, done], max: 2}}", "我今天又修好了。");
	holds_in("{distance: {of: [me, done], max: $gap}}", "我今天又修好了。");
	holds_in("{distance: {of: [done, me], max: 0}}", "我修好了。");
	refused("{distance: {of: [me, done]}}", "distance needs two terms and “max”");
}

static void inside_wants_a_hit_in_a_hit(void **state)
{
	(void)state;
	holds_in("{inside: {term: done, in: quote}}", "算是“修好了”。");
	fails_in("{inside: {term: done, in: quote}}", "“门”修好了。");
}

static void starts_and_ends_look_at_the_edges(void **state)
{
	(void)state;
	holds_in("{starts: [me]}", "1. 我去看了。");
	fails_in("{starts: [me]}", "昨天我去看了。");
	holds_in("{ends: [team]}", "交给班组。");
	fails_in("{ends: [team]}", "班组去了。");
}

static void length_counts_characters(void **state)
{
	(void)state;
	holds_in("{length: {min: 4, max: 4}}", " 门坏了。 ");
	fails_in("{length: {min: 5}}", "门坏了。");
	holds_in("{length: {max: $many}}", "门坏了。");
	fails_in("{length: {max: $few}}", "门坏了。");
}

static void score_adds_up_weights(void **state)
{
	(void)state;
	holds_in("{score: {min: 2, of: {me: 1, team: 1}}}", "我和班组。");
	fails_in("{score: {min: 2, of: {me: 1, team: 1}}}", "我我。");
	fails_in("{score: {min: 2, of: {me: 2, counted: -1}}}", "我修好3扇。");
}

static void same_wants_one_unit_and_every_wants_all(void **state)
{
	(void)state;
	holds_in("{same: {unit: clause, all: [me, done]}}", "门坏了，我修好了。");
	fails_in("{same: {unit: clause, all: [me, done]}}", "我去了，门修好了。");
	holds_in("{same: {unit: sentence, all: [me, done]}}", "我去了，门修好了。");
	fails_in("{same: {unit: sentence, all: [me, done]}}", "我去了。门修好了。");
	holds_in("{every: {unit: sentence, any: [number]}}", "修好3扇。换了2把锁。");
	fails_in("{every: {unit: sentence, any: [number]}}", "修好3扇。换了锁。");
	refused("{same: {all: [me]}}", "“unit” is missing");
}

static void units_nest(void **state)
{
	(void)state;
	const char *nested =
	    "{every: {unit: sentence, all: [{same: {unit: clause, all: [me, done]}}]}}";
	holds_in(nested, "门坏了，我修好了。我办结了。");
	fails_in(nested, "门坏了，我修好了。我去了，门修好了。");
	holds_in("{all: [{any: [{none: [me]}, {order: [me, team]}]}, counted]}",
		 "我和班组修好3扇。");
	fails_in("{all: [{any: [{none: [me]}, {order: [me, team]}]}, counted]}",
		 "班组和我修好3扇。");
}

static void part_looks_anywhere_in_the_document(void **state)
{
	(void)state;
	holds_in("{same: {unit: sentence, all: [me, {part: {role: whole, any: [team]}}]}}",
		 "我去了。班组没去。");
	fails_in("{part: {role: whole, all: [team]}}", "我去了。");
	refused("{part: {all: [team]}}", "“role” is missing");
	refused("{part: {role: hole, all: [team]}}", "unknown role “hole”");
}

static void named_conditions_stand_for_themselves(void **state)
{
	(void)state;
	holds_in("counted", "门坏了，修好3扇。");
	fails_in("counted", "3扇门，都修好了。");
	refused("[hop]", "unknown term or condition “hop”");
	refused("C", "condition “C” refers to itself");
}

static void params_take_the_value_of_the_run(void **state)
{
	char evidence[64];
	(void)state;
	assert_true(judge("{count: {of: [number], min: $few}}", "1和2", 0, evidence));
	assert_false(judge("{count: {of: [number], min: $few}}", "1和2", 3, evidence));
	refused("{count: {of: [number], min: $fwe}}", "unknown parameter “$fwe”");
}

/* ---- what a hit is ------------------------------------------------------------------------ */

static void not_in_takes_hits_out(void **state)
{
	(void)state;
	holds_in("hope", "希望你去。");
	fails_in("hope", "送到希望小学。");
	holds_in("hope", "希望小学盼望你去。");
	fails_in("hope", "对他寄予了希望。");
}

static void reach_and_outside_spare_what_follows(void **state)
{
	(void)state;
	fails_in("blame", "群众说答复太慢，电梯没人管。");
	holds_in("blame", "群众说答复太慢。电梯没人管。");
	holds_in("blame", "太慢，群众说。");
	fails_in("slow", "据说太慢。");
	holds_in("slow", "据说来过，太慢。");
}

static void of_and_fragments_put_together(void **state)
{
	(void)state;
	holds_in("either", "班组。");
	holds_in("either", "我。");
	holds_in("{count: {of: [either], min: 2, max: 2}}", "我和班组");
	holds_in("done", "办结了。");
}

static void evidence_is_the_first_hit(void **state)
{
	char evidence[64];
	(void)state;
	assert_true(judge("{any: [team, me]}", "我和班组。", 0, evidence));
	assert_string_equal(evidence, "班组");
	assert_true(judge("{all: [hope]}", "希望小学盼望。", 0, evidence));
	assert_string_equal(evidence, "盼望");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_wants_every_one),
	    cmocka_unit_test(any_wants_one),
	    cmocka_unit_test(none_wants_no_one),
	    cmocka_unit_test(at_least_counts_what_holds),
	    cmocka_unit_test(count_counts_hits),
	    cmocka_unit_test(order_wants_one_behind_the_other),
	    cmocka_unit_test(distance_counts_characters_between),
	    cmocka_unit_test(inside_wants_a_hit_in_a_hit),
	    cmocka_unit_test(starts_and_ends_look_at_the_edges),
	    cmocka_unit_test(length_counts_characters),
	    cmocka_unit_test(score_adds_up_weights),
	    cmocka_unit_test(same_wants_one_unit_and_every_wants_all),
	    cmocka_unit_test(units_nest),
	    cmocka_unit_test(part_looks_anywhere_in_the_document),
	    cmocka_unit_test(named_conditions_stand_for_themselves),
	    cmocka_unit_test(params_take_the_value_of_the_run),
	    cmocka_unit_test(not_in_takes_hits_out),
	    cmocka_unit_test(reach_and_outside_spare_what_follows),
	    cmocka_unit_test(of_and_fragments_put_together),
	    cmocka_unit_test(evidence_is_the_first_hit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
