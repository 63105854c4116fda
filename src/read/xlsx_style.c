/*
 * xlsx_style - which number format a cell's style has, and the shared strings.
 *
 * The built-in formats are those that Chinese Excel and WPS show
 * (ECMA-376 part 1, 18.8.30, zh-cn).
 */
#include "xlsx.h"

static const struct builtin {
	int id;
	const char *code;
} builtins[] = {
    {0, "General"},
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {14, "yyyy-m-d"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy-m-d h:mm"},
    {27, "yyyy\"年\"m\"月\""},
    {28, "m\"月\"d\"日\""},
    {29, "m\"月\"d\"日\""},
    {30, "m-d-yy"},
    {31, "yyyy\"年\"m\"月\"d\"日\""},
    {32, "h\"时\"mm\"分\""},
    {33, "h\"时\"mm\"分\"ss\"秒\""},
    {34, "h\"时\"mm\"分\""},
    {35, "h\"时\"mm\"分\"ss\"秒\""},
    {36, "yyyy\"年\"m\"月\""},
    {37, "#,##0"},
    {38, "#,##0"},
    {39, "#,##0.00"},
    {40, "#,##0.00"},
    {41, "#,##0"},
    {42, "#,##0"},
    {43, "#,##0.00"},
    {44, "#,##0.00"},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {48, "##0.0E+0"},
    {49, "@"},
    {50, "yyyy\"年\"m\"月\""},
    {51, "m\"月\"d\"日\""},
    {52, "yyyy\"年\"m\"月\""},
    {53, "m\"月\"d\"日\""},
    {54, "m\"月\"d\"日\""},
    {55, "h\"时\"mm\"分\""},
    {56, "h\"时\"mm\"分\"ss\"秒\""},
    {57, "yyyy\"年\"m\"月\""},
    {58, "m\"月\"d\"日\""},
};

enum { FORMAT_LIMIT = 65536, CUSTOM_LIMIT = 2000 };

struct custom {
	long id;
	struct str code;
};

struct style_reader {
	struct arena *arena;
	struct xlsx_styles *out;
	LIST(struct custom) custom;
	struct map codes; /* format code to index in out->formats */
	bool in_cells;    /* cellXfs, not cellStyleXfs */
};

static struct str code_of(const struct style_reader *r, long id)
{
	for (size_t i = 0; i < r->custom.n; i++) {
		if (r->custom.v[i].id == id)
			return r->custom.v[i].code;
	}
	for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
		if (builtins[i].id == id)
			return str_of(builtins[i].code);
	}
	return STR("General");
}

static size_t format_index(struct style_reader *r, struct str code)
{
	size_t *cell = map_at(r->arena, &r->codes, code);
	if (*cell == SIZE_MAX) {
		*cell = r->out->formats.n;
		struct number_format f = number_format_parse(r->arena, code);
		*list_add(r->arena, &r->out->formats) = f;
	}
	return *cell;
}

static void style_start(void *context, const char *name, const char **attributes)
{
	struct style_reader *r = context;
	struct str s = str_of(name);
	if (str_is(s, "s:cellXfs")) {
		r->in_cells = true;
	} else if (str_is(s, "s:numFmt") && r->custom.n < CUSTOM_LIMIT) {
		struct custom *c = list_add(r->arena, &r->custom);
		c->id = ooxml_long(attributes, "numFmtId", -1);
		c->code = arena_dup(r->arena, str_of(xml_attribute(attributes, "formatCode")));
	} else if (r->in_cells && str_is(s, "s:xf") && r->out->cells.n < FORMAT_LIMIT) {
		size_t format = format_index(r, code_of(r, ooxml_long(attributes, "numFmtId", 0)));
		*list_add(r->arena, &r->out->cells) = format;
	}
}

static void style_end(void *context, const char *name)
{
	struct style_reader *r = context;
	if (str_is(str_of(name), "s:cellXfs"))
		r->in_cells = false;
}

bool xlsx_styles_read(struct ooxml *o, struct str part, struct xlsx_styles *out)
{
	static const struct xml_handler handler = {.start = style_start, .end = style_end};
	struct style_reader r = {.arena = o->arena, .out = out};
	ooxml_parse(o, part, &handler, &r);
	return o->d->failure.n == 0;
}

/* ---- shared strings --------------------------------------------------------------- */

struct string_reader {
	struct arena *arena;
	struct strings *out;
	struct buf text;
	bool in_text;
	int phonetic; /* depth of rPh, whose text is how to pronounce */
};

static void string_start(void *context, const char *name, const char **attributes)
{
	struct string_reader *r = context;
	struct str s = str_of(name);
	(void)attributes;
	if (str_is(s, "s:si"))
		r->text.n = 0;
	else if (str_is(s, "s:rPh"))
		r->phonetic++;
	else if (str_is(s, "s:t"))
		r->in_text = r->phonetic == 0;
}

static void string_end(void *context, const char *name)
{
	struct string_reader *r = context;
	struct str s = str_of(name);
	if (str_is(s, "s:t")) {
		r->in_text = false;
	} else if (str_is(s, "s:rPh")) {
		r->phonetic--;
	} else if (str_is(s, "s:si")) {
		struct str text = xlsx_unescape(r->arena, buf_str(&r->text));
		*list_add(r->arena, &r->out->list) = text;
	}
}

static void string_text(void *context, struct str text)
{
	struct string_reader *r = context;
	if (r->in_text)
		buf_add(&r->text, text);
}

/* The character of "_xHHHH_" at AT; UINT32_MAX when there is none. */
static uint32_t escaped(struct str s, size_t at)
{
	uint32_t value = 0;
	if (at + 7 > s.n || s.p[at + 1] != 'x' || s.p[at + 6] != '_')
		return UINT32_MAX;
	for (size_t i = at + 2; i < at + 6; i++) {
		char c = s.p[i];
		uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
				 : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
				 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
							: 16;
		if (digit == 16)
			return UINT32_MAX;
		value = value << 4 | digit;
	}
	return value;
}

struct str xlsx_unescape(struct arena *a, struct str s)
{
	struct buf out = {0};
	for (size_t i = 0; i < s.n; i++) {
		uint32_t c = s.p[i] == '_' ? escaped(s, i) : UINT32_MAX;
		if (c != UINT32_MAX) {
			i += 6;
			if (c >= 0x20 && (c < 0xd800 || c >= 0xe000))
				buf_utf8(&out, c);
			else if (c == '\n' || c == '\t')
				buf_char(&out, (char)c);
		} else if (s.p[i] != '\r') {
			buf_char(&out, s.p[i]);
		}
	}
	struct str made = arena_dup(a, buf_str(&out));
	buf_free(&out);
	return made;
}

bool xlsx_strings_read(struct ooxml *o, struct str part, struct strings *out)
{
	static const struct xml_handler handler = {.start = string_start, .end = string_end, .text = string_text};
	struct string_reader r = {.arena = o->arena, .out = out};
	ooxml_parse(o, part, &handler, &r);
	buf_free(&r.text);
	return o->d->failure.n == 0;
}
