/*
 * Results of meetings, kept in a folder: a file for each, named by a digest of all that the result
 * depends on.  That is the program with its libraries, the rules folder, the options, and the bytes of the
 * meeting.  So nothing in the folder is ever out of date; it is only no longer asked for.  An entry that
 * is damaged, or another's, is as none; it can be deleted at any time.
 *
 * Not in the key: the level, which decides what is shown of a result; and the day, on which only the
 * results of meetings with exceptions that end depend (result.dated).
 */
#define _GNU_SOURCE /* dl_iterate_phdr */
#include "cache.h"

#include <dirent.h>
#include <errno.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[] = "baguan result 1\n";
static const char suffix[] = ".result";

enum {
	HEX = 2 * sizeof(struct digest),
	HEAD = sizeof magic - 1 + 2 * sizeof(struct digest), /* with the key, and a digest of the rest */
	MEETING_MAX = 64 << 20, /* bytes of a meeting's files: they are held while it is checked */
	FOLDER_MAX = 512 << 20, /* a thousand meetings */
	FOLDER_KEPT = FOLDER_MAX / 4 * 3, /* after a trim, so that not each run has to */
};

/* ---- the key -------------------------------------------------------------------- */

static void add_number(struct digester *d, uint64_t n)
{
	char bytes[8];
	for (int i = 0; i < 8; i++)
		bytes[i] = (char)(n >> 8 * i);
	digest_add(d, (struct str){bytes, sizeof bytes});
}

static void add_text(struct digester *d, struct str s)
{
	add_number(d, s.n);
	digest_add(d, s);
}

static void add_texts(struct digester *d, const struct strings *list)
{
	add_number(d, list->list.n);
	for (size_t i = 0; i < list->list.n; i++)
		add_text(d, list->list.v[i]);
}

/*
 * The program and its libraries, by what the linker has noted in them: sizes, and an id of each build.
 * Addresses are not in it.
 */
static int add_object(struct dl_phdr_info *object, size_t size, void *context)
{
	struct digester *d = context;
	(void)size;
	add_text(d, str_of(object->dlpi_name));
	add_text(d, (struct str){(const char *)object->dlpi_phdr,
				 object->dlpi_phnum * sizeof *object->dlpi_phdr});
	for (size_t i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		if (part->p_type == PT_NOTE)
			add_text(d, (struct str){(const char *)(uintptr_t)(object->dlpi_addr +
									   part->p_vaddr),
						 part->p_memsz});
	}
	return 0;
}

static struct str rules_path(struct arena *a, const bg_session *s, struct str relative)
{
	return path_join(a, s->rules_dir, relative);
}

/* Is it a file that a pack can be made of?  PACK/tests/ has meetings. */
static bool is_rule_file(struct str relative)
{
	struct str rest = relative, pack;
	return (str_is(path_ext(relative), "yaml") || str_is(path_ext(relative), "tsv")) &&
	       str_split(&rest, '/', &pack) && rest.p && !str_starts(rest, STR("tests/"));
}

static void see_rule_file(void *context, struct str relative)
{
	bg_session *s = context;
	struct basis *b = &s->basis;
	struct str why;
	if (!is_rule_file(relative))
		return;
	struct rule_file *f = list_add(&s->arena, &b->files);
	f->path = rules_path(&s->arena, s, relative);
	b->whole = file_read(&s->arena, f->path.p, &f->bytes, &why) && b->whole;
}

/*
 * Once in a session: packs are loaded once, too, and the program is what it was at the start, whatever
 * libraries it takes in on the way (for encodings).
 */
static const struct basis *basis_of(bg_session *s)
{
	struct basis *b = &s->basis;
	struct digester d;
	struct str why;
	if (b->known)
		return b;
	b->known = b->whole = true;
	b->whole = file_walk(&s->arena, arena_z(&s->arena, s->rules_dir), see_rule_file, s, &why) &&
		   b->whole;
	digest_start(&d);
	add_text(&d, str_of(BG_VERSION));
	dl_iterate_phdr(add_object, &d);
	add_number(&d, b->files.n);
	for (size_t i = 0; i < b->files.n; i++) {
		add_text(&d, b->files.v[i].path);
		add_text(&d, b->files.v[i].bytes);
	}
	b->digest = digest_end(&d);
	return b;
}

static void add_options(struct digester *d, const bg_session *s)
{
	add_text(d, s->rules_dir);
	add_text(d, s->pack);
	add_texts(d, &s->rules);
	add_texts(d, &s->exclude);
	add_texts(d, &s->kinds);
	add_number(d, s->params.n);
	for (size_t i = 0; i < s->params.n; i++) {
		add_text(d, s->params.v[i].key);
		add_text(d, s->params.v[i].value);
	}
	add_number(d, s->alone);
	add_number(d, s->list_only);
}

static void add_exception_file(struct digester *d, const struct exception_file *f)
{
	add_text(d, f->file);
	add_text(d, f->text);
	add_number(d, f->shared);
}

