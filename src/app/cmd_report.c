/*
 * baguan report: all that a reviewer needs, in one folder.
 *
 * Everything is written beside the folder first and moved into it at the end, the page that leads to the rest last.  A
 * hidden file there lists what is ours: that may be replaced, and goes when it is not written any more.
 */
#include "app.h"
#include "text.h"

#include <unistd.h>

#define LIST_NAME ".baguan-report"
#define INDEX_NAME "index.html"

static const struct {
	const char *format, *name, *what;
} reports[] = {
    {"html", N_("report.html"), N_("the reviewer's page: findings, clauses, evidence, pictures")},
    {"docx", N_("report.docx"), N_("a statement of review to print and sign")},
    {"xlsx", N_("report.xlsx"), N_("a workbook to filter and to work in")},
    {"json", N_("report.json"), N_("everything, for programs and for comparing drafts")},
};

struct folder {
	struct arena *a;
	struct str shown;      /* as it was given */
	struct str dir, beside; /* where it is to stand, where it is made; absolute */
	struct strings files;  /* that were made, relative */
	bool force;
};

struct report_options {
	const char *out;
	bool quiet, force;
};

static bool complain_of(struct folder *f, struct str what, const char *words)
{
	what = words_line(f->a, what);
	fprintf(stderr, _("baguan: %s: %s\n"), arena_z(f->a, what), words);
	return false;
}

/* ---- making it ---------------------------------------------------------------------- */

static bool make_file(struct folder *f, struct str name, struct str bytes)
{
	struct str why;
	*list_add(f->a, &f->files.list) = arena_dup(f->a, name);
	if (file_write(f->a, path_join(f->a, f->beside, name).p, bytes, &why))
		return true;
	return complain_of(f, name, why.p);
}

static bool make_reports(struct folder *f, bg_report *r, struct index *index)
{
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
		size_t size;
		const char *bytes = bg_report_render(r, reports[i].format, &size);
		struct str name = str_of(_(reports[i].name));
		*list_add(f->a, &index->files) = (struct index_file){name, _(reports[i].what)};
		if (!make_file(f, name, (struct str){bytes, size}))
			return false;
	}
	return true;
}

static bool make_copies(struct folder *f, const bg_report *r, const struct asked *asked, struct index *index)
{
	struct str dir = str_of(_("annotated"));
	struct copies made;
	copies_write(f->a, r, path_join(f->a, f->beside, dir).p, asked, &made);
	for (size_t i = 0; i < made.list.n; i++) {
		const struct copy_made *m = &made.list.v[i];
		struct str href = m->path.n ? path_join(f->a, dir, m->path) : STR("");
		if (href.n)
			*list_add(f->a, &f->files.list) = href;
		if (href.n || m->why.n)
			*list_add(f->a, &index->copies) =
			    (struct index_copy){m->meeting, m->file, href, m->why, m->findings};
	}
	index->elsewhere = made.elsewhere;
	struct buf log = {0};
	copies_log(&made, path_join(f->a, f->shown, dir), &log);
	fwrite(log.p, 1, log.n, stderr);
	buf_free(&log);
	return made.ok;
}

