/* Reading values out of YAML nodes, with a complaint at the node when one is not as wanted. */
#include "load.h"
#include "text.h"

static bool refuse(struct loader *l, const struct node *n, const char *wanted)
{
	complain_words(l->complaints, l->yaml, n->mark, str_of(wanted));
	return false;
}

bool expect_map(struct loader *l, const struct node *n)
{
	return n->type == NODE_MAP ? true : refuse(l, n, "expected a map of keys and values");
}

struct str load_hint(struct loader *l, struct str word, const char *const *choices)
{
	return closest(l->arena, word, choices);
}

static bool among(struct str word, const char *const *list)
{
	for (; list && *list; list++)
		if (str_is(word, *list))
			return true;
	return false;
}

bool load_keys(struct loader *l, const struct node *map, const char *const *allowed,
	       const char *const *also)
{
	if (!expect_map(l, map))
		return false;
	bool ok = true;
	for (const struct node *n = map->first; n; n = n->next) {
		if (among(n->key, allowed) || among(n->key, also))
			continue;
		struct str hint = load_hint(l, n->key, allowed);
		if (!hint.n && also)
			hint = load_hint(l, n->key, also);
		complain(l->complaints, l->yaml, n->key_mark, hint, "unknown key “%s”", n->key.p);
		ok = false;
	}
	return ok;
}

bool load_text(struct loader *l, const struct node *n, struct str *out)
{
	if (n->type != NODE_SCALAR || !n->text.n)
		return refuse(l, n, "expected a text");
	*out = n->text;
	return true;
}

bool load_number(struct loader *l, const struct node *n, long *value)
{
	char *end = NULL;
	if (n->type != NODE_SCALAR || n->quoted || !n->text.n)
		return refuse(l, n, "expected a number");
	*value = strtol(n->text.p, &end, 10);
	return *end ? refuse(l, n, "expected a number") : true;
}

size_t load_param(struct loader *l, struct str name)
{
	size_t i = ruleset_param(l->set, name);
	if (i != SIZE_MAX && l->uses)
		*list_add(l->arena, &l->uses->params.list) = i;
	return i;
}

bool load_amount(struct loader *l, const struct node *n, long *value, size_t *param)
{
	*param = SIZE_MAX;
	if (n->type != NODE_SCALAR || !str_starts(n->text, STR("$")))
		return load_number(l, n, value);
	*param = load_param(l, str_cut(n->text, 1, n->text.n));
	if (*param != SIZE_MAX)
		return true;
	complain(l->complaints, l->yaml, n->mark, STR(""), "unknown parameter “%s”", n->text.p);
	return false;
}

bool load_bool(struct loader *l, const struct node *n, bool *out)
{
	if (n->type == NODE_SCALAR && str_is(n->text, "true"))
		*out = true;
	else if (n->type == NODE_SCALAR && str_is(n->text, "false"))
		*out = false;
	else
		return refuse(l, n, "expected true or false");
	return true;
}

bool load_choice(struct loader *l, const struct node *n, const char *const *choices, size_t *out)
{
	struct str word;
	if (!load_text(l, n, &word))
		return false;
	for (*out = 0; choices[*out]; ++*out)
		if (str_is(word, choices[*out]))
			return true;
	struct buf all = {0};
	for (size_t i = 0; choices[i]; i++)
		buf_printf(&all, "%s%s", i ? ", " : "", choices[i]);
	complain(l->complaints, l->yaml, n->mark, load_hint(l, word, choices),
		 "“%s” is none of: %.*s", word.p, (int)all.n, all.p);
	buf_free(&all);
	return false;
}

bool load_each(struct loader *l, const struct node *n,
	       bool (*each)(struct loader *l, const struct node *item, void *context),
	       void *context)
{
	if (!n)
		return true;
	if (n->type == NODE_SCALAR)
		return each(l, n, context);
	if (n->type != NODE_LIST)
		return refuse(l, n, "expected a list");
	bool ok = true;
	for (const struct node *item = n->first; item; item = item->next)
		ok = each(l, item, context) && ok;
	return ok;
}

static bool add_text(struct loader *l, const struct node *n, void *context)
{
	struct strings *out = context;
	struct str s;
	if (!load_text(l, n, &s))
		return false;
	*list_add(l->arena, &out->list) = s;
	return true;
}

bool load_texts(struct loader *l, const struct node *n, struct strings *out)
{
	return load_each(l, n, add_text, out);
}

