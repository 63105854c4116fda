/*
 * A pack that extends another: its files are laid over those of its base before anything is
 * loaded.  What it changes is changed in the base's trees, at the base's place in the order; every
 * node keeps the place where it was written, in whichever file (mark.origin).
 */
#include "extend.h"

/* ---- changes: key, key+, key- ------------------------------------------------------ */

static char sign_of(const struct node *n)
{
	char last = n->key.n > 1 ? n->key.p[n->key.n - 1] : '\0';
	return last == '+' || last == '-' ? last : '\0';
}

static bool is_change(const struct node *n)
{
	for (const struct node *k = n->type == NODE_MAP ? n->first : NULL; k; k = k->next)
		if (sign_of(k) || is_change(k))
			return true;
	return false;
}

static void make_list(struct arena *a, struct node *n)
{
	if (n->type == NODE_LIST) {
		tree_own_children(a, n);
		return;
	}
	struct node *only = tree_copy(a, n);
	only->key = STR("");
	n->type = NODE_LIST;
	n->text = STR("");
	n->first = only;
	n->count = 1;
}

static void add_items(struct arena *a, struct node *list, const struct node *change)
{
	if (change->type != NODE_LIST) {
		tree_append(list, tree_copy(a, change));
		return;
	}
	for (const struct node *item = change->first; item; item = item->next)
		tree_append(list, tree_copy(a, item));
}

static void remove_item(struct loader *l, struct node *list, const struct node *item)
{
	struct strings texts = {0};
	bool any = false;
	for (struct node *n = list->first, *next; n; n = next) {
		next = n->next;
		if (n->type == NODE_SCALAR)
			*list_add(l->arena, &texts.list) = n->text;
		if (!tree_alike(n, item))
			continue;
		tree_unlink(list, n);
		any = true;
	}
	if (any)
		return;
	if (item->type == NODE_SCALAR)
		complain(l->complaints, l->yaml, item->mark, pack_hint(l, &texts, item->text),
			 "“%s” is not in the list, and can't be taken out", item->text.p);
	else
		complain(l->complaints, l->yaml, item->mark, STR(""),
			 "nothing like this is in the list, to be taken out");
}

static void remove_items(struct loader *l, struct node *list, const struct node *change)
{
	if (change->type != NODE_LIST) {
		remove_item(l, list, change);
		return;
	}
	for (const struct node *item = change->first; item; item = item->next)
		remove_item(l, list, item);
}

static void change_map(struct loader *l, struct node *map, const struct node *change);

static void change_key(struct loader *l, struct node *map, const struct node *change)
{
	char sign = sign_of(change);
	struct str key =
	    sign ? arena_dup(l->arena, str_cut(change->key, 0, change->key.n - 1)) : change->key;
	struct node *at = tree_child(map, key);
	if (sign == '-' && !at) {
		complain(l->complaints, l->yaml, change->key_mark, STR(""),
			 "there is no “%s” to take something out of", key.p);
		return;
	}
	if (!at) {
		at = tree_copy(l->arena, change);
		at->key = key;
		tree_append(map, at);
	} else if (sign) {
		make_list(l->arena, at);
		if (sign == '+')
			add_items(l->arena, at, change);
		else
			remove_items(l, at, change);
	} else if (is_change(change) && at->type == NODE_MAP) {
		change_map(l, at, change);
	} else {
		tree_become(at, change);
	}
}

static void change_map(struct loader *l, struct node *map, const struct node *change)
{
	tree_own_children(l->arena, map);
	for (const struct node *c = change->first; c; c = c->next)
		change_key(l, map, c);
}

/* Key by key, maps within maps too; a list or a text takes the place of the old one. */
static void lay_over(struct loader *l, struct node *map, const struct node *over)
{
	tree_own_children(l->arena, map);
	for (const struct node *n = over->first; n; n = n->next) {
		struct node *at = tree_child(map, n->key);
		if (!at)
			tree_append(map, tree_copy(l->arena, n));
		else if (at->type == NODE_MAP && n->type == NODE_MAP)
			lay_over(l, at, n);
		else
			tree_become(at, n);
	}
}

/* ---- sections whose entries have names ------------------------------------------------ */

static void note(struct loader *l, const char *section, struct str name, struct mark base,
		 struct mark own)
{
	*list_add(l->arena, &l->set->overrides) =
	    (struct override){.section = str_of(section), .name = name, .base = base, .own = own};
}

/* The section in the base's files that comes first, or the entry NAME of it. */
static struct node *base_section(const struct layers *base, const char *section)
{
	for (size_t i = 0; i < base->files.n; i++) {
		struct node *n = tree_child(base->files.v[i]->root, str_of(section));
		if (n)
			return n;
	}
	return NULL;
}

static struct node *base_entry(const struct layers *base, const char *section, struct str name)
{
	for (size_t i = 0; i < base->files.n; i++) {
		struct node *n = tree_child(base->files.v[i]->root, str_of(section));
		struct node *entry = n ? tree_child(n, name) : NULL;
		if (entry)
			return entry;
	}
	return NULL;
}

