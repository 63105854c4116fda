/* Checkpoints: their messages, their order, the words at their places. */
#include "model.h"

const char *const level_name[] = {"info", "warning", "error", NULL};
const char *const outcome_name[] = {"pass", "fail", "unknown", NULL};
const char *const checkable_name[] = {"yes", "partly", "human", NULL};
const char *const weight_name[] = {"must", "should", "info", NULL};
const char *const verdict_name[] = {
    [VERDICT_PASSED] = "passed",	[VERDICT_FAILED] = "failed",
    [VERDICT_PARTLY] = "partly",	[VERDICT_IDLE] = "not-applicable",
    [VERDICT_UNCHECKED] = "not-checked", [VERDICT_HUMAN] = "human",
    [VERDICT_WAIVED] = "waived",	[VERDICT_TYPES] = NULL,
};
const char *const exception_source_name[] = {
    [EXCEPTION_INLINE] = "inline",     [EXCEPTION_WAIVER] = "waiver",
    [EXCEPTION_BASELINE] = "baseline", [EXCEPTION_SOURCES] = NULL,
};
const char *const exception_state_name[] = {
    [EXCEPTION_HOLDS] = "holds",	   [EXCEPTION_EXPIRED] = "expired",
    [EXCEPTION_CHANGED] = "changed",	   [EXCEPTION_UNUSED] = "unused",
    [EXCEPTION_FORBIDDEN] = "not-allowed", [EXCEPTION_UNASKED] = "not-asked",
    [EXCEPTION_STATES] = NULL,
};

enum { EXCERPT_MAX = 600, EVIDENCE_MAX = 150, CONTEXT_MAX = 1200 };

struct str checkpoint_value(const struct checkpoint *c, struct str key)
{
	for (size_t i = 0; i < c->subject.n; i++)
		if (str_eq(c->subject.v[i].key, key))
			return c->subject.v[i].value;
	return STR("");
}

/* "2022-01-20" to 2022年1月20日; anything else stays as it is. */
static struct str date_text(struct arena *a, struct str iso)
{
	struct date d;
	int year, month, dom;
	if (!date_find(iso, 0, DAY_NONE, &d))
		return iso;
	day_split(d.first, &year, &month, &dom);
	return arena_printf(a, "%d年%d月%d日", year, month, dom);
}

static struct str placeholder(struct arena *a, const struct checkpoint *c, struct str name)
{
	size_t colon = str_find(name, STR(":"), 0);
	if (colon == SIZE_MAX)
		return checkpoint_value(c, name);
	struct str value = checkpoint_value(c, str_cut(name, 0, colon));
	return str_is(str_cut(name, colon, name.n), ":date") ? date_text(a, value) : value;
}

enum { OPENING = 0x201c, CLOSING = 0x201d, INNER_OPENING = 0x2018, INNER_CLOSING = 0x2019 };

/* Whether TEXT ends inside quotation marks, when it begins so or not. */
static bool ends_quoted(struct str text, bool quoted)
{
	for (size_t i = 0; i < text.n;) {
		uint32_t c = utf8_next(text, &i);
		quoted = c == OPENING || (quoted && c != CLOSING);
	}
	return quoted;
}

/*
 * A value between quotation marks: those of its own are inner ones.  A closing one that opens
 * nothing here ends what the message began (the values of a list: a” / “b).
 */
static void add_quoted(struct buf *b, struct str value)
{
	bool quoted = true;
	size_t inside = 0;
	for (size_t i = 0; i < value.n;) {
		size_t from = i;
		uint32_t c = utf8_next(value, &i);
		if (c == OPENING && quoted) {
			inside++;
			buf_utf8(b, INNER_OPENING);
		} else if (c == CLOSING && inside) {
			inside--;
			buf_utf8(b, INNER_CLOSING);
		} else {
			quoted = c == OPENING || (quoted && c != CLOSING);
			buf_add(b, str_cut(value, from, i));
		}
	}
}

struct str checkpoint_fill(struct arena *a, const struct checkpoint *c, struct str message)
{
	struct buf b = {0};
	bool quoted = false;
	for (size_t at = 0; at < message.n;) {
		size_t open = str_find(message, STR("{"), at);
		size_t close = open == SIZE_MAX ? SIZE_MAX : str_find(message, STR("}"), open);
		struct str text = str_cut(message, at, close == SIZE_MAX ? message.n : open);
		buf_add(&b, text);
		if (close == SIZE_MAX)
			break;
		quoted = ends_quoted(text, quoted);
		struct str value = placeholder(a, c, str_cut(message, open + 1, close));
		if (quoted)
			add_quoted(&b, value);
		else
			buf_add(&b, value);
		at = close + 1;
	}
	struct str filled = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return filled;
}

/* ---- fingerprints --------------------------------------------------------------- */

enum { FINGERPRINT_DIGITS = 12 };

/* Without blanks: a passage that is set anew is the same. */
static uint64_t hash_words(uint64_t hash, struct str s)
{
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		if (!utf8_is_blank(utf8_next(s, &at)) && s.p[from] != '\n')
			hash = hash_add(hash, str_cut(s, from, at));
	}
	return hash;
}

/* Is "{NAME}", or "{NAME:date}", in MESSAGE? */
static bool names(struct str message, struct str name)
{
	for (size_t at = 0; (at = str_find(message, name, at)) != SIZE_MAX; at++)
		if (at && message.p[at - 1] == '{' && at + name.n < message.n &&
		    (message.p[at + name.n] == '}' || message.p[at + name.n] == ':'))
			return true;
	return false;
}

