/*
 * label - the number that begins a paragraph: 一、 （一） 1. 1.1 （1） ① 壹、 第一， 一是.
 *
 * Only what people use as a label counts: "1.5万元", "2022.1.20" and
 * "2021、2022年" begin with a number and have none.  "1 标题", "甲、标题" may have one; who
 * has seen the paragraphs around can tell.
 */
#include "model.h"

/* Characters that are a whole label. */
static const struct enclosed {
	uint32_t first, last;
	enum label_style style;
	long number; /* of the first */
} enclosed[] = {
    {0x2460, 0x2473, LABEL_CIRCLED, 1},  {0x2474, 0x2487, LABEL_DIGIT_PAREN, 1},
    {0x2488, 0x249b, LABEL_DIGIT, 1},    {0x24f5, 0x24fe, LABEL_CIRCLED, 1},
    {0x2776, 0x277f, LABEL_CIRCLED, 1},  {0x2780, 0x2789, LABEL_CIRCLED, 1},
    {0x278a, 0x2793, LABEL_CIRCLED, 1},  {0x3220, 0x3229, LABEL_HAN_PAREN, 1},
    {0x3251, 0x325f, LABEL_CIRCLED, 21}, {0x3280, 0x3289, LABEL_CIRCLED, 1},
    {0x32b1, 0x32bf, LABEL_CIRCLED, 36},
};

enum { NUMBER_LIMIT = 999 }; /* a larger one is a year or an amount */

/* What numbers the highest sections besides 一二三: rows of characters for 1, 2, 3 … */
static const uint32_t formal[] = {0x58f9, 0x8d30, 0x53c1, 0x8086, 0x4f0d, 0x9646, 0x67d2, 0x634c, 0x7396, 0x62fe};
static const uint32_t formal_other[] = {0x58f9, 0x8cb3, 0x53c3, 0x8086, 0x4f0d, 0x9678, 0x67d2, 0x634c, 0x7396, 0x62fe};
static const uint32_t stems[] = {0x7532, 0x4e59, 0x4e19, 0x4e01, 0x620a, 0x5df1, 0x5e9a, 0x8f9b, 0x58ec, 0x7678};

enum { ROW = 10 };

