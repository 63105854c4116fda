/*
 * The report as JSON for programs.  docs/json.md documents the shape; change SCHEMA there and
 * here when it changes.  Nothing in it depends on the locale.
 */
#include "layout.h"
#include "report.h"

#include <cjson/cJSON.h>

enum { SCHEMA = 1 };

/* ---- values ----------------------------------------------------------------- */

static void put(struct arena *a, cJSON *o, const char *key, struct str s)
{
	cJSON_AddStringToObject(o, key, text_scrub(a, s).p);
}

static void put_number(cJSON *o, const char *key, size_t n)
{
	cJSON_AddNumberToObject(o, key, (double)n);
}

static void push(struct arena *a, cJSON *list, struct str s)
{
	cJSON_AddItemToArray(list, cJSON_CreateString(text_scrub(a, s).p));
}

static cJSON *push_object(cJSON *list)
{
	cJSON *o = cJSON_CreateObject();
	cJSON_AddItemToArray(list, o);
	return o;
}

/* ---- findings ----------------------------------------------------------------- */

static void put_place(struct arena *a, cJSON *o, const struct place *p)
{
	put(a, o, "file", p->file);
	put_number(o, "line", p->line);
	put_number(o, "column", p->column);
	put_number(o, "end_line", p->end_line);
	put_number(o, "end_column", p->end_column);
	if (p->cell.n)
		put(a, o, "cell", p->cell);
}

static void put_subject(struct arena *a, cJSON *finding, const struct checkpoint *c)
{
	cJSON *o = cJSON_AddObjectToObject(finding, "subject");
	for (size_t i = 0; i < c->subject.n; i++) {
		const char *key = text_scrub(a, c->subject.v[i].key).p;
		if (!cJSON_HasObjectItem(o, key)) /* checkpoint_fill takes the first one too */
			put(a, o, key, c->subject.v[i].value);
	}
}

static void put_places(struct arena *a, cJSON *finding, const struct checkpoint *c)
{
	cJSON *list = cJSON_AddArrayToObject(finding, "places");
	for (size_t i = 1; i < c->witnesses.n; i++) {
		cJSON *o = push_object(list);
		put(a, o, "name", c->witnesses.v[i].name);
		put_place(a, o, &c->witnesses.v[i].place);
		put(a, o, "excerpt", c->witnesses.v[i].excerpt);
	}
}

static cJSON *put_finding(struct arena *a, cJSON *list, const struct checkpoint *c)
{
	static const struct witness nowhere;
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
	cJSON *o = push_object(list);
	put(a, o, "rule", c->rule->id);
	put(a, o, "level", str_of(level_name[c->rule->level]));
	cJSON *clauses = cJSON_AddArrayToObject(o, "clauses");
	for (size_t i = 0; i < c->rule->clause_count; i++)
		push(a, clauses, c->rule->clauses[i]->id);
	put_place(a, o, &w->place);
	put(a, o, "message", checkpoint_fill(a, c, c->rule->message));
	put(a, o, "advice", checkpoint_fill(a, c, c->rule->advice));
	put(a, o, "excerpt", w->excerpt);
	put(a, o, "fingerprint", checkpoint_fingerprint(a, c));
	put_subject(a, o, c);
	put_places(a, o, c);
	return o;
}

/* ---- exceptions ----------------------------------------------------------------- */

static void put_exception(struct arena *a, cJSON *o, const struct waiver *w)
{
	put(a, o, "reason", w->reason);
	put(a, o, "owner", w->owner);
	put(a, o, "until", day_iso(a, w->until));
	put_number(o, "line", w->place.line);
}

/* Findings with an exception, and all exceptions with what became of them. */
static void put_waivers(struct arena *a, cJSON *meeting, const struct result *m, enum level level)
{
	cJSON *waived = cJSON_AddArrayToObject(meeting, "waived");
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (is_waived(c, level))
			put_exception(a, cJSON_AddObjectToObject(put_finding(a, waived, c), "waiver"),
				      c->waived);
	}
	if (!m->waivers.n)
		return;
	if (m->today != DAY_NONE)
		put(a, meeting, "today", day_iso(a, m->today));
	cJSON *list = cJSON_AddArrayToObject(meeting, "waivers");
	for (size_t i = 0; i < m->waivers.n; i++) {
		const struct waiver *w = m->waivers.v[i];
		cJSON *o = push_object(list);
		put(a, o, "rule", w->rule);
		if (w->file.n)
			put(a, o, "file", w->file);
		put(a, o, "fingerprint", w->fingerprint);
		put_exception(a, o, w);
		put(a, o, "state", str_of(waiver_state_name[w->state]));
	}
}

