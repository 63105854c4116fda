/* Open-addressing map from text to a number; keys belong to the caller. */
#include "base.h"

struct map_slot {
	struct str key;
	size_t value;
};

/* FNV-1a, over words of eight bytes. */
static uint64_t hash(struct str s)
{
	const uint64_t prime = 1099511628211u;
	uint64_t h = 14695981039346656037u ^ s.n, word;
	for (; s.n >= sizeof word; s.p += sizeof word, s.n -= sizeof word) {
		memcpy(&word, s.p, sizeof word);
		h = (h ^ word) * prime;
		h ^= h >> 32;
	}
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * prime;
	return h ^ (h >> 32);
}

/* Marks are looked through, 4 bytes each, before a key is touched; 0: the slot is free. */
static uint32_t mark_of(uint64_t h)
{
	return (uint32_t)(h >> 32) | 1;
}

static size_t index_of(const struct map *m, struct str key, uint32_t *mark)
{
	uint64_t h = hash(key);
	size_t i = h & (m->cap - 1);
	*mark = mark_of(h);
	while (m->mark[i] && (m->mark[i] != *mark || !str_eq(m->slot[i].key, key)))
		i = (i + 1) & (m->cap - 1);
	return i;
}

static void make_room(struct arena *a, struct map *m, size_t cap)
{
	*m = (struct map){.cap = cap,
			  .slot = arena_array(a, struct map_slot, cap),
			  .mark = arena_array(a, uint32_t, cap)};
}

static void grow(struct arena *a, struct map *m)
{
	struct map bigger;
	make_room(a, &bigger, m->cap ? 2 * m->cap : 16);
	for (size_t i = 0; i < m->cap; i++)
		if (m->mark[i]) {
			uint32_t mark;
			size_t at = index_of(&bigger, m->slot[i].key, &mark);
			bigger.slot[at] = m->slot[i];
			bigger.mark[at] = mark;
		}
	bigger.n = m->n;
	*m = bigger;
}

void map_reserve(struct arena *a, struct map *m, size_t n)
{
	size_t cap = 16;
	while (3 * cap < 4 * (n + 1))
		cap *= 2;
	make_room(a, m, cap);
}

size_t *map_at(struct arena *a, struct map *m, struct str key)
{
	if (4 * (m->n + 1) > 3 * m->cap)
		grow(a, m);
	uint32_t mark;
	size_t i = index_of(m, key, &mark);
	if (!m->mark[i]) {
		m->mark[i] = mark;
		m->slot[i] = (struct map_slot){key, SIZE_MAX};
		m->n++;
	}
	return &m->slot[i].value;
}

size_t map_get(const struct map *m, struct str key)
{
	if (!m->cap)
		return SIZE_MAX;
	uint32_t mark;
	size_t i = index_of(m, key, &mark);
	return m->mark[i] ? m->slot[i].value : SIZE_MAX;
}
