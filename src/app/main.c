/*
 * The command line.  The only file that knows the environment: locale, terminal, the day,
 * where the program and its packs lie.
 */
#define _DEFAULT_SOURCE /* madvise */
#include "app.h"
#include "text.h"

#include <locale.h>
#include <malloc.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define COMMAND(NAME) extern const struct command command_##NAME;
#include "command_list.h"
#undef COMMAND

static const struct command *const command_list[] = {
#define COMMAND(NAME) &command_##NAME,
#include "command_list.h"
#undef COMMAND
    NULL,
};

#ifndef BAGUAN_DATADIR
#define BAGUAN_DATADIR "/usr/local/share"
#endif

/* ---- locale --------------------------------------------------------------------- */

static bool wants_chinese(const char *lang)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	if (lang)
		return !strncmp(lang, "zh", 2);
	const char *language = getenv("LANGUAGE");
	if (language && *language)
		return !strncmp(language, "zh", 2);
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *v = getenv(variables[i]);
		if (v && *v)
			return !strncmp(v, "zh", 2);
	}
	return false;
}

/* A machine without Chinese locales still has C.UTF-8, and gettext is told by LANGUAGE. */
static void set_locale(struct arena *a, const char *lang, const char *program_dir)
{
	bool chinese = wants_chinese(lang);
	struct str beside = path_join(a, str_of(program_dir), STR("locale"));
	struct str installed = path_join(a, str_of(program_dir), STR("../share/locale"));
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	if (!setlocale(LC_MESSAGES, chinese ? "zh_CN.UTF-8" : "C"))
		setlocale(LC_MESSAGES, "C.UTF-8");
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "");
	setenv("LANGUAGE", chinese ? "zh_CN" : "C", 1);
	bindtextdomain("baguan", file_is_dir(beside.p)	    ? beside.p
				 : file_is_dir(installed.p) ? installed.p
							    : BAGUAN_DATADIR "/locale");
	bind_textdomain_codeset("baguan", "UTF-8");
	textdomain("baguan");
}

/* ---- memory ------------------------------------------------------------------------ */

/*
 * Thousands of arenas come and go: giving each back to the kernel costs more than the work.  And
 * a page fault for every four kilobytes costs a quarter of a run, so the heap's first part asks
 * for huge pages, which the kernel gives where it is touched.  It may refuse: nothing is lost.
 */
static void prepare_heap(void)
{
	enum { MB = 1 << 20, HEAP = 64 * MB };
	mallopt(M_TRIM_THRESHOLD, 2 * HEAP);
	mallopt(M_MMAP_THRESHOLD, 4 * MB);
	mallopt(M_TOP_PAD, HEAP);
	void *grown = mem_grow(NULL, MB); /* more than the heap has at the start */
	mallopt(M_TOP_PAD, MB);
#ifdef MADV_HUGEPAGE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE),
		  at = ((uintptr_t)grown + page - 1) / page * page;
	madvise((void *)at, HEAP, MADV_HUGEPAGE);
#endif
	mem_free(grown);
}

/* ---- terminal ------------------------------------------------------------------------ */

static bool colorful(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
	return isatty(fd) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static unsigned terminal_width(void)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col < 40 ? 40 : size.ws_col;
	long n = columns ? strtol(columns, NULL, 10) : 0;
	return n >= 40 && n <= 1000 ? (unsigned)n : 80;
}

static struct str program_dir(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	return n > 0 ? arena_dup(a, path_dir((struct str){path, (size_t)n})) : STR(".");
}

/* $BAGUAN_RULES, the source tree around build/, the place of installation beside bin/, or compiled in. */
static const char *find_rules(struct arena *a, struct str dir)
{
	const char *set = getenv("BAGUAN_RULES");
	struct str source = path_join(a, dir, STR("../rules"));
	struct str installed = path_join(a, dir, STR("../share/baguan/rules"));
	if (set && *set)
		return set;
	if (file_is_dir(source.p))
		return source.p;
	return file_is_dir(installed.p) ? installed.p : BAGUAN_DATADIR "/baguan/rules";
}

/* $XDG_CACHE_HOME/baguan, which must be absolute, or ~/.cache/baguan. */
static const char *cache_dir(struct arena *a)
{
	const char *set = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	if (set && *set == '/')
		return path_join(a, str_of(set), STR("baguan")).p;
	return home && *home == '/' ? path_join(a, str_of(home), STR(".cache/baguan")).p : "";
}

/* Here, by the clock.  What is wrong with a clock ends no waiver early or late: then there is no day. */
static const char *today(struct arena *a)
{
	time_t now = time(NULL);
	const struct tm *t = now == (time_t)-1 ? NULL : localtime(&now);
	return t ? day_iso(a, day_of(t->tm_year + 1900, t->tm_mon + 1, t->tm_mday)).p : "";
}

