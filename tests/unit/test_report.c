/* The text and JSON reports, over results made by hand. */
#include "layout.h"
#include "report.h"

#include <cjson/cJSON.h>
#include <setjmp.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

/* ---- helpers ---------------------------------------------------------------- */

struct desk {
	struct arena arena;
	struct result meeting[2];
	struct result *meetings[2];
	struct report report;
	struct buf out;
};

/* STR() for static data. */
#define CONSTANT(LITERAL)                                                                          \
	{                                                                                          \
		(LITERAL), sizeof(LITERAL) - 1                                                     \
	}

static const struct clause h11 = {.id = CONSTANT("H11"),
				  .quote = CONSTANT("不能以提希望代替点问题")};
static const struct clause *const h11_list[] = {&h11};

static const struct rule_info hope = {
    .id = CONSTANT("criticism.hope-instead-of-problem"),
    .title = CONSTANT("不能以提希望代替点问题"),
    .level = LEVEL_ERROR,
    .clauses = (const struct clause **)(uintptr_t)h11_list,
    .clause_count = 1,
    .message = CONSTANT("对{to}的意见只提了希望"),
    .advice = CONSTANT("先写清一件具体的事"),
};

static const struct rule_info late = {
    .id = CONSTANT("dates.meeting-late"),
    .title = CONSTANT("会议日期"),
    .level = LEVEL_WARNING,
    .message = CONSTANT("会议在{day:date}，晚了"),
};

static const struct rule_info idle = {.id = CONSTANT("idle.rule"), .level = LEVEL_INFO};

static int setup(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	d->report = (struct report){.version = "0.1.0", .level = LEVEL_INFO, .width = 80};
	d->report.meetings = d->meetings;
	d->report.count = 1;
	for (size_t i = 0; i < 2; i++) {
		struct result *m = d->meetings[i] = &d->meeting[i];
		m->path = i ? STR("b") : STR("a");
		m->unit = i ? STR("乙街道") : STR("甲街道");
		m->has_manifest = true;
		*list_add(&m->arena, &m->rules) = &hope;
		*list_add(&m->arena, &m->rules) = &late;
		*list_add(&m->arena, &m->rules) = &idle;
	}
	*state = d;
	return 0;
}

static int teardown(void **state)
{
	struct desk *d = *state;
	buf_free(&d->out);
	arena_free(&d->meeting[0].arena);
	arena_free(&d->meeting[1].arena);
	arena_free(&d->arena);
	free(d);
	return 0;
}

static struct checkpoint *point(struct result *m, const struct rule_info *rule,
				enum outcome outcome)
{
	struct checkpoint *c = list_add(&m->arena, &m->checkpoints);
	c->rule = rule;
	c->outcome = outcome;
	return c;
}

static void value(struct result *m, struct checkpoint *c, const char *key, const char *text)
{
	*list_add(&m->arena, &c->subject) =
	    (struct pair){.key = str_of(key), .value = str_of(text)};
}

/* A witness whose marked words are those between [ and ] in LINE. */
static struct witness *witness(struct result *m, struct checkpoint *c, const char *file,
			       uint32_t number, const char *line)
{
	struct witness *w = list_add(&m->arena, &c->witnesses);
	struct str s = str_of(line);
	size_t open = str_find(s, STR("["), 0), close = str_find(s, STR("]"), 0);
	w->place = (struct place){.file = str_of(file), .line = number, .column = 1};
	w->mark_at = (uint32_t)open;
	w->mark_size = (uint32_t)(close - open - 1);
	w->excerpt = arena_dup(&m->arena, str_cut(s, open + 1, close));
	w->context =
	    arena_printf(&m->arena, "%.*s%s%s", (int)open, line, w->excerpt.p, line + close + 1);
	w->place.column = 1 + (uint32_t)utf8_count(str_cut(s, 0, open));
	w->place.end_line = number;
	w->place.end_column = w->place.column + (uint32_t)utf8_count(w->excerpt);
	return w;
}

static struct checkpoint *criticism(struct result *m, const char *file, uint32_t number,
				    const char *line)
{
	struct checkpoint *c = point(m, &hope, OUTCOME_FAIL);
	value(m, c, "to", "王明");
	witness(m, c, file, number, line);
	return c;
}

