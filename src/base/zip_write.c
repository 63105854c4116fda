/*
 * Writing a zip archive into memory, by libzip.  Every part has the same date, the first that a zip
 * can say, so that the same parts give the same bytes.
 */
#include "zip_parts.h"

enum { FIRST_DATE = 1 << 5 | 1 /* 1980-01-01, in DOS's bits */ };

static void add(zip_t *archive, const struct zip_entry *e)
{
	zip_source_t *source = zip_source_buffer(archive, e->bytes.p, e->bytes.n, 0);
	zip_int64_t index = source ? zip_file_add(archive, e->name, source, ZIP_FL_ENC_UTF_8) : -1;
	if (index < 0 || zip_file_set_dostime(archive, (zip_uint64_t)index, 0, FIRST_DATE, 0) != 0)
		mem_out();
}

static void copy(zip_source_t *from, struct buf *out)
{
	zip_stat_t st;
	if (zip_source_stat(from, &st) != 0 || !(st.valid & ZIP_STAT_SIZE) ||
	    zip_source_open(from) != 0)
		mem_out();
	char *room = buf_room(out, (size_t)st.size);
	if (zip_source_read(from, room, st.size) != (zip_int64_t)st.size)
		mem_out();
	out->n += (size_t)st.size;
	zip_source_close(from);
}

void zip_write(const struct zip_entry *entries, size_t n, struct buf *out)
{
	zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *archive = memory ? zip_open_from_source(memory, ZIP_TRUNCATE, NULL) : NULL;
	if (!archive)
		mem_out();
	zip_source_keep(memory);
	for (size_t i = 0; i < n; i++)
		add(archive, &entries[i]);
	if (zip_close(archive) != 0)
		mem_out();
	copy(memory, out);
	zip_source_free(memory);
}

/* ---- parts of an archive that is there --------------------------------------------- */

/* In place of the part at INDEX, or behind all others when there is none. */
static bool put(zip_t *archive, zip_int64_t index, const struct zip_entry *e)
{
	zip_source_t *source = zip_source_buffer(archive, e->bytes.p, e->bytes.n, 0);
	if (!source)
		return false;
	if (index < 0)
		index = zip_file_add(archive, e->name, source, ZIP_FL_ENC_UTF_8);
	else if (zip_file_replace(archive, (zip_uint64_t)index, source, 0) != 0)
		index = -1;
	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_DEFAULT, 0) == 0 &&
	       zip_file_set_dostime(archive, (zip_uint64_t)index, 0, FIRST_DATE, 0) == 0;
}

static bool put_all(zip_t *archive, struct arena *a, const struct zip_entry *entries, size_t n, struct str *why)
{
	bool ok = true;
	for (size_t i = 0; ok && i < n; i++)
		ok = put(archive, zip_locate(archive, a, entries[i].name), &entries[i]);
	if (ok && zip_close(archive) == 0)
		return true;
	*why = arena_printf(a, "%s", zip_strerror(archive));
	zip_discard(archive);
	return false;
}

bool zip_update(struct arena *a, struct str bytes, const struct zip_entry *entries, size_t n, struct buf *out,
		struct str *why)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *memory = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	zip_t *archive = memory ? zip_open_from_source(memory, 0, &error) : NULL;
	if (!archive) {
		*why = zip_error_words(a, &error);
		zip_source_free(memory);
		return false;
	}
	zip_error_fini(&error);
	zip_source_keep(memory);
	bool ok = put_all(archive, a, entries, n, why);
	if (ok)
		copy(memory, out);
	zip_source_free(memory);
	return ok;
}
