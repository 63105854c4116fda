/*
 * read_docx - Word and WPS documents.
 *
 * The body comes first; footnotes and endnotes follow it as paragraphs of
 * their own, their lines counted on from the last one of the body.  Headers
 * and footers are no part of the text: they are meta ("header", "footer"),
 * one pair a part.  Deletions that are not yet accepted and hidden text are left
 * out; pictures and embedded files can't be read.  All of these are noted.
 */
#include "docx.h"

/*
 * A title stands above the outline: with one, headings of the first level are
 * the second in the document, as they are in Markdown.
 */
static void make_room_for_title(const struct docx *x)
{
	enum { LEVEL_MAX = 9 };
	const struct document *d = x->o->d;
	size_t title = 0;
	size_t first = x->titles.n ? x->titles.v[0] : d->blocks.n;
	for (size_t i = first; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		if (title < x->titles.n && x->titles.v[title] == i)
			title++;
		else if (b->type == BLOCK_HEADING && b->level < LEVEL_MAX)
			b->level++;
	}
}

static bool read_notes(struct docx *x, const struct relations *parts, const char *type)
{
	const struct relation *part = relation_of_type(parts, type);
	if (part)
		docx_part(x, part->target);
	return x->o->d->failure.n == 0;
}

/* A header or footer as a document of its own, of which only the text is kept. */
static bool read_margin(struct docx *x, const struct relation *part)
{
	struct document aside = {.file = x->o->d->file};
	struct writer w = {.arena = x->arena, .d = &aside};
	struct ooxml o = *x->o;
	o.d = &aside;
	struct docx y = {
	    .o = &o, .arena = x->arena, .w = &w, .styles = x->styles, .numbering = x->numbering};
	docx_part(&y, part->target);
	writer_finish(&w);
	x->pictures += y.pictures;
	if (aside.failure.n)
		x->o->d->failure = aside.failure;
	else if (aside.text.n)
		read_meta(x->arena, x->o->d, part->type.p, aside.text);
	return x->o->d->failure.n == 0;
}

static bool read_margins(struct docx *x, const struct relations *parts)
{
	for (size_t i = 0; i < parts->list.n; i++) {
		const struct relation *part = &parts->list.v[i];
		if ((str_is(part->type, "header") || str_is(part->type, "footer")) &&
		    !read_margin(x, part))
			return false;
	}
	return true;
}

static void note_unread(struct docx *x)
{
	struct span none = {0, 0};
	if (x->pictures)
		read_note(x->arena, x->o->d, "read.picture",
			  arena_printf(x->arena, "%zu", x->pictures), none);
	if (x->deletions)
		read_note(x->arena, x->o->d, "read.tracked-changes",
			  arena_printf(x->arena, "%zu", x->deletions), none);
	if (x->embedded)
		read_note(x->arena, x->o->d, "read.embedded",
			  arena_printf(x->arena, "%zu", x->embedded), none);
}

static void read_package(struct ooxml *o, struct writer *w)
{
	struct docx_styles styles = {.paragraph = SIZE_MAX};
	struct docx_numbering numbering = {0};
	struct relations parts;
	struct str main = ooxml_main(o, "word/document.xml");
	if (o->d->failure.n || !ooxml_relations(o, main, &parts))
		return;
	const struct relation *part = relation_of_type(&parts, "styles");
	if (part && !docx_styles_read(o, part->target, &styles))
		return;
	part = relation_of_type(&parts, "numbering");
	if (part && !docx_numbering_read(o, part->target, &numbering))
		return;
	struct docx x = {
	    .o = o, .arena = o->arena, .w = w, .styles = &styles, .numbering = &numbering, .sources = o->d->sources};
	part = relation_of_type(&parts, "comments");
	if (part && !docx_comments_read(&x, part->target))
		return;
	if (!docx_part(&x, main)) {
		if (o->d->failure.n == 0)
			read_fail(o->arena, o->d, "the file is damaged: a part of it is missing",
				  main);
		return;
	}
	make_room_for_title(&x);
	docx_comments_finish(&x);
	if (read_notes(&x, &parts, "footnotes") && read_notes(&x, &parts, "endnotes") &&
	    read_margins(&x, &parts) && ooxml_properties(o))
		note_unread(&x);
}

static bool recognise(struct str bytes)
{
	return ooxml_has_folder(bytes, "word");
}

static void read(struct arena *a, struct str bytes, struct document *d)
{
	struct writer w = {.arena = a, .d = d};
	struct ooxml o;
	if (ooxml_open(a, d, bytes, &o))
		read_package(&o, &w);
	ooxml_close(&o);
	writer_finish(&w);
}

const struct reader reader_docx = {
    .name = "docx",
    .help = "Word and WPS documents",
    .extensions = "docx docm dotx",
    .recognise = recognise,
    .read = read,
};
