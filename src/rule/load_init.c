/* How a first manifest is guessed from the facts: words for its comments, votes for its columns. */
#include "load.h"
#include "text.h"

const char *const init_word_name[] = {
    [INIT_HEAD] = "head",     [INIT_UNKNOWN] = "unknown", [INIT_OTHERS] = "others",
    [INIT_TIE] = "tie",	      [INIT_WEAK] = "weak",	  [INIT_PARAMS] = "params",
    [INIT_FILES] = "files",   [INIT_IGNORE] = "ignore",	  [INIT_WORDS] = NULL,
};

const char *const vote_column_name[] = {
    [VOTE_OF] = "of",		[VOTE_ROW] = "row",   [VOTE_VALUE] = "value",
    [VOTE_WEIGHT] = "weight",	[VOTE_AT] = "at",     [VOTE_FILE] = "file",
    [VOTE_NOTE] = "note",	[VOTE_COLUMNS] = NULL,
};

static void load_words(struct loader *l, const struct node *n)
{
	if (!load_keys(l, n, init_word_name, NULL))
		return;
	for (size_t i = 0; i < INIT_WORDS; i++)
		if (node_get(n, init_word_name[i]))
			load_text(l, node_get(n, init_word_name[i]), &l->set->init.words[i]);
}

/* "table.column" of the manifest's sections. */
static bool load_target(struct loader *l, const struct node *n, struct guess *g)
{
	struct strings all = {0};
	struct str target;
	if (!load_text(l, n, &target))
		return false;
	for (size_t s = 0; s < l->set->sections.n; s++) {
		const struct section *section = &l->set->sections.v[s];
		for (size_t c = 0; c < section->columns.n; c++) {
			struct str name = arena_printf(l->arena, "%s.%s", section->table.p,
						       section->columns.v[c].name.p);
			g->section = s;
			g->column = c;
			if (str_eq(name, target))
				return true;
			*list_add(l->arena, &all.list) = name;
		}
	}
	complain(l->complaints, l->yaml, n->mark, pack_hint(l, &all, target),
		 "the manifest has no column “%s” (write table.column)", target.p);
	return false;
}

struct query_list {
	struct guess *guess;
	const struct check_kind *kind; /* the one that knows SQL */
};

static bool add_query(struct loader *l, const struct node *n, void *context)
{
	static const char *const also[] = {"weight", "at", "file", "note", NULL};
	const struct query_list *q = context;
	const struct section *s = &l->set->sections.v[q->guess->section];
	const char *needed[4] = {"value"};
	size_t count = 1;
	struct str sql;
	if (s->parent != SIZE_MAX)
		needed[count++] = vote_column_name[VOTE_OF];
	if (s->key.n && q->guess->column)
		needed[count++] = vote_column_name[VOTE_ROW];
	if (!load_pattern(l, n, &sql) || !q->kind->select(l, n, sql, needed, also))
		return false;
	*list_add(l->arena, &q->guess->queries.list) = sql;
	return true;
}

static bool guessed(const struct ruleset *set, size_t section, size_t column)
{
	for (size_t i = 0; i < set->init.guesses.n; i++)
		if (set->init.guesses.v[i].section == section &&
		    set->init.guesses.v[i].column == column)
			return true;
	return false;
}

/* Once each, and the rows before what stands in them. */
static bool good_order(struct loader *l, const struct node *fill, const struct guess *g)
{
	const struct section *s = &l->set->sections.v[g->section];
	const char *message = NULL;
	if (guessed(l->set, g->section, g->column))
		message = N_("a second guess of “%s”");
	else if (s->key.n && g->column && !guessed(l->set, g->section, 0))
		message = N_("“%s” before the first column of its table, which makes the rows");
	else if (s->parent != SIZE_MAX && !guessed(l->set, s->parent, 0))
		message = N_("“%s” before the rows that it is nested in");
	if (message)
		complain(l->complaints, l->yaml, fill->mark, STR(""), message, fill->text.p);
	return !message;
}

static bool add_guess(struct loader *l, const struct node *n, void *context)
{
	static const char *const keys[] = {"fill", "from", "at_least", "none", NULL};
	struct guess g = {.at_least = 1};
	struct query_list q = {.guess = &g};
	(void)context;
	if (!load_keys(l, n, keys, NULL))
		return false;
	if (!node_get(n, "fill") || !node_get(n, "from")) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "a guess needs “fill” and “from”");
		return false;
	}
	for (size_t i = 0; l->kinds[i] && !q.kind; i++)
		if (l->kinds[i]->select)
			q.kind = l->kinds[i];
	if (!q.kind) /* a loader that knows no SQL: the guesses are of no use to it */
		return true;
	if (!load_target(l, node_get(n, "fill"), &g) || !good_order(l, node_get(n, "fill"), &g))
		return false;
	bool ok = load_each(l, node_get(n, "from"), add_query, &q);
	if (node_get(n, "at_least"))
		ok = load_number(l, node_get(n, "at_least"), &g.at_least) && ok;
	if (node_get(n, "none"))
		ok = load_text(l, node_get(n, "none"), &g.none) && ok;
	/* Also a wrong one: those that build on it are not wrong for that. */
	*list_add(l->arena, &l->set->init.guesses) = g;
	return ok;
}

void load_init(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"words", "guesses", NULL};
	if (!load_keys(l, n, keys, NULL))
		return;
	if (node_get(n, "words"))
		load_words(l, node_get(n, "words"));
	load_each(l, node_get(n, "guesses"), add_guess, NULL);
}
