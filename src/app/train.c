/*
 * Learning a classifier's weights from labelled passages: multinomial logistic
 * regression with an L2 penalty, whole-batch AdaGrad, the same weights each run.
 * A feature counts by how rare it is (idf), divided by the square root of the
 * number of the passage's features, as the score is.  Features that stand in one
 * passage only are left out, then those with light weights, without which the
 * rest is learned again.
 */
#include "app.h"

#include <math.h>

enum {
	ROUNDS = 300,
	PASSAGES_MIN = 2, /* in which a feature must stand */
	LIGHT = 80,	  /* hundredths: features that weigh less for all labels change few answers */
};
static const double strength = 3.0; /* of the data against the penalty */
static const double step = 0.3;

struct example {
	size_t label;
	LIST(size_t) features;
	double scale; /* of what each feature counts */
};

struct training {
	struct arena *arena;
	struct map index, label_index;
	LIST(struct str) features, labels;
	LIST(size_t) passages;       /* per feature: in how many it stands */
	LIST(struct example) examples;
	struct example *now;
	double *rarity;              /* per feature */
	double *w;                   /* (features + bias) × labels, of features as they count */
};

/* ---- collecting ---------------------------------------------------------------- */

static void see_ngram(void *context, struct str ngram, uint64_t key)
{
	struct training *t = context;
	(void)key; /* the weights file has the n-gram itself */
	size_t *at = map_at(t->arena, &t->index, ngram);
	if (*at == SIZE_MAX) {
		*at = t->features.n;
		*list_add(t->arena, &t->features) = ngram;
		*list_add(t->arena, &t->passages) = 0;
	}
	for (size_t i = t->now->features.n; i-- > 0;)
		if (t->now->features.v[i] == *at)
			return;
	*list_add(t->arena, &t->now->features) = *at;
	t->passages.v[*at]++;
}

static void add_example(struct training *t, const struct labelled_row *row)
{
	size_t *label = map_at(t->arena, &t->label_index, row->label);
	if (*label == SIZE_MAX) {
		*label = t->labels.n;
		*list_add(t->arena, &t->labels) = row->label;
	}
	t->now = list_add(t->arena, &t->examples);
	*t->now = (struct example){.label = *label};
	passage_ngrams(passage_normal(t->arena, row->text), see_ngram, t);
}

/* Features that aren't to be kept go; the others are numbered anew in their order. */
static void drop(struct training *t, const bool *keep)
{
	size_t kept = 0, *number = arena_array(t->arena, size_t, t->features.n);
	for (size_t i = 0; i < t->features.n; i++) {
		number[i] = keep[i] ? kept : SIZE_MAX;
		if (!keep[i])
			continue;
		t->features.v[kept] = t->features.v[i];
		t->passages.v[kept++] = t->passages.v[i];
	}
	t->features.n = t->passages.n = kept;
	for (size_t e = 0; e < t->examples.n; e++) {
		struct example *x = &t->examples.v[e];
		size_t n = 0;
		for (size_t i = 0; i < x->features.n; i++)
			if (number[x->features.v[i]] != SIZE_MAX)
				x->features.v[n++] = number[x->features.v[i]];
		x->features.n = n;
	}
}

static void drop_rare(struct training *t)
{
	bool *keep = arena_array(t->arena, bool, t->features.n);
	for (size_t i = 0; i < t->features.n; i++)
		keep[i] = t->passages.v[i] >= PASSAGES_MIN;
	drop(t, keep);
}

/* ---- learning ------------------------------------------------------------------- */

/* What the passage's feature I counts. */
static double count_of(const struct training *t, const struct example *x, size_t i)
{
	return t->rarity[x->features.v[i]] * x->scale;
}

static void probabilities(const struct training *t, const struct example *x, double *p)
{
	size_t n = t->labels.n;
	double most = -1e300, sum = 0;
	memcpy(p, t->w + t->features.n * n, n * sizeof *p);
	for (size_t i = 0; i < x->features.n; i++)
		for (size_t k = 0; k < n; k++)
			p[k] += t->w[x->features.v[i] * n + k] * count_of(t, x, i);
	for (size_t k = 0; k < n; k++)
		most = p[k] > most ? p[k] : most;
	for (size_t k = 0; k < n; k++)
		sum += p[k] = exp(p[k] - most);
	for (size_t k = 0; k < n; k++)
		p[k] /= sum;
}

