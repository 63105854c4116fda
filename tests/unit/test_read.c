/* Reading by name and content: encodings, failures, CSV, structure. */
#include "office.h"

#include <iconv.h>

static struct document *read_as(struct arena *a, const char *name, struct str bytes)
{
	return read_bytes(a, str_of(name), bytes);
}

static struct str encode(struct arena *a, const char *encoding, const char *text)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	size_t n = strlen(text);
	size_t room = n * 4;
	char *in = (char *)(uintptr_t)text;
	char *out = arena_alloc(a, room);
	struct str made = {out, 0};
	assert_true(cd != (iconv_t)-1);
	assert_true(iconv(cd, &in, &n, &out, &room) != (size_t)-1);
	iconv_close(cd);
	made.n = (size_t)(out - made.p);
	return made;
}

static struct str join(struct arena *a, struct str x, struct str y)
{
	struct buf b = {0};
	buf_add(&b, x);
	buf_add(&b, y);
	struct str made = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return made;
}

static void text_of_every_usual_encoding_is_read_alike(void **state)
{
	static const char text[] = "征求意见汇总\n共2条，㐂㊣。\n";
	static const struct {
		const char *encoding, *told;
		struct str mark;
	} cases[] = {
	    {"UTF-8", "UTF-8", {"", 0}},
	    {"UTF-8", "UTF-8", {"\xef\xbb\xbf", 3}},
	    {"GB18030", "GB18030", {"", 0}},
	    {"UTF-16LE", "UTF-16LE", {"", 0}},
	    {"UTF-16BE", "UTF-16BE", {"", 0}},
	    {"UTF-16LE", "UTF-16LE", {"\xff\xfe", 2}},
	    {"UTF-16BE", "UTF-16BE", {"\xfe\xff", 2}},
	    {"UTF-32LE", "UTF-32LE", {"\xff\xfe\0\0", 4}},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct str bytes = join(&a, cases[i].mark, encode(&a, cases[i].encoding, text));
		const struct document *d = read_as(&a, "a.txt", bytes);
		assert_string_equal(block_text(&a, d, 0), "征求意见汇总");
		assert_string_equal(block_text(&a, d, 1), "共2条，㐂㊣。");
		assert_string_equal(meta_value(&a, d, "encoding"), cases[i].told);
		assert_int_equal(d->notes.n, 0);
		arena_free(&a);
	}
}

static void a_byte_that_does_not_decode_is_replaced_and_noted_at_its_place(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d =
	    read_as(&a, "a.txt", STR("第一行好的文字\n第二\xff行也是好的文字\n"));
	assert_string_equal(meta_value(&a, d, "encoding"), "UTF-8");
	assert_int_equal(d->notes.n, 1);
	assert_string_equal(d->notes.v[0].id, "read.encoding");
	struct place p = document_place(d, d->notes.v[0].span);
	assert_int_equal(p.line, 2);
	assert_int_equal(p.column, 3);
	struct str gb = join(&a, encode(&a, "GB18030", "全是国标的文字"), STR("\xff\n"));
	d = read_as(&a, "a.txt", gb);
	assert_string_equal(meta_value(&a, d, "encoding"), "GB18030");
	assert_non_null(note_detail(&a, d, "read.encoding"));
	d = read_as(&a, "a.txt", STR("有\0空字节的文字文字文字文字"));
	assert_non_null(note_detail(&a, d, "read.encoding"));
	arena_free(&a);
}

