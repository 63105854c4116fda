/* diff_render - the forms in which a comparison is shown, one file each. */
#ifndef BAGUAN_DIFF_RENDER_H
#define BAGUAN_DIFF_RENDER_H

#include "diff.h"

extern const struct diff_renderer diff_text, diff_markdown, diff_html, diff_json;

#endif
