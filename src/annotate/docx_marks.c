/*
 * From places to marks round words.
 *
 * A place is looked up in what the reader noted of its sources, so that it is the very characters that it read.
 * Word takes comments in the body only, and not in text boxes (MS-OI29500, 2.1.315): words in a note are marked at the note's
 * sign in the text, those in a text box at the drawing.
 */
#include "docx_marks.h"

enum { DEPTH = 520 }; /* more than xml.c lets through */

/* ---- characters ---------------------------------------------------------------------- */

/* A character of the text: the NTH of a source. */
struct spot {
	const struct source_run *source; /* NULL: none */
	uint32_t nth;
};

static struct spot first_spot(const struct sources *s, uint32_t line, uint32_t column)
{
	for (size_t i = 0; i < s->list.n; i++) {
		const struct source_run *x = &s->list.v[i];
		if (x->line == line && x->column + x->count > column)
			return (struct spot){x, column > x->column ? column - x->column : 0};
	}
	return (struct spot){0};
}

/* The last one in front of the column. */
static struct spot last_spot(const struct sources *s, uint32_t line, uint32_t column)
{
	for (size_t i = s->list.n; i-- > 0;) {
		const struct source_run *x = &s->list.v[i];
		if (x->line == line && x->column < column)
			return (struct spot){x, column - x->column < x->count ? column - x->column - 1 : x->count - 1};
	}
	return (struct spot){0};
}

static void spot_bytes(const struct docx_text *t, struct spot s, size_t *from, size_t *to)
{
	struct str bytes = t->parts[s.source->part].bytes;
	*from = s.source->start;
	*to = s.source->end;
	if (s.source->whole)
		return;
	*to = *from;
	for (uint32_t i = 0; i <= s.nth; i++) {
		*from = *to;
		utf8_next(bytes, to);
	}
}

/* ---- where it stands --------------------------------------------------------------------- */

/* What may stand round runs of a paragraph and have marks in it. */
static bool holds_runs(const struct markup *m, uint32_t i)
{
	static const char *const names[] = {"w:hyperlink", "w:ins",	    "w:moveTo",   "w:smartTag", "w:sdt",
					    "w:sdtContent", "w:customXml", "w:dir",	"w:bdo"};
	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (element_is(m, i, names[k]))
			return true;
	return false;
}

struct standing {
	uint32_t paragraph;
	uint32_t run, child; /* a run, and what of it holds the character; or ... */
	uint32_t outside;    /* ... what can only be marked as a whole, up to ... */
	uint32_t last;       /* ... this; 0: the run */
	bool is_text;        /* the child is its <w:t> */
	bool exact;
};

/* A field under way: its first run, and whether its result is text like any other. */
struct field {
	uint32_t begin;
	bool is_text;
};

/*
 * A field's result is made anew by Word and not kept as text by others: what stands in it is marked at the whole field,
 * when that begins and ends in the paragraph.
 */
static void widen_to_field(const struct markup *m, struct standing *s)
{
	enum { FIELDS = 32 };
	struct field open[FIELDS];
	size_t n = 0;
	const struct element *paragraph = &m->list.v[s->paragraph];
	for (uint32_t i = s->paragraph + 1; i < m->list.n && m->list.v[i].start < paragraph->end; i++) {
		const struct element *e = &m->list.v[i];
		struct str type = element_attribute(m, i, "w:fldCharType");
		if (element_is(m, i, "w:instrText") && n > 0 &&
		    str_find(str_cut(m->bytes, e->open, e->close), STR("HYPERLINK"), 0) != SIZE_MAX)
			open[n - 1].is_text = true;
		if (str_is(type, "begin") && n < FIELDS)
			open[n++] = (struct field){.begin = e->parent};
		if (!str_is(type, "end") || n == 0 || open[--n].is_text)
			continue;
		if (open[n].begin <= s->run && s->run <= e->parent) {
			s->outside = open[n].begin;
			s->last = e->parent;
		}
	}
	s->exact = s->exact && !s->outside;
}

