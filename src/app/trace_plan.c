/*
 * Quotes sought in a plan's text.  Both are brought into one form first: without blanks, with one
 * style of quotation marks, brackets and widths, and with the pack's errata undone.  Each character
 * of that form knows where it came from, so that places are never found again by searching.
 */
#include "trace.h"

enum { FINGERPRINT_DIGITS = 12 };

/* A character of the one form, and the bytes of the text that it stands for. */
struct glyph {
	uint32_t character, start, end;
	bool first; /* a block of the document begins here */
};

struct glyphs {
	LIST(struct glyph) list;
};

struct erratum {
	struct glyphs written, meant;
};

struct plan_text {
	const struct document *document;
	struct glyphs text;
	LIST(struct erratum) errata;
};

/* ---- the one form ---------------------------------------------------------------- */

/* 0: left out. */
static uint32_t plain(uint32_t c)
{
	if (utf8_is_blank(c) || c == '\n' || c == '\r' || c == '\\' || c == '*')
		return 0;
	if (c == 0x201c || c == 0x201d || (c >= 0x300c && c <= 0x300f))
		return '"';
	if (c == 0x2018 || c == 0x2019)
		return '\'';
	if (c == 0x3010 || c == 0x3014)
		return '[';
	if (c == 0x3011 || c == 0x3015)
		return ']';
	return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
}

static void add_glyphs(struct arena *a, struct str text, uint32_t offset, struct glyphs *out)
{
	bool first = true;
	for (size_t at = 0; at < text.n;) {
		uint32_t start = (uint32_t)at, c = plain(utf8_next(text, &at));
		if (!c)
			continue;
		*list_add(a, &out->list) =
		    (struct glyph){c, offset + start, offset + (uint32_t)at, first};
		first = false;
	}
}

static bool stands_at(const struct glyphs *text, size_t at, const struct glyphs *words)
{
	if (!words->list.n || at + words->list.n > text->list.n)
		return false;
	for (size_t i = 0; i < words->list.n; i++)
		if (text->list.v[at + i].character != words->list.v[i].character)
			return false;
	return true;
}

/* What is meant becomes what is written: so both ways of writing look alike. */
static struct glyphs undo(struct arena *a, const struct glyphs *text, const struct erratum *e)
{
	struct glyphs out = {0};
	for (size_t at = 0; at < text->list.n;) {
		if (!stands_at(text, at, &e->meant)) {
			*list_add(a, &out.list) = text->list.v[at++];
			continue;
		}
		const struct glyph *from = &text->list.v[at];
		for (size_t i = 0; i < e->written.list.n; i++)
			*list_add(a, &out.list) =
			    (struct glyph){e->written.list.v[i].character, from->start,
					   from[e->meant.list.n - 1].end, i == 0 && from->first};
		at += e->meant.list.n;
	}
	return out;
}

static void undo_all(struct arena *a, const struct plan_text *p, struct glyphs *text)
{
	for (size_t i = 0; i < p->errata.n; i++)
		*text = undo(a, text, &p->errata.v[i]);
}

const struct plan_text *plan_read(struct arena *a, const char *path, const struct ruleset *set,
				  struct str *why)
{
	struct plan_text *p = arena_new(a, struct plan_text);
	p->document = read_file(a, path, str_of(path));
	*why = p->document->failure;
	if (why->n)
		return NULL;
	for (size_t i = 0; i < set->errata.n; i++) {
		struct erratum *e = list_add(a, &p->errata);
		add_glyphs(a, set->errata.v[i].key, 0, &e->written);
		add_glyphs(a, set->errata.v[i].value, 0, &e->meant);
	}
	for (size_t i = 0; i < p->document->blocks.n; i++) {
		struct span s = p->document->blocks.v[i].span;
		add_glyphs(a, document_slice(p->document, s), s.start, &p->text);
	}
	undo_all(a, p, &p->text);
	return p;
}

/* ---- places and fingerprints ---------------------------------------------------------- */

static bool is_edge(uint32_t c)
{
	return c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == 0x3002;
}

static void add_text(const struct glyphs *g, size_t from, size_t to, struct buf *out)
{
	for (size_t i = from; i < to; i++)
		buf_utf8(out, g->list.v[i].character);
}

