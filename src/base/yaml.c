/*
 * YAML to a tree of nodes that know their place, from libyaml's events.
 * libyaml does not notice duplicate keys and expands aliases without end:
 * both are checked here.
 */
#include "base.h"
#include "text.h"

#include <yaml.h>

enum { DEPTH_MAX = 40, WEIGHT_MAX = 200 * 1000 /* by aliases: more than are written */ };

struct anchor {
	struct str name;
	struct node *node;
};

struct loader {
	struct arena *arena;
	struct yaml *yaml;
	struct complaints *complaints;
	size_t nodes;
	yaml_parser_t parser;
	LIST(struct anchor) anchors;
};

static struct mark mark_of(yaml_mark_t from, yaml_mark_t to)
{
	return (struct mark){.line = (uint32_t)from.line + 1,
			     .column = (uint32_t)from.column + 1,
			     .end_line = (uint32_t)to.line + 1,
			     .end_column = (uint32_t)to.column + 1};
}

struct mark mark_line(uint32_t line)
{
	return (struct mark){.line = line, .column = 1, .end_line = line, .end_column = 1};
}

static void sign(struct node *n, const struct yaml *y)
{
	n->mark.origin = n->key_mark.origin = y;
	for (struct node *child = n->first; child; child = child->next)
		sign(child, y);
}

void yaml_sign(struct yaml *y)
{
	if (y->root)
		sign(y->root, y);
}

static struct str line_of(struct str text, uint32_t line)
{
	struct str rest = text, part = {0};
	for (uint32_t i = 0; i < line; i++)
		if (!str_split(&rest, '\n', &part))
			return STR("");
	return str_ends(part, STR("\r")) ? str_cut(part, 0, part.n - 1) : part;
}

static void add_complaint(struct complaints *c, const struct yaml *y, struct mark at,
			  struct str hint, struct str message)
{
	y = at.origin ? at.origin : y;
	*list_add(c->arena, &c->list) = (struct complaint){
	    .file = arena_dup(c->arena, y->file),
	    .mark = at,
	    .message = message,
	    .hint = hint.n ? arena_dup(c->arena, hint) : hint,
	    .line = arena_dup(c->arena, line_of(y->text, at.line)),
	};
}

void complain(struct complaints *c, const struct yaml *y, struct mark at, struct str hint,
	      const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	add_complaint(c, y, at, hint, arena_vprintf(c->arena, _(format), ap));
	va_end(ap);
}

void complain_words(struct complaints *c, const struct yaml *y, struct mark at, struct str words)
{
	const char *id = arena_z(c->arena, words);
	/* gettext has the head of the catalogue for an empty id. */
	add_complaint(c, y, at, STR(""), arena_dup(c->arena, str_of(words.n ? _(id) : id)));
}

struct str closest(struct arena *a, struct str word, const char *const *choices)
{
	size_t room = utf8_count(word) / 2, best = room < 1 ? 1 : room > 4 ? 4 : room;
	const char *found = NULL;
	for (; *choices; choices++) {
		size_t d = str_distance(word, str_of(*choices), best);
		if (d < best || (d == best && !found)) {
			best = d;
			found = *choices;
		}
	}
	return found ? arena_printf(a, "%s", found) : STR("");
}

const struct node *node_get(const struct node *map, const char *key)
{
	if (!map || map->type != NODE_MAP)
		return NULL;
	for (const struct node *n = map->first; n; n = n->next)
		if (str_is(n->key, key))
			return n;
	return NULL;
}

/* ---- places inside a scalar -------------------------------------------------------- */

/* A place in a YAML file, as it is read. */
struct source {
	struct str rest;
	uint32_t line, column;
};

static bool is_blank(struct str s)
{
	return s.n && (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == '\n' || s.p[0] == '\r');
}

static void step(struct source *s)
{
	bool ends = s->rest.p[0] == '\n';
	size_t at = 0;
	utf8_next(s->rest, &at);
	s->rest = str_cut(s->rest, at, s->rest.n);
	s->line += ends;
	s->column = ends ? 1 : s->column + 1;
}

static void skip_blanks(struct source *s)
{
	while (is_blank(s->rest))
		step(s);
}

