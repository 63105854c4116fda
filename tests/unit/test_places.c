/*
 * The place property, over every file under fixtures/: the text at a place of
 * the file is the text that the document has there.  The files are looked
 * into by means of their own, without the readers.
 */
#include "office.h"

#include <iconv.h>

#define FIXTURES "fixtures"

struct visit {
	struct arena arena;
	LIST(struct str) files;
};

static void collect(void *context, struct str relative)
{
	struct visit *v = context;
	*list_add(&v->arena, &v->files) = arena_dup(&v->arena, relative);
}

/* Calls CHECK for each fixture with one of EXTENSIONS; gives how many there were. */
static size_t each_fixture(const char *extensions,
			   void (*check)(struct arena *a, const struct document *d,
					 struct str bytes))
{
	struct visit v = {0};
	struct str why;
	size_t n = 0;
	if (!file_walk(&v.arena, FIXTURES, collect, &v, &why))
		fail_msg("%s", why.p);
	for (size_t i = 0; i < v.files.n; i++) {
		struct str extension = path_ext(v.files.v[i]);
		if (extension.n == 0 || str_find(str_of(extensions), extension, 0) == SIZE_MAX)
			continue;
		struct arena a = {0};
		struct str path = path_join(&a, STR(FIXTURES), v.files.v[i]);
		struct str bytes;
		assert_true(file_read(&a, arena_z(&a, path), &bytes, &why));
		const struct document *d = read_bytes(&a, v.files.v[i], bytes);
		if (d->failure.n == 0) {
			check(&a, d, bytes);
			n++;
		}
		arena_free(&a);
	}
	arena_free(&v.arena);
	return n;
}

/* ---- plain text ---------------------------------------------------------------- */

/* The source in UTF-32, by iconv alone. */
static uint32_t *decode(struct arena *a, const struct document *d, struct str bytes, size_t *n)
{
	iconv_t cd = iconv_open("UTF-32LE", meta_value(a, d, "encoding"));
	size_t room = bytes.n * 4 + 4;
	uint32_t *out = arena_alloc(a, room);
	char *p = (char *)out;
	char *in = (char *)(uintptr_t)bytes.p;
	size_t left = bytes.n;
	assert_true(cd != (iconv_t)-1);
	assert_true(iconv(cd, &in, &left, &p, &room) != (size_t)-1);
	iconv_close(cd);
	*n = (size_t)((uint32_t *)(void *)p - out);
	return out;
}

/* The character at (line, column); 0 when there is none. */
static uint32_t character_at(const uint32_t *text, size_t n, uint32_t line, uint32_t column)
{
	size_t i = n && text[0] == 0xfeff ? 1 : 0;
	while (i < n && line > 1) {
		if (text[i] == '\r' && i + 1 < n && text[i + 1] == '\n')
			i++;
		if (text[i] == '\n' || text[i] == '\r')
			line--;
		i++;
	}
	for (; column > 1; column--, i++) {
		if (i >= n || text[i] == '\n' || text[i] == '\r')
			return 0;
	}
	return i < n ? text[i] : 0;
}

static bool is_wide_run(const struct document *d, uint32_t at)
{
	const struct run *found = NULL;
	for (size_t i = 0; i < d->runs.n && d->runs.v[i].at <= at; i++)
		found = &d->runs.v[i];
	return found && found->width;
}

static void check_text(struct arena *a, const struct document *d, struct str bytes)
{
	size_t n;
	const uint32_t *source = decode(a, d, bytes, &n);
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct span s = d->blocks.v[i].span;
		for (size_t at = s.start; at < s.end;) {
			uint32_t from = (uint32_t)at;
			uint32_t c = utf8_next(d->text, &at);
			if (c == '\n')
				continue;
			struct span one = {from, (uint32_t)at};
			struct place p = document_place(d, one);
			uint32_t there = character_at(source, n, p.line, p.column);
			bool ok = is_wide_run(d, from) ? there == '&' || there == '"' : there == c;
			if (!ok)
				fail_msg("%.*s:%u:%u is U+%04X, not U+%04X", (int)d->file.n,
					 d->file.p, p.line, p.column, there, c);
			assert_int_equal(p.end_line, p.line);
			assert_true(p.end_column > p.column);
		}
	}
}

static void text_markdown_and_csv_stand_where_the_document_says(void **state)
{
	(void)state;
	assert_true(each_fixture("txt md csv", check_text) > 5);
}

