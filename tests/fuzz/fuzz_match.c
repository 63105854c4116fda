/*
 * Fuzzes the matcher against the plain loop of PCRE2 calls.  The input is a
 * pattern, a zero byte, and a text; a '\n' of the text ends a span.
 */
#include "../naive_match.h"

enum { PATTERN_MAX = 300, TEXT_MAX = 2000, SPANS_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *zero = size ? memchr(data, 0, size) : NULL;
	if (!zero)
		return 0;
	struct str all = {(const char *)data, size}, why;
	size_t at = (size_t)(zero - data), spans_n = 0;
	struct str pattern = str_cut(all, 0, at), text = str_cut(all, at + 1, size);
	if (pattern.n > PATTERN_MAX || text.n > TEXT_MAX || !utf8_valid(pattern) ||
	    !utf8_valid(text))
		return 0;
	struct span spans[SPANS_MAX];
	for (size_t from = 0; from < text.n && spans_n < SPANS_MAX;) {
		size_t end = str_find(text, STR("\n"), from);
		end = end == SIZE_MAX ? text.n : end + 1;
		spans[spans_n++] = (struct span){(uint32_t)from, (uint32_t)end};
		from = end;
	}
	struct arena a = {0};
	struct matcher_builder *builder = matcher_builder_new();
	matcher_term(builder);
	bool good = matcher_regex(builder, &a, pattern, &why, &at);
	struct matcher *matcher = matcher_build(builder);
	struct hits hits;
	matcher_run(matcher, &a, text, spans, spans_n, NULL, &hits);
	if (good && !naive_agrees(&a, &hits, 0, pattern, text, spans, spans_n))
		abort();
	matcher_free(matcher);
	arena_free(&a);
	return 0;
}