/* To the scalar's first character: past an anchor, a tag, the quote or the head of a block. */
static struct source source_of(const struct yaml *y, const struct node *n)
{
	struct source s = {y->text, 1, 1};
	while (s.rest.n &&
	       (s.line < n->mark.line || (s.line == n->mark.line && s.column < n->mark.column)))
		step(&s);
	while (s.rest.n && (s.rest.p[0] == '&' || s.rest.p[0] == '!')) {
		while (s.rest.n && !is_blank(s.rest))
			step(&s);
		skip_blanks(&s);
	}
	if (!n->quoted || !s.rest.n)
		return s;
	bool block = s.rest.p[0] == '|' || s.rest.p[0] == '>';
	while (block && s.rest.n && s.rest.p[0] != '\n')
		step(&s);
	if (s.rest.n)
		step(&s);
	return s;
}

/* A style folds and indents lines as it wants: only what is no blank is compared. */
struct mark node_mark(const struct yaml *y, const struct node *n, size_t at, size_t bytes)
{
	y = n->mark.origin ? n->mark.origin : y;
	struct source s = source_of(y, n);
	struct mark mark = n->mark;
	bool doubles = n->quoted && s.rest.n < y->text.n && s.rest.p[-1] == '\'';
	for (size_t i = 0; i < n->text.n && i < at + bytes;) {
		struct str rest = str_cut(n->text, i, n->text.n);
		size_t from = i;
		utf8_next(n->text, &i);
		if (is_blank(rest))
			continue;
		skip_blanks(&s);
		if (!str_starts(s.rest, str_cut(n->text, from, i)))
			return n->mark;
		if (from <= at) {
			mark.line = s.line;
			mark.column = s.column;
		}
		if (doubles && rest.p[0] == '\'' && s.rest.n > 1)
			step(&s);
		step(&s);
		if (s.line == mark.line || from <= at) {
			mark.end_line = mark.line;
			mark.end_column = s.column;
		}
	}
	return mark;
}

/* ---- the tree ---------------------------------------------------------------------- */

static bool refuse(struct loader *l, struct mark at, const char *message)
{
	complain_words(l->complaints, l->yaml, at, str_of(message));
	return false;
}

/* libyaml says in bytes where it could not read on. */
static yaml_mark_t mark_of_byte(struct str text, size_t at)
{
	yaml_mark_t mark = {.index = at};
	for (size_t i = 0; i < at && i < text.n; i++) {
		bool goes_on = ((unsigned char)text.p[i] & 0xc0) == 0x80;
		mark.column = text.p[i] == '\n' ? 0 : mark.column + !goes_on;
		mark.line += text.p[i] == '\n';
	}
	return mark;
}

static bool syntax_error(struct loader *l)
{
	const yaml_parser_t *p = &l->parser;
	const char *problem = p->problem ? p->problem : N_("not valid YAML");
	yaml_mark_t at = p->problem_mark;
	if (p->error == YAML_READER_ERROR) {
		at = mark_of_byte(l->yaml->text, p->problem_offset);
		if (strstr(problem, "UTF-8") || strstr(problem, "Unicode"))
			problem = N_("not valid UTF-8");
	}
	return refuse(l, mark_of(at, at), problem);
}

static bool next_event(struct loader *l, yaml_event_t *event)
{
	return yaml_parser_parse(&l->parser, event) ? true : syntax_error(l);
}

static bool parse_node(struct loader *l, yaml_event_t *event, int depth, struct node **out);

static struct node *copy_alias(struct loader *l, const yaml_event_t *event)
{
	struct str name = str_of((const char *)event->data.alias.anchor);
	for (size_t i = l->anchors.n; i-- > 0;) {
		if (!str_eq(l->anchors.v[i].name, name))
			continue;
		struct node *n = arena_new(l->arena, struct node);
		*n = *l->anchors.v[i].node;
		n->mark = mark_of(event->start_mark, event->end_mark);
		n->next = NULL;
		return n;
	}
	return NULL;
}

static void remember(struct loader *l, const yaml_char_t *anchor, struct node *n)
{
	if (anchor)
		*list_add(l->arena, &l->anchors) =
		    (struct anchor){arena_dup(l->arena, str_of((const char *)anchor)), n};
}

/* The items of a list up to its end event. */
static bool parse_list(struct loader *l, struct node *list, int depth)
{
	struct node **tail = &list->first;
	for (;;) {
		yaml_event_t event;
		if (!next_event(l, &event))
			return false;
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		if (!parse_node(l, &event, depth, tail))
			return false;
		list->count++;
		list->weight += (*tail)->weight;
		tail = &(*tail)->next;
	}
}

