/*
 * One meeting: its files read, classified, matched and checked one after the other
 * (each in an arena of its own, so that memory stays flat), then judged as a whole.
 */
#include "cache.h"
#include "text.h"

struct work {
	bg_session *session;
	const struct ruleset *set;
	const struct manifest *manifest;
	const struct meeting *meeting;
	const bool *selected;
	struct result *out;
	struct facts facts;
	struct exceptions known; /* of a baseline */
};

/* ---- engine findings ------------------------------------------------------------ */

/* About SPAN of a document, or about its file when that is empty. */
static void finding(struct work *w, const char *rule, const struct document *d, struct span span,
		    struct str reason)
{
	struct arena *a = &w->out->arena;
	struct checkpoint *c = engine_finding(w->out, rule,
					      (struct place){.file = arena_dup(a, d->file),
							     .line = 1,
							     .column = 1,
							     .end_line = 1,
							     .end_column = 1});
	*list_add(a, &c->subject) = (struct pair){.key = STR("reason"), .value = arena_dup(a, reason)};
	if (span.end > span.start)
		c->witnesses.v[0] = document_witness(a, d, span, STR(""));
}

static void finding_note(struct work *w, const struct document *d, const struct read_note *n)
{
	struct str words = str_of(note_sentence(n->id));
	if (n->detail.n)
		words = arena_printf(&w->out->arena, "%s (%.*s)", words.p, (int)n->detail.n, n->detail.p);
	finding(w, n->id, d, n->span, words);
}

/* ---- one file -------------------------------------------------------------------- */

static bool is_ignored(const struct work *w, struct str file)
{
	for (size_t i = 0; i < w->manifest->ignore.list.n; i++)
		if (path_glob(w->manifest->ignore.list.v[i], file))
			return true;
	return false;
}

/* A file, or one of the documents in it; VOLUMES gets those. */
static void check_one(struct work *w, struct arena *arena, const struct document *d,
		      struct documents *volumes)
{
	struct checker c;
	struct material *m = list_add(&w->out->arena, &w->out->materials);
	checker_init(&c, arena, w->set, w->manifest);
	c.out = w->out;
	c.out_arena = &w->out->arena;
	c.facts = &w->facts;
	c.all_facts = w->session->facts.n > 0;
	material_read(&c, d, w->manifest, m, volumes);
	struct span first = {0}; /* of a whole file its name says enough */
	if (d->volume.n)
		first = d->blocks.v[0].span;
	if (m->failure.n)
		finding(w, "input.unreadable", d, (struct span){0}, m->failure);
	for (size_t i = 0; !m->failure.n && i < d->notes.n; i++)
		finding_note(w, d, &d->notes.v[i]);
	if (!d->volume.n)
		exceptions_inline(w->set, d, w->out);
	if (!m->failure.n && !m->kind.n && !w->meeting->outside)
		finding(w, "input.unrecognised", d, first, STR(""));
	if (c.kind != SIZE_MAX) {
		match_document(&c);
		check_document(&c, w->selected);
	}
	material_facts(&c, m);
}

static void check_file(struct work *w, const struct input *in)
{
	struct arena arena = {0};
	struct documents volumes = {0};
	if (in->skipped || is_ignored(w, in->file)) {
		struct material *m = list_add(&w->out->arena, &w->out->materials);
		m->file = arena_dup(&w->out->arena, in->file);
		m->ignored = true;
		m->why_by = in->skipped ? in->skipped : "manifest";
		return;
	}
	check_one(w, &arena, input_read(&arena, in), &volumes);
	for (size_t i = 0; i < volumes.list.n; i++)
		check_one(w, &arena, volumes.list.v[i], NULL);
	arena_free(&arena);
}

/* ---- the meeting ------------------------------------------------------------------- */

bool override_params(bg_session *s, const struct ruleset *set, struct manifest *m,
		     struct complaints *complaints)
{
	for (size_t i = 0; i < s->params.n; i++) {
		const struct pair *given = &s->params.v[i];
		size_t p = ruleset_param(set, given->key);
		struct yaml none = {.file = STR("--param"), .text = STR("")};
		if (p != SIZE_MAX && param_parse(&set->params.v[p], given->value, &m->params[p]))
			continue;
		complain(complaints, &none, MARK_TOP, STR(""),
			 p == SIZE_MAX ? N_("unknown parameter “%s”") : N_("bad value of “%s”"),
			 given->key.n ? arena_z(&s->arena, given->key) : "");
		return false;
	}
	return true;
}

static bool wanted(const struct work *w, struct str file)
{
	const struct strings *only = &w->meeting->only;
	bool yes = !only->list.n;
	for (size_t i = 0; i < only->list.n && !yes; i++)
		yes = str_eq(only->list.v[i], file) ||
		      (str_ends(only->list.v[i], STR("/")) && str_starts(file, only->list.v[i]));
	const struct strings *kinds = &w->session->kinds;
	for (size_t i = 0; yes && kinds->list.n && i < w->out->materials.n; i++) {
		const struct material *m = &w->out->materials.v[i];
		if (!str_eq(m->file, file))
			continue;
		size_t k = m->kind.n ? ruleset_kind(w->set, m->kind) : SIZE_MAX;
		for (size_t j = 0; j < kinds->list.n; j++)
			if (k != SIZE_MAX && ruleset_kind(w->set, kinds->list.v[j]) == k)
				return true;
	}
	return yes && !kinds->list.n; /* the manifest is of no kind */
}

