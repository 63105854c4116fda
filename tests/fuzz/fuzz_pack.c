/*
 * fuzz_pack - the loaders of rule packs and of meeting.yaml on arbitrary bytes.
 *
 * The first byte says what the rest is: 'm' a meeting.yaml, for the pack below; anything
 * else the one file of a pack.  A pack that loads also checks a small meeting, so that whatever
 * the loader lets through must be safe to run.
 */
#include "app.h"

#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char pack[] =
    "pack: p\n"
    "title: t\n"
    "params: {days: {default: 15, help: h}, until: {default: 2022-01-31, help: h}}\n"
    "kinds: {talk: {title: T, file: ['talk']}, minutes: {title: M, file: ['minutes']}}\n"
    "manifest:\n"
    "  fields: {unit: {required: true, help: h}, date: {type: day, help: h}}\n"
    "  sections:\n"
    "    roster:\n"
    "      table: member\n"
    "      help: h\n"
    "      fields: {name: {type: name, required: true, help: h}, principal: {type: bool, help: h}}\n"
    "      sections: {units: {table: unit, help: h, fields: {name: {help: h}, head: {type: name, help: "
    "h}}}}\n"
    "    branches: {table: branch, help: h, fields: {name: {help: h}, people: {type: names, help: "
    "h}}}\n";
static const char manifest[] = "pack: p\nunit: u\ndate: 2022-01-20\nroster: [{name: 王明, principal: true}]\n";
static const char talks[] = "# 谈话\n\n一、王明：希望李青多下基层。\n\n二、李青：去年3次没有到场。\n\n"
			    "| 谈话人 | 对象 | 日期 |\n|---|---|---|\n| 王明 | 李青 | 2022年1月5日 |\n";

/* A folder of our own for the pack "p", made once, in memory where there is such a place. */
static char own[64], own_pack[80];

static void remove_own(void)
{
	char file[96];
	snprintf(file, sizeof file, "%s/pack.yaml", own_pack);
	unlink(file);
	rmdir(own_pack);
	rmdir(own);
}

static const char *folder(void)
{
	if (!own[0]) {
		const char *base = file_is_dir("/dev/shm") ? "/dev/shm" : "/tmp";
		snprintf(own, sizeof own, "%s/fuzz_pack.XXXXXX", base);
		if (!mkdtemp(own) || atexit(remove_own))
			exit(2);
		snprintf(own_pack, sizeof own_pack, "%s/p", own);
		if (mkdir(own_pack, 0700))
			exit(2);
	}
	return own_pack;
}

static struct ruleset *load(struct arena *a, struct str bytes, struct complaints *complaints)
{
	struct str path = path_join(a, str_of(folder()), STR("pack.yaml"));
	FILE *f = fopen(path.p, "wb");
	if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f))
		exit(2);
	return ruleset_load(folder(), all_check_kinds(a), true, STR(""), complaints);
}

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void run(struct arena *a, const struct ruleset *set, struct str text,
		struct complaints *complaints)
{
	bg_session *s = bg_session_new();
	struct meeting m = {
	    .path = STR("m"), .manifest_file = STR("meeting.yaml"), .manifest_text = text};
	*list_add(a, &m.inputs) = (struct input){.file = STR("minutes.txt"), .bytes = STR("王明主持。\n")};
	*list_add(a, &m.inputs) =
	    (struct input){.file = STR("talk.md"), .bytes = STR(talks)};
	struct result *r = meeting_check_with(s, set, &m, complaints);
	must(r || complaints->list.n);
	result_free(r);
	bg_session_free(s);
}

static void check_complaints(const struct complaints *c)
{
	struct buf out = {0};
	for (size_t i = 0; i < c->list.n; i++)
		must(c->list.v[i].mark.line >= 1 && c->list.v[i].mark.column >= 1 &&
		     c->list.v[i].message.n > 0);
	complaints_print(c, &out, true);
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	if (!size)
		return 0;
	bool is_manifest = data[0] == 'm';
	struct str bytes = {(const char *)data + 1, size - 1};
	struct ruleset *set = load(&a, is_manifest ? STR(pack) : bytes, &complaints);
	must(set || (complaints.list.n && !is_manifest));
	if (set)
		run(&a, set, is_manifest ? arena_dup(&a, bytes) : STR(manifest), &complaints);
	check_complaints(&complaints);
	ruleset_free(set);
	arena_free(&a);
	return 0;
}
