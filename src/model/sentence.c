/*
 * sentence - where a sentence of Chinese text ends.
 */
#include "model.h"

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == '!' || c == '?' || c == 0xff61 ||
	       c == 0x2026 || c == 0x203c || c == 0x2049;
}

/* Closing quotes and brackets that still belong to the sentence before them. */
static bool closes(uint32_t c)
{
	return c == 0x201d || c == 0x2019 || c == 0x300d || c == 0x300f || c == 0xff09 ||
	       c == ')' || c == 0x300b || c == 0x3011 || c == '"' || c == '\'' || c == 0xff02;
}

/* A full stop in Latin style: behind an ideograph, and no digit or letter follows. */
static bool is_full_stop(struct str text, size_t at, size_t behind)
{
	size_t before = at;
	if (at == 0 || !utf8_is_han(utf8_prev(text, &before)))
		return false;
	return behind >= text.n || (unsigned char)text.p[behind] >= 0x80 || text.p[behind] == ' ' ||
	       text.p[behind] == '\n';
}

/* When AT stands in the quotes behind a closing mark, the mark's offset; else AT. */
static size_t back_to_mark(struct str text, size_t at)
{
	size_t i = at;
	while (i < text.n) {
		size_t next = i;
		if (!closes(utf8_next(text, &next)))
			break;
		if (i == 0)
			break;
		size_t before = i;
		uint32_t c = utf8_prev(text, &before);
		if (ends_sentence(c))
			return before;
		i = before;
	}
	return at;
}

uint32_t sentence_end(struct str text, uint32_t at, uint32_t limit)
{
	if (limit > text.n)
		limit = (uint32_t)text.n;
	size_t i = back_to_mark(text, at);
	while (i < limit) {
		size_t here = i;
		uint32_t c = utf8_next(text, &i);
		if (c == '\n' && here > at)
			return (uint32_t)here;
		at += c == '\n'; /* line ends before the sentence */
		if (!ends_sentence(c) && !(c == '.' && is_full_stop(text, here, i)))
			continue;
		while (i < limit) {
			size_t next = i;
			c = utf8_next(text, &next);
			if (!ends_sentence(c) && !closes(c))
				break;
			i = next;
		}
		return (uint32_t)(i < limit ? i : limit);
	}
	return limit;
}
