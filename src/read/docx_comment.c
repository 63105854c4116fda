/*
 * docx_comment - comments, and the words that they are on.
 *
 * The part of the comments has what they say; the body marks where the words of each begin and end, and where
 * it is referred to.  Marks wait in their paragraph until its text is written.
 */
#include "docx.h"

enum { COMMENT_LIMIT = 100000 };
#define UNSET UINT32_MAX

struct comment_reader {
	struct docx *x;
	struct buf text;
	bool open, in_text;
	unsigned deleted; /* depth of deletions that are not accepted yet */
};

static void comment_start(void *context, const char *name, const char **attributes)
{
	struct comment_reader *r = context;
	struct arena *a = r->x->arena;
	struct str s = str_of(name);
	if (str_is(s, "w:comment") && r->x->comments.n < COMMENT_LIMIT) {
		struct docx_comment *c = list_add(a, &r->x->comments);
		size_t *known = map_at(a, &r->x->comment_ids, arena_dup(a, str_of(xml_attribute(attributes, "w:id"))));
		if (*known == SIZE_MAX)
			*known = r->x->comments.n - 1;
		c->said.author = arena_dup(a, str_trim(str_of(xml_attribute(attributes, "w:author"))));
		c->said.date = arena_dup(a, str_of(xml_attribute(attributes, "w:date")));
		for (int i = 0; i < DOCX_MARKS; i++)
			c->at[i] = UNSET;
		r->open = true;
		r->text.n = 0;
	} else if (str_is(s, "w:p") && r->text.n) {
		buf_char(&r->text, '\n');
	} else if (str_is(s, "w:del")) {
		r->deleted++;
	} else if (str_is(s, "w:tab") || str_is(s, "w:br")) {
		buf_char(&r->text, ' ');
	}
	r->in_text = str_is(s, "w:t");
}

static void comment_end(void *context, const char *name)
{
	struct comment_reader *r = context;
	struct str s = str_of(name);
	r->in_text = false;
	if (str_is(s, "w:del") && r->deleted)
		r->deleted--;
	if (!str_is(s, "w:comment") || !r->open)
		return;
	struct docx_comment *c = &r->x->comments.v[r->x->comments.n - 1];
	c->said.text = arena_dup(r->x->arena, str_trim(buf_str(&r->text)));
	r->open = false;
}

static void comment_text(void *context, struct str text)
{
	struct comment_reader *r = context;
	if (r->in_text && !r->deleted)
		buf_add(&r->text, text);
}

bool docx_comments_read(struct docx *x, struct str part)
{
	static const struct xml_handler handler = {
	    .start = comment_start, .end = comment_end, .text = comment_text};
	struct comment_reader r = {.x = x};
	ooxml_parse(x->o, part, &handler, &r);
	buf_free(&r.text);
	return x->o->d->failure.n == 0;
}

/* ---- marks ---------------------------------------------------------------------- */

/* Where the text that comes next will stand. */
static uint32_t position(const struct docx *x)
{
	return x->w->is_open ? (uint32_t)x->w->text.n : writer_next(x->w);
}

static void set_mark(struct docx *x, size_t comment, enum docx_mark_type type)
{
	uint32_t *at = &x->comments.v[comment].at[type];
	*at = *at == UNSET ? position(x) : *at;
}

void docx_mark(struct docx *x, struct docx_paragraph *p, enum docx_mark_type type, struct str id)
{
	size_t i = map_get(&x->comment_ids, id);
	if (i == SIZE_MAX)
		return;
	if (p)
		*list_add(x->arena, &p->marks) =
		    (struct docx_mark){.type = type, .comment = i, .piece = p->pieces.n};
	else /* between paragraphs */
		set_mark(x, i, type);
}

void docx_marks_set(struct docx *x, const struct docx_paragraph *p, size_t piece)
{
	for (size_t i = 0; i < p->marks.n; i++)
		if (p->marks.v[i].piece == piece)
			set_mark(x, p->marks.v[i].comment, p->marks.v[i].type);
}

/* Blanks at the end of a block are left out. */
static void clip(struct docx *x, const struct docx_mark *m)
{
	uint32_t *at = &x->comments.v[m->comment].at[m->type];
	if (*at > x->w->text.n)
		*at = (uint32_t)x->w->text.n;
}

void docx_marks_settle(struct docx *x, const struct docx_paragraph *p)
{
	for (size_t i = 0; i < p->marks.n; i++) {
		const struct docx_mark *m = &p->marks.v[i];
		if (x->w->is_open)
			*list_add(x->arena, &x->open_marks) = *m;
		else if (x->comments.v[m->comment].at[m->type] != UNSET)
			clip(x, m);
		set_mark(x, m->comment, m->type); /* what was not written has its place all the same */
	}
}

void docx_cell_marks_settle(struct docx *x)
{
	for (size_t i = 0; i < x->open_marks.n; i++)
		clip(x, &x->open_marks.v[i]);
	x->open_marks.n = 0;
}

/* The words of C; its paragraph when it has none. */
static struct span words_of(const struct document *d, const struct docx_comment *c)
{
	uint32_t start = c->at[DOCX_MARK_START], end = c->at[DOCX_MARK_END], at = c->at[DOCX_MARK_REFERENCE];
	start = start == UNSET ? at : start;
	end = end == UNSET ? at : end;
	if (start == UNSET || !d->blocks.n)
		return (struct span){1, 0};
	uint32_t limit = d->blocks.v[d->blocks.n - 1].span.end; /* what is behind the last block stands nowhere */
	start = start < limit ? start : limit;
	end = end < limit || end == UNSET ? end : limit;
	if (end != UNSET && start < end)
		return (struct span){start, end};
	return d->blocks.v[document_block(d, start)].span;
}

void docx_comments_finish(struct docx *x)
{
	struct document *d = x->o->d;
	for (size_t i = 0; i < x->comments.n; i++) {
		struct comment *c = list_add(x->arena, &d->comments);
		*c = x->comments.v[i].said;
		c->span = words_of(d, &x->comments.v[i]);
	}
}
