/*
 * Headings that name several fields at once: "how far / next step", "by whom and by when", "problem (source)".
 * Each piece must be a name that some role of the kind knows; then the column, or what stands beside the
 * label of a form, is that of each field that has none of its own.
 */
#include "record.h"

enum { PIECES_MAX = 5, HEADING_MAX = 30 /* characters */ };

/* Between the pieces of a heading, and of what stands below it. */
static bool is_mark(uint32_t ch)
{
	return ch == '/' || ch == 0xff0f || ch == 0x3001 || ch == ',' || ch == 0xff0c || ch == '\n' || ch == '|' ||
	       ch == 0xff5c || ch == ';' || ch == 0xff1b || ch == '+' || ch == 0xff0b || ch == '&' || ch == 0xb7;
}

/* "and", "or": between names only. */
static bool is_join(uint32_t ch)
{
	return ch == 0x548c || ch == 0x4e0e || ch == 0x53ca || ch == 0x6216;
}

static bool is_bracket(uint32_t ch)
{
	return ch == '(' || ch == ')' || ch == 0xff08 || ch == 0xff09;
}

/* The text without brackets at its end, and what is in them. */
static struct str before_brackets(struct str text, struct str *inside)
{
	*inside = (struct str){0};
	size_t close = text.n;
	uint32_t ch = text.n ? utf8_prev(text, &close) : 0;
	if (ch != ')' && ch != 0xff09)
		return text;
	for (size_t at = 0; at < close;) {
		size_t open = at;
		ch = utf8_next(text, &at);
		if (ch != '(' && ch != 0xff08)
			continue;
		*inside = str_trim(str_cut(text, at, close));
		return str_trim(str_cut(text, 0, open));
	}
	return text;
}

/* TEXT as known names behind each other; 0 when it is not made of them. */
static size_t split_names(struct checker *c, struct str text, struct str *out, size_t room)
{
	if (!room || !text.n)
		return 0;
	out[0] = text;
	if (is_known(c, text))
		return 1;
	for (size_t at = 0; at < text.n;) {
		size_t before = at;
		uint32_t ch = utf8_next(text, &at);
		if (!is_mark(ch) && !is_join(ch))
			continue;
		struct str left = str_trim(str_cut(text, 0, before));
		if (!left.n || !is_known(c, left))
			continue;
		size_t n = split_names(c, str_trim(str_cut(text, at, text.n)), out + 1, room - 1);
		if (!n)
			continue;
		out[0] = left;
		return n + 1;
	}
	return 0;
}

struct names_of_heading {
	struct str name[2 * PIECES_MAX];
	size_t n, main; /* those from MAIN on stand in brackets */
};

/* Worth a look only when something in it joins two names. */
static bool looks_joined(struct str text)
{
	bool joined = false;
	for (size_t at = 0; at < text.n && !joined;) {
		uint32_t ch = utf8_next(text, &at);
		joined = is_mark(ch) || is_join(ch) || is_bracket(ch);
	}
	return joined && utf8_count(text) <= HEADING_MAX;
}

static const struct names_of_heading *split_heading(struct checker *c, struct str text)
{
	struct names_of_heading h = {0};
	if (!looks_joined(text))
		return NULL;
	struct str inside, main = before_brackets(text, &inside);
	h.main = h.n = split_names(c, main, h.name, PIECES_MAX);
	if (h.n)
		h.n += split_names(c, inside, h.name + h.n, PIECES_MAX);
	if (h.n < 2)
		return NULL;
	struct names_of_heading *kept = arena_new(c->arena, struct names_of_heading);
	*kept = h;
	return kept;
}

enum { HEADING_SLOTS = 512 };

struct heading_memory {
	struct str text;
	const struct names_of_heading *names; /* NULL: it is not made of several */
};

