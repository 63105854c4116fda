/*
 * Phrases in a folded text, and what is one edit away from them, in one pass.
 *
 * At each character of the text the pair that it begins is looked up among the anchors
 * (phrase_load.c says why none is lost); each anchor there is compared with the text up to the
 * second difference.  So time grows with the text, and with how often anchors stand in it.
 */
#include "phrase.h"

/* ---- one edit ---------------------------------------------------------------------- */

enum edit_type {
	EDIT_NONE,
	EDIT_OTHER,
	EDIT_MISSING,
	EDIT_EXTRA,
	EDIT_SWAPPED,
	EDIT_OTHER_WORD,
	EDIT_MISSING_WORD,
	EDIT_EXTRA_WORD,
	EDIT_TOO_MANY
};

/* Characters of the phrase, and of the text, that an edit takes. */
static const struct {
	size_t form, text;
} taken[] = {
    [EDIT_OTHER] = {1, 1},      [EDIT_MISSING] = {1, 0},    [EDIT_EXTRA] = {0, 1},
    [EDIT_SWAPPED] = {2, 2},    [EDIT_OTHER_WORD] = {2, 2}, [EDIT_MISSING_WORD] = {2, 0},
    [EDIT_EXTRA_WORD] = {0, 2},
};

/* Characters walked in one direction: the I-th is v[step * I]. */
struct walk {
	const struct fold_char *v;
	size_t n;
	int step;
};

static uint32_t walk_at(const struct walk *w, size_t i)
{
	return i < w->n ? w->v[(ptrdiff_t)i * w->step].c : FOLD_BREAK;
}

/* Do form[i ...) and text[k ...) agree to the form's end? */
static bool rest_agrees(const struct walk *form, size_t i, const struct walk *text, size_t k)
{
	for (; i < form->n; i++, k++)
		if (walk_at(text, k) != walk_at(form, i))
			return false;
	return true;
}

static bool is_swapped(const struct walk *form, size_t i, const struct walk *text)
{
	return i + 1 < form->n && walk_at(form, i) == walk_at(text, i + 1) &&
	       walk_at(form, i + 1) == walk_at(text, i);
}

/* How the beginning of TEXT differs from FORM, and where; *used: its characters that FORM takes. */
static enum edit_type compare(const struct walk *form, const struct walk *text, bool words,
			      size_t *where, size_t *used)
{
	static const enum edit_type types[] = {EDIT_OTHER,     EDIT_SWAPPED,    EDIT_MISSING,
					       EDIT_EXTRA,     EDIT_OTHER_WORD, EDIT_MISSING_WORD,
					       EDIT_EXTRA_WORD};
	size_t i = 0;
	while (i < form->n && walk_at(form, i) == walk_at(text, i))
		i++;
	*where = i;
	*used = form->n;
	if (i == form->n)
		return EDIT_NONE;
	/* The last one is there, behind one too many. */
	if (i > 0 && i + 1 == form->n && walk_at(text, i + 1) == walk_at(form, i)) {
		*used = form->n + 1;
		return EDIT_EXTRA;
	}
	for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
		enum edit_type type = types[k];
		/* A word at an edge: the phrase may be part of a longer one, or another. */
		if (type >= EDIT_OTHER_WORD && (!words || i + taken[type].form >= form->n))
			continue;
		if (type == EDIT_SWAPPED && !is_swapped(form, i, text))
			continue;
		if (!rest_agrees(form, i + taken[type].form, text, i + taken[type].text))
			continue;
		*used = form->n - taken[type].form + taken[type].text;
		return type;
	}
	return EDIT_TOO_MANY;
}

/* ---- what is no slip --------------------------------------------------------------- */

static bool holds_char(const uint32_t *list, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == c)
			return true;
	return false;
}

