/* The workbook reader, on workbooks written by hand as Excel and WPS write them. */
#include "office.h"

struct book {
	const char *sheets;     /* of workbook.xml */
	const char *properties; /* workbookPr and the like */
	const char *sheet1, *sheet2, *styles, *strings;
};

static const char *wrap(struct arena *a, const char *root, const char *content)
{
	return arena_printf(a, "<?xml version=\"1.0\"?><%s " S_NS ">%s</%s>", root,
			    content ? content : "", root)
	    .p;
}

#define ONE_SHEET "<sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/>"

static struct document *read_book(struct arena *a, struct book b)
{
	const char *sheets =
	    arena_printf(a, "%s<sheets>%s</sheets>", b.properties ? b.properties : "",
			 b.sheets ? b.sheets : ONE_SHEET)
		.p;
	const struct part parts[] = {
	    {"_rels/.rels", "<Relationships " R_NS ">" RELATION(
				"r1", "officeDocument", "xl/workbook.xml") "</Relationships>"},
	    {"xl/_rels/workbook.xml.rels",
	     "<Relationships " R_NS ">" RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
		 RELATION("rId2", "worksheet", "/xl/worksheets/sheet2.xml")
		     RELATION("rId3", "styles", "styles.xml")
			 RELATION("rId4", "sharedStrings", "sharedStrings.xml") "</Relationships>"},
	    {"xl/workbook.xml", wrap(a, "workbook", sheets)},
	    {"xl/worksheets/sheet1.xml", wrap(a, "worksheet", b.sheet1)},
	    {"xl/worksheets/sheet2.xml", wrap(a, "worksheet", b.sheet2)},
	    {"xl/styles.xml", wrap(a, "styleSheet", b.styles)},
	    {"xl/sharedStrings.xml", wrap(a, "sst", b.strings)},
	    {NULL, NULL},
	};
	struct document *d = read_bytes(a, STR("a.xlsx"), office_zip(a, parts));
	if (d->failure.n)
		fail_msg("%s", d->failure.p);
	return d;
}

static const char *cell_text(struct arena *a, const struct document *d, const char *cell)
{
	for (size_t i = 0; i < d->blocks.n; i++) {
		if (str_is(d->blocks.v[i].cell, cell))
			return block_text(a, d, i);
	}
	return "";
}

static void cells_of_every_type_show_what_people_see(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_book(
	    &a,
	    (struct book){
		.strings = "<si><t>共享</t></si><si><r><t>富</t></r><r><t>文本</t></r>"
			   "<rPh sb=\"0\" "
			   "eb=\"1\"><t>fu</t></rPh></si><si><t>回车_x000D_\n换行_x005F_</t></si>",
		.sheet1 =
		    "<sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" "
		    "t=\"s\"><v>1</v>"
		    "</c><c t=\"inlineStr\"><is><t>内联</t></is></c></row><row><c><v>3</v></c>"
		    "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c><c "
		    "t=\"str\"><f>A1</f><v>公式</v>"
		    "</c><c><v>1.5</v></c><c><v>13812345678</v></c><c><v>0.1</v></c>"
		    "<c t=\"d\"><v>2022-01-20T00:00:00</v></c><c t=\"s\"><v>2</v></c>"
		    "<c t=\"s\"><v>99</v></c></row></sheetData>",
	    });
	assert_string_equal(cell_text(&a, d, "表!B2"), "共享");
	assert_string_equal(cell_text(&a, d, "表!C2"), "富文本");
	assert_string_equal(cell_text(&a, d, "表!D2"), "内联");
	assert_string_equal(cell_text(&a, d, "表!A3"), "3");
	assert_string_equal(cell_text(&a, d, "表!B3"), "TRUE");
	assert_string_equal(cell_text(&a, d, "表!C3"), "#REF!");
	assert_string_equal(cell_text(&a, d, "表!D3"), "公式");
	assert_string_equal(cell_text(&a, d, "表!E3"), "1.5");
	assert_string_equal(cell_text(&a, d, "表!F3"), "13812345678");
	assert_string_equal(cell_text(&a, d, "表!G3"), "0.1");
	assert_string_equal(cell_text(&a, d, "表!H3"), "2022-01-20");
	assert_string_equal(cell_text(&a, d, "表!I3"), "回车\n换行_");
	assert_string_equal(cell_text(&a, d, "表!J3"), "");
	const struct table *t = &d->tables.v[0];
	assert_int_equal(t->first_row, 1);
	assert_int_equal(t->first_column, 0);
	assert_int_equal(t->rows, 2);
	assert_int_equal(t->columns, 9);
	assert_true(str_is(t->sheet, "表"));
	struct place p = document_place(d, d->blocks.v[0].span);
	assert_int_equal(p.line, 2);
	assert_int_equal(p.column, 2);
	assert_int_equal(p.end_column, 3);
	assert_true(str_is(p.cell, "表!B2"));
	arena_free(&a);
}

