/*
 * Labelled passages against the rules: the label of the first rule, in the pack's
 * order, that fires; else the ok-label of the kind.  Precision, recall, confusion.
 */
#include "app.h"
#include "text.h"

struct eval_row {
	struct labelled_row given;
	struct str predicted, rule;
	bool borderline;
};

struct label_count {
	struct str name;
	size_t support, predicted, correct;
};

struct evaluation {
	struct arena *arena;
	LIST(struct eval_row) rows;
	LIST(struct label_count) labels;
	struct map label_index;
	size_t *confusion;           /* labels × labels: expected, predicted; borderline rows apart */
	size_t counted, correct, borderline, borderline_correct;
};

/* ---- reading ----------------------------------------------------------------------- */

static bool split_columns(struct str line, struct str columns[5])
{
	size_t n = 0;
	struct str rest = line;
	while (n < 5 && str_split(&rest, '\t', &columns[n]))
		n++;
	for (size_t i = n; i < 5; i++)
		columns[i] = STR("");
	return n >= 4;
}

bool labelled_read(struct arena *a, struct str tsv, struct str file, struct labelled_rows *out,
		   struct complaints *complaints)
{
	struct yaml y = {.file = file, .text = tsv};
	struct str rest = tsv, line, c[5];
	uint32_t number = 0;
	if (!utf8_valid(tsv)) {
		complain(complaints, &y, MARK_TOP, STR(""), "not valid UTF-8");
		return false;
	}
	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_cut(rest, 3, rest.n);
	while (str_split(&rest, '\n', &line)) {
		number++;
		struct mark mark = mark_line(number);
		if (str_ends(line, STR("\r")))
			line = str_cut(line, 0, line.n - 1);
		if (!line.n)
			continue;
		if (!split_columns(line, c)) {
			complain(complaints, &y, mark, STR(""),
				 "expected the columns id, kind, text, label, note, with tabs between");
			return false;
		}
		if (number == 1 && str_is(c[0], "id"))
			continue;
		*list_add(a, &out->list) =
		    (struct labelled_row){c[0], c[1], c[2], str_trim(c[3]), c[4], mark};
	}
	return true;
}

/* ---- judging --------------------------------------------------------------------------- */

static void judge_row(const struct ruleset *set, size_t kind, struct eval_row *row)
{
	struct arena arena = {0};
	struct manifest none;
	row->predicted = set->kinds.v[kind].ok_label;
	manifest_none(&arena, set, &none);
	for (size_t i = 0; i < set->rules.n && !row->rule.n; i++) {
		const struct rule *r = &set->rules.v[i];
		struct result result = {0};
		struct checker c;
		bool of_kind = r->info.label.n && r->check->run &&
			       index_in(&set->roles.v[r->role].kinds, kind) &&
			       (!r->kinds.list.n || index_in(&r->kinds, kind));
		if (!of_kind)
			continue;
		checker_init(&c, &arena, set, &none);
		c.out = &result;
		c.out_arena = &result.arena;
		passage_document(&c, row->given.text, kind, r->role);
		r->check->run(&c, r);
		for (size_t k = 0; k < result.checkpoints.n; k++)
			if (result.checkpoints.v[k].outcome == OUTCOME_FAIL) {
				row->predicted = r->info.label;
				row->rule = r->info.id;
			}
		arena_free(&result.arena);
	}
	arena_free(&arena);
}

static size_t label_at(struct evaluation *e, struct str name)
{
	size_t *i = map_at(e->arena, &e->label_index, name);
	if (*i == SIZE_MAX) {
		*i = e->labels.n;
		list_add(e->arena, &e->labels)->name = name;
	}
	return *i;
}

static int by_name(const void *a, const void *b)
{
	const struct label_count *x = a, *y = b;
	return str_cmp(x->name, y->name);
}

static void count(struct evaluation *e)
{
	for (size_t i = 0; i < e->rows.n; i++) {
		label_at(e, e->rows.v[i].given.label);
		label_at(e, e->rows.v[i].predicted);
	}
	if (e->labels.n)
		qsort(e->labels.v, e->labels.n, sizeof *e->labels.v, by_name);
	for (size_t i = 0; i < e->labels.n; i++)
		*map_at(e->arena, &e->label_index, e->labels.v[i].name) = i;
	e->confusion = arena_array(e->arena, size_t, e->labels.n * e->labels.n);
	for (size_t i = 0; i < e->rows.n; i++) {
		const struct eval_row *r = &e->rows.v[i];
		size_t expected = label_at(e, r->given.label), predicted = label_at(e, r->predicted);
		bool right = expected == predicted;
		if (r->borderline) {
			e->borderline++;
			e->borderline_correct += right;
			continue;
		}
		e->counted++;
		e->correct += right;
		e->labels.v[expected].support++;
		e->labels.v[predicted].predicted++;
		e->labels.v[expected].correct += right;
		e->confusion[expected * e->labels.n + predicted]++;
	}
}

