/*
 * report - what a run found, to bytes.  Renderers see results and rule metadata,
 * nothing else: no rules, no documents, no clock.
 */
#ifndef BAGUAN_REPORT_H
#define BAGUAN_REPORT_H

#include "model.h"

/* Text: findings by file; or by clause, with evidence and findings or without. */
enum verdict_view { VERDICTS_NONE, VERDICTS_TABLE, VERDICTS_ALL };

/* What a renderer is given. */
struct report {
	const char *version; /* of the program */
	struct result *const *meetings;
	size_t count;
	enum level level; /* findings below it are not shown (but counted) */
	struct str since; /* revision: what stands in files unchanged since is set aside; empty: none */
	bool color;       /* terminal escapes are wanted */
	unsigned width;   /* columns of the terminal */
	bool quiet;       /* text: findings and the last line only */
	enum verdict_view verdicts;
	int status;       /* exit status of the run: 0, 1, 2 */
	const struct complaints *complaints; /* about packs and manifests; NULL: none */
};

struct renderer {
	const char *name; /* "json" */
	const char *help;
	bool binary; /* nothing for a terminal */
	void (*render)(struct arena *a, const struct report *r, struct buf *out);
};

extern const struct renderer *const renderer_list[];   /* NULL-ended */
const struct renderer *renderer_find(struct str name); /* NULL when unknown */

/* A page that leads to all that was made of a run. */
struct index_file {
	struct str href;         /* relative to the page; '/' between folders */
	const char *what;        /* it is, in the user's language */
};
struct index_copy {
	const struct result *meeting;
	struct str file, href;   /* the material, and its annotated copy; empty: none */
	struct str why;          /* there is no copy, or not all is in it; or empty */
	size_t findings;
};
struct index {
	LIST(struct index_file) files;
	LIST(struct index_copy) copies;
	size_t elsewhere;        /* findings in no material */
};
void render_index(struct arena *a, const struct report *r, const struct index *index, struct buf *out);

/* Counts of checkpoints by outcome. */
struct tally {
	size_t checked, passed, failed, waived, unknown;
};
/* Of one rule (NULL: of all) in a meeting. */
struct tally tally_of(const struct result *m, const struct rule_info *rule);
/* Is it shown: failed without an exception, and at or above the level? */
bool is_finding(const struct checkpoint *c, enum level level);
/* The same of those with an exception. */
bool is_waived(const struct checkpoint *c, enum level level);
/* Findings that are not shown because they stand in files that have not changed. */
size_t count_aside(const struct result *m, enum level level);

/* In the user's language (gettext). */
const char *words_level(enum level level);
const char *words_verdict(enum verdict_type type);
/* What became of an exception. */
const char *words_state(enum exception_state state);
const char *words_source(enum exception_source source);
/* "2022-03-31", or that there is no end. */
struct str words_expiry(struct arena *a, const struct exception *e);
/* "REASON (OWNER, until 2022-03-31)"; OWNER and EXPIRES may be empty. */
struct str words_terms(struct arena *a, struct str reason, struct str owner, struct str expires);
/* What a run came to, by its exit status. */
const char *review_result(int status);
/* Why a file was not read, and what a read note's id means. */
struct str words_failure(struct arena *a, struct str failure);
/* WORDS of a finding, filled in; the engine's own in the user's language. */
struct str words_finding(struct arena *a, const struct checkpoint *c, struct str words);
/* What another place of a finding is called; names of the engine's own in the user's language. */
struct str words_place(struct str name);
/* One line without anything that steers a terminal. */
struct str words_line(struct arena *a, struct str s);
const char *words_note(const char *id);
/* The same in English, whatever the locale. */
const char *note_sentence(const char *id);

#endif