static void add_meeting(struct digester *d, const struct meeting *m)
{
	add_text(d, m->path);
	add_number(d, m->outside);
	add_text(d, m->manifest_file);
	add_text(d, m->manifest_text);
	add_texts(d, &m->only);
	add_exception_file(d, &m->waivers);
	add_exception_file(d, &m->baseline);
	add_number(d, m->inputs.n);
	for (size_t i = 0; i < m->inputs.n; i++) {
		const struct input *in = &m->inputs.v[i];
		add_text(d, in->file);
		add_number(d, in->skipped != NULL);
		add_text(d, in->bytes);
	}
}

/* The bytes of all files that will be looked at; false: not to be had, or too much to hold. */
static bool hold_inputs(struct cache_entry *e, const struct meeting *m)
{
	struct meeting *held = &e->meeting;
	size_t sum = 0;
	held->inputs.v = arena_array(&e->arena, struct input, m->inputs.n);
	for (size_t i = 0; i < m->inputs.n; i++) {
		struct input *in = &held->inputs.v[i];
		struct str why;
		*in = m->inputs.v[i];
		if (in->skipped)
			continue;
		if (in->path && !file_read(&e->arena, in->path, &in->bytes, &why))
			return false;
		in->path = NULL;
		sum += in->bytes.n;
		if (sum > MEETING_MAX)
			return false;
	}
	return true;
}

/* ---- entries ----------------------------------------------------------------------- */

static const char *entry_path(struct arena *a, const bg_session *s, const struct digest *key)
{
	char name[HEX + sizeof suffix];
	for (size_t i = 0; i < sizeof key->byte; i++)
		snprintf(name + 2 * i, 3, "%02x", key->byte[i]);
	memcpy(name + HEX, suffix, sizeof suffix);
	return path_join(a, s->cache, str_of(name)).p;
}

static struct str digest_str(const struct digest *d)
{
	return (struct str){(const char *)d->byte, sizeof d->byte};
}

/* The digest of BYTES behind the head; of the key too, so that no entry passes for another. */
static struct digest entry_sum(const struct digest *key, struct str bytes)
{
	struct digester d;
	digest_start(&d);
	digest_add(&d, digest_str(key));
	digest_add(&d, bytes);
	return digest_end(&d);
}

static struct str entry_head(struct arena *a, const struct digest *key, struct str bytes)
{
	struct digest sum = entry_sum(key, bytes);
	char *head = arena_alloc(a, HEAD);
	memcpy(head, magic, sizeof magic - 1);
	memcpy(head + sizeof magic - 1, key->byte, sizeof key->byte);
	memcpy(head + sizeof magic - 1 + sizeof key->byte, sum.byte, sizeof sum.byte);
	return (struct str){head, HEAD};
}

static bool read_entry(const bg_session *s, struct cache_entry *e, struct result *r)
{
	struct str bytes, why;
	if (!file_read(&r->arena, entry_path(&e->arena, s, &e->key), &bytes, &why) || bytes.n < HEAD)
		return false;
	struct str rest = str_cut(bytes, HEAD, bytes.n);
	if (!str_starts(bytes, entry_head(&e->arena, &e->key, rest)) || !result_read(r, rest))
		return false;
	bool same = !r->dated || r->today == s->today;
	r->today = s->today;
	return same;
}

struct result *cache_open(bg_session *s, const struct meeting *m, struct cache_entry *e)
{
	*e = (struct cache_entry){.meeting = *m};
	if (!s->cache.n || s->facts.n || !hold_inputs(e, m) || !basis_of(s)->whole) {
		e->meeting = *m;
		return NULL;
	}
	struct digester d;
	digest_start(&d);
	digest_add(&d, digest_str(&s->basis.digest));
	add_options(&d, s);
	add_meeting(&d, &e->meeting);
	e->key = digest_end(&d);
	e->usable = true;
	struct result *r = mem_grow(NULL, sizeof *r);
	*r = (struct result){0};
	if (read_entry(s, e, r))
		return r;
	result_free(r);
	return NULL;
}

void cache_close(struct cache_entry *e)
{
	arena_free(&e->arena);
}

/* ---- keeping ------------------------------------------------------------------------- */

struct comparison {
	const bg_session *session;
	struct arena arena;
	size_t met;
	bool same;
};

static void compare_rule_file(void *context, struct str relative)
{
	struct comparison *c = context;
	const struct basis *b = &c->session->basis;
	struct arena a = {0};
	struct str bytes, why, path = rules_path(&a, c->session, relative);
	if (c->same && is_rule_file(relative)) {
		c->same = c->met < b->files.n && str_eq(b->files.v[c->met].path, path) &&
			  file_read(&a, path.p, &bytes, &why) &&
			  str_eq(b->files.v[c->met].bytes, bytes);
		c->met++;
	}
	arena_free(&a);
}

/*
 * Are the rules still those that the key is of?  Then the packs were made of them, and the pack for a
 * meeting that names none was chosen by them.
 */
