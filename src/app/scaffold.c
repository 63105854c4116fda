/*
 * init --pack: a plan to the files of a first pack.  What is sought in the plan and what the files
 * look like is said by the base pack; here are only paragraphs, matches and templates.
 *
 * In a template a paragraph (lines up to a blank one) is left out when one of its placeholders has
 * no value; a line with a placeholder of many values is written once for each.
 */
#include "init.h"
#include "text.h"
#include "trace.h"

enum { MANY = 64 };

/* What was found for a seek. */
struct found {
	const struct seek *seek;
	struct strings values, quotes;
	LIST(size_t) at; /* in the order of the plan */
};

struct quote {
	struct str id, words;
	size_t at;
};

struct scaffolding {
	struct arena *arena;
	const struct ruleset *set;
	const struct plan_text *plan;
	struct strings lines; /* the plan's paragraphs, blanks left out */
	LIST(uint32_t) places; /* where they stand in it */
	LIST(struct found) found;
	LIST(struct quote) quotes;
	struct str pack, plan_name;
};

/* ---- seeking ------------------------------------------------------------------------- */

static struct str without_blanks(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);
		if (!utf8_is_blank(c) && c != '\n' && c != '\r')
			buf_utf8(&b, c == '\'' ? 0x2019 : c);
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static struct str group(const struct regex *r, const struct span *groups, const char *name,
			struct str line, struct span whole)
{
	for (size_t i = 0; i < regex_groups(r); i++)
		if (str_is(regex_group_name(r, i), name) && groups[i].end > groups[i].start)
			return str_cut(line, groups[i].start, groups[i].end);
	return str_cut(line, whole.start, whole.end);
}

/* Quotes of typewriters as those of print. */
static struct str with_quotes(struct arena *a, struct str s)
{
	struct buf b = {0};
	bool open = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '"')
			buf_char(&b, s.p[i]);
		else
			buf_addz(&b, (open = !open) ? "“" : "”");
	}
	struct str out = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void keep(struct scaffolding *s, struct found *f, const struct regex *r, size_t line,
		 struct span whole, const struct span *groups)
{
	struct str text = s->lines.list.v[line];
	struct str quote = group(r, groups, "quote", text, whole);
	*list_add(s->arena, &f->values.list) =
	    with_quotes(s->arena, group(r, groups, "value", text, whole));
	*list_add(s->arena, &f->quotes.list) = quote;
	*list_add(s->arena, &f->at) = (line << 16) + (size_t)(quote.p - text.p);
}

/* From (*LINE, FROM) on; false when nothing is found. */
static bool seek_with(struct scaffolding *s, struct found *f, struct str pattern, size_t line,
		      size_t from)
{
	struct span groups[MANY], whole;
	struct str why;
	size_t at;
	struct regex *r = regex_new(pattern, s->arena, &why, &at);
	bool stop = !r || regex_groups(r) > MANY;
	for (; !stop && line < s->lines.list.n; line++, from = 0) {
		size_t before = f->values.list.n;
		struct str text = s->lines.list.v[line];
		while (f->values.list.n < MANY && regex_match(r, text, from, &whole, groups) &&
		       whole.end > whole.start) {
			keep(s, f, r, line, whole, groups);
			from = whole.end;
			if (!f->seek->many)
				break;
		}
		stop = f->values.list.n && (!f->seek->many || f->values.list.n == before);
	}
	if (r)
		regex_free(r);
	return f->values.list.n > 0;
}

static void seek(struct scaffolding *s, const struct seek *what)
{
	struct found *f = list_add(s->arena, &s->found);
	struct span groups[MANY], whole = {0, 0};
	struct str why;
	size_t line = 0, at;
	f->seek = what;
	if (what->after.n) {
		struct regex *r = regex_new(what->after, s->arena, &why, &at);
		while (r && line < s->lines.list.n &&
		       !regex_match(r, s->lines.list.v[line], 0, &whole, groups))
			line++;
		if (r)
			regex_free(r);
	}
	for (size_t i = 0; i < what->patterns.list.n; i++)
		if (seek_with(s, f, what->patterns.list.v[i], line, whole.end))
			break;
	for (size_t i = 0; what->day && i < f->values.list.n; i++) {
		struct date d;
		if (!date_find(f->values.list.v[i], 0, DAY_NONE, &d))
			f->values.list.n = i; /* no date: as if nothing was found */
		else
			f->values.list.v[i] = day_iso(s->arena, d.last);
	}
}

