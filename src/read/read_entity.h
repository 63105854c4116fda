/* read_entity - character references of HTML in Markdown. */
#ifndef BAGUAN_READ_ENTITY_H
#define BAGUAN_READ_ENTITY_H

#include "read.h"

/* The character that S ("&amp;", "&#12298;", "&#x300a;") stands for: bytes written, 0 if unknown.
 */
size_t read_entity(struct str s, char out[4]);

#endif
