/* The table of check kinds, made from check_list.h. */
#include "check.h"

#define CHECK(NAME) extern const struct check_kind check_##NAME;
#include "check_list.h"
#undef CHECK

const struct check_kind *const check_list[] = {
#define CHECK(NAME) &check_##NAME,
#include "check_list.h"
#undef CHECK
    NULL,
};
