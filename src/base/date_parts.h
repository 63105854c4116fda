/*
 * date_parts - what the files of dates share; nobody else includes it.
 */
#ifndef BAGUAN_DATE_PARTS_H
#define BAGUAN_DATE_PARTS_H

#include "base.h"

/* A date as written, 0 for what is not. */
struct date_reading {
	size_t start, end;
	int year, month, dom; /* month 0: a day alone */
	int third;            /* 1 to 3: 上旬 中旬 下旬 */
	bool open;            /* without its unit, which comes later: 1月12、13日 */
};

/* Words, NULL-ended: between the ends of a range, between items of a list, behind a day. */
extern const char *const date_range_words[], *const date_list_words[], *const date_day_words[];

bool date_digit(uint32_t c);                           /* of either width */
bool date_numeral(uint32_t c);                         /* these and the Chinese ones below 万 */
uint32_t date_char_at(struct str text, size_t at);     /* 0 at the end */
uint32_t date_char_before(struct str text, size_t at); /* 0 at the start */
size_t date_skip_blanks(struct str text, size_t at);
/* The mark of 2022.1.20 at AT, in ASCII, and its end; 0 for others. */
char date_mark(struct str text, size_t at, size_t *end);
/* Moves *at behind blanks and the first of WORDS that stands there. */
bool date_take(struct str text, size_t *at, const char *const *words);
/* Moves *at behind blanks and a number from 1 to 31 with one of UNITS (NULL: none) behind it. */
bool date_number(struct str text, size_t *at, const char *const *units, int *value);
/* 1月20日, 1月上旬, 1月 */
bool date_read_month(struct str text, size_t at, struct date_reading *r);
/* Any date that starts at AT, the end of a range left aside. */
bool date_read(struct str text, size_t at, int32_t base, struct date_reading *r);

#endif
