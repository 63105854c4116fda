/* Parts of a document by role: the common pieces, and fields that are found late. */
#include "parts.h"

bool role_has_kind(const struct role *r, size_t kind)
{
	return index_in(&r->kinds, kind);
}

struct part *part_add(struct checker *c, size_t role, struct span span, size_t parent)
{
	const struct role *r = &c->set->roles.v[role];
	struct part *p = list_add(c->arena, &c->parts);
	*p = (struct part){.role = role, .span = span, .body = span, .parent = parent};
	p->value = SIZE_MAX;
	p->heading = (struct span){span.start, span.start};
	p->fields = arena_array(c->arena, struct pair, r->fields.n + 1);
	for (size_t i = 0; i < r->fields.n; i++)
		p->fields[i].key = r->fields.v[i].name;
	return p;
}

bool stands_in(const struct checker *c, size_t part, const struct indexes *roles)
{
	for (; part != SIZE_MAX; part = c->parts.v[part].parent)
		if (index_in(roles, c->parts.v[part].role))
			return true;
	return false;
}

const struct part *part_inside(const struct checker *c, const struct part *p, size_t role)
{
	while (p && p->role != role)
		p = p->parent == SIZE_MAX ? NULL : &c->parts.v[p->parent];
	return p;
}

size_t section_at(const struct checker *c, uint32_t at)
{
	size_t found = SIZE_MAX;
	for (size_t i = c->first_section; i < c->end_section; i++) {
		const struct part *p = &c->parts.v[i];
		if (p->span.start > at)
			break;
		if (at < p->span.end)
			found = i; /* later ones stand inside earlier ones */
	}
	return found;
}

/* ---- patterns --------------------------------------------------------------- */

static void take_groups(const struct regex *r, const struct span *groups, struct str s,
			uint32_t base, bool in_document, const struct role *role,
			struct pair *fields)
{
	for (size_t g = 0; g < regex_groups(r); g++) {
		struct str value = str_cut(s, groups[g].start, groups[g].end);
		for (size_t f = 0; f < role->fields.n; f++) {
			if (!str_eq(role->fields.v[f].name, regex_group_name(r, g)))
				continue;
			if (fields[f].value.p || !value.n)
				continue;
			fields[f].value = value;
			if (in_document)
				fields[f].span = (struct span){base + groups[g].start,
							       base + groups[g].end};
		}
	}
}

enum { GROUPS_MAX = 16 };

static bool match_any(const struct regexes *r, struct str s, struct span *whole, uint32_t base,
		      bool in_document, const struct role *role, struct pair *fields)
{
	for (size_t i = 0; i < r->list.n; i++) {
		struct span groups[GROUPS_MAX];
		const struct regex *x = r->list.v[i];
		if (regex_groups(x) > GROUPS_MAX || !regex_match(x, s, 0, whole, groups))
			continue;
		if (role && fields)
			take_groups(x, groups, s, base, in_document, role, fields);
		return true;
	}
	return false;
}

bool regexes_match(struct checker *c, const struct regexes *r, struct span s, struct span *whole,
		   const struct role *role, struct pair *fields)
{
	struct span found;
	if (!match_any(r, document_slice(c->document, s), &found, s.start, true, role, fields))
		return false;
	*whole = (struct span){s.start + found.start, s.start + found.end};
	return true;
}

bool regexes_match_text(struct arena *a, const struct regexes *r, struct str s, struct str *whole,
			const struct role *role, struct pair *fields)
{
	struct span found;
	(void)a;
	if (!match_any(r, s, &found, 0, false, role, fields))
		return false;
	*whole = str_cut(s, found.start, found.end);
	return true;
}

