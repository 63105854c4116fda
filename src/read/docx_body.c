/*
 * docx_body - the events of a part with paragraphs.
 *
 * What people see counts: insertions yes, deletions no, the result of a field
 * and not its code, one of the two versions of a drawing.  A text box is a
 * flow of its own within a paragraph; its paragraphs follow the one that
 * anchors it.  Every paragraph that is there counts a line, an empty one, one
 * in a cell or in a text box too.
 */
#include "docx.h"

#include <assert.h>

enum {
	DEPTH = 520, /* more than xml.c lets through */
	FLOWS = 8,   /* text boxes in text boxes */
	FIELDS = 32,
};

/*
 * The elements that matter here, and what their start does; others are passed
 * through, and so are those without a function, which only give context.
 */
#define ELEMENTS(X)                                                                                \
	X(P, "w:p", start_paragraph)                                                               \
	X(PPR, "w:pPr", NULL)                                                                      \
	X(PSTYLE, "w:pStyle", paragraph_property)                                                  \
	X(OUTLINE, "w:outlineLvl", paragraph_property)                                             \
	X(NUMPR, "w:numPr", NULL)                                                                  \
	X(NUMID, "w:numId", paragraph_property)                                                    \
	X(ILVL, "w:ilvl", paragraph_property)                                                      \
	X(R, "w:r", start_run)                                                                     \
	X(RPR, "w:rPr", NULL)                                                                      \
	X(RSTYLE, "w:rStyle", run_property)                                                        \
	X(BOLD, "w:b", run_property)                                                               \
	X(VANISH, "w:vanish", run_property)                                                        \
	X(TEXT, "w:t", NULL)                                                                       \
	X(MATH_TEXT, "m:t", NULL)                                                                  \
	X(TAB, "w:tab", inline_character)                                                          \
	X(PTAB, "w:ptab", inline_character)                                                        \
	X(BREAK, "w:br", inline_character)                                                         \
	X(RETURN, "w:cr", inline_character)                                                        \
	X(HYPHEN, "w:noBreakHyphen", inline_character)                                             \
	X(SYMBOL, "w:sym", inline_character)                                                       \
	X(FIELD, "w:fldChar", inline_character)                                                    \
	X(DELETED, "w:del", deletion)                                                              \
	X(MOVED, "w:moveFrom", deletion)                                                           \
	X(ALTERNATE, "mc:AlternateContent", alternate)                                             \
	X(CHOICE, "mc:Choice", alternate)                                                          \
	X(FALLBACK, "mc:Fallback", alternate)                                                      \
	X(TEXT_BOX, "w:txbxContent", start_text_box)                                               \
	X(TEXT_PATH, "v:textpath", add_text_path)                                                  \
	X(TABLE, "w:tbl", table_start)                                                             \
	X(ROW, "w:tr", table_start)                                                                \
	X(ROW_PR, "w:trPr", NULL)                                                                  \
	X(GRID_BEFORE, "w:gridBefore", table_property)                                             \
	X(CELL, "w:tc", table_start)                                                               \
	X(CELL_PR, "w:tcPr", NULL)                                                                 \
	X(GRID_SPAN, "w:gridSpan", table_property)                                                 \
	X(VERTICAL, "w:vMerge", table_property)                                                    \
	X(SDT_PR, "w:sdtPr", skip)                                                                 \
	X(SDT_END_PR, "w:sdtEndPr", skip)                                                          \
	X(RUBY_TEXT, "w:rt", skip)                                                                 \
	X(P_CHANGE, "w:pPrChange", skip)                                                           \
	X(R_CHANGE, "w:rPrChange", skip)                                                           \
	X(TABLE_CHANGE, "w:tblPrChange", skip)                                                     \
	X(ROW_CHANGE, "w:trPrChange", skip)                                                        \
	X(CELL_CHANGE, "w:tcPrChange", skip)                                                       \
	X(SECTION, "w:sectPr", skip)                                                               \
	X(FOOTNOTE, "w:footnote", note_element)                                                    \
	X(ENDNOTE, "w:endnote", note_element)                                                      \
	X(PICTURE, "a:blip", unread_element)                                                       \
	X(VML_PICTURE, "v:imagedata", unread_element)                                              \
	X(OBJECT, "w:object", unread_element)                                                      \
	X(CHUNK, "w:altChunk", unread_element)                                                     \
	X(COMMENT_START, "w:commentRangeStart", comment_mark)                                      \
	X(COMMENT_END, "w:commentRangeEnd", comment_mark)                                          \
	X(COMMENT, "w:commentReference", comment_mark)

