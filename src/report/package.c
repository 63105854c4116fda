/* Parts, their types and relations, as an archive. */
#include "package.h"
#include "findings.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

struct package_part {
	const char *name, *type;
	struct buf bytes;
};

struct package_relation {
	const char *from, *type, *to; /* from: "" is the whole file */
};

struct buf *package_part(struct package *p, const char *name, const char *type)
{
	struct package_part *part = arena_new(p->a, struct package_part);
	*part = (struct package_part){
	    .name = arena_z(p->a, str_of(name)),
	    .type = arena_printf(p->a, "application/vnd.openxmlformats-%s", type).p,
	};
	buf_addz(&part->bytes, XML);
	*list_add(p->a, &p->parts) = part;
	return &part->bytes;
}

const char *package_relate(struct package *p, const char *from, const char *type, const char *to)
{
	size_t n = 1;
	from = from ? from : "";
	for (size_t i = 0; i < p->relations.n; i++)
		n += !strcmp(p->relations.v[i].from, from);
	const char *base =
	    strcmp(type, "metadata/core-properties") ? OFFICE : PACKAGE "relationships/";
	*list_add(p->a, &p->relations) = (struct package_relation){
	    .from = arena_z(p->a, str_of(from)),
	    .type = arena_printf(p->a, "%s%s", base, type).p,
	    .to = arena_z(p->a, str_of(to)),
	};
	return arena_printf(p->a, "rId%zu", n).p;
}

void package_properties(struct package *p, struct str title)
{
	struct buf *b = package_part(p, "docProps/core.xml", "package.core-properties+xml");
	buf_addz(b, "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\""
		    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
	xml_text(p->a, b, title);
	buf_addz(b, "</dc:title><dc:creator>baguan</dc:creator></cp:coreProperties>");
	package_relate(p, NULL, "metadata/core-properties", "docProps/core.xml");
}

/* ---- what the archive says of its parts ------------------------------------------ */

static struct str content_types(const struct package *p)
{
	struct buf b = {0};
	buf_addz(&b, XML "<Types xmlns=\"" PACKAGE "content-types\">"
			 "<Default Extension=\"rels\" ContentType=\"application/"
			 "vnd.openxmlformats-package.relationships+xml\"/>");
	for (size_t i = 0; i < p->parts.n; i++)
		buf_printf(&b, "<Override PartName=\"/%s\" ContentType=\"%s\"/>",
			   p->parts.v[i]->name, p->parts.v[i]->type);
	buf_addz(&b, "</Types>");
	struct str out = arena_dup(p->a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* TO as seen from the folder of FROM: what FROM needs lies in it or below it. */
static const char *target(const char *from, const char *to)
{
	const char *slash = strrchr(from, '/');
	size_t folder = slash ? (size_t)(slash - from) + 1 : 0;
	return strncmp(from, to, folder) ? to : to + folder;
}

static struct str relations_of(const struct package *p, const char *from)
{
	struct buf b = {0};
	size_t n = 0;
	for (size_t i = 0; i < p->relations.n; i++) {
		const struct package_relation *r = &p->relations.v[i];
		if (strcmp(r->from, from) != 0)
			continue;
		if (!n++)
			buf_addz(&b, XML "<Relationships xmlns=\"" PACKAGE "relationships\">");
		buf_printf(&b, "<Relationship Id=\"rId%zu\" Type=\"%s\" Target=\"%s\"/>", n,
			   r->type, target(from, r->to));
	}
	if (n)
		buf_addz(&b, "</Relationships>");
	struct str out = arena_dup(p->a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* "word/document.xml" to "word/_rels/document.xml.rels". */
static const char *relations_name(struct arena *a, const char *from)
{
	const char *slash = strrchr(from, '/');
	int folder = slash ? (int)(slash - from) + 1 : 0;
	return arena_printf(a, "%.*s_rels/%s.rels", folder, from, from + folder).p;
}

void package_write(struct package *p, struct buf *out)
{
	size_t n = 0;
	struct zip_entry *entries = arena_array(p->a, struct zip_entry, 2 * p->parts.n + 2);
	entries[n++] = (struct zip_entry){"[Content_Types].xml", content_types(p)};
	entries[n++] = (struct zip_entry){"_rels/.rels", relations_of(p, "")};
	for (size_t i = 0; i < p->parts.n; i++) {
		const struct package_part *part = p->parts.v[i];
		struct str relations = relations_of(p, part->name);
		entries[n++] = (struct zip_entry){part->name, buf_str(&part->bytes)};
		if (relations.n)
			entries[n++] =
			    (struct zip_entry){relations_name(p->a, part->name), relations};
	}
	zip_write(entries, n, out);
	for (size_t i = 0; i < p->parts.n; i++)
		buf_free(&p->parts.v[i]->bytes);
}
