/*
 * baguan explain: what a rule wants and why; with FILE:LINE, what it saw there, which
 * terms hit, and why it fired or stayed silent.
 */
#include "init.h"
#include "text.h"

#include <math.h>

/* ---- the rule ------------------------------------------------------------------- */

static void examples(const struct rule *r, enum outcome outcome, const char *title, struct buf *out)
{
	size_t shown = 0;
	for (size_t i = 0; i < r->tests.n && shown < 3; i++) {
		const struct rule_test *t = &r->tests.v[i];
		if (t->expected != outcome || !t->text.p)
			continue;
		if (!shown++)
			buf_printf(out, "\n%s\n", title);
		buf_printf(out, "  %.*s\n", (int)t->text.n, t->text.p);
	}
}

static void describe(const struct rule *r, struct buf *out)
{
	const struct rule_info *i = &r->info;
	buf_printf(out, "%.*s  [%s]\n%.*s\n", (int)i->id.n, i->id.p, level_name[i->level],
		   (int)i->title.n, i->title.p);
	if (i->why.n)
		buf_printf(out, "\n%s\n  %.*s\n", _("Why"), (int)i->why.n, i->why.p);
	for (size_t k = 0; k < i->clause_count; k++)
		buf_printf(out, "%s  %.*s %.*s%s%.*s%s\n", k ? "" : _("\nClauses\n"),
			   (int)i->clauses[k]->id.n, i->clauses[k]->id.p, 0, "", "“",
			   (int)i->clauses[k]->quote.n, i->clauses[k]->quote.p, "”");
	buf_printf(out, "\n%s\n  %.*s\n", _("Message"), (int)i->message.n, i->message.p);
	if (i->advice.n)
		buf_printf(out, "\n%s\n  %.*s\n", _("Advice"), (int)i->advice.n, i->advice.p);
	if (i->unwaivable)
		buf_printf(out, "\n%s\n", _("findings of this rule cannot be waived"));
	examples(r, OUTCOME_FAIL, _("Examples that it reports"), out);
	examples(r, OUTCOME_PASS, _("Examples that it lets pass"), out);
	buf_printf(out, "\n%s %.*s:%u\n", _("Defined in"), (int)i->file.n, i->file.p, i->mark.line);
}

/* ---- the trace ------------------------------------------------------------------- */

static const char *condition_word(enum condition_type type)
{
	static const char *const words[] = {
	    [COND_TERM] = "term",     [COND_ALL] = "all",	    [COND_ANY] = "any",
	    [COND_NONE] = "none",     [COND_AT_LEAST] = "at_least", [COND_COUNT] = "count",
	    [COND_ORDER] = "order",   [COND_DISTANCE] = "distance", [COND_INSIDE] = "inside",
	    [COND_SAME] = "same",     [COND_EVERY] = "every",	    [COND_STARTS] = "starts",
	    [COND_ENDS] = "ends",     [COND_LENGTH] = "length",	    [COND_SCORE] = "score",
	    [COND_NAMED] = "condition", [COND_CLASS] = "class",
	    [COND_PART] = "part",
	};
	return words[type];
}

/* ---- what a classifier thought ---------------------------------------------------- */

enum { SHOWN_MAX = 8 };

/* How much more the feature speaks for the label than for the others on average. */
static int64_t pull(const struct classifier *m, size_t feature, size_t label)
{
	const int32_t *w = m->weights + feature * m->labels.n;
	int64_t sum = 0;
	for (size_t i = 0; i < m->labels.n; i++)
		sum += w[i];
	return w[label] - sum / (int64_t)m->labels.n;
}

static void print_features(const struct classifier *m, const struct evidence_list *e, size_t label,
			   struct buf *out)
{
	struct arena a = {0};
	bool *shown = arena_array(&a, bool, e->features.n);
	double root = sqrt((double)e->features.n); /* as the score is divided */
	for (int k = 0; k < SHOWN_MAX; k++) {
		size_t best = SIZE_MAX;
		for (size_t i = 0; i < e->features.n; i++)
			if (!shown[i] && (best == SIZE_MAX || pull(m, e->features.v[i], label) >
								  pull(m, e->features.v[best], label)))
				best = i;
		if (best == SIZE_MAX || pull(m, e->features.v[best], label) <= 0)
			break;
		shown[best] = true;
		struct str feature = m->features.v[e->features.v[best]];
		buf_printf(out, "%s“%.*s” +%.2f", k ? ", " : "", (int)feature.n, feature.p,
			   (double)pull(m, e->features.v[best], label) / 100 / root);
	}
	arena_free(&a);
}

