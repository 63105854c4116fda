/*
 * Which pack is meant where no one names it: the only one there is; else the one whose words
 * ("fits") stand in the most materials; else the one that calls itself the default.  Of each pack
 * only pack.yaml is read for that; what is wrong with it is told when the pack is loaded.
 */
#include "app.h"

struct head {
	struct str name;
	struct strings fits;
	bool is_default, is_base;
	size_t points;
};

struct heads {
	LIST(struct head) list;
};

static bool is_true(const struct node *root, const char *key)
{
	const struct node *n = node_get(root, key);
	return n && n->type == NODE_SCALAR && str_is(n->text, "true");
}

static void add_fits(struct arena *a, const struct node *n, struct strings *out)
{
	if (n && n->type == NODE_SCALAR)
		*list_add(a, &out->list) = n->text;
	for (n = n && n->type == NODE_LIST ? n->first : NULL; n; n = n->next)
		if (n->type == NODE_SCALAR)
			*list_add(a, &out->list) = n->text;
}

static void read_heads(bg_session *s, bool bases, struct heads *out)
{
	struct arena *a = &s->arena;
	struct strings names = {0};
	session_pack_names(s, &names);
	for (size_t i = 0; i < names.list.n; i++) {
		struct head h = {.name = names.list.v[i]};
		struct complaints none = {.arena = a};
		struct str text, why, file = path_join(a, s->rules_dir, h.name);
		struct yaml y = {0};
		file = path_join(a, file, STR("pack.yaml"));
		if (file_read(a, file.p, &text, &why) &&
		    yaml_parse(a, file, text, &y, &none) && y.root) {
			h.is_base = is_true(y.root, "base");
			h.is_default = is_true(y.root, "default");
			add_fits(a, node_get(y.root, "fits"), &h.fits);
		}
		if (h.is_base == bases)
			*list_add(a, &out->list) = h;
	}
}

void session_base_names(bg_session *s, struct strings *out)
{
	struct heads heads = {0};
	read_heads(s, true, &heads);
	for (size_t i = 0; i < heads.list.n; i++)
		*list_add(&s->arena, &out->list) = heads.list.v[i].name;
}

/* ---- by the materials ---------------------------------------------------------------- */

static void give_points(struct heads *heads, struct str text)
{
	for (size_t i = 0; i < heads->list.n; i++) {
		struct head *h = &heads->list.v[i];
		for (size_t k = 0; k < h->fits.list.n; k++)
			h->points += str_find(text, h->fits.list.v[k], 0) != SIZE_MAX;
	}
}

static void look(struct heads *heads, const struct meeting *m)
{
	for (size_t i = 0; i < m->inputs.n; i++) {
		struct arena a = {0};
		const struct input *in = &m->inputs.v[i];
		if (!in->skipped) {
			struct document *d = in->path ? read_file(&a, in->path, in->file)
						      : read_bytes(&a, in->file, in->bytes);
			give_points(heads, in->file);
			give_points(heads, d->text);
		}
		arena_free(&a);
	}
}

/* The one with the most points; NULL: none has any, or two have as many. */
static const struct head *best(const struct heads *heads)
{
	const struct head *first = NULL;
	size_t equals = 0;
	for (size_t i = 0; i < heads->list.n; i++)
		if (!first || heads->list.v[i].points > first->points)
			first = &heads->list.v[i];
	for (size_t i = 0; i < heads->list.n; i++)
		equals += heads->list.v[i].points == first->points;
	return first && first->points && equals == 1 ? first : NULL;
}

static const struct head *by_default(const struct heads *heads)
{
	const struct head *found = NULL;
	for (size_t i = 0; i < heads->list.n; i++) {
		if (heads->list.v[i].is_default && found)
			return NULL;
		if (heads->list.v[i].is_default)
			found = &heads->list.v[i];
	}
	return found;
}

/* ---- the choice ------------------------------------------------------------------------- */

static void several(bg_session *s, const struct heads *heads, struct complaints *complaints)
{
	struct yaml none = {.file = s->rules_dir, .text = STR("")};
	struct buf names = {0};
	for (size_t i = 0; i < heads->list.n; i++)
		buf_printf(&names, "%s%.*s", i ? ", " : "", (int)heads->list.v[i].name.n,
			   heads->list.v[i].name.p);
	if (names.n)
		complain(complaints, &none, MARK_TOP, STR(""),
			 "several rule packs here: name one of %.*s with --pack", (int)names.n,
			 names.p);
	else
		complain(complaints, &none, MARK_TOP, STR(""), "no rule pack here");
	buf_free(&names);
}

struct ruleset *session_choose_pack(bg_session *s, const struct meeting *m,
				    struct complaints *complaints)
{
	struct heads heads = {0};
	const struct head *h = NULL;
	if (s->pack.n)
		return session_pack(s, s->pack, NULL, MARK_TOP, complaints);
	read_heads(s, false, &heads);
	if (heads.list.n == 1)
		h = &heads.list.v[0];
	if (!h && m) {
		look(&heads, m);
		h = best(&heads);
	}
	if (!h)
		h = by_default(&heads);
	if (h)
		return session_pack(s, h->name, NULL, MARK_TOP, complaints);
	several(s, &heads, complaints);
	return NULL;
}

struct ruleset *session_default_pack(bg_session *s, struct complaints *complaints)
{
	return session_choose_pack(s, NULL, complaints);
}
