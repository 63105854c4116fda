/*
 * The pack's guesses over the facts.  Votes for equal values add up; what is settled stands in
 * the section's table before the next guess is made, so that a query can ask for it.
 */
#include "init.h"

enum { VALUE_MAX = 600 }; /* bytes; longer is no value of a manifest */

struct guessing {
	struct arena *arena;
	const struct ruleset *set;
	const struct facts *facts;
	struct fact_base *base;
	struct guesses *out;
};

struct vote {
	struct str of, row;
	struct candidate candidate;  /* value, fact and weight of this vote */
	struct evidence evidence;
};

const struct candidate *guessed_value(const struct guessed_row *row, size_t column)
{
	const struct guessed *g = &row->columns[column];
	return g->chosen < g->candidates.n ? &g->candidates.v[g->chosen] : NULL;
}

bool guessed_incomplete(const struct section *s, const struct guessed_row *row)
{
	for (size_t i = 0; i < s->columns.n; i++)
		if (s->columns.v[i].required && !guessed_value(row, i))
			return true;
	return false;
}

/* ---- votes --------------------------------------------------------------------------- */

/* One line: a value that a form breaks over two lines is one. */
static struct str one_line(struct arena *a, struct str s)
{
	struct buf b = {0};
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\n' && s.p[i] != '\r')
			buf_char(&b, s.p[i]);
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* The value as it is written in the manifest; empty when it is none of the type. */
static struct str written(struct guessing *g, enum value_type type, const struct fact_value *v)
{
	struct arena *a = g->arena;
	struct str s = v->type == FACT_TEXT ? one_line(a, v->text) : STR("");
	if (type == VALUE_DAY)
		return v->type == FACT_NUMBER ? day_iso(a, (int32_t)v->number) : STR("");
	if (type == VALUE_BOOL)
		return v->type != FACT_NUMBER ? STR("") : v->number ? STR("true") : STR("false");
	if (v->type == FACT_NUMBER)
		return arena_printf(a, "%lld", (long long)v->number);
	if (type == VALUE_NAME || type == VALUE_NAMES)
		s = name_clean(a, &g->set->names, s);
	return s.n > VALUE_MAX ? STR("") : s;
}

static struct evidence evidence_of(const struct guessing *g, struct fact_value *const v)
{
	struct evidence e = {.note = v[VOTE_NOTE].text};
	size_t at = v[VOTE_AT].type == FACT_NUMBER ? (size_t)v[VOTE_AT].number : SIZE_MAX;
	if (at < g->facts->places.n) {
		e.place = g->facts->places.v[at].place;
		e.excerpt = g->facts->places.v[at].excerpt;
	} else if (v[VOTE_FILE].type == FACT_TEXT) {
		e.place.file = v[VOTE_FILE].text;
	}
	return e;
}

/* False: the row of the answer is no vote. */
static bool vote_of(struct guessing *g, const struct guess *guess, struct fact_value *v,
		    struct vote *out)
{
	const struct section *s = &g->set->sections.v[guess->section];
	enum value_type type = s->columns.v[guess->column].type;
	*out = (struct vote){.evidence = evidence_of(g, v)};
	out->candidate.value = written(g, type, &v[VOTE_VALUE]);
	out->candidate.weight = v[VOTE_WEIGHT].type == FACT_NUMBER ? (long)v[VOTE_WEIGHT].number : 1;
	out->candidate.fact = v[VOTE_VALUE];
	if (type != VALUE_DAY && type != VALUE_BOOL && type != VALUE_NUMBER)
		out->candidate.fact =
		    (struct fact_value){.type = FACT_TEXT, .text = out->candidate.value};
	if (v[VOTE_VALUE].type == FACT_NULL || !out->candidate.value.n)
		return false;
	if (s->parent != SIZE_MAX)
		out->of = written(g, g->set->sections.v[s->parent].columns.v[0].type, &v[VOTE_OF]);
	if (s->key.n && guess->column)
		out->row = written(g, s->columns.v[0].type, &v[VOTE_ROW]);
	return true;
}

static bool same_evidence(const struct evidence *a, const struct evidence *b)
{
	return str_eq(a->place.file, b->place.file) && str_eq(a->note, b->note) &&
	       str_eq(a->place.cell, b->place.cell) && a->place.line == b->place.line &&
	       a->place.column == b->place.column;
}

static void count_vote(struct arena *a, struct guessed *into, const struct vote *v)
{
	struct candidate *c = NULL;
	for (size_t i = 0; i < into->candidates.n && !c; i++)
		if (str_eq(into->candidates.v[i].value, v->candidate.value))
			c = &into->candidates.v[i];
	if (!c) {
		c = list_add(a, &into->candidates);
		*c = v->candidate;
		c->weight = 0;
	}
	c->weight += v->candidate.weight;
	for (size_t i = 0; i < c->evidence.n; i++)
		if (same_evidence(&c->evidence.v[i], &v->evidence))
			return;
	if (v->candidate.weight > 0)
		*list_add(a, &c->evidence) = v->evidence;
}

/* ---- rows --------------------------------------------------------------------------- */

static struct guessed_row *add_row(struct guessing *g, size_t section, struct str of, bool weak)
{
	struct guessed_section *s = &g->out->sections[section];
	size_t n = g->set->sections.v[section].columns.n;
	struct guessed_row *row = weak ? list_add(g->arena, &s->weak) : list_add(g->arena, &s->rows);
	row->of = of;
	row->columns = arena_array(g->arena, struct guessed, n);
	for (size_t i = 0; i < n; i++)
		row->columns[i].chosen = SIZE_MAX;
	return row;
}

static struct guessed_row *find_row(struct guessing *g, size_t section, struct str of, struct str key)
{
	struct guessed_section *s = &g->out->sections[section];
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct candidate *c = guessed_value(&s->rows.v[i], 0);
		if (!g->set->sections.v[section].key.n)
			return &s->rows.v[i]; /* the top has one row */
		if (c && str_eq(s->rows.v[i].of, of) && str_eq(c->value, key))
			return &s->rows.v[i];
	}
	return NULL;
}

