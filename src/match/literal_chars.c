/*
 * The characters of a pattern: escapes, classes, and what stands for nothing.
 * Part of the parser of literals.c, under its contract: what is not
 * understood fails, and a class that is not small and plain is any text.
 */
#include "match_parts.h"

enum { CLASS_MAX = 16 };

struct info pattern_fail(struct parser *p)
{
	p->failed = true;
	return info_any();
}

bool pattern_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool pattern_at_end(const struct parser *p)
{
	return p->at >= p->s.n;
}

char pattern_peek(const struct parser *p, size_t ahead)
{
	return p->at + ahead < p->s.n ? p->s.p[p->at + ahead] : '\0';
}

bool pattern_at(const struct parser *p, const char *z)
{
	return str_starts(str_cut(p->s, p->at, p->s.n), str_of(z));
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Moves behind the next END; fails without one. */
void pattern_skip_past(struct parser *p, char end)
{
	while (!pattern_at_end(p) && pattern_peek(p, 0) != end)
		p->at++;
	if (pattern_at_end(p))
		p->failed = true;
	else
		p->at++;
}

/* Code points that match themselves alone, also when case is ignored. */
static bool has_no_case(uint32_t c)
{
	if (c < 0x80)
		return !is_letter((char)c);
	return utf8_is_han(c) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3000 && c <= 0x303f) ||
	       (c >= 0xff01 && c <= 0xff20);
}

struct info pattern_character(struct parser *p, uint32_t c)
{
	if ((p->flags & PATTERN_CASELESS) && !has_no_case(c))
		return info_any();
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return pattern_fail(p);
	char bytes[4];
	size_t n = utf8_put(c, bytes);
	return info_exactly(p->a, arena_dup(p->a, (struct str){bytes, n}));
}

static bool is_extended_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x200e || c == 0x200f ||
	       c == 0x2028 || c == 0x2029;
}

/* Skips what stands for nothing, also between an item and its quantifier. */
void pattern_skip_ignored(struct parser *p)
{
	while (!pattern_at_end(p)) {
		if (!p->flags && !p->quoting && pattern_peek(p, 0) != '\\' &&
		    pattern_peek(p, 0) != '(')
			return;
		size_t next = p->at;
		uint32_t c = utf8_next(p->s, &next);
		if (p->quoting) {
			if (!pattern_at(p, "\\E"))
				return;
			p->quoting = false;
			p->at += 2;
		} else if (pattern_at(p, "\\Q")) {
			p->quoting = true;
			p->at += 2;
		} else if (pattern_at(p, "\\E")) {
			p->at += 2;
		} else if (pattern_at(p, "(?#")) {
			pattern_skip_past(p, ')');
		} else if ((p->flags & PATTERN_EXTENDED) && is_extended_blank(c)) {
			p->at = next;
		} else if ((p->flags & PATTERN_EXTENDED) && c == '#') {
			while (!pattern_at_end(p) && pattern_peek(p, 0) != '\n')
				p->at++;
		} else {
			return;
		}
	}
}

