/*
 * text - words that people read, in their language (gettext).
 *
 * Message ids are English.  app sets the locale and binds the domain; without that, and in every
 * locale without a catalogue, the words are the ids.
 */
#ifndef BAGUAN_TEXT_H
#define BAGUAN_TEXT_H

#include <libintl.h>

#define TEXT_DOMAIN "baguan"

#define _(ID) dgettext(TEXT_DOMAIN, (ID))
/* "one file", "%zu files": by the number N. */
#define _n(ONE, MANY, N) dngettext(TEXT_DOMAIN, (ONE), (MANY), (unsigned long)(N))
/* An id that is translated where it is shown. */
#define N_(ID) (ID)

#endif
