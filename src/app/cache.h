/* Inside app only: results of meetings that are kept for the next run. */
#ifndef BAGUAN_CACHE_H
#define BAGUAN_CACHE_H

#include "app.h"

/* All of R as bytes that this very program can read again. */
void result_write(const struct result *r, struct buf *out);
/*
 * Fills R, whose arena owns BYTES; it points into them.  False: they are none of result_write's, and R is
 * of no use but to be freed.
 */
bool result_read(struct result *r, struct str bytes);

/* One meeting on its way past the cache. */
struct cache_entry {
	struct arena arena;
	bool usable;            /* what the result depends on is known, and the key of it made */
	struct digest key;
	struct meeting meeting; /* with the bytes of its files, so that what is checked is what the key is of */
};

/*
 * What the same program said of M with the same rules and options; NULL when that is not known, or no
 * cache is set.  E must be closed in any case.
 */
struct result *cache_open(bg_session *s, const struct meeting *m, struct cache_entry *e);
/* Keeps R, made with SET.  Whatever keeps it from that, the run goes on. */
void cache_keep(bg_session *s, const struct cache_entry *e, const struct ruleset *set,
		const struct result *r);
void cache_close(struct cache_entry *e);
/* When something was kept: the oldest entries go until the folder is of a bearable size. */
void cache_trim(bg_session *s);

#endif
