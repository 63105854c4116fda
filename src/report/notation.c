/* Text in the notations of XML, Markdown and JSON. */
#include "findings.h"
#include "layout.h"

#include <cjson/cJSON.h>

/* ---- XML ----------------------------------------------------------------------- */

void xml_text(struct arena *a, struct buf *out, struct str s)
{
	xml_escape(out, text_scrub(a, s));
}

void xml_put(struct arena *a, struct buf *out, const char *name, struct str value)
{
	buf_printf(out, " %s=\"", name);
	xml_text(a, out, value);
	buf_char(out, '"');
}

/* ---- Markdown -------------------------------------------------------------------- */

void markdown_text(struct arena *a, struct buf *out, struct str s)
{
	s = line_clean(a, s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] && strchr("\\`*_[]<>|~&", s.p[i]))
			buf_char(out, '\\');
		buf_char(out, s.p[i]);
	}
}

/* ---- JSON ------------------------------------------------------------------------- */

void json_put(struct arena *a, json *o, const char *key, struct str s)
{
	cJSON_AddStringToObject(o, key, text_scrub(a, s).p);
}

void json_number(json *o, const char *key, size_t n)
{
	cJSON_AddNumberToObject(o, key, (double)n);
}

void json_push(struct arena *a, json *list, struct str s)
{
	cJSON_AddItemToArray(list, cJSON_CreateString(text_scrub(a, s).p));
}

json *json_push_object(json *list)
{
	cJSON *o = cJSON_CreateObject();
	cJSON_AddItemToArray(list, o);
	return o;
}

void json_write(struct buf *out, json *root, bool lines)
{
	char *text = lines ? cJSON_Print(root) : cJSON_PrintUnformatted(root);
	buf_addz(out, text);
	buf_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(root);
}
