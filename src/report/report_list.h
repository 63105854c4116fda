/* The renderers, one line each; the order means nothing. */
RENDERER(json)
RENDERER(text)
