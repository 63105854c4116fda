/*
 * findings - what formats for other programs have in common: findings with their words filled in
 * and their paths as the run was given them, and what could not be looked at.
 */
#ifndef BAGUAN_FINDINGS_H
#define BAGUAN_FINDINGS_H

#include "report.h"

struct finding {
	const struct result *meeting;
	const struct checkpoint *checkpoint;
	const struct rule_info *rule;
	struct place place;   /* file: from where the run was started; the meeting's folder when nowhere */
	struct str message, advice, excerpt, fingerprint;
	size_t next; /* the next one that the same exception waives, or SIZE_MAX */
};

struct findings {
	LIST(struct finding) list;
	struct map waived, last; /* by exception: the first one that it waives, the last one so far */
};

/* Those that the report shows, in its order; WAIVED: those with an exception instead. */
void findings_of(struct arena *a, const struct report *r, bool waived, struct findings *out);

/* The findings that E waives, one after the other; *at is 0 at first.  NULL: no more. */
const struct finding *waived_by(const struct findings *found, const struct exception *e, size_t *at);

/* For formats that have levels, and no word for exceptions: what it was, and why it may stay. */
struct str waived_words(struct arena *a, const struct finding *f);

/* Something that could not be looked at and that no finding tells of. */
struct gap {
	const struct result *meeting;  /* NULL: of the run */
	const struct rule_info *rule;  /* that could not run; NULL: something else */
	struct str file;               /* from where the run was started; empty: nowhere */
	uint32_t line;                 /* 0: none */
	struct str message;            /* in the user's language */
};

struct gaps {
	LIST(struct gap) list;
};

/* Each rule once for each thing that it lacks; files; complaints about packs and manifests. */
void gaps_of(struct arena *a, const struct report *r, struct gaps *out);

/* All rules of the run, each once, in order; also the engine's own that found something. */
struct rule_list {
	LIST(const struct rule_info *) list;
};
void rules_of(struct arena *a, const struct report *r, struct rule_list *out);

/* FILE of the meeting, from where the run was started; nothing but names of files in it. */
struct str report_path(struct arena *a, const struct result *m, struct str file);

/* "A01 “words of the plan”", each clause on a line of its own. */
void clause_lines(struct buf *out, const struct rule_info *rule);

/* ---- writing XML, Markdown and JSON ------------------------------------------- */

/* As text or attribute value of XML or HTML; what XML cannot hold becomes U+FFFD. */
void xml_text(struct arena *a, struct buf *out, struct str s);
/* ` NAME="VALUE"` */
void xml_put(struct arena *a, struct buf *out, const char *name, struct str value);

/* One line of running text: nothing in it is markup. */
void markdown_text(struct arena *a, struct buf *out, struct str s);

typedef struct cJSON json;
void json_put(struct arena *a, json *o, const char *key, struct str s);
void json_number(json *o, const char *key, size_t n);
void json_push(struct arena *a, json *list, struct str s);
json *json_push_object(json *list);
enum { JSON_SCHEMA = 2 }; /* of the JSON report: docs/json.md */
/* What the JSON report says of a finding, of the exception that waives it too ... */
void json_fill_finding(struct arena *a, json *o, const struct checkpoint *c);
/* ... and of an exception; WAIVED are all that the meeting has waived, at every level. */
void json_fill_exception(struct arena *a, json *o, const struct findings *waived,
			 const struct exception *e);
/* Those of M. */
void json_waived(struct arena *a, const struct result *m, struct findings *out);
/* Writes ROOT and a newline, over several lines or on one, and frees it. */
void json_write(struct buf *out, json *root, bool lines);

#endif
