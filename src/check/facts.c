/*
 * Parts to facts: each role is a table, each part a row; a field with several
 * names makes a row for each of them.  What no query of the pack reads stays out.
 */
#include "parts.h"

/* ---- values -------------------------------------------------------------------- */

static struct fact_value text_value(struct checker *c, struct str s)
{
	if (!s.p)
		return (struct fact_value){0};
	return (struct fact_value){.type = FACT_TEXT, .text = arena_dup(&c->facts->arena, s)};
}

static struct fact_value number_value(int64_t n)
{
	return (struct fact_value){.type = FACT_NUMBER, .number = n};
}

enum { PLACE_SLOTS = 256 };

struct place_memory {
	struct span span;
	size_t place; /* 1 + its index; 0: none */
};

/*
 * Parts of several roles are the same stretch of the document, whose words are copied once.  Each has
 * a number of its own all the same: numbers follow the order in which parts are recorded.
 */
static struct fact_value place_value(struct checker *c, struct span s)
{
	if (!c->places)
		c->places = arena_array(c->arena, struct place_memory, PLACE_SLOTS);
	struct place_memory *m = &c->places[(s.start + s.end) % PLACE_SLOTS];
	size_t i = c->facts->places.n;
	bool known = m->place && m->span.start == s.start && m->span.end == s.end;
	struct witness w = known ? c->facts->places.v[m->place - 1]
				 : document_witness(&c->facts->arena, c->document, s, STR(""));
	*list_add(&c->facts->arena, &c->facts->places) = w;
	*m = (struct place_memory){s, i + 1};
	return (struct fact_value){.type = FACT_PLACE, .number = (int64_t)i};
}

/* The last day of the first date: what must be over before a meeting. */
static struct fact_value day_value(struct checker *c, struct str s)
{
	struct date d;
	if (!date_find(s, 0, c->base_day, &d))
		return (struct fact_value){0};
	return number_value(d.last);
}

static struct fact_value parsed_value(struct checker *c, const struct field *f, struct str s)
{
	long n;
	switch (f->type) {
	case VALUE_DAY:
		return day_value(c, s);
	case VALUE_NUMBER:
		return numeral_prefix(s, &n) ? number_value(n) : (struct fact_value){0};
	case VALUE_BOOL:
		return number_value(str_is(s, "true"));
	case VALUE_NAME:
		return text_value(c, name_clean(c->arena, &c->set->names, s));
	default:
		return text_value(c, s);
	}
}

/* ---- rows ------------------------------------------------------------------------ */

struct row {
	struct checker *c;
	const struct role *role;
	const struct part *part;
	bool guess; /* with what may be meant, where nothing was found */
	struct fact fact;
};

static struct pair pair_of(const struct row *r, size_t field)
{
	struct pair p = r->part->fields[field];
	if (!r->guess || r->part->maybe[field].value.end == r->part->maybe[field].value.start)
		return p;
	p.span = r->part->maybe[field].value;
	p.value = document_slice(r->c->document, p.span);
	return p;
}

static bool wanted(const struct row *r, size_t column)
{
	return r->c->all_facts || !r->role->queried || r->role->queried[column];
}

static void set_text(struct row *r, size_t column, struct str s)
{
	if (wanted(r, column))
		r->fact.values[column] = text_value(r->c, s);
}

/* Fills the fields from FIELD on; each name of a list of names goes on by itself. */
static void fill(struct row *r, size_t field)
{
	struct checker *c = r->c;
	if (field == r->role->fields.n) {
		struct fact *f = list_add(&c->facts->arena, &c->facts->rows);
		*f = r->fact;
		f->values = arena_array(&c->facts->arena, struct fact_value, f->count);
		memcpy(f->values, r->fact.values, f->count * sizeof *f->values);
		return;
	}
	const struct field *f = &r->role->fields.v[field];
	const struct pair pair = pair_of(r, field), *p = &pair;
	size_t column = COL_FIELDS + 3 * field;
	struct fact_value *v = &r->fact.values[column];
	if (!p->value.p) {
		fill(r, field + 1);
		return;
	}
	if (p->span.end > p->span.start && wanted(r, column + 1))
		v[1] = place_value(c, p->span);
	set_text(r, column + 2, p->value);
	if (f->type != VALUE_NAMES) {
		if (wanted(r, column))
			v[0] = parsed_value(c, f, p->value);
		fill(r, field + 1);
		return;
	}
	struct strings names = {0};
	names_split(c->arena, &c->set->names, p->value, &names);
	for (size_t i = 0; i < names.list.n; i++) {
		v[0] = text_value(c, names.list.v[i]);
		fill(r, field + 1);
	}
	if (!names.list.n)
		fill(r, field + 1);
}

