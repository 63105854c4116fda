/* What all renderers count alike. */
#include "report.h"

bool is_finding(const struct checkpoint *c, enum level level)
{
	return c->outcome == OUTCOME_FAIL && !c->waived && !c->aside && c->rule->level >= level;
}

bool is_waived(const struct checkpoint *c, enum level level)
{
	return c->waived && !c->aside && c->rule->level >= level;
}

size_t count_aside(const struct result *m, enum level level)
{
	size_t n = 0;
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		n += c->aside && !c->waived && c->rule->level >= level;
	}
	return n;
}

struct tally tally_of(const struct result *m, const struct rule_info *rule)
{
	struct tally t = {0};
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (rule && c->rule != rule)
			continue;
		t.passed += c->outcome == OUTCOME_PASS;
		t.failed += c->outcome == OUTCOME_FAIL && !c->waived;
		t.waived += c->waived != NULL;
		t.unknown += c->outcome == OUTCOME_UNKNOWN;
	}
	t.checked = t.passed + t.failed + t.waived;
	return t;
}
