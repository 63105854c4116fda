/* The summary of a meeting, of all meetings, and the line that ends the report. */
#include "text_parts.h"

enum { INDENT = 2 };

/* What a summary counts, of one meeting or of several. */
struct sums {
	struct tally tally;
	size_t files, unread, unrecognised, ignored;
	size_t levels[LEVEL_ERROR + 1]; /* failed */
	size_t hidden;                  /* failed, below the level that is shown */
	size_t aside;                   /* failed, in files that have not changed */
	bool word;                      /* there are Word files */
	size_t off;                     /* rules that a meeting has switched off */
};

static void sums_add(struct sums *s, const struct result *m, enum level level)
{
	struct tally t = tally_of(m, NULL);
	s->tally.checked += t.checked;
	s->tally.passed += t.passed;
	s->tally.failed += t.failed;
	s->tally.waived += t.waived;
	s->tally.unknown += t.unknown;
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (c->outcome != OUTCOME_FAIL || c->waived)
			continue;
		s->levels[c->rule->level] += is_finding(c, level);
		s->hidden += c->rule->level < level;
	}
	s->aside += count_aside(m, level);
	for (size_t i = 0; i < m->changes.n; i++)
		s->off += m->changes.v[i].off && m->changes.v[i].by_meeting;
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		s->files += !f->volume.n;
		s->ignored += f->ignored;
		s->unread += !f->ignored && f->failure.n;
		s->unrecognised += !f->ignored && !f->failure.n && !f->kind.n;
		s->word |= str_is(f->format, "docx");
	}
}

static struct sums sums_of(const struct report *r)
{
	struct sums s = {0};
	for (size_t i = 0; i < r->count; i++)
		sums_add(&s, r->meetings[i], r->level);
	return s;
}

/* ---- rows --------------------------------------------------------------------- */

static size_t label_columns(void)
{
	const char *const labels[] = {_("files"), _("checkpoints"), _("not looked at"),
				      _("findings"), _("places"), _("rules")};
	size_t columns = 0;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t n = utf8_width(str_of(labels[i]));
		columns = n > columns ? n : columns;
	}
	return columns;
}

static void row(struct text *t, const char *label, struct str words)
{
	text_labelled(t, INDENT, label, label_columns(), words);
}

static void part(struct buf *b, const char *words)
{
	if (b->n)
		buf_addz(b, _(", "));
	buf_addz(b, words);
}

/* "1 plan, 6 speeches": recognised documents by kind, in order of the first of each. */
static void kinds(struct text *t, const struct result *m, struct buf *b)
{
	struct map index = {0};
	LIST(struct {
		struct str name;
		size_t count;
	})
	list = {0};
	for (size_t i = 0; i < m->materials.n; i++) {
		const struct material *f = &m->materials.v[i];
		if (f->ignored || f->failure.n || !f->kind.n || f->volumes)
			continue;
		size_t *at = map_at(t->a, &index, f->kind);
		if (*at == SIZE_MAX) {
			*at = list.n;
			list_add(t->a, &list)->name = f->kind_name.n ? f->kind_name : f->kind;
		}
		list.v[*at].count++;
	}
	for (size_t i = 0; i < list.n; i++) {
		struct str name = line_clean(t->a, list.v[i].name);
		part(b, arena_printf(t->a, "%.*s %zu", (int)name.n, name.p, list.v[i].count).p);
	}
}

/* "not read 2, left out 1" */
static void unlooked_kinds(struct text *t, const struct sums *s, struct buf *b)
{
	if (s->unrecognised)
		part(b, arena_printf(t->a, _("of no known kind %zu"), s->unrecognised).p);
	if (s->unread)
		part(b, arena_printf(t->a, _("not read %zu"), s->unread).p);
	if (s->ignored)
		part(b, arena_printf(t->a, _("left out %zu"), s->ignored).p);
}

/* "3 files: PARTS" */
static struct str files_words(struct text *t, size_t count, const struct buf *parts)
{
	return arena_printf(t->a, "%s%s%.*s",
			    arena_printf(t->a, _n("%zu file", "%zu files", count), count).p,
			    parts->n ? _(": ") : "", (int)parts->n, buf_str(parts).p);
}

static void files_row(struct text *t, const struct result *m, const struct sums *s)
{
	struct buf b = {0};
	if (m)
		kinds(t, m, &b);
	unlooked_kinds(t, s, &b);
	row(t, _("files"), files_words(t, s->files, &b));
	buf_free(&b);
}

