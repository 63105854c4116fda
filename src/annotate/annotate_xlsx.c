/*
 * annotate_xlsx - notes in workbooks: what they say in one part, their boxes in another, both for each sheet; and replies in
 * the conversations on cells.
 */
#include "xlsx_talks.h"
#include "text.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT_RELATIONS "http://purl.oclc.org/ooxml/officeDocument/relationships"

/* ---- remarks by cell ----------------------------------------------------------------------- */

/* Where in "sheet!B7" the cell begins. */
static size_t behind_sheet(struct str cell)
{
	size_t at = cell.n;
	while (at > 0 && cell.p[at - 1] != '!')
		at--;
	return at;
}

/* The cell that a remark stands at: its own, or the first one with text. */
static struct place cell_of(const struct document *d, const struct remark *r)
{
	return r->place.cell.n ? r->place : document_place(d, d->blocks.v[0].span);
}

static void note_remark(struct copy *c, struct notes *notes, const struct place *p, const struct remark *r)
{
	struct str ref = str_cut(p->cell, behind_sheet(p->cell), p->cell.n);
	for (size_t i = 0; i < notes->list.n; i++) {
		struct note *n = &notes->list.v[i];
		if (!str_eq(n->ref, ref))
			continue;
		n->text = arena_printf(c->a, "%.*s\n\n%.*s", (int)n->text.n, n->text.p, (int)r->text.n, r->text.p);
		n->remarks++;
		return;
	}
	*list_add(c->a, &notes->list) =
	    (struct note){.ref = ref, .row = p->line - 1, .column = p->column - 1, .text = r->text, .remarks = 1};
}

static void notes_of(struct copy *c, const struct document *d, struct str sheet, struct notes *out)
{
	for (size_t i = 0; i < c->n->remarks.n; i++) {
		struct place p = cell_of(d, &c->n->remarks.v[i]);
		size_t at = behind_sheet(p.cell);
		if (at > 0 && str_eq(str_cut(p.cell, 0, at - 1), sheet))
			note_remark(c, out, &p, &c->n->remarks.v[i]);
	}
}

/* ---- parts ------------------------------------------------------------------------------------ */

