/*
 * Folder cases: a small meeting below the pack's `tests`, and in expected.tsv what fails there, all
 * of it: rule, file, line; a fourth column "unknown" for what lacks something.  A line
 * "# rules: GLOB…" narrows the case to some rules.
 */
#include "app.h"
#include "text.h"

struct line {
	struct str text; /* "rule\tfile\tline" or with "\tunknown" */
	uint32_t number;
	bool matched;
};

struct folder_case {
	struct str dir; /* "rules/PACK/tests/NAME" */
	LIST(struct line) expected;
	struct strings globs; /* empty: all rules */
	bool unknowns;        /* some are expected */
	LIST(struct input) inputs;
	struct str manifest;
};

struct case_list {
	LIST(struct folder_case) list;
};

struct walk {
	struct arena *arena;
	struct strings files;
};

static void visit(void *context, struct str relative)
{
	struct walk *w = context;
	*list_add(w->arena, &w->files.list) = arena_dup(w->arena, relative);
}

static struct str read_text(struct arena *a, struct str path)
{
	struct str text = {0}, why;
	return file_read(a, arena_z(a, path), &text, &why) ? text : STR("");
}

static void read_expected(struct arena *a, struct folder_case *c, struct str text)
{
	struct str line;
	for (uint32_t n = 1; str_split(&text, '\n', &line); n++) {
		struct str word;
		line = str_trim(line);
		if (str_starts(line, STR("# rules:"))) {
			struct str rest = str_cut(line, 8, line.n);
			while (str_split(&rest, ' ', &word))
				if (word.n)
					*list_add(a, &c->globs.list) = arena_dup(a, word);
		}
		if (!line.n || line.p[0] == '#' || str_starts(line, STR("rule\t")))
			continue;
		*list_add(a, &c->expected) = (struct line){.text = line, .number = n};
		c->unknowns = c->unknowns || str_ends(line, STR("\tunknown"));
	}
}

static void read_cases(struct arena *a, const struct ruleset *set, struct case_list *out)
{
	struct str tests = path_join(a, set->dir, STR("tests")), why;
	struct walk w = {.arena = a};
	if (!file_is_dir(tests.p) || !file_walk(a, tests.p, visit, &w, &why))
		return;
	for (size_t i = 0; i < w.files.list.n; i++) {
		struct str rest = w.files.list.v[i], name, path = path_join(a, tests, rest);
		if (!str_split(&rest, '/', &name) || !rest.p)
			continue;
		struct str dir = path_join(a, tests, name);
		if (!out->list.n || !str_eq(out->list.v[out->list.n - 1].dir, dir))
			list_add(a, &out->list)->dir = dir;
		struct folder_case *c = &out->list.v[out->list.n - 1];
		if (str_is(rest, "expected.tsv"))
			read_expected(a, c, read_text(a, path));
		else if (str_is(rest, "meeting.yaml"))
			c->manifest = read_text(a, path);
		else
			*list_add(a, &c->inputs) =
			    (struct input){.file = rest, .path = arena_z(a, path)};
	}
}

static bool compared(const struct folder_case *c, struct str id)
{
	for (size_t i = 0; i < c->globs.list.n; i++)
		if (path_glob(c->globs.list.v[i], id))
			return true;
	return !c->globs.list.n;
}

static void complain_line(struct buf *out, const struct folder_case *c, uint32_t line,
			  const char *what, struct str text)
{
	buf_printf(out, "%.*s/expected.tsv:%u: %s: ", (int)c->dir.n, c->dir.p, line, what);
	for (size_t i = 0; i < text.n; i++)
		buf_char(out, text.p[i] == '\t' ? ' ' : text.p[i]);
	buf_char(out, '\n');
}

static bool expected_line(struct folder_case *c, struct str text)
{
	for (size_t i = 0; i < c->expected.n; i++) {
		struct line *l = &c->expected.v[i];
		if (l->matched || !str_eq(l->text, text))
			continue;
		l->matched = true;
		return true;
	}
	return false;
}