static const struct role_value *value_of(const struct role *r, const struct part *p)
{
	for (size_t i = 0; i < r->finders.n; i++)
		if (p->value < r->finders.v[i].values.n)
			return &r->finders.v[i].values.v[p->value];
	return NULL;
}

/* A guess that fields of the part lead to; of the same column, one. */
static void add_guess(struct checker *c, size_t role, size_t field, struct span heading)
{
	struct facts *facts = c->facts;
	const struct field *f = &c->set->roles.v[role].fields.v[field];
	struct doubt g = {.table = role,
			  .column = COL_FIELDS + 3 * field,
			  .kind = c->kind,
			  .file = document_name(c->arena, c->document),
			  .heading = document_slice(c->document, heading),
			  .field = f->labels.list.v[0]};
	for (size_t i = 0; i < facts->doubts.n; i++) {
		const struct doubt *old = &facts->doubts.v[i];
		if (old->table == role && old->column == g.column && str_eq(old->file, g.file) &&
		    str_eq(old->heading, g.heading))
			return;
	}
	g.file = arena_dup(&facts->arena, g.file);
	g.heading = arena_dup(&facts->arena, g.heading);
	*list_add(&facts->arena, &facts->doubts) = g;
}

/* Whether some field that queries read was not found, and may be meant by something else. */
static bool note_guesses(const struct row *r)
{
	bool any = false;
	for (size_t i = 0; r->part->maybe && i < r->role->fields.n; i++) {
		const struct maybe *m = &r->part->maybe[i];
		size_t column = COL_FIELDS + 3 * i;
		if (m->value.end == m->value.start ||
		    !(wanted(r, column) || wanted(r, column + 1) || wanted(r, column + 2)))
			continue;
		add_guess(r->c, r->part->role, i, m->heading);
		any = true;
	}
	return any;
}

static void record_part(struct checker *c, size_t index, size_t first)
{
	const struct part *p = &c->parts.v[index];
	const struct role *role = &c->set->roles.v[p->role];
	struct row r = {.c = c, .role = role, .part = p};
	const struct role_value *v = value_of(role, p);
	bool section = p->heading.end > p->heading.start;
	if (!wanted(&r, COL_PART))
		return;
	r.fact.table = p->role;
	r.fact.count = COL_FIELDS + 3 * role->fields.n;
	r.fact.values = arena_array(c->arena, struct fact_value, r.fact.count);
	r.fact.values[COL_PART] = number_value((int64_t)(first + index));
	set_text(&r, COL_FILE, document_name(c->arena, c->document));
	set_text(&r, COL_KIND, c->set->kinds.v[c->kind].name);
	if (wanted(&r, COL_AT))
		r.fact.values[COL_AT] = place_value(c, section ? p->heading : p->body);
	if (v)
		set_text(&r, COL_NAME, v->name);
	if (v)
		r.fact.values[COL_NUMBER] = number_value((int64_t)p->value + 1);
	if (section)
		set_text(&r, COL_HEADING, document_slice(c->document, p->heading));
	set_text(&r, COL_TEXT, document_slice(c->document, p->body));
	if (p->parent != SIZE_MAX)
		r.fact.values[COL_PARENT] = number_value((int64_t)(first + p->parent));
	r.fact.state = note_guesses(&r) ? FACT_DOUBTED : FACT_SURE;
	struct fact as_read = r.fact;
	as_read.values = arena_array(c->arena, struct fact_value, r.fact.count);
	memcpy(as_read.values, r.fact.values, r.fact.count * sizeof *as_read.values);
	fill(&r, 0);
	if (as_read.state == FACT_SURE)
		return;
	r.fact = as_read;
	r.fact.state = FACT_GUESSED;
	r.guess = true;
	fill(&r, 0);
}

void record_facts(struct checker *c)
{
	for (size_t i = 0; i < c->parts.n; i++)
		if (!c->parts.v[i].dropped)
			record_part(c, i, c->facts->parts);
	c->facts->parts += c->parts.n;
}