/* No node: the value has the key.  Takes the event over. */
static bool parse_key(struct loader *l, yaml_event_t *event, struct str *key)
{
	bool plain = event->type == YAML_SCALAR_EVENT && !event->data.scalar.anchor;
	if (plain)
		*key = arena_dup(l->arena, (struct str){(const char *)event->data.scalar.value,
							event->data.scalar.length});
	yaml_event_delete(event);
	return plain;
}

static bool parse_map(struct loader *l, struct node *map, int depth)
{
	struct node **tail = &map->first;
	for (;;) {
		yaml_event_t event;
		if (!next_event(l, &event))
			return false;
		if (event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		struct mark mark = mark_of(event.start_mark, event.end_mark);
		struct str key;
		if (!parse_key(l, &event, &key))
			return refuse(l, mark, "a key must be plain text");
		if (node_get(map, key.p)) {
			complain(l->complaints, l->yaml, mark, STR(""), "duplicate key “%s”",
				 key.p);
			return false;
		}
		if (!next_event(l, &event) || !parse_node(l, &event, depth, tail))
			return false;
		(*tail)->key = key;
		(*tail)->key_mark = mark;
		map->count++;
		map->weight += (*tail)->weight;
		tail = &(*tail)->next;
	}
}

static struct node *scalar(struct loader *l, const yaml_event_t *event)
{
	struct node *n = arena_new(l->arena, struct node);
	struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
	n->type = NODE_SCALAR;
	n->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	n->text = arena_dup(l->arena, text);
	return n;
}

/* Takes the event over.  *out is set unless a complaint was added. */
static bool parse_node(struct loader *l, yaml_event_t *event, int depth, struct node **out)
{
	struct node *n = NULL;
	struct mark mark = mark_of(event->start_mark, event->end_mark);
	bool ok = true;
	if (depth > DEPTH_MAX) {
		yaml_event_delete(event);
		return refuse(l, mark, "nested too deeply");
	}
	switch (event->type) {
	case YAML_ALIAS_EVENT:
		n = copy_alias(l, event);
		break;
	case YAML_SCALAR_EVENT:
		n = scalar(l, event);
		remember(l, event->data.scalar.anchor, n);
		break;
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		n = arena_new(l->arena, struct node);
		n->type = event->type == YAML_MAPPING_START_EVENT ? NODE_MAP : NODE_LIST;
		break;
	default:
		break;
	}
	if (!n) {
		yaml_event_delete(event);
		return refuse(l, mark, "an alias of something that was not defined before");
	}
	n->mark = mark;
	n->weight += 1;
	l->nodes++;
	if (event->type == YAML_SEQUENCE_START_EVENT) {
		ok = parse_list(l, n, depth + 1);
		remember(l, event->data.sequence_start.anchor, n);
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		ok = parse_map(l, n, depth + 1);
		remember(l, event->data.mapping_start.anchor, n);
	}
	yaml_event_delete(event);
	if (ok && n->weight > WEIGHT_MAX + l->nodes)
		return refuse(l, mark, "too large, or aliases that multiply");
	*out = n;
	return ok;
}

static bool parse_stream(struct loader *l)
{
	for (;;) {
		yaml_event_t event;
		if (!next_event(l, &event))
			return false;
		yaml_event_type_t type = event.type;
		struct mark mark = mark_of(event.start_mark, event.end_mark);
		if (type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT ||
		    type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT) {
			yaml_event_delete(&event);
			if (type == YAML_STREAM_END_EVENT)
				return true;
			continue;
		}
		if (l->yaml->root) {
			yaml_event_delete(&event);
			return refuse(l, mark, "a second document in the same file");
		}
		if (!parse_node(l, &event, 0, &l->yaml->root))
			return false;
	}
}

bool yaml_parse(struct arena *a, struct str file, struct str text, struct yaml *out,
		struct complaints *complaints)
{
	struct loader l = {.arena = a, .yaml = out, .complaints = complaints};
	*out = (struct yaml){.file = file, .text = text};
	if (!yaml_parser_initialize(&l.parser))
		return refuse(&l, MARK_TOP, "the YAML parser can't start");
	yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&l.parser, (const unsigned char *)text.p, text.n);
	bool ok = parse_stream(&l);
	yaml_parser_delete(&l.parser);
	return ok;
}