static void print_class(const struct checker *c, const struct trace_line *l, struct buf *out)
{
	const struct class_model *m = l->condition->classifier;
	int64_t scores[LABELS_MAX] = {0}, margin;
	struct evidence_list evidence = {0};
	size_t label = classify_span(c, m, l->scope, &margin);
	classifier_score(&m->model, c->arena, document_slice(c->document, l->scope), scores, &evidence);
	buf_printf(out, ": %.*s, ahead by %.2f: ", (int)m->model.labels.v[label].n,
		   m->model.labels.v[label].p, (double)margin / 100);
	print_features(&m->model, &evidence, label, out);
	for (size_t i = 0; i < m->votes.n; i++)
		if (condition_holds(c, m->votes.v[i].condition, l->scope, NULL, NULL))
			buf_printf(out, "; vote of %.*s", (int)m->votes.v[i].condition->name.n,
				   m->votes.v[i].condition->name.p);
}

static bool is_hit(const struct trace_line *l)
{
	return l->holds && l->condition->type == COND_TERM;
}

static bool seen_before(const struct trace *t, size_t line)
{
	const struct trace_line *l = &t->lines.v[line];
	for (size_t i = 0; i < line; i++) {
		const struct trace_line *x = &t->lines.v[i];
		if (is_hit(x) && x->condition->term == l->condition->term &&
		    x->hit.start == l->hit.start)
			return true;
	}
	return false;
}

static void print_trace(const struct checker *c, const struct trace *t, struct buf *out)
{
	for (size_t i = 0; i < t->lines.n; i++) {
		const struct trace_line *l = &t->lines.v[i];
		/* Deep down only what hit is worth a line, and once. */
		if (l->depth > 1 && (!is_hit(l) || seen_before(t, i)))
			continue;
		for (int k = 0; k < l->depth && k < 2; k++)
			buf_addz(out, "  ");
		buf_printf(out, "    %s %s", l->holds ? "+" : "-", condition_word(l->condition->type));
		if (l->condition->name.n)
			buf_printf(out, " %.*s", (int)l->condition->name.n, l->condition->name.p);
		struct str hit = document_slice(c->document, l->hit);
		if (l->condition->type == COND_CLASS)
			print_class(c, l, out);
		bool leaf = l->condition->type != COND_CLASS && (l->condition->type == COND_TERM || l->condition->children.n == 0);
		if (l->holds && leaf && hit.n)
			buf_printf(out, "  “%.*s”", (int)hit.n, hit.p);
		buf_char(out, '\n');
	}
}

/* ---- a place --------------------------------------------------------------------- */

struct place_wanted {
	struct str file;
	uint32_t line;
	struct str sheet; /* of a workbook; "": any */
};

static bool covers(const struct place *p, const struct place_wanted *at)
{
	bool line = p->line <= at->line &&
		    at->line <= (p->end_line > p->line ? p->end_line : p->line);
	bool sheet = str_starts(p->cell, at->sheet) && p->cell.n > at->sheet.n &&
		     p->cell.p[at->sheet.n] == '!';
	return line && (!at->sheet.n || sheet);
}

static void print_reason(struct arena *a, const struct exception *e, struct buf *out)
{
	struct str terms = words_terms(a, e->reason, e->owner,
				       e->expires == DAY_NONE ? STR("") : day_iso(a, e->expires));
	buf_printf(out, "  %s: %.*s\n", words_source(e->source), (int)terms.n, terms.p);
}

/* What to write into waivers.yaml so that the finding is waived; why, by whom and till when is the user's. */
static void print_waiver(struct arena *a, const struct checkpoint *c, struct buf *out)
{
	struct str file = c->witnesses.n ? c->witnesses.v[0].place.file : STR("");
	struct str print = checkpoint_fingerprint(a, c);
	if (c->rule->unwaivable) {
		buf_printf(out, "  %s\n", _("findings of this rule cannot be waived"));
		return;
	}
	buf_printf(out, "  %s\n    - rule: %.*s\n", _("to waive it, in waivers.yaml:"),
		   (int)c->rule->id.n, c->rule->id.p);
	if (file.n) {
		buf_addz(out, "      file: ");
		yaml_value(out, yaml_glob(a, file));
		buf_char(out, '\n');
	}
	buf_printf(out, "      fingerprint: '%.*s'\n", (int)print.n, print.p);
	buf_printf(out, "      reason:   # %s\n      owner:    # %s\n      expires:  # %s\n",
		   _("why it may stay"), _("who answers for that"), _("last day on which it holds"));
}