static struct material *material(struct result *m, const char *file, const char *kind,
				 const char *kind_name)
{
	struct material *f = list_add(&m->arena, &m->materials);
	*f = (struct material){.file = str_of(file), .kind = str_of(kind)};
	f->kind_name = str_of(kind_name);
	return f;
}

static const char *rendered(struct desk *d, const char *format)
{
	buf_free(&d->out);
	renderer_find(str_of(format))->render(&d->arena, &d->report, &d->out);
	buf_char(&d->out, '\0');
	return d->out.p;
}

static size_t times(const char *text, const char *part)
{
	size_t n = 0;
	for (const char *p = text; (p = strstr(p, part)); p += strlen(part))
		n++;
	return n;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("“%s” is not in:\n%s", part, text);
}

static void has_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("“%s” is in:\n%s", part, text);
}

static struct str line_of(const char *text, const char *start)
{
	const char *p = strstr(text, start);
	if (!p)
		fail_msg("no line begins with “%s” in:\n%s", start, text);
	return (struct str){p, strcspn(p, "\n")};
}

static bool all_lines_fit(const char *text, size_t width)
{
	struct str rest = str_of(text), line;
	while (str_split(&rest, '\n', &line))
		if (utf8_width(line) > width) {
			print_error("too wide: %.*s\n", (int)line.n, line.p);
			return false;
		}
	return true;
}

/* The marked words of the first snippet, found by columns: what stands above ^~~~. */
static const char *above_marker(struct desk *d, const char *text)
{
	struct str shown = line_of(text, "  | ");
	struct str marker = line_of(shown.p + shown.n, "  | ");
	struct buf b = {0};
	size_t column = 0, caret = str_find(marker, STR("^"), 0);
	assert_int_not_equal(caret, SIZE_MAX);
	for (size_t at = 0; at < shown.n;) {
		size_t next = at;
		utf8_next(shown, &next);
		if (column >= caret && column < marker.n)
			buf_add(&b, str_cut(shown, at, next));
		column += utf8_width(str_cut(shown, at, next));
		at = next;
	}
	struct str out = arena_dup(&d->arena, buf_str(&b));
	buf_free(&b);
	return out.p;
}

/* ---- lines and columns -------------------------------------------------------- */

static void the_marker_stands_under_the_words_in_display_columns(void **state)
{
	struct desk *d = *state;
	criticism(d->meetings[0], "a.docx", 3, "他说“好”，[希望今后 2 次]多下基层。");
	assert_string_equal(above_marker(d, rendered(d, "text")), "希望今后 2 次");
}

static void a_long_line_is_cut_around_the_marked_words(void **state)
{
	struct desk *d = *state;
	criticism(d->meetings[0], "a.docx", 3,
		  "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
		  "一二三四五六七八九十[希望今后]一二三四五六七八九十一二三四五六七八九十"
		  "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十");
	const char *text = rendered(d, "text");
	struct str shown = line_of(text, "  | ");
	assert_string_equal(above_marker(d, text), "希望今后");
	assert_true(str_starts(shown, STR("  | …")));
	assert_true(str_ends(shown, STR("…")));
	assert_true(utf8_valid(shown));
	assert_true(all_lines_fit(text, 80));
}

static void every_width_keeps_the_words_in_sight_and_the_line_within_it(void **state)
{
	struct desk *d = *state;
	struct str line =
	    STR("前面的话a一些字，很长很长的前面的话，要点在这里，后面还有很多很多的话bb。");
	size_t at = str_find(line, STR("要点"), 0);
	for (size_t width = 16; width < 100; width++) {
		struct window w = window_of(&d->arena, line, at, strlen("要点在这里"), width);
		assert_true(utf8_width(w.text) <= width);
		assert_true(utf8_valid(w.text));
		assert_true(w.column + w.columns <= utf8_width(w.text));
		assert_true(str_find(w.text, STR("要点"), 0) != SIZE_MAX);
	}
}

static void words_longer_than_the_line_are_marked_to_the_end_of_what_is_shown(void **state)
{
	struct desk *d = *state;
	struct str line = STR("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸");
	struct window w = window_of(&d->arena, line, 0, line.n, 20);
	assert_int_equal(w.column, 0);
	assert_int_equal(w.columns, 18);
	assert_int_equal(utf8_width(w.text), 20);
	assert_true(str_ends(w.text, STR("…")));
}

