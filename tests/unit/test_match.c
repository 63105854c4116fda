/* The matcher, and its agreement with a plain loop of PCRE2 calls. */
#include "../naive_match.h"

#include <setjmp.h>
#include <cmocka.h>

/* ---- helpers ---------------------------------------------------------------- */

struct bench {
	struct arena arena;
	struct matcher_builder *builder;
	struct matcher *matcher;
	struct hits hits;
};

static int setup(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	b->builder = matcher_builder_new();
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;
	matcher_builder_free(b->builder);
	matcher_free(b->matcher);
	arena_free(&b->arena);
	free(b);
	return 0;
}

static void regex(struct bench *b, const char *pattern)
{
	struct str why;
	size_t at;
	if (!matcher_regex(b->builder, &b->arena, str_of(pattern), &why, &at))
		fail_msg("%s: %s at %zu", pattern, why.p, at);
}

static void run_spans(struct bench *b, const char *text, const struct span *spans, size_t n)
{
	if (!b->matcher) {
		b->matcher = matcher_build(b->builder);
		b->builder = NULL;
	}
	matcher_run(b->matcher, &b->arena, str_of(text), spans, n, NULL, &b->hits);
}

static void run(struct bench *b, const char *text)
{
	struct span all = {0, (uint32_t)strlen(text)};
	run_spans(b, text, &all, 1);
}

/* The hits as "term:start-end ..." */
static const char *shown(struct bench *b)
{
	struct buf out = {0};
	for (size_t i = 0; i < b->hits.list.n; i++) {
		const struct hit *h = &b->hits.list.v[i];
		buf_printf(&out, "%s%u:%u-%u", i ? " " : "", h->term, h->span.start, h->span.end);
	}
	const char *z = arena_z(&b->arena, buf_str(&out));
	buf_free(&out);
	return z;
}

/* ---- what the contract says ---------------------------------------------------- */

static void literals_hit_wherever_they_stand(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	matcher_literal(b->builder, STR("希望"));
	matcher_literal(b->builder, STR("望"));
	run(b, "希望有望");
	assert_string_equal(shown(b), "0:0-6 0:3-6 0:9-12");
}

static void a_literal_does_not_overlap_itself(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	matcher_literal(b->builder, STR("aa"));
	run(b, "aaaaa");
	assert_string_equal(shown(b), "0:0-2 0:2-4");
}

static void an_empty_literal_never_hits(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	matcher_literal(b->builder, STR(""));
	run(b, "希望");
	assert_int_equal(b->hits.list.n, 0);
}

static void hits_are_ordered_by_term_start_end_and_have_no_doubles(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	regex(b, "望.");
	matcher_term(b->builder);
	regex(b, "希望");
	matcher_literal(b->builder, STR("希望"));
	matcher_literal(b->builder, STR("希"));
	run(b, "希望望希望");
	assert_string_equal(shown(b), "0:3-9 1:0-3 1:0-6 1:9-12 1:9-15");
	assert_int_equal(b->hits.list.v[2].source, 0);
	assert_int_equal(b->hits.first[0], 0);
	assert_int_equal(b->hits.first[1], 1);
	assert_int_equal(b->hits.first[2], 5);
}

static void no_match_crosses_a_span(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	matcher_literal(b->builder, STR("ab"));
	regex(b, "[ab]{2}$");
	matcher_term(b->builder);
	regex(b, "^b");
	regex(b, "(?<=a)b");
	const struct span spans[] = {{0, 1}, {1, 3}, {4, 6}};
	run_spans(b, "abaXab", spans, 3);
	assert_string_equal(shown(b), "0:1-3 0:4-6 1:1-2 1:5-6");
}

static void empty_matches_do_not_count_but_their_alternatives_do(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	regex(b, "x*");
	regex(b, "|ab");
	run(b, "axxb ab");
	assert_string_equal(shown(b), "0:1-3 0:5-7");
}

static void a_prefix_literal_inside_a_match_does_not_start_another(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	regex(b, "今.今?");
	assert_true(matcher_regex_anchored(STR("今.今?")));
	run(b, "今今今今人");
	assert_string_equal(shown(b), "0:0-9 0:9-15");
}

static void prefixes_of_different_length_are_tried_in_order_of_place(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	regex(b, "(?:abcd|c).*");
	run(b, "xabcdc");
	assert_string_equal(shown(b), "0:1-6");
}

static void a_broken_pattern_tells_what_and_where(void **state)
{
	struct bench *b = *state;
	struct str why;
	size_t at;
	matcher_term(b->builder);
	assert_false(matcher_regex(b->builder, &b->arena, STR("希(望"), &why, &at));
	assert_int_equal(at, 7);
	assert_true(str_find(why, STR("parenthesis"), 0) != SIZE_MAX);
	assert_false(matcher_regex(b->builder, &b->arena, STR("a\\C"), &why, &at));
}