/* The text without blanks and without a tail in brackets: "完成 时限（2022年）" is "完成时限". */
static struct str bare_text(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t ch = utf8_next(s, &at);
		if (ch == '(' || ch == 0xff08)
			break;
		if (!utf8_is_blank(ch) && ch != '\n' && ch != ':' && ch != 0xff1a)
			buf_add(&b, str_cut(s, from, at));
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

enum { LABEL_SLOTS = 1024 };

enum likeness { LIKE_UNASKED, LIKE_NOT, LIKE_IT };

struct label_memory {
	struct str text, bare;
	uint8_t *like; /* by the fields' number: enum likeness; NULL: none was asked */
	enum likeness known;
};

/* All fields of all roles ask for the same stretches of the document again and again. */
static struct label_memory *label_of(struct checker *c, struct str text)
{
	if (!c->labels)
		c->labels = arena_array(c->arena, struct label_memory, LABEL_SLOTS);
	struct label_memory *m = &c->labels[((uintptr_t)text.p + text.n) % LABEL_SLOTS];
	if (m->text.p != text.p || m->text.n != text.n)
		*m = (struct label_memory){.text = text, .bare = bare_text(c->arena, text)};
	return m;
}

/* TEXT lies in the document. */
bool label_matches(struct checker *c, const struct field *f, struct str text)
{
	if (text.n > 120 || !f->labels.list.n)
		return false;
	struct str bare = label_of(c, text)->bare;
	for (size_t i = 0; i < f->labels.list.n; i++)
		if (str_eq(bare, f->labels.list.v[i]))
			return true;
	return false;
}

/* The same by the patterns of F: for headings that no list can name all of. */
bool label_is_like(struct checker *c, const struct field *f, struct str text)
{
	if (text.n > 120 || !f->like.list.n)
		return false;
	struct label_memory *m = label_of(c, text);
	if (!m->like)
		m->like = arena_array(c->arena, uint8_t, c->set->likes);
	uint8_t *answer = &m->like[f->like_number];
	if (*answer == LIKE_UNASKED) {
		struct span whole;
		bool like = match_any(&f->like, m->bare, &whole, 0, false, NULL, NULL);
		*answer = like ? LIKE_IT : LIKE_NOT;
	}
	return *answer == LIKE_IT;
}

static bool some_field_knows(struct checker *c, struct str text)
{
	for (size_t r = 0; r < c->set->roles.n; r++) {
		const struct role *role = &c->set->roles.v[r];
		for (size_t i = 0; role_has_kind(role, c->kind) && i < role->fields.n; i++)
			if (label_matches(c, &role->fields.v[i], text) ||
			    label_is_like(c, &role->fields.v[i], text))
				return true;
	}
	return false;
}

bool is_known(struct checker *c, struct str text)
{
	if (text.n > 120)
		return false;
	struct label_memory *m = label_of(c, text);
	if (m->known == LIKE_UNASKED)
		m->known = some_field_knows(c, text) ? LIKE_IT : LIKE_NOT;
	return m->known == LIKE_IT;
}

/* ---- fields that the finder left open --------------------------------------------- */

/* What its name says: of one of several documents of a file, its first line. */
static struct str name_stem(const struct document *d)
{
	struct str file = d->file;
	if (d->volume.n)
		return d->volume;
	struct str base = path_base(file), ext = path_ext(file);
	return ext.n ? str_cut(base, 0, base.n - ext.n - 1) : base;
}

/*
 * From the parts that P stands in, by the same name.  Not from one of its own role, which is
 * another finder's guess at the same thing: the hour of one talk is not that of the next.
 */
static void inherit(struct checker *c, struct part *p, const struct role *role)
{
	for (size_t i = p->parent; i != SIZE_MAX; i = c->parts.v[i].parent) {
		if (c->parts.v[i].role == p->role)
			continue;
		const struct role *outer = &c->set->roles.v[c->parts.v[i].role];
		for (size_t f = 0; f < role->fields.n; f++)
			for (size_t k = 0; k < outer->fields.n && !p->fields[f].value.p; k++)
				if (str_eq(outer->fields.v[k].name, role->fields.v[f].name))
					p->fields[f] = c->parts.v[i].fields[k];
	}
}

void complete_fields(struct checker *c, struct part *p)
{
	const struct role *role = &c->set->roles.v[p->role];
	bool *open = arena_array(c->arena, bool, role->fields.n + 1);
	for (size_t f = 0; p->maybe && f < role->fields.n; f++)
		open[f] = !p->fields[f].value.p;
	inherit(c, p, role);
	for (size_t f = 0; f < role->fields.n; f++) {
		const struct field *field = &role->fields.v[f];
		struct span whole;
		struct str found;
		if (!p->fields[f].value.p)
			regexes_match(c, &field->text, p->body, &whole, role, p->fields);
		if (!p->fields[f].value.p)
			regexes_match_text(c->arena, &field->title, c->title, &found, role,
					   p->fields);
		if (!p->fields[f].value.p)
			regexes_match_text(c->arena, &field->file, name_stem(c->document),
					   &found, role, p->fields);
		if (p->maybe && open[f] && p->fields[f].value.p)
			p->maybe[f] = (struct maybe){0}; /* it was found elsewhere */
	}
}

/* Two fields of the part that name people: the same one, or not. */
static bool name_both(const struct checker *c, const struct part *p, size_t i, size_t k, bool *same)
{
	struct str a = p->fields[i].value, b = p->fields[k].value;
	if (!a.p || !b.p)
		return false;
	*same = str_eq(name_clean(c->arena, &c->set->names, a), name_clean(c->arena, &c->set->names, b));
	return true;
}

/* Its fields name the same person, or do not, where the role asks for the other. */
static void drop_by_names(struct checker *c, struct part *p)
{
	const struct role *role = &c->set->roles.v[p->role];
	const struct indexes *asked[] = {&role->distinct, &role->same};
	for (size_t w = 0; w < 2; w++)
		for (size_t i = 0; i < asked[w]->list.n; i++)
			for (size_t k = i + 1; k < asked[w]->list.n; k++) {
				bool same;
				if (name_both(c, p, asked[w]->list.v[i], asked[w]->list.v[k], &same))
					p->dropped = p->dropped || same != (asked[w] == &role->same);
			}
}

/* ---- all parts ----------------------------------------------------------------------- */

static void find_with(struct checker *c, enum find_type type)
{
	for (size_t r = 0; r < c->set->roles.n; r++) {
		const struct role *role = &c->set->roles.v[r];
		if (!role_has_kind(role, c->kind))
			continue;
		for (size_t i = 0; i < role->finders.n; i++) {
			const struct finder *f = &role->finders.v[i];
			struct span all = {0, (uint32_t)c->document->text.n};
			size_t first = c->parts.n;
			if (f->type != type)
				continue;
			if (type == FIND_RECORD)
				find_records(c, r, f);
			else if (type == FIND_UNIT)
				find_units(c, r, f);
			else if (type == FIND_DOCUMENT)
				part_add(c, r, all, SIZE_MAX);
			for (size_t k = first; k < c->parts.n; k++)
				c->parts.v[k].otherwise = f->otherwise;
		}
	}
}

/* What was found by a finder that stands in for the others, although these found something. */
static void drop_otherwise(struct checker *c)
{
	bool *found = arena_array(c->arena, bool, c->set->roles.n);
	for (size_t i = 0; i < c->parts.n; i++)
		if (!c->parts.v[i].otherwise && !c->parts.v[i].dropped)
			found[c->parts.v[i].role] = true;
	for (size_t i = 0; i < c->parts.n; i++)
		if (c->parts.v[i].otherwise && found[c->parts.v[i].role])
			c->parts.v[i].dropped = true;
}

/* Nothing was found of what files of the kind are there for: it was not understood. */
static bool is_barren(const struct checker *c)
{
	const struct indexes *holds = &c->set->kinds.v[c->kind].holds;
	for (size_t i = 0; i < c->parts.n; i++)
		if (index_in(holds, c->parts.v[i].role) && !c->parts.v[i].dropped)
			return false;
	return holds->list.n;
}

void find_parts(struct checker *c)
{
	if (c->kind == SIZE_MAX || c->document->failure.n)
		return;
	find_with(c, FIND_DOCUMENT);
	for (size_t i = 0; i < c->parts.n; i++)
		find_document_fields(c, &c->parts.v[i]);
	c->first_section = c->parts.n;
	find_sections(c);
	c->end_section = c->parts.n;
	find_with(c, FIND_RECORD);
	find_with(c, FIND_UNIT);
	for (size_t i = 0; i < c->parts.n; i++) {
		complete_fields(c, &c->parts.v[i]);
		drop_by_names(c, &c->parts.v[i]);
	}
	drop_otherwise(c);
	c->barren = is_barren(c);
}
