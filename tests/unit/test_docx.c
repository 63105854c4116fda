/* The Word reader, on documents written by hand as Word and WPS write them. */
#include "office.h"

#define P(TEXT) "<w:p><w:r><w:t xml:space=\"preserve\">" TEXT "</w:t></w:r></w:p>"
#define PP(PROPERTIES, TEXT)                                                                       \
	"<w:p><w:pPr>" PROPERTIES "</w:pPr><w:r><w:t>" TEXT "</w:t></w:r></w:p>"
#define STYLE(ID) "<w:pStyle w:val=\"" ID "\"/>"
#define NUM(ID, LEVEL) "<w:numPr><w:ilvl w:val=\"" LEVEL "\"/><w:numId w:val=\"" ID "\"/></w:numPr>"
#define LVL(I, FORMAT, TEXT, MORE)                                                                 \
	"<w:lvl w:ilvl=\"" I "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" FORMAT "\"/>" MORE      \
	"<w:lvlText w:val=\"" TEXT "\"/></w:lvl>"
#define LIST_OF(ID, LEVELS) "<w:abstractNum w:abstractNumId=\"" ID "\">" LEVELS "</w:abstractNum>"
#define NUM_OF(ID, LIST, MORE)                                                                     \
	"<w:num w:numId=\"" ID "\"><w:abstractNumId w:val=\"" LIST "\"/>" MORE "</w:num>"

struct source {
	const char *body, *styles, *numbering, *footnotes, *header;
};

static const char *wrap(struct arena *a, const char *root, const char *content)
{
	return arena_printf(a, "<?xml version=\"1.0\"?><w:%s " W_NS ">%s</w:%s>", root,
			    content ? content : "", root)
	    .p;
}

static struct document *read_source(struct arena *a, struct source s)
{
	const char *body = arena_printf(a, "<w:body>%s<w:sectPr/></w:body>", s.body).p;
	const struct part parts[] = {
	    {"[Content_Types].xml", "<Types/>"},
	    {"_rels/.rels", "<Relationships " R_NS ">" RELATION(
				"r1", "officeDocument", "word/document.xml") "</Relationships>"},
	    {"word/_rels/document.xml.rels",
	     "<Relationships " R_NS ">" RELATION("a", "styles", "styles.xml") RELATION(
		 "b", "numbering", "numbering.xml") RELATION("c", "footnotes", "footnotes.xml")
		 RELATION("d", "header", "header1.xml") "</Relationships>"},
	    {"word/document.xml", wrap(a, "document", body)},
	    {"word/styles.xml", wrap(a, "styles", s.styles)},
	    {"word/numbering.xml", wrap(a, "numbering", s.numbering)},
	    {"word/footnotes.xml", wrap(a, "footnotes", s.footnotes)},
	    {"word/header1.xml", wrap(a, "hdr", s.header)},
	    {NULL, NULL},
	};
	struct document *d = read_bytes(a, STR("a.docx"), office_zip(a, parts));
	if (d->failure.n)
		fail_msg("%s", d->failure.p);
	return d;
}

static void expect_lines(struct arena *a, const struct document *d, const char *const *lines)
{
	size_t n = 0;
	for (; lines[n]; n++)
		assert_string_equal(block_text(a, d, n), lines[n]);
	assert_int_equal(d->blocks.n, n);
}

static void automatic_numbers_are_text_and_go_on_level_by_level(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a, (struct source){
		    .body = PP(NUM("1", "0"), "问题") PP(NUM("1", "1"), "学习") PP(
			NUM("1", "2"), "甲。") PP(NUM("1", "2"), "乙。") PP(NUM("1", "0"), "原因")
			PP(NUM("1", "1"), "主观") PP(NUM("2", "0"), "从五起")
			    PP(NUM("2", "0"), "六") PP(NUM("3", "0"), "圆点。")
				PP(NUM("9", "0"), "没有这个编号。") PP(NUM("0", "0"), "取消编号。"),
		    .numbering = LIST_OF("0", LVL("0", "chineseCountingThousand", "%1、", "")
						  LVL("1", "chineseCounting", "（%2）", "")
						      LVL("2", "decimal", "%1.%2.%3", "<w:isLgl/>"))
			LIST_OF("1", LVL("0", "bullet", "", "")) NUM_OF("1", "0", "")
			    NUM_OF("2", "0",
				   "<w:lvlOverride w:ilvl=\"0\"><w:startOverride "
				   "w:val=\"5\"/></w:lvlOverride>") NUM_OF("3", "1", ""),
		});
	static const char *const lines[] = {
	    "一、问题",   "（一）学习", "1.1.1 甲。", "1.1.2 乙。",     "二、原因",   "（一）主观",
	    "五、从五起", "六、六",     "圆点。",     "没有这个编号。", "取消编号。", NULL};
	expect_lines(&a, d, lines);
	assert_int_equal(d->blocks.v[0].label, LABEL_HAN);
	assert_int_equal(d->blocks.v[6].number, 5);
	assert_int_equal(d->blocks.v[1].body - d->blocks.v[1].span.start, strlen("（一）"));
	assert_int_equal(d->blocks.v[8].type, BLOCK_ITEM);
	arena_free(&a);
}

