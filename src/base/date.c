/*
 * Dates in Chinese text: from what is written to days, ranges and lists.  Only
 * in a list such as 1月12日、13日 does a date look back, for the month of a day
 * that stands alone.
 */
#include "date_parts.h"

enum {
	HALF_YEAR = 183,
	LIST_ITEMS = 16,
	LIST_BACK = 120, /* bytes that a list is looked back over */
};

/* ---- from what is written to days ----------------------------------------------------- */

/* The days of R in YEAR; false when there is no such date. */
static bool days_of(const struct date_reading *r, int year, int32_t *first, int32_t *last)
{
	int from = r->dom ? r->dom : 1, to = r->dom;
	if (r->third >= 1 && r->third <= 3)
		from = 10 * r->third - 9;
	if (r->third == 1 || r->third == 2)
		to = 10 * r->third;
	*first = day_of(year, r->month, from);
	*last = to ? day_of(year, r->month, to)
		   : day_of(year + r->month / 12, r->month % 12 + 1, 1) - 1;
	return *first != DAY_NONE && *last != DAY_NONE;
}

/* The same for a year that may be missing: the one that puts R nearest to BASE. */
static bool resolve(const struct date_reading *r, int32_t base, int32_t *first, int32_t *last)
{
	if (r->year)
		return days_of(r, r->year, first, last);
	if (base == DAY_NONE)
		return false;
	int year, month, dom;
	int32_t nearest = INT32_MAX, from, to;
	day_split(base, &year, &month, &dom);
	for (int y = year - 1; y <= year + 1; y++) {
		if (!days_of(r, y, &from, &to))
			continue;
		int32_t distance = from > base ? from - base : base - from;
		if (distance < nearest) {
			nearest = distance;
			*first = from;
			*last = to;
		}
	}
	return nearest != INT32_MAX;
}

/* An item behind R in a list or range: a day alone, or a month with or without a day. */
static bool read_item(struct str text, size_t at, const struct date_reading *r,
		      struct date_reading *item)
{
	*item = (struct date_reading){.start = at, .end = at};
	if (date_read_month(text, at, item))
		return item->dom || item->third || !(r->dom || r->third);
	*item = (struct date_reading){.start = at, .end = at, .year = r->year, .month = r->month};
	if (!r->dom || !date_number(text, &item->end, NULL, &item->dom))
		return false;
	item->open = !date_take(text, &item->end, date_day_words);
	return true;
}

/* Behind a day: 上午, （星期四） */
static size_t skip_time_of_day(struct str text, size_t at)
{
	static const char *const words[] = {"上午", "下午", "晚上", "晚",
					    "中午", "早上", "凌晨", NULL};
	static const char *const opens[] = {"（星期", "(星期", "（周", "(周", NULL};
	static const char *const closes[] = {"）", ")", NULL};
	size_t to = at;
	if (date_take(text, &to, opens) && to < text.n) {
		utf8_next(text, &to);
		if (date_take(text, &to, closes))
			at = to;
	}
	date_take(text, &at, words);
	return at;
}

/* Makes OUT a range when R is followed by one's end. */
static void read_range(struct str text, const struct date_reading *r, int32_t base,
		       struct date *out)
{
	size_t at = skip_time_of_day(text, r->end);
	struct date_reading end;
	int32_t first, last;
	if (!date_take(text, &at, date_range_words))
		return;
	at = date_skip_blanks(text, at);
	bool whole = date_read(text, at, base, &end) && end.year;
	if (!whole && (!read_item(text, at, r, &end) || end.open))
		return;
	bool given = end.year != 0;
	int month, dom;
	if (!given) /* the year of the start, or the next one */
		day_split(out->first, &end.year, &month, &dom);
	bool good = days_of(&end, end.year, &first, &last) && last >= out->last;
	if (!good && !given)
		good = days_of(&end, end.year + 1, &first, &last) && last - out->first < HALF_YEAR;
	if (!good)
		return;
	out->last = last;
	out->end = end.end;
}

/* ---- lists ------------------------------------------------------------------------------- */