static void a_pattern_at_its_limit_is_counted_and_others_go_on(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	regex(b, "(?:a+)+$");
	matcher_term(b->builder);
	regex(b, "b.?");
	run(b, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
	assert_int_equal(b->hits.limited, 1);
	assert_string_equal(shown(b), "1:43-44");
}

static void patterns_without_jit_run_in_the_interpreter(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	regex(b, "(*NO_JIT)希.");
	run(b, "希望");
	assert_string_equal(shown(b), "0:0-6");
}

static void a_deep_match_falls_back_from_the_jit_stack(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	regex(b, "^(?:(a)|b)*c");
	char text[8002];
	memset(text, 'a', 8000);
	memcpy(text + 8000, "c", 2);
	run(b, text);
	assert_string_equal(shown(b), "0:0-8001");
	assert_int_equal(b->hits.limited, 0);
}

static void a_matcher_without_terms_gives_no_hits(void **state)
{
	struct bench *b = *state;
	run(b, "希望");
	assert_int_equal(b->hits.list.n, 0);
	assert_int_equal(b->hits.terms, 0);
}

static void hits_inside_a_span_are_found_again(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	matcher_literal(b->builder, STR("ab"));
	matcher_literal(b->builder, STR("b"));
	matcher_literal(b->builder, STR("bcde"));
	run(b, "ab ab bcde bab");
	assert_string_equal(shown(b), "0:0-2 0:1-2 0:3-5 0:4-5 0:6-7 0:6-10 0:11-12 0:12-14 0:13-14");
	size_t n;
	const struct hit *hit = hits_in(&b->hits, 0, (struct span){1, 7}, &n);
	assert_int_equal(n, 4);
	assert_int_equal(hit->span.start, 1);
	hits_in(&b->hits, 0, (struct span){7, 11}, &n);
	assert_int_equal(n, 0);
	hit = hits_next(&b->hits, 0, (struct span){6, 14}, NULL);
	assert_int_equal(hit->span.end, 7);
	hit = hits_next(&b->hits, 0, (struct span){6, 14}, hit);
	assert_int_equal(hit->span.end, 10);
	hit = hits_next(&b->hits, 0, (struct span){11, 13}, NULL);
	assert_int_equal(hit->span.end, 12);
	assert_null(hits_next(&b->hits, 0, (struct span){11, 13}, hit));
}

static void hits_next_passes_over_hits_that_reach_beyond(void **state)
{
	struct bench *b = *state;
	matcher_term(b->builder);
	matcher_literal(b->builder, STR("abcd"));
	matcher_literal(b->builder, STR("b"));
	run(b, "abcd");
	size_t n;
	const struct hit *hit = hits_in(&b->hits, 0, (struct span){0, 3}, &n);
	assert_int_equal(n, 1);
	assert_ptr_equal(hit, hits_next(&b->hits, 0, (struct span){0, 3}, NULL));
	assert_int_equal(hit->span.start, 1);
	assert_null(hits_next(&b->hits, 0, (struct span){0, 3}, hit));
}

static void a_regex_gives_its_named_groups(void **state)
{
	struct bench *b = *state;
	struct str why, text = STR("关于王明的意见");
	size_t at;
	struct regex *r = regex_new(STR("关于(?<name>\\p{Han}+?)的(?:(?<a>x)|(?<b>意见))"), &b->arena,
				    &why, &at);
	assert_non_null(r);
	assert_int_equal(regex_groups(r), 3);
	struct span whole, groups[3];
	assert_true(regex_match(r, text, 0, &whole, groups));
	assert_int_equal(whole.end, text.n);
	for (size_t i = 0; i < 3; i++) {
		struct str name = regex_group_name(r, i);
		size_t length = groups[i].end - groups[i].start;
		assert_int_equal(length, str_is(name, "name") ? 6 : str_is(name, "b") ? 6 : 0);
	}
	assert_false(regex_match(r, text, 3, &whole, groups));
	regex_free(r);
}

static void a_group_name_used_twice_counts_once(void **state)
{
	struct bench *b = *state;
	struct str why;
	size_t at;
	struct regex *r = regex_new(STR("(?J)a(?<n>\\d)|b(?<n>\\w)"), &b->arena, &why, &at);
	assert_non_null(r);
	struct span whole, group;
	assert_int_equal(regex_groups(r), 1);
	assert_true(regex_match(r, STR("bx"), 0, &whole, &group));
	assert_int_equal(group.start, 1);
	assert_true(regex_match(r, STR("a7"), 0, &whole, &group));
	assert_int_equal(group.end, 2);
	regex_free(r);
	assert_null(regex_new(STR("(?<n"), &b->arena, &why, &at));
}

/* ---- agreement with the plain loop ----------------------------------------------- */

static uint64_t seed;

static unsigned draw(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static const char *const characters[] = {"今", "后", "要", "希", "望", "的", "，", "a", "b", "B",
					 "k",  "S",  "1",  " ",  "\xe2\x84\xaa", "ſ", "\n", "é"};

static const char *any_character(void)
{
	return characters[draw(sizeof characters / sizeof *characters)];
}

static void write_class(struct buf *out)
{
	static const char *const members[] = {"a-c",  "今-仌", "\\d",	"\\p{Han}", "[:alpha:]", "\\]",
					      "\\x{4eca}", "-", "一二三", "\\n", "\\pL", "k"};
	buf_addz(out, draw(4) ? "[" : "[^");
	if (!draw(8))
		buf_addz(out, "]");
	for (unsigned n = 1 + draw(3); n; n--)
		buf_addz(out, draw(2) ? any_character()
				      : members[draw(sizeof members / sizeof *members)]);
	buf_addz(out, "]");
}

static void write_pattern(struct buf *out, unsigned depth);

static void write_group(struct buf *out, unsigned depth)
{
	static const char *const opens[] = {"(",    "(?:",  "(?:",   "(?:",   "(?i:",	"(?|",
					    "(?>",  "(?=",  "(?!",   "(?<=",  "(?<!",	"(?<n>",
					    "(?x:", "(?s:", "(?-i:", "(?'m'", "(?P<o>", "(?(1)",
					    "(?^:", "(?(?=今)"};
	buf_addz(out, opens[draw(sizeof opens / sizeof *opens)]);
	write_pattern(out, depth - 1);
	buf_addz(out, ")");
}

static void write_item(struct buf *out, unsigned depth)
{
	static const char *const others[] = {
		"^",	"$",	"\\b",	   "\\A",    "\\Q今.\\E", "\\x{671b}", "\\x41",	 "\\1",
		"\\g1", "(?i)", "(?&n)",   "\\k<n>", "(?#今)",	 "\\R",	      "(?-i)",	 "\\t",
		"\\z",	"(?x)", "\\Q\\E",  "{",	     "]",	 "\\p{Lu}",   "\\X",	 "\\.",
		"\\K",	"(?R)", "(*FAIL)", "\\N",    "\\B",	 "\\\\E",     " # 今\n", "\\h",
		"(?1)", "\\E",	"(*ACCEPT)", "\\Qa", "(?(DEFINE)(?<n>今))", "\\G", "{,2}", "\\012"};
	switch (draw(12)) {
	case 0: case 1:
		if (depth) {
			write_group(out, depth);
			break;
		}
		buf_addz(out, ".");
		break;
	case 2:
		write_class(out);
		break;
	case 3:
		buf_addz(out, ".");
		break;
	case 4:
		buf_addz(out, others[draw(sizeof others / sizeof *others)]);
		break;
	default:
		buf_addz(out, any_character());
	}
}

static void write_pattern(struct buf *out, unsigned depth)
{
	static const char *const quantifiers[] = {"*",	  "+",	   "?",	    "{0}",  "{2}",   "{1,2}", "{0,3}",
						  "{2,}", "*?",	   "+?",    "??",   "++",    "{2}?",  " +",
						  "?+",	  "{1}+", "{2}{2}", "{3,1}"};
	for (unsigned branches = draw(4) ? 1 : 1 + draw(3); branches; branches--) {
		for (unsigned n = draw(6); n; n--) {
			write_item(out, depth);
			if (!draw(4))
				buf_addz(out, quantifiers[draw(sizeof quantifiers /
							       sizeof *quantifiers)]);
		}
		if (branches > 1)
			buf_addz(out, "|");
	}
}

/* Text of the same characters, with pieces of the pattern so that matches occur. */
static void write_text(struct buf *out, struct str pattern)
{
	for (unsigned n = draw(60); n; n--) {
		size_t from = draw((unsigned)pattern.n + 1), to = from + draw(12);
		struct str piece = str_cut(pattern, from, to);
		if (!draw(6) && utf8_valid(piece))
			buf_add(out, piece);
		else
			buf_addz(out, any_character());
	}
}

static size_t cut_spans(struct str text, struct span *spans, size_t max)
{
	size_t n = 0, at = 0;
	while (at < text.n && n < max) {
		size_t end = at;
		for (unsigned length = 1 + draw(40); length && end < text.n; length--)
			utf8_next(text, &end);
		spans[n++] = (struct span){(uint32_t)at, (uint32_t)end};
		at = end;
		if (at < text.n && !draw(3))
			utf8_next(text, &at);
	}
	return n;
}

/* Some terms of one random pattern each, over one random text. */
static void one_round(struct arena *a, size_t counts[3])
{
	struct str pattern[4], why;
	struct matcher_builder *builder = matcher_builder_new();
	size_t n = 0, at;
	struct buf out = {0};
	for (size_t i = 0; i < 4; i++) {
		out.n = 0;
		write_pattern(&out, 3);
		pattern[n] = arena_dup(a, buf_str(&out));
		matcher_term(builder);
		if (matcher_regex(builder, a, pattern[n], &why, &at))
			n++;
		else
			matcher_literal(builder, pattern[n++] = STR("今"));
	}
	out.n = 0;
	for (size_t i = 0; i < n; i++)
		write_text(&out, pattern[i]);
	struct str text = arena_dup(a, buf_str(&out));
	buf_free(&out);
	struct span spans[16];
	size_t spans_n = cut_spans(text, spans, 16);
	struct matcher *matcher = matcher_build(builder);
	struct hits hits;
	matcher_run(matcher, a, text, spans, spans_n, NULL, &hits);
	for (size_t i = 0; i < n; i++) {
		counts[0]++;
		counts[1] += matcher_regex_anchored(pattern[i]);
		counts[2] += hits.first[i + 1] > hits.first[i];
		if (!naive_agrees(a, &hits, (uint32_t)i, pattern[i], text, spans, spans_n))
			fail_msg("pattern «%s» over «%s»: not the matches of the plain loop",
				 pattern[i].p, text.p);
	}
	matcher_free(matcher);
}

static void the_prefilter_never_loses_a_match(void **state)
{
	(void)state;
	const char *rounds = getenv("MATCH_ROUNDS");
	size_t counts[3] = {0};
	seed = 20220120;
	for (unsigned long n = rounds ? strtoul(rounds, NULL, 10) : 4000; n; n--) {
		struct arena a = {0};
		one_round(&a, counts);
		arena_free(&a);
	}
	/* The test is worth something only when many patterns are prefiltered and match. */
	print_message("%zu patterns, %zu with literals, %zu matched\n", counts[0], counts[1],
		      counts[2]);
	assert_true(counts[1] > counts[0] / 4);
	assert_true(counts[2] > counts[0] / 4);
}

/* Many literals at once against a plain search for each. */
static void the_automaton_finds_every_literal(void **state)
{
	struct bench *b = *state;
	struct str literal[3000];
	seed = 7;
	for (size_t i = 0; i < 3000; i++) {
		struct buf out = {0};
		for (unsigned n = 1 + draw(8); n; n--)
			buf_addz(&out, any_character());
		literal[i] = arena_dup(&b->arena, buf_str(&out));
		matcher_term(b->builder);
		matcher_literal(b->builder, literal[i]);
		buf_free(&out);
	}
	struct buf out = {0};
	for (unsigned n = 0; n < 3000; n++)
		buf_addz(&out, any_character());
	buf_char(&out, '\0');
	run(b, out.p);
	struct str text = str_of(out.p);
	for (uint32_t i = 0; i < 3000; i++) {
		size_t found = 0;
		for (size_t at = 0; (at = str_find(text, literal[i], at)) != SIZE_MAX; found++) {
			assert_int_equal(b->hits.list.v[b->hits.first[i] + found].span.start, at);
			at += literal[i].n;
		}
		assert_int_equal(b->hits.first[i + 1] - b->hits.first[i], found);
	}
	buf_free(&out);
}

#define CASE(NAME) cmocka_unit_test_setup_teardown(NAME, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(literals_hit_wherever_they_stand),
		CASE(a_literal_does_not_overlap_itself),
		CASE(an_empty_literal_never_hits),
		CASE(hits_are_ordered_by_term_start_end_and_have_no_doubles),
		CASE(no_match_crosses_a_span),
		CASE(empty_matches_do_not_count_but_their_alternatives_do),
		CASE(a_prefix_literal_inside_a_match_does_not_start_another),
		CASE(prefixes_of_different_length_are_tried_in_order_of_place),
		CASE(a_broken_pattern_tells_what_and_where),
		CASE(a_pattern_at_its_limit_is_counted_and_others_go_on),
		CASE(patterns_without_jit_run_in_the_interpreter),
		CASE(a_deep_match_falls_back_from_the_jit_stack),
		CASE(a_matcher_without_terms_gives_no_hits),
		CASE(hits_inside_a_span_are_found_again),
		CASE(hits_next_passes_over_hits_that_reach_beyond),
		CASE(a_regex_gives_its_named_groups),
		CASE(a_group_name_used_twice_counts_once),
		CASE(the_prefilter_never_loses_a_match),
		CASE(the_automaton_finds_every_literal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
