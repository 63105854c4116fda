/* Parts of a package read, changed and added. */
#include "copy.h"
#include "text.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"

static bool fail(struct copy *c, const char *sentence, struct str detail)
{
	c->n->why = detail.n ? arena_printf(c->a, "%s (%.*s)", sentence, (int)detail.n, detail.p)
			     : str_of(sentence);
	return false;
}

bool copy_open(struct copy *c, struct arena *a, struct annotation *n, struct str bytes)
{
	*c = (struct copy){.a = a, .n = n, .bytes = bytes};
	c->failure.file = n->file;
	if (ooxml_open(a, &c->failure, bytes, &c->o))
		return true;
	n->why = c->failure.failure;
	return false;
}

void copy_close(struct copy *c)
{
	ooxml_close(&c->o);
}

bool copy_part(struct copy *c, struct str name, struct str *out)
{
	struct str why;
	for (size_t i = 0; i < c->changed.n; i++) {
		if (str_is(name, c->changed.v[i].name)) {
			*out = c->changed.v[i].bytes;
			return true;
		}
	}
	if (zip_part(c->o.zip, c->a, arena_z(c->a, name), out, &why))
		return true;
	if (why.n)
		fail(c, N_("the file is damaged: a part of it can't be read"), why);
	return false;
}

/* Is it the tree of a part with that root?  NULL: any. */
static bool has_root(struct copy *c, struct str name, const char *root, const struct markup *m)
{
	return !root || element_is(m, 0, root) || fail(c, N_("a part of the file is not what it is called"), name);
}

bool copy_markup(struct copy *c, struct str name, const char *root, struct markup *out)
{
	struct str bytes;
	return copy_part(c, name, &bytes) && markup_parse(c->a, name, bytes, out, &c->n->why) &&
	       has_root(c, name, root, out);
}

void copy_change(struct copy *c, struct str name, struct str bytes)
{
	for (size_t i = 0; i < c->changed.n; i++) {
		if (str_is(name, c->changed.v[i].name)) {
			c->changed.v[i].bytes = bytes;
			return;
		}
	}
	*list_add(c->a, &c->changed) = (struct zip_entry){arena_z(c->a, name), bytes};
}

bool copy_write(struct copy *c, struct buf *out)
{
	struct str why;
	return zip_update(c->a, c->bytes, c->changed.v, c->changed.n, out, &why) ||
	       fail(c, N_("the copy can't be made"), why);
}

/* ---- relations and types ----------------------------------------------------------------- */

static bool is_there(struct copy *c, struct str name)
{
	struct str bytes;
	struct str why = c->n->why;
	bool found = copy_part(c, name, &bytes) || c->n->why.n != why.n;
	c->n->why = why;
	return found;
}

struct str copy_related(struct copy *c, struct str part, const char *type)
{
	struct relations r;
	ooxml_relations(&c->o, part, &r);
	const struct relation *found = relation_of_type(&r, type);
	return found && is_there(c, found->target) ? found->target : STR("");
}

static struct str folder_of(struct str part)
{
	while (part.n && part.p[part.n - 1] != '/')
		part.n--;
	return part;
}

/* A name that no part has. */
static struct str free_name(struct copy *c, struct str folder, const struct new_part *new)
{
	for (unsigned n = new->numbered;; n++) {
		struct str number = n ? arena_printf(c->a, "%u", n) : STR("");
		struct str name = arena_printf(c->a, "%.*s%s%.*s.%s", (int)folder.n, folder.p, new->base,
					       (int)number.n, number.p, new->extension);
		if (!is_there(c, name))
			return name;
	}
}

/* The next "rId…" of the relations in M. */
static struct str free_id(struct copy *c, const struct markup *m)
{
	unsigned long next = 1;
	for (uint32_t i = 1; m && i < m->list.n; i++) {
		struct str id = element_attribute(m, i, "Id");
		if (!str_starts(id, STR("rId")))
			continue;
		unsigned long n = strtoul(id.p + 3, NULL, 10);
		next = n >= next && n < 1000000000 ? n + 1 : next;
	}
	return arena_printf(c->a, "rId%lu", next);
}