/* ---- verdicts ----------------------------------------------------------------- */

static cJSON *put_point(struct arena *a, cJSON *list, const struct checkpoint *c)
{
	static const struct witness nowhere;
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
	cJSON *o = push_object(list);
	put(a, o, "rule", c->rule->id);
	put_place(a, o, &w->place);
	put(a, o, "excerpt", w->excerpt);
	return o;
}

static void put_verdict(struct arena *a, cJSON *list, const struct verdict *v)
{
	cJSON *o = push_object(list);
	put(a, o, "clause", v->clause->id);
	put(a, o, "quote", v->clause->quote);
	put(a, o, "checkable", str_of(checkable_name[v->clause->checkable]));
	put(a, o, "verdict", str_of(verdict_name[v->type]));
	put_number(o, "checked", v->passed + v->failed + v->waived);
	put_number(o, "passed", v->passed);
	put_number(o, "failed", v->failed);
	put_number(o, "waived", v->waived);
	put_number(o, "unknown", v->unknown);
	cJSON *evidence = cJSON_AddArrayToObject(o, "evidence");
	for (size_t i = 0; i < v->evidence.n; i++)
		put_point(a, evidence, &v->evidence.v[i]);
	cJSON *findings = cJSON_AddArrayToObject(o, "findings");
	for (size_t i = 0; i < v->findings.n; i++) {
		const struct checkpoint *c = &v->findings.v[i];
		cJSON *finding = put_point(a, findings, c);
		put(a, finding, "level", str_of(level_name[c->rule->level]));
		put(a, finding, "message", checkpoint_fill(a, c, c->rule->message));
		cJSON_AddBoolToObject(finding, "waived", c->waived != NULL);
	}
	cJSON *missing = cJSON_AddArrayToObject(o, "missing");
	for (size_t i = 0; i < v->missing.n; i++)
		push(a, missing, v->missing.v[i]);
	if (v->why)
		put(a, o, "because", str_of(v->why));
	if (v->clause->question.n)
		put(a, o, "question", v->clause->question);
}

/* ---- rules and files ------------------------------------------------------------ */

/* What to provide, each thing once. */
static void put_missing(struct arena *a, cJSON *rule, const struct result *m,
			const struct rule_info *info)
{
	struct map seen = {0};
	cJSON *list = cJSON_AddArrayToObject(rule, "missing");
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (c->rule != info || c->outcome != OUTCOME_UNKNOWN || !c->missing.n)
			continue;
		size_t *at = map_at(a, &seen, c->missing);
		if (*at == SIZE_MAX)
			push(a, list, c->missing);
		*at = 1;
	}
}

static void put_rule(struct arena *a, cJSON *list, const struct result *m,
		     const struct rule_info *info)
{
	struct tally n = tally_of(m, info);
	cJSON *o = push_object(list);
	put(a, o, "rule", info->id);
	put_number(o, "checked", n.checked);
	put_number(o, "passed", n.passed);
	put_number(o, "failed", n.failed);
	if (n.waived)
		put_number(o, "waived", n.waived);
	put_number(o, "unknown", n.unknown);
	if (n.unknown)
		put_missing(a, o, m, info);
}

static void put_material(struct arena *a, cJSON *list, const struct material *f)
{
	cJSON *o = push_object(list);
	struct str by = str_of(f->why_by);
	put(a, o, "file", f->file);
	put(a, o, "kind", f->kind);
	put(a, o, "kind_name", f->kind_name);
	put(a, o, "why",
	    by.n && f->why.n ? arena_printf(a, "%s: %.*s", by.p, (int)f->why.n, f->why.p) : by);
	cJSON_AddBoolToObject(o, "read", !f->failure.n);
	if (!f->notes.n)
		return;
	cJSON *notes = cJSON_AddArrayToObject(o, "notes");
	for (size_t i = 0; i < f->notes.n; i++) {
		cJSON *note = push_object(notes);
		put(a, note, "note", str_of(f->notes.v[i].id));
		put(a, note, "detail", f->notes.v[i].detail);
	}
}

