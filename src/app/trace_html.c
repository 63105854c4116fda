/* rules trace as a page by itself: no script, nothing from elsewhere. */
#include "trace.h"
#include "text.h"

static const char head[] = "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
			   "<meta name=\"viewport\" content=\"width=device-width\">\n<title>";
static const char style[] =
    "</title>\n<style>\n"
    "body { font: 15px/1.6 sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }\n"
    "table { border-collapse: collapse; width: 100%; }\n"
    "th, td { border: 1px solid #ccc; padding: .3em .6em; text-align: left; vertical-align: top; "
    "}\n"
    "th { background: #f3f3f3; position: sticky; top: 0; }\n"
    "tr.bad td { background: #fdecea; }\n"
    ".bad strong { color: #b3261e; }\n"
    "code { font-size: 90%; }\n"
    "</style>\n</head>\n<body>\n";

static void cell(struct buf *out, const char *tag, struct str s)
{
	buf_printf(out, "<%s>", tag);
	xml_escape(out, s);
	buf_printf(out, "</%s>", tag);
}

static void rule(struct buf *out, const struct rule *r)
{
	buf_addz(out, "<code>");
	xml_escape(out, r->info.id);
	buf_printf(out, "</code> %s, ", level_name[r->info.level]);
	buf_printf(out, _("%zu fail, %zu pass\n"), trace_tests(r, OUTCOME_FAIL),
		   trace_tests(r, OUTCOME_PASS));
	buf_addz(out, "<br>");
}

static void problem(struct buf *out, const char *msgid)
{
	if (msgid)
		cell(out, "strong", str_of(_(msgid)));
}

static void row(struct arena *a, const struct trace_row *r, struct buf *out)
{
	const struct clause *c = r->clause;
	buf_printf(out, "<tr id=\"");
	xml_escape(out, c->id);
	buf_printf(out, "\"%s>", r->gap || r->suspect ? " class=\"bad\"" : "");
	cell(out, "td", c->id);
	cell(out, "td", arena_printf(a, "%u", r->place.line ? r->place.line : c->line));
	cell(out, "td", c->quote);
	cell(out, "td", str_of(checkable_name[c->checkable]));
	cell(out, "td", str_of(weight_name[c->weight]));
	buf_addz(out, "<td>");
	for (size_t i = 0; i < r->rules.n; i++)
		rule(out, r->rules.v[i]);
	if (r->cover == COVER_HUMAN)
		cell(out, "em", c->question);
	if (r->cover == COVER_NOTE)
		cell(out, "em", c->cover);
	problem(out, r->gap);
	problem(out, r->suspect);
	xml_escape(out, trace_place_words(a, r));
	buf_addz(out, "</td></tr>\n");
}

static void columns(struct buf *out)
{
	const char *const names[] = {_("clause"),    _("line"),   _("what the plan says"),
				     _("checkable"), _("weight"), _("rules and tests")};
	buf_addz(out, "<table>\n<thead><tr>");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cell(out, "th", str_of(names[i]));
	buf_addz(out, "</tr></thead>\n<tbody>\n");
}

static void orphans(const struct trace_table *t, struct buf *out)
{
	if (!t->orphans.n)
		return;
	cell(out, "h2", str_of(_("Rules that rest on no clause")));
	buf_addz(out, "\n<ul>\n");
	for (size_t i = 0; i < t->orphans.n; i++) {
		buf_printf(out, "<li%s>", t->orphans.v[i].why ? " class=\"bad\"" : "");
		rule(out, t->orphans.v[i].rule);
		problem(out, t->orphans.v[i].why);
		buf_addz(out, "</li>\n");
	}
	buf_addz(out, "</ul>\n");
}

void trace_html(const struct trace_table *t, unsigned width, struct buf *out)
{
	struct arena a = {0};
	const struct trace_count *n = &t->count;
	(void)width;
	buf_addz(out, head);
	xml_escape(out, t->set->title);
	buf_addz(out, style);
	cell(out, "h1", t->set->title);
	buf_addz(out, "\n<p>");
	buf_printf(
	    out,
	    _("\n%zu of %zu clauses accounted for: by rules %zu, by a person %zu, by a note %zu\n"),
	    t->rows.n - n->covers[COVER_NONE], t->rows.n, n->covers[COVER_RULES],
	    n->covers[COVER_HUMAN], n->covers[COVER_NOTE]);
	buf_addz(out, "<br>");
	buf_printf(out, _("uncovered %zu, suspect %zu, orphaned rules %zu\n"),
		   n->covers[COVER_NONE], n->suspects, n->orphans);
	buf_addz(out, "</p>\n");
	columns(out);
	for (size_t i = 0; i < t->rows.n; i++)
		row(&a, &t->rows.v[i], out);
	buf_addz(out, "</tbody>\n</table>\n");
	orphans(t, out);
	buf_addz(out, "</body>\n</html>\n");
	arena_free(&a);
}