/* ---- docx ------------------------------------------------------------------------ */

struct scan {
	struct str xml;
	size_t at;
	struct str tag;  /* the last one, without its brackets */
	struct str text; /* in front of it */
};

static bool next_tag(struct scan *s)
{
	size_t open = str_find(s->xml, STR("<"), s->at);
	if (open == SIZE_MAX)
		return false;
	size_t close = str_find(s->xml, STR(">"), open);
	s->text = str_cut(s->xml, s->at, open);
	s->tag = str_cut(s->xml, open + 1, close);
	s->at = close + 1;
	return true;
}

static bool tag_is(struct str tag, const char *name)
{
	size_t n = strlen(name);
	return str_starts(tag, str_of(name)) && (tag.n == n || tag.p[n] == ' ' || tag.p[n] == '/');
}

static void skip_element(struct scan *s, const char *name)
{
	char end[64];
	snprintf(end, sizeof end, "/%s", name);
	unsigned depth = 1;
	if (s->tag.p[s->tag.n - 1] == '/')
		return;
	while (depth > 0 && next_tag(s)) {
		if (tag_is(s->tag, name) && s->tag.p[s->tag.n - 1] != '/')
			depth++;
		depth -= tag_is(s->tag, end);
	}
}

static void add_plain(struct buf *b, struct str s)
{
	static const struct {
		const char *entity, *plain;
	} known[] = {{"&amp;", "&"},  {"&lt;", "<"},   {"&gt;", ">"}, {"&quot;", "\""},
		     {"&apos;", "'"}, {"&#10;", "\n"}, {"\r", ""}};
	while (s.n > 0) {
		size_t step = 1;
		struct str plain = str_cut(s, 0, 1);
		for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
			if (str_starts(s, str_of(known[i].entity))) {
				step = strlen(known[i].entity);
				plain = str_of(known[i].plain);
			}
		}
		buf_add(b, plain);
		s = str_cut(s, step, s.n);
	}
}

enum { PARAGRAPHS = 20000, NESTED = 8 };

/* The visible text of each w:p, in document order. */
static size_t scan_paragraphs(struct str xml, struct buf *out)
{
	static const char *const skipped[] = {"w:del", "w:moveFrom",  "mc:Fallback", "w:rt",
					      "w:pPr", "w:instrText", "w:sdtPr"};
	struct scan s = {.xml = xml};
	size_t open[NESTED];
	size_t depth = 0;
	size_t n = 0;
	bool hidden = false;
	while (next_tag(&s)) {
		for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
			if (tag_is(s.tag, skipped[i]))
				skip_element(&s, skipped[i]);
		}
		bool empty = s.tag.n && s.tag.p[s.tag.n - 1] == '/';
		if (tag_is(s.tag, "w:p")) {
			assert_true(n < PARAGRAPHS && depth < NESTED);
			if (!empty)
				open[depth++] = n;
			n++;
		} else if (tag_is(s.tag, "/w:p") && depth > 0) {
			depth--;
		} else if (tag_is(s.tag, "w:r")) {
			hidden = false;
		} else if (tag_is(s.tag, "w:vanish")) {
			hidden = true;
		} else if (depth > 0 && !hidden) {
			if (tag_is(s.tag, "/w:t"))
				add_plain(&out[open[depth - 1]], s.text);
			else if (tag_is(s.tag, "w:tab"))
				buf_char(&out[open[depth - 1]], '\t');
			else if (tag_is(s.tag, "w:br"))
				buf_char(&out[open[depth - 1]], '\n');
		}
	}
	return n;
}

/* What the document has on each line, without labels. */
static void gather_lines(const struct document *d, struct buf *out, size_t lines)
{
	for (size_t i = 0; i < d->runs.n; i++) {
		const struct run *r = &d->runs.v[i];
		uint32_t end = i + 1 < d->runs.n ? d->runs.v[i + 1].at : (uint32_t)d->text.n;
		if (r->line <= lines)
			buf_add(&out[r->line - 1], str_cut(d->text, r->at, end));
	}
}

