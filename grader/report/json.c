/* json.c: JSON with text from judged code in it, which can be any bytes. */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes of the UTF-8 character that starts here, 0 when there is none. */
static size_t character(const unsigned char *c)
{
    size_t more = c[0] < 0x80                   ? 0
                  : c[0] >= 0xc2 && c[0] < 0xe0 ? 1
                  : c[0] >= 0xe0 && c[0] < 0xf0 ? 2
                  : c[0] >= 0xf0 && c[0] < 0xf5 ? 3
                                                : 4;
    if (more == 4)
        return 0;
    for (size_t i = 1; i <= more; i++)
        if ((c[i] & 0xc0) != 0x80)
            return 0;
    /* An overlong form, half of a surrogate pair, or beyond the last character. */
    if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] >= 0xa0) ||
        (c[0] == 0xf0 && c[1] < 0x90) || (c[0] == 0xf4 && c[1] >= 0x90))
        return 0;
    return more + 1;
}

/* Replaces every byte that does not belong to valid UTF-8 by a question mark. */
static void clean(char *text)
{
    while (*text) {
        size_t bytes = character((const unsigned char *)text);
        if (bytes == 0)
            *text = '?';
        text += bytes ? bytes : 1;
    }
}

void json_put(cJSON *object, const char *key, const char *text)
{
    if (text && text[0])
        clean(cJSON_GetStringValue(cJSON_AddStringToObject(object, key, text)));
}

void json_add(cJSON *array, const char *text)
{
    cJSON *string = cJSON_CreateString(text);
    clean(cJSON_GetStringValue(string));
    cJSON_AddItemToArray(array, string);
}

bool json_write(cJSON *value, const char *path)
{
    char *text = cJSON_Print(value);
    FILE *f = !text ? NULL : path ? fopen(path, "w") : stdout;
    bool good = f && fprintf(f, "%s\n", text) > 0;
    if (f && path)
        good = fclose(f) == 0 && good;
    else if (f)
        good = fflush(f) == 0 && good;
    free(text);
    cJSON_Delete(value);
    return good;
}
