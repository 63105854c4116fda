/* A document in Office Open XML (ECMA-376, part 1: WordprocessingML).  The order of elements is the
 * schema's. */
#include "word.h"
#include "findings.h"
#include "layout.h"

#define MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NAMESPACES                                                                                 \
	" xmlns:w=\"" MAIN "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"   \
	"relationships\""
#define DOCUMENT "word/document.xml"

/* ---- styles --------------------------------------------------------------------------- */

#define FANGSONG "仿宋_GB2312"
#define KAITI "楷体_GB2312"
#define HEITI "黑体"
#define SONGTI "宋体"
#define TITLE_SONGTI "方正小标宋简体"
#define LATIN "w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\""
#define FONT(NAME) "<w:rFonts " LATIN " w:eastAsia=\"" NAME "\"/>"
#define SIZE(HALF_POINTS) "<w:sz w:val=\"" HALF_POINTS "\"/><w:szCs w:val=\"" HALF_POINTS "\"/>"
#define LINES "w:line=\"579\" w:lineRule=\"exact\"" /* 22 on 225 mm */
#define TABLE_LINES                                                                                \
	"<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"300\" w:lineRule=\"exact\"/>"

#define SMALL "<w:snapToGrid w:val=\"0\"/><w:spacing w:val=\"0\"/>" SIZE("21")

/* By enum word_style. */
static const struct {
	const char *id, *name, *paragraph, *run;
} looks[] = {
    [WORD_BODY] = {"Normal", "Normal",
		   "<w:spacing " LINES "/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"
		   "<w:jc w:val=\"both\"/>",
		   FONT(FANGSONG) "<w:spacing w:val=\"-5\"/>" SIZE(
		       "32")}, /* 28 characters a line */
    [WORD_TITLE] = {"Title", "Title",
		    "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\" w:line=\"660\" "
		    "w:lineRule=\"exact\"/>"
		    "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
		    FONT(TITLE_SONGTI) "<w:spacing w:val=\"0\"/>" SIZE("44")},
    [WORD_SUBTITLE] = {"Subtitle", "Subtitle",
		       "<w:keepNext/><w:spacing w:after=\"240\" " LINES "/>"
		       "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
		       FONT(KAITI) SIZE("32")},
    [WORD_HEADING] = {"Heading1", "heading 1",
		      "<w:keepNext/><w:spacing w:before=\"120\" " LINES
		      "/><w:outlineLvl w:val=\"0\"/>",
		      FONT(HEITI) SIZE("32")},
    [WORD_SUBHEADING] = {"Heading2", "heading 2",
			 "<w:keepNext/><w:spacing w:before=\"60\" " LINES
			 "/><w:outlineLvl w:val=\"1\"/>",
			 FONT(KAITI) SIZE("32")},
    [WORD_NOTE] = {"Note", "Note",
		   "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"80\" w:line=\"320\" "
		   "w:lineRule=\"exact\"/>"
		   "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
		   SMALL},
    [WORD_CLOSING] = {"Closing", "Closing", "<w:keepNext/><w:spacing w:before=\"240\" " LINES "/>",
		      ""},
    [WORD_SIGN] =
	{"Sign", "Sign",
	 "<w:keepNext/><w:keepLines/><w:spacing " LINES "/>"
	 "<w:ind w:left=\"4400\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
	 ""},
    [WORD_CELL] = {"Cell", "Cell",
		   "<w:keepLines/><w:snapToGrid w:val=\"0\"/>" TABLE_LINES
		   "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
		   SMALL},
    [WORD_CELL_CENTRE] =
	{"CellCentre", "Cell centred",
	 "<w:keepLines/><w:snapToGrid w:val=\"0\"/>" TABLE_LINES
	 "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
	 SMALL},
    [WORD_CELL_HEAD] = {"CellHead", "Cell head",
			"<w:keepNext/><w:snapToGrid w:val=\"0\"/>" TABLE_LINES
			"<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
			FONT(HEITI) SMALL},
};

static void write_styles(struct buf *out)
{
	buf_addz(
	    out,
	    "<w:styles" NAMESPACES "><w:docDefaults><w:rPrDefault><w:rPr>" FONT(
		FANGSONG) "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>"
			  "<w:pPrDefault/></w:docDefaults>");
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		buf_printf(
		    out,
		    "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>%s"
		    "<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>",
		    i ? "" : " w:default=\"1\"", looks[i].id, looks[i].name,
		    i ? "<w:basedOn w:val=\"Normal\"/>" : "", looks[i].paragraph, looks[i].run);
	buf_addz(out, "</w:styles>");
}

