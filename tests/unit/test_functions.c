/* The SQL functions for queries over words. */
#include "database.h"

#include <setjmp.h>
#include <cmocka.h>

struct fixture {
	struct ruleset set;
	struct database *database;
	sqlite3 *db;
};

static int open_database(void **state)
{
	struct fixture *f = mem_grow(NULL, sizeof *f);
	*f = (struct fixture){0};
	*list_add(&f->set.arena, &f->set.confusables.list) = STR("梁粱良");
	*list_add(&f->set.arena, &f->set.confusables.list) = STR("敏闽");
	struct str why;
	f->database = database_open(&f->set, &f->set.arena, &why);
	if (!f->database)
		return -1;
	f->db = f->database->handle;
	*state = f;
	return 0;
}

static int close_database(void **state)
{
	struct fixture *f = *state;
	database_close(f->database);
	arena_free(&f->set.arena);
	mem_free(f);
	return 0;
}

/* EXPECTED < 0 means NULL. */
static void gives(void **state, const char *expression, int expected)
{
	struct fixture *f = *state;
	struct arena a = {0};
	sqlite3_stmt *s = NULL;
	struct str sql = arena_printf(&a, "SELECT %s", expression);
	assert_int_equal(sqlite3_prepare_v2(f->db, sql.p, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	int value = sqlite3_column_type(s, 0) == SQLITE_NULL ? -1 : sqlite3_column_int(s, 0);
	if (value != expected)
		fail_msg("%s: %d, not %d", expression, value, expected);
	sqlite3_finalize(s);
	arena_free(&a);
}

static void texts_are_compared_by_pairs_of_characters(void **state)
{
	gives(state, "similarity('东门路灯', '东门，路灯。')", 100);
	gives(state, "similarity('东门路灯', '西门食堂')", 0);
	gives(state, "similarity('东门路灯', '东门食堂')", 33);
	gives(state, "similarity('', '')", 0);
	gives(state, "similarity('东门', NULL)", -1);
	gives(state, "contained('路灯坏了', '东门路灯坏了四个月')", 100);
	gives(state, "contained('东门路灯坏了四个月', '路灯')", 12);
	gives(state, "contained('灯', '路灯')", 0);
	gives(state, "text_number('东门路灯') < 0", 1);
	gives(state, "text_number('东门路灯') = text_number('东门路灯')", 1);
	gives(state, "text_number('东门路灯') = text_number('西门路灯')", 0);
	gives(state, "text_number(NULL)", -1);
	gives(state, "similarity(text_number('东门路灯'), text_number('东门食堂'))", 33);
	gives(state, "similarity(text_number('东门路灯'), '东门食堂')", 33);
	gives(state, "contained(text_number('路灯坏了'), '东门路灯坏了四个月')", 100);
	gives(state, "similarity(-9000, '-9000')", 100); /* a number of no text is a text */
	gives(state, "similarity(1234, '1234')", 100);
	gives(state, "han_count('王 一（3人）。')", 3);
}

static void names_are_found_with_blanks_between(void **state)
{
	gives(state, "contains_name('由王 敏、李二负责', '王敏')", 1);
	gives(state, "contains_name('由王敏负责', '王　敏')", 1);
	gives(state, "contains_name('由王、敏负责', '王敏')", 0);
	gives(state, "contains_name('王敏', '')", 0);
	gives(state, "contains_name('王', '王敏')", 0);
}

static void names_one_twin_apart_are_confusable(void **state)
{
	gives(state, "confusable('沈国粱', '沈国梁')", 1);
	gives(state, "confusable('沈国 粱', '沈国梁')", 1);
	gives(state, "confusable('沈国梁', '沈国梁')", 0);
	gives(state, "confusable('沈国强', '沈国梁')", 0);
	gives(state, "confusable('李敏粱', '李闽梁')", 0);
	gives(state, "confusable('沈粱', '沈国梁')", 0);
	gives(state, "slip_of('会议由沈国粱主持', '沈国梁') = '沈国粱'", 1);
	gives(state, "slip_of('会议由沈国梁主持', '沈国梁')", -1);
	gives(state, "slip_of('沈国', '沈国梁')", -1);
	gives(state, "first_difference('沈国粱', '沈国梁')", 3);
	gives(state, "first_difference('沈国', '沈国梁')", 3);
	gives(state, "first_difference('沈国梁', '沈国梁')", 0);
}

static void numbered_references_are_told_from_counts(void **state)
{
	gives(state, "cites('意见3', '意见', 3)", 1);
	gives(state, "cites('意见13', '意见', 3)", 0);
	gives(state, "cites('意见第3条', '意见', 3)", 1);
	gives(state, "cites('意见第三条', '意见', 3)", 1);
	gives(state, "cites('意见第1、3条和第7条', '意见', 7)", 1);
	gives(state, "cites('意见第1条、第3条；批评第5条', '意见', 5)", 0);
	gives(state, "cites('意见（2）', '意见', 2)", 1);
	gives(state, "cites('意见3—6', '意见', 5)", 1);
	gives(state, "cites('意见第3至6条', '意见', 7)", 0);
	gives(state, "cites('意见3条', '意见', 3)", 0);
	gives(state, "cites('意见3号', '意见', 3)", 1);
	gives(state, "cites('意见3号、6号', '意见', 6)", 1);
	gives(state, "cites('意见3、6号', '意见', 3)", 1);
	gives(state, "cites('意见3、6号', '意见', 5)", 0);
	gives(state, "cites('意见No.3', '意见', 3)", 1);
	gives(state, "cites('意见的第3条', '意见', 3)", 1);
	gives(state, "cites('意见的3个方面', '意见', 3)", 0);
	gives(state, "cites('意见序号3', '意见', 3)", 1);
	gives(state, "cites('意见③', '意见', 3)", 1);
	gives(state, "cites('意见②、③', '意见', 3)", 1);
	gives(state, "cites('第3号意见', '意见', 3)", 1);
	gives(state, "cites('13号意见', '意见', 3)", 0);
	gives(state, "cites('3、5号意见', '意见', 3)", 1);
	gives(state, "cites('班子查摆2；第1、3条的意见', '意见', 1)", 1);
	gives(state, "cites('班子查摆2；第1、3条的意见', '意见', 2)", 0);
	gives(state, "cites('第十二条意见', '意见', 12)", 1);
	gives(state, "cites('第十二条意见', '意见', 2)", 0);
	gives(state, "cites('12条意见', '意见', 12)", 0);
	gives(state, "cites('意见一致', '意见', 1)", 0);
	gives(state, "cites('意见1、2月底办结', '意见', 2)", 0);
	gives(state, "cites('建议2', '意见|建议', 2)", 1);
	gives(state, "cites('意见', '意见', 2)", 0);
	gives(state, "cites('意见2', '意见', NULL)", -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_are_compared_by_pairs_of_characters),
	    cmocka_unit_test(names_are_found_with_blanks_between),
	    cmocka_unit_test(names_one_twin_apart_are_confusable),
	    cmocka_unit_test(numbered_references_are_told_from_counts),
	};
	return cmocka_run_group_tests(tests, open_database, close_database);
}
