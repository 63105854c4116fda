/*
 * read_writer - what all readers build a document with.
 */
#include "read.h"

/* Of one document. A workbook can show one long string in a million cells. */
enum { TEXT_LIMIT = 128 * 1024 * 1024 };

static struct block *open_block(struct writer *w)
{
	return &w->d->blocks.v[w->d->blocks.n - 1];
}

static void add_run(struct writer *w, struct run run)
{
	struct document *d = w->d;
	run.at = (uint32_t)w->text.n;
	if (d->runs.n > w->rewind_runs && d->runs.v[d->runs.n - 1].at == run.at)
		d->runs.v[d->runs.n - 1] = run;
	else
		*list_add(w->arena, &d->runs) = run;
}

void writer_run(struct writer *w, uint32_t line, uint32_t column)
{
	add_run(w, (struct run){.line = line, .column = column});
}

static size_t leading_blanks(struct str s)
{
	struct str rest = str_trim(s);
	return rest.n ? (size_t)(rest.p - s.p) : s.n;
}

/* Leaves out blanks that begin the block; what is left of S. */
static struct str skip_indent(struct writer *w, struct str s)
{
	struct document *d = w->d;
	size_t skip = leading_blanks(s);
	if (skip && d->runs.n && d->runs.v[d->runs.n - 1].at == w->text.n)
		d->runs.v[d->runs.n - 1].column += (uint32_t)utf8_count(str_cut(s, 0, skip));
	return str_cut(s, skip, s.n);
}

static void note_bold(struct writer *w, struct block *b, struct str s)
{
	bool contiguous = b->bold_end == w->text.n;
	uint32_t end = (uint32_t)(w->text.n + s.n);
	if (w->bold == BOLD_NEUTRAL) {
		if (b->span.start == w->text.n || (contiguous && w->seen_bold))
			b->bold_end = end;
		if (b->span.start == w->text.n)
			w->neutral_end = end;
		return;
	}
	if (leading_blanks(s) == s.n) {
		if (contiguous)
			b->bold_end = end;
		return;
	}
	if (w->bold == BOLD_ON) {
		w->seen_bold = true;
		if (contiguous)
			b->bold_end = end;
	} else {
		w->seen_plain = true;
	}
}

void writer_text(struct writer *w, struct str s)
{
	if (!w->is_open || s.n == 0)
		return;
	struct block *b = open_block(w);
	if (w->text.n == b->span.start)
		s = skip_indent(w, s);
	if (s.n == 0)
		return;
	if (s.n > TEXT_LIMIT || w->text.n > TEXT_LIMIT - s.n) {
		w->is_full = true;
		return;
	}
	note_bold(w, b, s);
	buf_add(&w->text, s);
}

void writer_character(struct writer *w, uint32_t line, uint32_t column, uint32_t width,
		      struct str s)
{
	add_run(w, (struct run){.line = line, .column = column, .width = width});
	writer_text(w, s);
}

void writer_label(struct writer *w, struct str s)
{
	enum boldness bold = w->bold;
	w->bold = BOLD_NEUTRAL;
	writer_text(w, s);
	w->bold = bold;
	struct block *b = open_block(w);
	if (b->body == b->span.start)
		b->body = (uint32_t)w->text.n;
}

struct block *writer_open(struct writer *w, enum block_type type)
{
	struct document *d = w->d;
	if (w->is_open)
		writer_close(w);
	w->rewind = w->text.n;
	w->rewind_runs = d->runs.n;
	if (d->blocks.n > 0)
		buf_char(&w->text, '\n');
	struct block *b = list_add(w->arena, &d->blocks);
	*b = (struct block){.type = type}; /* its room may have been a dropped block's */
	b->span.start = b->body = b->bold_end = (uint32_t)w->text.n;
	b->row_span = b->column_span = 1;
	w->is_open = true;
	w->seen_bold = w->seen_plain = false;
	w->neutral_end = b->span.start;
	w->bold = BOLD_OFF;
	return b;
}

bool writer_close(struct writer *w)
{
	struct document *d = w->d;
	if (!w->is_open)
		return false;
	w->is_open = false;
	struct block *b = open_block(w);
	struct str whole = str_cut(buf_str(&w->text), b->span.start, w->text.n);
	struct str trimmed = str_trim(whole);
	if (trimmed.n == 0) {
		w->text.n = w->rewind;
		d->runs.n = w->rewind_runs;
		d->blocks.n--;
		return false;
	}
	w->text.n = b->span.start + (size_t)(trimmed.p - whole.p) + trimmed.n;
	while (d->runs.n > w->rewind_runs && d->runs.v[d->runs.n - 1].at >= w->text.n)
		d->runs.n--;
	b->span.end = (uint32_t)w->text.n;
	if (b->body > b->span.end)
		b->body = b->span.end;
	if (b->bold_end > b->span.end)
		b->bold_end = b->span.end;
	if (!w->seen_bold || b->bold_end <= w->neutral_end)
		b->bold_end = b->span.start;
	b->bold = w->seen_bold && !w->seen_plain;
	return true;
}

uint32_t writer_next(const struct writer *w)
{
	return (uint32_t)(w->text.n + (w->d->blocks.n > 0));
}

void writer_finish(struct writer *w)
{
	writer_close(w);
	if (w->is_full && w->d->failure.n == 0)
		read_fail(w->arena, w->d, "the file holds too much text", (struct str){0});
	w->d->text = arena_dup(w->arena, buf_str(&w->text));
	buf_free(&w->text);
}

void read_note(struct arena *a, struct document *d, const char *id, struct str detail,
	       struct span span)
{
	struct read_note *n = list_add(a, &d->notes);
	n->id = id;
	n->detail = arena_dup(a, detail);
	n->span = span;
}

void read_meta(struct arena *a, struct document *d, const char *key, struct str value)
{
	struct pair *p = list_add(a, &d->meta);
	p->key = arena_dup(a, str_of(key));
	p->value = arena_dup(a, value);
}

void read_fail(struct arena *a, struct document *d, const char *sentence, struct str detail)
{
	if (detail.n)
		d->failure = arena_printf(a, "%s (%.*s)", sentence, (int)detail.n, detail.p);
	else
		d->failure = arena_printf(a, "%s", sentence);
}
