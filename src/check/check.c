/* The checks of one document: matching, running rules, recording what they looked at. */
#include "parts.h"

/* Does a rule with conditions look at parts of the role in documents of this kind? */
static bool role_is_read(const struct checker *c, size_t role)
{
	for (size_t i = 0; i < c->set->rules.n; i++) {
		const struct rule *r = &c->set->rules.v[i];
		if (r->check->trace && r->role == role &&
		    (!r->kinds.list.n || index_in(&r->kinds, c->kind)))
			return true;
	}
	return false;
}

/* Blocks that stand in a part that some rule reads: the terms are sought there only. */
static size_t spans_to_read(const struct checker *c, struct span *spans)
{
	const struct document *d = c->document;
	bool *wanted = arena_array(c->arena, bool, d->blocks.n);
	bool *read = arena_array(c->arena, bool, c->set->roles.n);
	size_t n = 0;
	for (size_t r = 0; r < c->set->roles.n; r++)
		read[r] = c->set->roles.v[r].asked || role_is_read(c, r);
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		if (!read[p->role] || p->body.end <= p->body.start)
			continue;
		for (size_t k = document_block(d, p->body.start);
		     k < d->blocks.n && d->blocks.v[k].span.start < p->body.end; k++)
			wanted[k] = true;
	}
	for (size_t k = 0; k < d->blocks.n; k++)
		if (wanted[k])
			spans[n++] = d->blocks.v[k].span;
	return n;
}

void match_document(struct checker *c)
{
	const struct document *d = c->document;
	struct span *spans = arena_array(c->arena, struct span, d->blocks.n);
	size_t n = spans_to_read(c, spans);
	matcher_run(c->set->matcher, c->arena, d->text, spans, n,
		    c->kind == SIZE_MAX ? NULL : c->set->kind_terms[c->kind], &c->hits);
	c->phrases = NULL;
	c->classes = class_memory_new(c->arena);
	c->named = arena_array(c->arena, struct named_answer, c->set->conditions.n);
	settle_hits(c);
}

/* A rule whose parts were not found in a document that was not understood: it can't say anything. */
static void not_understood(struct checker *c, const struct rule *rule)
{
	const struct role *role = &c->set->roles.v[rule->role];
	if (!role_has_kind(role, c->kind) || (rule->kinds.list.n && !index_in(&rule->kinds, c->kind)))
		return;
	for (size_t i = 0; i < c->parts.n; i++)
		if (c->parts.v[i].role == rule->role)
			return;
	struct checkpoint *at = list_add(c->out_arena, &c->out->checkpoints);
	*at = (struct checkpoint){.rule = &rule->info, .outcome = OUTCOME_UNKNOWN};
	at->missing = kind_barren(c->out_arena, &c->set->kinds.v[c->kind],
				   document_name(c->arena, c->document));
}

void check_document(struct checker *c, const bool *selected)
{
	if (c->document->failure.n || c->kind == SIZE_MAX)
		return;
	for (size_t i = 0; i < c->set->rules.n; i++) {
		const struct rule *r = &c->set->rules.v[i];
		if (!r->check->run || (selected && !selected[i]))
			continue;
		r->check->run(c, r);
		if (c->barren)
			not_understood(c, r);
	}
}

bool rule_selects(const struct checker *c, const struct rule *rule, const struct part *part)
{
	return part->role == rule->role && !part->dropped &&
	       (!rule->kinds.list.n || index_in(&rule->kinds, c->kind));
}

/* ---- recording ------------------------------------------------------------- */

static bool has_value(const struct checkpoint *at, struct str key)
{
	for (size_t i = 0; i < at->subject.n; i++)
		if (str_eq(at->subject.v[i].key, key))
			return true;
	return false;
}

static void subject_add(struct checker *c, struct checkpoint *at, struct str key, struct str value)
{
	if (value.n && !has_value(at, key))
		*list_add(c->out_arena, &at->subject) =
		    (struct pair){.key = key, .value = arena_dup(c->out_arena, value)};
}

void checker_value(struct checker *c, struct checkpoint *at, const char *key, struct str value)
{
	*list_add(c->out_arena, &at->subject) =
	    (struct pair){.key = str_of(key), .value = arena_dup(c->out_arena, value)};
}