static void words_over_several_lines_are_marked_in_the_first_one(void **state)
{
	struct desk *d = *state;
	struct str context = STR("上一行\n第一，希望\n第二，希望");
	struct window w =
	    window_of(&d->arena, context, strlen("上一行\n"), context.n - strlen("上一行\n"), 76);
	assert_string_equal(w.text.p, "第一，希望");
	assert_int_equal(w.column, 0);
	assert_int_equal(w.columns, 10);
}

static void an_empty_passage_has_a_caret(void **state)
{
	struct desk *d = *state;
	struct window w = window_of(&d->arena, STR("标题"), 6, 0, 76);
	assert_int_equal(w.column, 4);
	assert_int_equal(w.columns, 1);
}

static void chinese_wraps_anywhere_but_not_before_closing_punctuation(void **state)
{
	struct desk *d = *state;
	struct buf b = {0};
	wrap(&d->arena, &b, STR("一二三四五，六七“八九”"), 0, 2, 10);
	buf_char(&b, '\0');
	assert_string_equal(b.p, "一二三四\n  五，六七\n  “八九”");
	buf_free(&b);
}

static void words_of_letters_stay_whole_when_they_fit(void **state)
{
	struct desk *d = *state;
	struct buf b = {0};
	wrap(&d->arena, &b, STR("see the file meeting.yaml 一二"), 0, 0, 14);
	buf_char(&b, '\0');
	assert_string_equal(b.p, "see the file\nmeeting.yaml\n一二");
	buf_free(&b);
}

static void what_steers_a_terminal_is_not_passed_on(void **state)
{
	struct desk *d = *state;
	criticism(d->meetings[0], "a\033[31m.txt", 1, "x\033c\a[希望]\xe2\x80\xae\tok");
	const char *text = rendered(d, "text");
	has_not(text, "\033");
	has_not(text, "\a");
	has_not(text, "\xe2\x80\xae");
	assert_string_equal(above_marker(d, text), "希望");
}

static void file_names_that_are_not_utf8_are_shown_as_far_as_they_can_be(void **state)
{
	struct desk *d = *state;
	criticism(d->meetings[0], "\xb2\xe2\xca\xd4.txt", 1, "[希望]");
	assert_true(utf8_valid(str_of(rendered(d, "text"))));
	assert_true(utf8_valid(str_of(rendered(d, "json"))));
	has(d->out.p, ".txt\"");
}

/* ---- text ----------------------------------------------------------------------- */

static void findings_are_grouped_by_file_under_its_kind(void **state)
{
	struct desk *d = *state;
	material(d->meetings[0], "a.docx", "criticism", "相互批评意见");
	material(d->meetings[0], "b.docx", "minutes", "会议记录");
	criticism(d->meetings[0], "a.docx", 3, "[希望]");
	criticism(d->meetings[0], "a.docx", 5, "[希望]");
	criticism(d->meetings[0], "b.docx", 7, "[希望]");
	const char *text = rendered(d, "text");
	has(text, "a.docx (相互批评意见): 2 findings\n");
	has(text, "b.docx (会议记录): 1 finding\n");
	has(text,
	    "a.docx:5:1  error  criticism.hope-instead-of-problem\n  对王明的意见只提了希望\n");
}

static void quote_and_advice_are_told_at_the_first_finding_of_a_rule_only(void **state)
{
	struct desk *d = *state;
	d->report.count = 2;
	criticism(d->meetings[0], "a.docx", 3, "[希望]");
	criticism(d->meetings[0], "a.docx", 5, "[希望]");
	criticism(d->meetings[1], "a.docx", 3, "[希望]");
	const char *text = rendered(d, "text");
	assert_int_equal(times(text, "先写清一件具体的事"), 1);
	assert_int_equal(times(text, "H11 不能以提希望代替点问题\n"), 1);
	assert_int_equal(times(text, "basis     H11\n"), 2);
}

static void a_cell_is_named_by_sheet_and_letters(void **state)
{
	struct desk *d = *state;
	struct checkpoint *c = criticism(d->meetings[0], "t.xlsx", 7, "[希望]");
	c->witnesses.v[0].place.cell = STR("谈话!B7");
	has(rendered(d, "text"), "t.xlsx:谈话!B7  error");
}

static void other_witnesses_are_told_with_their_name_and_place(void **state)
{
	struct desk *d = *state;
	struct checkpoint *c = criticism(d->meetings[0], "a.docx", 3, "[希望]");
	witness(d->meetings[0], c, "meeting.yaml", 9, "- name: [王明]")->name = STR("roster");
	has(rendered(d, "text"), "see also  roster meeting.yaml:9:9 “王明”\n");
}