/* FNV-1a over the quote and what stands around it up to the marks before and behind. */
static struct str fingerprint(struct arena *a, const struct glyphs *g, size_t from, size_t to)
{
	size_t start = from, end = to;
	struct buf b = {0};
	while (start > 0 && !g->list.v[start].first && !is_edge(g->list.v[start - 1].character))
		start--;
	while (end < g->list.n && !g->list.v[end].first && !is_edge(g->list.v[end].character))
		end++;
	add_text(g, start, end, &b);
	buf_char(&b, '\n');
	add_text(g, from, to, &b);
	struct str hex =
	    arena_printf(a, "%016llx", (unsigned long long)hash_add(HASH_START, buf_str(&b)));
	buf_free(&b);
	return arena_dup(a, str_cut(hex, 0, FINGERPRINT_DIGITS));
}

static struct quote_place place(struct arena *a, const struct plan_text *p, size_t from, size_t to)
{
	struct span s = {p->text.list.v[from].start, p->text.list.v[to - 1].end};
	return (struct quote_place){.line = document_place(p->document, s).line,
				    .words = document_slice(p->document, s),
				    .fingerprint = fingerprint(a, &p->text, from, to)};
}

static uint32_t apart(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

/* The same without errata undone? */
static bool same_words(struct arena *a, struct str x, struct str y)
{
	struct glyphs gx = {0}, gy = {0};
	add_glyphs(a, x, 0, &gx);
	add_glyphs(a, y, 0, &gy);
	return gx.list.n == gy.list.n && stands_at(&gx, 0, &gy);
}

/* ---- what only looks like it ------------------------------------------------------------ */

/* The stretch of the plan that is fewest edits away from the quote, by Sellers' algorithm. */
struct stretch {
	size_t from, to, distance;
};

static struct stretch nearest(struct arena *a, const struct glyphs *text,
			      const struct glyphs *quote)
{
	size_t m = quote->list.n;
	size_t *cost = arena_array(a, size_t, m + 1), *from = arena_array(a, size_t, m + 1);
	struct stretch best = {0, 0, m};
	for (size_t i = 0; i <= m; i++)
		cost[i] = i;
	for (size_t at = 0; at < text->list.n; at++) {
		size_t corner = cost[0], corner_from = from[0];
		from[0] = at + 1;
		for (size_t i = 1; i <= m; i++) {
			bool same = text->list.v[at].character == quote->list.v[i - 1].character;
			size_t cell = corner + !same, start = corner_from;
			if (cost[i] + 1 < cell) {
				cell = cost[i] + 1;
				start = from[i];
			}
			if (cost[i - 1] + 1 < cell) {
				cell = cost[i - 1] + 1;
				start = from[i - 1];
			}
			corner = cost[i];
			corner_from = from[i];
			cost[i] = cell;
			from[i] = start;
		}
		if (cost[m] < best.distance)
			best = (struct stretch){from[m], at + 1, cost[m]};
	}
	return best;
}

/* Words that grew at an end are shown whole, up to the next mark, unless that is far. */
static void widen(const struct glyphs *text, size_t room, struct stretch *s)
{
	size_t from = s->from, to = s->to;
	while (from > 0 && !text->list.v[from].first &&
	       !is_edge(text->list.v[from - 1].character) &&
	       text->list.v[from - 1].character != 0x3001)
		from--;
	while (to < text->list.n && !text->list.v[to].first &&
	       !is_edge(text->list.v[to].character) && text->list.v[to].character != 0x3001)
		to++;
	s->from = s->from - from <= room ? from : s->from;
	s->to = to - s->to <= room ? to : s->to;
}

struct quote_place plan_find(struct arena *a, const struct plan_text *p, const struct clause *c)
{
	struct glyphs quote = {0};
	struct quote_place best = {.state = QUOTE_GONE};
	add_glyphs(a, c->quote, 0, &quote);
	undo_all(a, p, &quote);
	for (size_t at = 0; at < p->text.list.n; at++) {
		if (!stands_at(&p->text, at, &quote))
			continue;
		struct quote_place here = place(a, p, at, at + quote.list.n);
		here.state = same_words(a, here.words, c->quote) ? QUOTE_SAME : QUOTE_VARIANT;
		bool known = str_eq(here.fingerprint, c->fingerprint);
		bool closer = apart(here.line, c->line) < apart(best.line, c->line);
		if (best.state == QUOTE_GONE || known || closer)
			best = here;
		if (known)
			break;
	}
	if (best.state != QUOTE_GONE)
		return best;
	struct stretch s = nearest(a, &p->text, &quote);
	if (s.to > s.from && s.distance * 5 <= quote.list.n * 2) {
		widen(&p->text, 4 + quote.list.n / 4, &s);
		best = place(a, p, s.from, s.to);
		best.state = QUOTE_CHANGED;
	}
	return best;
}
