/* Sessions: options, and the packs that were loaded. */
#include "app.h"
#include "text.h"

bg_session *bg_session_new(void)
{
	bg_session *s = mem_grow(NULL, sizeof *s);
	*s = (bg_session){.level = LEVEL_WARNING, .today = DAY_NONE};
	s->rules_dir = STR("rules");
	return s;
}

bg_session *terminal_session(const struct terminal *t)
{
	bg_session *s = bg_session_new();
	bg_session_set(s, "rules", t->rules_dir);
	bg_session_set(s, "today", t->today);
	bg_session_set(s, "cache", t->cache_dir);
	return s;
}

void bg_session_free(bg_session *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->packs.n; i++)
		ruleset_free(s->packs.v[i].set);
	arena_free(&s->arena);
	mem_free(s);
}

const char *bg_session_error(const bg_session *s)
{
	return s->error.n ? s->error.p : "";
}

static int bad(bg_session *s, const char *what, const char *value)
{
	s->error = arena_printf(&s->arena, _("%s: “%s”"), _(what), value);
	return -1;
}

static int set_level(bg_session *s, const char *value, enum level *out)
{
	for (int i = 0; i <= LEVEL_ERROR; i++) {
		if (strcmp(value, level_name[i]))
			continue;
		*out = (enum level)i;
		return 0;
	}
	return bad(s, "level is one of info, warning, error", value);
}

static int set_fail_level(bg_session *s, const char *value)
{
	s->fail_level_set = true;
	return set_level(s, value, &s->fail_level);
}

static int set_param(bg_session *s, const char *value)
{
	struct str rest = arena_dup(&s->arena, str_of(value)), name;
	if (!str_split(&rest, '=', &name) || !rest.p || !rest.n)
		return bad(s, "param is NAME=VALUE", value);
	*list_add(&s->arena, &s->params) = (struct pair){.key = name, .value = rest};
	return 0;
}

static int set_today(bg_session *s, const char *value)
{
	struct date d;
	struct str text = str_of(value);
	if (!date_find(text, 0, DAY_NONE, &d) || d.first != d.last || d.start || d.end != text.n)
		return bad(s, "today is a date such as 2022-01-20", value);
	s->today = d.last;
	return 0;
}

/* What begins with a dash would be an option of git. */
static int set_since(bg_session *s, struct str value)
{
	if (!value.n || value.p[0] == '-')
		return bad(s, "since is a revision of git such as HEAD or main", value.p);
	s->since = value;
	return 0;
}

int bg_session_set(bg_session *s, const char *option, const char *value)
{
	struct str copy = arena_dup(&s->arena, str_of(value)), name = str_of(option);
	s->error = STR("");
	if (str_is(name, "rules"))
		s->rules_dir = copy;
	else if (str_is(name, "pack"))
		s->pack = copy;
	else if (str_is(name, "facts"))
		s->facts = copy;
	else if (str_is(name, "cache"))
		s->cache = copy;
	else if (str_is(name, "waivers"))
		s->waivers = copy;
	else if (str_is(name, "baseline"))
		s->baseline = copy;
	else if (str_is(name, "rule"))
		*list_add(&s->arena, &s->rules.list) = copy;
	else if (str_is(name, "exclude-rule"))
		*list_add(&s->arena, &s->exclude.list) = copy;
	else if (str_is(name, "kind"))
		*list_add(&s->arena, &s->kinds.list) = copy;
	else if (str_is(name, "alone"))
		s->alone = str_is(copy, "yes");
	else if (str_is(name, "level"))
		return set_level(s, value, &s->level);
	else if (str_is(name, "fail-level"))
		return set_fail_level(s, value);
	else if (str_is(name, "since"))
		return set_since(s, copy);
	else if (str_is(name, "today"))
		return set_today(s, value);
	else if (str_is(name, "param"))
		return set_param(s, value);
	else
		return bad(s, "no such option", option);
	return 0;
}

/* ---- packs ------------------------------------------------------------------------ */