static void a_finding_without_a_place_belongs_to_the_meeting(void **state)
{
	struct desk *d = *state;
	value(d->meetings[0], point(d->meetings[0], &late, OUTCOME_FAIL), "day", "2022-01-20");
	const char *text = rendered(d, "text");
	has(text, "the meeting as a whole: 1 finding\n\nwarning  dates.meeting-late\n");
	has(text, "会议在2022年1月20日，晚了");
}

static void an_unknown_placeholder_stays_empty(void **state)
{
	struct desk *d = *state;
	point(d->meetings[0], &hope, OUTCOME_FAIL);
	has(rendered(d, "text"), "  对的意见只提了希望\n");
}

static void what_was_not_checked_is_told_with_what_to_provide(void **state)
{
	struct desk *d = *state;
	point(d->meetings[0], &hope, OUTCOME_UNKNOWN)->missing = STR("谈心谈话记录");
	point(d->meetings[0], &hope, OUTCOME_UNKNOWN)->missing = STR("谈心谈话记录");
	point(d->meetings[0], &late, OUTCOME_UNKNOWN)->missing = STR("谈心谈话记录");
	const char *text = rendered(d, "text");
	assert_int_equal(times(text, "to provide: 谈心谈话记录"), 1);
	has(text, "    criticism.hope-instead-of-problem  不能以提希望代替点问题, 2 places\n");
	has(text, "    dates.meeting-late  会议日期\n");
	has(text, "0 errors, 0 warnings, 0 hints; 3 checks not done\n");
}

static void files_that_were_not_looked_at_are_told_with_the_reason(void **state)
{
	struct desk *d = *state;
	struct result *m = d->meetings[0];
	material(m, "bad.docx", "", "")->failure = STR("the file is too large (70 MB)");
	material(m, "what.docx", "", "");
	material(m, "old.docx", "", "")->ignored = true;
	struct material *f = material(m, "ok.docx", "talks", "谈心谈话记录");
	*list_add(&m->arena, &f->notes) =
	    (struct read_note){.id = "read.picture", .detail = STR("2")};
	const char *text = rendered(d, "text");
	has(text, "Files that could not be read\n  bad.docx: the file is too large (70 MB)\n");
	has(text, "  what.docx\n");
	has(text, "leaves out\n  old.docx\n");
	has(text, "  ok.docx: text in pictures was not read (2)\n");
	has(text, "4 files: 谈心谈话记录 1, of no known kind 1, not read 1, left");
	has(text, "not looked at  3 files: of no known kind 1, not read 1, left out 1\n");
	has(text, "0 errors, 0 warnings, 0 hints; 1 file not read\n");
}

static void what_a_finding_tells_already_is_not_told_again(void **state)
{
	struct desk *d = *state;
	struct result *m = d->meetings[0];
	material(m, "bad.docx", "", "")->failure = STR("the file is empty");
	material(m, "odd.docx", "talks", "谈话");
	for (size_t i = 0; i < 2; i++)
		*list_add(&m->arena, &m->materials.v[1].notes) =
		    (struct read_note){.id = i ? "read.picture" : "read.encoding"};
	struct rule_info encoding = {.id = STR("read.encoding"), .level = LEVEL_WARNING};
	criticism(m, "bad.docx", 1, "[x]");
	criticism(m, "odd.docx", 1, "[x]")->rule = &encoding;
	const char *text = rendered(d, "text");
	has_not(text, "Files that could not be read");
	has_not(text, "can't be decoded");
	has(text, "  odd.docx: text in pictures was not read\n");
	d->report.quiet = true;
	has_not(rendered(d, "text"), "not read:");
}

static void the_summary_counts_every_outcome_and_names_idle_rules(void **state)
{
	struct desk *d = *state;
	criticism(d->meetings[0], "a.docx", 3, "[希望]");
	point(d->meetings[0], &hope, OUTCOME_PASS);
	point(d->meetings[0], &hope, OUTCOME_PASS);
	point(d->meetings[0], &late, OUTCOME_UNKNOWN);
	const char *text = rendered(d, "text");
	has(text, "3 looked at: 2 passed, 1 failed; 1 not checked\n");
	has(text, "1 rule met nothing that it applies to: idle.rule");
}

