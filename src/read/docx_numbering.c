/*
 * docx_numbering - numbering.xml, and the labels that Word counts by it.
 *
 * Counters belong to the abstract list: numberings that share it go on
 * counting each other's paragraphs, unless one of them overrides the start,
 * which counts from there when it is first used.
 */
#include "docx.h"

enum { LIST_LIMIT = 20000 };

struct numbering_reader {
	struct arena *arena;
	struct docx_numbering *out;
	struct docx_level *level; /* under way */
	bool in_list, in_num;
	int override; /* level of the override under way, -1 outside */
};

static struct docx_list *last_list(struct numbering_reader *r)
{
	return &r->out->lists.v[r->out->lists.n - 1];
}

static struct docx_num *last_num(struct numbering_reader *r)
{
	return &r->out->nums.v[r->out->nums.n - 1];
}

static int level_index(const char **attributes)
{
	long level = ooxml_long(attributes, "w:ilvl", 0);
	return level >= 0 && level < DOCX_LEVELS ? (int)level : DOCX_LEVELS - 1;
}

static struct str value(struct numbering_reader *r, const char **attributes)
{
	return arena_dup(r->arena, str_of(xml_attribute(attributes, "w:val")));
}

static void start_level(struct numbering_reader *r, const char **attributes)
{
	int i = level_index(attributes);
	if (r->in_list) {
		r->level = &last_list(r)->level[i];
	} else if (r->in_num && r->override >= 0) {
		r->level = arena_new(r->arena, struct docx_level);
		last_num(r)->level[r->override] = r->level;
	} else {
		return;
	}
	*r->level = (struct docx_level){.start = 0, .set = true, .restart = -1};
	r->level->format = STR("decimal");
}

static void level_property(struct numbering_reader *r, struct str name, const char **attributes)
{
	struct docx_level *level = r->level;
	if (str_is(name, "w:start"))
		level->start = ooxml_long(attributes, "w:val", 1);
	else if (str_is(name, "w:numFmt"))
		level->format = value(r, attributes);
	else if (str_is(name, "w:lvlText"))
		level->text = value(r, attributes);
	else if (str_is(name, "w:pStyle"))
		level->style = value(r, attributes);
	else if (str_is(name, "w:isLgl"))
		level->legal = docx_toggle(attributes) == TOGGLE_ON;
	else if (str_is(name, "w:lvlRestart"))
		level->restart = (int)ooxml_long(attributes, "w:val", -1);
}

static void start_num(struct numbering_reader *r, const char **attributes)
{
	if (r->out->nums.n >= LIST_LIMIT)
		return;
	struct docx_num *n = list_add(r->arena, &r->out->nums);
	n->id = ooxml_long(attributes, "w:numId", -1);
	n->list = SIZE_MAX;
	for (int i = 0; i < DOCX_LEVELS; i++)
		n->start[i] = -1;
	r->in_num = true;
	r->override = -1;
}

static void list_property(struct numbering_reader *r, struct str name, const char **attributes)
{
	if (str_is(name, "w:styleLink"))
		last_list(r)->style_link = value(r, attributes);
	else if (str_is(name, "w:numStyleLink"))
		last_list(r)->link = value(r, attributes);
}

static void num_property(struct numbering_reader *r, struct str name, const char **attributes)
{
	if (str_is(name, "w:abstractNumId")) {
		long id = ooxml_long(attributes, "w:val", -1);
		for (size_t i = 0; i < r->out->lists.n; i++) {
			if (r->out->lists.v[i].id == id)
				last_num(r)->list = i;
		}
	} else if (str_is(name, "w:lvlOverride")) {
		r->override = level_index(attributes);
	} else if (str_is(name, "w:startOverride") && r->override >= 0) {
		last_num(r)->start[r->override] = ooxml_long(attributes, "w:val", 1);
	}
}

static void numbering_start(void *context, const char *z, const char **attributes)
{
	struct numbering_reader *r = context;
	struct str name = str_of(z);
	if (str_is(name, "w:abstractNum") && r->out->lists.n < LIST_LIMIT) {
		struct docx_list *list = list_add(r->arena, &r->out->lists);
		list->id = ooxml_long(attributes, "w:abstractNumId", -1);
		r->in_list = true;
	} else if (str_is(name, "w:num")) {
		start_num(r, attributes);
	} else if (str_is(name, "w:lvl")) {
		start_level(r, attributes);
	} else if (r->level) {
		level_property(r, name, attributes);
	} else if (r->in_list) {
		list_property(r, name, attributes);
	} else if (r->in_num) {
		num_property(r, name, attributes);
	}
}

