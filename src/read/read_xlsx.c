/*
 * read_xlsx - Excel and WPS workbooks: each sheet with text is a table.
 *
 * Values are those that the file carries; formulas are not computed again.
 * Hidden sheets, rows and columns are read like others, and noted.
 */
#include "xlsx.h"

enum { SHEET_LIMIT = 4096 };

struct sheet_entry {
	struct str name, id;
	bool hidden;
};

struct workbook {
	struct arena *arena;
	LIST(struct sheet_entry) sheets;
	bool from_1904;
};

static void workbook_start(void *context, const char *name, const char **attributes)
{
	struct workbook *b = context;
	struct str s = str_of(name);
	if (str_is(s, "s:workbookPr")) {
		const char *value = xml_attribute(attributes, "date1904");
		b->from_1904 = value && ooxml_on(value);
	} else if (str_is(s, "s:sheet") && b->sheets.n < SHEET_LIMIT) {
		struct sheet_entry *e = list_add(b->arena, &b->sheets);
		struct str state = str_of(xml_attribute(attributes, "state"));
		e->name = arena_dup(b->arena, str_of(xml_attribute(attributes, "name")));
		e->id = arena_dup(b->arena, str_of(xml_attribute(attributes, "r:id")));
		e->hidden = str_is(state, "hidden") || str_is(state, "veryHidden");
	}
}

static bool read_sheets(struct ooxml *o, const struct workbook *b, const struct relations *parts,
			struct sheet *sheet)
{
	for (size_t i = 0; i < b->sheets.n; i++) {
		const struct sheet_entry *e = &b->sheets.v[i];
		const struct relation *part = relation_of_id(parts, e->id);
		if (part == NULL || !str_is(part->type, "worksheet"))
			continue;
		if (e->hidden) {
			uint32_t at = writer_next(sheet->w);
			read_note(o->arena, o->d, "read.hidden-sheet", e->name,
				  (struct span){at, at});
		}
		if (o->d->sources)
			*list_add(o->arena, &o->d->sources->parts) =
			    (struct source_part){.name = part->target, .sheet = e->name};
		sheet->name = e->name;
		sheet->part = part->target;
		size_t tables = o->d->tables.n;
		if (!xlsx_sheet_read(sheet) ||
		    !xlsx_notes_read(sheet, o->d->tables.n > tables ? (uint32_t)tables : UINT32_MAX))
			return false;
	}
	return true;
}

static void read_workbook(struct ooxml *o, struct writer *w)
{
	static const struct xml_handler handler = {.start = workbook_start};
	struct workbook book = {.arena = o->arena};
	struct xlsx_styles styles = {0};
	struct strings strings = {0};
	struct relations parts;
	struct str main = ooxml_main(o, "xl/workbook.xml");
	if (o->d->failure.n)
		return;
	if (str_ends(main, STR(".bin"))) {
		read_fail(o->arena, o->d, "this format is not read", STR("xlsb"));
		return;
	}
	if (!ooxml_parse(o, main, &handler, &book)) {
		if (o->d->failure.n == 0)
			read_fail(o->arena, o->d, "the file is damaged: a part of it is missing",
				  main);
		return;
	}
	if (!ooxml_relations(o, main, &parts))
		return;
	const struct relation *part = relation_of_type(&parts, "styles");
	if (part && !xlsx_styles_read(o, part->target, &styles))
		return;
	part = relation_of_type(&parts, "sharedStrings");
	if (part && !xlsx_strings_read(o, part->target, &strings))
		return;
	struct xlsx_people people = {0};
	part = relation_of_type(&parts, "person");
	if (part && !xlsx_people_read(o, part->target, &people))
		return;
	struct sheet sheet = {.o = o,
			      .w = w,
			      .styles = &styles,
			      .strings = &strings,
			      .people = &people,
			      .from_1904 = book.from_1904};
	if (read_sheets(o, &book, &parts, &sheet))
		ooxml_properties(o);
}

static bool recognise(struct str bytes)
{
	return ooxml_has_folder(bytes, "xl") && !ooxml_has_folder(bytes, "word");
}

static void read(struct arena *a, struct str bytes, struct document *d)
{
	struct writer w = {.arena = a, .d = d};
	struct ooxml o;
	if (ooxml_open(a, d, bytes, &o))
		read_workbook(&o, &w);
	ooxml_close(&o);
	writer_finish(&w);
}

const struct reader reader_xlsx = {
    .name = "xlsx",
    .help = "Excel and WPS workbooks; each sheet is a table",
    .extensions = "xlsx xlsm",
    .recognise = recognise,
    .read = read,
};
