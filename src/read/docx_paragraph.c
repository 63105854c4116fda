/*
 * docx_paragraph - a finished paragraph to the document.
 *
 * Its number label is counted here, because only now its numbering is sure:
 * a paragraph whose mark is deleted goes on in the next one.
 */
#include "docx.h"

static bool has_text(const struct docx_paragraph *p)
{
	for (size_t i = 0; i < p->pieces.n; i++) {
		if (str_trim(p->pieces.v[i].text).n)
			return true;
	}
	return false;
}

static bool is_title(const struct docx_paragraph *p)
{
	return p->outline < 0 && p->style && p->style->is_title;
}

static int heading_level(const struct docx_paragraph *p)
{
	if (p->outline >= 0)
		return p->outline < 9 ? p->outline + 1 : 0;
	if (is_title(p))
		return 1;
	return p->style ? p->style->heading : 0;
}

/*
 * The level of a paragraph that has its numbering from its style: the list's
 * level that names the style wins, because a style based on another one often
 * has only that.
 */
static int style_level(const struct docx *x, long id, const struct docx_style *style)
{
	int level = docx_numbering_level(x->numbering, id, style->id);
	if (level < 0)
		level = style->level;
	if (level < 0)
		level = docx_numbering_level(x->numbering, id, style->numbering_style);
	return level;
}

/* Counts P; false when it has no number. */
static bool number(struct docx *x, const struct docx_paragraph *p, struct str *label)
{
	const struct docx_style *style = p->style;
	long id = p->numbering >= 0 ? p->numbering : style ? style->numbering : -1;
	int level = p->level;
	if (id <= 0)
		return false;
	if (level < 0 && style)
		level = style_level(x, id, style);
	return docx_number(x->numbering, x->arena, id, level < 0 ? 0 : level, label);
}

static bool is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The number of characters that were written. */
static size_t write_label(struct docx *x, const struct docx_paragraph *p, struct str label)
{
	uint32_t line = p->pieces.n ? p->pieces.v[0].line : p->line;
	writer_run(x->w, line, 1);
	if (label.n == 0)
		return 0;
	writer_label(x->w, label);
	/* "1" and a tab in front of "2022年" must not become 12022. */
	bool apart = is_alphanumeric(label.p[label.n - 1]);
	if (apart)
		writer_text(x->w, STR(" "));
	return utf8_count(label) + apart;
}

static void note_source(struct docx *x, const struct docx_piece *piece, size_t column)
{
	*list_add(x->arena, &x->sources->list) = (struct source_run){
	    .line = piece->line,
	    .column = (uint32_t)column,
	    .count = (uint32_t)utf8_count(piece->text),
	    .part = x->part,
	    .start = piece->start,
	    .end = piece->end,
	    .whole = piece->end - piece->start != piece->text.n,
	};
}

/* Behind a label of so many characters. */
static void write_pieces(struct docx *x, const struct docx_paragraph *p, size_t label)
{
	uint32_t line = p->pieces.n ? p->pieces.v[0].line : p->line;
	size_t column = 1 + label;
	for (size_t i = 0; i < p->pieces.n; i++) {
		const struct docx_piece *piece = &p->pieces.v[i];
		docx_marks_set(x, p, i);
		if (piece->line != line) {
			line = piece->line;
			column = 1;
			writer_run(x->w, line, 1);
		}
		if (x->sources)
			note_source(x, piece, column);
		column += utf8_count(piece->text);
		x->w->bold = piece->bold ? BOLD_ON : BOLD_OFF;
		writer_text(x->w, piece->text);
	}
	docx_marks_set(x, p, p->pieces.n);
}

static void note_hidden(struct docx *x, const struct docx_paragraph *p)
{
	struct buf all = {0};
	for (size_t i = 0; i < p->hidden.n; i++)
		buf_add(&all, p->hidden.v[i]);
	struct str text = str_trim(buf_str(&all));
	uint32_t at = writer_next(x->w);
	if (x->w->is_open) /* in a cell under way */
		at = x->w->d->blocks.v[x->w->d->blocks.n - 1].span.start;
	if (text.n)
		read_note(x->arena, x->w->d, "read.hidden-text",
			  arena_printf(x->arena, "%u, %.*s", p->line, (int)text.n, text.p),
			  (struct span){at, at});
	buf_free(&all);
}

static void write_in_cell(struct docx *x, struct docx_paragraph *p)
{
	struct str label = {"", 0};
	if (x->table.row_deleted)
		return;
	if (x->table.continued && x->table.row > 0) {
		for (size_t i = 0; i < p->pieces.n; i++)
			*list_add(x->arena, &p->hidden) = p->pieces.v[i].text;
		return;
	}
	number(x, p, &label);
	if (label.n == 0 && !has_text(p))
		return;
	docx_cell_open(x);
	x->w->bold = BOLD_NEUTRAL;
	writer_text(x->w, STR("\n")); /* left out in front of the first */
	write_pieces(x, p, write_label(x, p, label));
}

static void write_block(struct docx *x, const struct docx_paragraph *p)
{
	struct str label = {"", 0};
	bool numbered = number(x, p, &label);
	int heading = heading_level(p);
	if (!has_text(p))
		return;
	struct block *b = writer_open(x->w, heading    ? BLOCK_HEADING
					    : numbered ? BLOCK_ITEM
						       : BLOCK_PARAGRAPH);
	b->level = (uint8_t)heading;
	write_pieces(x, p, write_label(x, p, label));
	if (writer_close(x->w) && is_title(p))
		*list_add(x->arena, &x->titles) = x->w->d->blocks.n - 1;
}

void docx_paragraph_write(struct docx *x, struct docx_paragraph *p)
{
	if (docx_in_cell(x))
		write_in_cell(x, p);
	else
		write_block(x, p);
	docx_marks_settle(x, p);
	if (p->hidden.n)
		note_hidden(x, p);
	for (struct docx_paragraph *q = p->after; q; q = q->next)
		docx_paragraph_write(x, q);
}
