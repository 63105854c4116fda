/* --format, --output and --color, for all commands that make reports. */
#include "app.h"
#include "text.h"

static struct str known(struct arena *a, const char *format, const char *const *formats)
{
	struct buf b = {0};
	buf_printf(&b, _("baguan: no format “%s”; there are:"), format);
	for (; *formats; formats++) {
		if (!strcmp(*formats, format)) {
			buf_free(&b);
			return STR("");
		}
		buf_printf(&b, " %s", *formats);
	}
	buf_char(&b, '\n');
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool take_format(struct arena *a, struct outputs *o, const char *format,
			const char *const *formats)
{
	if (o->format && strcmp(o->format, format) != 0) {
		o->wrong = str_of(
		    _("baguan: standard output takes one report; name files for the others\n"));
		return false;
	}
	o->format = format;
	o->wrong = known(a, format, formats);
	return !o->wrong.n;
}

/* FORMAT, to standard output, or FORMAT=FILE. */
static bool take_output(struct arena *a, struct outputs *o, const char *value,
			const char *const *formats)
{
	struct str file = str_of(value), format;
	str_split(&file, '=', &format);
	if (!file.p || str_is(file, "-"))
		return take_format(a, o, arena_z(a, format), formats);
	struct output *out = list_add(a, &o->files);
	*out = (struct output){arena_z(a, format), arena_z(a, file)};
	o->wrong = known(a, out->format, formats);
	return file.n && !o->wrong.n;
}

static bool take_color(struct outputs *o, const char *value)
{
	static const char *const names[] = {
	    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
	for (int i = 0; i < 3; i++) {
		o->color = (enum color)i;
		if (!strcmp(value, names[i]))
			return true;
	}
	return false;
}

bool outputs_option(struct str key)
{
	return str_is(key, "format") || str_is(key, "output") || str_is(key, "color");
}

bool outputs_take(struct arena *a, struct outputs *o, const struct options *option,
		  const char *const *formats)
{
	if (str_is(option->key, "format"))
		return take_format(a, o, option->value, formats);
	if (str_is(option->key, "output"))
		return take_output(a, o, option->value, formats);
	return take_color(o, option->value);
}

bool outputs_color(const struct outputs *o, const struct terminal *t)
{
	return o->color == COLOR_ALWAYS || (o->color == COLOR_AUTO && t->color);
}
