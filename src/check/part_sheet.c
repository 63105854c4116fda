/* Sheets of a workbook: their names stand above their tables as headings would. */
#include "record.h"

/* A sheet's name heads its table as a heading above it would. */
static bool sheet_is_called(struct recorder *rec, struct str sheet, const struct role *role)
{
	struct str whole;
	for (size_t i = 0; sheet.n && i < role->finders.n; i++)
		if (role->finders.v[i].type == FIND_SECTION &&
		    regexes_match_text(rec->c->arena, &role->finders.v[i].heading, sheet, &whole, NULL,
				       NULL))
			return true;
	return false;
}

bool table_is_outside(struct recorder *rec, const struct table *t)
{
	const struct indexes *outside = &rec->f->outside;
	const struct block *first = &rec->c->document->blocks.v[t->first];
	if (!outside->list.n)
		return true;
	for (size_t i = 0; i < outside->list.n; i++)
		if (sheet_is_called(rec, t->sheet, &rec->c->set->roles.v[outside->list.v[i]]))
			return false;
	return !stands_in(rec->c, section_at(rec->c, first->span.start), outside);
}

static bool shares_field(const struct role *a, const struct role *b)
{
	for (size_t i = 0; i < a->fields.n; i++)
		for (size_t k = 0; k < b->fields.n; k++)
			if (str_eq(a->fields.v[i].name, b->fields.v[k].name))
				return true;
	return false;
}

void record_take_sheet(struct recorder *rec, struct str sheet)
{
	const struct ruleset *set = rec->c->set;
	struct str whole;
	memset(rec->headed, 0, sizeof rec->headed);
	for (size_t r = 0; sheet.n && r < set->roles.n; r++) {
		const struct role *role = &set->roles.v[r];
		for (size_t i = 0; i < role->finders.n && role_has_kind(role, rec->c->kind); i++)
			if (role->finders.v[i].type == FIND_SECTION && shares_field(role, rec->r))
				regexes_match_text(rec->c->arena, &role->finders.v[i].heading, sheet,
						   &whole, rec->r, rec->headed);
	}
}
