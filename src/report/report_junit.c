/*
 * JUnit's XML: a suite for each meeting, a test for each rule.  A rule that found something fails;
 * one that could not look, or a file that could not be read, is an error; one that met nothing is
 * skipped, and so is each finding that an exception waives.
 */
#include "findings.h"
#include "text.h"

struct suite {
	struct buf cases;
	size_t tests, failures, errors, skipped;
};

static void begin_case(struct arena *a, struct suite *s, struct str class, struct str name)
{
	s->tests++;
	buf_addz(&s->cases, "    <testcase");
	xml_put(a, &s->cases, "name", name);
	xml_put(a, &s->cases, "classname", class);
	buf_addz(&s->cases, " time=\"0\">\n");
}

static void end_case(struct suite *s)
{
	buf_addz(&s->cases, "    </testcase>\n");
}

static void element(struct arena *a, struct suite *s, const char *tag, struct str message,
		    const char *type, struct str text)
{
	buf_printf(&s->cases, "      <%s", tag);
	xml_put(a, &s->cases, "message", message);
	xml_put(a, &s->cases, "type", str_of(type));
	buf_char(&s->cases, '>');
	xml_text(a, &s->cases, text);
	buf_printf(&s->cases, "</%s>\n", tag);
}

/* All findings of a rule in one failure: most readers show one. */
static void failure(struct arena *a, struct suite *s, const struct rule_info *rule,
		    const struct findings *found, const struct result *m)
{
	struct buf text = {0};
	struct str first = {0};
	size_t n = 0;
	for (size_t i = 0; i < found->list.n; i++) {
		const struct finding *f = &found->list.v[i];
		if (f->meeting != m || f->rule != rule)
			continue;
		if (!n++)
			first = f->message;
		buf_printf(&text, "%.*s:%u:%u: %.*s\n", (int)f->place.file.n, f->place.file.p,
			   f->place.line, f->place.column, (int)f->message.n, f->message.p);
		if (f->advice.n)
			buf_printf(&text, "  %.*s\n", (int)f->advice.n, f->advice.p);
	}
	clause_lines(&text, rule);
	if (n) {
		s->failures++;
		element(a, s, "failure",
			n > 1 ? arena_printf(a, _("%.*s (and %zu more)"), (int)first.n, first.p, n - 1)
			      : first,
			level_name[rule->level], buf_str(&text));
	}
	buf_free(&text);
}

static void gaps_in(struct arena *a, struct suite *s, const struct rule_info *rule,
		    const struct gaps *gaps, const struct result *m)
{
	struct buf text = {0};
	for (size_t i = 0; i < gaps->list.n; i++) {
		const struct gap *g = &gaps->list.v[i];
		if (g->meeting == m && g->rule == rule)
			buf_printf(&text, "%s%.*s", text.n ? "\n" : "", (int)g->message.n,
				   g->message.p);
	}
	if (text.n) {
		s->errors++;
		element(a, s, "error", buf_str(&text), "unchecked", STR(""));
	}
	buf_free(&text);
}

/* What an exception waives is no failure, and no success either: a test for each that was not asked for. */
static void waived_cases(struct arena *a, struct suite *s, const struct findings *waived,
			 const struct result *m)
{
	for (size_t i = 0; i < waived->list.n; i++) {
		const struct finding *f = &waived->list.v[i];
		const struct exception *e = f->checkpoint->waived;
		if (f->meeting != m)
			continue;
		begin_case(a, s, m->path,
			   arena_printf(a, "%.*s %.*s:%u:%u", (int)f->rule->id.n, f->rule->id.p,
					(int)f->place.file.n, f->place.file.p, f->place.line,
					f->place.column));
		struct str terms = words_terms(a, e->reason, e->owner,
					       e->expires == DAY_NONE ? STR("") : day_iso(a, e->expires));
		buf_addz(&s->cases, "      <skipped");
		xml_put(a, &s->cases, "message",
			arena_printf(a, "%s%s%.*s", words_source(e->source), _(": "), (int)terms.n, terms.p));
		buf_char(&s->cases, '>');
		xml_text(a, &s->cases, arena_printf(a, "%s%s%.*s", words_level(f->rule->level), _(": "),
						    (int)f->message.n, f->message.p));
		buf_addz(&s->cases, "</skipped>\n");
		s->skipped++;
		end_case(s);
	}
}

