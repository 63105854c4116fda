/* A comparison for programs; docs/diff.md describes the shape.  Nothing depends on the locale. */
#include "diff_parts.h"
#include "diff_render.h"
#include "findings.h"

#include <cjson/cJSON.h>

enum { DIFF_SCHEMA = 1 };

static const char *const change_names[] = {
    [CHANGE_NEW] = "new",       [CHANGE_UNTOLD] = "untold", [CHANGE_REWORDED] = "reworded",
    [CHANGE_MOVED] = "moved",   [CHANGE_OPEN] = "open",     [CHANGE_WAIVED] = "waived",
    [CHANGE_MENDED] = "mended",
};
static const char *const turn_names[] = {
    [TURN_WORSE] = "worse", [TURN_BETTER] = "better", [TURN_OTHER] = "different"};
static const char *const gap_turn_names[] = {
    [GAP_ONLY_AFTER] = "new", [GAP_BOTH] = "both", [GAP_ONLY_BEFORE] = "old"};
static const char *const gap_names[] = {
    [GAP_UNREAD] = "unread",   [GAP_UNRECOGNISED] = "unrecognised",
    [GAP_MISSING] = "missing", [GAP_IGNORED] = "ignored",
    [GAP_OFF] = "disabled",
};

static void put_finding(struct arena *a, json *o, const char *key, const struct saved_finding *f)
{
	if (!f)
		return;
	json *x = cJSON_AddObjectToObject(o, key);
	json_put(a, x, "level", str_of(level_name[f->level]));
	json_put(a, x, "file", f->place.file);
	json_number(x, "line", f->place.line);
	json_number(x, "column", f->place.column);
	if (f->place.cell.n)
		json_put(a, x, "cell", f->place.cell);
	json_put(a, x, "message", f->message);
	json_put(a, x, "excerpt", f->excerpt);
	json_put(a, x, "fingerprint", f->fingerprint);
	cJSON_AddBoolToObject(x, "waived", f->waived);
}

static void put_counts(json *o, const size_t count[CHANGE_TYPES], const size_t turns[TURNS])
{
	json *x = cJSON_AddObjectToObject(o, "counts");
	for (int t = 0; t < CHANGE_TYPES; t++)
		json_number(x, change_names[t], count[t]);
	x = cJSON_AddObjectToObject(o, "clauses");
	for (int t = 0; t < TURNS; t++)
		json_number(x, turn_names[t], turns[t]);
}

static void put_lists(struct arena *a, json *o, const struct meeting_pair *p)
{
	json *list = cJSON_AddArrayToObject(o, "findings");
	for (size_t i = 0; i < p->changes.n; i++) {
		const struct change *c = &p->changes.v[i];
		json *x = json_push_object(list);
		json_put(a, x, "state", str_of(change_names[c->type]));
		json_put(a, x, "rule", change_finding(c)->rule);
		put_finding(a, x, "old", c->before);
		put_finding(a, x, "new", c->after);
		if (c->why)
			json_put(a, x, "because", str_of(c->why));
	}
	list = cJSON_AddArrayToObject(o, "verdicts");
	for (size_t i = 0; i < p->verdicts.n; i++) {
		const struct verdict_change *v = &p->verdicts.v[i];
		json *x = json_push_object(list);
		json_put(a, x, "clause", v->clause);
		json_put(a, x, "old", str_of(verdict_name[v->before]));
		json_put(a, x, "new", str_of(verdict_name[v->after]));
		json_put(a, x, "turn", str_of(turn_names[v->turn]));
	}
	list = cJSON_AddArrayToObject(o, "unlooked");
	for (size_t i = 0; i < p->gaps.n; i++) {
		const struct saved_gap *g = p->gaps.v[i].gap;
		json *x = json_push_object(list);
		json_put(a, x, "in", str_of(gap_turn_names[p->gaps.v[i].turn]));
		json_put(a, x, "what", str_of(gap_names[g->type]));
		json_put(a, x, "name", g->name);
		if (g->detail.n)
			json_put(a, x, "reason", g->detail);
		json *rules = g->rules.n ? cJSON_AddArrayToObject(x, "rules") : NULL;
		for (size_t k = 0; k < g->rules.n; k++)
			json_push(a, rules, g->rules.v[k]);
	}
}

static void render(struct arena *a, const struct comparison *c, const struct diff_look *look,
		   struct buf *out)
{
	json *root = cJSON_CreateObject();
	json_number(root, "schema", DIFF_SCHEMA);
	json *tool = cJSON_AddObjectToObject(root, "tool");
	json_put(a, tool, "name", STR("baguan diff"));
	json_put(a, tool, "version", str_of(look->version));
	json_put(a, root, "old", look->before);
	json_put(a, root, "new", look->after);
	json_number(root, "status", (size_t)c->status);
	put_counts(root, c->count, c->turns);
	json *list = cJSON_AddArrayToObject(root, "meetings");
	for (size_t i = 0; i < c->pairs.n; i++) {
		const struct meeting_pair *p = &c->pairs.v[i];
		json *o = json_push_object(list);
		json_put(a, o, "unit", p->after ? p->after->unit : p->before->unit);
		if (p->before)
			json_put(a, o, "old", p->before->path);
		if (p->after)
			json_put(a, o, "new", p->after->path);
		put_counts(o, p->count, p->turns);
		put_lists(a, o, p);
	}
	json_write(out, root, true);
}

const struct diff_renderer diff_json = {"json", render};
