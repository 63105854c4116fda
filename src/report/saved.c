/* A JSON report read back: checked against its shape as it is read, and copied. */
#include "diff_parts.h"
#include "findings.h"
#include "text.h"

#include <cjson/cJSON.h>

/* Where the reading is, for complaints. */
struct reading {
	struct arena *a;
	size_t meeting, item;
	const char *list; /* of the meeting; NULL: the report itself */
	struct str wrong; /* empty: nothing so far */
};

/* ---- values -------------------------------------------------------------------- */

static void wrong(struct reading *r, const char *key)
{
	if (r->wrong.n)
		return;
	struct str at = STR("");
	if (r->list)
		at = arena_printf(r->a, "meetings[%zu].%s[%zu].", r->meeting, r->list, r->item);
	r->wrong =
	    arena_printf(r->a, _("not a report of “baguan check”: “%.*s%s” is missing or wrong"),
			 (int)at.n, at.p, key);
}

static struct str get_text(struct reading *r, const cJSON *o, const char *key)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, key);
	if (!cJSON_IsString(v)) {
		wrong(r, key);
		return STR("");
	}
	return arena_dup(r->a, str_of(v->valuestring));
}

static struct str get_text_or_none(struct reading *r, const cJSON *o, const char *key)
{
	return cJSON_HasObjectItem(o, key) ? get_text(r, o, key) : STR("");
}

static uint32_t get_number(struct reading *r, const cJSON *o, const char *key)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, key);
	if (!cJSON_IsNumber(v) || !(v->valuedouble >= 0 && v->valuedouble <= UINT32_MAX)) {
		wrong(r, key);
		return 0;
	}
	return (uint32_t)v->valuedouble;
}

/* Index of the word in NAMES (NULL-ended). */
static int get_choice(struct reading *r, const cJSON *o, const char *key, const char *const *names)
{
	struct str word = get_text(r, o, key);
	for (int i = 0; names[i]; i++)
		if (str_is(word, names[i]))
			return i;
	wrong(r, key);
	return 0;
}

static const cJSON *get_list(struct reading *r, const cJSON *o, const char *key)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, key);
	if (!cJSON_IsArray(v))
		wrong(r, key);
	return cJSON_IsArray(v) ? v : NULL;
}

/* First item of a list of the meeting, and where we are. */
static const cJSON *begin_list(struct reading *r, const cJSON *o, const char *key)
{
	r->list = NULL;
	const cJSON *list = get_list(r, o, key);
	r->list = key;
	r->item = 0;
	return list ? list->child : NULL;
}

/* ---- findings -------------------------------------------------------------------- */

/* Two excerpts are held against each other by the pairs of characters that they have. */
static void sign(struct saved_finding *f)
{
	uint32_t last = 0;
	for (size_t at = 0; at < f->excerpt.n;) {
		uint32_t c = utf8_next(f->excerpt, &at);
		uint32_t h = (last * 2654435761u) ^ (c * 40503u);
		h ^= h >> 15;
		h *= 2246822519u;
		h = (h ^ (h >> 13)) % (SIGNATURE_WORDS * 64);
		uint64_t bit = (uint64_t)1 << (h % 64);
		f->signed_bits += !(f->signature[h / 64] & bit);
		f->signature[h / 64] |= bit;
		last = c;
	}
}

static struct str subject_of(struct reading *r, const cJSON *o)
{
	struct buf b = {0};
	const cJSON *subject = cJSON_GetObjectItemCaseSensitive(o, "subject"), *v;
	if (!cJSON_IsObject(subject))
		wrong(r, "subject");
	cJSON_ArrayForEach(v, subject)
	{
		if (cJSON_IsString(v))
			buf_printf(&b, "%s=%s\n", v->string, v->valuestring);
		else
			wrong(r, "subject");
	}
	struct str out = arena_dup(r->a, buf_str(&b));
	buf_free(&b);
	return out;
}