const struct check_kind *const *all_check_kinds(struct arena *a)
{
	size_t n = 0, m = 0;
	while (check_list[n])
		n++;
	while (judge_list[m])
		m++;
	const struct check_kind **all = arena_array(a, const struct check_kind *, n + m + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = check_list[i];
	for (size_t i = 0; i < m; i++)
		all[n + i] = judge_list[i];
	return all;
}

struct pack_names {
	struct arena *arena;
	struct strings *out;
};

static void see_file(void *context, struct str relative)
{
	struct pack_names *p = context;
	struct str rest = relative, first;
	if (!str_split(&rest, '/', &first) || !rest.p || !str_is(rest, "pack.yaml"))
		return;
	*list_add(p->arena, &p->out->list) = first;
}

void session_pack_names(bg_session *s, struct strings *out)
{
	struct pack_names p = {&s->arena, out};
	struct str why;
	file_walk(&s->arena, arena_z(&s->arena, s->rules_dir), see_file, &p, &why);
}

static void no_pack(bg_session *s, struct str name, const struct yaml *y, struct mark mark,
		    struct complaints *complaints)
{
	struct strings names = {0};
	struct yaml none = {.file = s->rules_dir, .text = STR("")};
	session_pack_names(s, &names);
	const char **all = arena_array(&s->arena, const char *, names.list.n + 1);
	for (size_t i = 0; i < names.list.n; i++)
		all[i] = names.list.v[i].p;
	complain(complaints, y ? y : &none, mark, closest(&s->arena, name, all),
		 "no rule pack “%.*s” in %.*s", (int)name.n, name.p, (int)s->rules_dir.n,
		 s->rules_dir.p);
}

static struct ruleset *load_pack(bg_session *s, struct str name, struct str others,
				 struct complaints *complaints)
{
	struct arena scratch = {0};
	struct str dir = path_join(&s->arena, s->rules_dir, name);
	struct ruleset *set =
	    ruleset_load(dir.p, all_check_kinds(&scratch), s->guesses, others, complaints);
	arena_free(&scratch);
	*list_add(&s->arena, &s->packs) =
	    (struct pack_entry){arena_dup(&s->arena, name), arena_dup(&s->arena, others), set};
	return set;
}

static const struct pack_entry *loaded_pack(const bg_session *s, struct str name, struct str others)
{
	for (size_t i = 0; i < s->packs.n; i++)
		if (str_eq(s->packs.v[i].name, name) && str_eq(s->packs.v[i].others, others))
			return &s->packs.v[i];
	return NULL;
}

struct ruleset *session_pack(bg_session *s, struct str name, const struct yaml *y, struct mark mark,
			     struct complaints *complaints)
{
	const struct pack_entry *known = loaded_pack(s, name, STR(""));
	if (known)
		return known->set; /* a broken one was complained about before */
	struct str dir = path_join(&s->arena, s->rules_dir, name);
	struct str main = path_join(&s->arena, dir, STR("pack.yaml"));
	if (!file_exists(main.p)) {
		no_pack(s, name, y, mark, complaints);
		return NULL;
	}
	return load_pack(s, name, STR(""), complaints);
}

const struct ruleset *session_pack_for(bg_session *s, const struct ruleset *set, const struct meeting *m)
{
	struct arena a = {0};
	struct complaints unheard = {.arena = &a}; /* whoever checks the meeting tells them */
	struct manifest manifest;
	struct str others = {0};
	if (m->manifest_file.n && meeting_manifest(m, set, &a, &manifest, &unheard))
		others = manifest_others(&a, set, &manifest);
	if (others.n) {
		const struct pack_entry *known = loaded_pack(s, set->name, others);
		const struct ruleset *own =
		    known ? known->set : load_pack(s, set->name, others, &unheard);
		set = own ? own : set;
	}
	arena_free(&a);
	return set;
}

static bool matches_any(const struct strings *globs, struct str id)
{
	for (size_t i = 0; i < globs->list.n; i++)
		if (path_glob(globs->list.v[i], id))
			return true;
	return false;
}

bool session_asks(const bg_session *s, struct str id)
{
	return (!s->rules.list.n || matches_any(&s->rules, id)) && !matches_any(&s->exclude, id);
}

/* Pack, then meeting, then a --rule that names this very rule: the last one decides. */
static bool switched_on(const bg_session *s, const struct rule *rule, const struct rule_choice *choice)
{
	for (size_t i = 0; i < s->rules.list.n; i++)
		if (str_eq(s->rules.list.v[i], rule->info.id))
			return true;
	return choice ? !choice->off : !rule->off;
}

const bool *session_select_for(bg_session *s, struct arena *a, const struct ruleset *set,
			       const struct manifest *manifest)
{
	bool *on = arena_array(a, bool, set->rules.n);
	for (size_t i = 0; i < set->rules.n && !s->list_only; i++) {
		const struct rule *rule = &set->rules.v[i];
		on[i] = session_asks(s, rule->info.id) &&
			!(s->alone && rule->check->judge && !rule->alone) &&
			switched_on(s, rule, manifest ? manifest_choice(manifest, i) : NULL);
	}
	return on;
}

const bool *session_select(bg_session *s, struct arena *a, const struct ruleset *set)
{
	return session_select_for(s, a, set, NULL);
}

/* A pattern that no rule's id matches is a slip: nothing would be checked by it. */
static bool good_globs(const struct strings *globs, const char *option, const struct ruleset *set,
		       struct complaints *complaints)
{
	struct yaml none = {.file = str_of(option), .text = STR("")};
	for (size_t i = 0; i < globs->list.n; i++) {
		bool any = false;
		for (size_t k = 0; k < set->rules.n; k++)
			any = any || path_glob(globs->list.v[i], set->rules.v[k].info.id);
		if (any)
			continue;
		complain(complaints, &none, MARK_TOP, STR(""),
			 "no rule matches “%s”", globs->list.v[i].p);
		return false;
	}
	return true;
}

bool session_good_rules(const bg_session *s, const struct ruleset *set,
			struct complaints *complaints)
{
	return good_globs(&s->rules, "--rule", set, complaints) &&
	       good_globs(&s->exclude, "--exclude-rule", set, complaints);
}
