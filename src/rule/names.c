/* People's names as they stand in cells: several in one, posts behind, blanks inside. */
#include "rule.h"

static bool cut_suffix(const struct strings *suffixes, struct str *s)
{
	for (size_t i = 0; i < suffixes->list.n; i++) {
		struct str x = suffixes->list.v[i];
		if (s->n > x.n && str_ends(*s, x)) {
			*s = str_trim(str_cut(*s, 0, s->n - x.n));
			return true;
		}
	}
	return false;
}

static bool cut_prefix(const struct strings *prefixes, struct str *s)
{
	for (size_t i = 0; i < prefixes->list.n; i++) {
		struct str x = prefixes->list.v[i];
		/* A name of at least two characters must remain. */
		if (str_starts(*s, x) && utf8_count(*s) >= utf8_count(x) + 2) {
			*s = str_trim(str_cut(*s, x.n, s->n));
			return true;
		}
	}
	return false;
}

/* What stands in brackets is no name. */
static struct str without_brackets(struct str s)
{
	size_t at = str_find(s, STR("（"), 0), ascii = str_find(s, STR("("), 0);
	at = at < ascii ? at : ascii;
	return at == SIZE_MAX || at == 0 ? s : str_trim(str_cut(s, 0, at));
}

struct str name_clean(struct arena *a, const struct name_style *style, struct str text)
{
	struct str s = without_brackets(str_trim(text));
	struct buf b = {0};
	while (cut_suffix(&style->suffixes, &s) || cut_prefix(&style->prefixes, &s))
		;
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);
		if (!utf8_is_blank(c) && c != '\n')
			buf_add(&b, str_cut(s, from, at));
	}
	struct str clean = arena_dup(a, buf_str(&b));
	buf_free(&b);
	while (cut_suffix(&style->suffixes, &clean) || cut_prefix(&style->prefixes, &clean))
		;
	return clean;
}

static bool separates(uint32_t c)
{
	return c == 0x3001 || c == ',' || c == 0xff0c || c == ';' || c == 0xff1b || c == '/' ||
	       c == 0xff0f || c == '\n' || c == '|' || c == 0x3002;
}

/* BEHIND another name and a blank, what is longer than a name is a post or an office. */
static void add_name(struct arena *a, const struct name_style *style, struct str text, bool behind,
		     struct strings *out)
{
	enum { NAME_CHARACTERS = 4 };
	struct str name = name_clean(a, style, text);
	if (behind && utf8_count(name) > NAME_CHARACTERS && str_find(name, STR("·"), 0) == SIZE_MAX)
		return;
	for (size_t i = 0; i < style->nobody.list.n; i++)
		if (str_eq(name, style->nobody.list.v[i]))
			return;
	if (name.n)
		*list_add(a, &out->list) = name;
}

/* Of one character when what is no name is taken off: "敏同志（副书记）". */
static bool is_single(const struct name_style *style, struct str word)
{
	word = without_brackets(word);
	while (cut_suffix(&style->suffixes, &word))
		;
	return utf8_count(word) == 1;
}

/* "贺立诚 王 明 李小红": blanks separate names of two to four characters, single characters join. */
static void split_blanks(struct arena *a, const struct name_style *style, struct str text,
			 struct strings *out)
{
	size_t start = 0, last = 0;
	struct str whole = str_trim(text);
	for (size_t at = 0; at < whole.n;) {
		size_t from = at;
		if (!utf8_is_blank(utf8_next(whole, &at)))
			continue;
		size_t next = at;
		while (next < whole.n && utf8_is_blank(utf8_next(whole, &next)))
			at = next;
		size_t word_end = at;
		while (word_end < whole.n) {
			size_t peek = word_end;
			if (utf8_is_blank(utf8_next(whole, &peek)))
				break;
			word_end = peek;
		}
		bool single = utf8_count(str_cut(whole, last, from)) == 1 &&
			      is_single(style, str_cut(whole, at, word_end));
		last = at;
		if (single)
			continue;
		add_name(a, style, str_cut(whole, start, from), start > 0, out);
		start = at;
	}
	add_name(a, style, str_cut(whole, start, whole.n), start > 0, out);
}

void names_split(struct arena *a, const struct name_style *style, struct str text,
		 struct strings *out)
{
	size_t start = 0;
	int depth = 0;
	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		uint32_t c = utf8_next(text, &at);
		depth += (c == 0xff08 || c == '(') - ((c == 0xff09 || c == ')') && depth > 0);
		if (depth || !separates(c))
			continue;
		split_blanks(a, style, str_cut(text, start, from), out);
		start = at;
	}
	split_blanks(a, style, str_cut(text, start, text.n), out);
}

/* ---- names of a meeting that look otherwise -------------------------------------------- */

bool name_looks_like_one(const struct name_style *style, struct str name)
{
	struct span whole;
	for (size_t i = 0; i < style->like.list.n; i++)
		if (regex_match(style->like.list.v[i], name, 0, &whole, NULL))
			return true;
	return false;
}

/* Letters only: then it is a pattern, too. */
static bool is_word(struct str name)
{
	for (size_t at = 0; at < name.n;) {
		uint32_t c = utf8_next(name, &at);
		if (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
			return false;
	}
	return utf8_count(name) > 1;
}

/* So that 王小明 is tried before 王小. */
static int longer_first(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)b, *(const struct str *)a);
}

/* Blanks may stand between the characters. */
static void add_alternative(struct buf *b, struct str name)
{
	buf_add(b, b->n ? STR("|") : STR("(?:"));
	for (size_t at = 0; at < name.n;) {
		size_t from = at;
		utf8_next(name, &at);
		if (from)
			buf_add(b, STR("[ \\x{3000}]{0,2}"));
		buf_add(b, str_cut(name, from, at));
	}
}

struct str manifest_others(struct arena *a, const struct ruleset *set, const struct manifest *m)
{
	const struct name_style *style = &set->names;
	struct strings names = {0};
	struct buf b = {0};
	for (size_t s = 0; style->others.n && s < set->sections.n; s++) {
		const struct section *section = &set->sections.v[s];
		for (size_t i = 0; i < m->rows[s].list.n; i++)
			for (size_t c = 0; c < section->columns.n; c++) {
				struct str value = m->rows[s].list.v[i].values[c];
				enum value_type type = section->columns.v[c].type;
				if (value.p && (type == VALUE_NAME || type == VALUE_NAMES))
					names_split(a, style, value, &names);
			}
	}
	if (names.list.n)
		qsort(names.list.v, names.list.n, sizeof *names.list.v, longer_first);
	for (size_t i = 0; i < names.list.n; i++) {
		struct str name = names.list.v[i];
		bool again = i > 0 && str_eq(name, names.list.v[i - 1]);
		if (!again && is_word(name) && !name_looks_like_one(style, name))
			add_alternative(&b, name);
	}
	if (b.n)
		buf_add(&b, STR(")"));
	struct str all = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return all;
}

/* ---- characters that are taken for one another -------------------------------------- */

static bool has_char(struct str set, uint32_t c)
{
	for (size_t at = 0; at < set.n;)
		if (utf8_next(set, &at) == c)
			return true;
	return false;
}

bool chars_confusable(const struct strings *sets, uint32_t a, uint32_t b)
{
	for (size_t i = 0; a != b && i < sets->list.n; i++)
		if (has_char(sets->list.v[i], a) && has_char(sets->list.v[i], b))
			return true;
	return false;
}
