/*
 * rule - YAML packs to one immutable rule set, and the interface of check kinds.
 *
 * A pack is a folder.  All its *.yaml files are read in byte order and make one
 * set of kinds, roles, terms, conditions, clauses, params, manifest sections and rules.
 * Every mistake is a complaint with a place; a set with complaints is not given out.
 */
#ifndef BAGUAN_RULE_H
#define BAGUAN_RULE_H

#include "classifier.h"
#include "match.h"
#include "model.h"
#include "rule_parts.h"

struct ruleset;
struct rule;

/* ---- values of columns ---------------------------------------------------- */

enum value_type { VALUE_TEXT, VALUE_NAME, VALUE_NAMES, VALUE_DAY, VALUE_NUMBER, VALUE_BOOL };
extern const char *const value_type_name[]; /* NULL-ended */

/* ---- kinds and roles -------------------------------------------------------- */

/* A field of a part: how to find it. */
struct field {
	struct str name;
	enum value_type type;
	bool required, apart;        /* a table or form without it is no record; of a whole document: not of its parts */
	struct strings labels;       /* column names, form labels, "label：value" lines */
	struct regexes like;         /* the same by pattern, when no label is the very words */
	size_t like_number;          /* from 0, among the fields of all roles that have some */
	struct regexes cells;        /* over the cells of a column: for tables whose header names it otherwise */
	struct regexes text;         /* named group of the field's name, over the part's text */
	struct regexes gives, ticks; /* groups of other fields in the value; cells below headings that are its values */
	struct regexes file, title;  /* over the document's file name and title */
	struct str help;
};

enum role_unit { UNIT_ITEM, UNIT_PARAGRAPH, UNIT_SENTENCE, UNIT_ALL, UNIT_LINE };

/* One value of a role that counts: the first area, the second ... */
struct role_value {
	struct str name;
	struct regexes heading, run_in;
};

/*
 * One way to find the parts of a document that play a role; a role may have several:
 *  - section: from its heading to the next one of the same or a higher level;
 *  - unit: items, paragraphs or sentences of the sections of other roles;
 *  - record: rows of a table, filled-in forms, or labelled lines ("时间：……");
 *  - document: the whole document is one part.
 */
enum find_type { FIND_SECTION, FIND_UNIT, FIND_RECORD, FIND_DOCUMENT };

struct finder {
	enum find_type type;
	bool otherwise;              /* its parts count only when no other finder of the role has any */
	unsigned level;              /* sections: logical depth from 1 */
	struct regexes heading;      /* sections: over a heading, a bold or labelled beginning */
	bool alone;                  /* sections: a short line by itself may be a heading, too */
	struct regexes run_in;       /* sections: over the start of any paragraph; the match is the heading */
	LIST(struct role_value) values; /* sections: instead of heading and run_in */
	enum role_unit unit;
	bool cells;                  /* units: the cells of tables, instead of what stands outside */
	struct indexes inside;       /* roles: only inside one of these (units: required) */
	struct indexes outside;      /* roles: not inside one of these */
	struct indexes beneath;      /* roles: only below the heading of an open one of these */
	struct regexes skip, join;   /* units and records to leave out; units: beginnings that continue the unit before */
	struct indexes text_fields;  /* record: its passage is the values of these fields; none: all of it */
	size_t rest_field;           /* record: lines below that have no label are this field's; SIZE_MAX */
	size_t row_field, column_field, cell_field; /* record: of a crosstab; SIZE_MAX: none is looked for */
};

struct role {
	struct str name;             /* as in the pack; as a fact table '-' is '_' */
	struct str table;
	struct mark mark;
	struct indexes kinds;        /* kinds it is found in */
	LIST(struct finder) finders;
	LIST(struct field) fields;
	struct indexes distinct;     /* fields: a part in which two of them name the same is none */
	struct indexes same;	     /* fields: a part in which two of them name different people is none */
	bool asked;                  /* by a condition of other parts: its text is matched too */
	bool *queried;               /* per column of its table, whether some query reads it; NULL: all */
};

