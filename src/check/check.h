/*
 * check - a document to its kind, its parts, the checkpoints of one file, and facts.
 *
 * Classify first, then match, then check: rules select parts by role and never
 * see the file's format.
 */
#ifndef BAGUAN_CHECK_H
#define BAGUAN_CHECK_H

#include "rule.h"

/* What may be the value of a field: a cell below, or beside, a heading that no field goes by. */
struct maybe {
	struct span heading, value;
};

/* A stretch of the document that plays a role. */
struct part {
	size_t role;
	struct span span;            /* the whole part, heading included */
	struct span heading;         /* sections: the heading; empty else */
	struct span body;            /* what the rules look at */
	size_t parent;               /* the part it stands in; SIZE_MAX */
	size_t value;                /* sections with values: index of the first value; SIZE_MAX */
	uint64_t values;             /* all values that the heading names: more than one is merged */
	bool numbered;               /* units: begins with a number of its own */
	bool otherwise;              /* found by a finder that counts only when the role's others find nothing */
	bool dropped;                /* no rule sees it: its fields name whom they must not, or see above */
	struct pair *fields;         /* one per field of the role; value.p NULL when not found */
	struct maybe *maybe;         /* one per field that was not found, empty when none; NULL: none at all */
};

/* One document under check. */
struct checker {
	struct arena *arena;         /* the document's */
	const struct ruleset *set;
	const struct document *document;
	size_t kind;                 /* SIZE_MAX: not recognised */
	const char *why_by;
	struct str why;              /* the words that decided */
	struct str title;
	LIST(struct part) parts;     /* documents, sections in order of text, records, units */
	size_t first_section, end_section; /* the sections among the parts */
	bool barren;                 /* no part of any role that its kind holds */
	struct hits hits;
	/* The last answers of classifiers and named conditions: rules ask the same again and again. */
	struct class_memory *classes;
	struct named_answer *named;
	struct label_memory *labels; /* the text of cells and lines as labels; NULL: none asked for yet */
	struct heading_memory *headings; /* ... and of headings that are made of several */
	struct place_memory *places; /* of facts; NULL: none yet */
	struct phrase_memory *phrases; /* all `phrase` rules together; NULL: not asked yet */
	const long *params;
	int32_t base_day;            /* for dates without a year; DAY_NONE */
	struct arena *out_arena;     /* what follows is copied there */
	struct result *out;
	struct facts *facts;
	bool all_facts;              /* also what no query reads */
};

/* Kind by manifest (FORCED, else SIZE_MAX), front matter, file name, title, table columns. */
void classify(struct checker *c, size_t forced);
/*
 * Fills OUT with the documents that the file holds, of any kinds, when the kind says how they begin
 * and there are two or more of them; else it is left empty.  They live as long as C's arena.
 */
void find_volumes(struct checker *c, struct documents *out);
void find_parts(struct checker *c);
/* Runs all terms over what the rules read of the document; after find_parts. */
void match_document(struct checker *c);
/* Runs the document rules for which SELECTED (by index; NULL: all) is true. */
void check_document(struct checker *c, const bool *selected);
/* Parts and the material itself to facts. */
void record_facts(struct checker *c);

/* A document that is one passage of ROLE, for tests and evaluation: classified, parted, matched. */
void passage_document(struct checker *c, struct str text, size_t kind, size_t role);

/* ---- for check kinds ------------------------------------------------------------- */

bool rule_selects(const struct checker *c, const struct rule *rule, const struct part *part);
/* A new checkpoint at PLACE; the subject is the part with all it stands in. */
struct checkpoint *checker_add(struct checker *c, const struct rule *rule, enum outcome outcome,
			       const struct part *part, struct span place);
void checker_also(struct checker *c, struct checkpoint *at, const char *name, struct span place);
void checker_value(struct checker *c, struct checkpoint *at, const char *key, struct str value);
/* The nearest part of ROLE that P stands in, P itself included; NULL. */
const struct part *part_inside(const struct checker *c, const struct part *p, size_t role);
/* A rule's amount: the number, or the parameter's value. */
long amount(const struct checker *c, long number, size_t param);

struct named_answer {
	struct span span, hit;
	bool known, holds;
};

/* One line of a trace: what was asked, what held, where. */
struct trace_line {
	int depth;
	bool holds;
	const struct condition *condition;
	struct span scope, hit;      /* hit: empty when none */
};
struct trace {
	struct arena *arena;
	int depth;
	LIST(struct trace_line) lines;
};
/* Does it hold in S?  *evidence (may be NULL): the first hit that made it hold. */
bool condition_holds(const struct checker *c, const struct condition *condition, struct span s,
		     struct span *evidence, struct trace *trace);
/* The label that the classifier gives S, and by how much it is ahead of the next, in hundredths. */
size_t classify_span(const struct checker *c, const struct class_model *m, struct span s,
		     int64_t *margin);

extern const struct check_kind *const check_list[]; /* NULL-ended */

#endif
