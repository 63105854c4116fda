/* Inside the loader only: a pack under way. */
#ifndef BAGUAN_LOAD_H
#define BAGUAN_LOAD_H

#include "rule.h"

/* A definition that waits until all names are known. */
struct definition {
	const struct node *node;
	const struct yaml *yaml;
};

struct definitions {
	LIST(struct definition) list;
};

struct pack {
	struct map fragment, term, condition, classifier, kind, role, section, param, clause, rule;
	struct map regex;            /* by text: its place among the set's patterns */
	LIST(struct str) fragments;
	struct strings fragment_names, term_names, classifier_names, rule_ids, clause_ids, role_names, kind_names;
	struct definitions terms, conditions, classifiers, roles, rules;
	struct matcher_builder *builder;
	uint32_t matcher_terms;
	LIST(bool) term_used, clause_used;
	struct map standing;         /* clauses of a base pack that the plan does not state */
};

/* "did you mean" out of names that were defined. */
struct str pack_hint(struct loader *l, const struct strings *names, struct str word);
void complain_pattern(struct loader *l, const struct node *n, struct str pattern, struct str why,
		      size_t at);
/* Declares a name: complains when it is taken. */
bool declare(struct loader *l, const struct node *n, struct map *map, struct strings *names,
	     size_t index);

bool load_texts(struct loader *l, const struct node *n, struct strings *out);
bool expect_map(struct loader *l, const struct node *n);

void load_fragments(struct loader *l, const struct node *n);
void load_views(struct loader *l, const struct node *n);
void declare_terms(struct loader *l, const struct node *n);
void define_terms(struct loader *l);
void declare_conditions(struct loader *l, const struct node *n);
void define_conditions(struct loader *l);
void declare_classifiers(struct loader *l, const struct node *n);
void define_classifiers(struct loader *l);
struct condition *load_class_condition(struct loader *l, const struct node *n);
void load_params(struct loader *l, const struct node *n);
void load_plan(struct loader *l, const struct node *n);
void load_errata(struct loader *l, const struct node *n);
void load_unstated(struct loader *l, const struct node *n);
void load_clauses(struct loader *l, const struct node *n);
void load_phrases(struct loader *l, const struct node *n);
void load_names(struct loader *l, const struct node *n);
void load_confusables(struct loader *l, const struct node *n);
void load_manifest_schema(struct loader *l, const struct node *n);
void declare_kinds(struct loader *l, const struct node *n);
void define_kinds(struct loader *l, const struct node *n);
void declare_roles(struct loader *l, const struct node *n);
void define_roles(struct loader *l);
void declare_rules(struct loader *l, const struct node *n);
void define_rules(struct loader *l);
/* After all definitions: fills kind_terms. */
void find_kind_terms(struct ruleset *set);
void load_scaffold(struct loader *l, const struct node *n);
void load_init(struct loader *l, const struct node *n);

#endif
