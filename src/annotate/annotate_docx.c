/*
 * annotate_docx - comments in Word documents: marks in the body, the comments in a part of their own.
 */
#include "docx_marks.h"
#include "text.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
/* What no style of the document can be relied on for. */
#define COMMENT_FORMAT                                                                                               \
	"<w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>"                             \
	"<w:ind w:left=\"0\" w:right=\"0\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/></w:pPr>"
#define COMMENT_RUN "<w:r><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>"

/* Word opens no file with more than 32767 ranges of comments (MS-OI29500, 2.1.315). */
enum { RANGE_LIMIT = 32767 };

/* ---- comments that are there ------------------------------------------------------------- */

struct kept {
	struct str id, rule;
};

struct there {
	struct map gone;                 /* ids of the comments that are taken out */
	struct map paragraphs;           /* and of their paragraphs, which other parts name */
	LIST(struct kept) kept;          /* ours that people have answered */
	unsigned long next;              /* an id that no comment has */
	size_t people;                   /* comments that stay */
};

static bool is_mark(const struct markup *m, uint32_t i)
{
	return element_is(m, i, "w:commentReference") || element_is(m, i, "w:commentRangeStart") ||
	       element_is(m, i, "w:commentRangeEnd");
}

static void take_id(struct there *t, struct str id)
{
	unsigned long n = id.n ? strtoul(id.p, NULL, 10) : 0;
	t->next = n >= t->next && n < 2147483647 ? n + 1 : t->next;
}

/* The paragraphs that an answer names as what it answers. */
static bool find_answered(struct copy *c, struct str part, struct map *answered)
{
	struct markup m;
	if (!part.n || !copy_markup(c, part, NULL, &m))
		return c->n->why.n == 0;
	for (uint32_t i = 1; i < m.list.n; i++) {
		struct str parent = element_attribute(&m, i, "w15:paraIdParent");
		if (parent.n)
			*map_at(c->a, answered, parent) = 1;
	}
	return true;
}

static struct str comment_text(const struct markup *m, uint32_t comment)
{
	return element_text(m, comment, "w:t", "w:p");
}

static bool is_answered(const struct markup *m, uint32_t comment, const struct map *answered)
{
	for (uint32_t p = m->list.v[comment].first; p; p = m->list.v[p].next)
		if (map_get(answered, element_attribute(m, p, "w14:paraId")) != SIZE_MAX)
			return true;
	return false;
}

/* Sorts the comments; those of an earlier run are taken out of their part. */
static void sort_comments(struct copy *c, struct str part, const struct markup *m, const struct map *answered,
			  struct there *t)
{
	struct edits edits = {.arena = c->a};
	for (uint32_t i = m->list.v[0].first; i; i = m->list.v[i].next) {
		struct str id = element_attribute(m, i, "w:id");
		bool ours = is_ours(element_attribute(m, i, "w:author"), comment_text(m, i));
		if (ours && !is_answered(m, i, answered)) {
			*map_at(c->a, &t->gone, id) = 1;
			for (uint32_t p = m->list.v[i].first; p; p = m->list.v[p].next)
				*map_at(c->a, &t->paragraphs, element_attribute(m, p, "w14:paraId")) = 1;
			edit_cut(&edits, m->list.v[i].start, m->list.v[i].end);
			c->n->removed++;
			continue;
		}
		t->people++;
		take_id(t, id);
		if (ours)
			*list_add(c->a, &t->kept) = (struct kept){id, own_signature(comment_text(m, i))};
	}
	if (edits.list.n)
		copy_change(c, part, edits_apply(&edits, m->bytes));
}

/* A run with nothing but the sign of a comment. */
static bool is_bare(const struct markup *m, uint32_t run)
{
	if (!element_is(m, run, "w:r"))
		return false;
	for (uint32_t i = m->list.v[run].first; i; i = m->list.v[i].next)
		if (!element_is(m, i, "w:rPr") && !element_is(m, i, "w:commentReference"))
			return false;
	return true;
}

