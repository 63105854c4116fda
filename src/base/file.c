/* Files and paths.  Small files are read whole with open, read, close. */
#include "base.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 256 * 1024 * 1024, WALK_DEPTH_MAX = 32 };

static bool failed(struct arena *a, struct str *why)
{
	*why = arena_printf(a, "%s", strerror(errno));
	return false;
}

static bool read_all(struct arena *a, int fd, size_t size, struct str *out, struct str *why)
{
	char *p = arena_alloc(a, size + 1);
	size_t n = 0;
	while (n < size) {
		ssize_t got = read(fd, p + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return failed(a, why);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*out = (struct str){p, n};
	return true;
}

bool file_read(struct arena *a, const char *path, struct str *out, struct str *why)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return failed(a, why);
	bool ok = false;
	if (fstat(fd, &st) < 0)
		failed(a, why);
	else if (!S_ISREG(st.st_mode))
		*why = str_of(N_("not a regular file"));
	else if (st.st_size > FILE_MAX)
		*why = str_of(N_("larger than 256 MiB"));
	else
		ok = read_all(a, fd, (size_t)st.st_size, out, why);
	close(fd);
	return ok;
}

static bool write_all(int fd, struct str data)
{
	while (data.n) {
		ssize_t n = write(fd, data.p, data.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data = str_cut(data, (size_t)n, data.n);
	}
	return true;
}

bool file_write(struct arena *a, const char *path, struct str data, struct str *why)
{
	const char *beside = arena_printf(a, "%s.%ld.tmp", path, (long)getpid()).p;
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return failed(a, why);
	bool ok = write_all(fd, data);
	ok = close(fd) == 0 && ok;
	if (ok && rename(beside, path) == 0)
		return true;
	failed(a, why);
	unlink(beside);
	return false;
}

bool file_move(struct arena *a, const char *from, const char *to, struct str *why)
{
	return rename(from, to) == 0 || failed(a, why);
}

bool file_remove(const char *path)
{
	return remove(path) == 0;
}

bool file_is_empty_dir(const char *path)
{
	DIR *d = opendir(path);
	bool empty = true;
	if (!d)
		return errno == ENOENT || errno == ENOTDIR;
	for (const struct dirent *e; empty && (e = readdir(d));)
		empty = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
	closedir(d);
	return empty;
}

bool file_make_dir(struct arena *a, const char *path, struct str *why)
{
	return file_is_dir(path) || mkdir(path, 0777) == 0 || failed(a, why);
}

bool file_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

struct str path_join(struct arena *a, struct str dir, struct str name)
{
	if (!dir.n || str_is(dir, ".") || str_starts(name, STR("/")))
		return arena_dup(a, name);
	const char *slash = str_ends(dir, STR("/")) ? "" : "/";
	return arena_printf(a, "%.*s%s%.*s", (int)dir.n, dir.p, slash, (int)name.n, name.p);
}

/* What links lead to is not looked at: as the path is written. */
struct str path_short(struct arena *a, struct str path)
{
	char *out = arena_alloc(a, path.n + 1);
	struct str rest = path, part;
	size_t n = 0;
	for (bool first = true; str_split(&rest, '/', &part); first = false) {
		size_t last = n;
		while (last && out[last - 1] != '/')
			last--;
		struct str before = {out + last, n - last};
		if (str_is(part, "..") && before.n && !str_is(before, "..") && !str_is(before, ".")) {
			n = last > 1 ? last - 1 : last;
			continue;
		}
		if (n ? out[n - 1] != '/' : !first)
			out[n++] = '/';
		memcpy(out + n, part.p, part.n);
		n += part.n;
	}
	return (struct str){out, n};
}

static size_t last_slash(struct str path)
{
	size_t i = path.n;
	while (i && path.p[i - 1] != '/')
		i--;
	return i; /* behind the slash; 0 when none */
}

struct str path_dir(struct str path)
{
	size_t i = last_slash(path);
	if (!i)
		return STR(".");
	return i == 1 ? STR("/") : str_cut(path, 0, i - 1);
}

struct str path_base(struct str path)
{
	return str_cut(path, last_slash(path), path.n);
}

struct str path_ext(struct str path)
{
	struct str base = path_base(path);
	for (size_t i = base.n; i > 1; i--)
		if (base.p[i - 1] == '.')
			return str_cut(base, i, base.n);
	return STR("");
}

/* ---- walking ----------------------------------------------------------- */

struct names {
	LIST(struct str) list;
};

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool list_dir(struct arena *a, const char *dir, struct names *names, struct str *why)
{
	DIR *d = opendir(dir);
	if (!d) {
		*why = arena_printf(a, "%s: %s", dir, strerror(errno));
		return false;
	}
	struct dirent *e;
	while ((e = readdir(d)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			*list_add(a, &names->list) = arena_dup(a, str_of(e->d_name));
	closedir(d);
	if (names->list.n)
		qsort(names->list.v, names->list.n, sizeof *names->list.v, by_bytes);
	return true;
}

static bool walk(struct arena *a, struct str dir, struct str relative, int depth, file_visit *visit,
		 void *context, struct str *why)
{
	struct names names = {0};
	if (depth > WALK_DEPTH_MAX) {
		*why = arena_printf(a, _("%s: folders too deep"), dir.p);
		return false;
	}
	if (!list_dir(a, arena_z(a, dir), &names, why))
		return false;
	bool ok = true;
	for (size_t i = 0; i < names.list.n; i++) {
		struct str path = path_join(a, dir, names.list.v[i]);
		struct str below = path_join(a, relative, names.list.v[i]);
		struct stat st;
		if (lstat(path.p, &st) < 0)
			continue; /* gone meanwhile */
		if (S_ISDIR(st.st_mode))
			ok = walk(a, path, below, depth + 1, visit, context, why) && ok;
		else if (S_ISREG(st.st_mode) || (S_ISLNK(st.st_mode) && !file_is_dir(path.p)))
			visit(context, below);
	}
	return ok;
}

bool file_walk(struct arena *a, const char *dir, file_visit *visit, void *context, struct str *why)
{
	return walk(a, str_of(dir), STR(""), 0, visit, context, why);
}

/* ---- globs ------------------------------------------------------------- */

static bool class_match(struct str pattern, size_t *at, uint32_t c)
{
	bool negated = *at < pattern.n && (pattern.p[*at] == '!' || pattern.p[*at] == '^');
	*at += negated;
	bool hit = false, any = false;
	while (*at < pattern.n && (pattern.p[*at] != ']' || !any)) {
		uint32_t low = utf8_next(pattern, at), high = low;
		if (*at + 1 < pattern.n && pattern.p[*at] == '-' && pattern.p[*at + 1] != ']') {
			*at += 1;
			high = utf8_next(pattern, at);
		}
		hit = hit || (low <= c && c <= high);
		any = true;
	}
	*at += *at < pattern.n;
	return hit != negated;
}

bool path_glob(struct str pattern, struct str path)
{
	size_t i = 0, j = 0, star_i = SIZE_MAX, star_j = 0;
	bool deep = false; /* the last star was ** */
	for (;;) {
		if (i < pattern.n && pattern.p[i] == '*') {
			deep = i + 1 < pattern.n && pattern.p[i + 1] == '*';
			i += deep ? 2 : 1;
			if (deep && i < pattern.n && pattern.p[i] == '/' &&
			    path_glob(str_cut(pattern, i + 1, pattern.n), str_cut(path, j, path.n)))
				return true;
			star_i = i;
			star_j = j;
			continue;
		}
		if (j >= path.n)
			return i >= pattern.n;
		size_t pi = i, pj = j;
		uint32_t c = utf8_next(path, &pj);
		bool ok = false;
		if (i < pattern.n) {
			uint32_t p = utf8_next(pattern, &pi);
			if (p == '?')
				ok = c != '/';
			else if (p == '[')
				ok = class_match(pattern, &pi, c) && c != '/';
			else
				ok = p == c;
		}
		if (ok) {
			i = pi;
			j = pj;
			continue;
		}
		if (star_i == SIZE_MAX)
			return false;
		c = utf8_next(path, &star_j);
		if (c == '/' && !deep)
			return false;
		i = star_i;
		j = star_j;
	}
}
