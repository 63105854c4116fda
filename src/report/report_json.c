/*
 * The report as JSON for programs.  docs/json.md documents the shape; change JSON_SCHEMA there
 * and in findings.h when it changes.  Nothing in it depends on the locale.
 */
#include "findings.h"
#include "layout.h"
#include "chart.h"
#include "matrix.h"

#include <cjson/cJSON.h>

/* ---- findings ----------------------------------------------------------------- */

static void put_place(struct arena *a, cJSON *o, const struct place *p)
{
	json_put(a, o, "file", p->file);
	json_number(o, "line", p->line);
	json_number(o, "column", p->column);
	json_number(o, "end_line", p->end_line);
	json_number(o, "end_column", p->end_column);
	if (p->cell.n)
		json_put(a, o, "cell", p->cell);
}

static void put_subject(struct arena *a, cJSON *finding, const struct checkpoint *c)
{
	cJSON *o = cJSON_AddObjectToObject(finding, "subject");
	for (size_t i = 0; i < c->subject.n; i++) {
		const char *key = text_scrub(a, c->subject.v[i].key).p;
		if (!cJSON_HasObjectItem(o, key)) /* checkpoint_fill takes the first one too */
			json_put(a, o, key, c->subject.v[i].value);
	}
}

static void put_places(struct arena *a, cJSON *finding, const struct checkpoint *c)
{
	cJSON *list = cJSON_AddArrayToObject(finding, "places");
	for (size_t i = 1; i < c->witnesses.n; i++) {
		cJSON *o = json_push_object(list);
		json_put(a, o, "name", c->witnesses.v[i].name);
		put_place(a, o, &c->witnesses.v[i].place);
		json_put(a, o, "excerpt", c->witnesses.v[i].excerpt);
	}
}

static void put_terms(struct arena *a, cJSON *o, const struct exception *e)
{
	json_put(a, o, "reason", e->reason);
	json_put(a, o, "owner", e->owner);
	if (e->expires != DAY_NONE)
		json_put(a, o, "expires", day_iso(a, e->expires));
}

void json_fill_finding(struct arena *a, json *o, const struct checkpoint *c)
{
	static const struct witness nowhere;
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
	json_put(a, o, "rule", c->rule->id);
	json_put(a, o, "level", str_of(level_name[c->rule->level]));
	cJSON *clauses = cJSON_AddArrayToObject(o, "clauses");
	for (size_t i = 0; i < c->rule->clause_count; i++)
		json_push(a, clauses, c->rule->clauses[i]->id);
	put_place(a, o, &w->place);
	json_put(a, o, "message", checkpoint_fill(a, c, c->rule->message));
	json_put(a, o, "advice", checkpoint_fill(a, c, c->rule->advice));
	json_put(a, o, "excerpt", w->excerpt);
	json_put(a, o, "fingerprint", checkpoint_fingerprint(a, c));
	put_subject(a, o, c);
	put_places(a, o, c);
	if (!c->waived)
		return;
	cJSON *exception = cJSON_AddObjectToObject(o, "exception");
	json_put(a, exception, "source", str_of(exception_source_name[c->waived->source]));
	put_terms(a, exception, c->waived);
	put_place(a, exception, &c->waived->place);
}

static json *put_finding(struct arena *a, json *list, const struct checkpoint *c)
{
	json *o = json_push_object(list);
	json_fill_finding(a, o, c);
	return o;
}

/* ---- exceptions ----------------------------------------------------------------- */

/* What it waives, as it would be told without the exception. */
static void put_suppressed(struct arena *a, cJSON *list, const struct checkpoint *c)
{
	cJSON *o = json_push_object(list);
	static const struct witness nowhere;
	json_put(a, o, "level", str_of(level_name[c->rule->level]));
	json_put(a, o, "message", checkpoint_fill(a, c, c->rule->message));
	put_place(a, o, c->witnesses.n ? &c->witnesses.v[0].place : &nowhere.place);
	json_put(a, o, "fingerprint", checkpoint_fingerprint(a, c));
}