static void put_files(struct arena *a, cJSON *meeting, const struct result *m)
{
	cJSON *materials = cJSON_AddArrayToObject(meeting, "materials");
	cJSON *unread = cJSON_AddArrayToObject(meeting, "unread");
	cJSON *ignored = cJSON_AddArrayToObject(meeting, "ignored");
	cJSON *unrecognised = cJSON_AddArrayToObject(meeting, "unrecognised");
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (f->ignored) {
			push(a, ignored, f->file);
			continue;
		}
		put_material(a, materials, f);
		if (f->failure.n) {
			cJSON *o = push_object(unread);
			put(a, o, "file", f->file);
			put(a, o, "reason", f->failure);
		} else if (!f->kind.n) {
			push(a, unrecognised, f->file);
		}
	}
}

static cJSON *push_change(struct arena *a, cJSON *list, const struct rule_change *c)
{
	cJSON *o = push_object(list);
	put(a, o, "rule", c->rule->id);
	put(a, o, "by", c->by_meeting ? STR("meeting") : STR("pack"));
	put(a, o, "file", c->place.file);
	put_number(o, "line", c->place.line);
	return o;
}

/* Rules that are switched off, and those with another level than the pack's. */
static void put_changes(struct arena *a, cJSON *meeting, const struct result *m)
{
	cJSON *disabled = cJSON_AddArrayToObject(meeting, "disabled");
	cJSON *levels = NULL;
	for (size_t i = 0; i < m->changes.n; i++) {
		const struct rule_change *c = &m->changes.v[i];
		if (c->off) {
			push_change(a, disabled, c);
			continue;
		}
		if (!levels)
			levels = cJSON_AddArrayToObject(meeting, "levels");
		cJSON *o = push_change(a, levels, c);
		put(a, o, "from", str_of(level_name[c->before]));
		put(a, o, "to", str_of(level_name[c->rule->level]));
	}
}

static void put_meeting(struct arena *a, cJSON *list, const struct result *m, enum level level)
{
	cJSON *o = push_object(list);
	put(a, o, "path", m->path);
	put(a, o, "unit", m->unit);
	put(a, o, "pack", m->pack);
	cJSON *findings = cJSON_AddArrayToObject(o, "findings");
	for (size_t i = 0; i < m->checkpoints.n; i++)
		if (is_finding(&m->checkpoints.v[i], level))
			put_finding(a, findings, &m->checkpoints.v[i]);
	put_waivers(a, o, m, level);
	cJSON *rules = cJSON_AddArrayToObject(o, "rules");
	for (size_t i = 0; i < m->rules.n; i++)
		put_rule(a, rules, m, m->rules.v[i]);
	put_changes(a, o, m);
	put_files(a, o, m);
	cJSON *verdicts = cJSON_AddArrayToObject(o, "verdicts");
	for (size_t i = 0; i < m->verdicts.n; i++)
		put_verdict(a, verdicts, &m->verdicts.v[i]);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	cJSON *root = cJSON_CreateObject();
	put_number(root, "schema", SCHEMA);
	cJSON *tool = cJSON_AddObjectToObject(root, "tool");
	put(a, tool, "name", STR("baguan"));
	put(a, tool, "version", str_of(r->version));
	cJSON_AddNumberToObject(root, "status", r->status);
	cJSON *meetings = cJSON_AddArrayToObject(root, "meetings");
	for (size_t i = 0; i < r->count; i++)
		put_meeting(a, meetings, r->meetings[i], r->level);
	char *text = cJSON_Print(root);
	buf_addz(out, text);
	buf_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(root);
}

const struct renderer report_json = {
    .name = "json",
    .help = "for programs: docs/json.md describes the shape",
    .render = render,
};
