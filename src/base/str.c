/* Slices: comparing, finding, cutting. */
#include "base.h"

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_cut(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_cut(s, s.n - suffix.n, s.n), suffix);
}

/* The third byte is sought: all Chinese characters begin with one of a few. */
size_t str_find(struct str s, struct str needle, size_t from)
{
	size_t third = needle.n > 2 ? 2 : 0;
	if (!needle.n)
		return from <= s.n ? from : SIZE_MAX;
	while (from + needle.n <= s.n) {
		const char *p =
		    memchr(s.p + from + third, needle.p[third], s.n - from - needle.n + 1);
		if (!p)
			return SIZE_MAX;
		from = (size_t)(p - s.p) - third;
		if (!memcmp(s.p + from, needle.p, needle.n))
			return from;
		from++;
	}
	return SIZE_MAX;
}

struct str str_trim(struct str s)
{
	size_t from = 0, to = s.n;
	while (from < to) {
		size_t at = from;
		uint32_t c = utf8_next(s, &at);
		if (c != '\n' && c != '\r' && !utf8_is_blank(c))
			break;
		from = at;
	}
	while (to > from) {
		size_t at = to;
		uint32_t c = utf8_prev(s, &at);
		if (c != '\n' && c != '\r' && !utf8_is_blank(c))
			break;
		to = at;
	}
	return str_cut(s, from, to);
}

bool str_split(struct str *rest, char sep, struct str *part)
{
	if (!rest->p)
		return false;
	const char *p = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!p) {
		*part = *rest;
		*rest = (struct str){0};
		return true;
	}
	size_t n = (size_t)(p - rest->p);
	*part = str_cut(*rest, 0, n);
	*rest = str_cut(*rest, n + 1, rest->n);
	return true;
}

enum { DISTANCE_MAX = 64 };

static size_t code_points(struct str s, uint32_t *out)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n && n < DISTANCE_MAX;)
		out[n++] = utf8_next(s, &at);
	return n;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t str_distance(struct str a, struct str b, size_t limit)
{
	uint32_t x[DISTANCE_MAX], y[DISTANCE_MAX];
	size_t n = code_points(a, x), m = code_points(b, y);
	size_t row[3][DISTANCE_MAX + 1];
	for (size_t j = 0; j <= m; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *now = row[i % 3], *before = row[(i - 1) % 3], *older = row[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t d = before[j - 1] + (x[i - 1] != y[j - 1]);
			d = least(d, least(before[j] + 1, now[j - 1] + 1));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				d = least(d, older[j - 2] + 1);
			now[j] = d;
		}
	}
	return least(row[n % 3][m], limit + 1);
}

uint64_t hash_add(uint64_t hash, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return hash;
}
