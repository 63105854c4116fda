/*
 * read - bytes of a file to a document.
 *
 * One reader a format, listed in read_list.h.  A reader fills text, runs,
 * blocks, tables and meta; read_structure() then finds number labels and
 * headings that only look like headings.
 */
#ifndef BAGUAN_READ_H
#define BAGUAN_READ_H

#include "model.h"

struct reader {
	const char *name;       /* "docx" */
	const char *help;       /* one line */
	const char *extensions; /* "docx docm", space-separated, lower case */
	/* Does the content look like this format? Used to catch a wrong extension. */
	bool (*recognise)(struct str bytes);
	/* Fills D; on failure sets d->failure and leaves no blocks. */
	void (*read)(struct arena *a, struct str bytes, struct document *d);
};

/* All readers, NULL-ended. */
extern const struct reader *const reader_list[];
const struct reader *reader_find(struct str extension); /* NULL when none */

/*
 * Reads BYTES of the file named FILE into a new document in A.  Never NULL: a
 * file that can't be read has `failure` set.
 */
struct document *read_bytes(struct arena *a, struct str file, struct str bytes);
struct document *read_file(struct arena *a, const char *path, struct str file);

/*
 * Where the text of an office file stands in its parts.  COUNT characters, from the place (line, column) on, are the
 * bytes [start, end) of a part: one behind the other, or, when the bytes are not the character itself (an entity,
 * an element such as <w:tab/>), one of them, which begins there.  In the order of the text.
 */
struct source_run {
	uint32_t line, column, count;
	uint32_t part; /* index into the parts */
	size_t start, end;
	bool whole; /* the bytes stand for the character */
};

struct source_part {
	struct str name;  /* in the archive */
	struct str sheet; /* workbooks: the sheet's name */
};

struct sources {
	LIST(struct source_run) list; /* of workbooks: none, since a place is a cell */
	LIST(struct source_part) parts;
};

/* The same as read_bytes(), and where its text stands. */
struct document *read_sources(struct arena *a, struct str file, struct str bytes, struct sources *out);

/*
 * What annotated copies have of us.  Names of the author of comments, in all languages, NULL-ended; the rule's id that ends
 * the first line of a comment, or empty; the line behind which ours stands in a note of people; their note without it.
 */
extern const char *const own_authors[];
struct str own_signature(struct str text);
struct str own_line(struct arena *a, const char *author);
struct str without_own(struct arena *a, struct str text);

/*
 * For readers: building text with its places.  Blanks at both ends of a block
 * are left out (the run moves on accordingly), and so is a block of blanks.
 */
enum boldness { BOLD_OFF, BOLD_ON, BOLD_NEUTRAL /* as what follows: a number label */ };

struct writer {
	struct arena *arena;
	struct document *d;
	struct buf text;
	enum boldness bold; /* of the text that comes; set it at will */
	bool is_open;
	bool is_full;               /* the ceiling of text is reached: the document fails */
	bool seen_bold, seen_plain; /* in the open block */
	size_t rewind, rewind_runs; /* to drop the open block */
	uint32_t neutral_end;       /* behind the neutral text that begins the block */
};
void writer_run(struct writer *w, uint32_t line,
		uint32_t column); /* text that follows stands there */
void writer_text(struct writer *w, struct str s);
/* One character that the file writes with WIDTH; call writer_run for what follows. */
void writer_character(struct writer *w, uint32_t line, uint32_t column, uint32_t width,
		      struct str s);
/* A number label that the format knows as such: read_structure() takes it as it is. */
void writer_label(struct writer *w, struct str s);
struct block *writer_open(struct writer *w, enum block_type type); /* puts '\n' between blocks */
/* Ends the open block; drops it when blank (then false). */
bool writer_close(struct writer *w);
uint32_t writer_next(const struct writer *w); /* where the text of the next block will start */
void writer_finish(struct writer *w);

/* Something that the reader must tell. DETAIL is copied. */
void read_note(struct arena *a, struct document *d, const char *id, struct str detail,
	       struct span span);
void read_meta(struct arena *a, struct document *d, const char *key, struct str value);
/* Sets d->failure: a constant sentence (a msgid), and DETAIL in parentheses unless empty. */
void read_fail(struct arena *a, struct document *d, const char *sentence, struct str detail);

/*
 * For readers of plain-text formats: BYTES decoded, the encoding told in meta.
 * False with a failure when they are no text.
 */
bool read_decoded(struct arena *a, struct document *d, struct str bytes, struct str *text);
/* The line at *at, which moves behind its end (\n, \r\n or \r); false at the end of TEXT. */
bool read_line(struct str text, size_t *at, struct str *line);

/*
 * For all formats, after the reader: labels of blocks; paragraphs with line
 * breaks in which each line is an item or a field of its own are cut there;
 * short lines that are headings by their label ("一、存在的问题"), by being bold
 * altogether, or by being the first line (the title).
 */
void read_structure(struct arena *a, struct document *d);

/* Its first half: the labels. */
void read_labels(struct arena *a, struct document *d);

/* One line of at most LIMIT characters without the marks that only running text has. */
bool read_is_heading_like(struct str s, size_t limit);

enum { READ_HEADING_LIMIT = 60 };

#endif