void json_waived(struct arena *a, const struct result *m, struct findings *out)
{
	struct result *const meetings[] = {(struct result *)(uintptr_t)m};
	const struct report all = {.meetings = meetings, .count = 1, .level = LEVEL_INFO};
	findings_of(a, &all, true, out);
}

void json_fill_exception(struct arena *a, json *o, const struct findings *waived,
			 const struct exception *e)
{
	size_t at = 0;
	json_put(a, o, "source", str_of(exception_source_name[e->source]));
	json_put(a, o, "rule", e->rule);
	json_put(a, o, "applies_to", e->scope.file.n ? e->scope.file : e->file);
	if (e->subject.n) {
		cJSON *subject = cJSON_AddObjectToObject(o, "subject");
		for (size_t i = 0; i < e->subject.n; i++)
			json_put(a, subject, text_scrub(a, e->subject.v[i].key).p,
				 e->subject.v[i].value);
	}
	if (e->fingerprint.n)
		json_put(a, o, "fingerprint", e->fingerprint);
	put_terms(a, o, e);
	json_put(a, o, "state", str_of(exception_state_name[e->state]));
	put_place(a, o, &e->place);
	cJSON *list = cJSON_AddArrayToObject(o, "suppressed");
	for (const struct finding *f; (f = waived_by(waived, e, &at));)
		put_suppressed(a, list, f->checkpoint);
}

/* Findings with an exception, and all exceptions with what became of them. */
static void put_exceptions(struct arena *a, cJSON *meeting, const struct result *m, enum level level)
{
	struct findings all = {0};
	cJSON *waived = cJSON_AddArrayToObject(meeting, "waived");
	json_waived(a, m, &all);
	for (size_t i = 0; i < m->checkpoints.n; i++)
		if (is_waived(&m->checkpoints.v[i], level))
			put_finding(a, waived, &m->checkpoints.v[i]);
	if (m->dated && m->today != DAY_NONE)
		json_put(a, meeting, "today", day_iso(a, m->today));
	cJSON *list = cJSON_AddArrayToObject(meeting, "exceptions");
	for (size_t i = 0; i < m->exceptions.n; i++)
		json_fill_exception(a, json_push_object(list), &all, m->exceptions.v[i]);
}

/* ---- verdicts ----------------------------------------------------------------- */

static cJSON *put_point(struct arena *a, cJSON *list, const struct checkpoint *c)
{
	static const struct witness nowhere;
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
	cJSON *o = json_push_object(list);
	json_put(a, o, "rule", c->rule->id);
	put_place(a, o, &w->place);
	json_put(a, o, "excerpt", w->excerpt);
	return o;
}

static void put_verdict(struct arena *a, cJSON *list, const struct verdict *v)
{
	cJSON *o = json_push_object(list);
	json_put(a, o, "clause", v->clause->id);
	json_put(a, o, "quote", v->clause->quote);
	json_put(a, o, "checkable", str_of(checkable_name[v->clause->checkable]));
	json_put(a, o, "verdict", str_of(verdict_name[v->type]));
	json_number(o, "checked", v->passed + v->failed + v->waived);
	json_number(o, "passed", v->passed);
	json_number(o, "failed", v->failed);
	json_number(o, "waived", v->waived);
	json_number(o, "unknown", v->unknown);
	cJSON *evidence = cJSON_AddArrayToObject(o, "evidence");
	for (size_t i = 0; i < v->evidence.n; i++)
		put_point(a, evidence, &v->evidence.v[i]);
	cJSON *findings = cJSON_AddArrayToObject(o, "findings");
	for (size_t i = 0; i < v->findings.n; i++) {
		const struct checkpoint *c = &v->findings.v[i];
		cJSON *finding = put_point(a, findings, c);
		json_put(a, finding, "level", str_of(level_name[c->rule->level]));
		json_put(a, finding, "message", checkpoint_fill(a, c, c->rule->message));
		cJSON_AddBoolToObject(finding, "waived", c->waived != NULL);
	}
	cJSON *missing = cJSON_AddArrayToObject(o, "missing");
	for (size_t i = 0; i < v->missing.n; i++)
		json_push(a, missing, v->missing.v[i]);
	if (v->why)
		json_put(a, o, "because", str_of(v->why));
	if (v->clause->question.n)
		json_put(a, o, "question", v->clause->question);
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
			json_push(a, list, c->missing);
		*at = 1;
	}
}