static unsigned hex_value(char c)
{
	if (pattern_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 16;
}

/* Hexadecimal digits, then '}': behind "\x{" or "\N{U+". */
static bool read_braced_hex(struct parser *p, uint32_t *c)
{
	size_t digits = 0;
	*c = 0;
	for (; hex_value(pattern_peek(p, 0)) < 16 && digits < 7; digits++)
		*c = *c << 4 | hex_value(p->s.p[p->at++]);
	if (!digits || pattern_peek(p, 0) != '}')
		return false;
	p->at++;
	return true;
}

/*
 * An escape that stands for one known code point, the same inside and outside
 * of a class.  False, with nothing read, when it is another one.
 */
static bool read_escaped_char(struct parser *p, uint32_t *c)
{
	static const char letters[] = "aefnrt", values[] = "\a\033\f\n\r\t";
	size_t start = p->at;
	p->at++; /* the backslash */
	if (pattern_at_end(p))
		return p->at = start, false;
	char e = pattern_peek(p, 0);
	const char *known = memchr(letters, e, sizeof letters - 1);
	if (!pattern_digit(e) && !is_letter(e)) {
		*c = utf8_next(p->s, &p->at);
		return true;
	}
	if (known) {
		*c = (unsigned char)values[known - letters];
		p->at++;
		return true;
	}
	bool braced = pattern_at(p, "x{") || pattern_at(p, "N{U+");
	if (braced) {
		p->at += e == 'x' ? 2 : 4;
		if (read_braced_hex(p, c))
			return true;
	} else if (e == 'x' && hex_value(pattern_peek(p, 1)) < 16 &&
		   hex_value(pattern_peek(p, 2)) < 16) {
		*c = hex_value(pattern_peek(p, 1)) << 4 | hex_value(pattern_peek(p, 2));
		p->at += 3;
		return true;
	}
	p->at = start;
	return false;
}

/* Behind \g or \k: a reference in any of its spellings. */
static struct info read_reference(struct parser *p)
{
	char open = pattern_peek(p, 0);
	if (open == '{' || open == '<' || open == '\'') {
		p->at++;
		pattern_skip_past(p, open == '{' ? '}' : open == '<' ? '>' : '\'');
		return info_any();
	}
	if (open == '-' || open == '+')
		p->at++;
	if (!pattern_digit(pattern_peek(p, 0)))
		return pattern_fail(p);
	while (pattern_digit(pattern_peek(p, 0)))
		p->at++;
	return info_any();
}

struct info pattern_escape(struct parser *p)
{
	uint32_t c;
	if (read_escaped_char(p, &c))
		return pattern_character(p, c);
	char e = pattern_peek(p, 1);
	p->at += 2;
	if (pattern_digit(e)) { /* reference or octal: any text holds both */
		while (pattern_digit(pattern_peek(p, 0)))
			p->at++;
		return info_any();
	}
	switch (e) {
	case 'A':
	case 'Z':
	case 'z':
	case 'b':
	case 'B':
		return info_nothing(p->a);
	case 'N':
		return pattern_peek(p, 0) == '{' ? pattern_fail(p) : info_any();
	case 'd':
	case 'D':
	case 's':
	case 'S':
	case 'w':
	case 'W':
	case 'h':
	case 'H':
	case 'v':
	case 'V':
	case 'R':
	case 'X':
		return info_any();
	case 'p':
	case 'P':
		if (pattern_peek(p, 0) == '{')
			pattern_skip_past(p, '}');
		else if (is_letter(pattern_peek(p, 0)))
			p->at++;
		else
			return pattern_fail(p);
		return info_any();
	case 'g':
	case 'k':
		return read_reference(p);
	default: /* \K, \G, \C, \c, \o and whatever comes */
		return pattern_fail(p);
	}
}

/* Inside a class at '[': [:name:], [.x.], [=x=].  Only the first is understood. */
static bool skip_posix_class(struct parser *p)
{
	char kind = pattern_peek(p, 1);
	if (kind == '.' || kind == '=')
		return pattern_fail(p), true;
	if (kind != ':')
		return false;
	size_t at = p->at + 2;
	if (at < p->s.n && p->s.p[at] == '^')
		at++;
	while (at < p->s.n && is_letter(p->s.p[at]))
		at++;
	if (!str_starts(str_cut(p->s, at, p->s.n), STR(":]")))
		return pattern_fail(p), true; /* could end here or there: not ours to guess */
	p->at = at + 2;
	return true;
}

/* One member of a class; false when it stands for more than one code point. */
static bool read_class_member(struct parser *p, uint32_t *c)
{
	if (pattern_peek(p, 0) == '[' && skip_posix_class(p))
		return false;
	if (pattern_peek(p, 0) != '\\') {
		*c = utf8_next(p->s, &p->at);
		return true;
	}
	if (pattern_at(p, "\\Q") || pattern_at(p, "\\E") || pattern_at(p, "\\c"))
		return pattern_fail(p), false;
	if (read_escaped_char(p, c))
		return true;
	if (p->at + 1 >= p->s.n)
		return pattern_fail(p), false;
	p->at += 2; /* \d, \p{..}: what follows in braces cannot hold a ']' */
	return false;
}

/* One member or range of a class to ALL; false when they are too many or not known. */
static bool read_class_range(struct parser *p, struct info *all)
{
	uint32_t from, to;
	bool known = read_class_member(p, &from);
	if (!known || pattern_at_end(p))
		return false;
	to = from;
	if (pattern_peek(p, 0) == '-' && p->at + 1 < p->s.n && pattern_peek(p, 1) != ']') {
		p->at++;
		if (!read_class_member(p, &to))
			return false;
	}
	if (to < from || to - from >= CLASS_MAX)
		return false;
	for (uint32_t c = from; c <= to; c++) {
		struct info one = pattern_character(p, c);
		if (!one.exact || all->whole.n == CLASS_MAX)
			return false;
		if (all->exact)
			info_or(p->a, all, &one);
		else
			*all = one;
	}
	return true;
}

/* "[...]": the set of its members when they are few and known, else any text. */
struct info pattern_class(struct parser *p)
{
	struct info all = info_any();
	p->at++;
	bool known = pattern_peek(p, 0) != '^';
	if (!known)
		p->at++;
	bool first = true;
	while (!pattern_at_end(p) && !p->failed && (first || pattern_peek(p, 0) != ']')) {
		known = read_class_range(p, &all) && known;
		first = false;
	}
	if (pattern_at_end(p))
		return pattern_fail(p);
	p->at++;
	return known ? all : info_any();
}
