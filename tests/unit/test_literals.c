/* What a pattern cannot match without: the prefilter's literals. */
#include "match_parts.h"

#include <setjmp.h>
#include <cmocka.h>

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The literals of PATTERN in byte order, blank between; '^' first when they are its prefix. */
static void gives(const char *pattern, const char *expected)
{
	struct arena a = {0};
	struct buf out = {0};
	struct literals l = literals_of(&a, str_of(pattern));
	if (l.n)
		qsort(l.v, l.n, sizeof *l.v, by_bytes);
	if (l.n && l.prefix)
		buf_char(&out, '^');
	for (size_t i = 0; i < l.n; i++) {
		buf_addz(&out, i ? " " : "");
		buf_add(&out, l.v[i]);
	}
	buf_char(&out, '\0');
	if (strcmp(out.p, expected) != 0)
		fail_msg("%s: «%s», not «%s»", pattern, out.p, expected);
	buf_free(&out);
	arena_free(&a);
}

static void plain_text_is_its_own_prefix(void **state)
{
	(void)state;
	gives("希望", "^希望");
	gives("a\\.b", "^a.b");
	gives("\\Q希.*\\E望", "^希.*望");
	gives("\\x{5e0c}望\\x41", "^希望A");
	gives("希望\\n", "^希望\n");
	gives("a{x}", "^a{x}");
	gives("]}", "^]}");
}

static void gaps_cut_and_the_rarest_piece_is_taken(void **state)
{
	(void)state;
	gives("(?:今后|下一步).{0,12}要", "^下一步 今后");
	gives("的.*整改落实", "整改落实");
	gives(".*希望.", "希望");
	gives("\\d+名党员", "名党员");
	gives("\\p{Han}{2,4}同志", "同志");
	gives("[^，]+，严重", "，严重");
}

static void small_classes_are_alternatives_and_large_ones_gaps(void **state)
{
	(void)state;
	gives("[一二三]是", "^一是 三是 二是");
	gives("[a-c]x", "^ax bx cx");
	gives("[\\x{4e00}-\\x{4e02}]x", "^一x 丁x 丂x");
	gives("[^a]希望", "希望");
	gives("[]a]希", "^]希 a希");
	gives("[a-]希", "^-希 a希");
	gives("[a\\]]希", "^]希 a希");
	gives("[[:digit:]a]希望", "希望");
	gives("[0-9a-z]希望", "希望");
	gives("[\\d一]希望", "希望");
}

static void alternatives_need_a_literal_each(void **state)
{
	(void)state;
	gives("希望|期盼", "^希望 期盼");
	gives("希望|.*", "");
	gives("希望|", "");
	gives("(希望|.)", "");
	gives(".希望|.期盼", "希望 期盼");
	gives("(?|(希)|(望))来", "^希来 望来");
}

static void quantifiers_keep_what_must_occur(void **state)
{
	(void)state;
	gives("希?望", "^希望 望");
	gives("希*望", "望");
	gives("希+望", "希望");
	gives("希望+落空", "^希望");
	gives("(?:希望){2}", "^希望希望");
	gives("(?:希望){2,}的", "^希望希望");
	gives("(?:希望){0}来", "^来");
	gives("希望?", "^希");
	gives("希望{0,3}的", "^希");
	gives("希望++", "^希望");
	gives("a{1}{2}", "^aa");
}

static void zero_width_items_contribute_nothing(void **state)
{
	(void)state;
	gives("^希望$", "^希望");
	gives("(?<=在)希望(?=小学)", "^希望");
	gives("(?<!在)希望(?!小学)", "^希望");
	gives("(?=希望)..", "");
	gives("\\b希望\\b", "^希望");
	gives("希(?#注)望", "^希望");
	gives("(?(DEFINE)(?<n>[一二]))第(?&n)条", "^第");
}

