/*
 * Replies in conversations on cells.
 *
 * A reply has the time of the remark before it: we have no clock, and the copy must have the same bytes each time.  Ids are
 * made of what is said, for the same reason.  A reply of ours that people have answered stays.
 */
#include "xlsx_talks.h"
#include "text.h"

#define NAMESPACE "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
#define RELATION "http://schemas.microsoft.com/office/2017/10/relationships/person"

/* ---- ids ------------------------------------------------------------------------------- */

/* A UUID of version 8: of what it is made is our business. */
static struct str guid(struct arena *a, struct str scope, struct str words)
{
	struct digester d;
	struct buf b = {0};
	digest_start(&d);
	digest_add(&d, scope);
	digest_add(&d, STR("\n"));
	digest_add(&d, words);
	struct digest id = digest_end(&d);
	id.byte[6] = (uint8_t)(0x80 | (id.byte[6] & 0x0f));
	id.byte[8] = (uint8_t)(0x80 | (id.byte[8] & 0x3f));
	for (int i = 0; i < 16; i++)
		buf_printf(&b, "%s%02X", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id.byte[i]);
	struct str out = arena_printf(a, "{%.*s}", (int)b.n, buf_str(&b).p);
	buf_free(&b);
	return out;
}

static bool has(const struct map *m, struct str id)
{
	return map_get(m, id) != SIZE_MAX;
}

/* ---- who takes part -------------------------------------------------------------------------- */

bool talks_open(struct copy *c, struct str workbook, struct talks *out)
{
	struct markup m;
	struct str author = str_of(annotate_author());
	*out = (struct talks){.people = copy_related(c, workbook, "person")};
	out->self = guid(c->a, STR("person"), author);
	if (!out->people.n)
		return c->n->why.n == 0;
	if (!copy_markup(c, out->people, "personList", &m))
		return false;
	for (uint32_t i = m.list.v[0].first; i; i = m.list.v[i].next) {
		struct str name = element_attribute(&m, i, "displayName");
		struct str id = element_attribute(&m, i, "id");
		if (!element_is(&m, i, "person") || !annotate_writes_as(name))
			continue;
		*map_at(c->a, &out->ours, id) = 1;
		if (!str_eq(name, author))
			continue;
		out->self = id;
		out->listed = true;
	}
	return true;
}

static bool new_people(struct copy *c, struct talks *t, struct str workbook)
{
	static const struct new_part new = {.folder = "xl/persons/",
					    .base = "person",
					    .extension = "xml",
					    .relation = RELATION,
					    .content = "application/vnd.ms-excel.person+xml"};
	t->people = copy_add(c, workbook, &new, NULL);
	if (t->people.n)
		copy_change(c, t->people,
			    STR("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
				"<personList xmlns=\"" NAMESPACE "\"></personList>"));
	return t->people.n;
}

bool talks_close(struct copy *c, struct talks *t, struct str workbook)
{
	struct markup m;
	struct edits edits = {.arena = c->a};
	bool add = t->wanted && !t->listed;
	if (!add && !t->gone.n)
		return true;
	if ((!t->people.n && !new_people(c, t, workbook)) || !copy_markup(c, t->people, "personList", &m))
		return false;
	for (uint32_t i = m.list.v[0].first; i; i = m.list.v[i].next) {
		struct str id = element_attribute(&m, i, "id");
		if (has(&t->gone, id) && !has(&t->named, id))
			edit_cut(&edits, m.list.v[i].start, m.list.v[i].end);
	}
	struct str prefix = element_prefix(&m, 0);
	if (add)
		edit_append(&edits, &m, 0,
			    arena_printf(c->a, "<%.*sperson displayName=\"%s\" id=\"%.*s\" userId=\"%s\" providerId=\"None\"/>",
					 (int)prefix.n, prefix.p, annotate_author(), (int)t->self.n, t->self.p,
					 annotate_author()));
	if (edits.list.n)
		copy_change(c, t->people, edits_apply(&edits, m.bytes));
	return true;
}

/* ---- what they say ----------------------------------------------------------------------------- */

static struct str said(const struct markup *m, uint32_t remark)
{
	return element_text(m, remark, "text", "text");
}

static bool is_own(const struct talks *t, const struct markup *m, uint32_t remark)
{
	return has(&t->ours, element_attribute(m, remark, "personId")) && own_signature(said(m, remark)).n;
}

/* Have people said something behind it? */
static bool is_answered(const struct talks *t, const struct markup *m, uint32_t remark)
{
	struct str ref = element_attribute(m, remark, "ref");
	for (uint32_t i = m->list.v[remark].next; i; i = m->list.v[i].next)
		if (str_eq(element_attribute(m, i, "ref"), ref) && !is_own(t, m, i))
			return true;
	return false;
}

