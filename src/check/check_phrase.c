/*
 * phrase: fixed phrases are written as they are, and what is said to be one is one.
 *
 * All rules of this kind look at a document together, once, so that the right form of one
 * is never a slip of another.
 */
#include "phrase.h"

static bool load(struct loader *l, const struct node *map, struct rule *rule)
{
	struct phrases *p = arena_new(l->arena, struct phrases);
	rule->config = p;
	return phrases_load(l, map, p);
}

static const struct phrase_memory *look(struct checker *c, const struct rule *rule)
{
	struct phrase_memory *m = c->phrases;
	if (m)
		return m;
	m = c->phrases = arena_new(c->arena, struct phrase_memory);
	fold_break(c->arena, 0, &m->text);
	for (size_t i = 0; i < c->document->blocks.n; i++) {
		struct span s = c->document->blocks.v[i].span;
		fold_add(c->arena, c->document->text, s, &m->text);
		fold_break(c->arena, s.end, &m->text);
	}
	phrases_find(c->arena, c->set, rule->check, &m->text, m);
	phrases_settle(c->arena, m);
	return m;
}

static struct span place_of(const struct phrase_memory *m, size_t start, size_t end)
{
	if (end <= start)
		end = start + 1;
	return (struct span){m->text.chars.v[start].at, m->text.chars.v[end - 1].end};
}

static bool in_part(struct span s, const struct part *part)
{
	return s.start >= part->body.start && s.end <= part->body.end;
}

static struct str form_slice(const struct form *f, size_t from, size_t to)
{
	if (from >= f->text.chars.n || to <= from)
		return (struct str){0};
	return str_cut(f->raw, f->text.chars.v[from].at, f->text.chars.v[to - 1].end);
}

/* ---- marks ----------------------------------------------------------------------- */

static const struct {
	uint32_t open, close;
} pairs[] = {{0x201c, 0x201d}, {0x2018, 0x2019}, {0x300a, 0x300b}, {0, 0}};

static uint32_t char_before(struct str text, size_t at, size_t *start)
{
	size_t i = at;
	while (i > 0 && ((unsigned char)text.p[--i] & 0xc0) == 0x80)
		;
	*start = i;
	return at > 0 ? utf8_next(text, &i) : 0;
}

/* Folding leaves marks out: one whose other half is in the span goes with it, and a pair
   around it that the right form has too. */
static struct span with_marks(struct str text, struct span s, struct str right)
{
	size_t first = 0, last;
	uint32_t right_open = right.n ? utf8_next(right, &first) : 0;
	uint32_t right_close = char_before(right, right.n, &last);
	for (size_t k = 0; pairs[k].open; k++) {
		int open = 0, lone = 0;
		for (size_t i = s.start; i < s.end;) {
			uint32_t ch = utf8_next(text, &i);
			if (ch == pairs[k].open)
				open++;
			else if (ch == pairs[k].close && open > 0)
				open--;
			else if (ch == pairs[k].close)
				lone++;
		}
		size_t end = s.end, start = s.start;
		bool behind = end < text.n && utf8_next(text, &end) == pairs[k].close;
		bool before = char_before(text, s.start, &start) == pairs[k].open;
		bool both = behind && before && right_open == pairs[k].open &&
			    right_close == pairs[k].close;
		if (behind && (open > 0 || both))
			s.end = (uint32_t)end;
		if (before && (lone > 0 || both))
			s.start = (uint32_t)start;
	}
	return s;
}

/* ---- slips ---------------------------------------------------------------------- */

static struct str known_right(const struct phrases *p, const struct find *f)
{
	return f->form->type == FORM_WRONG ? p->list.v[f->form->phrase].right : f->form->raw;
}

static void tell(struct checker *c, const struct rule *rule, const struct part *part,
		 const struct phrase_memory *m, const struct find *f)
{
	const struct phrases *p = rule->config;
	struct span s =
	    with_marks(c->document->text, place_of(m, f->start, f->end), known_right(p, f));
	struct span here = place_of(m, f->edit, f->edit_end);
	bool known = f->form->type == FORM_WRONG;
	struct str right = known_right(p, f), other;
	struct checkpoint *at = checker_add(c, rule, OUTCOME_FAIL, part, s);
	checker_value(c, at, "found", document_slice(c->document, s));
	for (struct str rest = f->others; rest.n && str_split(&rest, '\n', &other);)
		right = arena_printf(c->arena, "%.*s” / “%.*s", (int)right.n, right.p, (int)other.n,
				     other.p);
	checker_value(c, at, "right", right);
	checker_value(c, at, "reason", f->form->why);
	checker_value(c, at, "here", document_slice(c->document, here));
	checker_value(c, at, "there",
		      known ? right : form_slice(f->form, f->form_edit, f->form_edit_end));
}

