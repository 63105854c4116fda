/*
 * xlsx_comment - notes on the cells of a sheet, and the conversations that newer programs have there.
 *
 * Excel begins a note with its author's name and a colon on a line of their own; that is no part of what it says.
 * For programs that know no conversations it keeps a note beside each, by an author "tc={…}".
 */
#include "xlsx.h"

enum { NOTE_LIMIT = 100000 };

struct note_reader {
	const struct sheet *sheet;
	uint32_t table;            /* of the sheet; UINT32_MAX: it has none */
	LIST(struct str) authors;
	struct buf text;
	struct str ref, author, date;
	bool in_text;
	int phonetic;
};

static struct str without_author(struct str text, struct str author)
{
	size_t colon = 0;
	text = str_trim(text);
	if (!author.n || !str_starts(text, author))
		return text;
	struct str rest = str_trim(str_cut(text, author.n, text.n));
	if (str_starts(rest, STR(":")))
		colon = 1;
	else if (str_starts(rest, STR("：")))
		colon = strlen("：");
	return colon ? str_trim(str_cut(rest, colon, rest.n)) : text;
}

/* The cell's words, and as many rows as it has. */
static void find_words(const struct note_reader *r, struct comment *m)
{
	const struct document *d = r->sheet->o->d;
	const struct table *t = r->table < d->tables.n ? &d->tables.v[r->table] : NULL;
	uint32_t row = m->place.line - 1, column = m->place.column - 1;
	m->span = (struct span){1, 0};
	if (!t || row < t->first_row || column < t->first_column)
		return;
	const struct block *b = table_cell(d, t, row - t->first_row, column - t->first_column);
	if (!b)
		return;
	m->span = b->span;
	m->place.end_line += b->row_span - 1;
}

static void add_note(struct note_reader *r)
{
	struct arena *a = r->sheet->o->arena;
	struct document *d = r->sheet->o->d;
	uint32_t row, column;
	if (!xlsx_reference(r->ref, &row, &column) || d->comments.n >= NOTE_LIMIT ||
	    str_starts(r->author, STR("tc=")))
		return;
	struct comment *m = list_add(a, &d->comments);
	*m = (struct comment){.author = r->author, .date = r->date};
	m->text = without_own(a, without_author(xlsx_unescape(a, arena_dup(a, buf_str(&r->text))), r->author));
	m->place = (struct place){.file = d->file,
				  .line = row + 1,
				  .column = column + 1,
				  .end_line = row + 1,
				  .end_column = column + 2,
				  .sheet = r->table,
				  .cell = xlsx_cell_name(a, r->sheet->name, row, column)};
	find_words(r, m);
}

static struct str name_of(const struct xlsx_people *people, struct str id)
{
	size_t i = map_get(&people->by_id, id);
	return i == SIZE_MAX ? STR("") : people->names.v[i];
}

static void note_start(void *context, const char *name, const char **attributes)
{
	struct note_reader *r = context;
	struct arena *a = r->sheet->o->arena;
	struct str s = str_of(name);
	if (str_is(s, "s:comment")) {
		long author = ooxml_long(attributes, "authorId", -1);
		r->ref = arena_dup(a, str_of(xml_attribute(attributes, "ref")));
		r->author = author >= 0 && (size_t)author < r->authors.n ? r->authors.v[author] : STR("");
		r->text.n = 0;
	} else if (str_is(s, "threadedComment")) {
		r->ref = arena_dup(a, str_of(xml_attribute(attributes, "ref")));
		r->date = arena_dup(a, str_of(xml_attribute(attributes, "dT")));
		r->author = name_of(r->sheet->people, str_of(xml_attribute(attributes, "personId")));
		r->text.n = 0;
	} else if (str_is(s, "s:author")) {
		r->text.n = 0;
	} else if (str_is(s, "s:rPh")) {
		r->phonetic++;
	}
	r->in_text = str_is(s, "s:author") || str_is(s, "text") || (str_is(s, "s:t") && !r->phonetic);
}

static void note_end(void *context, const char *name)
{
	struct note_reader *r = context;
	struct str s = str_of(name);
	r->in_text = false;
	if (str_is(s, "s:rPh"))
		r->phonetic--;
	else if (str_is(s, "s:author"))
		*list_add(r->sheet->o->arena, &r->authors) =
		    arena_dup(r->sheet->o->arena, str_trim(buf_str(&r->text)));
	else if (str_is(s, "s:comment") || str_is(s, "threadedComment"))
		add_note(r);
}

static void note_text(void *context, struct str text)
{
	struct note_reader *r = context;
	if (r->in_text)
		buf_add(&r->text, text);
}

bool xlsx_notes_read(const struct sheet *s, uint32_t table)
{
	static const struct xml_handler handler = {.start = note_start, .end = note_end, .text = note_text};
	struct relations parts;
	if (!ooxml_relations(s->o, s->part, &parts))
		return false;
	for (size_t i = 0; i < parts.list.n; i++) {
		struct note_reader r = {.sheet = s, .table = table};
		if (str_is(parts.list.v[i].type, "comments") ||
		    str_is(parts.list.v[i].type, "threadedComment"))
			ooxml_parse(s->o, parts.list.v[i].target, &handler, &r);
		buf_free(&r.text);
	}
	return s->o->d->failure.n == 0;
}

/* ---- people ----------------------------------------------------------------------- */

struct people_reader {
	struct arena *arena;
	struct xlsx_people *out;
};

static void person_start(void *context, const char *name, const char **attributes)
{
	struct people_reader *r = context;
	if (!str_is(str_of(name), "person") || r->out->names.n >= NOTE_LIMIT)
		return;
	struct str id = arena_dup(r->arena, str_of(xml_attribute(attributes, "id")));
	*map_at(r->arena, &r->out->by_id, id) = r->out->names.n;
	*list_add(r->arena, &r->out->names) =
	    arena_dup(r->arena, str_of(xml_attribute(attributes, "displayName")));
}

bool xlsx_people_read(struct ooxml *o, struct str part, struct xlsx_people *out)
{
	static const struct xml_handler handler = {.start = person_start};
	struct people_reader r = {o->arena, out};
	ooxml_parse(o, part, &handler, &r);
	return o->d->failure.n == 0;
}
