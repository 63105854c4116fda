/* Command-line words: --flag, --name value, --name=value, anywhere; "--" ends options. */
#include "app.h"

/* Is NAME in LIST, with MARK behind it (or none)? */
static bool listed(const char *list, struct str name, const char *mark)
{
	struct str rest = str_of(list), one;
	while (str_split(&rest, ' ', &one))
		if (str_starts(one, name) && str_is(str_cut(one, name.n, one.n), mark))
			return true;
	return false;
}

enum option_result option_next(struct options *o, const char *flags, const char *values)
{
	struct str word;
	for (;; o->next++) {
		if (o->next >= o->argc)
			return OPTION_NONE;
		word = str_of(o->argv[o->next]);
		if (str_starts(word, STR("-")) && word.n > 1)
			break;
		if (o->first_word_ends)
			return OPTION_NONE;
		o->argv[o->word_count++] = o->argv[o->next]; /* never ahead of `next` */
	}
	o->next++;
	if (str_is(word, "--")) {
		while (o->next < o->argc)
			o->argv[o->word_count++] = o->argv[o->next++];
		return OPTION_NONE;
	}
	o->name = word.p;
	o->value = NULL;
	struct str name = str_cut(word, str_starts(word, STR("--")) ? 2 : 1, word.n);
	size_t equals = str_find(name, STR("="), 0);
	if (equals != SIZE_MAX) {
		o->value = name.p + equals + 1;
		name = str_cut(name, 0, equals);
	}
	o->key = name;
	if (listed(flags, name, "?"))
		return o->value ? OPTION_VALUE : OPTION_FLAG;
	if (listed(flags, name, ""))
		return o->value ? OPTION_BAD : OPTION_FLAG;
	if (!listed(values, name, ""))
		return OPTION_BAD;
	if (!o->value && o->next < o->argc)
		o->value = o->argv[o->next++];
	return o->value ? OPTION_VALUE : OPTION_BAD;
}
