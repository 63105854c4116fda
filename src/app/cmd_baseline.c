/* baguan baseline: what is found today is known; what is new is not. */
#include "baseline.h"
#include "text.h"

struct baseline_options {
	bool prune;
	struct str reason, owner, expires;
};

struct errand {
	bg_session *s;
	struct arena *arena;
	struct complaints *complaints;
	const struct baseline_options *o;
	struct meetings found;
	struct result **results;
};

static void say_refused(const struct baseline_job *j)
{
	fwrite(j->refused.p, 1, j->refused.n, stderr);
	fprintf(stderr,
		_n("baguan: %.*s: %zu finding is new; a baseline only gets shorter: mend it, write an exception with "
		   "a reason, or delete the file to begin anew\n",
		   "baguan: %.*s: %zu findings are new; a baseline only gets shorter: mend them, write exceptions "
		   "with a reason, or delete the file to begin anew\n",
		   j->refused_count),
		(int)j->file.shown.n, j->file.shown.p, j->refused_count);
}

static void say_written(const struct baseline_job *j)
{
	size_t n = baseline_count(j);
	printf("%.*s%s", (int)j->file.shown.n, j->file.shown.p, _(": "));
	printf(_n("%zu finding", "%zu findings", n), n);
	if (!j->begins && j->before > n)
		printf(_(", %zu taken out"), j->before - n);
	putchar('\n');
	if (j->begins && j->unwaivable)
		printf(_n("%zu finding cannot be waived and is not in it\n",
			  "%zu findings cannot be waived and are not in it\n", j->unwaivable),
		       j->unwaivable);
	fflush(stdout); /* what is said on standard error comes behind */
}

/* 0, or 1: it would have to grow; 2: complaints, or not written. */
static int finish(const struct errand *r, struct baseline_job *j)
{
	struct buf out = {0};
	struct output o = {.file = arena_z(r->arena, j->file.shown)};
	int status = 0;
	if (!baseline_fill(j, r->complaints)) {
		status = 2;
	} else if (j->refused_count && !r->o->prune) {
		say_refused(j);
		status = 1;
	} else if (j->list.n || !j->begins || r->s->baseline.n) {
		baseline_print(j, &out);
		/* One of which nothing is taken out stays as someone may have put it. */
		bool same = !j->begins && j->before == baseline_count(j);
		status = same || write_output(&o, buf_str(&out)) ? 0 : 2;
		if (!status)
			say_written(j);
	}
	buf_free(&out);
	buf_free(&j->refused);
	return status;
}

static struct baseline_job job_of(const struct errand *r, const struct meeting *m)
{
	struct baseline_job j = {.arena = r->arena, .file = m->baseline, .level = r->s->level};
	struct date d;
	j.begins = r->s->baseline.n ? r->s->baseline_begins : !m->baseline.file.n;
	if (!j.file.shown.n)
		j.file.shown = path_join(r->arena, m->path, STR("baseline.yaml"));
	j.shared = (struct exception){.reason = r->o->reason, .owner = r->o->owner, .expires = DAY_NONE};
	if (!j.shared.reason.n)
		j.shared.reason = str_of(_("known when the baseline was written"));
	if (r->o->expires.n && date_find(r->o->expires, 0, DAY_NONE, &d))
		j.shared.expires = d.last;
	return j;
}

static void add_part(const struct errand *r, struct baseline_job *j, size_t i)
{
	*list_add(r->arena, &j->parts) = (struct baseline_part){
	    .meeting = baseline_meeting(r->arena, &r->found.list.v[i]), .result = r->results[i]};
}

/* One file of all meetings, or one for each. */
static int write_files(const struct errand *r)
{
	int status = 0;
	struct baseline_job all = {0};
	for (size_t i = 0; i < r->found.list.n; i++) {
		struct baseline_job own = job_of(r, &r->found.list.v[i]);
		if (r->s->baseline.n) {
			all = all.arena ? all : own;
			add_part(r, &all, i);
			continue;
		}
		if (r->o->prune && own.begins)
			continue;
		add_part(r, &own, i);
		int one = finish(r, &own);
		status = one > status ? one : status;
	}
	return all.arena ? finish(r, &all) : status;
}