/* Whoever has said REMARK, or is spoken to in it. */
static void note_people(struct copy *c, struct talks *t, const struct markup *m, uint32_t remark)
{
	*map_at(c->a, &t->named, element_attribute(m, remark, "personId")) = 1;
	for (uint32_t i = remark + 1; i < m->list.n && m->list.v[i].start < m->list.v[remark].end; i++)
		if (element_is(m, i, "mention"))
			*map_at(c->a, &t->named, element_attribute(m, i, "mentionpersonId")) = 1;
}

/* The remarks in TEXT but those of the rules that SPOKEN has. */
static struct str not_yet(struct arena *a, struct str text, struct str spoken)
{
	struct buf b = {0};
	while (text.n) {
		size_t end = str_find(text, STR("\n\n"), 0);
		struct str one = str_cut(text, 0, end == SIZE_MAX ? text.n : end);
		struct str rule = own_signature(one);
		text = str_cut(text, end == SIZE_MAX ? text.n : end + 2, text.n);
		if (str_find(spoken, arena_printf(a, " [%.*s]", (int)rule.n, rule.p), 0) == SIZE_MAX)
			buf_printf(&b, "%s%.*s", b.n ? "\n\n" : "", (int)one.n, one.p);
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A conversation: its first remark (0: there is none), its last one, and what of ours stays in it. */
struct talk {
	uint32_t first, last;
	struct str spoken;
};

static struct talk talk_at(struct copy *c, const struct talks *t, const struct markup *m, struct str ref)
{
	struct talk out = {0};
	for (uint32_t i = m->list.v[0].first; i; i = m->list.v[i].next) {
		if (!element_is(m, i, "threadedComment") || !str_eq(element_attribute(m, i, "ref"), ref))
			continue;
		out.last = i;
		if (!is_own(t, m, i))
			out.first = out.first ? out.first : i;
		else if (is_answered(t, m, i))
			out.spoken = arena_printf(c->a, "%.*s\n%.*s", (int)out.spoken.n, out.spoken.p,
						  (int)said(m, i).n, said(m, i).p);
	}
	return out;
}

static void attribute(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, " %s=\"", name);
	xml_escape(b, value);
	buf_char(b, '"');
}

static void reply(struct copy *c, struct talks *t, const struct markup *m, const struct talk *talk, struct str ref,
		  struct str text, struct edits *edits)
{
	struct buf b = {0};
	struct str prefix = element_prefix(m, 0);
	struct str parent = element_attribute(m, talk->first, "parentId");
	struct str time = element_attribute(m, talk->last, "dT");
	int n = (int)prefix.n;
	if (!parent.n)
		parent = element_attribute(m, talk->first, "id");
	struct str id = guid(c->a, parent, text);
	buf_printf(&b, "<%.*sthreadedComment", n, prefix.p);
	attribute(&b, "ref", ref);
	if (time.n)
		attribute(&b, "dT", time);
	attribute(&b, "personId", t->self);
	attribute(&b, "id", id);
	attribute(&b, "parentId", parent);
	buf_printf(&b, "><%.*stext>", n, prefix.p);
	note_text(c->a, &b, text);
	buf_printf(&b, "</%.*stext></%.*sthreadedComment>", n, prefix.p, n, prefix.p);
	edit_put(edits, m->list.v[talk->last].end, arena_dup(c->a, buf_str(&b)));
	buf_free(&b);
	*map_at(c->a, &t->named, t->self) = 1;
	t->wanted = true;
}

bool talks_put(struct copy *c, struct talks *t, struct str sheet, struct notes *notes)
{
	struct markup m;
	struct edits edits = {.arena = c->a};
	struct str part = copy_related(c, sheet, "threadedComment");
	if (!part.n)
		return c->n->why.n == 0;
	if (!copy_markup(c, part, "ThreadedComments", &m))
		return false;
	for (uint32_t i = m.list.v[0].first; i; i = m.list.v[i].next) {
		if (!is_own(t, &m, i) || is_answered(t, &m, i)) {
			note_people(c, t, &m, i);
			continue;
		}
		*map_at(c->a, &t->gone, element_attribute(&m, i, "personId")) = 1;
		edit_cut(&edits, m.list.v[i].start, m.list.v[i].end);
		c->n->removed++;
	}
	for (size_t i = 0; i < notes->list.n; i++) {
		struct note *note = &notes->list.v[i];
		struct talk talk = talk_at(c, t, &m, note->ref);
		if (!talk.first)
			continue;
		struct str text = not_yet(c->a, note->text, talk.spoken);
		if (text.n)
			reply(c, t, &m, &talk, note->ref, text, &edits);
		note->added = true;
	}
	if (edits.list.n)
		copy_change(c, part, edits_apply(&edits, m.bytes));
	return true;
}