enum element {
	OTHER,
#define X(ID, NAME, START) ID,
	ELEMENTS(X)
#undef X
};

/* A stretch of paragraphs: the part itself, or a text box in it. */
struct flow {
	struct docx_paragraph *p;     /* under way, or NULL */
	struct docx_paragraph *carry; /* its mark is deleted: goes on in the next */
	unsigned depth;               /* of the element that begins it */
	enum toggle bold, hidden;     /* of the run under way, set on it */
	const struct docx_style *run_style;
};

struct body {
	struct docx *x;
	struct map tags;
	unsigned depth, skip;
	enum element stack[DEPTH];
	bool taken[DEPTH]; /* a choice of the alternate at this depth */
	struct flow flow[FLOWS];
	size_t flows;
	bool in_result[FIELDS];
	size_t fields;
	size_t start, end; /* bytes of the event at hand */
};

static struct flow *flow(struct body *b)
{
	return &b->flow[b->flows - 1];
}

static enum element parent(const struct body *b, unsigned up)
{
	return b->depth > up ? b->stack[b->depth - up] : OTHER;
}

/* ---- paragraphs ------------------------------------------------------------------------ */

static void emit(struct body *b, struct docx_paragraph *p)
{
	if (b->flows == 1) {
		docx_paragraph_write(b->x, p);
		return;
	}
	struct docx_paragraph *anchor = b->flow[b->flows - 2].p;
	if (anchor == NULL) { /* a text box outside any paragraph */
		docx_paragraph_write(b->x, p);
		return;
	}
	if (anchor->after_last)
		anchor->after_last->next = p;
	else
		anchor->after = p;
	anchor->after_last = p;
}

static void flush_carry(struct body *b)
{
	struct docx_paragraph *p = flow(b)->carry;
	flow(b)->carry = NULL;
	if (p)
		emit(b, p);
}

static void start_paragraph(struct body *b, enum element e, const char **attributes)
{
	(void)e, (void)attributes;
	struct docx *x = b->x;
	struct flow *f = flow(b);
	struct docx_paragraph *p = f->carry;
	if (f->p) /* a paragraph directly within one, which no program writes */
		return;
	f->carry = NULL;
	if (p == NULL)
		p = arena_new(x->arena, struct docx_paragraph);
	p->line = ++x->lines;
	p->outline = p->level = -1;
	p->numbering = -1;
	p->mark_deleted = false;
	size_t style = x->styles->paragraph;
	p->style = style < x->styles->list.n ? &x->styles->list.v[style] : NULL;
	f->p = p;
}

static void end_paragraph(struct body *b)
{
	struct flow *f = flow(b);
	struct docx_paragraph *p = f->p;
	if (p == NULL)
		return;
	/* A field's code that has not come to its result by now never will. */
	while (b->fields > 0 && !b->in_result[b->fields - 1])
		b->fields--;
	f->p = NULL;
	if (p->mark_deleted)
		f->carry = p;
	else
		emit(b, p);
}

static bool is_field_code(const struct body *b)
{
	for (size_t i = 0; i < b->fields; i++) {
		if (!b->in_result[i])
			return true;
	}
	return false;
}

