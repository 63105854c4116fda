/*
 * An exception as it stands in a comment in the material itself:
 *
 *   baguan: allow RULE… 理由：WORDS 责任人：NAME 到期：2022-03-31 指纹：1234
 *
 * All but rule and reason may be left out, the order is free, and each label has an English name, too.
 */
#include "exceptions.h"
#include "text.h"

enum label { REASON, OWNER, EXPIRES, FINGERPRINT, LABELS };

static const char *const label_names[LABELS][3] = {
    [REASON] = {"理由", "原因", "reason"},
    [OWNER] = {"责任人", "同意人", "owner"},
    [EXPIRES] = {"到期", "有效期至", "expires"},
    [FINGERPRINT] = {"指纹", "指纹", "fingerprint"},
};

struct words {
	struct str before;         /* the labels */
	struct str value[LABELS];
	bool given[LABELS];
};

/* ASCII letters count alike: an office program makes the first one large. */
static bool starts_with(struct str s, const char *z)
{
	size_t n = strlen(z);
	for (size_t i = 0; i < n; i++) {
		char c = i < s.n ? s.p[i] : '\0';
		if ((c >= 'A' && c <= 'Z' ? (char)(c | 32) : c) != z[i])
			return false;
	}
	return true;
}

static struct str after_blanks(struct str s)
{
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);
		if (!utf8_is_blank(c) && c != '\n' && c != '\r')
			return str_cut(s, from, s.n);
	}
	return str_cut(s, s.n, s.n);
}

/* What stands behind NAME and a colon; false when S does not begin so. */
static bool behind_label(struct str s, const char *name, struct str *rest)
{
	if (!starts_with(s, name))
		return false;
	struct str tail = after_blanks(str_cut(s, strlen(name), s.n));
	size_t colon = str_starts(tail, STR("：")) ? 3 : str_starts(tail, STR(":")) ? 1 : 0;
	*rest = str_cut(tail, colon, tail.n);
	return colon > 0;
}

static bool label_at(struct str s, enum label *label, struct str *rest)
{
	for (int i = 0; i < LABELS; i++)
		for (int k = 0; k < 3; k++)
			if (behind_label(s, label_names[i][k], rest)) {
				*label = (enum label)i;
				return true;
			}
	return false;
}

static bool separates(uint32_t c)
{
	return utf8_is_blank(c) || c == '\n' || c == '\r' || c == ',' || c == ';' || c == 0xff0c || c == 0xff1b ||
	       c == 0x3001 || c == 0x3002;
}

/* Without separators at both ends. */
static struct str strip(struct str s)
{
	size_t at = 0;
	while (at < s.n) {
		size_t next = at;
		if (!separates(utf8_next(s, &next)))
			break;
		at = next;
	}
	s = str_cut(s, at, s.n);
	for (size_t end = s.n; end;) {
		size_t last = end;
		if (!separates(utf8_prev(s, &last)))
			break;
		s.n = end = last;
	}
	return s;
}

/* Cuts S at its labels; one counts at the beginning, or behind a separator. */
static void cut_words(struct str s, struct words *out)
{
	struct str *value = &out->before, rest;
	size_t from = 0;
	bool boundary = true;
	enum label label;
	*out = (struct words){0};
	for (size_t at = 0; at < s.n;) {
		if (boundary && label_at(str_cut(s, at, s.n), &label, &rest)) {
			*value = strip(str_cut(s, from, at));
			value = &out->value[label];
			out->given[label] = true;
			at = from = (size_t)(rest.p - s.p);
			boundary = true;
			continue;
		}
		boundary = separates(utf8_next(s, &at));
	}
	*value = strip(str_cut(s, from, s.n));
}

static const char *const *all_rules(struct arena *a, const struct exception_rules *r)
{
	size_t n = 0;
	while (r->also[n])
		n++;
	const char **all = arena_array(a, const char *, r->set->rules.n + n + 1);
	for (size_t i = 0; i < r->set->rules.n + n; i++)
		all[i] = i < n ? r->also[i] : r->set->rules.v[i - n].info.id.p;
	return all;
}

