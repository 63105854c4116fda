/* baguan rules: list, show, lint, test, trace, eval, train. */
#include "trace.h"
#include "text.h"

#include <cjson/cJSON.h>

struct rules_options {
	bg_session *session;
	bool json, errors, effective;
	bool accept;
	const char *format, *plan;
};

/* ---- list ------------------------------------------------------------------------- */

static void list_one(const struct rule *r, struct buf *out)
{
	buf_printf(out, "%-40.*s %-8s %-8.*s ", (int)r->info.id.n, r->info.id.p,
		   r->off ? "off" : level_name[r->info.level], (int)r->info.check.n, r->info.check.p);
	for (size_t i = 0; i < r->info.clause_count; i++)
		buf_printf(out, "%s%.*s", i ? "," : "", (int)r->info.clauses[i]->id.n,
			   r->info.clauses[i]->id.p);
	buf_printf(out, "\n    %.*s\n", (int)r->info.title.n, r->info.title.p);
}

static int list(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		struct options *o)
{
	struct buf out = {0};
	struct arena a = {0};
	const bool *on = session_select(ro->session, &a, set);
	(void)t;
	(void)o;
	bool all = !ro->session->rules.list.n && !ro->session->exclude.list.n;
	for (size_t i = 0; i < set->rules.n; i++)
		if (on[i] || (all && set->rules.v[i].off))
			list_one(&set->rules.v[i], &out);
	bool ok = print_out(&out);
	buf_free(&out);
	arena_free(&a);
	return ok ? 0 : 2;
}

/* ---- test --------------------------------------------------------------------------- */

static int test(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		struct options *o)
{
	struct buf out = {0};
	struct test_count count = {0};
	(void)t;
	(void)o;
	rules_test(ro->session, set, &out, &count);
	if (count.cases)
		buf_printf(&out, _n("%zu folder case\n", "%zu folder cases\n", count.cases), count.cases);
	buf_printf(&out, _("%zu passed, %zu failed\n"), count.passed, count.failed);
	bool ok = print_out(&out);
	buf_free(&out);
	return !ok ? 2 : count.failed ? 1 : 0;
}

/* ---- trace -------------------------------------------------------------------------- */

static const struct plan_text *read_plan(struct arena *a, struct str path,
					 const struct ruleset *set, struct complaints *complaints)
{
	struct str why = STR("the pack names no plan: name one with --plan");
	struct yaml none = {.file = path.n ? path : set->dir, .text = STR("")};
	const struct plan_text *plan = path.n ? plan_read(a, path.p, set, &why) : NULL;
	if (!plan)
		complain_words(complaints, &none, MARK_TOP, why);
	return plan;
}

static int trace(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		 struct options *o)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct trace_table table = {.plan = ro->plan ? str_of(ro->plan) : set->plan};
	struct buf out = {0};
	trace_render *render = trace_format(ro->format);
	int status = 2;
	if (o->word_count != 1 || !render)
		return usage_error(o, "rules trace");
	const struct plan_text *plan = read_plan(&a, table.plan, set, &complaints);
	if (plan) {
		trace_make(&a, set, plan, &table);
		bool ok = !ro->accept || trace_accept(&a, &table, &complaints);
		trace_settle(&table);
		render(&table, t->width, &out);
		status = !print_out(&out) || !ok ? 2 : trace_good(&table) ? 0 : 1;
	}
	print_complaints(t, &complaints);
	buf_free(&out);
	arena_free(&a);
	return status;
}

/* ---- lint --------------------------------------------------------------------------- */

static void lint_text(const struct lint_findings *found, struct buf *out)
{
	for (size_t i = 0; i < found->list.n; i++) {
		const struct lint_finding *f = &found->list.v[i];
		struct str file = f->mark.origin->file;
		buf_printf(out, "%.*s:%u: %s: %.*s: %.*s\n", (int)file.n, file.p, f->mark.line, f->what,
			   (int)f->name.n, f->name.p, (int)f->message.n, f->message.p);
	}
	size_t n = found->list.n;
	buf_printf(out, _n("%zu finding\n", "%zu findings\n", n), n);
}

