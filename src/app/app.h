/*
 * app - the library's handles, meetings found and checked, and the command line.
 *
 * Only app knows all the stages, the environment and the file system's layout.
 */
#ifndef BAGUAN_APP_H
#define BAGUAN_APP_H

#include "annotate.h"
#include "baguan.h"
#include "check.h"
#include "judge.h"
#include "read.h"
#include "report.h"

/* ---- session ----------------------------------------------------------------- */

struct meeting;
struct known_findings;

struct pack_entry {
	struct str name, others;     /* others: names of a meeting that it was loaded with */
	struct ruleset *set;         /* NULL: it has complaints */
};

struct rule_file {
	struct str path, bytes;
};

/* What all results of a session rest on: the program, and the files that packs can be made of. */
struct basis {
	bool known, whole;           /* looked at; all could be read */
	LIST(struct rule_file) files;
	struct digest digest;
	size_t packs;                /* so many had been loaded when the files were found to be the same */
};

/* A work tree of git, and how its files stand to the revision of --since. */
struct work_tree {
	struct str top;              /* its folder */
	bool known;                  /* it has the revision; else the rest is empty */
	struct map differs, tracked; /* paths from the top */
	struct strings differing;    /* those of `differs` */
};

struct bg_session {
	struct arena arena;
	struct str rules_dir, pack, facts, error;
	struct str cache;            /* folder; empty: none */
	struct str since;            /* revision; empty: none */
	struct str waivers, baseline; /* files instead of those of the meetings; empty: none */
	struct known_findings *known; /* of the baseline that is named; read once */
	bool baseline_begins;        /* it is not there yet: none takes the place of the meetings' own */
	LIST(struct work_tree) trees; /* only with a revision */
	struct basis basis;          /* only with a cache */
	bool cache_grown;
	struct strings rules, exclude, kinds;
	LIST(struct pair) params;
	enum level level, fail_level; /* that is shown; that decides the status */
	bool fail_level_set;         /* else it is the level that is shown */
	int32_t today;               /* that exceptions are held against; DAY_NONE */
	bool guesses; /* packs are loaded with those for a first manifest */
	bool alone, list_only;       /* list_only: kinds are found, no rule runs */
	LIST(struct pack_entry) packs;
	/* Called before each file with its number and the count; NULL: silent. */
	void (*progress)(void *context, size_t done, size_t count, struct str file);
	void *progress_context;
};

/*
 * The rule set of a pack, loaded once.  NULL after complaints: no such pack (with the place where
 * it was named, in Y at MARK; Y may be NULL), or a broken one.
 */
struct ruleset *session_pack(bg_session *s, struct str name, const struct yaml *y, struct mark mark,
			     struct complaints *complaints);
/*
 * The rule set for M: SET, or its pack with the names of M's manifest that do not look like names (struct name_style).
 */
const struct ruleset *session_pack_for(bg_session *s, const struct ruleset *set, const struct meeting *m);
/* Names of those that are there for packs which extend them. */
void session_base_names(bg_session *s, struct strings *out);
/* Names of the packs in the rules folder, in byte order. */
void session_pack_names(bg_session *s, struct strings *out);
/*
 * The pack where none is named: the option, the only one there is, the one that fits the materials
 * of M (which may be NULL), the default one; else a complaint that names them.
 */
struct ruleset *session_choose_pack(bg_session *s, const struct meeting *m,
				    struct complaints *complaints);
struct ruleset *session_default_pack(bg_session *s, struct complaints *complaints);
/* False after a complaint: a pattern of --rule or --exclude-rule that matches no rule. */
bool session_good_rules(const bg_session *s, const struct ruleset *set,
			struct complaints *complaints);
/* Whether --rule and --exclude-rule let the rule run. */
bool session_asks(const bg_session *s, struct str id);
/* Which rules of the set run. */
const bool *session_select(bg_session *s, struct arena *a, const struct ruleset *set);
/* The same for a meeting, which may have switched some off or on; MANIFEST may be NULL. */
const bool *session_select_for(bg_session *s, struct arena *a, const struct ruleset *set,
			       const struct manifest *manifest);
