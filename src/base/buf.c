/* A growing byte buffer for output and for text of unknown length. */
#include "base.h"


void buf_free(struct buf *b)
{
	mem_free(b->p);
	*b = (struct buf){0};
}

char *buf_room(struct buf *b, size_t more)
{
	if (b->cap - b->n < more + 1) {
		size_t cap = b->cap ? b->cap : 256;
		while (cap - b->n < more + 1)
			cap *= 2;
		b->p = mem_grow(b->p, cap);
		b->cap = cap;
	}
	return b->p + b->n;
}

void buf_add(struct buf *b, struct str s)
{
	if (!s.n)
		return;
	memcpy(buf_room(b, s.n), s.p, s.n);
	b->n += s.n;
}

void buf_addz(struct buf *b, const char *z)
{
	buf_add(b, str_of(z));
}

void buf_char(struct buf *b, char c)
{
	*buf_room(b, 1) = c;
	b->n++;
}

void buf_utf8(struct buf *b, uint32_t code_point)
{
	char bytes[4];
	buf_add(b, (struct str){bytes, utf8_put(code_point, bytes)});
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list ap, again;
	va_start(ap, format);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, format, ap);
	vsnprintf(buf_room(b, (size_t)n), (size_t)n + 1, format, again);
	b->n += (size_t)n;
	va_end(again);
	va_end(ap);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){b->p ? b->p : "", b->n};
}