/* The element INNER of the body; the root gives false. */
static bool stand(const struct markup *m, uint32_t inner, struct standing *out)
{
	uint32_t chain[DEPTH];
	size_t n = 0;
	*out = (struct standing){0};
	for (uint32_t i = inner; i; i = m->list.v[i].parent)
		chain[n++] = i;
	/* The outermost paragraph: those of a text box stand in one of the body. */
	while (n > 0 && !element_is(m, chain[n - 1], "w:p"))
		n--;
	if (n < 2)
		return false;
	out->paragraph = chain[--n];
	while (n > 1 && holds_runs(m, chain[n - 1]))
		n--;
	uint32_t x = chain[n - 1];
	if (!element_is(m, x, "w:r") || n < 2) {
		out->outside = out->last = x;
		return true;
	}
	out->run = x;
	out->child = chain[n - 2];
	out->exact = out->child == inner;
	out->is_text = out->exact && element_is(m, inner, "w:t");
	widen_to_field(m, out);
	return true;
}

/* The sign in the body of the note that holds byte AT of PART. */
static uint32_t note_sign(const struct docx_text *t, const struct markup *part, size_t at)
{
	for (uint32_t i = markup_at(part, at); i; i = part->list.v[i].parent) {
		const char *sign = element_is(part, i, "w:footnote")  ? "w:footnoteReference"
				   : element_is(part, i, "w:endnote") ? "w:endnoteReference"
								      : NULL;
		if (sign)
			return markup_find(&t->parts[0], sign, "w:id", element_attribute(part, i, "w:id"));
	}
	return 0;
}

static bool stand_spot(const struct docx_text *t, struct spot s, size_t from, struct standing *out)
{
	const struct markup *part = &t->parts[s.source->part];
	if (s.source->part == 0)
		return stand(part, markup_at(part, from), out);
	bool found = stand(&t->parts[0], note_sign(t, part, from), out);
	out->exact = false;
	return found;
}

static uint32_t first_content(const struct markup *m, uint32_t run)
{
	uint32_t i = m->list.v[run].first;
	return i && element_is(m, i, "w:rPr") ? m->list.v[i].next : i;
}

static struct docx_anchor before(const struct markup *m, const struct standing *s, size_t from)
{
	const struct element *child = &m->list.v[s->child];
	struct docx_anchor out = {.at = m->list.v[s->outside].start, .paragraph = s->paragraph};
	if (s->outside)
		return out;
	bool begins = !s->is_text || from == child->open;
	out.at = begins ? child->start : from;
	out.run = s->run;
	out.text = begins ? 0 : s->child;
	if (begins && first_content(m, s->run) == s->child)
		out = (struct docx_anchor){.at = m->list.v[s->run].start, .paragraph = s->paragraph};
	return out;
}

static struct docx_anchor behind(const struct markup *m, const struct standing *s, size_t to)
{
	const struct element *child = &m->list.v[s->child];
	struct docx_anchor out = {.at = m->list.v[s->last].end, .paragraph = s->paragraph};
	if (s->outside)
		return out;
	bool ends = !s->is_text || to == child->close;
	out.at = ends ? child->end : to;
	out.run = s->run;
	out.text = ends ? 0 : s->child;
	if (ends && child->next == 0)
		out = (struct docx_anchor){.at = m->list.v[s->run].end, .paragraph = s->paragraph};
	return out;
}

/* ---- ranges ------------------------------------------------------------------------------ */

static bool is_at(const struct place *p, const struct place *q)
{
	return p->line == q->line && p->column == q->column;
}

static bool has_words(const struct place *p)
{
	return p->end_line > p->line || (p->end_line == p->line && p->end_column > p->column);
}