#define HOLDS(LIST_, C) holds_char((LIST_).v, (LIST_).n, (C))

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Another character in place of one: letters for letters, digits for digits. */
static bool may_be_slip(uint32_t written, uint32_t wanted)
{
	return utf8_is_han(wanted) ? utf8_is_han(written) : is_digit(wanted) && is_digit(written);
}

/* A writer who joins two things in another way has made no slip. */
static bool joined_otherwise(const struct phrases *p, enum edit_type type, const struct find *f,
			     const struct folded *text)
{
	const struct fold_char *t = &text->chars.v[f->edit];
	const struct fold_char *w = &f->form->text.chars.v[f->form_edit];
	switch (type) {
	case EDIT_OTHER:
		return HOLDS(p->style.joiners.list, t->c) && HOLDS(p->style.joiners.list, w->c);
	case EDIT_MISSING: /* the character behind the gap */
		return HOLDS(p->style.joiners.list, w->c) &&
		       text->chars.v[f->edit_end - 1].separated;
	default:
		return HOLDS(p->style.joiners.list, t->c) && f->form_edit < f->form->text.chars.n &&
		       w->separated;
	}
}

/* ---- one anchor -------------------------------------------------------------------- */

struct search {
	struct arena *arena;
	const struct rule *rule;
	const struct phrases *p;
	const struct folded *text;
	struct phrase_memory *out;
};

static bool doubled(const struct search *s, size_t at)
{
	const struct fold_char *v = s->text->chars.v;
	return (at > 0 && v[at - 1].c == v[at].c) ||
	       (at + 1 < s->text->chars.n && v[at + 1].c == v[at].c);
}

/* A word of ideographs; but a whole item of a list more or less is none. */
static bool is_word(const struct fold_char *v, bool item_matters)
{
	return utf8_is_han(v[0].c) && utf8_is_han(v[1].c) && !v[1].separated &&
	       !(item_matters && v[0].separated && v[2].separated);
}

static bool is_word_slip(const struct search *s, enum edit_type type, const struct find *f)
{
	const struct fold_char *written = &s->text->chars.v[f->edit];
	const struct fold_char *wanted = &f->form->text.chars.v[f->form_edit];
	bool other = type == EDIT_OTHER_WORD;
	return (!taken[type].text || is_word(written, !other)) &&
	       (!taken[type].form || is_word(wanted, !other));
}

/* Does what is one too many stand in a word that nothing may be put into? */
static bool divides_word(const struct search *s, const struct find *f)
{
	const struct fold_char *w = &f->form->text.chars.v[f->form_edit];
	return f->form_edit > 0 && f->form_edit < f->form->text.chars.n && !w->separated &&
	       phrase_is_whole(&s->p->style, w[-1].c, w->c);
}

/* Sets the rank of F; false when it is no slip. */
static bool judge_edit(const struct search *s, enum edit_type type, struct find *f)
{
	const struct fold_char *v = s->text->chars.v;
	size_t n = f->form->text.chars.n;
	uint32_t wanted = f->form_edit < n ? f->form->text.chars.v[f->form_edit].c : FOLD_BREAK;
	bool edge = f->form_edit == 0 || f->form_edit + 1 >= n;
	f->rank = edge ? RANK_EDGE : RANK_EDIT;
	if (s->p->shorter && !taken[type].text)
		return false;
	if (type >= EDIT_OTHER_WORD) {
		f->rank = RANK_WORD;
		return is_word_slip(s, type, f);
	}
	if (joined_otherwise(s->p, type, f, s->text))
		return false;
	if (type == EDIT_SWAPPED) {
		f->rank = RANK_SWAPPED;
		return true;
	}
	if (type == EDIT_OTHER && phrases_confusable(s->p, v[f->edit].c, wanted)) {
		f->rank = RANK_CONFUSABLE;
		return true;
	}
	if (type == EDIT_OTHER && !may_be_slip(v[f->edit].c, wanted))
		return false;
	if (type == EDIT_EXTRA && doubled(s, f->edit)) {
		/* Which of the two is one too many cannot be told. */
		if (v[f->edit - 1].c == v[f->edit].c)
			f->edit--;
		else
			f->edit_end++;
		f->rank = RANK_SWAPPED;
		return true;
	}
	if (type == EDIT_EXTRA && !utf8_is_han(v[f->edit].c) && !is_digit(v[f->edit].c))
		return false;
	if (type == EDIT_EXTRA && HOLDS(s->p->style.fillers.list, v[f->edit].c) && !divides_word(s, f))
		return false;
	/* Five characters of which four agree at one end are too few to tell. */
	return !edge || n > 5 || (type == EDIT_EXTRA && f->form_edit > 0 && f->form_edit < n);
}

