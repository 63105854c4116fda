/*
 * docx_format - the number formats of automatic numbering, and symbol fonts.
 *
 * Source: ECMA-376 part 1, 17.18.59 ST_NumberFormat, and what Word and WPS
 * show in Chinese documents.
 */
#include "docx.h"

static struct str letters(struct arena *a, long n, char first)
{
	/* Word doubles the letter after z: aa, bb. */
	enum { REPEAT_LIMIT = 30 };
	char out[REPEAT_LIMIT];
	if (n < 1 || n > 26L * REPEAT_LIMIT)
		return arena_printf(a, "%ld", n);
	size_t times = (size_t)((n - 1) / 26 + 1);
	memset(out, first + (int)((n - 1) % 26), times);
	return arena_dup(a, (struct str){out, times});
}

static struct str roman(struct arena *a, long n, bool upper)
{
	static const struct {
		int value;
		const char *upper, *lower;
	} digits[] = {
	    {1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
	    {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
	    {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"},
	    {1, "I", "i"},
	};
	if (n < 1 || n > 3999)
		return arena_printf(a, "%ld", n);
	struct buf out = {0};
	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
		for (; n >= digits[i].value; n -= digits[i].value)
			buf_addz(&out, upper ? digits[i].upper : digits[i].lower);
	}
	struct str made = arena_dup(a, buf_str(&out));
	buf_free(&out);
	return made;
}

/* Each digit of N as the character of DIGITS with that value, 3 bytes each. */
static struct str digit_by_digit(struct arena *a, long n, const char *digits)
{
	char decimal[24];
	char out[24 * 3];
	int length = snprintf(decimal, sizeof decimal, "%ld", n < 0 ? 0 : n);
	for (int i = 0; i < length; i++)
		memcpy(out + i * 3, digits + (decimal[i] - '0') * 3, 3);
	return arena_dup(a, (struct str){out, (size_t)length * 3});
}

static struct str character(struct arena *a, long n, long count, uint32_t first)
{
	char bytes[4];
	if (n < 1 || n > count)
		return arena_printf(a, "%ld", n);
	return arena_dup(a, (struct str){bytes, utf8_put(first + (uint32_t)n - 1, bytes)});
}

/* ①..⑳ ㉑..㉟ ㊱..㊿ */
static struct str circled(struct arena *a, long n)
{
	if (n >= 21 && n <= 35)
		return character(a, n - 20, 15, 0x3251);
	if (n >= 36 && n <= 50)
		return character(a, n - 35, 15, 0x32b1);
	return character(a, n, 20, 0x2460);
}

/* The Nth of the characters in Z, 3 bytes each; they begin again behind the last. */
static struct str cycle(struct arena *a, long n, const char *z)
{
	long count = (long)(strlen(z) / 3);
	if (n < 1)
		return arena_printf(a, "%ld", n);
	return arena_dup(a, (struct str){z + (n - 1) % count * 3, 3});
}

/* The numeral with the characters of ledgers instead: 壹拾贰. */
static struct str legal(struct arena *a, long n, bool traditional)
{
	static const char plain[] = "〇零一二三四五六七八九十百千";
	static const char simple[] = "零零壹贰叁肆伍陆柒捌玖拾佰仟";
	static const char old[] = "零零壹貳參肆伍陸柒捌玖拾佰仟";
	struct str s = numeral_chinese(a, n);
	struct buf out = {0};
	for (size_t i = 0; i + 3 <= s.n; i += 3) {
		size_t k = 0;
		while (k + 3 < sizeof plain && memcmp(plain + k, s.p + i, 3) != 0)
			k += 3;
		const char *from =
		    k + 3 < sizeof plain ? (traditional ? old : simple) + k : s.p + i;
		buf_add(&out, (struct str){from, 3});
	}
	struct str made = arena_dup(a, buf_str(&out));
	buf_free(&out);
	return made;
}

static struct str chinese(struct arena *a, long n)
{
	if (n < 1 || n > 9999)
		return arena_printf(a, "%ld", n);
	return numeral_chinese(a, n);
}

static struct str decimal_family(struct arena *a, struct str f, long n)
{
	if (str_starts(f, STR("decimalFullWidth")))
		return digit_by_digit(a, n, "０１２３４５６７８９");
	if (str_starts(f, STR("decimalEnclosedCircle")))
		return circled(a, n);
	if (str_is(f, "decimalEnclosedFullstop"))
		return character(a, n, 20, 0x2488);
	if (str_is(f, "decimalEnclosedParen"))
		return character(a, n, 20, 0x2474);
	if (str_is(f, "decimalZero"))
		return arena_printf(a, "%02ld", n);
	return arena_printf(a, "%ld", n);
}

static struct str ideograph_family(struct arena *a, struct str f, long n)
{
	if (str_is(f, "ideographTraditional"))
		return cycle(a, n, "甲乙丙丁戊己庚辛壬癸");
	if (str_is(f, "ideographZodiac"))
		return cycle(a, n, "子丑寅卯辰巳午未申酉戌亥");
	if (str_is(f, "ideographDigital"))
		return digit_by_digit(a, n, "〇一二三四五六七八九");
	if (str_is(f, "ideographLegalTraditional"))
		return legal(a, n, true);
	if (str_is(f, "ideographEnclosedCircle"))
		return character(a, n, 10, 0x3280);
	return chinese(a, n);
}

struct str docx_number_format(struct arena *a, struct str f, long n)
{
	if (str_is(f, "none") || str_is(f, "bullet"))
		return (struct str){"", 0};
	if (str_starts(f, STR("decimal")))
		return decimal_family(a, f, n);
	if (str_is(f, "chineseLegalSimplified"))
		return legal(a, n, false);
	if (str_is(f, "japaneseLegal"))
		return legal(a, n, true);
	if (str_is(f, "japaneseDigitalTenThousand") || str_is(f, "taiwaneseDigital") ||
	    str_is(f, "koreanDigital2"))
		return digit_by_digit(a, n, "〇一二三四五六七八九");
	if (str_starts(f, STR("chinese")) || str_starts(f, STR("taiwanese")) ||
	    str_is(f, "japaneseCounting"))
		return chinese(a, n);
	if (str_starts(f, STR("ideograph")))
		return ideograph_family(a, f, n);
	if (str_is(f, "upperLetter"))
		return letters(a, n, 'A');
	if (str_is(f, "lowerLetter"))
		return letters(a, n, 'a');
	if (str_is(f, "upperRoman"))
		return roman(a, n, true);
	if (str_is(f, "lowerRoman"))
		return roman(a, n, false);
	if (str_is(f, "numberInDash"))
		return arena_printf(a, "- %ld -", n);
	return arena_printf(a, "%ld", n);
}

/* ---- symbol fonts -------------------------------------------------------------------- */

uint32_t docx_symbol(struct str font, uint32_t code)
{
	/* Boxes and ticks of forms; by font and the low byte. */
	static const struct {
		const char *font;
		unsigned char low;
		uint32_t code_point;
	} known[] = {
	    {"Wingdings", 0xfe, 0x2611},   {"Wingdings", 0xfd, 0x2612},
	    {"Wingdings", 0xa8, 0x25a1},   {"Wingdings", 0x6f, 0x25a1},
	    {"Wingdings", 0x71, 0x25a1},   {"Wingdings", 0xfc, 0x221a},
	    {"Wingdings", 0xfb, 0xd7},     {"Wingdings", 0x6c, 0x25cf},
	    {"Wingdings", 0x6e, 0x25a0},   {"Wingdings", 0x75, 0x25c6},
	    {"Wingdings", 0xe8, 0x2192},   {"Wingdings", 0xd8, 0x27a2},
	    {"Wingdings 2", 0x52, 0x2611}, {"Wingdings 2", 0x54, 0x2612},
	    {"Wingdings 2", 0xa3, 0x25a1}, {"Wingdings 2", 0x2a, 0x25a1},
	    {"Wingdings 2", 0x50, 0x221a}, {"Symbol", 0xb7, 0x2022},
	    {"Symbol", 0xd7, 0xb7},        {"Symbol", 0xb4, 0xd7},
	    {"Symbol", 0xb0, 0xb0},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		bool is_private = code >= 0xf000 && code <= 0xf0ff;
		if (str_is(font, known[i].font) && (code & 0xff) == known[i].low &&
		    (is_private || code < 0x100))
			return known[i].code_point;
	}
	if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return 0;
	return code;
}
