/*
 * libbaguan - checks the materials of meetings against rule packs.
 *
 * Three handles: a session holds options and the packs it has loaded; a report is
 * what one check found.  All text is UTF-8 and NUL-terminated.  Strings that a
 * function returns belong to the handle they came from and live as long as it does.
 * No function prints, exits, reads the environment or the clock.  Different sessions may be
 * used by different threads; one session by one thread at a time.
 */
#ifndef BAGUAN_H
#define BAGUAN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BG_VERSION "0.1.0"

typedef struct bg_session bg_session;
typedef struct bg_report bg_report;

/* Outcome of a run; also the exit status of the program. */
enum bg_status {
	BG_CLEAN = 0,    /* all looked at, nothing failed at or above the threshold */
	BG_FINDINGS = 1, /* something failed */
	BG_UNSURE = 2    /* something could not be looked at: a file, a rule, an input, a wrong option */
};

bg_session *bg_session_new(void);
void bg_session_free(bg_session *s); /* NULL is allowed */

/*
 * Sets an option.  Repeatable ones add up.  0, or -1 with the reason in bg_session_error().
 *   rules         folder with the packs
 *   pack          pack for files that no meeting.yaml governs
 *   rule          run only rules whose id matches (glob); repeatable
 *   exclude-rule  leave out rules whose id matches (glob); repeatable
 *   level         info, warning, error: threshold of findings (default warning)
 *   fail-level    info, warning, error: findings from here on make the status BG_FINDINGS (default: level)
 *   since         git revision: findings that stand only in files which have not changed since then are left
 *                 out and do not count; all is read.  The only option for which a program is run: git
 *   kind          check only materials of this kind; repeatable
 *   param         NAME=NUMBER: overrides a parameter; repeatable
 *   alone         "yes": rules that need other files or a manifest are out of scope
 *   today         day such as 2022-01-20 that exceptions are held against; without it
 *                 none of them holds
 *   cache         folder where results are kept, and found again when program, rules, options and materials are
 *                 the same; it is made when it is not there, and kept below 512 MiB.  Without it, or with "",
 *                 nothing is kept
 *   facts         file that keeps the facts as an SQLite database
 */
int bg_session_set(bg_session *s, const char *option, const char *value);
const char *bg_session_error(const bg_session *s); /* "" when there was none */

/*
 * Checks files and folders.  Every meeting (a folder with a meeting.yaml) at, below or around
 * a path is checked on its own; a file's findings are those it has in the whole meeting.
 * Never NULL: what could not be done is in the report.
 */
bg_report *bg_check(bg_session *s, const char *const *paths, size_t count);
void bg_report_free(bg_report *r);
enum bg_status bg_report_status(const bg_report *r);
/* Complaints about packs and manifests, each with place, line and caret; "" when none. */
const char *bg_report_errors(const bg_report *r);

/*
 * The report in a format ("json", "text" ...; see docs/).  *size gets the length.  NULL when the
 * format is unknown.  Same input, same bytes.
 */
const char *bg_report_render(bg_report *r, const char *format, size_t *size);

/* One finding; strings are "" when there is nothing. */
struct bg_finding {
	const char *meeting, *rule, *level, *message, *advice, *file, *excerpt;
	unsigned line, column, end_line, end_column;
};
size_t bg_report_count(const bg_report *r);
/* 0, or -1 when there is no finding I. */
int bg_report_finding(const bg_report *r, size_t i, struct bg_finding *out);

#ifdef __cplusplus
}
#endif

#endif
