/*
 * Reads one date forward from its first number, as it is written.  Whatever
 * could be a version, an amount or a document number is no date.
 */
#include "date_parts.h"

enum {
	YEAR_MIN = 1900,
	YEAR_MAX = 2199,
	SHORT_YEAR_MAX = 60, /* 22年1月20日 is 2022 */
	LIST_ITEMS = 16,
};

struct number {
	long value;
	size_t end;    /* behind it, in the text */
	size_t length; /* in characters */
	bool digits;   /* of either width, not Chinese */
};

bool date_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

bool date_numeral(uint32_t c)
{
	switch (c) {
	case 0x3007:
	case 0x4e00:
	case 0x4e03:
	case 0x4e09:
	case 0x4e24:
	case 0x4e5d:
	case 0x4e8c:
	case 0x4e94:
	case 0x516b:
	case 0x516d:
	case 0x5341:
	case 0x5343:
	case 0x5345:
	case 0x56db:
	case 0x5eff:
	case 0x767e:
	case 0x96f6:
	case 0x25cb:
	case 0x25ef:
	case 0xff2f:
		return true; /* 〇一七三两九二五八六十千卅四廿百零○◯Ｏ */
	default:
		return date_digit(c);
	}
}

uint32_t date_char_at(struct str text, size_t at)
{
	return at < text.n ? utf8_next(text, &at) : 0;
}

uint32_t date_char_before(struct str text, size_t at)
{
	return at > 0 ? utf8_prev(text, &at) : 0;
}

static bool number_at(struct str text, size_t at, struct number *n)
{
	struct str rest = str_cut(text, at, text.n);
	size_t bytes = numeral_prefix(rest, &n->value);
	n->end = at + bytes;
	n->length = utf8_count(str_cut(rest, 0, bytes));
	n->digits = date_digit(date_char_at(text, at));
	return bytes > 0 && !(n->digits && date_digit(date_char_at(text, n->end)));
}

size_t date_skip_blanks(struct str text, size_t at)
{
	for (size_t next = at; next < text.n; at = next)
		if (!utf8_is_blank(utf8_next(text, &next)))
			break;
	return at;
}

/* Moves *at behind blanks and WORD when it stands there. */
static bool take(struct str text, size_t *at, const char *word)
{
	size_t from = date_skip_blanks(text, *at);
	struct str w = str_of(word);
	if (!str_starts(str_cut(text, from, text.n), w))
		return false;
	*at = from + w.n;
	return true;
}

bool date_take(struct str text, size_t *at, const char *const *words)
{
	for (; *words; words++)
		if (take(text, at, *words))
			return true;
	return false;
}

/* A number of at most two digits and UNIT words behind it. */
bool date_number(struct str text, size_t *at, const char *const *units, int *value)
{
	struct number n;
	size_t to = date_skip_blanks(text, *at);
	if (!number_at(text, to, &n) || n.value < 1 || n.value > 31 || (n.digits && n.length > 2))
		return false;
	to = n.end;
	if (units && !date_take(text, &to, units))
		return false;
	*at = to;
	*value = (int)n.value;
	return true;
}

static const char *const date_month_words[] = {"月份", "月", NULL};
const char *const date_day_words[] = {"日", "号", NULL};
const char *const date_range_words[] = {"至", "到", "——", "—", "–", "－", "-",
					"~",  "～", "―",  "─", "−", NULL};

const char *const date_list_words[] = {"、", "，", ",", "和", "及", "与", "至", "到", "——", "—",
				       "–",  "－", "-", "~",  "～", "―",  "─",  "−",  NULL};

/* Behind a month: 20日, 上旬, 底 or nothing. */
static void read_within_month(struct str text, struct date_reading *r)
{
	static const char *const thirds[] = {"上旬", "中旬", "下旬"};
	static const char *const vague[] = {"底", "末", "初", NULL};
	if (date_number(text, &r->end, date_day_words, &r->dom))
		return;
	for (int i = 0; i < 3; i++)
		if (take(text, &r->end, thirds[i]))
			r->third = i + 1;
	if (!r->third && date_take(text, &r->end, vague))
		r->third = 4; /* somewhere in the month */
	int dom;
	size_t at = r->end;
	if (!r->third && date_number(text, &at, NULL, &dom)) {
		size_t more = at;
		int other;
		/* 1月12、13日 */
		for (int i = 0; i < LIST_ITEMS && date_take(text, &more, date_list_words); i++) {
			if (!date_number(text, &more, NULL, &other))
				return;
			if (date_take(text, &more, date_day_words)) {
				r->dom = dom;
				r->open = true;
				r->end = at;
				return;
			}
		}
	}
}

/* 1月20日 and what may stand for the day. */
bool date_read_month(struct str text, size_t at, struct date_reading *r)
{
	int month;
	r->end = at;
	if (!date_number(text, &r->end, date_month_words, &month) || month > 12)
		return false;
	r->month = month;
	read_within_month(text, r);
	return true;
}