/* ---- for the commands ------------------------------------------------------------------ */

bool print_out(const struct buf *out)
{
	bool ok = !out->n || fwrite(out->p, 1, out->n, stdout) == out->n;
	ok = fflush(stdout) == 0 && ok;
	if (!ok)
		fputs(_("baguan: the output could not be written\n"), stderr);
	return ok;
}

bool write_output(const struct output *o, struct str text)
{
	struct arena scratch = {0};
	struct str why;
	bool ok = file_write(&scratch, o->file, text, &why);
	if (!ok)
		fprintf(stderr, _("baguan: %s: %s\n"), o->file, why.p);
	arena_free(&scratch);
	return ok;
}

void print_complaints(const struct terminal *t, const struct complaints *c)
{
	struct buf b = {0};
	complaints_print(c, &b, t->error_color);
	if (b.n)
		fwrite(b.p, 1, b.n, stderr);
	buf_free(&b);
}

int usage_error(const struct options *o, const char *command)
{
	if (o->name)
		fprintf(stderr, _("baguan %s: bad option or value: %s\n"), command, o->name);
	fputs(_("Try “baguan --help” or “man baguan”.\n"), stderr);
	return 2;
}

void unknown_rule(const struct ruleset *set, struct str id)
{
	struct arena a = {0};
	const char **all = arena_array(&a, const char *, set->rules.n + 1);
	for (size_t i = 0; i < set->rules.n; i++)
		all[i] = set->rules.v[i].info.id.p;
	struct str hint = closest(&a, id, all);
	fprintf(stderr, _("baguan: no rule “%.*s”"), (int)id.n, id.p);
	if (hint.n) {
		fputs("; ", stderr);
		fprintf(stderr, _("did you mean “%s”?"), hint.p);
	}
	fputc('\n', stderr);
	arena_free(&a);
}

static int help(FILE *to)
{
	fputs(_("baguan checks meeting materials against the plan's rules.\n\n"), to);
	fputs(_("Usage: baguan [--lang zh|en] COMMAND …\n\n"), to);
	for (size_t i = 0; command_list[i]; i++)
		fprintf(to, "  baguan %s %s\n      %s\n", command_list[i]->name,
			_(command_list[i]->usage), _(command_list[i]->help));
	fputs(_("\nExit status: 0 nothing found, 1 findings, 2 something could not be checked.\n"
		"All options: man baguan\n"),
	      to);
	return to == stdout ? 0 : 2;
}

/* Anywhere before "--", whatever else is asked: whoever is lost has often typed something already. */
static bool asks_for_help(int argc, char **argv, int from)
{
	for (int i = from; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	struct arena a = {0};
	struct options o = {.argc = argc, .argv = argv, .next = 1, .first_word_ends = true};
	const char *lang = NULL;
	enum option_result got;
	bool show_help = false, show_version = false;
	int status = 2;
	prepare_heap();
	while ((got = option_next(&o, "help h version V", "lang")) != OPTION_NONE && got != OPTION_BAD) {
		if (str_is(o.key, "lang"))
			lang = o.value;
		show_help = show_help || str_is(o.key, "help") || str_is(o.key, "h");
		show_version = show_version || str_is(o.key, "version") || str_is(o.key, "V");
	}
	struct str dir = program_dir(&a);
	set_locale(&a, lang, dir.p);
	struct terminal t = {colorful(STDOUT_FILENO), colorful(STDERR_FILENO), terminal_width(), dir.p,
			     find_rules(&a, dir), today(&a), cache_dir(&a)};
	const char *name = o.next < argc && got != OPTION_BAD ? argv[o.next] : NULL;
	bool unknown_lang = lang && strcmp(lang, "zh") != 0 && strcmp(lang, "en") != 0;
	if (show_help)
		status = help(stdout);
	else if (show_version)
		status = printf("baguan %s\n", BG_VERSION) > 0 ? 0 : 2;
	else if (got == OPTION_BAD || unknown_lang)
		status = usage_error(&o, "");
	else if (!name)
		status = help(stderr);
	else {
		const struct command *c = NULL;
		for (size_t i = 0; command_list[i] && !c; i++)
			if (!strcmp(command_list[i]->name, name))
				c = command_list[i];
		o.next++;
		o.name = NULL;
		o.first_word_ends = false;
		if (c && asks_for_help(argc, argv, o.next))
			status = help(stdout);
		else if (c)
			status = c->run(&t, &o);
		else {
			fprintf(stderr, _("baguan: no command “%s”\n"), name);
			usage_error(&o, name);
		}
	}
	arena_free(&a);
	return status;
}
