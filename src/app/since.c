/*
 * --since: which files have changed since a revision, as the program git knows it.  All of the meeting
 * is read and judged; what is found in files that have not changed is only set aside.
 *
 * Unchanged is what git tracks and sees no difference in.  Whatever git does not know counts as changed.
 */
#include "app.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- running git ------------------------------------------------------------------- */

extern char **environ;

/* Set by git for its hooks, and true of the folder that the hook was started in only. */
static bool is_of_hooks(const char *variable)
{
	static const char *const names[] = {"GIT_DIR=", "GIT_WORK_TREE=", "GIT_INDEX_FILE=",
					    "GIT_PREFIX="};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts(str_of(variable), str_of(names[i])))
			return true;
	return false;
}

static char **environment(struct arena *a)
{
	size_t n = 0, kept = 0;
	while (environ[n])
		n++;
	char **out = arena_array(a, char *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!is_of_hooks(environ[i]))
			out[kept++] = environ[i];
	return out;
}

static void read_pipe(int fd, struct buf *out)
{
	for (;;) {
		ssize_t n = read(fd, buf_room(out, 1 << 16), 1 << 16);
		if (n > 0)
			out->n += (size_t)n;
		else if (n == 0 || errno != EINTR)
			return;
	}
}

/* 0, or the error; what it prints goes to the end of OUT, its words on standard error nowhere. */
static int start(char **words, char **variables, int out, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);
	if (error)
		return error;
	error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
							 O_WRONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	if (!error)
		error = posix_spawnp(child, words[0], &actions, NULL, words, variables);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

enum git_end { GIT_DONE, GIT_REFUSED, GIT_MISSING };

/* `git -C DIR WORDS…`; what it prints replaces OUT. */
static enum git_end git(struct str dir, const char *const *words, struct buf *out)
{
	struct arena a = {0};
	int ends[2], state = 0, error;
	size_t n = 0;
	pid_t child;
	while (words[n])
		n++;
	char **all = arena_array(&a, char *, n + 4);
	all[0] = (char *)(uintptr_t) "git";
	all[1] = (char *)(uintptr_t) "-C";
	all[2] = (char *)(uintptr_t)arena_z(&a, dir.n ? dir : STR("."));
	memcpy(all + 3, words, n * sizeof *all);
	out->n = 0;
	if (pipe(ends) < 0) {
		arena_free(&a);
		return GIT_MISSING;
	}
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	error = start(all, environment(&a), ends[1], &child);
	close(ends[1]);
	if (!error)
		read_pipe(ends[0], out);
	close(ends[0]);
	while (!error && waitpid(child, &state, 0) < 0)
		if (errno != EINTR)
			error = errno;
	arena_free(&a);
	if (error || (WIFEXITED(state) && WEXITSTATUS(state) == 127))
		return GIT_MISSING;
	return WIFEXITED(state) && WEXITSTATUS(state) == 0 ? GIT_DONE : GIT_REFUSED;
}

/* ---- what git knows -------------------------------------------------------------------- */

static struct str without_newline(struct str s)
{
	return str_ends(s, STR("\n")) ? str_cut(s, 0, s.n - 1) : s;
}

/* Paths that git prints, each ended by a NUL, into MAP and LIST, which may be NULL. */
static bool list_paths(struct arena *a, struct str top, const char *const *words, struct map *map,
		       struct strings *list)
{
	struct buf out = {0};
	bool ok = git(top, words, &out) == GIT_DONE;
	struct str rest = arena_dup(a, buf_str(&out)), path;
	while (ok && str_split(&rest, '\0', &path)) {
		if (!path.n)
			continue;
		*map_at(a, map, path) = 1;
		if (list)
			*list_add(a, &list->list) = path;
	}
	buf_free(&out);
	return ok;
}

