/*
 * model - what flows between the stages: document, place, checkpoint, fact.
 *
 * A document is UTF-8 text cut into blocks, and every byte of it knows where
 * it stands in the file.  Positions are carried from the parse: nothing in
 * the program finds a place again by searching for text.
 */
#ifndef BAGUAN_MODEL_H
#define BAGUAN_MODEL_H

#include "base.h"

/* ---- places ------------------------------------------------------------ */

/* Bytes [start, end) of a document's text. */
struct span {
	uint32_t start, end;
};

/*
 * A place as people read it.  Lines and columns count from 1, columns in code
 * points; the end is the first position behind.  In docx a line is the
 * paragraph's number (all paragraphs of the body in order, empty ones and
 * those of table cells too) and the column counts within it, automatic
 * numbering included.  In xlsx line is the row, column the column of the
 * sheet, and `cell` is "sheet!B7".
 */
struct place {
	struct str file; /* relative to the meeting; empty: no place */
	uint32_t line, column, end_line, end_column;
	struct str cell;
	uint32_t sheet;  /* with `cell`: number of the sheet from 0, for ordering */
};

/*
 * From text offset `at` on, up to the next run, the text stands in the file
 * character for character, beginning at (line, column).  With a `width` the
 * run is one character that the file writes with that many (an entity such as
 * "&amp;", a doubled quote in CSV).
 */
struct run {
	uint32_t at, line, column;
	uint32_t width; /* 0: one column a character */
};

/* ---- documents --------------------------------------------------------- */

enum block_type { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_CELL };

/* Number label that begins a block, by its style; those that head more text come first. */
enum label_style {
	LABEL_NONE,
	LABEL_PART,        /* 第一部分 第一章 */
	LABEL_FORMAL,      /* 壹、 甲、 Ⅰ. */
	LABEL_HAN,         /* 一、 */
	LABEL_HAN_PAREN,   /* （一） */
	LABEL_DIGIT,       /* 1. 1、 1． */
	LABEL_DECIMAL,     /* 1.1 */
	LABEL_DECIMAL_DEEP, /* 1.1.1 and deeper */
	LABEL_DIGIT_PAREN, /* （1） 1） */
	LABEL_CIRCLED,     /* ① */
	LABEL_ORDINAL,     /* 第一， 首先 is none */
	LABEL_YISHI,       /* 一是 */
};

/*
 * One paragraph, heading, list item or table cell.  Blocks follow each other
 * in the text with one '\n' between; a cell of several paragraphs is one block
 * with '\n' inside (line breaks within a paragraph are '\n' too).
 */
struct block {
	enum block_type type;
	struct span span;
	uint8_t level;      /* headings: 1 is the highest; 0 for others */
	bool bold;          /* all of its text */
	uint32_t bold_end;  /* text offset where the bold text that begins the block ends; start if none */
	enum label_style label;
	long number;        /* of the label */
	uint32_t body;      /* text offset behind the label; span.start without one */
	uint32_t table;     /* cells: index into tables */
	uint32_t row, column, row_span, column_span; /* cells: from 0; spans at least 1 */
	struct str cell;    /* xlsx: "sheet!B7" */
};

struct table {
	uint32_t first, count; /* its cells: blocks [first, first + count), row by row */
	uint32_t rows, columns;
	uint32_t tallest;      /* the largest row_span among its cells */
	uint32_t first_row, first_column; /* of the sheet, from 0, for xlsx */
	struct str sheet;      /* xlsx: the sheet's name */
};

/* A key and its value: front matter, document properties, fields of a part. */
struct pair {
	struct str key, value;
	struct span span; /* of the value in the text; empty when it stands elsewhere */
};

/* Something that the reader must tell: the file is read, but not all of it, or badly. */
struct read_note {
	const char *id;    /* a constant: "read.encoding" ... */
	struct str detail;
	struct span span;
};

/*
 * What someone has written beside the text: a comment in Markdown or Word, a note on a cell.  It is on the words at
 * `span` (on nothing when it begins behind its end); on a cell, or on its row, when the place is one.
 */
struct comment {
	struct str author, date, text; /* the first two may be empty */
	struct span span;
	struct place place; /* where it stands itself; line 0: at its words */
};

