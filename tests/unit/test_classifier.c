/* Weights files, n-grams and scores of the linear model. */
#include "classifier.h"

#include <setjmp.h>
#include <cmocka.h>

static const char weights[] = "# made for this test\nlabels\tred\tblue\nbias\t1\t-1\n"
			      "天\t10\t0\n天空\t0\t100\n0月\t1000\t0\n^天\t0\t7\n";

static void score(const char *passage, int64_t red, int64_t blue)
{
	struct arena a = {0};
	struct classifier c;
	struct str why;
	uint32_t line;
	int64_t scores[LABELS_MAX] = {0};
	assert_true(classifier_load(&a, str_of(weights), &c, &why, &line));
	classifier_score(&c, &a, str_of(passage), scores, NULL);
	assert_int_equal(scores[0], red);
	assert_int_equal(scores[1], blue);
	arena_free(&a);
}

static void adds_each_feature_once_by_the_root_of_their_number(void **state)
{
	(void)state;
	score("", 1, -1);
	score("地", 1, -1);
	score("晴天", 11, -1);
	score("晴天，天，天", 11, -1);
	score("晴天 空", 1 + 7, -1 + 70);   /* two features: 10 and 100 by √2 */
	score("天空", 1 + 5, -1 + 61);      /* three: 10 and 107 by √3 */
	score("31月", 1001, -1);
	score("３月𠮷", 1001, -1);
}

static void refused(const char *text, const char *message, uint32_t at)
{
	struct arena a = {0};
	struct classifier c;
	struct str why;
	uint32_t line;
	assert_false(classifier_load(&a, str_of(text), &c, &why, &line));
	assert_string_equal(why.p, message);
	assert_int_equal(line, at);
	arena_free(&a);
}

static void refuses_what_could_never_count(void **state)
{
	static const char width[] = "a feature has 1 to 3 characters, none beyond U+FFFF";
	(void)state;
	refused("labels\ta\tb\nbias\t0\t0\n一二三四\t1\t1\n", width, 3);
	refused("labels\ta\tb\nbias\t0\t0\n𠮷\t1\t1\n", width, 3);
	refused("labels\ta\tb\nbias\t0\t0\n\t1\t1\n", width, 3);
	refused("labels\ta\tb\nbias\t0\t0\n一\t1\t1\n一\t2\t2\n", "a feature for the second time", 4);
	refused("labels\ta\tb\nbias\t0\t0\n一\t1\n", "expected a whole number for each label", 3);
	refused("一\t1\n", "the first line must name the labels", 1);
	refused("labels\ta\tb\n一\t1\t1\n", "no labels or no bias", 3); /* behind the end */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds_each_feature_once_by_the_root_of_their_number),
	    cmocka_unit_test(refuses_what_could_never_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
