/*
 * classifier - which of several labels fits a passage, by a linear model over its
 * character n-grams.  Where sentences of a kind have no common word that a term
 * could name, weights learned from labelled examples tell them apart.
 *
 * A feature is a run of 1 to 3 characters that occurs in the passage, once however often; digits
 * count as one '0', blanks as nothing, each character beyond U+FFFF as U+FFFD; '^' and '$' stand
 * for the passage's ends.  A label's score is its bias and the weights of the features that occur,
 * added up and divided by the square root of their number: a long passage has no louder voice.
 * Weights are whole hundredths.  A weights file is text: lines "FEATURE<TAB>W1<TAB>W2…", first
 * "labels" with the labels' names, then "bias".  Lines that begin with '#' are remarks.
 */
#ifndef BAGUAN_CLASSIFIER_H
#define BAGUAN_CLASSIFIER_H

#include "base.h"

enum { NGRAM_MAX = 3, LABELS_MAX = 16 };

struct classifier {
	LIST(struct str) labels;
	LIST(struct str) features;
	struct ngram_index {         /* open addressing: what is sought is mostly not there */
		uint64_t *key;       /* the characters, 16 bits each; 0: the slot is free */
		uint32_t *feature;
		size_t size;         /* a power of two */
	} index;
	int32_t *weights;            /* features × labels; behind the last feature: bias */
};

/* All from TEXT, which must live as long.  False with *why and *line. */
bool classifier_load(struct arena *a, struct str text, struct classifier *out, struct str *why,
		     uint32_t *line);

/* The passage as the model sees it: digits, blanks, ends and what is beyond U+FFFF replaced. */
struct str passage_normal(struct arena *a, struct str passage);
/* Calls EACH for every n-gram of NORMAL, in order, doubles included; KEY: its characters, 16 bits each. */
void passage_ngrams(struct str normal, void (*each)(void *context, struct str ngram, uint64_t key),
		    void *context);

/* The features that counted, for explanations. */
struct evidence_list {
	LIST(size_t) features;
};
/* Adds the passage's score to SCORES, one per label. EVIDENCE may be NULL. */
void classifier_score(const struct classifier *c, struct arena *a, struct str passage,
		      int64_t scores[LABELS_MAX], struct evidence_list *evidence);

#endif
