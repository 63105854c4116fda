/*
 * read_markdown - CommonMark with tables, by md4c, and YAML front matter.
 *
 * md4c hands out pointers into the source, which give exact places.  What it
 * does not hand out is the marker of a list item: that is parsed from the
 * source in front of the item's first text, as it stands there ("3." stays
 * "3.", whatever the list would count).
 */
#include "front_matter.h"
#include "read_entity.h"

#include <md4c.h>

enum { LIST_DEPTH = 64 };

struct markdown {
	struct arena *arena;
	struct document *d;
	struct writer w;
	struct str source; /* the whole file, decoded */
	/* The last place computed, to count on from there. */
	size_t known;
	uint32_t line, column;
	unsigned bold, image;      /* depth of such spans */
	unsigned items;            /* depth of list items */
	size_t indent;             /* spaces of code that have come without a place */
	unsigned pending;          /* items entered that have shown no text yet */
	uint32_t row, cell;        /* of the next table cell */
	enum block_type next_type; /* of the block that the next text opens */
	size_t settled;            /* comments whose block is known */
	size_t table_from, table_to, row_from; /* comments on the table, on the row */
	size_t row_first;          /* block */
	uint8_t level;
};

/* ---- places ------------------------------------------------------------------ */

static void locate(struct markdown *m, size_t at)
{
	if (at < m->known) {
		m->known = 0;
		m->line = m->column = 1;
	}
	while (m->known < at) {
		unsigned char c = (unsigned char)m->source.p[m->known++];
		bool crlf = c == '\r' && m->known < m->source.n && m->source.p[m->known] == '\n';
		if (c == '\n' || (c == '\r' && !crlf)) {
			m->line++;
			m->column = 1;
		} else if ((c & 0xc0) != 0x80) {
			m->column++;
		}
	}
	/* In the middle of a character only its first byte counts. */
}

/* Offset in the source of what md4c hands out; SIZE_MAX for its own constants. */
static size_t offset_of(const struct markdown *m, const char *p)
{
	uintptr_t base = (uintptr_t)m->source.p;
	uintptr_t at = (uintptr_t)p;
	return at >= base && at < base + m->source.n ? (size_t)(at - base) : SIZE_MAX;
}

/* ---- item markers -------------------------------------------------------------- */