static bool compare(struct arena *a, struct folder_case *c, const struct result *r, struct buf *out)
{
	bool good = true;
	for (size_t i = 0; i < r->checkpoints.n; i++) {
		const struct checkpoint *p = &r->checkpoints.v[i];
		struct place at = p->witnesses.n ? p->witnesses.v[0].place : (struct place){0};
		bool unknown = p->outcome == OUTCOME_UNKNOWN;
		if (p->outcome == OUTCOME_PASS || (unknown && !c->unknowns) ||
		    !compared(c, p->rule->id))
			continue;
		struct str text =
		    arena_printf(a, "%.*s\t%.*s\t%u%s", (int)p->rule->id.n, p->rule->id.p,
				 at.file.n ? (int)at.file.n : 1, at.file.n ? at.file.p : "-",
				 at.line, unknown ? "\tunknown" : "");
		if (expected_line(c, text))
			continue;
		complain_line(out, c, 1, _("not expected"), text);
		good = false;
	}
	for (size_t i = 0; i < c->expected.n; i++) {
		if (c->expected.v[i].matched)
			continue;
		complain_line(out, c, c->expected.v[i].number, _("did not happen"),
			      c->expected.v[i].text);
		good = false;
	}
	return good;
}

static void note_coverage(const struct ruleset *set, const struct folder_case *c,
			  const struct result *r, struct coverage *covered)
{
	for (size_t i = 0; i < set->rules.n; i++) {
		struct coverage seen = {{false, false, false}};
		struct str id = set->rules.v[i].info.id;
		for (size_t k = 0; compared(c, id) && k < r->checkpoints.n; k++)
			if (str_eq(r->checkpoints.v[k].rule->id, id))
				seen.seen[r->checkpoints.v[k].outcome] = true;
		covered[i].seen[OUTCOME_FAIL] |= seen.seen[OUTCOME_FAIL];
		covered[i].seen[OUTCOME_PASS] |=
		    seen.seen[OUTCOME_PASS] && !seen.seen[OUTCOME_FAIL];
	}
}

void cases_test(bg_session *s, const struct ruleset *set, struct coverage *covered, struct buf *out,
		struct test_count *count)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct case_list cases = {0};
	read_cases(&a, set, &cases);
	for (size_t i = 0; i < cases.list.n; i++) {
		struct folder_case *c = &cases.list.v[i];
		struct meeting m = {.path = c->dir, .manifest_text = c->manifest};
		if (c->manifest.n)
			m.manifest_file = STR("meeting.yaml");
		for (size_t k = 0; k < c->inputs.n; k++)
			*list_add(&a, &m.inputs) = c->inputs.v[k];
		struct result *r = meeting_check_with(s, set, &m, &complaints);
		bool good = r && compare(&a, c, r, out);
		if (r)
			note_coverage(set, c, r, covered);
		count->cases++;
		count->passed += good;
		count->failed += !good;
		result_free(r);
	}
	complaints_print(&complaints, out, false);
	arena_free(&a);
}

void cases_expect(struct arena *a, const struct ruleset *set, struct coverage *covered)
{
	struct case_list cases = {0};
	read_cases(a, set, &cases);
	for (size_t i = 0; i < cases.list.n; i++)
		for (size_t r = 0; r < set->rules.n; r++) {
			const struct folder_case *c = &cases.list.v[i];
			struct str id = set->rules.v[r].info.id;
			bool fails = false;
			for (size_t k = 0; k < c->expected.n; k++) {
				struct str rest = c->expected.v[k].text, first;
				fails =
				    fails || (str_split(&rest, '\t', &first) && str_eq(first, id));
			}
			covered[r].seen[OUTCOME_FAIL] |= fails;
			covered[r].seen[OUTCOME_PASS] |=
			    !fails && c->globs.list.n && compared(c, id);
		}
}