/* What the meeting wants of a rule; NULL: what the pack says. */
const struct rule_choice *manifest_choice(const struct manifest *m, size_t rule);
/*
 * Notes in OUT the changes to rules that were asked for, and gives its checkpoints and rules the levels
 * that the meeting wants.
 */
void apply_choices(const bg_session *s, const struct ruleset *set, const struct manifest *m,
		   const bool *selected, struct result *out);

/* ---- meetings ------------------------------------------------------------------ */

/* One file of a meeting: on disk, or with its bytes. */
struct input {
	struct str file;             /* relative to the meeting */
	const char *path;            /* NULL: bytes */
	struct str bytes;
	const char *skipped;         /* not a material, and why (a msgid); NULL else */
};

/* A file of exceptions for a meeting. */
struct exception_file {
	struct str file;             /* from the meeting's folder; empty: none */
	struct str shown;            /* for complaints */
	struct str text;
	bool shared;                 /* given by an option, for all meetings of the run */
};

struct meeting {
	struct str path;             /* as shown */
	struct str manifest_file;    /* "meeting.yaml", or empty: none */
	struct str manifest_text;
	struct exception_file waivers, baseline;
	LIST(struct input) inputs;   /* in byte order */
	struct strings only;         /* findings of these files only (relative; folders end with '/'); empty: all */
	bool outside;                /* files beside meetings: what is not recognised is no failure */
};

struct meetings {
	LIST(struct meeting) list;
};

/* The meetings at, below and around the paths, in order of path. */
void meetings_find(struct arena *a, const char *const *paths, size_t count, struct meetings *out,
		   struct complaints *complaints);
/* The meeting whose manifest lies at or above DIR, without its files; false when there is none. */
bool meeting_around(struct arena *a, struct str dir, struct meeting *out, struct complaints *complaints);
/*
 * Reads the files of exceptions that lie at their roots, or are named by options.  False after a complaint:
 * one that was named is not to be had.
 */
bool meetings_exceptions(bg_session *s, struct arena *a, struct meetings *m,
			 struct complaints *complaints);
/* Checks one, or finds in the cache what came of it.  NULL after complaints. */
struct result *meeting_check(bg_session *s, const struct meeting *m,
			     struct complaints *complaints);
/* The same with a rule set at hand, whatever pack the manifest names. */
struct result *meeting_check_with(bg_session *s, const struct ruleset *set, const struct meeting *m,
				  struct complaints *complaints);
/* The rule set that the meeting names, and its manifest. NULL, false: complaints. */
const struct ruleset *meeting_ruleset(bg_session *s, const struct meeting *m,
				      struct complaints *complaints);
bool meeting_manifest(const struct meeting *m, const struct ruleset *set, struct arena *a,
		      struct manifest *out, struct complaints *complaints);
/* The params of the command line over those of the manifest. */
bool override_params(bg_session *s, const struct ruleset *set, struct manifest *m,
		     struct complaints *complaints);
/* Those of files into out->exceptions, those of a baseline into KNOWN.  False: complaints. */
bool exceptions_load(bg_session *s, const struct ruleset *set, const struct meeting *m, struct result *out,
		     struct exceptions *known, struct complaints *complaints);
/* KNOWN behind all others: what someone has given a reason for is not only known. */
void exceptions_add(struct result *out, const struct exceptions *known);
/* Path of M from the folder of its baseline, as the baseline names it. */
struct str baseline_meeting(struct arena *a, const struct meeting *m);
/* Those in the comments of D, too; a finding for each that is not well written. */
void exceptions_inline(const struct ruleset *set, const struct document *d, struct result *out);
/* A finding for each that does not hold.  False: there is none. */
bool exceptions_tell(const bg_session *s, struct result *out);
/*
 * Of exceptions that several meetings share: one that is for some meeting is not told to be for nothing, and
 * one that is for none is told once.
 */
void exceptions_shared(struct result *const *meetings, size_t count);

/* A failed checkpoint of one of the engine's own rules. */
struct checkpoint *engine_finding(struct result *out, const char *rule, struct place place);
const char *const *engine_rule_ids(struct arena *a); /* NULL-ended */

/* Sets aside what stands only in files that have not changed since s->since.  False: complaints. */
bool since_apply(bg_session *s, struct result *r, struct complaints *complaints);
void result_free(struct result *r);
/* 0, 1 or 2 of one meeting. */
int result_status(const struct result *r, enum level level);

