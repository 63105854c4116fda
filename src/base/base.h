/*
 * base - what every stage stands on: memory, text, lists, maps, files, dates.
 *
 * Nothing here knows of documents or rules.  Text is UTF-8 in slices that
 * carry their length; sizes and offsets are bytes unless a name says
 * otherwise.  Memory comes from arenas: it is zeroed, never NULL, and goes
 * all at once.  Running out of memory ends the program in arena.c and nowhere
 * else.
 */
#ifndef BAGUAN_BASE_H
#define BAGUAN_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(F, A) __attribute__((format(printf, F, A)))
#else
#define PRINTF_LIKE(F, A)
#endif

/* ---- slices ---------------------------------------------------------- */

/* A run of bytes that someone else owns; not NUL-terminated unless said so. */
struct str {
	const char *p;
	size_t n;
};

#define STR(LITERAL) ((struct str){(LITERAL), sizeof(LITERAL) - 1})

/* The smallest are inline: every character passes through them. */
/* Of a C string; NULL gives the empty slice. */
static inline struct str str_of(const char *z)
{
	return z ? (struct str){z, strlen(z)} : (struct str){"", 0};
}
/* Bytes [from, to). */
static inline struct str str_cut(struct str s, size_t from, size_t to)
{
	to = to < s.n ? to : s.n;
	from = from < to ? from : to;
	return (struct str){from ? s.p + from : s.p, to - from};
}
static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}
static inline bool str_is(struct str a, const char *z)
{
	return str_eq(a, str_of(z));
}
int str_cmp(struct str a, struct str b); /* byte order, for qsort */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Byte offset of the first NEEDLE at or after FROM, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle, size_t from);
struct str str_trim(struct str s); /* ASCII blanks, U+3000, U+00A0, U+FEFF at both ends */
/* Splits off the part up to SEP from *rest; false when *rest is used up. */
bool str_split(struct str *rest, char sep, struct str *part);
/* FNV-1a over more bytes; it begins with HASH_START. */
#define HASH_START 0xcbf29ce484222325u
uint64_t hash_add(uint64_t hash, struct str s);
/* Optimal-string-alignment distance in code points, at most LIMIT + 1. */
size_t str_distance(struct str a, struct str b, size_t limit);

/* ---- digests ---------------------------------------------------------- */

/* Of bytes: equal ones have equal digests, and no one can make others that have. BLAKE2b-256. */
struct digest {
	uint8_t byte[32];
};
struct digester {
	uint64_t h[8], taken;
	uint8_t block[128];
	size_t n;
};
void digest_start(struct digester *d);
void digest_add(struct digester *d, struct str bytes);
struct digest digest_end(struct digester *d);

/* ---- arenas ---------------------------------------------------------- */

/* {0} is a valid empty arena. */
struct arena {
	struct arena_page *page;
};

void arena_free(struct arena *a); /* leaves a valid empty arena */
void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned for any type */
#define arena_new(ARENA, TYPE) ((TYPE *)arena_alloc((ARENA), sizeof(TYPE)))
#define arena_array(ARENA, TYPE, N) ((TYPE *)arena_alloc((ARENA), sizeof(TYPE) * (N)))
struct str arena_dup(struct arena *a, struct str s); /* copy, NUL-terminated behind n */
const char *arena_z(struct arena *a, struct str s);  /* copy as a C string */
struct str arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
struct str arena_vprintf(struct arena *a, const char *format, va_list ap) PRINTF_LIKE(2, 0);
/* The blocks of out-of-arena memory: only for handles and growing buffers. */
void *mem_grow(void *p, size_t size); /* realloc that never gives NULL */
void mem_free(void *p);
/* There is no more memory: ends the program. */
_Noreturn void mem_out(void);

/*
 * Lists.  LIST(struct thing) declares a list; {0} is empty.  list_add gives a
 * pointer to a new zeroed last element.  Elements move when the list grows;
 * keep indexes, not pointers.  The memory is the arena's.
 */
#define LIST(TYPE)                                                                                 \
	struct {                                                                                   \
		TYPE *v;                                                                           \
		size_t n, cap;                                                                     \
	}
#define list_add(ARENA, LIST_)                                                                     \
	((LIST_)->v = list_room((ARENA), (LIST_)->v, (LIST_)->n, &(LIST_)->cap,                    \
				sizeof *(LIST_)->v),                                               \
	 &(LIST_)->v[(LIST_)->n++])
