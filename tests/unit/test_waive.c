/* Exceptions over checkpoints made by hand: which finding they are for, and how long. */
#include "judge.h"

#include <setjmp.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

#define TEXT(LITERAL)                                                                              \
	{                                                                                          \
		(LITERAL), sizeof(LITERAL) - 1                                                     \
	}

enum { TALKS, DATES, FIRM, RULES };

struct desk {
	struct ruleset set;
	struct result out;
	bool selected[RULES];
	int32_t today;
};

static int setup(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	static const struct rule_info infos[RULES] = {
	    {.id = TEXT("talks"), .level = LEVEL_ERROR, .message = TEXT("没有{a}与{b}的谈话")},
	    {.id = TEXT("dates"), .level = LEVEL_ERROR, .message = TEXT("{day:date}太晚")},
	    {.id = TEXT("firm"), .level = LEVEL_ERROR, .unwaivable = true, .message = TEXT("读不了")},
	};
	for (size_t i = 0; i < RULES; i++) {
		list_add(&d->set.arena, &d->set.rules)->info = infos[i];
		d->selected[i] = true;
	}
	d->today = day_of(2022, 2, 20);
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

static struct checkpoint *finding(struct desk *d, size_t rule, const char *file, const char *words)
{
	struct checkpoint *c = list_add(&d->out.arena, &d->out.checkpoints);
	*c = (struct checkpoint){.rule = &d->set.rules.v[rule].info, .outcome = OUTCOME_FAIL};
	struct witness *w = list_add(&d->out.arena, &c->witnesses);
	w->place.file = str_of(file);
	w->excerpt = str_of(words);
	return c;
}

static void value(struct desk *d, struct checkpoint *c, const char *key, const char *v)
{
	*list_add(&d->out.arena, &c->subject) = (struct pair){.key = str_of(key), .value = str_of(v)};
}

static bool alike(struct desk *d, const struct checkpoint *a, const struct checkpoint *b)
{
	return str_eq(checkpoint_fingerprint(&d->out.arena, a),
		      checkpoint_fingerprint(&d->out.arena, b));
}

/* An exception for C, until 2022-02-20. */
static struct exception *waiver(struct desk *d, const struct checkpoint *c)
{
	struct exception *e = arena_new(&d->out.arena, struct exception);
	*e = (struct exception){.source = EXCEPTION_WAIVER,
				.rule = c->rule->id,
				.fingerprint = checkpoint_fingerprint(&d->out.arena, c),
				.expires = day_of(2022, 2, 20)};
	*list_add(&d->out.arena, &d->out.exceptions) = e;
	return e;
}

static void judge(struct desk *d)
{
	struct judge_input in = {.set = &d->set, .selected = d->selected};
	judge_exceptions(&in, d->today, &d->out);
}

static void neither_place_nor_blanks_make_another_fingerprint(void **state)
{
	struct desk *d = *state;
	struct checkpoint a = *finding(d, TALKS, "一.docx", "1月 20日谈话");
	struct checkpoint b = *finding(d, TALKS, "二.docx", "1月20日\n　谈话");
	b.witnesses.v[0].place.line = 7;
	assert_true(alike(d, &a, &b));
}

static void other_words_do(void **state)
{
	struct desk *d = *state;
	struct checkpoint a = *finding(d, TALKS, "一.docx", "1月20日谈话");
	struct checkpoint b = *finding(d, TALKS, "一.docx", "1月21日谈话");
	struct checkpoint c = *finding(d, DATES, "一.docx", "1月20日谈话");
	assert_false(alike(d, &a, &b));
	assert_false(alike(d, &a, &c));
}

static void values_count_that_the_message_names(void **state)
{
	struct desk *d = *state;
	struct checkpoint a = *finding(d, DATES, "一.docx", "此处"), b = a, c = a;
	value(d, &a, "day", "2022-01-20");
	value(d, &a, "row", "3");
	value(d, &b, "day", "2022-01-20");
	value(d, &b, "row", "4");
	value(d, &c, "day", "2022-01-21");
	assert_true(alike(d, &a, &b));
	assert_false(alike(d, &a, &c));
}

static void the_middle_of_a_long_text_counts(void **state)
{
	struct desk *d = *state;
	struct arena *a = &d->out.arena;
	struct checkpoint x = *finding(d, TALKS, "一.md", ""), y = x;
	struct document one = {.file = STR("一.md")}, two = one;
	struct buf b = {0};
	for (int i = 0; i < 1000; i++)
		buf_addz(&b, i == 500 ? "甲" : "文");
	one.text = arena_dup(a, buf_str(&b));
	b.p[500 * 3 + 2] = (char)(b.p[500 * 3 + 2] + 1);
	two.text = arena_dup(a, buf_str(&b));
	buf_free(&b);
	struct span all = {0, (uint32_t)one.text.n};
	struct witness w1 = document_witness(a, &one, all, STR(""));
	struct witness w2 = document_witness(a, &two, all, STR(""));
	assert_true(str_eq(w1.excerpt, w2.excerpt));
	x.witnesses.v = &w1;
	y.witnesses.v = &w2;
	assert_false(alike(d, &x, &y));
}

static void it_holds_to_the_end_of_its_last_day(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处");
	const struct exception *w = waiver(d, &d->out.checkpoints.v[0]);
	judge(d);
	assert_ptr_equal(d->out.checkpoints.v[0].waived, w);
	assert_int_equal(w->state, EXCEPTION_HOLDS);
}

static void then_the_finding_counts_again(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处");
	const struct exception *w = waiver(d, &d->out.checkpoints.v[0]);
	d->today++;
	judge(d);
	assert_null(d->out.checkpoints.v[0].waived);
	assert_int_equal(w->state, EXCEPTION_EXPIRED);
}

static void without_a_day_none_holds(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处");
	const struct exception *w = waiver(d, &d->out.checkpoints.v[0]);
	d->today = DAY_NONE;
	judge(d);
	assert_null(d->out.checkpoints.v[0].waived);
	assert_int_equal(w->state, EXCEPTION_EXPIRED);
}

static void changed_words_are_not_waived(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处");
	const struct exception *w = waiver(d, &d->out.checkpoints.v[0]);
	d->out.checkpoints.v[0].witnesses.v[0].excerpt = STR("此处改过");
	judge(d);
	assert_null(d->out.checkpoints.v[0].waived);
	assert_int_equal(w->state, EXCEPTION_CHANGED);
}

static void what_another_one_is_for_is_no_change(void **state)
{
	struct desk *d = *state;
	struct checkpoint gone = *finding(d, TALKS, "一.docx", "原先");
	d->out.checkpoints.n = 0;
	finding(d, TALKS, "一.docx", "此处");
	waiver(d, &d->out.checkpoints.v[0]);
	gone.witnesses.v[0].excerpt = STR("原先");
	waiver(d, &gone);
	judge(d);
	assert_non_null(d->out.checkpoints.v[0].waived);
	assert_int_equal(d->out.exceptions.v[0]->state, EXCEPTION_HOLDS);
	assert_int_equal(d->out.exceptions.v[1]->state, EXCEPTION_UNUSED);
}

static void another_file_is_not_waived(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处");
	finding(d, TALKS, "二.docx", "此处");
	waiver(d, &d->out.checkpoints.v[0])->file = STR("一*");
	judge(d);
	assert_non_null(d->out.checkpoints.v[0].waived);
	assert_null(d->out.checkpoints.v[1].waived);
}

static void what_passed_is_not_waived(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处")->outcome = OUTCOME_PASS;
	const struct exception *w = waiver(d, &d->out.checkpoints.v[0]);
	judge(d);
	assert_null(d->out.checkpoints.v[0].waived);
	assert_int_equal(w->state, EXCEPTION_UNUSED);
}

static void of_a_rule_that_did_not_run_nothing_is_said(void **state)
{
	struct desk *d = *state;
	struct checkpoint c = *finding(d, TALKS, "一.docx", "此处");
	d->out.checkpoints.n = 0;
	d->selected[TALKS] = false;
	const struct exception *w = waiver(d, &c);
	judge(d);
	assert_int_equal(w->state, EXCEPTION_UNASKED);
}

static void nor_is_it_of_one_that_could_not_look(void **state)
{
	struct desk *d = *state;
	struct checkpoint c = *finding(d, TALKS, "一.docx", "此处");
	d->out.checkpoints.v[0].outcome = OUTCOME_UNKNOWN;
	const struct exception *e = waiver(d, &c);
	judge(d);
	assert_int_equal(e->state, EXCEPTION_UNASKED);
	finding(d, TALKS, "二.docx", "此处");
	judge(d);
	assert_int_equal(e->state, EXCEPTION_HOLDS);
}

static void without_an_end_a_day_is_not_needed(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处");
	struct exception *e = waiver(d, &d->out.checkpoints.v[0]);
	e->expires = d->today = DAY_NONE;
	judge(d);
	assert_int_equal(e->state, EXCEPTION_HOLDS);
	assert_false(d->out.dated);
}

static void one_that_ended_is_told_though_it_is_for_nothing(void **state)
{
	struct desk *d = *state;
	struct checkpoint c = *finding(d, TALKS, "一.docx", "此处");
	d->out.checkpoints.n = 0;
	const struct exception *e = waiver(d, &c);
	d->today++;
	judge(d);
	assert_int_equal(e->state, EXCEPTION_EXPIRED);
	assert_true(d->out.dated);
}

static void a_rule_may_forbid_it(void **state)
{
	struct desk *d = *state;
	finding(d, FIRM, "一.docx", "此处");
	const struct exception *e = waiver(d, &d->out.checkpoints.v[0]);
	judge(d);
	assert_null(d->out.checkpoints.v[0].waived);
	assert_int_equal(e->state, EXCEPTION_FORBIDDEN);
}

static void the_values_must_be_the_same(void **state)
{
	struct desk *d = *state;
	value(d, finding(d, TALKS, "一.docx", "此处"), "a", "王一");
	value(d, finding(d, TALKS, "一.docx", "此处"), "a", "李二");
	struct exception *e = waiver(d, &d->out.checkpoints.v[0]);
	e->fingerprint = STR("");
	*list_add(&d->out.arena, &e->subject) = (struct pair){.key = STR("a"), .value = STR("李二")};
	judge(d);
	assert_null(d->out.checkpoints.v[0].waived);
	assert_ptr_equal(d->out.checkpoints.v[1].waived, e);
}

static struct place stretch(uint32_t line, uint32_t column, uint32_t end_line, uint32_t end_column)
{
	return (struct place){.file = STR("一.docx"),
			      .line = line,
			      .column = column,
			      .end_line = end_line,
			      .end_column = end_column};
}

/* Is a finding at PLACE waived by what is written on line 5, characters 3 to 6? */
static bool meets(struct desk *d, struct place place)
{
	d->out.exceptions.n = d->out.checkpoints.n = 0;
	finding(d, TALKS, "一.docx", "此处")->witnesses.v[0].place = place;
	struct exception *e = waiver(d, &d->out.checkpoints.v[0]);
	e->fingerprint = STR("");
	e->scope = stretch(5, 3, 5, 7);
	judge(d);
	return d->out.checkpoints.v[0].waived == e;
}

static void it_is_for_what_it_stands_on(void **state)
{
	struct desk *d = *state;
	assert_true(meets(d, stretch(5, 3, 5, 7)));
	assert_true(meets(d, stretch(5, 6, 5, 9)));
	assert_true(meets(d, stretch(5, 1, 5, 4)));
	assert_true(meets(d, stretch(1, 1, 9, 1)));
	assert_true(meets(d, stretch(5, 3, 5, 3)));
	assert_false(meets(d, stretch(5, 7, 5, 9)));
	assert_false(meets(d, stretch(5, 1, 5, 3)));
	assert_false(meets(d, stretch(5, 7, 5, 7)));
	assert_false(meets(d, stretch(6, 3, 6, 7)));
	struct place other = stretch(5, 3, 5, 7);
	other.sheet = 1;
	assert_false(meets(d, other));
	other = stretch(5, 3, 5, 7);
	other.file = STR("二.docx");
	assert_false(meets(d, other));
}

static void of_equal_findings_it_is_for_as_many_as_it_says(void **state)
{
	struct desk *d = *state;
	for (int i = 0; i < 3; i++)
		finding(d, TALKS, "一.docx", "此处");
	struct exception *e = waiver(d, &d->out.checkpoints.v[0]);
	e->source = EXCEPTION_BASELINE;
	e->count = 2;
	judge(d);
	assert_non_null(d->out.checkpoints.v[0].waived);
	assert_non_null(d->out.checkpoints.v[1].waived);
	assert_null(d->out.checkpoints.v[2].waived);
}

static void the_first_one_counts(void **state)
{
	struct desk *d = *state;
	finding(d, TALKS, "一.docx", "此处");
	const struct exception *first = waiver(d, &d->out.checkpoints.v[0]);
	const struct exception *second = waiver(d, &d->out.checkpoints.v[0]);
	judge(d);
	assert_ptr_equal(d->out.checkpoints.v[0].waived, first);
	assert_int_equal(second->state, EXCEPTION_HOLDS);
}

#define CASE(NAME) cmocka_unit_test_setup_teardown(NAME, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(neither_place_nor_blanks_make_another_fingerprint),
	    CASE(other_words_do),
	    CASE(values_count_that_the_message_names),
	    CASE(the_middle_of_a_long_text_counts),
	    CASE(it_holds_to_the_end_of_its_last_day),
	    CASE(then_the_finding_counts_again),
	    CASE(without_a_day_none_holds),
	    CASE(changed_words_are_not_waived),
	    CASE(what_another_one_is_for_is_no_change),
	    CASE(another_file_is_not_waived),
	    CASE(what_passed_is_not_waived),
	    CASE(of_a_rule_that_did_not_run_nothing_is_said),
	    CASE(nor_is_it_of_one_that_could_not_look),
	    CASE(without_an_end_a_day_is_not_needed),
	    CASE(one_that_ended_is_told_though_it_is_for_nothing),
	    CASE(a_rule_may_forbid_it),
	    CASE(the_values_must_be_the_same),
	    CASE(it_is_for_what_it_stands_on),
	    CASE(of_equal_findings_it_is_for_as_many_as_it_says),
	    CASE(the_first_one_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
