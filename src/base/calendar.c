/*
 * The calendar: days counted from 1970-01-01, proleptic Gregorian.
 */
#include "base.h"

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return days[month - 1] + (month == 2 && leap(year));
}

/* Days before January 1 of YEAR, counted from 1970. */
static int32_t year_start(int year)
{
	int32_t before = year - 1;
	return 365 * (before - 1969) + (before / 4 - before / 100 + before / 400) - 477;
}

int32_t day_of(int year, int month, int dom)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || dom < 1 ||
	    dom > days_in(year, month))
		return DAY_NONE;
	int32_t day = year_start(year) + dom - 1;
	for (int m = 1; m < month; m++)
		day += days_in(year, m);
	return day;
}

void day_split(int32_t day, int *year, int *month, int *dom)
{
	int y = 1970 + day / 365;
	while (year_start(y) > day)
		y--;
	while (year_start(y + 1) <= day)
		y++;
	int32_t left = day - year_start(y);
	int m = 1;
	for (; left >= days_in(y, m); m++)
		left -= days_in(y, m);
	*year = y;
	*month = m;
	*dom = left + 1;
}

struct str day_iso(struct arena *a, int32_t day)
{
	int year, month, dom;
	day_split(day, &year, &month, &dom);
	return arena_printf(a, "%04d-%02d-%02d", year, month, dom);
}
