/* baguan check: files and folders against the rules of their meeting. */
#include "app.h"
#include "text.h"

#include <unistd.h>

struct check_options {
	struct outputs outputs;
	const char *const *formats; /* that there are */
	bool list_files, quiet;
	enum verdict_view verdicts;
	const char *annotate;        /* folder for annotated copies, or NULL */
	struct asked asked;
};

static void show_progress(void *context, size_t done, size_t count, struct str file)
{
	unsigned width = *(const unsigned *)context;
	struct arena scratch = {0};
	struct str name = path_base(file);
	while (name.n && utf8_width(name) + 20 > width)
		utf8_prev(name, &name.n);
	struct str line = arena_printf(&scratch, "\r\033[K[%zu/%zu] %.*s", done + 1, count,
				       (int)name.n, name.p);
	fwrite(line.p, 1, line.n, stderr);
	fflush(stderr);
	arena_free(&scratch);
}

static void list_files(const bg_report *r, struct buf *out)
{
	for (size_t m = 0; m < r->meetings.n; m++) {
		const struct result *res = r->meetings.v[m];
		for (size_t i = 0; i < res->materials.n; i++) {
			const struct material *f = &res->materials.v[i];
			const char *what = f->failure.n ? _("not read")
					   : f->ignored ? _("ignored")
					   : f->kind.n  ? f->kind_name.p
							: _("not recognised");
			struct arena scratch = {0};
			struct str path = path_join(&scratch, res->path, f->file);
			buf_printf(out, "%.*s%s%.*s%s\t%s", (int)path.n, path.p,
				   f->volume.n ? "（" : "", (int)f->volume.n,
				   f->volume.n ? f->volume.p : "", f->volume.n ? "）" : "", what);
			struct str failure = words_failure(&scratch, f->failure);
			if (f->failure.n)
				buf_printf(out, "\t%.*s", (int)failure.n, failure.p);
			else if (f->why_by)
				buf_printf(out, "\t%s%s%.*s", _(f->why_by), f->why.n ? ": " : "",
					   (int)f->why.n, f->why.n ? f->why.p : "");
			buf_char(out, '\n');
			arena_free(&scratch);
		}
	}
}

static bool take_verdicts(struct check_options *c, const char *value)
{
	c->verdicts = value ? VERDICTS_ALL : VERDICTS_TABLE;
	return !value || !strcmp(value, "all");
}

/* Names of all renderers, NULL-ended. */
static const char *const *report_formats(struct arena *a)
{
	size_t n = 0;
	while (renderer_list[n])
		n++;
	const char **names = arena_array(a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = renderer_list[i]->name;
	return names;
}

static bool take_option(bg_session *s, struct check_options *c, struct options *o)
{
	if (str_is(o->key, "list-files"))
		c->list_files = s->list_only = true;
	else if (str_is(o->key, "quiet") || str_is(o->key, "q"))
		c->quiet = true;
	else if (str_is(o->key, "alone"))
		return bg_session_set(s, "alone", "yes") == 0;
	else if (str_is(o->key, "no-cache"))
		return bg_session_set(s, "cache", "") == 0;
	else if (str_is(o->key, "annotate"))
		return *(c->annotate = o->value) != '\0';
	else if (str_is(o->key, "verdicts"))
		return take_verdicts(c, o->value);
	else if (outputs_option(o->key))
		return outputs_take(&s->arena, &c->outputs, o, c->formats);
	else
		return bg_session_set(s, o->key.n ? arena_z(&s->arena, o->key) : "", o->value) == 0;
	return true;
}

static bool write_report(bg_report *r, const struct output *o)
{
	size_t size;
	const char *text = bg_report_render(r, o->format, &size);
	return write_output(o, (struct str){text, size});
}

/* Refused before anything is checked. */
static bool fits_terminal(const struct check_options *c)
{
	if (c->list_files || !renderer_find(str_of(c->outputs.format))->binary || !isatty(STDOUT_FILENO))
		return true;
	fprintf(stderr, _("baguan: %s is nothing for a terminal; write it into a file: --output %s=FILE\n"),
		c->outputs.format, c->outputs.format);
	return false;
}

static bool print_report(bg_report *r, const struct check_options *c)
{
	size_t size;
	const char *text = bg_report_render(r, c->outputs.format, &size);
	return print_out(&(struct buf){.p = (char *)(uintptr_t)text, .n = size});
}

static bool write_copies(const struct check_options *c, const bg_report *r)
{
	struct arena a = {0};
	struct copies made;
	struct buf log = {0};
	copies_write(&a, r, c->annotate, &c->asked, &made);
	copies_log(&made, str_of(c->annotate), &log);
	fwrite(log.p, 1, log.n, stderr);
	buf_free(&log);
	arena_free(&a);
	return made.ok;
}

static int report(const struct terminal *t, const struct check_options *c, bg_report *r)
{
	bool ok = true;
	r->report.quiet = c->quiet;
	r->report.verdicts = c->verdicts;
	r->report.width = t->width;
	for (size_t i = 0; i < c->outputs.files.n; i++)
		ok = write_report(r, &c->outputs.files.v[i]) && ok;
	r->report.color = outputs_color(&c->outputs, t);
	if (c->list_files) {
		struct buf out = {0};
		list_files(r, &out);
		ok = print_out(&out) && ok;
		buf_free(&out);
	} else {
		ok = print_report(r, c) && ok;
	}
	print_complaints(t, &r->complaints);
	if (c->annotate && !c->list_files)
		ok = write_copies(c, r) && ok;
	if (!c->list_files && !r->meetings.n && r->complaints.list.n && !strcmp(c->outputs.format, "text"))
		fputs(_("nothing was checked\n"), stderr);
	return ok ? r->report.status : 2;
}

static int run(const struct terminal *t, struct options *o)
{
	static const char flags[] = "list-files quiet q alone no-cache verdicts?";
	static const char values[] = "annotate format output rule exclude-rule level fail-level since kind pack rules param today waivers baseline facts color";
	struct check_options c = {0};
	unsigned width = t->width;
	bg_session *s = terminal_session(t);
	enum option_result got;
	int status = 2;
	c.formats = report_formats(&s->arena);
	while ((got = option_next(o, flags, values)) != OPTION_NONE)
		if (got == OPTION_BAD || !take_option(s, &c, o))
			break;
	c.outputs.format = c.outputs.format ? c.outputs.format : "text";
	if (got != OPTION_NONE) {
		fputs(c.outputs.wrong.n ? c.outputs.wrong.p : "", stderr);
		if (*bg_session_error(s))
			fprintf(stderr, _("baguan: %s\n"), bg_session_error(s));
		usage_error(o, "check");
	} else if (fits_terminal(&c)) {
		static const char *const here[] = {"."};
		size_t n = (size_t)o->word_count;
		c.asked = (struct asked){n ? (const char *const *)o->argv : here, n ? n : 1};
		bool loud = t->error_color && isatty(STDERR_FILENO) && !c.quiet;
		s->progress = loud ? show_progress : NULL;
		s->progress_context = &width;
		bg_report *r = bg_check(s, c.asked.paths, c.asked.count);
		if (loud)
			fputs("\r\033[K", stderr);
		status = report(t, &c, r);
		bg_report_free(r);
	}
	bg_session_free(s);
	return status;
}

const struct command command_check = {
    .name = "check",
    .usage = N_("[OPTION…] [PATH…]"),
    .help = N_("check files and folders against the rules of their meeting"),
    .run = run,
};
