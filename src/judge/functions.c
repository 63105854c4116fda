/*
 * SQL functions of our own, for queries over words: how much two texts share, names in running
 * text, names that differ by one character, numbered references.  docs/rules.md tells what each
 * gives.
 */
#include "database.h"

enum {
	BIGRAMS_MAX = 1 << 20, /* of one text; what comes after is not compared */
	NAME_MAX = 32          /* characters of a name; longer ones are not confusable */
};

/* ---- arguments -------------------------------------------------------------------- */

/* False: one is NULL.  Bytes that are no UTF-8 give some characters or other. */
static bool texts(int n, sqlite3_value **v, struct str *out)
{
	for (int i = 0; i < n; i++) {
		if (sqlite3_value_type(v[i]) == SQLITE_NULL)
			return false;
		out[i].p = (const char *)sqlite3_value_text(v[i]);
		out[i].n = (size_t)sqlite3_value_bytes(v[i]);
		if (!out[i].p)
			return false;
	}
	return true;
}

/* ---- pairs of neighbouring characters ------------------------------------------------ */

struct bigrams {
	uint64_t *v;
	size_t n;
};

/* What the functions of one database share: a query compares the same texts again and again. */
struct functions {
	const struct ruleset *set;
	struct arena arena;
	struct map known; /* text: its place in the list */
	LIST(struct bigrams) bigrams;
};

