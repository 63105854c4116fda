/* record - what the files share that read records out of tables and lines. */
#ifndef BAGUAN_RECORD_H
#define BAGUAN_RECORD_H

#include "parts.h"

enum { FIELDS_MAX = 32, HEADER_ROWS = 8, TICKED_MAX = 64 /* columns with marks: tick_columns has a bit for each */ };
enum { SHARED_MAX = 8 };

/* A heading names several fields, this one in the NTH place (from 0) of OF; OF is 0 where it names one. */
struct share {
	uint8_t nth, of;
	bool aside; /* in brackets */
};

struct shared {
	size_t field;
	struct share share;
};

struct recorder {
	struct checker *c;
	size_t role;
	const struct role *r;
	const struct finder *f; /* NULL: fields of the document are wanted */
	struct pair fields[FIELDS_MAX];
	struct span span;
	bool any;
	bool seen[FIELDS_MAX]; /* its label stands there, with a value or without */
	struct pair headed[FIELDS_MAX]; /* what the name of the sheet says, as a heading would */
	size_t last;           /* field that was set last; SIZE_MAX */
	size_t ticked;         /* field of a table whose values are headings of columns with marks; SIZE_MAX */
	uint64_t tick_columns; /* which columns those are; the heads stand in row tick_row */
	uint32_t tick_row;
	struct share shares[FIELDS_MAX]; /* of the table: how fields stand in the heading of their column */
	uint32_t guessed[FIELDS_MAX]; /* of a table: columns that may be those of fields without one; UINT32_MAX */
	struct span heads[FIELDS_MAX]; /* ... and their headings */
	struct maybe maybe[FIELDS_MAX]; /* of the record */
};

/* The field that a column name or a label names; SIZE_MAX. */
size_t field_of(struct recorder *rec, struct str text);
/* The fields of a heading that is made of several names; 0 when it is not. */
size_t fields_of(struct recorder *rec, struct str text, struct shared out[SHARED_MAX]);
/* All its names are known to roles of the kind, to this one or others. */
bool is_compound(struct checker *c, struct str heading);
/* What of a cell below, or beside, such a heading is the value of FIELD; empty when nothing is. */
struct span shared_value(struct recorder *rec, size_t field, struct share share, struct span cell);
/* Does a field of THERE give F, by what else stands in its value? */
bool is_given(const struct role *r, size_t f, const bool *there);
bool begins_with_label(struct recorder *rec, const struct block *b);
struct span trimmed(const struct document *d, struct span s);
void record_set(struct recorder *rec, size_t field, struct span value);
/* The record ends: a part of it, when all that is required was there. */
void record_flush(struct recorder *rec);
/* "label：value" in a paragraph or cell, several perhaps; false when there is none. */
bool labelled_line(struct recorder *rec, const struct block *b);
/* A table whose first column names fields is a form. */
bool is_form(struct recorder *rec, const struct table *t);
/* The records of a table that is filled in as a form. */
void form_of(struct recorder *rec, const struct table *t);

/*
 * Which column holds which field (UINT32_MAX: none), by ROW, and how the field stands in its heading; false when
 * that is no header for the role.
 */
bool columns_header(struct recorder *rec, const struct table *t, uint32_t row, uint32_t columns[FIELDS_MAX],
		    struct share shares[FIELDS_MAX]);
/* The same, with rec->shares, by the first row that is one, or, where none is, by what stands in the cells. */
bool columns_find(struct recorder *rec, const struct table *t, uint32_t *row,
		  uint32_t columns[FIELDS_MAX]);
/* Not in a section, or on a sheet, that records of the finder stay out of. */
bool table_is_outside(struct recorder *rec, const struct table *t);
/* What a heading like the sheet's name gives to the records below it. */
void record_take_sheet(struct recorder *rec, struct str sheet);
/* A column of its own, or one in whose cells it stands, too. */
bool has_column(const struct role *r, size_t f, const uint32_t columns[FIELDS_MAX]);
/* Some cell of another field's column holds the field, too: a day and behind it a place. */
bool stands_elsewhere(struct recorder *rec, const struct table *t, uint32_t row, size_t f,
		      const uint32_t columns[FIELDS_MAX]);
/* The column belongs to another field, or its heading says what it is. */
bool is_taken(struct recorder *rec, const struct table *t, uint32_t row, uint32_t column,
	      const uint32_t columns[FIELDS_MAX]);

/* Fields that may be meant by columns that no heading names, when COLUMNS were found by row ROW. */
void columns_guess(struct recorder *rec, const struct table *t, uint32_t row,
		   const uint32_t columns[FIELDS_MAX]);
/* ... and what stands there in a row. */
void guess_cells(struct recorder *rec, const struct table *t, uint32_t row);
/* The part of the record keeps what its open fields may have meant. */
void keep_guesses(struct recorder *rec, struct part *p);
/* Could the field, by its type or as its cells look, have this value? */
bool field_could_be(struct recorder *rec, const struct field *f, struct span value);
/* The ticked field gets the headings of the columns that are marked in the row. */
void take_ticked(struct recorder *rec, const struct table *t, uint32_t row);

#endif
