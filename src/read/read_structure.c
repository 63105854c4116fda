/*
 * read_structure - headings that the format does not tell.
 *
 * People number by hand and mark headings by bold letters or by nothing but
 * "一、".  Levels of such headings fit in between those that the format tells:
 * below a title and below an unnumbered heading, and equal to a real heading
 * with a label of the same style.
 */
#include "read.h"

enum {
	LEVEL_MAX = 9,
	REAL_HEADING_LIMIT = 120, /* code points; a longer one is text in a heading's style */
	LABEL_HEADING_LIMIT = 80,
	BOLD_HEADING_LIMIT = 40,
	TITLE_LIMIT = 50,
	SHORT_LINE = 25,
	STYLES = LABEL_YISHI + 1,
};

struct outline {
	struct arena *arena;
	struct document *d;
	unsigned level_of[STYLES]; /* of real headings with such a label; 0: none */
	enum label_style by_rank[STYLES]; /* styles that number headings, the highest at 1 */
	unsigned ranks;
	unsigned base;             /* 1 when there is a title above all */
	unsigned plain; /* level of the last real heading without a label, below the title */
	unsigned last;  /* level of the last heading that is not only bold */
};

/* ---- what a line looks like ---------------------------------------------- */

static uint32_t last_of(struct str s)
{
	size_t at = s.n;
	return at ? utf8_prev(s, &at) : 0;
}

static bool ends_clause(uint32_t c)
{
	return c == 0x3002 || c == 0xff1b || c == 0xff01 || c == 0xff1f || c == ';' || c == '!' ||
	       c == '?' || c == 0xff0c || c == ',' || c == 0x3001;
}

static bool is_colon(uint32_t c)
{
	return c == 0xff1a || c == ':';
}

bool read_is_heading_like(struct str s, size_t limit)
{
	if (s.n == 0 || utf8_count(s) > limit || ends_clause(last_of(s)))
		return false;
	uint32_t before = 0;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (c == '\n' || c == '\t' || c == 0x3002 || c == 0xff1b)
			return false;
		if (is_colon(c) && at < s.n)
			return false;
		/* Dots that lead to a page number. */
		if ((c == '.' && before == '.') || (c == 0x2026 && before == 0x2026))
			return false;
		before = c;
	}
	return true;
}

/* "时间：..." */
static bool is_field(struct str line)
{
	enum { KEY_LIMIT = 8 };
	size_t at = 0;
	for (int n = 0; n <= KEY_LIMIT && at < line.n; n++) {
		uint32_t c = utf8_next(line, &at);
		if (is_colon(c))
			return n > 0;
		if (!utf8_is_han(c) && !utf8_is_blank(c))
			return false;
	}
	return false;
}

static bool is_item_label(enum label_style style)
{
	return style >= LABEL_PART && style <= LABEL_CIRCLED;
}

static enum label_style label_of(struct str line)
{
	enum label_style style;
	long number;
	label_parse(str_trim(line), &style, &number);
	return style;
}

/* ---- cutting paragraphs at line breaks -------------------------------------- */

/* FIRST begins the part that the line BEFORE ends. */
static bool cut_between(struct str first, struct str before, struct str after)
{
	enum label_style above = label_of(first);
	enum label_style below = label_of(after);
	uint32_t end = last_of(before);
	if (is_item_label(below) &&
	    (is_item_label(above) || is_colon(end) || (ends_clause(end) && end != 0x3001)))
		return true;
	if (is_field(first) && is_field(after))
		return true;
	return (above == LABEL_HAN || above == LABEL_HAN_PAREN) && first.p == before.p &&
	       read_is_heading_like(before, SHORT_LINE);
}

static struct str line_at(struct str text, uint32_t from, uint32_t limit)
{
	size_t end = str_find(text, STR("\n"), from);
	return str_cut(text, from, end < limit ? end : limit);
}

/* Adds B, cut where its lines are paragraphs of their own. */
static void add_cut(struct outline *o, struct block b)
{
	struct document *d = o->d;
	uint32_t from = b.span.start;
	struct str line = line_at(d->text, from, b.span.end);
	struct str first = line;
	while (from + line.n < b.span.end) {
		uint32_t next = from + (uint32_t)line.n + 1;
		struct str below = line_at(d->text, next, b.span.end);
		if (cut_between(first, line, below)) {
			struct block part = b;
			part.span.end = next - 1;
			if (part.bold_end > part.span.end)
				part.bold_end = part.span.end;
			*list_add(o->arena, &d->blocks) = part;
			b.span.start = next;
			b.body = b.body > next ? b.body : next;
			b.bold_end = b.bold_end > next ? b.bold_end : next;
			first = below;
		}
		from = next;
		line = below;
	}
	*list_add(o->arena, &d->blocks) = b;
}

