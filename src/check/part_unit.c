/*
 * Units: the items, paragraphs or sentences of sections.  An item is a labelled
 * paragraph with the unlabelled ones behind it; a short title goes with the first
 * paragraph below it; elsewhere each paragraph is its own.
 */
#include "parts.h"

enum { TITLE_MAX = 40 };

struct unit {
	struct span span;
	const struct block *first;
	bool title_only, open;
};

struct units {
	struct checker *c;
	size_t role, parent;
	const struct finder *f;
	struct unit now;
};

static bool begins_item(const struct block *b)
{
	return b->type == BLOCK_HEADING || b->type == BLOCK_ITEM ||
	       (b->type != BLOCK_CELL && b->label != LABEL_NONE);
}

static void add_unit(struct units *u, struct span span, uint32_t body, bool numbered)
{
	struct checker *c = u->c;
	struct span whole, text = {body, span.end};
	if (!str_trim(document_slice(c->document, text)).n)
		return;
	if (regexes_match(c, &u->f->skip, text, &whole, NULL, NULL))
		return;
	struct part *p = part_add(c, u->role, span, u->parent);
	p->body = text;
	p->numbered = numbered;
}

static void flush(struct units *u)
{
	if (u->now.open) {
		const struct block *b = u->now.first;
		uint32_t body = b->body > u->now.span.start ? b->body : u->now.span.start;
		add_unit(u, u->now.span, body, begins_item(b));
	}
	u->now.open = false;
}

static bool title_like(struct checker *c, const struct block *b, struct span piece)
{
	struct str text = document_slice(c->document, piece);
	if (b->type == BLOCK_HEADING)
		return true;
	if (b->label == LABEL_NONE && !b->bold && b->type != BLOCK_ITEM)
		return false;
	return utf8_count(text) <= TITLE_MAX &&
	       sentence_end(c->document->text, piece.start, piece.end) >= piece.end;
}

static bool continues(struct units *u, const struct block *b, struct span piece, bool title)
{
	struct span whole, text = {b->body > piece.start ? b->body : piece.start, piece.end};
	if (!u->now.open)
		return false;
	if (regexes_match(u->c, &u->f->join, text, &whole, NULL, NULL) && whole.start == text.start)
		return true;
	/* Below a title stands its text; what has a label of the same style stands beside it. */
	if (u->now.title_only)
		return b->label == u->now.first->label ? b->label == LABEL_NONE && !title : true;
	bool labelled = b->label != LABEL_NONE || b->type != BLOCK_PARAGRAPH || b->bold;
	return u->f->unit == UNIT_ITEM && u->now.first->label != LABEL_NONE && !labelled;
}

/* Or lines. */
static void add_sentences(struct units *u, struct span piece)
{
	struct str text = u->c->document->text;
	for (uint32_t at = piece.start; at < piece.end;) {
		size_t line = str_find(text, STR("\n"), at);
		uint32_t end = u->f->unit == UNIT_SENTENCE   ? sentence_end(text, at, piece.end)
			       : line < piece.end ? (uint32_t)line + 1
						  : piece.end;
		add_unit(u, (struct span){at, end}, at, false);
		at = end;
	}
}

static void take_piece(struct units *u, const struct block *b, struct span piece)
{
	if (u->f->unit == UNIT_SENTENCE || u->f->unit == UNIT_LINE) {
		add_sentences(u, piece);
		return;
	}
	bool title = title_like(u->c, b, piece);
	if (continues(u, b, piece, title)) {
		u->now.span.end = piece.end;
		u->now.title_only = u->now.title_only && title;
		return;
	}
	flush(u);
	u->now = (struct unit){piece, b, title, true};
}

/* Where the first labelled paragraph of the body stands: what is before it leads in to the items. */
static uint32_t first_item(const struct checker *c, struct span body)
{
	const struct document *d = c->document;
	for (size_t i = document_block(d, body.start); i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (b->span.start >= body.end)
			break;
		if (b->span.start >= body.start && begins_item(b))
			return b->span.start;
	}
	return body.start;
}

static void units_of(struct checker *c, size_t role, const struct finder *f, size_t parent)
{
	struct units u = {.c = c, .role = role, .parent = parent, .f = f};
	struct span body = c->parts.v[parent].body;
	bool is_section = parent >= c->first_section && parent < c->end_section;
	if (body.end <= body.start)
		return;
	if (f->unit == UNIT_ALL && is_section) {
		add_unit(&u, body, body.start, false);
		return;
	}
	if (f->unit == UNIT_ITEM)
		body.start = first_item(c, body);
	for (size_t i = document_block(c->document, body.start); i < c->document->blocks.n; i++) {
		const struct block *b = &c->document->blocks.v[i];
		struct span piece = b->span;
		if (piece.start >= body.end)
			break;
		if ((b->type == BLOCK_CELL) != f->cells)
			continue; /* tables are records */
		if (piece.start < body.start)
			piece.start = body.start;
		size_t section = is_section || f->outside.list.n ? section_at(c, piece.start)
								  : SIZE_MAX;
		/* Nested sections keep their text for themselves. */
		if ((is_section && section != parent) ||
		    (f->outside.list.n && stands_in(c, section, &f->outside)))
			flush(&u);
		else if (piece.end > piece.start)
			take_piece(&u, b, piece);
	}
	flush(&u);
}

void find_units(struct checker *c, size_t role, const struct finder *f)
{
	size_t n = c->parts.n;
	for (size_t i = 0; i < n; i++)
		if (index_in(&f->inside, c->parts.v[i].role) &&
		    (!f->outside.list.n || !stands_in(c, i, &f->outside)))
			units_of(c, role, f, i);
}
