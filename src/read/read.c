/*
 * read - from the name and bytes of a file to a document.
 *
 * The extension chooses the reader and the content must agree: a workbook
 * that is named .docx is told to the user, not guessed at.  Failure texts are
 * constant sentences (msgids), with what varies in parentheses behind.
 */
#include "read.h"

#include "text.h"

enum {
	FILE_LIMIT = 64 * 1024 * 1024,
	DAMAGE_NOTES = 20, /* more places than that are told as a number */
};

/* What else the bytes may be, told by how they begin. */
static const struct foreign {
	const char *magic;
	const char *sentence, *detail;
} foreign[] = {
    {"%PDF-", N_("this format is not read"), "PDF"},
    {"{\\rtf", N_("this format is not read"), "RTF"},
    {"Rar!", N_("this format is not read"), "RAR"},
    {"7z\xbc\xaf", N_("this format is not read"), "7z"},
    {"\x89PNG", N_("the file is a picture; its text can't be read"), "PNG"},
    {"\xff\xd8\xff", N_("the file is a picture; its text can't be read"), "JPEG"},
    {"GIF8", N_("the file is a picture; its text can't be read"), "GIF"},
};

/* A name of a stream of an OLE compound file, as it stands there (UTF-16). */
static bool has_stream(struct str bytes, const char *name)
{
	char wide[64];
	size_t n = 0;
	for (; *name && n + 2 <= sizeof wide; name++) {
		wide[n++] = *name;
		wide[n++] = 0;
	}
	return str_find(bytes, (struct str){wide, n}, 0) != SIZE_MAX;
}

static bool is_compound(struct str bytes)
{
	return str_starts(bytes, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

static void fail_compound(struct arena *a, struct document *d, struct str bytes)
{
	struct str none = {0};
	if (has_stream(bytes, "EncryptedPackage"))
		read_fail(a, d, "the file is encrypted; save it without a password", none);
	else if (has_stream(bytes, "WordDocument"))
		read_fail(a, d, "the file is an old Word or WPS document; save it as .docx", none);
	else if (has_stream(bytes, "Workbook") || has_stream(bytes, "Book"))
		read_fail(a, d, "the file is an old Excel or WPS workbook; save it as .xlsx", none);
	else
		read_fail(a, d, "this format is not read", STR("OLE compound file"));
}

/* Sets the failure for what no reader takes. */
static bool fail_foreign(struct arena *a, struct document *d, struct str bytes)
{
	if (bytes.n == 0) {
		read_fail(a, d, "the file is empty", (struct str){0});
		return true;
	}
	if (bytes.n > FILE_LIMIT) {
		read_fail(a, d, "the file is too large",
			  arena_printf(a, "%zu MB, limit %d MB", bytes.n >> 20, FILE_LIMIT >> 20));
		return true;
	}
	if (is_compound(bytes)) {
		fail_compound(a, d, bytes);
		return true;
	}
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		if (str_starts(bytes, str_of(foreign[i].magic))) {
			read_fail(a, d, foreign[i].sentence, str_of(foreign[i].detail));
			return true;
		}
	}
	return false;
}

/* The reader that takes these bytes for its own; not asked of plain-text formats. */
static const struct reader *by_content(struct str bytes)
{
	if (!str_starts(bytes, STR("PK\x03\x04")))
		return NULL;
	for (const struct reader *const *r = reader_list; *r; r++) {
		if ((*r)->recognise(bytes))
			return *r;
	}
	return NULL;
}

/* A copy in lower case: cameras and old systems write ".DOCX". */
static struct str lower(struct arena *a, struct str s)
{
	struct str out = arena_dup(a, s);
	char *p = (char *)(uintptr_t)out.p; /* our own copy */
	for (size_t i = 0; i < out.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 'a' - 'A');
	}
	return out;
}

static const struct reader *choose(struct arena *a, struct document *d, struct str bytes)
{
	struct str extension = lower(a, path_ext(d->file));
	const struct reader *named = reader_find(extension);
	if (named && named->recognise(bytes))
		return named;
	const struct reader *content = by_content(bytes);
	if (content) {
		read_fail(a, d, "the content is not what the file name says",
			  arena_printf(a, "content %s, name .%.*s", content->name, (int)extension.n,
				       extension.p));
		return NULL;
	}
	if (named == NULL) {
		read_fail(a, d, "this format is not read",
			  arena_printf(a, ".%.*s", (int)extension.n, extension.p));
		return NULL;
	}
	return named; /* it will say what is wrong */
}

/* Places of U+FFFD, one note a block. */
static void note_damage(struct arena *a, struct document *d)
{
	struct str mark = STR("\xef\xbf\xbd");
	size_t notes = 0;
	size_t unseen = 0;
	size_t at = str_find(d->text, mark, 0);
	while (at != SIZE_MAX) {
		const struct block *b = &d->blocks.v[document_block(d, (uint32_t)at)];
		struct span span = {(uint32_t)at, (uint32_t)(at + mark.n)};
		if (notes++ < DAMAGE_NOTES)
			read_note(a, d, "read.encoding", (struct str){0}, span);
		else
			unseen++;
		at = str_find(d->text, mark, b->span.end > span.end ? b->span.end : span.end);
	}
	if (unseen)
		read_note(a, d, "read.encoding", arena_printf(a, "+%zu", unseen),
			  (struct span){0, 0});
}

static void drop_content(struct document *d)
{
	d->text = (struct str){"", 0};
	d->runs.n = d->blocks.n = d->tables.n = 0;
	d->notes.n = 0;
	d->comments.n = 0;
}

struct document *read_sources(struct arena *a, struct str file, struct str bytes, struct sources *out)
{
	struct document *d = arena_new(a, struct document);
	d->file = arena_dup(a, file);
	d->sources = out;
	d->text = (struct str){"", 0};
	if (!fail_foreign(a, d, bytes)) {
		const struct reader *reader = choose(a, d, bytes);
		if (reader) {
			d->format = str_of(reader->name);
			reader->read(a, bytes, d);
		}
	}
	if (d->failure.n == 0 && d->blocks.n == 0)
		read_fail(a, d, "no text was found in the file", (struct str){0});
	if (d->failure.n) {
		drop_content(d);
		return d;
	}
	read_structure(a, d);
	note_damage(a, d);
	return d;
}

struct document *read_bytes(struct arena *a, struct str file, struct str bytes)
{
	return read_sources(a, file, bytes, NULL);
}

struct document *read_file(struct arena *a, const char *path, struct str file)
{
	struct str bytes;
	struct str why;
	if (file_read(a, path, &bytes, &why))
		return read_bytes(a, file, bytes);
	struct document *d = arena_new(a, struct document);
	d->file = arena_dup(a, file);
	d->text = (struct str){"", 0};
	read_fail(a, d, "the file can't be opened", why);
	return d;
}
