/* Classifiers: weights from a file beside the pack's, and conditions that vote. */
#include "load.h"
#include "text.h"

void declare_classifiers(struct loader *l, const struct node *n)
{
	if (!expect_map(l, n))
		return;
	for (const struct node *c = n->first; c; c = c->next) {
		if (!declare(l, c, &l->pack->classifier, &l->pack->classifier_names,
			     l->set->classifiers.n))
			continue;
		*list_add(l->arena, &l->set->classifiers) =
		    (struct class_model){.name = c->key, .mark = c->key_mark};
		*list_add(l->arena, &l->pack->classifiers.list) = (struct definition){c, l->yaml};
	}
}

static bool load_weights(struct loader *l, const struct node *n, struct class_model *m)
{
	struct str file, text, why;
	uint32_t line = 0;
	if (!load_text(l, n, &file))
		return false;
	m->file = path_join(l->arena, path_dir(n->mark.origin->file), file);
	if (!file_read(l->arena, m->file.p, &text, &why)) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "%s: %s", m->file.p, why.n ? _(why.p) : "");
		return false;
	}
	struct yaml y = {.file = m->file, .text = text};
	bool ok = utf8_valid(text) && classifier_load(l->arena, text, &m->model, &why, &line);
	if (!ok)
		complain_words(l->complaints, &y, mark_line(line),
			       why.n ? why : STR("not valid UTF-8"));
	return ok;
}

static size_t label_index(struct loader *l, const struct class_model *m, struct str name,
			  struct mark mark)
{
	const char **all = arena_array(l->arena, const char *, m->model.labels.n + 1);
	for (size_t i = 0; i < m->model.labels.n; i++) {
		all[i] = arena_z(l->arena, m->model.labels.v[i]);
		if (str_eq(m->model.labels.v[i], name))
			return i;
	}
	complain(l->complaints, l->yaml, mark, load_hint(l, name, all), "unknown label “%.*s”",
		 (int)name.n, name.p);
	return SIZE_MAX;
}

static void load_votes(struct loader *l, const struct node *n, struct class_model *m)
{
	for (const struct node *v = expect_map(l, n) ? n->first : NULL; v; v = v->next) {
		struct node name = {.type = NODE_SCALAR, .text = v->key, .mark = v->key_mark};
		struct condition *c = load_condition(l, &name);
		if (!c || !expect_map(l, v))
			continue;
		struct class_vote *vote = list_add(l->arena, &m->votes);
		vote->condition = c;
		for (const struct node *w = v->first; w; w = w->next) {
			long weight = 0;
			size_t i = label_index(l, m, w->key, w->key_mark);
			if (i != SIZE_MAX && load_number(l, w, &weight))
				vote->weights[i] = weight;
		}
	}
}

void define_classifiers(struct loader *l)
{
	static const char *const keys[] = {"kind", "weights", "votes", NULL};
	for (size_t i = 0; i < l->set->classifiers.n; i++) {
		const struct node *n = l->pack->classifiers.list.v[i].node;
		struct class_model *m = &l->set->classifiers.v[i];
		l->yaml = l->pack->classifiers.list.v[i].yaml;
		m->kind = SIZE_MAX;
		if (!load_keys(l, n, keys, NULL))
			continue;
		if (node_get(n, "kind"))
			m->kind = load_kind(l, node_get(n, "kind"));
		if (!node_get(n, "weights"))
			complain(l->complaints, l->yaml, n->key_mark, STR(""),
				 "classifier “%s” needs “weights”", n->key.p);
		l->uses = &m->uses;
		if (node_get(n, "weights") && load_weights(l, node_get(n, "weights"), m) &&
		    node_get(n, "votes"))
			load_votes(l, node_get(n, "votes"), m);
		l->uses = NULL;
	}
}

struct condition *load_class_condition(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"of", "is", "margin", NULL};
	const struct node *of = node_get(n, "of"), *is = node_get(n, "is");
	struct condition *c = arena_new(l->arena, struct condition);
	*c = (struct condition){.type = COND_CLASS, .mark = n->mark};
	c->min_param = c->max_param = SIZE_MAX;
	if (!load_keys(l, n, keys, NULL))
		return NULL;
	if (!of || !is) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "class needs “of” and “is”");
		return NULL;
	}
	size_t i = map_get(&l->pack->classifier, of->text);
	if (i == SIZE_MAX) {
		complain(l->complaints, l->yaml, of->mark,
			 pack_hint(l, &l->pack->classifier_names, of->text),
			 "unknown classifier “%s”", of->text.p);
		return NULL;
	}
	if (l->uses)
		*list_add(l->arena, &l->uses->classifiers.list) = i;
	c->classifier = &l->set->classifiers.v[i];
	c->name = of->text;
	if (node_get(n, "margin") && !load_amount(l, node_get(n, "margin"), &c->min, &c->min_param))
		return NULL;
	if (!c->classifier->model.labels.n)
		return NULL; /* its weights were complained about */
	c->label = label_index(l, c->classifier, is->text, is->mark);
	return c->label == SIZE_MAX ? NULL : c;
}
