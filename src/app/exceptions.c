/*
 * Exceptions of a meeting: the files that they stand in, and what is to be told of those that do not hold.
 * judge/waive.c says which findings they are for.
 */
#include "app.h"
#include "exceptions.h"
#include "text.h"

/* ---- files ------------------------------------------------------------------------- */

/* PATH from the folder DIR, by way of "..", whatever links lead there; as it is when one of them is not there. */
static struct str path_from(struct arena *a, struct str dir, struct str path)
{
	char *d = realpath(arena_z(a, dir), NULL), *p = realpath(arena_z(a, path), NULL);
	struct str out = arena_dup(a, path);
	if (d && p) {
		struct str from = str_of(d), to = str_of(p);
		size_t same = 0;
		for (size_t i = 0; i <= from.n && i <= to.n; i++) {
			bool ends = (i == from.n || from.p[i] == '/') && (i == to.n || to.p[i] == '/');
			same = ends ? i : same;
			if (i == from.n || i == to.n || from.p[i] != to.p[i])
				break;
		}
		struct buf b = {0};
		for (size_t i = same; i < from.n; i++)
			if (from.p[i] == '/' && i + 1 < from.n)
				buf_addz(&b, "../");
		buf_add(&b, str_cut(to, same + (to.p[same] == '/'), to.n));
		out = arena_dup(a, buf_str(&b));
		buf_free(&b);
	}
	mem_free(d);
	mem_free(p);
	return out;
}

static bool read_exceptions(struct arena *a, struct str path, struct exception_file *f,
			    struct complaints *complaints)
{
	struct yaml none = {.file = path, .text = STR("")};
	struct str why;
	f->shown = path;
	if (file_read(a, arena_z(a, path), &f->text, &why))
		return true;
	complain_words(complaints, &none, MARK_TOP, why);
	return false;
}

/* The file is no material, wherever it lies. */
static void leave_out(struct meeting *m, struct str file)
{
	size_t n = 0;
	for (size_t i = 0; i < m->inputs.n; i++)
		if (!str_eq(m->inputs.v[i].file, file))
			m->inputs.v[n++] = m->inputs.v[i];
	m->inputs.n = n;
}

/* The file NAME at the root of M, unless OPTION, which was read into GIVEN, takes its place. */
static bool attach(struct arena *a, struct meeting *m, const char *name, const struct exception_file *given,
		   struct exception_file *out, struct complaints *complaints)
{
	struct str path = path_join(a, m->path, str_of(name));
	if (given->shown.n) {
		*out = *given;
		out->file = path_from(a, m->path, given->shown);
		leave_out(m, out->file);
		return true;
	}
	if (!file_exists(path.p) || file_is_dir(path.p))
		return true;
	out->file = str_of(name);
	return read_exceptions(a, path, out, complaints);
}

bool meetings_exceptions(bg_session *s, struct arena *a, struct meetings *m,
			 struct complaints *complaints)
{
	struct exception_file waivers = {.shared = true}, baseline = {.text = STR(""), .shown = s->baseline};
	bool ok = !s->waivers.n || read_exceptions(a, s->waivers, &waivers, complaints);
	ok = ok && (!s->baseline.n || s->baseline_begins ||
		    read_exceptions(a, s->baseline, &baseline, complaints));
	size_t n = 0;
	for (size_t i = 0; ok && i < m->list.n; i++) {
		struct meeting *one = &m->list.v[i];
		ok = attach(a, one, "waivers.yaml", &waivers, &one->waivers, complaints) &&
		     attach(a, one, "baseline.yaml", &baseline, &one->baseline, complaints);
		if (!one->outside || one->inputs.n) /* beside the meetings lay nothing else */
			m->list.v[n++] = *one;
	}
	m->list.n = n;
	return ok;
}

struct str baseline_meeting(struct arena *a, const struct meeting *m)
{
	struct str path = path_from(a, path_dir(m->baseline.shown), m->path);
	return path.n ? path : STR(".");
}

/* One that ends with the meeting's result, and stands in FILE as seen from there. */
static struct exception own_copy(struct arena *a, const struct exception *e, struct str file)
{
	struct exception copy = *e;
	copy.rule = arena_dup(a, e->rule);
	copy.file = arena_dup(a, e->file);
	copy.fingerprint = arena_dup(a, e->fingerprint);
	copy.reason = arena_dup(a, e->reason);
	copy.owner = arena_dup(a, e->owner);
	copy.place.file = arena_dup(a, file);
	return copy;
}