struct kind {
	struct str name, title;      /* "speech", "个人发言提纲" */
	struct strings also;         /* other names of it */
	struct str ok_label;
	struct regexes file, heading, unless;
	struct regexes hint;         /* over the file name, where nothing else tells */
	struct regexes opening;      /* over the first characters of the text: those three count only where one matches */
	struct regexes volumes;      /* lines that begin a document of its own, where a file holds several */
	struct regexes sheets;       /* names or first lines of the sheets of a workbook that are documents of their own */
	struct strings columns;      /* a table with all of these columns (each "a|b" for synonyms) */
	struct indexes holds;        /* roles: a file without a part of any of them was not understood */
	struct str barren;           /* what to provide then; "{file}" is the file */
	struct str unnamed;          /* what to provide when a column was not understood; "{file}", "{column}", "{field}" */
	struct mark mark;
};

/* What to provide when FILE, which is of the kind, was not understood. */
struct str kind_barren(struct arena *a, const struct kind *kind, struct str file);
/* The same for a column of it that may hold one of FIELDS. */
struct str kind_unnamed(struct arena *a, const struct kind *kind, const struct doubt *d, struct str fields);

/* ---- manifest ---------------------------------------------------------------- */

/* A section of meeting.yaml and the fact table it becomes, beside the keys of all (manifest_engine_keys). */
struct section {
	struct str key;              /* "" for the top level's scalars */
	struct str table;
	size_t parent;               /* section it is nested in; SIZE_MAX: top */
	bool required;
	bool scalars;                /* a plain list; its one column is columns.v[0] */
	struct str help;
	LIST(struct field) columns;  /* name, type, required */
	/* Nested: the table has a column named as the parent's table, with the parent's first column. */
};

/* ---- parameters ---------------------------------------------------------------- */

struct param {
	struct str name, help;
	bool day;                    /* the value is a day number, written as a date */
	long value;
	struct mark mark;
	const struct node *node;
};
/* The value of a parameter as it is written: a number, or a date. False when it is none. */
bool param_parse(const struct param *p, struct str text, long *value);

/* ---- conditions ------------------------------------------------------------------ */

enum scope_unit { SCOPE_SENTENCE, SCOPE_CLAUSE, SCOPE_HIT /* reach: no further than the hit */ };

enum condition_type {
	COND_TERM,     /* a hit of the term in the scope */
	COND_ALL,
	COND_ANY,
	COND_NONE,
	COND_AT_LEAST, /* at least min of the children hold */
	COND_COUNT,    /* hits of the children terms: min to max */
	COND_ORDER,    /* hits of the children terms, one behind the other */
	COND_DISTANCE, /* hits of two terms with at most max code points between */
	COND_INSIDE,   /* a hit of the first term inside one of the second */
	COND_SAME,     /* there is a unit of the scope (sentence, clause) for which all children hold */
	COND_EVERY,    /* all children hold for every unit of the scope */
	COND_STARTS,   /* the scope begins with a hit */
	COND_ENDS,     /* the scope ends with a hit, closing marks apart */
	COND_LENGTH,   /* code points of the scope: min to max */
	COND_PART,     /* there is a part of the role, anywhere in the document, in which the child holds */
	COND_CLASS,    /* a classifier gives the scope this label, ahead of the next by at least min */
	COND_SCORE,    /* weights of the children that hold: at least min */
	COND_NAMED,    /* another condition by name */
};

struct condition {
	enum condition_type type;
	struct str name;             /* term's or condition's name */
	uint32_t term;               /* index of the term */
	const struct named *named;
	enum scope_unit unit;
	const struct class_model *classifier;
	size_t label;                /* of the classifier */
	size_t role;                 /* of COND_PART */
	long min, max;
	size_t min_param, max_param; /* index of the param instead; SIZE_MAX: none */
	long weight;                 /* as a child of COND_SCORE */
	LIST(struct condition *) children;
	struct mark mark;
};

/* A condition that speaks for some labels of a classifier and against others, in hundredths. */
struct class_vote {
	struct condition *condition;
	long weights[LABELS_MAX];
};

/* A classifier of the pack: learned weights, and the votes of named conditions. */
struct class_model {
	struct str name, file;
	size_t kind;                 /* whose passages it was trained on; SIZE_MAX */
	struct classifier model;
	LIST(struct class_vote) votes;
	struct mark mark;
	struct uses uses;
};

/* ---- rules and check kinds ---------------------------------------------------------- */