/* ---- clauses -------------------------------------------------------------------------- */

static struct str with_number(struct arena *a, struct str id, size_t n)
{
	size_t at = str_find(id, STR("{n}"), 0);
	if (at == SIZE_MAX)
		return id;
	return arena_printf(a, "%.*s%zu%.*s", (int)at, id.p, n, (int)(id.n - at - 3), id.p + at + 3);
}

static bool quoted(const struct scaffolding *s, struct str id)
{
	for (size_t i = 0; i < s->quotes.n; i++)
		if (str_eq(s->quotes.v[i].id, id))
			return true;
	return false;
}

static int by_place(const void *a, const void *b)
{
	const struct quote *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return str_cmp(x->id, y->id);
}

static void gather_quotes(struct scaffolding *s)
{
	for (size_t i = 0; i < s->found.n; i++) {
		const struct found *f = &s->found.v[i];
		for (size_t k = 0; f->seek->clause.n && k < f->quotes.list.n; k++) {
			struct str id = with_number(s->arena, f->seek->clause, k + 1);
			if (!quoted(s, id))
				*list_add(s->arena, &s->quotes) =
				    (struct quote){id, f->quotes.list.v[k], f->at.v[k]};
		}
	}
	if (s->quotes.n)
		qsort(s->quotes.v, s->quotes.n, sizeof *s->quotes.v, by_place);
}

static void put_clauses(struct scaffolding *s, struct buf *out)
{
	for (size_t i = 0; i < s->quotes.n; i++) {
		const struct quote *q = &s->quotes.v[i];
		struct clause c = {.id = q->id,
				   .quote = q->words,
				   .line = s->places.v[q->at >> 16]};
		struct quote_place p = plan_find(s->arena, s->plan, &c);
		buf_printf(out, "  %.*s:\n    quote: '%.*s'\n    line: %u\n    fingerprint: '%.*s'\n",
			   (int)q->id.n, q->id.p, (int)q->words.n, q->words.p, p.line,
			   (int)p.fingerprint.n, p.fingerprint.p);
	}
}

/* What the base can check and no quote was found for. */
static void put_rest(const struct scaffolding *s, struct buf *out)
{
	for (size_t i = 0; i < s->set->clauses.n; i++) {
		const struct clause *c = &s->set->clauses.v[i];
		if (!quoted(s, c->id))
			buf_printf(out, "# %.*s: %.*s\n", (int)c->id.n, c->id.p, (int)c->asks.n,
				   c->asks.p);
	}
}

static void put_open(const struct scaffolding *s, struct buf *out)
{
	for (size_t i = 0; i < s->found.n; i++)
		if (!s->found.v[i].values.list.n && s->found.v[i].seek->ask.n)
			buf_printf(out, "# %.*s%.*s\n", (int)s->set->scaffold.open.n,
				   s->set->scaffold.open.p, (int)s->found.v[i].seek->ask.n,
				   s->found.v[i].seek->ask.p);
}

/* ---- templates -------------------------------------------------------------------------- */

static const struct found *by_name(const struct scaffolding *s, struct str name)
{
	for (size_t i = 0; i < s->found.n; i++)
		if (s->found.v[i].seek->name.n && str_eq(s->found.v[i].seek->name, name))
			return &s->found.v[i];
	return NULL;
}

/* The words as a pattern: marks may be left out, and quotes be of any style. */
static void put_pattern(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);
		if (c == '"' || c == 0x201c || c == 0x201d)
			buf_addz(out, "[\"“”]?");
		else if (c == 0x3001 || c == 0xff0c || c == ',')
			buf_addz(out, "[、，, ]?");
		else {
			if (c < 0x80 && strchr(".^$*+?()[]{}|\\-#", (int)c))
				buf_char(out, '\\');
			buf_utf8(out, c);
		}
	}
}

