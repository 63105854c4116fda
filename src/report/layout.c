/*
 * Text in terminal columns.  Everything here counts columns, never bytes or characters, and
 * takes positions at the edge of code points only.
 */
#include "layout.h"

enum { ELLIPSIS_WIDTH = 2, REPLACEMENT = 0xfffd };

static const char ellipsis[] = "…";

/* ---- characters --------------------------------------------------------- */

static size_t columns_of(uint32_t c)
{
	char bytes[4];
	return utf8_width((struct str){bytes, utf8_put(c, bytes)});
}

static bool among(uint32_t c, struct str set)
{
	for (size_t at = 0; at < set.n;)
		if (utf8_next(set, &at) == c)
			return true;
	return false;
}

static bool is_closing(uint32_t c)
{
	return among(c, STR("，。、；：？！”’）》】〉」』〕…—·～％℃,.;:!?)]}%>"));
}

static bool is_opening(uint32_t c)
{
	return among(c, STR("“‘（《【〈「『〔([{<"));
}

static bool may_break(uint32_t before, uint32_t after)
{
	if (columns_of(after) == 0 || is_closing(after) || is_opening(before) ||
	    utf8_is_blank(after))
		return false;
	return utf8_is_blank(before) || columns_of(before) > 1 || columns_of(after) > 1;
}

/* Control characters, and those that turn the direction of the text. */
static bool steers(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x2028 ||
	       c == 0x2029;
}

/* ---- cleaning ------------------------------------------------------------- */

/* Bytes of the well-formed character at AT; 0 when there is none. */
static size_t well_formed(struct str s, size_t at)
{
	for (size_t n = 1; n <= 4 && at + n <= s.n; n++)
		if (utf8_valid(str_cut(s, at, at + n)))
			return n;
	return 0;
}