static bool look(bg_session *s, struct work_tree *tree)
{
	struct arena *a = &s->arena;
	struct buf out = {0};
	struct str wanted = arena_printf(a, "%s^{commit}", s->since.p);
	const char *const verify[] = {"rev-parse", "--verify", "--quiet", wanted.p, NULL};
	bool ok = git(tree->top, verify, &out) == GIT_DONE;
	const char *commit = arena_z(a, without_newline(buf_str(&out)));
	const char *const diff[] = {"-c", "diff.relative=false", "diff", "--name-only", "-z",
				    "--no-renames", "--no-ext-diff", commit, "--", NULL};
	const char *const files[] = {"ls-files", "-z", NULL};
	buf_free(&out);
	return ok && list_paths(a, tree->top, diff, &tree->differs, &tree->differing) &&
	       list_paths(a, tree->top, files, &tree->tracked, NULL);
}

/* The work tree with its top at TOP, looked at once; NULL: it has no such revision. */
static const struct work_tree *tree_at(bg_session *s, struct str top)
{
	for (size_t i = 0; i < s->trees.n; i++)
		if (str_eq(s->trees.v[i].top, top))
			return s->trees.v[i].known ? &s->trees.v[i] : NULL;
	struct work_tree *tree = list_add(&s->arena, &s->trees);
	tree->top = top;
	tree->known = look(s, tree);
	return tree->known ? tree : NULL;
}

/* The work tree that DIR lies in, and the path from its top to DIR: empty, or with a slash at its end. */
static const struct work_tree *tree_of(bg_session *s, struct str dir, struct str *prefix,
				       struct complaints *complaints)
{
	static const char *const words[] = {"rev-parse", "--show-toplevel", "--show-prefix", NULL};
	struct yaml here = {.file = dir, .text = STR("")}, option = {.file = STR("--since"), .text = STR("")};
	struct buf out = {0};
	enum git_end end = git(dir, words, &out);
	struct str rest = arena_dup(&s->arena, without_newline(buf_str(&out))), top;
	const struct work_tree *tree = NULL;
	buf_free(&out);
	if (end == GIT_MISSING) {
		complain(complaints, &option, MARK_TOP, STR(""), "the program git could not be run");
	} else if (end == GIT_REFUSED || !str_split(&rest, '\n', &top)) {
		complain(complaints, &here, MARK_TOP, STR(""), "this is in no work tree of git");
	} else {
		*prefix = rest;
		tree = tree_at(s, top);
		if (!tree)
			complain(complaints, &option, MARK_TOP, STR(""), "no revision “%s” in %.*s",
				 s->since.p, (int)top.n, top.p);
	}
	return tree;
}

/* ---- what is set aside --------------------------------------------------------------------- */

static bool has_changed(const struct work_tree *tree, struct str prefix, struct str file)
{
	struct arena a = {0};
	struct str path = path_join(&a, prefix, file);
	bool changed = map_get(&tree->differs, path) != SIZE_MAX ||
		       map_get(&tree->tracked, path) == SIZE_MAX;
	arena_free(&a);
	return changed;
}

/* Has any file of the meeting changed, come or gone? */
static bool any_changed(const struct work_tree *tree, struct str prefix, const struct result *r)
{
	for (size_t i = 0; i < tree->differing.list.n; i++)
		if (str_starts(tree->differing.list.v[i], prefix))
			return true;
	for (size_t i = 0; i < r->materials.n; i++)
		if (has_changed(tree, prefix, r->materials.v[i].file))
			return true;
	return false;
}

/* Is one of its places in a file that has changed?  What has no place is of the meeting as a whole. */
static bool is_touched(const struct work_tree *tree, struct str prefix, const struct checkpoint *c,
		       bool any)
{
	bool placed = false;
	for (size_t i = 0; i < c->witnesses.n; i++) {
		struct str file = c->witnesses.v[i].place.file;
		placed = placed || file.n;
		if (file.n && has_changed(tree, prefix, file))
			return true;
	}
	return !placed && any;
}

bool since_apply(bg_session *s, struct result *r, struct complaints *complaints)
{
	struct str prefix = {0};
	const struct work_tree *tree = tree_of(s, r->path, &prefix, complaints);
	if (!tree)
		return false;
	bool any = any_changed(tree, prefix, r);
	for (size_t i = 0; i < r->checkpoints.n; i++) {
		struct checkpoint *c = &r->checkpoints.v[i];
		c->aside = c->outcome == OUTCOME_FAIL &&
			   (!is_touched(tree, prefix, c, any) || str_is(c->rule->id, "exception.unused"));
	}
	return true;
}
