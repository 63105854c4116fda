/* A classifier's answer for a span: learned weights and the votes of conditions. */
#include "parts.h"

enum { MEMORY = 8 };

struct answer {
	const struct class_model *model;
	struct span span;
	size_t label;
	int64_t margin;
};

struct class_memory {
	struct answer answers[MEMORY];
	size_t next;
};

struct class_memory *class_memory_new(struct arena *a)
{
	return arena_new(a, struct class_memory);
}

static void best_label(const int64_t *scores, size_t n, struct answer *out)
{
	size_t best = 0;
	for (size_t i = 1; i < n; i++)
		if (scores[i] > scores[best])
			best = i;
	int64_t second = INT64_MIN;
	for (size_t i = 0; i < n; i++)
		if (i != best && scores[i] > second)
			second = scores[i];
	out->label = best;
	out->margin = scores[best] - second;
}

size_t classify_span(const struct checker *c, const struct class_model *m, struct span s,
		     int64_t *margin)
{
	struct class_memory *memory = c->classes;
	for (size_t i = 0; i < MEMORY; i++) {
		const struct answer *a = &memory->answers[i];
		if (a->model != m || a->span.start != s.start || a->span.end != s.end)
			continue;
		*margin = a->margin;
		return a->label;
	}
	int64_t scores[LABELS_MAX] = {0};
	struct answer answer = {.model = m, .span = s};
	classifier_score(&m->model, c->arena, document_slice(c->document, s), scores, NULL);
	for (size_t i = 0; i < m->votes.n; i++)
		if (condition_holds(c, m->votes.v[i].condition, s, NULL, NULL))
			for (size_t k = 0; k < m->model.labels.n; k++)
				scores[k] += m->votes.v[i].weights[k];
	best_label(scores, m->model.labels.n, &answer);
	memory->answers[memory->next++ % MEMORY] = answer;
	*margin = answer.margin;
	return answer.label;
}
