/* zip_parts - what reading and writing archives have in common. */
#ifndef BAGUAN_ZIP_PARTS_H
#define BAGUAN_ZIP_PARTS_H

#include "base.h"

#include <zip.h>

/* The part NAME, or -1. Some programs on Windows write other cases, or '\\' between the folders. */
zip_int64_t zip_locate(zip_t *archive, struct arena *a, const char *name);
/* What went wrong; ERROR is released. */
struct str zip_error_words(struct arena *a, zip_error_t *error);

#endif