static void add_find(struct search *s, const struct form *form, enum edit_type type, size_t start,
		     size_t used, size_t edit, size_t form_edit)
{
	struct find f = {.rule = s->rule, .form = form, .start = start, .end = start + used};
	size_t n = form->text.chars.n;
	f.edit = edit;
	f.form_edit = form_edit;
	f.edit_end = edit + taken[type].text;
	f.form_edit_end = form_edit + taken[type].form;
	/* A character at the edge may be another or not there: when what stands there cannot be it.
	 */
	if (type == EDIT_OTHER && (form_edit == 0 || form_edit + 1 == n) &&
	    !may_be_slip(s->text->chars.v[edit].c, form->text.chars.v[form_edit].c)) {
		type = EDIT_MISSING;
		f.start += form_edit == 0;
		f.end -= form_edit != 0;
		f.edit = form_edit == 0 ? f.start : f.end;
	}
	/* The two between which it is missing, where they are. */
	if (type == EDIT_MISSING || type == EDIT_MISSING_WORD) {
		f.edit_end = f.edit + (f.edit < s->text->chars.n);
		f.edit -= f.edit > f.start;
		f.edit_end = f.edit_end > f.edit ? f.edit_end : f.edit + 1;
	}
	if (judge_edit(s, type, &f))
		*list_add(s->arena, &s->out->finds) = f;
}

static void try_tail(struct search *s, const struct form *form, size_t from, size_t at)
{
	size_t n = form->text.chars.n, where, used;
	struct walk tail = {&form->text.chars.v[from], n - from, 1};
	struct walk here = {&s->text->chars.v[at], s->text->chars.n - at, 1};
	if (!rest_agrees(&tail, 0, &here, 0))
		return;
	struct walk head = {&form->text.chars.v[from - 1], from, -1};
	struct walk before = {at ? &s->text->chars.v[at - 1] : s->text->chars.v, at, -1};
	enum edit_type type = compare(&head, &before, form->words, &where, &used);
	if (type == EDIT_NONE || type == EDIT_TOO_MANY || used > at)
		return;
	add_find(s, form, type, at - used, used + n - from, at - where - taken[type].text,
		 from - where - taken[type].form);
}

/* Is there something between the character and the one before that phrases leave out, or that is no
 * word? */
static bool stands_off(const struct folded *text, size_t at)
{
	const struct fold_char *v = text->chars.v;
	return v[at].at != v[at - 1].end || !utf8_is_han(v[at].c) || !utf8_is_han(v[at - 1].c);
}

/* The character at AT stands twice.  Can this one be part of a word with what is at BESIDE? */
static bool may_belong(const struct search *s, size_t at, size_t beside, const struct pairs *n)
{
	const struct fold_char *v = s->text->chars.v;
	return !stands_off(s->text, beside > at ? beside : at) &&
	       !phrase_is_one_too_many(n, v[at].c, v[beside].c);
}

/*
 * The first or last character written twice: the phrase stands there all the same.  Only where
 * the other one can belong to no word beside it.
 */
