/*
 * Arenas: lists of pages that only grow and are freed all at once.  The only
 * file that asks the machine for memory, and the one place that ends the
 * program when there is none.
 */
#include "base.h"

/* Pages grow from the first: many arenas live for one short text. */
enum { FIRST_PAGE = 2 * 1024, PAGE_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct arena_page {
	struct arena_page *older;
	size_t used, size;
};

_Static_assert(sizeof(struct arena_page) <= 2 * ALIGNMENT, "page head fits its room");

static size_t aligned(size_t n)
{
	return (n + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

_Noreturn void mem_out(void)
{
	fputs("baguan: out of memory\n", stderr);
	abort();
}

void *mem_grow(void *p, size_t size)
{
	void *q = realloc(p, size ? size : 1);
	if (!q)
		mem_out();
	return q;
}

void mem_free(void *p)
{
	free(p);
}

void arena_free(struct arena *a)
{
	while (a->page) {
		struct arena_page *older = a->page->older;
		free(a->page);
		a->page = older;
	}
}

/* Room with whatever was there before. */
static void *room_of(struct arena *a, size_t size)
{
	const size_t head = aligned(sizeof(struct arena_page));
	if (size > SIZE_MAX / 2)
		mem_out();
	size = aligned(size ? size : 1);
	if (!a->page || a->page->size - a->page->used < size) {
		size_t usual = a->page ? 4 * a->page->size : FIRST_PAGE;
		while (usual < PAGE_SIZE && usual < 4 * size)
			usual *= 4;
		if (usual > PAGE_SIZE)
			usual = PAGE_SIZE;
		size_t room = head + (size > PAGE_SIZE / 4 ? size : usual);
		struct arena_page *page = malloc(room);
		if (!page)
			mem_out();
		page->size = room;
		page->used = head;
		if (a->page && size > PAGE_SIZE / 4) {
			/* A large piece gets its own page behind the current one. */
			page->older = a->page->older;
			a->page->older = page;
			page->used = room;
			return (char *)page + head;
		}
		page->older = a->page;
		a->page = page;
	}
	void *p = (char *)a->page + a->page->used;
	a->page->used += size;
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p = room_of(a, size);
	return memset(p, 0, size);
}

struct str arena_dup(struct arena *a, struct str s)
{
	char *p = room_of(a, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct str){p, s.n};
}

const char *arena_z(struct arena *a, struct str s)
{
	return arena_dup(a, s).p;
}

struct str arena_vprintf(struct arena *a, const char *format, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	/* Into what is left of the page; once more only where that was too little. */
	char *left = a->page ? (char *)a->page + a->page->used : NULL;
	int n = vsnprintf(left, a->page ? a->page->size - a->page->used : 0, format, ap);
	char *p = room_of(a, (size_t)n + 1);
	if (p != left)
		vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){p, (size_t)n};
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	struct str s = arena_vprintf(a, format, ap);
	va_end(ap);
	return s;
}

void *list_room(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return v;
	/* Lists of large things are mostly short. */
	size_t grown = *cap ? 2 * *cap : size > 64 ? 2 : size > 16 ? 4 : 8;
	char *p = room_of(a, grown * size);
	if (n)
		memcpy(p, v, n * size);
	memset(p + n * size, 0, (grown - n) * size);
	*cap = grown;
	return p;
}
