/*
 * read_list - the readers there are.
 *
 * A new format is one file that exports `const struct reader reader_NAME`, and
 * one line in read_list.h.
 */
#include "read.h"

#define READER(NAME) extern const struct reader reader_##NAME;
#include "read_list.h"
#undef READER

const struct reader *const reader_list[] = {
#define READER(NAME) &reader_##NAME,
#include "read_list.h"
#undef READER
    NULL,
};

const struct reader *reader_find(struct str extension)
{
	if (extension.n == 0)
		return NULL;
	for (const struct reader *const *r = reader_list; *r; r++) {
		struct str rest = str_of((*r)->extensions);
		struct str one;
		while (str_split(&rest, ' ', &one)) {
			if (str_eq(one, extension))
				return *r;
		}
	}
	return NULL;
}
