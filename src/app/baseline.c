/*
 * Baselines: written once, of all that is found; from then on only what is gone is taken out.  Gone is what was
 * looked for and not found: with a file that could not be read, or a rule that lacks something, nothing is.
 */
#include "baseline.h"
#include "init.h"
#include "text.h"

enum { TEXT_MAX = 60 /* characters */ };

/* The beginning of the finding's words, on one line. */
static struct str beginning(struct arena *a, const struct checkpoint *c)
{
	struct str s = c->witnesses.n ? c->witnesses.v[0].excerpt : STR("");
	struct buf b = {0};
	size_t n = 0;
	bool blank = true;
	s = s.n ? s : checkpoint_fill(a, c, c->rule->message);
	for (size_t at = 0; at < s.n && n < TEXT_MAX;) {
		size_t from = at;
		uint32_t ch = utf8_next(s, &at);
		bool is_blank = utf8_is_blank(ch) || ch < 0x20;
		if (is_blank && !blank)
			buf_char(&b, ' ');
		else if (!is_blank)
			buf_add(&b, str_cut(s, from, at));
		n += !is_blank || !blank;
		blank = is_blank;
	}
	struct str out = arena_dup(a, str_trim(buf_str(&b)));
	buf_free(&b);
	return out;
}

/* ---- what is new --------------------------------------------------------------------- */

static void take_up(struct baseline_job *j, struct map *seen, struct str meeting, const struct checkpoint *c)
{
	struct arena *a = j->arena;
	struct str file = c->witnesses.n ? c->witnesses.v[0].place.file : STR("");
	struct str print = checkpoint_fingerprint(a, c);
	size_t *at = map_at(a, seen, arena_printf(a, "%.*s\n%.*s\n%.*s\n%.*s", (int)meeting.n, meeting.p,
						  (int)file.n, file.p, (int)c->rule->id.n,
						  c->rule->id.p, (int)print.n, print.p));
	if (*at == SIZE_MAX) {
		*at = j->list.n;
		struct known_finding *k = list_add(a, &j->list);
		*k = (struct known_finding){.meeting = meeting, .file = file, .text = beginning(a, c)};
		k->exception.rule = c->rule->id;
		k->exception.fingerprint = print;
	}
	j->list.v[*at].exception.count++;
}

static void refuse(struct baseline_job *j, const struct result *r, const struct checkpoint *c)
{
	static const struct place nowhere;
	const struct place *p = c->witnesses.n ? &c->witnesses.v[0].place : &nowhere;
	struct str path = path_join(j->arena, r->path, p->file);
	struct str words = checkpoint_fill(j->arena, c, c->rule->message);
	buf_printf(&j->refused, "%.*s:%u:%u: %.*s [%.*s]\n", (int)path.n, path.p, p->line, p->column,
		   (int)words.n, words.p, (int)c->rule->id.n, c->rule->id.p);
	j->refused_count++;
}

static void look_for_new(struct baseline_job *j)
{
	struct map seen = {0};
	for (size_t i = 0; i < j->parts.n; i++) {
		const struct result *r = j->parts.v[i].result;
		struct str meeting = j->parts.v[i].meeting;
		for (size_t k = 0; k < r->checkpoints.n; k++) {
			const struct checkpoint *c = &r->checkpoints.v[k];
			if (!is_finding(c, j->level))
				continue;
			if (c->rule->unwaivable)
				j->unwaivable += !str_is(c->rule->check, "exception");
			else if (j->begins)
				take_up(j, &seen, meeting, c);
			else
				refuse(j, r, c);
		}
	}
}

/* ---- what is gone ---------------------------------------------------------------------- */

static struct str place_key(struct arena *a, const struct place *p)
{
	return arena_printf(a, "%u:%u", p->line, p->column);
}

/* What became of each in the run. */
static void index_part(struct arena *a, struct baseline_part *part)
{
	const struct result *r = part->result;
	struct map number = {0}; /* of exceptions, by themselves */
	part->blind = r->failure.n > 0;
	for (size_t i = 0; i < r->materials.n; i++)
		part->blind = part->blind || (!r->materials.v[i].ignored &&
					      (r->materials.v[i].failure.n || !r->materials.v[i].kind.n));
	part->used = arena_array(a, size_t, r->exceptions.n + 1);
	for (size_t i = 0; i < r->exceptions.n; i++) {
		const struct exception *e = r->exceptions.v[i];
		*map_at(a, &number, arena_dup(a, (struct str){(const char *)&e, sizeof e})) = i;
		if (e->source == EXCEPTION_BASELINE)
			*map_at(a, &part->at, place_key(a, &e->place)) = i;
	}
	for (size_t i = 0; i < r->checkpoints.n; i++) {
		const struct exception *e = r->checkpoints.v[i].waived;
		size_t at = map_get(&number, (struct str){(const char *)&e, sizeof e});
		if (e && at != SIZE_MAX)
			part->used[at]++;
		if (r->checkpoints.v[i].outcome == OUTCOME_UNKNOWN)
			*map_at(a, &part->unknown, r->checkpoints.v[i].rule->id) = 1;
	}
}