void *list_room(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

/* ---- growing byte buffer ---------------------------------------------- */

/* {0} is a valid empty buffer; buf_free releases. */
struct buf {
	char *p;
	size_t n, cap;
};

void buf_free(struct buf *b);
void buf_add(struct buf *b, struct str s);
void buf_addz(struct buf *b, const char *z);
void buf_char(struct buf *b, char c);
void buf_utf8(struct buf *b, uint32_t code_point);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
char *buf_room(struct buf *b, size_t more); /* MORE writable bytes at the end; raise n yourself */
struct str buf_str(const struct buf *b);

/* ---- map from text to number ------------------------------------------ */

/* {0} is empty.  Keys are not copied.  Never iterated: keep a list beside it. */
struct map {
	struct map_slot *slot;
	uint32_t *mark;
	size_t n, cap;
};

/* The value cell of KEY, made with value SIZE_MAX when absent. */
size_t *map_at(struct arena *a, struct map *m, struct str key);
/* Room for N keys, so that the map need not grow to them step by step; of an empty map only. */
void map_reserve(struct arena *a, struct map *m, size_t n);
/* The value of KEY, or SIZE_MAX. */
size_t map_get(const struct map *m, struct str key);

/* ---- UTF-8 ------------------------------------------------------------ */

bool utf8_valid(struct str s);
/* Code point at *at, which moves on; s must be valid and *at < s.n. */
static inline uint32_t utf8_next(struct str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	size_t left = s.n - *at;
	if (p[0] < 0x80 || left < 2) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xe0 || left < 3) {
		*at += 2;
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (p[0] < 0xf0 || left < 4) {
		*at += 3;
		return (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
	}
	*at += 4;
	return (p[0] & 7u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}
/* Code point before *at, which moves back; *at > 0. */
uint32_t utf8_prev(struct str s, size_t *at);
size_t utf8_count(struct str s); /* code points */
size_t utf8_put(uint32_t code_point, char out[4]); /* bytes written */
/* Terminal columns; East Asian wide is 2, ambiguous quotes and dashes are 2. */
size_t utf8_width(struct str s);
bool utf8_is_han(uint32_t code_point);   /* ideographs only, no punctuation */
/* Space, tab, U+3000, U+00A0, zero width. */
static inline bool utf8_is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == 0xa0 || c == 0xfeff ||
	       (c >= 0x2000 && c <= 0x200b) || c == 0x202f;
}
/*
 * Bytes of any encoding to valid UTF-8 without BOM: BOM, strict UTF-8, UTF-16
 * by heuristic, else GB18030.  *encoding is a static name ("UTF-8",
 * "UTF-16LE", "GB18030" ...).  A byte that does not decode becomes U+FFFD and
 * *bad counts it; *first_bad is the offset of the first one in the result.
 */
struct str utf8_decode(struct arena *a, struct str bytes, const char **encoding, size_t *bad,
		       size_t *first_bad);

/* ---- Chinese numerals and dates --------------------------------------- */

/* "12", "１２", "十二", "二〇二二", "一百零五": whole of S; false when it is none. */
bool numeral_parse(struct str s, long *value);
/* The numeral at the start of S; gives its length in bytes, 0 when none. */
size_t numeral_prefix(struct str s, long *value);
/* The number N as a Chinese numeral, 1 to 9999: "十二". */
struct str numeral_chinese(struct arena *a, long n);

#define DAY_NONE INT32_MIN

/* Days since 1970-01-01, proleptic Gregorian; DAY_NONE when no such date. */
int32_t day_of(int year, int month, int dom);
void day_split(int32_t day, int *year, int *month, int *dom);
struct str day_iso(struct arena *a, int32_t day); /* "2022-01-20" */

/* One date found in text. first == last unless a range or a whole month. */
struct date {
	size_t start, end; /* bytes in the text searched */
	int32_t first, last;
	bool year_given;
};
/*
 * The next date at or after FROM: 2022年1月20日, 2022.1.20, 2022-01-20,
 * 2022/1/20, 二〇二二年一月二十日, 1月20日 (year taken from BASE: the one that puts
 * it nearest to BASE; none when BASE is DAY_NONE), 2022年1月 (the month), ranges
 * with 至, 到, —, -, ~.  A number that is part of a longer number is none.
 */
bool date_find(struct str text, size_t from, int32_t base, struct date *out);

/* ---- files ------------------------------------------------------------ */

/* Whole file; NULL-terminated behind n. False with *why in the caller's arena. */
bool file_read(struct arena *a, const char *path, struct str *out, struct str *why);
/* Written beside PATH and renamed over it. */
bool file_write(struct arena *a, const char *path, struct str data, struct str *why);
/* Over whatever stands there. */
bool file_move(struct arena *a, const char *from, const char *to, struct str *why);
/* A file, or an empty folder. */
bool file_remove(const char *path);
/* Is there nothing in the folder, or no such folder? */
bool file_is_empty_dir(const char *path);
/* One folder, when it is not there. */
bool file_make_dir(struct arena *a, const char *path, struct str *why);
bool file_exists(const char *path);
bool file_is_dir(const char *path);
/*
 * All regular files below DIR, as paths relative to it with '/', in byte
 * order.  Symbolic links are not followed out of DIR.  False with *why when a
 * folder can't be read.
 */
typedef void file_visit(void *context, struct str relative);
bool file_walk(struct arena *a, const char *dir, file_visit *visit, void *context, struct str *why);
struct str path_join(struct arena *a, struct str dir, struct str name);
struct str path_short(struct arena *a, struct str path); /* "a/../b" as "b" */
struct str path_dir(struct str path);  /* "." when there is none */
struct str path_base(struct str path); /* last component */
struct str path_ext(struct str path);  /* what follows the last dot, as written; "" when none */
/* Shell-like: * and ? within a component, ** across, [..]; case-sensitive. */
bool path_glob(struct str pattern, struct str path);

/* ---- zip and xml ------------------------------------------------------ */

struct zip_file;
enum zip_status { ZIP_OPENED, ZIP_NOT_ZIP, ZIP_BROKEN };
/* Over BYTES, which must outlive it.  NULL with *why in A. */
struct zip_file *zip_open_bytes(struct arena *a, struct str bytes, struct str *why);
/* One part whole, with a ceiling on its unpacked size. False when absent (why empty) or broken. */
bool zip_part(struct zip_file *z, struct arena *a, const char *name, struct str *out, struct str *why);
void zip_free(struct zip_file *z);
/* Names with '/' between folders. */
struct zip_entry {
	const char *name;
	struct str bytes;
};
/* An archive of the entries, in their order, behind what is in OUT; the same entries give the same bytes. */
void zip_write(const struct zip_entry *entries, size_t n, struct buf *out);
/*
 * The archive BYTES with the entries in the place of its parts of these names, or behind them; the other parts stay
 * as they are. False with *why in A.
 */
bool zip_update(struct arena *a, struct str bytes, const struct zip_entry *entries, size_t n, struct buf *out,
		struct str *why);

/*
 * Events of one XML part.  Names come as "prefix:local" with the prefix that
 * the namespace usually has (w, a, wp, mc, v, r, s ...), whatever prefix the
 * file uses; an unknown namespace keeps its local name alone.
 */
struct xml_handler {
	void (*start)(void *context, const char *name, const char **attributes);
	void (*end)(void *context, const char *name);
	void (*text)(void *context, struct str text);
	/* Before each of the others: which bytes of the part it is for (none for the end of "<w:b/>"). May be NULL. */
	void (*at)(void *context, size_t start, size_t end);
};
/* Adds S, which is UTF-8, as text or as the value of an attribute; what XML cannot hold becomes U+FFFD. */
void xml_escape(struct buf *out, struct str s);
const char *xml_attribute(const char **attributes, const char *name); /* NULL when absent */
/* False with *why ("line 3: mismatched tag"); entity expansion is refused. */
bool xml_parse(struct arena *a, struct str xml, const struct xml_handler *handler, void *context,
	       struct str *why);

/* ---- YAML ------------------------------------------------------------- */

/* Where something stands in a text file: 1-based line and column in code points. */
struct mark {
	uint32_t line, column, end_line, end_column;
	const struct yaml *origin; /* the file, where trees of several are put together; NULL: known by whoever asks */
};
struct mark mark_line(uint32_t line); /* where a line begins */
#define MARK_TOP mark_line(1)

enum node_type { NODE_SCALAR, NODE_LIST, NODE_MAP };

/* A YAML value.  A map's children alternate key, value through `next`. */
struct node {
	enum node_type type;
	bool quoted;       /* scalar in quotes or a block: never a number, bool or null */
	struct mark mark;  /* of the value itself */
	struct str text;   /* scalar, NUL-terminated */
	struct str key;    /* its key when it is a map's value */
	struct mark key_mark;
	struct node *first, *next; /* children; the next sibling */
	size_t count;  /* items of a list, pairs of a map */
	size_t weight; /* nodes in this tree, shared ones counted each time */
};

/* A complaint about a text file that people write: rules, manifest. */
struct complaint {
	struct str file;
	struct mark mark;
	struct str message;
	struct str hint;   /* "did you mean ...", or empty */
	struct str line;   /* the text of the line, for the caret */
};

/* Complaints in order found. All memory from `arena`. */
struct complaints {
	struct arena *arena;
	LIST(struct complaint) list;
};

/* A YAML file under way: its name and lines, for complaints. */
struct yaml {
	struct str file, text;
	struct node *root; /* NULL for an empty file */
};

/* False when complaints were added: syntax, duplicate keys, aliases beyond limits, depth. */
bool yaml_parse(struct arena *a, struct str file, struct str text, struct yaml *out,
		struct complaints *complaints);
/* Every mark in the tree of Y gets Y as its origin; Y must stay where it is. */
void yaml_sign(struct yaml *y);
const struct node *node_get(const struct node *map, const char *key); /* NULL when absent */
/* Of Y, unless the mark knows its own file. */
/* FORMAT is a msgid, and the message is in the reader's language; a choice of two stands in N_(). */
void complain(struct complaints *c, const struct yaml *y, struct mark at, struct str hint,
	      const char *format, ...) PRINTF_LIKE(5, 6);
/* The same with a msgid that has nothing to fill in, or with what another library said. */
void complain_words(struct complaints *c, const struct yaml *y, struct mark at, struct str words);
/* Where BYTES at AT of a scalar's text stand in the file; the whole scalar when that can't be told. */
struct mark node_mark(const struct yaml *y, const struct node *n, size_t at, size_t bytes);
/* "did you mean “x”?" for the nearest of CHOICES (NULL-ended), or empty. */
struct str closest(struct arena *a, struct str word, const char *const *choices);

/* Functions that may not be used anywhere; the headers that declare them are included above. */
#if defined(__GNUC__)
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol gets
#endif

#endif
