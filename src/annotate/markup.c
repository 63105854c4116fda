/* XML parts as trees with byte offsets, and changes to their bytes. */
#include "markup.h"
#include "text.h"

/* ---- the tree --------------------------------------------------------------------- */

struct builder {
	struct markup *m;
	uint32_t open; /* the innermost one */
	size_t start, end;
};

static void on_bytes(void *context, size_t start, size_t end)
{
	struct builder *b = context;
	b->start = start;
	b->end = end;
}

static void link_child(struct markup *m, uint32_t parent, uint32_t child)
{
	struct element *p = &m->list.v[parent];
	if (p->last)
		m->list.v[p->last].next = child;
	else
		p->first = child;
	p->last = child;
}

static void on_start(void *context, const char *name, const char **attributes)
{
	struct builder *b = context;
	struct markup *m = b->m;
	uint32_t i = (uint32_t)m->list.n;
	size_t n = 0;
	while (attributes[2 * n])
		n++;
	struct attribute *copy = arena_array(m->arena, struct attribute, n + 1);
	for (size_t k = 0; k < n; k++) {
		copy[k].name = arena_z(m->arena, str_of(attributes[2 * k]));
		copy[k].value = arena_dup(m->arena, str_of(attributes[2 * k + 1]));
	}
	*list_add(m->arena, &m->list) = (struct element){
	    .name = arena_z(m->arena, str_of(name)),
	    .start = b->start,
	    .open = b->end,
	    .parent = b->open,
	    .attributes = copy,
	    .attribute_count = n,
	};
	if (i)
		link_child(m, b->open, i);
	b->open = i;
}

static void on_end(void *context, const char *name)
{
	struct builder *b = context;
	struct element *e = &b->m->list.v[b->open];
	(void)name;
	e->close = b->start;
	e->end = b->end;
	b->open = e->parent;
}

/* Offsets are of bytes, so characters must be what they are in the text. */
static bool is_utf8(struct str xml)
{
	struct str head = str_cut(xml, 0, xml.n < 200 ? xml.n : 200);
	size_t end = str_find(head, STR("?>"), 0);
	if (str_starts(xml, STR("\xfe\xff")) || str_starts(xml, STR("\xff\xfe")))
		return false;
	if (end == SIZE_MAX)
		return true;
	head = str_cut(head, 0, end);
	size_t at = str_find(head, STR("encoding"), 0);
	if (at == SIZE_MAX)
		return true;
	head = str_cut(head, at, head.n);
	return str_find(head, STR("UTF-8"), 0) != SIZE_MAX || str_find(head, STR("utf-8"), 0) != SIZE_MAX;
}

bool markup_parse(struct arena *a, struct str name, struct str bytes, struct markup *out, struct str *why)
{
	static const struct xml_handler handler = {.start = on_start, .end = on_end, .at = on_bytes};
	struct builder b = {.m = out};
	struct str error;
	*out = (struct markup){.arena = a, .bytes = bytes};
	if (!is_utf8(bytes)) {
		*why = arena_printf(a, "%s (%.*s)", N_("a part of the file is not in UTF-8"), (int)name.n, name.p);
		return false;
	}
	if (xml_parse(a, bytes, &handler, &b, &error))
		return true;
	*why = arena_printf(a, "%s (%.*s, %.*s)", N_("the file is damaged: a part of it can't be read"),
			    (int)name.n, name.p, (int)error.n, error.p);
	return false;
}