static void groups_of_all_kinds_are_read(void **state)
{
	(void)state;
	gives("(?<n>希)(?P<m>望)(?'o'来)(?>了)(?:的)", "^希望来了的");
	gives("(希望)\\1", "^希望");
	gives("(?<n>希望)\\k<n>的", "^希望");
	gives("(希)(?1)?望", "^希");
	gives("(?(?=希)希|望)来到", "来到");
	gives("(a)?(?(1)希望|期盼)来到", "来到");
}

static void ignoring_case_leaves_what_has_none(void **state)
{
	(void)state;
	gives("(?i)abc希望", "希望");
	gives("(?i)希望k", "^希望");
	gives("(?i:a)希望", "希望");
	gives("(a(?i)b|k)希望", "希望");
	gives("(?i)a(?-i)bcd", "bcd");
	gives("(?i)１２", "^１２");
}

static void extended_patterns_lose_blanks_and_comments(void **state)
{
	(void)state;
	gives("(?x) 希 望 # 来\n 到", "^希望到");
	gives("(?x)希\\ 望", "^希 望");
	gives("(?x)[ ]希望", "^ 希望");
	gives("(?x)希望 ?", "^希");
	gives("(?x:希 )望 ", "^希望 ");
}

static void what_is_not_understood_gives_none(void **state)
{
	(void)state;
	gives("(*UTF)希望", "");
	gives("希望(*ACCEPT)来", "");
	gives("希\\K望", "");
	gives("\\G希望", "");
	gives("希望{,2}", "");
	gives("(?xx)[ ]希望", "");
	gives("(?C1)希望", "");
	gives("\\cA希望", "");
	gives("[[.a.]]希望", "");
	gives("[[:<:]]希望", "");
	gives("[\\Qa\\E]希望", "");
	gives("希望(", "");
	gives("希望)", "");
	gives("希望\\", "");
	gives("", "");
}

static void literals_that_others_imply_are_dropped_and_long_ones_cut(void **state)
{
	(void)state;
	gives("今后|今|今天", "^今");
	gives(".(?:严肃认真|认真)", "认真");
	gives("一二三四五六七八九十百千", "^一二三四五六七八九十");
}

static void deep_and_large_patterns_end(void **state)
{
	(void)state;
	struct buf out = {0};
	struct arena a = {0};
	for (int i = 0; i < 3000; i++)
		buf_addz(&out, "(");
	assert_int_equal(literals_of(&a, buf_str(&out)).n, 0);
	out.n = 0;
	for (int i = 0; i < 3000; i++)
		buf_printf(&out, "%s%d人", i ? "|" : "", i);
	assert_int_equal(literals_of(&a, buf_str(&out)).n, 0);
	out.n = 0;
	for (int i = 0; i < 200; i++)
		buf_printf(&out, "%s%d人", i ? "|" : "", i + 1000);
	assert_int_equal(literals_of(&a, buf_str(&out)).n, 200);
	out.n = 0;
	for (int i = 0; i < 3000; i++)
		buf_addz(&out, "[ab]希?");
	assert_true(literals_of(&a, buf_str(&out)).n < 200);
	buf_free(&out);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_is_its_own_prefix),
		cmocka_unit_test(gaps_cut_and_the_rarest_piece_is_taken),
		cmocka_unit_test(small_classes_are_alternatives_and_large_ones_gaps),
		cmocka_unit_test(alternatives_need_a_literal_each),
		cmocka_unit_test(quantifiers_keep_what_must_occur),
		cmocka_unit_test(zero_width_items_contribute_nothing),
		cmocka_unit_test(groups_of_all_kinds_are_read),
		cmocka_unit_test(ignoring_case_leaves_what_has_none),
		cmocka_unit_test(extended_patterns_lose_blanks_and_comments),
		cmocka_unit_test(what_is_not_understood_gives_none),
		cmocka_unit_test(literals_that_others_imply_are_dropped_and_long_ones_cut),
		cmocka_unit_test(deep_and_large_patterns_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
