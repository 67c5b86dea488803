/* Dates as platforms write them into names and files. */
#include "platforms.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Months by their first letters, in English and where other languages differ. */
static int month_of(const char *name)
{
    static const char *const months[] = {
        "jan gen ene",  "feb fév fev",    "mar mär mrt", "apr avr abr", "may mai maj mei mag",
        "jun juin giu", "jul juil lug",   "aug aoû ago", "sep set",     "oct okt ott out",
        "nov",          "dec dez déc dic"};
    for (int m = 0; m < 12; m++) {
        char *list = text_need(strdup(months[m])), *rest = NULL;
        bool found = false;
        for (char *w = strtok_r(list, " ", &rest); w && !found; w = strtok_r(NULL, " ", &rest))
            found = strncasecmp(name, w, strlen(w)) == 0;
        free(list);
        if (found)
            return m;
    }
    return -1;
}

/* The time after a date: "1234 PM", "12:34", "9 AM". */
static bool read_clock(const char *text, struct tm *t)
{
    char half = 0;
    int hour = 0, minute = 0, digits = 0, value = 0;
    while (*text == ' ' || *text == ',')
        text++;
    for (; digits < 4 && isdigit((unsigned char)text[digits]); digits++)
        value = 10 * value + text[digits] - '0';
    text += digits;
    if (digits >= 3) {
        hour = value / 100, minute = value % 100;
    } else {
        hour = value;
        if (*text && strchr(":.h-", *text) && isdigit((unsigned char)text[1]))
            minute = atoi(text + 1), text += 1 + strspn(text + 1, "0123456789");
    }
    text += strspn(text, " ");
    if (*text && strchr("aApP", *text))
        half = (char)tolower((unsigned char)*text);
    if (half)
        hour = hour % 12 + (half == 'p' ? 12 : 0);
    t->tm_hour = hour;
    t->tm_min = minute;
    return digits > 0 && hour < 24 && minute < 60;
}

/* 0 for a day that the month does not have, which would be one of the next. */
static long long local(struct tm *t)
{
    int day = t->tm_mday;
    t->tm_isdst = -1;
    time_t seconds = mktime(t);
    return seconds > 0 && t->tm_mday == day ? (long long)seconds : 0;
}

/* "Mar 4, 2026 1234 PM" and "4 March, 2026 1234 PM" */
static long long written(const char *text)
{
    char month[32];
    int day, year, used = 0;
    struct tm t = {0};
    if (sscanf(text, "%31[^0-9 ] %2d, %4d%n", month, &day, &year, &used) != 3 &&
        sscanf(text, "%2d %31[^0-9 ] %4d%n", &day, month, &year, &used) != 3)
        return 0;
    t.tm_mon = month_of(month);
    t.tm_mday = day;
    t.tm_year = year - 1900;
    return used > 0 && t.tm_mon >= 0 && day >= 1 && day <= 31 && read_clock(text + used, &t)
               ? local(&t)
               : 0;
}

/* The zone after a time: Z, UTC, +02:00, -0800. Returns false if there is none. */
static bool read_zone(const char *text, long *offset)
{
    int hours, minutes = 0;
    text += strspn(text, " ");
    *offset = 0;
    if (*text == 'Z' || strncmp(text, "UTC", 3) == 0)
        return true;
    if ((*text != '+' && *text != '-') || sscanf(text + 1, "%2d%*[:]%2d", &hours, &minutes) < 1)
        return false;
    if (strlen(text) >= 5 && text[3] != ':')
        sscanf(text + 3, "%2d", &minutes);
    *offset = (*text == '-' ? -60L : 60L) * (60L * hours + minutes);
    return true;
}

long long intake_date(const char *text)
{
    struct tm t = {0};
    int used = 0;
    long offset;
    text += strspn(text, " ");
    if (sscanf(text, "%4d-%2d-%2d%n", &t.tm_year, &t.tm_mon, &t.tm_mday, &used) != 3 || used < 8)
        return written(text);
    t.tm_year -= 1900;
    t.tm_mon -= 1;
    if (t.tm_mon < 0 || t.tm_mon > 11 || t.tm_mday < 1 || t.tm_mday > 31)
        return 0;
    const char *rest = text + used + strspn(text + used, "-T ,");
    used = 0;
    if (sscanf(rest, "%2d%*[:-]%2d%*[:-]%2d%n", &t.tm_hour, &t.tm_min, &t.tm_sec, &used) != 3 ||
        used == 0)
        return read_clock(rest, &t) ? local(&t) : 0;
    rest += used;
    if (*rest == '.')
        rest += 1 + strspn(rest + 1, "0123456789");
    if (!read_zone(rest, &offset))
        return local(&t);
    return (long long)timegm(&t) - offset;
}