/* The first heading at the top, or what the text begins with. */
static struct place title(const struct document *d)
{
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (b->type == BLOCK_HEADING && b->level == 1)
			return document_place(d, b->span);
	}
	return document_place(d, d->blocks.v[0].span);
}

/* What a remark is for, as a place with words. */
static struct place meant(const struct document *d, const struct place *p)
{
	struct place all = document_place(d, (struct span){0, (uint32_t)d->text.n});
	struct place out = *p;
	bool to_end = p->end_line == all.end_line && p->end_column == all.end_column;
	if (p->line == 0 || (is_at(p, &all) && (to_end || !has_words(p))))
		return title(d);
	if (has_words(p))
		return out;
	out.column = 1;
	out.end_line = out.line;
	out.end_column = UINT32_MAX;
	return out;
}

struct docx_range docx_range_of(const struct docx_text *t, const struct place *place)
{
	const struct markup *body = &t->parts[0];
	struct place p = meant(t->d, place);
	struct spot first = first_spot(&t->sources, p.line, p.column);
	struct spot last = last_spot(&t->sources, p.end_line, p.end_column);
	struct docx_range out = {0};
	struct standing start, end;
	size_t from, to, last_from;
	if (first.source == NULL) /* a number that Word writes, and nothing behind */
		first = first_spot(&t->sources, p.line, 1);
	if (first.source == NULL)
		return out;
	if (last.source == NULL || last.source->part != first.source->part)
		last = last_spot(&t->sources, first.source->line, UINT32_MAX);
	spot_bytes(t, first, &from, &to);
	if (!stand_spot(t, first, from, &start))
		return out;
	out.start = before(body, &start, from);
	out.end = behind(body, &start, to);
	out.exact = start.exact;
	out.found = true;
	spot_bytes(t, last, &last_from, &to);
	if (!stand_spot(t, last, last_from, &end))
		return out;
	struct docx_anchor anchor = behind(body, &end, to);
	out.exact = out.exact && end.exact;
	if (anchor.at > out.start.at) /* a text box is drawn in front of where it is read */
		out.end = anchor;
	return out;
}

bool docx_text_between(const struct docx_text *t, size_t at, const struct docx_anchor *anchor)
{
	const struct markup *m = &t->parts[0];
	size_t low = at < anchor->at ? at : anchor->at;
	size_t high = at < anchor->at ? anchor->at : at;
	for (uint32_t i = 0; i < m->list.n; i++) {
		const struct element *e = &m->list.v[i];
		if (element_is(m, i, "w:t") && e->open < high && e->close > low && e->open < e->close)
			return true;
	}
	return false;
}

/* ---- putting them in ------------------------------------------------------------------------- */

struct point {
	const struct docx_anchor *anchor;
	bool is_end;
	unsigned long id;
};