static void checkpoints_row(struct text *t, const struct sums *s)
{
	const struct tally *n = &s->tally;
	struct str words = n->waived
	    ? arena_printf(t->a,
			   _n("%zu looked at: %zu passed, %zu failed, %zu waived; %zu not checked",
			      "%zu looked at: %zu passed, %zu failed, %zu waived; %zu not checked",
			      n->checked),
			   n->checked, n->passed, n->failed, n->waived, n->unknown)
	    : arena_printf(t->a,
			   _n("%zu looked at: %zu passed, %zu failed; %zu not checked",
			      "%zu looked at: %zu passed, %zu failed; %zu not checked", n->checked),
			   n->checked, n->passed, n->failed, n->unknown);
	row(t, _("checkpoints"), words);
}

static struct str level_counts(struct text *t, const struct sums *s)
{
	const size_t *n = s->levels;
	struct buf b = {0};
	part(&b,
	     arena_printf(t->a, _n("%zu error", "%zu errors", n[LEVEL_ERROR]), n[LEVEL_ERROR]).p);
	if (t->r->level <= LEVEL_WARNING)
		part(&b, arena_printf(t->a, _n("%zu warning", "%zu warnings", n[LEVEL_WARNING]),
				      n[LEVEL_WARNING])
			     .p);
	if (t->r->level <= LEVEL_INFO)
		part(&b,
		     arena_printf(t->a, _n("%zu hint", "%zu hints", n[LEVEL_INFO]), n[LEVEL_INFO])
			 .p);
	struct str out = arena_dup(t->a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* ---- what was not looked at ------------------------------------------------------ */

static void unlooked_add(struct buf *b, struct str words)
{
	if (b->n)
		buf_char(b, '\n');
	buf_add(b, words);
}

/* The rule's id up to its dot: "criticism" of criticism.vague. */
static struct str family_of(struct str id)
{
	size_t dot = str_find(id, STR("."), 0);
	return dot == SIZE_MAX ? id : str_cut(id, 0, dot);
}

/* Their ids; of many only the families, as a --rule would name them: who wants each asks for JSON. */
static void list_idle(struct text *t, const struct str *ids, size_t count, struct buf *b)
{
	enum { EACH_MAX = 12 };
	struct map counts = {0};
	for (size_t i = 0; count > EACH_MAX && i < count; i++) {
		size_t *n = map_at(t->a, &counts, family_of(ids[i]));
		*n = *n == SIZE_MAX ? 1 : *n + 1;
	}
	for (size_t i = 0; i < count; i++) {
		struct str family = family_of(ids[i]);
		if (count <= EACH_MAX || family.n == ids[i].n) {
			part(b, arena_z(t->a, ids[i]));
			continue;
		}
		size_t *n = map_at(t->a, &counts, family);
		if (*n)
			part(b, arena_printf(t->a, "%.*s.* %zu", (int)family.n, family.p, *n).p);
		*n = 0; /* told with the first of them */
	}
}

/* Rules that ran and met nothing that they apply to. */
static void idle_rules(struct text *t, const struct result *m, struct buf *b)
{
	struct buf ids = {0};
	struct str *idle = arena_array(t->a, struct str, m->rules.n);
	size_t count = 0;
	for (size_t i = 0; i < m->rules.n; i++) {
		struct tally n = tally_of(m, m->rules.v[i]);
		if (!n.checked && !n.unknown)
			idle[count++] = line_clean(t->a, m->rules.v[i]->id);
	}
	list_idle(t, idle, count, &ids);
	if (count)
		unlooked_add(b,
			     arena_printf(t->a,
					  _n("%zu rule met nothing that it applies to: %s",
					     "%zu rules met nothing that they apply to: %s", count),
					  count, arena_z(t->a, buf_str(&ids))));
	buf_free(&ids);
}

static void unlooked_row(struct text *t, const struct result *m, const struct sums *s)
{
	struct buf b = {0}, files = {0};
	unlooked_kinds(t, s, &files);
	if (files.n)
		unlooked_add(&b, files_words(t, s->unread + s->unrecognised + s->ignored, &files));
	buf_free(&files);
	if (s->tally.unknown)
		unlooked_add(&b,
			     arena_printf(t->a,
					  _n("%zu check that lacks something",
					     "%zu checks that lack something", s->tally.unknown),
					  s->tally.unknown));
	if (m && !m->has_manifest)
		unlooked_add(&b,
			     str_of(_("who belongs to the meeting and when it was held: there is "
				      "no meeting.yaml (“baguan init DIR” writes one)")));
	if (m)
		idle_rules(t, m, &b);
	row(t, _("not looked at"), b.n ? buf_str(&b) : str_of(_("nothing")));
	buf_free(&b);
}

/* Rules that the meeting, or the pack, has switched off or given another level. */
static void changes_row(struct text *t, const struct result *m)
{
	struct buf b = {0}, by_meeting = {0}, by_pack = {0}, levels = {0};
	for (size_t i = 0; i < m->changes.n; i++) {
		const struct rule_change *c = &m->changes.v[i];
		const char *id = arena_z(t->a, line_clean(t->a, c->rule->id));
		if (c->off)
			part(c->by_meeting ? &by_meeting : &by_pack, id);
		else
			part(&levels, arena_printf(t->a, "%s (%s → %s)", id,
						   _(level_name[c->before]),
						   _(level_name[c->rule->level]))
					  .p);
	}
	if (by_meeting.n)
		unlooked_add(&b, arena_printf(t->a, _("switched off by meeting.yaml: %s"),
					      arena_z(t->a, buf_str(&by_meeting))));
	if (by_pack.n)
		unlooked_add(&b, arena_printf(t->a, _("switched off by the rule pack: %s"),
					      arena_z(t->a, buf_str(&by_pack))));
	if (levels.n)
		unlooked_add(&b, arena_printf(t->a, _("level changed by meeting.yaml: %s"),
					      arena_z(t->a, buf_str(&levels))));
	if (b.n)
		row(t, _("rules"), buf_str(&b));
	buf_free(&by_meeting);
	buf_free(&by_pack);
	buf_free(&levels);
	buf_free(&b);
}

/* ---- summaries -------------------------------------------------------------------- */

static bool shows_findings(const struct sums *s)
{
	return s->levels[LEVEL_ERROR] + s->levels[LEVEL_WARNING] + s->levels[LEVEL_INFO] > 0;
}

void text_summary(struct text *t, const struct result *m)
{
	struct sums s = {0};
	sums_add(&s, m, t->r->level);
	text_heading(t, _("Summary"));
	files_row(t, m, &s);
	checkpoints_row(t, &s);
	if (t->r->count > 1)
		row(t, _("findings"), level_counts(t, &s));
	unlooked_row(t, m, &s);
	changes_row(t, m);
	if (s.word && shows_findings(&s))
		row(t, _("places"),
		    str_of(
			_("FILE:LINE:COLUMN; in Word files LINE is the number of the paragraph")));
	buf_char(t->out, '\n');
}

void text_totals(struct text *t)
{
	if (t->r->count < 2)
		return;
	struct sums s = sums_of(t->r);
	size_t n = t->r->count;
	text_heading(
	    t, arena_printf(t->a, _n("Total of %zu meeting", "Total of %zu meetings", n), n).p);
	files_row(t, NULL, &s);
	checkpoints_row(t, &s);
	buf_char(t->out, '\n');
}

void text_last_line(struct text *t)
{
	struct sums s = sums_of(t->r);
	struct str counts = level_counts(t, &s);
	enum paint paint = s.levels[LEVEL_ERROR]     ? PAINT_RED
			   : s.levels[LEVEL_WARNING] ? PAINT_YELLOW
			   : s.levels[LEVEL_INFO]    ? PAINT_CYAN
						     : PAINT_GREEN;
	text_paint(t, paint, counts);
	if (s.hidden)
		buf_printf(t->out,
			   _n("; %zu finding of a lower level is not shown",
			      "; %zu findings of a lower level are not shown", s.hidden),
			   s.hidden);
	if (s.aside)
		buf_printf(t->out,
			   _n("; %zu finding in unchanged files is not shown",
			      "; %zu findings in unchanged files are not shown", s.aside),
			   s.aside);
	if (s.unread)
		buf_printf(t->out, _n("; %zu file not read", "; %zu files not read", s.unread),
			   s.unread);
	if (s.tally.unknown)
		buf_printf(t->out,
			   _n("; %zu check not done", "; %zu checks not done", s.tally.unknown),
			   s.tally.unknown);
	if (s.tally.waived)
		buf_printf(t->out, _n("; %zu finding waived", "; %zu findings waived", s.tally.waived),
			   s.tally.waived);
	if (s.off)
		buf_printf(t->out,
			   _n("; %zu rule switched off by meeting.yaml",
			      "; %zu rules switched off by meeting.yaml", s.off),
			   s.off);
	if (t->r->status == 2 && !s.unread && !s.tally.unknown)
		buf_addz(t->out, _("; not everything could be checked"));
	buf_char(t->out, '\n');
}