static void no_entry(struct loader *l, const struct layers *base, const char *section,
		     const struct node *entry)
{
	struct strings names = {0};
	for (size_t i = 0; i < base->files.n; i++) {
		const struct node *n = tree_child(base->files.v[i]->root, str_of(section));
		for (n = n ? n->first : NULL; n; n = n->next)
			*list_add(l->arena, &names.list) = n->key;
	}
	complain(l->complaints, l->yaml, entry->key_mark, pack_hint(l, &names, entry->key),
		 "the base pack has no “%s” to change", entry->key.p);
}

static void merge_named(struct loader *l, const struct layers *base, const char *section,
			struct node *own)
{
	for (struct node *n = own->type == NODE_MAP ? own->first : NULL, *next; n; n = next) {
		struct node *at = base_entry(base, section, n->key);
		next = n->next;
		if (!at) {
			if (is_change(n)) {
				no_entry(l, base, section, n);
				tree_unlink(own, n);
			}
			continue;
		}
		struct mark before = at->key_mark;
		if (is_change(n)) {
			if (at->type != NODE_MAP) { /* a bare list of a term is `any` */
				make_list(l->arena, at);
				struct node *any = tree_copy(l->arena, at);
				any->key = STR("any");
				at->type = NODE_MAP;
				at->first = any;
				at->count = 1;
			}
			change_map(l, at, n);
		} else {
			tree_become(at, n);
		}
		note(l, section, n->key, before, n->key_mark);
		tree_unlink(own, n);
	}
}

/*
 * A clause keeps what the base says of it, and has the words of this pack's plan: so its own keys
 * lie over the base's, and it stands where this pack writes it, in the order of its plan.
 */
static void merge_clause(struct loader *l, struct node *own, struct node *at)
{
	struct node *whole = tree_copy(l->arena, at);
	if (is_change(own))
		change_map(l, whole, own);
	else
		lay_over(l, whole, own);
	whole->mark = own->mark;
	whole->key_mark = own->key_mark;
	tree_become(own, whole);
	own->key_mark = whole->key_mark;
}

static void merge_clauses(struct loader *l, const struct layers *base, struct node *own)
{
	for (struct node *n = own->type == NODE_MAP ? own->first : NULL; n; n = n->next) {
		bool found = false;
		for (size_t i = 0; i < base->files.n && !found; i++) {
			struct node *map = tree_child(base->files.v[i]->root, STR("clauses"));
			struct node *at = map ? tree_child(map, n->key) : NULL;
			if (!at || n->type != NODE_MAP || at->type != NODE_MAP)
				continue;
			note(l, "clauses", n->key, at->key_mark, n->key_mark);
			tree_unlink(map, at);
			merge_clause(l, n, at);
			found = true;
		}
		if (!found && n->type == NODE_MAP && !tree_child(n, STR("quote")))
			complain(l->complaints, l->yaml, n->key_mark, STR(""),
				 "clause “%s” needs “quote”", n->key.p);
	}
}

/* ---- rules ------------------------------------------------------------------------------- */

/* The id of a rule, or empty. */
static struct str id_of(const struct node *rule)
{
	const struct node *id = tree_child(rule, STR("id"));
	return id && id->type == NODE_SCALAR ? id->text : STR("");
}

/* Calls EACH for the rules of the base whose id is ID, or matches it; gives their number. */
static size_t each_base_rule(struct loader *l, const struct layers *base, struct str id, bool glob,
			     void (*each)(struct loader *l, struct node *rule, const struct node *with),
			     const struct node *with)
{
	size_t count = 0;
	for (size_t i = 0; i < base->files.n; i++) {
		struct node *n = tree_child(base->files.v[i]->root, STR("rules"));
		for (n = n && n->type == NODE_LIST ? n->first : NULL; n; n = n->next) {
			struct str own = id_of(n);
			if (!own.n || !(glob ? path_glob(id, own) : str_eq(id, own)))
				continue;
			note(l, "rules", own, tree_child(n, STR("id"))->mark, with->mark);
			each(l, n, with);
			count++;
		}
	}
	return count;
}

static void replace_rule(struct loader *l, struct node *rule, const struct node *with)
{
	(void)l;
	tree_become(rule, with);
}

static void set_key(struct arena *a, struct node *map, const char *key, const char *text,
		    const struct node *by)
{
	struct node *at = tree_child(map, str_of(key));
	if (!at) {
		at = arena_new(a, struct node);
		at->key = str_of(key);
		tree_append(map, at);
	}
	at->type = NODE_SCALAR;
	at->text = arena_dup(a, str_of(text));
	at->mark = by->mark;
	at->key_mark = by->key_mark;
}

