/* A Mac writes the ë of a file's name as an e and a mark; everybody else as one character. Here the
 * two become one, so that both are the same student. */
#include "collect.h"

#include <stdlib.h>
#include <string.h>

/* A mark, letters, and what they become with it (Unicode's composed letters of Latin scripts). */
static const struct {
    const char *mark, *plain, *composed;
} marks[] = {
    {"\u0300", "AEIOUaeiouNn", "ÀÈÌÒÙàèìòùǸǹ"},
    {"\u0301", "AEIOUYaeiouyCcLlNnRrSsZz", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹź"},
    {"\u0302", "AEIOUaeiouCcGgHhJjSsWwYy", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"},
    {"\u0303", "ANOanoIiUu", "ÃÑÕãñõĨĩŨũ"},
    {"\u0304", "AaEeIiOoUu", "ĀāĒēĪīŌōŪū"},
    {"\u0306", "AaEeGgIiOoUu", "ĂăĔĕĞğĬĭŎŏŬŭ"},
    {"\u0307", "CcEeGgIZz", "ĊċĖėĠġİŻż"},
    {"\u0308", "AEIOUaeiouyY", "ÄËÏÖÜäëïöüÿŸ"},
    {"\u030a", "AaUu", "ÅåŮů"},
    {"\u030b", "OoUu", "ŐőŰű"},
    {"\u030c", "CcDdEeNnRrSsTtZzGg", "ČčĎďĚěŇňŘřŠšŤťŽžǦǧ"},
    {"\u0327", "CcGKkLlNnRrSsTt", "ÇçĢĶķĻļŅņŖŗŞşŢţ"},
    {"\u0328", "AaEeIiUu", "ĄąĘęĮįŲų"},
};

/* What the letter before the mark at `at` becomes, two bytes; NULL where there is no such. */
static const char *composed(char letter, const char *at)
{
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        const char *plain = strchr(marks[m].plain, letter);
        if (plain && strncmp(at, marks[m].mark, 2) == 0)
            return marks[m].composed + 2 * (plain - marks[m].plain);
    }
    return NULL;
}

char *intake_compose(const char *name)
{
    char *text = text_need(strdup(name)), *to = text;
    for (const char *s = name; *s;) {
        const char *both = s[1] ? composed(*s, s + 1) : NULL;
        if (both) {
            *to++ = both[0];
            *to++ = both[1];
            s += 3;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
    return text;
}
