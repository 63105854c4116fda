/* What a message looks like with its values in it. */
#include "model.h"

#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

static void marks_within_marks_are_inner_ones(void **state)
{
	static const struct {
		const char *message, *found, *filled;
	} cases[] = {
	    {"写成“{found}”", "两个确立", "写成“两个确立”"},
	    {"写成“{found}”", "感悟“两个确立”的意义", "写成“感悟‘两个确立’的意义”"},
	    {"“{found}”", "“当下改”与“长久立”", "“‘当下改’与‘长久立’”"},
	    {"不成对：{found}", "“四风、树新风", "不成对：“四风、树新风"},
	    {"“一”、{found}", "“二”", "“一”、“二”"},
	    {"应为“{found}”", "“国之大者”” / “大局", "应为“‘国之大者’” / “大局”"},
	    {"应为“{found}”", "甲” / “乙“丙”", "应为“甲” / “乙‘丙’”"},
	    {"“{found}”“{found}", "“", "“‘”“‘"},
	};
	struct arena a = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct checkpoint c = {0};
		*list_add(&a, &c.subject) =
		    (struct pair){.key = STR("found"), .value = str_of(cases[i].found)};
		struct str filled = checkpoint_fill(&a, &c, str_of(cases[i].message));
		assert_string_equal(arena_z(&a, filled), cases[i].filled);
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(marks_within_marks_are_inner_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