static void strip_marks(struct copy *c, struct str part, const struct markup *m, const struct there *t)
{
	struct edits edits = {.arena = c->a};
	for (uint32_t i = 1; i < m->list.n; i++) {
		const struct element *e = &m->list.v[i];
		bool sign = element_is(m, i, "w:commentReference");
		if (!is_mark(m, i) || map_get(&t->gone, element_attribute(m, i, "w:id")) == SIZE_MAX)
			continue;
		const struct element *whole = sign && is_bare(m, e->parent) ? &m->list.v[e->parent] : e;
		edit_cut(&edits, whole->start, whole->end);
	}
	if (edits.list.n)
		copy_change(c, part, edits_apply(&edits, m->bytes));
}

/* What Word's later parts about comments say of those that are gone. */
static bool strip_extension(struct copy *c, struct str part, const struct there *t)
{
	struct markup m;
	struct edits edits = {.arena = c->a};
	if (!part.n || !copy_markup(c, part, NULL, &m))
		return c->n->why.n == 0;
	for (uint32_t i = m.list.v[0].first; i; i = m.list.v[i].next) {
		struct str id = element_attribute(&m, i, "w15:paraId");
		if (!id.n)
			id = element_attribute(&m, i, "paraId");
		if (id.n && map_get(&t->paragraphs, id) != SIZE_MAX)
			edit_cut(&edits, m.list.v[i].start, m.list.v[i].end);
	}
	if (edits.list.n)
		copy_change(c, part, edits_apply(&edits, m.bytes));
	return true;
}

static bool strip(struct copy *c, struct str main, struct str comments, struct there *t)
{
	struct markup m;
	struct markup body;
	struct map answered = {0};
	struct str extended = copy_related(c, main, "commentsExtended");
	if (!comments.n || !copy_markup(c, comments, "w:comments", &m))
		return c->n->why.n == 0;
	if (!find_answered(c, extended, &answered) || !copy_markup(c, main, "w:document", &body))
		return false;
	sort_comments(c, comments, &m, &answered, t);
	if (!c->n->removed)
		return true;
	strip_marks(c, main, &body, t);
	return strip_extension(c, extended, t) && strip_extension(c, copy_related(c, main, "commentsIds"), t);
}

/* ---- new ones -------------------------------------------------------------------------------- */

static void comment_paragraph(struct buf *b, struct str text, bool first)
{
	buf_addz(b, "<w:p>" COMMENT_FORMAT);
	if (first)
		buf_addz(b, "<w:r><w:annotationRef/></w:r>");
	buf_addz(b, COMMENT_RUN "<w:t xml:space=\"preserve\">");
	xml_escape(b, text);
	buf_addz(b, "</w:t></w:r></w:p>");
}