static bool make_index(struct folder *f, const bg_report *r, const struct index *index)
{
	struct buf out = {0};
	render_index(f->a, &r->report, index, &out);
	bool ok = make_file(f, STR(INDEX_NAME), buf_str(&out));
	buf_free(&out);
	return ok;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The list of what is ours, itself left out. */
static bool make_list(struct folder *f)
{
	struct buf out = {0};
	struct str why;
	struct str *sorted = arena_array(f->a, struct str, f->files.list.n + 1);
	for (size_t i = 0; i < f->files.list.n; i++)
		sorted[i] = f->files.list.v[i];
	qsort(sorted, f->files.list.n, sizeof *sorted, by_bytes);
	for (size_t i = 0; i < f->files.list.n; i++)
		buf_printf(&out, "%.*s\n", (int)sorted[i].n, sorted[i].p);
	bool ok = file_write(f->a, path_join(f->a, f->beside, STR(LIST_NAME)).p, buf_str(&out), &why);
	buf_free(&out);
	return ok || complain_of(f, STR(LIST_NAME), why.p);
}

/* ---- putting it in its place -------------------------------------------------------------- */

/* Folders of FILE in DIR that have become empty. */
static void remove_empty_above(struct folder *f, struct str dir, struct str file)
{
	for (struct str at = path_dir(file); !str_is(at, "."); at = path_dir(at))
		if (!file_remove(path_join(f->a, dir, at).p))
			return;
}

static void remove_beside(struct folder *f)
{
	for (size_t i = 0; i < f->files.list.n; i++) {
		file_remove(path_join(f->a, f->beside, f->files.list.v[i]).p);
		remove_empty_above(f, f->beside, f->files.list.v[i]);
	}
	file_remove(path_join(f->a, f->beside, STR(LIST_NAME)).p);
	file_remove(path_join(f->a, f->beside, str_of(_("annotated"))).p);
	file_remove(f->beside.p);
}

/* A name in the folder and not out of it. */
static bool is_inside(struct str name)
{
	struct str rest = name, part;
	if (!name.n || name.p[0] == '/')
		return false;
	while (str_split(&rest, '/', &part))
		if (!part.n || str_is(part, ".") || str_is(part, ".."))
			return false;
	return true;
}

/* What an earlier run has written, and this one has not. */
static void remove_stale(struct folder *f, struct str list)
{
	struct map now = {0};
	struct str name;
	for (size_t i = 0; i < f->files.list.n; i++)
		*map_at(f->a, &now, f->files.list.v[i]) = i;
	while (str_split(&list, '\n', &name)) {
		struct str path = path_join(f->a, f->dir, name);
		if (!is_inside(name) || map_get(&now, name) != SIZE_MAX || file_is_dir(path.p))
			continue;
		file_remove(path.p);
		remove_empty_above(f, f->dir, name);
	}
}

static bool move_in(struct folder *f, struct str name)
{
	struct str why;
	struct str to = path_join(f->a, f->dir, name);
	if (!folder_make(f->a, path_dir(to), &why))
		return complain_of(f, f->shown, why.p);
	if (!file_move(f->a, path_join(f->a, f->beside, name).p, to.p, &why))
		return complain_of(f, path_join(f->a, f->shown, name), why.p);
	return true;
}

static bool put_in_place(struct folder *f)
{
	struct str list = STR(""), why;
	if (!file_exists(f->dir.p))
		return file_move(f->a, f->beside.p, f->dir.p, &why) || complain_of(f, f->shown, why.p);
	file_read(f->a, path_join(f->a, f->dir, STR(LIST_NAME)).p, &list, &why);
	bool ok = true;
	for (size_t i = 0; ok && i < f->files.list.n; i++)
		ok = move_in(f, f->files.list.v[i]);
	ok = ok && move_in(f, STR(LIST_NAME));
	if (ok)
		remove_stale(f, list);
	return ok;
}

/* ---- the command ------------------------------------------------------------------------------- */

/* Looked at before anything is checked. */
static bool may_write(struct folder *f)
{
	if (file_exists(f->dir.p) && !file_is_dir(f->dir.p))
		return complain_of(f, f->shown, _("is no folder"));
	if (f->force || file_is_empty_dir(f->dir.p) || file_exists(path_join(f->a, f->dir, STR(LIST_NAME)).p))
		return true;
	return complain_of(f, f->shown, _("there is something in it that is not of an earlier report; --force writes beside it"));
}

/* PLACED: the folder is there; it may lack copies. */
static bool make(struct folder *f, bg_report *r, const struct asked *asked, bool *placed)
{
	struct index index = {0};
	struct str why;
	if (folder_read_with(f->a, r, asked, f->dir).n)
		return complain_of(f, f->shown, _("is in a folder that is checked: the next run would take the copies for materials"));
	if (!folder_make(f->a, f->beside, &why))
		return complain_of(f, f->shown, why.p);
	bool whole = make_reports(f, r, &index);
	bool copied = whole && make_copies(f, r, asked, &index);
	*placed = whole && make_index(f, r, &index) && make_list(f) && put_in_place(f);
	remove_beside(f);
	return *placed && copied;
}

static int report(struct folder *f, bg_report *r, const struct asked *asked, bool quiet)
{
	if (!r->meetings.n) {
		fputs(_("nothing was checked\n"), stderr);
		return 2;
	}
	bool placed = false;
	bool ok = make(f, r, asked, &placed);
	struct buf out = {0};
	struct str page = path_join(f->a, f->shown, STR(INDEX_NAME));
	if (placed && !quiet) {
		const char *words = review_result(r->report.status);
		buf_printf(&out, _("%.*s: %s\n"), (int)page.n, page.p, words);
	}
	ok = print_out(&out) && ok;
	buf_free(&out);
	return ok ? r->report.status : 2;
}

static bool take_option(bg_session *s, struct report_options *c, struct options *o)
{
	if (str_is(o->key, "output") || str_is(o->key, "o"))
		return *(c->out = o->value) != '\0';
	if (str_is(o->key, "force"))
		return c->force = true;
	if (str_is(o->key, "quiet") || str_is(o->key, "q"))
		return c->quiet = true;
	if (str_is(o->key, "no-cache"))
		return bg_session_set(s, "cache", "") == 0;
	return bg_session_set(s, arena_z(&s->arena, o->key), o->value) == 0;
}

static int check_and_report(const struct terminal *t, bg_session *s, const struct report_options *c,
			    const struct options *o)
{
	static const char *const here[] = {"."};
	size_t n = (size_t)o->word_count;
	struct asked asked = {n ? (const char *const *)o->argv : here, n ? n : 1};
	struct arena a = {0};
	struct folder f = {.a = &a, .shown = str_of(c->out), .force = c->force};
	int status = 2;
	while (f.shown.n > 1 && str_ends(f.shown, STR("/")))
		f.shown.n--;
	f.shown = arena_dup(&a, f.shown);
	f.dir = arena_dup(&a, folder_absolute(&a, f.shown));
	struct str base = path_base(f.dir);
	f.beside = path_join(&a, path_dir(f.dir),
			     arena_printf(&a, ".%.*s.%ld.tmp", (int)base.n, base.p, (long)getpid()));
	if (may_write(&f)) {
		bg_report *r = bg_check(s, asked.paths, asked.count);
		print_complaints(t, &r->complaints);
		status = report(&f, r, &asked, c->quiet);
		bg_report_free(r);
	}
	arena_free(&a);
	return status;
}

static int run(const struct terminal *t, struct options *o)
{
	static const char flags[] = "quiet q no-cache force";
	static const char values[] = "output o rule exclude-rule level fail-level since kind pack rules param today waivers baseline";
	struct report_options c = {0};
	bg_session *s = terminal_session(t);
	enum option_result got;
	int status = 2;
	while ((got = option_next(o, flags, values)) != OPTION_NONE)
		if (got == OPTION_BAD || !take_option(s, &c, o))
			break;
	if (got != OPTION_NONE || !c.out) {
		if (*bg_session_error(s))
			fprintf(stderr, _("baguan: %s\n"), bg_session_error(s));
		if (got == OPTION_NONE) {
			o->name = NULL;
			fputs(_("baguan report: wants a folder to write into: -o FOLDER\n"), stderr);
		}
		usage_error(o, "report");
	} else {
		status = check_and_report(t, s, &c, o);
	}
	bg_session_free(s);
	return status;
}

const struct command command_report = {
    .name = "report",
    .usage = N_("[OPTION…] [PATH…] -o FOLDER"),
    .help = N_("write all reports and annotated copies into one folder"),
    .run = run,
};