static void a_number_never_runs_into_the_digits_behind_it(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a, (struct source){
		    .body = PP(NUM("1", "0"), "2021年以来。") PP(NUM("2", "0"), "5万元。"),
		    .numbering = LIST_OF("0", LVL("0", "decimal", "%1", ""))
			LIST_OF("1", LVL("0", "decimal", "%1.", "")) NUM_OF("1", "0", "")
			    NUM_OF("2", "1", ""),
		});
	assert_string_equal(block_text(&a, d, 0), "1 2021年以来。");
	assert_string_equal(block_text(&a, d, 1), "1.5万元。");
	assert_int_equal(d->blocks.v[1].label, LABEL_DIGIT);
	assert_int_equal(d->blocks.v[1].body - d->blocks.v[1].span.start, 2);
	arena_free(&a);
}

static void numbering_comes_through_styles_too(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a, (struct source){
		    .body = PP(STYLE("A"), "甲") PP(STYLE("B"), "乙") PP(STYLE("C"), "丙")
			PP(STYLE("A") NUM("0", "0"), "丁") PP(STYLE("D"), "戊"),
		    .styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name "
			      "w:val=\"heading 1\"/><w:pPr>"
			      "<w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
			      "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name "
			      "w:val=\"heading 2\"/><w:pPr>"
			      "<w:numPr><w:ilvl w:val=\"1\"/><w:numId "
			      "w:val=\"1\"/></w:numPr></w:pPr></w:style>"
			      "<w:style w:type=\"paragraph\" w:styleId=\"C\"><w:name w:val=\"c\"/>"
			      "<w:basedOn w:val=\"B\"/></w:style>"
			      "<w:style w:type=\"paragraph\" w:styleId=\"D\"><w:name w:val=\"d\"/>"
			      "<w:basedOn w:val=\"A\"/></w:style>",
		    .numbering = LIST_OF(
			"0", LVL("0", "japaneseCounting", "%1、", "<w:pStyle w:val=\"A\"/>")
				 LVL("1", "chineseCounting", "（%2）", "<w:pStyle w:val=\"B\"/>")
				     LVL("2", "decimal", "%3.", "<w:pStyle w:val=\"D\"/>"))
			NUM_OF("1", "0", ""),
		});
	static const char *const lines[] = {"一、甲", "（一）乙", "（二）丙", "丁", "1.戊", NULL};
	expect_lines(&a, d, lines);
	assert_int_equal(d->blocks.v[2].level, 2);
	arena_free(&a);
}

static void every_chinese_number_format_is_shown(void **state)
{
	static const struct {
		const char *format, *shown;
		long n;
	} cases[] = {
	    {"chineseCounting", "二十一", 21},
	    {"chineseCountingThousand", "一百零五", 105},
	    {"japaneseCounting", "十", 10},
	    {"taiwaneseCountingThousand", "十二", 12},
	    {"ideographTraditional", "甲", 1},
	    {"ideographZodiac", "丑", 2},
	    {"ideographDigital", "一〇", 10},
	    {"chineseLegalSimplified", "拾贰", 12},
	    {"decimalFullWidth", "１２", 12},
	    {"decimalEnclosedCircle", "①", 1},
	    {"decimalEnclosedCircleChinese", "⑩", 10},
	    {"decimalEnclosedParen", "⑴", 1},
	    {"decimalZero", "05", 5},
	    {"upperLetter", "AA", 27},
	    {"lowerLetter", "c", 3},
	    {"upperRoman", "XIV", 14},
	    {"lowerRoman", "iv", 4},
	    {"none", "", 3},
	    {"unheard-of", "7", 7},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		const char *numbering =
		    arena_printf(
			&a,
			"<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start "
			"w:val=\"%ld\"/><w:numFmt w:val=\"%s\"/><w:lvlText "
			"w:val=\"%%1、\"/></w:lvl></w:abstractNum>" NUM_OF("1", "0", ""),
			cases[i].n, cases[i].format)
			.p;
		const struct document *d = read_source(
		    &a, (struct source){.body = PP(NUM("1", "0"), "x。"), .numbering = numbering});
		assert_string_equal(block_text(&a, d, 0),
				    arena_printf(&a, "%s、x。", cases[i].shown).p);
		arena_free(&a);
	}
}