static bool flip(enum toggle direct, enum toggle paragraph, enum toggle run)
{
	if (direct != TOGGLE_UNSET)
		return direct == TOGGLE_ON;
	return (paragraph == TOGGLE_ON) != (run == TOGGLE_ON);
}

static void add_text(struct body *b, struct str text)
{
	struct docx *x = b->x;
	struct flow *f = flow(b);
	static const struct docx_style none = {0};
	const struct docx_style *run = f->run_style ? f->run_style : &none;
	if (f->p == NULL || text.n == 0 || is_field_code(b))
		return;
	const struct docx_style *style = f->p->style ? f->p->style : &none;
	if (flip(f->hidden, style->hidden, run->hidden)) {
		*list_add(x->arena, &f->p->hidden) = arena_dup(x->arena, text);
		return;
	}
	struct docx_piece *piece = list_add(x->arena, &f->p->pieces);
	piece->text = arena_dup(x->arena, text);
	piece->line = f->p->line;
	piece->start = b->start;
	piece->end = b->end;
	piece->bold = flip(f->bold, style->bold, run->bold);
	if (x->styles->bold == TOGGLE_ON && f->bold == TOGGLE_UNSET)
		piece->bold = true;
}

/* ---- text boxes --------------------------------------------------------------------------- */

static void start_text_box(struct body *b, enum element e, const char **attributes)
{
	(void)e, (void)attributes;
	if (b->flows == FLOWS) {
		b->skip = b->depth;
		return;
	}
	b->flow[b->flows++] = (struct flow){.depth = b->depth};
}

static void end_text_box(struct body *b)
{
	if (b->flows == 1 || flow(b)->depth != b->depth)
		return;
	end_paragraph(b);
	flush_carry(b);
	b->flows--;
}

/* Text as a drawing; it has no paragraph of its own. */
static void add_text_path(struct body *b, enum element e, const char **attributes)
{
	(void)e;
	struct str text = str_of(xml_attribute(attributes, "string"));
	struct docx_paragraph *anchor = flow(b)->p;
	if (anchor == NULL || str_trim(text).n == 0 || b->flows == FLOWS)
		return;
	struct docx_paragraph *p = arena_new(b->x->arena, struct docx_paragraph);
	p->line = anchor->line;
	p->outline = p->level = -1;
	p->numbering = -1;
	struct docx_piece *piece = list_add(b->x->arena, &p->pieces);
	piece->text = arena_dup(b->x->arena, text);
	piece->line = p->line;
	piece->start = b->start;
	piece->end = b->end;
	b->flow[b->flows++] = (struct flow){.depth = b->depth};
	emit(b, p);
	b->flows--;
}

/* ---- elements ----------------------------------------------------------------------------- */

static void paragraph_property(struct body *b, enum element e, const char **attributes)
{
	struct docx_paragraph *p = flow(b)->p;
	if (p == NULL)
		return;
	if (e == PSTYLE && parent(b, 1) == PPR) {
		struct str id = str_of(xml_attribute(attributes, "w:val"));
		const struct docx_style *style = docx_style_find(b->x->styles, id);
		if (style)
			p->style = style;
	} else if (e == OUTLINE && parent(b, 1) == PPR) {
		long level = ooxml_long(attributes, "w:val", 9);
		p->outline = level >= 0 && level < 9 ? (int)level : 9;
	} else if (e == NUMID && parent(b, 1) == NUMPR) {
		p->numbering = ooxml_long(attributes, "w:val", -1);
	} else if (e == ILVL && parent(b, 1) == NUMPR) {
		long level = ooxml_long(attributes, "w:val", 0);
		p->level = level >= 0 && level < DOCX_LEVELS ? (int)level : 0;
	}
}

static void run_property(struct body *b, enum element e, const char **attributes)
{
	struct flow *f = flow(b);
	if (parent(b, 1) != RPR || parent(b, 2) != R)
		return;
	if (e == BOLD)
		f->bold = docx_toggle(attributes);
	else if (e == VANISH)
		f->hidden = docx_toggle(attributes);
	else
		f->run_style =
		    docx_style_find(b->x->styles, str_of(xml_attribute(attributes, "w:val")));
}