static bool check_all(struct errand *r, const char *const *paths, size_t n)
{
	struct arena *a = r->arena;
	meetings_find(a, paths, n, &r->found, r->complaints);
	if (r->complaints->list.n || !meetings_exceptions(r->s, a, &r->found, r->complaints))
		return false;
	r->results = arena_array(a, struct result *, r->found.list.n + 1);
	for (size_t i = 0; i < r->found.list.n; i++) {
		if (r->o->prune) /* of one file it would not be known what is gone */
			r->found.list.v[i].only = (struct strings){0};
		/* A baseline names its meetings by the way from its own folder. */
		if (!r->found.list.v[i].baseline.shown.n)
			r->found.list.v[i].baseline.shown =
			    path_join(a, r->found.list.v[i].path, STR("baseline.yaml"));
		r->results[i] = meeting_check(r->s, &r->found.list.v[i], r->complaints);
	}
	return !r->complaints->list.n;
}

static int run_command(bg_session *s, const struct baseline_options *o, const char *const *paths, size_t n,
		       const struct terminal *t)
{
	struct arena a = {0};
	struct complaints complaints = {.arena = &a};
	struct errand r = {.s = s, .arena = &a, .complaints = &complaints, .o = o};
	int status = 2;
	s->baseline_begins = s->baseline.n && !o->prune && !file_exists(s->baseline.p);
	if (check_all(&r, paths, n)) {
		status = write_files(&r);
		for (size_t i = 0; i < r.found.list.n; i++)
			if (result_status(r.results[i], LEVEL_ERROR) == 2 && status < 2) {
				fputs(_("baguan: not everything could be checked\n"), stderr);
				status = 2;
			}
	}
	print_complaints(t, &complaints);
	for (size_t i = 0; r.results && i < r.found.list.n; i++)
		result_free(r.results[i]);
	arena_free(&a);
	return status;
}

static bool take_option(bg_session *s, struct baseline_options *b, const struct options *o)
{
	struct date d;
	struct str value = str_of(o->value);
	if (str_is(o->key, "reason"))
		b->reason = str_trim(value);
	else if (str_is(o->key, "owner"))
		b->owner = str_trim(value);
	else if (str_is(o->key, "alone"))
		return bg_session_set(s, "alone", "yes") == 0;
	else if (str_is(o->key, "expires"))
		return date_find(value, 0, DAY_NONE, &d) && d.first == d.last && !d.start && d.end == value.n &&
		       (b->expires = value, true);
	else
		return bg_session_set(s, arena_z(&s->arena, o->key), o->value) == 0;
	return true;
}

static int run(const struct terminal *t, struct options *o)
{
	static const char flags[] = "alone";
	static const char values[] = "baseline waivers pack rules param today level reason owner expires";
	static const char *const here[] = {"."};
	struct baseline_options b = {0};
	bg_session *s = terminal_session(t);
	enum option_result got;
	int status = 2;
	while ((got = option_next(o, flags, values)) != OPTION_NONE)
		if (got == OPTION_BAD || !take_option(s, &b, o))
			break;
	const char *verb = o->word_count ? o->argv[0] : "";
	b.prune = !strcmp(verb, "prune");
	if (got != OPTION_NONE || (!b.prune && strcmp(verb, "write") != 0)) {
		if (got == OPTION_NONE) {
			o->name = NULL;
			fputs(_("baguan baseline: “write” or “prune”?\n"), stderr);
		}
		if (*bg_session_error(s))
			fprintf(stderr, _("baguan: %s\n"), bg_session_error(s));
		usage_error(o, "baseline");
	} else {
		size_t n = (size_t)o->word_count - 1;
		status = run_command(s, &b, n ? (const char *const *)o->argv + 1 : here, n ? n : 1, t);
	}
	bg_session_free(s);
	return status;
}

const struct command command_baseline = {
    .name = "baseline",
    .usage = N_("write|prune [OPTION…] [PATH…]"),
    .help = N_("write what is found into a baseline, or take out of one what is mended"),
    .run = run,
};