struct evaluation *evaluate(struct arena *a, const struct ruleset *set, struct str tsv,
			    struct str file, struct complaints *complaints)
{
	struct evaluation *e = arena_new(a, struct evaluation);
	struct labelled_rows rows = {0};
	struct yaml y = {.file = file, .text = tsv};
	e->arena = a;
	if (!labelled_read(a, tsv, file, &rows, complaints))
		return NULL;
	for (size_t i = 0; i < rows.list.n; i++) {
		const struct labelled_row *given = &rows.list.v[i];
		size_t kind = ruleset_kind(set, given->kind);
		if (kind == SIZE_MAX || !set->kinds.v[kind].ok_label.n) {
			complain(complaints, &y, given->mark, STR(""),
				 kind == SIZE_MAX
				     ? N_("unknown kind “%.*s”")
				     : N_("the kind “%.*s” has no ok_label: its rows can't be judged"),
				 (int)given->kind.n, given->kind.p);
			return NULL;
		}
		struct eval_row *row = list_add(a, &e->rows);
		row->given = *given;
		row->borderline = str_find(given->note, STR("borderline"), 0) != SIZE_MAX;
		judge_row(set, kind, row);
	}
	count(e);
	return e;
}

/* ---- printing ------------------------------------------------------------------------------ */

static double share(size_t part, size_t whole)
{
	return whole ? (double)part / (double)whole : 0;
}

static void pad(struct buf *out, struct str s, size_t width)
{
	size_t w = utf8_width(s);
	buf_add(out, s);
	for (; w < width; w++)
		buf_char(out, ' ');
}

static void error_rows(const struct evaluation *e, struct buf *out)
{
	for (size_t i = 0; i < e->rows.n; i++) {
		const struct eval_row *r = &e->rows.v[i];
		if (str_eq(r->given.label, r->predicted))
			continue;
		buf_printf(out, "%.*s\t%.*s -> %.*s%s\t%.*s\n", (int)r->given.id.n, r->given.id.p, (int)r->given.label.n,
			   r->given.label.p, (int)r->predicted.n, r->predicted.p,
			   r->borderline ? "\tborderline" : "", (int)r->given.text.n, r->given.text.p);
	}
}

void evaluation_text(const struct evaluation *e, bool errors, struct buf *out)
{
	size_t n = e->labels.n;
	if (errors) {
		error_rows(e, out);
		buf_char(out, '\n');
	}
	buf_printf(out, "%-24s %9s %9s %9s\n", _("label"), _("precision"), _("recall"), _("rows"));
	for (size_t i = 0; i < n; i++) {
		const struct label_count *l = &e->labels.v[i];
		pad(out, l->name, 24);
		buf_printf(out, " %9.3f %9.3f %9zu\n", share(l->correct, l->predicted),
			   share(l->correct, l->support), l->support);
	}
	buf_printf(out, "\n%s\n", _("confusion: rows as labelled, columns as judged"));
	pad(out, STR(""), 26);
	for (size_t j = 0; j < n; j++)
		buf_printf(out, " %4zu", j + 1);
	buf_char(out, '\n');
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "%2zu ", i + 1);
		pad(out, e->labels.v[i].name, 23);
		for (size_t j = 0; j < n; j++)
			buf_printf(out, " %4zu", e->confusion[i * n + j]);
		buf_char(out, '\n');
	}
	buf_printf(out, "\n");
	buf_printf(out, _("accuracy %.4f (%zu of %zu)"), share(e->correct, e->counted), e->correct,
		   e->counted);
	if (e->borderline) {
		buf_addz(out, "; ");
		buf_printf(out, _("borderline, counted apart: %zu of %zu"), e->borderline_correct,
			   e->borderline);
	}
	buf_char(out, '\n');
}

static void json_string(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c < 0x20)
			buf_printf(out, "\\u%04x", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}

void evaluation_json(const struct evaluation *e, bool errors, struct buf *out)
{
	size_t n = e->labels.n;
	buf_printf(out, "{\"rows\": %zu, \"accuracy\": %.6f, \"correct\": %zu,\n \"labels\": {",
		   e->counted, share(e->correct, e->counted), e->correct);
	for (size_t i = 0; i < n; i++) {
		const struct label_count *l = &e->labels.v[i];
		buf_addz(out, i ? ",\n  " : "\n  ");
		json_string(out, l->name);
		buf_printf(out, ": {\"precision\": %.6f, \"recall\": %.6f, \"support\": %zu}",
			   share(l->correct, l->predicted), share(l->correct, l->support), l->support);
	}
	buf_addz(out, "},\n \"confusion\": {");
	for (size_t i = 0; i < n; i++) {
		buf_addz(out, i ? ",\n  " : "\n  ");
		json_string(out, e->labels.v[i].name);
		buf_addz(out, ": {");
		for (size_t j = 0; j < n; j++) {
			buf_addz(out, j ? ", " : "");
			json_string(out, e->labels.v[j].name);
			buf_printf(out, ": %zu", e->confusion[i * n + j]);
		}
		buf_char(out, '}');
	}
	buf_printf(out, "},\n \"borderline\": {\"rows\": %zu, \"correct\": %zu}", e->borderline,
		   e->borderline_correct);
	bool first = true;
	if (errors)
		buf_addz(out, ",\n \"errors\": [");
	for (size_t i = 0; errors && i < e->rows.n; i++) {
		const struct eval_row *r = &e->rows.v[i];
		if (str_eq(r->given.label, r->predicted))
			continue;
		buf_addz(out, first ? "\n  {\"id\": " : ",\n  {\"id\": ");
		first = false;
		json_string(out, r->given.id);
		buf_addz(out, ", \"label\": ");
		json_string(out, r->given.label);
		buf_addz(out, ", \"predicted\": ");
		json_string(out, r->predicted);
		buf_addz(out, ", \"rule\": ");
		json_string(out, r->rule);
		buf_addz(out, ", \"text\": ");
		json_string(out, r->given.text);
		buf_char(out, '}');
	}
	buf_addz(out, errors ? "]}\n" : "}\n");
}
