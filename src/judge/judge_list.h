/* The check kinds that look at a meeting's facts, one line each; order means nothing. */
JUDGE(query)