static void what_can_not_be_read_says_why_and_keeps_nothing(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct part workbook[] = {{"xl/workbook.xml", "<x/>"}, {NULL, NULL}};
	struct str xlsx = office_zip(&a, workbook);
	struct str ole = STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
	struct str encrypted = join(&a, ole, encode(&a, "UTF-16LE", "EncryptedPackage"));
	struct str word = join(&a, ole, encode(&a, "UTF-16LE", "WordDocument"));
	struct str excel = join(&a, ole, encode(&a, "UTF-16LE", "Workbook"));
	const struct {
		const char *name;
		struct str bytes;
		const char *told;
	} cases[] = {
	    {"a.txt", {"", 0}, "the file is empty"},
	    {"a.txt", STR(" \n　\n"), "no text was found in the file"},
	    {"a.docx", encrypted, "the file is encrypted; save it without a password"},
	    {"a.doc", word, "the file is an old Word or WPS document; save it as .docx"},
	    {"a.docx", word, "the file is an old Word or WPS document; save it as .docx"},
	    {"a.xls", excel, "the file is an old Excel or WPS workbook; save it as .xlsx"},
	    {"a.doc", ole, "this format is not read (OLE compound file)"},
	    {"a.docx", xlsx,
	     "the content is not what the file name says (content xlsx, name .docx)"},
	    {"a.txt", xlsx, "the content is not what the file name says (content xlsx, name .txt)"},
	    {"a.pdf", STR("%PDF-1.4"), "this format is not read (PDF)"},
	    {"a.odt", STR("x"), "this format is not read (.odt)"},
	    {"noext", STR("x"), "this format is not read (.)"},
	    {"a.docx", STR("文字"), "the file is damaged: it is no complete archive"},
	    {"a.xlsx", {xlsx.p, xlsx.n / 2}, "the file is damaged: it is no complete archive"},
	    {"a.txt", STR("\1\2\3\4\5\6\1\2\3\4\5\6abc"), "the file is not text"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct document *d = read_as(&a, cases[i].name, cases[i].bytes);
		if (!str_starts(d->failure, str_of(cases[i].told)))
			fail_msg("%s: %s", cases[i].told, d->failure.n ? d->failure.p : "read");
		assert_int_equal(d->blocks.n + d->runs.n + d->tables.n + d->text.n, 0);
	}
	arena_free(&a);
}

static void an_extension_in_capitals_is_known(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_as(&a, "材料.TXT", STR("文字\n"));
	assert_int_equal(d->failure.n, 0);
	arena_free(&a);
}

static void a_missing_file_is_a_document_with_a_failure(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_file(&a, "/nonexistent/a.txt", STR("a.txt"));
	assert_true(str_starts(d->failure, STR("the file can't be opened")));
	arena_free(&a);
}

static void csv_fields_keep_their_places_quotes_and_newlines(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_as(
	    &a, "a.csv", STR("序号,意见\r\n1,\"说\"\"好\"\",\r\n第二行\"\r\n\r\n2, 空\r\n"));
	assert_string_equal(block_text(&a, d, 3), "说\"好\",\n第二行");
	const struct block *b = &d->blocks.v[3];
	uint32_t at = b->span.start;
	struct place p = document_place(d, (struct span){at + 3, at + 4}); /* the first quote */
	assert_int_equal(p.column, 5);
	assert_int_equal(p.end_column, 7);
	p = document_place(d, b->span);
	assert_int_equal(p.line, 2);
	assert_int_equal(p.column, 4);
	assert_int_equal(p.end_line, 3);
	assert_int_equal(p.end_column, 4);
	assert_int_equal(d->blocks.v[4].row, 3); /* the empty line is a row */
	p = document_place(d, d->blocks.v[5].span);
	assert_int_equal(p.line, 5);
	assert_int_equal(p.column, 4); /* behind the blank */
	assert_int_equal(d->tables.v[0].rows, 4);
	assert_int_equal(d->tables.v[0].columns, 2);
	arena_free(&a);
}

static void the_separator_of_csv_is_found(void **state)
{
	static const char *const cases[] = {"a,x;b\n1,2\n3,4\n", "a;b\n1,5;2\n3;4\n",
					    "a\tb\n1,0\t2\n", "sep=;\na,x;b\n"};
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct arena a = {0};
		const struct document *d = read_as(&a, "a.csv", str_of(cases[i]));
		assert_int_equal(d->tables.v[0].columns, 2);
		arena_free(&a);
	}
}

static void short_labelled_lines_of_plain_text_are_headings(void **state)
{
	static const struct {
		const char *line;
		int level;
	} lines[] = {
	    {"街道党工委情况报告", 1},
	    {"一、基本情况", 2},
	    {"时间：2022年1月20日", 0},
	    {"（一）会前准备", 3},
	    {"1.学习不够深入", 4},
	    {"对照要求，我在学习上还不够深入，读原文少。", 0},
	    {"（二）会议召开情况很好。", 0},
	    {"1.王明", 0},
	    {"2.李强", 0},
	    {"二、下一步打算......12", 0},
	    {"二、主题：学习", 0},
	    {"三、下一步打算：", 2},
	    {"第一，要学习。", 0},
	};
	struct arena a = {0};
	struct buf text = {0};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		buf_printf(&text, "　　%s\n", lines[i].line);
	const struct document *d = read_as(&a, "a.txt", buf_str(&text));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		if (d->blocks.v[i].level != lines[i].level)
			fail_msg("%s: level %u", lines[i].line, d->blocks.v[i].level);
	}
	buf_free(&text);
	arena_free(&a);
}

/* LINES are "level text", levels of what is no heading 0. */
static void levels_are(const char *const *lines, size_t n)
{
	struct arena a = {0};
	struct buf text = {0};
	for (size_t i = 0; i < n; i++)
		buf_printf(&text, "%s\n", lines[i] + 2);
	const struct document *d = read_as(&a, "a.txt", buf_str(&text));
	for (size_t i = 0; i < n; i++)
		if (d->blocks.v[i].level != lines[i][0] - '0')
			fail_msg("%s: level %u", lines[i], d->blocks.v[i].level);
	buf_free(&text);
	arena_free(&a);
}