static void numbering_end(void *context, const char *z)
{
	struct numbering_reader *r = context;
	struct str name = str_of(z);
	if (str_is(name, "w:lvl"))
		r->level = NULL;
	else if (str_is(name, "w:abstractNum"))
		r->in_list = false;
	else if (str_is(name, "w:num"))
		r->in_num = false;
	else if (str_is(name, "w:lvlOverride"))
		r->override = -1;
}

/* Numberings of a list that takes after a style get the list which defines that style. */
static void follow_links(struct docx_numbering *n)
{
	for (size_t i = 0; i < n->nums.n; i++) {
		struct docx_num *num = &n->nums.v[i];
		if (num->list == SIZE_MAX || n->lists.v[num->list].link.n == 0)
			continue;
		struct str link = n->lists.v[num->list].link;
		for (size_t k = 0; k < n->lists.n; k++) {
			if (str_eq(n->lists.v[k].style_link, link)) {
				num->list = k;
				break;
			}
		}
	}
}

bool docx_numbering_read(struct ooxml *o, struct str part, struct docx_numbering *out)
{
	static const struct xml_handler handler = {.start = numbering_start, .end = numbering_end};
	struct numbering_reader r = {.arena = o->arena, .out = out, .override = -1};
	ooxml_parse(o, part, &handler, &r);
	follow_links(out);
	return o->d->failure.n == 0;
}

/* ---- counting ------------------------------------------------------------------------ */

static struct docx_num *find_num(const struct docx_numbering *n, long id)
{
	/* Word numbers them from 1 without gaps, so the first guess is mostly right. */
	size_t guess = id >= 1 && (size_t)id <= n->nums.n ? (size_t)id - 1 : 0;
	for (size_t k = 0; k < n->nums.n; k++) {
		size_t i = (guess + k) % n->nums.n;
		if (n->nums.v[i].id == id)
			return n->nums.v[i].list == SIZE_MAX ? NULL : &n->nums.v[i];
	}
	return NULL;
}

static const struct docx_level *level_of(const struct docx_list *list, const struct docx_num *num,
					 int i)
{
	return num->level[i] ? num->level[i] : &list->level[i];
}

int docx_numbering_level(const struct docx_numbering *n, long id, struct str style)
{
	const struct docx_num *num = find_num(n, id);
	if (num == NULL || style.n == 0)
		return -1;
	for (int i = 0; i < DOCX_LEVELS; i++) {
		if (str_eq(level_of(&n->lists.v[num->list], num, i)->style, style))
			return i;
	}
	return -1;
}

static long start_of(const struct docx_list *list, const struct docx_num *num, int i)
{
	return num->start[i] >= 0 ? num->start[i] : level_of(list, num, i)->start;
}

static void count(struct docx_list *list, struct docx_num *num, int level)
{
	bool restarts = num->start[level] >= 0 && !num->used[level];
	if (restarts || !list->counting[level])
		list->count[level] = start_of(list, num, level);
	else
		list->count[level]++;
	list->counting[level] = num->used[level] = true;
	for (int i = level + 1; i < DOCX_LEVELS; i++) {
		int restart = level_of(list, num, i)->restart;
		if (restart < 0 || level < restart)
			list->counting[i] = false;
	}
}

/* "%1.%2" with the numbers of the levels. */
static struct str label_text(struct arena *a, const struct docx_list *list,
			     const struct docx_num *num, int level)
{
	const struct docx_level *own = level_of(list, num, level);
	struct buf out = {0};
	for (size_t i = 0; i < own->text.n; i++) {
		char digit = i + 1 < own->text.n ? own->text.p[i + 1] : '\0';
		if (own->text.p[i] != '%' || digit < '1' || digit > '9') {
			buf_char(&out, own->text.p[i]);
			continue;
		}
		int k = digit - '1';
		const struct docx_level *shown = level_of(list, num, k);
		long n = list->counting[k] ? list->count[k] : start_of(list, num, k);
		bool digits = own->legal && !str_is(shown->format, "none");
		buf_add(&out, docx_number_format(a, digits ? STR("decimal") : shown->format, n));
		i++;
	}
	struct str made = arena_dup(a, buf_str(&out));
	buf_free(&out);
	return made;
}

bool docx_number(struct docx_numbering *n, struct arena *a, long id, int level, struct str *label)
{
	struct docx_num *num = find_num(n, id);
	if (num == NULL || level < 0 || level >= DOCX_LEVELS)
		return false;
	struct docx_list *list = &n->lists.v[num->list];
	const struct docx_level *own = level_of(list, num, level);
	*label = (struct str){"", 0};
	if (!own->set)
		return false;
	count(list, num, level);
	if (!str_is(own->format, "bullet"))
		*label = label_text(a, list, num, level);
	return true;
}