struct bg_report {
	struct arena arena;
	struct complaints complaints;
	LIST(struct result *) meetings;
	struct report report;
	struct buf errors, rendered;
	LIST(struct bg_finding) findings;
};

/* Complaints as people read them: file:line:column, message, line, caret, hint. */
void complaints_print(const struct complaints *c, struct buf *out, bool color);

/* Sets up a checker for one document read into A. */
void checker_init(struct checker *c, struct arena *a, const struct ruleset *set,
		  const struct manifest *manifest);
struct document *input_read(struct arena *a, const struct input *in);
/*
 * Finds the kind and parts of a document, and fills M (in c->out_arena).  VOLUMES (may be NULL)
 * gets the documents that it holds; then it is looked at in these alone, and c->kind is SIZE_MAX.
 */
void material_read(struct checker *c, const struct document *d, const struct manifest *manifest,
		   struct material *m, struct documents *volumes);
/* Records the parts and the file itself as facts. */
void material_facts(struct checker *c, const struct material *m);

/* ---- folders that are written ------------------------------------------------------ */

/* What was to be checked. */
struct asked {
	const char *const *paths;
	size_t count;
};

/* PATH without links; what is not there yet stays as it is written. */
struct str folder_absolute(struct arena *a, struct str path);
/* Is PATH the folder DIR, or in it?  REST: what follows. */
bool folder_within(struct str path, struct str dir, struct str *rest);
/* The folder that was checked and with which what stands in DIR would be read, or empty. */
struct str folder_read_with(struct arena *a, const bg_report *r, const struct asked *asked, struct str dir);
/* The deepest folder that holds all meetings, absolute. */
struct str folder_of_all(struct arena *a, const bg_report *r);
/* With those above it. */
bool folder_make(struct arena *a, struct str dir, struct str *why);

/* ---- annotated copies -------------------------------------------------------------- */

/* What became of one material. */
struct copy_made {
	const struct result *meeting;
	struct str file;
	struct str path;       /* of the copy, in the copies' folder; empty: none */
	size_t findings;       /* in the material */
	struct str why;        /* there is no copy, or not all is in it */
	bool failed;           /* and it should have been */
};

struct copies {
	LIST(struct copy_made) list;
	size_t written;
	size_t elsewhere;      /* findings in no material */
	struct str refused;    /* not empty: nothing is written, since what stands in this folder is checked */
	bool ok;
};

/*
 * Writes into DIR a copy of each material of R with comments at its findings, below the path that the material
 * has in its meeting (of several meetings: below the folder that holds them all).
 */
void copies_write(struct arena *a, const bg_report *r, const char *dir, const struct asked *asked,
		  struct copies *out);
/* What there is to tell of it, a line each. */
void copies_log(const struct copies *c, struct str dir, struct buf *log);

/* ---- command line -------------------------------------------------------------------- */

/*
 * Options may stand before, between and behind the other words; these are
 * gathered at the front of argv: argv[0] to argv[word_count - 1] once the options are through.
 */
struct options {
	int argc, next, word_count;
	char **argv;
	bool first_word_ends;        /* the first word that is no option ends them */
	const char *name;            /* the current one as written */
	struct str key;              /* without dashes and value */
	const char *value;
};
enum option_result { OPTION_NONE, OPTION_FLAG, OPTION_VALUE, OPTION_BAD };
/* FLAGS and VALUES: names without dashes, space-separated; a flag with "?" may have a value, behind "=". */
enum option_result option_next(struct options *o, const char *flags, const char *values);

/* A report in another format, into a file. */
struct output {
	const char *format, *file;
};
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
/* What --format, --output and --color asked for. */
struct outputs {
	const char *format;          /* of what goes to standard output; NULL: not said */
	LIST(struct output) files;
	enum color color;
	struct str wrong;            /* with the line end, for standard error; empty: nothing to say */
};
struct terminal;
bool outputs_option(struct str key);
/* Takes one of these options; false: a bad value. FORMATS: names, NULL-ended. */
bool outputs_take(struct arena *a, struct outputs *o, const struct options *option,
		  const char *const *formats);
bool outputs_color(const struct outputs *o, const struct terminal *t);

