/*
 * A pack's folder to a rule set.  All files are parsed first; then each sort of
 * definition is taken from all of them in turn, names before their uses.  The order of
 * files means something where the first that fits wins: kinds, roles, rules with a label.
 */
#include "extend.h"

struct file_list {
	struct arena *arena;
	LIST(struct str) list;
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

static void parse_files(struct loader *l, const char *dir, struct layers *out)
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
		struct yaml *y = arena_new(l->arena, struct yaml);
		if (!file_read(l->arena, arena_z(l->arena, path), &text, &why)) {
			complain_file(l, path, why);
		} else if (yaml_parse(l->arena, path, text, y, l->complaints) && y->root) {
			yaml_sign(y);
			*list_add(l->arena, &out->files) = y;
		}
	}
}

/* Calls DEFINE for KEY of every file that has it. */
static void each_file(struct loader *l, const struct layers *layers, const char *key,
		      void (*define)(struct loader *l, const struct node *n))
{
	for (size_t i = 0; i < layers->files.n; i++) {
		const struct node *n = node_get(layers->files.v[i]->root, key);
		l->yaml = layers->files.v[i];
		if (n)
			define(l, n);
	}
}

/* Read by those who choose a pack, out of its pack.yaml; here it is only seen to be right. */
static void load_fits(struct loader *l, const struct node *n)
{
	struct strings words = {0};
	load_texts(l, n, &words);
}

static void load_default(struct loader *l, const struct node *n)
{
	bool is_default;
	load_bool(l, n, &is_default);
}

static void load_title(struct loader *l, const struct node *n)
{
	load_text(l, n, &l->set->title);
}

/* ---- the packs that it extends ------------------------------------------------- */

static void load_name(struct loader *l, const struct layers *own, struct str dir)
{
	struct str name = {0}, folder = path_base(dir);
	size_t before = l->complaints->list.n;
	for (size_t i = 0; i < own->files.n; i++) {
		const struct node *n = node_get(own->files.v[i]->root, "pack");
		l->yaml = own->files.v[i];
		if (n && load_text(l, n, &name) && !str_eq(name, folder))
			complain(l->complaints, l->yaml, n->mark, folder,
				 "the pack's name is not that of its folder");
	}
	if (!name.n && l->complaints->list.n == before)
		complain_file(l, dir, STR("no file of the pack has the key “pack”"));
	l->set->name = name;
}

static void see_pack(void *context, struct str relative)
{
	struct file_list *names = context;
	struct str rest = relative, first;
	if (str_split(&rest, '/', &first) && rest.p && str_is(rest, "pack.yaml"))
		*list_add(names->arena, &names->list) = arena_dup(names->arena, first);
}

static void no_base(struct loader *l, const struct node *n, struct str above)
{
	struct file_list names = {.arena = l->arena};
	struct strings all = {0};
	struct str why;
	file_walk(l->arena, above.p, see_pack, &names, &why);
	for (size_t i = 0; i < names.list.n; i++)
		*list_add(l->arena, &all.list) = names.list.v[i];
	complain(l->complaints, l->yaml, n->mark, pack_hint(l, &all, n->text),
		 "there is no pack “%s” beside this one", n->text.p);
}

static const struct node *extends_of(struct loader *l, const struct layers *own)
{
	const struct node *found = NULL;
	for (size_t i = 0; i < own->files.n; i++) {
		const struct node *n = node_get(own->files.v[i]->root, "extends");
		struct str name;
		l->yaml = own->files.v[i];
		if (!n || !load_text(l, n, &name))
			continue;
		if (found)
			complain(l->complaints, l->yaml, n->key_mark, STR(""),
				 "a pack extends one other only");
		found = n;
	}
	return found;
}

/* Is it there for packs that extend it only? */
static bool is_base(struct loader *l, const struct layers *own)
{
	bool base = false;
	for (size_t i = 0; i < own->files.n; i++) {
		const struct node *n = node_get(own->files.v[i]->root, "base");
		l->yaml = own->files.v[i];
		if (n)
			load_bool(l, n, &base);
	}
	return base;
}

static void refuse_overrides(struct loader *l, const struct layers *own)
{
	for (size_t i = 0; i < own->files.n; i++) {
		const struct node *n = node_get(own->files.v[i]->root, "override");
		if (n)
			complain(l->complaints, own->files.v[i], n->key_mark, STR(""),
				 "only a pack that extends another has rules to override");
	}
}

/* Packs lie beside each other: no way leads out of their folder. */
static bool is_name(struct str s)
{
	return str_find(s, STR("/"), 0) == SIZE_MAX && s.p[0] != '.';
}

