/*
 * The literals that a pattern cannot match without.
 *
 * The prefilter's contract: it never loses a match.  literals_of gives a set
 * such that every match of the pattern contains at least one of its members;
 * when `prefix` is set, every match begins with one.  Where the automaton finds
 * none of them PCRE2 is not asked at all, so a literal too many costs time and
 * a literal too few costs a finding.  Hence this parser need not understand a
 * pattern, but must know where it does not: at any construct that it has no
 * rule for it gives the empty set, and the pattern is tried everywhere.  It
 * may take a part of the pattern for "any text", never for less than what
 * PCRE2 lets it match.
 *
 * It reads the syntax of PCRE2 10.42 under UTF and UCP.  What 10.43 reads
 * otherwise ({,n}, blanks in a quantifier, new option letters) is refused.  A
 * pattern that does not compile may get any answer.
 */
#include "match_parts.h"

enum { NESTING_MAX = 64, PREFIX_BONUS = 3 };

static struct info read_alternatives(struct parser *p);

/* The alternatives up to ')', behind it; options set within end there. */
static struct info read_group_rest(struct parser *p)
{
	unsigned flags = p->flags;
	if (++p->nesting > NESTING_MAX)
		return pattern_fail(p);
	struct info x = read_alternatives(p);
	p->nesting--;
	p->flags = flags;
	if (pattern_peek(p, 0) != ')')
		return pattern_fail(p);
	p->at++;
	return x;
}

/* Behind "(?": option letters up to ')' or ':'. */
static struct info read_options(struct parser *p)
{
	unsigned before = p->flags;
	bool on = true, extended = false;
	for (;; p->at++) {
		unsigned flag = 0;
		switch (pattern_peek(p, 0)) {
		case '^':
			p->flags = 0;
			break;
		case '-':
			on = false;
			break;
		case 'i':
			flag = PATTERN_CASELESS;
			break;
		case 'x':
			if (extended) /* (?xx) lets blanks into classes */
				return pattern_fail(p);
			extended = true;
			flag = PATTERN_EXTENDED;
			break;
		case 'm':
		case 's':
		case 'n':
		case 'J':
		case 'U':
			break;
		case ')':
			p->at++;
			return info_nothing(p->a); /* in force up to the end of the group around */
		case ':': {
			p->at++;
			struct info x = read_group_rest(p);
			p->flags = before;
			return x;
		}
		default:
			return pattern_fail(p);
		}
		p->flags = on ? p->flags | flag : p->flags & ~flag;
	}
}

static struct info read_group(struct parser *p);

/* Behind "(?", at the '(' of a condition. */
static struct info read_conditional(struct parser *p)
{
	bool define = pattern_at(p, "(DEFINE)");
	if (pattern_at(p, "(?"))
		read_group(p);
	else if (pattern_at(p, "(*"))
		return pattern_fail(p);
	else
		pattern_skip_past(p, ')');
	read_group_rest(p);
	return define ? info_nothing(p->a) : info_any();
}

/* Behind "(?", at something that is not a comment. */
static struct info read_special_group(struct parser *p)
{
	static const char *const around[] = {"=", "!", "*", "<=", "<!", "<*"};
	static const char *const calls[] = {"R",  "&",  "P>", "P=", "+",  "-0", "-1", "-2",
					    "-3", "-4", "-5", "-6", "-7", "-8", "-9"};
	for (size_t i = 0; i < sizeof around / sizeof *around; i++)
		if (pattern_at(p, around[i])) {
			p->at += strlen(around[i]);
			p->around++;
			read_group_rest(p);
			p->around--;
			return info_nothing(p->a);
		}
	bool call = pattern_digit(pattern_peek(p, 0));
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		call = call || pattern_at(p, calls[i]);
	if (call) {
		pattern_skip_past(p, ')');
		return info_any();
	}
	switch (pattern_peek(p, 0)) {
	case ':':
	case '|':
	case '>':
		p->at++;
		return read_group_rest(p);
	case 'P':
		p->at++;
		if (pattern_peek(p, 0) != '<')
			return pattern_fail(p);
		pattern_skip_past(p, '>');
		return read_group_rest(p);
	case '<':
		pattern_skip_past(p, '>');
		return read_group_rest(p);
	case '\'':
		p->at++;
		pattern_skip_past(p, '\'');
		return read_group_rest(p);
	case '(':
		return read_conditional(p);
	default:
		return read_options(p);
	}
}

/* At '('. */
static struct info read_group(struct parser *p)
{
	p->at++;
	if (pattern_peek(p, 0) == '*') /* verbs; (*ACCEPT) ends a match anywhere */
		return pattern_fail(p);
	if (pattern_peek(p, 0) != '?')
		return read_group_rest(p);
	p->at++;
	return read_special_group(p);
}

