/* What formats have in common: whose comments are ours, and which formats there are. */
#include "copy.h"
#include "text.h"

const char *annotate_author(void)
{
	return _("baguan");
}

bool annotate_writes_as(struct str author)
{
	for (size_t i = 0; own_authors[i]; i++)
		if (str_is(author, own_authors[i]))
			return true;
	return false;
}

struct str annotate_signed(struct arena *a, struct str words, struct str rule)
{
	return arena_printf(a, "%.*s [%.*s]", (int)words.n, words.p, (int)rule.n, rule.p);
}

static const struct format {
	const char *name;
	bool (*annotate)(struct arena *a, struct annotation *n);
} formats[] = {
    {"docx", annotate_docx},
    {"xlsx", annotate_xlsx},
};

static const struct format *format_find(struct str name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (str_is(name, formats[i].name))
			return &formats[i];
	return NULL;
}

bool annotate_knows(struct str format)
{
	return format_find(format) != NULL;
}

bool annotate(struct arena *a, struct str format, struct annotation *n)
{
	return format_find(format)->annotate(a, n);
}