/* Those of the findings in the baseline that are of M; of one for several meetings they are read once. */
static bool load_baseline(bg_session *s, struct arena *a, const struct meeting *m, struct exceptions *out,
			  struct complaints *complaints)
{
	const struct exception_file *f = &m->baseline;
	bool named = s->baseline.n > 0;
	struct known_findings own, *all = named ? s->known : NULL;
	if (!f->file.n)
		return true;
	if (!all) {
		struct arena *of = named ? &s->arena : a;
		const struct exception_text text = {arena_dup(of, f->shown), arena_dup(of, f->file), f->text};
		all = named ? arena_new(of, struct known_findings) : &own;
		if (!baseline_load(of, &text, all, complaints))
			return false;
		s->known = named ? all : NULL;
	}
	struct str here = baseline_meeting(a, m);
	for (size_t i = 0; i < all->list.n; i++)
		if (str_eq(all->list.v[i].meeting, here))
			*list_add(a, &out->list) = own_copy(a, &all->list.v[i].exception, f->file);
	return true;
}

void exceptions_add(struct result *out, const struct exceptions *known)
{
	for (size_t i = 0; i < known->list.n; i++)
		*list_add(&out->arena, &out->exceptions) = &known->list.v[i];
}

bool exceptions_load(bg_session *s, const struct ruleset *set, const struct meeting *m, struct result *out,
		     struct exceptions *known, struct complaints *complaints)
{
	struct arena *a = &out->arena;
	struct exceptions *all = arena_new(a, struct exceptions);
	const struct exception_file *f = &m->waivers;
	const struct exception_rules rules = {set, engine_rule_ids(a)};
	const struct exception_text waivers = {arena_dup(a, f->shown), arena_dup(a, f->file), f->text};
	if (f->file.n && !waivers_load(a, &waivers, &rules, all, complaints))
		return false;
	for (size_t i = 0; i < all->list.n; i++) {
		all->list.v[i].shared = f->shared;
		*list_add(a, &out->exceptions) = &all->list.v[i];
	}
	return load_baseline(s, a, m, known, complaints);
}

/* ---- in materials ----------------------------------------------------------------- */

static struct place place_in(struct arena *a, struct place p)
{
	p.file = arena_dup(a, p.file);
	p.cell = arena_dup(a, p.cell);
	return p;
}

/* What a comment is on: its words, or the row of its cell. */
static struct place scope_of(struct arena *a, const struct document *d, const struct comment *r)
{
	struct place p = r->place;
	if (!p.cell.n)
		return r->span.start > r->span.end ? (struct place){0}
						   : place_in(a, document_place(d, r->span));
	p.column = 1;
	p.end_column = UINT32_MAX;
	return place_in(a, p);
}

static void tell_fault(struct result *out, struct place place, const struct allow_fault *f)
{
	struct arena *a = &out->arena;
	struct checkpoint *c = engine_finding(out, "exception.malformed", place);
	struct str words = str_of(f->sentence);
	if (f->detail.n)
		words = arena_printf(a, "%s (%.*s)", f->sentence, (int)f->detail.n, f->detail.p);
	*list_add(a, &c->subject) = (struct pair){.key = STR("reason"), .value = words};
	struct str hint = f->hint.n ? arena_printf(a, _(" Did you mean “%s”?"), f->hint.p) : STR("");
	*list_add(a, &c->subject) = (struct pair){.key = STR("hint"), .value = hint};
}

void exceptions_inline(const struct ruleset *set, const struct document *d, struct result *out)
{
	struct arena *a = &out->arena;
	const struct exception_rules rules = {set, engine_rule_ids(a)};
	for (size_t i = 0; i < d->comments.n; i++) {
		const struct comment *r = &d->comments.v[i];
		struct exceptions all;
		struct allow_fault fault;
		if (!allow_parse(a, r->text, &rules, &all, &fault))
			continue;
		struct place scope = scope_of(a, d, r);
		struct place at = r->place.line ? place_in(a, r->place) : scope;
		if (!fault.sentence && !scope.line)
			fault.sentence = N_("nothing stands behind it that it could be for");
		if (fault.sentence)
			tell_fault(out, at, &fault);
		for (size_t k = 0; !fault.sentence && k < all.list.n; k++) {
			struct exception *e = &all.list.v[k];
			e->scope = scope;
			e->place = at;
			e->owner = e->owner.n ? e->owner : arena_dup(a, r->author);
			*list_add(a, &out->exceptions) = e;
		}
	}
}

/* ---- what does not hold ----------------------------------------------------------------- */

static const char *const told_by[EXCEPTION_STATES] = {
    [EXCEPTION_EXPIRED] = "exception.expired",
    [EXCEPTION_CHANGED] = "exception.changed",
    [EXCEPTION_UNUSED] = "exception.unused",
    [EXCEPTION_FORBIDDEN] = "exception.not-allowed",
};