static void findings_below_the_level_are_counted_but_not_shown(void **state)
{
	struct desk *d = *state;
	d->report.level = LEVEL_ERROR;
	point(d->meetings[0], &late, OUTCOME_FAIL);
	criticism(d->meetings[0], "a.docx", 3, "[希望]");
	const char *text = rendered(d, "text");
	has_not(text, "warning");
	has(text, "1 error; 1 finding of a lower level is not shown\n");
	rendered(d, "json");
	assert_int_equal(times(d->out.p, "\"message\""), 1);
}

static void quiet_is_one_line_a_finding_and_the_last_line(void **state)
{
	struct desk *d = *state;
	d->report.quiet = true;
	criticism(d->meetings[0], "a.docx", 3, "他[希望]");
	material(d->meetings[0], "bad.docx", "", "")->failure = STR("the file is empty");
	assert_string_equal(rendered(d, "text"), "a.docx:3:2: error: 对王明的意见只提了希望 "
						 "[criticism.hope-instead-of-problem]\n"
						 "bad.docx: not read: the file is empty\n"
						 "1 error, 0 warnings, 0 hints; 1 file not read\n");
}

static void several_meetings_have_headings_and_a_total(void **state)
{
	struct desk *d = *state;
	d->report.count = 2;
	criticism(d->meetings[0], "a.docx", 3, "[希望]");
	criticism(d->meetings[1], "a.docx", 3, "[希望]");
	const char *text = rendered(d, "text");
	has(text, "=== 甲街道 (a) ===\n");
	has(text, "=== 乙街道 (b) ===\n");
	has(text, "Total of 2 meetings\n");
	has(text, "\n2 errors, 0 warnings, 0 hints\n");
	d->report.quiet = true;
	has(rendered(d, "text"), "\nb/a.docx:3:1: error: ");
}

static void colours_are_there_only_when_wanted(void **state)
{
	struct desk *d = *state;
	criticism(d->meetings[0], "a.docx", 3, "[希望]");
	const char *plain = arena_z(&d->arena, str_of(rendered(d, "text")));
	has_not(plain, "\033");
	d->report.color = true;
	const char *painted = rendered(d, "text");
	has(painted, "\033[1ma.docx:3:1\033[0m  \033[1;31merror\033[0m");
	has(painted, "\033[32m^~~~\033[0m");
	struct buf stripped = {0};
	for (const char *p = painted; *p; p++) {
		if (*p == '\033')
			p += strcspn(p, "m");
		else
			buf_char(&stripped, *p);
	}
	buf_char(&stripped, '\0');
	assert_string_equal(stripped.p, plain);
	buf_free(&stripped);
}

static void an_empty_report_still_says_what_was_looked_at(void **state)
{
	struct desk *d = *state;
	d->meeting[0].rules.n = 0;
	const char *text = rendered(d, "text");
	has(text, "0 files");
	has(text, "0 looked at: 0 passed, 0 failed; 0 not checked");
	has(text, "not looked at  nothing\n");
	d->report.count = 0;
	d->report.status = 2;
	assert_string_equal(rendered(d, "text"), "");
}

static void long_texts_keep_within_eighty_columns(void **state)
{
	struct desk *d = *state;
	struct rule_info wordy = hope;
	struct clause clause = h11;
	const struct clause *clauses[] = {&clause};
	clause.quote = STR("要开诚布公开展批评，防止以提希望代替点问题、以工作建议代替批评意见，"
			   "不讲大话空话套话，真正红脸出汗");
	wordy.clauses = clauses;
	wordy.advice =
	    STR("先写清一件具体的事：什么时候、在哪里、谁做了什么或没有做什么，造成什么"
		"后果，再说希望。不要只写“希望今后……”，那样对方不知道错在哪里，也就改不了。");
	wordy.message =
	    STR("对{to}的意见“希望王明同志今后多深入基层、多联系群众，把工作做得更好更实”"
		"只提了希望，没有点出问题");
	struct checkpoint *c =
	    criticism(d->meetings[0], "12钱玉兰同志个人发言提纲（修改稿）.docx", 123,
		      "[希望王明同志今后多深入基层、多联系群众，把工作做得更好更实]");
	witness(d->meetings[0], c, "04谈心谈话记录总表.xlsx", 5,
		"[这一段摘录很长很长，长得一行放不下，后面只好用省略号代替，读者自己去看原文]")
	    ->name = STR("talk");
	c->rule = &wordy;
	assert_true(all_lines_fit(rendered(d, "text"), 80));
	d->report.width = 50;
	assert_true(all_lines_fit(rendered(d, "text"), 50));
}

