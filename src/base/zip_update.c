/*
 * An archive with some parts changed.
 *
 * The records of all other parts are copied as they stand, headers included; libzip would write these anew, and not
 * the same in all versions.  Layout: APPNOTE.TXT of PKWARE, 4.3.  Archives with numbers of 64 bits are refused.
 */
#include "base.h"
#include "text.h"

enum {
	END_SIZE = 22,
	CENTRAL_SIZE = 46,
	LOCAL_SIZE = 30,
};

struct record {
	struct str name;
	struct str central; /* its entry in the directory */
	struct str local;   /* its header and data */
	size_t at;          /* of `local`, in the archive it comes from; then in the new one */
};

struct directory {
	LIST(struct record) list; /* in the order of the directory */
};

static uint32_t number(struct str s, size_t at, size_t bytes)
{
	uint32_t n = 0;
	for (size_t i = bytes; i-- > 0;)
		n = n << 8 | (uint8_t)s.p[at + i];
	return n;
}

static void put(char *p, uint32_t n, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++, n >>= 8)
		p[i] = (char)(n & 0xff);
}

/* Where the record is that ends the archive, or SIZE_MAX. */
static size_t find_end(struct str zip)
{
	for (size_t at = zip.n >= END_SIZE ? zip.n - END_SIZE + 1 : 0; at-- > 0;)
		if (str_starts(str_cut(zip, at, zip.n), STR("PK\x05\x06")) &&
		    at + END_SIZE + number(zip, at + 20, 2) <= zip.n)
			return at;
	return SIZE_MAX;
}

/* The entry of the directory at AT; its length, or 0. */
static size_t read_entry(struct str zip, size_t at, struct record *out)
{
	if (at > zip.n || zip.n - at < CENTRAL_SIZE || !str_starts(str_cut(zip, at, zip.n), STR("PK\x01\x02")))
		return 0;
	size_t name = number(zip, at + 28, 2);
	size_t length = CENTRAL_SIZE + name + number(zip, at + 30, 2) + number(zip, at + 32, 2);
	if (zip.n - at < length)
		return 0;
	out->name = str_cut(zip, at + CENTRAL_SIZE, at + CENTRAL_SIZE + name);
	out->central = str_cut(zip, at, at + length);
	out->at = number(zip, at + 42, 4);
	return length;
}

static int by_place(const void *a, const void *b)
{
	const struct record *x = *(struct record *const *)a, *y = *(struct record *const *)b;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* The records in the order in which they stand; false when two of them overlap, or lie outside. */
static bool cut_records(struct arena *a, struct str zip, struct directory *d, size_t end, struct record ***order)
{
	struct record **v = *order = arena_array(a, struct record *, d->list.n + 1);
	for (size_t i = 0; i < d->list.n; i++)
		v[i] = &d->list.v[i];
	if (d->list.n)
		qsort(v, d->list.n, sizeof *v, by_place);
	for (size_t i = 0; i < d->list.n; i++) {
		size_t next = i + 1 < d->list.n ? v[i + 1]->at : end;
		if (next > end || next < v[i]->at + LOCAL_SIZE ||
		    !str_starts(str_cut(zip, v[i]->at, next), STR("PK\x03\x04")))
			return false;
		v[i]->local = str_cut(zip, v[i]->at, next);
	}
	return true;
}

static bool read_directory(struct arena *a, struct str zip, struct directory *d, struct record ***order)
{
	size_t end = find_end(zip);
	if (end == SIZE_MAX)
		return false;
	size_t count = number(zip, end + 10, 2);
	size_t start = number(zip, end + 16, 4);
	size_t at = start;
	if (count == UINT16_MAX || start == UINT32_MAX)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t length = read_entry(zip, at, list_add(a, &d->list));
		if (length == 0)
			return false;
		at += length;
	}
	return cut_records(a, zip, d, start, order);
}

/* Names are told apart without case, and some programs write '\\' between folders. */
static bool same_name(struct str a, struct str b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		char x = a.p[i] >= 'A' && a.p[i] <= 'Z' ? (char)(a.p[i] | 32) : a.p[i];
		char y = b.p[i] >= 'A' && b.p[i] <= 'Z' ? (char)(b.p[i] | 32) : b.p[i];
		if ((x == '\\' ? '/' : x) != (y == '\\' ? '/' : y))
			return false;
	}
	return a.n == b.n;
}

static struct record *find(struct directory *d, struct str name)
{
	for (size_t i = 0; i < d->list.n; i++)
		if (str_eq(d->list.v[i].name, name))
			return &d->list.v[i];
	for (size_t i = 0; i < d->list.n; i++)
		if (same_name(d->list.v[i].name, name))
			return &d->list.v[i];
	return NULL;
}

/* The records of the entries, as zip_write() makes them; in the place of those of D that have their names. */
static bool replace(struct arena *a, struct directory *d, const struct zip_entry *entries, size_t n,
		    struct directory *added)
{
	struct zip_entry *named = arena_array(a, struct zip_entry, n + 1);
	struct directory made = {0};
	struct record **order;
	struct buf fresh = {0};
	for (size_t i = 0; i < n; i++) {
		const struct record *r = find(d, str_of(entries[i].name));
		named[i] = (struct zip_entry){r ? arena_z(a, r->name) : entries[i].name, entries[i].bytes};
	}
	zip_write(named, n, &fresh);
	struct str bytes = arena_dup(a, buf_str(&fresh));
	buf_free(&fresh);
	if (!read_directory(a, bytes, &made, &order))
		return false;
	for (size_t i = 0; i < made.list.n; i++) {
		const struct record *new = &made.list.v[i];
		struct record *old = find(d, new->name);
		if (old) {
			old->central = new->central;
			old->local = new->local;
		} else {
			*list_add(a, &added->list) = *new;
		}
	}
	return true;
}

static void write_local(struct buf *out, size_t base, struct record *r)
{
	r->at = out->n - base;
	buf_add(out, r->local);
}

static void write_central(struct buf *out, const struct record *r)
{
	size_t at = out->n;
	buf_add(out, r->central);
	put(out->p + at + 42, (uint32_t)r->at, 4);
}

static void write_end(struct buf *out, struct str end, size_t count, size_t start, size_t size)
{
	size_t at = out->n;
	buf_add(out, end);
	put(out->p + at + 8, (uint32_t)count, 2);
	put(out->p + at + 10, (uint32_t)count, 2);
	put(out->p + at + 12, (uint32_t)size, 4);
	put(out->p + at + 16, (uint32_t)start, 4);
}

bool zip_update(struct arena *a, struct str bytes, const struct zip_entry *entries, size_t n, struct buf *out,
		struct str *why)
{
	struct directory d = {0};
	struct directory added = {0};
	struct record **order;
	size_t base = out->n;
	if (!read_directory(a, bytes, &d, &order) || (n > 0 && !replace(a, &d, entries, n, &added))) {
		*why = str_of(N_("its archive is of an unusual kind"));
		return false;
	}
	for (size_t i = 0; i < d.list.n; i++)
		write_local(out, base, order[i]);
	for (size_t i = 0; i < added.list.n; i++)
		write_local(out, base, &added.list.v[i]);
	size_t start = out->n - base;
	for (size_t i = 0; i < d.list.n; i++)
		write_central(out, &d.list.v[i]);
	for (size_t i = 0; i < added.list.n; i++)
		write_central(out, &added.list.v[i]);
	struct str end = str_cut(bytes, find_end(bytes), bytes.n);
	write_end(out, end, d.list.n + added.list.n, start, out->n - base - start);
	return true;
}