static void field_character(struct body *b, const char **attributes)
{
	struct str type = str_of(xml_attribute(attributes, "w:fldCharType"));
	if (str_is(type, "begin")) {
		if (b->fields < FIELDS)
			b->in_result[b->fields++] = false;
	} else if (b->fields == 0) {
		return;
	} else if (str_is(type, "separate")) {
		b->in_result[b->fields - 1] = true;
	} else if (str_is(type, "end")) {
		b->fields--;
	}
}

static void symbol(struct body *b, const char **attributes)
{
	char bytes[4];
	struct str font = str_of(xml_attribute(attributes, "w:font"));
	const char *code = xml_attribute(attributes, "w:char");
	uint32_t c = docx_symbol(font, code ? (uint32_t)strtoul(code, NULL, 16) : 0);
	if (c)
		add_text(b, (struct str){bytes, utf8_put(c, bytes)});
}

/* Deleted: a run's text, the paragraph's mark, or a row. */
static void deletion(struct body *b, enum element e, const char **attributes)
{
	(void)e, (void)attributes;
	b->x->deletions++;
	if (parent(b, 1) == ROW_PR) {
		if (b->x->table.depth == 1)
			b->x->table.row_deleted = true;
	} else if (parent(b, 1) == RPR) {
		if (parent(b, 2) == PPR && flow(b)->p)
			flow(b)->p->mark_deleted = true;
	} else {
		b->skip = b->depth;
	}
}

static void alternate(struct body *b, enum element e, const char **attributes)
{
	(void)attributes;
	bool *taken = &b->taken[b->depth - 1];
	if (e == ALTERNATE)
		b->taken[b->depth] = false;
	else if (parent(b, 1) != ALTERNATE)
		return;
	else if (*taken)
		b->skip = b->depth;
	else
		*taken = true;
}

static void table_property(struct body *b, enum element e, const char **attributes)
{
	struct docx_table *t = &b->x->table;
	if (t->depth != 1 || b->flows != 1)
		return;
	if (e == GRID_BEFORE && parent(b, 1) == ROW_PR) {
		long n = ooxml_long(attributes, "w:val", 0);
		t->column = n > 0 && n < 1000 ? (uint32_t)n : 0;
	} else if (e == GRID_SPAN && parent(b, 1) == CELL_PR) {
		long n = ooxml_long(attributes, "w:val", 1);
		t->span = n > 1 && n < 1000 ? (uint32_t)n : 1;
	} else if (e == VERTICAL && parent(b, 1) == CELL_PR) {
		t->restarts = str_is(str_of(xml_attribute(attributes, "w:val")), "restart");
		t->continued = !t->restarts;
	}
}

static void table_element(struct body *b, enum element e, bool starts)
{
	struct docx *x = b->x;
	if (b->flows != 1) /* in a text box cells are paragraphs */
		return;
	if (e == TABLE || e == CELL)
		flush_carry(b);
	if (e == TABLE)
		starts ? docx_table_start(x) : docx_table_end(x);
	else if (e == ROW)
		starts ? docx_row_start(x) : docx_row_end(x);
	else
		starts ? docx_cell_start(x) : docx_cell_end(x);
}

static void inline_character(struct body *b, enum element e, const char **attributes)
{
	if (parent(b, 1) != R)
		return;
	if (e == TAB || e == PTAB)
		add_text(b, STR("\t"));
	else if (e == BREAK || e == RETURN)
		add_text(b, STR("\n"));
	else if (e == HYPHEN)
		add_text(b, STR("-"));
	else if (e == SYMBOL)
		symbol(b, attributes);
	else if (e == FIELD)
		field_character(b, attributes);
}

static void note_element(struct body *b, enum element e, const char **attributes)
{
	(void)e;
	const char *type = xml_attribute(attributes, "w:type");
	if (type && !str_is(str_of(type), "normal"))
		b->skip = b->depth; /* the line above the notes */
}