/* What a machine without the papers' fonts may take for them. */
static void write_fonts(struct buf *out)
{
	static const char *const fonts[][2] = {
	    {FANGSONG, "FangSong"}, {KAITI, "KaiTi"},       {HEITI, "SimHei"},
	    {SONGTI, "SimSun"},     {TITLE_SONGTI, SONGTI},
	};
	buf_addz(out, "<w:fonts" NAMESPACES ">");
	for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
		buf_printf(out,
			   "<w:font w:name=\"%s\"><w:altName w:val=\"%s\"/><w:charset "
			   "w:val=\"86\"/></w:font>",
			   fonts[i][0], fonts[i][1]);
	buf_addz(out, "</w:fonts>");
}

/* ---- paragraphs -------------------------------------------------------------------------- */

static const char *const run_looks[] = {
    [WORD_PLAIN] = "",
    [WORD_BOLD] = "<w:rPr><w:b/><w:bCs/></w:rPr>",
    [WORD_BAD] = "<w:rPr><w:b/><w:bCs/><w:color w:val=\"C00000\"/></w:rPr>",
    [WORD_SOFT] = "<w:rPr><w:color w:val=\"595959\"/></w:rPr>",
    [WORD_BLANK] = "<w:rPr><w:u w:val=\"single\"/></w:rPr>",
};