static bool fail(struct allow_fault *f, const char *sentence, struct str detail)
{
	f->sentence = sentence;
	f->detail = detail;
	return false;
}

static bool is_known(struct str id, const char *const *all)
{
	for (; *all; all++)
		if (str_is(id, *all))
			return true;
	return false;
}

/* The ids in S, each an exception. */
static bool name_rules(struct arena *a, struct str s, const char *const *all, struct exceptions *out,
		       struct allow_fault *f)
{
	for (s = strip(s); s.n; s = strip(s)) {
		size_t end = 0, next = 0;
		while (next < s.n && !separates(utf8_next(s, &next)))
			end = next;
		struct str id = str_cut(s, 0, end);
		s = str_cut(s, end, s.n);
		if (!is_known(id, all)) {
			f->hint = closest(a, id, all);
			return fail(f, N_("there is no such rule"), id);
		}
		list_add(a, &out->list)->rule = arena_dup(a, id);
	}
	return true;
}

/* On one line: blanks and line ends in a row count as one blank. */
static struct str on_a_line(struct arena *a, struct str s)
{
	struct buf b = {0};
	bool blank = false;
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);
		bool is_blank = utf8_is_blank(c) || c == '\n' || c == '\r';
		if (is_blank && !blank)
			buf_char(&b, ' ');
		else if (!is_blank)
			buf_add(&b, str_cut(s, from, at));
		blank = is_blank;
	}
	struct str line = arena_dup(a, buf_str(&b));
	buf_free(&b);
	return line;
}

/* What all of them share. */
static bool fill(struct arena *a, const struct words *w, struct exception *e, struct allow_fault *f)
{
	struct date d;
	struct str day = w->value[EXPIRES];
	e->source = EXCEPTION_INLINE;
	e->expires = DAY_NONE;
	e->reason = on_a_line(a, w->value[REASON]);
	e->owner = on_a_line(a, w->value[OWNER]);
	e->fingerprint = arena_dup(a, w->value[FINGERPRINT]);
	if (!w->given[EXPIRES])
		return true;
	if (!date_find(day, 0, DAY_NONE, &d) || d.first != d.last || d.start || d.end != day.n)
		return fail(f, N_("this is no date"), day);
	e->expires = d.last;
	return true;
}

static bool parse(struct arena *a, struct str s, const struct exception_rules *rules, struct exceptions *out,
		  struct allow_fault *f)
{
	struct words w;
	const char *const *all = all_rules(a, rules);
	if (!starts_with(s, "allow"))
		return fail(f, N_("“allow” does not follow"), s);
	cut_words(str_cut(s, strlen("allow"), s.n), &w);
	/* Without a label, what stands behind the rule is meant as a reason. */
	struct str first = w.before;
	for (size_t at = 0; !w.given[REASON] && at < w.before.n;) {
		size_t from = at;
		if (separates(utf8_next(w.before, &at))) {
			first = str_cut(w.before, 0, from);
			break;
		}
	}
	if (!first.n)
		return fail(f, N_("no rule is named"), STR(""));
	if (!name_rules(a, first, all, out, f))
		return false;
	if (!w.value[REASON].n)
		return fail(f, N_("no reason is given"), STR(""));
	for (size_t i = 0; i < out->list.n; i++)
		if (!fill(a, &w, &out->list.v[i], f))
			return false;
	return true;
}

bool allow_parse(struct arena *a, struct str text, const struct exception_rules *rules,
		 struct exceptions *out, struct allow_fault *fault)
{
	struct str rest;
	*fault = (struct allow_fault){0};
	*out = (struct exceptions){0};
	if (!behind_label(after_blanks(text), "baguan", &rest))
		return false;
	if (!parse(a, after_blanks(rest), rules, out, fault))
		out->list.n = 0;
	return true;
}
