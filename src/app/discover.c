/*
 * Meetings at, below and around the paths that were given.  A folder with a
 * meeting.yaml is a meeting with all that is below it, other meetings apart.
 */
#include "app.h"

static const char manifest_name[] = "meeting.yaml";

struct walked {
	struct arena *arena;
	struct strings files;
};

static void visit(void *context, struct str relative)
{
	struct walked *w = context;
	*list_add(w->arena, &w->files.list) = relative;
}

/* A name that begins with a dot, in the file or a folder above it. */
static bool hidden(struct str relative)
{
	struct str rest = relative, part;
	while (str_split(&rest, '/', &part))
		if (str_starts(part, STR(".")))
			return true;
	return false;
}

static void add_input(struct arena *a, struct meeting *m, struct str dir, struct str relative)
{
	if (hidden(relative) || str_is(path_base(relative), manifest_name) ||
	    str_is(relative, "waivers.yaml") || str_is(relative, "baseline.yaml"))
		return;
	struct input *in = list_add(a, &m->inputs);
	in->file = relative;
	in->path = path_join(a, dir, relative).p;
	if (str_starts(path_base(relative), STR("~$")))
		in->skipped = "lock file of an open document";
}

static void read_manifest(struct arena *a, struct meeting *m, struct str dir,
			  struct complaints *complaints)
{
	struct str path = path_join(a, dir, STR("meeting.yaml")), why;
	m->manifest_file = STR("meeting.yaml");
	if (file_read(a, path.p, &m->manifest_text, &why))
		return;
	struct yaml none = {.file = path, .text = STR("")};
	complain_words(complaints, &none, MARK_TOP, why);
}

/* The folders with a manifest among the files of a walk. */
static void manifest_dirs(struct arena *a, const struct strings *files, struct strings *out)
{
	for (size_t i = 0; i < files->list.n; i++) {
		struct str f = files->list.v[i];
		if (str_is(path_base(f), manifest_name) && !hidden(f))
			*list_add(a, &out->list) =
			    str_is(path_dir(f), ".") ? STR("") : path_dir(f);
	}
}

static bool below(struct str file, struct str dir)
{
	return !dir.n || (str_starts(file, dir) && file.n > dir.n && file.p[dir.n] == '/');
}

/* The deepest meeting folder that holds the file; SIZE_MAX: none. */
static size_t owner(const struct strings *dirs, struct str file)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < dirs->list.n; i++)
		if (below(file, dirs->list.v[i]) &&
		    (best == SIZE_MAX || dirs->list.v[i].n > dirs->list.v[best].n))
			best = i;
	return best;
}

/* The walk of DIR: its meetings, then what lies outside of them. */
static void walk_dir(struct arena *a, struct str dir, struct meetings *out,
		     struct complaints *complaints)
{
	struct walked w = {.arena = a};
	struct strings dirs = {0};
	struct str why;
	if (!file_walk(a, dir.p, visit, &w, &why)) {
		struct yaml none = {.file = dir, .text = STR("")};
		complain_words(complaints, &none, MARK_TOP, why);
	}
	manifest_dirs(a, &w.files, &dirs);
	size_t first = out->list.n;
	for (size_t i = 0; i < dirs.list.n; i++) {
		struct meeting *m = list_add(a, &out->list);
		*m = (struct meeting){.path = dirs.list.v[i].n ? path_join(a, dir, dirs.list.v[i]) : dir};
		read_manifest(a, m, m->path, complaints);
	}
	struct meeting loose = {.path = dir, .outside = dirs.list.n > 0};
	for (size_t i = 0; i < w.files.list.n; i++) {
		struct str f = w.files.list.v[i];
		size_t o = owner(&dirs, f);
		if (o == SIZE_MAX) {
			add_input(a, &loose, dir, f);
			continue;
		}
		size_t skip = dirs.list.v[o].n ? dirs.list.v[o].n + 1 : 0;
		struct meeting *m = &out->list.v[first + o];
		add_input(a, m, m->path, str_cut(f, skip, f.n));
	}
	if (loose.inputs.n || !dirs.list.n)
		*list_add(a, &out->list) = loose;
}