/* ---- patterns ----------------------------------------------------------- */

static bool expand(struct loader *l, const struct node *n, struct str pattern, int depth,
		   struct buf *out)
{
	for (size_t at = 0;;) {
		size_t open = str_find(pattern, STR("{{"), at);
		size_t close = open == SIZE_MAX ? SIZE_MAX : str_find(pattern, STR("}}"), open);
		buf_add(out, str_cut(pattern, at, open == SIZE_MAX ? pattern.n : open));
		if (close == SIZE_MAX)
			return true;
		struct str name = str_cut(pattern, open + 2, close);
		size_t i = map_get(&l->pack->fragment, name);
		if (i == SIZE_MAX || depth > 16) {
			complain(l->complaints, l->yaml, n->mark,
				 pack_hint(l, &l->pack->fragment_names, name),
				 depth > 16 ? N_("fragment “%.*s” contains itself")
					    : N_("unknown fragment “%.*s”"),
				 (int)name.n, name.p);
			return false;
		}
		l->set->fragments.v[i].used = true;
		if (!expand(l, n, l->pack->fragments.v[i], depth + 1, out))
			return false;
		at = close + 2;
	}
}

bool load_pattern(struct loader *l, const struct node *n, struct str *out)
{
	struct buf b = {0};
	struct str raw;
	bool ok = load_text(l, n, &raw) && expand(l, n, raw, 0, &b);
	if (ok)
		*out = arena_dup(l->arena, buf_str(&b));
	buf_free(&b);
	return ok;
}

void complain_pattern(struct loader *l, const struct node *n, struct str pattern, struct str why,
		      size_t at)
{
	struct mark mark = n->mark;
	if (str_eq(pattern, n->text) && mark.line == mark.end_line) {
		mark.column += (uint32_t)(utf8_count(str_cut(pattern, 0, at)) + n->quoted);
		mark.end_column = mark.column + 1;
		complain(l->complaints, l->yaml, mark, STR(""), "bad pattern: %.*s", (int)why.n,
			 why.p);
		return;
	}
	struct str left = str_cut(pattern, at > 24 ? at - 24 : 0, at);
	while (left.n && ((unsigned char)left.p[0] & 0xc0) == 0x80)
		left = str_cut(left, 1, left.n);
	complain(l->complaints, l->yaml, mark, STR(""), "bad pattern behind “%.*s”: %.*s",
		 (int)left.n, left.p, (int)why.n, why.p);
}

/* The same text, which fields of several roles often share, is compiled once. */
static bool add_regex(struct loader *l, const struct node *n, void *context)
{
	struct regexes *out = context;
	struct str pattern, why;
	size_t at;
	if (!load_pattern(l, n, &pattern))
		return false;
	size_t known = map_get(&l->pack->regex, pattern);
	if (known == SIZE_MAX) {
		struct regex *r = regex_new(pattern, l->arena, &why, &at);
		if (!r) {
			complain_pattern(l, n, pattern, why, at);
			return false;
		}
		known = l->set->patterns.n;
		*map_at(l->arena, &l->pack->regex, pattern) = known;
		*list_add(l->arena, &l->set->patterns) = r;
	}
	*list_add(l->arena, &out->list) = l->set->patterns.v[known];
	return true;
}

bool load_regexes(struct loader *l, const struct node *n, struct regexes *out)
{
	return load_each(l, n, add_regex, out);
}

/* ---- message templates ---------------------------------------------------- */

bool load_template(struct loader *l, const struct node *n, const char *const *names)
{
	bool ok = true;
	struct str text = n->text;
	for (size_t at = 0; (at = str_find(text, STR("{"), at)) != SIZE_MAX; at++) {
		size_t close = str_find(text, STR("}"), at);
		struct str name = str_cut(text, at + 1, close == SIZE_MAX ? text.n : close);
		size_t colon = str_find(name, STR(":"), 0);
		if (colon != SIZE_MAX)
			name = str_cut(name, 0, colon);
		if (close != SIZE_MAX && among(name, names))
			continue;
		size_t end = close == SIZE_MAX ? at + 1 : close + 1;
		complain(l->complaints, l->yaml, node_mark(l->yaml, n, at, end - at),
			 close == SIZE_MAX ? STR("") : load_hint(l, name, names),
			 close == SIZE_MAX ? N_("a “{” without “}”: %.*s")
					   : N_("unknown placeholder {%.*s}"),
			 (int)name.n, name.p);
		ok = false;
	}
	return ok;
}