static bool waives_something(const struct result *r, const struct exception *e)
{
	for (size_t i = 0; i < r->checkpoints.n; i++)
		if (r->checkpoints.v[i].waived == e)
			return true;
	return false;
}

/* Exceptions belong to what they waive; of those that don't, the file that they stand in tells. */
static void narrow_exceptions(struct work *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->out->exceptions.n; i++) {
		struct exception *e = w->out->exceptions.v[i];
		if (wanted(w, e->place.file) || waives_something(w->out, e))
			w->out->exceptions.v[n++] = e;
	}
	w->out->exceptions.n = n;
}

/* Keeps what the user asked for: findings of some files, of some kinds. */
static void narrow(struct work *w)
{
	size_t n = 0;
	if (!w->meeting->only.list.n && !w->session->kinds.list.n)
		return;
	for (size_t i = 0; i < w->out->checkpoints.n; i++) {
		const struct checkpoint *c = &w->out->checkpoints.v[i];
		if (c->witnesses.n && wanted(w, c->witnesses.v[0].place.file))
			w->out->checkpoints.v[n++] = *c;
	}
	w->out->checkpoints.n = n;
	narrow_exceptions(w);
	n = 0;
	for (size_t i = 0; i < w->out->materials.n; i++)
		if (wanted(w, w->out->materials.v[i].file))
			w->out->materials.v[n++] = w->out->materials.v[i];
	w->out->materials.n = n;
}

static void set_unit(struct work *w)
{
	size_t top = ruleset_section(w->set, STR("meeting"));
	const struct section *s = &w->set->sections.v[top];
	/* The pack's first column of the manifest's top is what a meeting is called by. */
	if (w->manifest->rows[top].list.n && s->columns.n && w->manifest->rows[top].list.v[0].values[0].p)
		w->out->unit = arena_dup(&w->out->arena, w->manifest->rows[top].list.v[0].values[0]);
}

/* The rule set that the meeting names; NULL after complaints. */
const struct ruleset *meeting_ruleset(bg_session *s, const struct meeting *m,
				      struct complaints *complaints)
{
	struct arena a = {0};
	struct str pack, shown = path_join(&a, m->path, m->manifest_file);
	struct yaml y = {.file = shown, .text = m->manifest_text};
	struct mark mark = MARK_TOP;
	const struct ruleset *set = NULL;
	if (!m->manifest_file.n)
		set = session_choose_pack(s, m, complaints);
	else if (manifest_pack(&a, shown, m->manifest_text, &pack, &mark, complaints))
		set = session_pack(s, pack, &y, mark, complaints);
	if (set && set->base) {
		struct yaml none = {.file = set->dir, .text = STR("")};
		complain(complaints, m->manifest_file.n ? &y : &none, mark, STR(""),
			 "“%s” is a base for other packs: name one that extends it", set->name.p);
		set = NULL;
	}
	arena_free(&a);
	return set;
}

bool meeting_manifest(const struct meeting *m, const struct ruleset *set, struct arena *a,
		      struct manifest *out, struct complaints *complaints)
{
	struct str shown = path_join(a, m->path, m->manifest_file);
	if (!m->manifest_file.n) {
		manifest_none(a, set, out);
		return true;
	}
	if (!manifest_load(a, set, shown, m->manifest_text, out, complaints))
		return false;
	out->file = m->manifest_file;
	return true;
}

static bool known_kinds(const bg_session *s, const struct ruleset *set,
			struct complaints *complaints)
{
	for (size_t i = 0; i < s->kinds.list.n; i++) {
		struct yaml none = {.file = STR("--kind"), .text = STR("")};
		if (ruleset_kind(set, s->kinds.list.v[i]) != SIZE_MAX)
			continue;
		complain(complaints, &none, MARK_TOP, STR(""), "unknown kind “%s”",
			 s->kinds.list.v[i].p);
		return false;
	}
	return true;
}

/* Reports tell by them whom a finding concerns. */
static void note_people(struct work *w)
{
	struct map seen = {0};
	struct arena *a = &w->out->arena;
	for (size_t s = 0; s < w->set->sections.n; s++) {
		const struct section *section = &w->set->sections.v[s];
		if (!section->key.n || section->parent != SIZE_MAX || !section->columns.n ||
		    section->columns.v[0].type != VALUE_NAME)
			continue;
		const struct manifest_rows *rows = &w->manifest->rows[s];
		for (size_t i = 0; i < rows->list.n; i++) {
			struct str name =
			    name_clean(a, &w->set->names, rows->list.v[i].values[0]);
			size_t *at = map_at(a, &seen, name);
			if (*at == SIZE_MAX && name.n)
				*list_add(a, &w->out->people) = name;
			*at = 1;
		}
	}
}

