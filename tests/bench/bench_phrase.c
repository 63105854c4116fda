/*
 * bench_phrase: time of the phrase rules of a pack over a text, and over the same text several
 * times as long.  The text is the phrases themselves, right and with a slip, between ordinary
 * characters: more of them than any material has.
 */
#include "app.h"
#include "phrase.h"

#include <time.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void write_text(const struct ruleset *set, size_t bytes, struct buf *out)
{
	for (size_t i = 0; out->n < bytes; i = (i + 1) % set->rules.n) {
		const struct rule *r = &set->rules.v[i];
		if (!str_is(r->info.check, "phrase"))
			continue;
		const struct phrases *p = r->config;
		for (size_t f = 0; f < p->forms.n; f++) {
			struct str raw = p->forms.v[f].raw;
			buf_addz(out, "一年来，我按照要求抓落实，三次到社区走访，解决了两件事。");
			buf_add(out, raw);
			buf_addz(out, "，对照检查还有不足；");
			buf_add(out, str_cut(raw, 0, raw.n - 3));
			buf_addz(out, "。\n");
		}
	}
}

int main(void)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct ruleset *set = ruleset_load("rules/dangshi-2021", all_check_kinds(&a), false, STR(""), &complaints);
	const struct check_kind *phrase = NULL;
	double once = 0;
	if (!set)
		return 2;
	for (size_t i = 0; i < set->rules.n; i++)
		if (str_is(set->rules.v[i].info.check, "phrase"))
			phrase = set->rules.v[i].check;
	for (size_t times = 1; times <= 16; times *= 4) {
		struct arena run = {0};
		struct phrase_memory m = {0};
		struct buf text = {0};
		write_text(set, times << 20, &text);
		double start = now();
		fold_add(&run, buf_str(&text), (struct span){0, (uint32_t)text.n}, &m.text);
		phrases_find(&run, set, phrase, &m.text, &m);
		phrases_settle(&run, &m);
		double took = now() - start, mb = (double)text.n / 1048576;
		if (times == 1)
			once = took / mb;
		printf(
		    "phrases: %5.1f MB, %6zu finds, %7.1f ms, %5.1f MB/s, %.2f times the time a MB "
		    "of the first\n",
		    mb, m.finds.n, took * 1e3, mb / took, took / mb / once);
		buf_free(&text);
		arena_free(&run);
	}
	ruleset_free(set);
	arena_free(&a);
	return 0;
}
