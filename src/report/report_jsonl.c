/*
 * One JSON object a line, for programs that read while a run is written: first the run, then each
 * finding with its meeting, each finding with an exception, the exceptions, and what could not be looked at.
 */
#include "findings.h"

#include <cjson/cJSON.h>

static json *begin(struct arena *a, const char *type, const struct result *m)
{
	json *o = cJSON_CreateObject();
	json_put(a, o, "type", str_of(type));
	if (m)
		json_put(a, o, "meeting", m->path);
	return o;
}

static void put_run(struct arena *a, const struct report *r, struct buf *out)
{
	json *o = begin(a, "run", NULL);
	json_number(o, "schema", JSON_SCHEMA);
	json_put(a, o, "version", str_of(r->version));
	json_number(o, "status", (size_t)r->status);
	json_number(o, "meetings", r->count);
	json_write(out, o, false);
}

static void put_findings(struct arena *a, const struct report *r, bool waived, struct buf *out)
{
	struct findings all = {0};
	findings_of(a, r, waived, &all);
	for (size_t i = 0; i < all.list.n; i++) {
		const struct finding *f = &all.list.v[i];
		json *o = begin(a, waived ? "waived" : "finding", f->meeting);
		json_fill_finding(a, o, f->checkpoint);
		json_write(out, o, false);
	}
}

static void put_exceptions(struct arena *a, const struct report *r, struct buf *out)
{
	for (size_t m = 0; m < r->count; m++) {
		const struct result *meeting = r->meetings[m];
		struct findings waived = {0};
		json_waived(a, meeting, &waived);
		for (size_t i = 0; i < meeting->exceptions.n; i++) {
			json *o = begin(a, "exception", meeting);
			json_fill_exception(a, o, &waived, meeting->exceptions.v[i]);
			json_write(out, o, false);
		}
	}
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct gaps gaps = {0};
	put_run(a, r, out);
	put_findings(a, r, false, out);
	put_findings(a, r, true, out);
	put_exceptions(a, r, out);
	gaps_of(a, r, &gaps);
	for (size_t i = 0; i < gaps.list.n; i++) {
		const struct gap *g = &gaps.list.v[i];
		json *o = begin(a, "unchecked", g->meeting);
		if (g->rule)
			json_put(a, o, "rule", g->rule->id);
		json_put(a, o, "file", g->file);
		json_number(o, "line", g->line);
		json_put(a, o, "message", g->message);
		json_write(out, o, false);
	}
}

const struct renderer report_jsonl = {
    .name = "jsonl",
    .help = "the run, each finding and each gap as JSON on a line of its own",
    .render = render,
};
