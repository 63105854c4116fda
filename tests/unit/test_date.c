/* Chinese numerals and dates. */
#include "base.h"

#include <setjmp.h>
#include <cmocka.h>

static void is_number(const char *z, long expected)
{
	long value = -1;
	if (!numeral_parse(str_of(z), &value) || value != expected)
		fail_msg("%s: %ld, not %ld", z, value, expected);
}

static void is_no_number(const char *z)
{
	long value = -1;
	if (numeral_parse(str_of(z), &value))
		fail_msg("%s: %ld, not none", z, value);
}

static void numerals_of_all_writings_are_read(void **state)
{
	(void)state;
	is_number("12", 12);
	is_number("１２", 12);
	is_number("十二", 12);
	is_number("十", 10);
	is_number("二十", 20);
	is_number("二十一", 21);
	is_number("廿三", 23);
	is_number("卅", 30);
	is_number("二〇二二", 2022);
	is_number("二○二二", 2022);
	is_number("二零二二", 2022);
	is_number("〇", 0);
	is_number("一百零五", 105);
	is_number("一百一十", 110);
	is_number("一百五", 150);
	is_number("两千零二", 2002);
	is_number("一千零一十", 1010);
	is_number("三万五千", 35000);
	is_number("两万三", 23000);
	is_number("一亿零三万", 100030000);
	is_number("九千九百九十九", 9999);
}

static void what_is_no_numeral_is_refused(void **state)
{
	(void)state;
	is_no_number("");
	is_no_number("百");
	is_no_number("十十");
	is_no_number("二十三十");
	is_no_number("一百零");
	is_no_number("1十");
	is_no_number("十万万");
	is_no_number("12a");
	is_no_number("○");
	is_no_number("1234567890123456789");
	is_no_number("一千千");
}

static void the_numeral_at_the_start_is_measured(void **state)
{
	(void)state;
	long value;
	assert_int_equal(numeral_prefix(STR("十二、工作"), &value), 6);
	assert_int_equal(value, 12);
	assert_int_equal(numeral_prefix(STR("一百零的"), &value), 6);
	assert_int_equal(numeral_prefix(STR("12a"), &value), 2);
	assert_int_equal(numeral_prefix(STR("第一"), &value), 0);
	assert_int_equal(numeral_prefix(STR("一2"), &value), 3);
}

static void every_number_up_to_9999_goes_there_and_back(void **state)
{
	(void)state;
	struct arena a = {0};
	for (long n = 1; n <= 9999; n++)
		is_number(numeral_chinese(&a, n).p, n);
	assert_string_equal(numeral_chinese(&a, 12).p, "十二");
	assert_string_equal(numeral_chinese(&a, 110).p, "一百一十");
	assert_string_equal(numeral_chinese(&a, 2005).p, "二千零五");
	arena_free(&a);
}

static void every_day_goes_there_and_back(void **state)
{
	(void)state;
	int32_t day = day_of(1583, 1, 1);
	int year, month, dom;
	assert_int_equal(day_of(1970, 1, 1), 0);
	assert_int_equal(day_of(2022, 1, 20), 19012);
	for (int y = 1583; y < 2300; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= 31; d++) {
				if (day_of(y, m, d) == DAY_NONE)
					continue;
				assert_int_equal(day_of(y, m, d), day);
				day_split(day++, &year, &month, &dom);
				assert_true(year == y && month == m && dom == d);
			}
	assert_int_equal(day_of(2021, 2, 29), DAY_NONE);
	assert_int_equal(day_of(2022, 13, 1), DAY_NONE);
	assert_int_equal(day_of(0, 1, 1), DAY_NONE);
}

/* All dates of TEXT as "first", "first..last", blank between; "?" marks a year not given. */
static void finds(const char *text, const char *expected)
{
	struct arena a = {0};
	struct buf out = {0};
	struct date d;
	size_t from = 0;
	while (date_find(str_of(text), from, day_of(2022, 1, 20), &d)) {
		buf_printf(&out, "%s%s", out.n ? " " : "", day_iso(&a, d.first).p);
		if (d.last != d.first)
			buf_printf(&out, "..%s", day_iso(&a, d.last).p);
		if (!d.year_given)
			buf_char(&out, '?');
		assert_true(d.start >= from && d.end > d.start && d.end <= strlen(text));
		from = d.end;
	}
	buf_char(&out, '\0');
	if (strcmp(out.p, expected) != 0)
		fail_msg("%s: «%s», not «%s»", text, out.p, expected);
	buf_free(&out);
	arena_free(&a);
}

static void dates_of_all_writings_are_found(void **state)
{
	(void)state;
	finds("2022年1月20日", "2022-01-20");
	finds("二〇二二年一月二十日", "2022-01-20");
	finds("二○二一年十二月三十一日", "2021-12-31");
	finds("２０２２年１月２０日", "2022-01-20");
	finds("2022 年 1 月 20 日", "2022-01-20");
	finds("会议于2022年1月20日上午9:00召开", "2022-01-20");
	finds("2022.1.20", "2022-01-20");
	finds("2022．01．20", "2022-01-20");
	finds("2022-01-20 14:30", "2022-01-20");
	finds("2022/1/20", "2022-01-20");
	finds("2022年1月20号", "2022-01-20");
	finds("22年1月20日", "2022-01-20");
	finds("（2022.1.20）", "2022-01-20");
	finds("2022.1.20。", "2022-01-20");
}