static int by_place(const void *a, const void *b)
{
	const struct point *x = a, *y = b;
	if (x->anchor->at != y->anchor->at)
		return x->anchor->at < y->anchor->at ? -1 : 1;
	if (x->is_end != y->is_end)
		return x->is_end ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

struct writing {
	const struct markup *m;
	const char *namespace;
	struct edits edits;
};

static void put_point(struct writing *w, struct buf *b, const struct point *p)
{
	struct str prefix = element_prefix(w->m, p->anchor->paragraph);
	struct str q = prefix.n ? prefix : STR("w:"); /* attributes have no default namespace */
	struct str declared = STR("");
	if (!prefix.n)
		declared = arena_printf(w->edits.arena, " xmlns:w=\"%s\"", w->namespace);
	buf_printf(b, "<%.*scommentRange%s%.*s %.*sid=\"%lu\"/>", (int)q.n, q.p, p->is_end ? "End" : "Start",
		   (int)declared.n, declared.p, (int)q.n, q.p, p->id);
	if (p->is_end)
		buf_printf(b, "<%.*sr%.*s><%.*scommentReference %.*sid=\"%lu\"/></%.*sr>", (int)q.n, q.p,
			   (int)declared.n, declared.p, (int)q.n, q.p, (int)q.n, q.p, p->id, (int)q.n, q.p);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Blanks at either end of the characters [from, to) of a text would be lost without being asked for. */
static bool needs_preserve(const struct markup *m, uint32_t text, size_t from, size_t to)
{
	if (str_is(element_attribute(m, text, "xml:space"), "preserve") || from >= to)
		return false;
	const struct element *e = &m->list.v[text];
	bool begins = from > e->open && is_blank(m->bytes.p[from]);
	bool ends = to < e->close && is_blank(m->bytes.p[to - 1]);
	return begins || ends;
}

/* Where the text under way goes on to: the next cut in it, or its end. */
static size_t next_cut(const struct markup *m, const struct point *points, size_t n, size_t i, uint32_t text)
{
	size_t at = points[i].anchor->at;
	for (; i < n && points[i].anchor->text == text; i++)
		if (points[i].anchor->at > at)
			return points[i].anchor->at;
	return m->list.v[text].close;
}

#define PRESERVE " xml:space=\"preserve\""

/* Ends the run, and what of it is cut, in front of the marks. */
static void close_run(struct writing *w, struct buf *b, const struct docx_anchor *at)
{
	struct str run = element_raw_name(w->m, at->run);
	struct str text = at->text ? element_raw_name(w->m, at->text) : STR("");
	if (at->text)
		buf_printf(b, "</%.*s>", (int)text.n, text.p);
	buf_printf(b, "</%.*s>", (int)run.n, run.p);
}

/* Begins them again behind the marks. */
static void open_run(struct writing *w, struct buf *b, const struct docx_anchor *at, size_t to)
{
	uint32_t properties = element_child(w->m, at->run, "w:rPr");
	buf_add(b, element_tag(w->m, at->run));
	if (properties)
		buf_add(b, str_cut(w->m->bytes, w->m->list.v[properties].start, w->m->list.v[properties].end));
	if (!at->text)
		return;
	struct str tag = element_tag(w->m, at->text);
	buf_add(b, str_cut(tag, 0, tag.n - 1));
	buf_addz(b, needs_preserve(w->m, at->text, at->at, to) ? PRESERVE ">" : ">");
}

/* The points from I on that stand at one place; gives how many. */
static size_t put_points(struct writing *w, const struct point *points, size_t n, size_t i)
{
	struct buf b = {0};
	const struct docx_anchor *at = points[i].anchor;
	size_t k = i;
	if (at->text && (i == 0 || points[i - 1].anchor->text != at->text) &&
	    needs_preserve(w->m, at->text, w->m->list.v[at->text].open, at->at))
		edit_put(&w->edits, w->m->list.v[at->text].open - 1, STR(PRESERVE));
	if (at->run)
		close_run(w, &b, at);
	for (; k < n && points[k].anchor->at == at->at; k++)
		put_point(w, &b, &points[k]);
	if (at->run)
		open_run(w, &b, at, next_cut(w->m, points, n, i, at->text));
	edit_put(&w->edits, at->at, arena_dup(w->edits.arena, buf_str(&b)));
	buf_free(&b);
	return k - i;
}

struct str docx_marked(const struct docx_text *t, const struct docx_mark *marks, size_t n, const char *namespace)
{
	struct point *points = arena_array(t->arena, struct point, 2 * n + 1);
	struct writing w = {.m = &t->parts[0], .namespace = namespace, .edits = {.arena = t->arena}};
	for (size_t i = 0; i < n; i++) {
		points[2 * i] = (struct point){&marks[i].range.start, false, marks[i].id};
		points[2 * i + 1] = (struct point){&marks[i].range.end, true, marks[i].id};
	}
	if (n)
		qsort(points, 2 * n, sizeof *points, by_place);
	for (size_t i = 0; i < 2 * n;)
		i += put_points(&w, points, 2 * n, i);
	return edits_apply(&w.edits, w.m->bytes);
}