/* ---- JSON ------------------------------------------------------------------------- */

static const char *text_at(const cJSON *o, const char *key)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, key);
	assert_true(cJSON_IsString(v));
	return v->valuestring;
}

static int number_at(const cJSON *o, const char *key)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, key);
	assert_true(cJSON_IsNumber(v));
	return v->valueint;
}

static const cJSON *first_of(const cJSON *o, const char *key)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(o, key);
	assert_true(cJSON_IsArray(list));
	assert_true(cJSON_GetArraySize(list) > 0);
	return cJSON_GetArrayItem(list, 0);
}

static void json_holds_what_was_found(void **state)
{
	struct desk *d = *state;
	struct checkpoint *c = criticism(d->meetings[0], "a.docx", 3, "他[希望]");
	struct witness *w = witness(d->meetings[0], c, "t.xlsx", 2, "[王明]");
	w->name = STR("talk");
	w->place.cell = STR("表!B2");
	d->report.status = 1;
	const char *text = rendered(d, "json");
	assert_int_equal(text[strlen(text) - 1], '\n');
	cJSON *root = cJSON_Parse(text);
	assert_non_null(root);
	assert_int_equal(number_at(root, "schema"), 2);
	assert_int_equal(number_at(root, "status"), 1);
	const cJSON *tool = cJSON_GetObjectItemCaseSensitive(root, "tool");
	assert_string_equal(text_at(tool, "version"), "0.1.0");
	const cJSON *m = first_of(root, "meetings");
	assert_string_equal(text_at(m, "unit"), "甲街道");
	const cJSON *f = first_of(m, "findings");
	assert_string_equal(text_at(f, "rule"), "criticism.hope-instead-of-problem");
	assert_string_equal(text_at(f, "level"), "error");
	assert_string_equal(text_at(f, "file"), "a.docx");
	assert_int_equal(number_at(f, "column"), 2);
	assert_int_equal(number_at(f, "end_column"), 4);
	assert_null(cJSON_GetObjectItemCaseSensitive(f, "cell"));
	assert_string_equal(text_at(f, "message"), "对王明的意见只提了希望");
	assert_string_equal(text_at(f, "advice"), "先写清一件具体的事");
	assert_string_equal(text_at(f, "excerpt"), "希望");
	assert_string_equal(first_of(f, "clauses")->valuestring, "H11");
	assert_string_equal(text_at(cJSON_GetObjectItemCaseSensitive(f, "subject"), "to"), "王明");
	const cJSON *p = first_of(f, "places");
	assert_string_equal(text_at(p, "name"), "talk");
	assert_string_equal(text_at(p, "cell"), "表!B2");
	cJSON_Delete(root);
}

static void json_counts_rules_and_lists_files(void **state)
{
	struct desk *d = *state;
	struct result *m = d->meetings[0];
	point(m, &hope, OUTCOME_PASS);
	point(m, &hope, OUTCOME_UNKNOWN)->missing = STR("谈话");
	point(m, &hope, OUTCOME_UNKNOWN)->missing = STR("谈话");
	struct material *f = material(m, "a.docx", "talks", "谈话");
	f->why_by = "file name";
	f->why = STR("谈话记录");
	*list_add(&m->arena, &f->notes) =
	    (struct read_note){.id = "read.picture", .detail = STR("1")};
	material(m, "bad.docx", "", "")->failure = STR("the file is empty");
	material(m, "what.txt", "", "");
	material(m, "old.txt", "", "")->ignored = true;
	cJSON *root = cJSON_Parse(rendered(d, "json"));
	const cJSON *meeting = first_of(root, "meetings");
	const cJSON *rule = first_of(meeting, "rules");
	assert_int_equal(number_at(rule, "checked"), 1);
	assert_int_equal(number_at(rule, "passed"), 1);
	assert_int_equal(number_at(rule, "unknown"), 2);
	const cJSON *missing = cJSON_GetObjectItemCaseSensitive(rule, "missing");
	assert_int_equal(cJSON_GetArraySize(missing), 1);
	const cJSON *file = first_of(meeting, "materials");
	assert_string_equal(text_at(file, "why"), "file name: 谈话记录");
	assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(file, "read")));
	assert_string_equal(text_at(first_of(file, "notes"), "note"), "read.picture");
	assert_string_equal(text_at(first_of(meeting, "unread"), "reason"), "the file is empty");
	assert_string_equal(first_of(meeting, "ignored")->valuestring, "old.txt");
	assert_string_equal(first_of(meeting, "unrecognised")->valuestring, "what.txt");
	cJSON_Delete(root);
}

