/*
 * Findings of two reports, one to one.  Several passes, from what is surely the same to what is
 * only about the same; in each, what has the same key is matched in order.  A look at what is
 * alike goes over a few candidates only, so that time grows with the findings and not faster.
 */
#include "diff_parts.h"
#include "text.h"

enum { CANDIDATES = 8 };

struct matching {
	struct arena *a;
	const struct comparison *c;
	struct meeting_pair *pair;
	size_t *partner;      /* of each finding before: that after; SIZE_MAX: none */
	enum change_type *as; /* of each finding after */
	size_t *back;         /* of each finding after: that before */
	size_t *next;         /* of each finding after: the next one with its key */
	struct map renamed; /* files after, and which file before they were: an index into names */
	LIST(struct str) names;
};

/* ---- keys ------------------------------------------------------------------------- */

typedef struct str key_of(struct matching *m, const struct saved_finding *f, bool after);

static struct str exact_key(struct matching *m, const struct saved_finding *f, bool after)
{
	(void)after;
	return arena_printf(m->a, "%s\n%s\n%s\n%u\n%u\n%s", f->rule.p, f->fingerprint.p,
			    f->place.file.p, f->place.line, f->place.column, f->place.cell.p);
}

static struct str file_key(struct matching *m, const struct saved_finding *f, bool after)
{
	(void)after;
	return arena_printf(m->a, "%s\n%s\n%s", f->rule.p, f->fingerprint.p, f->place.file.p);
}

static struct str print_key(struct matching *m, const struct saved_finding *f, bool after)
{
	(void)after;
	return arena_printf(m->a, "%s\n%s", f->rule.p, f->fingerprint.p);
}

/* The name that the file had before. */
static const char *old_name(struct matching *m, const struct saved_finding *f, bool after)
{
	size_t at = after ? map_get(&m->renamed, f->place.file) : SIZE_MAX;
	return at == SIZE_MAX ? f->place.file.p : m->names.v[at].p;
}

static struct str rule_key(struct matching *m, const struct saved_finding *f, bool after)
{
	return arena_printf(m->a, "%s\n%s", f->rule.p, old_name(m, f, after));
}

static struct str subject_key(struct matching *m, const struct saved_finding *f, bool after)
{
	if (!f->subject.n)
		return STR("");
	return arena_printf(m->a, "%s\n%s\n%s", f->rule.p, old_name(m, f, after), f->subject.p);
}

static struct str place_key(struct matching *m, const struct saved_finding *f, bool after)
{
	if (!f->place.line)
		return STR("");
	return arena_printf(m->a, "%s\n%s\n%u\n%u\n%s", f->rule.p, old_name(m, f, after),
			    f->place.line, f->place.column, f->place.cell.p);
}

/* ---- what goes together --------------------------------------------------------------- */

static bool any(const struct saved_finding *x, const struct saved_finding *y)
{
	(void)x;
	(void)y;
	return true;
}

/* Have they half of their words in common? */
static bool alike(const struct saved_finding *x, const struct saved_finding *y)
{
	size_t common = 0, most = x->signed_bits > y->signed_bits ? x->signed_bits : y->signed_bits;
	for (size_t i = 0; i < SIGNATURE_WORDS; i++)
		for (uint64_t w = x->signature[i] & y->signature[i]; w; w &= w - 1)
			common++;
	return most && 2 * common >= most;
}

/* A file with another name has the same findings: one is there only before, one only after. */
static void note_name(struct matching *m, struct str before, struct str after)
{
	if (str_eq(before, after) || map_get(&m->pair->after->file, before) != SIZE_MAX ||
	    map_get(&m->pair->before->file, after) != SIZE_MAX)
		return;
	size_t *at = map_at(m->a, &m->renamed, after);
	if (*at == SIZE_MAX) {
		*at = m->names.n;
		*list_add(m->a, &m->names) = before;
	}
}

static bool same_place(const struct place *x, const struct place *y)
{
	return str_eq(x->file, y->file) && x->line == y->line && x->column == y->column &&
	       str_eq(x->cell, y->cell);
}

static void join(struct matching *m, size_t i, size_t k, bool same_words)
{
	const struct saved_finding *x = &m->pair->before->findings.v[i];
	const struct saved_finding *y = &m->pair->after->findings.v[k];
	m->partner[i] = k;
	m->back[k] = i;
	m->as[k] = !same_words                        ? CHANGE_REWORDED
		   : same_place(&x->place, &y->place) ? CHANGE_OPEN
						      : CHANGE_MOVED;
	if (same_words)
		note_name(m, x->place.file, y->place.file);
}