static void headings_are_known_by_style_outline_level_and_name(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a,
	    (struct source){
		.body = PP(STYLE("T"), "题目") PP(STYLE("1"), "甲") PP(STYLE("x"), "乙")
		    PP("<w:outlineLvl w:val=\"2\"/>", "丙") PP(STYLE("y"), "丁。")
			PP(STYLE("z"), "戊") P("正文。"),
		.styles =
		    "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name "
		    "w:val=\"Title\"/></w:style>"
		    "<w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"我的\"/>"
		    "<w:basedOn w:val=\"1\"/></w:style>"
		    "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading "
		    "1\"/></w:style>"
		    "<w:style w:type=\"paragraph\" w:styleId=\"y\"><w:name w:val=\"TOC Heading\"/>"
		    "<w:basedOn w:val=\"1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>"
		    "<w:style w:type=\"paragraph\" w:styleId=\"z\"><w:name w:val=\"标题 "
		    "2\"/></w:style>",
	    });
	static const uint8_t levels[] = {1, 2, 2, 4, 0, 3, 0};
	for (size_t i = 0; i < 7; i++) {
		assert_int_equal(d->blocks.v[i].level, levels[i]);
		assert_int_equal(d->blocks.v[i].type, levels[i] ? BLOCK_HEADING : BLOCK_PARAGRAPH);
	}
	arena_free(&a);
}

static void sections_stand_below_the_title_however_they_are_marked(void **state)
{
	struct arena a = {0};
	static const char styles[] =
	    "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>"
	    "<w:style w:type=\"paragraph\" w:styleId=\"S\"><w:name w:val=\"Subtitle\"/></w:style>"
	    "<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/></w:style>";
	(void)state;
	const struct document *d =
	    read_source(&a, (struct source){
				.body = PP(STYLE("T"), "单位") PP(STYLE("T"), "会议记录")
				    PP(STYLE("S"), "（日期）") P("一、程序") P("（一）通报")
					P("二、发言") PP(STYLE("2"), "（一）王明") P("正文。"),
				.styles = styles,
			    });
	static const uint8_t levels[] = {1, 1, 0, 2, 3, 2, 3, 0};
	for (size_t i = 0; i < sizeof levels; i++)
		assert_int_equal(d->blocks.v[i].level, levels[i]);
	arena_free(&a);
}

static void bold_comes_from_style_or_run_and_can_be_switched_off(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a,
	    (struct source){
		.body = PP(STYLE("B"), "样式粗。") "<w:p><w:pPr>" STYLE(
		    "B") "</w:pPr><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>不粗。"
			 "</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>前粗，</w:t></w:r>"
			 "<w:r><w:t>后细。</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:b/></w:rPr></"
			 "w:pPr>"
			 "<w:r><w:t>段落标记粗不算。</w:t></w:r></w:p>",
		.styles =
		    "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"B\"/><w:rPr>"
		    "<w:b/></w:rPr></w:style>",
	    });
	assert_true(d->blocks.v[0].bold);
	assert_false(d->blocks.v[1].bold);
	assert_false(d->blocks.v[2].bold);
	assert_int_equal(d->blocks.v[2].bold_end - d->blocks.v[2].span.start, strlen("前粗，"));
	assert_false(d->blocks.v[3].bold);
	arena_free(&a);
}

