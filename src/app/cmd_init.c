/* baguan init: the first meeting.yaml of a folder. */
#include "app.h"
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

static int run(const struct terminal *t, struct options *o)
{
	bg_session *s = bg_session_new();
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
	} else {
		const struct ruleset *set = session_default_pack(s, &complaints);
		status = set ? write_manifest(o->argv[0], set, print) : 2;
	}
	print_complaints(t, &complaints);
	arena_free(&a);
	bg_session_free(s);
	return status;
}

const struct command command_init = {
    .name = "init",
    .usage = N_("[--print] DIR"),
    .help = N_("write a first meeting.yaml from what is found in a folder"),
    .run = run,
};
