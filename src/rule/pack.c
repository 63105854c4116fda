/*
 * A pack's folder to a rule set.  All files are parsed first; then each sort of
 * definition is taken from all of them in turn, names before their uses.  The order of
 * files means something where the first that fits wins: kinds, roles, rules with a label.
 */
#include "load.h"

struct file_list {
	struct arena *arena;
	LIST(struct str) list;
};

struct files {
	LIST(struct yaml) list;
};

static void visit(void *context, struct str relative)
{
	struct file_list *files = context;
	if (str_is(path_ext(relative), "yaml") && !str_starts(relative, STR("tests/")))
		*list_add(files->arena, &files->list) = relative;
}

static void complain_file(struct loader *l, struct str file, struct str why)
{
	struct yaml none = {.file = file, .text = STR("")};
	complain_words(l->complaints, &none, MARK_TOP, why);
}

static void parse_files(struct loader *l, const char *dir, struct files *out)
{
	struct file_list names = {.arena = l->arena};
	struct str why = {0};
	if (!file_walk(l->arena, dir, visit, &names, &why)) {
		complain_file(l, str_of(dir), why);
		return;
	}
	if (!names.list.n)
		complain_file(l, str_of(dir), STR("no rule file (*.yaml) here"));
	for (size_t i = 0; i < names.list.n; i++) {
		struct str path = path_join(l->arena, str_of(dir), names.list.v[i]), text;
		struct yaml y;
		if (!file_read(l->arena, arena_z(l->arena, path), &text, &why))
			complain_file(l, path, why);
		else if (yaml_parse(l->arena, path, text, &y, l->complaints) && y.root)
			*list_add(l->arena, &out->list) = y;
	}
}

/* Calls DEFINE for KEY of every file that has it. */
static void each_file(struct loader *l, const struct files *files, const char *key,
		      void (*define)(struct loader *l, const struct node *n))
{
	for (size_t i = 0; i < files->list.n; i++) {
		const struct node *n = node_get(files->list.v[i].root, key);
		l->yaml = &files->list.v[i];
		if (n)
			define(l, n);
	}
}

static void load_name(struct loader *l, const struct node *n)
{
	struct str folder = path_base(l->set->dir);
	if (load_text(l, n, &l->set->name) && !str_eq(l->set->name, folder))
		complain(l->complaints, l->yaml, n->mark, folder,
			 "the pack's name is not that of its folder");
}

static void load_title(struct loader *l, const struct node *n)
{
	load_text(l, n, &l->set->title);
}

static void load_all(struct loader *l, const struct files *files)
{
	static const char *const keys[] = {"pack",	"title",  "names", "params", "clauses",
					   "fragments", "terms",  "kinds", "roles",  "manifest",
					   "conditions", "classifiers", "rules",  "init",
					   "plan",	"errata", "unstated", NULL};
	for (size_t i = 0; i < files->list.n; i++) {
		l->yaml = &files->list.v[i];
		load_keys(l, l->yaml->root, keys, NULL);
	}
	each_file(l, files, "pack", load_name);
	each_file(l, files, "title", load_title);
	each_file(l, files, "names", load_names);
	each_file(l, files, "params", load_params);
	each_file(l, files, "plan", load_plan);
	each_file(l, files, "errata", load_errata);
	each_file(l, files, "unstated", load_unstated);
	each_file(l, files, "clauses", load_clauses);
	each_file(l, files, "fragments", load_fragments);
	each_file(l, files, "terms", declare_terms);
	each_file(l, files, "conditions", declare_conditions);
	each_file(l, files, "classifiers", declare_classifiers);
	each_file(l, files, "kinds", declare_kinds);
	each_file(l, files, "roles", declare_roles);
	each_file(l, files, "manifest", load_manifest_schema);
	if (ruleset_section(l->set, STR("meeting")) == SIZE_MAX)
		load_manifest_schema(l, &(struct node){.type = NODE_MAP});
	define_terms(l);
	define_classifiers(l);
	define_conditions(l);
	define_roles(l);
	each_file(l, files, "rules", declare_rules);
	define_rules(l);
	each_file(l, files, "init", load_init);
}

struct ruleset *ruleset_load(const char *dir, const struct check_kind *const *kinds,
			     struct complaints *complaints)
{
	struct ruleset *set = mem_grow(NULL, sizeof *set);
	*set = (struct ruleset){0};
	struct pack pack = {.builder = matcher_builder_new()};
	struct loader l = {.arena = &set->arena,
			   .set = set,
			   .complaints = complaints,
			   .kinds = kinds,
			   .pack = &pack};
	struct files files = {0};
	set->dir = arena_dup(&set->arena, str_of(dir));
	size_t before = complaints->list.n;
	parse_files(&l, set->dir.p, &files);
	if (complaints->list.n == before) {
		load_all(&l, &files);
		if (!set->name.n)
			complain_file(&l, set->dir, STR("no file of the pack has the key “pack”"));
	}
	if (l.scratch)
		l.scratch_free(l.scratch);
	if (complaints->list.n > before) {
		matcher_builder_free(pack.builder);
		ruleset_free(set);
		return NULL;
	}
	set->matcher = matcher_build(pack.builder);
	return set;
}

void ruleset_free(struct ruleset *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->patterns.n; i++)
		regex_free(r->patterns.v[i]);
	if (r->matcher)
		matcher_free(r->matcher);
	arena_free(&r->arena);
	mem_free(r);
}

/* ---- look-ups -------------------------------------------------------------- */

bool index_in(const struct indexes *list, size_t i)
{
	for (size_t k = 0; k < list->list.n; k++)
		if (list->list.v[k] == i)
			return true;
	return false;
}

size_t ruleset_kind(const struct ruleset *r, struct str name)
{
	for (size_t i = 0; i < r->kinds.n; i++) {
		const struct kind *k = &r->kinds.v[i];
		if (str_eq(k->name, name) || str_eq(k->title, name))
			return i;
		for (size_t j = 0; j < k->also.list.n; j++)
			if (str_eq(k->also.list.v[j], name))
				return i;
	}
	return SIZE_MAX;
}

size_t ruleset_role(const struct ruleset *r, struct str name)
{
	for (size_t i = 0; i < r->roles.n; i++)
		if (str_eq(r->roles.v[i].name, name))
			return i;
	return SIZE_MAX;
}

size_t ruleset_section(const struct ruleset *r, struct str table)
{
	for (size_t i = 0; i < r->sections.n; i++)
		if (str_eq(r->sections.v[i].table, table))
			return i;
	return SIZE_MAX;
}

size_t ruleset_param(const struct ruleset *r, struct str name)
{
	for (size_t i = 0; i < r->params.n; i++)
		if (str_eq(r->params.v[i].name, name))
			return i;
	return SIZE_MAX;
}

const struct rule *ruleset_rule(const struct ruleset *r, struct str id)
{
	for (size_t i = 0; i < r->rules.n; i++)
		if (str_eq(r->rules.v[i].info.id, id))
			return &r->rules.v[i];
	return NULL;
}