static void insertions_count_deletions_do_not_and_a_deleted_mark_joins(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a, (struct source){
		    .body = "<w:p><w:pPr><w:rPr><w:del "
			    "w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r>"
			    "<w:del w:id=\"2\"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
			    "<w:p><w:ins w:id=\"3\"><w:r><w:t>后半。</w:t></w:r></w:ins></w:p>"
			    "<w:p><w:moveFrom w:id=\"4\"><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
			    "<w:moveTo w:id=\"5\"><w:r><w:t>移来。</w:t></w:r></w:moveTo></w:p>"
			    "<w:p><w:pPr>" NUM(
				"1", "0") "<w:pPrChange w:id=\"6\"><w:pPr><w:outlineLvl "
					  "w:val=\"0\"/></w:pPr></w:pPrChange></"
					  "w:pPr><w:r><w:rPr><w:rPrChange w:id=\"7\">"
					  "<w:rPr><w:vanish/><w:b/></w:rPr></w:rPrChange></"
					  "w:rPr><w:t>旧格式不算。</w:t></w:r></w:p>",
		});
	static const char *const lines[] = {"前半，后半。", "移来。", "旧格式不算。", NULL};
	expect_lines(&a, d, lines);
	assert_false(d->blocks.v[2].bold);
	assert_non_null(note_detail(&a, d, "read.tracked-changes"));
	/* Each half keeps its own line. */
	struct span second = {(uint32_t)strlen("前半，"), (uint32_t)strlen("前半，后半。")};
	struct place p = document_place(d, second);
	assert_int_equal(p.line, 2);
	assert_int_equal(p.column, 1);
	arena_free(&a);
}

#define CELL(PROPERTIES, CONTENT) "<w:tc><w:tcPr>" PROPERTIES "</w:tcPr>" CONTENT "</w:tc>"
#define SPAN2 "<w:gridSpan w:val=\"2\"/>"
#define RESTART "<w:vMerge w:val=\"restart\"/>"

static void merged_cells_get_their_spans(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a, (struct source){
		    .body = "<w:tbl><w:tr>" CELL(SPAN2, P("甲"))
			CELL(RESTART, P("乙") P("丙")) "</w:tr><w:tr>" CELL("", P("丁")) CELL(
			    "", P("戊")) CELL("<w:vMerge/>", P("")) "</w:tr><w:tr>" CELL("", P(""))
			    CELL(SPAN2, "<w:tbl><w:tr>" CELL("", P("内一"))
					    CELL("", P("内二")) "</w:tr></w:tbl>" P(
						"")) "</w:tr></w:tbl>" P("表后。"),
		});
	static const char *const lines[] = {"甲",         "乙\n丙", "丁", "戊",
					    "内一\n内二", "表后。", NULL};
	static const uint32_t spans[5][4] = {
	    {0, 0, 1, 2}, {0, 2, 2, 1}, {1, 0, 1, 1}, {1, 1, 1, 1}, {2, 1, 1, 2}};
	expect_lines(&a, d, lines);
	for (size_t i = 0; i < 5; i++) {
		const struct block *b = &d->blocks.v[i];
		assert_int_equal(b->row, spans[i][0]);
		assert_int_equal(b->column, spans[i][1]);
		assert_int_equal(b->row_span, spans[i][2]);
		assert_int_equal(b->column_span, spans[i][3]);
	}
	assert_int_equal(d->tables.n, 1);
	assert_int_equal(d->tables.v[0].rows, 3);
	assert_int_equal(d->tables.v[0].columns, 3);
	assert_int_equal(d->tables.v[0].tallest, 2);
	/* Every w:p counts a line: the second of a cell, an empty one. */
	assert_int_equal(document_place(d, d->blocks.v[2].span).line, 4);
	assert_int_equal(document_place(d, d->blocks.v[5].span).line, 11);
	arena_free(&a);
}

static void an_automatic_number_alone_fills_a_cell(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a, (struct source){
		    .body = "<w:tbl><w:tr>" CELL("", "<w:p><w:pPr>" NUM("1", "0") "</w:pPr></w:p>")
			CELL("", P("甲")) "</w:tr><w:tr>" CELL(
			    "", "<w:p><w:pPr>" NUM("1", "0") "</w:pPr></w:p>")
			    CELL("", P("乙")) "</w:tr></w:tbl>",
		    .numbering = LIST_OF("0", LVL("0", "decimal", "%1", "")) NUM_OF("1", "0", ""),
		});
	static const char *const lines[] = {"1", "甲", "2", "乙", NULL};
	expect_lines(&a, d, lines);
	arena_free(&a);
}

