/*
 * label - the number that begins a paragraph: 一、 （一） 1. （1） ① 第一， 一是.
 *
 * Only what people use as a label counts: "1.5万元", "2022.1.20" and
 * "2021、2022年" begin with a number and have none.
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

/* "1.2", "1.2.3": behind the first dot at AT.  Needs a blank or a mark behind. */
static size_t multi_level(struct str s, size_t at, long *number)
{
	for (;;) {
		size_t behind;
		at = small_number(s, at, number);
		if (at == 0 || *number > 99)
			return 0;
		uint32_t c = peek(s, at, &behind);
		if (c == 0x3001)
			return behind;
		if (c == 0 || utf8_is_blank(c))
			return at;
		if (!is_dot(c))
			return 0;
		size_t next;
		c = peek(s, behind, &next);
		if (!is_digit(c))
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
	if (c != 0xff0c && c != ',' && c != 0x3001 && c != 0xff1a && c != ':')
		return 0;
	*style = LABEL_ORDINAL;
	return behind;
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
			return digit ? multi_level(s, behind, number) : 0;
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
	if (length == 0)
		length = counted_word(s, &found, &n);
	*style = length ? found : LABEL_NONE;
	*number = length ? n : 0;
	return length;
}
