/*
 * docx_style - styles.xml: which paragraphs are headings, bold, numbered.
 *
 * Word and WPS keep the English names of built-in styles ("heading 1") in
 * Chinese documents too; LibreOffice and templates of offices use others.
 */
#include "docx.h"

enum { STYLE_LIMIT = 20000, CHAIN_LIMIT = 32 };

enum toggle docx_toggle(const char **attributes)
{
	return ooxml_on(xml_attribute(attributes, "w:val")) ? TOGGLE_ON : TOGGLE_OFF;
}

const struct docx_style *docx_style_find(const struct docx_styles *s, struct str id)
{
	size_t i = map_get(&s->by_id, id);
	return i == SIZE_MAX ? NULL : &s->list.v[i];
}

/* ---- headings by name ------------------------------------------------------------ */

static struct str lower_name(struct arena *a, struct str name)
{
	struct str out = arena_dup(a, str_trim(name));
	char *p = (char *)(uintptr_t)out.p; /* our own copy */
	for (size_t i = 0; i < out.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 'a' - 'A');
	}
	return out;
}

/* "heading 1", "标题 1", "标题一", "一级标题". */
static int heading_of_name(struct arena *a, struct str name)
{
	long level = 0;
	struct str s = lower_name(a, name);
	struct str rest = {0};
	if (str_starts(s, STR("heading")))
		rest = str_cut(s, 7, s.n);
	else if (str_starts(s, STR("标题")))
		rest = str_cut(s, strlen("标题"), s.n);
	else if (str_ends(s, STR("级标题")))
		rest = str_cut(s, 0, s.n - strlen("级标题"));
	if (rest.n && numeral_parse(str_trim(rest), &level) && level >= 1 && level <= 9)
		return (int)level;
	return 0;
}

/* ---- reading ---------------------------------------------------------------------- */

enum part_of_style { IN_NOTHING, IN_DEFAULTS, IN_STYLE };

struct style_reader {
	struct arena *arena;
	struct docx_styles *out;
	enum part_of_style where;
	unsigned depth, skip;    /* inside what a tracked change or a table part says */
	unsigned run_properties; /* depth at which such begin; 0 outside */
};

static bool is_skipped(struct str s)
{
	return str_is(s, "w:tblStylePr") || str_ends(s, STR("Change"));
}

static void start_style(struct style_reader *r, const char **attributes)
{
	if (r->out->list.n >= STYLE_LIMIT)
		return;
	struct docx_style *s = list_add(r->arena, &r->out->list);
	const char *is_default = xml_attribute(attributes, "w:default");
	struct str type = str_of(xml_attribute(attributes, "w:type"));
	s->id = arena_dup(r->arena, str_of(xml_attribute(attributes, "w:styleId")));
	s->outline = s->level = -1;
	s->numbering = -1;
	*map_at(r->arena, &r->out->by_id, s->id) = r->out->list.n - 1;
	if (is_default && ooxml_on(is_default) && str_is(type, "paragraph"))
		r->out->paragraph = r->out->list.n - 1;
	r->where = IN_STYLE;
}

static void style_property(struct style_reader *r, struct str name, const char **attributes)
{
	struct docx_style *s = &r->out->list.v[r->out->list.n - 1];
	if (str_is(name, "w:name"))
		s->name = arena_dup(r->arena, str_of(xml_attribute(attributes, "w:val")));
	else if (str_is(name, "w:basedOn"))
		s->based_on = arena_dup(r->arena, str_of(xml_attribute(attributes, "w:val")));
	else if (str_is(name, "w:outlineLvl"))
		s->outline = (int)ooxml_long(attributes, "w:val", 9);
	else if (str_is(name, "w:numId"))
		s->numbering = ooxml_long(attributes, "w:val", -1);
	else if (str_is(name, "w:ilvl"))
		s->level = (int)ooxml_long(attributes, "w:val", 0);
	else if (str_is(name, "w:b") && r->run_properties)
		s->bold = docx_toggle(attributes);
	else if (str_is(name, "w:vanish") && r->run_properties)
		s->hidden = docx_toggle(attributes);
}

static void style_start(void *context, const char *z, const char **attributes)
{
	struct style_reader *r = context;
	struct str name = str_of(z);
	r->depth++;
	if (r->skip)
		return;
	if (is_skipped(name))
		r->skip = r->depth;
	else if (str_is(name, "w:style"))
		start_style(r, attributes);
	else if (str_is(name, "w:docDefaults"))
		r->where = IN_DEFAULTS;
	else if (str_is(name, "w:rPr"))
		r->run_properties = r->depth;
	else if (r->where == IN_STYLE)
		style_property(r, name, attributes);
	else if (r->where == IN_DEFAULTS && str_is(name, "w:b"))
		r->out->bold = docx_toggle(attributes);
}

static void style_end(void *context, const char *z)
{
	struct style_reader *r = context;
	struct str name = str_of(z);
	if (r->skip == r->depth)
		r->skip = 0;
	if (r->run_properties == r->depth)
		r->run_properties = 0;
	if (!r->skip && (str_is(name, "w:style") || str_is(name, "w:docDefaults")))
		r->where = IN_NOTHING;
	r->depth--;
}

/* ---- resolving ---------------------------------------------------------------------- */

static void own_heading(struct arena *a, struct docx_style *s)
{
	struct str name = lower_name(a, s->name.n ? s->name : s->id);
	s->is_title = str_is(name, "title") || str_is(name, "标题");
	if (s->outline >= 0)
		s->heading = s->outline < 9 ? s->outline + 1 : 0;
	else
		s->heading = heading_of_name(a, s->name.n ? s->name : s->id);
	/* A heading by name counts like an outline level when others are based on it. */
	if (s->outline < 0 && s->heading)
		s->outline = s->heading - 1;
	if (s->numbering >= 0)
		s->numbering_style = s->id;
}

static void inherit(struct docx_style *s, const struct docx_style *base)
{
	if (s->outline < 0) {
		s->is_title = s->is_title || base->is_title;
		s->outline = base->outline;
		s->heading = base->heading;
	}
	if (s->bold == TOGGLE_UNSET)
		s->bold = base->bold;
	if (s->hidden == TOGGLE_UNSET)
		s->hidden = base->hidden;
	if (s->numbering < 0) {
		s->numbering = base->numbering;
		s->numbering_style = base->numbering_style;
		if (s->level < 0)
			s->level = base->level;
	}
}

static void resolve(struct arena *a, struct docx_styles *styles, size_t i, unsigned depth)
{
	struct docx_style *s = &styles->list.v[i];
	if (s->resolved)
		return;
	s->resolved = true; /* at once: a circle of styles ends here */
	own_heading(a, s);
	size_t base = s->based_on.n ? map_get(&styles->by_id, s->based_on) : SIZE_MAX;
	if (base == SIZE_MAX || depth >= CHAIN_LIMIT)
		return;
	resolve(a, styles, base, depth + 1);
	inherit(s, &styles->list.v[base]);
}

bool docx_styles_read(struct ooxml *o, struct str part, struct docx_styles *out)
{
	static const struct xml_handler handler = {.start = style_start, .end = style_end};
	struct style_reader r = {.arena = o->arena, .out = out};
	out->paragraph = SIZE_MAX;
	ooxml_parse(o, part, &handler, &r);
	for (size_t i = 0; i < out->list.n; i++)
		resolve(o->arena, out, i, 0);
	return o->d->failure.n == 0;
}