static void a_text_box_is_read_once_behind_its_paragraph(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a,
	    (struct source){
		.body =
		    "<w:p><w:r><w:t>锚，</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\">"
		    "<w:drawing><wps:txbx><w:txbxContent>" P("框一。") P(
			"框二。") "</w:txbxContent></wps:txbx></w:drawing></"
				  "mc:Choice><mc:Fallback><w:pict>"
				  "<v:textbox><w:txbxContent>" P("框一。") P(
				      "框二。") "</w:txbxContent></v:textbox></w:pict></"
						"mc:Fallback></mc:AlternateContent>"
						"<w:t>锚后。</w:t></w:r></w:p>" P(
						    "下段。") "<w:p><w:r><w:pict><v:textbox><w:"
							      "txbxContent>" P("旧框。") "</"
											 "w:"
											 "txbxConte"
											 "nt></"
											 "v:"
											 "textbox><"
											 "/w:pict><"
											 "/w:r></"
											 "w:p>",
	    });
	static const char *const lines[] = {"锚，锚后。", "框一。", "框二。",
					    "下段。",     "旧框。", NULL};
	static const uint32_t numbers[] = {1, 2, 3, 4, 6};
	expect_lines(&a, d, lines);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(document_place(d, d->blocks.v[i].span).line, numbers[i]);
	arena_free(&a);
}

#define FIELD(TYPE) "<w:r><w:fldChar w:fldCharType=\"" TYPE "\"/></w:r>"

static void a_field_shows_its_result_and_not_its_code(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *
	    d = read_source(&a, (struct source){
				    .body = "<w:p>" FIELD("begin") "<w:r><w:instrText>IF "
								   "</w:instrText></w:r>" FIELD(
								       "begi"
								       "n") "<w:r><w:instrText>"
									    "DATE</w:instrText></"
									    "w:r>" FIELD("separate") "<w:r><w:t>里层</w:t></w:r>" FIELD("end")
										FIELD("separate") "<w:r><w:t>结果。</w:t></w:r>" FIELD(
										    "end") "<w:"
											   "fldSimp"
											   "le "
											   "w:"
											   "instr="
											   "\"PAGE"
											   "\"><w:"
											   "r><w:t>"
											   "简单。<"
											   "/w:t></"
											   "w:r></"
											   "w:"
											   "fldSimp"
											   "le>"
											   "<w:"
											   "hyperli"
											   "nk><w:"
											   "r><w:t>"
											   "链接。<"
											   "/w:t></"
											   "w:r></"
											   "w:"
											   "hyperli"
											   "nk>"
											   "<w:sdt>"
											   "<w:"
											   "sdtPr><"
											   "w:rPr><"
											   "w:"
											   "vanish/"
											   "></"
											   "w:rPr><"
											   "/"
											   "w:"
											   "sdtPr><"
											   "w:"
											   "sdtCont"
											   "ent><w:"
											   "r><w:t>"
											   "控件。"
											   "</"
											   "w:t></"
											   "w:r></"
											   "w:"
											   "sdtCont"
											   "ent></"
											   "w:sdt><"
											   "/w:p><"
											   "w:"
											   "p"
											   ">" FIELD(
											       "beg"
											       "in") "<w:r><w:instrText>没有结果</w:instrText></w:r></"
												     "w:p>" P(
													 "还在。"),
				});
	static const char *const lines[] = {"结果。简单。链接。控件。", "还在。", NULL};
	expect_lines(&a, d, lines);
	arena_free(&a);
}

static void breaks_tabs_hyphens_symbols_and_ruby_are_text(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a,
	    (struct source){
		.body =
		    "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r>"
		    "<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:cr/>"
		    "<w:noBreakHyphen/><w:softHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>"
		    "<w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音。"
		    "</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
	    });
	static const char *const lines[] = {"甲\n乙\t丙\n-☑音。", NULL};
	expect_lines(&a, d, lines);
	arena_free(&a);
}

static void hidden_text_is_left_out_and_noted(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a,
	    (struct source){
		.body =
		    "<w:p><w:r><w:t>看得见。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见"
		    "</w:t></w:r></w:p>",
	    });
	static const char *const lines[] = {"看得见。", NULL};
	expect_lines(&a, d, lines);
	assert_string_equal(note_detail(&a, d, "read.hidden-text"), "1, 看不见");
	arena_free(&a);
}

static void footnotes_follow_the_body_and_headers_are_meta(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a, (struct source){
		    .body = P("正文。") P(""),
		    .footnotes = "<w:footnote w:type=\"separator\" w:id=\"0\">" P(
			"线") "</w:footnote><w:footnote w:id=\"2\">" P("脚注。") "</w:footnote>",
		    .header = P("页眉"),
		});
	static const char *const lines[] = {"正文。", "脚注。", NULL};
	expect_lines(&a, d, lines);
	assert_int_equal(document_place(d, d->blocks.v[1].span).line, 3);
	assert_string_equal(meta_value(&a, d, "header"), "页眉");
	arena_free(&a);
}

