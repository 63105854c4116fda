/* Complaints as people read them: place and message, the line, a caret, a suggestion. */
#include "app.h"
#include "text.h"

static void paint(struct buf *out, bool color, const char *code, const char *text)
{
	if (color)
		buf_printf(out, "\033[%sm%s\033[0m", code, text);
	else
		buf_addz(out, text);
}

static void caret(struct buf *out, const struct complaint *c, bool color)
{
	struct str before = c->line;
	size_t at = 0;
	for (uint32_t i = 1; i < c->mark.column && at < before.n; i++)
		utf8_next(before, &at);
	size_t from = at;
	uint32_t last = c->mark.end_line == c->mark.line ? c->mark.end_column : c->mark.column + 1;
	for (uint32_t i = c->mark.column; i < last && at < before.n; i++)
		utf8_next(before, &at);
	size_t width = utf8_width(str_trim(str_cut(before, from, at)));
	buf_addz(out, "  ");
	for (size_t i = 0; i < from;) {
		size_t start = i;
		uint32_t ch = utf8_next(before, &i);
		size_t columns = ch == '\t' ? 0 : utf8_width(str_cut(before, start, i));
		if (ch == '\t')
			buf_char(out, '\t');
		for (size_t k = 0; k < columns; k++)
			buf_char(out, ' ');
	}
	struct buf marks = {0};
	for (size_t k = 0; k < (width ? width : 1); k++)
		buf_char(&marks, '^');
	buf_char(&marks, '\0');
	paint(out, color, "32", marks.p);
	buf_free(&marks);
	buf_char(out, '\n');
}

void complaints_print(const struct complaints *c, struct buf *out, bool color)
{
	for (size_t i = 0; i < c->list.n; i++) {
		const struct complaint *e = &c->list.v[i];
		struct arena scratch = {0};
		/* Neither an option nor a file as a whole has a line. */
		bool whole = !e->line.n && e->mark.line == 1 && e->mark.column == 1;
		struct str where = whole || str_starts(e->file, STR("--"))
				       ? e->file
				       : arena_printf(&scratch, _("%.*s:%u:%u"), (int)e->file.n,
						      e->file.p, e->mark.line, e->mark.column);
		paint(out, color, "1", where.p);
		buf_addz(out, ": ");
		paint(out, color, "1;31", _("error"));
		buf_printf(out, ": %.*s\n", (int)e->message.n, e->message.p);
		if (e->line.n) {
			buf_printf(out, "  %.*s\n", (int)e->line.n, e->line.p);
			caret(out, e, color);
		}
		if (e->hint.n) {
			buf_addz(out, "  ");
			buf_printf(out, _("did you mean “%s”?"), arena_z(&scratch, e->hint));
			buf_char(out, '\n');
		}
		arena_free(&scratch);
	}
}