/* ---- what is said to be a phrase --------------------------------------------------- */

struct statement {
	size_t start, end; /* folded */
};

struct statements {
	LIST(struct statement) list;
};

/* Ends of what is stated: the sentence's, a closing quote, the block's. */
static size_t stated_end(const struct checker *c, const struct phrase_memory *m, size_t at)
{
	struct str text = c->document->text;
	uint32_t from = m->text.chars.v[at].at;
	uint32_t block = c->document->blocks.v[document_block(c->document, from)].span.end;
	uint32_t end = sentence_end(text, from, block);
	for (size_t i = from; i < end;) {
		size_t before = i;
		uint32_t ch = utf8_next(text, &i);
		if (ch == 0x201d || (ch == '"' && before > from) || ch == 0x3002 || ch == 0xff1b)
			end = (uint32_t)before;
	}
	return fold_at(&m->text, end);
}

/* TEXT and FORM are alike up to COMMON, and again for RUN characters from TEXT_TO and FORM_TO on. */
struct difference {
	size_t common, text_to, form_to, run;
};

static size_t alike_from(const struct phrase_memory *m, struct statement s, size_t at, const struct form *f,
			 size_t from)
{
	size_t n = 0;
	while (at + n < s.end && from + n < f->text.chars.n &&
	       m->text.chars.v[at + n].c == f->text.chars.v[from + n].c)
		n++;
	return n;
}

static struct difference difference_of(const struct phrase_memory *m, struct statement s, const struct form *f)
{
	enum { GAP_MAX = 14, RUN_MIN = 4 };
	struct difference d = {.common = phrase_common(&m->text, s.start, f)};
	for (size_t sum = 1; sum <= 2 * GAP_MAX; sum++)
		for (size_t i = sum > GAP_MAX ? sum - GAP_MAX : 0; i <= sum && i <= GAP_MAX; i++) {
			size_t at = s.start + d.common + i, from = d.common + sum - i;
			size_t run = at < s.end && from < f->text.chars.n ? alike_from(m, s, at, f, from) : 0;
			if (run >= RUN_MIN && run > d.run)
				d = (struct difference){d.common, at, from, run};
		}
	return d;
}

/* What is shown of it: the piece that differs, with as much behind it as makes it readable. */
static void tell_difference(struct checker *c, struct checkpoint *at, const struct phrase_memory *m,
			    struct statement s, const struct form *f, struct difference d)
{
	enum { EXCERPT = 6, SHOWN = 4 };
	size_t from = s.start + d.common, to = from + EXCERPT, form_to = d.common + EXCERPT;
	if (d.run) {
		size_t shown = d.text_to - from, more = shown < SHOWN ? SHOWN - shown : 0;
		to = d.text_to + more;
		form_to = d.form_to + more;
	}
	if (to > s.end)
		to = s.end;
	if (form_to > f->text.chars.n)
		form_to = f->text.chars.n;
	if (from < to) {
		checker_also(c, at, "difference", place_of(m, from, to));
		checker_value(c, at, "here", document_slice(c->document, place_of(m, from, to)));
	}
	checker_value(c, at, "there", form_slice(f, d.common, form_to));
}

/* Returns where what was compared ends. */
static size_t compare_stated(struct checker *c, const struct rule *rule, const struct part *part,
			     const struct phrase_memory *m, struct statement s)
{
	const struct phrases *p = rule->config;
	const struct form *best = NULL;
	struct difference least = {0};
	for (size_t i = 0; i < p->forms.n; i++) {
		const struct form *f = &p->forms.v[i];
		if (f->type == FORM_WRONG)
			continue;
		struct difference d = {.common = phrase_common(&m->text, s.start, f)};
		if (d.common < f->text.chars.n)
			d = difference_of(m, s, f);
		/* Of two that begin alike, the one that goes on alike. */
		if (!best || d.common + d.run > least.common + least.run || d.common == f->text.chars.n) {
			best = f;
			least = d;
		}
	}
	size_t n = best ? best->text.chars.n : 0;
	bool right = best && least.common == n;
	struct checkpoint *at = checker_add(c, rule, right ? OUTCOME_PASS : OUTCOME_FAIL, part,
					    place_of(m, s.start, right ? s.start + n : s.end));
	if (right || !best)
		return s.start + n;
	checker_value(c, at, "found", document_slice(c->document, place_of(m, s.start, s.end)));
	checker_value(c, at, "right", best->raw);
	tell_difference(c, at, m, s, best, least);
	return s.end;
}