static void put_rule(struct arena *a, cJSON *list, const struct result *m,
		     const struct rule_info *info)
{
	struct tally n = tally_of(m, info);
	cJSON *o = json_push_object(list);
	json_put(a, o, "rule", info->id);
	json_number(o, "checked", n.checked);
	json_number(o, "passed", n.passed);
	json_number(o, "failed", n.failed);
	if (n.waived)
		json_number(o, "waived", n.waived);
	json_number(o, "unknown", n.unknown);
	if (n.unknown)
		put_missing(a, o, m, info);
}

static void put_material(struct arena *a, cJSON *list, const struct material *f)
{
	cJSON *o = json_push_object(list);
	struct str by = str_of(f->why_by);
	json_put(a, o, "file", f->file);
	if (f->volume.n)
		json_put(a, o, "volume", f->volume);
	json_put(a, o, "kind", f->kind);
	json_put(a, o, "kind_name", f->kind_name);
	json_put(a, o, "why",
	    by.n && f->why.n ? arena_printf(a, "%s: %.*s", by.p, (int)f->why.n, f->why.p) : by);
	cJSON_AddBoolToObject(o, "read", !f->failure.n);
	if (!f->notes.n)
		return;
	cJSON *notes = cJSON_AddArrayToObject(o, "notes");
	for (size_t i = 0; i < f->notes.n; i++) {
		cJSON *note = json_push_object(notes);
		json_put(a, note, "note", str_of(f->notes.v[i].id));
		json_put(a, note, "detail", f->notes.v[i].detail);
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
			json_push(a, ignored, f->file);
			continue;
		}
		put_material(a, materials, f);
		if (f->failure.n) {
			cJSON *o = json_push_object(unread);
			json_put(a, o, "file", f->file);
			json_put(a, o, "reason", f->failure);
		} else if (!f->kind.n) {
			json_push(a, unrecognised, f->file);
		}
	}
}

static cJSON *push_change(struct arena *a, cJSON *list, const struct rule_change *c)
{
	cJSON *o = json_push_object(list);
	json_put(a, o, "rule", c->rule->id);
	json_put(a, o, "by", c->by_meeting ? STR("meeting") : STR("pack"));
	json_put(a, o, "file", c->place.file);
	json_number(o, "line", c->place.line);
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
		json_put(a, o, "from", str_of(level_name[c->before]));
		json_put(a, o, "to", str_of(level_name[c->rule->level]));
	}
}

static void put_matrix(struct arena *a, json *list, const struct matrix *x)
{
	json *o = json_push_object(list);
	json_put(a, o, "rule", x->rule->id);
	json *rows = cJSON_AddArrayToObject(o, "rows"), *columns = cJSON_AddArrayToObject(o, "columns"),
	     *cells = cJSON_AddArrayToObject(o, "cells");
	for (size_t k = 0; k < x->column_count; k++)
		json_push(a, columns, x->columns[k]);
	for (size_t i = 0; i < x->row_count; i++) {
		json *row = cJSON_CreateArray();
		json_push(a, rows, x->rows[i]);
		cJSON_AddItemToArray(cells, row);
		for (size_t k = 0; k < x->column_count; k++) {
			const struct matrix_cell *c = &x->cells[i * x->column_count + k];
			json *cell = json_push_object(row);
			json_put(a, cell, "state", str_of(cell_state_name[c->state]));
			if (c->value.n)
				json_put(a, cell, "value", c->value);
		}
	}
}

