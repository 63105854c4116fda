/* Text as fixed phrases are compared: see phrase.h. */
#include "phrase.h"

static const uint32_t quotes[] = {'"',    '\'',   '`',    '\\',   '*',    0x2018, 0x2019, 0x201c,
				  0x201d, 0x300a, 0x300b, 0x300c, 0x300d, 0x300e, 0x300f, 0x3008,
				  0x3009, 0x301d, 0x301e, 0xfe41, 0xfe42, 0xfe43, 0xfe44};
static const uint32_t openers[] = {'[', '{', 0x3010, 0x3014, 0x3016};
static const uint32_t closers[] = {']', '}', 0x3011, 0x3015, 0x3017};
static const uint32_t dashes[] = {0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2500, 0x2501};

#define AMONG(C, LIST_) among((C), (LIST_), sizeof(LIST_) / sizeof *(LIST_))

static bool among(uint32_t c, const uint32_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == c)
			return true;
	return false;
}

static uint32_t fold(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - '!';
	if (AMONG(c, openers))
		return '(';
	if (AMONG(c, closers))
		return ')';
	return AMONG(c, dashes) ? '-' : c;
}

void fold_add(struct arena *a, struct str text, struct span s, struct folded *out)
{
	bool separated = false;
	for (size_t at = s.start; at < s.end;) {
		size_t from = at;
		uint32_t c = utf8_next(text, &at);
		/* Most characters are ideographs: spare them the lists. */
		if (c < 0x3400 || c >= 0xf900) {
			if (utf8_is_blank(c) || c == '\n' || c == '\r')
				continue;
			c = fold(c);
			if (c == ',' || c == 0x3001) {
				separated = true;
				continue;
			}
			if (AMONG(c, quotes))
				continue;
			if (c == '-' && out->chars.n && out->chars.v[out->chars.n - 1].c == '-') {
				out->chars.v[out->chars.n - 1].end = (uint32_t)at;
				continue;
			}
		}
		*list_add(a, &out->chars) = (struct fold_char){
		    .c = c, .at = (uint32_t)from, .end = (uint32_t)at, .separated = separated};
		separated = false;
	}
}

void fold_break(struct arena *a, uint32_t at, struct folded *out)
{
	*list_add(a, &out->chars) = (struct fold_char){.c = FOLD_BREAK, .at = at, .end = at};
}

size_t fold_at(const struct folded *f, uint32_t at)
{
	size_t low = 0, high = f->chars.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (f->chars.v[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
