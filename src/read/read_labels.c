/*
 * read_labels - the numbers that begin paragraphs.
 *
 * Most are told by how they are written.  "2.7月底" and "2 标题" are numbers of items
 * only in a row with others, so these are settled when all else is known.
 */
#include "read.h"

static void set_label(struct document *d, struct block *b)
{
	uint32_t start = b->span.start;
	/* A label that the format knows is not to be confused by the text behind it. */
	uint32_t end = b->body > start ? b->body : b->span.end;
	struct str s = str_cut(d->text, start, end);
	size_t n = label_parse(s, &b->label, &b->number);
	if (n > 0 || b->body == start)
		b->body = start + (uint32_t)n;
	while (b->body < b->span.end) {
		size_t next = b->body;
		if (!utf8_is_blank(utf8_next(d->text, &next)))
			break;
		b->body = (uint32_t)next;
	}
}

/*
 * "2.7月底…" alone is a number like "2.7万元"; behind a paragraph labelled "1."
 * it is the second item.  The item's number, 0 when the text is nothing like it.
 */
static long number_in_doubt(struct str s, uint32_t *length)
{
	size_t at = 0;
	long n = 0;
	while (at < s.n && at < 2 && s.p[at] >= '0' && s.p[at] <= '9')
		n = n * 10 + (s.p[at++] - '0');
	bool dot = at > 0 && at + 1 < s.n && s.p[at] == '.';
	*length = (uint32_t)at + 1;
	return dot && s.p[at + 1] >= '0' && s.p[at + 1] <= '9' ? n : 0;
}

static bool is_number(const struct document *d, size_t i, long number)
{
	uint32_t length;
	if (i >= d->blocks.n || d->blocks.v[i].type == BLOCK_CELL)
		return false;
	const struct block *b = &d->blocks.v[i];
	if (b->label != LABEL_NONE)
		return b->label == LABEL_DIGIT && b->number == number;
	return number_in_doubt(document_slice(d, b->span), &length) == number;
}

static void settle_doubts(struct document *d)
{
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		uint32_t length;
		long n = number_in_doubt(document_slice(d, b->span), &length);
		if (n == 0 || b->label != LABEL_NONE || b->type == BLOCK_CELL)
			continue;
		bool goes_on = i > 0 && b[-1].label == LABEL_DIGIT && b[-1].number == n - 1;
		if (!goes_on && !(n == 1 && is_number(d, i + 1, 2)))
			continue;
		b->label = LABEL_DIGIT;
		b->number = n;
		b->body = b->span.start + length;
	}
}

/*
 * "1 标题", "甲、标题" and the like: labels where they count on from one, in lines that look like
 * headings, or where the format says so.
 */
struct maybe {
	size_t block, length;
	enum label_style style;
	long number, group;
	bool sure;
};

static void settle_rows(struct arena *a, struct document *d)
{
	LIST(struct maybe) rows = {0};
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		struct str s = document_slice(d, b->span);
		struct maybe m = {.block = i};
		if (b->type == BLOCK_CELL || !read_is_heading_like(s, READ_HEADING_LIMIT))
			continue;
		m.length = label_maybe(s, &m.style, &m.number, &m.group);
		m.sure = b->label == m.style;
		if (m.length && m.length < s.n && (m.sure || b->label == LABEL_NONE))
			*list_add(a, &rows) = m;
	}
	for (size_t i = 0; i < rows.n; i++) {
		struct maybe *m = &rows.v[i];
		for (size_t k = i + 1; k < rows.n && !m->sure; k++) {
			struct maybe *next = &rows.v[k];
			if (next->style != m->style || next->group != m->group)
				continue;
			if (next->number != m->number + 1)
				break;
			m->sure = m->number == 1;
			next->sure = m->sure;
		}
		/* What is sure takes the next along. */
		for (size_t k = i + 1; k < rows.n && m->sure; k++) {
			struct maybe *next = &rows.v[k];
			if (next->style != m->style || next->group != m->group)
				continue;
			next->sure = next->sure || next->number == m->number + 1;
			break;
		}
		if (!m->sure)
			continue;
		struct block *b = &d->blocks.v[m->block];
		if (b->label != LABEL_NONE)
			continue;
		size_t at = b->span.start + m->length, next = at;
		while (at < b->span.end && utf8_is_blank(utf8_next(d->text, &next)))
			at = next;
		b->label = m->style;
		b->number = m->number;
		b->body = (uint32_t)at;
	}
}

void read_labels(struct arena *a, struct document *d)
{
	for (size_t i = 0; i < d->blocks.n; i++)
		set_label(d, &d->blocks.v[i]);
	settle_doubts(d);
	settle_rows(a, d);
}