static void paragraph(struct word *w, enum word_style style, const char *more)
{
	buf_printf(w->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", looks[style].id, more);
}

void word_paragraph_begin(struct word *w, enum word_style style)
{
	paragraph(w, style, "");
}

void word_run(struct word *w, enum word_look look, struct str words)
{
	struct str line;
	bool first = true;
	if (!words.n)
		return;
	buf_printf(w->out, "<w:r>%s", run_looks[look]);
	while (str_split(&words, '\n', &line)) {
		buf_addz(w->out, first ? "<w:t xml:space=\"preserve\">"
				       : "<w:br/><w:t xml:space=\"preserve\">");
		xml_text(w->a, w->out, line);
		buf_addz(w->out, "</w:t>");
		first = false;
	}
	buf_addz(w->out, "</w:r>");
}

void word_paragraph_end(struct word *w)
{
	buf_addz(w->out, "</w:p>");
}

void word_paragraph(struct word *w, enum word_style style, struct str words)
{
	word_paragraph_begin(w, style);
	word_run(w, WORD_PLAIN, words);
	word_paragraph_end(w);
}

void word_paragraph_on_page(struct word *w, enum word_style style, struct str words)
{
	paragraph(w, style, "<w:pageBreakBefore/>");
	word_run(w, WORD_PLAIN, words);
	word_paragraph_end(w);
}

/* ---- tables --------------------------------------------------------------------------------- */

void word_table_begin(struct word *w, const unsigned *widths, const char *const *names, size_t n)
{
	static const char *const edges[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
	unsigned all = 0;
	for (size_t i = 0; i < n; i++)
		all += widths[i];
	buf_printf(w->out,
		   "<w:tbl><w:tblPr><w:tblW w:w=\"%u\" w:type=\"dxa\"/><w:jc "
		   "w:val=\"center\"/><w:tblBorders>",
		   all);
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
		buf_printf(w->out,
			   "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>",
			   edges[i]);
	buf_addz(w->out, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
			 "<w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/>"
			 "</w:tblCellMar></w:tblPr><w:tblGrid>");
	for (size_t i = 0; i < n; i++)
		buf_printf(w->out, "<w:gridCol w:w=\"%u\"/>", widths[i]);
	buf_addz(w->out, "</w:tblGrid>");
	w->widths = widths;
	if (!names)
		return;
	word_row_begin(w, WORD_ROW_HEAD);
	for (size_t i = 0; i < n; i++)
		word_cell(w, WORD_CELL_HEAD, WORD_PLAIN, str_of(names[i]));
	word_row_end(w);
}

void word_row_begin(struct word *w, enum word_row row)
{
	static const char *const properties[] = {
	    [WORD_ROW] = "<w:trPr><w:cantSplit/></w:trPr>",
	    [WORD_ROW_HEAD] = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
	    [WORD_ROW_LONG] = "",
	};
	w->column = 0;
	buf_printf(w->out, "<w:tr>%s", properties[row]);
}

void word_cell_begin(struct word *w, const char *shade)
{
	buf_printf(w->out, "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/>",
		   w->widths[w->column++]);
	if (shade)
		buf_printf(w->out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>",
			   shade);
	buf_addz(w->out, "<w:vAlign w:val=\"center\"/></w:tcPr>");
}

void word_cell_end(struct word *w)
{
	buf_addz(w->out, "</w:tc>");
}

void word_cell(struct word *w, enum word_style style, enum word_look look, struct str words)
{
	word_cell_begin(w, style == WORD_CELL_HEAD ? "F2F2F2" : NULL);
	word_paragraph_begin(w, style);
	word_run(w, look, words);
	word_paragraph_end(w);
	word_cell_end(w);
}

void word_row_end(struct word *w)
{
	buf_addz(w->out, "</w:tr>");
}

void word_table_end(struct word *w)
{
	buf_addz(w->out, "</w:tbl>");
}

/* ---- the rest of the file ----------------------------------------------------------------------
 */

void word_begin(struct word *w, struct arena *a)
{
	*w = (struct word){.a = a, .package = {.a = a}};
	w->out = package_part(&w->package, DOCUMENT,
			      "officedocument.wordprocessingml.document.main+xml");
	package_relate(&w->package, NULL, "officeDocument", DOCUMENT);
	buf_addz(w->out, "<w:document" NAMESPACES "><w:body>");
}

/* A part that the document needs as its TYPE; gives the relation's id. */
static const char *add_part(struct word *w, const char *type, const char *file, struct buf **out)
{
	const char *name = arena_printf(w->a, "word/%s.xml", file).p;
	*out = package_part(&w->package, name,
			    arena_printf(w->a, "officedocument.wordprocessingml.%s+xml", type).p);
	return package_relate(&w->package, DOCUMENT, type, name);
}

/* "— 1 —" at the outer edge, a character from it. */
static const char *footer(struct word *w, const char *file, const char *side, const char *indent)
{
#define PAGE_RUN "<w:r><w:rPr>" FONT(SONGTI) SIZE("28") "</w:rPr>"
	struct buf *out;
	const char *id = add_part(w, "footer", file, &out);
	buf_printf(out,
		   "<w:ftr" NAMESPACES "><w:p><w:pPr><w:pStyle w:val=\"Normal\"/>"
		   "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>"
		   "<w:ind w:%s=\"280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc "
		   "w:val=\"%s\"/></w:pPr>" PAGE_RUN
		   "<w:t xml:space=\"preserve\">— </w:t></w:r>" PAGE_RUN
		   "<w:fldChar w:fldCharType=\"begin\"/></w:r>" PAGE_RUN
		   "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>" PAGE_RUN
		   "<w:fldChar w:fldCharType=\"separate\"/></w:r>" PAGE_RUN
		   "<w:t>1</w:t></w:r>" PAGE_RUN "<w:fldChar w:fldCharType=\"end\"/></w:r>" PAGE_RUN
		   "<w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
		   indent, side);
#undef PAGE_RUN
	return id;
}

void word_write(struct word *w, struct str title, struct buf *out)
{
	struct buf *part;
	const char *odd = footer(w, "footer1", "right", "right"),
		   *even = footer(w, "footer2", "left", "left");
	buf_printf(
	    w->out,
	    "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"%s\"/>"
	    "<w:footerReference w:type=\"even\" r:id=\"%s\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
	    "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" "
	    "w:header=\"851\""
	    " w:footer=\"1200\" w:gutter=\"0\"/>"
	    "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>"
	    "</w:body></w:document>",
	    odd, even);
	add_part(w, "styles", "styles", &part);
	write_styles(part);
	add_part(w, "fontTable", "fontTable", &part);
	write_fonts(part);
	add_part(w, "settings", "settings", &part);
	buf_addz(part, "<w:settings" NAMESPACES "><w:evenAndOddHeaders/>"
		       "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>"
		       "<w:compatSetting w:name=\"compatibilityMode\" "
		       "w:uri=\"http://schemas.microsoft.com/office/word\""
		       " w:val=\"15\"/></w:compat></w:settings>");
	package_properties(&w->package, title);
	package_write(&w->package, out);
}
