/*
 * decode - bytes of any usual encoding to UTF-8.
 *
 * In order: a byte order mark decides; then UTF-16 without a mark, when there
 * are NULs and most code units are such as Chinese text uses; then UTF-8, with
 * damage too when there is more good than bad in it; else GB18030.  NUL is no text: it becomes
 * U+FFFD like a byte that does not decode, and counts as one.
 */
#include "base.h"

#include <iconv.h>
#include <string.h>

struct sink {
	struct buf out;
	size_t bad, first_bad;
};

static void put(struct sink *k, uint32_t c)
{
	if (c == 0 || c == UINT32_MAX) {
		if (k->bad++ == 0)
			k->first_bad = k->out.n;
		c = 0xfffd;
	}
	buf_utf8(&k->out, c);
}

/* Length of the well-formed UTF-8 sequence at S, 0 when there is none. */
static size_t sequence(struct str s)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t n = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (n > s.n || !utf8_valid(str_cut(s, 0, n)))
		return 0;
	return n;
}

static void from_utf8(struct sink *k, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t n = sequence(str_cut(s, i, s.n));
		if (n && s.p[i]) {
			buf_add(&k->out, str_cut(s, i, i + n));
			i += n;
		} else {
			put(k, UINT32_MAX);
			i++;
		}
	}
}

static uint32_t unit16(struct str s, size_t i, bool big)
{
	unsigned char a = (unsigned char)s.p[i];
	unsigned char b = (unsigned char)s.p[i + 1];
	return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static void from_utf16(struct sink *k, struct str s, bool big)
{
	size_t i = 0;
	while (i + 1 < s.n) {
		uint32_t c = unit16(s, i, big);
		i += 2;
		if (c >= 0xd800 && c < 0xdc00 && i + 1 < s.n) {
			uint32_t low = unit16(s, i, big);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		put(k, c >= 0xd800 && c < 0xe000 ? UINT32_MAX : c);
	}
	if (i < s.n)
		put(k, UINT32_MAX);
}

static void from_utf32(struct sink *k, struct str s, bool big)
{
	size_t i = 0;
	for (; i + 3 < s.n; i += 4) {
		uint32_t high = unit16(s, big ? i : i + 2, big);
		uint32_t c = high << 16 | unit16(s, big ? i + 2 : i, big);
		put(k, c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? UINT32_MAX : c);
	}
	if (i < s.n)
		put(k, UINT32_MAX);
}

/* Decodes S, which has no NUL, into the sink. */
static void gb18030_part(struct sink *k, iconv_t cd, struct str s)
{
	char *in = (char *)(uintptr_t)s.p; /* iconv does not write there */
	size_t left = s.n;
	while (left > 0) {
		/* At most 2 bytes become 3 and 4 become 4, so there is always room. */
		size_t room = left * 2 + 16;
		char *out = buf_room(&k->out, room);
		char *end = out;
		iconv(cd, &in, &left, &end, &room);
		k->out.n += (size_t)(end - out);
		if (left > 0) {
			put(k, UINT32_MAX);
			in++;
			left--;
		}
		iconv(cd, NULL, NULL, NULL, NULL);
	}
}

static void from_gb18030(struct sink *k, struct str s)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	if (cd == (iconv_t)-1) {
		from_utf8(k, s); /* no converter: what is not ASCII is counted as damage */
		return;
	}
	while (s.n > 0) {
		const char *nul = memchr(s.p, 0, s.n);
		size_t n = nul ? (size_t)(nul - s.p) : s.n;
		gb18030_part(k, cd, str_cut(s, 0, n));
		if (nul)
			put(k, 0);
		s = str_cut(s, nul ? n + 1 : n, s.n);
	}
	iconv_close(cd);
}

/* Code units that text in this country is made of. */
static bool usual(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t' ||
	       (c >= 0x3200 && c < 0xa000) || (c >= 0x3000 && c < 0x3040) ||
	       (c >= 0xff00 && c < 0xfff0) || (c >= 0x2010 && c < 0x2030);
}

/* Percent of usual code units. */
static size_t utf16_share(struct str s, bool big)
{
	enum { SAMPLE = 4096 };
	size_t end = s.n < SAMPLE ? s.n & ~(size_t)1 : SAMPLE;
	size_t good = 0;
	for (size_t i = 0; i + 1 < end; i += 2)
		good += usual(unit16(s, i, big));
	return end >= 4 ? good * 100 / (end / 2) : 0;
}

/* Not valid UTF-8, but clearly meant to be: damage is rare among its long sequences. */
static bool looks_utf8(struct str s)
{
	size_t good = 0;
	size_t bad = 0;
	for (size_t i = 0; i < s.n;) {
		size_t n = sequence(str_cut(s, i, s.n));
		if (n == 0)
			bad++;
		else if (n >= 3)
			good++;
		i += n ? n : 1;
	}
	return good > bad;
}

static const char *by_mark(struct sink *k, struct str s)
{
	if (str_starts(s, STR("\xef\xbb\xbf"))) {
		from_utf8(k, str_cut(s, 3, s.n));
		return "UTF-8";
	}
	if (str_starts(s, STR("\xff\xfe\0\0")) && s.n % 4 == 0) {
		from_utf32(k, str_cut(s, 4, s.n), false);
		return "UTF-32LE";
	}
	if (str_starts(s, STR("\0\0\xfe\xff"))) {
		from_utf32(k, str_cut(s, 4, s.n), true);
		return "UTF-32BE";
	}
	if (str_starts(s, STR("\xff\xfe"))) {
		from_utf16(k, str_cut(s, 2, s.n), false);
		return "UTF-16LE";
	}
	if (str_starts(s, STR("\xfe\xff"))) {
		from_utf16(k, str_cut(s, 2, s.n), true);
		return "UTF-16BE";
	}
	if (str_starts(s, STR("\x84\x31\x95\x33"))) {
		from_gb18030(k, str_cut(s, 4, s.n));
		return "GB18030";
	}
	return NULL;
}

static const char *by_look(struct sink *k, struct str s)
{
	enum { ENOUGH = 80 };
	/* Any line end or digit in UTF-16 has a NUL, and nothing in other text has. */
	if (s.n && memchr(s.p, 0, s.n)) {
		size_t little = utf16_share(s, false);
		size_t big = utf16_share(s, true);
		if (little >= ENOUGH || big >= ENOUGH) {
			from_utf16(k, s, big > little);
			return big > little ? "UTF-16BE" : "UTF-16LE";
		}
	}
	if (utf8_valid(s) || looks_utf8(s)) {
		from_utf8(k, s);
		return "UTF-8";
	}
	from_gb18030(k, s);
	return "GB18030";
}

struct str utf8_decode(struct arena *a, struct str bytes, const char **encoding, size_t *bad,
		       size_t *first_bad)
{
	struct sink k = {0};
	const char *name = by_mark(&k, bytes);
	if (name == NULL)
		name = by_look(&k, bytes);
	struct str out = arena_dup(a, buf_str(&k.out));
	buf_free(&k.out);
	*encoding = name;
	*bad = k.bad;
	*first_bad = k.first_bad;
	return out;
}