static void end_suite(struct arena *a, struct suite *s, struct str name, struct suite *all,
		      struct buf *out)
{
	buf_addz(out, "  <testsuite");
	xml_put(a, out, "name", name);
	buf_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\">\n",
		   s->tests, s->failures, s->errors, s->skipped);
	buf_add(out, buf_str(&s->cases));
	buf_addz(out, "  </testsuite>\n");
	buf_free(&s->cases);
	all->tests += s->tests;
	all->failures += s->failures;
	all->errors += s->errors;
	all->skipped += s->skipped;
}

/* Of several meetings each has rules of its own: with another level, of another pack. */
static void meeting_rules(struct arena *a, const struct report *r, const struct result *m,
			  struct map *index, struct rule_list *out)
{
	struct report one = *r;
	struct result *const meetings[] = {(struct result *)(uintptr_t)m};
	one.meetings = meetings;
	one.count = 1;
	rules_of(a, &one, out);
	for (size_t i = 0; i < out->list.n; i++)
		*map_at(a, index, out->list.v[i]->id) = i;
}

static void meeting_suite(struct arena *a, const struct report *r, const struct result *m,
			  const struct rule_list *rules, const struct findings *found,
			  const struct findings *waived, const struct gaps *gaps, struct suite *all,
			  struct buf *out)
{
	struct suite s = {0};
	struct map index = {0};
	struct rule_list own = {0};
	meeting_rules(a, r, m, &index, &own);
	for (size_t i = 0; i < rules->list.n; i++) {
		const struct rule_info *rule = rules->list.v[i];
		size_t at = map_get(&index, rule->id);
		rule = at == SIZE_MAX ? rule : own.list.v[at];
		struct tally t = tally_of(m, rule);
		struct str id = rule->id, title = rule->title;
		begin_case(a, &s, m->path,
			   arena_printf(a, "%.*s %.*s", (int)id.n, id.p, (int)title.n, title.p));
		failure(a, &s, rule, found, m);
		gaps_in(a, &s, rule, gaps, m);
		if (!t.checked && !t.unknown) {
			s.skipped++;
			buf_addz(&s.cases, "      <skipped/>\n");
		}
		end_case(&s);
	}
	waived_cases(a, &s, waived, m);
	for (size_t i = 0; i < gaps->list.n; i++) {
		const struct gap *g = &gaps->list.v[i];
		if (g->meeting != m || g->rule)
			continue;
		begin_case(a, &s, m->path, g->file);
		s.errors++;
		element(a, &s, "error", g->message, "unchecked", STR(""));
		end_case(&s);
	}
	end_suite(a, &s, m->unit.n ? m->unit : m->path, all, out);
}

static void complaint_suite(struct arena *a, const struct gaps *gaps, struct suite *all,
			    struct buf *out)
{
	struct suite s = {0};
	for (size_t i = 0; i < gaps->list.n; i++) {
		const struct gap *g = &gaps->list.v[i];
		if (g->meeting)
			continue;
		begin_case(a, &s, STR("baguan"),
			   arena_printf(a, "%.*s:%u", (int)g->file.n, g->file.p, g->line));
		s.errors++;
		element(a, &s, "error", g->message, "unchecked", STR(""));
		end_case(&s);
	}
	if (s.tests)
		end_suite(a, &s, STR("baguan"), all, out);
}

static void render(struct arena *a, const struct report *r, struct buf *out)
{
	struct rule_list rules = {0};
	struct findings found = {0}, waived = {0};
	struct gaps gaps = {0};
	struct suite all = {0};
	struct buf suites = {0};
	rules_of(a, r, &rules);
	findings_of(a, r, false, &found);
	findings_of(a, r, true, &waived);
	gaps_of(a, r, &gaps);
	complaint_suite(a, &gaps, &all, &suites);
	for (size_t i = 0; i < r->count; i++)
		meeting_suite(a, r, r->meetings[i], &rules, &found, &waived, &gaps, &all,
			      &suites);
	buf_addz(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(out,
		   "<testsuites name=\"baguan\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
		   "skipped=\"%zu\" time=\"0\">\n",
		   all.tests, all.failures, all.errors, all.skipped);
	buf_add(out, buf_str(&suites));
	buf_addz(out, "</testsuites>\n");
	buf_free(&suites);
}

const struct renderer report_junit = {
    .name = "junit",
    .help = "JUnit's XML: a suite a meeting, a test a rule",
    .render = render,
};
