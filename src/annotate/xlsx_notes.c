/*
 * The notes of a sheet.
 *
 * A cell has one note.  Where people have written it, ours stands below their words, behind a line with our name; there
 * it is found again.  So it is in the note that stands for a conversation, which programs show that know none.
 */
#include "xlsx_notes.h"

/* ---- what notes say -------------------------------------------------------------------- */

/* What would be read as the number of a character is written so that it is text ("_x0041_"). */
void note_text(struct arena *a, struct buf *out, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n; i++) {
		bool code = i + 6 < s.n && s.p[i] == '_' && s.p[i + 1] == 'x' && s.p[i + 6] == '_' &&
			    strspn(str_cut(s, i + 2, i + 6).p, "0123456789abcdefABCDEF") >= 4;
		buf_addz(&b, code ? "_x005F_" : "");
		if (!code || s.p[i] != '_')
			buf_char(&b, s.p[i]);
	}
	struct str rest = arena_dup(a, buf_str(&b));
	struct str line;
	buf_free(&b);
	for (bool first = true; str_split(&rest, '\n', &line); first = false) {
		buf_addz(out, first ? "" : "\n");
		xml_escape(out, line);
	}
}

static struct str author_of(const struct markup *m, uint32_t comment)
{
	struct str number = element_attribute(m, comment, "authorId");
	uint32_t authors = element_child(m, 0, "s:authors");
	unsigned long n = number.n ? strtoul(number.p, NULL, 10) : 0;
	uint32_t i = authors ? m->list.v[authors].first : 0;
	for (; i && n > 0; n--)
		i = m->list.v[i].next;
	return i ? str_cut(m->bytes, m->list.v[i].open, m->list.v[i].close) : STR("");
}

/* The last element of that name in COMMENT, or 0. */
static uint32_t last_of(const struct markup *m, uint32_t comment, const char *name)
{
	uint32_t last = 0;
	for (uint32_t i = comment + 1; i < m->list.n && m->list.v[i].start < m->list.v[comment].end; i++)
		if (element_is(m, i, name))
			last = i;
	return last;
}

/* The text of a note as it is written, and where its pieces begin in it. */
struct written {
	struct str text;
	LIST(uint32_t) pieces; /* elements */
	LIST(size_t) starts;
};