/*
 * What a rule says of an example.  Either one passage of the rule's role, or a small
 * meeting: files by name (Markdown, text, csv) and perhaps a manifest.
 */
struct rule_test {
	enum outcome expected;
	struct str text;             /* p == NULL: a meeting */
	struct str manifest;
	LIST(struct pair) files;     /* key: name, value: content */
	struct mark mark;
};

struct rule {
	struct rule_info info;
	bool off;                    /* does not run unless a meeting or the command line wants it */
	const struct node *node;     /* as it is in effect: every value with its place */
	struct uses uses;
	const struct check_kind *check;
	size_t role;                 /* SIZE_MAX: none */
	struct indexes kinds;        /* empty: all kinds of the role */
	struct indexes needs_sections; /* manifest tables that must not be empty */
	struct indexes needs_kinds;  /* materials that must be there */
	LIST(struct rule_test) tests;
	bool unclaused;              /* says "clause: []": it rests on no clause, and knows it */
	bool alone;                  /* over facts, but those of one material are enough */
	bool unasked;                /* all its clauses are the base's, and the plan states none: it is off */
	const void *config;          /* the check kind's own, made by its load() */
};

/*
 * A term's hits are those of its own patterns and those of the terms it is made of.  They may
 * reach to the end of their clause or sentence, and do not count inside a hit of one of
 * the terms in `outside`.  What a term is not in ("not_in") is a term of its own, without a
 * name that a pack could write, that it is outside of.
 */
struct term {
	struct str name;
	struct mark mark;
	const struct node *node;     /* as it is in effect; NULL: one without a name */
	enum scope_unit reach;
	struct indexes of, outside;  /* terms; never in a circle */
	LIST(struct pattern) patterns; /* its regexes */
};

/* A named condition of the pack. */
struct named {
	struct str name;
	struct mark mark;
	const struct node *node;     /* as it is in effect */
	size_t index;                /* among the conditions of the set */
	struct condition *condition;
	struct uses uses;
};

struct ruleset {
	struct arena arena;
	struct str name, title, dir;
	struct str plan;             /* path of the plan's text; empty: none is named */
	LIST(struct pair) errata;    /* key: as the plan writes it; value: as it is meant, or written as well */
	struct str unstated;         /* what a rule that rests on no clause must say; empty: nothing */
	bool base;                   /* for packs that extend it only: no meeting is checked against it */
	bool on_base;                /* it extends such a pack, or one that does */
	struct strings unstated_ids; /* of clauses without a quote, in a pack that is no base */
	struct strings layers;       /* folders of the packs it extends, the base's first; its own last */
	LIST(struct override) overrides;
	LIST(struct kind) kinds;
	LIST(struct role) roles;
	LIST(struct section) sections;
	LIST(struct param) params;
	LIST(struct clause) clauses;
	LIST(struct term) terms;
	bool **kind_terms;           /* by kind, by term: may some rule ask for it in such a document? */
	uint32_t *term_order;        /* terms that others are made or outside of come first */
	LIST(struct named *) conditions;
	LIST(struct condition *) pieces; /* all that conditions anywhere are made of */
	LIST(struct class_model) classifiers;
	LIST(struct rule) rules;
	struct name_style names;
	struct phrase_style phrase_style; /* where a rule does not say its own */
	struct strings confusables;  /* each a set of characters that are taken for one another */
	struct init_plan init;
	struct scaffold scaffold;
	LIST(struct fragment) fragments;
	LIST(struct view) views; /* a later one may ask an earlier one */
	LIST(struct regex *) patterns; /* all of them, to be freed */
	size_t likes;                /* fields that have `like` */
	struct matcher *matcher;
	void *facts;                 /* the judge's: made while loading, freed with the set by */
	void (*facts_free)(void *facts);
};

/* A section, kind, role ... by name: its index or SIZE_MAX. */
size_t ruleset_kind(const struct ruleset *r, struct str name_or_title);
size_t ruleset_role(const struct ruleset *r, struct str name);
size_t ruleset_section(const struct ruleset *r, struct str table);
size_t ruleset_param(const struct ruleset *r, struct str name);
size_t ruleset_clause(const struct ruleset *r, struct str id);
const struct rule *ruleset_rule(const struct ruleset *r, struct str id);
void ruleset_free(struct ruleset *r);