static struct str clauses_of(struct reading *r, const cJSON *o)
{
	struct buf b = {0};
	const cJSON *list = get_list(r, o, "clauses"), *v;
	cJSON_ArrayForEach(v, list) if (cJSON_IsString(v))
	    buf_printf(&b, "%s%s", b.n ? ", " : "", v->valuestring);
	struct str out = arena_dup(r->a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void read_finding(struct reading *r, const cJSON *o, struct saved_finding *f)
{
	f->rule = get_text(r, o, "rule");
	f->level = (enum level)get_choice(r, o, "level", level_name);
	f->clauses = clauses_of(r, o);
	f->place.file = get_text(r, o, "file");
	f->place.line = get_number(r, o, "line");
	f->place.column = get_number(r, o, "column");
	f->place.cell = get_text_or_none(r, o, "cell");
	f->message = get_text(r, o, "message");
	f->advice = get_text(r, o, "advice");
	f->excerpt = get_text(r, o, "excerpt");
	f->fingerprint = get_text(r, o, "fingerprint");
	f->subject = subject_of(r, o);
	sign(f);
}

static void read_findings(struct reading *r, const cJSON *o, struct saved_meeting *m)
{
	const cJSON *v = begin_list(r, o, "findings");
	for (; v && !r->wrong.n; v = v->next, r->item++)
		read_finding(r, v, list_add(r->a, &m->findings));
	v = begin_list(r, o, "waived");
	for (; v && !r->wrong.n; v = v->next, r->item++) {
		struct saved_finding *f = list_add(r->a, &m->findings);
		const cJSON *w = cJSON_GetObjectItemCaseSensitive(v, "exception");
		read_finding(r, v, f);
		f->waived = true;
		f->reason = get_text(r, w, "reason");
		f->owner = get_text(r, w, "owner");
		f->expires = get_text_or_none(r, w, "expires");
	}
}

/* ---- rules and what was not looked at ---------------------------------------------- */

struct str gap_key(struct arena *a, enum gap_type type, struct str name)
{
	return arena_printf(a, "%d\n%.*s", (int)type, (int)name.n, name.p);
}

static struct saved_gap *add_gap(struct reading *r, struct saved_meeting *m, enum gap_type type,
				 struct str name)
{
	size_t *at = map_at(r->a, &m->gap, gap_key(r->a, type, name));
	if (*at == SIZE_MAX) {
		*at = m->gaps.n;
		*list_add(r->a, &m->gaps) = (struct saved_gap){.type = type, .name = name};
	}
	return &m->gaps.v[*at];
}

static void add_missing(struct reading *r, struct saved_meeting *m, struct str what,
			struct str rule)
{
	struct saved_gap *g = add_gap(r, m, GAP_MISSING, what);
	*list_add(r->a, &g->rules) = rule;
}

static void read_missing(struct reading *r, const cJSON *o, struct saved_meeting *m,
			 struct str rule)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, "missing");
	v = cJSON_IsArray(v) ? v->child : NULL;
	if (!v)
		add_missing(r, m, STR(""), rule);
	for (; v; v = v->next) {
		if (!cJSON_IsString(v)) {
			wrong(r, "missing");
			continue;
		}
		add_missing(r, m, arena_dup(r->a, str_of(v->valuestring)), rule);
	}
}

static void read_rules(struct reading *r, const cJSON *o, struct saved_meeting *m)
{
	const cJSON *v = begin_list(r, o, "rules");
	for (; v && !r->wrong.n; v = v->next, r->item++) {
		struct saved_rule *rule = list_add(r->a, &m->rules);
		rule->rule = get_text(r, v, "rule");
		rule->checked = get_number(r, v, "checked");
		rule->failed = get_number(r, v, "failed");
		rule->unknown = get_number(r, v, "unknown");
		*map_at(r->a, &m->rule, rule->rule) = m->rules.n - 1;
		if (rule->unknown)
			read_missing(r, v, m, rule->rule);
	}
	v = begin_list(r, o, "disabled");
	for (; v && !r->wrong.n; v = v->next, r->item++)
		add_gap(r, m, GAP_OFF, get_text(r, v, "rule"));
	for (size_t i = 0; i < m->findings.n; i++) {
		size_t at = map_get(&m->rule, m->findings.v[i].rule);
		if (at != SIZE_MAX && !m->findings.v[i].waived)
			m->rules.v[at].shown++;
	}
}

static void read_names(struct reading *r, const cJSON *o, struct saved_meeting *m, const char *key,
		       enum gap_type type)
{
	const cJSON *v = begin_list(r, o, key);
	for (; v && !r->wrong.n; v = v->next, r->item++) {
		if (cJSON_IsString(v))
			add_gap(r, m, type, arena_dup(r->a, str_of(v->valuestring)));
		else
			wrong(r, "");
	}
}

static void read_files(struct reading *r, const cJSON *o, struct saved_meeting *m)
{
	const cJSON *v = begin_list(r, o, "materials");
	for (; v && !r->wrong.n; v = v->next, r->item++)
		*map_at(r->a, &m->file, get_text(r, v, "file")) = 1;
	v = begin_list(r, o, "unread");
	for (; v && !r->wrong.n; v = v->next, r->item++) {
		struct saved_gap *g = add_gap(r, m, GAP_UNREAD, get_text(r, v, "file"));
		g->detail = get_text(r, v, "reason");
	}
	read_names(r, o, m, "unrecognised", GAP_UNRECOGNISED);
	read_names(r, o, m, "ignored", GAP_IGNORED);
}

/* ---- verdicts ------------------------------------------------------------------------ */

/* Verdicts are of the whole meeting: a failure in a file that is no material tells of a narrowed
 * run. */
