/* office - small documents made in memory, for the tests of the readers. */
#ifndef BAGUAN_TEST_OFFICE_H
#define BAGUAN_TEST_OFFICE_H

#include "read.h"

#include <setjmp.h>
#include <zip.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

#define W_NS                                                                                       \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "                \
	"xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "         \
	"xmlns:v=\"urn:schemas-microsoft-com:vml\""
#define S_NS                                                                                       \
	"xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "                     \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define R_NS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
#define R_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION(ID, TYPE, TARGET)                                                                 \
	"<Relationship Id=\"" ID "\" Type=\"" R_TYPE TYPE "\" Target=\"" TARGET "\"/>"

struct part {
	const char *name, *text; /* a list of them ends with a NULL name */
};

/* The bytes of a zip archive of PARTS, in A. */
static inline struct str office_zip(struct arena *a, const struct part *parts)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	assert_non_null(archive);
	zip_source_keep(source);
	for (; parts->name; parts++) {
		zip_source_t *part =
		    zip_source_buffer(archive, parts->text, strlen(parts->text), 0);
		assert_true(zip_file_add(archive, parts->name, part, ZIP_FL_ENC_UTF_8) >= 0);
	}
	assert_int_equal(zip_close(archive), 0);
	zip_stat_t st;
	zip_source_stat(source, &st);
	char *bytes = arena_alloc(a, (size_t)st.size + 1);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_read(source, bytes, st.size), (zip_int64_t)st.size);
	zip_source_close(source);
	zip_source_free(source);
	return (struct str){bytes, (size_t)st.size};
}

/* The text of block I as a C string. */
static inline const char *block_text(struct arena *a, const struct document *d, size_t i)
{
	assert_true(i < d->blocks.n);
	return arena_z(a, document_slice(d, d->blocks.v[i].span));
}

static inline const char *note_detail(struct arena *a, const struct document *d, const char *id)
{
	for (size_t i = 0; i < d->notes.n; i++) {
		if (strcmp(d->notes.v[i].id, id) == 0)
			return arena_z(a, d->notes.v[i].detail);
	}
	return NULL;
}

static inline const char *meta_value(struct arena *a, const struct document *d, const char *key)
{
	for (size_t i = 0; i < d->meta.n; i++) {
		if (str_is(d->meta.v[i].key, key))
			return arena_z(a, d->meta.v[i].value);
	}
	return NULL;
}

#endif
