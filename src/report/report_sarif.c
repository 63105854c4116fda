/*
 * SARIF 2.1.0: rules with their help, findings with related places, fingerprints and suppressions,
 * and in the invocation what could not be looked at.
 */
#include "findings.h"

#include <cjson/cJSON.h>

static const char *level_of(enum level level)
{
	return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : "note";
}

/* A path as a URI: relative ones stay so; what a URI can't hold is encoded. */
static struct str uri_of(struct arena *a, struct str path)
{
	struct buf b = {0};
	if (str_starts(path, STR("/")))
		buf_addz(&b, "file://");
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			     (c >= 'A' && c <= 'Z') || (c && strchr("-._~/", c));
		buf_printf(&b, plain ? "%c" : "%%%02X", c);
	}
	struct str uri = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return uri;
}

static void text_object(struct arena *a, json *o, const char *key, struct str text)
{
	json_put(a, cJSON_AddObjectToObject(o, key), "text", text);
}

/* ---- rules ------------------------------------------------------------------------ */

static void put_help(struct arena *a, json *o, const struct rule_info *rule)
{
	struct buf text = {0}, markdown = {0};
	buf_printf(&text, "%.*s\n", (int)rule->why.n, rule->why.p);
	clause_lines(&text, rule);
	buf_printf(&markdown, "%.*s\n", (int)rule->why.n, rule->why.p);
	for (size_t i = 0; i < rule->clause_count; i++) {
		const struct clause *c = rule->clauses[i];
		buf_printf(&markdown, "\n> %.*s（%.*s）\n", (int)c->quote.n, c->quote.p,
			   (int)c->id.n, c->id.p);
	}
	json *help = cJSON_AddObjectToObject(o, "help");
	json_put(a, help, "text", str_trim(buf_str(&text)));
	json_put(a, help, "markdown", str_trim(buf_str(&markdown)));
	buf_free(&text);
	buf_free(&markdown);
}

static void put_rule(struct arena *a, json *list, const struct rule_info *rule)
{
	json *o = json_push_object(list);
	json_put(a, o, "id", rule->id);
	text_object(a, o, "shortDescription", rule->title.n ? rule->title : rule->id);
	if (rule->why.n)
		text_object(a, o, "fullDescription", rule->why);
	if (rule->why.n || rule->clause_count)
		put_help(a, o, rule);
	json_put(a, cJSON_AddObjectToObject(o, "defaultConfiguration"), "level",
		 str_of(level_of(rule->level)));
	json *tags = cJSON_AddArrayToObject(cJSON_AddObjectToObject(o, "properties"), "tags");
	for (size_t i = 0; i < rule->clause_count; i++)
		json_push(a, tags, rule->clauses[i]->id);
}

/* ---- results ---------------------------------------------------------------------- */

static void put_location(struct arena *a, json *o, struct str path, const struct place *p,
			 struct str snippet)
{
	json *physical = cJSON_AddObjectToObject(o, "physicalLocation");
	json_put(a, cJSON_AddObjectToObject(physical, "artifactLocation"), "uri", uri_of(a, path));
	if (p->line) {
		json *region = cJSON_AddObjectToObject(physical, "region");
		json_number(region, "startLine", p->line);
		if (p->column)
			json_number(region, "startColumn", p->column);
		if (p->end_line > p->line)
			json_number(region, "endLine", p->end_line);
		if (p->column && p->end_column)
			json_number(region, "endColumn", p->end_column);
		if (snippet.n)
			text_object(a, region, "snippet", snippet);
	}
	if (!p->cell.n)
		return;
	json *logical = json_push_object(cJSON_AddArrayToObject(o, "logicalLocations"));
	json_put(a, logical, "fullyQualifiedName", p->cell);
}

static void put_related(struct arena *a, json *o, const struct finding *f)
{
	const struct checkpoint *c = f->checkpoint;
	if (c->witnesses.n < 2)
		return;
	json *list = cJSON_AddArrayToObject(o, "relatedLocations");
	for (size_t i = 1; i < c->witnesses.n; i++) {
		const struct witness *w = &c->witnesses.v[i];
		json *one = json_push_object(list);
		json_number(one, "id", i);
		put_location(a, one, report_path(a, f->meeting, w->place.file), &w->place,
			     w->excerpt);
		if (w->name.n)
			text_object(a, one, "message", words_place(w->name));
	}
}

