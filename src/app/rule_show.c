/*
 * A rule as it is in effect: its values, and all that they rest on, each with the place where it
 * was written: in a pack, in the meeting's manifest, or on the command line.
 */
#include "app.h"

#include <cjson/cJSON.h>

struct value {
	struct str key, text; /* "fail_if.none[0]", "hope" */
	const char *by;       /* "default", "pack", "meeting", "command line" */
	struct str pack;
	struct str file;
	uint32_t line;
};

struct values {
	struct arena *arena;
	const struct ruleset *set;
	LIST(struct value) list;
	bool *terms, *conditions, *params, *views;
};

static struct str pack_of(const struct values *v, struct str file)
{
	for (size_t i = v->set->layers.list.n; i-- > 0;) {
		struct str dir = v->set->layers.list.v[i];
		if (str_starts(file, dir) && file.n > dir.n && file.p[dir.n] == '/')
			return path_base(dir);
	}
	return v->set->name;
}

static void add(struct values *v, struct str key, struct str text, struct mark mark)
{
	struct str file = mark.origin ? mark.origin->file : STR("");
	*list_add(v->arena, &v->list) = (struct value){.key = key,
						       .text = text,
						       .by = "pack",
						       .pack = pack_of(v, file),
						       .file = file,
						       .line = mark.line};
}

static void add_tree(struct values *v, struct str key, const struct node *n)
{
	size_t i = 0;
	if (n->type == NODE_SCALAR)
		add(v, key, n->text, n->mark);
	for (const struct node *c = n->first; c; c = c->next, i++)
		add_tree(v,
			 n->type == NODE_LIST ? arena_printf(v->arena, "%s[%zu]", key.p, i)
					      : arena_printf(v->arena, "%s.%s", key.p, c->key.p),
			 c);
}

/* ---- what the rule rests on ----------------------------------------------------------- */

static void add_uses(struct values *v, const struct uses *u);

static void add_term(struct values *v, size_t i)
{
	const struct term *t = &v->set->terms.v[i];
	if (v->terms[i] || !t->node)
		return;
	v->terms[i] = true;
	add_tree(v, arena_printf(v->arena, "terms.%s", t->name.p), t->node);
	for (size_t k = 0; k < t->of.list.n; k++)
		add_term(v, t->of.list.v[k]);
	for (size_t k = 0; k < t->outside.list.n; k++)
		add_term(v, t->outside.list.v[k]);
}

static void add_uses(struct values *v, const struct uses *u)
{
	for (size_t i = 0; i < u->params.list.n; i++)
		v->params[u->params.list.v[i]] = true;
	for (size_t i = 0; i < u->terms.list.n; i++)
		add_term(v, u->terms.list.v[i]);
	for (size_t i = 0; i < u->conditions.list.n; i++) {
		size_t c = u->conditions.list.v[i];
		const struct named *named = v->set->conditions.v[c];
		if (v->conditions[c])
			continue;
		v->conditions[c] = true;
		add_tree(v, arena_printf(v->arena, "conditions.%s", named->name.p), named->node);
		add_uses(v, &named->uses);
	}
	for (size_t i = 0; i < u->classifiers.list.n; i++) {
		const struct class_model *m = &v->set->classifiers.v[u->classifiers.list.v[i]];
		add(v, arena_printf(v->arena, "classifiers.%s.weights", m->name.p), m->file,
		    m->mark);
	}
}

/* Views that the SQL asks, and params in them; what fragments put in, too. */
static void add_views(struct values *v, struct str sql)
{
	for (size_t i = 0; i < v->set->views.n; i++) {
		const struct view *w = &v->set->views.v[i];
		if (v->views[i] || !has_word(sql, w->name))
			continue;
		v->views[i] = true;
		add(v, arena_printf(v->arena, "views.%s", w->name.p), w->sql, w->mark);
		for (size_t k = 0; k < v->set->params.n; k++)
			if (str_find(w->sql, arena_printf(v->arena, ":%s", v->set->params.v[k].name.p), 0) != SIZE_MAX)
				v->params[k] = true;
		add_views(v, w->sql);
	}
	for (size_t i = 0; i < v->set->fragments.n; i++) {
		const struct fragment *f = &v->set->fragments.v[i];
		if (str_find(sql, arena_printf(v->arena, "{{%s}}", f->name.p), 0) != SIZE_MAX)
			add_views(v, f->text);
	}
}

static struct str param_text(struct arena *a, const struct param *p, long value)
{
	return p->day ? day_iso(a, (int32_t)value) : arena_printf(a, "%ld", value);
}

static void add_params(bg_session *s, struct values *v, const struct manifest *m)
{
	for (size_t i = 0; i < v->set->params.n; i++) {
		const struct param *p = &v->set->params.v[i];
		const struct node *value = node_get(p->node, "default");
		struct str key = arena_printf(v->arena, "params.%s", p->name.p);
		if (!v->params[i])
			continue;
		add(v, key, param_text(v->arena, p, p->value), value ? value->mark : p->mark);
		if (m && m->param_marks[i].line) {
			add(v, key, param_text(v->arena, p, m->params[i]), m->param_marks[i]);
			struct value *own = &v->list.v[v->list.n - 1];
			own->by = "meeting";
			own->file = m->file;
			own->pack = STR("");
		}
		for (size_t k = 0; k < s->params.n; k++)
			if (str_eq(s->params.v[k].key, p->name)) {
				add(v, key, s->params.v[k].value, MARK_TOP);
				struct value *own = &v->list.v[v->list.n - 1];
				*own = (struct value){
				    .key = key, .text = own->text, .by = "command line"};
			}
	}
}