/* Letters and ideographs only: how a sentence is stopped says nothing of what it says. */
static bool counts(uint32_t c)
{
	return utf8_is_han(c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

static int by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static struct bigrams bigrams_of(struct arena *a, struct str s)
{
	struct bigrams out = {.v = arena_array(a, uint64_t, utf8_count(s) + 1)};
	uint32_t last = 0;
	for (size_t at = 0; at < s.n && out.n < BIGRAMS_MAX;) {
		uint32_t c = utf8_next(s, &at);
		if (!counts(c))
			continue;
		if (last)
			out.v[out.n++] = (uint64_t)last << 32 | c;
		last = c;
	}
	qsort(out.v, out.n, sizeof *out.v, by_value);
	return out;
}

/* The place of the text's pairs in the list. */
static size_t bigrams_at(struct functions *f, struct str s)
{
	size_t at = map_get(&f->known, s);
	if (at == SIZE_MAX) {
		at = f->bigrams.n;
		struct bigrams *made = list_add(&f->arena, &f->bigrams);
		*made = utf8_valid(s) ? bigrams_of(&f->arena, s) : (struct bigrams){0};
		*map_at(&f->arena, &f->known, arena_dup(&f->arena, s)) = at;
	}
	return at;
}

/* Numbers that stand for texts are negative, so that none of another kind is taken for one. */
static void text_number(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct str s;
	if (texts(n, v, &s))
		sqlite3_result_int64(c, -1 - (sqlite3_int64)bigrams_at(sqlite3_user_data(c), s));
}

/* The pairs of two arguments, each a text or its number.  False: one is NULL. */
static bool both_bigrams(sqlite3_context *c, sqlite3_value **v, struct bigrams out[2])
{
	struct functions *f = sqlite3_user_data(c);
	for (size_t i = 0; i < 2; i++) {
		bool number = sqlite3_value_type(v[i]) == SQLITE_INTEGER;
		sqlite3_int64 at = number ? -1 - sqlite3_value_int64(v[i]) : -1;
		struct str s;
		if (at < 0 || at >= (sqlite3_int64)f->bigrams.n) {
			if (!texts(1, v + i, &s))
				return false;
			at = (sqlite3_int64)bigrams_at(f, s);
		}
		out[i] = f->bigrams.v[at];
	}
	return true;
}

/* How many pairs stand in both, each as often as in the one where it is rarer. */
static size_t common(struct bigrams a, struct bigrams b)
{
	size_t n = 0;
	for (size_t i = 0, k = 0; i < a.n && k < b.n;) {
		uint64_t x = a.v[i], y = b.v[k];
		n += x == y;
		i += x <= y;
		k += y <= x;
	}
	return n;
}

/* Dice's coefficient of the pairs. */
static void similarity(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct bigrams x[2];
	(void)n;
	if (!both_bigrams(c, v, x))
		return;
	size_t both = x[0].n + x[1].n;
	sqlite3_result_int(c, both ? (int)(200 * common(x[0], x[1]) / both) : 0);
}

/* The share of the first text's pairs that the second has, too. */
static void contained(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct bigrams x[2];
	(void)n;
	if (!both_bigrams(c, v, x))
		return;
	sqlite3_result_int(c, x[0].n ? (int)(100 * common(x[0], x[1]) / x[0].n) : 0);
}

/* Letters of ASCII, whose case LIKE does not tell apart, and what stands for others. */
static bool plain_pattern(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' || c == '_')
			return false;
	}
	return true;
}

/*
 * SQLite's own LIKE, for '%words%' by a search for the words: most patterns of rules are such, and
 * SQLite would walk through the text once for each of its characters.
 */
static void like(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct str s[2]; /* the pattern, the text */
	if (!texts(n, v, s))
		return;
	bool around = s[0].n >= 2 && s[0].p[0] == '%' && s[0].p[s[0].n - 1] == '%';
	struct str words = around ? str_cut(s[0], 1, s[0].n - 1) : s[0];
	if (around && plain_pattern(words))
		sqlite3_result_int(c, str_find(s[1], words, 0) != SIZE_MAX);
	else
		sqlite3_result_int(c, sqlite3_strlike(s[0].p, s[1].p, 0) == 0);
}

static void han_count(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct str s;
	sqlite3_int64 count = 0;
	if (!texts(n, v, &s))
		return;
	for (size_t at = 0; at < s.n;)
		count += utf8_is_han(utf8_next(s, &at));
	sqlite3_result_int64(c, count);
}

/* ---- names --------------------------------------------------------------------------- */

/* Does NAME begin at AT, blanks between its characters left out on both sides? */
static bool name_at(struct str text, size_t at, struct str name)
{
	for (size_t k = 0; k < name.n;) {
		uint32_t want = utf8_next(name, &k), c;
		if (utf8_is_blank(want))
			continue;
		do {
			if (at >= text.n)
				return false;
			c = utf8_next(text, &at);
		} while (utf8_is_blank(c));
		if (c != want)
			return false;
	}
	return true;
}

static void contains_name(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct str s[2];
	if (!texts(n, v, s))
		return;
	bool found = false;
	if (str_trim(s[1]).n)
		for (size_t at = 0; at < s[0].n && !found; utf8_next(s[0], &at))
			found = name_at(s[0], at, s[1]);
	sqlite3_result_int(c, found);
}

static size_t characters(struct str s, uint32_t out[NAME_MAX])
{
	size_t n = 0;
	for (size_t at = 0; at < s.n && n < NAME_MAX;) {
		uint32_t c = utf8_next(s, &at);
		if (!utf8_is_blank(c))
			out[n++] = c;
	}
	return n;
}

static const struct ruleset *set_of(sqlite3_context *c)
{
	const struct functions *f = sqlite3_user_data(c);
	return f->set;
}

static void confusable(sqlite3_context *c, int n, sqlite3_value **v)
{
	uint32_t a[NAME_MAX], b[NAME_MAX];
	struct str s[2];
	if (!texts(n, v, s))
		return;
	size_t length = characters(s[0], a), differ = 0, last = 0;
	bool same_length = length == characters(s[1], b) && length < NAME_MAX;
	for (size_t i = 0; same_length && i < length; i++)
		if (a[i] != b[i]) {
			differ++;
			last = i;
		}
	sqlite3_result_int(c, differ == 1 &&
				  chars_confusable(&set_of(c)->confusables, a[last], b[last]));
}

/* Where at AT stands what is confusable with the name, its end, else 0: one character is a near
 * twin, all others equal. */
static size_t twin_end(const struct ruleset *set, struct str text, size_t at, const uint32_t *name,
		       size_t length)
{
	uint32_t here = 0, there = 0; /* where they differ */
	for (size_t k = 0; k < length; k++) {
		if (at >= text.n)
			return 0;
		uint32_t c = utf8_next(text, &at);
		if (c == name[k])
			continue;
		if (here)
			return 0;
		here = c;
		there = name[k];
	}
	return here && chars_confusable(&set->confusables, here, there) ? at : 0;
}

/* Do all but one of the characters stand anywhere in the text?  Without that, no twin of the name
 * does. */
static bool may_hold_twin(struct str text, const uint32_t *name, size_t length)
{
	size_t found = 0;
	for (size_t k = 0; k < length; k++) {
		char bytes[4];
		struct str c = {bytes, utf8_put(name[k], bytes)};
		found += str_find(text, c, 0) != SIZE_MAX;
		if (found + 1 < k + 1)
			return false;
	}
	return true;
}

/* The first stretch of the text that is confusable with the name; NULL when there is none. */
static void slip_of(sqlite3_context *c, int n, sqlite3_value **v)
{
	uint32_t name[NAME_MAX];
	struct str s[2];
	if (!texts(n, v, s))
		return;
	size_t length = characters(s[1], name);
	if (!length || length == NAME_MAX || !may_hold_twin(s[0], name, length))
		return;
	for (size_t at = 0; at < s[0].n; utf8_next(s[0], &at)) {
		size_t end = twin_end(set_of(c), s[0], at, name, length);
		if (end) {
			sqlite3_result_text(c, s[0].p + at, (int)(end - at), SQLITE_TRANSIENT);
			return;
		}
	}
}

static void first_difference(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct str s[2];
	if (!texts(n, v, s))
		return;
	sqlite3_int64 i = 0;
	for (size_t x = 0, y = 0; x < s[0].n || y < s[1].n;) {
		i++;
		if (x >= s[0].n || y >= s[1].n || utf8_next(s[0], &x) != utf8_next(s[1], &y)) {
			sqlite3_result_int64(c, i);
			return;
		}
	}
	sqlite3_result_int64(c, 0);
}

/* ---- numbered references -------------------------------------------------------------- */

enum {
	ORDINAL = 0x7b2c, /* what makes an ordinal of the numeral behind it */
	NUMBER = 0x53f7,  /* the same of the numeral before it */
	CIRCLED_ONE = 0x2460,
	CIRCLED_LAST = 0x2473
};

static bool one_of(uint32_t c, const uint32_t *list)
{
	for (; *list; list++)
		if (c == *list)
			return true;
	return false;
}

/* Moves on behind blanks and those characters of LIST that stand there. */
static bool skip(struct str s, size_t *at, const uint32_t *list)
{
	bool moved = false;
	while (*at < s.n) {
		size_t next = *at;
		uint32_t c = utf8_next(s, &next);
		if (!utf8_is_blank(c) && !one_of(c, list))
			return moved;
		moved = moved || !utf8_is_blank(c);
		*at = next;
	}
	return moved;
}

/* A number at *at, ordinal or not; one that counts things ("3 pieces") is no reference. */
static bool reference(struct str s, size_t *at, bool *ordinal, long *value)
{
	static const uint32_t mark[] = {ORDINAL, 0},
			      joins[] = {0x81f3, 0x5230, 0x548c, 0x53ca, 0x4e0e, 0};
	*ordinal = skip(s, at, mark) || *ordinal;
	size_t n = numeral_prefix(str_cut(s, *at, s.n), value), next = *at;
	uint32_t first = *at < s.n ? utf8_next(s, &next) : 0;
	if (!n && first >= CIRCLED_ONE && first <= CIRCLED_LAST) {
		*value = (long)(first - CIRCLED_ONE) + 1;
		*at = next;
		return true;
	}
	next = *at + n;
	if (!n)
		return false;
	*at = next;
	uint32_t c = next < s.n ? utf8_next(s, &next) : 0;
	if (!utf8_is_han(c) || one_of(c, joins))
		return true;
	*at = next; /* the word for what is numbered */
	*ordinal = *ordinal || c == NUMBER;
	return *ordinal;
}

/* Is N among the numbers at *at: "3", "第3、5条", "3—6", "3号"?  *at moves on behind them. */
static bool lists_number(struct str s, size_t *at, long n, bool *ordinal)
{
	/* Marks and number words that may stand between: （ ： № # No. - 的 序号 编号. */
	static const uint32_t open[] = {0xff08, '(',	0xff1a, ':', 0x2116, '#', 0xff03, 'N', 'n', 'O',    'o',
					'.',	0xff0e, '-',	0x7684, 0x5e8f, 0x7f16, NUMBER, 0},
			      also[] = {0x3001, ',', 0xff0c, 0x548c, 0x53ca, 0x4e0e, 0},
			      upto[] = {'-',    0x2014, 0x2013, 0xff0d, '~',
					0xff5e, 0x81f3, 0x5230, 0};
	bool range = false, found = false;
	long last = 0, value;
	*ordinal = false;
	skip(s, at, open);
	while (reference(s, at, ordinal, &value)) {
		found = found || value == n || (range && last < n && n < value);
		last = value;
		range = skip(s, at, upto);
		if (!range && !skip(s, at, also))
			break;
	}
	return found;
}

/* The same right before END: "第3、5条", "3号", with a 的 behind. */
static bool numbers_before(struct str s, size_t end, long n)
{
	enum { WINDOW = 40 };
	static const uint32_t of[] = {0x7684, 0};
	struct str before = str_cut(s, 0, end);
	size_t at = end;
	long value;
	if (str_find(before, STR("第"), 0) == SIZE_MAX && str_find(before, STR("号"), 0) == SIZE_MAX)
		return false;
	for (int i = 0; i < WINDOW && at > 0; i++) {
		size_t behind = at, start = at, stop;
		utf8_prev(before, &start);
		at = stop = start;
		size_t above = start;
		if (start > 0)
			utf8_prev(before, &above);
		/* Not from the middle of a number. */
		if (start > 0 && numeral_prefix(str_cut(before, above, start), &value))
			continue;
		if (!numeral_prefix(str_cut(before, start, end), &value) &&
		    !(utf8_next(before, &(size_t){start}) == ORDINAL && numeral_prefix(str_cut(before, behind, end), &value)))
			continue;
		bool ordinal;
		bool found = lists_number(before, &stop, n, &ordinal);
		skip(before, &stop, of);
		if (found && ordinal && stop == end)
			return true;
	}
	return false;
}

/* One of the words (separated by |) stands in the text, and a number behind it or an ordinal before. */
static void cites(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct str s[2], words, word;
	if (!texts(2, v, s) || sqlite3_value_type(v[n - 1]) == SQLITE_NULL)
		return;
	long number = (long)sqlite3_value_int64(v[n - 1]);
	bool found = false;
	for (words = s[1]; !found && str_split(&words, '|', &word);)
		for (size_t at = 0; !found && word.n; at += word.n) {
			at = str_find(s[0], word, at);
			if (at == SIZE_MAX)
				break;
			size_t behind = at + word.n;
			bool ordinal;
			found = lists_number(s[0], &behind, number, &ordinal) || numbers_before(s[0], at, number);
		}
	sqlite3_result_int(c, found);
}

/* ---- all of them ------------------------------------------------------------------------ */

void functions_forget(struct database *d)
{
	if (!d->functions)
		return;
	arena_free(&d->functions->arena);
	*d->functions = (struct functions){.set = d->functions->set};
}

bool functions_add(struct database *d, const struct ruleset *set)
{
	d->functions = arena_new(&d->arena, struct functions);
	d->functions->set = set;
	static const struct {
		const char *name;
		int arguments;
		void (*call)(sqlite3_context *c, int n, sqlite3_value **v);
	} functions[] = {
	    {"like", 2, like},
	    {"similarity", 2, similarity},
	    {"text_number", 1, text_number},
	    {"contained", 2, contained},
	    {"han_count", 1, han_count},
	    {"contains_name", 2, contains_name},
	    {"confusable", 2, confusable},
	    {"slip_of", 2, slip_of},
	    {"first_difference", 2, first_difference},
	    {"cites", 3, cites},
	};
	bool ok = true;
	for (size_t i = 0; ok && i < sizeof functions / sizeof *functions; i++)
		ok = sqlite3_create_function(d->handle, functions[i].name, functions[i].arguments,
					     SQLITE_UTF8 | SQLITE_DETERMINISTIC, d->functions,
					     functions[i].call, NULL, NULL) == SQLITE_OK;
	return ok;
}
