/* The Markdown reader: structure, and places to the character. */
#include "office.h"

static struct document *read_markdown(struct arena *a, const char *text)
{
	struct document *d = read_bytes(a, STR("a.md"), str_of(text));
	if (d->failure.n)
		fail_msg("%s", d->failure.p);
	return d;
}

/* The Nth TEXT of the document stands at LINE:COLUMN and ends in front of END_COLUMN. */
static void expect_place(const struct document *d, const char *text, int nth, uint32_t line,
			 uint32_t column, uint32_t end_column)
{
	size_t at = str_find(d->text, str_of(text), 0);
	while (--nth > 0)
		at = str_find(d->text, str_of(text), at + 1);
	assert_int_not_equal(at, SIZE_MAX);
	struct span s = {(uint32_t)at, (uint32_t)(at + strlen(text))};
	struct place p = document_place(d, s);
	if (p.line != line || p.column != column || p.end_column != end_column)
		fail_msg("%s: %u:%u-%u", text, p.line, p.column, p.end_column);
}

static void places_are_exact_inside_inline_markup(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_markdown(
	    &a,
	    "学习**不够**，学习*不够*；[见这里](http://a.b \"题\")。&lt;尖&gt;\\*星\\*，`代码`\n"
	    "第二行不够。\n");
	assert_string_equal(block_text(&a, d, 0),
			    "学习不够，学习不够；见这里。<尖>*星*，代码\n第二行不够。");
	expect_place(d, "不够", 1, 1, 5, 7);
	expect_place(d, "不够", 2, 1, 13, 15);
	expect_place(d, "不够", 3, 2, 4, 6);
	expect_place(d, "见这里", 1, 1, 18, 21);
	expect_place(d, "<", 1, 1, 39, 43);
	expect_place(d, "尖>", 1, 1, 43, 48);
	expect_place(d, "星", 1, 1, 50, 51);
	expect_place(d, "代码", 1, 1, 55, 57);
	arena_free(&a);
}

static void list_numbers_are_labels_as_they_stand_in_the_source(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d =
	    read_markdown(&a, "3. 甲\n3. **乙**\n   1) 丙\n   - 丁\n\n"
			      "> 2. 戊\n>    续。\n\n- 5. 己\n\n1.\n   庚\n");
	static const struct {
		const char *text;
		long number;
	} expected[] = {{"3. 甲", 3},       {"3. 乙", 3}, {"1) 丙", 1}, {"丁", 0},
			{"2. 戊\n续。", 2}, {"5. 己", 5}, {"1.庚", 1}};
	for (size_t i = 0; i < 7; i++) {
		assert_string_equal(block_text(&a, d, i), expected[i].text);
		assert_int_equal(d->blocks.v[i].number, expected[i].number);
	}
	expect_place(d, "3.", 2, 2, 1, 3);
	expect_place(d, "乙", 1, 2, 6, 7);
	expect_place(d, "1)", 1, 3, 4, 6);
	expect_place(d, "2. 戊", 1, 6, 3, 7);
	expect_place(d, "续。", 1, 7, 6, 8);
	expect_place(d, "5. 己", 1, 9, 3, 7);
	arena_free(&a);
}

static void front_matter_is_meta_and_its_lines_count(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_markdown(
	    &a, "---\nkind: talks\npeople: [王明, 李强]\n更多:\n  层: 值\n---\n\n正文。\n");
	assert_string_equal(meta_value(&a, d, "kind"), "talks");
	assert_string_equal(meta_value(&a, d, "people"), "王明");
	assert_string_equal(meta_value(&a, d, "更多.层"), "值");
	expect_place(d, "正文。", 1, 8, 1, 4);
	assert_int_equal(d->blocks.n, 1);
	arena_free(&a);
}

static void broken_front_matter_is_noted_and_the_text_still_read(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_markdown(&a, "---\nkind: [a\n---\n正文。\n");
	assert_non_null(note_detail(&a, d, "read.front-matter"));
	expect_place(d, "正文。", 1, 4, 1, 4);
	d = read_markdown(&a, "---\n没有结束\n正文。\n");
	assert_int_not_equal(str_find(d->text, STR("正文。"), 0), SIZE_MAX);
	arena_free(&a);
}

