/* baguan diff: two JSON reports of baguan check against each other. */
#include "app.h"
#include "diff.h"
#include "text.h"

static const char *const *diff_formats(struct arena *a)
{
	size_t n = 0;
	while (diff_renderer_list[n])
		n++;
	const char **names = arena_array(a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = diff_renderer_list[i]->name;
	return names;
}

/* NULL after a word on standard error. */
static struct saved_report *load(struct arena *a, const char *path)
{
	struct str bytes, why;
	struct saved_fault fault;
	if (!file_read(a, path, &bytes, &why)) {
		fprintf(stderr, _("baguan: %s: %s\n"), path, why.p);
		return NULL;
	}
	struct saved_report *r = saved_read(a, bytes, &fault);
	if (!r && fault.line)
		fprintf(stderr, _("baguan: %s:%u:%u: %s (byte %zu)\n"), path, fault.line,
			fault.column, fault.message.p, fault.byte);
	else if (!r)
		fprintf(stderr, _("baguan: %s: %s\n"), path, fault.message.p);
	return r;
}

static void render(struct arena *a, const char *format, const struct comparison *c,
		   const struct diff_look *look, struct buf *out)
{
	for (const struct diff_renderer *const *r = diff_renderer_list; *r; r++)
		if (!strcmp((*r)->name, format))
			(*r)->render(a, c, look, out);
}

static int compare(struct arena *a, const struct terminal *t, const struct outputs *o,
		   const struct comparison *c, struct diff_look *look)
{
	bool ok = true;
	for (size_t i = 0; i < o->files.n; i++) {
		struct buf out = {0};
		render(a, o->files.v[i].format, c, look, &out);
		ok = write_output(&o->files.v[i], buf_str(&out)) && ok;
		buf_free(&out);
	}
	struct buf out = {0};
	look->color = outputs_color(o, t);
	render(a, o->format ? o->format : "text", c, look, &out);
	ok = print_out(&out) && ok;
	buf_free(&out);
	return ok ? comparison_status(c) : 2;
}

static int run(const struct terminal *t, struct options *o)
{
	static const char values[] = "format output color";
	struct arena a = {0};
	struct outputs outputs = {0};
	const char *const *formats = diff_formats(&a);
	enum option_result got;
	int status = 2;
	while ((got = option_next(o, "", values)) != OPTION_NONE)
		if (got == OPTION_BAD || !outputs_take(&a, &outputs, o, formats))
			break;
	if (got != OPTION_NONE || o->word_count != 2) {
		if (got == OPTION_NONE)
			o->name = NULL;
		fputs(outputs.wrong.n ? outputs.wrong.p : "", stderr);
		if (got == OPTION_NONE)
			fputs(
			    _("baguan diff: wants two JSON reports, the old one and the new one\n"),
			    stderr);
		usage_error(o, "diff");
	} else {
		struct saved_report *before = load(&a, o->argv[0]), *after = load(&a, o->argv[1]);
		struct diff_look look = {.before = str_of(o->argv[0]),
					 .after = str_of(o->argv[1]),
					 .version = BG_VERSION,
					 .width = t->width};
		if (before && after)
			status =
			    compare(&a, t, &outputs, compare_reports(&a, before, after), &look);
	}
	arena_free(&a);
	return status;
}

const struct command command_diff = {
    .name = "diff",
    .usage = N_("[OPTION…] OLD.json NEW.json"),
    .help = N_("compare two JSON reports: what is mended, new, still open"),
    .run = run,
};