static void add_statement(struct checker *c, const struct rule *rule, const struct part *part,
			  const struct phrase_memory *m, uint32_t from, struct statements *out)
{
	const struct phrases *p = rule->config;
	size_t start = fold_at(&m->text, from), longest = 0;
	bool next = false;
	/* A label in a cell of its own: the next one has the words. */
	for (; start < m->text.chars.n && m->text.chars.v[start].c == FOLD_BREAK; start++)
		next = true;
	if (start >= m->text.chars.n || m->text.chars.v[start].at >= part->body.end)
		return;
	for (size_t i = 0; i < p->forms.n; i++)
		if (p->forms.v[i].text.chars.n > longest)
			longest = p->forms.v[i].text.chars.n;
	struct statement s = {start, stated_end(c, m, start)};
	if (s.end <= s.start || (next && s.end - s.start < longest / 2))
		return;
	for (size_t i = 0; i < out->list.n; i++)
		if (s.start < out->list.v[i].end && out->list.v[i].start < s.end)
			return;
	s.end = compare_stated(c, rule, part, m, s);
	*list_add(c->arena, &out->list) = s;
}

static void run_stated(struct checker *c, const struct rule *rule, const struct part *part,
		       const struct phrase_memory *m, struct statements *out)
{
	const struct phrases *p = rule->config;
	const struct document *d = c->document;
	for (size_t b = document_block(d, part->body.start);
	     p->stated.list.n && b < d->blocks.n && d->blocks.v[b].span.start < part->body.end;
	     b++) {
		struct str text = document_slice(d, d->blocks.v[b].span);
		for (size_t r = 0; r < p->stated.list.n; r++) {
			struct span hit;
			for (size_t from = 0; from <= text.n && regex_match(p->stated.list.v[r],
									    text, from, &hit, NULL);
			     from = hit.end > from ? hit.end : text.n + 1)
				add_statement(c, rule, part, m, d->blocks.v[b].span.start + hit.end,
					      out);
		}
	}
}

/* ---- the rule ------------------------------------------------------------------------ */

static bool in_statement(const struct statements *s, const struct find *f)
{
	for (size_t i = 0; i < s->list.n; i++)
		if (f->edit < s->list.v[i].end && s->list.v[i].start < f->edit_end)
			return true;
	return false;
}

static void run_part(struct checker *c, const struct rule *rule, const struct part *part)
{
	const struct phrase_memory *m = look(c, rule);
	struct statements stated = {0};
	bool failed = false;
	run_stated(c, rule, part, m, &stated);
	for (size_t i = 0; i < m->finds.n; i++) {
		const struct find *f = &m->finds.v[i];
		if (f->rule != rule || in_statement(&stated, f) ||
		    !in_part(place_of(m, f->start, f->end), part))
			continue;
		tell(c, rule, part, m, f);
		failed = true;
	}
	/* One that is right stands for all of them. */
	for (size_t i = 0; !failed && !stated.list.n && i < m->exacts.n; i++) {
		struct span s = place_of(m, m->exacts.v[i].start, m->exacts.v[i].end);
		if (m->exacts.v[i].rule != rule || !in_part(s, part))
			continue;
		checker_add(c, rule, OUTCOME_PASS, part, s);
		break;
	}
}

static void run(struct checker *c, const struct rule *rule)
{
	for (size_t i = 0; i < c->parts.n; i++)
		if (rule_selects(c, rule, &c->parts.v[i]))
			run_part(c, rule, &c->parts.v[i]);
}

static const char *const keys[] = {"phrases", "confusable", "joiners", "fillers", "whole", "before", "behind",
				   "words",   "shorter",    "stated",  NULL};
static const char *const placeholders[] = {"found", "right", "reason", "here", "there", NULL};

const struct check_kind check_phrase = {
    .name = "phrase",
    .help = "fixed phrases are written as they are: known slips, and what is one edit away",
    .keys = keys,
    .load = load,
    .run = run,
    .placeholders = placeholders,
};
