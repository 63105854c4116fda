/*
 * fuzz_annotate - copies with comments, of arbitrary files.
 *
 * The first byte picks which part of an otherwise good file the input is, or the whole file; the second one how the words
 * lie that remarks are about.  A copy must have the text of the file, and a copy of the copy must be
 * the same.
 */
#include "annotate.h"
#include "read.h"

#define HEAD "http://schemas.openxmlformats.org/"
#define W HEAD "wordprocessingml/2006/main"
#define S HEAD "spreadsheetml/2006/main"
#define OFFICE HEAD "officeDocument/2006/relationships"
#define RELATION(ID, TYPE, TARGET)                                                                                   \
	"<Relationship Id=\"" ID "\" Type=\"" OFFICE "/" TYPE "\" Target=\"" TARGET "\"/>"
#define RELATIONS(LIST_) "<Relationships xmlns=\"" HEAD "package/2006/relationships\">" LIST_ "</Relationships>"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char types[] = "<Types xmlns=\"" HEAD "package/2006/content-types\"></Types>";
static const char document[] =
    "<w:document xmlns:w=\"" W "\"><w:body><w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>ab cd</w:t></w:r>"
    "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t>ef</w:t><w:tab/></w:r></w:p>"
    "<w:p><w:r><w:t>gh</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:body></w:document>";
static const char sheet[] =
    "<worksheet xmlns=\"" S "\" xmlns:r=\"" OFFICE "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>ab</v></c>"
    "<c r=\"B1\" t=\"str\"><v>cd</v></c></row></sheetData><legacyDrawing r:id=\"c\"/></worksheet>";
static const char workbook[] = "<workbook xmlns=\"" S "\" xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"s\" r:id=\"a\"/></sheets></workbook>";
static const char comments[] =
    "<comments xmlns=\"" S "\"><authors><author>x</author></authors><commentList><comment ref=\"B1\" authorId=\"0\"><text><t>y</t>"
    "</text></comment></commentList></comments>";
static const char drawing[] = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"></xml>";
static const char document_relations[] = RELATIONS(RELATION("a", "comments", "comments.xml")
						       RELATION("b", "footnotes", "footnotes.xml"));
static const char workbook_relations[] = RELATIONS(RELATION("a", "worksheet", "sheet.xml"));
static const char sheet_relations[] =
    RELATIONS(RELATION("b", "comments", "comments.xml") RELATION("c", "vmlDrawing", "boxes.vml"));

struct part {
	const char *name, *text; /* NULL text: the input */
};

static const struct part archives[][8] = {
    {{"word/document.xml", NULL}, {"[Content_Types].xml", types}},
    {{"word/document.xml", document},
     {"[Content_Types].xml", types},
     {"word/_rels/document.xml.rels", document_relations},
     {"word/comments.xml", NULL}},
    {{"word/document.xml", document},
     {"[Content_Types].xml", types},
     {"word/_rels/document.xml.rels", document_relations},
     {"word/footnotes.xml", NULL}},
    {{"word/document.xml", document}, {"[Content_Types].xml", types}, {"word/_rels/document.xml.rels", NULL}},
    {{"word/document.xml", document}, {"[Content_Types].xml", NULL}},
    {{"xl/workbook.xml", workbook},
     {"xl/_rels/workbook.xml.rels", workbook_relations},
     {"[Content_Types].xml", types},
     {"xl/sheet.xml", NULL}},
    {{"xl/workbook.xml", workbook},
     {"xl/_rels/workbook.xml.rels", workbook_relations},
     {"[Content_Types].xml", types},
     {"xl/sheet.xml", sheet},
     {"xl/_rels/sheet.xml.rels", sheet_relations},
     {"xl/boxes.vml", drawing},
     {"xl/comments.xml", NULL}},
    {{"xl/workbook.xml", workbook},
     {"xl/_rels/workbook.xml.rels", workbook_relations},
     {"[Content_Types].xml", types},
     {"xl/sheet.xml", sheet},
     {"xl/_rels/sheet.xml.rels", sheet_relations},
     {"xl/comments.xml", comments},
     {"xl/boxes.vml", NULL}},
};

static struct str pack(struct arena *a, const struct part *parts, struct str input)
{
	struct zip_entry entries[8];
	struct buf b = {0};
	size_t n = 0;
	for (; n < 8 && parts[n].name; n++)
		entries[n] = (struct zip_entry){parts[n].name, parts[n].text ? str_of(parts[n].text) : input};
	zip_write(entries, n, &b);
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void fail(const char *what)
{
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}
#define must(OK) ((OK) ? (void)0 : fail(#OK))

static void add_remark(struct arena *a, struct annotation *n, struct place place)
{
	struct remark *r = list_add(a, &n->remarks);
	*r = (struct remark){.place = place, .words = STR("words <&>")};
	r->text = annotate_signed(a, STR("a & b"), STR("group.rule"));
}

/* Remarks about words of each block, and one about the whole. */
static void add_remarks(struct arena *a, struct annotation *n, const struct document *d, uint8_t how)
{
	enum { REMARKS = 200 };
	uint32_t step = 1 + how % 7;
	add_remark(a, n, (struct place){.file = d->file});
	for (uint32_t at = how % 3; at < d->text.n && n->remarks.n < REMARKS; at += step) {
		struct span s = {at, at + step + how % 5};
		while (s.start > 0 && ((uint8_t)d->text.p[s.start] & 0xc0) == 0x80)
			s.start--;
		while (s.end < d->text.n && ((uint8_t)d->text.p[s.end] & 0xc0) == 0x80)
			s.end++;
		if (s.end <= d->text.n)
			add_remark(a, n, document_place(d, s));
	}
}

static void check(struct arena *a, struct str file, struct str bytes, uint8_t how)
{
	const struct document *d = read_bytes(a, file, bytes);
	struct annotation first = {.file = file, .bytes = bytes};
	if (d->failure.n || !annotate_knows(d->format))
		return;
	add_remarks(a, &first, d, how);
	if (!annotate(a, d->format, &first)) {
		must(first.why.n > 0);
		buf_free(&first.out);
		return;
	}
	must(first.written + first.left_out == first.remarks.n);
	struct annotation second = {.file = file, .bytes = buf_str(&first.out)};
	const struct document *copy = read_bytes(a, file, second.bytes);
	must(copy->failure.n == 0 && str_eq(copy->text, d->text) && copy->runs.n == d->runs.n);
	add_remarks(a, &second, copy, how);
	/* A damaged part may come into play only now. */
	if (annotate(a, d->format, &second))
		must(str_eq(buf_str(&first.out), buf_str(&second.out)));
	else
		must(second.why.n > 0);
	buf_free(&first.out);
	buf_free(&second.out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { ARCHIVES = sizeof archives / sizeof *archives };
	struct arena a = {0};
	if (size < 2)
		return 0;
	size_t pick = data[0] % (ARCHIVES + 2);
	struct str input = arena_dup(&a, (struct str){(const char *)data + 2, size - 2});
	if (pick >= ARCHIVES)
		check(&a, pick == ARCHIVES ? STR("a.docx") : STR("a.xlsx"), input, data[1]);
	else
		check(&a, archives[pick][0].name[0] == 'w' ? STR("a.docx") : STR("a.xlsx"),
		      pack(&a, archives[pick], input), data[1]);
	arena_free(&a);
	return 0;
}