struct str checkpoint_fingerprint(struct arena *a, const struct checkpoint *c)
{
	uint64_t hash = hash_add(HASH_START, c->rule->id);
	if (c->witnesses.n) {
		const struct witness *w = &c->witnesses.v[0];
		hash = hash_words(hash_add(hash, STR("\n")), w->excerpt);
		if (w->whole)
			hash = hash_add(hash, arena_printf(a, "%llx", (unsigned long long)w->whole));
	}
	for (size_t i = 0; i < c->subject.n; i++) {
		const struct pair *p = &c->subject.v[i];
		if (!names(c->rule->message, p->key))
			continue;
		hash = hash_add(hash_add(hash_add(hash, STR("\n")), p->key), STR("="));
		hash = hash_words(hash, p->value);
	}
	struct str hex = arena_printf(a, "%016llx", (unsigned long long)hash);
	return arena_dup(a, str_cut(hex, 0, FINGERPRINT_DIGITS));
}

/* ---- order ---------------------------------------------------------------------- */

static int number_cmp(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int place_cmp(const struct place *a, const struct place *b)
{
	int order = str_cmp(a->file, b->file);
	if (!order) /* sheets of a workbook, before their rows */
		order = a->cell.n && b->cell.n ? number_cmp(a->sheet, b->sheet) : 0;
	if (!order)
		order = number_cmp(a->line, b->line);
	if (!order)
		order = number_cmp(a->column, b->column);
	if (!order)
		order = number_cmp(a->end_line, b->end_line);
	return order ? order : number_cmp(a->end_column, b->end_column);
}

int checkpoint_compare(const void *a, const void *b)
{
	const struct checkpoint *x = a, *y = b;
	static const struct place nowhere;
	int order = place_cmp(x->witnesses.n ? &x->witnesses.v[0].place : &nowhere,
			      y->witnesses.n ? &y->witnesses.v[0].place : &nowhere);
	if (!order)
		order = str_cmp(x->rule->id, y->rule->id);
	if (!order)
		order = (int)x->outcome - (int)y->outcome;
	for (size_t i = 0; !order && i < x->subject.n && i < y->subject.n; i++)
		order = str_cmp(x->subject.v[i].value, y->subject.v[i].value);
	return order;
}

/* ---- words at places -------------------------------------------------------------- */

/* A long text loses its middle, between code points. */
static struct str shorten(struct arena *a, struct str s, size_t max)
{
	if (s.n <= max)
		return arena_dup(a, s);
	size_t head = max * 2 / 3, tail = s.n - max / 3;
	while (head && ((unsigned char)s.p[head] & 0xc0) == 0x80)
		head--;
	while (tail < s.n && ((unsigned char)s.p[tail] & 0xc0) == 0x80)
		tail++;
	return arena_printf(a, "%.*s……%.*s", (int)head, s.p, (int)(s.n - tail), s.p + tail);
}

static struct place place_copy(struct arena *a, struct place p)
{
	p.file = arena_dup(a, p.file);
	if (p.cell.n)
		p.cell = arena_dup(a, p.cell);
	return p;
}

struct witness document_evidence(struct arena *a, const struct document *d, struct span s)
{
	return (struct witness){.place = place_copy(a, document_place(d, s)),
				.excerpt = shorten(a, document_slice(d, s), EVIDENCE_MAX)};
}

struct witness witness_copy(struct arena *a, const struct witness *w, enum outcome outcome)
{
	struct witness copy = {.place = place_copy(a, w->place)};
	if (outcome == OUTCOME_PASS) {
		copy.excerpt = shorten(a, w->excerpt, EVIDENCE_MAX);
		return copy;
	}
	copy.excerpt = arena_dup(a, w->excerpt);
	copy.whole = w->whole;
	copy.context = arena_dup(a, w->context);
	copy.mark_at = w->mark_at;
	copy.mark_size = w->mark_size;
	return copy;
}

struct witness document_witness(struct arena *a, const struct document *d, struct span s,
				struct str name)
{
	struct witness w = {.name = name, .place = place_copy(a, document_place(d, s))};
	w.excerpt = shorten(a, document_slice(d, s), EXCERPT_MAX);
	if (s.end - s.start > EXCERPT_MAX)
		w.whole = hash_words(HASH_START, document_slice(d, s));
	if (!d->blocks.n)
		return w;
	const struct block *b = &d->blocks.v[document_block(d, s.start)];
	struct span line = b->span;
	if (line.end - line.start > CONTEXT_MAX) { /* keep the words and what is around them */
		line.start = s.start > line.start + CONTEXT_MAX / 4 ? s.start - CONTEXT_MAX / 4
								    : line.start;
		line.end = line.end - line.start > CONTEXT_MAX ? line.start + CONTEXT_MAX : line.end;
		while (line.start > b->span.start &&
		       ((unsigned char)d->text.p[line.start] & 0xc0) == 0x80)
			line.start--;
		while (line.end < b->span.end &&
		       ((unsigned char)d->text.p[line.end] & 0xc0) == 0x80)
			line.end++;
	}
	uint32_t end = s.end < line.end ? s.end : line.end;
	w.context = arena_dup(a, document_slice(d, line));
	w.mark_at = s.start > line.start ? s.start - line.start : 0;
	w.mark_size = end > line.start + w.mark_at ? end - line.start - w.mark_at : 0;
	return w;
}
