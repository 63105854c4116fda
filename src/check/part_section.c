/*
 * Sections: one scan over the blocks with a stack of the sections that are open.
 * A heading that has a role closes all open ones of the same or a deeper logical
 * level; a heading without one closes those whose own heading it outranks.
 */
#include "parts.h"

enum { STACK_MAX = 16 };

struct open_section {
	size_t part;
	unsigned level;
	const struct block *block;
	size_t rest; /* field that takes its text; SIZE_MAX */
};

struct scan {
	struct checker *c;
	struct open_section stack[STACK_MAX];
	size_t depth;
	size_t role;  /* that is tried now */
	bool *free;   /* by role: sections that it must not stand in end where one of its values begins */
	bool *barred; /* by role: some value stood in such a section */
	bool *found;  /* by role: some section was opened */
	size_t table; /* one more than that of the table in which a row has been headed by a value; 0 */
};

/* Nothing marks it, but a short line without stops above a longer paragraph, or one with a number, is read as a heading. */
static bool stands_alone(const struct document *d, const struct block *b)
{
	enum { ALONE_MAX = 24 };
	const struct block *next = b + 1;
	struct str s = document_slice(d, b->span);
	if (b->type != BLOCK_PARAGRAPH || b->label != LABEL_NONE ||
	    next >= d->blocks.v + d->blocks.n || next->type == BLOCK_CELL || utf8_count(s) > ALONE_MAX)
		return false;
	if (next->type == BLOCK_HEADING ? next->label == LABEL_NONE
					: next->span.end - next->span.start <= s.n)
		return false;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		bool stop = c == 0x3002 || c == 0xff0c || c == ',' || c == 0xff1b || c == ';' ||
			    c == 0xff01 || c == '!' || c == '\n';
		bool last_only = c == 0xff1a || c == ':' || c == 0xff1f || c == '?';
		if (stop || (last_only && at < s.n))
			return false;
	}
	return true;
}

/* "【……】", the brackets that plain text makes a heading of: what is between them. */
static struct span without_brackets(const struct document *d, struct span s)
{
	const struct str open = STR("【"), close = STR("】"), colon = STR("：");
	struct str inner = document_slice(d, s);
	if (str_ends(inner, colon))
		inner = str_cut(inner, 0, inner.n - colon.n);
	if (!str_starts(inner, open) || !str_ends(inner, close) ||
	    str_find(inner, close, 0) != inner.n - close.n)
		return s;
	return (struct span){s.start + (uint32_t)open.n, s.start + (uint32_t)(inner.n - close.n)};
}

static bool heads_all(const struct document *d, const struct block *b, bool alone)
{
	return b->type == BLOCK_HEADING || b->type == BLOCK_CELL || (alone && stands_alone(d, b));
}

/* What a block offers as a heading: all of it, or its bold beginning. Empty: nothing. */
static struct span head_of(const struct document *d, const struct block *b, bool alone)
{
	if (heads_all(d, b, alone))
		return without_brackets(d, (struct span){b->body, b->span.end});
	if (b->bold_end > b->body)
		return (struct span){b->body, b->bold_end};
	return (struct span){b->body, b->body};
}

static bool ends_lead(uint32_t ch)
{
	return ch == 0x3002 || ch == 0xff1a || ch == ':' || ch == 0xff1f || ch == '?';
}

/*
 * The first end of a lead behind FROM: a full stop, question mark or colon, or the block's end.  A
 * comma right behind ends it, too, unless a colon follows in the same sentence: "方面，我……。"
 */
static uint32_t lead_end(struct str text, uint32_t from, uint32_t limit)
{
	size_t comma = from, at = from;
	bool cut = at < limit && utf8_next(text, &comma) == 0xff0c;
	while (at < limit) {
		uint32_t ch = utf8_next(text, &at);
		if (ch == 0xff1a || ch == ':')
			return (uint32_t)at;
		if (ends_lead(ch) || ch == '\n')
			break;
	}
	return (uint32_t)(cut ? comma : at);
}

/* "**label**：……": the colon belongs to the label. */
static uint32_t behind_colon(const struct document *d, const struct block *b, uint32_t end)
{
	size_t at = end;
	uint32_t ch = end < b->span.end ? utf8_next(d->text, &at) : 0;
	return ch == 0xff1a || ch == ':' ? (uint32_t)at : end;
}

struct found {
	struct span heading;
	size_t value;
	uint64_t values;
	struct pair *fields;
};

static bool try_patterns(struct checker *c, const struct role *role, const struct block *b,
			 const struct regexes *heading, const struct regexes *run_in,
			 bool alone, struct found *out)
{
	struct span whole, head = head_of(c->document, b, alone);
	if (head.end > head.start &&
	    regexes_match(c, heading, head, &whole, role, out->fields)) {
		bool all = heads_all(c->document, b, alone);
		out->heading = (struct span){b->span.start, all ? b->span.end : behind_colon(c->document, b, head.end)};
		return true;
	}
	struct span text = {b->body, b->span.end};
	if (!run_in->list.n || !regexes_match(c, run_in, text, &whole, role, out->fields) ||
	    whole.start != b->body)
		return false;
	uint32_t back = whole.end;
	size_t at = back;
	uint32_t last = back > b->body ? utf8_prev(c->document->text, &at) : 0;
	if (!ends_lead(last))
		back = lead_end(c->document->text, back, b->span.end);
	out->heading = (struct span){b->span.start, back};
	return true;
}

