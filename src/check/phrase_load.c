/* Phrases of a rule, from its YAML to forms and anchors. */
#include "phrase.h"

enum {
	SHORT =
	    4, /* a phrase of so many characters or fewer has too many neighbours that are right */
	LONG = 10, /* with a word exchanged, what has fewer is often right, too */
	LONGEST = 400,
};

uint64_t anchor_key(uint32_t a, uint32_t b)
{
	return (uint64_t)a << 32 | b;
}

unsigned anchor_hash(uint64_t key)
{
	return (unsigned)((key * 0x9e3779b97f4a7c15u) >> 52);
}

static int compare_anchors(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->form != y->form)
		return x->form < y->form ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

bool phrases_confusable(const struct phrases *p, uint32_t a, uint32_t b)
{
	return phrase_confusable(&p->style, a, b);
}

/* ---- characters ------------------------------------------------------------------ */

struct loading {
	struct phrases *out;
	struct phrase *phrase;
	enum form_type type;
	bool ok;
};

/* What the rule does not say of characters, the pack says for all. */
static bool load_characters(struct loader *l, const struct node *map, struct phrases *p)
{
	p->style = l->set->phrase_style;
	return load_phrase_style(l, map, &p->style);
}

/* ---- anchors ---------------------------------------------------------------------- */

static void add_anchor(struct arena *a, struct phrases *p, size_t form, size_t from, bool tail)
{
	const struct fold_char *v = p->forms.v[form].text.chars.v + from;
	*list_add(a, &p->anchors) = (struct anchor){.key = anchor_key(v[0].c, v[1].c),
						    .form = (uint32_t)form,
						    .from = (uint32_t)from,
						    .tail = tail};
}

/*
 * One edit, two characters in the wrong order and one word too, leaves either the beginning up to
 * the last but one character of the first half as it is, or the second half: the contract that no
 * phrase with one edit is lost.  A phrase of five characters has two in each.
 */
static void add_anchors(struct arena *a, struct phrases *p, size_t form)
{
	const struct form *f = &p->forms.v[form];
	add_anchor(a, p, form, 0, false);
	if (f->near)
		add_anchor(a, p, form, (f->text.chars.n + 1) / 2, true);
}

static void add_form(struct arena *a, struct loading *k, struct str text, enum form_type type,
		     struct str why)
{
	struct form *f = list_add(a, &k->out->forms);
	f->type = type;
	f->phrase = (uint32_t)(k->out->list.n - 1);
	f->raw = text;
	f->why = why;
	fold_add(a, text, (struct span){0, (uint32_t)text.n}, &f->text);
	f->near = type == FORM_RIGHT && f->text.chars.n > SHORT;
	f->words = type == FORM_RIGHT && k->out->words && f->text.chars.n >= LONG;
	add_anchors(a, k->out, k->out->forms.n - 1);
}

/* A short phrase is taken for wrong only with a character that is easily confused. */
static void add_variants(struct arena *a, struct loading *k, size_t form)
{
	struct folded text = k->out->forms.v[form].text;
	for (size_t i = 0; text.chars.n > 2 && text.chars.n <= SHORT && i < text.chars.n; i++) {
		for (size_t c = 0; c < k->out->style.confusable.list.n; c++) {
			uint64_t pair = k->out->style.confusable.list.v[c];
			if (pair >> 32 != text.chars.v[i].c)
				continue;
			struct buf b = {0};
			for (size_t n = 0; n < text.chars.n; n++)
				buf_utf8(&b, n == i ? (uint32_t)pair : text.chars.v[n].c);
			add_form(a, k, arena_dup(a, buf_str(&b)), FORM_WRONG, STR(""));
			buf_free(&b);
		}
	}
}

/* ---- phrases ------------------------------------------------------------------------ */

static bool good_text(struct loader *l, const struct node *n, struct str *text)
{
	struct folded f = {0};
	if (!load_text(l, n, text))
		return false;
	fold_add(l->arena, *text, (struct span){0, (uint32_t)text->n}, &f);
	if (f.chars.n >= 2 && f.chars.n <= LONGEST)
		return true;
	complain(l->complaints, l->yaml, n->mark, STR(""), "a phrase has 2 to %d characters",
		 LONGEST);
	return false;
}

static bool add_text(struct loader *l, const struct node *n, void *context)
{
	static const char *const keys[] = {"text", "why", NULL};
	struct loading *k = context;
	struct str text, why = {0};
	if (k->type == FORM_WRONG && n->type == NODE_MAP) {
		const struct node *t = node_get(n, "text"), *w = node_get(n, "why");
		if (!load_keys(l, n, keys, NULL) || (w && !load_text(l, w, &why)))
			return false;
		if (!t)
			complain(l->complaints, l->yaml, n->mark, STR(""), "“text” is missing");
		if (!t || !good_text(l, t, &text))
			return false;
	} else if (!good_text(l, n, &text)) {
		return false;
	}
	if (k->type == FORM_RIGHT && !k->phrase->right.n)
		k->phrase->right = text;
	add_form(l->arena, k, text, k->type, why);
	if (k->type == FORM_RIGHT)
		add_variants(l->arena, k, k->out->forms.n - 1);
	return true;
}

static bool add_phrase(struct loader *l, const struct node *n, void *context)
{
	static const char *const keys[] = {"right", "also", "wrong", NULL};
	static const char *const names[] = {"right", "also", "wrong"}; /* by enum form_type */
	struct loading k = {.out = context};
	k.phrase = list_add(l->arena, &k.out->list);
	if (n->type == NODE_SCALAR)
		return add_text(l, n, &k);
	if (!load_keys(l, n, keys, NULL))
		return false;
	if (!node_get(n, "right")) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "“right” is missing");
		return false;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		k.type = (enum form_type)i;
		if (!load_each(l, node_get(n, names[i]), add_text, &k))
			return false;
	}
	return true;
}

bool phrases_load(struct loader *l, const struct node *map, struct phrases *out)
{
	const struct node *list = node_get(map, "phrases");
	if (!list || list->type != NODE_LIST) {
		complain(l->complaints, l->yaml, list ? list->mark : map->mark, STR(""),
			 "phrase needs “phrases”, a list");
		return false;
	}
	const struct node *words = node_get(map, "words"), *shorter = node_get(map, "shorter");
	if ((words && !load_bool(l, words, &out->words)) ||
	    (shorter && !load_bool(l, shorter, &out->shorter)) || !load_characters(l, map, out) ||
	    !load_each(l, list, add_phrase, out) ||
	    !load_regexes(l, node_get(map, "stated"), &out->stated))
		return false;
	if (!out->anchors.n)
		return true;
	qsort(out->anchors.v, out->anchors.n, sizeof *out->anchors.v, compare_anchors);
	for (size_t i = 0; i < out->anchors.n; i++) {
		unsigned h = anchor_hash(out->anchors.v[i].key);
		out->filter[h / 64] |= (uint64_t)1 << h % 64;
	}
	return true;
}
