/*
 * Annotated copies of a run's materials, into a folder of their own.
 *
 * The folder may not be one whose files are read as materials: the next run would check the copies.
 */
#include "app.h"
#include "text.h"

struct copies {
	const bg_report *r;
	struct arena *a;       /* of one material */
	struct str shown;      /* the copies' folder as it was given */
	struct str dir, common; /* the copies' folder; the folder that holds all meetings, both absolute */
	struct buf *log;
	size_t written, remarks;
	bool ok;
};

/* A line for people, about FILE or, when it is empty, about the whole. */
static void tell(struct copies *c, struct str file, struct str words)
{
	file = words_line(c->a, file);
	if (file.n)
		buf_printf(c->log, _("%.*s: %.*s\n"), (int)file.n, file.p, (int)words.n, words.p);
	else
		buf_printf(c->log, _("baguan: %.*s\n"), (int)words.n, words.p);
}

static void fail(struct copies *c, struct str file, struct str words)
{
	tell(c, file, words);
	c->ok = false;
}

/* ---- folders ---------------------------------------------------------------------- */

/* PATH without links; what is not there yet stays as it is written. */
static struct str absolute(struct arena *a, struct str path)
{
	char *real = realpath(arena_z(a, path), NULL);
	struct str out = real ? arena_dup(a, str_of(real)) : path;
	if (!real && !str_is(path, "/") && !str_is(path, "."))
		out = path_join(a, absolute(a, path_dir(path)), path_base(path));
	mem_free(real);
	return out;
}

/* Is PATH the folder DIR, or in it? REST: what follows. */
static bool within(struct str path, struct str dir, struct str *rest)
{
	if (str_is(dir, "/"))
		dir.n = 0;
	if (!str_starts(path, dir) || (path.n > dir.n && path.p[dir.n] != '/'))
		return false;
	*rest = path.n > dir.n ? str_cut(path, dir.n + 1, path.n) : STR("");
	return true;
}

/* Would what stands in DIR be read with the folder FOLDER? Hidden files are not. */
static bool is_read_with(struct arena *a, struct str dir, struct str folder)
{
	struct str rest;
	struct str part;
	if (!within(dir, absolute(a, folder), &rest))
		return false;
	while (str_split(&rest, '/', &part))
		if (str_starts(part, STR(".")))
			return false;
	return true;
}

static bool is_apart(struct copies *c, const struct asked *asked)
{
	struct str bad = STR("");
	for (size_t i = 0; i < asked->count; i++)
		if (file_is_dir(asked->paths[i]) && is_read_with(c->a, c->dir, str_of(asked->paths[i])))
			bad = str_of(asked->paths[i]);
	for (size_t i = 0; i < c->r->meetings.n; i++)
		if (c->r->meetings.v[i]->has_manifest && is_read_with(c->a, c->dir, c->r->meetings.v[i]->path))
			bad = c->r->meetings.v[i]->path;
	if (bad.n)
		fail(c, bad, str_of(_("no copies are written into a folder that is checked: the next run would take them "
				      "for materials")));
	return !bad.n;
}

/* The deepest folder that both paths are in. */
static struct str shared(struct str x, struct str y)
{
	size_t n = 0;
	for (size_t i = 0; i <= x.n && i <= y.n; i++) {
		bool x_ends = i == x.n || x.p[i] == '/';
		bool y_ends = i == y.n || y.p[i] == '/';
		if (x_ends && y_ends)
			n = i;
		if (i == x.n || i == y.n || x.p[i] != y.p[i])
			break;
	}
	return n ? str_cut(x, 0, n) : STR("/");
}

static bool make_dirs(struct copies *c, struct str dir)
{
	struct str why;
	if (file_is_dir(arena_z(c->a, dir)))
		return true;
	if (!make_dirs(c, path_dir(dir)))
		return false;
	if (file_make_dir(c->a, arena_z(c->a, dir), &why))
		return true;
	fail(c, dir, why);
	return false;
}

/* ---- remarks -------------------------------------------------------------------------- */

static struct str line(struct arena *a, const struct checkpoint *k, struct str words)
{
	return words_line(a, words_finding(a, k, words));
}

static struct remark remark(struct arena *a, const struct checkpoint *k)
{
	struct remark out = {.place = k->witnesses.v[0].place};
	struct buf b = {0};
	struct str message = line(a, k, k->rule->message);
	struct str advice = line(a, k, k->rule->advice);
	struct str words = words_line(a, k->witnesses.v[0].excerpt);
	const char *level = words_level(k->rule->level);
	buf_add(&b, annotate_signed(a, arena_printf(a, _("%s: %.*s"), level, (int)message.n, message.p), k->rule->id));
	for (size_t i = 0; i < k->rule->clause_count; i++) {
		struct str id = k->rule->clauses[i]->id;
		struct str quote = words_line(a, k->rule->clauses[i]->quote);
		buf_printf(&b, _("\nClause %.*s: “%.*s”"), (int)id.n, id.p, (int)quote.n, quote.p);
	}
	if (advice.n)
		buf_printf(&b, _("\nAdvice: %.*s"), (int)advice.n, advice.p);
	out.text = arena_dup(a, buf_str(&b));
	if (words.n)
		out.words = arena_printf(a, _("Words: “%.*s”"), (int)words.n, words.p);
	buf_free(&b);
	return out;
}