static void lint_json(struct arena *a, const struct ruleset *set, const struct lint_findings *found,
		      struct buf *out)
{
	cJSON *root = cJSON_CreateObject();
	cJSON_AddStringToObject(root, "pack", arena_z(a, set->name));
	cJSON *list = cJSON_AddArrayToObject(root, "findings");
	for (size_t i = 0; i < found->list.n; i++) {
		const struct lint_finding *f = &found->list.v[i];
		cJSON *o = cJSON_CreateObject();
		cJSON_AddItemToArray(list, o);
		cJSON_AddStringToObject(o, "file", arena_z(a, f->mark.origin->file));
		cJSON_AddNumberToObject(o, "line", f->mark.line);
		cJSON_AddStringToObject(o, "what", f->what);
		cJSON_AddStringToObject(o, "name", arena_z(a, f->name));
		cJSON_AddStringToObject(o, "message", arena_z(a, f->message));
	}
	char *text = cJSON_Print(root);
	buf_addz(out, text);
	buf_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(root);
}

static int lint_pack(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		     struct options *o)
{
	struct arena a = {0};
	struct lint_findings found = {0};
	struct buf out = {0};
	(void)t;
	(void)o;
	lint(ro->session, &a, set, &found);
	if (ro->json)
		lint_json(&a, set, &found, &out);
	else
		lint_text(&found, &out);
	bool ok = print_out(&out);
	int status = !ok ? 2 : found.list.n ? 1 : 0;
	buf_free(&out);
	arena_free(&a);
	return status;
}

/* ---- show --------------------------------------------------------------------------- */

/* With a meeting, its pack and its manifest. */
static int show(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		struct options *o)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct meetings found = {0};
	struct manifest manifest = {0};
	struct buf out = {0};
	int status = 2;
	struct show_wish w = {.set = set, .effective = ro->effective, .json = ro->json};
	if (o->word_count == 3) {
		const char *path = o->argv[2];
		meetings_find(&a, &path, 1, &found, &complaints);
		w.set = found.list.n ? meeting_ruleset(ro->session, &found.list.v[0], &complaints) : NULL;
	}
	if (w.set && found.list.n &&
	    meeting_manifest(&found.list.v[0], w.set, &a, &manifest, &complaints))
		w.manifest = &manifest;
	struct manifest tried = {0}; /* the values of the command line stay apart from the meeting's */
	if (w.set)
		manifest_none(&a, w.set, &tried);
	bool good = w.set && (!found.list.n || w.manifest) &&
		    override_params(ro->session, w.set, &tried, &complaints) &&
		    session_good_rules(ro->session, w.set, &complaints);
	w.rule = good ? ruleset_rule(w.set, str_of(o->argv[1])) : NULL;
	if (good && !w.rule)
		unknown_rule(w.set, str_of(o->argv[1]));
	if (w.rule) {
		rule_show(ro->session, &w, &out);
		status = print_out(&out) ? 0 : 2;
	}
	print_complaints(t, &complaints);
	buf_free(&out);
	arena_free(&a);
	return status;
}

static int show_rule(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		     struct options *o)
{
	if (o->word_count < 2 || o->word_count > 3)
		return usage_error(o, "rules show");
	return show(t, ro, set, o);
}

/* ---- eval ---------------------------------------------------------------------------- */

static int eval(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		struct options *o)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct buf out = {0};
	int status = 2;
	if (o->word_count != 2)
		return usage_error(o, "rules eval");
	struct str file = str_of(o->argv[1]), text, why;
	struct yaml none = {.file = file, .text = STR("")};
	if (!file_read(&a, file.p, &text, &why)) {
		complain_words(&complaints, &none, MARK_TOP, why);
	} else {
		struct evaluation *e = evaluate(&a, set, text, file, &complaints);
		if (e && ro->json)
			evaluation_json(e, ro->errors, &out);
		else if (e)
			evaluation_text(e, ro->errors, &out);
		status = e && print_out(&out) ? 0 : 2;
	}
	print_complaints(t, &complaints);
	buf_free(&out);
	arena_free(&a);
	return status;
}

/* ---- train --------------------------------------------------------------------------- */

/* Rows of the files whose kind is the classifier's, borderline ones left out. */
static bool gather(struct arena *a, const struct ruleset *set, const struct class_model *m,
		   struct options *o, struct labelled_rows *out, struct complaints *complaints)
{
	for (int i = 2; i < o->word_count; i++) {
		struct str file = str_of(o->argv[i]), text, why;
		struct yaml none = {.file = file, .text = STR("")};
		struct labelled_rows rows = {0};
		if (!file_read(a, file.p, &text, &why)) {
			complain_words(complaints, &none, MARK_TOP, why);
			return false;
		}
		if (!labelled_read(a, text, file, &rows, complaints))
			return false;
		for (size_t k = 0; k < rows.list.n; k++)
			if (ruleset_kind(set, rows.list.v[k].kind) == m->kind &&
			    str_find(rows.list.v[k].note, STR("borderline"), 0) == SIZE_MAX)
				*list_add(a, &out->list) = rows.list.v[k];
	}
	return true;
}