static struct written written_of(struct arena *a, const struct markup *m, uint32_t comment)
{
	struct written out = {0};
	struct buf b = {0};
	for (uint32_t i = comment + 1; i < m->list.n && m->list.v[i].start < m->list.v[comment].end; i++) {
		if (!element_is(m, i, "s:t"))
			continue;
		*list_add(a, &out.pieces) = i;
		*list_add(a, &out.starts) = b.n;
		buf_add(&b, str_cut(m->bytes, m->list.v[i].open, m->list.v[i].close));
	}
	out.text = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Where the line begins that divides ours from what people have written; SIZE_MAX: nowhere. */
static size_t own_part(struct arena *a, struct str text)
{
	static const char *const ends[] = {"\n", "&#10;", "&#xA;"};
	for (size_t i = 0; own_authors[i]; i++) {
		struct str line = own_line(a, own_authors[i]);
		size_t at = str_find(text, line, 0);
		if (at == SIZE_MAX ||
		    !own_signature(str_trim(markup_plain(a, str_cut(text, at + line.n, text.n)))).n)
			continue;
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
			while (str_ends(str_cut(text, 0, at), str_of(ends[k])))
				at -= strlen(ends[k]);
		return at;
	}
	return SIZE_MAX;
}

/* Takes ours out of a note of people. */
static void strip_own_part(struct copy *c, const struct markup *m, uint32_t comment, struct edits *edits)
{
	struct written w = written_of(c->a, m, comment);
	size_t at = own_part(c->a, w.text);
	size_t i = w.pieces.n;
	if (at == SIZE_MAX)
		return;
	while (i > 0 && w.starts.v[i - 1] > at)
		i--;
	const struct element *e = &m->list.v[w.pieces.v[--i]];
	const struct element *run = &m->list.v[e->parent];
	uint32_t last = last_of(m, comment, "s:r");
	bool in_run = element_is(m, e->parent, "s:r");
	at -= w.starts.v[i];
	if (in_run && at == 0)
		edit_cut(edits, run->start, run->end);
	else
		edit_cut(edits, e->open + at, e->close);
	if (in_run && last != e->parent)
		edit_cut(edits, run->end, m->list.v[last].end);
	c->n->removed++;
}

/* Puts NOTE below the words of people. */
static void add_own_part(struct copy *c, const struct markup *m, uint32_t comment, struct note *note,
			 struct edits *edits)
{
	struct buf b = {0};
	uint32_t run = last_of(m, comment, "s:r");
	uint32_t t = last_of(m, comment, "s:t");
	uint32_t text = element_child(m, comment, "s:text");
	struct str prefix = element_prefix(m, 0);
	int n = (int)prefix.n;
	bool apart = run || !t;
	if (apart)
		buf_printf(&b, "<%.*sr><%.*st xml:space=\"preserve\">", n, prefix.p, n, prefix.p);
	struct str line = own_line(c->a, annotate_author());
	buf_printf(&b, "\n\n%.*s\n", (int)line.n, line.p);
	note_text(c->a, &b, note->text);
	if (apart)
		buf_printf(&b, "</%.*st></%.*sr>", n, prefix.p, n, prefix.p);
	if (run)
		edit_put(edits, m->list.v[run].end, arena_dup(c->a, buf_str(&b)));
	else if (t)
		edit_put(edits, m->list.v[t].close, arena_dup(c->a, buf_str(&b)));
	else if (text)
		edit_append(edits, m, text, arena_dup(c->a, buf_str(&b)));
	note->added = note->added || run || t || text;
	note->left_out = !note->added;
	buf_free(&b);
}

static struct note *note_at(struct notes *notes, struct str ref)
{
	for (size_t i = 0; i < notes->list.n; i++)
		if (str_eq(notes->list.v[i].ref, ref))
			return &notes->list.v[i];
	return NULL;
}

/* Our number among the authors, who are added to when we are not there. */
static size_t own_number(struct copy *c, const struct markup *m, struct edits *edits)
{
	uint32_t authors = element_child(m, 0, "s:authors");
	struct str prefix = element_prefix(m, 0);
	size_t n = 0;
	if (!authors)
		return 0;
	for (uint32_t i = m->list.v[authors].first; i; i = m->list.v[i].next, n++)
		if (str_is(str_cut(m->bytes, m->list.v[i].open, m->list.v[i].close), annotate_author()))
			return n;
	edit_append(edits, m, authors,
		    arena_printf(c->a, "<%.*sauthor>%s</%.*sauthor>", (int)prefix.n, prefix.p, annotate_author(),
				 (int)prefix.n, prefix.p));
	return n;
}

/* Some programs drop who wrote a note: then what it ends its first line with must be "[group.name]". */
static bool is_own_note(struct str author, struct str text)
{
	struct str id = own_signature(text);
	if (str_trim(author).n)
		return is_ours(author, text);
	return id.n && id.p[0] >= 'a' && str_find(id, STR("."), 0) != SIZE_MAX;
}

struct str notes_put(struct copy *c, const struct markup *m, struct notes *notes, struct gone *gone)
{
	struct edits edits = {.arena = c->a};
	struct buf b = {0};
	uint32_t list = element_child(m, 0, "s:commentList");
	struct str prefix = element_prefix(m, 0);
	int n = (int)prefix.n;
	for (uint32_t i = list ? m->list.v[list].first : 0; i; i = m->list.v[i].next) {
		struct str ref = element_attribute(m, i, "ref");
		struct str author = author_of(m, i);
		struct note *note = note_at(notes, ref);
		if (is_own_note(author, element_text(m, i, "s:t", "s:text"))) {
			*list_add(c->a, &gone->refs) = ref;
			edit_cut(&edits, m->list.v[i].start, m->list.v[i].end);
			c->n->removed++;
			continue;
		}
		strip_own_part(c, m, i, &edits);
		if (note)
			add_own_part(c, m, i, note, &edits);
	}
	size_t author = SIZE_MAX;
	for (size_t i = 0; i < notes->list.n; i++) {
		const struct note *note = &notes->list.v[i];
		if (note->added || note->left_out)
			continue;
		author = author == SIZE_MAX ? own_number(c, m, &edits) : author;
		buf_printf(&b, "<%.*scomment ref=\"%.*s\" authorId=\"%zu\"><%.*stext><%.*st xml:space=\"preserve\">", n,
			   prefix.p, (int)note->ref.n, note->ref.p, author, n, prefix.p, n, prefix.p);
		note_text(c->a, &b, note->text);
		buf_printf(&b, "</%.*st></%.*stext></%.*scomment>", n, prefix.p, n, prefix.p, n, prefix.p);
	}
	if (b.n)
		edit_append(&edits, m, list, arena_dup(c->a, buf_str(&b)));
	buf_free(&b);
	return edits_apply(&edits, m->bytes);
}

/* ---- their boxes ----------------------------------------------------------------------------- */

#define SHAPE_TYPE                                                                                                   \
	"<v:shapetype%s id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"      \
	"<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"

enum { BOX_COLUMNS = 2, BOX_ROWS = 8 };

struct str boxes_none(struct arena *a, unsigned n)
{
	return arena_printf(a,
			    "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\""
			    " xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">"
			    "<o:idmap v:ext=\"edit\" data=\"%u\"/></o:shapelayout></xml>",
			    n);
}

static struct str number_in(const struct markup *m, uint32_t data, const char *name)
{
	uint32_t i = element_child(m, data, name);
	return i ? str_trim(str_cut(m->bytes, m->list.v[i].open, m->list.v[i].close)) : STR("");
}

/* "B7" of a box of a note; empty for other shapes. */
static struct str box_ref(struct arena *a, const struct markup *m, uint32_t shape)
{
	char letters[8];
	size_t at = sizeof letters;
	uint32_t data = element_child(m, shape, "ClientData");
	if (!data || !str_is(element_attribute(m, data, "ObjectType"), "Note"))
		return STR("");
	struct str row = number_in(m, data, "Row");
	struct str column = number_in(m, data, "Column");
	if (!row.n || !column.n)
		return STR("");
	for (unsigned long n = strtoul(column.p, NULL, 10) % 100000 + 1; n > 0; n = (n - 1) / 26)
		letters[--at] = (char)('A' + (n - 1) % 26);
	return arena_printf(a, "%.*s%lu", (int)(sizeof letters - at), letters + at, strtoul(row.p, NULL, 10) + 1);
}

static bool is_gone(const struct gone *gone, struct str ref)
{
	for (size_t i = 0; i < gone->refs.n; i++)
		if (str_eq(gone->refs.v[i], ref))
			return true;
	return false;
}

/* Then a box that is there has no note. */
static bool is_new(const struct notes *notes, struct str ref)
{
	for (size_t i = 0; i < notes->list.n; i++) {
		const struct note *n = &notes->list.v[i];
		if (!n->added && !n->left_out && str_eq(n->ref, ref))
			return true;
	}
	return false;
}

static void box(struct buf *b, const struct note *note, unsigned long id, const char *declared)
{
	uint32_t top = note->row ? note->row - 1 : 0;
	buf_printf(b,
		   "<v:shape%s id=\"_x0000_s%lu\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:0;margin-top:0;"
		   "width:240pt;height:120pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">"
		   "<v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
		   "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>"
		   "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
		   "<x:Anchor>%u, 15, %u, 4, %u, 15, %u, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
		   "<x:Row>%u</x:Row><x:Column>%u</x:Column></x:ClientData></v:shape>",
		   declared, id, note->column + 1, top, note->column + 1 + BOX_COLUMNS, top + BOX_ROWS, note->row,
		   note->column);
}

/* The namespaces of boxes that the drawing does not declare as is usual, as attributes. */
static const char *missing_names(struct arena *a, const struct markup *m)
{
	static const char *const usual[] = {"xmlns:v=\"urn:schemas-microsoft-com:vml\"",
					    "xmlns:o=\"urn:schemas-microsoft-com:office:office\"",
					    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\""};
	struct str out = STR("");
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (str_find(element_tag(m, 0), str_of(usual[i]), 0) == SIZE_MAX)
			out = arena_printf(a, "%.*s %s", (int)out.n, out.p, usual[i]);
	return arena_z(a, out);
}

struct str boxes_put(struct copy *c, const struct markup *m, const struct notes *notes, const struct gone *gone)
{
	struct edits edits = {.arena = c->a};
	struct buf b = {0};
	const char *declared = missing_names(c->a, m);
	uint32_t map = 0;
	bool typed = false;
	for (uint32_t i = 1; i < m->list.n && !map; i++)
		map = element_is(m, i, "o:idmap") ? i : 0;
	struct str block = map ? element_attribute(m, map, "data") : STR("1");
	unsigned long id = (block.n ? strtoul(block.p, NULL, 10) % 1000000 : 1) * 1024;
	for (uint32_t i = 1; i < m->list.n; i++) {
		struct str name = element_attribute(m, i, "id");
		typed = typed || str_is(name, "_x0000_t202");
		if (!element_is(m, i, "v:shape"))
			continue;
		struct str ref = box_ref(c->a, m, i);
		if (ref.n && (is_gone(gone, ref) || is_new(notes, ref))) {
			edit_cut(&edits, m->list.v[i].start, m->list.v[i].end);
		} else if (str_starts(name, STR("_x0000_s"))) {
			unsigned long n = strtoul(name.p + strlen("_x0000_s"), NULL, 10);
			id = n > id && n < 1000000000 ? n : id;
		}
	}
	for (size_t i = 0; i < notes->list.n; i++) {
		const struct note *note = &notes->list.v[i];
		if (note->added || note->left_out)
			continue;
		if (!typed)
			buf_printf(&b, SHAPE_TYPE, declared);
		typed = true;
		box(&b, note, ++id, declared);
	}
	if (b.n)
		edit_append(&edits, m, 0, arena_dup(c->a, buf_str(&b)));
	buf_free(&b);
	return edits_apply(&edits, m->bytes);
}
