/*
 * xlsx_talks - conversations on cells ([MS-XLSX] 2.6.203 to 2.6.207), where ours is one more reply.
 *
 * In order: talks_open, talks_put for each sheet, talks_close.
 */
#ifndef BAGUAN_XLSX_TALKS_H
#define BAGUAN_XLSX_TALKS_H

#include "xlsx_notes.h"

/* Those of a workbook. */
struct talks {
	struct str people;   /* the part that lists who takes part; or empty */
	struct str self;     /* our id among them */
	struct map ours;     /* ids of ours, in any language */
	struct map gone;     /* those whose replies have been taken out */
	struct map named;    /* and those who have written something that stays */
	bool listed, wanted; /* are we there; need we be */
};

/* All give false with n->why when a part is broken. */
bool talks_open(struct copy *c, struct str workbook, struct talks *out);
/* The sheet's without our replies, and with the notes on their cells; marks these as added. */
bool talks_put(struct copy *c, struct talks *t, struct str sheet, struct notes *notes);
bool talks_close(struct copy *c, struct talks *t, struct str workbook);

#endif