static void add_rule(struct values *v, const struct rule *rule)
{
	for (const struct node *n = rule->node->first; n; n = n->next)
		if (!str_is(n->key, "tests") && !str_is(n->key, "id"))
			add_tree(v, n->key, n);
	if (!node_get(rule->node, "level"))
		*list_add(v->arena, &v->list) =
		    (struct value){.key = STR("level"),
				   .text = str_of(level_name[rule->info.level]),
				   .by = "default"};
}

static void add_switches(bg_session *s, struct values *v, const struct show_wish *w)
{
	size_t index = (size_t)(w->rule - w->set->rules.v);
	const struct rule_choice *choice = w->manifest ? manifest_choice(w->manifest, index) : NULL;
	struct arena scratch = {0};
	if (choice) {
		add(v, STR("level"), choice->off ? STR("off") : str_of(level_name[choice->level]),
		    choice->mark);
		struct value *own = &v->list.v[v->list.n - 1];
		own->by = "meeting";
		own->file = w->manifest->file;
		own->pack = STR("");
	}
	bool before = choice ? !choice->off : !w->rule->off;
	if (session_select_for(s, &scratch, w->set, w->manifest)[index] != before)
		*list_add(v->arena, &v->list) =
		    (struct value){.key = STR("level"),
				   .text = before ? STR("off") : STR("on"),
				   .by = "command line"};
	arena_free(&scratch);
}

/* ---- text and JSON ----------------------------------------------------------------------- */

/* A value that a later one of the same key has taken the place of. */
static bool superseded(const struct values *v, size_t i)
{
	for (size_t k = i + 1; k < v->list.n; k++)
		if (str_eq(v->list.v[k].key, v->list.v[i].key))
			return true;
	return false;
}

static void print_text(const struct values *v, bool origins, struct buf *out)
{
	for (size_t i = 0; i < v->list.n; i++) {
		const struct value *x = &v->list.v[i];
		struct str rest = str_trim(x->text), line;
		buf_printf(out, "%.*s:", (int)x->key.n, x->key.p);
		bool block = str_find(rest, STR("\n"), 0) != SIZE_MAX;
		if (!block)
			buf_printf(out, " %.*s", (int)rest.n, rest.p);
		if (origins && x->file.n)
			buf_printf(out, "  # %.*s:%u, ", (int)x->file.n, x->file.p, x->line);
		else if (origins)
			buf_addz(out, "  # ");
		if (origins)
			buf_printf(out, "%s%s%.*s%s", x->by, x->pack.n ? " " : "", (int)x->pack.n,
				   x->pack.n ? x->pack.p : "",
				   superseded(v, i) ? ", overridden" : "");
		buf_char(out, '\n');
		while (block && str_split(&rest, '\n', &line))
			buf_printf(out, "    %.*s\n", (int)line.n, line.p);
	}
}

static void print_overrides(const struct ruleset *set, const struct rule *rule, struct buf *out)
{
	for (size_t i = 0; i < set->overrides.n; i++) {
		const struct override *o = &set->overrides.v[i];
		if (str_is(o->section, "rules") && str_eq(o->name, rule->info.id))
			buf_printf(out, "# %.*s:%u over %.*s:%u\n", (int)o->own.origin->file.n,
				   o->own.origin->file.p, o->own.line, (int)o->base.origin->file.n,
				   o->base.origin->file.p, o->base.line);
	}
}

static void put(cJSON *o, const char *key, struct arena *a, struct str text)
{
	if (text.n)
		cJSON_AddStringToObject(o, key, arena_z(a, text));
}

static void print_json(const struct values *v, const struct rule *rule, struct buf *out)
{
	cJSON *root = cJSON_CreateObject();
	put(root, "rule", v->arena, rule->info.id);
	put(root, "pack", v->arena, v->set->name);
	put(root, "file", v->arena, rule->info.file);
	cJSON_AddNumberToObject(root, "line", rule->info.mark.line);
	cJSON *list = cJSON_AddArrayToObject(root, "values");
	for (size_t i = 0; i < v->list.n; i++) {
		const struct value *x = &v->list.v[i];
		cJSON *o = cJSON_CreateObject();
		cJSON_AddItemToArray(list, o);
		put(o, "key", v->arena, x->key);
		cJSON_AddStringToObject(o, "value", arena_z(v->arena, x->text));
		put(o, "by", v->arena, str_of(x->by));
		put(o, "pack", v->arena, x->pack);
		put(o, "file", v->arena, x->file);
		if (x->file.n)
			cJSON_AddNumberToObject(o, "line", x->line);
		cJSON_AddBoolToObject(o, "in_effect", !superseded(v, i));
	}
	char *text = cJSON_Print(root);
	buf_addz(out, text);
	buf_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(root);
}

void rule_show(bg_session *s, const struct show_wish *w, struct buf *out)
{
	struct arena a = {0};
	struct values v = {.arena = &a, .set = w->set};
	v.terms = arena_array(&a, bool, w->set->terms.n);
	v.conditions = arena_array(&a, bool, w->set->conditions.n);
	v.params = arena_array(&a, bool, w->set->params.n);
	v.views = arena_array(&a, bool, w->set->views.n);
	add_rule(&v, w->rule);
	add_switches(s, &v, w);
	if (w->effective) {
		const struct node *query = node_get(w->rule->node, "query");
		add_uses(&v, &w->rule->uses);
		if (query)
			add_views(&v, query->text);
		add_params(s, &v, w->manifest);
	}
	if (w->json) {
		print_json(&v, w->rule, out);
	} else {
		const struct rule_info *i = &w->rule->info;
		buf_printf(out, "%.*s  # %.*s:%u\n", (int)i->id.n, i->id.p, (int)i->file.n,
			   i->file.p, i->mark.line);
		print_overrides(w->set, w->rule, out);
		print_text(&v, w->effective, out);
	}
	arena_free(&a);
}