static void table_start(struct body *b, enum element e, const char **attributes)
{
	(void)attributes;
	table_element(b, e, true);
}

static void start_run(struct body *b, enum element e, const char **attributes)
{
	struct flow *f = flow(b);
	(void)e, (void)attributes;
	f->bold = f->hidden = TOGGLE_UNSET;
	f->run_style = NULL;
}

static void skip(struct body *b, enum element e, const char **attributes)
{
	(void)e, (void)attributes;
	b->skip = b->depth;
}

static void comment_mark(struct body *b, enum element e, const char **attributes)
{
	enum docx_mark_type type = e == COMMENT_START ? DOCX_MARK_START
				   : e == COMMENT_END ? DOCX_MARK_END
						      : DOCX_MARK_REFERENCE;
	docx_mark(b->x, flow(b)->p, type, str_of(xml_attribute(attributes, "w:id")));
}

static void unread_element(struct body *b, enum element e, const char **attributes)
{
	(void)attributes;
	if (e == PICTURE || e == VML_PICTURE)
		b->x->pictures++;
	else
		b->x->embedded++;
}

typedef void element_start(struct body *b, enum element e, const char **attributes);

static const struct {
	const char *name;
	element_start *start;
} elements[] = {[OTHER] = {NULL, NULL},
#define X(ID, NAME, START) [ID] = {NAME, START},
		ELEMENTS(X)
#undef X
};

static void body_start(void *context, const char *name, const char **attributes)
{
	struct body *b = context;
	size_t tag = map_get(&b->tags, str_of(name));
	enum element e = tag == SIZE_MAX ? OTHER : (enum element)tag;
	b->depth++;
	assert(b->depth < DEPTH);
	b->stack[b->depth] = e;
	if (b->skip == 0 && elements[e].start)
		elements[e].start(b, e, attributes);
}

static void body_end(void *context, const char *name)
{
	struct body *b = context;
	enum element e = b->stack[b->depth];
	(void)name;
	if (b->skip == 0) {
		if (e == P)
			end_paragraph(b);
		else if (e == TEXT_BOX)
			end_text_box(b);
		else if (e == TABLE || e == ROW || e == CELL)
			table_element(b, e, false);
	} else if (b->skip == b->depth) {
		b->skip = 0;
	}
	b->depth--;
}

static void body_text(void *context, struct str text)
{
	struct body *b = context;
	enum element e = b->stack[b->depth];
	size_t start = b->start;
	bool exact = b->end - start == text.n;
	if (b->skip || (e != TEXT && e != MATH_TEXT))
		return;
	/* A line end within <w:t> is a blank. */
	for (size_t at = 0; at < text.n;) {
		size_t end = at;
		while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
			end++;
		if (exact)
			b->start = start + at, b->end = start + end;
		add_text(b, str_cut(text, at, end));
		if (exact)
			b->start = b->end, b->end = b->start + 1;
		if (end < text.n)
			add_text(b, STR(" "));
		at = end + 1;
	}
}

static void body_at(void *context, size_t start, size_t end)
{
	struct body *b = context;
	b->start = start;
	b->end = end;
}

bool docx_part(struct docx *x, struct str part)
{
	static const struct xml_handler handler = {body_start, body_end, body_text, body_at};
	struct body *b = arena_new(x->arena, struct body);
	if (x->sources) {
		x->part = (uint32_t)x->sources->parts.n;
		list_add(x->arena, &x->sources->parts)->name = part;
	}
	b->x = x;
	b->flows = 1;
	for (size_t i = OTHER + 1; i < sizeof elements / sizeof *elements; i++)
		*map_at(x->arena, &b->tags, str_of(elements[i].name)) = i;
	bool ok = ooxml_parse(x->o, part, &handler, b);
	if (ok)
		flush_carry(b);
	return ok;
}