static bool has_parent(struct guessing *g, size_t parent, struct str key)
{
	struct guessed_section *s = &g->out->sections[parent];
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct candidate *c = guessed_value(&s->rows.v[i], 0);
		if (c && str_eq(c->value, key))
			return true;
	}
	return false;
}

/* The votes for a section's first column, apart for each row that it is nested in, to rows. */
struct ballot {
	struct str of;
	struct guessed votes;
};
struct ballots {
	LIST(struct ballot) list;
};

static struct guessed *ballot_of(struct arena *a, struct ballots *all, struct str of)
{
	for (size_t i = 0; i < all->list.n; i++)
		if (str_eq(all->list.v[i].of, of))
			return &all->list.v[i].votes;
	struct ballot *b = list_add(a, &all->list);
	b->of = of;
	return &b->votes;
}

static void make_rows(struct guessing *g, const struct guess *guess, const struct ballots *ballots)
{
	for (size_t b = 0; b < ballots->list.n; b++) {
		const struct guessed *votes = &ballots->list.v[b].votes;
		for (size_t i = 0; i < votes->candidates.n; i++) {
			const struct candidate *c = &votes->candidates.v[i];
			bool weak = c->weight < guess->at_least;
			if (weak && c->weight <= 0)
				continue;
			struct guessed_row *row =
			    add_row(g, guess->section, ballots->list.v[b].of, weak);
			*list_add(g->arena, &row->columns[0].candidates) = *c;
			row->columns[0].chosen = 0;
		}
	}
}

static void settle(struct guessed *column, long at_least)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < column->candidates.n; i++) {
		long weight = column->candidates.v[i].weight;
		if (best == SIZE_MAX || weight > column->candidates.v[best].weight) {
			best = i;
			column->tie = false;
		} else if (weight == column->candidates.v[best].weight) {
			column->tie = true;
		}
	}
	if (best != SIZE_MAX && column->candidates.v[best].weight >= at_least && !column->tie)
		column->chosen = best;
}

static void settle_rows(struct guessing *g, const struct guess *guess)
{
	struct guessed_section *s = &g->out->sections[guess->section];
	for (size_t i = 0; i < s->rows.n; i++)
		settle(&s->rows.v[i].columns[guess->column], guess->at_least);
}

/* ---- one guess ------------------------------------------------------------------------ */

static void take(struct guessing *g, const struct guess *guess, const struct vote *v,
		 struct ballots *ballots)
{
	const struct section *s = &g->set->sections.v[guess->section];
	if (s->parent != SIZE_MAX && !has_parent(g, s->parent, v->of))
		return;
	if (s->key.n && !guess->column) {
		count_vote(g->arena, ballot_of(g->arena, ballots, v->of), v);
		return;
	}
	struct guessed_row *row = find_row(g, guess->section, v->of, v->row);
	if (row)
		count_vote(g->arena, &row->columns[guess->column], v);
}

/* The section's rows as they stand now, in its table. */
static bool put_rows(struct guessing *g, size_t section, struct str *why)
{
	const struct section *s = &g->set->sections.v[section];
	const struct guessed_section *from = &g->out->sections[section];
	struct facts rows = {0};
	for (size_t i = 0; i < from->rows.n; i++) {
		struct fact *f = list_add(g->arena, &rows.rows);
		f->table = g->set->roles.n + section;
		f->count = s->columns.n + 1 + (s->parent != SIZE_MAX);
		f->values = arena_array(g->arena, struct fact_value, f->count);
		for (size_t c = 0; c < s->columns.n; c++) {
			const struct candidate *value = guessed_value(&from->rows.v[i], c);
			if (value)
				f->values[c] = value->fact;
		}
		if (s->parent != SIZE_MAX)
			f->values[s->columns.n + 1] =
			    (struct fact_value){.type = FACT_TEXT, .text = from->rows.v[i].of};
	}
	return fact_base_put(g->base, g->set->roles.n + section, &rows, why);
}

static bool make_guess(struct guessing *g, const struct guess *guess, struct str *why)
{
	struct ballots ballots = {0};
	for (size_t q = 0; q < guess->queries.list.n; q++) {
		struct answers answers = {0};
		if (!fact_base_select(g->base, guess->queries.list.v[q], vote_column_name, &answers, why))
			return false;
		for (size_t i = 0; i < answers.rows.n; i++) {
			struct vote v;
			if (vote_of(g, guess, answers.rows.v[i], &v))
				take(g, guess, &v, &ballots);
		}
	}
	make_rows(g, guess, &ballots);
	if (guess->column || !g->set->sections.v[guess->section].key.n)
		settle_rows(g, guess);
	return put_rows(g, guess->section, why);
}

bool init_guess(struct arena *a, const struct ruleset *set, const struct facts *facts,
		struct guesses *out, struct str *why)
{
	struct guessing g = {.arena = a, .set = set, .facts = facts, .out = out};
	out->sections = arena_array(a, struct guessed_section, set->sections.n);
	add_row(&g, ruleset_section(set, STR("meeting")), STR(""), false);
	g.base = fact_base_open(a, set, facts, why);
	bool ok = g.base != NULL;
	for (size_t i = 0; ok && i < set->init.guesses.n; i++)
		ok = make_guess(&g, &set->init.guesses.v[i], why);
	if (g.base)
		fact_base_free(g.base);
	return ok;
}