static bool try_finder(struct checker *c, const struct role *role, const struct finder *f,
		       const struct block *b, struct found *out)
{
	*out = (struct found){.value = SIZE_MAX};
	out->fields = arena_array(c->arena, struct pair, role->fields.n + 1);
	for (size_t i = 0; i < role->fields.n; i++)
		out->fields[i].key = role->fields.v[i].name;
	if (!f->values.n)
		return try_patterns(c, role, b, &f->heading, &f->run_in, f->alone, out);
	for (size_t i = 0; i < f->values.n; i++) {
		struct found one = *out;
		if (!try_patterns(c, role, b, &f->values.v[i].heading, &f->values.v[i].run_in,
				  f->alone, &one))
			continue;
		if (out->value == SIZE_MAX) {
			one.value = i;
			*out = one;
		}
		out->values |= (uint64_t)1 << i;
	}
	return out->value != SIZE_MAX;
}

static bool styled(const struct block *b)
{
	return b->type == BLOCK_HEADING && !b->bold && b->label == LABEL_NONE;
}

/* Does a heading without a role end the section that HEAD opened? */
static bool outranks(const struct block *b, const struct block *head)
{
	if (b->label != LABEL_NONE && head->label != LABEL_NONE)
		return b->label <= head->label;
	if (styled(b) && styled(head))
		return b->level <= head->level;
	return b->type == BLOCK_HEADING && head->type == BLOCK_HEADING && b->level < head->level &&
	       !b->bold;
}

/* A paragraph with a bold beginning and no label: a heading is no part of what it says. */
static bool is_lead(const struct block *b)
{
	return b->type == BLOCK_PARAGRAPH && b->label == LABEL_NONE && b->bold_end > b->body;
}

/* The first open section that block B ends, being no lower, and that FINDER must not stand in. */
static size_t left_behind(const struct scan *s, const struct finder *f, const struct block *b)
{
	size_t i = 0;
	while (i < s->depth && !(index_in(&f->outside, s->c->parts.v[s->stack[i].part].role) &&
				 (s->free[s->role] || outranks(b, s->stack[i].block) ||
				  (b->type == BLOCK_HEADING && is_lead(s->stack[i].block)))))
		i++;
	return i;
}

static bool place_fits(const struct scan *s, const struct finder *f, const struct block *b)
{
	size_t parent = SIZE_MAX, left = left_behind(s, f, b);
	for (size_t i = 0; i < s->depth; i++)
		if (s->stack[i].level < f->level && i < left)
			parent = s->stack[i].part;
	if (f->inside.list.n && !stands_in(s->c, parent, &f->inside))
		return false;
	return !f->outside.list.n || !stands_in(s->c, parent, &f->outside);
}

static void close_to(struct scan *s, size_t depth, uint32_t end)
{
	while (s->depth > depth) {
		struct part *p = &s->c->parts.v[s->stack[--s->depth].part];
		while (end > p->heading.end && s->c->document->text.p[end - 1] == '\n')
			end--;
		p->span.end = end;
		p->body.end = end > p->body.start ? end : p->body.start;
		size_t rest = s->stack[s->depth].rest;
		if (rest == SIZE_MAX || p->body.end == p->body.start)
			continue;
		p->fields[rest].span = p->body;
		p->fields[rest].value = document_slice(s->c->document, p->body);
	}
}

static void open_section(struct scan *s, size_t role, const struct finder *f, const struct block *b,
			 const struct found *found)
{
	unsigned level = f->level;
	close_to(s, left_behind(s, f, b), b->span.start);
	size_t depth = 0;
	while (depth < s->depth && s->stack[depth].level < level)
		depth++;
	close_to(s, depth, b->span.start);
	if (s->depth == STACK_MAX)
		return;
	size_t parent = s->depth ? s->stack[s->depth - 1].part : SIZE_MAX;
	size_t index = s->c->parts.n;
	struct part *p = part_add(s->c, role, b->span, parent);
	p->heading = found->heading;
	p->value = found->value;
	p->values = found->values;
	p->fields = found->fields;
	p->otherwise = f->otherwise || b->type == BLOCK_CELL;
	p->body.start = found->heading.end;
	if (p->body.start < s->c->document->text.n && s->c->document->text.p[p->body.start] == '\n')
		p->body.start++;
	p->body.end = p->body.start;
	s->stack[s->depth++] = (struct open_section){index, level, b, f->rest_field};
}