static void months_and_parts_of_months_are_ranges(void **state)
{
	(void)state;
	finds("2022.01", "2022-01-01..2022-01-31");
	finds("2022年1月", "2022-01-01..2022-01-31");
	finds("2022年1月份", "2022-01-01..2022-01-31");
	finds("2021年12月", "2021-12-01..2021-12-31");
	finds("2022年2月底", "2022-02-01..2022-02-28");
	finds("2022年1月上旬", "2022-01-01..2022-01-10");
	finds("2022年1月中旬", "2022-01-11..2022-01-20");
	finds("2022年2月下旬", "2022-02-21..2022-02-28");
	finds("2019.9—2022.6", "2019-09-01..2022-06-30");
	finds("2021年1月至3月", "2021-01-01..2021-03-31");
	finds("2021年1-3月", "2021-01-01..2021-03-31");
}

static void a_missing_year_is_the_nearest_to_the_base(void **state)
{
	(void)state;
	finds("1月20日下午", "2022-01-20?");
	finds("12月30日", "2021-12-30?");
	finds("1月上旬", "2022-01-01..2022-01-10?");
	finds("去年3月5日", "2021-03-05");
	finds("今年3月5日", "2022-03-05");
	struct date d;
	assert_false(date_find(STR("1月20日"), 0, DAY_NONE, &d));
	assert_true(date_find(STR("1月20日，2022年1月21日"), 0, DAY_NONE, &d));
	assert_int_equal(d.first, day_of(2022, 1, 21));
}

static void ranges_are_one_date(void **state)
{
	(void)state;
	finds("1月12日至14日", "2022-01-12..2022-01-14?");
	finds("1月12日到2月14日", "2022-01-12..2022-02-14?");
	finds("2022年1月12日—2月3日", "2022-01-12..2022-02-03");
	finds("2022年1月12日－14日", "2022-01-12..2022-01-14");
	finds("2021年12月30日至1月2日", "2021-12-30..2022-01-02");
	finds("2021年12月30日——2022年1月2日", "2021-12-30..2022-01-02");
	finds("1月12-14日", "2022-01-12..2022-01-14?");
	finds("1月20日上午至21日下午", "2022-01-20..2022-01-21?");
	finds("1月20日（星期四）至21日", "2022-01-20..2022-01-21?");
	finds("2022.1.12-2022.1.14", "2022-01-12..2022-01-14");
	finds("2022-01-12 ~ 2022-01-14", "2022-01-12..2022-01-14");
	finds("2022年11月5日至1月2日", "2022-11-05..2023-01-02");
	finds("1月14日至12日", "2022-01-14? 2022-01-12?");
}

static void days_of_a_list_keep_its_month_and_year(void **state)
{
	(void)state;
	finds("1月12日、13日", "2022-01-12? 2022-01-13?");
	finds("1月12、13日", "2022-01-12? 2022-01-13?");
	finds("2021年1月12日、13日和15日", "2021-01-12 2021-01-13 2021-01-15");
	finds("2020年7月12日、8月13日", "2020-07-12 2020-08-13");
	finds("1月12日至14日、16日", "2022-01-12..2022-01-14? 2022-01-16?");
	finds("13日", "");
	finds("开会，13日", "");
}

static void what_is_no_date_is_left_alone(void **state)
{
	(void)state;
	finds("4.1.2", "");
	finds("v2022.1.20", "");
	finds("1.2022.1.20", "");
	finds("2022.1.20.5", "");
	finds("3.5万", "");
	finds("1.20元", "");
	finds("2021.12万元", "");
	finds("2021-117号", "");
	finds("2021-11号", "");
	finds("13812345678", "");
	finds("010-20220120", "");
	finds("12022年1月20日", "");
	finds("每年1月20日", "");
	finds("2022年13月1日", "");
	finds("2022年2月30日", "");
	finds("2022年", "");
	finds("3个月", "");
	finds("3月", "");
	finds("1月32日", "");
	finds("2022-1", "");
	finds("12月", "");
}

static void places_are_those_of_the_text(void **state)
{
	(void)state;
	struct date d;
	struct str text = STR("于2022年1月20日上午");
	assert_true(date_find(text, 0, DAY_NONE, &d));
	assert_int_equal(d.start, 3);
	assert_int_equal(d.end, 3 + strlen("2022年1月20日"));
}

/* Whatever the text, dates come in order, stand on characters, and come to an end. */
static void any_text_comes_to_an_end(void **state)
{
	(void)state;
	static const char *const pieces[] = {"2022", "年", "1",	 "月", "20", "日", "、", "至", "-", ".",
					     "十",   "二", "〇", "零", " ",  "号", "万", "底", "去年",
					     "上旬", "/",  "９", "a",  "百", "（周", "）", "和"};
	uint64_t seed = 1;
	for (int round = 0; round < 3000; round++) {
		struct buf out = {0};
		for (int i = 0; i < 60; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			buf_addz(&out, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		struct date d;
		for (size_t from = 0; date_find(buf_str(&out), from, 19012, &d); from = d.end) {
			assert_true(d.start >= from && d.end > d.start && d.end <= out.n);
			assert_true(d.first <= d.last);
			assert_true(utf8_valid(str_cut(buf_str(&out), d.start, d.end)));
		}
		buf_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numerals_of_all_writings_are_read),
		cmocka_unit_test(what_is_no_numeral_is_refused),
		cmocka_unit_test(the_numeral_at_the_start_is_measured),
		cmocka_unit_test(every_number_up_to_9999_goes_there_and_back),
		cmocka_unit_test(every_day_goes_there_and_back),
		cmocka_unit_test(dates_of_all_writings_are_found),
		cmocka_unit_test(months_and_parts_of_months_are_ranges),
		cmocka_unit_test(a_missing_year_is_the_nearest_to_the_base),
		cmocka_unit_test(ranges_are_one_date),
		cmocka_unit_test(days_of_a_list_keep_its_month_and_year),
		cmocka_unit_test(what_is_no_date_is_left_alone),
		cmocka_unit_test(places_are_those_of_the_text),
		cmocka_unit_test(any_text_comes_to_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
