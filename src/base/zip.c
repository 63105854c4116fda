/*
 * zip - parts of a zip archive in memory, by libzip.
 *
 * Unpacking has two ceilings, for one part and for all parts together,
 * because a small archive can unpack to gigabytes.
 */
#include "base.h"

#include <zip.h>

enum {
	PART_LIMIT = 128 * 1024 * 1024,
	TOTAL_LIMIT = 256 * 1024 * 1024,
};

/* libzip has an opaque struct of the same tag, which this file has no use for. */
struct zip_file {
	zip_t *archive;
	size_t unpacked;
};

static struct str error_text(struct arena *a, zip_error_t *error)
{
	struct str text = arena_printf(a, "%s", zip_error_strerror(error));
	zip_error_fini(error);
	return text;
}

struct zip_file *zip_open_bytes(struct arena *a, struct str bytes, struct str *why)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	if (source == NULL) {
		*why = error_text(a, &error);
		return NULL;
	}
	zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (archive == NULL) {
		*why = error_text(a, &error);
		zip_source_free(source);
		return NULL;
	}
	zip_error_fini(&error);
	struct zip_file *z = arena_new(a, struct zip_file);
	z->archive = archive;
	return z;
}

/* Reads what the directory promises, and checks that nothing more follows (and the CRC). */
static bool part_read(zip_file_t *part, char *out, size_t n)
{
	size_t got = 0;
	while (got < n) {
		zip_int64_t more = zip_fread(part, out + got, n - got);
		if (more <= 0)
			return false;
		got += (size_t)more;
	}
	char rest;
	return zip_fread(part, &rest, 1) == 0;
}

/* Some programs on Windows write other cases, or '\\' between the folders. */
static zip_int64_t locate(struct zip_file *z, struct arena *a, const char *name)
{
	zip_int64_t index = zip_name_locate(z->archive, name, 0);
	if (index >= 0)
		return index;
	index = zip_name_locate(z->archive, name, ZIP_FL_NOCASE);
	if (index >= 0)
		return index;
	struct str copy = arena_dup(a, str_of(name));
	char *p = (char *)(uintptr_t)copy.p; /* our own copy */
	for (size_t i = 0; i < copy.n; i++) {
		if (p[i] == '/')
			p[i] = '\\';
	}
	return zip_name_locate(z->archive, p, ZIP_FL_NOCASE);
}

bool zip_part(struct zip_file *z, struct arena *a, const char *name, struct str *out,
	      struct str *why)
{
	zip_stat_t st;
	*out = (struct str){0};
	*why = (struct str){0};
	zip_int64_t index = locate(z, a, name);
	if (index < 0)
		return false;
	if (zip_stat_index(z->archive, (zip_uint64_t)index, 0, &st) != 0 ||
	    (st.valid & ZIP_STAT_SIZE) == 0) {
		*why = arena_printf(a, "%s: no size", name);
		return false;
	}
	if (st.size > PART_LIMIT || st.size + z->unpacked > TOTAL_LIMIT) {
		*why = arena_printf(a, "%s: too large", name);
		return false;
	}
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE) {
		*why = arena_printf(a, "%s: encrypted", name);
		return false;
	}
	zip_file_t *part = zip_fopen_index(z->archive, (zip_uint64_t)index, 0);
	if (part == NULL) {
		*why = arena_printf(a, "%s: %s", name, zip_strerror(z->archive));
		return false;
	}
	size_t n = (size_t)st.size;
	char *p = arena_alloc(a, n + 1);
	bool ok = part_read(part, p, n);
	zip_fclose(part);
	if (!ok) {
		*why = arena_printf(a, "%s: damaged", name);
		return false;
	}
	z->unpacked += n;
	*out = (struct str){p, n};
	return true;
}

void zip_free(struct zip_file *z)
{
	if (z && z->archive) {
		zip_discard(z->archive);
		z->archive = NULL;
	}
}
