/*
 * word - a document in the layout of official papers (GB/T 9704): A4, its margins, fonts and line spacing, page
 * numbers at the outer edge.  Paragraphs and tables are written one behind the other.
 *
 * Lengths are twentieths of a point.
 */
#ifndef BAGUAN_WORD_H
#define BAGUAN_WORD_H

#include "package.h"

enum { WORD_TEXT_WIDTH = 8845 }; /* 156 mm */

enum word_style {
	WORD_BODY,
	WORD_TITLE,
	WORD_SUBTITLE,
	WORD_HEADING,    /* 一、 */
	WORD_SUBHEADING, /* （一） */
	WORD_NOTE,       /* small */
	WORD_CLOSING,    /* body, with the signature behind */
	WORD_SIGN,       /* at the right, behind everything */
	WORD_CELL,
	WORD_CELL_CENTRE,
	WORD_CELL_HEAD
};

enum word_look { WORD_PLAIN, WORD_BOLD, WORD_BAD, WORD_SOFT, WORD_BLANK };

struct word {
	struct arena *a;
	struct package package;
	struct buf *out;
	const unsigned *widths; /* of the table under way */
	size_t column;          /* of the row under way */
};

void word_begin(struct word *w, struct arena *a);
/* A paragraph: begin, runs, end.  A line end in a run breaks the line. */
void word_paragraph_begin(struct word *w, enum word_style style);
void word_run(struct word *w, enum word_look look, struct str words);
void word_paragraph_end(struct word *w);
/* One with one run. */
void word_paragraph(struct word *w, enum word_style style, struct str words);
/* The same on a new page. */
void word_paragraph_on_page(struct word *w, enum word_style style, struct str words);

/*
 * A table with N columns of the WIDTHS, which must outlive it.  NAMES, when not NULL, make a row that stands on
 * each page anew.  Rows: begin, a cell for each column, end.  Only long ones are cut by a page's end.
 */
enum word_row { WORD_ROW, WORD_ROW_HEAD, WORD_ROW_LONG };
void word_table_begin(struct word *w, const unsigned *widths, const char *const *names, size_t n);
void word_row_begin(struct word *w, enum word_row row);
/* A cell has at least one paragraph.  SHADE: "F2F2F2", or NULL. */
void word_cell_begin(struct word *w, const char *shade);
void word_cell_end(struct word *w);
void word_cell(struct word *w, enum word_style style, enum word_look look, struct str words);
void word_row_end(struct word *w);
void word_table_end(struct word *w);

void word_write(struct word *w, struct str title, struct buf *out);

#endif