static void print_outcomes(const struct result *r, const struct rule *rule,
			   const struct place_wanted *at, struct buf *out)
{
	struct arena a = {0};
	size_t n = 0;
	for (size_t i = 0; i < r->checkpoints.n; i++) {
		const struct checkpoint *c = &r->checkpoints.v[i];
		bool here = false;
		for (size_t k = 0; k < c->witnesses.n; k++)
			here = here || (str_eq(c->witnesses.v[k].place.file, at->file) &&
					covers(&c->witnesses.v[k].place, at));
		if (!str_eq(c->rule->id, rule->info.id) || !here)
			continue;
		struct str message = checkpoint_fill(&a, c, rule->info.message);
		n++;
		buf_printf(out, "%s: %.*s\n", c->waived ? "waived" : outcome_name[c->outcome],
			   c->outcome == OUTCOME_FAIL ? (int)message.n : 0, message.p);
		buf_printf(out, "  “%.*s”\n", (int)c->witnesses.v[0].excerpt.n,
			   c->witnesses.v[0].excerpt.p);
		if (c->waived)
			print_reason(&a, c->waived, out);
		else if (c->outcome == OUTCOME_FAIL)
			print_waiver(&a, c, out);
	}
	if (!n)
		buf_printf(out, "%s\n", _("the rule looked at nothing there"));
	arena_free(&a);
}

static void trace_parts(struct checker *c, const struct rule *rule, const struct place_wanted *at,
			struct buf *out)
{
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		struct place place = document_place(c->document, p->body);
		struct trace t = {.arena = c->arena};
		if (!rule_selects(c, rule, p) || !covers(&place, at))
			continue;
		rule->check->trace(c, rule, p, &t);
		print_trace(c, &t, out);
	}
}

/* A file, or one of the documents in it that has the place; VOLUMES gets those. */
static void trace_one(const struct ruleset *set, const struct manifest *manifest, struct arena *a,
		      const struct document *d, struct documents *volumes, const struct place_wanted *at,
		      const struct rule *rule, struct buf *out)
{
	struct material material = {0};
	struct checker c;
	struct place all = document_place(d, (struct span){0, (uint32_t)d->text.n});
	if (d->volume.n && !covers(&all, at))
		return;
	checker_init(&c, a, set, manifest);
	c.out_arena = a;
	material_read(&c, d, manifest, &material, volumes);
	if (c.kind == SIZE_MAX)
		return;
	buf_printf(out, "%s: %.*s\n", _("kind"), (int)material.kind_name.n, material.kind_name.p);
	match_document(&c);
	trace_parts(&c, rule, at, out);
}

static void trace_file(const struct ruleset *set, const struct manifest *manifest,
		       const struct meeting *m, const struct place_wanted *at,
		       const struct rule *rule, struct buf *out)
{
	struct arena a = {0};
	for (size_t i = 0; i < m->inputs.n; i++) {
		const struct input *in = &m->inputs.v[i];
		struct documents volumes = {0};
		if (!str_eq(in->file, at->file))
			continue;
		trace_one(set, manifest, &a, input_read(&a, in), &volumes, at, rule, out);
		for (size_t k = 0; k < volumes.list.n; k++)
			trace_one(set, manifest, &a, volumes.list.v[k], NULL, at, rule, out);
	}
	arena_free(&a);
}

static bool read_line_number(struct str s, uint32_t *out)
{
	enum { DIGITS_MAX = 9 };
	uint32_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || s.n > DIGITS_MAX)
			return false;
		n = 10 * n + (uint32_t)(s.p[i] - '0');
	}
	*out = n;
	return n > 0;
}

/* What reports print behind a file's name: "12", "12:3", "SHEET!F4". */
static bool read_place(struct str s, struct place_wanted *out)
{
	size_t mark = str_find(s, STR("!"), 0), colon = str_find(s, STR(":"), 0);
	*out = (struct place_wanted){0};
	if (mark == SIZE_MAX)
		return read_line_number(str_cut(s, 0, colon == SIZE_MAX ? s.n : colon), &out->line);
	size_t row = mark + 1;
	while (row < s.n && ((s.p[row] >= 'A' && s.p[row] <= 'Z') || s.p[row] == '$'))
		row++;
	out->sheet = str_cut(s, 0, mark);
	return mark > 0 && read_line_number(str_cut(s, row, s.n), &out->line);
}

/* At the first colon before which there is a file. */
static bool parse_place(struct arena *a, const char *word, struct str *path, struct place_wanted *at)
{
	struct str s = str_of(word);
	for (size_t i = 0; (i = str_find(s, STR(":"), i)) != SIZE_MAX; i++) {
		*path = arena_dup(a, str_cut(s, 0, i));
		if (read_place(str_cut(s, i + 1, s.n), at) && file_exists(path->p))
			return true;
	}
	/* the last colon: the file's absence is told where it is opened */
	size_t colon = s.n;
	while (colon && s.p[colon - 1] != ':')
		colon--;
	*path = arena_dup(a, str_cut(s, 0, colon ? colon - 1 : 0));
	return colon && read_place(str_cut(s, colon, s.n), at);
}