static const struct class_model *find_classifier(const struct ruleset *set, struct str name)
{
	for (size_t i = 0; i < set->classifiers.n; i++)
		if (str_eq(set->classifiers.v[i].name, name))
			return &set->classifiers.v[i];
	return NULL;
}

static int train(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		 struct options *o)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct labelled_rows rows = {0};
	struct buf out = {0};
	struct str why;
	int status = 2;
	(void)ro;
	if (o->word_count < 3)
		return usage_error(o, "rules train");
	const struct class_model *m = find_classifier(set, str_of(o->argv[1]));
	if (!m || m->kind == SIZE_MAX) {
		fprintf(stderr, _("baguan: no classifier “%s” with a kind\n"), o->argv[1]);
	} else if (gather(&a, set, m, o, &rows, &complaints)) {
		train_classifier(&a, &rows, &out);
		if (file_write(&a, m->file.p, buf_str(&out), &why))
			status = 0;
		else
			fprintf(stderr, _("baguan: %s: %s\n"), m->file.p, why.p);
	}
	print_complaints(t, &complaints);
	if (!status)
		printf(_("Wrote %s from %zu passages\n"), m->file.p, rows.list.n);
	buf_free(&out);
	arena_free(&a);
	return status;
}

/* ---- the command ------------------------------------------------------------------------ */

struct action {
	const char *name;
	int (*run)(const struct terminal *t, struct rules_options *ro, const struct ruleset *set,
		   struct options *o);
};

static const struct action actions[] = {
    {"list", list},
    {"show", show_rule},
    {"lint", lint_pack},
    {"test", test},
    {"trace", trace},
    {"eval", eval},
    {"train", train},
};

static const struct action *find_action(const struct options *o)
{
	for (size_t i = 0; o->word_count && i < sizeof actions / sizeof *actions; i++)
		if (!strcmp(o->argv[0], actions[i].name))
			return &actions[i];
	return NULL;
}

static bool take(struct rules_options *ro, struct options *o)
{
	if (str_is(o->key, "errors"))
		ro->errors = true;
	else if (str_is(o->key, "accept"))
		ro->accept = true;
	else if (str_is(o->key, "plan"))
		ro->plan = o->value;
	else if (str_is(o->key, "effective"))
		ro->effective = true;
	else if (str_is(o->key, "format")) {
		ro->format = o->value;
		ro->json = !strcmp(o->value, "json");
	} else
		return bg_session_set(ro->session, arena_z(&ro->session->arena, o->key), o->value) == 0;
	return true;
}

static bool take_all(struct rules_options *ro, struct options *o)
{
	enum option_result got;
	while ((got = option_next(o, "errors accept effective",
				  "format plan pack rules rule exclude-rule param")) != OPTION_NONE)
		if (got == OPTION_BAD || !take(ro, o))
			return false;
	return true;
}

static int run(const struct terminal *t, struct options *o)
{
	struct rules_options ro = {.session = bg_session_new(), .format = "text"};
	ro.session->guesses = true; /* what init asks is part of a pack */
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	int status = 2;
	bg_session_set(ro.session, "rules", t->rules_dir);
	bool ok = take_all(&ro, o);
	bool tracing = o->word_count && !strcmp(o->argv[0], "trace");
	ok = ok && (tracing || ro.json || !strcmp(ro.format, "text"));
	const struct action *action = find_action(o);
	if (!ok || !action) {
		status = usage_error(o, "rules");
	} else {
		/* A rule of a meeting is one of its pack. */
		bool of_meeting = action->run == show_rule && o->word_count == 3;
		const struct ruleset *set =
		    of_meeting ? NULL : session_default_pack(ro.session, &complaints);
		status = set || of_meeting ? action->run(t, &ro, set, o) : 2;
	}
	print_complaints(t, &complaints);
	bg_session_free(ro.session);
	arena_free(&a);
	return status;
}

const struct command command_rules = {
    .name = "rules",
    .usage = N_("list | show RULE [MEETING] | lint | test | trace | eval FILE.tsv | train CLASSIFIER FILE.tsv…"),
    .help = N_("list the rules, show one, look for slips in them, run their tests, hold them against the plan, measure and train them"),
    .run = run,
};