/* One pass over what has no partner yet. */
static void pass(struct matching *m, key_of *key,
		 bool (*fits)(const struct saved_finding *, const struct saved_finding *),
		 bool same_words)
{
	const struct saved_meeting *x = m->pair->before, *y = m->pair->after;
	struct map first = {0};
	for (size_t k = y->findings.n; k-- > 0;) {
		struct str name = STR("");
		if (m->back[k] == SIZE_MAX)
			name = key(m, &y->findings.v[k], true);
		if (!name.n)
			continue;
		size_t *head = map_at(m->a, &first, name);
		m->next[k] = *head;
		*head = k;
	}
	for (size_t i = 0; i < x->findings.n; i++) {
		struct str name = STR("");
		if (m->partner[i] == SIZE_MAX)
			name = key(m, &x->findings.v[i], false);
		if (!name.n || map_get(&first, name) == SIZE_MAX)
			continue;
		size_t *at = map_at(m->a, &first, name);
		for (int n = 0; n < CANDIDATES && *at != SIZE_MAX; n++, at = &m->next[*at]) {
			if (!fits(&x->findings.v[i], &y->findings.v[*at]))
				continue;
			size_t k = *at;
			*at = m->next[k];
			join(m, i, k, same_words);
			break;
		}
	}
}

/* ---- what was looked at ------------------------------------------------------------------ */

const struct saved_rule *saved_rule_find(const struct saved_meeting *m, struct str rule)
{
	size_t at = map_get(&m->rule, rule);
	return at == SIZE_MAX ? NULL : &m->rules.v[at];
}

/* What the engine itself has to tell of files: asked for in each run, and listed only where it
 * told. */
static bool always_runs(struct str rule)
{
	return str_starts(rule, STR("input.")) || str_starts(rule, STR("read."));
}

/* Why a finding F of the report HERE can't be expected in the other one, THERE; NULL: it can. */
static const char *unlooked(struct matching *m, const struct saved_finding *f,
			    const struct saved_meeting *here, const struct saved_meeting *there)
{
	const struct saved_rule *ours = saved_rule_find(here, f->rule);
	const struct saved_rule *rule = saved_rule_find(there, f->rule);
	struct str file = f->place.file;
	if (gap_find(m->a, there, GAP_OFF, f->rule))
		return N_("the rule is switched off");
	if (ours && !rule && !always_runs(f->rule))
		return N_("the rule did not run");
	if (ours && rule && rule->unknown && (rule->unknown > ours->unknown || !rule->checked))
		return N_("the rule lacks something");
	if (ours && rule && rule->failed > rule->shown && !rule->shown)
		return N_("the report was made with a higher --level");
	if (gap_find(m->a, there, GAP_UNREAD, file))
		return N_("the file was not read");
	if (gap_find(m->a, there, GAP_UNRECOGNISED, file))
		return N_("the file is of no known kind");
	if (gap_find(m->a, there, GAP_IGNORED, file))
		return N_("the file was left out");
	if (there->outside && map_get(&there->file, file) == SIZE_MAX)
		return N_("only some files were asked for");
	return NULL;
}

static void add(struct matching *m, struct change change)
{
	*list_add(m->a, &m->pair->changes) = change;
	m->pair->count[change.type]++;
}

static const char *const blind_words = N_("the run could not look at everything");

static void add_after(struct matching *m, size_t k)
{
	const struct saved_meeting *x = m->pair->before, *y = m->pair->after;
	const struct saved_finding *f = &y->findings.v[k];
	struct change change = {.after = f};
	if (m->back[k] != SIZE_MAX)
		change.before = &x->findings.v[m->back[k]];
	if (change.before && change.before->waived && f->waived)
		return;
	if (f->waived) {
		change.type = CHANGE_WAIVED;
	} else if (change.before && !change.before->waived) {
		change.type = m->as[k];
	} else {
		change.type = CHANGE_NEW;
		if (!change.before)
			change.why = unlooked(m, f, y, x);
		if (!change.before && !change.why && m->c->before->blind)
			change.why = blind_words;
	}
	add(m, change);
}

void match_findings(struct arena *a, const struct comparison *c, struct meeting_pair *pair)
{
	const struct saved_meeting *x = pair->before, *y = pair->after;
	struct matching m = {.a = a, .c = c, .pair = pair};
	m.partner = arena_array(a, size_t, x->findings.n + 1);
	m.back = arena_array(a, size_t, y->findings.n + 1);
	m.next = arena_array(a, size_t, y->findings.n + 1);
	m.as = arena_array(a, enum change_type, y->findings.n + 1);
	for (size_t i = 0; i < x->findings.n; i++)
		m.partner[i] = SIZE_MAX;
	for (size_t k = 0; k < y->findings.n; k++)
		m.back[k] = SIZE_MAX;
	pass(&m, exact_key, any, true);
	pass(&m, file_key, any, true);
	pass(&m, print_key, any, true);
	pass(&m, rule_key, alike, false);
	pass(&m, subject_key, any, false);
	pass(&m, place_key, any, false);
	for (size_t k = 0; k < y->findings.n; k++)
		add_after(&m, k);
	for (size_t i = 0; i < x->findings.n; i++) {
		const struct saved_finding *f = &x->findings.v[i];
		if (m.partner[i] != SIZE_MAX || f->waived)
			continue;
		const char *why = unlooked(&m, f, x, y);
		if (!why && c->after->blind)
			why = blind_words;
		add(&m, (struct change){
			    .type = why ? CHANGE_UNTOLD : CHANGE_MENDED, .before = f, .why = why});
	}
}