struct document {
	struct str file;   /* relative to the meeting */
	struct str volume; /* the file holds several documents, and this is one: its number and first line */
	struct str format; /* "docx", "text" ... */
	struct str text;
	struct str failure; /* not empty: could not be read, and why; no blocks then */
	LIST(struct run) runs;
	LIST(struct block) blocks;
	LIST(struct table) tables;
	uint32_t sheet; /* of one that was cut out of a workbook: number of its first sheet in there */
	LIST(struct pair) meta;
	LIST(struct read_note) notes;
	LIST(struct comment) comments;
	struct sources *sources; /* where the text stands in the parts of an office file, when that was asked for; read.h */
};

struct documents {
	LIST(const struct document *) list;
};

struct str document_slice(const struct document *d, struct span s);
/* The file, and the volume in brackets: no two documents of a meeting have the same. */
struct str document_name(struct arena *a, const struct document *d);
/*
 * Blocks [FIRST, END) of WHOLE as a document of their own, which borrows its text: its places are
 * those of the file.  What was noted while reading stays with WHOLE.
 */
struct document *document_cut(struct arena *a, const struct document *whole, size_t first,
			      size_t end, struct str volume);
struct place document_place(const struct document *d, struct span s);
/* The cell block at (row, column) of a table, merged ones included; NULL when empty. */
const struct block *table_cell(const struct document *d, const struct table *t, uint32_t row,
			       uint32_t column);
/* Index of the block that holds text offset AT (a '\n' between belongs to the one before). */
size_t document_block(const struct document *d, uint32_t at);
/* The label at the start of S: its style, number and length in bytes (0: none). */
size_t label_parse(struct str s, enum label_style *style, long *number);
/*
 * The same for what is a label only in a row with others of its kind: "1 标题", "2.1标题",
 * "壹 标题", "甲、标题", "II. 标题".  GROUP is what is the same in all of a row.
 */
size_t label_maybe(struct str s, enum label_style *style, long *number, long *group);
/* End of the sentence that holds AT, behind its closing mark and quotes; never beyond LIMIT. */
uint32_t sentence_end(struct str text, uint32_t at, uint32_t limit);

/* ---- rules as reports see them ------------------------------------------ */

enum level { LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR };
enum outcome { OUTCOME_PASS, OUTCOME_FAIL, OUTCOME_UNKNOWN };

extern const char *const level_name[];   /* "info" ... by enum level */
extern const char *const outcome_name[]; /* "pass" ... by enum outcome */

/* How far a program can check a requirement; and whether it is one, or a hint. */
enum checkable { CHECKABLE_YES, CHECKABLE_PARTLY, CHECKABLE_HUMAN };
enum weight { WEIGHT_MUST, WEIGHT_SHOULD, WEIGHT_INFO };
extern const char *const checkable_name[]; /* "yes" ... by enum checkable, NULL-ended */
extern const char *const weight_name[];    /* "must" ... by enum weight, NULL-ended */

/* One requirement of the plan. */
struct clause {
	struct str id, quote;
	uint32_t line; /* of the plan's text */
	enum checkable checkable;
	enum weight weight;
	struct str asks;          /* what to check */
	struct str fingerprint;   /* of the quote where it stood in the plan when it was last reviewed */
	struct str why, question; /* why no program can judge it, and what a person must answer */
	struct str cover;         /* weight info without a rule: where it is dealt with */
	struct str file;          /* where the pack defines it */
	struct mark mark;
};

/* What a report may know of a rule.  Lives as long as the rule set. */
struct rule_info {
	struct str id, title, check;
	enum level level;
	const struct clause **clauses;
	size_t clause_count;
	struct str message, advice, why; /* templates: "{name}", "{day:date}" */
	struct str label;                /* for evaluation; empty when none */
	bool unwaivable;                 /* no exception counts for what it finds */
	/* Subject keys of what a report draws, or empty: a table of duties, and what stands in its cells ... */
	struct str matrix_row, matrix_column, matrix_value;
	struct str timeline_day, timeline_limit; /* ... and days against a day */
	struct str file;                 /* where it is defined */
	struct mark mark;
};

