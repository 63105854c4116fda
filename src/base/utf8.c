/* UTF-8: walking, checking, terminal width.  Decoding of other encodings is in decode.c. */
#include "base.h"

#include <utf8proc.h>

/* Bytes of the three-byte character at P, which is most of Chinese text; 0 when it is another or
 * none. */
static size_t common_char(const unsigned char *p, size_t left)
{
	bool common = left >= 3 && p[0] > 0xe0 && p[0] < 0xed && (p[1] & 0xc0) == 0x80 &&
		      (p[2] & 0xc0) == 0x80;
	return common ? 3 : 0;
}

bool utf8_valid(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		const unsigned char *p = (const unsigned char *)s.p + i;
		size_t n = p[0] < 0x80 ? 1 : common_char(p, s.n - i);
		if (!n) {
			utf8proc_int32_t c;
			utf8proc_ssize_t other =
			    utf8proc_iterate(p, (utf8proc_ssize_t)(s.n - i), &c);
			if (other <= 0)
				return false;
			n = (size_t)other;
		}
		i += n;
	}
	return true;
}

uint32_t utf8_prev(struct str s, size_t *at)
{
	size_t i = *at - 1;
	while (i > 0 && ((unsigned char)s.p[i] & 0xc0) == 0x80)
		i--;
	*at = i;
	return utf8_next(s, &i);
}

size_t utf8_count(struct str s)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t n = 0, i = 0;
	for (uint64_t word; i + sizeof word <= s.n; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		uint64_t begins = (~word >> 7 | word >> 6) & ones; /* not 10xxxxxx */
		n += begins * ones >> 56;
	}
	for (; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

size_t utf8_put(uint32_t code_point, char out[4])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point, (utf8proc_uint8_t *)out);
}

/*
 * Quotes, dashes, ellipsis, circled numbers are "ambiguous" in Unicode and drawn wide
 * by terminals with Chinese fonts.
 */
static bool ambiguous_wide(uint32_t c)
{
	return (c >= 0x2014 && c <= 0x2016) || c == 0x2018 || c == 0x2019 || c == 0x201c ||
	       c == 0x201d || c == 0x2026 || (c >= 0x2460 && c <= 0x24e9) || c == 0xb7 ||
	       c == 0xd7 || (c >= 0x2160 && c <= 0x216b);
}

size_t utf8_width(struct str s)
{
	size_t columns = 0;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (ambiguous_wide(c))
			columns += 2;
		else
			columns += (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
	}
	return columns;
}

bool utf8_is_han(uint32_t c)
{
	return c == 0x3005 || c == 0x3007 || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0x20000 && c <= 0x3ffff);
}
