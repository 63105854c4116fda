/*
 * PCRE2 under limits.  Text is checked to be UTF-8 once, by the reader, so no
 * call checks it again; checking each time costs five times the matching.
 */
#include "match_parts.h"

#include <pthread.h>
#include <stdatomic.h>

/*
 * A match that needs more steps than this is given up and counted.  Patterns
 * of rules need some hundreds on a paragraph; the limit bounds what a pattern
 * such as (a+)+$ can cost to some milliseconds.
 */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 100000, HEAP_LIMIT_KIB = 8192 };

/*
 * Could the pattern call one of its groups?  JIT code does not count steps
 * there: |(?R)(?:x||) runs for ever on one letter (PCRE2 10.42).  The interpreter counts
 * everywhere, so it gets these patterns, and a few more that only look so.
 */
static bool calls_groups(struct str pattern)
{
	static const char *const calls[] = {"(?R", "(?&", "(?P>", "(?+", "\\g<", "\\g'"};
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (str_find(pattern, str_of(calls[i]), 0) != SIZE_MAX)
			return true;
	for (size_t at = 0; (at = str_find(pattern, STR("(?"), at)) != SIZE_MAX;) {
		at += 2;
		char c = at < pattern.n ? pattern.p[at] : '\0';
		if (c == '-' && at + 1 < pattern.n)
			c = pattern.p[at + 1];
		if (c >= '0' && c <= '9')
			return true;
	}
	return false;
}

/*
 * JIT takes three times as long as compiling, and many patterns of a pack are never tried in a
 * meeting.  So machine code is made by the first thread that tries a pattern; one that comes
 * meanwhile waits for it.
 */
struct pcre_jit {
	pthread_mutex_t one; /* who makes it */
	atomic_bool tried;
	bool made; /* else the library refused */
};

static void make_jit(const struct pcre *p)
{
	size_t size = 0;
	pthread_mutex_lock(&p->jit->one);
	if (!atomic_load(&p->jit->tried)) {
		if (pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0)
			pcre2_pattern_info(p->code, PCRE2_INFO_JITSIZE, &size);
		p->jit->made = size; /* compiling succeeds and does nothing under (*NO_JIT) */
		atomic_store(&p->jit->tried, true);
	}
	pthread_mutex_unlock(&p->jit->one);
}

static struct str message_of(struct arena *a, int error)
{
	PCRE2_UCHAR text[256] = {0};
	pcre2_get_error_message(error, text, sizeof text);
	return arena_dup(a, str_of((const char *)text));
}

bool pcre_compile(struct pcre *p, struct str pattern, uint32_t options, struct arena *a,
		  struct str *why, size_t *at)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	if (context) { /* the same whatever the library's build chose */
		pcre2_set_newline(context, PCRE2_NEWLINE_LF);
		pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
	}
	options |= PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	p->code =
	    pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, options, &error, &offset, context);
	pcre2_compile_context_free(context);
	if (!p->code) {
		*why = message_of(a, error);
		*at = offset;
		return false;
	}
	p->jit = NULL;
	if (!calls_groups(pattern)) {
		p->jit = mem_grow(NULL, sizeof *p->jit);
		*p->jit = (struct pcre_jit){.one = PTHREAD_MUTEX_INITIALIZER};
	}
	return true;
}

void pcre_free(struct pcre *p)
{
	if (p->jit)
		pthread_mutex_destroy(&p->jit->one);
	mem_free(p->jit);
	pcre2_code_free(p->code);
	*p = (struct pcre){0};
}

pcre2_match_context *pcre_limits(void)
{
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	if (context) {
		pcre2_set_match_limit(context, MATCH_LIMIT);
		pcre2_set_depth_limit(context, DEPTH_LIMIT);
		pcre2_set_heap_limit(context, HEAP_LIMIT_KIB);
	}
	return context;
}

enum pcre_result pcre_run(const struct pcre *p, struct str subject, size_t from, uint32_t options,
			  pcre2_match_data *data, pcre2_match_context *limits)
{
	PCRE2_SPTR text = (PCRE2_SPTR)subject.p;
	if (p->jit && !atomic_load(&p->jit->tried))
		make_jit(p);
	int result = PCRE2_ERROR_JIT_STACKLIMIT;
	options |= PCRE2_NO_UTF_CHECK;
	if (p->jit && p->jit->made)
		result = pcre2_jit_match(p->code, text, subject.n, from, options, data, limits);
	if (result == PCRE2_ERROR_JIT_STACKLIMIT) /* the interpreter has its own, larger heap */
		result = pcre2_match(p->code, text, subject.n, from, options | PCRE2_NO_JIT, data,
				     limits);
	if (result >= 0)
		return PCRE_FOUND;
	return result == PCRE2_ERROR_NOMATCH ? PCRE_NONE : PCRE_LIMITED;
}