static void check_docx(struct arena *a, const struct document *d, struct str bytes)
{
	struct str why;
	struct str xml;
	struct zip_file *z = zip_open_bytes(a, bytes, &why);
	assert_non_null(z);
	assert_true(zip_part(z, a, "word/document.xml", &xml, &why));
	zip_free(z);
	struct buf *theirs = arena_array(a, struct buf, PARAGRAPHS);
	struct buf *ours = arena_array(a, struct buf, PARAGRAPHS);
	size_t n = scan_paragraphs(xml, theirs);
	gather_lines(d, ours, n);
	for (size_t i = 0; i < n; i++) {
		struct str want = str_trim(buf_str(&theirs[i]));
		struct str have = str_trim(buf_str(&ours[i]));
		/* In front of the paragraph's text there may be its automatic number. */
		enum { LABEL_LIMIT = 40 };
		if (!str_ends(have, want) || have.n > want.n + LABEL_LIMIT)
			fail_msg("%.*s:%zu: “%.*s”, not “%.*s”", (int)d->file.n, d->file.p, i + 1,
				 (int)have.n, have.p, (int)want.n, want.p);
		buf_free(&theirs[i]);
		buf_free(&ours[i]);
	}
}

static void paragraphs_of_docx_have_the_number_that_counting_gives(void **state)
{
	(void)state;
	assert_true(each_fixture("docx", check_docx) > 2);
}

/* ---- xlsx ------------------------------------------------------------------------ */

/* The Nth <si> of the shared strings as plain text. */
static struct str shared_string(struct arena *a, struct str xml, long index)
{
	struct scan s = {.xml = xml};
	struct buf b = {0};
	long n = -1;
	while (next_tag(&s)) {
		n += tag_is(s.tag, "si");
		if (n == index && tag_is(s.tag, "/t"))
			add_plain(&b, s.text);
	}
	struct str made = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return made;
}

/* The shared string that cell REF of a sheet shows; false when it has none. */
static bool string_of_cell(struct arena *a, struct str sheet, struct str strings, struct str ref,
			   struct str *out)
{
	struct str key = arena_printf(a, " r=\"%.*s\"", (int)ref.n, ref.p);
	struct scan s = {.xml = sheet};
	while (next_tag(&s)) {
		if (!tag_is(s.tag, "c") || str_find(s.tag, key, 0) == SIZE_MAX)
			continue;
		if (str_find(s.tag, STR(" t=\"s\""), 0) == SIZE_MAX)
			return false;
		while (next_tag(&s) && !tag_is(s.tag, "/v"))
			;
		*out = shared_string(a, strings, strtol(s.text.p, NULL, 10));
		return true;
	}
	return false;
}

static void check_xlsx(struct arena *a, const struct document *d, struct str bytes)
{
	struct str why;
	struct str strings;
	struct zip_file *z = zip_open_bytes(a, bytes, &why);
	assert_non_null(z);
	assert_true(zip_part(z, a, "xl/sharedStrings.xml", &strings, &why));
	size_t compared = 0;
	for (size_t t = 0; t < d->tables.n; t++) {
		/* LibreOffice numbers the parts in the order of the sheets. */
		struct str part = arena_printf(a, "xl/worksheets/sheet%zu.xml", t + 1);
		struct str sheet;
		assert_true(zip_part(z, a, part.p, &sheet, &why));
		for (size_t i = 0; i < d->tables.v[t].count; i++) {
			const struct block *b = &d->blocks.v[d->tables.v[t].first + i];
			size_t mark = str_find(b->cell, STR("!"), 0);
			struct str want;
			if (!string_of_cell(a, sheet, strings,
					    str_cut(b->cell, mark + 1, b->cell.n), &want))
				continue;
			struct str have = document_slice(d, b->span);
			if (!str_eq(str_trim(want), have))
				fail_msg("%.*s %.*s: “%.*s”", (int)d->file.n, d->file.p,
					 (int)b->cell.n, b->cell.p, (int)have.n, have.p);
			struct place p = document_place(d, b->span);
			assert_int_equal(p.line, d->tables.v[t].first_row + b->row + 1);
			assert_int_equal(p.column, d->tables.v[t].first_column + b->column + 1);
			compared++;
		}
	}
	zip_free(z);
	assert_true(compared > 0);
}

static void cells_of_xlsx_are_where_their_references_say(void **state)
{
	(void)state;
	assert_true(each_fixture("xlsx", check_xlsx) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_markdown_and_csv_stand_where_the_document_says),
	    cmocka_unit_test(paragraphs_of_docx_have_the_number_that_counting_gives),
	    cmocka_unit_test(cells_of_xlsx_are_where_their_references_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
