/* A workbook in Office Open XML (ECMA-376, part 1: SpreadsheetML). */
#include "sheet.h"
#include "findings.h"
#include "layout.h"
#include "text.h"

enum {
	NAME_MAX_UNITS = 31,    /* UTF-16 units of a sheet's name */
	CELL_MAX_UNITS = 32767, /* and of a cell's text */
	ROWS_MAX = 1048576,
	LINE_HEIGHT = 16,
	HEIGHT_MAX = 409, /* points */
};

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

struct sheet {
	struct arena *a;
	struct str name;
	struct buf rows, cells; /* those that are finished; of the row under way */
	size_t row, column, rows_left_out;
	size_t lines; /* that the row under way is high */
	const unsigned *widths;
	size_t width_count;
	size_t filtered; /* columns with a filter */
	size_t frozen_rows, frozen_columns;
};

/* S up to so many UTF-16 units. */
static struct str cut(struct str s, size_t units)
{
	size_t at = 0, used = 0;
	while (at < s.n) {
		size_t next = at;
		used += utf8_next(s, &next) > 0xffff ? 2 : 1;
		if (used > units)
			break;
		at = next;
	}
	return str_cut(s, 0, at);
}

/* ---- names of sheets ----------------------------------------------------------------- */

static struct str allowed(struct arena *a, struct str name)
{
	struct buf b = {0};
	name = line_clean(a, name);
	for (size_t i = 0; i < name.n; i++)
		buf_char(&b, strchr("[]:*?/\\'", name.p[i]) ? ' ' : name.p[i]);
	struct str out = arena_dup(a, str_trim(cut(buf_str(&b), NAME_MAX_UNITS)));
	buf_free(&b);
	return out.n ? out : STR("-");
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

static bool is_taken(const struct book *b, struct str name)
{
	for (size_t i = 0; i < b->sheets.n; i++)
		if (same_name(b->sheets.v[i]->name, name))
			return true;
	return false;
}

struct sheet *book_sheet(struct book *b, struct str name)
{
	struct sheet *s = arena_new(b->a, struct sheet);
	struct str wanted = allowed(b->a, name);
	s->a = b->a;
	s->name = wanted;
	for (size_t i = 2; is_taken(b, s->name); i++) {
		struct str tail = arena_printf(b->a, " %zu", i);
		struct str head = cut(wanted, NAME_MAX_UNITS - tail.n);
		s->name = arena_printf(b->a, "%.*s%s", (int)head.n, head.p, tail.p);
	}
	*list_add(b->a, &b->sheets) = s;
	return s;
}

/* ---- cells ----------------------------------------------------------------------------- */

/* 0 is A, 26 is AA */
static void column_name(struct buf *out, size_t column)
{
	if (column >= 26)
		column_name(out, column / 26 - 1);
	buf_char(out, (char)('A' + column % 26));
}

/* Spreadsheets leave a row as high as the file says, or as one line. */
static void end_row(struct sheet *s)
{
	if (!s->column)
		return;
	size_t height = s->lines * LINE_HEIGHT + 2;
	buf_printf(&s->rows, "<row r=\"%zu\" ht=\"%zu\">", s->row,
		   height < HEIGHT_MAX ? height : HEIGHT_MAX);
	buf_add(&s->rows, buf_str(&s->cells));
	buf_addz(&s->rows, "</row>");
	s->cells.n = s->column = s->lines = 0;
}

void sheet_row(struct sheet *s)
{
	end_row(s);
	if (s->row == ROWS_MAX - 1)
		s->rows_left_out++;
	else
		s->row++;
}

/* How many lines the words take in the column. */
static size_t lines_of(const struct sheet *s, size_t column, struct str words)
{
	size_t lines = 0, width = column < s->width_count ? s->widths[column] : 10;
	struct str line;
	while (str_split(&words, '\n', &line))
		lines += 1 + utf8_width(line) / width;
	return lines;
}

static void begin_cell(struct sheet *s, unsigned style)
{
	buf_addz(&s->cells, "<c r=\"");
	column_name(&s->cells, s->column++);
	buf_printf(&s->cells, "%zu\" s=\"%u\"", s->row, style);
}

/* A spreadsheet reads "_x000D_" as a character's number. */
static struct str escaped(struct arena *a, struct str s)
{
	if (str_find(s, STR("_x"), 0) == SIZE_MAX)
		return s;
	struct buf b = {0};
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '_' && i + 6 < s.n && s.p[i + 1] == 'x' && s.p[i + 6] == '_')
			buf_addz(&b, "_x005F_");
		else
			buf_char(&b, s.p[i]);
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

void sheet_text(struct sheet *s, enum sheet_style style, struct str words)
{
	if (s->rows_left_out)
		return;
	words = text_scrub(s->a, words);
	bool quoted = words.n && memchr("=+-@", words.p[0], 4);
	size_t lines = lines_of(s, s->column, words);
	s->lines = lines > s->lines ? lines : s->lines;
	begin_cell(s, (unsigned)style * 2 + quoted);
	if (!words.n) {
		buf_addz(&s->cells, "/>");
		return;
	}
	buf_addz(&s->cells, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
	xml_text(s->a, &s->cells, escaped(s->a, cut(words, CELL_MAX_UNITS)));
	buf_addz(&s->cells, "</t></is></c>");
}

void sheet_number(struct sheet *s, size_t n)
{
	if (s->rows_left_out)
		return;
	s->lines = s->lines ? s->lines : 1;
	begin_cell(s, SHEET_TEXT * 2);
	buf_printf(&s->cells, "><v>%zu</v></c>", n);
}

/* ---- columns --------------------------------------------------------------------------- */

void sheet_widths(struct sheet *s, const unsigned *widths, size_t n)
{
	unsigned *copy = arena_array(s->a, unsigned, n + 1);
	for (size_t i = 0; i < n; i++)
		copy[i] = widths[i];
	s->widths = copy;
	s->width_count = n;
}

void sheet_freeze(struct sheet *s, size_t rows, size_t columns)
{
	s->frozen_rows = rows;
	s->frozen_columns = columns;
}

void sheet_columns(struct sheet *s, const struct sheet_column *columns, size_t n)
{
	unsigned *widths = arena_array(s->a, unsigned, n + 1);
	for (size_t i = 0; i < n; i++)
		widths[i] = columns[i].width;
	sheet_widths(s, widths, n);
	sheet_freeze(s, 1, 0);
	s->filtered = n;
	sheet_row(s);
	for (size_t i = 0; i < n; i++)
		sheet_text(s, SHEET_HEAD, str_of(columns[i].name));
}

/* ---- parts ------------------------------------------------------------------------------- */

static void views(const struct sheet *s, bool first, struct buf *out)
{
	buf_printf(out, "<sheetViews><sheetView%s workbookViewId=\"0\">",
		   first ? " tabSelected=\"1\"" : "");
	if (s->frozen_rows || s->frozen_columns) {
		const char *pane = !s->frozen_columns ? "bottomLeft"
				   : s->frozen_rows   ? "bottomRight"
						      : "topRight";
		buf_addz(out, "<pane");
		if (s->frozen_columns)
			buf_printf(out, " xSplit=\"%zu\"", s->frozen_columns);
		if (s->frozen_rows)
			buf_printf(out, " ySplit=\"%zu\"", s->frozen_rows);
		buf_addz(out, " topLeftCell=\"");
		column_name(out, s->frozen_columns);
		buf_printf(out,
			   "%zu\" activePane=\"%s\" state=\"frozen\"/><selection pane=\"%s\"/>",
			   s->frozen_rows + 1, pane, pane);
	}
	buf_addz(out, "</sheetView></sheetViews>");
}

static void filter_range(const struct sheet *s, const char *dollar, struct buf *out)
{
	buf_printf(out, "%sA%s1:%s", dollar, dollar, dollar);
	column_name(out, s->filtered - 1);
	buf_printf(out, "%s%zu", dollar, s->row);
}

/* The last row tells how many more there would have been. */
static void end_rows(struct sheet *s)
{
	size_t left_out = s->rows_left_out;
	end_row(s);
	if (!left_out)
		return;
	s->rows_left_out = 0;
	s->row = ROWS_MAX;
	sheet_text(s, SHEET_TEXT,
		   arena_printf(s->a, _("… and %zu more rows; the other formats have them all"),
				left_out));
	end_row(s);
}

static void write_sheet(struct sheet *s, bool first, struct buf *out)
{
	end_rows(s);
	buf_addz(out,
		 "<worksheet xmlns=\"" MAIN "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
	views(s, first, out);
	buf_addz(out, "<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
	for (size_t i = 0; i < s->width_count; i++)
		buf_printf(out, "<col min=\"%zu\" max=\"%zu\" width=\"%u\" customWidth=\"1\"/>",
			   i + 1, i + 1, s->widths[i]);
	buf_addz(out, "</cols><sheetData>");
	buf_add(out, buf_str(&s->rows));
	buf_free(&s->rows);
	buf_free(&s->cells);
	buf_addz(out, "</sheetData>");
	if (s->filtered) {
		buf_addz(out, "<autoFilter ref=\"");
		filter_range(s, "", out);
		buf_addz(out, "\"/>");
	}
	buf_addz(out, "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
		      "header=\"0.3\" footer=\"0.3\"/>"
		      "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>"
		      "<headerFooter><oddFooter>&amp;C&amp;P / "
		      "&amp;N</oddFooter></headerFooter></worksheet>");
}

/* A filter has a name that no one sees; the first row stands on each printed page. */
static void defined_names(const struct book *b, struct buf *out)
{
	struct buf names = {0};
	for (size_t i = 0; i < b->sheets.n; i++) {
		const struct sheet *s = b->sheets.v[i];
		if (!s->filtered)
			continue;
		buf_printf(&names,
			   "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" "
			   "hidden=\"1\">'",
			   i);
		xml_text(b->a, &names, s->name);
		buf_addz(&names, "'!");
		filter_range(s, "$", &names);
		buf_printf(
		    &names,
		    "</definedName><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">'",
		    i);
		xml_text(b->a, &names, s->name);
		buf_addz(&names, "'!$1:$1</definedName>");
	}
	if (names.n) {
		buf_addz(out, "<definedNames>");
		buf_add(out, buf_str(&names));
		buf_addz(out, "</definedNames>");
	}
	buf_free(&names);
}

/* Fonts: plain, bold, bold red.  Fills: two that must be there, head, good, bad, doubt. */
static const char styles[] =
    "<styleSheet xmlns=\"" MAIN "\"><fonts count=\"3\">"
    "<font><sz val=\"11\"/><name val=\"Microsoft YaHei\"/><family val=\"2\"/><charset "
    "val=\"134\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Microsoft YaHei\"/><family val=\"2\"/><charset "
    "val=\"134\"/></font>"
    "<font><b/><sz val=\"11\"/><color rgb=\"FFC00000\"/><name val=\"Microsoft YaHei\"/><family "
    "val=\"2\"/>"
    "<charset val=\"134\"/></font></fonts><fills count=\"6\">"
    "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
    "patternType=\"gray125\"/></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7ECF3\"/></patternFill></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE6F4EA\"/></patternFill></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFDE7E7\"/></patternFill></fill>"
    "<fill><patternFill patternType=\"lightUp\"><fgColor "
    "rgb=\"FF999999\"/></patternFill></fill></fills>"
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
    "<border><left style=\"thin\"><color rgb=\"FFBFBFBF\"/></left><right style=\"thin\"><color "
    "rgb=\"FFBFBFBF\"/></right>"
    "<top style=\"thin\"><color rgb=\"FFBFBFBF\"/></top><bottom style=\"thin\"><color "
    "rgb=\"FFBFBFBF\"/></bottom>"
    "<diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
    "borderId=\"0\"/></cellStyleXfs>";

/* By enum sheet_style: font, fill, and is it centred? */
static const struct {
	unsigned font, fill;
	bool centred;
} looks[] = {
    [SHEET_TEXT] = {0, 0, false}, [SHEET_HEAD] = {1, 2, true}, [SHEET_CENTRE] = {0, 0, true},
    [SHEET_GOOD] = {0, 3, true},  [SHEET_BAD] = {2, 4, true},  [SHEET_DOUBT] = {1, 5, true},
};

static void write_styles(struct buf *out)
{
	size_t n = sizeof looks / sizeof *looks;
	buf_addz(out, styles);
	buf_printf(out, "<cellXfs count=\"%zu\">", 2 * n);
	for (size_t i = 0; i < 2 * n; i++)
		buf_printf(out,
			   "<xf numFmtId=\"0\" fontId=\"%u\" fillId=\"%u\" borderId=\"1\" "
			   "xfId=\"0\"%s applyFont=\"1\""
			   " applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment%s "
			   "vertical=\"%s\""
			   " wrapText=\"1\"/></xf>",
			   looks[i / 2].font, looks[i / 2].fill, i % 2 ? " quotePrefix=\"1\"" : "",
			   looks[i / 2].centred ? " horizontal=\"center\"" : "",
			   looks[i / 2].centred ? "center" : "top");
	buf_addz(out, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
		      "builtinId=\"0\"/>"
		      "</cellStyles></styleSheet>");
}

void book_write(struct book *b, struct str title, struct buf *out)
{
	struct package *p = &b->package;
	static const char name[] = "xl/workbook.xml";
	p->a = b->a;
	struct buf *book = package_part(p, name, "officedocument.spreadsheetml.sheet.main+xml");
	package_relate(p, NULL, "officeDocument", name);
	buf_addz(
	    book,
	    "<workbook xmlns=\"" MAIN "\" xmlns:r=\"http://schemas.openxmlformats.org/"
	    "officeDocument/2006/relationships\"><bookViews><workbookView/></bookViews><sheets>");
	for (size_t i = 0; i < b->sheets.n; i++) {
		const char *part = arena_printf(b->a, "xl/worksheets/sheet%zu.xml", i + 1).p;
		write_sheet(b->sheets.v[i], i == 0,
			    package_part(p, part, "officedocument.spreadsheetml.worksheet+xml"));
		buf_addz(book, "<sheet");
		xml_put(b->a, book, "name", b->sheets.v[i]->name);
		buf_printf(book, " sheetId=\"%zu\" r:id=\"%s\"/>", i + 1,
			   package_relate(p, name, "worksheet", part));
	}
	buf_addz(book, "</sheets>");
	defined_names(b, book);
	buf_addz(book, "</workbook>");
	write_styles(package_part(p, "xl/styles.xml", "officedocument.spreadsheetml.styles+xml"));
	package_relate(p, name, "styles", "xl/styles.xml");
	package_properties(p, title);
	package_write(p, out);
}