static bool is_unchanged(bg_session *s, const struct cache_entry *e)
{
	struct comparison c = {.session = s, .same = true};
	struct str why;
	if (s->basis.packs == s->packs.n && e->meeting.manifest_file.n)
		return true;
	s->basis.packs = s->packs.n;
	bool walked = file_walk(&c.arena, arena_z(&c.arena, s->rules_dir), compare_rule_file, &c, &why);
	arena_free(&c.arena);
	s->basis.whole = walked && c.same && c.met == s->basis.files.n;
	return s->basis.whole;
}

static bool is_known(const struct basis *b, struct str path)
{
	for (size_t i = 0; i < b->files.n; i++)
		if (str_eq(b->files.v[i].path, path))
			return true;
	return false;
}

/* Was SET made of such files only?  A pack, or its weights, may lie elsewhere. */
static bool is_of_basis(const bg_session *s, const struct ruleset *set)
{
	struct arena a = {0};
	bool all = true;
	for (size_t i = 0; all && i < set->layers.list.n; i++) {
		struct str dir = set->layers.list.v[i];
		all = str_eq(dir, rules_path(&a, s, path_base(dir))) &&
		      is_known(&s->basis, path_join(&a, dir, STR("pack.yaml")));
	}
	for (size_t i = 0; all && i < set->classifiers.n; i++)
		all = is_known(&s->basis, set->classifiers.v[i].file);
	arena_free(&a);
	return all;
}

/* What materials say is for the eyes of the one who checks them. */
static bool make_dirs(struct arena *a, struct str path)
{
	if (mkdir(arena_z(a, path), 0700) == 0 || errno == EEXIST)
		return true;
	struct str above = path_dir(path);
	return errno == ENOENT && above.n < path.n && make_dirs(a, above) &&
	       mkdir(arena_z(a, path), 0700) == 0;
}

void cache_keep(bg_session *s, const struct cache_entry *e, const struct ruleset *set,
		const struct result *r)
{
	struct arena a = {0};
	struct buf bytes = {0}, whole = {0};
	struct str why;
	if (e->usable && !r->failure.n && is_of_basis(s, set) && is_unchanged(s, e) &&
	    make_dirs(&a, s->cache)) {
		result_write(r, &bytes);
		buf_add(&whole, entry_head(&a, &e->key, buf_str(&bytes)));
		buf_add(&whole, buf_str(&bytes));
		s->cache_grown = file_write(&a, entry_path(&a, s, &e->key), buf_str(&whole), &why) ||
				 s->cache_grown;
	}
	buf_free(&bytes);
	buf_free(&whole);
	arena_free(&a);
}

/* ---- the folder ------------------------------------------------------------------------ */

struct kept_file {
	struct str name;
	struct timespec time;
	size_t size;
};

struct kept_files {
	struct arena arena;
	LIST(struct kept_file) list;
	size_t size;
};

/* An entry, or what a run that was killed has left of one. */
static bool is_entry(struct str name)
{
	struct str end = str_cut(name, HEX, name.n);
	for (size_t i = 0; i < HEX && i < name.n; i++)
		if (!strchr("0123456789abcdef", name.p[i]))
			return false;
	return str_is(end, suffix) || (str_starts(end, str_of(suffix)) && str_ends(end, STR(".tmp")));
}

static void list_entries(const bg_session *s, struct kept_files *out)
{
	DIR *dir = opendir(arena_z(&out->arena, s->cache));
	for (struct dirent *e; dir && (e = readdir(dir));) {
		struct stat st;
		struct str name = path_join(&out->arena, s->cache, str_of(e->d_name));
		if (!is_entry(str_of(e->d_name)) || lstat(name.p, &st) < 0)
			continue;
		*list_add(&out->arena, &out->list) =
		    (struct kept_file){name, st.st_mtim, (size_t)st.st_size};
		out->size += (size_t)st.st_size;
	}
	if (dir)
		closedir(dir);
}

static int oldest_first(const void *a, const void *b)
{
	const struct kept_file *x = a, *y = b;
	if (x->time.tv_sec != y->time.tv_sec)
		return x->time.tv_sec < y->time.tv_sec ? -1 : 1;
	if (x->time.tv_nsec != y->time.tv_nsec)
		return x->time.tv_nsec < y->time.tv_nsec ? -1 : 1;
	return str_cmp(x->name, y->name);
}

void cache_trim(bg_session *s)
{
	struct kept_files files = {0};
	if (!s->cache_grown)
		return;
	s->cache_grown = false;
	list_entries(s, &files);
	bool full = files.size > FOLDER_MAX;
	if (full)
		qsort(files.list.v, files.list.n, sizeof *files.list.v, oldest_first);
	for (size_t i = 0; full && files.size > FOLDER_KEPT && i < files.list.n; i++) {
		unlink(files.list.v[i].name.p);
		files.size -= files.list.v[i].size;
	}
	arena_free(&files.arena);
}