struct str text_scrub(struct arena *a, struct str s)
{
	if (!s.n)
		return STR("");
	if (utf8_valid(s) && !memchr(s.p, 0, s.n))
		return arena_dup(a, s);
	struct buf b = {0};
	for (size_t at = 0; at < s.n;) {
		size_t n = s.p[at] ? well_formed(s, at) : 0;
		if (n)
			buf_add(&b, str_cut(s, at, at + n));
		else
			buf_utf8(&b, REPLACEMENT);
		at += n ? n : 1;
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

struct str line_clean(struct arena *a, struct str s)
{
	struct buf b = {0};
	s = text_scrub(a, s);
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (c == '\t' || c == '\n' || c == '\r')
			buf_char(&b, ' ');
		else
			buf_utf8(&b, steers(c) ? REPLACEMENT : c);
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* ---- cutting -------------------------------------------------------------- */

/* Bytes of S that fit into WIDTH columns. */
static size_t head(struct str s, size_t width)
{
	size_t at = 0, columns = 0;
	while (at < s.n) {
		size_t next = at;
		columns += columns_of(utf8_next(s, &next));
		if (columns > width)
			break;
		at = next;
	}
	return at;
}

/* Where the end of S begins that fits into WIDTH columns. */
static size_t tail(struct str s, size_t width)
{
	size_t at = s.n, columns = 0;
	while (at > 0) {
		size_t before = at;
		columns += columns_of(utf8_prev(s, &before));
		if (columns > width)
			break;
		at = before;
	}
	return at;
}

struct str line_fit(struct arena *a, struct str s, size_t width)
{
	if (utf8_width(s) <= width)
		return s;
	size_t n = head(s, width > ELLIPSIS_WIDTH ? width - ELLIPSIS_WIDTH : 0);
	return arena_printf(a, "%.*s%s", (int)n, s.p, ellipsis);
}

/* ---- wrapping ------------------------------------------------------------- */

/* Bytes of S for a line of ROOM columns; at least one character. */
static size_t line_take(struct str s, size_t room)
{
	size_t at = 0, best = 0, columns = 0;
	uint32_t before = 0;
	while (at < s.n) {
		size_t next = at;
		uint32_t c = utf8_next(s, &next);
		if (at && may_break(before, c))
			best = at;
		columns += columns_of(c);
		if (columns > room && !utf8_is_blank(c))
			return best ? best : at ? at : next;
		before = c;
		at = next;
	}
	return s.n;
}

void wrap(struct arena *a, struct buf *out, struct str s, size_t column, size_t indent,
	  size_t width)
{
	struct str line;
	bool first = true;
	while (str_split(&s, '\n', &line)) {
		line = str_trim(line_clean(a, line));
		while (line.n) {
			if (!first)
				buf_printf(out, "\n%*s", (int)indent, "");
			size_t from = first ? column : indent;
			size_t n = line_take(line, width > from ? width - from : 1);
			buf_add(out, str_trim(str_cut(line, 0, n)));
			line = str_trim(str_cut(line, n, line.n));
			first = false;
		}
	}
}

/* ---- marking -------------------------------------------------------------- */

/* A line in three parts, each clean. */
struct parts {
	struct str before, words, after;
};

static struct parts line_parts(struct arena *a, struct str context, size_t at, size_t size)
{
	at = at < context.n ? at : context.n;
	size = size < context.n - at ? size : context.n - at;
	for (; size && (context.p[at] == '\n' || context.p[at] == ' '); size--)
		at++; /* the words, not what is before them */
	size_t start = at, end = str_find(context, STR("\n"), at);
	while (start && context.p[start - 1] != '\n')
		start--;
	if (end == SIZE_MAX)
		end = context.n;
	size = at + size < end ? size : end - at;
	return (struct parts){line_clean(a, str_cut(context, start, at)),
			      line_clean(a, str_cut(context, at, at + size)),
			      line_clean(a, str_cut(context, at + size, end))};
}

/* Blanks that indent the line say nothing here. */
static struct str without_indent(struct str s)
{
	size_t at = 0;
	while (at < s.n) {
		size_t next = at;
		if (!utf8_is_blank(utf8_next(s, &next)))
			break;
		at = next;
	}
	return str_cut(s, at, s.n);
}

/* Columns of text before the words that are kept when the line is too long. */
static size_t lead_of(size_t before, size_t words, size_t width)
{
	size_t lead = width / 4;
	if (before + words + ELLIPSIS_WIDTH <= width)
		return before;
	if (lead + words + 2 * ELLIPSIS_WIDTH > width)
		lead = width / 8;
	return before <= lead + ELLIPSIS_WIDTH ? before : lead;
}

struct window window_of(struct arena *a, struct str context, size_t at, size_t size, size_t width)
{
	struct parts p = line_parts(a, context, at, size);
	p.before = without_indent(p.before);
	size_t before = utf8_width(p.before), words = utf8_width(p.words);
	struct window w = {.column = before, .columns = words};
	struct str rest =
	    arena_printf(a, "%.*s%.*s", (int)p.words.n, p.words.p, (int)p.after.n, p.after.p);
	const char *front = "", *back = "";
	if (before + utf8_width(rest) > width) {
		size_t lead = lead_of(before, words, width);
		if (lead < before) {
			p.before = str_cut(p.before, tail(p.before, lead), p.before.n);
			front = ellipsis;
		}
		w.column = utf8_width(p.before) + (*front ? ELLIPSIS_WIDTH : 0);
		if (w.column + utf8_width(rest) > width) {
			size_t room = width > w.column + ELLIPSIS_WIDTH
					  ? width - w.column - ELLIPSIS_WIDTH
					  : 0;
			rest = str_cut(rest, 0, head(rest, room));
			back = ellipsis;
		}
	}
	size_t shown = utf8_width(rest);
	w.columns = words < shown ? words : shown;
	w.columns = w.columns ? w.columns : 1;
	w.text = arena_printf(a, "%s%.*s%.*s%s", front, (int)p.before.n, p.before.p, (int)rest.n,
			      rest.p, back);
	return w;
}
