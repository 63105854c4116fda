/*
 * Writing a zip archive into memory, by libzip.  Every part has the same date, the first that a zip
 * can say, so that the same parts give the same bytes.
 */
#include "base.h"

#include <zip.h>

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
