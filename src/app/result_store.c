/*
 * A result to bytes and back.  One visitor goes through all fields in both directions, so that what
 * is written is what is read.  What several things point to (rules, clauses, exceptions, lists of
 * witnesses) is written where it is met first, then named by its number: renderers tell rules apart by
 * their pointers.  Texts are kept once each, too.
 *
 * A field that is not visited is lost: when a struct grows, its assertion below fails.
 */
#include "cache.h"

/* Something that was met before: N things at P. */
struct shared {
	const void *p;
	size_t n;
};

struct pool {
	struct map index;       /* writing: of the bytes of `shared`, or of texts */
	LIST(struct shared) list;
};

struct store {
	struct buf *out;        /* NULL: reading */
	struct str in;          /* reading: what is left */
	struct arena *arena;    /* reading: the result's */
	struct pool texts, rules, clauses, exceptions, lists;
	bool bad;
};

/* In either direction, but what is written is left as it is: rules are shared by threads. */
#define VISIT_NUMBER(S, FIELD)                                                                     \
	do {                                                                                       \
		uint64_t number_ = visit_number(S, (uint64_t)(FIELD));                             \
		if (!(S)->out)                                                                     \
			(FIELD) = number_;                                                         \
	} while (0)
/* Of an enum, or a bool: below LIMIT. */
#define VISIT_CHOICE(S, FIELD, LIMIT)                                                              \
	do {                                                                                       \
		uint64_t number_ = visit_number(S, (uint64_t)(FIELD));                             \
		(S)->bad = (S)->bad || number_ >= (LIMIT);                                         \
		if (!(S)->out && !(S)->bad)                                                        \
			(FIELD) = number_;                                                         \
	} while (0)
#define VISIT_LIST(S, LIST_, VISIT)                                                                \
	do {                                                                                       \
		size_t count_ = visit_count(S, (LIST_)->n);                                        \
		if (!(S)->out && count_) {                                                         \
			(LIST_)->v = arena_alloc((S)->arena, count_ * sizeof *(LIST_)->v);         \
			(LIST_)->n = (LIST_)->cap = count_;                                        \
		}                                                                                  \
		for (size_t i_ = 0; i_ < count_ && !(S)->bad; i_++)                                \
			VISIT(S, &(LIST_)->v[i_]);                                                 \
	} while (0)
/* The same of one that others may have too. */
#define VISIT_SHARED_LIST(S, LIST_, VISIT)                                                         \
	do {                                                                                       \
		size_t count_ = visit_count(S, (LIST_)->n);                                        \
		const void *p_ = (LIST_)->v;                                                       \
		bool new_ = count_ && visit_shared(S, &(S)->lists, &p_, count_, sizeof *(LIST_)->v); \
		if (!(S)->out && count_) {                                                         \
			(LIST_)->v = (void *)(uintptr_t)p_;                                        \
			(LIST_)->n = (LIST_)->cap = p_ ? count_ : 0;                               \
		}                                                                                  \
		for (size_t i_ = 0; new_ && i_ < count_ && !(S)->bad; i_++)                        \
			VISIT(S, &(LIST_)->v[i_]);                                                 \
	} while (0)