static void put_matrices(struct arena *a, json *meeting, const struct result *m)
{
	struct matrices all = {0};
	json *list = cJSON_AddArrayToObject(meeting, "matrices");
	matrices_of(a, m, &all);
	for (size_t i = 0; i < all.list.n; i++)
		put_matrix(a, list, &all.list.v[i]);
}

static void put_days(struct arena *a, json *meeting, const struct result *m)
{
	struct chart_days days;
	json *list = cJSON_AddArrayToObject(meeting, "timeline");
	chart_days_of(a, m, &days);
	for (size_t i = 0; i < days.list.n; i++) {
		const struct chart_day *d = &days.list.v[i];
		json *o = json_push_object(list);
		json_put(a, o, "rule", d->rule->id);
		json_put(a, o, "day", day_iso(a, d->day));
		json_put(a, o, "limit", day_iso(a, d->limit));
		cJSON_AddBoolToObject(o, "in_time", !d->failed);
		json_number(o, "count", d->at.n);
	}
}

static void put_outcomes(struct arena *a, json *meeting, const struct result *m)
{
	struct chart_kinds kinds;
	json *list = cJSON_AddArrayToObject(meeting, "outcomes");
	chart_kinds_of(a, m, LEVEL_INFO, &kinds);
	for (size_t i = 0; i < kinds.files.n; i++) {
		const struct chart_file *f = &kinds.files.v[i];
		json *o = json_push_object(list);
		json_put(a, o, "file", f->file);
		json_put(a, o, "kind_name", kinds.kinds.v[f->kind].name);
		for (int t = 0; t < CHART_STATES; t++)
			json_number(o, chart_state_name[t], f->n[t]);
	}
}

static void put_meeting(struct arena *a, cJSON *list, const struct result *m, const struct report *r)
{
	enum level level = r->level;
	cJSON *o = json_push_object(list);
	json_put(a, o, "path", m->path);
	json_put(a, o, "unit", m->unit);
	json_put(a, o, "pack", m->pack);
	json_put(a, o, "pack_title", m->pack_title);
	cJSON *findings = cJSON_AddArrayToObject(o, "findings");
	for (size_t i = 0; i < m->checkpoints.n; i++)
		if (is_finding(&m->checkpoints.v[i], level))
			put_finding(a, findings, &m->checkpoints.v[i]);
	if (r->since.n)
		json_number(o, "unchanged", count_aside(m, level));
	put_exceptions(a, o, m, level);
	cJSON *rules = cJSON_AddArrayToObject(o, "rules");
	for (size_t i = 0; i < m->rules.n; i++)
		put_rule(a, rules, m, m->rules.v[i]);
	put_changes(a, o, m);
	put_files(a, o, m);
	put_matrices(a, o, m);
	put_days(a, o, m);
	put_outcomes(a, o, m);
	cJSON *verdicts = cJSON_AddArrayToObject(o, "verdicts");
	for (size_t i = 0; i < m->verdicts.n; i++)
		put_verdict(a, verdicts, &m->verdicts.v[i]);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	cJSON *root = cJSON_CreateObject();
	json_number(root, "schema", JSON_SCHEMA);
	cJSON *tool = cJSON_AddObjectToObject(root, "tool");
	json_put(a, tool, "name", STR("baguan"));
	json_put(a, tool, "version", str_of(r->version));
	cJSON_AddNumberToObject(root, "status", r->status);
	if (r->since.n)
		json_put(a, root, "since", r->since);
	cJSON *meetings = cJSON_AddArrayToObject(root, "meetings");
	for (size_t i = 0; i < r->count; i++)
		put_meeting(a, meetings, r->meetings[i], r);
	json_write(out, root, true);
}

const struct renderer report_json = {
    .name = "json",
    .help = "for programs: docs/json.md describes the shape",
    .render = render,
};
