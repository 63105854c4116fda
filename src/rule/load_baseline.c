/*
 * A baseline: findings that were known when it was written.  One reason, owner and end stand for all of them.
 */
#include "exceptions.h"
#include "load.h"
#include "text.h"

struct baseline {
	struct loader l;
	struct str place;
	struct exception shared; /* what all have in common */
	struct known_findings *out;
};

static bool entry_text(struct loader *l, const struct node *map, const char *key, bool needed, struct str *out)
{
	const struct node *n = node_get(map, key);
	if (n)
		return load_text(l, n, out);
	if (needed)
		complain(l->complaints, l->yaml, map->mark, STR(""), "“%s” is missing", key);
	return !needed;
}

static bool entry_day(struct loader *l, const struct node *n, int32_t *day)
{
	struct str s;
	struct date d;
	if (!n)
		return true;
	if (!load_text(l, n, &s))
		return false;
	if (date_find(s, 0, DAY_NONE, &d) && d.first == d.last && !d.start && d.end == s.n) {
		*day = d.last;
		return true;
	}
	complain(l->complaints, l->yaml, n->mark, STR(""), "“%s” is no date (write 2022-01-20)",
		 arena_z(l->arena, s));
	return false;
}

/* The very file, not a pattern. */
static struct str glob_of(struct arena *a, struct str file)
{
	struct buf b = {0};
	for (size_t i = 0; i < file.n; i++)
		buf_printf(&b, strchr("[*?", file.p[i]) && file.p[i] ? "[%c]" : "%c", file.p[i]);
	struct str glob = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return glob;
}

static void add_known(struct baseline *b, const struct node *n)
{
	static const char *const keys[] = {"rule", "meeting", "file", "fingerprint", "count", "text", NULL};
	struct loader *l = &b->l;
	struct known_finding k = {.exception = b->shared, .meeting = STR(".")};
	struct exception *e = &k.exception;
	long count = 1;
	if (!load_keys(l, n, keys, NULL))
		return;
	e->place = (struct place){.file = b->place,
				  .line = n->mark.line,
				  .column = n->mark.column,
				  .end_line = n->mark.end_line,
				  .end_column = n->mark.end_column};
	bool ok = entry_text(l, n, "rule", true, &e->rule);
	ok = entry_text(l, n, "meeting", false, &k.meeting) && ok;
	ok = entry_text(l, n, "file", false, &k.file) && ok;
	ok = entry_text(l, n, "fingerprint", true, &e->fingerprint) && ok;
	ok = entry_text(l, n, "text", false, &k.text) && ok;
	ok = (!node_get(n, "count") || load_number(l, node_get(n, "count"), &count)) && ok;
	if (ok && count < 1)
		complain_words(l->complaints, l->yaml, node_get(n, "count")->mark, STR("expected a number"));
	if (!ok || count < 1)
		return;
	e->file = glob_of(l->arena, k.file);
	e->count = (size_t)count;
	*list_add(l->arena, &b->out->list) = k;
}

static void read_top(struct baseline *b, const struct node *root)
{
	static const char *const keys[] = {"reason", "owner", "expires", "findings", NULL};
	struct loader *l = &b->l;
	const struct node *list = node_get(root, "findings");
	if (!load_keys(l, root, keys, NULL) || !entry_text(l, root, "reason", true, &b->shared.reason) ||
	    !entry_text(l, root, "owner", false, &b->shared.owner) ||
	    !entry_day(l, node_get(root, "expires"), &b->shared.expires))
		return;
	b->out->shared = b->shared;
	if (list && list->type != NODE_LIST && list->text.n)
		complain(l->complaints, l->yaml, list->mark, STR(""), "“%s” must be a list", "findings");
	for (const struct node *n = list && list->type == NODE_LIST ? list->first : NULL; n; n = n->next)
		add_known(b, n);
}

bool baseline_load(struct arena *a, const struct exception_text *f, struct known_findings *out,
		   struct complaints *complaints)
{
	size_t before = complaints->list.n;
	struct yaml *y = arena_new(a, struct yaml);
	struct baseline b = {.place = f->place, .out = out};
	*out = (struct known_findings){0};
	b.shared = (struct exception){.source = EXCEPTION_BASELINE, .expires = DAY_NONE};
	if (!yaml_parse(a, f->shown, f->text, y, complaints))
		return false;
	b.l = (struct loader){.arena = a, .yaml = y, .complaints = complaints};
	if (y->root && expect_map(&b.l, y->root))
		read_top(&b, y->root);
	return complaints->list.n == before;
}
