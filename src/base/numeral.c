/*
 * Numerals: digits of both widths, Chinese ones written place by place
 * (二〇二二) or with units (一百零五).  "一百五" is 150, as it is said.
 */
#include "base.h"

#include <assert.h>

enum { NUMERAL_MAX = 18 }; /* characters; more never fit a long */

static const char *const digit_names[] = {"零", "一", "二", "三", "四",
					  "五", "六", "七", "八", "九"};

/* The value of a digit of any script, or -1; *han tells Chinese ones. */
static int digit_value(uint32_t c, bool *han)
{
	static const uint32_t chinese[] = {0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
					   0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
	*han = false;
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	if (c >= 0xff10 && c <= 0xff19)
		return (int)(c - 0xff10);
	*han = true;
	for (int i = 0; i < 10; i++)
		if (c == chinese[i])
			return i;
	if (c == 0x4e24) /* 两 */
		return 2;
	/* 〇, and what is typed for it: ○ ◯ Ｏ */
	return c == 0x3007 || c == 0x25cb || c == 0x25ef || c == 0xff2f ? 0 : -1;
}

/* 十 百 千 万 亿, and 廿 卅 as two and three tens; 0 for others. */
static long unit_value(uint32_t c)
{
	switch (c) {
	case 0x5341:
		return 10;
	case 0x5eff:
		return 20;
	case 0x5345:
		return 30;
	case 0x767e:
		return 100;
	case 0x5343:
		return 1000;
	case 0x4e07:
		return 10000;
	case 0x4ebf:
		return 100000000;
	default:
		return 0;
	}
}

/* The characters of the numeral at the start of S: up to NUMERAL_MAX. */
static size_t numeral_run(struct str s, uint32_t *c, size_t *end)
{
	size_t n = 0;
	bool han, first_han = false;
	for (size_t at = 0; at < s.n; n++) {
		size_t next = at;
		uint32_t code_point = utf8_next(s, &next);
		bool is_digit = digit_value(code_point, &han) >= 0;
		if (!is_digit && !unit_value(code_point))
			break;
		bool circle = code_point == 0x25cb || code_point == 0x25ef || code_point == 0xff2f;
		if (!n)
			first_han = han;
		if (han != first_han || n == NUMERAL_MAX || (!n && circle))
			break;
		c[n] = code_point;
		end[n] = at = next;
	}
	return n;
}

static long by_place(const uint32_t *c, size_t n)
{
	long value = 0;
	bool han;
	for (size_t i = 0; i < n; i++)
		value = 10 * value + digit_value(c[i], &han);
	return value;
}

/* A numeral with units under way. */
struct reading {
	const uint32_t *c;
	size_t n, i;
};

/*
 * The part below 10,000 at r->i.  ABOVE is the unit before it, or 0: a last
 * digit right behind a unit of a hundred or more counts tenths of it.
 */
static bool read_part(struct reading *r, long above, long *value)
{
	bool zero = false, han, begun = false;
	*value = 0;
	while (r->i < r->n && unit_value(r->c[r->i]) < 10000) {
		long unit = unit_value(r->c[r->i]);
		long digit = unit ? 1 : digit_value(r->c[r->i], &han);
		if (!unit && digit && r->i + 1 < r->n) {
			long next = unit_value(r->c[r->i + 1]);
			unit = next == 10 || next == 100 || next == 1000 ? next : 0;
			r->i += unit != 0;
		} else if (unit >= 100) {
			return false; /* 百 without a digit */
		}
		r->i++;
		if (unit) {
			long size = unit == 20 || unit == 30 ? 10 : unit;
			if (above && size >= above)
				return false;
			*value += digit * unit;
			above = size;
			zero = false;
		} else if (digit) {
			*value += zero || above <= 10 ? digit : digit * (above / 10);
			return r->i == r->n || unit_value(r->c[r->i]) >= 10000;
		} else {
			if (zero || !above)
				return false;
			zero = true;
		}
		begun = true;
	}
	return begun && !zero;
}

static bool by_units(const uint32_t *c, size_t n, long *value)
{
	struct reading r = {.c = c, .n = n};
	long part, above = 0;
	*value = 0;
	while (r.i < n) {
		if (!read_part(&r, above, &part))
			return false;
		if (r.i == n) {
			*value += part;
			break;
		}
		long unit = unit_value(c[r.i++]);
		if (!part || (above && unit >= above))
			return false;
		*value += part * unit;
		above = unit;
	}
	return true;
}

static bool parse(const uint32_t *c, size_t n, long *value)
{
	bool units = false;
	for (size_t i = 0; i < n; i++)
		units = units || unit_value(c[i]);
	if (!n)
		return false;
	if (units)
		return by_units(c, n, value);
	*value = by_place(c, n);
	return true;
}

bool numeral_parse(struct str s, long *value)
{
	uint32_t c[NUMERAL_MAX];
	size_t end[NUMERAL_MAX];
	size_t n = numeral_run(s, c, end);
	return n && end[n - 1] == s.n && parse(c, n, value);
}

size_t numeral_prefix(struct str s, long *value)
{
	uint32_t c[NUMERAL_MAX];
	size_t end[NUMERAL_MAX];
	for (size_t n = numeral_run(s, c, end); n; n--)
		if (parse(c, n, value))
			return end[n - 1];
	return 0;
}

struct str numeral_chinese(struct arena *a, long n)
{
	static const char *const units[] = {"千", "百", "十", ""};
	struct buf out = {0};
	long unit = 1000;
	bool zero = false;
	assert(n >= 1 && n <= 9999);
	for (size_t i = 0; i < 4; i++, unit /= 10) {
		long digit = n / unit % 10;
		if (!digit) {
			zero = out.n > 0;
			continue;
		}
		if (zero)
			buf_addz(&out, digit_names[0]);
		zero = false;
		if (digit != 1 || unit != 10 || out.n)
			buf_addz(&out, digit_names[digit]);
		buf_addz(&out, units[i]);
	}
	struct str s = arena_dup(a, buf_str(&out));
	buf_free(&out);
	return s;
}