struct marker {
	size_t at, n; /* n is 0 for a bullet */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* One marker at I; false when there is none.  Moves behind it and the blanks. */
static bool marker_at(struct str s, size_t *i, struct marker *out)
{
	size_t at = *i;
	while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
		at++;
	bool ordered = at > *i && at - *i <= 9;
	if (ordered ? at >= s.n || (s.p[at] != '.' && s.p[at] != ')')
		    : at >= s.n || (s.p[at] != '-' && s.p[at] != '+' && s.p[at] != '*'))
		return false;
	at++;
	if (at < s.n && !is_space(s.p[at]))
		return false;
	*out = (struct marker){*i, ordered ? at - *i : 0};
	*i = at;
	return true;
}

/* The markers of a line's beginning [from, to), up to MAX, of which the last are kept. */
static size_t markers_of(struct str source, size_t from, size_t to, struct marker *out, size_t max)
{
	struct str s = str_cut(source, 0, to);
	size_t n = 0;
	for (size_t i = from; i < to;) {
		struct marker found;
		if (is_space(s.p[i]) || s.p[i] == '>') {
			i++;
			continue;
		}
		if (!marker_at(s, &i, &found))
			break;
		if (n == max) {
			memmove(out, out + 1, (max - 1) * sizeof *out);
			n--;
		}
		out[n++] = found;
	}
	return n;
}

static size_t line_start(struct str source, size_t at)
{
	while (at > 0 && source.p[at - 1] != '\n' && source.p[at - 1] != '\r')
		at--;
	return at;
}

/* Writes the labels of the items that begin in front of the text at AT. */
static void write_markers(struct markdown *m, size_t at)
{
	struct marker found[LIST_DEPTH];
	size_t wanted = m->pending < LIST_DEPTH ? m->pending : LIST_DEPTH;
	m->pending = 0;
	size_t start = line_start(m->source, at);
	size_t n = markers_of(m->source, start, at, found, wanted);
	if (n == 0 && start > 0) {
		/* A marker alone on the line above. */
		size_t end = start - 1;
		if (end > 0 && m->source.p[end] == '\n' && m->source.p[end - 1] == '\r')
			end--;
		n = markers_of(m->source, line_start(m->source, end), end, found, wanted);
	}
	for (size_t i = 0; i < n; i++) {
		if (found[i].n == 0)
			continue;
		locate(m, found[i].at);
		writer_run(&m->w, m->line, m->column);
		size_t end = found[i].at + found[i].n;
		struct str label = str_cut(m->source, found[i].at, end);
		writer_label(&m->w, label);
		/* The blank, which stands in the source too. */
		if (end < m->source.n && m->source.p[end] == ' ')
			writer_text(&m->w, STR(" "));
	}
}

/* ---- comments ---------------------------------------------------------------------- */

/*
 * A comment that begins at AT, to its end wherever md4c cuts it.  It is on the block that it stands in, or, when it
 * stands alone, on the next one: in a table on its row, in front of one on the table.
 */
static void add_comment(struct markdown *m, size_t at)
{
	size_t end = str_find(m->source, STR("-->"), at + 4);
	struct comment *r = list_add(m->arena, &m->d->comments);
	end = end == SIZE_MAX ? m->source.n : end;
	r->text = arena_dup(m->arena, str_trim(str_cut(m->source, at + 4, end)));
	locate(m, at);
	r->place = (struct place){.file = m->d->file, .line = m->line, .column = m->column};
	locate(m, end + 3 < m->source.n ? end + 3 : m->source.n);
	r->place.end_line = m->line;
	r->place.end_column = m->column;
}

static void close_block(struct markdown *m)
{
	struct document *d = m->d;
	if (!writer_close(&m->w))
		return;
	for (; m->settled < d->comments.n; m->settled++)
		d->comments.v[m->settled].span = d->blocks.v[d->blocks.n - 1].span;
}

/* Remarks [from, to) are on all blocks from FIRST on, if there are any. */
static void spread_comments(struct markdown *m, size_t from, size_t to, size_t first)
{
	const struct document *d = m->d;
	for (size_t i = from; first < d->blocks.n && i < to; i++)
		d->comments.v[i].span = (struct span){d->blocks.v[first].span.start,
						     d->blocks.v[d->blocks.n - 1].span.end};
	if (first < d->blocks.n && m->settled < to)
		m->settled = to;
}

/* ---- blocks ---------------------------------------------------------------------- */

static void ensure_open(struct markdown *m)
{
	if (m->w.is_open)
		return;
	struct block *b = writer_open(&m->w, m->next_type);
	if (m->next_type == BLOCK_HEADING)
		b->level = m->level;
	if (m->next_type == BLOCK_CELL) {
		b->table = (uint32_t)m->d->tables.n - 1;
		b->row = m->row;
		b->column = m->cell;
	}
}

static void begin(struct markdown *m, enum block_type type)
{
	close_block(m);
	m->next_type = type;
}

static void finish(struct markdown *m)
{
	close_block(m);
	m->next_type = BLOCK_PARAGRAPH;
}

static void begin_table(struct markdown *m, const MD_BLOCK_TABLE_DETAIL *detail)
{
	finish(m);
	struct table *t = list_add(m->arena, &m->d->tables);
	*t = (struct table){
	    .first = (uint32_t)m->d->blocks.n, .columns = detail->col_count, .tallest = 1};
	m->row = 0;
	m->table_from = m->settled;
	m->table_to = m->d->comments.n;
}

static void end_table(struct markdown *m)
{
	struct table *t = &m->d->tables.v[m->d->tables.n - 1];
	finish(m);
	spread_comments(m, m->table_from, m->table_to, t->first);
	t->count = (uint32_t)m->d->blocks.n - t->first;
	t->rows = m->row;
	if (t->count == 0)
		m->d->tables.n--;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct markdown *m = context;
	switch (type) {
	case MD_BLOCK_LI:
		finish(m);
		m->items++;
		m->pending++;
		m->next_type = BLOCK_ITEM; /* text of a tight item comes without a paragraph */
		break;
	case MD_BLOCK_H:
		begin(m, BLOCK_HEADING);
		m->level = (uint8_t)((MD_BLOCK_H_DETAIL *)detail)->level;
		break;
	case MD_BLOCK_P:
	case MD_BLOCK_CODE:
	case MD_BLOCK_HTML:
		begin(m, m->pending ? BLOCK_ITEM : BLOCK_PARAGRAPH);
		break;
	case MD_BLOCK_TABLE:
		begin_table(m, detail);
		break;
	case MD_BLOCK_TR:
		m->cell = 0;
		m->row_from = m->d->comments.n;
		m->row_first = m->d->blocks.n;
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		begin(m, BLOCK_CELL);
		break;
	default:
		finish(m);
		break;
	}
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct markdown *m = context;
	(void)detail;
	switch (type) {
	case MD_BLOCK_LI:
		finish(m);
		m->items--;
		if (m->pending > m->items)
			m->pending = m->items;
		break;
	case MD_BLOCK_TABLE:
		end_table(m);
		break;
	case MD_BLOCK_TR:
		m->row++;
		spread_comments(m, m->row_from, m->d->comments.n, m->row_first);
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		finish(m);
		m->cell++;
		break;
	default:
		finish(m);
		break;
	}
	return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct markdown *m = context;
	(void)detail;
	m->bold += type == MD_SPAN_STRONG;
	m->image += type == MD_SPAN_IMG;
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct markdown *m = context;
	(void)detail;
	m->bold -= type == MD_SPAN_STRONG;
	m->image -= type == MD_SPAN_IMG;
	return 0;
}

/* ---- text --------------------------------------------------------------------------- */

static void write_break(struct markdown *m)
{
	/* The break itself stands behind the last character. */
	writer_text(&m->w, STR("\n"));
}

/* Source text, which may hold line ends (code). */
static void write_source(struct markdown *m, size_t at, struct str s)
{
	while (s.n > 0) {
		size_t line = 0;
		while (line < s.n && s.p[line] != '\n' && s.p[line] != '\r')
			line++;
		locate(m, at);
		writer_run(&m->w, m->line, m->column);
		writer_text(&m->w, str_cut(s, 0, line));
		if (line < s.n)
			write_break(m);
		size_t skip = line < s.n ? line + 1 : line;
		if (skip < s.n && s.p[line] == '\r' && s.p[skip] == '\n')
			skip++;
		at += skip;
		s = str_cut(s, skip, s.n);
	}
}

/*
 * md4c gives the indentation of code and the line ends there as constants of
 * its own.  The indentation stands in front of the text that follows; tabs
 * that it turned into spaces do not, and are left out.
 */
static void write_plain(struct markdown *m, size_t at, struct str s)
{
	if (at == SIZE_MAX) {
		m->indent = s.p[0] == ' ' ? m->indent + s.n : 0;
		if (s.p[0] == '\n')
			write_break(m);
		return;
	}
	size_t n = 0;
	while (n < m->indent && n < at && m->source.p[at - n - 1] == ' ')
		n++;
	m->indent = 0;
	write_source(m, at - n, str_cut(m->source, at - n, at + s.n));
}

static void write_entity(struct markdown *m, size_t at, struct str s)
{
	char bytes[8];
	size_t n = read_entity(s, bytes);
	if (n == 0) {
		write_source(m, at, s);
		return;
	}
	locate(m, at);
	writer_character(&m->w, m->line, m->column, (uint32_t)s.n, (struct str){bytes, n});
}

/* "<br>" is a line break; other tags and comments are no text. */
static void write_tag(struct markdown *m, struct str s)
{
	if (s.n >= 4 && s.p[0] == '<' && (s.p[1] | 32) == 'b' && (s.p[2] | 32) == 'r' &&
	    (s.p[3] == '>' || s.p[3] == '/' || is_space(s.p[3])))
		write_break(m);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
	struct markdown *m = context;
	struct str s = {text, size};
	if (m->image || size == 0)
		return 0;
	size_t at = offset_of(m, text);
	ensure_open(m);
	if (m->pending && at != SIZE_MAX)
		write_markers(m, at);
	m->w.bold = m->bold ? BOLD_ON : BOLD_OFF;
	switch (type) {
	case MD_TEXT_BR:
	case MD_TEXT_SOFTBR:
		write_break(m);
		break;
	case MD_TEXT_ENTITY:
		write_entity(m, at, s);
		break;
	case MD_TEXT_HTML:
		if (at != SIZE_MAX && str_starts(s, STR("<!--")))
			add_comment(m, at);
		write_tag(m, s);
		break;
	default:
		write_plain(m, at, s);
	}
	return 0;
}

static bool recognise(struct str bytes)
{
	return !str_starts(bytes, STR("PK\x03\x04"));
}

static void read(struct arena *a, struct str bytes, struct document *d)
{
	static const MD_PARSER parser = {
	    .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS |
		     MD_FLAG_NOHTMLBLOCKS | MD_FLAG_PERMISSIVEATXHEADERS,
	    .enter_block = enter_block,
	    .leave_block = leave_block,
	    .enter_span = enter_span,
	    .leave_span = leave_span,
	    .text = on_text,
	};
	struct markdown m = {.arena = a, .d = d, .w = {.arena = a, .d = d}, .line = 1, .column = 1};
	if (!read_decoded(a, d, bytes, &m.source))
		return;
	size_t body = read_front_matter(a, d, m.source);
	struct str rest = str_cut(m.source, body, m.source.n);
	if (rest.n && md_parse(rest.p, (MD_SIZE)rest.n, &parser, &m) != 0)
		read_fail(a, d, "the Markdown can't be parsed", (struct str){0});
	close_block(&m);
	for (; m.settled < d->comments.n; m.settled++)
		d->comments.v[m.settled].span = (struct span){1, 0};
	writer_finish(&m.w);
}

const struct reader reader_markdown = {
    .name = "markdown",
    .help = "CommonMark with tables and YAML front matter",
    .extensions = "md markdown",
    .recognise = recognise,
    .read = read,
};
