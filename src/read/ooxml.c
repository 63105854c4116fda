/*
 * ooxml - what docx and xlsx share: a zip of XML parts that refer to each other.
 */
#include "ooxml.h"

enum { RELATION_LIMIT = 100000 };

/* A name in a local or central header: 30 or 46 bytes behind the header's mark. */
static bool has_name(struct str bytes, struct str name)
{
	size_t at = str_find(bytes, name, 30);
	while (at != SIZE_MAX) {
		if (str_starts(str_cut(bytes, at - 30, at), STR("PK\x03\x04")) ||
		    (at >= 46 && str_starts(str_cut(bytes, at - 46, at), STR("PK\x01\x02"))))
			return true;
		at = str_find(bytes, name, at + 1);
	}
	return false;
}

bool ooxml_has_folder(struct str bytes, const char *folder)
{
	char name[32];
	int n = snprintf(name, sizeof name, "%s/", folder);
	if (!str_starts(bytes, STR("PK\x03\x04")))
		return false;
	if (has_name(bytes, (struct str){name, (size_t)n}))
		return true;
	name[n - 1] = '\\';
	return has_name(bytes, (struct str){name, (size_t)n});
}

bool ooxml_open(struct arena *a, struct document *d, struct str bytes, struct ooxml *out)
{
	struct str why = {0};
	*out = (struct ooxml){.arena = a, .d = d};
	out->zip = zip_open_bytes(a, bytes, &why);
	if (out->zip == NULL)
		read_fail(a, d, "the file is damaged: it is no complete archive", why);
	return out->zip != NULL;
}

void ooxml_close(struct ooxml *o)
{
	if (o->zip)
		zip_free(o->zip);
}

static void fail_part(struct ooxml *o, struct str why)
{
	read_fail(o->arena, o->d, "the file is damaged: a part of it can't be read", why);
}

bool ooxml_parse(struct ooxml *o, struct str part, const struct xml_handler *handler, void *context)
{
	struct str xml;
	struct str why;
	struct arena scratch = {0}; /* the unpacked part goes when it is parsed */
	const char *name = arena_z(o->arena, part);
	bool found = zip_part(o->zip, &scratch, name, &xml, &why);
	bool ok = found && xml_parse(&scratch, xml, handler, context, &why);
	if (found && !ok)
		fail_part(o, arena_printf(&scratch, "%s, %.*s", name, (int)why.n, why.p));
	else if (!ok && why.n)
		fail_part(o, why);
	arena_free(&scratch);
	return ok;
}

/* ---- relations ------------------------------------------------------------------ */

struct relation_reader {
	struct arena *arena;
	struct str folder; /* of the part whose relations they are, with '/' behind, or empty */
	struct relations *out;
};

static struct str folder_of(struct str part)
{
	size_t n = part.n;
	while (n > 0 && part.p[n - 1] != '/')
		n--;
	return str_cut(part, 0, n);
}

static struct str resolve(struct arena *a, struct str folder, struct str target)
{
	if (str_starts(target, STR("/")))
		return arena_dup(a, str_cut(target, 1, target.n));
	for (;;) {
		if (str_starts(target, STR("./"))) {
			target = str_cut(target, 2, target.n);
		} else if (str_starts(target, STR("../"))) {
			target = str_cut(target, 3, target.n);
			folder = folder_of(str_cut(folder, 0, folder.n ? folder.n - 1 : 0));
		} else {
			break;
		}
	}
	return arena_printf(a, "%.*s%.*s", (int)folder.n, folder.p, (int)target.n, target.p);
}

static struct str last_component(struct str uri)
{
	return str_cut(uri, folder_of(uri).n, uri.n);
}

static void relation_start(void *context, const char *name, const char **attributes)
{
	struct relation_reader *r = context;
	const char *mode = xml_attribute(attributes, "TargetMode");
	if (!str_is(str_of(name), "rel:Relationship") || str_is(str_of(mode), "External") ||
	    r->out->list.n >= RELATION_LIMIT)
		return;
	struct relation *one = list_add(r->arena, &r->out->list);
	one->id = arena_dup(r->arena, str_of(xml_attribute(attributes, "Id")));
	one->type = arena_dup(r->arena, last_component(str_of(xml_attribute(attributes, "Type"))));
	one->target = resolve(r->arena, r->folder, str_of(xml_attribute(attributes, "Target")));
}

bool ooxml_relations(struct ooxml *o, struct str part, struct relations *out)
{
	static const struct xml_handler handler = {.start = relation_start};
	struct relation_reader r = {.arena = o->arena, .folder = folder_of(part), .out = out};
	struct str base = last_component(part);
	struct str name = arena_printf(o->arena, "%.*s_rels/%.*s.rels", (int)r.folder.n, r.folder.p,
				       (int)base.n, base.p);
	*out = (struct relations){0};
	ooxml_parse(o, name, &handler, &r);
	return o->d->failure.n == 0;
}

const struct relation *relation_of_type(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->list.n; i++) {
		if (str_is(r->list.v[i].type, type))
			return &r->list.v[i];
	}
	return NULL;
}

const struct relation *relation_of_id(const struct relations *r, struct str id)
{
	for (size_t i = 0; i < r->list.n; i++) {
		if (str_eq(r->list.v[i].id, id))
			return &r->list.v[i];
	}
	return NULL;
}

struct str ooxml_main(struct ooxml *o, const char *name)
{
	struct relations package;
	ooxml_relations(o, (struct str){"", 0}, &package);
	const struct relation *main = relation_of_type(&package, "officeDocument");
	return main ? main->target : str_of(name);
}

/* ---- properties ------------------------------------------------------------------ */

struct property_reader {
	struct ooxml *o;
	struct buf text;
};

static void property_start(void *context, const char *name, const char **attributes)
{
	struct property_reader *r = context;
	(void)name, (void)attributes;
	r->text.n = 0;
}

static void property_end(void *context, const char *name)
{
	struct property_reader *r = context;
	struct str value = str_trim(buf_str(&r->text));
	if (str_is(str_of(name), "dc:title") && value.n)
		read_meta(r->o->arena, r->o->d, "title", value);
	r->text.n = 0;
}

static void property_text(void *context, struct str text)
{
	struct property_reader *r = context;
	buf_add(&r->text, text);
}

bool ooxml_properties(struct ooxml *o)
{
	static const struct xml_handler handler = {.start = property_start, .end = property_end, .text = property_text};
	struct property_reader r = {.o = o};
	struct relations package;
	if (!ooxml_relations(o, (struct str){"", 0}, &package))
		return false;
	const struct relation *core = relation_of_type(&package, "core-properties");
	if (core)
		ooxml_parse(o, core->target, &handler, &r);
	buf_free(&r.text);
	return o->d->failure.n == 0;
}

/* ---- attributes ------------------------------------------------------------------- */

long ooxml_long(const char **attributes, const char *name, long fallback)
{
	const char *value = xml_attribute(attributes, name);
	char *end;
	if (value == NULL)
		return fallback;
	long n = strtol(value, &end, 10);
	return end == value ? fallback : n;
}

bool ooxml_on(const char *value)
{
	struct str s = str_of(value);
	return value == NULL ||
	       !(str_is(s, "0") || str_is(s, "false") || str_is(s, "off") || str_is(s, "none"));
}