static void headings_are_numbered_in_many_ways(void **state)
{
	static const char *const formal[] = {
	    "1 李强同志的发言提纲", "2 壹　上一年整改", "0 两件事都改好了，没有剩下的。", "2 贰　问题",
	    "3 一、学习方面", "0 读原著少，只读了两本。", "3 二、作风方面", "0 下去得少，去年只去了三次。",
	    "2 叁　原因", "0 信念不牢，把学习当软任务。"};
	static const char *const stems[] = {"1 李强同志的发言提纲", "2 甲、问题", "0 读原著少，只读了两本。",
					    "2 乙、原因", "0 甲、乙两个村我都没有去过。"};
	static const char *const decimal[] = {
	    "1 李强同志的发言提纲", "4 1 上一年整改", "0 两件事都改好了，没有剩下的。", "4 2 问题",
	    "5 2.1 学习方面", "0 读原著少，只读了两本。", "5 2.2作风方面", "0 下去得少，去年只去了三次。",
	    "4 3 原因", "0 3 月5日那天没有到岗", "0 信念不牢，把学习当软任务。"};
	static const char *const circled[] = {"1 李强同志的发言提纲", "2 一、问题", "6 ①学习方面",
					      "0 读原著少，只读了两本书，笔记是抄的。", "6 ②作风方面",
					      "0 下去得少，去年只去了三次，都是坐车。"};
	static const char *const parts[] = {"1 李强同志的发言提纲", "2 第一部分　整改", "0 两件事都改好了，没有剩下的。",
					    "2 第二部分　问题", "3 第一方面", "0 读原著少，只读了两本。", "3 第二方面",
					    "0 下去得少，去年只去了三次。"};
	static const char *const none[] = {"1 街道党工委情况报告", "0 12 人参加", "0 1.5万元", "0 1.6万元", "0 第一方面学习不够，第二方面作风不实", "0 甲方同意",
					   "0 乙方也同意", "0 完了。"};
	(void)state;
	levels_are(formal, sizeof formal / sizeof *formal);
	levels_are(stems, sizeof stems / sizeof *stems);
	levels_are(decimal, sizeof decimal / sizeof *decimal);
	levels_are(circled, sizeof circled / sizeof *circled);
	levels_are(parts, sizeof parts / sizeof *parts);
	levels_are(none, sizeof none / sizeof *none);
}

static void numbers_in_a_row_are_labels_even_in_front_of_digits(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_as(&a, "a.txt",
					   STR("1.4.2万元的变更没有上会。\n2.7月底才说。\n3."
					       "别的事。\n\n1.5万元是预算。\n说完了。\n"));
	static const long numbers[] = {1, 2, 3, 0, 0};
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(d->blocks.v[i].number, numbers[i]);
	assert_int_equal(d->blocks.v[1].body - d->blocks.v[1].span.start, 2);
	arena_free(&a);
}

static void lines_with_tabs_are_a_table(void **state)
{
	struct arena a = {0};
	const struct document *d = read_as(&a, "a.txt", STR("征求意见汇总\n序号\t意见\t对象\n1\t路灯坏了\t班子\n2\t\t王一\n\n时间：\t1月12日\n序号\t\t姓名\t职务\n1\t王一\t\t书记\n"));
	(void)state;
	assert_int_equal(d->tables.n, 2);
	assert_int_equal(d->tables.v[0].rows, 3);
	assert_int_equal(d->tables.v[0].columns, 3);
	const struct block *owner = table_cell(d, &d->tables.v[0], 2, 2);
	assert_non_null(owner);
	assert_string_equal(arena_dup(&a, document_slice(d, owner->span)).p, "王一");
	struct place p = document_place(d, owner->span);
	assert_int_equal(p.line, 4);
	assert_int_equal(p.column, 4);
	assert_null(table_cell(d, &d->tables.v[0], 2, 1));
	/* A label and its value are no table; fields some tabs apart stand below one another. */
	assert_int_equal(d->tables.v[1].columns, 3);
	const struct block *post = table_cell(d, &d->tables.v[1], 1, 2);
	assert_non_null(post);
	assert_string_equal(arena_dup(&a, document_slice(d, post->span)).p, "书记");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_of_every_usual_encoding_is_read_alike),
	    cmocka_unit_test(a_byte_that_does_not_decode_is_replaced_and_noted_at_its_place),
	    cmocka_unit_test(what_can_not_be_read_says_why_and_keeps_nothing),
	    cmocka_unit_test(an_extension_in_capitals_is_known),
	    cmocka_unit_test(a_missing_file_is_a_document_with_a_failure),
	    cmocka_unit_test(csv_fields_keep_their_places_quotes_and_newlines),
	    cmocka_unit_test(the_separator_of_csv_is_found),
	    cmocka_unit_test(numbers_in_a_row_are_labels_even_in_front_of_digits),
	    cmocka_unit_test(short_labelled_lines_of_plain_text_are_headings),
	    cmocka_unit_test(headings_are_numbered_in_many_ways),
	    cmocka_unit_test(lines_with_tabs_are_a_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