static void cut_blocks(struct outline *o)
{
	struct document *d = o->d;
	struct document old = *d;
	size_t table = 0;
	d->blocks.v = NULL;
	d->blocks.n = d->blocks.cap = 0;
	for (size_t i = 0; i < old.blocks.n; i++) {
		while (table < old.tables.n && old.tables.v[table].first == i)
			d->tables.v[table++].first = (uint32_t)d->blocks.n;
		struct block b = old.blocks.v[i];
		if (b.type == BLOCK_PARAGRAPH || b.type == BLOCK_ITEM)
			add_cut(o, b);
		else
			*list_add(o->arena, &d->blocks) = b;
	}
}

static bool has_breaks(const struct document *d)
{
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if ((b->type == BLOCK_PARAGRAPH || b->type == BLOCK_ITEM) &&
		    str_find(document_slice(d, b->span), STR("\n"), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

/* ---- headings ------------------------------------------------------------------ */

/* Labels that not everybody uses have a rank only where they stand. */
static void rank_styles(struct outline *o)
{
	bool seen[STYLES] = {[LABEL_HAN] = true, [LABEL_HAN_PAREN] = true, [LABEL_DIGIT] = true,
			     [LABEL_DIGIT_PAREN] = true};
	for (size_t i = 0; i < o->d->blocks.n; i++)
		if (o->d->blocks.v[i].type != BLOCK_CELL)
			seen[o->d->blocks.v[i].label] = true;
	for (int style = LABEL_PART; style <= LABEL_CIRCLED; style++)
		if (seen[style])
			o->by_rank[++o->ranks] = (enum label_style)style;
}

static unsigned rank(const struct outline *o, enum label_style style)
{
	for (unsigned r = 1; r <= o->ranks; r++)
		if (o->by_rank[r] == style)
			return r;
	return 0;
}

static unsigned label_level(const struct outline *o, enum label_style style)
{
	unsigned own = rank(o, style);
	if (o->level_of[style])
		return o->level_of[style];
	unsigned level = o->base + own;
	unsigned r;
	for (r = own - 1; r > 0 && !o->level_of[o->by_rank[r]]; r--)
		;
	if (r > 0)
		level = o->level_of[o->by_rank[r]] + own - r;
	else if (o->plain > o->base)
		level = o->plain + own;
	for (unsigned higher = own + 1; r == 0 && higher <= o->ranks; higher++) {
		unsigned known = o->level_of[o->by_rank[higher]];
		if (known == 0)
			continue;
		level = known > higher - own ? known - (higher - own) : 1;
		break;
	}
	return level < LEVEL_MAX ? level : LEVEL_MAX;
}

static bool follows(const struct block *before, const struct block *b)
{
	return before->label == b->label && before->number + 1 == b->number;
}

/* "1.…" heads what stands below; in a list the next number follows at once. */
static bool heads_text(const struct document *d, size_t i)
{
	const struct block *b = &d->blocks.v[i];
	if (i + 1 >= d->blocks.n || (i > 0 && follows(b - 1, b)))
		return false;
	const struct block *next = b + 1;
	if (next->type == BLOCK_CELL || next->type == BLOCK_HEADING || follows(b, next))
		return false;
	if (is_item_label(next->label) && next->label != LABEL_CIRCLED && next->label <= b->label)
		return false;
	if (is_item_label(next->label) && is_item_label(b->label) && next->number == 1)
		return true;
	return next->span.end - next->span.start > b->span.end - b->span.start;
}

static bool is_label_heading(const struct document *d, size_t i)
{
	const struct block *b = &d->blocks.v[i];
	struct str s = document_slice(d, b->span);
	if (b->body >= b->span.end)
		return false;
	if (b->label == LABEL_HAN || b->label == LABEL_HAN_PAREN || b->label == LABEL_PART ||
	    b->label == LABEL_FORMAL)
		return read_is_heading_like(s, LABEL_HEADING_LIMIT);
	if (is_item_label(b->label))
		return read_is_heading_like(s, READ_HEADING_LIMIT) && (b->bold || heads_text(d, i));
	return false;
}

/* Bold, or begun by a bracket that plain text uses instead: "【第一个方面】……". */
static bool stands_out(const struct document *d, const struct block *b)
{
	return b->bold || str_starts(document_slice(d, b->span), STR("【"));
}

/* "第一方面", "第三次学习 1月7日": a number and its word alone, or with a blank behind. */
static bool is_counted_head(const struct document *d, size_t i)
{
	enum { WORD_LIMIT = 4 };
	struct str s = document_slice(d, d->blocks.v[i].span);
	size_t at = 0;
	long number;
	if (s.n == 0 || utf8_next(s, &at) != 0x7b2c || !read_is_heading_like(s, BOLD_HEADING_LIMIT))
		return false;
	size_t n = numeral_prefix(str_cut(s, at, s.n), &number);
	if (n == 0 || !heads_text(d, i))
		return false;
	at += n;
	for (int words = 0; at < s.n && words <= WORD_LIMIT; words++) {
		uint32_t c = utf8_next(s, &at);
		if (!utf8_is_han(c))
			return words > 0 && (utf8_is_blank(c) || is_colon(c));
	}
	return at >= s.n;
}

static bool is_title(const struct document *d, size_t i)
{
	const struct block *b = &d->blocks.v[i];
	struct str s = document_slice(d, b->span);
	return b->type == BLOCK_PARAGRAPH && b->label == LABEL_NONE && i + 1 < d->blocks.n &&
	       read_is_heading_like(s, TITLE_LIMIT) && !is_colon(last_of(s));
}

/* The first line; a very short one ("附件1") leaves the title to the next. */
static void find_title(struct outline *o)
{
	enum { VERY_SHORT = 5, LINES = 3 };
	struct document *d = o->d;
	for (size_t i = 0; i < d->blocks.n && i < LINES; i++) {
		struct block *b = &d->blocks.v[i];
		if (b->type == BLOCK_HEADING)
			break;
		if (!is_title(d, i))
			break;
		b->type = BLOCK_HEADING;
		b->level = 1;
		o->base = 1;
		if (utf8_count(document_slice(d, b->span)) > VERY_SHORT)
			break;
	}
}

static void learn_levels(struct outline *o)
{
	struct document *d = o->d;
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		if (b->type != BLOCK_HEADING)
			continue;
		struct str s = document_slice(d, b->span);
		if (utf8_count(s) > REAL_HEADING_LIMIT) {
			b->type = BLOCK_PARAGRAPH;
			b->level = 0;
		} else if (b->label != LABEL_NONE && !o->level_of[b->label]) {
			o->level_of[b->label] = b->level;
		} else if (i == 0 && b->label == LABEL_NONE && b->level == 1) {
			o->base = 1;
		}
	}
}

/*
 * A title on the level of the sections, "# 报告" above "# 一、…": it stands
 * above them, so they move down.
 */
static void raise_title(struct outline *o)
{
	struct document *d = o->d;
	if (o->base == 0 || o->level_of[LABEL_HAN] != 1)
		return;
	bool in_title = true;
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		in_title = in_title && b->type == BLOCK_HEADING && b->label == LABEL_NONE;
		if (!in_title && b->type == BLOCK_HEADING && b->level < LEVEL_MAX)
			b->level++;
	}
	for (size_t i = 0; i < STYLES; i++)
		o->level_of[i] += o->level_of[i] > 0;
}

static void set_heading(struct block *b, unsigned level)
{
	b->type = BLOCK_HEADING;
	b->level = (uint8_t)(level < LEVEL_MAX ? level : LEVEL_MAX);
}

static void find_headings(struct outline *o)
{
	struct document *d = o->d;
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		struct str s = document_slice(d, b->span);
		if (b->type == BLOCK_HEADING) {
			o->last = b->level;
			if (b->label != LABEL_NONE)
				o->plain = 0;
			else if (i > 0)
				o->plain = b->level > o->base ? b->level : 0;
		} else if (b->type == BLOCK_CELL) {
			continue;
		} else if (is_label_heading(d, i)) {
			set_heading(b, label_level(o, b->label));
			o->last = b->level;
		} else if (b->label == LABEL_NONE && b->type == BLOCK_PARAGRAPH &&
			   ((stands_out(d, b) && read_is_heading_like(s, BOLD_HEADING_LIMIT)) ||
			    is_counted_head(d, i))) {
			set_heading(b, (o->last > o->base ? o->last : o->base) + 1);
		}
	}
}

void read_structure(struct arena *a, struct document *d)
{
	struct outline o = {.arena = a, .d = d};
	if (has_breaks(d))
		cut_blocks(&o);
	read_labels(a, d);
	rank_styles(&o);
	learn_levels(&o);
	raise_title(&o);
	find_title(&o);
	find_headings(&o);
}
