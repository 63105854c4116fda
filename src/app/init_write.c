/*
 * Guesses to meeting.yaml: each value with what speaks for it behind, and what was not found as
 * a comment with the key, so that people see what belongs there.
 */
#include "init.h"
#include "text.h"

enum { COMMENT_COLUMN = 36, EVIDENCE_MAX = 2, EXCERPT_CHARACTERS = 30 };

struct writing {
	struct arena *arena;
	const struct ruleset *set;
	const struct scanned *scanned;
	const struct guesses *guesses;
	struct buf *out;
};

/* The program's own words, where the pack has none. */
static const char *const default_words[] = {
    [INIT_HEAD] = N_("A first draft by baguan init: each guess is followed by what it rests on. "
		     "Look over all of it."),
    [INIT_UNKNOWN] = N_("fill in"),
    [INIT_OTHERS] = N_("also seen: "),
    [INIT_TIE] = N_("undecided between: "),
    [INIT_WEAK] = N_("left out, too little to go by: "),
    [INIT_PARAMS] = N_("Parameters of the rules and their defaults:"),
    [INIT_FILES] = N_("Kinds that the file's name did not tell:"),
    [INIT_IGNORE] = N_("No kind was recognised, or the file could not be read: name its kind under "
		       "“files” or list it under “ignore”."),
};

static struct str word(const struct writing *w, enum init_word i)
{
	struct str own = w->set->init.words[i];
	return own.n ? own : str_of(_(default_words[i]));
}

static const struct guess *guess_of(const struct writing *w, size_t section, size_t column)
{
	for (size_t i = 0; i < w->set->init.guesses.n; i++) {
		const struct guess *g = &w->set->init.guesses.v[i];
		if (g->section == section && g->column == column)
			return g;
	}
	return NULL;
}

/* ---- lines ---------------------------------------------------------------------------- */

static void indent(struct buf *b, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_addz(b, "  ");
}

/* LINE, then the comment in its column; a long line has the comment above it. */
static void line_with(struct writing *w, unsigned depth, struct str line, struct str comment)
{
	struct buf *b = w->out;
	size_t width = 2 * depth + utf8_width(line);
	if (comment.n && width > 2 * COMMENT_COLUMN) {
		indent(b, depth);
		buf_addz(b, "# ");
		yaml_comment(b, comment);
		buf_char(b, '\n');
	}
	indent(b, depth);
	buf_add(b, line);
	if (comment.n && width <= 2 * COMMENT_COLUMN) {
		do
			buf_char(b, ' ');
		while (++width < COMMENT_COLUMN);
		buf_addz(b, "# ");
		yaml_comment(b, comment);
	}
	buf_char(b, '\n');
}

static void comment_line(struct writing *w, unsigned depth, struct str text)
{
	indent(w->out, depth);
	buf_addz(w->out, "# ");
	yaml_comment(w->out, text);
	buf_char(w->out, '\n');
}

static void comment_lines(struct writing *w, struct str text)
{
	struct str rest = str_trim(text), line;
	while (str_split(&rest, '\n', &line))
		comment_line(w, 0, line);
}

/* ---- evidence --------------------------------------------------------------------------- */

static void add_evidence(struct buf *b, const struct evidence *e, struct str value)
{
	buf_add(b, e->place.file);
	if (e->place.cell.n)
		buf_printf(b, ":%.*s", (int)e->place.cell.n, e->place.cell.p);
	else if (e->place.line)
		buf_printf(b, ":%u", e->place.line);
	if (e->note.n)
		buf_printf(b, "%s%.*s", e->place.file.n ? " " : "", (int)e->note.n, e->note.p);
	if (e->excerpt.n && !str_eq(e->excerpt, value) && utf8_count(e->excerpt) <= EXCERPT_CHARACTERS)
		buf_printf(b, " “%.*s”", (int)e->excerpt.n, e->excerpt.p);
}

