/*
 * naive_match - the plain loop of PCRE2 calls that the matcher must agree with:
 * no prefilter, no anchoring, from the end of each match on.
 *
 * PCRE2 10.42 itself does not always agree with itself: its interpreter is wrong for \b in a
 * lookbehind from an offset on, its JIT for (*ACCEPT) in an atomic group.  So a
 * difference from the one counts only when it is one from the other, too.
 */
#ifndef BAGUAN_NAIVE_MATCH_H
#define BAGUAN_NAIVE_MATCH_H

#include "match_parts.h"

struct naive {
	LIST(struct span) list;
	bool compiled, limited;
};

static pcre2_code *naive_compile(struct str pattern)
{
	int error;
	size_t at;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
	pcre2_code *code =
	    pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
			  PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &at, context);
	pcre2_compile_context_free(context);
	return code;
}

static struct naive naive_matches(struct arena *a, struct str pattern, struct str text,
				  const struct span *spans, size_t n, bool jit)
{
	struct naive found = {0};
	pcre2_code *code = naive_compile(pattern);
	if (!code)
		return found;
	found.compiled = true;
	uint32_t options = PCRE2_NOTEMPTY;
	if (!jit || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0)
		options |= PCRE2_NO_JIT;
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(limits, 50000);
	for (size_t i = 0; i < n; i++) {
		struct str subject = str_cut(text, spans[i].start, spans[i].end);
		size_t at = 0;
		while (at < subject.n) {
			int result = pcre2_match(code, (PCRE2_SPTR)subject.p, subject.n, at,
						 options, data, limits);
			found.limited =
			    found.limited || (result < 0 && result != PCRE2_ERROR_NOMATCH);
			if (result < 0)
				break;
			const size_t *place = pcre2_get_ovector_pointer(data);
			if (place[0] >= place[1] || place[1] <= at)
				break; /* \K in a called group */
			struct span *hit = list_add(a, &found.list);
			hit->start = spans[i].start + (uint32_t)place[0];
			hit->end = spans[i].start + (uint32_t)place[1];
			at = place[1];
		}
	}
	pcre2_match_context_free(limits);
	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return found;
}

static bool naive_same(const struct hits *hits, uint32_t term, const struct naive *plain)
{
	size_t n = hits->first[term + 1] - hits->first[term];
	const struct hit *v = hits->list.v + hits->first[term];
	for (size_t i = 0; i < n && i < plain->list.n; i++)
		if (v[i].span.start != plain->list.v[i].start ||
		    v[i].span.end != plain->list.v[i].end)
			return false;
	return n == plain->list.n;
}

/* Does the matcher agree on TERM, which has only this pattern? */
static bool naive_agrees(struct arena *a, const struct hits *hits, uint32_t term,
			 struct str pattern, struct str text, const struct span *spans, size_t n)
{
	struct naive plain = naive_matches(a, pattern, text, spans, n, false);
	if (plain.limited || hits->limited || naive_same(hits, term, &plain))
		return true;
	plain = naive_matches(a, pattern, text, spans, n, true);
	return plain.limited || naive_same(hits, term, &plain);
}

#endif
