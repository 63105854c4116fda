/* Documents: places, cells, labels, sentences. */
#include "office.h"

/* Two blocks with a gap in the source between their runs. */
static void sample(struct arena *a, struct document *d)
{
	struct writer w = {.arena = a, .d = d};
	d->file = STR("a.md");
	writer_open(&w, BLOCK_PARAGRAPH);
	writer_run(&w, 3, 3); /* **粗**体 */
	writer_text(&w, STR("粗"));
	writer_run(&w, 3, 6);
	writer_text(&w, STR("体"));
	writer_character(&w, 3, 7, 5, STR("&")); /* &amp; */
	writer_run(&w, 3, 12);
	writer_text(&w, STR("。"));
	writer_close(&w);
	writer_open(&w, BLOCK_PARAGRAPH);
	writer_run(&w, 5, 1);
	writer_text(&w, STR("　　第二段。"));
	writer_close(&w);
	writer_finish(&w);
}

static void a_place_ends_behind_its_last_character_not_in_front_of_the_next(void **state)
{
	struct arena a = {0};
	struct document d = {0};
	(void)state;
	sample(&a, &d);
	struct place p = document_place(&d, (struct span){0, 3});
	assert_int_equal(p.line, 3);
	assert_int_equal(p.column, 3);
	assert_int_equal(p.end_column, 4);
	p = document_place(&d, (struct span){3, 7}); /* 体& */
	assert_int_equal(p.column, 6);
	assert_int_equal(p.end_column, 12);
	assert_true(str_is(p.file, "a.md"));
	arena_free(&a);
}

static void blanks_at_the_start_of_a_block_move_its_column_on(void **state)
{
	struct arena a = {0};
	struct document d = {0};
	(void)state;
	sample(&a, &d);
	struct place p = document_place(&d, d.blocks.v[1].span);
	assert_int_equal(p.line, 5);
	assert_int_equal(p.column, 3);
	assert_int_equal(p.end_column, 7);
	assert_string_equal(block_text(&a, &d, 1), "第二段。");
	arena_free(&a);
}

static void a_block_is_found_by_any_offset_of_its_text(void **state)
{
	struct arena a = {0};
	struct document d = {0};
	(void)state;
	sample(&a, &d);
	for (uint32_t at = 0; at < d.text.n; at++)
		assert_int_equal(document_block(&d, at), at < d.blocks.v[1].span.start ? 0 : 1);
	arena_free(&a);
}

static void a_blank_block_leaves_no_trace(void **state)
{
	struct arena a = {0};
	struct document d = {0};
	struct writer w = {.arena = &a, .d = &d};
	(void)state;
	writer_open(&w, BLOCK_PARAGRAPH);
	writer_run(&w, 1, 1);
	writer_text(&w, STR(" 　\t"));
	assert_false(writer_close(&w));
	writer_finish(&w);
	assert_int_equal(d.blocks.n, 0);
	assert_int_equal(d.runs.n, 0);
	assert_int_equal(d.text.n, 0);
	arena_free(&a);
}

static void bold_is_known_for_the_whole_block_and_for_its_beginning(void **state)
{
	struct arena a = {0};
	struct document d = {0};
	struct writer w = {.arena = &a, .d = &d};
	(void)state;
	struct block *b = writer_open(&w, BLOCK_PARAGRAPH);
	writer_label(&w, STR("一、"));
	w.bold = BOLD_ON;
	writer_text(&w, STR("粗"));
	w.bold = BOLD_OFF;
	writer_text(&w, STR(" "));
	w.bold = BOLD_ON;
	writer_text(&w, STR("也粗"));
	writer_close(&w);
	assert_true(b->bold);
	b = writer_open(&w, BLOCK_PARAGRAPH);
	writer_label(&w, STR("一、"));
	w.bold = BOLD_ON;
	writer_text(&w, STR("粗"));
	w.bold = BOLD_OFF;
	writer_text(&w, STR("细"));
	writer_close(&w);
	assert_false(b->bold);
	assert_int_equal(b->bold_end - b->span.start, strlen("一、粗"));
	b = writer_open(&w, BLOCK_PARAGRAPH);
	writer_label(&w, STR("一、"));
	writer_text(&w, STR("细"));
	writer_close(&w);
	assert_int_equal(b->bold_end, b->span.start);
	writer_finish(&w);
	arena_free(&a);
}