static struct str evidence_text(struct writing *w, const struct candidate *c)
{
	struct buf b = {0};
	size_t more = c->evidence.n > EVIDENCE_MAX ? c->evidence.n - EVIDENCE_MAX : 0;
	for (size_t i = 0; i < c->evidence.n - more; i++) {
		if (i)
			buf_addz(&b, "；");
		add_evidence(&b, &c->evidence.v[i], c->value);
	}
	if (more) {
		buf_addz(&b, "；");
		buf_printf(&b, _n("%zu more place", "%zu more places", more), more);
	}
	struct str out = arena_dup(w->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* "also seen: 2022-01-26 (…)": what was voted for and not taken. */
static void other_candidates(struct writing *w, unsigned depth, const struct guessed *g)
{
	struct buf b = {0};
	for (size_t i = 0; i < g->candidates.n; i++) {
		const struct candidate *c = &g->candidates.v[i];
		if (i == g->chosen || c->weight <= 0)
			continue;
		struct str evidence = evidence_text(w, c);
		buf_printf(&b, "%s%.*s（%.*s）", b.n ? "；" : "", (int)c->value.n, c->value.p,
			   (int)evidence.n, evidence.p);
	}
	if (b.n) {
		struct str lead = word(w, g->tie ? INIT_TIE
					   : g->chosen == SIZE_MAX ? INIT_WEAK
								   : INIT_OTHERS);
		comment_line(w, depth,
			     arena_printf(w->arena, "%.*s%.*s", (int)lead.n, lead.p, (int)b.n, b.p));
	}
	buf_free(&b);
}

/* ---- columns ---------------------------------------------------------------------------- */

static struct str key_value(struct writing *w, const char *lead, struct str key, struct str value)
{
	struct buf b = {0};
	buf_addz(&b, lead);
	if (key.n)
		buf_printf(&b, "%.*s:%s", (int)key.n, key.p, value.n ? " " : "");
	if (value.n)
		yaml_value(&b, value);
	struct str out = arena_dup(w->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* What to say of a column that has no value: the guess's words, else the manifest's help. */
static struct str absent(const struct writing *w, size_t section, size_t column)
{
	const struct guess *g = guess_of(w, section, column);
	return g && g->none.n ? g->none : w->set->sections.v[section].columns.v[column].help;
}

static void write_column(struct writing *w, unsigned depth, const char *lead, size_t section,
			 size_t column, const struct guessed_row *row)
{
	const struct section *s = &w->set->sections.v[section];
	const struct candidate *c = guessed_value(row, column);
	struct str key = s->scalars ? STR("") : s->columns.v[column].name;
	if (c)
		line_with(w, depth, key_value(w, lead, key, c->value), evidence_text(w, c));
	else if (s->columns.v[column].required)
		line_with(w, depth, key_value(w, lead, key, word(w, INIT_UNKNOWN)),
			  absent(w, section, column));
	else
		line_with(w, depth, key_value(w, "# ", key, STR("")), absent(w, section, column));
	other_candidates(w, depth + (lead[0] == '-'), &row->columns[column]);
}

/* ---- sections ------------------------------------------------------------------------------ */

static bool belongs(const struct section *s, const struct guessed_row *row, struct str of)
{
	return s->parent == SIZE_MAX || str_eq(row->of, of);
}

static size_t count_rows(const struct writing *w, size_t section, struct str of)
{
	const struct section *s = &w->set->sections.v[section];
	const struct guessed_section *g = &w->guesses->sections[section];
	size_t n = 0;
	for (size_t i = 0; i < g->rows.n; i++)
		n += belongs(s, &g->rows.v[i], of) && !guessed_incomplete(s, &g->rows.v[i]);
	return n;
}

static bool any_value(const struct writing *w, size_t section, size_t column)
{
	const struct guessed_section *g = &w->guesses->sections[section];
	for (size_t i = 0; i < g->rows.n; i++)
		if (guessed_value(&g->rows.v[i], column))
			return true;
	return false;
}

/* A section without rows: its shape as a comment. */
static void write_shape(struct writing *w, unsigned depth, size_t section)
{
	const struct section *s = &w->set->sections.v[section];
	const struct guess *g = guess_of(w, section, 0);
	line_with(w, depth, key_value(w, "# ", s->key, STR("")), g && g->none.n ? g->none : s->help);
	if (depth)
		return; /* the first section told it, or none has it */
	for (size_t i = 0; i < s->columns.n; i++)
		line_with(w, depth,
			  key_value(w, i ? "#   " : "# - ",
				    s->scalars ? STR("") : s->columns.v[i].name, STR("")),
			  s->columns.v[i].help);
}

static void weak_rows(struct writing *w, unsigned depth, size_t section, struct str of)
{
	const struct section *s = &w->set->sections.v[section];
	const struct guessed_section *g = &w->guesses->sections[section];
	struct buf b = {0};
	for (size_t i = 0; i < g->weak.n + g->rows.n; i++) {
		bool weak = i < g->weak.n;
		const struct guessed_row *row = weak ? &g->weak.v[i] : &g->rows.v[i - g->weak.n];
		if (!belongs(s, row, of) || (!weak && !guessed_incomplete(s, row)))
			continue;
		const struct candidate *c = guessed_value(row, 0);
		struct str evidence = evidence_text(w, c);
		buf_printf(&b, "%s%.*s（%.*s）", b.n ? "；" : "", (int)c->value.n, c->value.p,
			   (int)evidence.n, evidence.p);
	}
	struct str lead = word(w, INIT_WEAK);
	if (b.n)
		comment_line(w, depth,
			     arena_printf(w->arena, "%.*s%.*s", (int)lead.n, lead.p, (int)b.n, b.p));
	buf_free(&b);
}

static void write_section(struct writing *w, unsigned depth, size_t section, struct str of);

static void write_row(struct writing *w, unsigned depth, size_t section,
		      const struct guessed_row *row)
{
	const struct section *s = &w->set->sections.v[section];
	write_column(w, depth, "- ", section, 0, row);
	for (size_t i = 1; i < s->columns.n; i++) {
		bool wanted = row->columns[i].candidates.n || s->columns.v[i].type != VALUE_BOOL;
		if (wanted && any_value(w, section, i))
			write_column(w, depth + 1, "", section, i, row);
	}
	for (size_t i = 0; i < w->set->sections.n; i++)
		if (w->set->sections.v[i].parent == section)
			write_section(w, depth + 1, i, guessed_value(row, 0)->value);
}

static void write_section(struct writing *w, unsigned depth, size_t section, struct str of)
{
	const struct section *s = &w->set->sections.v[section];
	const struct guessed_section *g = &w->guesses->sections[section];
	if (!count_rows(w, section, of)) {
		write_shape(w, depth, section);
		weak_rows(w, depth, section, of);
		return;
	}
	indent(w->out, depth);
	buf_printf(w->out, "%.*s:\n", (int)s->key.n, s->key.p);
	/* Columns that no row has are told once. */
	for (size_t i = 1; i < s->columns.n; i++)
		if (!any_value(w, section, i))
			line_with(w, depth, key_value(w, "#   ", s->columns.v[i].name, STR("")),
				  absent(w, section, i));
	for (size_t i = 0; i < g->rows.n; i++)
		if (belongs(s, &g->rows.v[i], of) && !guessed_incomplete(s, &g->rows.v[i]))
			write_row(w, depth, section, &g->rows.v[i]);
	weak_rows(w, depth, section, of);
}

static void write_sections(struct writing *w)
{
	size_t top = ruleset_section(w->set, STR("meeting"));
	const struct section *s = &w->set->sections.v[top];
	for (size_t i = 0; i < s->columns.n; i++)
		write_column(w, 0, "", top, i, &w->guesses->sections[top].rows.v[0]);
	for (size_t i = 0; i < w->set->sections.n; i++)
		if (i != top && w->set->sections.v[i].parent == SIZE_MAX)
			write_section(w, 0, i, STR(""));
}

/* ---- what the engine's own keys say ----------------------------------------------------------- */

static void write_params(struct writing *w)
{
	if (!w->set->params.n)
		return;
	buf_char(w->out, '\n');
	comment_lines(w, word(w, INIT_PARAMS));
	buf_addz(w->out, "# params:\n");
	for (size_t i = 0; i < w->set->params.n; i++) {
		const struct param *p = &w->set->params.v[i];
		struct str value = p->day ? day_iso(w->arena, (int32_t)p->value)
					  : arena_printf(w->arena, "%ld", p->value);
		line_with(w, 0, key_value(w, "#   ", p->name, value), p->help);
	}
}

static bool by_name(const struct material *m)
{
	return strcmp(m->why_by, "title") && strcmp(m->why_by, "table columns");
}

static void write_kinds(struct writing *w)
{
	bool any = false;
	for (size_t k = 0; k < w->set->kinds.n; k++) {
		const struct kind *kind = &w->set->kinds.v[k];
		bool first = true;
		for (size_t i = 0; i < w->scanned->materials.n; i++) {
			const struct material *m = &w->scanned->materials.v[i];
			if (!str_eq(m->kind, kind->name) || m->volume.n || by_name(m))
				continue;
			if (!any) {
				buf_char(w->out, '\n');
				comment_lines(w, word(w, INIT_FILES));
				buf_addz(w->out, "# files:\n");
			}
			if (first)
				line_with(w, 0, key_value(w, "#   ", kind->title, STR("")), STR(""));
			any = true;
			first = false;
			line_with(w, 0, key_value(w, "#   - ", STR(""), yaml_glob(w->arena, m->file)),
				  arena_printf(w->arena, "%s “%.*s”", _(m->why_by), (int)m->why.n,
					       m->why.p));
		}
	}
}

/* The sentence of a failure in the user's language; its detail in brackets stays. */
static struct str failure_text(struct writing *w, struct str failure)
{
	size_t at = failure.p[failure.n - 1] == ')' ? str_find(failure, STR(" ("), 0) : SIZE_MAX;
	const char *sentence = arena_z(w->arena, str_cut(failure, 0, at == SIZE_MAX ? failure.n : at));
	struct str rest = at == SIZE_MAX ? STR("") : str_cut(failure, at, failure.n);
	return arena_printf(w->arena, "%s%.*s", _(sentence), (int)rest.n, rest.p);
}

static void write_ignored(struct writing *w)
{
	bool any = false;
	for (size_t i = 0; i < w->scanned->materials.n; i++) {
		const struct material *m = &w->scanned->materials.v[i];
		if (m->kind.n || m->volume.n)
			continue;
		if (!any) {
			buf_char(w->out, '\n');
			comment_lines(w, word(w, INIT_IGNORE));
			buf_addz(w->out, "# ignore:\n");
		}
		any = true;
		line_with(w, 0, key_value(w, "# - ", STR(""), yaml_glob(w->arena, m->file)),
			  m->failure.n ? failure_text(w, m->failure)
				       : str_of(_("kind not recognised")));
	}
}

void init_write(struct arena *a, const struct ruleset *set, const struct scanned *scanned,
		const struct guesses *guesses, struct buf *out)
{
	struct writing w = {a, set, scanned, guesses, out};
	comment_lines(&w, word(&w, INIT_HEAD));
	line_with(&w, 0, key_value(&w, "", STR("pack"), set->name), set->title);
	write_sections(&w);
	write_params(&w);
	write_kinds(&w);
	write_ignored(&w);
}
