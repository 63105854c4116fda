/* GitLab's code quality report: what a merge request shows beside the changed files. */
#include "findings.h"

#include <cjson/cJSON.h>

static const char *severity_of(enum level level)
{
	return level == LEVEL_ERROR ? "major" : level == LEVEL_WARNING ? "minor" : "info";
}

/* Two equal findings in one file must differ, in the same way each run. */
static struct str unique(struct arena *a, struct map *seen, struct str fingerprint, struct str file)
{
	struct str key = arena_printf(a, "%.*s %.*s", (int)fingerprint.n, fingerprint.p, (int)file.n,
				      file.p);
	size_t *n = map_at(a, seen, key);
	*n = *n == SIZE_MAX ? 1 : *n + 1;
	return arena_printf(a, "%.*s-%016llx-%zu", (int)fingerprint.n, fingerprint.p,
			    (unsigned long long)hash_add(HASH_START, file), *n);
}

static void issue(struct arena *a, json *list, struct map *seen, struct str rule,
		  const char *severity, struct str message, struct str fingerprint,
		  struct str file, uint32_t line)
{
	json *o = json_push_object(list);
	json_put(a, o, "description", message);
	json_put(a, o, "check_name", rule);
	json_put(a, o, "fingerprint", unique(a, seen, fingerprint, file));
	json_put(a, o, "severity", str_of(severity));
	json *location = cJSON_AddObjectToObject(o, "location");
	json_put(a, location, "path", file);
	json *lines = cJSON_AddObjectToObject(location, "lines");
	json_number(lines, "begin", line ? line : 1);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct findings found = {0}, waived = {0};
	struct gaps gaps = {0};
	struct map seen = {0};
	json *root = cJSON_CreateArray();
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &waived);
	gaps_of(a, r, &gaps);
	for (size_t i = 0; i < found.list.n; i++) {
		const struct finding *f = &found.list.v[i];
		issue(a, root, &seen, f->rule->id, severity_of(f->rule->level), f->message,
		      f->fingerprint, f->place.file, f->place.line);
	}
	for (size_t i = 0; i < gaps.list.n; i++) {
		const struct gap *g = &gaps.list.v[i];
		struct str rule = g->rule ? g->rule->id : STR("unchecked");
		issue(a, root, &seen, rule, "critical", g->message,
		      arena_printf(a, "%016llx", (unsigned long long)hash_add(HASH_START, g->message)), g->file,
		      g->line);
	}
	for (size_t i = 0; i < waived.list.n; i++) {
		const struct finding *f = &waived.list.v[i];
		issue(a, root, &seen, f->rule->id, severity_of(LEVEL_INFO), waived_words(a, f), f->fingerprint, f->place.file,
		      f->place.line);
	}
	json_write(out, root, true);
}

const struct renderer report_gitlab = {
    .name = "gitlab",
    .help = "GitLab's code quality report",
    .render = render,
};