static int explain_place(const struct terminal *t, bg_session *s, struct str id, const char *word,
			 struct arena *a, struct complaints *complaints)
{
	struct str path;
	struct place_wanted at = {0};
	struct meetings found = {0};
	struct buf out = {0};
	int status = 2;
	(void)t;
	if (!parse_place(a, word, &path, &at)) {
		fprintf(stderr, _("baguan explain: expected FILE:LINE, not “%s”\n"), word);
		return 2;
	}
	const char *paths[] = {path.p};
	meetings_find(a, paths, 1, &found, complaints);
	if (!meetings_exceptions(s, a, &found, complaints) || complaints->list.n || !found.list.n)
		return 2;
	struct meeting *m = &found.list.v[0];
	at.file = m->only.list.n ? m->only.list.v[0] : m->inputs.v[0].file;
	const struct ruleset *set = meeting_ruleset(s, m, complaints);
	set = set ? session_pack_for(s, set, m) : NULL;
	const struct rule *rule = set ? ruleset_rule(set, id) : NULL;
	struct manifest manifest = {0};
	if (set && !rule)
		unknown_rule(set, id);
	else if (set && meeting_manifest(m, set, a, &manifest, complaints)) {
		struct result *r = meeting_check_with(s, set, m, complaints);
		if (r) {
			buf_printf(&out, "%.*s  %s\n", (int)id.n, id.p, word);
			print_outcomes(r, rule, &at, &out);
			if (rule->check->trace)
				trace_file(set, &manifest, m, &at, rule, &out);
			status = print_out(&out) ? 0 : 2;
		}
		result_free(r);
	}
	buf_free(&out);
	return status;
}

/* ---- the command --------------------------------------------------------------------- */

/* Says which other packs have the rule; false when none has. */
static bool name_packs(bg_session *s, struct str id)
{
	struct arena a = {0};
	struct strings names = {0};
	struct buf have = {0};
	session_pack_names(s, &names);
	for (size_t i = 0; i < names.list.n; i++) {
		struct complaints none = {.arena = &a}; /* a broken pack is told by those who use it */
		const struct ruleset *set = session_pack(s, names.list.v[i], NULL, MARK_TOP, &none);
		if (set && !set->base && ruleset_rule(set, id))
			buf_printf(&have, "%s%.*s", have.n ? ", " : "", (int)set->name.n, set->name.p);
	}
	if (have.n)
		fprintf(stderr, _("baguan explain: rule “%.*s” is in %.*s: name the pack with --pack\n"),
			(int)id.n, id.p, (int)have.n, have.p);
	bool found = have.n > 0;
	buf_free(&have);
	arena_free(&a);
	return found;
}

static int explain_rule(bg_session *s, struct str id, struct arena *a, struct complaints *complaints)
{
	struct meeting m;
	bool inside = !s->pack.n && meeting_around(a, STR("."), &m, complaints);
	const struct ruleset *set =
	    inside ? meeting_ruleset(s, &m, complaints) : session_default_pack(s, complaints);
	const struct rule *rule = set ? ruleset_rule(set, id) : NULL;
	struct buf out = {0};
	if (set && !rule && !name_packs(s, id))
		unknown_rule(set, id);
	if (!rule)
		return 2;
	describe(rule, &out);
	bool ok = print_out(&out);
	buf_free(&out);
	return ok ? 0 : 2;
}

static int run(const struct terminal *t, struct options *o)
{
	bg_session *s = bg_session_new();
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	enum option_result got;
	int status = 2;
	bg_session_set(s, "rules", t->rules_dir);
	bg_session_set(s, "today", t->today);
	while ((got = option_next(o, "", "pack rules today waivers baseline")) == OPTION_VALUE)
		if (bg_session_set(s, arena_z(&a, o->key), o->value) != 0)
			break;
	if (got != OPTION_NONE || o->word_count < 1 || o->word_count > 2)
		usage_error(o, "explain");
	else if (o->word_count == 1)
		status = explain_rule(s, str_of(o->argv[0]), &a, &complaints);
	else
		status = explain_place(t, s, str_of(o->argv[0]), o->argv[1], &a,
				       &complaints);
	print_complaints(t, &complaints);
	arena_free(&a);
	bg_session_free(s);
	return status;
}

const struct command command_explain = {
    .name = "explain",
    .usage = N_("RULE [FILE:LINE]"),
    .help = N_("what a rule wants and why; with a place, what it saw there"),
    .run = run,
};