/* May a number begin at AT? Not inside of one, nor of 4.1.2 or v2022.1 */
static bool may_begin(struct str text, size_t at)
{
	uint32_t c = date_char_at(text, at), before = date_char_before(text, at);
	if (!date_numeral(c))
		return true;
	if (date_numeral(before) && date_digit(before) == date_digit(c))
		return false;
	if (!date_digit(c) || !at)
		return true;
	size_t mark = at, next;
	utf8_prev(text, &mark);
	if (date_mark(text, mark, &next)) {
		uint32_t older = date_char_before(text, mark);
		return !date_digit(older) && !(older < 0x80 && older > ' ');
	}
	return !(before == '_' || (before >= 'a' && before <= 'z') ||
		 (before >= 'A' && before <= 'Z'));
}

/* Walks from the date R over the items of its list; gives the last one that ends before AT. */
static bool list_reaches(struct str text, size_t at, struct date_reading *r)
{
	size_t to = r->end;
	for (int i = 0; i < LIST_ITEMS; i++) {
		struct date_reading item;
		to = skip_time_of_day(text, to);
		if (!date_take(text, &to, date_list_words))
			return false;
		to = date_skip_blanks(text, to);
		if (to >= at)
			return to == at;
		if (!read_item(text, to, r, &item))
			return false;
		item.year = r->year;
		*r = item;
		to = item.end;
	}
	return false;
}

/* The item before AT of the longest list that leads there. */
static bool list_before(struct str text, size_t at, int32_t base, struct date_reading *out)
{
	bool found = false;
	size_t stop = at > LIST_BACK ? at - LIST_BACK : 0;
	for (size_t from = at; from > stop;) {
		struct date_reading r;
		uint32_t c = utf8_prev(text, &from);
		if (c == '\n' || c == 0x3002)
			break;
		if (may_begin(text, from) && date_read(text, from, base, &r) && r.end < at &&
		    list_reaches(text, at, &r)) {
			*out = r;
			found = true;
		}
	}
	return found;
}

/* Does AT stand behind something that joins the items of a list? */
static bool behind_joint(struct str text, size_t at)
{
	while (at > 0) {
		uint32_t c = utf8_prev(text, &at);
		size_t to = at;
		if (!utf8_is_blank(c))
			return date_take(text, &to, date_list_words);
	}
	return false;
}

/* A date at AT whose month or year the list before it tells. */
static bool read_listed(struct str text, size_t at, int32_t *base, struct date_reading *r)
{
	struct date_reading before;
	int32_t last;
	int dom;
	size_t to = at;
	bool month = r->month != 0;
	if (!month && !date_number(text, &to, NULL, &dom))
		return false;
	if (!behind_joint(text, at) || !list_before(text, at, *base, &before))
		return month;
	if (month) {
		if (before.year)
			resolve(&before, *base, base, &last);
		return true;
	}
	return read_item(text, at, &before, r) && !(r->open && !before.open);
}

/* Could a date go on behind the number at AT? Spares most numbers a closer look. */
static bool may_go_on(struct str text, size_t at)
{
	size_t to = at;
	if (!date_numeral(date_char_at(text, at)))
		return true;
	while (date_numeral(date_char_at(text, to)))
		utf8_next(text, &to);
	switch (date_char_at(text, date_skip_blanks(text, to))) {
	case 0x5e74: /* 年 月 日 号 */
	case 0x6708:
	case 0x65e5:
	case 0x53f7:
	case '.':
	case '-':
	case '/':
	case 0xff0e:
	case 0xff0d:
	case 0xff0f:
		return true;
	default: /* 1月12、13、14日 */
		return behind_joint(text, at);
	}
}

static bool starts_date(uint32_t c)
{
	return date_numeral(c) || c == 0x53bb || c == 0x4e0a || c == 0x524d || c == 0x4eca ||
	       c == 0x672c || c == 0x660e; /* 去 上 前 今 本 明: of the year */
}

bool date_find(struct str text, size_t from, int32_t base, struct date *out)
{
	for (size_t at = from, next = from; next < text.n; at = next) {
		if (!starts_date(utf8_next(text, &next)) || !may_begin(text, at) ||
		    !may_go_on(text, at))
			continue;
		struct date_reading r;
		int32_t near = base;
		if (!date_read(text, at, base, &r))
			r = (struct date_reading){.start = at};
		bool year_given = r.year != 0;
		if (!r.year && !read_listed(text, at, &near, &r))
			continue;
		*out = (struct date){.start = at, .end = r.end};
		if (!resolve(&r, near, &out->first, &out->last))
			continue;
		out->year_given = year_given || r.year || near != base;
		read_range(text, &r, base, out);
		return true;
	}
	return false;
}
