/* Results from the cache are those of a run without one, and nothing in the folder can harm. */
#include "cache.h"

#include <setjmp.h>
#include <unistd.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

static const char *const meetings[] = {
    "fixtures/meetings/qingshi-good",	"fixtures/meetings/qingshi-draft",
    "fixtures/documents",		"tests/golden/several/input",
    "tests/golden/unread/input",	"tests/golden/alone",
    "fixtures/meetings",
};

static bg_session *session_new(const char *cache)
{
	bg_session *s = bg_session_new();
	assert_int_equal(bg_session_set(s, "level", "info"), 0);
	assert_int_equal(bg_session_set(s, "today", "2022-02-20"), 0);
	assert_int_equal(bg_session_set(s, "cache", cache), 0);
	return s;
}

static bg_session *waivers_session(const char *cache)
{
	bg_session *s = session_new(cache);
	assert_int_equal(bg_session_set(s, "rules", "tests/golden/waivers/rules"), 0);
	return s;
}

/* A folder that is not there yet, in one that goes with the test. */
static const char *new_folder(struct arena *a)
{
	char *dir = arena_array(a, char, 64);
	snprintf(dir, 64, "/tmp/baguan-test-XXXXXX");
	assert_non_null(mkdtemp(dir));
	return path_join(a, str_of(dir), STR("a/cache")).p;
}

static void drop_file(void *context, struct str relative)
{
	struct arena a = {0};
	unlink(path_join(&a, str_of(context), relative).p);
	arena_free(&a);
}

static void drop_folder(struct arena *a, const char *cache)
{
	struct str why, above = path_dir(str_of(cache));
	if (file_is_dir(cache))
		file_walk(a, cache, drop_file, (void *)(uintptr_t)cache, &why);
	rmdir(cache);
	rmdir(arena_z(a, above));
	rmdir(arena_z(a, path_dir(above)));
}

struct entries {
	struct arena *arena;
	struct strings names;
};

static void see_entry(void *context, struct str relative)
{
	struct entries *e = context;
	*list_add(e->arena, &e->names.list) = arena_dup(e->arena, relative);
}

static struct strings entries_of(struct arena *a, const char *cache)
{
	struct entries e = {.arena = a};
	struct str why;
	assert_true(file_walk(a, cache, see_entry, &e, &why));
	return e.names;
}

static void same_reports(bg_report *a, bg_report *b)
{
	assert_int_equal(bg_report_status(a), bg_report_status(b));
	for (const struct renderer *const *r = renderer_list; *r; r++) {
		size_t n, m;
		const char *x = bg_report_render(a, (*r)->name, &n),
			   *y = bg_report_render(b, (*r)->name, &m);
		assert_int_equal(n, m);
		assert_memory_equal(x, y, n);
	}
	assert_int_equal(bg_report_count(a), bg_report_count(b));
}

/* Without a cache, with an empty one, with a filled one: the last loads no pack. */
static void check_thrice(bg_session *(*make)(const char *cache), const char *path, bool kept)
{
	struct arena a = {0};
	const char *cache = new_folder(&a);
	bg_session *cold = make(""), *first = make(cache), *warm = make(cache);
	bg_report *reports[] = {bg_check(cold, &path, 1), bg_check(first, &path, 1),
				bg_check(warm, &path, 1)};
	same_reports(reports[0], reports[1]);
	same_reports(reports[0], reports[2]);
	assert_true(reports[0]->meetings.n > 0);
	assert_int_equal(first->packs.n, cold->packs.n);
	assert_int_equal(warm->packs.n, kept ? 0 : cold->packs.n);
	for (size_t i = 0; i < 3; i++)
		bg_report_free(reports[i]);
	bg_session_free(cold);
	bg_session_free(first);
	bg_session_free(warm);
	drop_folder(&a, cache);
	arena_free(&a);
}

static void all_formats_are_the_same_from_the_cache(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof meetings / sizeof *meetings; i++)
		check_thrice(session_new, meetings[i], true);
	check_thrice(waivers_session, "tests/golden/waivers/input", true);
}

static bg_session *unwritable_session(const char *cache)
{
	return session_new(*cache ? "/dev/null/cache" : "");
}

static bg_session *facts_session(const char *cache)
{
	bg_session *s = waivers_session(cache);
	assert_int_equal(bg_session_set(s, "facts", "/dev/null/facts"), 0);
	return s;
}

static void a_run_goes_on_without_a_folder(void **state)
{
	(void)state;
	check_thrice(unwritable_session, "tests/golden/several/input", false);
}

static void what_writes_facts_is_run(void **state)
{
	(void)state;
	check_thrice(facts_session, "tests/golden/waivers/input", false);
}

/* ---- damage -------------------------------------------------------------------- */

