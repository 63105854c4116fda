/* baguan check: files and folders against the rules of their meeting. */
#include "app.h"
#include "text.h"

#include <unistd.h>

struct check_options {
	const char *format;
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

static bool take_option(bg_session *s, struct check_options *c, struct options *o)
{
	if (str_is(o->key, "list-files"))
		c->list_files = s->list_only = true;
	else if (str_is(o->key, "quiet") || str_is(o->key, "q"))
		c->quiet = true;
	else if (str_is(o->key, "alone"))
		return bg_session_set(s, "alone", "yes") == 0;
	else if (str_is(o->key, "verdicts"))
		return take_verdicts(c, o->value);
	else if (str_is(o->key, "format"))
		c->format = o->value;
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

static int report(const struct terminal *t, const struct check_options *c, bg_report *r)
{
	struct buf out = {0};
	bool color = c->color == COLOR_ALWAYS || (c->color == COLOR_AUTO && t->color);
	bool ok;
	r->report.color = color;
	r->report.quiet = c->quiet;
	r->report.verdicts = c->verdicts;
	r->report.width = t->width;
	if (c->list_files) {
		list_files(r, &out);
		ok = print_out(&out);
		buf_free(&out);
	} else {
		size_t size;
		const char *text = bg_report_render(r, c->format, &size);
		struct buf rendered = {.p = (char *)(uintptr_t)text, .n = size};
		ok = print_out(&rendered);
	}
	print_complaints(t, &r->complaints);
	if (!c->list_files && !r->meetings.n && r->complaints.list.n && !strcmp(c->format, "text"))
		fputs(_("nothing was checked\n"), stderr);
	return ok ? r->report.status : 2;
}

static int run(const struct terminal *t, struct options *o)
{
	static const char flags[] = "list-files quiet q alone verdicts?";
	static const char values[] = "format rule exclude-rule level kind pack rules param today facts color";
	struct check_options c = {.format = "text"};
	unsigned width = t->width;
	bg_session *s = bg_session_new();
	enum option_result got;
	int status = 2;
	bg_session_set(s, "rules", t->rules_dir);
	bg_session_set(s, "today", t->today);
	while ((got = option_next(o, flags, values)) != OPTION_NONE)
		if (got == OPTION_BAD || !take_option(s, &c, o))
			break;
	if (got != OPTION_NONE || !renderer_find(str_of(c.format))) {
		if (*bg_session_error(s))
			fprintf(stderr, _("baguan: %s\n"), bg_session_error(s));
		else if (got == OPTION_NONE)
			fprintf(stderr, _("baguan: no format “%s”\n"), c.format);
		usage_error(o, "check");
	} else {
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