static bool is_of(const struct checkpoint *k, enum level level, struct str file)
{
	return is_finding(k, level) && k->witnesses.n && str_eq(k->witnesses.v[0].place.file, file);
}

static void gather(struct copies *c, const struct result *m, struct annotation *n)
{
	for (size_t i = 0; i < m->checkpoints.n; i++)
		if (is_of(&m->checkpoints.v[i], c->r->report.level, n->file))
			*list_add(c->a, &n->remarks) = remark(c->a, &m->checkpoints.v[i]);
}

/* ---- copies ------------------------------------------------------------------------------ */

static struct str target(struct copies *c, const struct result *m, struct str file)
{
	struct str below = STR("");
	within(absolute(c->a, m->path), c->common, &below);
	return path_join(c->a, c->dir, path_join(c->a, below, file));
}

static void put(struct copies *c, struct annotation *n, struct str source, struct str to)
{
	struct str why;
	if (str_eq(absolute(c->a, to), absolute(c->a, source))) {
		fail(c, source, str_of(_("not written over: it is the material itself")));
	} else if (!make_dirs(c, path_dir(to))) {
		return;
	} else if (!file_write(c->a, arena_z(c->a, to), buf_str(&n->out), &why)) {
		fail(c, to, why);
	} else {
		c->written++;
		c->remarks += n->written;
	}
	if (n->left_out)
		fail(c, source,
		     arena_printf(c->a, _n("%zu finding has no comment: there is no room for one",
					   "%zu findings have no comment: there is no room for them", n->left_out),
				  n->left_out));
}

static void copy_material(struct copies *c, const struct result *m, const struct material *f)
{
	struct annotation n = {.file = f->file};
	struct str source = path_join(c->a, m->path, f->file);
	struct str to = target(c, m, f->file);
	gather(c, m, &n);
	size_t count = n.remarks.n;
	if (!annotate_knows(f->format)) {
		if (count)
			tell(c, source,
			     arena_printf(c->a, _n("%zu finding, but files of this kind carry no comments: no copy",
						   "%zu findings, but files of this kind carry no comments: no copy", count),
					  count));
		return;
	}
	if (!file_read(c->a, arena_z(c->a, source), &n.bytes, &n.why) || !annotate(c->a, f->format, &n)) {
		struct str why = words_failure(c->a, n.why);
		fail(c, source, arena_printf(c->a, _("no annotated copy: %.*s"), (int)why.n, why.p));
	} else if (count || n.removed || file_exists(arena_z(c->a, to))) {
		put(c, &n, source, to);
	}
	buf_free(&n.out);
}

/* Findings that stand in no material: in meeting.yaml, or nowhere. */
static size_t count_elsewhere(const struct result *m, enum level level)
{
	size_t count = 0;
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *k = &m->checkpoints.v[i];
		bool here = false;
		for (size_t j = 0; j < m->materials.n && !here; j++)
			here = is_of(k, level, m->materials.v[j].file);
		count += is_finding(k, level) && !here;
	}
	return count;
}

static void summarize(struct copies *c)
{
	size_t elsewhere = 0;
	for (size_t i = 0; i < c->r->meetings.n; i++)
		elsewhere += count_elsewhere(c->r->meetings.v[i], c->r->report.level);
	if (elsewhere)
		tell(c, STR(""),
		     arena_printf(c->a, _n("%zu finding stands in no material, and so in no copy",
					   "%zu findings stand in no material, and so in no copy", elsewhere),
				  elsewhere));
	tell(c, c->shown,
	     arena_printf(c->a, _n("%zu annotated copy", "%zu annotated copies", c->written), c->written));
}

bool copies_write(const bg_report *r, const char *dir, const struct asked *asked, struct buf *log)
{
	struct arena whole = {0};
	struct arena one = {0};
	struct copies c = {.r = r, .a = &whole, .shown = str_of(dir), .log = log, .ok = true};
	c.dir = absolute(&whole, str_of(dir));
	while (c.dir.n > 1 && str_ends(c.dir, STR("/")))
		c.dir.n--;
	for (size_t i = 0; i < r->meetings.n; i++) {
		struct str path = absolute(&whole, r->meetings.v[i]->path);
		c.common = i ? shared(c.common, path) : path;
	}
	bool apart = is_apart(&c, asked);
	c.a = &one;
	for (size_t i = 0; apart && i < r->meetings.n; i++) {
		const struct result *m = r->meetings.v[i];
		for (size_t k = 0; k < m->materials.n; k++) {
			if (!m->materials.v[k].ignored)
				copy_material(&c, m, &m->materials.v[k]);
			arena_free(&one);
		}
	}
	if (apart)
		summarize(&c);
	arena_free(&one);
	arena_free(&whole);
	return c.ok;
}