static void put_suppressions(struct arena *a, json *o, const struct finding *f)
{
	json *list = cJSON_AddArrayToObject(o, "suppressions");
	const struct exception *e = f->checkpoint->waived;
	if (!e)
		return;
	json *one = json_push_object(list);
	json_put(a, one, "kind", e->source == EXCEPTION_INLINE ? STR("inSource") : STR("external"));
	json_put(a, one, "status", STR("accepted"));
	json_put(a, one, "justification", e->reason);
	put_location(a, cJSON_AddObjectToObject(one, "location"),
		     report_path(a, f->meeting, e->place.file), &e->place, STR(""));
	json *properties = cJSON_AddObjectToObject(one, "properties");
	json_put(a, properties, "source", str_of(exception_source_name[e->source]));
	json_put(a, properties, "owner", e->owner);
	if (e->expires != DAY_NONE)
		json_put(a, properties, "expires", day_iso(a, e->expires));
}

static void put_result(struct arena *a, json *list, const struct finding *f, size_t rule)
{
	json *o = json_push_object(list);
	json_put(a, o, "ruleId", f->rule->id);
	json_number(o, "ruleIndex", rule);
	json_put(a, o, "level", str_of(level_of(f->rule->level)));
	text_object(a, o, "message",
		    f->advice.n ? arena_printf(a, "%.*s\n%.*s", (int)f->message.n, f->message.p,
					       (int)f->advice.n, f->advice.p)
				: f->message);
	put_location(a, json_push_object(cJSON_AddArrayToObject(o, "locations")), f->place.file,
		     &f->place, f->excerpt);
	put_related(a, o, f);
	json_put(a, cJSON_AddObjectToObject(o, "partialFingerprints"), "baguan/v1",
		 arena_printf(a, "%.*s:%.*s", (int)f->place.file.n, f->place.file.p,
			      (int)f->fingerprint.n, f->fingerprint.p));
	put_suppressions(a, o, f);
	json *properties = cJSON_AddObjectToObject(o, "properties");
	json_put(a, properties, "meeting", f->meeting->path);
	json_put(a, properties, "fingerprint", f->fingerprint);
}

static void put_notification(struct arena *a, json *list, const struct gap *g)
{
	json *o = json_push_object(list);
	json_put(a, o, "level", STR("error"));
	text_object(a, o, "message", g->message);
	if (g->file.n)
		put_location(a, json_push_object(cJSON_AddArrayToObject(o, "locations")), g->file,
			     &(struct place){.line = g->line}, STR(""));
	if (g->rule)
		json_put(a, cJSON_AddObjectToObject(o, "associatedRule"), "id", g->rule->id);
}

/* ---- the whole ---------------------------------------------------------------------- */

static void put_tool(struct arena *a, json *run, const struct report *r,
		     const struct rule_list *rules, struct map *index)
{
	json *driver = cJSON_AddObjectToObject(cJSON_AddObjectToObject(run, "tool"), "driver");
	json_put(a, driver, "name", STR("baguan"));
	json_put(a, driver, "version", str_of(r->version));
	json_put(a, driver, "semanticVersion", str_of(r->version));
	json *list = cJSON_AddArrayToObject(driver, "rules");
	for (size_t i = 0; i < rules->list.n; i++) {
		*map_at(a, index, rules->list.v[i]->id) = i;
		put_rule(a, list, rules->list.v[i]);
	}
}

static void put_invocation(struct arena *a, json *run, const struct report *r)
{
	struct gaps gaps = {0};
	json *one = json_push_object(cJSON_AddArrayToObject(run, "invocations"));
	cJSON_AddBoolToObject(one, "executionSuccessful", r->status != 2);
	json_number(one, "exitCode", (size_t)r->status);
	json *list = cJSON_AddArrayToObject(one, "toolExecutionNotifications");
	gaps_of(a, r, &gaps);
	for (size_t i = 0; i < gaps.list.n; i++)
		put_notification(a, list, &gaps.list.v[i]);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct rule_list rules = {0};
	struct map index = {0};
	struct findings found = {0};
	json *root = cJSON_CreateObject();
	json_put(a, root, "$schema", STR("https://json.schemastore.org/sarif-2.1.0.json"));
	json_put(a, root, "version", STR("2.1.0"));
	json *run = json_push_object(cJSON_AddArrayToObject(root, "runs"));
	rules_of(a, r, &rules);
	put_tool(a, run, r, &rules, &index);
	put_invocation(a, run, r);
	json_put(a, run, "columnKind", STR("unicodeCodePoints"));
	json *results = cJSON_AddArrayToObject(run, "results");
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &found);
	for (size_t i = 0; i < found.list.n; i++)
		put_result(a, results, &found.list.v[i], map_get(&index, found.list.v[i].rule->id));
	json_write(out, root, true);
}

const struct renderer report_sarif = {
    .name = "sarif",
    .help = "SARIF 2.1.0, for code scanning",
    .render = render,
};