/* ---- what a run finds ---------------------------------------------------- */

/* A place that takes part in a checkpoint, with the words that stand there. */
struct witness {
	struct str name; /* "" for the first, else what follows "at_" */
	struct place place;
	struct str excerpt;          /* the text at the place; may be shortened in the middle */
	uint64_t whole;              /* hash of the text where the excerpt is shortened; 0 */
	struct str context;          /* the line (block) around it */
	uint32_t mark_at, mark_size; /* bytes of `context` that are meant */
};

/* Where an exception is written: in the material itself, in a file of waivers, in a baseline. */
enum exception_source { EXCEPTION_INLINE, EXCEPTION_WAIVER, EXCEPTION_BASELINE, EXCEPTION_SOURCES };
extern const char *const exception_source_name[]; /* "inline" ... by enum exception_source, NULL-ended */

enum exception_state {
	EXCEPTION_HOLDS,
	EXCEPTION_EXPIRED,   /* what it waived counts again */
	EXCEPTION_CHANGED,   /* nothing has its fingerprint, but its rule finds something else there */
	EXCEPTION_UNUSED,    /* its rule finds nothing there that no other exception is for */
	EXCEPTION_FORBIDDEN, /* findings of its rule cannot be waived */
	EXCEPTION_UNASKED,   /* its rule was not to run, or could not look at everything */
	EXCEPTION_STATES
};
extern const char *const exception_state_name[]; /* "holds" ... by enum exception_state, NULL-ended */

/*
 * An exception: findings of a rule that may stay.  It is for those that fit all that it says, and
 * what it has waived points to it.
 */
struct exception {
	enum exception_source source;
	struct str rule, file;      /* id; glob, empty: any file */
	LIST(struct pair) subject;  /* values that the finding must have */
	struct str fingerprint;     /* of the finding; empty: any */
	struct place scope;         /* what the finding must overlap; without a file: anything */
	size_t count;               /* of findings at most; 0: all that fit */
	struct str reason, owner;   /* the owner may be empty */
	int32_t expires;            /* the last day on which it holds; DAY_NONE: no end */
	struct place place;         /* where it is written */
	bool shared;                /* with other meetings of the run: it need not be for this one */
	enum exception_state state;
};

struct exceptions {
	LIST(struct exception) list;
};

/* One thing that a rule looked at. */
struct checkpoint {
	const struct rule_info *rule;
	enum outcome outcome;
	LIST(struct witness) witnesses; /* the first one is the place of the finding; may be none */
	LIST(struct pair) subject;      /* placeholders and their values */
	struct str missing;             /* OUTCOME_UNKNOWN: what to provide */
	const struct exception *waived; /* failed, but this exception stands for it; NULL: none */
	bool aside;                     /* failed, but only in files that the run is not to tell of */
};

/*
 * What someone who looks at a finding judges: its rule, the words at its place and the values that its message
 * names; not where it stands, nor blanks.
 */
struct str checkpoint_fingerprint(struct arena *a, const struct checkpoint *c);

/* What the checkpoint says of KEY; empty when nothing. */
struct str checkpoint_value(const struct checkpoint *c, struct str key);
/*
 * "对{to}的意见" with the checkpoint's values; a name without a value stays empty.  Between “ and ” the marks
 * of a value become ‘ and ’.
 */
struct str checkpoint_fill(struct arena *a, const struct checkpoint *c, struct str message);
/* By file, line, column, rule id, then the rest: a total order. */
int checkpoint_compare(const void *a, const void *b);

enum verdict_type {
	VERDICT_PASSED,     /* selected, applicable, looked at, satisfied */
	VERDICT_FAILED,     /* a rule of level error failed, and no rule passed as a whole */
	VERDICT_PARTLY,     /* some rules failed and some passed, or only warnings failed */
	VERDICT_IDLE,       /* the rules met nothing that they apply to */
	VERDICT_UNCHECKED,  /* something could not be looked at, or was not */
	VERDICT_HUMAN,      /* a person must answer the clause's question */
	VERDICT_WAIVED,     /* all that failed has an exception */
	VERDICT_TYPES
};
extern const char *const verdict_name[]; /* "passed" ... by enum verdict_type, NULL-ended */