/*
 * While loading: the pack under way and the file that is read.  Functions that
 * take a node complain at it and give false, NULL or SIZE_MAX.
 */
struct loader {
	struct arena *arena;         /* the rule set's */
	struct ruleset *set;
	const struct yaml *yaml;     /* the file at hand */
	struct complaints *complaints;
	const struct check_kind *const *kinds;
	struct pack *pack;           /* names and definitions, while they are resolved */
	struct uses *uses;           /* of the definition at hand; NULL: no one asks */
};

/*
 * A check kind is one file that exports one of these; its folder's list names
 * it.  `run` belongs to kinds that look at one document, `judge` to those that look at
 * a meeting's facts: exactly one of them is set.
 */
struct checker;
struct judge;
struct part;
struct trace;
struct check_kind {
	const char *name;
	const char *help;
	const char *const *keys;     /* of the rule besides the common ones, NULL-ended */
	/* Reads the rule's own keys from its map; complains and gives false when wrong. */
	bool (*load)(struct loader *l, const struct node *map, struct rule *rule);
	void (*run)(struct checker *c, const struct rule *rule);
	void (*judge)(struct judge *j, const struct rule *rule);
	/* For `explain`: how the conditions came out for one part.  NULL: no conditions. */
	void (*trace)(const struct checker *c, const struct rule *rule, const struct part *part,
		      struct trace *t);
	/* Names that messages may use as placeholders beyond the fields of the role, NULL-ended; or NULL. */
	const char *const *placeholders;
	/* The names are known only when the rule runs (a query's columns): load() checks them itself. */
	bool own_placeholders;
	/*
	 * SQL, found at node AT, is one SELECT over the facts that returns all columns of NEEDED and none but
	 * these and ALSO; complains.  NULL: the kind knows no SQL.
	 */
	bool (*select)(struct loader *l, const struct node *at, struct str sql,
		       const char *const *needed, const char *const *also);
	/* V's name and SQL, found at node AT, make a table that queries can ask from now on; complains. */
	bool (*view)(struct loader *l, const struct node *at, struct view *v);
};

/*
 * KINDS: NULL-ended.  GUESSES: with those that fill a first manifest; a check needs none, and reading
 * their SQL costs as much as a third of all rules'.  OTHERS: of manifest_others, or empty.
 * NULL when there were complaints.
 */
struct ruleset *ruleset_load(const char *dir, const struct check_kind *const *kinds, bool guesses,
			     struct str others, struct complaints *complaints);

/* ---- reading nodes: each complains at the node when it is not as wanted ---------------- */

/* Every key of MAP must be in one of the NULL-ended lists; ALSO may be NULL. */
bool load_keys(struct loader *l, const struct node *map, const char *const *allowed,
	       const char *const *also);
bool load_text(struct loader *l, const struct node *n, struct str *out); /* a scalar, not empty */
bool load_number(struct loader *l, const struct node *n, long *value);
/* A number, or "$name" of a param: then *param is its index, else SIZE_MAX. */
bool load_amount(struct loader *l, const struct node *n, long *value, size_t *param);
bool load_bool(struct loader *l, const struct node *n, bool *out);
bool load_choice(struct loader *l, const struct node *n, const char *const *choices, size_t *out);
/* A scalar or a list of scalars: calls EACH for every one. NULL N is an empty list. */
bool load_each(struct loader *l, const struct node *n,
	       bool (*each)(struct loader *l, const struct node *item, void *context),
	       void *context);
/* A text with its fragments put in. */
bool load_pattern(struct loader *l, const struct node *n, struct str *out);
bool load_regexes(struct loader *l, const struct node *n, struct regexes *out);
/* The keys of MAP over what is in P already. */
bool load_phrase_style(struct loader *l, const struct node *map, struct phrase_style *p);
/* NULL after a complaint. */
struct condition *load_condition(struct loader *l, const struct node *n);
/* Index of the role, kind ... that N names; SIZE_MAX after a complaint. */
size_t load_role(struct loader *l, const struct node *n);
size_t load_kind(struct loader *l, const struct node *n);
struct str load_hint(struct loader *l, struct str word, const char *const *choices);
/* Index of a param that the definition at hand mentions, or SIZE_MAX. */
size_t load_param(struct loader *l, struct str name);
/* Complains about placeholders in TEMPLATE that are not in NAMES. */
bool load_template(struct loader *l, const struct node *n, const char *const *names);

