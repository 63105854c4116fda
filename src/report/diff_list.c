/* The forms of a comparison. */
#include "diff_render.h"

const struct diff_renderer *const diff_renderer_list[] = {
    &diff_text, &diff_markdown, &diff_html, &diff_json, NULL,
};