/* The nearest folder at or above DIR that has a manifest; empty when none. */
static struct str enclosing(struct arena *a, struct str dir)
{
	char *absolute = realpath(arena_z(a, dir), NULL);
	if (!absolute)
		return STR("");
	struct str full = arena_dup(a, str_of(absolute)), at = arena_dup(a, dir);
	mem_free(absolute);
	for (;;) {
		if (file_exists(path_join(a, full, STR("meeting.yaml")).p))
			return at;
		if (str_is(full, "/"))
			return STR("");
		full = arena_dup(a, path_dir(full));
		/* Shown as the user would write it: one component less, or one ".." more. */
		bool up = str_is(at, ".") || str_is(path_base(at), "..");
		at = up ? (str_is(at, ".") ? STR("..") : path_join(a, at, STR("..")))
			: arena_dup(a, path_dir(at));
	}
}

bool meeting_around(struct arena *a, struct str dir, struct meeting *out, struct complaints *complaints)
{
	*out = (struct meeting){.path = enclosing(a, dir)};
	if (!out->path.n)
		return false;
	read_manifest(a, out, out->path, complaints);
	return true;
}

/* PATH relative to the folder MEETING that encloses it. */
static struct str relative_to(struct arena *a, struct str path, struct str meeting)
{
	char *p = realpath(arena_z(a, path), NULL), *m = realpath(arena_z(a, meeting), NULL);
	struct str out = path;
	if (p && m && str_starts(str_of(p), str_of(m)) && strlen(p) > strlen(m))
		out = arena_dup(a, str_of(p + strlen(m) + (m[1] ? 1 : 0)));
	mem_free(p);
	mem_free(m);
	return out;
}

static size_t find_listed(const struct meetings *out, struct str path)
{
	for (size_t i = 0; i < out->list.n; i++)
		if (str_eq(out->list.v[i].path, path))
			return i;
	return SIZE_MAX;
}

/* One file or folder inside the meeting at DIR: the whole is read, its findings are shown. */
static void narrow(struct arena *a, struct str dir, struct str path, struct meetings *out,
		   struct complaints *complaints)
{
	size_t i = find_listed(out, dir);
	bool known = i != SIZE_MAX;
	if (!known) {
		struct meetings all = {0};
		walk_dir(a, dir, &all, complaints);
		i = out->list.n;
		*list_add(a, &out->list) = all.list.v[0];
	}
	struct meeting *m = &out->list.v[i];
	if (known && !m->only.list.n)
		return; /* wanted whole before */
	struct str relative = relative_to(a, path, dir);
	if (file_is_dir(arena_z(a, path)))
		relative = arena_printf(a, "%.*s/", (int)relative.n, relative.p);
	*list_add(a, &m->only.list) = relative;
}

static void loose_file(struct arena *a, struct str path, struct meetings *out)
{
	struct str dir = arena_dup(a, path_dir(path));
	size_t i = find_listed(out, dir);
	if (i == SIZE_MAX) {
		i = out->list.n;
		*list_add(a, &out->list) = (struct meeting){.path = dir};
	}
	struct input *in = list_add(a, &out->list.v[i].inputs);
	in->file = arena_dup(a, path_base(path));
	in->path = arena_z(a, path);
}

static int by_path(const void *a, const void *b)
{
	const struct meeting *x = a, *y = b;
	int order = str_cmp(x->path, y->path);
	return order ? order : (int)x->outside - (int)y->outside;
}

static struct str without_slash(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

void meetings_find(struct arena *a, const char *const *paths, size_t count, struct meetings *out,
		   struct complaints *complaints)
{
	for (size_t i = 0; i < count; i++) {
		struct str path = without_slash(arena_dup(a, str_of(paths[i])));
		path = arena_dup(a, path);
		if (!file_exists(path.p)) {
			struct yaml none = {.file = path, .text = STR("")};
			complain(complaints, &none, MARK_TOP, STR(""),
				 "no such file or folder");
			continue;
		}
		bool is_dir = file_is_dir(path.p);
		struct str around = enclosing(a, is_dir ? path : path_dir(path));
		if (around.n && !(is_dir && str_eq(around, path)))
			narrow(a, around, path, out, complaints);
		else if (is_dir && find_listed(out, path) == SIZE_MAX)
			walk_dir(a, path, out, complaints);
		else if (!is_dir)
			loose_file(a, path, out);
	}
	if (out->list.n)
		qsort(out->list.v, out->list.n, sizeof *out->list.v, by_path);
}