static struct str field_value(struct checker *c, const struct field *f, struct str value)
{
	struct strings names = {0};
	struct str joined = {0};
	if (f->type != VALUE_NAME && f->type != VALUE_NAMES)
		return str_trim(value);
	names_split(c->arena, &c->set->names, value, &names);
	for (size_t i = 0; i < names.list.n; i++)
		joined = arena_printf(c->arena, "%s%s%s", i ? joined.p : "", i ? "、" : "",
				      names.list.v[i].p);
	return names.list.n ? joined : str_trim(value);
}

/* What the part says of itself and of all it stands in; the innermost wins. */
static void describe(struct checker *c, struct checkpoint *at, const struct part *p)
{
	while (p) {
		const struct role *r = &c->set->roles.v[p->role];
		for (size_t f = 0; f < r->fields.n; f++)
			if (p->fields[f].value.p)
				subject_add(c, at, r->fields.v[f].name,
					    field_value(c, &r->fields.v[f], p->fields[f].value));
		struct str heading = document_slice(c->document, p->heading);
		const struct role_value *v = NULL;
		for (size_t i = 0; i < r->finders.n && !v && p->value != SIZE_MAX; i++)
			if (r->finders.v[i].values.n)
				v = &r->finders.v[i].values.v[p->value];
		subject_add(c, at, r->name, v ? v->name : str_trim(heading));
		subject_add(c, at, STR("heading"), str_trim(heading));
		p = p->parent == SIZE_MAX ? NULL : &c->parts.v[p->parent];
	}
}

/* Fields of the whole document are known to all of its parts, but for those that stand apart. */
static void describe_document(struct checker *c, struct checkpoint *at)
{
	for (size_t i = 0; i < c->first_section; i++) {
		const struct part *p = &c->parts.v[i];
		const struct role *r = &c->set->roles.v[p->role];
		for (size_t f = 0; f < r->fields.n; f++)
			if (p->fields[f].value.p && !r->fields.v[f].apart)
				subject_add(c, at, r->fields.v[f].name,
					    field_value(c, &r->fields.v[f], p->fields[f].value));
	}
	subject_add(c, at, STR("file"), document_name(c->arena, c->document));
	subject_add(c, at, STR("title"), c->title);
	if (c->kind != SIZE_MAX)
		subject_add(c, at, STR("kind"), c->set->kinds.v[c->kind].title);
}

struct checkpoint *checker_add(struct checker *c, const struct rule *rule, enum outcome outcome,
			       const struct part *part, struct span place)
{
	struct checkpoint *at = list_add(&c->out->arena, &c->out->checkpoints);
	*at = (struct checkpoint){.rule = &rule->info, .outcome = outcome};
	bool pass = outcome == OUTCOME_PASS;
	*list_add(c->out_arena, &at->witnesses) =
	    pass ? document_evidence(c->out_arena, c->document, place)
		 : document_witness(c->out_arena, c->document, place, STR(""));
	describe(c, at, part);
	if (pass)
		return at; /* its place and part tell enough */
	describe_document(c, at);
	subject_add(c, at, STR("text"), at->witnesses.v[0].excerpt);
	return at;
}

void checker_also(struct checker *c, struct checkpoint *at, const char *name, struct span place)
{
	*list_add(c->out_arena, &at->witnesses) =
	    document_witness(c->out_arena, c->document, place, str_of(name));
}

/* ---- a single passage ---------------------------------------------------------- */

void passage_document(struct checker *c, struct str text, size_t kind, size_t role)
{
	struct document *d = arena_new(c->arena, struct document);
	d->file = STR("passage");
	d->format = STR("text");
	d->text = text;
	struct block *b = list_add(c->arena, &d->blocks);
	b->span = (struct span){0, (uint32_t)text.n};
	b->type = BLOCK_PARAGRAPH;
	*list_add(c->arena, &d->runs) = (struct run){.line = 1, .column = 1};
	c->document = d;
	c->kind = kind;
	part_add(c, role, b->span, SIZE_MAX);
	complete_fields(c, &c->parts.v[0]);
	match_document(c);
}