/* TO as seen from FOLDER. */
static struct str relative(struct arena *a, struct str folder, struct str to)
{
	struct buf b = {0};
	while (!str_starts(to, folder)) {
		buf_addz(&b, "../");
		folder = folder_of(str_cut(folder, 0, folder.n - 1));
	}
	buf_add(&b, str_cut(to, folder.n, to.n));
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool relate(struct copy *c, struct str from, struct str to, const char *type, struct str *id)
{
	struct str folder = folder_of(from);
	struct str base = str_cut(from, folder.n, from.n);
	struct str name = arena_printf(c->a, "%.*s_rels/%.*s.rels", (int)folder.n, folder.p, (int)base.n, base.p);
	struct str bytes = STR("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
			       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>");
	struct markup m;
	struct edits edits = {.arena = c->a};
	if (is_there(c, name) && !copy_part(c, name, &bytes))
		return false;
	if (!markup_parse(c->a, name, bytes, &m, &c->n->why) || !has_root(c, name, "rel:Relationships", &m))
		return false;
	*id = free_id(c, &m);
	struct str prefix = element_prefix(&m, 0);
	struct str target = relative(c->a, folder, to);
	const char *usual = c->strict ? STRICT : TRANSITIONAL;
	edit_append(&edits, &m, 0,
		    arena_printf(c->a, "<%.*sRelationship Id=\"%.*s\" Type=\"%s%s\" Target=\"%.*s\"/>",
				 (int)prefix.n, prefix.p, (int)id->n, id->p, strchr(type, ':') ? "" : usual, type,
				 (int)target.n, target.p));
	copy_change(c, name, edits_apply(&edits, bytes));
	return true;
}

static bool type_part(struct copy *c, struct str part, const struct new_part *new)
{
	struct str name = STR("[Content_Types].xml");
	struct markup m;
	struct edits edits = {.arena = c->a};
	if (!copy_markup(c, name, "ct:Types", &m))
		return c->n->why.n ? false : fail(c, N_("the file is damaged: a part of it is missing"), name);
	struct str prefix = element_prefix(&m, 0);
	uint32_t usual = markup_find(&m, "ct:Default", "Extension", str_of(new->extension));
	if (markup_find(&m, "ct:Override", "PartName", arena_printf(c->a, "/%.*s", (int)part.n, part.p)))
		return true;
	if (usual && str_is(element_attribute(&m, usual, "ContentType"), new->content))
		return true;
	if (usual || str_is(str_of(new->extension), "xml"))
		edit_append(&edits, &m, 0,
			    arena_printf(c->a, "<%.*sOverride PartName=\"/%.*s\" ContentType=\"%s\"/>", (int)prefix.n,
					 prefix.p, (int)part.n, part.p, new->content));
	else /* defaults stand before the rest */
		edit_put(&edits, m.list.v[0].open,
			 arena_printf(c->a, "<%.*sDefault Extension=\"%s\" ContentType=\"%s\"/>", (int)prefix.n,
				      prefix.p, new->extension, new->content));
	copy_change(c, name, edits_apply(&edits, m.bytes));
	return true;
}

struct str copy_add(struct copy *c, struct str part, const struct new_part *new, struct str *relation)
{
	struct str none = STR("");
	struct str id;
	struct str folder = new->folder ? str_of(new->folder) : folder_of(part);
	struct str name = free_name(c, folder, new);
	if (!relate(c, part, name, new->relation, &id) || !type_part(c, name, new))
		return none;
	if (relation)
		*relation = id;
	return name;
}

/* ---- whose a comment is ---------------------------------------------------------------------- */

bool is_ours(struct str author, struct str text)
{
	return annotate_writes_as(author) && own_signature(text).n;
}
