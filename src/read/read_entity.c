/*
 * read_entity - character references of HTML in Markdown.
 *
 * Only the names that occur in Chinese office text are known; others stay as
 * they stand in the file.
 */
#include "read_entity.h"

static const struct named {
	const char *name;
	uint32_t code_point;
} named[] = {
    {"amp", '&'},      {"apos", '\''},     {"bull", 0x2022},   {"cent", 0xa2},
    {"copy", 0xa9},    {"deg", 0xb0},      {"divide", 0xf7},   {"emsp", 0x2003},
    {"ensp", 0x2002},  {"gt", '>'},        {"hellip", 0x2026}, {"laquo", 0xab},
    {"ldquo", 0x201c}, {"lsquo", 0x2018},  {"lt", '<'},        {"mdash", 0x2014},
    {"middot", 0xb7},  {"minus", 0x2212},  {"nbsp", 0xa0},     {"ndash", 0x2013},
    {"para", 0xb6},    {"permil", 0x2030}, {"plusmn", 0xb1},   {"quot", '"'},
    {"raquo", 0xbb},   {"rdquo", 0x201d},  {"reg", 0xae},      {"rsquo", 0x2019},
    {"sect", 0xa7},    {"thinsp", 0x2009}, {"times", 0xd7},    {"yen", 0xa5},
};

static size_t numeric(struct str digits, char out[4])
{
	bool hex = digits.n && (digits.p[0] | 32) == 'x';
	uint32_t value = 0;
	for (size_t i = hex ? 1 : 0; i < digits.n; i++) {
		char c = digits.p[i];
		uint32_t digit;
		if (c >= '0' && c <= '9')
			digit = (uint32_t)(c - '0');
		else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f')
			digit = (uint32_t)((c | 32) - 'a' + 10);
		else
			return 0;
		value = value * (hex ? 16 : 10) + digit;
		if (value > 0x10ffff)
			value = 0xfffd;
	}
	if (value == 0 || (value >= 0xd800 && value < 0xe000))
		value = 0xfffd;
	return utf8_put(value, out);
}

size_t read_entity(struct str s, char out[4])
{
	if (s.n < 3 || s.p[0] != '&' || s.p[s.n - 1] != ';')
		return 0;
	struct str name = str_cut(s, 1, s.n - 1);
	if (name.p[0] == '#')
		return numeric(str_cut(name, 1, name.n), out);
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		if (str_is(name, named[i].name))
			return utf8_put(named[i].code_point, out);
	}
	return 0;
}