/* What a clause came to in one meeting. */
struct verdict {
	const struct clause *clause;
	enum verdict_type type;
	size_t passed, failed, waived, unknown; /* checkpoints of the rules that count for it */
	const char *why;                 /* VERDICT_UNCHECKED for want of a rule: a msgid; or NULL */
	LIST(struct str) missing;        /* what to provide, each thing once */
	LIST(struct checkpoint) evidence; /* a few that passed */
	LIST(struct checkpoint) findings; /* all that failed, waived ones too */
};

/* One file of a meeting. */
struct material {
	struct str file, format;
	struct str kind, kind_name; /* empty: not recognised */
	const char *why_by;         /* what decided: "manifest", "file name", "title" ...; a msgid */
	struct str why;             /* the words that decided */
	struct str failure;         /* not empty: not read, and why */
	LIST(struct read_note) notes;
	struct str volume;          /* one of several documents of the file, which has an entry before them */
	size_t volumes;             /* the file holds so many, and is checked as these */
	bool barren;                /* nothing was found of what its kind is there for */
	bool ignored;               /* by the manifest; not read */
};

/* ---- facts ---------------------------------------------------------------- */

enum fact_type { FACT_NULL, FACT_NUMBER, FACT_TEXT, FACT_PLACE };

struct fact_value {
	enum fact_type type;
	int64_t number;             /* day numbers too; places: index into facts.places */
	struct str text;
};

/* Of a part beside columns that were not understood there are rows as it was read, and as it may be meant. */
enum fact_state { FACT_SURE, FACT_DOUBTED, FACT_GUESSED };

/* A row of a fact table; values in the order of the table's columns. */
struct fact {
	size_t table;
	struct fact_value *values;
	size_t count;
	enum fact_state state;
};

/* A column in FILE that was not understood, and may hold what a field of a role was not found in. */
struct doubt {
	size_t table, column;       /* of the role, and of the field in it */
	size_t kind;
	struct str file, heading;   /* of the column */
	struct str field;           /* by the name that columns for it have */
};

/* All facts of a meeting, in order of reading.  They end with the judging: arena_free(&f->arena). */
struct facts {
	struct arena arena;
	LIST(struct fact) rows;
	LIST(struct witness) places;
	LIST(struct doubt) doubts; /* each once */
	size_t parts;               /* parts numbered so far */
};

/* The words at S with their place and the line around them, copied to A. */
struct witness document_witness(struct arena *a, const struct document *d, struct span s,
				struct str name);
/* The same for what passed: the beginning of the words, no line around them. */
struct witness document_evidence(struct arena *a, const struct document *d, struct span s);
/* A copy of W in A; of one that passed, only what document_evidence() gives. */
struct witness witness_copy(struct arena *a, const struct witness *w, enum outcome outcome);

/* A rule that the meeting, or the pack, has switched off, or given another level. */
struct rule_change {
	const struct rule_info *rule; /* with the level in effect */
	bool off;
	enum level before;          /* level by the pack */
	bool by_meeting;
	struct place place;         /* where it is said */
};

/* All that a run says of one meeting, in its final order. */
struct result {
	struct arena arena;
	struct str path, unit; /* path as given; "" unit when unknown */
	struct str pack, pack_title; /* the pack's name, and its words for people */
	bool has_manifest;
	bool outside;               /* files beside meetings, in none of them */
	struct str failure;         /* not empty: the facts could not be judged, and why */
	LIST(struct material) materials;
	LIST(struct checkpoint) checkpoints;
	LIST(const struct rule_info *) rules; /* those that ran, in pack order */
	LIST(struct str) people;    /* of the manifest: names that begin a row of a section, once each */
	LIST(struct pair) days;     /* of the manifest: what the pack calls them, and which they are */
	LIST(struct verdict) verdicts;        /* of the whole meeting, one a clause, in pack order */
	LIST(struct rule_change) changes; /* in pack order */
	LIST(struct exception *) exceptions; /* those of a source together, in order of place */
	bool dated;                 /* it has exceptions that end: on another day it may say something else */
	int32_t today;              /* the day that they are held against; DAY_NONE: not known */
};

#endif
