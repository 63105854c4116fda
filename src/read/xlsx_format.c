/*
 * xlsx_format - number formats of cells: which are dates, and how numbers look.
 *
 * Dates come out as 2022-01-20 (with HH:MM when the format has a time), months
 * as 2022年1月, whatever order the format shows, so that they can be compared.
 * Thousands separators are left out for the same reason.
 * Source of the codes: ECMA-376 part 1, 18.8.30 and 18.8.31.
 */
#include "xlsx.h"

#include <math.h>

/* ---- format codes ------------------------------------------------------------ */

struct code {
	struct str s;
	bool year, month, day, time, text, general;
	bool digits, point, percent, exponent;
	int decimals, commas;
	struct buf before, after;
};

static void add_literal(struct code *c, struct str s)
{
	buf_add(c->digits ? &c->after : &c->before, s);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* "[Red]", "[>5]" say nothing; "[$¥-804]" is text; "[h]" is elapsed time. */
static size_t bracket(struct code *c, size_t at)
{
	size_t end = str_find(c->s, STR("]"), at);
	if (end == SIZE_MAX)
		return c->s.n;
	struct str inner = str_cut(c->s, at + 1, end);
	if (inner.n == 0)
		return end + 1;
	if (inner.p[0] == '$') {
		size_t dash = str_find(inner, STR("-"), 0);
		add_literal(c, str_cut(inner, 1, dash == SIZE_MAX ? inner.n : dash));
		return end + 1;
	}
	char first = lower(inner.p[0]);
	bool same = first == 'h' || first == 'm' || first == 's';
	for (size_t i = 1; i < inner.n; i++)
		same = same && lower(inner.p[i]) == first;
	c->time = c->time || same;
	return end + 1;
}

static size_t quoted(struct code *c, size_t at)
{
	size_t end = str_find(c->s, STR("\""), at + 1);
	if (end == SIZE_MAX)
		end = c->s.n;
	add_literal(c, str_cut(c->s, at + 1, end));
	return end + 1;
}

static size_t character(struct str s, size_t at)
{
	size_t next = at;
	if (at < s.n)
		utf8_next(s, &next);
	return next;
}

/* An 'm' run: minutes beside hours or seconds, else months. */
static bool is_minutes(struct str s, size_t from, size_t behind)
{
	for (size_t i = from; i-- > 0;) {
		char c = lower(s.p[i]);
		if (c == 'h' || c == 's')
			return true;
		if (c == 'y' || c == 'd' || c == 'm')
			break;
	}
	for (size_t i = behind; i < s.n; i++) {
		char c = lower(s.p[i]);
		if (c == 's')
			return true;
		if (c == 'y' || c == 'd' || c == 'h' || c == 'm')
			break;
	}
	return false;
}

static size_t date_letters(struct code *c, size_t at)
{
	char letter = lower(c->s.p[at]);
	size_t end = at;
	while (end < c->s.n && lower(c->s.p[end]) == letter)
		end++;
	if (letter == 'y' || letter == 'e')
		c->year = true;
	else if (letter == 'd')
		c->day = true;
	else if (letter == 'h' || letter == 's')
		c->time = true;
	else if (letter == 'm' && is_minutes(c->s, at, end))
		c->time = true;
	else if (letter == 'm')
		c->month = true;
	return end;
}

static size_t number_character(struct code *c, size_t at)
{
	char ch = c->s.p[at];
	if (ch == '.') {
		c->point = true;
	} else if (ch == ',') {
		c->commas++;
	} else {
		c->digits = true;
		c->commas = 0;
		c->decimals += c->point && ch == '0';
	}
	return at + 1;
}

static size_t token(struct code *c, size_t at)
{
	struct str rest = str_cut(c->s, at, c->s.n);
	char ch = lower(rest.p[0]);
	if (ch == '[')
		return bracket(c, at);
	if (ch == '"')
		return quoted(c, at);
	if (ch == '\\') {
		add_literal(c, str_cut(c->s, at + 1, character(c->s, at + 1)));
		return character(c->s, at + 1);
	}
	if (ch == '_' || ch == '*')
		return character(c->s, at + 1);
	if (ch == '@') {
		c->text = true;
		return at + 1;
	}
	if (rest.n >= 7 && (ch == 'g') && lower(rest.p[1]) == 'e' && lower(rest.p[2]) == 'n') {
		c->general = c->digits = true;
		return at + 7;
	}
	if (str_starts(rest, STR("AM/PM")) || str_starts(rest, STR("am/pm"))) {
		c->time = true;
		return at + 5;
	}
	if (ch == 'e' && rest.n > 1 && (rest.p[1] == '+' || rest.p[1] == '-')) {
		c->exponent = true;
		return at + 2;
	}
	if (ch == 'y' || ch == 'm' || ch == 'd' || ch == 'h' || ch == 's' || ch == 'e')
		return date_letters(c, at);
	if (ch == '0' || ch == '#' || ch == '?' || ch == '.' || ch == ',')
		return number_character(c, at);
	c->percent = c->percent || ch == '%';
	size_t next = character(c->s, at);
	if (ch != '%')
		add_literal(c, str_cut(c->s, at, next));
	return next;
}

/* The section for positive numbers: up to the first ';' outside quotes. */
static struct str first_section(struct str code)
{
	bool in_quotes = false;
	for (size_t i = 0; i < code.n; i++) {
		if (code.p[i] == '"')
			in_quotes = !in_quotes;
		else if (code.p[i] == '\\')
			i++;
		else if (code.p[i] == ';' && !in_quotes)
			return str_cut(code, 0, i);
	}
	return code;
}

struct number_format number_format_parse(struct arena *a, struct str code)
{
	struct code c = {.s = first_section(code)};
	for (size_t at = 0; at < c.s.n;)
		at = token(&c, at);
	struct number_format f = {.kind = FORMAT_NUMBER, .decimals = c.decimals};
	bool date = c.year || c.month || c.day;
	if (date && !c.digits)
		f.kind = c.time ? FORMAT_DATETIME : c.day ? FORMAT_DATE : FORMAT_MONTH;
	else if (c.time && !c.digits)
		f.kind = FORMAT_TIME;
	else if (c.text)
		f.kind = FORMAT_TEXT;
	else if (c.general || c.exponent || !c.digits)
		f.kind = FORMAT_GENERAL;
	if (f.kind == FORMAT_MONTH && !c.year)
		f.kind = FORMAT_DATE;
	f.percent = c.percent;
	f.scale = c.commas;
	if (f.kind == FORMAT_NUMBER || f.kind == FORMAT_GENERAL) {
		f.before = arena_dup(a, buf_str(&c.before));
		f.after = arena_dup(a, buf_str(&c.after));
	}
	buf_free(&c.before);
	buf_free(&c.after);
	return f;
}

/* ---- numbers ------------------------------------------------------------------- */

static struct str show_plain(struct arena *a, double value)
{
	if (value == floor(value) && fabs(value) < 1e15)
		return arena_printf(a, "%.0f", value == 0 ? 0.0 : value);
	return arena_printf(a, "%.15g", value);
}

static struct str show_number(struct arena *a, const struct number_format *f, double value)
{
	struct str digits;
	for (int i = 0; i < f->scale && i < 4; i++)
		value /= 1000;
	if (f->percent)
		value *= 100;
	if (f->kind == FORMAT_NUMBER && fabs(value) < 1e15)
		digits = arena_printf(a, "%.*f", f->decimals < 15 ? f->decimals : 15, value);
	else
		digits = show_plain(a, value);
	return arena_printf(a, "%.*s%.*s%s%.*s", (int)f->before.n, f->before.p, (int)digits.n,
			    digits.p, f->percent ? "%" : "", (int)f->after.n, f->after.p);
}

/* Day number of a serial: 1900-02-29, which never was, is serial 60. */
static int32_t serial_day(double serial, bool from_1904)
{
	enum { DAYS_1904 = 24107, DAYS_1900 = 25569 };
	int32_t whole = (int32_t)floor(serial);
	if (from_1904)
		return whole - DAYS_1904;
	return whole < 61 ? whole - DAYS_1900 + 1 : whole - DAYS_1900;
}

static struct str show_date(struct arena *a, const struct number_format *f, double value,
			    bool from_1904)
{
	int year;
	int month;
	int dom;
	/* Rounded to the minute, so that 09:30 does not come out as 09:29. */
	long minutes = lround((value - floor(value)) * 1440);
	if (minutes == 1440) {
		minutes = 0;
		value = floor(value) + 1;
	}
	int hour = (int)(minutes / 60);
	int minute = (int)(minutes % 60);
	if (f->kind == FORMAT_TIME)
		return arena_printf(a, "%02d:%02d", hour, minute);
	int32_t day = serial_day(value, from_1904);
	day_split(day, &year, &month, &dom);
	if (f->kind == FORMAT_MONTH)
		return arena_printf(a, "%d年%d月", year, month);
	if (f->kind == FORMAT_DATETIME)
		return arena_printf(a, "%04d-%02d-%02d %02d:%02d", year, month, dom, hour, minute);
	return arena_printf(a, "%04d-%02d-%02d", year, month, dom);
}

struct str number_show(struct arena *a, const struct number_format *f, double value, bool from_1904)
{
	enum { SERIAL_LIMIT = 2958466 }; /* 10000-01-01 */
	switch (f->kind) {
	case FORMAT_DATE:
	case FORMAT_MONTH:
	case FORMAT_DATETIME:
	case FORMAT_TIME:
		if (value >= 0 && value < SERIAL_LIMIT)
			return show_date(a, f, value, from_1904);
		return show_plain(a, value);
	case FORMAT_TEXT:
		return show_plain(a, value);
	default:
		return show_number(a, f, value);
	}
}