/* The text of a cell with VALUE in number format CODE, or built-in ID when CODE is NULL. */
static const char *formatted(struct arena *a, const char *code, int id, const char *value,
			     const char *properties)
{
	const char *custom =
	    code ? arena_printf(
		       a, "<numFmts><numFmt numFmtId=\"200\" formatCode=\"%s\"/></numFmts>", code)
		       .p
		 : "";
	struct document *d = read_book(
	    a,
	    (struct book){
		.properties = properties,
		.styles =
		    arena_printf(a,
				 "%s<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs>"
				 "<xf numFmtId=\"0\"/><xf numFmtId=\"%d\"/></cellXfs>",
				 custom, code ? 200 : id)
			.p,
		.sheet1 = arena_printf(a,
				       "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>%s</v></c>"
				       "</row></sheetData>",
				       value)
			      .p,
	    });
	return block_text(a, d, 0);
}

static void dates_come_out_in_one_form_whatever_their_format(void **state)
{
	static const struct {
		const char *code;
		int id;
		const char *value, *shown;
	} cases[] = {
	    {NULL, 14, "44581", "2022-01-20"},
	    {NULL, 22, "44581.395833333336", "2022-01-20 09:30"},
	    {NULL, 31, "44581", "2022-01-20"},
	    {NULL, 57, "44581", "2022年1月"},
	    {NULL, 58, "44581", "2022-01-20"},
	    {NULL, 20, "0.395833333333333", "09:30"},
	    {NULL, 14, "1", "1900-01-01"},
	    {NULL, 14, "61", "1900-03-01"},
	    {"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", 0, "44581", "2022-01-20"},
	    {"yyyy\\年m\\月", 0, "44581", "2022年1月"},
	    {"[$-804]yyyy.m.d;@", 0, "44581", "2022-01-20"},
	    {"[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", 0, "44581",
	     "2022-01-20"},
	    {"m/d h:mm", 0, "44581.5", "2022-01-20 12:00"},
	    {"h&quot;时&quot;mm&quot;分&quot;", 0, "44581.5", "12:00"},
	    {"[h]:mm", 0, "0.5", "12:00"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		assert_string_equal(formatted(&a, cases[i].code, cases[i].id, cases[i].value, NULL),
				    cases[i].shown);
		arena_free(&a);
	}
	struct arena a = {0};
	assert_string_equal(formatted(&a, NULL, 14, "43119", "<workbookPr date1904=\"1\"/>"),
			    "2022-01-20");
	arena_free(&a);
}

static void numbers_keep_decimals_percent_and_text_of_their_format(void **state)
{
	static const struct {
		const char *code, *value, *shown;
	} cases[] = {
	    {"0.00", "1.5", "1.50"},
	    {"0", "12", "12"},
	    {"#,##0.00", "1234567.5", "1234567.50"},
	    {"0%", "0.755", "76%"},
	    {"0.0%", "0.755", "75.5%"},
	    {"0&quot;条&quot;", "12", "12条"},
	    {"&quot;第&quot;0&quot;次&quot;", "3", "第3次"},
	    {"[Red]0.0;[Blue]-0.0", "2.25", "2.2"},
	    {"General", "2.5", "2.5"},
	    {"General&quot;人&quot;", "5", "5人"},
	    {"@", "5", "5"},
	    {"00000", "1234567", "1234567"},
	    {"#,##0,", "12000", "12"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		assert_string_equal(formatted(&a, cases[i].code, 0, cases[i].value, NULL),
				    cases[i].shown);
		arena_free(&a);
	}
}

static void merged_ranges_become_spans(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_book(
	    &a,
	    (struct book){
		.sheet1 =
		    "<sheetData><row r=\"3\"><c r=\"C3\" t=\"str\"><v>合</v></c></row><row r=\"4\">"
		    "<c r=\"B4\" t=\"str\"><v>左</v></c></row></sheetData><mergeCells><mergeCell "
		    "ref=\"C3:D5\"/><mergeCell ref=\"junk\"/></mergeCells>",
	    });
	const struct table *t = &d->tables.v[0];
	assert_int_equal(d->blocks.v[0].row_span, 3);
	assert_int_equal(d->blocks.v[0].column_span, 2);
	assert_int_equal(t->rows, 3);
	assert_int_equal(t->columns, 3);
	assert_ptr_equal(table_cell(d, t, 2, 2), &d->blocks.v[0]);
	assert_null(table_cell(d, t, 2, 0));
	arena_free(&a);
}

static void hidden_sheets_rows_and_columns_are_read_and_noted(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_book(
	    &a,
	    (struct book){
		.sheets = ONE_SHEET
		"<sheet name=\"暗\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId2\"/>",
		.sheet1 =
		    "<cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols><sheetData><row r=\"1\" "
		    "hidden=\"1\"><c r=\"A1\" t=\"str\"><v>甲</v></c></row></sheetData>",
		.sheet2 =
		    "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>乙</v></c></row></sheetData>",
	    });
	assert_int_equal(d->tables.n, 2);
	assert_string_equal(cell_text(&a, d, "暗!A1"), "乙");
	assert_string_equal(note_detail(&a, d, "read.hidden-rows"), "表, 1");
	assert_string_equal(note_detail(&a, d, "read.hidden-columns"), "表");
	assert_string_equal(note_detail(&a, d, "read.hidden-sheet"), "暗");
	arena_free(&a);
}

static void cells_out_of_order_are_put_in_order(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_book(
	    &a,
	    (struct book){
		.sheet1 =
		    "<sheetData><row r=\"2\"><c r=\"B2\"><v>4</v></c><c r=\"A2\"><v>3</v></c></row>"
		    "<row r=\"1\"><c r=\"AA1\"><v>2</v></c><c r=\"A1\"><v>1</v></c>"
		    "<c r=\"ZZZZ9\"><v>0</v></c></row></sheetData>",
	    });
	assert_string_equal(block_text(&a, d, 0), "1");
	assert_true(str_is(d->blocks.v[1].cell, "表!AA1") || str_is(d->blocks.v[1].cell, "表!B1"));
	assert_string_equal(cell_text(&a, d, "表!A2"), "3");
	for (size_t i = 1; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		assert_true(b[-1].row < b->row ||
			    (b[-1].row == b->row && b[-1].column < b->column));
	}
	arena_free(&a);
}

static void a_long_text_in_a_million_cells_is_refused(void **state)
{
	struct arena a = {0};
	struct buf text = {0};
	struct buf rows = {0};
	(void)state;
	buf_addz(&text, "<si><t>");
	for (int i = 0; i < 1 << 20; i++)
		buf_char(&text, 'x');
	buf_addz(&text, "</t></si>");
	buf_addz(&rows, "<sheetData><row>");
	for (int i = 0; i < 200; i++)
		buf_addz(&rows, "<c t=\"s\"><v>0</v></c>");
	buf_addz(&rows, "</row></sheetData>");
	buf_char(&text, '\0');
	buf_char(&rows, '\0');
	const struct part parts[] = {
	    {"xl/_rels/workbook.xml.rels",
	     "<Relationships " R_NS ">" RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
		 RELATION("rId4", "sharedStrings", "sharedStrings.xml") "</Relationships>"},
	    {"xl/workbook.xml", wrap(&a, "workbook", "<sheets>" ONE_SHEET "</sheets>")},
	    {"xl/worksheets/sheet1.xml", wrap(&a, "worksheet", rows.p)},
	    {"xl/sharedStrings.xml", wrap(&a, "sst", text.p)},
	    {NULL, NULL},
	};
	const struct document *d = read_bytes(&a, STR("a.xlsx"), office_zip(&a, parts));
	assert_string_equal(arena_z(&a, d->failure), "the file holds too much text");
	assert_int_equal(d->blocks.n, 0);
	buf_free(&text);
	buf_free(&rows);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells_of_every_type_show_what_people_see),
	    cmocka_unit_test(dates_come_out_in_one_form_whatever_their_format),
	    cmocka_unit_test(numbers_keep_decimals_percent_and_text_of_their_format),
	    cmocka_unit_test(merged_ranges_become_spans),
	    cmocka_unit_test(hidden_sheets_rows_and_columns_are_read_and_noted),
	    cmocka_unit_test(cells_out_of_order_are_put_in_order),
	    cmocka_unit_test(a_long_text_in_a_million_cells_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
