/*
 * fuzz_read - the readers on arbitrary bytes.
 *
 * The first byte picks the reader.  For docx and xlsx it can also pick a part:
 * the bytes are then put into an otherwise good archive, because a fuzzer
 * does not get through a zip's checksums.  What comes out must be a sound
 * document, whatever went in.
 */
#include "read.h"

#include <zip.h>

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R "http://schemas.openxmlformats.org/package/2006/relationships"
#define T "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION(TYPE, TARGET)                                                                     \
	"<Relationship Id=\"" TYPE "\" Type=\"" T TYPE "\" Target=\"" TARGET "\"/>"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct part {
	const char *name, *text; /* NULL text: the input */
};

static const char relations_docx[] =
    "<Relationships xmlns=\"" R "\">" RELATION("styles", "styles.xml")
	RELATION("numbering", "numbering.xml")
	    RELATION("footnotes", "footnotes.xml")
		RELATION("comments", "comments.xml") "</Relationships>";
static const char relations_xlsx[] =
    "<Relationships xmlns=\"" R "\">" RELATION("styles", "styles.xml")
	RELATION("sharedStrings", "strings.xml")
	    RELATION("worksheet", "sheet.xml") "</Relationships>";
static const char numbered[] =
    "<w:document xmlns:w=\"" W
    "\"><w:p><w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:ilvl w:val=\"1\"/>"
    "<w:numId w:val=\"1\"/></w:numPr></w:pPr><w:commentRangeStart w:id=\"0\"/><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:pStyle "
    "w:val=\"a\"/></w:pPr><w:r><w:t>b</w:t></w:r></w:p></w:document>";
static const char comments[] =
    "<w:comments xmlns:w=\"" W "\"><w:comment w:id=\"0\" w:author=\"a\"><w:p><w:r><w:t>b</w:t></w:r></w:p>"
    "</w:comment><w:comment w:id=\"1\"/></w:comments>";
static const char relations_sheet[] = "<Relationships xmlns=\"" R "\">" RELATION("comments", "comments.xml")
    "</Relationships>";
static const char workbook[] =
    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\""
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet "
    "name=\"s\" "
    "r:id=\"worksheet\"/></sheets></workbook>";
static const char sheet[] =
    "<worksheet "
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row>"
    "<c s=\"0\"><v>44581.4</v></c><c s=\"1\"><v>-1.5</v></c><c "
    "t=\"s\"><v>0</v></c></row></sheetData>"
    "</worksheet>";

/* By picked part: what the archive holds. */
static const struct part archives[][5] = {
    {{"word/document.xml", NULL},
     {"word/_rels/document.xml.rels", relations_docx},
     {"word/comments.xml", comments}},
    {{"word/document.xml", numbered},
     {"word/_rels/document.xml.rels", relations_docx},
     {"word/numbering.xml", NULL}},
    {{"word/document.xml", numbered},
     {"word/_rels/document.xml.rels", relations_docx},
     {"word/styles.xml", NULL}},
    {{"xl/workbook.xml", workbook},
     {"xl/_rels/workbook.xml.rels", relations_xlsx},
     {"xl/sheet.xml", NULL}},
    {{"xl/workbook.xml", workbook},
     {"xl/_rels/workbook.xml.rels", relations_xlsx},
     {"xl/sheet.xml", sheet},
     {"xl/styles.xml", NULL}},
    {{"xl/workbook.xml", workbook},
     {"xl/_rels/workbook.xml.rels", relations_xlsx},
     {"xl/sheet.xml", sheet},
     {"xl/strings.xml", NULL}},
    {{"word/document.xml", numbered},
     {"word/_rels/document.xml.rels", relations_docx},
     {"word/comments.xml", NULL}},
    {{"xl/workbook.xml", workbook},
     {"xl/_rels/workbook.xml.rels", relations_xlsx},
     {"xl/sheet.xml", sheet},
     {"xl/_rels/sheet.xml.rels", relations_sheet},
     {"xl/comments.xml", NULL}},
};