static void a_byte_order_mark_and_other_line_ends_do_not_shift_places(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d =
	    read_markdown(&a, "\xef\xbb\xbf---\r\nk: v\r\n---\r\n# 题\r\n\r\n正文\r\n续。\r\n");
	assert_string_equal(meta_value(&a, d, "k"), "v");
	expect_place(d, "题", 1, 4, 3, 4);
	expect_place(d, "续。", 1, 7, 1, 3);
	arena_free(&a);
}

static void tables_have_cells_with_their_row_and_column(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_markdown(
	    &a, "前。\n\n| 序号 | 问题 |\n|---|---|\n| 1 | 甲\\|乙 |\n|  | **丙** |\n\n后。\n");
	assert_int_equal(d->tables.n, 1);
	const struct table *t = &d->tables.v[0];
	assert_int_equal(t->rows, 3);
	assert_int_equal(t->columns, 2);
	const struct block *b = table_cell(d, t, 1, 1);
	assert_true(str_is(document_slice(d, b->span), "甲|乙"));
	assert_null(table_cell(d, t, 2, 0));
	assert_true(table_cell(d, t, 2, 1)->bold);
	expect_place(d, "乙", 1, 5, 10, 11);
	arena_free(&a);
}

static void headings_labels_and_bold_lines_make_the_outline(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d =
	    read_markdown(&a, "# 发言提纲\n\n## 一、问题\n\n（一）学习方面\n\n**读书少**\n\n"
			      "正文，读书少。\n\n**（二）作风方面**\n\n正文。\n\n二、原因\n\n"
			      "**时间：2022年1月20日**\n\n（三）这是一句话。\n");
	static const uint8_t levels[] = {1, 2, 3, 4, 0, 3, 0, 2, 0, 0};
	for (size_t i = 0; i < sizeof levels; i++) {
		if (d->blocks.v[i].level != levels[i])
			fail_msg("%s: level %u", block_text(&a, d, i), d->blocks.v[i].level);
	}
	arena_free(&a);
}

static void lines_that_are_items_or_fields_are_blocks_and_wrapped_lines_are_not(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_markdown(
	    &a, "时间：2022年1月20日\n地点：三楼会议室，\n东侧\n主持人：王明\n\n1、甲的意见，\n"
		"太急。\n2、乙的意见\n\n这一段是硬换行，\n一是换行，\n（一）也不切。\n");
	static const char *const lines[] = {"时间：2022年1月20日", "地点：三楼会议室，\n东侧",
					    "主持人：王明", "1、甲的意见，\n太急。", "2、乙的意见"};
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(block_text(&a, d, i), lines[i]);
	arena_free(&a);
}

static void html_tags_are_no_text_but_what_they_enclose_is(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d =
	    read_markdown(&a, "<div>\n甲<br>乙<!-- 注 -->丙\n</div>\n\n![图](a.png)丁\n");
	assert_string_equal(block_text(&a, d, 0), "甲\n乙丙");
	assert_string_equal(block_text(&a, d, 1), "丁");
	expect_place(d, "丙", 1, 2, 17, 18);
	arena_free(&a);
}

static void a_heading_without_text_leaves_nothing_to_the_next_block(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_markdown(&a, "甲。\n\n# <b></b>\n\n乙。\n");
	assert_int_equal(d->blocks.n, 2);
	assert_int_equal(d->blocks.v[1].type, BLOCK_PARAGRAPH);
	assert_int_equal(d->blocks.v[1].level, 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(places_are_exact_inside_inline_markup),
	    cmocka_unit_test(list_numbers_are_labels_as_they_stand_in_the_source),
	    cmocka_unit_test(front_matter_is_meta_and_its_lines_count),
	    cmocka_unit_test(broken_front_matter_is_noted_and_the_text_still_read),
	    cmocka_unit_test(a_byte_order_mark_and_other_line_ends_do_not_shift_places),
	    cmocka_unit_test(tables_have_cells_with_their_row_and_column),
	    cmocka_unit_test(headings_labels_and_bold_lines_make_the_outline),
	    cmocka_unit_test(lines_that_are_items_or_fields_are_blocks_and_wrapped_lines_are_not),
	    cmocka_unit_test(a_heading_without_text_leaves_nothing_to_the_next_block),
	    cmocka_unit_test(html_tags_are_no_text_but_what_they_enclose_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