/* 2022年1月20日 */
static bool read_year(struct str text, size_t at, struct date_reading *r)
{
	struct number n;
	if (!number_at(text, at, &n))
		return false;
	bool is_short = n.length == 2 && n.digits && n.value <= SHORT_YEAR_MAX;
	if (!is_short && (n.length != 4 || n.value < YEAR_MIN || n.value > YEAR_MAX))
		return false;
	size_t to = n.end;
	if (!take(text, &to, "年"))
		return false;
	r->year = (int)n.value + (is_short ? 2000 : 0);
	if (date_read_month(text, date_skip_blanks(text, to), r))
		return !is_short || r->dom;
	if (is_short)
		return false;
	int last;
	size_t more = to;
	if (!date_number(text, &more, NULL, &r->month) || r->month > 12)
		return false;
	r->end = more; /* 2022年1-3月 */
	r->open = true;
	return date_take(text, &more, date_range_words) &&
	       date_number(text, &more, date_month_words, &last);
}

/* The mark between the numbers of a numeric date, in ASCII; 0 for others. */
char date_mark(struct str text, size_t at, size_t *end)
{
	if (at >= text.n)
		return 0;
	*end = at;
	switch (utf8_next(text, end)) {
	case '.':
	case 0xff0e:
		return '.';
	case '-':
	case 0xff0d:
		return '-';
	case '/':
	case 0xff0f:
		return '/';
	default:
		return 0;
	}
}

/* Does something follow that makes the number before it part of a longer thing? */
static bool runs_on(struct str text, size_t at)
{
	static const char *const units[] = {"万", "亿", "元", "%",  "％", "倍", "千",
					    "百", "号", "米", "吨", "版", NULL};
	size_t next;
	uint32_t c = date_char_at(text, at);
	if (date_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'S') || c == '_')
		return true;
	if (date_mark(text, at, &next) == '.' && date_digit(date_char_at(text, next)))
		return true;
	return date_take(text, &at, units);
}

/* 2022.1.20, 2022-01-20, 2022/1/20, 2022.01 */
static bool read_numeric(struct str text, size_t at, struct date_reading *r)
{
	struct number year, month, dom;
	size_t next;
	if (!number_at(text, at, &year) || !year.digits || year.length != 4 ||
	    year.value < YEAR_MIN || year.value > YEAR_MAX)
		return false;
	char mark = date_mark(text, year.end, &next);
	if (!mark || !number_at(text, next, &month) || !month.digits || month.length > 2 ||
	    month.value < 1 || month.value > 12)
		return false;
	*r = (struct date_reading){.start = at, .year = (int)year.value, .month = (int)month.value};
	r->end = month.end;
	if (date_mark(text, month.end, &next) == mark && date_digit(date_char_at(text, next))) {
		if (number_at(text, next, &dom) && dom.length <= 2 && dom.value >= 1 &&
		    dom.value <= 31 && !runs_on(text, dom.end)) {
			r->dom = (int)dom.value;
			r->end = dom.end;
			date_take(text, &r->end, (const char *const[]){"日", NULL});
			return true;
		}
		/* 2019.9-2022.6 goes on; 2022.1.200 and 2022-1-117 are no dates */
		return false;
	}
	return (mark == '.' || month.length == 2) && !runs_on(text, month.end);
}

/* 去年1月20日: the year is told by the year of BASE. */
static bool read_relative_year(struct str text, size_t at, int32_t base, struct date_reading *r)
{
	static const struct {
		const char *word;
		int years;
	} words[] = {{"去年", -1}, {"上年", -1}, {"前年", -2},
		     {"今年", 0},  {"本年", 0},  {"明年", 1}};
	int year, month, dom;
	if (base == DAY_NONE)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t to = at;
		if (!str_starts(str_cut(text, at, text.n), str_of(words[i].word)))
			continue;
		take(text, &to, words[i].word);
		day_split(base, &year, &month, &dom);
		r->year = year + words[i].years;
		return date_read_month(text, date_skip_blanks(text, to), r);
	}
	return false;
}

/* Does a year stand before AT that is none of ours, as in 12022年 or 每年? */
static bool behind_year(struct str text, size_t at)
{
	while (at > 0) {
		uint32_t c = utf8_prev(text, &at);
		if (!utf8_is_blank(c))
			return c == 0x5e74 && (date_digit(date_char_before(text, at)) ||
					       date_char_before(text, at) == 0x6bcf);
	}
	return false;
}

/* Any date that starts at AT, the end of a range left aside. */
bool date_read(struct str text, size_t at, int32_t base, struct date_reading *r)
{
	*r = (struct date_reading){.start = at};
	if (read_year(text, at, r))
		return true;
	*r = (struct date_reading){.start = at};
	if (read_numeric(text, at, r))
		return true;
	*r = (struct date_reading){.start = at};
	if (read_relative_year(text, at, base, r))
		return true;
	*r = (struct date_reading){.start = at};
	return !behind_year(text, at) && date_read_month(text, at, r) && (r->dom || r->third);
}
