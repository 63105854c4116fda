/* xlsx_notes - the notes of one sheet: what they say, and the drawing of their boxes. */
#ifndef BAGUAN_XLSX_NOTES_H
#define BAGUAN_XLSX_NOTES_H

#include "copy.h"

/* All remarks of one cell, as one note. */
struct note {
	struct str ref;       /* "B7" */
	uint32_t row, column; /* from 0 */
	struct str text;
	size_t remarks;
	bool added;           /* to what people have written, which has its box */
	bool left_out;        /* the note of people has no text that it could stand in */
};

struct notes {
	LIST(struct note) list;
};

/* A cell whose note was ours and is gone. */
struct gone {
	LIST(struct str) refs;
};

/* What a note says, as XML. */
void note_text(struct arena *a, struct buf *out, struct str s);
/* The part of a sheet's comments without ours and with the notes; marks those that were added or left out. */
struct str notes_put(struct copy *c, const struct markup *m, struct notes *notes, struct gone *gone);
/* The drawing without the boxes of notes that are gone, and with those of the new ones. */
struct str boxes_put(struct copy *c, const struct markup *m, const struct notes *notes, const struct gone *gone);
/* A drawing without boxes, the Nth of the file. */
struct str boxes_none(struct arena *a, unsigned n);

#endif
