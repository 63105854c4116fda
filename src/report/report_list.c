/*
 * report_list - the renderers there are.
 *
 * A new one is one file that exports `const struct renderer report_NAME`, and one line in
 * report_list.h.
 */
#include "report.h"

#define RENDERER(NAME) extern const struct renderer report_##NAME;
#include "report_list.h"
#undef RENDERER

const struct renderer *const renderer_list[] = {
#define RENDERER(NAME) &report_##NAME,
#include "report_list.h"
#undef RENDERER
    NULL,
};

const struct renderer *renderer_find(struct str name)
{
	for (const struct renderer *const *r = renderer_list; *r; r++)
		if (str_is(name, (*r)->name))
			return *r;
	return NULL;
}