static void json_of_nothing_is_whole(void **state)
{
	struct desk *d = *state;
	d->report.count = 0;
	cJSON *root = cJSON_Parse(rendered(d, "json"));
	assert_non_null(root);
	const cJSON *meetings = cJSON_GetObjectItemCaseSensitive(root, "meetings");
	assert_int_equal(cJSON_GetArraySize(meetings), 0);
	cJSON_Delete(root);
}

static void json_keeps_text_behind_a_nul(void **state)
{
	struct desk *d = *state;
	struct checkpoint *c = criticism(d->meetings[0], "a.txt", 1, "[希望]");
	c->witnesses.v[0].excerpt = (struct str){"a\0b\"\\\x01", 6};
	cJSON *root = cJSON_Parse(rendered(d, "json"));
	const cJSON *f = first_of(first_of(root, "meetings"), "findings");
	assert_string_equal(text_at(f, "excerpt"), "a\xef\xbf\xbd"
						   "b\"\\\x01");
	cJSON_Delete(root);
}

static void two_renderings_give_the_same_bytes(void **state)
{
	struct desk *d = *state;
	static const char *const formats[] = {"text", "json"};
	criticism(d->meetings[0], "a.docx", 3, "[希望]");
	for (size_t i = 0; i < 2; i++) {
		const char *first = arena_z(&d->arena, str_of(rendered(d, formats[i])));
		assert_string_equal(rendered(d, formats[i]), first);
	}
}

static void renderers_are_found_by_name(void **state)
{
	(void)state;
	assert_non_null(renderer_find(STR("json")));
	assert_non_null(renderer_find(STR("text")));
	assert_null(renderer_find(STR("jso")));
	assert_null(renderer_find(STR("")));
}

/* ---- verdicts --------------------------------------------------------------------- */

static struct verdict *add_verdict(struct result *m, const struct clause *clause,
				   enum verdict_type type)
{
	struct verdict *v = list_add(&m->arena, &m->verdicts);
	v->clause = clause;
	v->type = type;
	return v;
}

/* One of each sort that says more than its name. */
static void judged(struct result *m)
{
	static const struct clause partly = {
	    .id = CONSTANT("B1.2"),
	    .quote = CONSTANT("要结合实际，逐项对照，深入查摆存在的突出问题，深刻剖析问题的根源，做到有人有事"),
	    .checkable = CHECKABLE_PARTLY,
	    .question = CONSTANT("是真的吗？")};
	static const struct clause human = {.id = CONSTANT("C1"),
					    .quote = CONSTANT("要谈通"),
					    .checkable = CHECKABLE_HUMAN,
					    .why = CONSTANT("程序听不见"),
					    .question = CONSTANT("双方谈通了没有？")};
	struct checkpoint *c = criticism(m, "意见.docx", 3, "[希望多下基层]。");
	struct verdict *v = add_verdict(m, &h11, VERDICT_FAILED);
	v->passed = 3;
	v->failed = 1;
	*list_add(&m->arena, &v->findings) = *c;
	v = add_verdict(m, &partly, VERDICT_PASSED);
	v->passed = 2;
	*list_add(&m->arena, &v->evidence) = *c;
	add_verdict(m, &human, VERDICT_HUMAN);
	v = add_verdict(m, &h11, VERDICT_UNCHECKED);
	*list_add(&m->arena, &v->missing) = STR("会议记录");
}

static void verdicts_are_a_table_in_the_order_of_the_plan(void **state)
{
	struct desk *d = *state;
	judged(&d->meeting[0]);
	d->report.verdicts = VERDICTS_TABLE;
	const char *text = rendered(d, "text");
	has(text, "clause  verdict         passed  what the plan says\n");
	has(text, "H11     not satisfied      3/4  不能以提希望代替点问题\n");
	has(text, "B1.2    satisfied*         2/2  要结合实际，逐项对照，");
	has(text, "question  双方谈通了没有？");
	has(text, "provide  会议记录");
	has(text, "4 clauses: satisfied 1, not satisfied 1, not checked 1, for a person 1\n");
	has(text, "* A program can check a part of this only");
	has_not(text, "是真的吗？");
	has_not(text, "意见.docx:3:1");
	assert_true(strstr(text, "H11 ") < strstr(text, "B1.2 "));
	assert_true(all_lines_fit(text, 80));
}