/* How many of those that the exception AT is for are left. */
static size_t left_of(const struct baseline_part *p, size_t at)
{
	const struct exception *e = p->result->exceptions.v[at];
	if (p->blind || map_get(&p->unknown, e->rule) != SIZE_MAX)
		return e->count;
	if (e->state == EXCEPTION_UNUSED)
		return 0;
	return e->state == EXCEPTION_HOLDS && p->used[at] ? p->used[at] : e->count;
}

/* How many of K are left; all when it was not asked for. */
static size_t left(const struct baseline_job *j, const struct known_finding *k)
{
	struct str key = place_key(j->arena, &k->exception.place);
	for (size_t i = 0; i < j->parts.n; i++) {
		const struct baseline_part *p = &j->parts.v[i];
		size_t at = str_eq(p->meeting, k->meeting) ? map_get(&p->at, key) : SIZE_MAX;
		if (at != SIZE_MAX)
			return left_of(p, at);
	}
	return k->exception.count;
}

static bool shrink(struct baseline_job *j, struct complaints *complaints)
{
	const struct exception_text text = {j->file.shown, j->file.shown, j->file.text};
	struct known_findings all;
	if (!baseline_load(j->arena, &text, &all, complaints))
		return false;
	j->shared = all.shared;
	for (size_t i = 0; i < j->parts.n; i++)
		index_part(j->arena, &j->parts.v[i]);
	for (size_t i = 0; i < all.list.n; i++) {
		struct known_finding k = all.list.v[i];
		j->before += k.exception.count;
		k.exception.count = left(j, &k);
		if (k.exception.count)
			*list_add(j->arena, &j->list) = k;
	}
	return true;
}

/* ---- the file ---------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	const struct known_finding *x = a, *y = b;
	int order = str_cmp(x->meeting, y->meeting);
	if (!order)
		order = str_cmp(x->file, y->file);
	if (!order)
		order = str_cmp(x->exception.rule, y->exception.rule);
	return order ? order : str_cmp(x->exception.fingerprint, y->exception.fingerprint);
}

bool baseline_fill(struct baseline_job *j, struct complaints *complaints)
{
	look_for_new(j);
	if (!j->begins && !shrink(j, complaints))
		return false;
	if (j->list.n)
		qsort(j->list.v, j->list.n, sizeof *j->list.v, by_name);
	return true;
}

size_t baseline_count(const struct baseline_job *j)
{
	size_t n = 0;
	for (size_t i = 0; i < j->list.n; i++)
		n += j->list.v[i].exception.count;
	return n;
}

static void put(struct buf *out, const char *before, const char *key, struct str value)
{
	buf_printf(out, "%s%s: ", before, key);
	yaml_value(out, value);
	buf_char(out, '\n');
}

void baseline_print(const struct baseline_job *j, struct buf *out)
{
	buf_addz(out, "# Findings that were known when this was written.  It only gets shorter:\n"
		      "# “baguan baseline prune” takes out what is mended.\n");
	put(out, "", "reason", j->shared.reason);
	if (j->shared.owner.n)
		put(out, "", "owner", j->shared.owner);
	if (j->shared.expires != DAY_NONE)
		put(out, "", "expires", day_iso(j->arena, j->shared.expires));
	buf_addz(out, j->list.n ? "findings:\n" : "findings: []\n");
	for (size_t i = 0; i < j->list.n; i++) {
		const struct known_finding *k = &j->list.v[i];
		put(out, "- ", "rule", k->exception.rule);
		if (!str_is(k->meeting, "."))
			put(out, "  ", "meeting", k->meeting);
		if (k->file.n)
			put(out, "  ", "file", k->file);
		buf_printf(out, "  fingerprint: '%.*s'\n", (int)k->exception.fingerprint.n,
			   k->exception.fingerprint.p);
		if (k->exception.count > 1)
			buf_printf(out, "  count: %zu\n", k->exception.count);
		if (k->text.n)
			put(out, "  ", "text", k->text);
	}
}
