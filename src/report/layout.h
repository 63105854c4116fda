/*
 * layout - text in terminal columns: cleaning, cutting, wrapping, marking.
 *
 * Widths are columns as utf8_width() counts them.  What comes from files and their names is
 * never trusted: line_clean() makes it safe for a terminal.
 */
#ifndef BAGUAN_LAYOUT_H
#define BAGUAN_LAYOUT_H

#include "base.h"

/* Valid UTF-8 for sure: a wrong byte or a NUL becomes U+FFFD. */
struct str text_scrub(struct arena *a, struct str s);

/* One line: scrubbed, blanks for tabs and line ends, U+FFFD for what steers a terminal. */
struct str line_clean(struct arena *a, struct str s);

/* S within WIDTH columns, "…" at its end when it is cut.  S must be clean. */
struct str line_fit(struct arena *a, struct str s, size_t width);

/*
 * S from COLUMN on, further lines at INDENT, none beyond WIDTH.  Breaks at blanks and between
 * Chinese characters, but not before closing punctuation nor behind opening punctuation; '\n'
 * in S begins a new line.  No '\n' at the end.
 */
void wrap(struct arena *a, struct buf *out, struct str s, size_t column, size_t indent,
	  size_t width);

/* A part of a line with the columns that are to be marked below it. */
struct window {
	struct str text;
	size_t column, columns; /* columns is at least 1 */
};

/*
 * The line of CONTEXT in which the SIZE bytes at AT begin, as far as WIDTH columns show it, the
 * marked words in sight; "…" where it is cut.  Words that go on beyond are marked to the end of
 * what is shown.
 */
struct window window_of(struct arena *a, struct str context, size_t at, size_t size, size_t width);

#endif