static void a_merged_cell_is_found_from_every_place_it_covers(void **state)
{
	struct arena a = {0};
	struct document d = {0};
	struct writer w = {.arena = &a, .d = &d};
	static const struct {
		uint32_t row, column, row_span, column_span;
		const char *text;
	} cells[] = {{0, 0, 1, 2, "A"}, {0, 2, 3, 1, "B"}, {1, 0, 1, 1, "C"}, {2, 1, 1, 1, "D"}};
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct block *b = writer_open(&w, BLOCK_CELL);
		b->row = cells[i].row;
		b->column = cells[i].column;
		b->row_span = cells[i].row_span;
		b->column_span = cells[i].column_span;
		writer_text(&w, str_of(cells[i].text));
		writer_close(&w);
	}
	writer_finish(&w);
	struct table t = {.count = 4, .rows = 3, .columns = 3, .tallest = 3};
	static const char *const expected[3][3] = {
	    {"A", "A", "B"}, {"C", NULL, "B"}, {NULL, "D", "B"}};
	for (uint32_t row = 0; row < 3; row++) {
		for (uint32_t column = 0; column < 3; column++) {
			const struct block *b = table_cell(&d, &t, row, column);
			const char *want = expected[row][column];
			assert_int_equal(b != NULL, want != NULL);
			if (b)
				assert_true(str_is(document_slice(&d, b->span), want));
		}
	}
	arena_free(&a);
}