static void gradient(const struct training *t, double *g)
{
	size_t n = t->labels.n, bias = t->features.n * n;
	for (size_t i = 0; i < bias; i++)
		g[i] = t->w[i];
	for (size_t k = 0; k < n; k++)
		g[bias + k] = 0; /* the bias is not held back */
	for (size_t e = 0; e < t->examples.n; e++) {
		const struct example *x = &t->examples.v[e];
		double p[LABELS_MAX];
		probabilities(t, x, p);
		for (size_t k = 0; k < n; k++)
			p[k] = strength * (p[k] - (k == x->label));
		for (size_t i = 0; i < x->features.n; i++)
			for (size_t k = 0; k < n; k++)
				g[x->features.v[i] * n + k] += p[k] * count_of(t, x, i);
		for (size_t k = 0; k < n; k++)
			g[bias + k] += p[k];
	}
}

static void measure(struct training *t)
{
	t->rarity = arena_array(t->arena, double, t->features.n);
	for (size_t i = 0; i < t->features.n; i++)
		t->rarity[i] =
		    1 + log((1.0 + (double)t->examples.n) / (1.0 + (double)t->passages.v[i]));
	for (size_t e = 0; e < t->examples.n; e++) {
		struct example *x = &t->examples.v[e];
		x->scale = 1 / sqrt((double)(x->features.n ? x->features.n : 1));
	}
}

static void learn(struct training *t)
{
	size_t size = (t->features.n + 1) * t->labels.n;
	double *g = arena_array(t->arena, double, size), *sum = arena_array(t->arena, double, size);
	t->w = arena_array(t->arena, double, size);
	measure(t);
	for (int round = 0; round < ROUNDS; round++) {
		gradient(t, g);
		for (size_t i = 0; i < size; i++) {
			sum[i] += g[i] * g[i];
			if (sum[i] > 0)
				t->w[i] -= step * g[i] / sqrt(sum[i]);
		}
	}
}

/* The weight in the file, of the bias too. */
static long hundredths(const struct training *t, size_t row, size_t label)
{
	double rarity = row == t->features.n ? 1 : t->rarity[row];
	return lround(t->w[row * t->labels.n + label] * rarity * 100);
}

static void drop_light(struct training *t)
{
	bool *keep = arena_array(t->arena, bool, t->features.n);
	for (size_t i = 0; i < t->features.n; i++)
		for (size_t k = 0; k < t->labels.n; k++)
			keep[i] = keep[i] || labs(hundredths(t, i, k)) >= LIGHT;
	drop(t, keep);
}

/* ---- writing ----------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void write_row(const struct training *t, struct str name, size_t row, struct buf *out)
{
	buf_add(out, name);
	for (size_t k = 0; k < t->labels.n; k++)
		buf_printf(out, "\t%ld", hundredths(t, row, k));
	buf_char(out, '\n');
}

static void write_weights(struct training *t, struct str remark, struct buf *out)
{
	struct str *order = arena_array(t->arena, struct str, t->features.n);
	buf_printf(out, "# %.*s\nlabels", (int)remark.n, remark.p);
	for (size_t k = 0; k < t->labels.n; k++)
		buf_printf(out, "\t%.*s", (int)t->labels.v[k].n, t->labels.v[k].p);
	buf_char(out, '\n');
	write_row(t, STR("bias"), t->features.n, out);
	for (size_t i = 0; i < t->features.n; i++)
		order[i] = t->features.v[i];
	qsort(order, t->features.n, sizeof *order, by_text);
	for (size_t i = 0; i < t->features.n; i++)
		write_row(t, order[i], map_get(&t->index, order[i]), out);
}

/* Numbers of the kept features, for writing. */
static void index_again(struct training *t)
{
	t->index = (struct map){0};
	for (size_t i = 0; i < t->features.n; i++)
		*map_at(t->arena, &t->index, t->features.v[i]) = i;
}

void train_classifier(struct arena *a, const struct labelled_rows *rows, struct buf *out)
{
	struct training t = {.arena = a};
	for (size_t i = 0; i < rows->list.n; i++)
		add_example(&t, &rows->list.v[i]);
	drop_rare(&t);
	learn(&t);
	drop_light(&t);
	learn(&t);
	index_again(&t);
	struct str remark =
	    arena_printf(a, "Learned by “baguan rules train” from %zu passages; hundredths.",
			 rows->list.n);
	write_weights(&t, remark, out);
}
