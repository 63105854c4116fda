/* The library's report handle: checking, rendering, findings one by one. */
#include "cache.h"

static struct bg_finding finding_of(struct arena *a, const struct result *m,
				    const struct checkpoint *c)
{
	static const struct witness nowhere;
	const struct witness *w = c->witnesses.n ? &c->witnesses.v[0] : &nowhere;
	return (struct bg_finding){
	    .meeting = arena_z(a, m->path),
	    .rule = arena_z(a, c->rule->id),
	    .level = level_name[c->rule->level],
	    .message = arena_z(a, checkpoint_fill(a, c, c->rule->message)),
	    .advice = arena_z(a, checkpoint_fill(a, c, c->rule->advice)),
	    .file = arena_z(a, w->place.file),
	    .excerpt = arena_z(a, w->excerpt),
	    .line = w->place.line,
	    .column = w->place.column,
	    .end_line = w->place.end_line,
	    .end_column = w->place.end_column,
	};
}

/* Once, here: asking for a finding gives what is there, however often. */
static void collect(bg_report *r)
{
	for (size_t m = 0; m < r->meetings.n; m++) {
		const struct result *res = r->meetings.v[m];
		for (size_t i = 0; i < res->checkpoints.n; i++)
			if (is_finding(&res->checkpoints.v[i], r->report.level))
				*list_add(&r->arena, &r->findings) =
				    finding_of(&r->arena, res, &res->checkpoints.v[i]);
	}
}

bg_report *bg_check(bg_session *s, const char *const *paths, size_t count)
{
	bg_report *r = mem_grow(NULL, sizeof *r);
	*r = (bg_report){0};
	r->complaints.arena = &r->arena;
	struct meetings found = {0};
	meetings_find(&r->arena, paths, count, &found, &r->complaints);
	if (!meetings_exceptions(s, &r->arena, &found, &r->complaints))
		found.list.n = 0;
	r->report = (struct report){.version = BG_VERSION, .level = s->level, .width = 80};
	r->report.since = s->since;
	for (size_t i = 0; i < found.list.n; i++) {
		struct result *res = meeting_check(s, &found.list.v[i], &r->complaints);
		if (res && s->since.n && !since_apply(s, res, &r->complaints)) {
			result_free(res);
			res = NULL;
		}
		if (!res)
			continue;
		*list_add(&r->arena, &r->meetings) = res;
	}
	exceptions_shared(r->meetings.v, r->meetings.n);
	for (size_t i = 0; i < r->meetings.n; i++) {
		const struct result *res = r->meetings.v[i];
		int status = result_status(res, s->fail_level_set ? s->fail_level : s->level);
		if (status > r->report.status)
			r->report.status = status;
	}
	cache_trim(s);
	if (r->complaints.list.n)
		r->report.status = BG_UNSURE;
	r->report.meetings = r->meetings.v;
	r->report.count = r->meetings.n;
	r->report.complaints = &r->complaints;
	complaints_print(&r->complaints, &r->errors, false);
	buf_char(&r->errors, '\0');
	collect(r);
	return r;
}

void bg_report_free(bg_report *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->meetings.n; i++)
		result_free(r->meetings.v[i]);
	buf_free(&r->errors);
	buf_free(&r->rendered);
	arena_free(&r->arena);
	mem_free(r);
}

enum bg_status bg_report_status(const bg_report *r)
{
	return (enum bg_status)r->report.status;
}

const char *bg_report_errors(const bg_report *r)
{
	return r->errors.p;
}

const char *bg_report_render(bg_report *r, const char *format, size_t *size)
{
	const struct renderer *renderer = renderer_find(str_of(format));
	struct arena scratch = {0};
	if (!renderer)
		return NULL;
	r->rendered.n = 0;
	renderer->render(&scratch, &r->report, &r->rendered);
	arena_free(&scratch);
	*size = r->rendered.n;
	buf_char(&r->rendered, '\0');
	return r->rendered.p;
}

size_t bg_report_count(const bg_report *r)
{
	return r->findings.n;
}

int bg_report_finding(const bg_report *r, size_t i, struct bg_finding *out)
{
	if (i >= r->findings.n)
		return -1;
	*out = r->findings.v[i];
	return 0;
}
