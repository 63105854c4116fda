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

static struct map_slot *slot_of(const struct map *m, struct str key)
{
	size_t i = hash(key) & (m->cap - 1);
	while (m->slot[i].key.p && !str_eq(m->slot[i].key, key))
		i = (i + 1) & (m->cap - 1);
	return &m->slot[i];
}

static void grow(struct arena *a, struct map *m)
{
	struct map bigger = {.cap = m->cap ? 2 * m->cap : 16};
	bigger.slot = arena_array(a, struct map_slot, bigger.cap);
	for (size_t i = 0; i < m->cap; i++)
		if (m->slot[i].key.p)
			*slot_of(&bigger, m->slot[i].key) = m->slot[i];
	bigger.n = m->n;
	*m = bigger;
}

void map_reserve(struct arena *a, struct map *m, size_t n)
{
	for (m->cap = 16; 3 * m->cap < 4 * (n + 1);)
		m->cap *= 2;
	m->slot = arena_array(a, struct map_slot, m->cap);
}

size_t *map_at(struct arena *a, struct map *m, struct str key)
{
	if (4 * (m->n + 1) > 3 * m->cap)
		grow(a, m);
	struct map_slot *s = slot_of(m, key);
	if (!s->key.p) {
		s->key = key.p ? key : (struct str){"", 0};
		s->value = SIZE_MAX;
		m->n++;
	}
	return &s->value;
}

size_t map_get(const struct map *m, struct str key)
{
	if (!m->cap)
		return SIZE_MAX;
	const struct map_slot *s = slot_of(m, key);
	return s->key.p ? s->value : SIZE_MAX;
}
