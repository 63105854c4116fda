/* Inside check only: how parts are found. */
#ifndef BAGUAN_PARTS_H
#define BAGUAN_PARTS_H

#include "check.h"

/* Is sheet TABLE of D, in a workbook of the kind found, a document of its own? */
bool sheet_is_apart(struct checker *c, const struct document *d, size_t table);
void find_sections(struct checker *c);
void find_records(struct checker *c, size_t role, const struct finder *f);
/* Fields of a part that is the whole document: its first labelled lines and form cells. */
void find_document_fields(struct checker *c, struct part *p);
/* Fields that are still open: by pattern, title, file name, or from the parts around. */
void complete_fields(struct checker *c, struct part *p);
void find_units(struct checker *c, size_t role, const struct finder *f);

/* A new part with room for its fields. */
struct part *part_add(struct checker *c, size_t role, struct span span, size_t parent);
bool role_has_kind(const struct role *r, size_t kind);
/* First of REGEXES that matches in S (from its start on); groups fill FIELDS of ROLE when not NULL. */
bool regexes_match(struct checker *c, const struct regexes *r, struct span s, struct span *whole,
		   const struct role *role, struct pair *fields);
/* Same over a text that is not of the document (file name): spans stay empty. */
bool regexes_match_text(struct arena *a, const struct regexes *r, struct str s, struct str *whole,
			const struct role *role, struct pair *fields);
/* Does one of the labels of F name this cell or line head? Blanks and bracketed tails apart. */
bool label_matches(struct checker *c, const struct field *f, struct str text);
struct class_memory *class_memory_new(struct arena *a);
bool label_is_like(struct checker *c, const struct field *f, struct str text);
/* Some role of the documents of this kind has a field of that name. TEXT lies in the document. */
bool is_known(struct checker *c, struct str text);
/* Hits of all terms as the terms mean them: reach, outside. */
void settle_hits(struct checker *c);
/* End of the sentence or clause that holds AT. */
uint32_t scope_end(struct str text, enum scope_unit unit, uint32_t at, uint32_t limit);
/* Innermost section part that holds text offset AT; SIZE_MAX. */
size_t section_at(const struct checker *c, uint32_t at);
/* Does the part or one that it stands in have one of the roles? */
bool stands_in(const struct checker *c, size_t part, const struct indexes *roles);

#endif
