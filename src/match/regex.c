/*
 * One pattern used alone, with named groups.  A name given to several groups
 * (branches under (?J)) counts once and takes the first of them that is set.
 */
#include "match_parts.h"

#include <stdatomic.h>

struct group {
	struct str name;
	uint32_t number;
	bool again; /* same name as the one before */
};

struct regex {
	struct arena arena;
	struct pcre pcre;
	pcre2_match_context *limits;
	_Atomic(pcre2_match_data *) *spare; /* for the next match; NULL while someone has it */
	struct group *group; /* by name */
	size_t entries, names;
};

static void read_groups(struct regex *r)
{
	uint32_t count = 0, size = 0;
	PCRE2_SPTR table = NULL;
	pcre2_pattern_info(r->pcre.code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(r->pcre.code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(r->pcre.code, PCRE2_INFO_NAMETABLE, &table);
	r->group = arena_array(&r->arena, struct group, count);
	for (uint32_t i = 0; i < count; i++) {
		const unsigned char *entry = table + (size_t)i * size;
		struct group *g = &r->group[r->entries++];
		g->number = (uint32_t)entry[0] << 8 | entry[1];
		g->name = str_of((const char *)entry + 2);
		g->again = i > 0 && str_eq(g->name, g[-1].name);
		r->names += !g->again;
	}
}

struct regex *regex_new(struct str pattern, struct arena *a, struct str *why, size_t *at)
{
	struct pcre pcre;
	if (!pcre_compile(&pcre, pattern, 0, a, why, at))
		return NULL;
	struct regex *r = mem_grow(NULL, sizeof *r);
	*r = (struct regex){.pcre = pcre, .limits = pcre_limits()};
	r->spare = arena_new(&r->arena, _Atomic(pcre2_match_data *));
	read_groups(r);
	return r;
}

void regex_free(struct regex *r)
{
	if (!r)
		return;
	pcre_free(&r->pcre);
	pcre2_match_context_free(r->limits);
	pcre2_match_data_free(atomic_load(r->spare));
	arena_free(&r->arena);
	mem_free(r);
}

bool regex_match(const struct regex *r, struct str s, size_t from, struct span *whole,
		 struct span *groups)
{
	pcre2_match_data *data = atomic_exchange(r->spare, NULL);
	if (!data)
		data = pcre2_match_data_create_from_pattern(r->pcre.code, NULL);
	bool found =
	    data && from <= s.n && pcre_run(&r->pcre, s, from, 0, data, r->limits) == PCRE_FOUND;
	if (found) {
		const size_t *at = pcre2_get_ovector_pointer(data);
		*whole = (struct span){(uint32_t)at[0], (uint32_t)at[1]};
		size_t n = 0;
		for (size_t i = 0; groups && i < r->entries; i++) {
			const struct group *g = &r->group[i];
			if (!g->again)
				groups[n++] = (struct span){0};
			const size_t *place = at + 2 * (size_t)g->number;
			bool free_yet = !groups[n - 1].start && !groups[n - 1].end;
			if (free_yet && place[0] != PCRE2_UNSET)
				groups[n - 1] =
				    (struct span){(uint32_t)place[0], (uint32_t)place[1]};
		}
	}
	pcre2_match_data_free(atomic_exchange(r->spare, data)); /* another thread's */
	return found;
}

size_t regex_groups(const struct regex *r)
{
	return r->names;
}

struct str regex_group_name(const struct regex *r, size_t i)
{
	for (size_t at = 0; at < r->entries; at++)
		if (!r->group[at].again && i-- == 0)
			return r->group[at].name;
	return (struct str){0};
}
