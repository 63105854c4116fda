/*
 * bench_match [TERMS [MEGABYTES]]: the matcher against a loop of
 * pcre2_jit_match, one pattern a term, over whole documents.
 *
 * Terms and text are generated: characters as unevenly spread as in Chinese
 * text, paragraphs of some 300 bytes, documents of some 11 KB in which the
 * words of the terms turn up now and then.  Half of the terms are lists of
 * phrases, half are patterns of the kinds that rules use.
 */
#include "match_parts.h"

#include <time.h>

enum { DOCUMENT = 11500, PARAGRAPH = 300, WORDS = 600 };

static uint64_t seed = 42;

static unsigned draw(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Frequent ones of 3,000 ideographs far more often than rare ones. */
static void write_character(struct buf *out)
{
	unsigned rank = draw(3000) + 1;
	for (int i = 0; i < 2; i++)
		rank = draw(rank) + 1;
	buf_utf8(out, 0x4e00 + rank * 6007 % 20000);
}

static struct str make_word(struct arena *a, unsigned length)
{
	struct buf out = {0};
	while (length--)
		write_character(&out);
	struct str s = arena_dup(a, buf_str(&out));
	buf_free(&out);
	return s;
}

struct term {
	struct str phrase[6];
	size_t phrases;
	struct str pattern; /* when it has no phrases */
	struct str all;     /* one pattern for the plain loop */
};

static struct term make_term(struct arena *a, const struct str *word, unsigned kind)
{
	struct term t = {0};
	const char *w[5];
	for (int i = 0; i < 5; i++)
		w[i] = word[draw(WORDS)].p;
	switch (kind % 10) {
	case 0:
		t.pattern = arena_printf(a, "(?:%s|%s).{0,12}%s", w[0], w[1], w[2]);
		break;
	case 1:
		t.pattern = arena_printf(a, "%s[^，。]{0,20}(?:%s|%s|%s)", w[0], w[1], w[2], w[3]);
		break;
	case 2:
		t.pattern = arena_printf(a, "(?<!%s)%s(?!%s)", w[0], w[1], w[2]);
		break;
	case 3:
		t.pattern = arena_printf(a, "[一二三四五六七八九十]{1,3}是%s?", w[0]);
		break;
	case 4:
		t.pattern = arena_printf(a, "\\p{Han}{2,4}%s(?<n>\\p{Han}+)", w[0]);
		break;
	default:
		for (; t.phrases < 6; t.phrases++)
			t.phrase[t.phrases] = word[draw(WORDS)];
		t.all = arena_printf(a, "%s|%s|%s|%s|%s|%s", t.phrase[0].p, t.phrase[1].p,
				     t.phrase[2].p, t.phrase[3].p, t.phrase[4].p, t.phrase[5].p);
		return t;
	}
	t.all = t.pattern;
	return t;
}

/* A document and its paragraphs. */
static struct str make_document(struct buf *out, const struct str *word, struct span *spans,
				size_t *n)
{
	out->n = *n = 0;
	while (out->n < DOCUMENT) {
		size_t start = out->n;
		while (out->n < start + PARAGRAPH) {
			if (!draw(40))
				buf_add(out, word[draw(WORDS)]);
			else if (!draw(12))
				buf_addz(out, draw(3) ? "，" : "。");
			else
				write_character(out);
		}
		spans[(*n)++] = (struct span){(uint32_t)start, (uint32_t)out->n};
		buf_char(out, '\n');
	}
	return buf_str(out);
}

static struct matcher *build(const struct term *term, size_t n)
{
	struct arena a = {0};
	struct matcher_builder *b = matcher_builder_new();
	struct str why;
	size_t at;
	for (size_t i = 0; i < n; i++) {
		matcher_term(b);
		for (size_t j = 0; j < term[i].phrases; j++)
			matcher_literal(b, term[i].phrase[j]);
		if (!term[i].phrases && !matcher_regex(b, &a, term[i].pattern, &why, &at))
			abort();
	}
	arena_free(&a);
	return matcher_build(b);
}

static size_t plain_loop(const struct pcre *pcre, size_t n, struct str text, pcre2_match_data *data)
{
	size_t found = 0;
	const size_t *place = pcre2_get_ovector_pointer(data);
	for (size_t i = 0; i < n; i++)
		for (size_t at = 0; pcre2_jit_match(pcre[i].code, (PCRE2_SPTR)text.p, text.n, at,
						    PCRE2_NO_UTF_CHECK, data, NULL) >= 0;
		     found++)
			at = place[1];
	return found;
}

static void compare(struct arena *a, const struct str *word, size_t terms, size_t megabytes)
{
	struct term *term = arena_array(a, struct term, terms);
	struct pcre *pcre = arena_array(a, struct pcre, terms);
	struct str why;
	size_t at, bytes = 0, hits_n = 0, plain_n = 0, n, documents = 0;
	for (size_t i = 0; i < terms; i++)
		term[i] = make_term(a, word, (unsigned)i);
	double start = now();
	struct matcher *matcher = build(term, terms);
	double built = now() - start, ours = 0, plain = 0;
	for (size_t i = 0; i < terms; i++)
		if (!pcre_compile(&pcre[i], term[i].all, 0, a, &why, &at))
			abort();
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	struct buf out = {0};
	struct span spans[DOCUMENT / PARAGRAPH + 2];
	for (; bytes < megabytes * 1000000; documents++) {
		struct arena scratch = {0};
		struct hits hits;
		struct str text = make_document(&out, word, spans, &n);
		bytes += text.n;
		start = now();
		matcher_run(matcher, &scratch, text, spans, n, NULL, &hits);
		ours += now() - start;
		hits_n += hits.list.n;
		arena_free(&scratch);
		if (documents % 8) /* the plain loop sees every eighth */
			continue;
		start = now();
		plain_n += plain_loop(pcre, terms, text, data);
		plain += 8 * (now() - start);
	}
	double mb = (double)bytes / 1e6;
	printf(
	    "%5zu terms, %zu documents, %.0f MB: built in %.1f ms, %.3f s, %.0f MB/s, %.1f x the "
	    "plain loop (hits %zu, plain %zu x 8)\n",
	    terms, documents, mb, built * 1e3, ours, mb / ours, plain / ours, hits_n, plain_n);
	for (size_t i = 0; i < terms; i++)
		pcre_free(&pcre[i]);
	pcre2_match_data_free(data);
	matcher_free(matcher);
	buf_free(&out);
}

static void measure_automaton(struct arena *a, size_t n)
{
	struct needle *needle = arena_array(a, struct needle, n);
	for (uint32_t i = 0; i < n; i++)
		needle[i] = (struct needle){.text = make_word(a, 2 + draw(9)), .pattern = i};
	double start = now();
	struct automaton *automaton = automaton_new(needle, n);
	printf("%5zu literals of 6 to 30 bytes: automaton built in %.1f ms, %.1f MB\n", n,
	       (now() - start) * 1e3, (double)automaton_bytes(automaton) / 1e6);
	automaton_free(automaton);
}

int main(int argc, char **argv)
{
	struct arena a = {0};
	size_t terms = argc > 1 ? strtoul(argv[1], NULL, 10) : 150;
	size_t megabytes = argc > 2 ? strtoul(argv[2], NULL, 10) : 40;
	struct str word[WORDS];
	for (size_t i = 0; i < WORDS; i++)
		word[i] = make_word(&a, 2 + draw(5));
	measure_automaton(&a, 5000);
	compare(&a, word, terms, megabytes);
	arena_free(&a);
	return 0;
}