static void labels_are_told_by_style_number_and_length(void **state)
{
	static const struct {
		const char *text, *label;
		enum label_style style;
		long number;
	} cases[] = {
	    {"一、存在的问题", "一、", LABEL_HAN, 1},
	    {"十二、其他", "十二、", LABEL_HAN, 12},
	    {"（一）学习方面", "（一）", LABEL_HAN_PAREN, 1},
	    {"(十一)学习方面", "(十一)", LABEL_HAN_PAREN, 11},
	    {"（ 二 ）方面", "（ 二 ）", LABEL_HAN_PAREN, 2},
	    {"㈢方面", "㈢", LABEL_HAN_PAREN, 3},
	    {"1.在带头", "1.", LABEL_DIGIT, 1},
	    {"12、在带头", "12、", LABEL_DIGIT, 12},
	    {"３．在带头", "３．", LABEL_DIGIT, 3},
	    {"1.2 小节", "1.2", LABEL_DECIMAL, 2},
	    {"1.2.3、小节", "1.2.3、", LABEL_DECIMAL_DEEP, 3},
	    {"壹、存在问题", "壹、", LABEL_FORMAL, 1},
	    {"參．原因", "參．", LABEL_FORMAL, 3},
	    {"Ⅳ、措施", "Ⅳ、", LABEL_FORMAL, 4},
	    {"第二部分　问题", "第二部分", LABEL_PART, 2},
	    {"第三章：措施", "第三章：", LABEL_PART, 3},
	    {"（1）细目", "（1）", LABEL_DIGIT_PAREN, 1},
	    {"2)细目", "2)", LABEL_DIGIT_PAREN, 2},
	    {"⑶细目", "⑶", LABEL_DIGIT_PAREN, 3},
	    {"①细目", "①", LABEL_CIRCLED, 1},
	    {"㉑细目", "㉑", LABEL_CIRCLED, 21},
	    {"第一，要", "第一，", LABEL_ORDINAL, 1},
	    {"第2、要", "第2、", LABEL_ORDINAL, 2},
	    {"一是学习不够", "一是", LABEL_YISHI, 1},
	    {"1、2021年以来", "1、", LABEL_DIGIT, 1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum label_style style;
		long number;
		size_t n = label_parse(str_of(cases[i].text), &style, &number);
		if (n != strlen(cases[i].label) || style != cases[i].style ||
		    number != cases[i].number)
			fail_msg("%s: %zu bytes, style %d, number %ld", cases[i].text, n,
				 (int)style, number);
	}
}

static void numbers_that_are_no_labels_are_left_alone(void **state)
{
	static const char *const cases[] = {
	    "",
	    "1.5万元",
	    "2022.1.20上午",
	    "2021、2022年",
	    "2022年1月",
	    "一季度",
	    "第一季度",
	    "一九四九年，",
	    "（2021）117号",
	    "（略）",
	    "3人",
	    "是的",
	    "1",
	    "第",
	    "（",
	    "1.2亿元",
	    "首先，",
	    "12.5%",
	    "壹万元整",
	    "伍　平",
	    "第三部分人",
	    "甲、乙双方",
	    "1 标题",
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum label_style style;
		long number;
		if (label_parse(str_of(cases[i]), &style, &number) != 0)
			fail_msg("%s has a label", cases[i]);
		assert_int_equal(style, LABEL_NONE);
	}
}

static void what_may_be_a_label_is_told_apart_by_its_row(void **state)
{
	static const struct {
		const char *text, *label;
		enum label_style style;
		long number, group;
	} cases[] = {
	    {"1 存在的问题", "1", LABEL_DIGIT, 1, 0},
	    {"2.3带头方面", "2.3", LABEL_DECIMAL, 3, 2},
	    {"1.2.3小节", "1.2.3", LABEL_DECIMAL_DEEP, 3, 1},
	    {"贰　问题", "贰", LABEL_FORMAL, 2, 0},
	    {"乙、问题", "乙、", LABEL_FORMAL, 2, 2},
	    {"IV. 措施", "IV.", LABEL_FORMAL, 4, 3},
	    {"3 月5日", "", LABEL_NONE, 0, 0},
	    {"12 人参加", "", LABEL_NONE, 0, 0},
	    {"1.5万元", "", LABEL_NONE, 0, 0},
	    {"2022 新春", "", LABEL_NONE, 0, 0},
	    {"IT 系统", "", LABEL_NONE, 0, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum label_style style;
		long number, group;
		size_t n = label_maybe(str_of(cases[i].text), &style, &number, &group);
		if (n != strlen(cases[i].label) || style != cases[i].style ||
		    (n && (number != cases[i].number || group != cases[i].group)))
			fail_msg("%s: %zu bytes, style %d, number %ld, group %ld", cases[i].text, n,
				 (int)style, number, group);
	}
}

static void a_sentence_ends_behind_its_mark_and_quotes(void **state)
{
	static const struct {
		const char *text, *at, *end; /* at: the text from there; end: what is left behind */
	} cases[] = {
	    {"甲乙。丙丁。", "乙。丙丁。", "丙丁。"},
	    {"他说：“好。”然后走了。", "好。”然后走了。", "然后走了。"},
	    {"他说：“好。”然后走了。", "”然后走了。", "然后走了。"},
	    {"真的？！是。", "真", "是。"},
	    {"甲\n乙。", "甲", "\n乙。"},
	    {"共1.5万元。完", "共", "完"},
	    {"没有标点", "没", ""},
	    {"甲；乙。丙", "甲", "丙"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_of(cases[i].text);
		size_t at = str_find(text, str_of(cases[i].at), 0);
		uint32_t end = sentence_end(text, (uint32_t)at, (uint32_t)text.n);
		if (!str_is(str_cut(text, end, text.n), cases[i].end))
			fail_msg("%s: ends in front of %s", cases[i].text, text.p + end);
	}
	assert_int_equal(sentence_end(STR("甲乙。"), 0, 3), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_place_ends_behind_its_last_character_not_in_front_of_the_next),
	    cmocka_unit_test(blanks_at_the_start_of_a_block_move_its_column_on),
	    cmocka_unit_test(a_block_is_found_by_any_offset_of_its_text),
	    cmocka_unit_test(a_blank_block_leaves_no_trace),
	    cmocka_unit_test(bold_is_known_for_the_whole_block_and_for_its_beginning),
	    cmocka_unit_test(a_merged_cell_is_found_from_every_place_it_covers),
	    cmocka_unit_test(labels_are_told_by_style_number_and_length),
	    cmocka_unit_test(numbers_that_are_no_labels_are_left_alone),
	    cmocka_unit_test(what_may_be_a_label_is_told_apart_by_its_row),
	    cmocka_unit_test(a_sentence_ends_behind_its_mark_and_quotes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
