/* What kind of material a document is, and by which words that was decided. */
#include "parts.h"

/* What a pattern of a kind is looked for in. */
enum pattern_of { OF_FILE, OF_HEADING, OF_HINT };

enum { TITLE_LINES = 4, TITLE_LINE_MAX = 60, OPENING_MAX = 600 };

static bool decide(struct checker *c, size_t kind, const char *by, struct str why)
{
	c->kind = kind;
	c->why_by = by;
	c->why = why;
	return true;
}

static const struct regexes *patterns_of(const struct kind *k, enum pattern_of of)
{
	return of == OF_FILE ? &k->file : of == OF_HEADING ? &k->heading : &k->hint;
}

/* The first characters of the text, title and all. */
static struct str opening(const struct document *d)
{
	if (!d->blocks.n)
		return (struct str){0};
	size_t from = d->blocks.v[0].span.start, end = from;
	for (size_t n = 0; n < OPENING_MAX && end < d->blocks.v[d->blocks.n - 1].span.end; n++)
		utf8_next(d->text, &end);
	return str_cut(d->text, from, end);
}

static bool opens_so(struct checker *c, const struct kind *k)
{
	struct str found;
	return !k->opening.list.n ||
	       regexes_match_text(c->arena, &k->opening, opening(c->document), &found, NULL, NULL);
}

static bool by_patterns(struct checker *c, struct str text, enum pattern_of of, const char *by)
{
	for (size_t i = 0; i < c->set->kinds.n; i++) {
		const struct kind *k = &c->set->kinds.v[i];
		struct str found;
		if (regexes_match_text(c->arena, &k->unless, text, &found, NULL, NULL))
			continue;
		if (regexes_match_text(c->arena, patterns_of(k, of), text, &found, NULL, NULL) &&
		    opens_so(c, k))
			return decide(c, i, by, text);
	}
	return false;
}

static bool by_meta(struct checker *c)
{
	for (size_t i = 0; i < c->document->meta.n; i++) {
		const struct pair *p = &c->document->meta.v[i];
		/* Whatever its key is called: a value that is the name of a kind says it. */
		size_t kind = ruleset_kind(c->set, p->value);
		if (kind != SIZE_MAX)
			return decide(c, kind, "front matter", p->value);
	}
	return false;
}

/* A cell that shares its row is a label or a value, and no title. */
static bool in_company(const struct document *d, size_t i)
{
	const struct block *b = &d->blocks.v[i];
	if (b->type != BLOCK_CELL)
		return false;
	for (size_t k = i + 1; k < d->blocks.n; k++) {
		const struct block *beside = &d->blocks.v[k];
		if (beside->type != BLOCK_CELL || beside->table != b->table || beside->row != b->row)
			break;
		if (str_trim(document_slice(d, beside->span)).n)
			return true;
	}
	return false;
}

/* The first lines, as long as they look like a title. */
static void find_title(struct checker *c, struct str lines[TITLE_LINES], size_t *n)
{
	const struct document *d = c->document;
	*n = 0;
	for (size_t i = 0; i < d->blocks.n && *n < TITLE_LINES; i++) {
		const struct block *b = &d->blocks.v[i];
		struct str s = str_trim(document_slice(d, b->span));
		if (utf8_count(s) > TITLE_LINE_MAX || str_ends(s, STR("。")))
			break;
		if (in_company(d, i)) {
			if (!*n)
				c->title = s;
			break;
		}
		lines[(*n)++] = s;
	}
	if (*n)
		c->title = lines[0];
	for (size_t i = 0; i < d->meta.n; i++)
		if (str_is(d->meta.v[i].key, "title") && !*n)
			lines[(*n)++] = c->title = d->meta.v[i].value;
}

static bool by_title(struct checker *c, const struct str *lines, size_t n)
{
	struct str joined = {0};
	for (size_t i = 0; i < n; i++) {
		joined = arena_printf(c->arena, "%.*s%.*s", (int)joined.n, joined.p ? joined.p : "",
				      (int)lines[i].n, lines[i].p);
		if (!by_patterns(c, joined, OF_HEADING, "title"))
			continue;
		c->title = joined;
		return true;
	}
	return false;
}

/* "a|b" names a column by either. */
static bool has_column(struct checker *c, struct str synonyms)
{
	const struct document *d = c->document;
	struct str rest = synonyms, one;
	while (str_split(&rest, '|', &one)) {
		struct field f = {0};
		*list_add(c->arena, &f.labels.list) = one;
		for (size_t i = 0; i < d->blocks.n; i++)
			if (d->blocks.v[i].type == BLOCK_CELL && d->blocks.v[i].row < 8 &&
			    label_matches(c, &f, document_slice(d, d->blocks.v[i].span)))
				return true;
	}
	return false;
}

static bool by_columns(struct checker *c)
{
	for (size_t i = 0; c->document->tables.n && i < c->set->kinds.n; i++) {
		const struct strings *columns = &c->set->kinds.v[i].columns;
		size_t found = 0;
		while (found < columns->list.n && has_column(c, columns->list.v[found]))
			found++;
		if (found && found == columns->list.n)
			return decide(c, i, "table columns", columns->list.v[0]);
	}
	return false;
}

static struct str without_extension(struct str path)
{
	struct str ext = path_ext(path);
	return ext.n ? str_cut(path, 0, path.n - ext.n - 1) : path;
}

/* By what stands in it: the name of its file is that of all of them. */
static void classify_volume(struct checker *c, const struct str *lines, size_t n)
{
	struct str volume = c->document->volume;
	c->kind = SIZE_MAX;
	if (!by_title(c, lines, n) && !by_patterns(c, volume, OF_FILE, "title") && !by_columns(c))
		by_patterns(c, volume, OF_HINT, "title");
}

void classify(struct checker *c, size_t forced)
{
	struct str lines[TITLE_LINES];
	size_t n;
	const struct document *d = c->document;
	bool sheets = d->volume.n && d->tables.n && d->tables.v[0].sheet.n;
	c->kind = SIZE_MAX;
	find_title(c, lines, &n);
	if (d->volume.n && !sheets) {
		classify_volume(c, lines, n);
		return;
	}
	struct str path = without_extension(d->file);
	if (forced != SIZE_MAX)
		decide(c, forced, "manifest", d->file);
	else if (!by_meta(c) && !by_patterns(c, path_base(path), OF_FILE, "file name") &&
		 !by_title(c, lines, n) && !by_columns(c) &&
		 !by_patterns(c, path_base(path), OF_HINT, "file name") &&
		 !by_patterns(c, path, OF_FILE, "folder name"))
		by_patterns(c, path, OF_HINT, "folder name");
	/* Sheets that are apart from the others of their workbook. */
	if (sheets && c->kind != SIZE_MAX && sheet_is_apart(c, d, 0))
		classify_volume(c, lines, n);
}