/* What all commands share: where output goes and how it looks. */
struct terminal {
	bool color, error_color;     /* for standard output, standard error */
	unsigned width;
	const char *program_dir;     /* folder of the running program; "" unknown */
	const char *rules_dir;       /* default of --rules */
	const char *today;           /* default of --today */
	const char *cache_dir;       /* where results are kept; "": nowhere */
};

/* A session with the terminal's defaults, whose results are kept; free it with bg_session_free. */
bg_session *terminal_session(const struct terminal *t);

struct command {
	const char *name;
	const char *usage;           /* "[PATH…]" */
	const char *help;            /* a msgid */
	int (*run)(const struct terminal *t, struct options *o); /* exit status */
};

/* Prints to standard error what is wrong with the option at hand, and how to ask for help; 2. */
int usage_error(const struct options *o, const char *command);
/* Writes OUT to standard output whole; false when that fails (a full disk, a closed pipe). */
bool print_out(const struct buf *out);
/* Writes one file; false after a word on standard error. */
bool write_output(const struct output *o, struct str text);
/* The complaints to standard error. */
void print_complaints(const struct terminal *t, const struct complaints *c);

/* Says on standard error that there is no such rule, and which one is near. */
void unknown_rule(const struct ruleset *set, struct str id);

/* Every check kind of check and judge, NULL-ended. */
const struct check_kind *const *all_check_kinds(struct arena *a);

/* ---- rules about rules ------------------------------------------------------------------ */

/* rules test: failures printed to OUT; counts. */
struct test_count {
	size_t passed, failed;
	size_t cases;                /* of them, small meetings in folders */
};
/* What tests make of a rule, by outcome. */
struct coverage {
	bool seen[3];
};
/* The small meetings in the pack's folder `tests`; COVERED by rule. */
void cases_test(bg_session *s, const struct ruleset *set, struct coverage *covered, struct buf *out,
		struct test_count *count);
/* The same without running them: what is expected of the rules. */
void cases_expect(struct arena *a, const struct ruleset *set, struct coverage *covered);

/* rules lint: what stands in a pack to no purpose, or is missing. */
struct lint_finding {
	const char *what;            /* "dead-term" ... */
	struct str name;             /* of the term, rule ... */
	struct str message;
	struct mark mark;            /* its file is the origin */
};
struct lint_findings {
	LIST(struct lint_finding) list;
};
/* Of the definitions in the pack's own folder, by file and line. */
void lint(bg_session *s, struct arena *a, const struct ruleset *set, struct lint_findings *out);

/* Does WORD stand in TEXT, as a word of SQL? */
bool has_word(struct str text, struct str word);

/* rules show: a rule as it is in effect.  MANIFEST may be NULL; text or JSON. */
struct show_wish {
	const struct ruleset *set;
	const struct rule *rule;
	const struct manifest *manifest;
	bool effective, json;        /* effective: all that it rests on, and where each value comes from */
};
void rule_show(bg_session *s, const struct show_wish *wish, struct buf *out);
void rules_test(bg_session *s, const struct ruleset *set, struct buf *out,
		struct test_count *count);
/* One row of a labelled file: columns id, kind, text, label, note; what they say is in the file's text. */
struct labelled_row {
	struct str id, kind, text, label, note;
	struct mark mark;
};
struct labelled_rows {
	LIST(struct labelled_row) list;
};
bool labelled_read(struct arena *a, struct str tsv, struct str file, struct labelled_rows *out,
		   struct complaints *complaints);
/* rules train: the weights of a classifier, as the text of a weights file. */
void train_classifier(struct arena *a, const struct labelled_rows *rows, struct buf *out);

/* rules eval: labelled rows against the label of the first rule that fires. */
struct evaluation;
struct evaluation *evaluate(struct arena *a, const struct ruleset *set, struct str tsv,
			    struct str file, struct complaints *complaints);
void evaluation_text(const struct evaluation *e, bool errors, struct buf *out);
void evaluation_json(const struct evaluation *e, bool errors, struct buf *out);

/* init: the first meeting.yaml for a folder. False with *why. */
bool init_manifest(struct arena *a, const struct ruleset *set, const char *dir, struct buf *out,
		   struct str *why);

#endif