static void all_of_a_verdict_is_findings_evidence_and_questions(void **state)
{
	struct desk *d = *state;
	judged(&d->meeting[0]);
	d->report.verdicts = VERDICTS_ALL;
	const char *text = rendered(d, "text");
	has(text, "finding  意见.docx:3:1 对王明的意见只提了希望");
	has(text, "evidence  意见.docx:3:1 “希望多下基层”");
	has(text, "question  是真的吗？");
	has(text, "because  程序听不见");
	assert_true(all_lines_fit(text, 80));
}

static void json_holds_the_verdicts(void **state)
{
	struct desk *d = *state;
	judged(&d->meeting[0]);
	cJSON *root = cJSON_Parse(rendered(d, "json"));
	const cJSON *list = cJSON_GetObjectItem(
	    cJSON_GetArrayItem(cJSON_GetObjectItem(root, "meetings"), 0), "verdicts");
	assert_int_equal(cJSON_GetArraySize(list), 4);
	const cJSON *v = cJSON_GetArrayItem(list, 0);
	assert_string_equal(cJSON_GetObjectItem(v, "clause")->valuestring, "H11");
	assert_string_equal(cJSON_GetObjectItem(v, "verdict")->valuestring, "failed");
	assert_int_equal(cJSON_GetObjectItem(v, "checked")->valueint, 4);
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(v, "findings")), 1);
	assert_string_equal(
	    cJSON_GetObjectItem(cJSON_GetArrayItem(list, 2), "question")->valuestring,
	    "双方谈通了没有？");
	cJSON_Delete(root);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    TEST(the_marker_stands_under_the_words_in_display_columns),
	    TEST(a_long_line_is_cut_around_the_marked_words),
	    TEST(every_width_keeps_the_words_in_sight_and_the_line_within_it),
	    TEST(words_longer_than_the_line_are_marked_to_the_end_of_what_is_shown),
	    TEST(words_over_several_lines_are_marked_in_the_first_one),
	    TEST(an_empty_passage_has_a_caret),
	    TEST(chinese_wraps_anywhere_but_not_before_closing_punctuation),
	    TEST(words_of_letters_stay_whole_when_they_fit),
	    TEST(what_steers_a_terminal_is_not_passed_on),
	    TEST(file_names_that_are_not_utf8_are_shown_as_far_as_they_can_be),
	    TEST(findings_are_grouped_by_file_under_its_kind),
	    TEST(quote_and_advice_are_told_at_the_first_finding_of_a_rule_only),
	    TEST(a_cell_is_named_by_sheet_and_letters),
	    TEST(other_witnesses_are_told_with_their_name_and_place),
	    TEST(a_finding_without_a_place_belongs_to_the_meeting),
	    TEST(an_unknown_placeholder_stays_empty),
	    TEST(what_was_not_checked_is_told_with_what_to_provide),
	    TEST(files_that_were_not_looked_at_are_told_with_the_reason),
	    TEST(what_a_finding_tells_already_is_not_told_again),
	    TEST(the_summary_counts_every_outcome_and_names_idle_rules),
	    TEST(findings_below_the_level_are_counted_but_not_shown),
	    TEST(quiet_is_one_line_a_finding_and_the_last_line),
	    TEST(several_meetings_have_headings_and_a_total),
	    TEST(colours_are_there_only_when_wanted),
	    TEST(an_empty_report_still_says_what_was_looked_at),
	    TEST(long_texts_keep_within_eighty_columns),
	    TEST(json_holds_what_was_found),
	    TEST(json_counts_rules_and_lists_files),
	    TEST(json_of_nothing_is_whole),
	    TEST(json_keeps_text_behind_a_nul),
	    TEST(verdicts_are_a_table_in_the_order_of_the_plan),
	    TEST(all_of_a_verdict_is_findings_evidence_and_questions),
	    TEST(json_holds_the_verdicts),
	    TEST(two_renderings_give_the_same_bytes),
	    TEST(renderers_are_found_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
