/* json.h: JSON with text from judged code in it, which can be any bytes: those that are not UTF-8
 * become question marks. */
#ifndef SB_JSON_H
#define SB_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/* Adds a field to an object, unless the text is NULL or empty. */
void json_put(cJSON *object, const char *key, const char *text);

/* Adds a text to an array. */
void json_add(cJSON *array, const char *text);

/* Writes the value to the file at path, or to standard output when path is NULL, and frees it.
 * False when it cannot be written. */
bool json_write(cJSON *value, const char *path);

#endif