struct bench {
	struct arena arena;
	const char *cache, *entry, *path;
	struct str bytes; /* of the entry */
	bg_session *cold;
	bg_report *report;
};

static void bench_open(struct bench *b)
{
	struct str why;
	*b = (struct bench){.path = "tests/golden/waivers/input"};
	b->cache = new_folder(&b->arena);
	b->cold = waivers_session("");
	b->report = bg_check(b->cold, &b->path, 1);
	bg_session *s = waivers_session(b->cache);
	bg_report_free(bg_check(s, &b->path, 1));
	bg_session_free(s);
	struct strings names = entries_of(&b->arena, b->cache);
	assert_int_equal(names.list.n, 1);
	b->entry = path_join(&b->arena, str_of(b->cache), names.list.v[0]).p;
	assert_true(file_read(&b->arena, b->entry, &b->bytes, &why));
}

static void bench_close(struct bench *b)
{
	bg_report_free(b->report);
	bg_session_free(b->cold);
	drop_folder(&b->arena, b->cache);
	arena_free(&b->arena);
}

/* With BYTES as the entry: it is as none, and put right. */
static void is_refused(struct bench *b, struct str bytes)
{
	struct arena a = {0};
	struct str why, after;
	assert_true(file_write(&a, b->entry, bytes, &why));
	bg_session *s = waivers_session(b->cache);
	bg_report *r = bg_check(s, &b->path, 1);
	same_reports(b->report, r);
	assert_int_equal(s->packs.n, 1);
	assert_true(file_read(&a, b->entry, &after, &why));
	assert_true(str_eq(after, b->bytes));
	bg_report_free(r);
	bg_session_free(s);
	arena_free(&a);
}

static void damaged_entries_are_as_none(void **state)
{
	struct bench b;
	(void)state;
	bench_open(&b);
	for (size_t n = 0; n < b.bytes.n; n += 1 + b.bytes.n / 20)
		is_refused(&b, str_cut(b.bytes, 0, n));
	for (size_t i = 0; i < b.bytes.n; i += 1 + b.bytes.n / 40) {
		struct str changed = arena_dup(&b.arena, b.bytes);
		((char *)(uintptr_t)changed.p)[i] ^= 1;
		is_refused(&b, changed);
	}
	struct str longer = arena_dup(&b.arena, b.bytes); /* with the NUL behind it */
	longer.n++;
	is_refused(&b, longer);
	bench_close(&b);
}

static void entries_of_others_are_as_none(void **state)
{
	static const char *const other = "tests/golden/waivers/input/值班一.md";
	struct bench b;
	struct str why, bytes;
	(void)state;
	bench_open(&b);
	bg_session *s = waivers_session(b.cache);
	bg_report_free(bg_check(s, &other, 1));
	bg_session_free(s);
	struct strings names = entries_of(&b.arena, b.cache);
	assert_int_equal(names.list.n, 2);
	for (size_t i = 0; i < 2; i++) {
		const char *path = path_join(&b.arena, str_of(b.cache), names.list.v[i]).p;
		if (strcmp(path, b.entry) != 0) {
			assert_true(file_read(&b.arena, path, &bytes, &why));
			is_refused(&b, bytes);
		}
	}
	bench_close(&b);
}

/* Whatever a reader without a digest would be given: it reads nothing that is not there. */
static void any_bytes_can_be_read(void **state)
{
	struct arena a = {0};
	struct buf bytes = {0};
	const char *path = "tests/golden/waivers/input";
	(void)state;
	bg_session *s = waivers_session("");
	bg_report *r = bg_check(s, &path, 1);
	result_write(r->meetings.v[0], &bytes);
	for (size_t n = 0; n <= bytes.n; n++) {
		struct result got = {0};
		assert_int_equal(result_read(&got, arena_dup(&a, str_cut(buf_str(&bytes), 0, n))),
				 n == bytes.n);
		arena_free(&got.arena);
	}
	for (size_t i = 0; i < bytes.n; i++)
		for (int value = 1; value < 256; value *= 3) {
			struct result got = {0};
			struct str changed = arena_dup(&got.arena, buf_str(&bytes));
			((char *)(uintptr_t)changed.p)[i] ^= (char)value;
			result_read(&got, changed);
			arena_free(&got.arena);
		}
	buf_free(&bytes);
	bg_report_free(r);
	bg_session_free(s);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_formats_are_the_same_from_the_cache),
	    cmocka_unit_test(a_run_goes_on_without_a_folder),
	    cmocka_unit_test(what_writes_facts_is_run),
	    cmocka_unit_test(damaged_entries_are_as_none),
	    cmocka_unit_test(entries_of_others_are_as_none),
	    cmocka_unit_test(any_bytes_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