static struct str pack(struct arena *a, const struct part *parts, struct str input)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	zip_stat_t st;
	zip_source_keep(source);
	for (size_t i = 0; i < 5 && parts[i].name; i++) {
		struct str s = parts[i].text ? str_of(parts[i].text) : input;
		zip_source_t *part = zip_source_buffer(archive, s.p, s.n, 0);
		zip_int64_t index = zip_file_add(archive, parts[i].name, part, ZIP_FL_ENC_UTF_8);
		zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_STORE, 0);
	}
	zip_close(archive);
	zip_source_stat(source, &st);
	char *bytes = arena_alloc(a, (size_t)st.size + 1);
	zip_source_open(source);
	zip_source_read(source, bytes, st.size);
	zip_source_close(source);
	zip_source_free(source);
	return (struct str){bytes, (size_t)st.size};
}

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void check_blocks(const struct document *d)
{
	uint32_t end = 0;
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		must(b->span.start == (i ? end + 1 : 0) && b->span.end > b->span.start);
		must(b->body >= b->span.start && b->body <= b->span.end);
		must(b->bold_end >= b->span.start && b->bold_end <= b->span.end);
		must(b->row_span >= 1 && b->column_span >= 1);
		must((b->level > 0) == (b->type == BLOCK_HEADING));
		end = b->span.end;
		must(end <= d->text.n && (i + 1 == d->blocks.n || d->text.p[end] == '\n'));
		struct place p = document_place(d, b->span);
		must(p.line >= 1 && p.column >= 1 && p.end_line >= p.line);
		must(document_block(d, b->span.end - 1) == i);
	}
	must(end == d->text.n);
}

static void check_tables(const struct document *d)
{
	for (size_t i = 0; i < d->tables.n; i++) {
		const struct table *t = &d->tables.v[i];
		must(t->count > 0 && (size_t)t->first + t->count <= d->blocks.n);
		for (uint32_t k = t->first; k < t->first + t->count; k++) {
			const struct block *b = &d->blocks.v[k];
			must(b->type == BLOCK_CELL && b->table == i && b->row < t->rows);
			must(b->column < t->columns && b->row_span <= t->tallest);
			must(table_cell(d, t, b->row, b->column) != NULL);
		}
	}
}

static void check_comments(const struct document *d)
{
	for (size_t i = 0; i < d->comments.n; i++) {
		const struct comment *c = &d->comments.v[i];
		must(utf8_valid(c->text) && utf8_valid(c->author));
		if (c->span.start > c->span.end)
			continue; /* on nothing */
		must(c->span.end <= d->text.n);
		must(utf8_valid(document_slice(d, c->span)));
		document_place(d, c->span);
	}
}

static void check_document(const struct document *d)
{
	must(d->file.n > 0);
	if (d->failure.n) {
		must(d->blocks.n == 0 && d->text.n == 0 && d->comments.n == 0);
		return;
	}
	must(d->blocks.n > 0 && utf8_valid(d->text));
	for (size_t i = 1; i < d->runs.n; i++)
		must(d->runs.v[i].at > d->runs.v[i - 1].at);
	for (size_t i = 0; i < d->notes.n; i++)
		document_place(d, d->notes.v[i].span);
	check_blocks(d);
	check_tables(d);
	check_comments(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"a.txt", "a.md", "a.csv", "a.docx", "a.xlsx"};
	enum {
		NAMES = sizeof names / sizeof *names,
		ARCHIVES = sizeof archives / sizeof *archives
	};
	struct arena a = {0};
	if (size == 0)
		return 0;
	size_t pick = data[0] % (NAMES + ARCHIVES);
	struct str bytes = {(const char *)data + 1, size - 1};
	const char *name;
	if (pick < NAMES) {
		name = names[pick];
		bytes = arena_dup(&a, bytes);
	} else {
		const struct part *parts = archives[pick - NAMES];
		name = parts[0].name[0] == 'w' ? "a.docx" : "a.xlsx";
		bytes = pack(&a, parts, bytes);
	}
	check_document(read_bytes(&a, str_of(name), bytes));
	arena_free(&a);
	return 0;
}
