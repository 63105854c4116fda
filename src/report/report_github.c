/* Workflow commands, which GitHub and Gitea show as annotations of the changed files. */
#include "findings.h"

/* PROPERTY: also what separates properties. */
static void escaped(struct buf *out, struct str s, bool property)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", (unsigned)c);
		else
			buf_char(out, c);
	}
}

static const char *command_of(enum level level)
{
	return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : "notice";
}

static void place(struct buf *out, const struct place *p)
{
	buf_addz(out, "file=");
	escaped(out, p->file, true);
	if (p->line)
		buf_printf(out, ",line=%u,endLine=%u", p->line, p->end_line ? p->end_line : p->line);
	if (p->column && p->line == p->end_line) /* columns on several lines are refused */
		buf_printf(out, ",col=%u,endColumn=%u", p->column, p->end_column);
}

static void annotation(struct buf *out, const struct finding *f, enum level level, struct str message, struct str advice)
{
	buf_printf(out, "::%s ", command_of(level));
	place(out, &f->place);
	buf_addz(out, ",title=");
	escaped(out, f->rule->title.n ? f->rule->title : f->rule->id, true);
	buf_addz(out, "::");
	escaped(out, message, false);
	if (advice.n) {
		buf_addz(out, "%0A");
		escaped(out, advice, false);
	}
	buf_addz(out, "%0A(");
	escaped(out, f->rule->id, false);
	buf_addz(out, ")\n");
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct findings found = {0}, waived = {0};
	struct gaps gaps = {0};
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &waived);
	gaps_of(a, r, &gaps);
	for (size_t i = 0; i < found.list.n; i++) {
		const struct finding *f = &found.list.v[i];
		annotation(out, f, f->rule->level, f->message, f->advice);
	}
	for (size_t i = 0; i < gaps.list.n; i++) {
		const struct gap *g = &gaps.list.v[i];
		buf_addz(out, "::error ");
		place(out, &(struct place){.file = g->file, .line = g->line, .end_line = g->line});
		buf_addz(out, "::");
		escaped(out, g->message, false);
		buf_char(out, '\n');
	}
	for (size_t i = 0; i < waived.list.n; i++) {
		const struct finding *f = &waived.list.v[i];
		annotation(out, f, LEVEL_INFO, waived_words(a, f), STR(""));
	}
}

const struct renderer report_github = {
    .name = "github",
    .help = "annotations of GitHub and Gitea workflows",
    .render = render,
};