/* All roles of the kind ask for the same cells. TEXT lies in the document. */
static const struct names_of_heading *read_heading(struct checker *c, struct str text)
{
	if (!text.n || text.n > 4 * HEADING_MAX)
		return NULL;
	if (!c->headings)
		c->headings = arena_array(c->arena, struct heading_memory, HEADING_SLOTS);
	struct heading_memory *m = &c->headings[((uintptr_t)text.p + text.n) % HEADING_SLOTS];
	if (m->text.p != text.p || m->text.n != text.n)
		*m = (struct heading_memory){text, split_heading(c, text)};
	return m->names;
}

bool is_compound(struct checker *c, struct str heading)
{
	return read_heading(c, str_trim(heading));
}

size_t fields_of(struct recorder *rec, struct str text, struct shared out[SHARED_MAX])
{
	const struct names_of_heading *h = read_heading(rec->c, str_trim(text));
	size_t n = 0;
	for (size_t i = 0; h && i < h->n && n < SHARED_MAX; i++) {
		size_t f = field_of(rec, h->name[i]);
		bool again = f == SIZE_MAX;
		for (size_t k = 0; k < n; k++)
			again = again || out[k].field == f;
		if (!again)
			out[n++] = (struct shared){f, {.nth = (uint8_t)i, .of = (uint8_t)h->main, .aside = i >= h->main}};
	}
	return n;
}

/* The NTH of OF stretches of the cell, when it has so many; else empty. */
static struct span nth_stretch(const struct document *d, struct span cell, size_t nth, size_t of)
{
	struct str text = document_slice(d, cell);
	struct span found = {cell.start, cell.start};
	size_t n = 0, from = 0;
	for (size_t at = 0; at <= text.n;) {
		size_t before = at;
		if (at < text.n && !is_mark(utf8_next(text, &at)))
			continue;
		if (n++ == nth)
			found = trimmed(d, (struct span){cell.start + (uint32_t)from, cell.start + (uint32_t)before});
		if (before == text.n)
			break;
		from = at;
	}
	return n == of ? found : (struct span){cell.start, cell.start};
}

/* The first stretch of names in a cell that holds something else, too. */
static struct span names_in(struct recorder *rec, const struct field *f, struct span cell)
{
	struct str text = document_slice(rec->c->document, cell);
	struct span found = {cell.start, cell.start};
	size_t from = 0;
	for (size_t at = 0; at <= text.n;) {
		size_t before = at;
		uint32_t ch = at < text.n ? utf8_next(text, &at) : '\n';
		if (utf8_is_han(ch))
			continue;
		struct span word = {cell.start + (uint32_t)from, cell.start + (uint32_t)before};
		if (before > from && field_could_be(rec, f, word))
			found = (struct span){found.end > found.start ? found.start : word.start, word.end};
		else if (before > from && found.end > found.start)
			break;
		if (before == text.n)
			break;
		from = at;
	}
	return found;
}

struct span shared_value(struct recorder *rec, size_t field, struct share share, struct span cell)
{
	const struct document *d = rec->c->document;
	const struct field *f = &rec->r->fields.v[field];
	bool names = f->type == VALUE_NAME || f->type == VALUE_NAMES;
	if (!share.of || cell.end == cell.start)
		return cell;
	struct str text = document_slice(d, cell), inside;
	struct span own = {cell.start, cell.start};
	before_brackets(text, &inside);
	if (share.aside && inside.n) {
		own.start = cell.start + (uint32_t)(inside.p - text.p);
		own.end = own.start + (uint32_t)inside.n;
	} else if (!share.aside && f->type != VALUE_TEXT)
		own = nth_stretch(d, cell, share.nth, share.of);
	if (own.end > own.start && (f->type == VALUE_TEXT || field_could_be(rec, f, own)))
		return own;
	if (f->type == VALUE_TEXT || field_could_be(rec, f, cell))
		return cell;
	return names ? names_in(rec, f, cell) : (struct span){cell.start, cell.start};
}