/* NAMESPACE: of "w", when it is to be declared. */
static struct str comment(struct arena *a, const char *namespace, unsigned long id, const struct remark *r,
			  bool exact)
{
	struct buf b = {0};
	struct str rest = r->text;
	struct str line;
	bool first = true;
	buf_addz(&b, "<w:comment");
	if (namespace)
		buf_printf(&b, " xmlns:w=\"%s\"", namespace);
	buf_printf(&b, " w:id=\"%lu\" w:author=\"%s\" w:initials=\"bg\">", id, annotate_author());
	for (; str_split(&rest, '\n', &line); first = false)
		comment_paragraph(&b, line, first);
	if (!exact && r->words.n)
		comment_paragraph(&b, r->words, false);
	buf_addz(&b, "</w:comment>");
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Is there one of ours for the same rule and at the same place, that people have answered? */
static bool is_kept(const struct docx_text *t, struct there *there, const struct remark *r,
		    const struct docx_range *range)
{
	for (size_t i = 0; range->found && i < there->kept.n; i++) {
		struct kept *k = &there->kept.v[i];
		uint32_t start = k->id.n ? markup_find(&t->parts[0], "w:commentRangeStart", "w:id", k->id) : 0;
		if (start && str_eq(k->rule, own_signature(r->text)) &&
		    !docx_text_between(t, t->parts[0].list.v[start].end, &range->start)) {
			k->id = STR("");
			return true;
		}
	}
	return false;
}

static bool read_text(struct copy *c, struct docx_text *t)
{
	struct buf stripped = {0};
	struct str bytes = c->bytes;
	if (c->changed.n) {
		if (!copy_write(c, &stripped))
			return false;
		bytes = arena_dup(c->a, buf_str(&stripped));
		buf_free(&stripped);
	}
	t->arena = c->a;
	t->d = read_sources(c->a, c->n->file, bytes, &t->sources);
	c->n->why = t->d->failure;
	if (t->d->failure.n)
		return false;
	t->parts = arena_array(c->a, struct markup, t->sources.parts.n);
	for (size_t i = 0; i < t->sources.parts.n; i++)
		if (!copy_markup(c, t->sources.parts.v[i].name, NULL, &t->parts[i]) && c->n->why.n)
			return false; /* one that is absent has no text */
	return true;
}

/* The part that comments stand in, made when there is none; empty: n->why. */
static struct str comments_part(struct copy *c, struct str main, struct str part, const char *namespace)
{
	static const struct new_part new = {
	    .base = "comments",
	    .extension = "xml",
	    .relation = "comments",
	    .content = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"};
	if (part.n)
		return part;
	part = copy_add(c, main, &new, NULL);
	if (part.n)
		copy_change(c, part,
			    arena_printf(c->a,
					 "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
					 "<w:comments xmlns:w=\"%s\"></w:comments>",
					 namespace));
	return part;
}

/* A remark that is to be written, and where. */
struct placed {
	const struct remark *remark;
	struct docx_mark mark;
};

static bool put_comments(struct copy *c, struct str part, const struct placed *placed, size_t n,
			 const char *namespace)
{
	struct markup m;
	struct edits edits = {.arena = c->a};
	struct buf text = {0};
	if (!part.n || !copy_markup(c, part, "w:comments", &m))
		return false;
	bool declared = str_is(element_prefix(&m, 0), "w:");
	for (size_t i = 0; i < n; i++)
		buf_add(&text, comment(c->a, declared ? NULL : namespace, placed[i].mark.id, placed[i].remark,
				       placed[i].mark.range.exact));
	edit_append(&edits, &m, 0, buf_str(&text));
	copy_change(c, part, edits_apply(&edits, m.bytes));
	buf_free(&text);
	return true;
}

/* Marks without a comment have ids, too. */
static void take_ids(struct there *there, const struct markup *body)
{
	for (uint32_t i = 1; i < body->list.n; i++)
		if (is_mark(body, i))
			take_id(there, element_attribute(body, i, "w:id"));
}

/* Finds a place for each remark; gives how many are to be written. */
static size_t place_remarks(struct copy *c, const struct docx_text *t, struct there *there, struct placed *out)
{
	struct annotation *n = c->n;
	size_t count = 0;
	take_ids(there, &t->parts[0]);
	for (size_t i = 0; i < n->remarks.n; i++) {
		const struct remark *r = &n->remarks.v[i];
		struct docx_range range = docx_range_of(t, &r->place);
		if (!range.found)
			range = docx_range_of(t, &(struct place){0});
		if (is_kept(t, there, r, &range)) {
			n->written++;
		} else if (!range.found || there->people + count >= RANGE_LIMIT) {
			n->left_out++;
		} else {
			out[count++] = (struct placed){r, {range, there->next++}};
			n->written++;
		}
	}
	return count;
}

static bool put_remarks(struct copy *c, struct str main, struct str part, struct there *there)
{
	struct docx_text t = {0};
	if (!read_text(c, &t))
		return false;
	struct placed *placed = arena_array(c->a, struct placed, c->n->remarks.n + 1);
	struct docx_mark *marks = arena_array(c->a, struct docx_mark, c->n->remarks.n + 1);
	size_t n = place_remarks(c, &t, there, placed);
	c->strict = str_find(element_tag(&t.parts[0], 0), STR("\"" STRICT "\""), 0) != SIZE_MAX;
	const char *namespace = c->strict ? STRICT : TRANSITIONAL;
	for (size_t i = 0; i < n; i++)
		marks[i] = placed[i].mark;
	if (n == 0)
		return true;
	copy_change(c, main, docx_marked(&t, marks, n, namespace));
	return put_comments(c, comments_part(c, main, part, namespace), placed, n, namespace);
}

bool annotate_docx(struct arena *a, struct annotation *n)
{
	struct copy c;
	struct there there = {0};
	bool ok = copy_open(&c, a, n, n->bytes);
	if (ok) {
		struct str main = ooxml_main(&c.o, "word/document.xml");
		struct str comments = copy_related(&c, main, "comments");
		ok = strip(&c, main, comments, &there) && put_remarks(&c, main, comments, &there) &&
		     copy_write(&c, &n->out);
	}
	copy_close(&c);
	return ok;
}
