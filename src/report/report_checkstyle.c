/* Checkstyle's XML, which many CI servers and review bots read: findings by file. */
#include "findings.h"

static void error(struct arena *a, struct buf *out, const struct place *p, const char *severity,
		  struct str message, struct str rule)
{
	buf_printf(out, "    <error line=\"%u\"", p->line ? p->line : 1);
	if (p->column)
		buf_printf(out, " column=\"%u\"", p->column);
	xml_put(a, out, "severity", str_of(severity));
	xml_put(a, out, "message", message);
	xml_put(a, out, "source", arena_printf(a, "baguan.%.*s", (int)rule.n, rule.p));
	buf_addz(out, "/>\n");
}

/* Of one file after the other, each file once. */
struct files {
	struct map index;
	LIST(struct file_errors {
		struct str file;
		struct buf errors;
	}) list;
};

static struct buf *errors_of(struct arena *a, struct files *files, struct str file)
{
	size_t *at = map_at(a, &files->index, file);
	if (*at == SIZE_MAX) {
		*at = files->list.n;
		list_add(a, &files->list)->file = file;
	}
	return &files->list.v[*at].errors;
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct files files = {0};
	struct findings found = {0}, waived = {0};
	struct gaps gaps = {0};
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &waived);
	gaps_of(a, r, &gaps);
	for (size_t i = 0; i < found.list.n; i++) {
		const struct finding *f = &found.list.v[i];
		error(a, errors_of(a, &files, f->place.file), &f->place, level_name[f->rule->level],
		      f->message, f->rule->id);
	}
	for (size_t i = 0; i < gaps.list.n; i++) {
		const struct gap *g = &gaps.list.v[i];
		error(a, errors_of(a, &files, g->file), &(struct place){.line = g->line}, "error",
		      g->message, g->rule ? g->rule->id : STR("unchecked"));
	}
	for (size_t i = 0; i < waived.list.n; i++) {
		const struct finding *f = &waived.list.v[i];
		error(a, errors_of(a, &files, f->place.file), &f->place, level_name[LEVEL_INFO], waived_words(a, f), f->rule->id);
	}
	buf_addz(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n");
	for (size_t i = 0; i < files.list.n; i++) {
		buf_addz(out, "  <file");
		xml_put(a, out, "name", files.list.v[i].file);
		buf_addz(out, ">\n");
		buf_add(out, buf_str(&files.list.v[i].errors));
		buf_addz(out, "  </file>\n");
		buf_free(&files.list.v[i].errors);
	}
	buf_addz(out, "</checkstyle>\n");
}

const struct renderer report_checkstyle = {
    .name = "checkstyle",
    .help = "Checkstyle's XML, for CI servers and review bots",
    .render = render,
};