/* The words with a character in the middle twice: for tests that are to fail. */
static void put_slip(struct str s, struct buf *out)
{
	size_t n = utf8_count(s), nth = 0;
	bool done = false;
	for (size_t i = 0; i < s.n; nth++) {
		uint32_t c = utf8_next(s, &i);
		buf_utf8(out, c);
		if (!done && nth >= n / 2 && c >= 0x4e00 && c < 0xa000) {
			buf_utf8(out, c);
			done = true;
		}
	}
}

/* The first two thirds: for tests of what may be left out. */
static void put_short(struct str s, struct buf *out)
{
	size_t n = utf8_count(s) * 2 / 3;
	size_t at = 0;
	while (n-- && at < s.n)
		utf8_next(s, &at);
	buf_add(out, str_cut(s, 0, at));
}

/* For LIKE: marks may be any, or none. */
static void put_like(struct str s, struct buf *out)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		bool kept = utf8_is_han(c) || (c >= '0' && c <= '9');
		if (kept)
			buf_utf8(out, c);
		else
			buf_add(out, STR("%"));
	}
}

static void put_value(struct str value, struct str style, struct buf *out)
{
	if (str_is(style, "pattern"))
		put_pattern(value, out);
	else if (str_is(style, "slip"))
		put_slip(value, out);
	else if (str_is(style, "like"))
		put_like(value, out);
	else if (str_is(style, "short"))
		put_short(value, out);
	else
		buf_add(out, value);
}

/* All values but number WITHOUT, with JOINT between. */
static void put_joined(const struct strings *values, struct str joint, size_t without, struct buf *out)
{
	bool first = true;
	for (size_t i = 0; i < values->list.n; i++) {
		if (i == without)
			continue;
		if (!first)
			buf_add(out, joint);
		buf_add(out, values->list.v[i]);
		first = false;
	}
}

/* One placeholder, for value number NTH of those with many.  False: it has none. */
static bool put_placeholder(struct scaffolding *s, struct str inside, size_t nth, struct buf *out)
{
	struct str rest = inside, name, style = {0}, joint = {0};
	bool others = false;
	const struct strings *numbers = &s->set->scaffold.numbers;
	if (str_find(inside, STR("|"), 0) != SIZE_MAX) {
		str_split(&rest, '|', &name);
		joint = rest;
		others = str_ends(name, STR(":others"));
		name = others ? str_cut(name, 0, name.n - STR(":others").n) : name;
	} else if (str_split(&rest, ':', &name) && rest.p) {
		style = rest;
	}
	if (str_is(name, "pack") || str_is(name, "base") || str_is(name, "plan")) {
		buf_add(out, str_is(name, "pack")   ? s->pack
			     : str_is(name, "plan") ? s->plan_name
						    : s->set->name);
		return true;
	}
	if (str_is(name, "n"))
		buf_printf(out, "%zu", nth + 1);
	else if (str_is(name, "count"))
		buf_add(out, nth < numbers->list.n ? numbers->list.v[nth] : STR("?"));
	else {
		const struct found *f = by_name(s, name);
		if (!f || !f->values.list.n)
			return false;
		size_t n = f->values.list.n;
		if (joint.p)
			put_joined(&f->values, joint, others ? nth : n, out);
		else
			put_value(f->values.list.v[nth < n ? nth : 0], style, out);
	}
	return true;
}

static bool is_placeholder(struct str s)
{
	for (size_t i = 0; i < s.n && s.p[i] != '|' && s.p[i] != ':'; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && s.p[i] != '_')
			return false;
	return s.n > 0;
}