/* Was everything asked for, and could be looked at?  Else what is for nothing may be for something. */
static bool is_whole(const bg_session *s, const struct result *r)
{
	if (s->rules.list.n || s->exclude.list.n || s->alone || s->list_only || r->failure.n)
		return false;
	for (size_t i = 0; i < r->materials.n; i++)
		if (!r->materials.v[i].ignored && (r->materials.v[i].failure.n || !r->materials.v[i].kind.n))
			return false;
	for (size_t i = 0; i < r->checkpoints.n; i++)
		if (r->checkpoints.v[i].outcome == OUTCOME_UNKNOWN)
			return false;
	return true;
}

/* As bare as it is in all languages. */
static struct str terms_of(struct arena *a, const struct exception *e)
{
	return e->owner.n ? arena_printf(a, "%.*s (%.*s)", (int)e->reason.n, e->reason.p,
					 (int)e->owner.n, e->owner.p)
			  : e->reason;
}

bool exceptions_tell(const bg_session *s, struct result *out)
{
	struct arena *a = &out->arena;
	bool whole = is_whole(s, out), any = false;
	for (size_t i = 0; i < out->exceptions.n; i++) {
		const struct exception *e = out->exceptions.v[i];
		if (!told_by[e->state] || (e->state == EXCEPTION_UNUSED && !whole))
			continue;
		struct checkpoint *c = engine_finding(out, told_by[e->state], e->place);
		*list_add(a, &c->subject) = (struct pair){.key = STR("rule"), .value = e->rule};
		if (e->expires != DAY_NONE)
			*list_add(a, &c->subject) =
			    (struct pair){.key = STR("expires"), .value = day_iso(a, e->expires)};
		*list_add(a, &c->subject) =
		    (struct pair){.key = STR("terms"), .value = terms_of(a, e)};
		any = true;
	}
	return any;
}

/* The best that has become of a shared exception, and in which meeting first. */
struct best {
	enum exception_state state;
	size_t meeting;
};

struct sharing {
	struct arena arena;
	struct map index; /* by place */
	LIST(struct best) list;
};

static struct str place_key(struct arena *a, const struct place *p)
{
	return arena_printf(a, "%u:%u", p->line, p->column);
}

static void note_shared(struct sharing *s, const struct result *r, size_t meeting)
{
	for (size_t i = 0; i < r->exceptions.n; i++) {
		const struct exception *e = r->exceptions.v[i];
		if (!e->shared)
			continue;
		size_t *at = map_at(&s->arena, &s->index, place_key(&s->arena, &e->place));
		if (*at == SIZE_MAX) {
			*at = s->list.n;
			*list_add(&s->arena, &s->list) = (struct best){e->state, meeting};
		} else if (e->state < s->list.v[*at].state) {
			s->list.v[*at] = (struct best){e->state, meeting};
		}
	}
}

/* Is it better elsewhere, or as well in a meeting before? */
static bool is_told_elsewhere(struct sharing *s, const struct exception *e, size_t meeting)
{
	size_t at = map_get(&s->index, place_key(&s->arena, &e->place));
	return e->shared && at != SIZE_MAX && s->list.v[at].meeting != meeting;
}

static void settle_shared(struct sharing *s, struct result *r, size_t meeting)
{
	struct map told = {0};  /* places of those whose findings stay away ... */
	struct str file = {0};  /* ... in this file */
	size_t n = 0;
	for (size_t i = 0; i < r->exceptions.n; i++) {
		struct exception *e = r->exceptions.v[i];
		bool elsewhere = is_told_elsewhere(s, e, meeting);
		file = e->shared ? e->place.file : file;
		if (elsewhere)
			*map_at(&s->arena, &told, place_key(&s->arena, &e->place)) = 1;
		/* Those that are of no concern here are left out, those that waive something are not. */
		if (!elsewhere || (e->state != EXCEPTION_UNUSED && e->state != EXCEPTION_UNASKED))
			r->exceptions.v[n++] = e;
	}
	r->exceptions.n = n;
	n = 0;
	for (size_t i = 0; i < r->checkpoints.n; i++) {
		const struct checkpoint *c = &r->checkpoints.v[i];
		bool away = str_is(c->rule->check, "exception") &&
			    str_eq(c->witnesses.v[0].place.file, file) &&
			    map_get(&told, place_key(&s->arena, &c->witnesses.v[0].place)) != SIZE_MAX;
		if (!away)
			r->checkpoints.v[n++] = *c;
	}
	r->checkpoints.n = n;
}

void exceptions_shared(struct result *const *meetings, size_t count)
{
	struct sharing s = {0};
	for (size_t m = 0; count > 1 && m < count; m++)
		note_shared(&s, meetings[m], m);
	for (size_t m = 0; s.list.n && m < count; m++)
		settle_shared(&s, meetings[m], m);
	arena_free(&s.arena);
}
