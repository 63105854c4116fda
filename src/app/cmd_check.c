/* baguan check: files and folders against the rules of their meeting. */
#include "app.h"
#include "text.h"

#include <unistd.h>

/* A report in another format, into a file. */
struct output {
	const char *format, *file;
};

struct check_options {
	const char *format; /* of what goes to standard output; NULL: not said */
	LIST(struct output) outputs;
	bool list_files, quiet, color_set;
	enum verdict_view verdicts;
	enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;
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
			buf_printf(out, "%.*s\t%s", (int)path.n, path.p, what);
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

static bool known_format(const char *format)
{
	if (renderer_find(str_of(format)))
		return true;
	fprintf(stderr, _("baguan: no format “%s”; there are:"), format);
	for (const struct renderer *const *r = renderer_list; *r; r++)
		fprintf(stderr, " %s", (*r)->name);
	fputc('\n', stderr);
	return false;
}

static bool take_format(struct check_options *c, const char *format)
{
	if (c->format && strcmp(c->format, format) != 0) {
		fputs(_("baguan: standard output takes one report; name files for the others\n"),
		      stderr);
		return false;
	}
	c->format = format;
	return known_format(format);
}

/* FORMAT, to standard output, or FORMAT=FILE. */
static bool take_output(bg_session *s, struct check_options *c, const char *value)
{
	struct str file = str_of(value), format;
	str_split(&file, '=', &format);
	if (!file.p || str_is(file, "-"))
		return take_format(c, arena_z(&s->arena, format));
	struct output *o = list_add(&s->arena, &c->outputs);
	*o = (struct output){arena_z(&s->arena, format), arena_z(&s->arena, file)};
	return file.n && known_format(o->format);
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
	else if (str_is(o->key, "verdicts"))
		return take_verdicts(c, o->value);
	else if (str_is(o->key, "format"))
		return take_format(c, o->value);
	else if (str_is(o->key, "output"))
		return take_output(s, c, o->value);
	else if (str_is(o->key, "color")) {
		c->color_set = true;
		if (!strcmp(o->value, "always"))
			c->color = COLOR_ALWAYS;
		else if (!strcmp(o->value, "never"))
			c->color = COLOR_NEVER;
		else if (!strcmp(o->value, "auto"))
			c->color = COLOR_AUTO;
		else
			return false;
	} else
		return bg_session_set(s, o->key.n ? arena_z(&s->arena, o->key) : "", o->value) == 0;
	return true;
}

static bool write_output(bg_report *r, const struct output *o)
{
	struct arena scratch = {0};
	struct str why;
	size_t size;
	const char *text = bg_report_render(r, o->format, &size);
	bool ok = file_write(&scratch, o->file, (struct str){text, size}, &why);
	if (!ok)
		fprintf(stderr, _("baguan: %s: %s\n"), o->file, why.p);
	arena_free(&scratch);
	return ok;
}

/* Refused before anything is checked. */
static bool fits_terminal(const struct check_options *c)
{
	if (c->list_files || !renderer_find(str_of(c->format))->binary || !isatty(STDOUT_FILENO))
		return true;
	fprintf(stderr, _("baguan: %s is nothing for a terminal; write it into a file: --output %s=FILE\n"),
		c->format, c->format);
	return false;
}

static bool print_report(bg_report *r, const struct check_options *c)
{
	size_t size;
	const char *text = bg_report_render(r, c->format, &size);
	return print_out(&(struct buf){.p = (char *)(uintptr_t)text, .n = size});
}

static int report(const struct terminal *t, const struct check_options *c, bg_report *r)
{
	bool color = c->color == COLOR_ALWAYS || (c->color == COLOR_AUTO && t->color);
	bool ok = true;
	r->report.quiet = c->quiet;
	r->report.verdicts = c->verdicts;
	r->report.width = t->width;
	for (size_t i = 0; i < c->outputs.n; i++)
		ok = write_output(r, &c->outputs.v[i]) && ok;
	r->report.color = color;
	if (c->list_files) {
		struct buf out = {0};
		list_files(r, &out);
		ok = print_out(&out) && ok;
		buf_free(&out);
	} else {
		ok = print_report(r, c) && ok;
	}
	print_complaints(t, &r->complaints);
	if (!c->list_files && !r->meetings.n && r->complaints.list.n && !strcmp(c->format, "text"))
		fputs(_("nothing was checked\n"), stderr);
	return ok ? r->report.status : 2;
}

static int run(const struct terminal *t, struct options *o)
{
	static const char flags[] = "list-files quiet q alone no-cache verdicts?";
	static const char values[] = "format output rule exclude-rule level fail-level since kind pack rules param today facts color";
	struct check_options c = {0};
	unsigned width = t->width;
	bg_session *s = bg_session_new();
	enum option_result got;
	int status = 2;
	bg_session_set(s, "rules", t->rules_dir);
	bg_session_set(s, "today", t->today);
	bg_session_set(s, "cache", t->cache_dir);
	while ((got = option_next(o, flags, values)) != OPTION_NONE)
		if (got == OPTION_BAD || !take_option(s, &c, o))
			break;
	c.format = c.format ? c.format : "text";
	if (got != OPTION_NONE) {
		if (*bg_session_error(s))
			fprintf(stderr, _("baguan: %s\n"), bg_session_error(s));
		usage_error(o, "check");
	} else if (fits_terminal(&c)) {
		static const char *const here[] = {"."};
		size_t n = (size_t)o->word_count;
		bool loud = t->error_color && isatty(STDERR_FILENO) && !c.quiet;
		s->progress = loud ? show_progress : NULL;
		s->progress_context = &width;
		bg_report *r = bg_check(s, n ? (const char *const *)o->argv : here, n ? n : 1);
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
