/*
 * xml - events of an XML part, by expat, with namespaces made short.
 *
 * Each qualified name is translated once and kept for the parse, so that a
 * handler sees the same pointer for the same name.  Entity declarations end
 * the parse: no office format needs them and all attacks do.
 */
#include "base.h"

#include <expat.h>
#include <string.h>

enum { DEPTH_LIMIT = 512, NAME_LIMIT = 20000 };

#define SEPARATOR '\x01'

/*
 * Transitional namespaces begin with TRANSITIONAL, strict ones with STRICT;
 * the rest of the name is the same, or nearly.  Source: ECMA-376 parts 1 and
 * 4, and the namespaces of Microsoft's extensions [MS-DOCX].
 */
#define TRANSITIONAL "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define MICROSOFT "http://schemas.microsoft.com/office/"

static const struct namespace
{
	const char *uri, *prefix;
}
namespaces[] = {
    {TRANSITIONAL "wordprocessingml/2006/main", "w"},
    {STRICT "wordprocessingml/main", "w"},
    {TRANSITIONAL "spreadsheetml/2006/main", "s"},
    {STRICT "spreadsheetml/main", "s"},
    {TRANSITIONAL "drawingml/2006/main", "a"},
    {STRICT "drawingml/main", "a"},
    {TRANSITIONAL "officeDocument/2006/relationships", "r"},
    {STRICT "officeDocument/relationships", "r"},
    {TRANSITIONAL "package/2006/relationships", "rel"},
    {TRANSITIONAL "package/2006/content-types", "ct"},
    {TRANSITIONAL "package/2006/metadata/core-properties", "cp"},
    {TRANSITIONAL "officeDocument/2006/extended-properties", "ep"},
    {STRICT "officeDocument/extendedProperties", "ep"},
    {TRANSITIONAL "markup-compatibility/2006", "mc"},
    {TRANSITIONAL "drawingml/2006/wordprocessingDrawing", "wp"},
    {STRICT "drawingml/wordprocessingDrawing", "wp"},
    {TRANSITIONAL "drawingml/2006/spreadsheetDrawing", "xdr"},
    {STRICT "drawingml/spreadsheetDrawing", "xdr"},
    {TRANSITIONAL "drawingml/2006/picture", "pic"},
    {STRICT "drawingml/picture", "pic"},
    {TRANSITIONAL "drawingml/2006/chart", "c"},
    {STRICT "drawingml/chart", "c"},
    {TRANSITIONAL "officeDocument/2006/math", "m"},
    {STRICT "officeDocument/math", "m"},
    {MICROSOFT "word/2010/wordprocessingShape", "wps"},
    {MICROSOFT "word/2010/wordprocessingGroup", "wpg"},
    {MICROSOFT "word/2010/wordprocessingCanvas", "wpc"},
    {MICROSOFT "word/2010/wordml", "w14"},
    {MICROSOFT "word/2012/wordml", "w15"},
    {"urn:schemas-microsoft-com:vml", "v"},
    {"urn:schemas-microsoft-com:office:office", "o"},
    {"urn:schemas-microsoft-com:office:word", "w10"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://www.w3.org/XML/1998/namespace", "xml"},
};

struct parse {
	XML_Parser parser;
	const struct xml_handler *handler;
	void *context;
	struct arena arena; /* of the names */
	struct map names;
	LIST(const char *) translated;
	LIST(const char *) attributes;
	LIST(const char *) open; /* elements, the innermost last */
	const char *refused; /* why we stopped it ourselves */
};

static void refuse(struct parse *p, const char *why)
{
	p->refused = why;
	XML_StopParser(p->parser, XML_FALSE);
}

static const char *translate(struct parse *p, const char *name)
{
	const char *at = strchr(name, SEPARATOR);
	if (at == NULL)
		return arena_z(&p->arena, str_of(name));
	struct str uri = {name, (size_t)(at - name)};
	for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
		if (str_is(uri, namespaces[i].uri)) {
			struct str s =
			    arena_printf(&p->arena, "%s:%s", namespaces[i].prefix, at + 1);
			return s.p;
		}
	}
	return arena_z(&p->arena, str_of(at + 1));
}

static const char *name_of(struct parse *p, const char *name)
{
	size_t known = map_get(&p->names, str_of(name));
	if (known != SIZE_MAX)
		return p->translated.v[known];
	if (p->translated.n >= NAME_LIMIT) {
		refuse(p, "too many different names");
		return "";
	}
	struct str key = arena_dup(&p->arena, str_of(name));
	*map_at(&p->arena, &p->names, key) = p->translated.n;
	const char *made = translate(p, name);
	*list_add(&p->arena, &p->translated) = made;
	return made;
}

