/* baguan init: the first meeting.yaml of a folder. */
#include "init.h"
#include "text.h"

static int write_manifest(const char *dir, const struct ruleset *set, bool print)
{
	struct arena a = {0};
	struct buf out = {0};
	struct str why, path = path_join(&a, str_of(dir), STR("meeting.yaml"));
	int status = 2;
	if (!file_is_dir(dir))
		fprintf(stderr, _("baguan init: no folder “%s”\n"), dir);
	else if (!print && file_exists(path.p))
		fprintf(stderr, _("baguan init: %s is there already; it stays as it is\n"), path.p);
	else if (!init_manifest(&a, set, dir, &out, &why))
		fprintf(stderr, _("baguan init: %s\n"), why.p);
	else if (print)
		status = print_out(&out) ? 0 : 2;
	else if (!file_write(&a, path.p, buf_str(&out), &why))
		fprintf(stderr, _("baguan init: %s: %s\n"), path.p, why.p);
	else {
		printf(_("Wrote %s. Look over each guess in it, then run: baguan check %s\n"), path.p,
		       dir);
		status = 0;
	}
	buf_free(&out);
	arena_free(&a);
	return status;
}

/* The pack that fits what lies in the folder. */
static const struct ruleset *choose(bg_session *s, struct arena *a, const char *dir,
				    struct complaints *complaints)
{
	struct meetings found = {0};
	struct complaints ignored = {.arena = a}; /* a folder that is not there is told later */
	struct meeting none = {.path = str_of(dir)};
	meetings_find(a, &dir, 1, &found, &ignored);
	return session_choose_pack(s, found.list.n ? &found.list.v[0] : &none, complaints);
}

static int write_pack(bg_session *s, const char *plan, struct complaints *complaints)
{
	struct buf done = {0}, wrong = {0};
	struct init_says says = {&done, &wrong};
	bool ok = init_pack(s, plan, &says, complaints);
	ok = print_out(&done) && ok;
	fprintf(stderr, "%.*s", (int)wrong.n, wrong.n ? wrong.p : "");
	buf_free(&done);
	buf_free(&wrong);
	return ok ? 0 : 2;
}

static int run(const struct terminal *t, struct options *o)
{
	bg_session *s = bg_session_new();
	s->guesses = true;
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	enum option_result got;
	bool print = false;
	int status = 2;
	bg_session_set(s, "rules", t->rules_dir);
	while ((got = option_next(o, "print", "pack rules")) == OPTION_VALUE || got == OPTION_FLAG) {
		if (got == OPTION_FLAG)
			print = true;
		else
			bg_session_set(s, arena_z(&a, o->key), o->value);
	}
	if (got != OPTION_NONE || o->word_count != 1) {
		usage_error(o, "init");
	} else if (s->pack.n && file_exists(o->argv[0]) && !file_is_dir(o->argv[0])) {
		status = write_pack(s, o->argv[0], &complaints);
	} else {
		const struct ruleset *set = choose(s, &a, o->argv[0], &complaints);
		status = set ? write_manifest(o->argv[0], set, print) : 2;
	}
	print_complaints(t, &complaints);
	arena_free(&a);
	bg_session_free(s);
	return status;
}

const struct command command_init = {
    .name = "init",
    .usage = N_("[--print] DIR | --pack DIR PLAN"),
    .help = N_("write a first meeting.yaml from what is found in a folder, or a first rule pack from a plan"),
    .run = run,
};