/* The next "<name>" at or after *AT. */
static bool next_placeholder(struct str line, size_t *at, struct str *inside, size_t *end)
{
	for (;; (*at)++) {
		*at = str_find(line, STR("<"), *at);
		size_t close = *at == SIZE_MAX ? SIZE_MAX : str_find(line, STR(">"), *at);
		if (close == SIZE_MAX)
			return false;
		*inside = str_cut(line, *at + 1, close);
		*end = close + 1;
		if (is_placeholder(*inside))
			return true;
	}
}

/* How often a line is written. */
static size_t times(const struct scaffolding *s, struct str line)
{
	struct str inside, name;
	size_t end, n = 1;
	for (size_t at = 0; next_placeholder(line, &at, &inside, &end); at = end) {
		struct str rest = inside;
		str_split(&rest, ':', &name);
		const struct found *f = by_name(s, name);
		if (f && f->seek->many && f->values.list.n > n)
			n = f->values.list.n;
	}
	return n;
}

static bool put_line(struct scaffolding *s, struct str line, size_t nth, struct buf *out)
{
	struct str inside;
	size_t from = 0, end;
	for (size_t at = 0; next_placeholder(line, &at, &inside, &end); at = from = end) {
		buf_add(out, str_cut(line, from, at));
		if (!put_placeholder(s, inside, nth, out))
			return false;
	}
	buf_add(out, str_cut(line, from, line.n));
	buf_char(out, '\n');
	return true;
}

static bool put_block(struct scaffolding *s, struct str line, struct buf *out)
{
	if (str_is(str_trim(line), "<clauses>"))
		put_clauses(s, out);
	else if (str_is(str_trim(line), "<open>"))
		put_open(s, out);
	else if (str_is(str_trim(line), "<rest>"))
		put_rest(s, out);
	else
		return false;
	return true;
}

static void put_template(struct scaffolding *s, struct str text, struct buf *out)
{
	struct buf part = {0};
	struct str line;
	bool whole = true, more = true;
	while (more) {
		more = str_split(&text, '\n', &line) && text.p;
		bool blank = !str_trim(line).n;
		if (str_is(str_trim(line), "<clauses>"))
			whole = whole && s->quotes.n;
		for (size_t i = 0, n = times(s, line); !blank && whole && i < n; i++)
			if (!put_block(s, line, &part))
				whole = put_line(s, line, i, &part);
		if (more && !blank)
			continue;
		if (whole && part.n) {
			if (out->n)
				buf_char(out, '\n');
			buf_add(out, buf_str(&part));
		}
		part.n = 0;
		whole = true;
	}
	buf_free(&part);
}

/* ---- the whole --------------------------------------------------------------------------- */

bool scaffold_make(struct arena *a, const struct ruleset *base, const char *plan, struct str pack,
		   struct scaffold_files *out, struct str *why)
{
	struct scaffolding s = {.arena = a, .set = base, .pack = pack};
	const struct document *d = read_file(a, plan, path_base(str_of(plan)));
	s.plan = plan_read(a, plan, base, why);
	if (!s.plan)
		return false;
	s.plan_name = arena_printf(a, "plan.%.*s", (int)path_ext(str_of(plan)).n,
				   path_ext(str_of(plan)).p);
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct span span = d->blocks.v[i].span;
		*list_add(a, &s.places) = document_place(d, span).line;
		*list_add(a, &s.lines.list) =
		    without_blanks(a, str_cut(d->text, span.start, span.end));
	}
	for (size_t i = 0; i < base->scaffold.seeks.n; i++)
		seek(&s, &base->scaffold.seeks.v[i]);
	gather_quotes(&s);
	for (size_t i = 0; i < base->scaffold.files.n; i++) {
		struct buf text = {0};
		put_template(&s, base->scaffold.files.v[i].value, &text);
		if (text.n)
			*list_add(a, &out->list) = (struct pair){
			    .key = base->scaffold.files.v[i].key, .value = arena_dup(a, buf_str(&text))};
		buf_free(&text);
	}
	struct pair copy = {.key = s.plan_name};
	if (!file_read(a, plan, &copy.value, why))
		return false;
	*list_add(a, &out->list) = copy;
	return true;
}