static void tell_bytes(const struct parse *p)
{
	if (!p->handler->at)
		return;
	size_t start = (size_t)XML_GetCurrentByteIndex(p->parser);
	p->handler->at(p->context, start, start + (size_t)XML_GetCurrentByteCount(p->parser));
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct parse *p = data;
	if (p->refused)
		return;
	if (p->open.n == DEPTH_LIMIT) {
		refuse(p, "nested too deeply");
		return;
	}
	p->attributes.n = 0;
	for (size_t i = 0; attributes[i]; i += 2) {
		*list_add(&p->arena, &p->attributes) = name_of(p, attributes[i]);
		*list_add(&p->arena, &p->attributes) = attributes[i + 1];
	}
	*list_add(&p->arena, &p->attributes) = NULL;
	const char *translated = name_of(p, name);
	*list_add(&p->arena, &p->open) = translated;
	if (p->refused)
		return;
	tell_bytes(p);
	if (p->handler->start)
		p->handler->start(p->context, translated, p->attributes.v);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
	struct parse *p = data;
	(void)name;
	if (p->refused)
		return;
	const char *translated = p->open.v[--p->open.n];
	tell_bytes(p);
	if (p->handler->end)
		p->handler->end(p->context, translated);
}

static void XMLCALL on_text(void *data, const XML_Char *text, int n)
{
	struct parse *p = data;
	if (p->refused)
		return;
	tell_bytes(p);
	if (p->handler->text)
		p->handler->text(p->context, (struct str){text, (size_t)n});
}

static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter,
			      const XML_Char *value, int value_length, const XML_Char *base,
			      const XML_Char *system_id, const XML_Char *public_id,
			      const XML_Char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)value_length, (void)base;
	(void)system_id, (void)public_id, (void)notation;
	refuse(data, "it declares entities");
}

static void XMLCALL on_skipped(void *data, const XML_Char *name, int is_parameter)
{
	(void)name, (void)is_parameter;
	refuse(data, "it uses an entity that is not declared");
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; attributes[0]; attributes += 2) {
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	}
	return NULL;
}

bool xml_parse(struct arena *a, struct str xml, const struct xml_handler *handler, void *context,
	       struct str *why)
{
	enum { PIECE = 1 << 20 };
	struct parse p = {.handler = handler, .context = context};
	p.parser = XML_ParserCreateNS(NULL, SEPARATOR);
	if (p.parser == NULL) {
		*why = STR("out of memory");
		return false;
	}
	XML_SetUserData(p.parser, &p);
	XML_SetElementHandler(p.parser, on_start, on_end);
	XML_SetCharacterDataHandler(p.parser, on_text);
	XML_SetEntityDeclHandler(p.parser, on_entity);
	XML_SetSkippedEntityHandler(p.parser, on_skipped);
	enum XML_Status status = XML_STATUS_OK;
	size_t at = 0;
	do {
		size_t n = xml.n - at < PIECE ? xml.n - at : PIECE;
		status = XML_Parse(p.parser, xml.p + at, (int)n, at + n == xml.n);
		at += n;
	} while (status == XML_STATUS_OK && at < xml.n);
	if (status != XML_STATUS_OK) {
		const char *text =
		    p.refused ? p.refused : XML_ErrorString(XML_GetErrorCode(p.parser));
		*why = arena_printf(a, "line %lu: %s",
				    (unsigned long)XML_GetCurrentLineNumber(p.parser), text);
	}
	XML_ParserFree(p.parser);
	arena_free(&p.arena);
	return status == XML_STATUS_OK;
}

/* ---- writing ------------------------------------------------------------- */

/* What stands for the character at the beginning of S, and its length there; NULL: itself. */
static const char *entity_of(struct str s, size_t *length)
{
	*length = 1;
	switch (s.p[0]) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\n':
		return "&#10;";
	case '\t':
		return "&#9;";
	default:
		break;
	}
	if (str_starts(s, STR("\xef\xbf\xbe")) || str_starts(s, STR("\xef\xbf\xbf"))) {
		*length = 3;
		return "\xef\xbf\xbd";
	}
	return (unsigned char)s.p[0] < ' ' || s.p[0] == 0x7f ? "\xef\xbf\xbd" : NULL;
}

void xml_escape(struct buf *out, struct str s)
{
	size_t from = 0, length;
	for (size_t at = 0; at < s.n; at += length) {
		const char *entity = entity_of(str_cut(s, at, s.n), &length);
		if (!entity)
			continue;
		buf_add(out, str_cut(s, from, at));
		buf_addz(out, entity);
		from = at + length;
	}
	buf_add(out, str_cut(s, from, s.n));
}