static uint32_t peek(struct str s, size_t at, size_t *behind)
{
	*behind = at;
	return at < s.n ? utf8_next(s, behind) : 0;
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

static bool is_dot(uint32_t c)
{
	return c == '.' || c == 0xff0e;
}

static size_t skip_blanks(struct str s, size_t at)
{
	size_t next = at;
	while (at < s.n && utf8_is_blank(utf8_next(s, &next)))
		at = next;
	return at;
}

/* A numeral at FROM that may be a label's; gives the offset behind, 0 when none. */
static size_t small_number(struct str s, size_t from, long *number)
{
	size_t n = numeral_prefix(str_cut(s, from, s.n), number);
	if (n == 0 || *number < 1 || *number > NUMBER_LIMIT)
		return 0;
	return from + n;
}

/* "1.2", "1.2.3": behind the first dot at AT.  Needs a blank or a mark behind, if not TIGHT. */
static size_t multi_level(struct str s, size_t at, bool tight, enum label_style *style, long *number)
{
	*style = LABEL_DECIMAL;
	for (;; *style = LABEL_DECIMAL_DEEP) {
		size_t behind, next;
		at = small_number(s, at, number);
		if (at == 0 || *number > 99)
			return 0;
		uint32_t c = peek(s, at, &behind);
		if (c == 0x3001)
			return behind;
		if (c == 0 || utf8_is_blank(c))
			return at;
		if (!is_dot(c))
			return tight && utf8_is_han(c) ? at : 0;
		if (!is_digit(peek(s, behind, &next)))
			return behind;
		at = behind;
	}
}

static size_t parenthesised(struct str s, size_t at, enum label_style *style, long *number)
{
	size_t behind;
	at = skip_blanks(s, at);
	bool digit = is_digit(peek(s, at, &behind));
	at = small_number(s, at, number);
	if (at == 0)
		return 0;
	at = skip_blanks(s, at);
	uint32_t c = peek(s, at, &behind);
	if (c != ')' && c != 0xff09)
		return 0;
	*style = digit ? LABEL_DIGIT_PAREN : LABEL_HAN_PAREN;
	size_t mark;
	c = peek(s, behind, &mark);
	return c == 0x3001 ? mark : behind;
}

static size_t ordinal(struct str s, size_t at, enum label_style *style, long *number)
{
	size_t behind;
	at = small_number(s, at, number);
	if (at == 0)
		return 0;
	uint32_t c = peek(s, at, &behind);
	size_t next, word = 0;
	if (c == 0x7ae0 || c == 0x7bc7 || c == 0x7f16)
		word = behind;
	else if (c == 0x90e8 && peek(s, behind, &next) == 0x5206)
		word = next;
	if (word) { /* a part or a chapter: the word belongs to it */
		c = peek(s, word, &behind);
		*style = LABEL_PART;
		if (c == 0 || utf8_is_blank(c))
			return word;
	} else {
		*style = LABEL_ORDINAL;
	}
	return c == 0xff0c || c == ',' || c == 0x3001 || c == 0xff1a || c == ':' ? behind : 0;
}

static long place_in(const uint32_t *row, uint32_t c)
{
	for (int i = 0; i < ROW; i++)
		if (row[i] == c)
			return i + 1;
	return 0;
}

/* 壹 Ⅰ, of which 拾壹 is no more than a thought; GROUP tells the rows apart. */
static size_t formal_number(struct str s, long *number, long *group)
{
	size_t behind;
	uint32_t c = peek(s, 0, &behind);
	*number = place_in(formal, c);
	if (!*number)
		*number = place_in(formal_other, c);
	*group = 0;
	if (!*number && c >= 0x2160 && c <= 0x216b) {
		*number = (long)(c - 0x2160) + 1;
		*group = 1;
	}
	return *number ? behind : 0;
}

/* The mark behind a label that ends at AT: 、 . ． ： or none (0). */
static size_t behind_mark(struct str s, size_t at)
{
	size_t behind;
	uint32_t c = peek(s, at, &behind);
	return c == 0x3001 || is_dot(c) || c == 0xff1a || c == ':' ? behind : 0;
}

static size_t behind_blank(struct str s, size_t at)
{
	size_t behind;
	uint32_t c = peek(s, at, &behind);
	return c == 0 || utf8_is_blank(c) ? at : 0;
}

static size_t bare_number(struct str s, enum label_style *style, long *number)
{
	size_t behind;
	size_t next;
	bool digit = is_digit(peek(s, 0, &behind));
	size_t at = small_number(s, 0, number);
	if (at == 0)
		return 0;
	uint32_t c = peek(s, at, &behind);
	*style = digit ? LABEL_DIGIT : LABEL_HAN;
	if (c == 0x3001)
		return behind;
	if (is_dot(c)) {
		if (is_digit(peek(s, behind, &next)))
			return digit ? multi_level(s, behind, false, style, number) : 0;
		if (peek(s, behind, &next) == 0x3001)
			return next;
		return behind;
	}
	if (c == ')' || c == 0xff09) {
		*style = digit ? LABEL_DIGIT_PAREN : LABEL_HAN_PAREN;
		return behind;
	}
	if (c == 0x662f && !digit) {
		*style = LABEL_YISHI;
		return behind;
	}
	return 0;
}

static size_t whole_character(uint32_t c, size_t behind, enum label_style *style, long *number)
{
	for (size_t i = 0; i < sizeof enclosed / sizeof *enclosed; i++) {
		const struct enclosed *e = &enclosed[i];
		if (c < e->first || c > e->last)
			continue;
		*style = e->style;
		*number = e->number + (long)(c - e->first);
		return behind;
	}
	return 0;
}

/* A word of two characters with its number: 问题一： 事项2: */
static size_t counted_word(struct str s, enum label_style *style, long *number)
{
	size_t first, second, behind;
	if (!utf8_is_han(peek(s, 0, &first)) || !utf8_is_han(peek(s, first, &second)))
		return 0;
	size_t at = small_number(s, second, number);
	if (at == 0)
		return 0;
	uint32_t c = peek(s, at, &behind);
	if (c != 0xff1a && c != ':')
		return 0;
	*style = LABEL_ORDINAL;
	return behind;
}

size_t label_parse(struct str s, enum label_style *style, long *number)
{
	enum label_style found = LABEL_NONE;
	long n = 0;
	size_t behind;
	uint32_t c = peek(s, 0, &behind);
	size_t length = whole_character(c, behind, &found, &n);
	if (length == 0 && (c == '(' || c == 0xff08))
		length = parenthesised(s, behind, &found, &n);
	else if (length == 0 && c == 0x7b2c)
		length = ordinal(s, behind, &found, &n);
	else if (length == 0)
		length = bare_number(s, &found, &n);
	if (length == 0) {
		long group;
		size_t at = formal_number(s, &n, &group);
		length = at ? behind_mark(s, at) : 0;
		found = LABEL_FORMAL;
	}
	if (length == 0)
		length = counted_word(s, &found, &n);
	*style = length ? found : LABEL_NONE;
	*number = length ? n : 0;
	return length;
}

/* What counts or dates: "3 月", "12 人", "2.1万元" are no labels. */
static bool is_measure(uint32_t c)
{
	static const uint32_t measures[] = {
	    0x6708, 0x65e5, 0x5e74, 0x53f7, 0x65f6, 0x70b9, 0x4e2a, 0x540d, 0x4eba, 0x6b21, 0x6761, 0x9879,
	    0x4ef6, 0x4efd, 0x4e07, 0x4ebf, 0x5143, 0x5343, 0x767e, 0x500d, 0x4f4d, 0x6237, 0x5bb6, 0x5929,
	    0x5428, 0x4ea9, 0x7c73, 0x6279, 0x573a, 0x671f, 0x7ea7};
	for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
		if (measures[i] == c)
			return true;
	return !utf8_is_han(c) && c != 0x201c && c != '"' && c != 0x300a;
}

/* I II III IV V VI VII VIII IX X in letters */
static size_t roman(struct str s, long *number)
{
	long value = 0, last = 0;
	size_t at = 0;
	for (; at < s.n; at++) {
		long v = s.p[at] == 'I' ? 1 : s.p[at] == 'V' ? 5 : s.p[at] == 'X' ? 10 : 0;
		if (!v)
			break;
		value += v > last ? v - 2 * last : v;
		last = v;
	}
	*number = value;
	return value >= 1 && value <= 20 ? at : 0;
}

size_t label_maybe(struct str s, enum label_style *style, long *number, long *group)
{
	size_t behind, at, end = 0;
	long first;
	*style = LABEL_FORMAL;
	if ((at = formal_number(s, number, group)) != 0) {
		end = behind_blank(s, at);
	} else if ((*number = place_in(stems, peek(s, 0, &behind))) != 0) {
		*group = 2;
		end = behind_mark(s, behind);
		end = end ? end : behind_blank(s, behind);
	} else if ((at = roman(s, number)) != 0) {
		*group = 3;
		end = behind_mark(s, at);
		end = end ? end : behind_blank(s, at);
	} else if (is_digit(peek(s, 0, &behind)) && (at = small_number(s, 0, &first)) != 0) {
		uint32_t c = peek(s, at, &behind);
		*group = is_dot(c) ? first : 0;
		*number = first;
		*style = LABEL_DIGIT;
		end = is_dot(c) ? multi_level(s, behind, true, style, number) : behind_blank(s, at);
		if (end && is_measure(peek(s, skip_blanks(s, end), &behind)))
			end = 0;
	}
	if (!end)
		*style = LABEL_NONE;
	return end;
}