/* On machines with 64 bits, as all that build this for others are. */
#define GROWN(TYPE, SIZE)                                                                          \
	_Static_assert(sizeof(void *) != 8 || sizeof(struct TYPE) == (SIZE),                       \
		       "visit what is new in struct " #TYPE ", then write its size here")

enum { NUMBER_MAX = 10 /* bytes */ };

/* ---- numbers, texts -------------------------------------------------------------- */

/* Seven bits a byte, the lowest first; a byte of 0x80 or more has others behind it. */
static void write_number(struct buf *out, uint64_t n)
{
	char *p = buf_room(out, NUMBER_MAX);
	for (; n >= 0x80; n >>= 7, out->n++)
		*p++ = (char)(n | 0x80);
	*p = (char)n;
	out->n++;
}

static uint64_t read_number(struct store *s)
{
	uint64_t n = 0;
	for (unsigned shift = 0; shift < 64 && s->in.n; shift += 7) {
		uint8_t byte = (uint8_t)*s->in.p;
		s->in = str_cut(s->in, 1, s->in.n);
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
	s->bad = true;
	return 0;
}

static uint64_t visit_number(struct store *s, uint64_t n)
{
	if (!s->out)
		return s->bad ? 0 : read_number(s);
	write_number(s->out, n);
	return n;
}

/* Of things that take at least a byte each. */
static size_t visit_count(struct store *s, size_t n)
{
	uint64_t count = visit_number(s, n);
	if (!s->out && count > s->in.n) {
		s->bad = true;
		return 0;
	}
	return (size_t)count;
}

/* A text by its number; most are empty, and need no looking up. */
enum { TEXT_NONE, TEXT_EMPTY, TEXT_FIRST };

static void write_text(struct store *s, struct str v)
{
	if (!v.n) {
		write_number(s->out, v.p ? TEXT_EMPTY : TEXT_NONE);
		return;
	}
	size_t *at = map_at(s->arena, &s->texts.index, v);
	bool is_new = *at == SIZE_MAX;
	*at = is_new ? s->texts.index.n - 1 : *at;
	write_number(s->out, TEXT_FIRST + *at);
	if (is_new) {
		write_number(s->out, v.n);
		buf_add(s->out, v);
		buf_char(s->out, '\0');
	}
}

static struct str read_text(struct store *s)
{
	uint64_t id = read_number(s), n;
	if (id == TEXT_NONE || id == TEXT_EMPTY)
		return (struct str){id == TEXT_EMPTY ? "" : NULL, 0};
	id -= TEXT_FIRST;
	if (id < s->texts.list.n)
		return (struct str){s->texts.list.v[id].p, s->texts.list.v[id].n};
	n = read_number(s);
	s->bad = s->bad || id > s->texts.list.n || n >= s->in.n || s->in.p[n];
	if (s->bad)
		return (struct str){0};
	struct str v = str_cut(s->in, 0, (size_t)n);
	*list_add(s->arena, &s->texts.list) = (struct shared){v.p, v.n};
	s->in = str_cut(s->in, v.n + 1, s->in.n);
	return v;
}

static void visit_text(struct store *s, struct str *v)
{
	if (s->out)
		write_text(s, *v);
	else if (!s->bad)
		*v = read_text(s);
}

/* A constant of the program, or NULL. */
static void visit_constant(struct store *s, const char **z)
{
	struct str v = *z ? str_of(*z) : (struct str){0};
	visit_text(s, &v);
	if (!s->out)
		*z = v.p;
}

/* ---- what several point to ------------------------------------------------------- */

/* The N things at *P, each of SIZE; true when they are met for the first time, and follow. */
static bool visit_shared(struct store *s, struct pool *pool, const void **p, size_t n, size_t size)
{
	if (s->out && !*p) {
		write_number(s->out, 0);
		return false;
	}
	if (s->out) {
		const struct shared met = {*p, n};
		struct str key = {(const char *)&met, sizeof met};
		size_t at = map_get(&pool->index, key);
		bool is_new = at == SIZE_MAX;
		if (is_new) {
			at = pool->index.n;
			*map_at(s->arena, &pool->index, arena_dup(s->arena, key)) = at;
		}
		write_number(s->out, at + 1);
		return is_new;
	}
	size_t id = s->bad ? 0 : (size_t)read_number(s);
	*p = NULL;
	if (s->bad || !id)
		return false;
	if (id == pool->list.n + 1) {
		*p = arena_alloc(s->arena, n * size);
		*list_add(s->arena, &pool->list) = (struct shared){*p, n};
		return true;
	}
	s->bad = id > pool->list.n || pool->list.v[id - 1].n != n;
	*p = s->bad ? NULL : pool->list.v[id - 1].p;
	return false;
}

GROWN(mark, 24);
static void visit_mark(struct store *s, struct mark *m)
{
	VISIT_NUMBER(s, m->line); /* not its origin: reports have the file's name */
	VISIT_NUMBER(s, m->column);
	VISIT_NUMBER(s, m->end_line);
	VISIT_NUMBER(s, m->end_column);
}

GROWN(clause, 168);
static void visit_clause(struct store *s, const struct clause **clause)
{
	const void *p = *clause;
	bool is_new = visit_shared(s, &s->clauses, &p, 1, sizeof **clause);
	struct clause *c = (struct clause *)(uintptr_t)p;
	if (!s->out)
		*clause = c;
	if (!is_new)
		return;
	visit_text(s, &c->id);
	visit_text(s, &c->quote);
	VISIT_NUMBER(s, c->line);
	VISIT_CHOICE(s, c->checkable, CHECKABLE_HUMAN + 1);
	VISIT_CHOICE(s, c->weight, WEIGHT_INFO + 1);
	visit_text(s, &c->asks);
	visit_text(s, &c->fingerprint);
	visit_text(s, &c->why);
	visit_text(s, &c->question);
	visit_text(s, &c->cover);
	visit_text(s, &c->file);
	visit_mark(s, &c->mark);
}

GROWN(rule_info, 264);
static void visit_rule(struct store *s, const struct rule_info **rule)
{
	const void *p = *rule;
	bool is_new = visit_shared(s, &s->rules, &p, 1, sizeof **rule);
	struct rule_info *r = (struct rule_info *)(uintptr_t)p;
	if (!s->out)
		*rule = r;
	if (!is_new)
		return;
	visit_text(s, &r->id);
	visit_text(s, &r->title);
	visit_text(s, &r->check);
	VISIT_CHOICE(s, r->level, LEVEL_ERROR + 1);
	size_t n = visit_count(s, r->clause_count);
	if (!s->out) {
		r->clauses = arena_array(s->arena, const struct clause *, n);
		r->clause_count = n;
	}
	for (size_t i = 0; i < n; i++)
		visit_clause(s, &r->clauses[i]);
	visit_text(s, &r->message);
	visit_text(s, &r->advice);
	visit_text(s, &r->why);
	visit_text(s, &r->label);
	VISIT_CHOICE(s, r->unwaivable, 2);
	visit_text(s, &r->matrix_row);
	visit_text(s, &r->matrix_column);
	visit_text(s, &r->matrix_value);
	visit_text(s, &r->timeline_day);
	visit_text(s, &r->timeline_limit);
	visit_text(s, &r->file);
	visit_mark(s, &r->mark);
}

GROWN(place, 56);
static void visit_place(struct store *s, struct place *p)
{
	visit_text(s, &p->file);
	VISIT_NUMBER(s, p->line);
	VISIT_NUMBER(s, p->column);
	VISIT_NUMBER(s, p->end_line);
	VISIT_NUMBER(s, p->end_column);
	visit_text(s, &p->cell);
	VISIT_NUMBER(s, p->sheet);
}

GROWN(pair, 40);
static void visit_pair(struct store *s, struct pair *p)
{
	visit_text(s, &p->key);
	visit_text(s, &p->value);
	VISIT_NUMBER(s, p->span.start);
	VISIT_NUMBER(s, p->span.end);
}

GROWN(exception, 248);
static void visit_exception(struct store *s, const struct exception **exception)
{
	const void *p = *exception;
	bool is_new = visit_shared(s, &s->exceptions, &p, 1, sizeof **exception);
	struct exception *e = (struct exception *)(uintptr_t)p;
	if (!s->out)
		*exception = e;
	if (!is_new)
		return;
	VISIT_CHOICE(s, e->source, EXCEPTION_SOURCES);
	visit_text(s, &e->rule);
	visit_text(s, &e->file);
	VISIT_LIST(s, &e->subject, visit_pair);
	visit_text(s, &e->fingerprint);
	visit_place(s, &e->scope);
	VISIT_NUMBER(s, e->count);
	visit_text(s, &e->reason);
	visit_text(s, &e->owner);
	VISIT_NUMBER(s, e->expires);
	visit_place(s, &e->place);
	VISIT_CHOICE(s, e->shared, 2);
	VISIT_CHOICE(s, e->state, EXCEPTION_STATES);
}

static void visit_own_exception(struct store *s, struct exception **exception)
{
	const struct exception *e = *exception;
	visit_exception(s, &e);
	s->bad = s->bad || !e;
	if (!s->out)
		*exception = (struct exception *)(uintptr_t)e;
}

/* ---- what was found ---------------------------------------------------------------- */

GROWN(witness, 120);
static void visit_witness(struct store *s, struct witness *w)
{
	visit_text(s, &w->name);
	visit_place(s, &w->place);
	visit_text(s, &w->excerpt);
	VISIT_NUMBER(s, w->whole);
	visit_text(s, &w->context);
	VISIT_NUMBER(s, w->mark_at);
	VISIT_NUMBER(s, w->mark_size);
	if (!s->out && (w->mark_at > w->context.n || w->mark_size > w->context.n - w->mark_at))
		s->bad = true;
}

static void visit_needed_rule(struct store *s, const struct rule_info **rule)
{
	visit_rule(s, rule);
	s->bad = s->bad || !*rule;
}

/* What is set aside is said later, of what is read here. */
GROWN(checkpoint, 96);
static void visit_checkpoint(struct store *s, struct checkpoint *c)
{
	visit_needed_rule(s, &c->rule);
	VISIT_CHOICE(s, c->outcome, OUTCOME_UNKNOWN + 1);
	VISIT_SHARED_LIST(s, &c->witnesses, visit_witness);
	VISIT_SHARED_LIST(s, &c->subject, visit_pair);
	visit_text(s, &c->missing);
	visit_exception(s, &c->waived);
}

GROWN(verdict, 128);
static void visit_verdict(struct store *s, struct verdict *v)
{
	visit_clause(s, &v->clause);
	s->bad = s->bad || !v->clause;
	VISIT_CHOICE(s, v->type, VERDICT_TYPES);
	VISIT_NUMBER(s, v->passed);
	VISIT_NUMBER(s, v->failed);
	VISIT_NUMBER(s, v->waived);
	VISIT_NUMBER(s, v->unknown);
	visit_constant(s, &v->why);
	VISIT_LIST(s, &v->missing, visit_text);
	VISIT_LIST(s, &v->evidence, visit_checkpoint);
	VISIT_LIST(s, &v->findings, visit_checkpoint);
}

GROWN(read_note, 32);
static void visit_note(struct store *s, struct read_note *n)
{
	visit_constant(s, &n->id);
	s->bad = s->bad || !n->id;
	visit_text(s, &n->detail);
	VISIT_NUMBER(s, n->span.start);
	VISIT_NUMBER(s, n->span.end);
}

GROWN(material, 160);
static void visit_material(struct store *s, struct material *m)
{
	visit_text(s, &m->file);
	visit_text(s, &m->volume);
	VISIT_NUMBER(s, m->volumes);
	visit_text(s, &m->format);
	visit_text(s, &m->kind);
	visit_text(s, &m->kind_name);
	visit_constant(s, &m->why_by);
	visit_text(s, &m->why);
	visit_text(s, &m->failure);
	VISIT_LIST(s, &m->notes, visit_note);
	VISIT_CHOICE(s, m->barren, 2);
	VISIT_CHOICE(s, m->ignored, 2);
}

GROWN(rule_change, 80);
static void visit_change(struct store *s, struct rule_change *c)
{
	visit_needed_rule(s, &c->rule);
	VISIT_CHOICE(s, c->off, 2);
	VISIT_CHOICE(s, c->before, LEVEL_ERROR + 1);
	VISIT_CHOICE(s, c->by_meeting, 2);
	visit_place(s, &c->place);
}

GROWN(result, 296);
static void visit_result(struct store *s, struct result *r)
{
	visit_text(s, &r->path);
	visit_text(s, &r->unit);
	visit_text(s, &r->pack);
	visit_text(s, &r->pack_title);
	VISIT_CHOICE(s, r->has_manifest, 2);
	VISIT_CHOICE(s, r->outside, 2);
	visit_text(s, &r->failure);
	VISIT_LIST(s, &r->materials, visit_material);
	VISIT_LIST(s, &r->checkpoints, visit_checkpoint);
	VISIT_LIST(s, &r->rules, visit_needed_rule);
	VISIT_LIST(s, &r->people, visit_text);
	VISIT_LIST(s, &r->days, visit_pair);
	VISIT_LIST(s, &r->verdicts, visit_verdict);
	VISIT_LIST(s, &r->changes, visit_change);
	VISIT_LIST(s, &r->exceptions, visit_own_exception);
	VISIT_CHOICE(s, r->dated, 2);
	VISIT_NUMBER(s, r->today);
}

void result_write(const struct result *r, struct buf *out)
{
	struct arena scratch = {0};
	struct store s = {.out = out, .arena = &scratch};
	map_reserve(&scratch, &s.texts.index, r->checkpoints.n);
	visit_result(&s, (struct result *)(uintptr_t)r);
	arena_free(&scratch);
}

bool result_read(struct result *r, struct str bytes)
{
	struct store s = {.in = bytes, .arena = &r->arena};
	visit_result(&s, r);
	return !s.bad && !s.in.n;
}