static bool new_comments(struct copy *c, struct str sheet, struct str *part)
{
	static const struct new_part new = {
	    .folder = "xl/",
	    .base = "comments",
	    .numbered = 1,
	    .extension = "xml",
	    .relation = "comments",
	    .content = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"};
	*part = copy_add(c, sheet, &new, NULL);
	if (part->n)
		copy_change(c, *part,
			    arena_printf(c->a,
					 "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
					 "<comments xmlns=\"%s\"><authors></authors><commentList></commentList></comments>",
					 c->strict ? STRICT : TRANSITIONAL));
	return part->n;
}

/* What must stand behind <legacyDrawing>. */
static bool is_behind_drawing(const struct markup *m, uint32_t i)
{
	static const char *const names[] = {"s:legacyDrawingHF", "s:drawingHF", "s:picture", "s:oleObjects", "s:controls",
					    "s:webPublishItems", "s:tableParts", "s:extLst", "mc:AlternateContent"};
	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (element_is(m, i, names[k]))
			return true;
	return false;
}

static bool new_drawing(struct copy *c, struct str sheet, const struct markup *m, unsigned number, struct str *part)
{
	static const struct new_part new = {
	    .folder = "xl/drawings/",
	    .base = "vmlDrawing",
	    .numbered = 1,
	    .extension = "vml",
	    .relation = "vmlDrawing",
	    .content = "application/vnd.openxmlformats-officedocument.vmlDrawing"};
	struct edits edits = {.arena = c->a};
	struct str id;
	struct str prefix = element_prefix(m, 0);
	uint32_t i = m->list.v[0].first;
	*part = copy_add(c, sheet, &new, &id);
	if (!part->n)
		return false;
	copy_change(c, *part, boxes_none(c->a, number));
	struct str element = arena_printf(c->a, "<%.*slegacyDrawing xmlns:r=\"%s\" r:id=\"%.*s\"/>", (int)prefix.n,
					  prefix.p, c->strict ? STRICT_RELATIONS : RELATIONS, (int)id.n, id.p);
	while (i && !is_behind_drawing(m, i))
		i = m->list.v[i].next;
	uint32_t lost = element_child(m, 0, "s:legacyDrawing");
	if (lost) { /* it leads nowhere */
		edit_cut(&edits, m->list.v[lost].start, m->list.v[lost].end);
		edit_put(&edits, m->list.v[lost].end, element);
	} else if (i)
		edit_put(&edits, m->list.v[i].start, element);
	else
		edit_append(&edits, m, 0, element);
	copy_change(c, sheet, edits_apply(&edits, m->bytes));
	return true;
}

/* The drawing of the notes that a sheet has, or empty. */
static struct str drawing_of(struct copy *c, struct str sheet, const struct markup *m)
{
	struct relations relations;
	uint32_t i = element_child(m, 0, "s:legacyDrawing");
	if (!i || !ooxml_relations(&c->o, sheet, &relations))
		return STR("");
	const struct relation *r = relation_of_id(&relations, element_attribute(m, i, "r:id"));
	struct str part;
	return r && copy_part(c, r->target, &part) ? r->target : STR("");
}

static bool has_boxes(const struct notes *notes)
{
	for (size_t i = 0; i < notes->list.n; i++)
		if (!notes->list.v[i].added && !notes->list.v[i].left_out)
			return true;
	return false;
}

static bool annotate_sheet(struct copy *c, struct talks *talks, struct str sheet, unsigned number,
			   struct notes *notes)
{
	struct markup m;
	struct markup part;
	struct gone gone = {0};
	struct str comments = copy_related(c, sheet, "comments");
	if (!talks_put(c, talks, sheet, notes))
		return false;
	if (!comments.n && !has_boxes(notes))
		return true;
	if (!copy_markup(c, sheet, "s:worksheet", &m) || (!comments.n && !new_comments(c, sheet, &comments)) ||
	    !copy_markup(c, comments, "s:comments", &part))
		return false;
	struct str drawing = drawing_of(c, sheet, &m);
	struct str written = notes_put(c, &part, notes, &gone);
	if (!str_eq(written, part.bytes))
		copy_change(c, comments, written);
	if (!has_boxes(notes) && !gone.refs.n)
		return true;
	if ((!drawing.n && !new_drawing(c, sheet, &m, number, &drawing)) || !copy_markup(c, drawing, "xml", &part))
		return false;
	copy_change(c, drawing, boxes_put(c, &part, notes, &gone));
	return true;
}

static bool annotate_sheets(struct copy *c)
{
	struct sources sources = {0};
	struct annotation *n = c->n;
	struct talks talks;
	struct markup main;
	const struct document *d = read_sources(c->a, n->file, n->bytes, &sources);
	struct str workbook = ooxml_main(&c->o, "xl/workbook.xml");
	n->why = d->failure;
	if (d->failure.n || !copy_markup(c, workbook, NULL, &main) || !talks_open(c, workbook, &talks))
		return false;
	c->strict = str_find(element_tag(&main, 0), STR("\"" STRICT "\""), 0) != SIZE_MAX;
	for (size_t i = 0; i < sources.parts.n; i++) {
		struct notes notes = {0};
		notes_of(c, d, sources.parts.v[i].sheet, &notes);
		if (!annotate_sheet(c, &talks, sources.parts.v[i].name, (unsigned)i + 1, &notes))
			return false;
		for (size_t k = 0; k < notes.list.n; k++)
			if (!notes.list.v[k].left_out)
				n->written += notes.list.v[k].remarks;
	}
	n->left_out = n->remarks.n - n->written;
	return talks_close(c, &talks, workbook);
}

bool annotate_xlsx(struct arena *a, struct annotation *n)
{
	struct copy c;
	bool ok = copy_open(&c, a, n, n->bytes) && annotate_sheets(&c) && copy_write(&c, &n->out);
	copy_close(&c);
	return ok;
}
