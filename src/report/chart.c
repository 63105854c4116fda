/* What is drawn, or told in tables, of a meeting as a whole. */
#include "chart.h"

/* ---- days ---------------------------------------------------------------------------- */

static bool subject_day(const struct checkpoint *c, struct str key, int32_t *day)
{
	struct date d;
	if (!date_find(checkpoint_value(c, key), 0, DAY_NONE, &d))
		return false;
	*day = d.last;
	return true;
}


static bool on_timeline(const struct checkpoint *c, int32_t *day, int32_t *limit)
{
	return c->rule->timeline_day.n && c->outcome != OUTCOME_UNKNOWN &&
	       subject_day(c, c->rule->timeline_day, day) && subject_day(c, c->rule->timeline_limit, limit);
}

static void widen(struct chart_days *s, int32_t day)
{
	if (s->first == DAY_NONE || day < s->first)
		s->first = day;
	if (s->last == DAY_NONE || day > s->last)
		s->last = day;
}

static void add_day(struct arena *a, struct chart_days *out, const struct checkpoint *c, int32_t day, int32_t limit)
{
	bool failed = c->outcome == OUTCOME_FAIL;
	struct chart_day *d = NULL;
	for (size_t i = out->list.n; !d && i-- && out->list.v[i].rule == c->rule;)
		if (out->list.v[i].day == day && out->list.v[i].limit == limit && out->list.v[i].failed == failed)
			d = &out->list.v[i];
	if (!d) {
		out->rules += !out->list.n || out->list.v[out->list.n - 1].rule != c->rule;
		d = list_add(a, &out->list);
		*d = (struct chart_day){.rule = c->rule, .day = day, .limit = limit, .failed = failed};
	}
	*list_add(a, &d->at) = c;
	widen(out, day);
	widen(out, limit);
}

void chart_days_of(struct arena *a, const struct result *m, struct chart_days *out)
{
	int32_t day, limit;
	*out = (struct chart_days){.first = DAY_NONE, .last = DAY_NONE};
	for (size_t i = 0; i < m->rules.n; i++) {
		if (!m->rules.v[i]->timeline_day.n)
			continue;
		for (size_t k = 0; k < m->checkpoints.n; k++) {
			const struct checkpoint *c = &m->checkpoints.v[k];
			if (c->rule == m->rules.v[i] && on_timeline(c, &day, &limit))
				add_day(a, out, c, day, limit);
		}
	}
}

/* ---- outcomes by kind of material ------------------------------------------------------- */

const char *const chart_state_name[] = {
    [CHART_PASSED] = "passed", [CHART_FAILED] = "failed", [CHART_WAIVED] = "waived", [CHART_UNKNOWN] = "unknown"};
const char *const chart_sign[] = {
    [CHART_PASSED] = "✓", [CHART_FAILED] = "✗", [CHART_WAIVED] = "○", [CHART_UNKNOWN] = "?"};

static enum chart_state state_of(const struct checkpoint *c)
{
	return c->outcome == OUTCOME_UNKNOWN ? CHART_UNKNOWN
	       : c->outcome == OUTCOME_PASS  ? CHART_PASSED
	       : c->waived		     ? CHART_WAIVED
					     : CHART_FAILED;
}

/* The files of a known kind, by name. */
static void list_files(struct arena *a, const struct result *m, struct map *file, struct chart_kinds *out)
{
	struct map kind = {0};
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (f->ignored || !f->kind_name.n || map_get(file, f->file) != SIZE_MAX)
			continue;
		size_t *at = map_at(a, &kind, f->kind_name);
		if (*at == SIZE_MAX) {
			*at = out->kinds.n;
			list_add(a, &out->kinds)->name = f->kind_name;
		}
		size_t k = *at;
		*map_at(a, file, f->file) = out->files.n;
		*list_add(a, &out->files) = (struct chart_file){.file = f->file, .kind = k};
	}
}

void chart_kinds_of(struct arena *a, const struct result *m, enum level level, struct chart_kinds *out)
{
	struct map file = {0};
	*out = (struct chart_kinds){.most = 1};
	list_files(a, m, &file, out);
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		size_t at = c->witnesses.n ? map_get(&file, c->witnesses.v[0].place.file) : SIZE_MAX;
		if (at == SIZE_MAX)
			continue;
		struct chart_file *f = &out->files.v[at];
		f->n[state_of(c)]++;
		out->kinds.v[f->kind].n[state_of(c)]++;
		if (!f->finding && is_finding(c, level))
			f->finding = c;
	}
	for (size_t i = 0; i < out->kinds.n; i++) {
		size_t all = 0;
		for (int t = 0; t < CHART_STATES; t++)
			all += out->kinds.v[i].n[t];
		out->most = all > out->most ? all : out->most;
	}
}