/* And when the meeting was, and what else happened on a day. */
static void note_days(struct work *w)
{
	struct arena *a = &w->out->arena;
	size_t top = ruleset_section(w->set, STR("meeting"));
	const struct section *s = &w->set->sections.v[top];
	const struct manifest_rows *rows = &w->manifest->rows[top];
	for (size_t i = 0; rows->list.n && i < s->columns.n; i++) {
		struct date d;
		struct str value = rows->list.v[0].values[i];
		const struct field *f = &s->columns.v[i];
		if (f->type != VALUE_DAY || !value.p || !date_find(value, 0, DAY_NONE, &d))
			continue;
		*list_add(a, &w->out->days) = (struct pair){
		    .key = arena_dup(a, f->help.n ? f->help : f->name),
		    .value = day_iso(a, d.last),
		};
	}
}

static void sort_checkpoints(struct result *r)
{
	if (r->checkpoints.n)
		qsort(r->checkpoints.v, r->checkpoints.n, sizeof *r->checkpoints.v,
		      checkpoint_compare);
}

static void run(struct work *w)
{
	const struct meeting *m = w->meeting;
	struct str why;
	manifest_facts(w->set, w->manifest, &w->facts);
	note_people(w);
	note_days(w);
	for (size_t i = 0; i < m->inputs.n; i++) {
		if (w->session->progress)
			w->session->progress(w->session->progress_context, i, m->inputs.n,
					     m->inputs.v[i].file);
		check_file(w, &m->inputs.v[i]);
	}
	for (size_t i = 0; i < w->set->rules.n; i++)
		if (w->selected[i])
			*list_add(&w->out->arena, &w->out->rules) = &w->set->rules.v[i].info;
	struct judge_input in = {w->set, w->manifest, &w->facts, w->selected,
				 w->session->facts.n ? w->session->facts.p : NULL};
	if (!judge_meeting(&in, w->out, &why))
		w->out->failure = why;
	arena_free(&w->facts.arena);
	sort_checkpoints(w->out);
	exceptions_add(w->out, &w->known);
	judge_exceptions(&in, w->session->today, w->out);
	if (exceptions_tell(w->session, w->out))
		sort_checkpoints(w->out);
	judge_verdicts(w->set, w->selected, w->out);
	apply_choices(w->session, w->set, w->manifest, w->selected, w->out);
	narrow(w);
}

struct result *meeting_check_with(bg_session *s, const struct ruleset *set, const struct meeting *m,
				  struct complaints *complaints)
{
	struct result *r = mem_grow(NULL, sizeof *r);
	*r = (struct result){0};
	struct manifest manifest = {0};
	set = session_pack_for(s, set, m);
	struct work w = {.session = s, .set = set, .meeting = m, .manifest = &manifest, .out = r};
	r->path = arena_dup(&r->arena, m->path);
	r->pack = arena_dup(&r->arena, set->name);
	r->pack_title = arena_dup(&r->arena, set->title);
	r->has_manifest = m->manifest_file.n > 0;
	r->outside = m->outside;
	if (!meeting_manifest(m, set, &r->arena, &manifest, complaints) ||
	    !override_params(s, set, &manifest, complaints) || !known_kinds(s, set, complaints) ||
	    !session_good_rules(s, set, complaints) || !exceptions_load(s, set, m, r, &w.known, complaints)) {
		result_free(r);
		return NULL;
	}
	w.selected = session_select_for(s, &r->arena, set, &manifest);
	set_unit(&w);
	run(&w);
	return r;
}

struct result *meeting_check(bg_session *s, const struct meeting *m, struct complaints *complaints)
{
	struct cache_entry entry;
	struct result *r = cache_open(s, m, &entry);
	if (!r) {
		size_t before = complaints->list.n;
		const struct ruleset *set = meeting_ruleset(s, &entry.meeting, complaints);
		r = set ? meeting_check_with(s, set, &entry.meeting, complaints) : NULL;
		if (r && complaints->list.n == before)
			cache_keep(s, &entry, set, r);
	}
	cache_close(&entry);
	return r;
}

void result_free(struct result *r)
{
	if (!r)
		return;
	arena_free(&r->arena);
	mem_free(r);
}

int result_status(const struct result *r, enum level level)
{
	int status = 0;
	if (r->failure.n)
		return 2;
	for (size_t i = 0; i < r->materials.n; i++) {
		const struct material *m = &r->materials.v[i];
		if (m->failure.n || (!m->ignored && !m->kind.n && !r->outside))
			return 2;
	}
	for (size_t i = 0; i < r->checkpoints.n; i++) {
		if (r->checkpoints.v[i].outcome == OUTCOME_UNKNOWN)
			return 2;
		if (is_finding(&r->checkpoints.v[i], level))
			status = 1;
	}
	return status;
}
