/* The check kinds that look at one document, one line each; order means nothing. */
CHECK(passage)
CHECK(require)
CHECK(outline)
CHECK(measure)
CHECK(phrase)
CHECK(avoid)