static void lines_in_one_paragraph_that_are_items_become_blocks(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct document *d = read_source(
	    &a,
	    (struct source){
		.body = "<w:p><w:r><w:t>1、甲的意见。</w:t><w:br/><w:t>2、乙的意见。</w:t><w:br/>"
			"<w:t>接着说。</w:t></w:r></w:p>",
	    });
	static const char *const lines[] = {"1、甲的意见。", "2、乙的意见。\n接着说。", NULL};
	expect_lines(&a, d, lines);
	struct place p = document_place(d, d->blocks.v[1].span);
	assert_int_equal(p.line, 1);
	assert_int_equal(p.column, 9);
	arena_free(&a);
}

static void strict_documents_are_read_like_others(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct part parts[] = {
	    {"_rels/.rels",
	     "<Relationships " R_NS "><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/"
	     "officeDocument/relationships/officeDocument\" Target=\"/word/document2.xml\"/>"
	     "</Relationships>"},
	    {"word/document2.xml",
	     "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/"
	     "wordprocessingml/main\"><x:body><x:p><x:r><x:t>严格。</x:t></x:r>"
	     "</x:p></x:body></x:document>"},
	    {NULL, NULL}};
	const struct document *d = read_bytes(&a, STR("a.docx"), office_zip(&a, parts));
	static const char *const lines[] = {"严格。", NULL};
	expect_lines(&a, d, lines);
	arena_free(&a);
}

static void damage_and_attacks_are_told_and_nothing_is_kept(void **state)
{
	struct arena a = {0};
	(void)state;
	const struct part entities[] = {
	    {"word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"}, {NULL, NULL}};
	const struct part broken[] = {
	    {"word/document.xml", "<w:document " W_NS "><w:body>" P("甲")}, {NULL, NULL}};
	const struct part missing[] = {{"word/styles.xml", "<x/>"}, {NULL, NULL}};
	struct buf deep = {0};
	for (int i = 0; i < 600; i++)
		buf_addz(&deep, "<x>");
	buf_char(&deep, '\0');
	const struct part nested[] = {{"word/document.xml", deep.p}, {NULL, NULL}};
	const struct {
		const struct part *parts;
		const char *told;
	} cases[] = {{entities, "declares entities"},
		     {broken, "line 1"},
		     {missing, "is missing"},
		     {nested, "nested too deeply"}};
	for (size_t i = 0; i < 4; i++) {
		struct document *d = read_bytes(&a, STR("a.docx"), office_zip(&a, cases[i].parts));
		assert_int_not_equal(str_find(d->failure, str_of(cases[i].told), 0), SIZE_MAX);
		assert_int_equal(d->blocks.n, 0);
		assert_int_equal(d->text.n, 0);
	}
	buf_free(&deep);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(automatic_numbers_are_text_and_go_on_level_by_level),
	    cmocka_unit_test(a_number_never_runs_into_the_digits_behind_it),
	    cmocka_unit_test(numbering_comes_through_styles_too),
	    cmocka_unit_test(every_chinese_number_format_is_shown),
	    cmocka_unit_test(headings_are_known_by_style_outline_level_and_name),
	    cmocka_unit_test(sections_stand_below_the_title_however_they_are_marked),
	    cmocka_unit_test(bold_comes_from_style_or_run_and_can_be_switched_off),
	    cmocka_unit_test(insertions_count_deletions_do_not_and_a_deleted_mark_joins),
	    cmocka_unit_test(merged_cells_get_their_spans),
	    cmocka_unit_test(an_automatic_number_alone_fills_a_cell),
	    cmocka_unit_test(a_text_box_is_read_once_behind_its_paragraph),
	    cmocka_unit_test(a_field_shows_its_result_and_not_its_code),
	    cmocka_unit_test(breaks_tabs_hyphens_symbols_and_ruby_are_text),
	    cmocka_unit_test(hidden_text_is_left_out_and_noted),
	    cmocka_unit_test(footnotes_follow_the_body_and_headers_are_meta),
	    cmocka_unit_test(lines_in_one_paragraph_that_are_items_become_blocks),
	    cmocka_unit_test(strict_documents_are_read_like_others),
	    cmocka_unit_test(damage_and_attacks_are_told_and_nothing_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