uint32_t markup_at(const struct markup *m, size_t at)
{
	size_t low = 0;
	size_t high = m->list.n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (m->list.v[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	while (low && m->list.v[low].end <= at)
		low = m->list.v[low].parent;
	return (uint32_t)low;
}

bool element_is(const struct markup *m, uint32_t i, const char *name)
{
	return strcmp(m->list.v[i].name, name) == 0;
}

struct str element_attribute(const struct markup *m, uint32_t i, const char *name)
{
	const struct element *e = &m->list.v[i];
	for (size_t k = 0; k < e->attribute_count; k++)
		if (strcmp(e->attributes[k].name, name) == 0)
			return e->attributes[k].value;
	return STR("");
}

uint32_t element_child(const struct markup *m, uint32_t i, const char *name)
{
	uint32_t c = m->list.v[i].first;
	while (c && !element_is(m, c, name))
		c = m->list.v[c].next;
	return c;
}

uint32_t markup_find(const struct markup *m, const char *name, const char *attribute, struct str value)
{
	for (uint32_t i = 1; i < m->list.n; i++)
		if (element_is(m, i, name) && str_eq(element_attribute(m, i, attribute), value))
			return i;
	return 0;
}

struct str element_tag(const struct markup *m, uint32_t i)
{
	return str_cut(m->bytes, m->list.v[i].start, m->list.v[i].open);
}

struct str element_raw_name(const struct markup *m, uint32_t i)
{
	struct str tag = element_tag(m, i);
	size_t n = 1;
	while (n < tag.n && !strchr(" \t\r\n/>", tag.p[n]))
		n++;
	return str_cut(tag, 1, n);
}

struct str element_prefix(const struct markup *m, uint32_t i)
{
	struct str name = element_raw_name(m, i);
	size_t colon = str_find(name, STR(":"), 0);
	return colon == SIZE_MAX ? STR("") : str_cut(name, 0, colon + 1);
}

static uint32_t above(const struct markup *m, uint32_t i, const char *name)
{
	while (i && !element_is(m, i, name))
		i = m->list.v[i].parent;
	return i;
}

/* The character of "&lt;" and so on at the beginning of S, and its length; 0: none. */
static uint32_t entity_at(struct str s, size_t *length)
{
	static const struct {
		const char *name;
		uint32_t character;
	} named[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		*length = strlen(named[i].name);
		if (str_starts(s, str_of(named[i].name)))
			return named[i].character;
	}
	*length = str_find(s, STR(";"), 0) + 1;
	if (!str_starts(s, STR("&#")) || *length == 0 || *length > 12)
		return 0;
	bool hex = s.n > 2 && s.p[2] == 'x';
	unsigned long c = strtoul(s.p + (hex ? 3 : 2), NULL, hex ? 16 : 10);
	return c < 0x110000 && !(c >= 0xd800 && c < 0xe000) ? (uint32_t)c : 0;
}

struct str markup_plain(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		size_t length;
		uint32_t c = s.p[i] == '&' ? entity_at(str_cut(s, i, s.n), &length) : 0;
		if (c)
			buf_utf8(&b, c);
		else
			buf_char(&b, s.p[i]);
		i += c ? length : 1;
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

struct str element_text(const struct markup *m, uint32_t i, const char *name, const char *breaks)
{
	struct buf b = {0};
	const struct element *e = &m->list.v[i];
	uint32_t before = 0;
	for (uint32_t c = i + 1; c < m->list.n && m->list.v[c].start < e->end; c++) {
		if (!element_is(m, c, name))
			continue;
		uint32_t broken = above(m, c, breaks);
		if (before && broken != before)
			buf_char(&b, '\n');
		before = broken;
		buf_add(&b, markup_plain(m->arena, str_cut(m->bytes, m->list.v[c].open, m->list.v[c].close)));
	}
	struct str out = arena_dup(m->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* ---- changes --------------------------------------------------------------------------- */

struct edit {
	size_t at, to;
	struct str text;
	size_t order;
};

static void add(struct edits *e, struct edit edit)
{
	edit.order = e->list.n;
	*list_add(e->arena, &e->list) = edit;
}

void edit_put(struct edits *e, size_t at, struct str text)
{
	add(e, (struct edit){.at = at, .to = at, .text = text});
}

void edit_cut(struct edits *e, size_t from, size_t to)
{
	add(e, (struct edit){.at = from, .to = to});
}

void edit_append(struct edits *e, const struct markup *m, uint32_t element, struct str text)
{
	const struct element *x = &m->list.v[element];
	struct str name = element_raw_name(m, element);
	if (x->open < x->end) {
		edit_put(e, x->close, text);
		return;
	}
	edit_cut(e, x->end - 2, x->end); /* "/>" */
	edit_put(e, x->end, arena_printf(e->arena, ">%.*s</%.*s>", (int)text.n, text.p, (int)name.n, name.p));
}

static int by_place(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

struct str edits_apply(struct edits *e, struct str bytes)
{
	struct buf b = {0};
	size_t at = 0;
	if (e->list.n)
		qsort(e->list.v, e->list.n, sizeof *e->list.v, by_place);
	for (size_t i = 0; i < e->list.n; i++) {
		const struct edit *x = &e->list.v[i];
		buf_add(&b, str_cut(bytes, at, x->at));
		buf_add(&b, x->text);
		at = x->to;
	}
	buf_add(&b, str_cut(bytes, at, bytes.n));
	struct str out = arena_dup(e->arena, buf_str(&b));
	buf_free(&b);
	return out;
}