static bool beneath(const struct block *b, const struct block *head)
{
	/* The bold beginning of a paragraph is a label there, and ranks below every heading. */
	if (is_lead(b))
		return head->type == BLOCK_HEADING;
	if (b->label != LABEL_NONE && head->label != LABEL_NONE)
		return b->label > head->label;
	return b->type == BLOCK_HEADING && head->type == BLOCK_HEADING && b->level > head->level;
}

/* A lower heading that says again what the open section of the role is about opens nothing. */
static bool repeats(const struct scan *s, size_t role, const struct block *b,
		    const struct found *found)
{
	for (size_t i = 0; i < s->depth; i++) {
		const struct part *p = &s->c->parts.v[s->stack[i].part];
		if (p->role == role && p->value == found->value && beneath(b, s->stack[i].block))
			return true;
	}
	return false;
}

/* Is this a lower heading in an open section of one of the roles that the finder asks for? */
static bool beneath_fits(const struct scan *s, const struct finder *f, const struct block *b)
{
	for (size_t i = 0; i < s->depth; i++)
		if (index_in(&f->beneath, s->c->parts.v[s->stack[i].part].role) &&
		    beneath(b, s->stack[i].block))
			return true;
	return !f->beneath.list.n;
}

/* A short cell that begins a row, with a text beside it, may head that text as a heading would. */
static bool heads_row(const struct document *d, const struct block *b)
{
	enum { HEAD_MAX = 60, TEXT_MIN = 30 };
	size_t beside = 0;
	if (utf8_count(document_slice(d, b->span)) > HEAD_MAX || b->column > 1)
		return false;
	for (const struct block *x = b + 1; x < d->blocks.v + d->blocks.n && x->type == BLOCK_CELL &&
					    x->row == b->row && x->column > b->column;
	     x++)
		beside += utf8_count(document_slice(d, x->span));
	return beside >= TEXT_MIN;
}

static bool opens(struct scan *s, const struct block *b)
{
	struct checker *c = s->c;
	for (size_t r = 0; r < c->set->roles.n; r++) {
		const struct role *role = &c->set->roles.v[r];
		if (!role_has_kind(role, c->kind))
			continue;
		for (size_t i = 0; i < role->finders.n; i++) {
			const struct finder *f = &role->finders.v[i];
			struct found found;
			/* In a table whose rows are headed so, the other sections may be rows, too. */
			if (b->type == BLOCK_CELL && !f->values.n && s->table != (size_t)b->table + 1)
				continue;
			if (f->type != FIND_SECTION)
				continue;
			s->role = r;
			if (!place_fits(s, f, b)) {
				s->barred[r] = s->barred[r] || (f->values.n && f->outside.list.n && !s->found[r] &&
								try_finder(c, role, f, b, &found));
				continue;
			}
			if (!beneath_fits(s, f, b) || !try_finder(c, role, f, b, &found) || repeats(s, r, b, &found))
				continue;
			open_section(s, r, f, b, &found);
			s->found[r] = true;
			if (b->type == BLOCK_CELL)
				s->table = (size_t)b->table + 1;
			return true;
		}
	}
	return false;
}

/* The row below begins with another head: it ends what the head above in its column opened. */
static void end_row(struct scan *s, const struct block *b)
{
	size_t depth = 0;
	while (depth < s->depth && !(s->stack[depth].block->type == BLOCK_CELL &&
				     s->stack[depth].block->table == b->table &&
				     s->stack[depth].block->column == b->column))
		depth++;
	if (b->span.end > b->span.start)
		close_to(s, depth, b->span.start);
}

static void scan_blocks(struct checker *c, struct scan s)
{
	for (size_t i = 0; i < c->document->blocks.n; i++) {
		const struct block *b = &c->document->blocks.v[i];
		size_t depth = 0;
		if (b->type == BLOCK_CELL) {
			if (heads_row(c->document, b) && !opens(&s, b))
				end_row(&s, b);
			continue;
		}
		while (depth < s.depth && s.stack[depth].block->type != BLOCK_CELL)
			depth++;
		close_to(&s, depth, b->span.start);
		if (opens(&s, b) || b->type != BLOCK_HEADING)
			continue;
		depth = 0;
		while (depth < s.depth && !outranks(b, s.stack[depth].block))
			depth++;
		close_to(&s, depth, b->span.start);
	}
	close_to(&s, 0, (uint32_t)c->document->text.n);
}

/*
 * A section that others must not stand in ends where a heading outranks it.  When so none of a role's values is found
 * at all, although one was passed over, the outline misled: then the section ends where they begin.
 */
void find_sections(struct checker *c)
{
	size_t before = c->parts.n, roles = c->set->roles.n;
	struct scan s = {.c = c,
			 .free = arena_array(c->arena, bool, roles + 1),
			 .barred = arena_array(c->arena, bool, roles + 1),
			 .found = arena_array(c->arena, bool, roles + 1)};
	bool again = false;
	scan_blocks(c, s);
	for (size_t r = 0; r < roles; r++) {
		s.free[r] = s.barred[r] && !s.found[r];
		again = again || s.free[r];
	}
	if (!again)
		return;
	c->parts.n = before;
	scan_blocks(c, s);
}
