/*
 * sheet - a workbook: sheets with a header row, written row by row.
 *
 * Text stays text, whatever it begins with.  A cell holds what a spreadsheet can: longer text is
 * cut, and rows beyond the last one are counted in it.
 */
#ifndef BAGUAN_SHEET_H
#define BAGUAN_SHEET_H

#include "package.h"

enum sheet_style { SHEET_TEXT, SHEET_HEAD, SHEET_CENTRE, SHEET_GOOD, SHEET_BAD, SHEET_DOUBT };

struct sheet;

struct book {
	struct arena *a;
	struct package package;
	LIST(struct sheet *) sheets;
};

struct sheet_column {
	const char *name;
	unsigned width; /* in characters of a digit's width; a Chinese one takes two */
};

/* A new last sheet; of its name what a spreadsheet allows, another one when it is taken. */
struct sheet *book_sheet(struct book *b, struct str name);
void sheet_widths(struct sheet *s, const unsigned *widths, size_t n);
/* The first row and the widths, with a filter; it stays in sight. */
void sheet_columns(struct sheet *s, const struct sheet_column *columns, size_t n);
/* This many rows and columns stay in sight. */
void sheet_freeze(struct sheet *s, size_t rows, size_t columns);
void sheet_row(struct sheet *s); /* begins the next row */
void sheet_text(struct sheet *s, enum sheet_style style, struct str words); /* the next cell */
void sheet_number(struct sheet *s, size_t n);
void book_write(struct book *b, struct str title, struct buf *out);

#endif
