/* The table of judging check kinds, made from judge_list.h. */
#include "judge.h"

#define JUDGE(NAME) extern const struct check_kind judge_##NAME;
#include "judge_list.h"
#undef JUDGE

const struct check_kind *const judge_list[] = {
#define JUDGE(NAME) &judge_##NAME,
#include "judge_list.h"
#undef JUDGE
    NULL,
};