static struct info read_item(struct parser *p)
{
	char c = pattern_peek(p, 0);
	if (!p->quoting)
		switch (c) {
		case '\\':
			return pattern_escape(p);
		case '[':
			return pattern_class(p);
		case '(':
			return read_group(p);
		case '^':
		case '$':
			p->at++;
			return info_nothing(p->a);
		case '.':
			p->at++;
			return info_any();
		case '*':
		case '+':
		case '?':
			return pattern_fail(p);
		default:
			break;
		}
	return pattern_character(p, utf8_next(p->s, &p->at));
}

static unsigned long read_number(struct parser *p)
{
	unsigned long n = 0;
	for (; pattern_digit(pattern_peek(p, 0)); p->at++)
		if (n < 100000)
			n = 10 * n + (unsigned long)(pattern_peek(p, 0) - '0');
	return n;
}

/* At '{': false, with nothing read, when it stands for itself. */
static bool read_braces(struct parser *p, unsigned long *min, unsigned long *max)
{
	size_t start = p->at++, end = p->at;
	while (end < p->s.n && (pattern_digit(p->s.p[end]) || memchr(", \t", p->s.p[end], 3)))
		end++;
	if (end == p->at || end >= p->s.n || p->s.p[end] != '}')
		return p->at = start, false;
	if (!pattern_digit(pattern_peek(p, 0))) /* {,n}: a quantifier since 10.43 */
		return pattern_fail(p), false;
	*min = *max = read_number(p);
	if (pattern_peek(p, 0) == ',') {
		p->at++;
		*max = pattern_digit(pattern_peek(p, 0)) ? read_number(p) : ULONG_MAX;
	}
	if (p->at != end)
		return pattern_fail(p), false;
	p->at = end + 1;
	return true;
}

static bool read_quantifier(struct parser *p, unsigned long *min, unsigned long *max)
{
	*min = 0;
	*max = ULONG_MAX;
	switch (p->quoting ? '\0' : pattern_peek(p, 0)) {
	case '?':
		*max = 1;
		p->at++;
		break;
	case '+':
		*min = 1;
		p->at++;
		break;
	case '*':
		p->at++;
		break;
	case '{':
		if (!read_braces(p, min, max))
			return false;
		break;
	default:
		return false;
	}
	if (pattern_peek(p, 0) == '?' || pattern_peek(p, 0) == '+') /* lazy, possessive */
		p->at++;
	return true;
}

/*
 * The end of the characters from here on that stand for themselves: no option is in force that
 * could change what they mean, and what follows the last is no quantifier, nor could hide one.
 */
static size_t run_end(const struct parser *p)
{
	size_t end = p->at, last = p->at;
	if (p->flags || p->quoting)
		return p->at;
	while (end < p->s.n && !memchr("\\[(|).*+?^${", p->s.p[end], 12)) {
		last = end;
		utf8_next(p->s, &end);
	}
	if (end < p->s.n && memchr("\\(*+?{", p->s.p[end], 6))
		end = last;
	return end;
}

static void add_item(struct parser *p, struct sequence *q, struct info x)
{
	if (!p->around) /* what is looked at is no part of the match */
		sequence_add(p->a, q, &x);
}

static struct info read_branch(struct parser *p)
{
	struct sequence q;
	sequence_begin(p->a, &q);
	for (;;) {
		pattern_skip_ignored(p);
		if (p->failed || pattern_at_end(p))
			break;
		if (!p->quoting && (pattern_peek(p, 0) == '|' || pattern_peek(p, 0) == ')'))
			break;
		size_t end = run_end(p);
		if (end > p->at) {
			struct str run = str_cut(p->s, p->at, end);
			p->at = end;
			add_item(p, &q, info_exactly(p->a, run));
			continue;
		}
		struct info x = read_item(p);
		pattern_skip_ignored(p);
		unsigned long min, max;
		while (!p->failed && read_quantifier(p, &min, &max)) {
			x = info_repeat(p->a, &x, min, max);
			pattern_skip_ignored(p);
		}
		add_item(p, &q, x);
	}
	return sequence_end(&q);
}

static struct info read_alternatives(struct parser *p)
{
	struct info all = read_branch(p);
	if (!p->failed && pattern_peek(p, 0) == '|')
		all = info_copy(p->a, &all);
	while (!p->failed && pattern_peek(p, 0) == '|') {
		p->at++;
		struct info x = read_branch(p);
		if (!p->around)
			info_or(p->a, &all, &x);
	}
	return all;
}

struct literals literals_of(struct arena *a, struct str pattern)
{
	struct parser p = {.a = a, .s = pattern};
	if (!utf8_valid(pattern))
		return (struct literals){0};
	struct info x = read_alternatives(&p);
	if (p.failed || !pattern_at_end(&p))
		return (struct literals){0};
	struct set prefix = info_prefix(&x), need = info_need(&x);
	bool as_prefix = prefix.n && set_rarity(&prefix) + PREFIX_BONUS >= set_rarity(&need);
	struct set *best = as_prefix ? &prefix : &need;
	set_reduce(best, as_prefix);
	return (struct literals){best->v, best->n, as_prefix};
}