static void change_rule(struct loader *l, struct node *rule, const struct node *with)
{
	tree_own_children(l->arena, rule);
	if (with->type == NODE_MAP) {
		const struct node *id = tree_child(with, STR("id"));
		if (id)
			complain(l->complaints, l->yaml, id->key_mark, STR(""),
				 "a rule of the base pack keeps its id");
		change_map(l, rule, with);
		return;
	}
	bool off = str_is(with->text, "off");
	if (!off)
		set_key(l->arena, rule, "level", with->text.p, with);
	if (off || tree_child(rule, STR("off")))
		set_key(l->arena, rule, "off", off ? "true" : "false", with);
}

static void no_rule(struct loader *l, const struct layers *base, const struct node *change)
{
	struct strings ids = {0};
	for (size_t i = 0; i < base->files.n; i++) {
		const struct node *n = tree_child(base->files.v[i]->root, STR("rules"));
		for (n = n && n->type == NODE_LIST ? n->first : NULL; n; n = n->next)
			if (id_of(n).n)
				*list_add(l->arena, &ids.list) = id_of(n);
	}
	complain(l->complaints, l->yaml, change->key_mark, pack_hint(l, &ids, change->key),
		 "no rule of the base pack matches “%s”", change->key.p);
}

static void change_rules(struct loader *l, const struct layers *base, const struct node *own)
{
	static const char *const levels[] = {"off", "error", "warning", "info", NULL};
	size_t choice;
	if (!expect_map(l, own))
		return;
	for (const struct node *n = own->first; n; n = n->next)
		if (n->type == NODE_MAP || load_choice(l, n, levels, &choice))
			if (!each_base_rule(l, base, n->key, true, change_rule, n))
				no_rule(l, base, n);
}

static void merge_rules(struct loader *l, const struct layers *base, struct node *root)
{
	struct node *rules = tree_child(root, STR("rules"));
	const struct node *changes = tree_child(root, STR("override"));
	if (rules && rules->type == NODE_MAP) {
		change_rules(l, base, rules);
		tree_unlink(root, rules);
	} else if (rules && rules->type == NODE_LIST) {
		for (struct node *n = rules->first, *next; n; n = next) {
			struct str id = id_of(n);
			next = n->next;
			if (id.n && each_base_rule(l, base, id, false, replace_rule, n))
				tree_unlink(rules, n);
		}
	}
	if (changes) {
		change_rules(l, base, changes);
		tree_unlink(root, changes);
	}
}

/* ---- sections that are one map --------------------------------------------------------------- */

static void merge_manifest(struct loader *l, const struct layers *base, struct node *root)
{
	struct node *own = tree_child(root, STR("manifest")), *at = base_section(base, "manifest");
	if (!own || !at || own->type != NODE_MAP || at->type != NODE_MAP)
		return;
	lay_over(l, at, own);
	tree_unlink(root, own);
}

static void merge_guess(struct node *base, struct node *guess)
{
	const struct node *fill = tree_child(guess, STR("fill"));
	for (struct node *n = base->first; fill && n; n = n->next) {
		const struct node *other = tree_child(n, STR("fill"));
		if (other && str_eq(other->text, fill->text)) {
			tree_become(n, guess);
			return;
		}
	}
	tree_append(base, guess);
}

static void merge_init(struct loader *l, const struct layers *base, struct node *root)
{
	struct node *own = tree_child(root, STR("init")), *at = base_section(base, "init");
	if (!own || !at || own->type != NODE_MAP || at->type != NODE_MAP)
		return;
	struct node *guesses = tree_child(own, STR("guesses")), *old = tree_child(at, STR("guesses"));
	if (guesses && old && guesses->type == NODE_LIST && old->type == NODE_LIST) {
		tree_own_children(l->arena, old);
		for (struct node *n = guesses->first, *next; n; n = next) {
			next = n->next;
			merge_guess(old, n);
		}
		tree_unlink(own, guesses);
	}
	lay_over(l, at, own);
	tree_unlink(root, own);
}

/* What stands in the lists adds up anyway; "key-" takes out. */
static void merge_names(struct loader *l, const struct layers *base, struct node *root)
{
	struct node *own = tree_child(root, STR("names")), *at = base_section(base, "names");
	for (struct node *n = own && at && own->type == NODE_MAP ? own->first : NULL, *next; n;
	     n = next) {
		next = n->next;
		if (!sign_of(n))
			continue;
		tree_own_children(l->arena, at);
		change_key(l, at, n);
		tree_unlink(own, n);
	}
}

void extend_merge(struct loader *l, const struct layers *base, struct yaml *own)
{
	static const char *const named[] = {"fragments",   "terms",   "conditions",
					    "classifiers", "kinds",   "roles",
					    "params",      "views",   NULL};
	l->yaml = own;
	if (own->root->type != NODE_MAP)
		return;
	for (size_t i = 0; named[i]; i++) {
		struct node *n = tree_child(own->root, str_of(named[i]));
		if (n)
			merge_named(l, base, named[i], n);
	}
	struct node *clauses = tree_child(own->root, STR("clauses"));
	if (clauses)
		merge_clauses(l, base, clauses);
	merge_rules(l, base, own->root);
	merge_manifest(l, base, own->root);
	merge_init(l, base, own->root);
	merge_names(l, base, own->root);
}
