/* Folders that the program writes: where they lie, and whether the next run would read what stands in them. */
#include "app.h"

struct str folder_absolute(struct arena *a, struct str path)
{
	char *real = realpath(arena_z(a, path), NULL);
	struct str out = real ? arena_dup(a, str_of(real)) : path;
	if (!real && !str_is(path, "/") && !str_is(path, "."))
		out = path_join(a, folder_absolute(a, path_dir(path)), path_base(path));
	mem_free(real);
	return out;
}

bool folder_within(struct str path, struct str dir, struct str *rest)
{
	if (str_is(dir, "/"))
		dir.n = 0;
	if (!str_starts(path, dir) || (path.n > dir.n && path.p[dir.n] != '/'))
		return false;
	*rest = path.n > dir.n ? str_cut(path, dir.n + 1, path.n) : STR("");
	return true;
}

/* Would what stands in DIR be read with the folder FOLDER? Hidden files are not. */
static bool is_read_with(struct arena *a, struct str dir, struct str folder)
{
	struct str rest;
	struct str part;
	if (!folder_within(dir, folder_absolute(a, folder), &rest))
		return false;
	while (str_split(&rest, '/', &part))
		if (str_starts(part, STR(".")))
			return false;
	return true;
}

struct str folder_read_with(struct arena *a, const bg_report *r, const struct asked *asked, struct str dir)
{
	dir = folder_absolute(a, dir);
	for (size_t i = 0; i < asked->count; i++)
		if (file_is_dir(asked->paths[i]) && is_read_with(a, dir, str_of(asked->paths[i])))
			return str_of(asked->paths[i]);
	for (size_t i = 0; i < r->meetings.n; i++)
		if (r->meetings.v[i]->has_manifest && is_read_with(a, dir, r->meetings.v[i]->path))
			return r->meetings.v[i]->path;
	return STR("");
}

bool folder_make(struct arena *a, struct str dir, struct str *why)
{
	if (file_is_dir(arena_z(a, dir)))
		return true;
	if (!folder_make(a, path_dir(dir), why))
		return false;
	if (file_make_dir(a, arena_z(a, dir), why))
		return true;
	*why = arena_printf(a, "%.*s: %.*s", (int)dir.n, dir.p, (int)why->n, why->p);
	return false;
}

/* The deepest folder that both paths are in. */
static struct str shared(struct str x, struct str y)
{
	size_t n = 0;
	for (size_t i = 0; i <= x.n && i <= y.n; i++) {
		bool x_ends = i == x.n || x.p[i] == '/';
		bool y_ends = i == y.n || y.p[i] == '/';
		if (x_ends && y_ends)
			n = i;
		if (i == x.n || i == y.n || x.p[i] != y.p[i])
			break;
	}
	return n ? str_cut(x, 0, n) : STR("/");
}

struct str folder_of_all(struct arena *a, const bg_report *r)
{
	struct str out = STR("/");
	for (size_t i = 0; i < r->meetings.n; i++) {
		struct str path = folder_absolute(a, r->meetings.v[i]->path);
		out = i ? shared(out, path) : path;
	}
	return out;
}
