/* Quotes sought in a plan: what counts as the same, what as changed, what a fingerprint covers. */
#include "trace.h"

#include <setjmp.h>
#include <unistd.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

#define TEXT(LITERAL)                                                                              \
	{                                                                                          \
		(LITERAL), sizeof(LITERAL) - 1                                                     \
	}

struct desk {
	struct arena arena;
	struct ruleset set;
};

static int setup(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	*list_add(&d->arena, &d->set.errata) =
	    (struct pair){.key = TEXT("直理"), .value = TEXT("真理")};
	*list_add(&d->arena, &d->set.errata) =
	    (struct pair){.key = TEXT("思想自觉行动自觉"), .value = TEXT("思想自觉和行动自觉")};
	*state = d;
	return 0;
}

static int teardown(void **state)
{
	struct desk *d = *state;
	arena_free(&d->arena);
	free(d);
	return 0;
}

/* QUOTE, once reviewed as FINGERPRINT and at LINE, in a plan of this text. */
static struct quote_place seek(struct desk *d, const char *text, const char *quote, uint32_t line,
			       const char *fingerprint)
{
	char path[] = "/tmp/baguan-trace-XXXXXX";
	struct str why = {0}, name;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	name = arena_printf(&d->arena, "%s.md", path);
	assert_true(file_write(&d->arena, name.p, str_of(text), &why));
	const struct plan_text *plan = plan_read(&d->arena, name.p, &d->set, &why);
	remove(path);
	remove(name.p);
	assert_non_null(plan);
	struct clause c = {
	    .quote = str_of(quote), .line = line, .fingerprint = str_of(fingerprint)};
	return plan_find(&d->arena, plan, &c);
}

static void blanks_quotes_and_brackets_make_no_difference(void **state)
{
	struct quote_place p =
	    seek(*state, "第一行\n\n二要“当下改”与\n **长久立**【2021】 相结合。\n",
		 "\"当下改\"与长久立〔2021〕相结合", 0, "");
	assert_int_equal(p.state, QUOTE_SAME);
	assert_int_equal(p.line, 3);
}

static void errata_are_the_same_and_told(void **state)
{
	struct quote_place p =
	    seek(*state, "增强思想自觉和行动自觉。坚持真理。\n", "思想自觉行动自觉", 1, "");
	assert_int_equal(p.state, QUOTE_VARIANT);
	assert_true(str_is(p.words, "思想自觉和行动自觉"));
	assert_int_equal(seek(*state, "坚持真理。\n", "坚持直理", 1, "").state, QUOTE_VARIANT);
}

static void other_words_are_shown(void **state)
{
	struct quote_place p = seek(*state, "会前谈话。\n\n不得以提希望来代替点问题。\n",
				    "不能以提希望代替点问题", 1, "");
	assert_int_equal(p.state, QUOTE_CHANGED);
	assert_int_equal(p.line, 3);
	assert_true(str_is(p.words, "不得以提希望来代替点问题"));
}

static void words_that_grew_at_an_end_are_shown_whole(void **state)
{
	struct quote_place p =
	    seek(*state, "一是，值班人员要尽职尽责，二是。\n", "值班人员要尽心", 1, "");
	assert_true(str_is(p.words, "值班人员要尽职尽责"));
}

static void what_is_not_there_is_gone(void **state)
{
	assert_int_equal(seek(*state, "会前谈话。\n", "落实整改责任", 1, "").state, QUOTE_GONE);
}

static void of_two_places_the_nearer_one_counts(void **state)
{
	const char *text = "相互批评。\n\n中间。\n\n再说相互批评。\n";
	assert_int_equal(seek(*state, text, "相互批评", 1, "").line, 1);
	assert_int_equal(seek(*state, text, "相互批评", 6, "").line, 5);
}

static void the_place_that_was_reviewed_counts_wherever_it_is(void **state)
{
	const char *text = "相互批评。\n\n中间。\n\n再说相互批评。\n";
	struct quote_place second = seek(*state, text, "相互批评", 6, "");
	assert_int_equal(seek(*state, text, "相互批评", 1, second.fingerprint.p).line, 5);
}

static bool same(struct desk *d, const char *one, const char *other)
{
	return str_eq(seek(d, one, "谈心谈话", 1, "").fingerprint,
		      seek(d, other, "谈心谈话", 1, "").fingerprint);
}

static void a_fingerprint_covers_the_words_around(void **state)
{
	assert_false(same(*state, "要开展谈心谈话，说透。\n", "可开展谈心谈话，说透。\n"));
	assert_false(same(*state, "要谈心谈话一次，说透。\n", "要谈心谈话两次，说透。\n"));
}

static void a_fingerprint_ends_at_the_next_marks_and_blocks(void **state)
{
	assert_true(same(*state, "前一句。要谈心谈话，后一句。\n", "改了。要谈心谈话，改了。\n"));
	assert_true(same(*state, "标题\n\n要谈心谈话\n", "别的\n\n要谈心谈话\n\n再加一段\n"));
	assert_true(same(*state, "要 谈心\n谈话，\n", "要谈心谈话,\n"));
}

#define CASE(NAME) cmocka_unit_test_setup_teardown(NAME, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(blanks_quotes_and_brackets_make_no_difference),
	    CASE(errata_are_the_same_and_told),
	    CASE(other_words_are_shown),
	    CASE(words_that_grew_at_an_end_are_shown_whole),
	    CASE(what_is_not_there_is_gone),
	    CASE(of_two_places_the_nearer_one_counts),
	    CASE(the_place_that_was_reviewed_counts_wherever_it_is),
	    CASE(a_fingerprint_covers_the_words_around),
	    CASE(a_fingerprint_ends_at_the_next_marks_and_blocks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
