/*
 * Reviewdog's diagnostics.  Its columns count bytes of a text line, ours characters of a paragraph:
 * so the lines alone are told.
 */
#include "findings.h"

#include <cjson/cJSON.h>

static const char *severity_of(enum level level)
{
	return level == LEVEL_ERROR ? "ERROR" : level == LEVEL_WARNING ? "WARNING" : "INFO";
}

static void location(struct arena *a, json *o, struct str file, uint32_t line, uint32_t end)
{
	json *l = cJSON_AddObjectToObject(o, "location");
	json_put(a, l, "path", file);
	if (!line)
		return;
	json *range = cJSON_AddObjectToObject(l, "range");
	json_number(cJSON_AddObjectToObject(range, "start"), "line", line);
	json_number(cJSON_AddObjectToObject(range, "end"), "line", end < line ? line : end);
}

static json *diagnostic(struct arena *a, json *list, struct str message, const char *severity,
			struct str code)
{
	json *o = json_push_object(list);
	json_put(a, o, "message", message);
	json_put(a, o, "severity", str_of(severity));
	if (code.n)
		json_put(a, cJSON_AddObjectToObject(o, "code"), "value", code);
	return o;
}

static void related(struct arena *a, json *o, const struct finding *f)
{
	const struct checkpoint *c = f->checkpoint;
	json *list = c->witnesses.n > 1 ? cJSON_AddArrayToObject(o, "related_locations") : NULL;
	for (size_t i = 1; i < c->witnesses.n; i++) {
		const struct witness *w = &c->witnesses.v[i];
		json *one = json_push_object(list);
		json_put(a, one, "message", w->name.n ? words_place(w->name) : w->excerpt);
		location(a, one, report_path(a, f->meeting, w->place.file), w->place.line,
			 w->place.end_line);
	}
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct findings found = {0}, waived = {0};
	struct gaps gaps = {0};
	json *root = cJSON_CreateObject();
	json_put(a, cJSON_AddObjectToObject(root, "source"), "name", STR("baguan"));
	json *list = cJSON_AddArrayToObject(root, "diagnostics");
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &waived);
	gaps_of(a, r, &gaps);
	for (size_t i = 0; i < found.list.n; i++) {
		const struct finding *f = &found.list.v[i];
		struct str message =
		    f->advice.n ? arena_printf(a, "%.*s\n%.*s", (int)f->message.n, f->message.p,
					       (int)f->advice.n, f->advice.p)
				: f->message;
		json *o =
		    diagnostic(a, list, message, severity_of(f->rule->level), f->rule->id);
		location(a, o, f->place.file, f->place.line, f->place.end_line);
		related(a, o, f);
	}
	for (size_t i = 0; i < gaps.list.n; i++) {
		const struct gap *g = &gaps.list.v[i];
		json *o = diagnostic(a, list, g->message, "ERROR",
				     g->rule ? g->rule->id : STR("unchecked"));
		location(a, o, g->file, g->line, g->line);
	}
	for (size_t i = 0; i < waived.list.n; i++) {
		const struct finding *f = &waived.list.v[i];
		json *o = diagnostic(a, list, waived_words(a, f), severity_of(LEVEL_INFO), f->rule->id);
		location(a, o, f->place.file, f->place.line, f->place.end_line);
	}
	json_write(out, root, true);
}

const struct renderer report_rdjson = {
    .name = "rdjson",
    .help = "Reviewdog's diagnostics",
    .render = render,
};