static void try_doubled_edge(struct search *s, const struct form *form, size_t at)
{
	const struct fold_char *v = s->text->chars.v;
	size_t n = form->text.chars.n, end = at + n;
	struct find f = {.rule = s->rule, .form = form, .rank = RANK_SWAPPED};
	if (at > 1 && v[at - 1].c == v[at].c && !stands_off(s->text, at) &&
	    !may_belong(s, at - 1, at - 2, &s->p->style.before)) {
		f.start = f.edit = at - 1;
		f.end = end;
		f.edit_end = at;
		*list_add(s->arena, &s->out->finds) = f;
	}
	if (end + 1 < s->text->chars.n && v[end].c == v[end - 1].c && !stands_off(s->text, end) &&
	    !may_belong(s, end, end + 1, &s->p->style.behind)) {
		f.start = at;
		f.form_edit = f.form_edit_end = n;
		f.edit = end;
		f.end = f.edit_end = end + 1;
		*list_add(s->arena, &s->out->finds) = f;
	}
}

static void try_head(struct search *s, const struct form *form, size_t at)
{
	size_t n = form->text.chars.n, where, used;
	struct walk whole = {form->text.chars.v, n, 1};
	struct walk here = {&s->text->chars.v[at], s->text->chars.n - at, 1};
	enum edit_type type = compare(&whole, &here, form->words, &where, &used);
	if (type == EDIT_NONE && form->type == FORM_WRONG) {
		struct find f = {.rule = s->rule, .form = form, .start = at, .end = at + n};
		f.edit = at;
		f.edit_end = at + n;
		f.form_edit_end = n;
		*list_add(s->arena, &s->out->finds) = f;
	} else if (type == EDIT_NONE) {
		*list_add(s->arena, &s->out->exacts) = (struct exact){s->rule, at, at + n};
		if (form->type == FORM_RIGHT && n > 2)
			try_doubled_edge(s, form, at);
	} else if (form->near && type != EDIT_TOO_MANY && at + where < s->text->chars.n &&
		   where + 1 >= (n + 1) / 2) {
		/* What differs before the tail is found from the tail. */
		add_find(s, form, type, at, used, at + where, where);
	}
}

static bool passes(const uint64_t *filter, unsigned h)
{
	return filter[h / 64] >> h % 64 & 1;
}

static void find_at(struct search *s, size_t at, uint64_t key)
{
	const struct anchor *v = s->p->anchors.v;
	size_t low = 0, high = s->p->anchors.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (v[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < s->p->anchors.n && v[low].key == key; low++) {
		const struct form *form = &s->p->forms.v[v[low].form];
		if (v[low].tail)
			try_tail(s, form, v[low].from, at);
		else
			try_head(s, form, at);
	}
}

void phrases_find(struct arena *a, const struct ruleset *set, const struct check_kind *kind,
		  const struct folded *text, struct phrase_memory *out)
{
	uint64_t any[FILTER_WORDS] = {0}; /* most pairs are an anchor of no rule */
	struct search *s = arena_array(a, struct search, set->rules.n);
	size_t n = 0;
	for (size_t i = 0; i < set->rules.n; i++) {
		const struct rule *rule = &set->rules.v[i];
		if (rule->check != kind)
			continue;
		s[n++] = (struct search){a, rule, rule->config, text, out};
		for (size_t k = 0; k < FILTER_WORDS; k++)
			any[k] |= s[n - 1].p->filter[k];
	}
	for (size_t at = 0; at + 1 < text->chars.n; at++) {
		uint64_t key = anchor_key(text->chars.v[at].c, text->chars.v[at + 1].c);
		unsigned h = anchor_hash(key);
		for (size_t i = 0; passes(any, h) && i < n; i++)
			if (passes(s[i].p->filter, h))
				find_at(&s[i], at, key);
	}
}

size_t phrase_common(const struct folded *text, size_t at, const struct form *form)
{
	size_t i = 0;
	while (i < form->text.chars.n && at + i < text->chars.n &&
	       text->chars.v[at + i].c == form->text.chars.v[i].c)
		i++;
	return i;
}
