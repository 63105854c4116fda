/*
 * read_own - what the program itself has written into files that people go on with.
 *
 * Annotated copies are read like the files that they are of; what was put into them is no one's word.
 */
#include "read.h"

#define RULE "\xe2\x80\x94\xe2\x80\x94" /* —— */

const char *const own_authors[] = {"baguan", "把关", NULL};

struct str own_signature(struct str text)
{
	size_t line = str_find(text, STR("\n"), 0);
	struct str first = str_trim(str_cut(text, 0, line == SIZE_MAX ? text.n : line));
	size_t at = first.n;
	if (!str_ends(first, STR("]")))
		return STR("");
	while (at > 0 && first.p[at - 1] != '[')
		at--;
	struct str id = str_cut(first, at, first.n - 1);
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !strchr(".-_", c))
			return STR("");
	}
	return at > 0 ? id : STR("");
}

struct str own_line(struct arena *a, const char *author)
{
	return arena_printf(a, RULE " %s " RULE, author);
}

struct str without_own(struct arena *a, struct str text)
{
	for (size_t i = 0; own_authors[i]; i++) {
		struct str line = own_line(a, own_authors[i]);
		size_t at = str_find(text, line, 0);
		if (at != SIZE_MAX && own_signature(str_trim(str_cut(text, at + line.n, text.n))).n)
			return str_trim(str_cut(text, 0, at));
	}
	return text;
}
