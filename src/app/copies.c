/*
 * Annotated copies of a run's materials, into a folder of their own.
 *
 * The folder may not be one whose files are read as materials: the next run would check the copies.
 */
#include "app.h"
#include "text.h"

struct copying {
	const bg_report *r;
	struct arena *keep;     /* of what is told in the end */
	struct arena *a;        /* of one material */
	struct str dir, common; /* the copies' folder; the folder that holds all meetings, both absolute */
	struct copies *out;
};

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

static void gather(struct copying *c, const struct result *m, struct annotation *n)
{
	for (size_t i = 0; i < m->checkpoints.n; i++)
		if (is_of(&m->checkpoints.v[i], c->r->report.level, n->file))
			*list_add(c->a, &n->remarks) = remark(c->a, &m->checkpoints.v[i]);
}

/* ---- copies ------------------------------------------------------------------------------ */

/* Where the copy of FILE stands in the folder. */
static struct str target(struct copying *c, const struct result *m, struct str file)
{
	struct str below = STR("");
	folder_within(folder_absolute(c->a, m->path), c->common, &below);
	return path_join(c->a, below, file);
}

static void fail(struct copying *c, struct copy_made *made, struct str words)
{
	made->failed = true;
	made->why = arena_dup(c->keep, words);
	c->out->ok = false;
}

static void put(struct copying *c, struct annotation *n, struct str source, struct copy_made *made)
{
	struct str why;
	struct str path = target(c, made->meeting, made->file);
	struct str to = path_join(c->a, c->dir, path);
	if (str_eq(folder_absolute(c->a, to), folder_absolute(c->a, source))) {
		fail(c, made, str_of(_("not written over: it is the material itself")));
		return;
	}
	if (!folder_make(c->a, path_dir(to), &why) || !file_write(c->a, arena_z(c->a, to), buf_str(&n->out), &why)) {
		fail(c, made, why);
		return;
	}
	made->path = arena_dup(c->keep, path);
	c->out->written++;
	if (n->left_out)
		fail(c, made,
		     arena_printf(c->a, _n("%zu finding has no comment: there is no room for one",
					   "%zu findings have no comment: there is no room for them", n->left_out),
				  n->left_out));
}

static void copy_material(struct copying *c, const struct result *m, const struct material *f)
{
	struct annotation n = {.file = f->file};
	struct copy_made *made = list_add(c->keep, &c->out->list);
	struct str source = path_join(c->a, m->path, f->file);
	*made = (struct copy_made){.meeting = m, .file = f->file};
	gather(c, m, &n);
	made->findings = n.remarks.n;
	if (!annotate_knows(f->format)) {
		if (made->findings)
			made->why = str_of(_("files of this kind carry no comments"));
		return;
	}
	if (!file_read(c->a, arena_z(c->a, source), &n.bytes, &n.why) || !annotate(c->a, f->format, &n)) {
		struct str why = words_failure(c->a, n.why);
		fail(c, made, arena_printf(c->a, _("no annotated copy: %.*s"), (int)why.n, why.p));
	} else if (made->findings || n.removed ||
		   file_exists(arena_z(c->a, path_join(c->a, c->dir, target(c, m, f->file))))) {
		put(c, &n, source, made);
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

void copies_write(struct arena *a, const bg_report *r, const char *dir, const struct asked *asked,
		  struct copies *out)
{
	struct arena whole = {0};
	struct arena one = {0};
	struct copying c = {.r = r, .keep = a, .a = &one, .out = out};
	*out = (struct copies){.ok = true};
	c.dir = folder_absolute(&whole, str_of(dir));
	c.common = folder_of_all(&whole, r);
	out->refused = arena_dup(a, folder_read_with(&whole, r, asked, str_of(dir)));
	out->ok = !out->refused.n;
	for (size_t i = 0; out->ok && i < r->meetings.n; i++)
		out->elsewhere += count_elsewhere(r->meetings.v[i], r->report.level);
	for (size_t i = 0; !out->refused.n && i < r->meetings.n; i++) {
		const struct result *m = r->meetings.v[i];
		for (size_t k = 0; k < m->materials.n; k++) {
			if (!m->materials.v[k].ignored && !m->materials.v[k].volume.n)
				copy_material(&c, m, &m->materials.v[k]);
			arena_free(&one);
		}
	}
	arena_free(&whole);
}

/* ---- what there is to tell ------------------------------------------------------------------ */

static void tell(struct arena *a, struct buf *log, struct str about, struct str words)
{
	about = words_line(a, about);
	buf_printf(log, _("%.*s: %.*s\n"), (int)about.n, about.p, (int)words.n, words.p);
}

void copies_log(const struct copies *c, struct str dir, struct buf *log)
{
	struct arena a = {0};
	if (c->refused.n) {
		tell(&a, log, c->refused,
		     str_of(_("no copies are written into a folder that is checked: the next run would take them for "
			      "materials")));
		arena_free(&a);
		return;
	}
	for (size_t i = 0; i < c->list.n; i++) {
		const struct copy_made *m = &c->list.v[i];
		struct str words = m->why;
		if (m->why.n && !m->failed)
			words = arena_printf(&a, _n("%zu finding and no copy: %.*s", "%zu findings and no copy: %.*s", m->findings),
					     m->findings, (int)m->why.n, m->why.p);
		if (words.n)
			tell(&a, log, path_join(&a, m->meeting->path, m->file), words);
	}
	if (c->elsewhere)
		tell(&a, log, STR("baguan"),
		     arena_printf(&a, _n("%zu finding stands in no material, and so in no copy",
					 "%zu findings stand in no material, and so in no copy", c->elsewhere),
				  c->elsewhere));
	tell(&a, log, dir, arena_printf(&a, _n("%zu annotated copy", "%zu annotated copies", c->written), c->written));
	arena_free(&a);
}
