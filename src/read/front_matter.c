/* YAML in front of a Markdown text, to meta. */
#include "front_matter.h"

static void add_meta(struct arena *a, struct document *d, struct str key, const struct node *n)
{
	if (n->type == NODE_SCALAR) {
		struct pair *p = list_add(a, &d->meta);
		p->key = key;
		p->value = n->text;
		return;
	}
	for (const struct node *child = n->first; child; child = child->next) {
		struct str inner = key;
		if (n->type == NODE_MAP && key.n)
			inner = arena_printf(a, "%.*s.%.*s", (int)key.n, key.p,
					     (int)child->key.n, child->key.p);
		else if (n->type == NODE_MAP)
			inner = child->key;
		add_meta(a, d, inner, child);
	}
}

size_t read_front_matter(struct arena *a, struct document *d, struct str source)
{
	struct str line;
	size_t at = 0;
	if (!read_line(source, &at, &line) || !str_is(str_trim(line), "---"))
		return 0;
	size_t from = at;
	size_t end = at;
	for (;;) {
		if (!read_line(source, &at, &line))
			return 0;
		if (str_is(str_trim(line), "---") || str_is(str_trim(line), "..."))
			break;
		end = at;
	}
	struct complaints complaints = {.arena = a};
	struct yaml yaml = {0};
	struct str text = arena_dup(a, str_cut(source, from, end));
	if (!yaml_parse(a, d->file, text, &yaml, &complaints)) {
		struct str why = {0};
		if (complaints.list.n)
			why = arena_printf(
			    a, "%.*s, %u", (int)complaints.list.v[0].message.n,
			    complaints.list.v[0].message.p, complaints.list.v[0].mark.line + 1);
		read_note(a, d, "read.front-matter", why, (struct span){0, 0});
	} else if (yaml.root) {
		add_meta(a, d, (struct str){"", 0}, yaml.root);
	}
	return at < source.n ? at : source.n;
}
