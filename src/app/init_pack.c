/*
 * init --pack DIR PLAN: the first files of a pack for a plan, beside the base pack that it builds
 * on.  Nothing that is there already is written over.
 */
#include "init.h"
#include "text.h"

/* DIR as it is written, or a bare name in the rules folder. */
static struct str folder_of(bg_session *s)
{
	bool bare = str_find(s->pack, STR("/"), 0) == SIZE_MAX;
	while (s->pack.n > 1 && s->pack.p[s->pack.n - 1] == '/')
		s->pack = arena_dup(&s->arena, str_cut(s->pack, 0, s->pack.n - 1));
	return bare ? path_join(&s->arena, s->rules_dir, s->pack) : s->pack;
}

/* The only pack beside DIR that is a base with a scaffold. */
static const struct ruleset *find_base(bg_session *s, struct complaints *complaints)
{
	const struct ruleset *found = NULL;
	struct strings bases = {0};
	session_base_names(s, &bases);
	for (size_t i = 0; i < bases.list.n; i++) {
		const struct ruleset *set =
		    session_pack(s, bases.list.v[i], NULL, MARK_TOP, complaints);
		if (!set)
			return NULL;
		if (set->scaffold.files.n && found) {
			found = NULL;
			break;
		}
		if (set->scaffold.files.n)
			found = set;
	}
	struct yaml none = {.file = s->rules_dir, .text = STR("")};
	if (!found)
		complain(complaints, &none, MARK_TOP, STR(""),
			 "there is not one base pack here that says how to make a pack");
	return found;
}

static bool is_free(struct arena *a, struct str dir, const struct scaffold_files *files,
		    const struct init_says *says)
{
	bool yes = true;
	for (size_t i = 0; i < files->list.n; i++) {
		struct str path = path_join(a, dir, files->list.v[i].key);
		if (!file_exists(path.p))
			continue;
		buf_printf(says->wrong, _("baguan init: %s is there already; it stays as it is\n"), path.p);
		yes = false;
	}
	return yes;
}

static bool write_files(struct arena *a, struct str dir, const struct scaffold_files *files,
			const struct init_says *says)
{
	struct str why, path = dir;
	bool ok = file_make_dir(a, dir.p, &why);
	for (size_t i = 0; ok && i < files->list.n; i++) {
		path = path_join(a, dir, files->list.v[i].key);
		ok = file_write(a, path.p, files->list.v[i].value, &why);
		if (ok)
			buf_printf(says->done, _("Wrote %s\n"), path.p);
	}
	if (!ok)
		buf_printf(says->wrong, _("baguan init: %s: %s\n"), path.p, why.p);
	return ok;
}

bool init_pack(bg_session *s, const char *plan, const struct init_says *says,
	       struct complaints *complaints)
{
	struct arena *a = &s->arena;
	struct str dir = folder_of(s), why;
	struct scaffold_files files = {0};
	s->rules_dir = arena_dup(a, path_dir(dir));
	s->pack = STR("");
	const struct ruleset *base = find_base(s, complaints);
	if (!base)
		return false;
	if (!scaffold_make(a, base, plan, path_base(dir), &files, &why)) {
		buf_printf(says->wrong, _("baguan init: %s: %s\n"), plan, why.p);
		return false;
	}
	if (!is_free(a, dir, &files, says) || !write_files(a, dir, &files, says))
		return false;
	buf_printf(says->done, _("Look over what is marked in them, then run: baguan rules trace --pack %s\n"),
	       path_base(dir).p);
	return true;
}
