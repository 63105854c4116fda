/* The linear model: reading weights, finding n-grams, adding up. */
#include "classifier.h"
#include "text.h"

/* ---- features ------------------------------------------------------------- */

struct str passage_normal(struct arena *a, struct str passage)
{
	struct buf b = {0};
	bool digits = false;
	buf_char(&b, '^');
	for (size_t at = 0; at < passage.n;) {
		size_t from = at;
		uint32_t c = utf8_next(passage, &at);
		bool digit = (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
		if (digit && !digits)
			buf_char(&b, '0');
		digits = digit;
		if (!digit && c > ' ' && !utf8_is_blank(c))
			buf_add(&b, c > 0xffff ? STR("\xef\xbf\xbd") : str_cut(passage, from, at));
	}
	buf_char(&b, '$');
	struct str normal = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return normal;
}

static uint64_t longer(uint64_t key, uint32_t c)
{
	return key << 16 | (c & 0xffff);
}

void passage_ngrams(struct str normal, void (*each)(void *context, struct str ngram, uint64_t key),
		    void *context)
{
	for (size_t start = 0; start < normal.n;) {
		size_t end = start, next = start;
		uint64_t key = 0;
		for (int n = 0; n < NGRAM_MAX && end < normal.n; n++) {
			key = longer(key, utf8_next(normal, &end));
			if (!n)
				next = end;
			each(context, str_cut(normal, start, end), key);
		}
		start = next;
	}
}

/* ---- the index of features -------------------------------------------------- */

static struct ngram_index index_new(struct arena *a, size_t features)
{
	struct ngram_index x = {.size = 16};
	while (x.size < 2 * features)
		x.size *= 2;
	x.key = arena_array(a, uint64_t, x.size);
	x.feature = arena_array(a, uint32_t, x.size);
	return x;
}

/* Where KEY stands, or the free slot where it would. */
static size_t slot_of(const struct ngram_index *x, uint64_t key)
{
	uint64_t hash = key * 0x9e3779b97f4a7c15u;
	size_t i = (hash ^ hash >> 32) & (x->size - 1);
	while (x->key[i] && x->key[i] != key)
		i = (i + 1) & (x->size - 1);
	return i;
}

/* ---- scoring ------------------------------------------------------------------ */

struct scoring {
	const struct classifier *c;
	struct arena *arena;
	int64_t sums[LABELS_MAX];
	size_t found;
	uint64_t *seen; /* a bit per feature */
	struct evidence_list *evidence;
};

static const int32_t *weights_of(const struct classifier *c, size_t feature)
{
	return c->weights + feature * c->labels.n;
}

static void count_ngram(void *context, struct str ngram, uint64_t key)
{
	struct scoring *s = context;
	const struct ngram_index *x = &s->c->index;
	size_t slot = slot_of(x, key), feature = x->feature[slot];
	uint64_t bit = (uint64_t)1 << feature % 64;
	(void)ngram;
	if (!x->key[slot] || s->seen[feature / 64] & bit)
		return;
	s->seen[feature / 64] |= bit;
	s->found++;
	for (size_t i = 0; i < s->c->labels.n; i++)
		s->sums[i] += weights_of(s->c, feature)[i];
	if (s->evidence)
		*list_add(s->arena, &s->evidence->features) = feature;
}

/* Whole numbers, so that every machine says the same. */
static int64_t square_root(int64_t square)
{
	int64_t root = square, next = (square + 1) / 2;
	while (next < root) {
		root = next;
		next = (root + square / root) / 2;
	}
	return root;
}

void classifier_score(const struct classifier *c, struct arena *a, struct str passage,
		      int64_t scores[LABELS_MAX], struct evidence_list *evidence)
{
	enum { UNIT = 1000 };
	struct scoring s = {.c = c, .arena = a, .evidence = evidence};
	size_t words = c->features.n / 64 + 1;
	s.seen = mem_grow(NULL, words * sizeof *s.seen);
	memset(s.seen, 0, words * sizeof *s.seen);
	passage_ngrams(passage_normal(a, passage), count_ngram, &s);
	mem_free(s.seen);
	int64_t root = square_root((int64_t)(s.found ? s.found : 1) * UNIT * UNIT);
	for (size_t i = 0; i < c->labels.n; i++)
		scores[i] += weights_of(c, c->features.n)[i] + s.sums[i] * UNIT / root;
}

/* ---- reading a weights file ------------------------------------------------------ */

struct weights_reader {
	struct arena *arena;
	struct classifier *out;
	size_t lines;             /* of the file: no more features than that */
	int32_t bias[LABELS_MAX]; /* goes behind the features */
	bool has_bias;
};

/* The whole number at *P, which ends at a tab or at END; *P then stands there. */
static bool read_number(const char **p, const char *end, int32_t *out)
{
	enum { DIGITS_MAX = 9 };
	bool negative = *p < end && **p == '-';
	const char *first = *p + negative, *s = first;
	int32_t value = 0;
	for (; s < end && s - first < DIGITS_MAX && *s >= '0' && *s <= '9'; s++)
		value = 10 * value + (*s - '0');
	*out = negative ? -value : value;
	*p = s;
	return s > first && (s == end || *s == '\t');
}

static bool read_numbers(struct str rest, int32_t *out, size_t n)
{
	const char *p = rest.p, *end = rest.p + rest.n;
	for (size_t i = 0; i < n; i++) {
		if (!read_number(&p, end, &out[i]))
			return false;
		if (p < end && i + 1 < n)
			p++;
	}
	return p == end;
}

/* The file's first line; then it is known how much room there must be. */
static const char *read_labels(struct weights_reader *r, struct str name, struct str rest)
{
	struct classifier *c = r->out;
	struct str label;
	if (!str_is(name, "labels"))
		return N_("the first line must name the labels");
	while (str_split(&rest, '\t', &label)) {
		if (c->labels.n == LABELS_MAX)
			return N_("more than 16 labels");
		*list_add(r->arena, &c->labels) = label;
	}
	c->features.v = arena_array(r->arena, struct str, r->lines);
	c->features.cap = r->lines;
	c->weights = arena_array(r->arena, int32_t, (r->lines + 1) * c->labels.n);
	c->index = index_new(r->arena, r->lines);
	return NULL;
}

static bool read_feature(struct str s, uint64_t *key)
{
	size_t at = 0;
	*key = 0;
	for (int n = 0; n < NGRAM_MAX && at < s.n; n++) {
		uint32_t c = utf8_next(s, &at);
		if (c > 0xffff)
			return false;
		*key = longer(*key, c);
	}
	return s.n && at == s.n;
}

static const char *read_line(struct weights_reader *r, struct str line)
{
	struct classifier *c = r->out;
	struct str rest = line, name;
	str_split(&rest, '\t', &name);
	if (!c->labels.n)
		return read_labels(r, name, rest);
	int32_t *row = c->weights + c->features.n * c->labels.n;
	if (!read_numbers(rest, row, c->labels.n))
		return N_("expected a whole number for each label");
	if (str_is(name, "bias") && !r->has_bias) {
		memcpy(r->bias, row, sizeof *row * c->labels.n);
		r->has_bias = true;
		return NULL;
	}
	uint64_t key;
	if (!read_feature(name, &key))
		return N_("a feature has 1 to 3 characters, none beyond U+FFFF");
	size_t slot = slot_of(&c->index, key);
	if (c->index.key[slot])
		return N_("a feature for the second time");
	c->index.key[slot] = key;
	c->index.feature[slot] = (uint32_t)c->features.n;
	*list_add(r->arena, &c->features) = name;
	return NULL;
}

bool classifier_load(struct arena *a, struct str text, struct classifier *out, struct str *why,
		     uint32_t *line)
{
	struct weights_reader r = {.arena = a, .out = out, .lines = 1};
	struct str rest = text, one;
	for (size_t i = 0; i < text.n; i++)
		r.lines += text.p[i] == '\n';
	const char *wrong = NULL;
	*out = (struct classifier){0};
	for (*line = 1; !wrong && str_split(&rest, '\n', &one); ++*line)
		if (one.n && one.p[0] != '#')
			wrong = read_line(&r, one);
	--*line;
	if (!wrong && (out->labels.n < 2 || !r.has_bias))
		wrong = N_("no labels or no bias");
	if (out->labels.n)
		memcpy(out->weights + out->features.n * out->labels.n, r.bias,
		       sizeof *r.bias * out->labels.n);
	*why = str_of(wrong);
	return !wrong;
}