/* The pack in DIR over those that it extends; FROM: dirs on the way here.  False: no use to go on. */
static bool load_layers(struct loader *l, struct str dir, struct strings *from, struct layers *out)
{
	struct layers own = {0};
	size_t before = l->complaints->list.n;
	*list_add(l->arena, &from->list) = dir;
	parse_files(l, dir.p, &own);
	const struct node *extends = extends_of(l, &own);
	bool is_own_base = is_base(l, &own);
	if (from->list.n == 1)
		l->set->base = is_own_base;
	else
		l->set->on_base = l->set->on_base || is_own_base;
	if (l->complaints->list.n > before)
		return false;
	if (extends) {
		struct str above = arena_dup(l->arena, path_dir(dir));
		struct str base = path_join(l->arena, above, extends->text);
		struct str main = path_join(l->arena, base, STR("pack.yaml"));
		l->yaml = extends->mark.origin;
		for (size_t i = 0; i < from->list.n; i++)
			if (str_eq(path_base(from->list.v[i]), extends->text)) {
				complain(l->complaints, l->yaml, extends->mark, STR(""),
					 "packs that extend each other in a circle");
				return false;
			}
		if (!is_name(extends->text) || !file_exists(main.p)) {
			no_base(l, extends, above);
			return false;
		}
		if (!load_layers(l, base, from, out))
			return false;
	} else {
		refuse_overrides(l, &own);
	}
	load_name(l, &own, dir);
	for (size_t i = 0; extends && i < own.files.n; i++)
		extend_merge(l, out, own.files.v[i]);
	for (size_t i = 0; i < own.files.n; i++)
		*list_add(l->arena, &out->files) = own.files.v[i];
	*list_add(l->arena, &l->set->layers.list) = dir;
	return true;
}

/* ---- the whole ------------------------------------------------------------------ */

static void load_all(struct loader *l, const struct layers *files, bool guesses, struct str others)
{
	static const char *const keys[] = {"pack",	"extends",    "base",	     "title",	   "names",
					   "params",	"clauses",    "fragments",   "terms",
					   "kinds",	"roles",      "manifest",    "conditions",
					   "classifiers", "rules",    "override",    "init",
					   "plan",	"errata",     "unstated",    "confusables",
					   "phrases",	"views",      "fits",	     "default",
					   "scaffold",	NULL};
	for (size_t i = 0; i < files->files.n; i++) {
		l->yaml = files->files.v[i];
		load_keys(l, l->yaml->root, keys, NULL);
	}
	each_file(l, files, "title", load_title);
	each_file(l, files, "fits", load_fits);
	each_file(l, files, "default", load_default);
	each_file(l, files, "confusables", load_confusables);
	each_file(l, files, "phrases", load_phrases);
	each_file(l, files, "params", load_params);
	each_file(l, files, "plan", load_plan);
	each_file(l, files, "errata", load_errata);
	each_file(l, files, "unstated", load_unstated);
	each_file(l, files, "clauses", load_clauses);
	each_file(l, files, "fragments", load_fragments);
	each_file(l, files, "names", load_names);
	if (others.n && l->set->names.others.n)
		l->pack->fragments.v[map_get(&l->pack->fragment, l->set->names.others)] = others;
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
	each_file(l, files, "kinds", define_kinds);
	if (guesses)
		each_file(l, files, "init", load_init); /* asks facts alone: the views come later */
	each_file(l, files, "views", load_views);
	each_file(l, files, "rules", declare_rules);
	define_rules(l);
	if (l->set->base) /* it is for making packs, not for checking */
		each_file(l, files, "scaffold", load_scaffold);
}

struct ruleset *ruleset_load(const char *dir, const struct check_kind *const *kinds, bool guesses,
			     struct str others, struct complaints *complaints)
{
	struct ruleset *set = mem_grow(NULL, sizeof *set);
	*set = (struct ruleset){0};
	struct pack pack = {.builder = matcher_builder_new()};
	struct loader l = {.arena = &set->arena,
			   .set = set,
			   .complaints = complaints,
			   .kinds = kinds,
			   .pack = &pack};
	struct layers files = {0};
	struct strings from = {0};
	set->dir = arena_dup(&set->arena, str_of(dir));
	size_t before = complaints->list.n;
	if (load_layers(&l, set->dir, &from, &files))
		load_all(&l, &files, guesses, others);
	if (complaints->list.n > before) {
		matcher_builder_free(pack.builder);
		ruleset_free(set);
		return NULL;
	}
	find_kind_terms(set);
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
	if (r->facts)
		r->facts_free(r->facts);
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
