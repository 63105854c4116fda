/* init: a folder to its first meeting.yaml, by what the pack says of guessing. */
#include "init.h"

bool init_manifest(struct arena *a, const struct ruleset *set, const char *dir, struct buf *out,
		   struct str *why)
{
	struct scanned scanned = {0};
	struct guesses guesses = {0};
	bool ok = init_scan(a, set, dir, &scanned, why) &&
		  init_guess(a, set, &scanned.facts, &guesses, why);
	if (ok)
		init_write(a, set, &scanned, &guesses, out);
	arena_free(&scanned.facts.arena);
	return ok;
}