static void read_outside(const cJSON *points, struct saved_meeting *m)
{
	const cJSON *v;
	cJSON_ArrayForEach(v, points)
	{
		struct str file =
		    str_of(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(v, "file")));
		if (file.n && map_get(&m->file, file) == SIZE_MAX && !str_is(file, "meeting.yaml"))
			m->outside = true;
	}
}

static void read_verdicts(struct reading *r, const cJSON *o, struct saved_meeting *m)
{
	const cJSON *v = begin_list(r, o, "verdicts");
	for (; v && !r->wrong.n; v = v->next, r->item++) {
		struct saved_verdict *verdict = list_add(r->a, &m->verdicts);
		verdict->clause = get_text(r, v, "clause");
		verdict->quote = get_text(r, v, "quote");
		verdict->type = (enum verdict_type)get_choice(r, v, "verdict", verdict_name);
		*map_at(r->a, &m->verdict, verdict->clause) = m->verdicts.n - 1;
		read_outside(cJSON_GetObjectItemCaseSensitive(v, "evidence"), m);
		read_outside(cJSON_GetObjectItemCaseSensitive(v, "findings"), m);
	}
}

/* ---- the report ------------------------------------------------------------------------ */

static void read_meeting(struct reading *r, const cJSON *o, struct saved_meeting *m)
{
	r->list = NULL;
	m->path = get_text(r, o, "path");
	m->unit = get_text(r, o, "unit");
	m->pack = get_text(r, o, "pack");
	read_findings(r, o, m);
	read_rules(r, o, m);
	read_files(r, o, m);
	read_verdicts(r, o, m);
}

static void read_report(struct reading *r, const cJSON *root, struct saved_report *out)
{
	const cJSON *tool = cJSON_GetObjectItemCaseSensitive(root, "tool");
	const cJSON *name = cJSON_GetObjectItemCaseSensitive(tool, "name"), *v;
	if (!cJSON_IsString(name) || strcmp(name->valuestring, "baguan") != 0) {
		wrong(r, "tool.name");
		return;
	}
	uint32_t schema = get_number(r, root, "schema");
	if (!r->wrong.n && schema != JSON_SCHEMA) {
		r->wrong = arena_printf(
		    r->a, _("a report of version %u; this program compares those of version %d"),
		    schema, JSON_SCHEMA);
		return;
	}
	if (!r->wrong.n && cJSON_HasObjectItem(root, "since")) {
		/* What it leaves out would count as mended, or as new. */
		r->wrong = str_of(_("made with --since, so it does not tell all findings; make it again without"));
		return;
	}
	out->version = get_text(r, tool, "version");
	out->status = (int)get_number(r, root, "status");
	bool told = out->status != 2;
	for (v = begin_list(r, root, "meetings"); v && !r->wrong.n; v = v->next, r->meeting++) {
		struct saved_meeting *m = list_add(r->a, &out->meetings);
		read_meeting(r, v, m);
		for (size_t i = 0; i < m->gaps.n; i++)
			told = told || gap_counts(m->gaps.v[i].type);
	}
	out->blind = !told;
}

static void find_place(struct str bytes, size_t at, struct saved_fault *fault)
{
	size_t start = at;
	fault->byte = at;
	fault->line = 1;
	for (size_t i = 0; i < at; i++)
		fault->line += bytes.p[i] == '\n';
	while (start && bytes.p[start - 1] != '\n')
		start--;
	struct str line = str_cut(bytes, start, at);
	fault->column = (uint32_t)(utf8_valid(line) ? utf8_count(line) : line.n) + 1;
}

/* Bytes of S that are good text. */
static size_t good_bytes(struct str s)
{
	size_t at = 0;
	while (at < s.n) {
		size_t n = 1;
		while (n <= 4 && at + n <= s.n && !utf8_valid(str_cut(s, at, at + n)))
			n++;
		if (n > 4 || at + n > s.n || !s.p[at])
			return at;
		at += n;
	}
	return at;
}

struct saved_report *saved_read(struct arena *a, struct str bytes, struct saved_fault *fault)
{
	struct reading r = {.a = a};
	const char *end = NULL;
	*fault = (struct saved_fault){0};
	if (!utf8_valid(bytes) || memchr(bytes.p, 0, bytes.n)) {
		find_place(bytes, good_bytes(bytes), fault);
		fault->message = str_of(_("not a report: no UTF-8 text"));
		return NULL;
	}
	const char *text = arena_z(a, bytes);
	cJSON *root = cJSON_ParseWithLengthOpts(text, bytes.n + 1, &end, true);
	if (!root) {
		find_place(bytes, end ? (size_t)(end - text) : 0, fault);
		fault->message = str_of(_("not a report: broken JSON"));
		return NULL;
	}
	struct saved_report *out = arena_new(a, struct saved_report);
	read_report(&r, root, out);
	cJSON_Delete(root);
	fault->message = r.wrong;
	return r.wrong.n ? NULL : out;
}
