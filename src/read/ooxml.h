/* ooxml - what docx and xlsx share: a zip of XML parts that refer to each other. */
#ifndef BAGUAN_OOXML_H
#define BAGUAN_OOXML_H

#include "read.h"

struct relation {
	struct str id;
	struct str type;   /* the last component: "styles", "worksheet" */
	struct str target; /* the part's name in the archive */
};

struct relations {
	LIST(struct relation) list;
};

struct ooxml {
	struct arena *arena;
	struct document *d; /* its failure is set when a part is broken */
	struct zip_file *zip;
};

/* Is it a zip with names in that folder? Looks at the bytes alone, so that damage does not matter.
 */
bool ooxml_has_folder(struct str bytes, const char *folder);
/* False with d->failure set. Close it in both cases. */
bool ooxml_open(struct arena *a, struct document *d, struct str bytes, struct ooxml *out);
void ooxml_close(struct ooxml *o);
/* Parses a part. False when it is absent (no failure) or broken (d->failure). */
bool ooxml_parse(struct ooxml *o, struct str part, const struct xml_handler *handler,
		 void *context);
/* The relations of PART ("" for the package's). False when broken. */
bool ooxml_relations(struct ooxml *o, struct str part, struct relations *out);
/* The first target of a type, or NULL. */
const struct relation *relation_of_type(const struct relations *r, const char *type);
const struct relation *relation_of_id(const struct relations *r, struct str id);
/* The main part, by the package's relations or by its usual NAME. */
struct str ooxml_main(struct ooxml *o, const char *name);
/* Title and so on of docProps/core.xml to meta. */
bool ooxml_properties(struct ooxml *o);
/* An attribute as a number; FALLBACK when absent or none. */
long ooxml_long(const char **attributes, const char *name, long fallback);
/* An on/off attribute as OOXML writes it: absent is on. */
bool ooxml_on(const char *value);

#endif