/* ---- manifest file -------------------------------------------------------------------- */

/* A row of a section; values by column, marks of each; `parent` is the row it is nested in. */
struct manifest_row {
	struct str *values;          /* as many as columns; p == NULL when not given */
	struct mark *marks;
	struct mark mark;
	size_t parent;               /* row of the parent section; SIZE_MAX */
};

struct manifest_rows {
	LIST(struct manifest_row) list;
};

/* What a meeting wants of a rule instead of what the pack says. */
struct rule_choice {
	size_t rule;
	bool off;
	enum level level;
	struct mark mark;
};

struct manifest {
	struct str file;             /* "meeting.yaml" */
	struct str pack;
	struct yaml yaml;            /* for context lines */
	struct manifest_rows *rows;  /* per section of the rule set */
	long *params;                /* per param of the rule set */
	struct mark *param_marks;    /* where the meeting gives it; line 0: it does not */
	LIST(struct rule_choice) rules; /* the last one of a rule counts */
	LIST(struct pair) kinds;     /* key: glob, value: kind's name */
	struct strings ignore;       /* globs */
};

/* Only the pack's name, to find the rule set. False with complaints. */
bool manifest_pack(struct arena *a, struct str file, struct str text, struct str *pack,
		   struct mark *mark, struct complaints *complaints);
/* TEXT of meeting.yaml against the set's sections. False with complaints. */
extern const char *const manifest_engine_keys[]; /* NULL-ended */
bool manifest_load(struct arena *a, const struct ruleset *set, struct str file, struct str text,
		   struct manifest *out, struct complaints *complaints);
/* The manifest of no manifest: no rows, params at their defaults. */
void manifest_none(struct arena *a, const struct ruleset *set, struct manifest *out);

/* ---- fact tables ------------------------------------------------------------------------- */

/* The first columns of a role's table; behind them three for each field: F, at_F, F_text. */
enum role_column {
	COL_PART,                    /* number of the part in the meeting */
	COL_FILE,
	COL_KIND,
	COL_AT,
	COL_NAME,                    /* of the section's value */
	COL_NUMBER,                  /* of the section's value, from 1 */
	COL_HEADING,
	COL_TEXT,
	COL_PARENT,                  /* the part it stands in */
	COL_FIELDS
};

extern const char *const role_column_name[]; /* by enum role_column, NULL-ended */

/* The table of the materials, which stands behind those of the roles and sections. */
enum material_column {
	MATERIAL_FILE,
	MATERIAL_KIND,
	MATERIAL_FORMAT,
	MATERIAL_TITLE,
	MATERIAL_AT,
	MATERIAL_READ,
	MATERIAL_UNDERSTOOD,
	MATERIAL_COLUMNS
};

enum column_type { COLUMN_TEXT, COLUMN_INTEGER, COLUMN_DAY, COLUMN_PLACE };

struct column {
	struct str name;
	enum column_type type;
};

/* One fact table: of a role, or of a manifest section. */
struct schema_table {
	struct str name;
	LIST(struct column) columns;
};

/*
 * Tables 0 .. roles-1 are the roles', then come the sections', the last one is
 * `material` (file, kind, format, title, at, read).
 */
struct schema {
	LIST(struct schema_table) tables;
};
void schema_of(struct arena *a, const struct ruleset *set, struct schema *out);

/* ---- names -------------------------------------------------------------------------------- */

/* 「王 明同志」 to 「王明」: blanks inside, suffixes and posts off. */
struct str name_clean(struct arena *a, const struct name_style *style, struct str text);
/* Several people in one cell; adds each clean name to OUT. */
void names_split(struct arena *a, const struct name_style *style, struct str text,
		 struct strings *out);

bool name_looks_like_one(const struct name_style *style, struct str name);
/* The fragment for other names: alternatives for those of M that do not look like the pack's. Empty when all do. */
struct str manifest_others(struct arena *a, const struct ruleset *set, const struct manifest *m);

/* Two characters that are not the same, but stand together in one of SETS. */
bool chars_confusable(const struct strings *sets, uint32_t a, uint32_t b);

#endif
