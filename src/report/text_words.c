/* The words for levels and for what readers tell. */
#include "text_parts.h"

static const char *const level_words[] = {
    [LEVEL_INFO] = N_("info"),
    [LEVEL_WARNING] = N_("warning"),
    [LEVEL_ERROR] = N_("error"),
};

static const char *const verdict_words[] = {
    [VERDICT_PASSED] = N_("satisfied"),	      [VERDICT_FAILED] = N_("not satisfied"),
    [VERDICT_PARTLY] = N_("partly satisfied"), [VERDICT_IDLE] = N_("not applicable"),
    [VERDICT_UNCHECKED] = N_("not checked"),   [VERDICT_HUMAN] = N_("for a person"),
    [VERDICT_WAIVED] = N_("waived"),
};

static const struct {
	const char *id, *words;
} note_words[] = {
    {"read.embedded", N_("embedded objects were not read")},
    {"read.encoding", N_("some characters can't be decoded")},
    {"read.front-matter", N_("the front matter can't be parsed and was left out")},
    {"read.hidden-columns", N_("hidden columns were read like others")},
    {"read.hidden-rows", N_("hidden rows were read like others")},
    {"read.hidden-sheet", N_("a hidden sheet was read like others")},
    {"read.hidden-text", N_("hidden text was left out")},
    {"read.picture", N_("text in pictures was not read")},
    {"read.too-many-cells", N_("the sheet has too many cells; the last ones were left out")},
    {"read.tracked-changes", N_("deletions that are not accepted yet were left out")},
};

struct str words_line(struct arena *a, struct str s)
{
	return line_clean(a, s);
}

const char *words_state(enum exception_state state)
{
	static const char *const words[] = {
	    [EXCEPTION_HOLDS] = N_("holds"),
	    [EXCEPTION_EXPIRED] = N_("expired: what it waived counts again"),
	    [EXCEPTION_CHANGED] = N_("the text has changed"),
	    [EXCEPTION_UNUSED] = N_("nothing is found that it is for"),
	    [EXCEPTION_FORBIDDEN] = N_("findings of this rule cannot be waived"),
	    [EXCEPTION_UNASKED] = N_("its rule did not run, or could not look at everything"),
	};
	return _(words[state]);
}

const char *words_source(enum exception_source source)
{
	static const char *const words[] = {
	    [EXCEPTION_INLINE] = N_("in the text"),
	    [EXCEPTION_WAIVER] = N_("waiver"),
	    [EXCEPTION_BASELINE] = N_("baseline"),
	};
	return _(words[source]);
}

struct str words_expiry(struct arena *a, const struct exception *e)
{
	return e->expires == DAY_NONE ? str_of(_("no end")) : day_iso(a, e->expires);
}

struct str words_terms(struct arena *a, struct str reason, struct str owner, struct str expires)
{
	int r = (int)reason.n, o = (int)owner.n, e = (int)expires.n;
	if (owner.n && expires.n)
		return arena_printf(a, _("%.*s (%.*s, until %.*s)"), r, reason.p, o, owner.p, e, expires.p);
	if (expires.n)
		return arena_printf(a, _("%.*s (until %.*s)"), r, reason.p, e, expires.p);
	return owner.n ? arena_printf(a, _("%.*s (%.*s)"), r, reason.p, o, owner.p) : reason;
}

const char *words_level(enum level level)
{
	return _(level_words[level]);
}

const char *words_verdict(enum verdict_type type)
{
	return _(verdict_words[type]);
}

const char *note_sentence(const char *id)
{
	for (size_t i = 0; i < sizeof note_words / sizeof *note_words; i++)
		if (!strcmp(note_words[i].id, id))
			return note_words[i].words;
	return id;
}

const char *words_note(const char *id)
{
	return _(note_sentence(id));
}

/* A failure is a constant sentence, with what varies in parentheses behind. */
struct str words_failure(struct arena *a, struct str failure)
{
	failure = line_clean(a, failure);
	size_t open = str_find(failure, STR(" ("), 0);
	if (open == 0 || open == SIZE_MAX || !str_ends(failure, STR(")")))
		return failure.n ? str_of(_(arena_z(a, failure))) : failure;
	struct str detail = str_cut(failure, open + 2, failure.n - 1);
	const char *sentence = arena_z(a, str_cut(failure, 0, open));
	detail = detail.n ? str_of(_(arena_z(a, detail))) : detail;
	return arena_printf(a, _("%s (%.*s)"), _(sentence), (int)detail.n, detail.p);
}

/*
 * The engine's own findings come with English sentences and are said in the user's
 * language; what a pack's rules say is said as it is.
 */
struct str words_finding(struct arena *a, const struct checkpoint *c, struct str words)
{
	struct checkpoint said = *c;
	if (!str_is(c->rule->check, "input") && !str_is(c->rule->check, "exception"))
		return checkpoint_fill(a, c, words);
	said.subject.v = arena_array(a, struct pair, c->subject.n);
	for (size_t i = 0; i < c->subject.n; i++) {
		said.subject.v[i] = c->subject.v[i];
		if (str_is(c->subject.v[i].key, "reason"))
			said.subject.v[i].value = words_failure(a, c->subject.v[i].value);
	}
	return checkpoint_fill(a, &said, words.n ? str_of(_(arena_z(a, words))) : words);
}

struct str words_place(struct str name)
{
	static const char *const own[] = {N_("near"), N_("difference")};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (str_is(name, own[i]))
			return str_of(_(own[i]));
	return name;
}
