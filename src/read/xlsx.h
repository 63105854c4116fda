/* xlsx - the parts of the workbook reader. */
#ifndef BAGUAN_XLSX_H
#define BAGUAN_XLSX_H

#include "ooxml.h"

enum format_kind {
	FORMAT_GENERAL,
	FORMAT_NUMBER, /* fixed decimals, with text around */
	FORMAT_DATE,   /* day given */
	FORMAT_MONTH,  /* year and month */
	FORMAT_TIME,   /* time alone */
	FORMAT_DATETIME,
	FORMAT_TEXT,
};

struct number_format {
	enum format_kind kind;
	bool percent;
	int decimals;             /* -1: as many as there are */
	int scale;                /* thousands cut off by commas at the end */
	struct str before, after; /* literal text */
};

struct xlsx_styles {
	LIST(struct number_format) formats;
	LIST(size_t) cells; /* of cellXfs: index into formats */
};

struct strings {
	LIST(struct str) list;
};

/* Those who take part in conversations on cells. */
struct xlsx_people {
	struct map by_id;
	LIST(struct str) names;
};

/* A format code ("yyyy\"年\"m\"月\"", "0.00%") to what the reader shows. */
struct number_format number_format_parse(struct arena *a, struct str code);
/* A number as people see it. */
struct str number_show(struct arena *a, const struct number_format *f, double value,
		       bool from_1904);

bool xlsx_styles_read(struct ooxml *o, struct str part, struct xlsx_styles *out);
bool xlsx_strings_read(struct ooxml *o, struct str part, struct strings *out);

struct sheet {
	struct ooxml *o;
	struct writer *w;
	const struct xlsx_styles *styles;
	const struct strings *strings;
	const struct xlsx_people *people;
	struct str name, part;
	bool from_1904;
};
/* One sheet to one table of the document. False with a failure. */
bool xlsx_sheet_read(const struct sheet *s);

bool xlsx_people_read(struct ooxml *o, struct str part, struct xlsx_people *out);
/* Notes and conversations on its cells, when its text is the document's TABLE (UINT32_MAX: it has none). False with a failure. */
bool xlsx_notes_read(const struct sheet *s, uint32_t table);
/* "B7" to a row and a column from 0; the offset behind, or 0 when it is none. */
size_t xlsx_reference(struct str s, uint32_t *row, uint32_t *column);
/* "sheet!B7" */
struct str xlsx_cell_name(struct arena *a, struct str sheet, uint32_t row, uint32_t column);

/* "_x000D_" and the like, which stand for one character. Carriage returns are left out. */
struct str xlsx_unescape(struct arena *a, struct str s);

#endif
