/* docx - the parts of the Word reader. */
#ifndef BAGUAN_DOCX_H
#define BAGUAN_DOCX_H

#include "ooxml.h"

/* ---- styles ------------------------------------------------------------------- */

enum toggle { TOGGLE_UNSET, TOGGLE_OFF, TOGGLE_ON };

/* What a style says, its basedOn chain included once docx_styles_read is through. */
struct docx_style {
	struct str id, name, based_on;
	enum toggle bold, hidden;
	int outline;                /* -1 unset, 0 to 8, 9 body text */
	bool is_title;              /* "Title" or based on it; above all outline levels */
	int heading;                /* 1 to 9 by name or outline level; 0 none */
	long numbering;             /* numId; -1 unset */
	int level;                  /* ilvl; -1 unset */
	struct str numbering_style; /* id of the style of the chain that gives the numbering */
	bool resolved;
};

struct docx_styles {
	LIST(struct docx_style) list;
	struct map by_id;
	size_t paragraph; /* index of the default paragraph style, or SIZE_MAX */
	enum toggle bold; /* of the document's defaults */
};

bool docx_styles_read(struct ooxml *o, struct str part, struct docx_styles *out);
/* NULL when unknown. */
const struct docx_style *docx_style_find(const struct docx_styles *s, struct str id);
enum toggle docx_toggle(const char **attributes); /* of <w:b w:val="..."/> */

/* ---- numbering ---------------------------------------------------------------- */

enum { DOCX_LEVELS = 9 };

struct docx_level {
	long start;
	struct str format; /* "chineseCounting" */
	struct str text;   /* "%1、" */
	struct str style;  /* of paragraphs that take this level by style */
	bool legal;        /* all numbers in Arabic digits */
	bool set;
	int restart; /* -1: after each higher level; 0: never; k: after levels up to k */
};

struct docx_list {
	long id;
	struct docx_level level[DOCX_LEVELS];
	struct str style_link, link; /* the style it defines; the style it takes after */
	long count[DOCX_LEVELS];
	bool counting[DOCX_LEVELS];
};

struct docx_num {
	long id;
	size_t list;                           /* index into lists; SIZE_MAX when there is none */
	long start[DOCX_LEVELS];               /* override, or -1 */
	struct docx_level *level[DOCX_LEVELS]; /* override, or NULL */
	bool used[DOCX_LEVELS];
};

struct docx_numbering {
	LIST(struct docx_list) lists;
	LIST(struct docx_num) nums;
};

bool docx_numbering_read(struct ooxml *o, struct str part, struct docx_numbering *out);
/* The level that numbering NUM gives to paragraphs of STYLE, or -1. */
int docx_numbering_level(const struct docx_numbering *n, long num, struct str style);
/*
 * Counts one more paragraph of numbering NUM at LEVEL; its label as Word
 * shows it, empty for bullets.  False when there is no such numbering.
 */
bool docx_number(struct docx_numbering *n, struct arena *a, long num, int level, struct str *label);
/* N in a number format of OOXML ("chineseCounting"); unknown ones in digits. */
struct str docx_number_format(struct arena *a, struct str format, long n);

/* ---- body --------------------------------------------------------------------- */

struct docx_piece {
	struct str text;
	uint32_t line;
	bool bold;
	size_t start, end; /* bytes of the part */
};

/* What the body marks of a comment. */
enum docx_mark_type { DOCX_MARK_START, DOCX_MARK_END, DOCX_MARK_REFERENCE, DOCX_MARKS };

struct docx_mark {
	enum docx_mark_type type;
	size_t comment, piece; /* in front of that piece of the paragraph */
};

struct docx_comment {
	struct comment said;
	uint32_t at[DOCX_MARKS]; /* text offsets; UINT32_MAX: not met */
};

struct docx_paragraph {
	uint32_t line;
	const struct docx_style *style; /* or NULL */
	int outline;                    /* of the paragraph itself; -1 unset */
	long numbering;                 /* likewise */
	int level;                      /* likewise */
	bool mark_deleted;              /* joined with the next one */
	bool is_joined;                 /* pieces of a paragraph before are in it */
	LIST(struct docx_piece) pieces;
	LIST(struct docx_mark) marks;
	LIST(struct str) hidden;                          /* hidden text, for the note */
	struct docx_paragraph *after, *after_last, *next; /* text boxes anchored here */
};

/* Where a table under way stands. */
struct docx_table {
	unsigned depth; /* tables open; only the outermost has structure */
	struct table t;
	uint32_t row, column; /* of the cell under way */
	uint32_t span;        /* its columns */
	bool row_deleted, in_cell;
	bool restarts, continued; /* the cell: begins a vertical merge, or continues it */
	size_t cell;              /* its block, SIZE_MAX when not open yet */
	LIST(size_t) above;       /* by column: block of the vertical merge, or SIZE_MAX */
};

struct docx {
	struct ooxml *o;
	struct arena *arena;
	struct writer *w;
	const struct docx_styles *styles;
	struct docx_numbering *numbering;
	uint32_t lines; /* paragraphs so far */
	struct docx_table table;
	LIST(size_t) titles; /* blocks */
	LIST(struct docx_comment) comments;
	struct map comment_ids; /* index of the first one */
	LIST(struct docx_mark) open_marks; /* in the cell under way */
	size_t pictures, embedded, deletions;
	struct sources *sources; /* NULL: no one asks */
	uint32_t part;           /* under way, among their parts */
};

/* Reads a part with paragraphs: the document, footnotes, a header. False with a failure. */
bool docx_part(struct docx *x, struct str part);

/* A finished paragraph to a block, or into the cell under way. */
void docx_paragraph_write(struct docx *x, struct docx_paragraph *p);

/* ---- comments ------------------------------------------------------------------ */

/* What they say; before the body is read. False with a failure. */
bool docx_comments_read(struct docx *x, struct str part);
/* The body marks the comment ID, in P or (NULL) between paragraphs. */
void docx_mark(struct docx *x, struct docx_paragraph *p, enum docx_mark_type type, struct str id);
/* The marks in front of a piece that is written next; of one behind the last: those at the end. */
void docx_marks_set(struct docx *x, const struct docx_paragraph *p, size_t piece);
/* P is written, or left out; the cell under way is closed. */
void docx_marks_settle(struct docx *x, const struct docx_paragraph *p);
void docx_cell_marks_settle(struct docx *x);
/* All of them to the document, when its text is through. */
void docx_comments_finish(struct docx *x);

void docx_table_start(struct docx *x);
void docx_table_end(struct docx *x);
void docx_row_start(struct docx *x);
void docx_row_end(struct docx *x);
void docx_cell_start(struct docx *x);
void docx_cell_end(struct docx *x);
/* Opens the block of the cell under way; false when its text is not shown. */
bool docx_cell_open(struct docx *x);
/* True when text that comes now belongs to a cell. */
bool docx_in_cell(const struct docx *x);

/* The character of <w:sym>: that of a symbol font as Unicode. */
uint32_t docx_symbol(struct str font, uint32_t code);

#endif
